package thaw.solver.nash;

import java.util.Arrays;
import thaw.model.game.State;
import thaw.solver.linear.LinearProgram;

/**
 * What a player can be held to, and what a player can make sure of, in a stage game: minmax (the
 * others choose first) and maxmin (the player chooses first), in pure actions and in mixed ones.
 *
 * <p>In mixed actions the others mix together (they can correlate their punishment), so that minmax
 * equals maxmin (von Neumann 1928); with two players this is the usual minmax value. If three or
 * more players must mix independently the minmax value lies between the mixed one given here and
 * the pure one; to find it is hard (Borgs et al. 2010) and is not attempted.
 */
public final class SecurityLevels {
  /**
   * The levels of one player.
   *
   * @param pureMinmax min over the others' pure profiles of the best reply
   * @param pureMaxmin max over own pure actions of the worst case
   * @param mixed the value of the zero-sum game against all others together
   * @param errorBound what the punishment leaves beyond what the strategy secures, payoffs
   * @param strategy own mixed strategy that secures it
   * @param punishment the others' joint mixture that holds the player to it: per profile of the
   *     others, in the order of the profiles in which the player takes the first action
   */
  public record Level(
      double pureMinmax,
      double pureMaxmin,
      double mixed,
      double errorBound,
      double[] strategy,
      double[] punishment) {}

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
      if (game.action(a, i) == 0) {
        for (int action = 0; action < own; action++) {
          payoff[action][column] = game.payoff(game.deviation(a, i, action), i);
        }
        column++;
      }
    }
    double[] replies = new double[own];
    double minmax = Double.POSITIVE_INFINITY;
    double maxmin = Double.NEGATIVE_INFINITY;
    double least = Double.POSITIVE_INFINITY;
    for (int action = 0; action < own; action++) {
      double worst = Arrays.stream(payoff[action]).min().orElseThrow();
      maxmin = Math.max(maxmin, worst);
      least = Math.min(least, worst);
    }
    for (int c = 0; c < others; c++) {
      for (int action = 0; action < own; action++) {
        replies[action] = payoff[action][c];
      }
      minmax = Math.min(minmax, Arrays.stream(replies).max().orElseThrow());
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
    Arrays.fill(ones, 0, own, 1);
    LinearProgram.Solution solution = program.exactly(1, ones).solve();
    if (!solution.optimal()) {
      throw new IllegalArgumentException(
          "a zero-sum game of "
              + own
              + " × "
              + others
              + " actions could not be decided; allowed: a smaller game");
    }
    double[] strategy = mixture(Arrays.copyOf(solution.point(), own));
    double[] punishment = mixture(Arrays.copyOf(solution.multipliers(), others));
    double secured = Double.POSITIVE_INFINITY;
    for (int c = 0; c < others; c++) {
      double value = 0;
      for (int action = 0; action < own; action++) {
        value += strategy[action] * payoff[action][c];
      }
      secured = Math.min(secured, value);
    }
    double held = Double.NEGATIVE_INFINITY;
    for (double[] row : payoff) {
      double value = 0;
      for (int c = 0; c < others; c++) {
        value += punishment[c] * row[c];
      }
      held = Math.max(held, value);
    }
    return new Level(
        minmax, maxmin, secured, Math.max(0, held - secured), strategy, punishment);
  }

  /** Without the rounding below 0 and of the sum. */
  private static double[] mixture(double[] weights) {
    double[] p = Arrays.stream(weights).map(v -> Math.max(0, v)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / sum).toArray();
  }
}
