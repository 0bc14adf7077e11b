package thaw.model.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.Scenario;
import thaw.model.io.ScenarioFile;

class MultilateralExchangeTest {
  private static Scenario scenario() throws Exception {
    return ScenarioFile.read(Path.of("../examples/us-dprk/six-party.json"), List.of());
  }

  @Test
  void thePartiesPlayTheBilateralGame() throws Exception {
    MultilateralExchange exchange = MultilateralExchange.compile(scenario());
    Game all = exchange.game();
    Game two = exchange.exchange().game();
    assertThat(all.players()).containsExactly("US", "DPRK", "ROK", "China", "Russia", "Japan");
    assertThat(all.stateCount()).isEqualTo(two.stateCount());
    for (int s = 0; s < two.stateCount(); s++) {
      assertThat(all.state(s).profileCount()).isEqualTo(two.state(s).profileCount());
      for (int a = 0; a < two.state(s).profileCount(); a++) {
        assertThat(all.state(s).payoff(a, 0)).isEqualTo(two.state(s).payoff(a, 0));
        assertThat(all.state(s).payoff(a, 1)).isEqualTo(two.state(s).payoff(a, 1));
        assertThat(all.state(s).transition(a)).isEqualTo(two.state(s).transition(a));
      }
    }
  }

  @Test
  void aThirdPartyGetsObjectivesStatusQuoAndClimate() throws Exception {
    MultilateralExchange exchange = MultilateralExchange.compile(scenario());
    for (int s = 0; s < exchange.game().stateCount(); s++) {
      Position x = exchange.exchange().position(s);
      String climate = exchange.exchange().climateId(s);
      double payoff = exchange.game().state(s).payoff(0, 2);
      if (x.progress1() + x.progress2() == 0) {
        double start = climate.equals("crisis") ? -4.2 : climate.equals("strained") ? -0.3 : -0.2;
        assertThat(payoff).isCloseTo(start, within(1e-12));
      }
      if (x.progress1() + x.progress2() == 8 && climate.equals("engaged")) {
        // what the steps and joint steps add up to
        double denuclearization = 0.1 + 0.3 + 0.2 + 0.4;
        double peace = 0.2 + 0.5 + 0.2 + 0.1;
        double relations = 0.2 + 0.1 + 0.3 + 0.1 + 0.2 + 0.1;
        assertThat(payoff)
            .isCloseTo(0.15 * denuclearization + 0.3 * peace + 0.1 * relations, within(1e-12));
      }
    }
  }

  @Test
  void someOfTheThirdPartiesMayTakePart() throws Exception {
    PhasedExchange bilateral = PhasedExchange.compile(scenario());
    assertThat(MultilateralExchange.of(bilateral, List.of("china")).game().players())
        .containsExactly("US", "DPRK", "China");
    assertThat(MultilateralExchange.of(bilateral, List.of()).game().players())
        .containsExactly("US", "DPRK");
    assertThatThrownBy(() -> MultilateralExchange.of(bilateral, List.of("mongolia")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mongolia");
  }
}
