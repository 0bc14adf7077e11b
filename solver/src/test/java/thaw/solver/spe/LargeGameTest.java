package thaw.solver.spe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.solver.verify.StrategyCheck;

/** The base scenario: 231 states, thousands of sides. */
class LargeGameTest {
  @Test
  void setsOfHundredsOfStatesAreKnownAsWellAsIsAsked() throws Exception {
    Game game =
        PhasedExchange.compile(
                ScenarioFile.read(Path.of("../examples/us-dprk/phased-parallel.json"), List.of()))
            .game();
    List<PayoffSets.Result> found = new ArrayList<>();
    for (double tolerance : new double[] {0.02, 3e-3, 2e-5}) {
      PayoffSets.Result sets =
          PayoffSets.withDefaults()
              .with(PayoffSets.Options.defaults().withTolerance(tolerance))
              .solve(game);
      assertThat(sets.converged()).isTrue();
      assertThat(sets.relativeErrorBound()).isLessThanOrEqualTo(tolerance);
      assertThat(sets.regret()).as("constraints are met with room to spare").isNegative();
      assertThat(StrategyCheck.check(game, sets.automaton()).isEquilibrium()).isTrue();
      found.add(sets);
    }
    for (PayoffSets.Result outside : found) {
      for (PayoffSets.Result inside : found) {
        for (int s = 0; s < game.stateCount(); s++) {
          for (double[] payoff : inside.inner().get(s).vertices()) {
            assertThat(outside.outer().get(s).distance(payoff[0], payoff[1]))
                .as("what strategies attain is never cut off, state %d", s)
                .isLessThan(1e-9);
          }
        }
      }
    }
  }
}
