package thaw.solver.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import thaw.model.game.Game;

/**
 * Checks that stationary strategies are a Markov perfect equilibrium and worth what is claimed:
 * values are computed anew from the probabilities, and every one-shot deviation at every state is
 * tried (one-shot deviation principle: Blackwell 1965; Fudenberg and Tirole 1991, theorem 4.2).
 * Nothing of the solver is used.
 */
public final class MarkovCheck {
  /** Regret as a share of the payoff range up to which strategies count as an equilibrium. */
  public static final double REGRET_TOLERANCE = 2e-7;

  /** How far a claimed value may be from the computed one, as a share of the payoff range. */
  public static final double VALUE_TOLERANCE = 1e-6;

  /** How far probabilities may be from summing to 1. */
  public static final double SUM_TOLERANCE = 1e-9;

  private MarkovCheck() {}

  /**
   * Stationary strategies and what is said about them.
   *
   * @param probabilities [state][player][action]
   * @param averages claimed average payoffs, [state][player]
   * @param totals claimed total payoffs, [state][player]
   */
  public record Claim(double[][][] probabilities, double[][] averages, double[][] totals) {}

  /** Checks a claimed equilibrium with its claimed regret, in average payoffs. */
  public static Confirmation equilibrium(Game game, Claim claim, double regret) {
    List<String> problems = new ArrayList<>(misfits(game, claim));
    if (!problems.isEmpty()) {
      return new Confirmation(problems, List.of());
    }
    StationaryPlay play = new StationaryPlay(game, claim.probabilities());
    values(game, claim, play, problems);
    double range = range(game);
    double computed = play.regret();
    if (!(computed <= REGRET_TOLERANCE * range)) {
      problems.add("a deviation gains " + computed + "; allowed: " + REGRET_TOLERANCE * range);
    }
    if (!(Math.abs(computed - regret) <= REGRET_TOLERANCE * range)) {
      problems.add("regret is claimed to be " + regret + "; it is " + computed);
    }
    String found =
        String.format(
            Locale.ROOT,
            "no deviation at any of %d states gains more than %.1e",
            game.stateCount(),
            computed);
    return new Confirmation(problems, List.of(found));
  }

  /** The largest payoff range of any player; 1 if all payoffs are constant. */
  static double range(Game game) {
    double range = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
    }
    return range > 0 ? range : 1;
  }

  /** What does not fit the game, or is no probability. */
  static List<String> misfits(Game game, Claim claim) {
    int states = game.stateCount();
    int players = game.playerCount();
    List<String> misfits = new ArrayList<>();
    if (claim.probabilities().length != states
        || claim.averages().length != states
        || claim.totals().length != states) {
      misfits.add("strategies or values are not given for each of the " + states + " states");
      return misfits;
    }
    for (int s = 0; s < states; s++) {
      String where = "state \"" + game.state(s).name() + "\"";
      if (claim.probabilities()[s].length != players
          || claim.averages()[s].length != players
          || claim.totals()[s].length != players) {
        misfits.add(where + ": strategies or values are not given for each player");
        continue;
      }
      for (int i = 0; i < players; i++) {
        double[] own = claim.probabilities()[s][i];
        double sum = 0;
        boolean good = own.length == game.state(s).actionCount(i);
        for (double p : own) {
          good &= p >= 0;
          sum += p;
        }
        if (!good || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
          misfits.add(where + ", " + game.players().get(i) + ": no probabilities of the actions");
        }
      }
    }
    return misfits;
  }

  /** Compares claimed values with computed ones. */
  static void values(Game game, Claim claim, StationaryPlay play, List<String> problems) {
    double most = VALUE_TOLERANCE * range(game);
    for (int s = 0; s < game.stateCount(); s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        double average = play.average(s, i);
        double patience = 1 - game.discount(i);
        double wrong = Math.abs(claim.averages()[s][i] - average);
        double wrongTotal = Math.abs(claim.totals()[s][i] * patience - average);
        double rounding = 1e-12 * Math.abs(average);
        if (!(wrong <= most + rounding) || !(wrongTotal <= most * patience + rounding)) {
          problems.add(
              "state \""
                  + game.state(s).name()
                  + "\": the value of "
                  + game.players().get(i)
                  + " is claimed to be "
                  + claim.averages()[s][i]
                  + ", in total "
                  + claim.totals()[s][i]
                  + "; it is "
                  + average
                  + ", in total "
                  + average / patience);
        }
      }
    }
  }
}
