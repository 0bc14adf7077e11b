package thaw.solver.nash;

import thaw.model.game.State;
import thaw.solver.linear.LinearProgram;

/**
 * What a player can be held to, and what a player can make sure of, in a stage game: minmax (the
 * others choose first) and maxmin (the player chooses first), in pure actions and in mixed ones.
 *
 * <p>The others mix together (correlated punishment), so that the mixed minmax equals the mixed
 * maxmin (von Neumann 1928); with two players this is the usual minmax value.
 */
public final class SecurityLevels {
  /**
   * The levels of one player.
   *
   * @param pureMinmax min over the others' pure profiles of the best reply
   * @param pureMaxmin max over own pure actions of the worst case
   * @param mixed the value of the zero-sum game against all others
   * @param strategy own mixed strategy that secures it
   * @param punishment the others' joint mixture that holds the player to it: per profile of the
   *     others, in the order of the profiles in which the player takes the first action
   */
  public record Level(
      double pureMinmax, double pureMaxmin, double mixed, double[] strategy, double[] punishment) {}

  private SecurityLevels() {}

  /**
   * The levels of player i.
   *
   * @throws IllegalArgumentException if the linear program is too large to be decided
   */
  public static Level of(State game, int i) {
    int own = game.actionCount(i);
    int others = game.profileCount() / own;
    double[][] payoff = new double[own][others];
    int column = 0;
    for (int a = 0; a < game.profileCount(); a++) {
      if (game.deviation(a, i, 0) == a) {
        for (int action = 0; action < own; action++) {
          payoff[action][column] = game.payoff(game.deviation(a, i, action), i);
        }
        column++;
      }
    }
    double least = Double.POSITIVE_INFINITY;
    double maxmin = Double.NEGATIVE_INFINITY;
    for (double[] row : payoff) {
      double worst = Double.POSITIVE_INFINITY;
      for (double value : row) {
        worst = Math.min(worst, value);
      }
      least = Math.min(least, worst);
      maxmin = Math.max(maxmin, worst);
    }
    double minmax = Double.POSITIVE_INFINITY;
    for (int c = 0; c < others; c++) {
      double best = Double.NEGATIVE_INFINITY;
      for (double[] row : payoff) {
        best = Math.max(best, row[c]);
      }
      minmax = Math.min(minmax, best);
    }
    // max v: v ≤ Σ_a x_a (u(a, c) − least), Σ x = 1; shifted, so that v is not negative.
    double[] objective = new double[own + 1];
    objective[own] = 1;
    LinearProgram program = LinearProgram.maximise(objective);
    for (int c = 0; c < others; c++) {
      double[] row = new double[own + 1];
      for (int action = 0; action < own; action++) {
        row[action] = least - payoff[action][c];
      }
      row[own] = 1;
      program.atMost(0, row);
    }
    double[] ones = new double[own + 1];
    java.util.Arrays.fill(ones, 0, own, 1);
    LinearProgram.Solution solution = program.exactly(1, ones).solve();
    if (!solution.optimal()) {
      throw new IllegalArgumentException(
          "a zero-sum game of "
              + own
              + " × "
              + others
              + " actions could not be decided; allowed: a smaller game");
    }
    return new Level(
        minmax,
        maxmin,
        least + solution.point()[own],
        java.util.Arrays.copyOf(solution.point(), own),
        java.util.Arrays.copyOf(solution.multipliers(), others));
  }
}
