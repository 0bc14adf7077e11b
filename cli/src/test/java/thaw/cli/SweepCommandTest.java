package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
  private static final List<String> TABLES =
      List.of("points.csv", "points.parquet", "columns.json");

  private static final String VERDICTS =
      """
      {"format": "thaw/experiment@1", "name": "map", "question": "Where?", "base": "scenario.yaml",
       "outcomes": ["verdict"],
       "parameters": [{"path": "trust.initial", "range": [%s, 0.5]},
                      {"path": "parties.a.patience", "range": [0.5, 0.9]}],
       "design": {"kind": "grid", "points": 2}}
      """;

  private static final String FORMULA =
      """
      {"format": "thaw/experiment@1", "name": "formula", "question": "How much?", "base": "trust.json",
       "parameters": [{"path": "parameters.s", "range": [0.1, 0.9]},
                      {"path": "parameters.delta", "range": [0.1, 0.95]}],
       "design": {"kind": "grid", "points": %d}}
      """;

  @TempDir Path folder;

  @BeforeEach
  void copyBases() throws IOException {
    Path root = Path.of(System.getProperty("thaw.root", ".."));
    Files.copy(
        root.resolve("solver/src/test/resources/thaw/solver/design/two-and-two.yaml"),
        folder.resolve("scenario.yaml"));
    Files.copy(
        root.resolve("examples/literature/required-trust.json"), folder.resolve("trust.json"));
  }

  private String write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aSweepWithInvalidPointsExitsWith3AndWhyNamesACommandThatShowsTheReason() throws Exception {
    String experiment = write("experiment.json", VERDICTS.formatted("0.05"));
    Outcome sweep = Outcome.thaw("sweep", experiment, "-o", path("run"), "--json", "-q");
    assertThat(sweep.code()).as(sweep.err()).isEqualTo(Main.FAILED_POINTS);
    assertThat(sweep.json().path("done").asLong()).isEqualTo(4);
    assertThat(sweep.json().path("failed").asLong()).isEqualTo(2);
    assertThat(sweep.err()).isEmpty();
    JsonNode status = Outcome.thaw("status", path("run"), "--json").json();
    assertThat(status.path("done").asLong()).isEqualTo(4);
    assertThat(status.path("failed").asLong()).isEqualTo(2);
    assertThat(status.path("left").asLong()).isZero();
    assertThat(status.path("etaSeconds").asDouble(-1)).isZero();

    Outcome why = Outcome.thaw("why", path("run"), "0");
    assertThat(why.out()).contains("trust.initial = 0.05").contains("status: invalid");
    Outcome reproduced = reproduce(why);
    assertThat(reproduced.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(reproduced.err()).contains("0.05");
  }

  @Test
  void theCommandThatWhyNamesGivesTheOutcomeOfThePoint() throws Exception {
    String experiment = write("experiment.json", VERDICTS.formatted("0.45"));
    Outcome sweep = Outcome.thaw("sweep", experiment, "-o", path("run"), "-q");
    assertThat(sweep.code()).as(sweep.err()).isEqualTo(Main.DONE);
    Outcome why = Outcome.thaw("why", path("run"), "3", "--again", "--json");
    assertThat(why.json().path("again").path("same").asBoolean()).isTrue();
    Outcome reproduced = reproduce(Outcome.thaw("why", path("run"), "3"));
    assertThat(reproduced.json().path("verdict").asText())
        .isEqualTo(why.json().path("outcomes").path("verdict").asText());
  }

  @Test
  void whyOfAnExperimentThatHasChangedSaysSoInsteadOfACommand() throws Exception {
    String experiment = write("experiment.json", FORMULA.formatted(3));
    Outcome.thaw("sweep", experiment, "-o", path("run"), "-q");
    write("experiment.json", FORMULA.formatted(4));
    Outcome why = Outcome.thaw("why", path("run"), "3");
    assertThat(why.code()).isEqualTo(Main.DONE);
    assertThat(why.out()).contains("status: ok").doesNotContain("reproduce:");
    assertThat(why.err()).contains("--experiment FILE");
    assertThat(Outcome.thaw("why", path("run"), "3", "--again").code()).isEqualTo(Main.BAD_INPUT);
    assertThat(Outcome.thaw("why", path("run"), "9").err()).contains("allowed: 0 to 8");
    Outcome other = Outcome.thaw("sweep", experiment, "-o", path("run"), "-q");
    assertThat(other.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(other.err()).contains("of another experiment").contains("--force");
  }

  @Test
  void startingOverRemovesWhatWasComputedFromTheEarlierPoints() throws Exception {
    String listed = FORMULA.replace("\"grid\", \"points\": %d", "\"saltelli\", \"samples\": %d");
    String experiment = write("experiment.json", listed.formatted(8));
    Outcome.thaw("sweep", experiment, "-o", path("run"), "-q");
    Outcome first = Outcome.thaw("analyse", path("run"), "sobol", "--dpi", "72");
    assertThat(first.code()).as(first.err()).isZero();
    Path analyses = folder.resolve("run").resolve("analysis");
    Outcome.thaw("sweep", experiment, "-o", path("run"), "-q");
    assertThat(analyses).as("the same points").isDirectory();
    write("experiment.json", listed.formatted(16));
    Outcome over = Outcome.thaw("sweep", experiment, "-o", path("run"), "--force");
    assertThat(over.code()).as(over.err()).isZero();
    assertThat(over.err()).contains("was of other points and is removed");
    assertThat(analyses).doesNotExist();
    assertThat(Outcome.thaw("analyse", path("run"), "sobol", "--dpi", "72").code()).isZero();
  }

  @Test
  void shardsAreJoinedToTheBytesOfTheWholeAndMissingOnesNamed() throws Exception {
    String experiment = write("experiment.json", FORMULA.formatted(20));
    assertThat(Outcome.thaw("sweep", experiment, "-o", path("whole"), "-q").code()).isZero();
    for (int i = 1; i <= 3; i++) {
      Outcome shard =
          Outcome.thaw("sweep", experiment, "--shard", i + "/3", "-o", path("shard" + i), "-q");
      assertThat(shard.code()).as(shard.err()).isZero();
    }
    Outcome missing = Outcome.thaw("merge", path("merged"), path("shard1"), path("shard3"));
    assertThat(missing.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(missing.err()).contains("missing: shard 2/3");
    Outcome merged =
        Outcome.thaw("merge", path("merged"), path("shard3"), path("shard1"), path("shard2"));
    assertThat(merged.code()).as(merged.err()).isZero();
    for (String table : TABLES) {
      assertThat(folder.resolve("merged").resolve(table))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(table));
    }
  }

  @Test
  void wrongUsageIsRefusedBeforeAnythingIsWritten() throws Exception {
    String experiment = write("experiment.json", FORMULA.formatted(3));
    for (String[] wrong :
        List.of(
            new String[] {"--shard", "4/3"},
            new String[] {"--shard", "half"},
            new String[] {"--threads", "0"},
            new String[] {"--engine", "spark"},
            new String[] {"--engine", "fast"},
            new String[] {"--master", "local[2]"},
            new String[] {"--set", "seed=many"})) {
      Outcome outcome = Outcome.thaw("sweep", experiment, "-o", path("run"), wrong[0], wrong[1]);
      assertThat(outcome.code()).as(wrong[0] + " " + wrong[1]).isEqualTo(Main.BAD_INPUT);
      assertThat(outcome.err()).contains("allowed");
    }
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(Outcome.thaw("status", folder.toString()).code()).isEqualTo(Main.BAD_INPUT);
    assertThat(Outcome.thaw("sweep", experiment, "-o", folder.toString()).err())
        .contains("is no folder of a sweep");
  }

  @Test
  void ctrlCSavesWhatIsFinishedExitsWith130AndTheSameCommandGoesOn() throws Exception {
    String experiment = write("experiment.json", FORMULA.formatted(500));
    Path run = folder.resolve("run");
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "sweep",
                experiment,
                "-o",
                run.toString())
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (process.isAlive() && !Files.exists(run.resolve("log").resolve("block-000000.log"))) {
        Thread.sleep(5);
      }
      assumeTrue(InterruptTest.signal(process), "this system has no kill command");
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isEqualTo(Main.INTERRUPTED);
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(errors)).contains("thaw: interrupted").doesNotContain("\tat ");
    JsonNode status = Outcome.thaw("status", run.toString(), "--json").json();
    assertThat(status.path("done").asLong()).isPositive();
    assertThat(status.path("left").asLong()).isPositive();
    assertThat(Outcome.thaw("sweep", experiment, "-o", run.toString(), "-q").code()).isZero();
    assertThat(Outcome.thaw("sweep", experiment, "-o", path("whole"), "-q").code()).isZero();
    for (String table : TABLES) {
      assertThat(run.resolve(table)).hasSameBinaryContentAs(folder.resolve("whole").resolve(table));
    }
  }

  /** Runs the command that {@code thaw why} printed. */
  private static Outcome reproduce(Outcome why) {
    Matcher line = Pattern.compile("reproduce: thaw (.*)").matcher(why.out());
    assertThat(line.find()).as(why.out()).isTrue();
    List<String> words = new ArrayList<>();
    Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(line.group(1));
    while (word.find()) {
      words.add(word.group(1) != null ? word.group(1) : word.group(2));
    }
    words.add("--json");
    words.add("-q");
    return Outcome.thaw(words.toArray(String[]::new));
  }
}
