package thaw.solver.nash;

import java.util.Arrays;
import thaw.model.game.State;

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
   * @param game any number of players; its transitions play no part
   * @param i index of the player, from 0
   * @return minmax and maxmin, in payoffs of the game
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
    for (double[] row : payoff) {
      maxmin = Math.max(maxmin, Arrays.stream(row).min().orElseThrow());
    }
    for (int c = 0; c < others; c++) {
      for (int action = 0; action < own; action++) {
        replies[action] = payoff[action][c];
      }
      minmax = Math.min(minmax, Arrays.stream(replies).max().orElseThrow());
    }
    MatrixGame solved =
        MatrixGame.solve(payoff)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a zero-sum game of "
                            + own
                            + " × "
                            + others
                            + " actions could not be decided; allowed: a smaller game"));
    double[] strategy = solved.rows();
    double[] punishment = solved.columns();
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
    return new Level(minmax, maxmin, secured, Math.max(0, held - secured), strategy, punishment);
  }
}
