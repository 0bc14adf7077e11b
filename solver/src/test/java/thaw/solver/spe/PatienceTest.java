package thaw.solver.spe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/** What patience does to payoff sets. */
class PatienceTest {
  /** Resting is worth 1 for ever; investing is worth nothing now and 2 ever after. */
  private static Game investment(double patience) {
    State before =
        State.of(
            "before",
            List.of(List.of("rest", "invest"), List.of("watch")),
            new double[] {1, 0, 0, 0},
            new Transition[] {Transition.to(0), Transition.to(1)});
    State after =
        State.of(
            "after",
            List.of(List.of("rest"), List.of("watch")),
            new double[] {2, 0},
            new Transition[] {Transition.to(1)});
    return new Game(
        "investment", List.of("1", "2"), new double[] {patience, patience}, List.of(before, after));
  }

  /** V = {max(1, 2δ)}: no set of a more patient game is an outer start for a less patient one. */
  @Test
  void setsOfStochasticGamesNeedNotGrowWithPatience() {
    PayoffSets.Result impatient = PayoffSets.withDefaults().solve(investment(0.3));
    PayoffSets.Result patient = PayoffSets.withDefaults().solve(investment(0.8));
    assertThat(impatient.inner().get(0).maxX()).isCloseTo(1, within(1e-8));
    assertThat(patient.outer().get(0).minX()).isCloseTo(1.6, within(1e-8));
    assertThat(patient.outer().get(0).distance(1, 0)).isGreaterThan(0.5);
    assertThat(impatient.outerEnforceable()[0]).containsExactly(true, false);
    assertThat(patient.outerEnforceable()[0]).containsExactly(false, true);
  }

  /** From the sets of ever more impatient players, as in a curve over δ, and from the box. */
  @Test
  void repeatedGamesHaveTheSameSetsFromAWarmStartAsFromTheBox() {
    int compared = 0;
    for (ReferenceGames.Case reference : ReferenceGames.all()) {
      Game game = reference.game();
      if (game.stateCount() > 1) {
        continue;
      }
      PayoffSets.Result warm = PayoffSets.withDefaults().solve(game.withDiscount(0.95, 0.95));
      for (double delta : new double[] {0.9, 0.75, 0.6, 0.4, 0.2}) {
        Game less = game.withDiscount(delta, delta);
        warm = PayoffSets.withDefaults().solve(less, warm);
        PayoffSets.Result cold = PayoffSets.withDefaults().solve(less);
        assertThat(warm.converged()).as("%s at %s", reference, delta).isTrue();
        assertThat(warm.outer().get(0).isEmpty()).isEqualTo(cold.outer().get(0).isEmpty());
        if (!cold.outer().get(0).isEmpty()) {
          double off = warm.outer().get(0).hausdorff(cold.outer().get(0));
          double range =
              game.maxPayoff(0) - game.minPayoff(0) + game.maxPayoff(1) - game.minPayoff(1);
          assertThat(off).as("%s at %s", reference, delta).isLessThan(1e-8 * range);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(30);
  }

  @Test
  void warmStartsThatNeedNotContainTheSetsAreRefused() {
    PayoffSets.Result patient = PayoffSets.withDefaults().solve(investment(0.8));
    assertThatThrownBy(() -> PayoffSets.withDefaults().solve(investment(0.3), patient))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one state");
    Game game = ReferenceGames.all().get(0).game();
    PayoffSets.Result impatient = PayoffSets.withDefaults().solve(game.withDiscount(0.3, 0.3));
    assertThatThrownBy(
            () -> PayoffSets.withDefaults().solve(game.withDiscount(0.6, 0.6), impatient))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
