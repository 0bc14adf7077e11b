package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import thaw.model.game.PhasedExchange;
import thaw.model.io.GameFile;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Verdict;
import thaw.solver.verify.CertificateCheck;

/** The article's reasoning comes out of the examples by computation. */
class RoadmapExamplesTest {
  private static final Path FOLDER = Path.of("us-dprk");

  private static final Map<String, FreezeReport> REPORTS = new LinkedHashMap<>();

  @BeforeAll
  static void analyseAll() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path file : files) {
      PhasedExchange exchange = PhasedExchange.compile(ScenarioFile.read(file, List.of()));
      String name = file.getFileName().toString().replace(".json", "");
      REPORTS.put(name, FreezeAnalysis.withDefaults().analyse(exchange));
    }
  }

  private static FreezeReport report(String name) {
    FreezeReport report = REPORTS.get(name);
    if (report == null) {
      throw new IllegalArgumentException(name);
    }
    return report;
  }

  @TestFactory
  Stream<DynamicTest> everyVerdictHasACertificateThatTheCheckerConfirms() {
    return REPORTS.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () ->
                        assertThat(
                                CertificateCheck.check(
                                        entry.getValue().exchange(),
                                        entry.getValue().certificate().orElseThrow())
                                    .problems())
                            .isEmpty()));
  }

  @Test
  void phasedAndParallelIsSustainableAndTheOtherSequencesFreeze() {
    assertThat(report("phased-parallel").verdict()).isEqualTo(Verdict.SUSTAINABLE);
    for (String other : List.of("dprk-first", "us-first", "package")) {
      assertThat(report(other).verdict()).as(other).isEqualTo(Verdict.FROZEN);
    }
  }

  @Test
  void forBothSidesCrisisIsWorseThanFreezeAndSettlementBetter() {
    FreezeReport base = report("phased-parallel");
    for (int i = 0; i < 2; i++) {
      assertThat(base.start().conditions().isLesserEvil(i)).contains(true);
    }
  }

  @Test
  void theFreezeOfTheBaseScenarioIsAnEquilibriumInefficientAndFragileButNoTrap() {
    FreezeReport.StateConditions c = report("phased-parallel").start().conditions();
    assertThat(c.freezeIsEquilibrium().word()).isEqualTo("yes");
    assertThat(c.trap().word()).isEqualTo("no");
    assertThat(c.gains().common()).isGreaterThan(0.5);
    assertThat(c.crisisWithin()).isBetween(0.3, 0.4);
    assertThat(c.periodsToCrisis()).isBetween(49.0, 51.0);
  }

  @TestFactory
  Stream<DynamicTest> everyShockFreezesOrIsClearlyWorse() {
    FreezeReport base = report("phased-parallel");
    return REPORTS.keySet().stream()
        .filter(name -> name.startsWith("shock-"))
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      FreezeReport shocked = report(name);
                      if (shocked.verdict() != Verdict.FROZEN) {
                        assertThat(settledByHorizon(shocked))
                            .isLessThan(settledByHorizon(base) - 0.1);
                        assertThat(crisisRisk(shocked)).isGreaterThan(crisisRisk(base) + 0.1);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyPositiveFactorIsClearlyBetter() {
    FreezeReport base = report("phased-parallel");
    return REPORTS.keySet().stream()
        .filter(name -> name.startsWith("factor-") || name.equals("all-factors"))
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      FreezeReport helped = report(name);
                      assertThat(helped.verdict()).isEqualTo(Verdict.SUSTAINABLE);
                      assertThat(sum(helped)).isGreaterThan(sum(base) + 0.05);
                    }));
  }

  private static double sum(FreezeReport report) {
    double[] payoff = report.equilibrium().orElseThrow().payoff();
    return payoff[0] + payoff[1];
  }

  private static double settledByHorizon(FreezeReport report) {
    double[] by = report.equilibrium().orElseThrow().settledBy();
    return by[by.length - 1];
  }

  private static double crisisRisk(FreezeReport report) {
    return report.equilibrium().orElseThrow().crisisWithin();
  }

  @TestFactory
  Stream<DynamicTest> theClassicGamesRead() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of("classics"))) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(5);
    return files.stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> assertThat(GameFile.read(file, List.of()).stateCount()).isOne()));
  }
}
