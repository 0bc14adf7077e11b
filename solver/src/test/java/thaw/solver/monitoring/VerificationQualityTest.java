package thaw.solver.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.State;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.solver.verify.MonitoringCheck;

/** The smallest detection probability, against the formulas of trigger strategies. */
class VerificationQualityTest {
  private static final Path BASE = Path.of("../examples/us-dprk/phased-parallel.json");

  private static PhasedExchange exchange(String... settings) throws Exception {
    List<Setting> parsed = new java.util.ArrayList<>();
    for (String setting : settings) {
      parsed.add(Setting.parse(setting));
    }
    return PhasedExchange.compile(ScenarioFile.read(BASE, parsed));
  }

  /** max_i (1−δ_i) g_i / (δ_i (F_i − P_i)), read off the game of the phase. */
  private static double withoutFalseAlarms(Game game) {
    State state = game.state(0);
    double critical = 0;
    for (int i = 0; i < 2; i++) {
      double flow = state.payoff(0, i);
      double gain = state.payoff(state.deviation(0, i, 1), i) - flow;
      double freeze = state.payoff(8, i);
      double delta = game.discount(i);
      double own = (1 - delta) * gain / (delta * (flow - freeze));
      critical = Math.max(critical, flow > freeze ? own : Double.POSITIVE_INFINITY);
    }
    return critical;
  }

  @Test
  void withoutFalseAlarmsItIsTheTriggersFormula() throws Exception {
    PhasedExchange exchange = exchange();
    VerificationQuality.Result result =
        VerificationQuality.withDefaults()
            .with(VerificationQuality.Options.defaults().withTolerance(9e-4))
            .analyse(exchange);
    assertThat(result.phases()).hasSize(4);
    for (VerificationQuality.PhaseResult phase : result.phases()) {
      Game game = VerificationQuality.phaseGame(exchange, phase.phase(), 0.5, 0);
      double formula = withoutFalseAlarms(game);
      if (formula > 1) {
        assertThat(phase.verdict()).isEqualTo(VerificationQuality.Verdict.NEVER);
      } else {
        assertThat(phase.lower()).isLessThanOrEqualTo(formula + 1e-9);
        assertThat(phase.upper()).isGreaterThanOrEqualTo(formula - 1e-9);
        assertThat(phase.upper() - phase.lower()).isLessThan(1e-3);
        Game there = VerificationQuality.phaseGame(exchange, phase.phase(), phase.upper(), 0);
        assertThat(MonitoringCheck.equilibriumValues(there, phase.strategies())).isNotEmpty();
        Game below = VerificationQuality.phaseGame(exchange, phase.phase(), phase.lower(), 0);
        boolean[][] honest = VerificationQuality.honest(below);
        assertThat(MonitoringCheck.isNeverPlayed(below, honest, 0, 0)).isTrue();
        assertThat(MonitoringCheck.isNeverPlayed(there, honest, 0, 0)).isFalse();
      }
    }
  }

  /** f + g (1 − δ + δf) / (δ (F − P)), one party tempted, common δ. */
  @Test
  void withFalseAlarmsAndOnePartyTemptedItIsTheFormulaOfGreenAndPorter() throws Exception {
    PhasedExchange exchange =
        exchange(
            "parties.us.patience=0.9", "parties.us.temptation=-20", "parties.dprk.patience=0.9");
    double f = 0.05;
    VerificationQuality.Result result =
        VerificationQuality.withDefaults()
            .with(VerificationQuality.Options.defaults().withFalseAlarm(f).withTolerance(9e-3))
            .analyse(exchange);
    int critical = 0;
    for (VerificationQuality.PhaseResult phase : result.phases()) {
      Game game = VerificationQuality.phaseGame(exchange, phase.phase(), 0.5, f);
      State state = game.state(0);
      double flow = state.payoff(0, 1);
      double gain = state.payoff(1, 1) - flow;
      double formula = f + gain * (1 - 0.9 + 0.9 * f) / (0.9 * (flow - state.payoff(8, 1)));
      if (formula > 0 && formula < 1 && state.payoff(0, 0) > state.payoff(8, 0)) {
        assertThat(phase.lower()).isLessThanOrEqualTo(formula + 1e-9);
        assertThat(phase.upper()).isGreaterThanOrEqualTo(formula - 1e-9);
        assertThat(phase.upper() - phase.lower()).isLessThan(1e-2);
        critical++;
      }
    }
    assertThat(critical).isPositive();
  }
}
