package thaw.solver.markov;

import java.util.List;
import thaw.model.game.Game;

/**
 * One Markov perfect equilibrium by backward induction over progress: the classes of states that
 * can reach each other are solved one after the other, those first that others lead to, each as a
 * game of its own with the values found so far, by the limit of its logit branch. Where all classes
 * are single states and nothing returns, this is Zermelo's induction with simultaneous moves.
 *
 * <p>The work grows with the size of the largest class, not with that of the game. Another
 * equilibrium in one class changes those before it: this finds one, not all.
 */
public final class BackwardInduction {
  private BackwardInduction() {}

  /**
   * What was found.
   *
   * @param equilibrium empty if some class had no answer, or if what was found gains more from a
   *     deviation than {@link MarkovLogit#REGRET_TOLERANCE} of the payoff range
   * @param regret largest gain in average payoffs from a one-shot deviation, recomputed for the
   *     whole game; NaN if some class had no answer
   * @param classes how many
   * @param largest states of the largest class
   * @param steps along all branches
   */
  public record Result(
      List<MarkovStrategies> equilibrium, double regret, int classes, int largest, int steps) {
    public Result {
      equilibrium = List.copyOf(equilibrium);
    }

    /**
     * Whether an equilibrium was found.
     *
     * @return false if some class had no answer, or the whole is no equilibrium
     */
    public boolean converged() {
      return !equilibrium.isEmpty();
    }
  }

  /**
   * Solves class by class, each with the steps and the progress of the options.
   *
   * @param game any number of players and states
   * @param options of which steps per class and progress count, nothing else
   * @return one equilibrium or none
   */
  public static Result solve(Game game, MarkovLogit.Options options) {
    List<int[]> classes = ProgressClasses.of(game);
    int largest = classes.stream().mapToInt(c -> c.length).max().orElse(0);
    int players = game.playerCount();
    double[][][] strategies = new double[game.stateCount()][players][];
    double[][] totals = new double[game.stateCount()][players];
    MarkovLogit logit =
        MarkovLogit.withDefaults()
            .with(
                MarkovLogit.Options.defaults()
                    .withMaxSteps(options.maxSteps())
                    .withProgress(options.progress()));
    int steps = 0;
    for (int[] members : classes) {
      Game alone = ProgressClasses.alone(game, members, totals);
      MarkovLogit.Result found = logit.solve(alone);
      steps += found.steps();
      if (found.limit().isEmpty()) {
        return new Result(List.of(), Double.NaN, classes.size(), largest, steps);
      }
      MarkovStrategies here = found.limit().get(0);
      double[][] worth = here.totals();
      for (int k = 0; k < members.length; k++) {
        strategies[members[k]] = here.probabilities()[k];
        totals[members[k]] = worth[k];
      }
    }
    MarkovStrategies whole = new MarkovStrategies(game, strategies);
    double regret = whole.regret();
    boolean good = regret <= MarkovLogit.REGRET_TOLERANCE * LogitSystem.payoffRange(game);
    return new Result(good ? List.of(whole) : List.of(), regret, classes.size(), largest, steps);
  }
}
