package thaw.solver.markov;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.model.game.Game;

/**
 * All Markov perfect equilibria in pure stationary strategies of a small game: every profile is
 * evaluated and its one-shot deviations tried (the one-shot deviation principle makes them enough).
 */
public final class PureMarkov {
  /** Larger games are left to the logit branch. */
  private static final BigInteger MOST_PROFILES = BigInteger.valueOf(20_000);

  /** A gain below this share of the payoff range is rounding. */
  private static final double ROUNDING = 1e-10;

  private PureMarkov() {}

  /**
   * All of them, in the order of their actions; empty where the game has too many profiles to try.
   */
  public static Optional<List<MarkovStrategies>> all(Game game) {
    BigInteger count = BigInteger.ONE;
    for (int s = 0; s < game.stateCount(); s++) {
      count = count.multiply(BigInteger.valueOf(game.state(s).profileCount()));
    }
    if (count.compareTo(MOST_PROFILES) > 0) {
      return Optional.empty();
    }
    double range = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
    }
    List<MarkovStrategies> found = new ArrayList<>();
    int[] profile = new int[game.stateCount()];
    do {
      MarkovStrategies strategies = pure(game, profile);
      if (strategies.regret() <= ROUNDING * range) {
        found.add(strategies);
      }
    } while (next(game, profile));
    return Optional.of(List.copyOf(found));
  }

  private static MarkovStrategies pure(Game game, int[] profile) {
    double[][][] p = new double[profile.length][game.playerCount()][];
    for (int s = 0; s < profile.length; s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        p[s][i] = new double[game.state(s).actionCount(i)];
        p[s][i][game.state(s).action(profile[s], i)] = 1;
      }
    }
    return new MarkovStrategies(game, p);
  }

  private static boolean next(Game game, int[] profile) {
    for (int s = profile.length - 1; s >= 0; s--) {
      if (++profile[s] < game.state(s).profileCount()) {
        return true;
      }
      profile[s] = 0;
    }
    return false;
  }
}
