package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import thaw.model.Scenario;
import thaw.model.game.MultilateralExchange;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.transfers.SettlementComparison;
import thaw.solver.transfers.SettlementComparison.Bracket;
import thaw.solver.transfers.SettlementComparison.PhasePayments;
import thaw.solver.transfers.SettlementComparison.Row;
import thaw.solver.transfers.SettlingTransfers;
import thaw.solver.transfers.Transfers;
import thaw.solver.verify.TransfersCheck;

/** What the Republic of Korea and China would have to pay, and when. */
@SuppressWarnings("NullAway.Init") // set before all tests
class SixPartyExampleTest {
  private static PhasedExchange exchange;
  private static List<Row> rows;

  @BeforeAll
  static void compare() throws Exception {
    Scenario scenario = ScenarioFile.read(Path.of("us-dprk/six-party.json"), List.of());
    exchange = PhasedExchange.compile(scenario);
    FreezeAnalysis.Options quick = FreezeAnalysis.Options.defaults();
    rows =
        SettlementComparison.withDefaults()
            .with(
                new SettlementComparison.Options(
                    List.of(0.5, 0.55, 0.6, 0.65, 0.7, 0.8),
                    0.002,
                    0.2,
                    quick.withSets(quick.sets().withTolerance(0.3).withMaxSweeps(300))))
            .solve(scenario);
  }

  private static Row row(int governments, boolean transfers) {
    return rows.stream()
        .filter(r -> r.governments().size() == governments && r.transfers() == transfers)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void betweenTheTwoTheRoadmapFreezesWithTransfersAndWithout() {
    assertThat(row(2, false).settles()).isFalse();
    assertThat(row(2, true).settles()).isFalse();
    assertThat(row(2, true).furthest()).contains(7); // one step of eight is missing
  }

  @Test
  void theRepublicOfKoreaAloneIsNotEnoughAndWithChinaItIs() {
    assertThat(row(3, true).governments()).containsExactly("US", "DPRK", "ROK");
    assertThat(row(3, true).settles()).isFalse();
    assertThat(row(4, true).governments()).containsExactly("US", "DPRK", "ROK", "China");
    assertThat(row(4, true).settles()).isTrue();
    assertThat(row(4, true).settlementProbability().orElseThrow()).isCloseTo(1, within(1e-9));
  }

  @Test
  void everyThirdPartyLowersThePatienceThatIsNeeded() {
    double before = row(2, false).critical().orElseThrow().high();
    for (int governments = 2; governments <= 6; governments++) {
      Bracket critical = row(governments, true).critical().orElseThrow();
      assertThat(critical.high()).as("%s governments", governments).isLessThan(before);
      assertThat(critical.high() - critical.low()).isLessThan(0.002);
      before = critical.low() + 1e-9;
    }
  }

  @Test
  void theThirdPartiesPayForTheLastPhase() {
    Row row = row(4, true);
    SettlingTransfers.Plan plan = row.pooled().orElseThrow();
    assertThat(plan.enforces()).isTrue();
    assertThat(plan.total()).isCloseTo(0.147, within(0.001));
    double last = 0;
    double all = 0;
    for (PhasePayments phase :
        SettlementComparison.byProgress(exchange, row.regime().orElseThrow(), plan)) {
      double paid = -(phase.mean()[2] + phase.mean()[3]) * phase.weight();
      all += paid;
      last += phase.progress1() + phase.progress2() >= 6 ? paid : 0;
    }
    assertThat(last).isGreaterThan(0.99 * all);
    double delta = exchange.game().discount(0);
    assertThat(delta * all).isCloseTo(plan.total(), within(1e-9));
  }

  @Test
  void withAllFourTheTwoNeedNotPayEachOther() {
    assertThat(row(4, true).separate().orElseThrow().enforces()).isFalse();
    assertThat(row(6, true).separate().orElseThrow().enforces()).isTrue();
  }

  @Test
  void theCheckerConfirmsWhatEachGroupCanReach() {
    List<String> ids = List.copyOf(exchange.effective().thirdParties().keySet());
    for (int n = 0; n <= ids.size(); n++) {
      Transfers.Result regime = row(2 + n, true).regime().orElseThrow();
      assertThat(regime.converged()).isTrue();
      assertThat(
              TransfersCheck.check(
                      MultilateralExchange.of(exchange, ids.subList(0, n)).game(),
                      regime.certificate())
                  .problems())
          .isEmpty();
    }
  }

  @Test
  void nobodyIsAskedToPayMoreThanItGains() {
    SettlingTransfers.Plan plan = row(4, true).pooled().orElseThrow();
    assertThat(plan.willing()).isTrue();
    assertThat(plan.slack()).isPositive();
    assertThat(Arrays.stream(plan.shares()).sum()).isCloseTo(1, within(1e-12));
  }
}
