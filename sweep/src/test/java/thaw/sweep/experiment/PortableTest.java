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
import thaw.model.io.Setting;
import thaw.sweep.Model.Evaluation;
import thaw.sweep.Points;

class PortableTest {
  private static final String EXPERIMENT =
      """
      format: thaw/experiment@1
      name: portable
      question: Does it travel?
      base: scenario.json
      settings: {parties.us.patience: 0.8}
      parameters:
        - {path: trust.initial, range: [0.05, 0.5]}
        - {path: sequencing, values: [{label: free, value: {kind: free}}, {label: package, value: {kind: package}}]}
        - {path: parties.dprk.patience, range: [0.5, 0.9]}
      outcomes: [verdict]
      seed: 7
      limits: {secondsPerPoint: 60}
      tolerance: 0.01
      design: {kind: list, file: points.csv}
      """;

  @TempDir Path folder;

  @BeforeEach
  void copyScenario() throws IOException {
    Path examples = Path.of(System.getProperty("thaw.root", ".."), "examples", "us-dprk");
    Files.copy(examples.resolve("package.json"), folder.resolve("scenario.json"));
    Files.writeString(
        folder.resolve("points.csv"),
        "trust.initial,sequencing,parties.dprk.patience\n0.4,package,0.7\n0.05,package,0.7\n");
  }

  @Test
  void aPortableExperimentGivesTheSameOutcomesWithoutItsFiles() throws Exception {
    Path file = Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT);
    List<Setting> settings = List.of(Setting.parse("seed=8"));
    Experiment here = ExperimentFile.read(file, settings);
    String text = ExperimentFile.portable(file, settings);
    assertThat(text).doesNotContain("scenario.json").doesNotContain("points.csv");

    Experiment there = ExperimentFile.parse(text);
    assertThat(there.seed()).isEqualTo(8);
    assertThat(there.secondsPerPoint()).hasValue(60);
    assertThat(there.parameters()).isEqualTo(here.parameters());
    assertThat(there.model().outcomes()).isEqualTo(here.model().outcomes());
    Points points = here.plan().first();
    for (long point = 0; point < points.size(); point++) {
      Evaluation one = here.model().evaluate(points.values(point), 1, () -> {});
      Evaluation other = there.model().evaluate(points.values(point), 1, () -> {});
      assertThat(other.status()).isEqualTo(one.status());
      assertThat(other.message()).isEqualTo(one.message());
      assertThat(other.outcomes()).containsExactly(one.outcomes());
    }
  }

  @Test
  void aBaseThatIsNotThereIsNamed() throws Exception {
    Files.delete(folder.resolve("scenario.json"));
    Path file = Files.writeString(folder.resolve("experiment.yaml"), EXPERIMENT);
    assertThatThrownBy(() -> ExperimentFile.portable(file, List.of()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("scenario.json");
  }
}
