package thaw.solver.spe;

import static org.assertj.core.api.Assertions.assertThat;
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
}
