package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static thaw.cli.Outcome.thaw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
  /** A line that sets a field, and says nothing of it. */
  private static final Pattern UNEXPLAINED = Pattern.compile("^ {0,4}[A-Za-z]+: [^#{]*$");

  @TempDir Path folder;

  @Test
  void aNewScenarioIsValidAndItsVerdictIsDecided() throws IOException {
    Path file = folder.resolve("two-phases.yaml");
    Outcome made = thaw("new", file.toString());
    assertThat(made.code()).isEqualTo(Main.DONE);
    assertThat(made.out()).contains("thaw check " + file).contains("thaw run " + file);
    Outcome check = thaw("check", file.toString(), "--json");
    assertThat(check.err()).isEmpty();
    assertThat(check.json().path("name").asText()).isEqualTo("two-phases");
    assertThat(check.json().path("warnings")).isEmpty();
    Outcome freeze = thaw("freeze", file.toString(), "--no-levers", "-q", "--json");
    assertThat(freeze.code()).isEqualTo(Main.DONE);
    assertThat(freeze.json().path("verdict").asText()).isEqualTo("sustainable");
    Outcome impatient =
        thaw(
            "freeze",
            file.toString(),
            "--no-levers",
            "-q",
            "--json",
            "--set",
            "parties.us.patience=0.2",
            "--set",
            "parties.dprk.patience=0.2");
    assertThat(impatient.json().path("verdict").asText()).isEqualTo("frozen");
  }

  @Test
  void aNewGameIsValidAndSolved() throws IOException {
    Path file = folder.resolve("game.yml");
    assertThat(thaw("new", "--kind", "game", file.toString()).code()).isEqualTo(Main.DONE);
    assertThat(thaw("check", file.toString()).out()).contains("2 players, 1 state");
    Outcome nash = thaw("solve", file.toString(), "--concept", "nash", "--json");
    assertThat(nash.json().path("equilibria")).hasSize(1);
    Outcome spe = thaw("solve", file.toString(), "--concept", "spe", "--json", "-q");
    assertThat(spe.json().path("states").path(0).path("vertices")).hasSize(4);
  }

  @Test
  void aNewExperimentBringsItsScenarioAndIsSwept() throws IOException {
    Path file = folder.resolve("trust.yaml");
    Outcome made = thaw("new", file.toString(), "--kind=experiment");
    assertThat(made.code()).isEqualTo(Main.DONE);
    assertThat(folder.resolve("scenario.yaml")).exists();
    assertThat(thaw("check", file.toString()).out()).contains("valid; 20 points, grid");
    Path run = folder.resolve("run");
    Outcome sweep = thaw("sweep", file.toString(), "-o", run.toString(), "-q", "--json");
    assertThat(sweep.code()).isEqualTo(Main.DONE);
    assertThat(sweep.json().path("points").path("ok").asInt()).isEqualTo(20);
    List<String> rows = Files.readAllLines(run.resolve("points.csv"));
    assertThat(rows).anyMatch(r -> r.contains("sustainable")).anyMatch(r -> r.contains("frozen"));
  }

  @Test
  void everyFieldIsExplainedWhereItStandsFirst() throws IOException {
    for (String kind : List.of("scenario", "game", "experiment")) {
      Path file = folder.resolve(kind + ".yaml");
      if (!Files.exists(file)) {
        thaw("new", file.toString(), "--kind", kind);
      }
      java.util.Set<String> seen = new java.util.HashSet<>();
      for (String line : Files.readAllLines(file)) {
        String field = line.strip().replaceFirst("^- ", "").replaceFirst(":.*", "");
        if (UNEXPLAINED.matcher(line).matches() && seen.add(field)) {
          assertThat(field).as(line).isIn("format", "question", "name", "notes", "symbol");
        }
        seen.add(field);
      }
    }
  }

  @Test
  void nothingIsOverwrittenAndNothingIsWrittenWhereTheCommandIsWrong() throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(file, "mine");
    for (String[] args :
        List.of(
            new String[] {"new", file.toString()},
            new String[] {"new", folder.resolve("a.json").toString()},
            new String[] {"new", folder.resolve("none/a.yaml").toString()},
            new String[] {"new", folder.resolve("a.yaml").toString(), "--kind", "scenarios"},
            new String[] {
              "new", folder.resolve("scenario.yaml").toString(), "--kind", "experiment"
            })) {
      Outcome outcome = thaw(args);
      assertThat(outcome.code()).isEqualTo(Main.BAD_INPUT);
      assertThat(outcome.err()).startsWith("thaw: ").contains("allowed: ");
    }
    assertThat(thaw("new", "a.yaml", "--kind", "scenarios").err())
        .contains("did you mean scenario?");
    assertThat(file).hasContent("mine");
    assertThat(folder).isDirectoryNotContaining("glob:**/a.*");
  }
}
