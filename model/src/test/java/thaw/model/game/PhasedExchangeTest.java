package thaw.model.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import thaw.model.Context;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.Step;
import thaw.model.Trust;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;

/** The compiled game against the model's formulas, written out plainly. */
class PhasedExchangeTest {
  private static final Offset<Double> EXACTLY = within(1e-12);

  private static Scenario base(String... settings) throws Exception {
    return ScenarioFile.read(
        Path.of("../examples/us-dprk/phased-parallel.json"),
        List.of(settings).stream().map(Setting::parse).toList());
  }

  @Test
  void payoffsFollowTheFormulaInEveryStateAndProfile() throws Exception {
    Scenario scenario = base();
    PhasedExchange exchange = PhasedExchange.compile(scenario);
    for (int s = 0; s < exchange.stateCount(); s++) {
      Position x = exchange.position(s);
      State state = exchange.game().state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        for (int i = 0; i < 2; i++) {
          assertThat(state.payoff(a, i))
              .as(state.name() + " " + state.labels(a))
              .isCloseTo(payoff(scenario, exchange, x, state.labels(a).get(i), i), EXACTLY);
        }
      }
    }
  }

  private static double payoff(
      Scenario scenario, PhasedExchange exchange, Position x, String action, int i) {
    String me = scenario.partyIds().get(i);
    int own = x.progress(i);
    int others = x.progress(1 - i);
    double trust = scenario.trust().levels().get(x.trustLevel());
    double sum = 0;
    for (int k = 0; k < others; k++) {
      Step step = step(scenario, k, 1 - i);
      sum += step.benefit() * (step.verification() + (1 - step.verification()) * trust);
    }
    for (int k = 0; k < own; k++) {
      sum -= step(scenario, k, i).cost();
    }
    for (int k = 0; k < Math.min(own, others); k++) {
      for (String joint : scenario.phases().get(k).joint()) {
        sum += scenario.jointStep(joint).net(me);
      }
    }
    for (Map.Entry<String, Double> weight : scenario.party(me).weight().entrySet()) {
      sum += weight.getValue() * achieved(scenario, weight.getKey(), x);
    }
    int phases = scenario.phases().size();
    sum -= scenario.party(me).statusQuoCost() * (1 - (own + others) / (2.0 * phases));
    sum += scenario.climate(exchange.climateId(exchange.stateAt(x).getAsInt())).payoff(me);
    if (action.equals(PhasedExchange.IMPLEMENT)) {
      sum -= step(scenario, own, i).effort();
    }
    if (action.equals(PhasedExchange.RENEGE)) {
      sum += scenario.party(me).temptation() + step(scenario, own - 1, i).cost();
    }
    return sum;
  }

  private static double achieved(Scenario scenario, String objective, Position x) {
    double share = 0;
    for (int i = 0; i < 2; i++) {
      for (int k = 0; k < x.progress(i); k++) {
        share += step(scenario, k, i).objectives().getOrDefault(objective, 0.0);
      }
    }
    for (int k = 0; k < Math.min(x.progress1(), x.progress2()); k++) {
      for (String joint : scenario.phases().get(k).joint()) {
        share += scenario.jointStep(joint).objectives().getOrDefault(objective, 0.0);
      }
    }
    return share;
  }

  private static Step step(Scenario scenario, int phase, int party) {
    String id = scenario.partyIds().get(party);
    return scenario.step(scenario.phases().get(phase).steps().getOrDefault(id, List.of()).get(0));
  }

  @Test
  void meanTrustFollowsTheLawWithinTheLevels() throws Exception {
    Scenario scenario = base();
    PhasedExchange exchange = PhasedExchange.compile(scenario);
    List<Double> levels = scenario.trust().levels();
    for (int s = 0; s < exchange.stateCount(); s++) {
      State state = exchange.game().state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        double law =
            exchange.settled(s) && a == exchange.holdProfile(s)
                ? exchange.trust(s)
                : scenario.trust().after(signal(state.labels(a)), exchange.trust(s));
        double clamped = Math.max(levels.get(0), Math.min(levels.get(levels.size() - 1), law));
        double mean = 0;
        Transition to = state.transition(a);
        for (int k = 0; k < to.size(); k++) {
          mean += to.probability(k) * exchange.trust(to.successor(k));
        }
        assertThat(mean).as(state.name() + state.labels(a)).isCloseTo(clamped, EXACTLY);
      }
    }
  }

  private static Trust.Signal signal(List<String> labels) {
    if (labels.contains(PhasedExchange.RENEGE)) {
      return Trust.Signal.BREACHED;
    }
    long implementing = labels.stream().filter(PhasedExchange.IMPLEMENT::equals).count();
    return implementing == 2
        ? Trust.Signal.RECIPROCATED
        : implementing == 1 ? Trust.Signal.SNUBBED : Trust.Signal.STALLED;
  }

  @Test
  void crisisComesWithTheHazardTimesTheUnresolvedShare() throws Exception {
    Scenario scenario = base();
    PhasedExchange exchange = PhasedExchange.compile(scenario);
    for (int s = 0; s < exchange.stateCount(); s++) {
      if (exchange.climateId(s).equals(Scenario.CRISIS)) {
        continue;
      }
      Position x = exchange.position(s);
      State state = exchange.game().state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        double expected =
            0.02 * (1 - (x.progress1() + x.progress2()) / 8.0)
                + (state.labels(a).contains(PhasedExchange.RENEGE) ? 0.5 : 0);
        double crisis = 0;
        Transition to = state.transition(a);
        for (int k = 0; k < to.size(); k++) {
          crisis +=
              exchange.climateId(to.successor(k)).equals(Scenario.CRISIS) ? to.probability(k) : 0;
        }
        assertThat(crisis).isCloseTo(expected, EXACTLY);
      }
    }
  }

  @Test
  void sequencingLimitsImplementingAndNeverReneging() throws Exception {
    Scenario scenario = base();
    PhasedExchange usFirst =
        PhasedExchange.compile(scenario.withSequencing(new Sequencing.First("us")));
    for (int s = 0; s < usFirst.stateCount(); s++) {
      Position x = usFirst.position(s);
      State state = usFirst.game().state(s);
      boolean crisis = usFirst.climateId(s).equals(Scenario.CRISIS);
      // The DPRK's turn comes when the US is done, or does its last phase in the same period.
      assertThat(state.actions(1).contains(PhasedExchange.IMPLEMENT))
          .isEqualTo(!crisis && x.progress2() < 4 && x.progress1() >= 3);
      assertThat(state.actions(1).contains(PhasedExchange.RENEGE)).isEqualTo(x.progress2() > 0);
    }
    PhasedExchange atOnce =
        PhasedExchange.compile(scenario.withSequencing(new Sequencing.AllAtOnce()));
    assertThat(atOnce.roadmap().size()).isEqualTo(1);
  }

  @Test
  void granularitySplitsPhasesAndLeavesTheSettlementAsItIs() throws Exception {
    PhasedExchange whole = PhasedExchange.compile(base());
    PhasedExchange split = PhasedExchange.compile(base("granularity=2"));
    assertThat(split.roadmap().size()).isEqualTo(8);
    int a = settled(whole);
    int b = settled(split);
    for (int i = 0; i < 2; i++) {
      assertThat(split.game().state(b).payoff(split.holdProfile(b), i))
          .isCloseTo(whole.game().state(a).payoff(whole.holdProfile(a), i), EXACTLY);
    }
  }

  private static int settled(PhasedExchange exchange) {
    int phases = exchange.roadmap().size();
    return exchange.stateAt(new Position(phases, phases, 4, 0, 0, 0)).getAsInt();
  }

  @Test
  void aGameTooLargeIsRefusedWithItsSize() throws Exception {
    Scenario huge = base("granularity=100");
    assertThatThrownBy(() -> PhasedExchange.compile(huge))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("states")
        .hasMessageContaining("allowed");
  }

  @Test
  void initialTrustBetweenTwoLevelsIsALotteryWithTheRightMean() throws Exception {
    PhasedExchange exchange = PhasedExchange.compile(base("trust.initial=0.25"));
    assertThat(exchange.initial().size()).isEqualTo(2);
    double mean = 0;
    for (int k = 0; k < 2; k++) {
      mean += exchange.initial().probability(k) * exchange.trust(exchange.initial().successor(k));
    }
    assertThat(mean).isCloseTo(0.25, EXACTLY);
  }

  @Test
  void everyFactorAndShockChangesSomethingAtFullStrengthAndNothingAtNone() throws Exception {
    Scenario scenario = base();
    for (Context entry : Context.values()) {
      assertThat(entry.apply(scenario, 1)).as(entry.id()).isNotEqualTo(scenario);
      assertThat(entry.apply(scenario, 0)).as(entry.id()).isEqualTo(scenario);
    }
  }
}
