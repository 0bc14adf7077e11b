package thaw.solver.nash;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;

/** All pure Nash equilibria of a stage game of any number of players, by exact comparison. */
public final class PureNash {
  private PureNash() {}

  /** The profiles from which no single deviation gains, in order. */
  public static List<Integer> of(State game) {
    List<Integer> found = new ArrayList<>();
    for (int a = 0; a < game.profileCount(); a++) {
      if (isEquilibrium(game, a)) {
        found.add(a);
      }
    }
    return List.copyOf(found);
  }

  private static boolean isEquilibrium(State game, int profile) {
    for (int i = 0; i < game.playerCount(); i++) {
      BigFraction here = game.exactPayoff(profile, i);
      for (int action = 0; action < game.actionCount(i); action++) {
        BigFraction there = game.exactPayoff(game.deviation(profile, i, action), i);
        if (there.subtract(here).signum() > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The smallest p for which a pure profile of a two-player game is p-dominant (Morris, Rob and
   * Shin 1995): each player's action is a best reply to every belief that gives the other's at
   * least p. A strict equilibrium has p below 1; in 2 × 2 games p ≤ 1/2 is risk dominance when the
   * two sides' values add up to less than 1.
   *
   * @return p per player, 1 where only certainty will do, NaN where not even certainty does
   */
  public static double[] dominance(State game, int profile) {
    double[] least = new double[2];
    for (int i = 0; i < 2; i++) {
      int j = 1 - i;
      int own = game.action(profile, i);
      for (int action = 0; action < game.actionCount(i); action++) {
        if (action == own) {
          continue;
        }
        double sure = difference(game, profile, i, action);
        for (int other = 0; other < game.actionCount(j); other++) {
          double against = difference(game, game.deviation(profile, j, other), i, action);
          if (sure < 0) {
            least[i] = Double.NaN;
          } else if (against < 0) {
            // p · sure + (1 − p) · against ≥ 0.
            least[i] = Math.max(least[i], -against / (sure - against));
          }
        }
      }
    }
    return least;
  }

  private static double difference(State game, int profile, int i, int action) {
    return game.payoff(profile, i) - game.payoff(game.deviation(profile, i, action), i);
  }

  /**
   * Which of two strict equilibria of a 2 × 2 game is risk-dominant (Harsanyi and Selten 1988): the
   * one whose product of deviation losses is larger.
   *
   * @return its profile, or −1 where both products are equal
   */
  public static int riskDominant(State game, int one, int other) {
    double first = 1;
    double second = 1;
    for (int i = 0; i < 2; i++) {
      first *= difference(game, one, i, game.action(other, i));
      second *= difference(game, other, i, game.action(one, i));
    }
    return first > second ? one : first < second ? other : -1;
  }
}
