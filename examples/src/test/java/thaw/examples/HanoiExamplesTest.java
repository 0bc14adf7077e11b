package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.FreezeReport.Stall;
import thaw.solver.freeze.Verdict;
import thaw.solver.simulate.Play;

/** Why neither deal of February 2019 held, and how long the freeze after it lasts in the model. */
class HanoiExamplesTest {
  private static final int US = 0;
  private static final int DPRK = 1;

  /** Hanoi to the missile of March 2022, 1120 days, in half-years: 6.1. */
  private static final int RECORD = 6;

  private static PhasedExchange exchange(String name, Setting... settings) throws Exception {
    return PhasedExchange.compile(
        ScenarioFile.read(Path.of("us-dprk", name + ".json"), List.of(settings)));
  }

  private static FreezeReport report(String name, Setting... settings) throws Exception {
    return FreezeAnalysis.withDefaults().analyse(exchange(name, settings));
  }

  private static void failsOn(FreezeReport report, int party) {
    assertThat(report.verdict()).isEqualTo(Verdict.FROZEN);
    assertThat(report.progress().furthest()).isZero();
    Stall stall = report.progress().stall().orElseThrow();
    assertThat(stall.party()).isEqualTo(party);
    assertThat(stall.needed()).isGreaterThan(stall.available());
    assertThat(stall.deviation()).isEqualTo("hold");
    assertThat(report.exchange().game().state(stall.state()).labels(stall.profile()))
        .containsExactly("implement", "implement");
  }

  @Test
  void theSmallDealFailsOnTheUnitedStates() throws Exception {
    failsOn(report("hanoi-small-deal"), US);
  }

  @Test
  void theBigDealFailsOnTheDprk() throws Exception {
    failsOn(report("hanoi-big-deal"), DPRK);
  }

  @Test
  void theSmallDealHoldsIfMoreThanYongbyonIsOffered() throws Exception {
    FreezeReport more =
        report("hanoi-small-deal", new Setting("steps.dismantle-yongbyon.benefit", "3"));
    assertThat(more.verdict()).isEqualTo(Verdict.SUSTAINABLE);
  }

  @Test
  void theFreezeIsAnEquilibriumAndUsuallyOutlastsTheRecord() throws Exception {
    FreezeReport.StateConditions c = report("hanoi-small-deal").start().conditions();
    assertThat(c.freezeIsEquilibrium().word()).isEqualTo("yes");
    assertThat(c.periodsToCrisis()).isCloseTo(50, within(1e-6));
    PhasedExchange exchange = exchange("hanoi-small-deal");
    Play freeze = Play.freeze(exchange);
    int runs = 4000;
    int outlasts = 0;
    int setBack = 0;
    for (int r = 0; r < runs; r++) {
      Play.Run run = freeze.run(1, r, RECORD + 1);
      boolean strained = false;
      boolean crisis = false;
      for (int s : run.states()) {
        strained |= exchange.climateId(s).equals("strained");
        crisis |= exchange.climateId(s).equals(Scenario.CRISIS);
      }
      outlasts += crisis ? 0 : 1;
      setBack += strained && !crisis ? 1 : 0;
    }
    // within four standard errors of the exact chances
    assertThat(outlasts / (double) runs).isCloseTo(Math.pow(0.98, RECORD), within(0.02));
    assertThat(setBack / (double) outlasts).isCloseTo(1 - Math.pow(0.97, RECORD), within(0.025));
  }
}
