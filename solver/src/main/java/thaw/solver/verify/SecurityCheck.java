package thaw.solver.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import thaw.model.game.State;

/**
 * Checks what a player of a stage game is said to be held to and to make sure of: the own mixed
 * strategy secures the value against every profile of the others, the others' joint mixture holds
 * every own action to it (weak duality proves both optimal), and the pure levels are searched for
 * anew.
 */
public final class SecurityCheck {
  /** Errors allowed, as a share of the payoff range, and of probabilities. */
  private static final double TOLERANCE = 1e-8;

  /**
   * What is claimed of a player.
   *
   * @param player index
   * @param pureMinmax min over the others' pure profiles of the best reply
   * @param pureMaxmin max over own pure actions of the worst case
   * @param mixed the value in mixed actions
   * @param errorBound by how much the value may be too low
   * @param strategy own mixed strategy
   * @param punishment the others' joint mixture, by profile in the order of those in which the
   *     player takes the first action
   */
  public record Claim(
      int player,
      double pureMinmax,
      double pureMaxmin,
      double mixed,
      double errorBound,
      double[] strategy,
      double[] punishment) {}

  private SecurityCheck() {}

  /** Checks one player's levels. */
  public static Confirmation check(State game, Claim claim) {
    List<String> problems = new ArrayList<>();
    String name = "player " + (claim.player() + 1);
    int i = claim.player();
    if (i < 0 || i >= game.playerCount()) {
      return new Confirmation(List.of("the game has no " + name), List.of());
    }
    int own = game.actionCount(i);
    int others = game.profileCount() / own;
    if (!isMixture(claim.strategy(), own) || !isMixture(claim.punishment(), others)) {
      problems.add(name + ": strategy and punishment are no probabilities of this game");
      return new Confirmation(problems, List.of());
    }
    double range = range(game, i);
    double[] held = new double[own];
    double secured = Double.POSITIVE_INFINITY;
    double minmax = Double.POSITIVE_INFINITY;
    double[] worst = new double[own];
    Arrays.fill(worst, Double.POSITIVE_INFINITY);
    int column = 0;
    for (int a = 0; a < game.profileCount(); a++) {
      if (game.action(a, i) != 0) {
        continue;
      }
      double mean = 0;
      double best = Double.NEGATIVE_INFINITY;
      for (int d = 0; d < own; d++) {
        double payoff = game.payoff(game.deviation(a, i, d), i);
        mean += claim.strategy()[d] * payoff;
        held[d] += claim.punishment()[column] * payoff;
        best = Math.max(best, payoff);
        worst[d] = Math.min(worst[d], payoff);
      }
      secured = Math.min(secured, mean);
      minmax = Math.min(minmax, best);
      column++;
    }
    double most = Arrays.stream(held).max().orElse(Double.NaN);
    double maxmin = Arrays.stream(worst).max().orElse(Double.NaN);
    expect(name + ": minmax in pure actions", minmax, claim.pureMinmax(), range, problems);
    expect(name + ": maxmin in pure actions", maxmin, claim.pureMaxmin(), range, problems);
    expect(name + ": the value in mixed actions", secured, claim.mixed(), range, problems);
    expect(
        name + ": the error bound",
        Math.max(0, most - secured),
        claim.errorBound(),
        range,
        problems);
    if (!(most - secured <= TOLERANCE * range)) {
      problems.add(name + " is held to " + most + " only, and makes sure of " + secured);
    }
    return new Confirmation(
        problems,
        List.of(name + ": minmax in mixed actions " + secured + ", proved from both sides"));
  }

  static void expect(
      String name, double computed, double claimed, double range, List<String> problems) {
    if (!(Math.abs(computed - claimed) <= TOLERANCE * range)) {
      problems.add(name + " is " + computed + ", not " + claimed);
    }
  }

  static boolean isMixture(double[] weights, int size) {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0)) {
        return false;
      }
      sum += weight;
    }
    return weights.length == size && Math.abs(sum - 1) <= TOLERANCE;
  }

  /** Largest less smallest payoff of a player, 1 if they are the same. */
  static double range(State game, int i) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < game.profileCount(); a++) {
      least = Math.min(least, game.payoff(a, i));
      most = Math.max(most, game.payoff(a, i));
    }
    return most > least ? most - least : 1;
  }
}
