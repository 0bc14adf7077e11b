package thaw.solver.spe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.solver.verify.StrategyCheck;

/** The solver against the plain operator, game by game. */
class PayoffSetsTwinTest {
  private static final double SAME = 1e-6;

  private static PayoffSets.Result solve(Game game, double tolerance) {
    return PayoffSets.withDefaults()
        .with(PayoffSets.Options.defaults().withTolerance(tolerance))
        .solve(game);
  }

  /** Compares unless the plain operator takes too long; whether it did. */
  private static boolean agrees(Game game) {
    PlainPayoffSets plain = PlainPayoffSets.of(game, 1e-12, 1e-8, 1_000);
    if (!plain.settled()) {
      return false;
    }
    PayoffSets.Result sets = solve(game, 1e-7);
    for (int s = 0; s < game.stateCount(); s++) {
      assertThat(plain.set(s).hausdorff(plain.scaled(sets.outer().get(s))))
          .as("outer set %s of %s", s, game.name())
          .isLessThan(SAME);
      assertThat(plain.set(s).hausdorff(plain.scaled(sets.inner().get(s))))
          .as("inner set %s of %s", s, game.name())
          .isLessThan(SAME);
    }
    return true;
  }

  @Test
  void theSetsOfAThousandGamesAreThoseOfThePlainOperator() {
    int compared = 0;
    int empty = 0;
    for (int seed = 0; compared < 1_000; seed++) {
      Game game = RandomGames.of(seed, 1 + seed % 3, 2, 0.05, 0.85);
      if (agrees(game)) {
        compared++;
        empty += solve(game, 1e-7).outer().get(0).isEmpty() ? 1 : 0;
      }
    }
    assertThat(empty).isBetween(20, 500);
  }

  @Test
  void soAreThoseOfGamesWithMoreActionsAndStates() {
    int compared = 0;
    for (int seed = 0; seed < 60; seed++) {
      compared += agrees(RandomGames.of(seed, 1 + seed % 4, 3, 0.05, 0.6)) ? 1 : 0;
    }
    assertThat(compared).isGreaterThan(25);
  }

  @Test
  void largerGamesHaveInnerSetsOfEquilibriaCloseToOuterOnes() {
    for (int seed = 9_000; seed < 9_024; seed++) {
      Game game = RandomGames.of(seed, 1 + seed % 12, 6, 0.3, 0.99);
      PayoffSets.Result sets = solve(game, 1e-6);
      assertThat(sets.converged()).as(game.name()).isTrue();
      for (int s = 0; s < game.stateCount(); s++) {
        Polygon outer = sets.outer().get(s);
        double range = game.maxPayoff(0) - game.minPayoff(0);
        range = Math.max(range, game.maxPayoff(1) - game.minPayoff(1));
        for (double[] v : sets.inner().get(s).vertices()) {
          assertThat(outer.distance(v[0], v[1])).isLessThan(2e-6 * range);
        }
      }
      if (!sets.automaton().nodes().isEmpty()) {
        assertThat(StrategyCheck.check(game, sets.automaton()).isEquilibrium()).isTrue();
      }
    }
  }
}
