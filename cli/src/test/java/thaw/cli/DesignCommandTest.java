package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static thaw.cli.Outcome.thaw;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesignCommandTest {
  static final String SMALL = "../solver/src/test/resources/thaw/solver/design/two-and-two.yaml";
  static final String DESIGN = "design={\"precision\":0.3,\"patience\":{\"from\":0.5,\"to\":0.9}}";

  @TempDir Path folder;

  @Test
  void theAnswerNamesTheBestWhereTheOwnRoadmapStandsAndWhatWasExamined() {
    Outcome outcome = thaw("design", SMALL, "--set", DESIGN, "-q");
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.DONE);
    assertThat(outcome.out())
        .contains("roadmaps: 5 in the design", "all were examined", "least patience")
        .contains("the scenario's own 1a|2b", "Is phased and parallel best?");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void jsonHoldsEveryRoadmapWithItsBrackets() throws IOException {
    JsonNode json = thaw("design", SMALL, "--set", DESIGN, "-q", "--json").json();
    assertThat(json.get("roadmaps")).hasSize(5);
    assertThat(json.get("space").get("complete").asBoolean()).isTrue();
    assertThat(json.get("rankings")).hasSize(3);
    for (JsonNode roadmap : json.get("roadmaps")) {
      assertThat(roadmap.get("phases")).isNotEmpty();
      assertThat(roadmap.get("today").asText()).isIn("sustainable", "frozen", "undecided");
      JsonNode patience = roadmap.get("patience");
      if (patience.has("frozenAt") && patience.has("sustainableAt")) {
        assertThat(patience.get("frozenAt").asDouble())
            .isLessThan(patience.get("sustainableAt").asDouble());
      }
    }
  }

  @Test
  void aRunFolderHasFiguresTablesAndCertificatesThatVerifyConfirms() throws IOException {
    Path run = folder.resolve("run");
    Outcome outcome =
        thaw("design", SMALL, "--set", DESIGN, "-q", "--dpi", "72", "-o", run.toString());
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(Main.DONE);
    for (String file :
        List.of(
            "report.md",
            "report.json",
            "manifest.json",
            "tables/patience.csv",
            "tables/groups.tex",
            "figures/roadmaps-by-patience.pdf",
            "figures/roadmaps-by-welfare.csv",
            "certificates/patience-sustainable.json")) {
      assertThat(run.resolve(file)).as(file).isNotEmptyFile();
    }
    assertThat(Files.readString(run.resolve("figures/roadmaps-by-patience.csv")).lines())
        .hasSize(6);
    assertThat(thaw("verify", run.toString()).code()).isEqualTo(Main.DONE);
    assertThat(thaw("design", SMALL, "-q", "-o", run.toString()).code()).isEqualTo(Main.BAD_INPUT);
  }

  @Test
  void theScenarioInARunFolderGivesTheSameFolderAgain() throws IOException {
    Path run = folder.resolve("run");
    Path again = folder.resolve("again");
    assertThat(
            thaw("design", SMALL, "--set", DESIGN, "-q", "--dpi", "72", "-o", run.toString())
                .code())
        .isEqualTo(Main.DONE);
    String kept = run.resolve("scenario.json").toString();
    assertThat(thaw("design", kept, "-q", "--dpi", "72", "-o", again.toString()).code())
        .isEqualTo(Main.DONE);
    for (String file : Sha256List.files(run)) {
      if (!file.equals("manifest.json")) {
        assertThat(again.resolve(file)).hasSameBinaryContentAs(run.resolve(file));
      }
    }
    assertThat(Files.readString(run.resolve("tables/patience.md")))
        .contains(
            "**Roadmaps by the least patience", "*Notes.* Run: two-and-two (SHA-256", "Failed: ");
    assertThat(Files.readAllLines(run.resolve("tables/groups.csv")).get(0).split(",", -1))
        .doesNotHaveDuplicates();
  }

  @Test
  void certificatesOfOneRoadmapInOneScenarioAreOneFile() throws IOException {
    Path run = folder.resolve("run");
    thaw("design", SMALL, "--set", DESIGN, "-q", "--dpi", "72", "-o", run.toString());
    assertThat(run.resolve("certificates/own-today.json")).doesNotExist();
    assertThat(Files.readString(run.resolve("report.md")))
        .contains("- `certificates/trust-sustainable.json`: trust sustainable; own today");
  }

  @Test
  void badDesignsExitWithTwoAndSayWhere() {
    for (String design :
        List.of(
            "{\"limit\":0}", "{\"phases\":{\"least\":3}}", "{\"before\":[[\"x\",\"z\"]]}", "7")) {
      Outcome outcome = thaw("design", SMALL, "--set", "design=" + design, "-q");
      assertThat(outcome.code()).as(design).isEqualTo(Main.BAD_INPUT);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).contains("; allowed: ").doesNotContain("Exception");
    }
  }
}
