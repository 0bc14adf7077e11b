package thaw.solver.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Node;
import thaw.solver.certificate.FrozenCertificate;
import thaw.solver.certificate.SettlementCertificate;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.simulate.Play;

class CertificateCheckTest {
  private static final Path BASE = Path.of("../examples/us-dprk/phased-parallel.json");

  private static PhasedExchange exchange;
  private static SettlementCertificate settlement;

  @BeforeAll
  static void solveTheBaseScenario() throws Exception {
    exchange = PhasedExchange.compile(ScenarioFile.read(BASE, List.of()));
    FreezeReport report = FreezeAnalysis.withDefaults().analyse(exchange);
    settlement = (SettlementCertificate) report.certificate().orElseThrow();
  }

  @Test
  void aSettlementThatWasFoundIsConfirmed() {
    assertThat(CertificateCheck.check(exchange, settlement).problems()).isEmpty();
  }

  @Test
  void strategiesWithOneActionChangedAreRejected() {
    List<Node> nodes = new ArrayList<>(settlement.automaton().nodes());
    int start = settlement.starts().get(0).nodes()[0];
    Node node = nodes.get(start);
    int other =
        java.util.stream.IntStream.range(0, exchange.game().state(node.state()).profileCount())
            .filter(a -> a != node.profile())
            .findFirst()
            .orElseThrow();
    nodes.set(start, new Node(node.state(), other, node.value(), node.next()));
    assertThat(CertificateCheck.check(exchange, with(nodes, settlement.payoff())).confirmed())
        .isFalse();
  }

  @Test
  void payoffsThatAreClaimedButNotAttainedAreRejected() {
    double[] more = {settlement.payoff()[0] + 0.01, settlement.payoff()[1]};
    assertThat(
            CertificateCheck.check(exchange, with(settlement.automaton().nodes(), more)).problems())
        .anyMatch(p -> p.contains("payoff of US"));
  }

  @Test
  void strategiesDoNotCarryOverToPartiesWithoutPatience() throws Exception {
    PhasedExchange impatient =
        PhasedExchange.compile(
            ScenarioFile.read(BASE, List.of(Setting.parse("parties.us.patience=0.1"))));
    assertThat(
            CertificateCheck.carriesOver(
                exchange, settlement.automaton(), settlement.starts(), impatient))
        .isFalse();
    assertThat(
            CertificateCheck.carriesOver(
                exchange, settlement.automaton(), settlement.starts(), exchange))
        .isTrue();
  }

  @Test
  void aFreezeThatIsClaimedWhereThereIsNoneIsRejected() {
    FrozenCertificate claim =
        new FrozenCertificate(
            FrozenCertificate.Reason.NO_PATH,
            settlement.startStates(),
            settlement.freezePayoff(),
            1);
    assertThat(CertificateCheck.check(exchange, claim).confirmed()).isFalse();
  }

  @Test
  void simulatedRunsSettleAboutAsOftenAsTheExactCourseSays() {
    Play play = Play.of(exchange, settlement);
    int runs = 4000;
    int settled = 0;
    for (int r = 0; r < runs; r++) {
      settled += exchange.settled(play.run(7, r, 13).states()[12]) ? 1 : 0;
    }
    double exact = play.course(12).get(12).settled();
    double spread = Math.sqrt(exact * (1 - exact) / runs);
    assertThat((double) settled / runs).isBetween(exact - 5 * spread, exact + 5 * spread);
    assertThat(play.run(7, 3, 20).states()).isEqualTo(play.run(7, 3, 20).states());
  }

  private static SettlementCertificate with(List<Node> nodes, double[] payoff) {
    return new SettlementCertificate(
        new Automaton(nodes, settlement.automaton().punishments()),
        settlement.startStates(),
        settlement.starts(),
        payoff,
        settlement.freezePayoff(),
        settlement.settlementProbability(),
        settlement.largestGain());
  }
}
