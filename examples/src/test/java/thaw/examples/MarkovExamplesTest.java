package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.solver.markov.ExchangeOutlook;
import thaw.solver.markov.MarkovLogit;
import thaw.solver.markov.MarkovStrategies;
import thaw.solver.verify.MarkovCheck;

/** Without memory of who broke what there is nothing to punish with, and nobody begins. */
class MarkovExamplesTest {
  @ParameterizedTest
  @ValueSource(strings = {"phased-parallel", "dprk-first", "package"})
  void theLimitOfTheLogitBranchHoldsForEverThoughNotAtEveryState(String name) throws Exception {
    Path file = Path.of("us-dprk", name + ".json");
    PhasedExchange exchange = PhasedExchange.compile(ScenarioFile.read(file, List.of()));
    Game game = exchange.game();
    MarkovLogit.Result found = MarkovLogit.withDefaults().solve(game);
    assertThat(found.converged()).isTrue();
    MarkovStrategies limit = found.limit().get(0);
    ExchangeOutlook outlook = ExchangeOutlook.of(exchange, limit);
    assertThat(outlook.alwaysHold()).isTrue();
    assertThat(outlook.settlement()).isZero();
    assertThat(outlook.furthest()).isZero();
    double[][] totals = limit.totals();
    double[][] averages = new double[totals.length][2];
    for (int s = 0; s < totals.length; s++) {
      for (int i = 0; i < 2; i++) {
        averages[s][i] = (1 - game.discount(i)) * totals[s][i];
      }
    }
    MarkovCheck.Claim claim = new MarkovCheck.Claim(limit.probabilities(), averages, totals);
    assertThat(MarkovCheck.equilibrium(game, claim, found.regret()).problems()).isEmpty();

    // Once the other side has delivered, taking one's own step back gains: holding everywhere is
    // no equilibrium, although holding is all that is seen.
    MarkovStrategies freeze = ExchangeOutlook.freeze(exchange);
    assertThat(freeze.regret()).isGreaterThan(1);
    assertThat(ExchangeOutlook.of(exchange, freeze).alwaysHold()).isTrue();
  }
}
