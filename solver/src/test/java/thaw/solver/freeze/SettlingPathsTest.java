package thaw.solver.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.solver.spe.PayoffSets;
import thaw.solver.verify.CertificateCheck;
import thaw.solver.verify.StrategyCheck;

class SettlingPathsTest {
  /** Extreme equilibria stop after seven of eight phases: the last one pays neither of them. */
  private static PhasedExchange stopping() throws Exception {
    return PhasedExchange.compile(
        ScenarioFile.read(
            Path.of("../examples/us-dprk/phased-parallel.json"),
            List.of(
                Setting.parse("trust={\"kind\":\"fixed\",\"initial\":0.18}"),
                Setting.parse("parties.us.patience=0.79"),
                Setting.parse("parties.dprk.patience=0.86"),
                Setting.parse("parties.us.temptation=1.94"),
                Setting.parse("parties.dprk.temptation=1.43"),
                Setting.parse("steps.verify-test-sites.verification=0.25"),
                Setting.parse("steps.freeze-yongbyon.verification=0.25"),
                Setting.parse("steps.partial-declaration.verification=0.25"),
                Setting.parse("steps.destroy-icbms.verification=0.25"),
                Setting.parse("hazards.leadership=0.11"))));
  }

  @Test
  void equilibriaThatStopBeforeTheSettlementAreLedOnWhereThatIsEnforceable() throws Exception {
    PhasedExchange exchange = stopping();
    Judge judge = new Judge(exchange, new Benchmarks(exchange));
    PayoffSets.Result sets =
        PayoffSets.withDefaults()
            .with(PayoffSets.Options.defaults().withTolerance(0.01))
            .solve(exchange.game());
    int start = exchange.initial().successor(0);
    int old = sets.firstNode()[start + 1] - sets.firstNode()[start];
    assertThat(judge.settles(sets.automaton())[sets.firstNode()[start]]).isFalse();

    PayoffSets.Result more = SettlingPaths.added(exchange, judge, sets);
    assertThat(more.firstNode()[start + 1] - more.firstNode()[start]).isEqualTo(old + 1);
    assertThat(judge.settles(more.automaton())[more.firstNode()[start + 1] - 1]).isTrue();
    StrategyCheck.Result check = StrategyCheck.check(exchange.game(), more.automaton());
    assertThat(check.isEquilibrium()).isTrue();
    for (int s = 0; s < exchange.game().stateCount(); s++) {
      for (double[] vertex : more.inner().get(s).vertices()) {
        assertThat(more.outer().get(s).distance(vertex[0], vertex[1])).isLessThan(1e-9);
      }
    }
  }

  @Test
  void theVerdictIsSustainableWithACertificate() throws Exception {
    PhasedExchange exchange = stopping();
    FreezeReport report = FreezeAnalysis.withDefaults().analyse(exchange);
    assertThat(report.verdict()).isEqualTo(Verdict.SUSTAINABLE);
    assertThat(FreezeAnalysis.withDefaults().verdict(exchange)).isEqualTo(Verdict.SUSTAINABLE);
    assertThat(report.equilibrium().orElseThrow().settlementProbability()).isBetween(1e-6, 0.01);
    assertThat(CertificateCheck.check(exchange, report.certificate().orElseThrow()).problems())
        .isEmpty();
  }

  @Test
  void nothingIsAddedWhereNoProfileLeadsOn() throws Exception {
    PhasedExchange exchange =
        PhasedExchange.compile(
            ScenarioFile.read(Path.of("../examples/us-dprk/package.json"), List.of()));
    Judge judge = new Judge(exchange, new Benchmarks(exchange));
    PayoffSets.Result sets =
        PayoffSets.withDefaults()
            .with(PayoffSets.Options.defaults().withTolerance(0.01))
            .solve(exchange.game());
    int start = exchange.initial().successor(0);
    PayoffSets.Result same = SettlingPaths.added(exchange, judge, sets);
    assertThat(same.firstNode()[start + 1] - same.firstNode()[start])
        .isEqualTo(sets.firstNode()[start + 1] - sets.firstNode()[start]);
  }
}
