package thaw.sweep.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.model.io.BadInput;
import thaw.sweep.Model.Evaluation;
import thaw.sweep.Points;
import thaw.sweep.Status;

class ExperimentFileTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("thaw.root", ".."), "examples", "us-dprk");

  @TempDir Path folder;

  @BeforeEach
  void copyScenario() throws IOException {
    Files.copy(EXAMPLES.resolve("phased-parallel.json"), folder.resolve("scenario.json"));
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("experiment.json");
    Files.writeString(file, text);
    return file;
  }

  private static String grid(String parameters, String more) {
    return """
        {"format": "thaw/experiment@1", "name": "map", "question": "Where?", "base": "scenario.json",
         "parameters": [%s],
         "design": {"kind": "grid", "points": 3}%s}
        """
        .formatted(parameters, more);
  }

  private static final String PATIENCE =
      "{\"path\": \"parties.us.patience\", \"range\": [0.5, 0.9]}";

  @Test
  void aGridOverAScenarioIsRead() throws Exception {
    Experiment experiment =
        ExperimentFile.read(
            write(
                grid(
                    PATIENCE
                        + ", {\"path\": \"sequencing\", \"values\": [{\"label\": \"free\", \"value\": {\"kind\": \"free\"}},"
                        + " {\"label\": \"package\", \"value\": {\"kind\": \"package\"}}]}",
                    "")),
            List.of());
    Points points = experiment.plan().first();
    assertThat(points.size()).isEqualTo(6);
    assertThat(points.values(0)).containsExactly(0.5, 0);
    assertThat(points.values(5)).containsExactly(0.9, 1);
    assertThat(experiment.parameters().get(1).categories()).containsExactly("free", "package");
    assertThat(experiment.model().outcomes().get(0).name()).isEqualTo("verdict");
    assertThat(experiment.runId()).hasSize(64);
  }

  @Test
  void valuesThatAreNotAllowedTogetherMakeAPointInvalid() throws Exception {
    Experiment experiment =
        ExperimentFile.read(
            write(grid("{\"path\": \"trust.initial\", \"range\": [0.05, 0.5]}, " + PATIENCE, "")),
            List.of());
    Evaluation evaluation =
        experiment.model().evaluate(experiment.plan().first().values(0), 1, () -> {});
    assertThat(evaluation.status()).isEqualTo(Status.INVALID);
    assertThat(evaluation.message()).contains("initial is 0.05").contains("allowed");
    assertThat(evaluation.outcomes()).containsExactly(Double.NaN);
  }

  @Test
  void allProblemsAreNamedWithTheirPlaces() throws Exception {
    Path file =
        write(
            """
            {"format": "thaw/experiment@1", "name": "map", "question": "Where?", "base": "scenario.json",
             "parameters": [
               {"path": "parties.us.patiense", "range": [0.5, 0.9]},
               {"path": "parties.dprk.patience", "range": [0.5, 1.5]},
               {"path": "trust.initial", "range": [0.9, 0.1]}],
             "design": {"kind": "grid", "points": 3}}
            """);
    assertThatThrownBy(() -> ExperimentFile.read(file, List.of()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(file + ":3:13: parameters[0].path:")
        .hasMessageContaining("did you mean patience?")
        .hasMessageContaining(file + ":4:53: parameters[1].range[1]: parties.dprk.patience is 1.5")
        .hasMessageContaining(file + ":5:39: parameters[2].range: the range is 0.9 to 0.1");
  }

  @Test
  void theRunIdIgnoresTitlesAndTheOrderOfKeysOnly() throws Exception {
    String id = ExperimentFile.read(write(grid(PATIENCE, "")), List.of()).runId();
    String titled =
        grid(PATIENCE, ", \"title\": \"A map\", \"figures\": [\"equilibrium-regions\"]");
    assertThat(ExperimentFile.read(write(titled), List.of()).runId()).isEqualTo(id);
    String seeded = grid(PATIENCE, ", \"seed\": 7");
    assertThat(ExperimentFile.read(write(seeded), List.of()).runId()).isNotEqualTo(id);
  }
}
