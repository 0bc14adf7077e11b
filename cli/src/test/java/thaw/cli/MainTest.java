package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static thaw.cli.Outcome.damaged;
import static thaw.cli.Outcome.files;
import static thaw.cli.Outcome.thaw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final String PACKAGE = "../examples/us-dprk/package.json";

  /** One trust level makes the game small. */
  private static final String FIXED = "trust={\"kind\":\"fixed\",\"initial\":0.1}";

  private static final String BASE = "../examples/us-dprk/phased-parallel.json";
  private static final String DILEMMA = "../examples/classics/prisoners-dilemma.json";

  @TempDir Path folder;

  @Test
  void wrongUsageExitsWithTwoAndSaysWhatIsAllowed() {
    for (String[] args :
        List.of(
            new String[] {},
            new String[] {"run"},
            new String[] {"walk"},
            new String[] {"check", "none.json"},
            new String[] {"check", PACKAGE, "--set", "patience"},
            new String[] {"freeze", PACKAGE, "--tolerance", "0"},
            new String[] {"run", PACKAGE, "--threads", "0", "-o", "never"},
            new String[] {"run", PACKAGE, "--dpi", "5", "-o", "never"},
            new String[] {"solve", DILEMMA},
            new String[] {"solve", DILEMMA, "--concept", "best"},
            new String[] {"verify", PACKAGE})) {
      Outcome outcome = thaw(args);
      assertThat(outcome.code()).as(String.join(" ", args)).isEqualTo(Main.BAD_INPUT);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).isNotBlank().doesNotContain("\tat ").doesNotContain("Exception");
    }
    assertThat(Path.of("never")).doesNotExist();
  }

  @Test
  void checkListsPointsParametersAndOutcomesOfAnExperiment() throws IOException {
    String file = "../examples/us-dprk/sweeps/sobol.json";
    Outcome outcome = thaw("check", file, "--set", "design.samples=16", "--json");
    assertThat(outcome.code()).isEqualTo(Main.DONE);
    assertThat(outcome.json().path("kind").asText()).isEqualTo("experiment");
    assertThat(outcome.json().path("points").asInt()).isEqualTo(16 * 9);
    assertThat(outcome.json().path("parameters")).hasSize(7);
    assertThat(outcome.json().path("runId").asText()).hasSize(64);
    assertThat(thaw("check", file).out())
        .contains("valid; 4608 points, saltelli; a scenario, up to ")
        .contains("parties.us.patience: 0.6 to 0.95")
        .contains("outcomes there are: verdict, freeze-is-equilibrium");
    Outcome wrong = thaw("check", file, "--set", "design.kind=grid");
    assertThat(wrong.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(wrong.err()).contains("design.samples: there is no field \"samples\" here");
  }

  @Test
  void checkListsSizeAndParametersAndWarnsOfNothingInTheBaseScenario() throws IOException {
    Outcome outcome = thaw("check", BASE, "--json");
    assertThat(outcome.code()).isEqualTo(Main.DONE);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.json().get("states").asInt()).isEqualTo(231);
    assertThat(outcome.json().get("parameters").size()).isEqualTo(91);
    assertThat(outcome.json().get("warnings")).isEmpty();
    assertThat(thaw("check", DILEMMA).out()).contains("2 players");
    assertThat(thaw("check", BASE, "--set", "climates.crisis.climatePayoff.us=9").out())
        .contains("warning: US");
  }

  @Test
  void freezeSaysFrozenForThePackageWithACertificateThatVerifyConfirms() throws IOException {
    Path certificate = folder.resolve("certificate.json");
    Outcome outcome =
        thaw("freeze", PACKAGE, "--json", "--no-levers", "-q", "-o", certificate.toString());
    assertThat(outcome.code()).isEqualTo(Main.DONE);
    assertThat(outcome.json().get("verdict").asText()).isEqualTo("frozen");
    assertThat(outcome.json().get("states")).hasSize(60);
    assertThat(thaw("verify", certificate.toString()).code()).isEqualTo(Main.DONE);
    Files.writeString(
        certificate,
        Files.readString(certificate).replaceFirst("\"us\":[{]\"name\"", "\"us\":{\"name\" "));
    assertThat(thaw("freeze", PACKAGE, "--no-levers", "-o", certificate.toString()).code())
        .isEqualTo(Main.BAD_INPUT); // never overwritten without --force
  }

  @Test
  void aFalseCertificateFailsVerificationWithFour() throws IOException {
    Path certificate = folder.resolve("certificate.json");
    thaw("freeze", PACKAGE, "--no-levers", "-q", "-o", certificate.toString());
    String text = Files.readString(certificate);
    Files.writeString(certificate, text.replaceFirst("\"initial\" ?: ?0.1", "\"initial\":0.3"));
    Outcome outcome = thaw("verify", certificate.toString(), "--json");
    assertThat(outcome.code()).isEqualTo(Main.VERIFICATION_FAILED);
    assertThat(outcome.json().get("confirmed").asBoolean()).isFalse();
  }

  @Test
  void theRepeatedPrisonersDilemmaHasItsPayoffSet() throws IOException {
    Outcome spe = thaw("solve", DILEMMA, "--concept", "spe", "--json");
    assertThat(spe.code()).isEqualTo(Main.DONE);
    assertThat(spe.json().get("states").get(0).get("vertices")).hasSize(4);
    assertThat(spe.json().get("errorBound").asDouble()).isLessThan(1e-8);
    Outcome nash = thaw("solve", DILEMMA, "--concept", "nash", "--json");
    assertThat(nash.json().get("equilibria")).hasSize(1);
    assertThat(nash.json().get("equilibria").get(0).get("x").get(1).asText()).isEqualTo("1");
    assertThat(nash.json().get("complete").asBoolean()).isTrue();
  }

  @Test
  void runsWriteTheSameFilesWhateverTheThreadsAndNeverOverAnother() throws IOException {
    Path one = folder.resolve("a folder/one");
    Path two = folder.resolve("two");
    Outcome first =
        thaw("run", PACKAGE, "--set", FIXED, "-q", "--threads", "1", "-o", one.toString());
    assertThat(first.code()).isEqualTo(Main.DONE);
    assertThat(first.err()).isEmpty();
    assertThat(
            thaw("run", PACKAGE, "--set", FIXED, "-q", "--threads", "2", "-o", two.toString())
                .code())
        .isEqualTo(Main.DONE);
    Map<String, byte[]> files = files(one);
    Map<String, byte[]> others = files(two);
    assertThat(others.keySet()).isEqualTo(files.keySet());
    assertThat(files.keySet())
        .contains("report.md", "report.json", "figures/levers.pdf", "certificates/verdict.json");
    files.forEach(
        (name, bytes) -> {
          if (!name.equals("manifest.json")) {
            assertThat(others.get(name)).as(name).isEqualTo(bytes);
          }
        });
    assertThat(thaw("verify", one.toString()).code()).isEqualTo(Main.DONE);
    assertThat(thaw("run", PACKAGE, "-q", "-o", one.toString()).code()).isEqualTo(Main.BAD_INPUT);
    Files.writeString(one.resolve("report.md"), "something else");
    assertThat(thaw("verify", one.toString()).code()).isEqualTo(Main.VERIFICATION_FAILED);
    Path foreign = Files.createDirectories(folder.resolve("foreign"));
    assertThat(thaw("run", PACKAGE, "--force", "-o", foreign.toString()).code())
        .isEqualTo(Main.BAD_INPUT);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(p -> p.getFileName().toString()).toList())
          .containsExactlyInAnyOrder("a folder", "two", "foreign");
    }
  }

  @Test
  void damagedFilesEndInZeroOrTwoWithoutAStackTrace() throws IOException {
    String base = Files.readString(Path.of(PACKAGE));
    Random random = new Random(7);
    Path file = folder.resolve("damaged.json");
    for (int k = 0; k < 1000; k++) {
      String text = damaged(base, random);
      Files.writeString(file, text);
      Outcome outcome = thaw("check", file.toString(), "--json");
      assertThat(outcome.code()).as(text).isIn(Main.DONE, Main.BAD_INPUT);
      assertThat(outcome.err()).doesNotContain("internal").doesNotContain("\tat ");
      assertThat(outcome.out().isEmpty()).isEqualTo(outcome.code() == Main.BAD_INPUT);
    }
  }

  @Test
  void simulationsRepeatWithTheirSeed() {
    String[] args = {"simulate", PACKAGE, "--runs", "3", "--periods", "5", "--seed", "4", "-q"};
    Outcome outcome = thaw(args);
    assertThat(outcome.code()).isEqualTo(Main.DONE);
    assertThat(outcome.out().lines()).hasSize(16);
    assertThat(thaw(args).out()).isEqualTo(outcome.out());
  }
}
