package thaw.solver.nash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;

/** All pure Nash equilibria of a stage game of any number of players, by exact comparison. */
public final class PureNash {
  private PureNash() {}

  /**
   * The profiles from which no single deviation gains, in order.
   *
   * @param game any number of players; its transitions play no part
   * @return indices of profiles, increasing; empty if there is no pure equilibrium
   */
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
   * @param game two players
   * @param profile a pure equilibrium
   * @return p per player, 1 where only certainty will do
   * @throws IllegalArgumentException if the profile is no equilibrium, or the game has not two
   *     players
   */
  public static List<BigFraction> dominance(State game, int profile) {
    if (game.playerCount() != 2 || !isEquilibrium(game, profile)) {
      throw new IllegalArgumentException(
          "profile "
              + game.labels(profile)
              + " of "
              + game.playerCount()
              + " players; allowed: a pure equilibrium of two");
    }
    List<BigFraction> least = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      int j = 1 - i;
      BigFraction p = BigFraction.ZERO;
      for (int action = 0; action < game.actionCount(i); action++) {
        BigFraction sure = difference(game, profile, i, action);
        for (int other = 0; other < game.actionCount(j); other++) {
          BigFraction against = difference(game, game.deviation(profile, j, other), i, action);
          if (against.signum() < 0) {
            // p · sure + (1 − p) · against ≥ 0.
            BigFraction bound = against.negate().divide(sure.subtract(against));
            p = bound.subtract(p).signum() > 0 ? bound : p;
          }
        }
      }
      least.add(p);
    }
    return List.copyOf(least);
  }

  /** What player i gains at the profile over taking the other action. */
  private static BigFraction difference(State game, int profile, int i, int action) {
    return game.exactPayoff(profile, i)
        .subtract(game.exactPayoff(game.deviation(profile, i, action), i));
  }

  /**
   * Which of two strict equilibria of a 2 × 2 game is risk-dominant (Harsanyi and Selten 1988): the
   * one whose product of deviation losses is larger.
   *
   * @param game two players with two actions each
   * @param one profile of a strict equilibrium
   * @param other profile of the other strict equilibrium
   * @return its profile; empty where both products are equal
   */
  public static Optional<Integer> riskDominant(State game, int one, int other) {
    BigFraction first = BigFraction.ONE;
    BigFraction second = BigFraction.ONE;
    for (int i = 0; i < 2; i++) {
      first = first.multiply(difference(game, one, i, game.action(other, i)));
      second = second.multiply(difference(game, other, i, game.action(one, i)));
    }
    int sign = first.subtract(second).signum();
    return sign == 0 ? Optional.empty() : Optional.of(sign > 0 ? one : other);
  }
}
