package thaw.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import thaw.sweep.Column;
import thaw.sweep.Model.Evaluation;
import thaw.sweep.Points;
import thaw.sweep.Status;
import thaw.sweep.experiment.Experiment;
import thaw.sweep.experiment.ExperimentFile;

/** The example sweeps are valid, and their points are allowed by the scenario. */
class SweepExamplesTest {
  private static final Path FOLDER = Path.of("us-dprk", "sweeps");

  @TestFactory
  Stream<DynamicTest> everySweepIsValid() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(FOLDER)) {
      files = all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThanOrEqualTo(4);
    return files.stream()
        .map(f -> DynamicTest.dynamicTest(f.getFileName().toString(), () -> check(f)));
  }

  private static void check(Path file) throws Exception {
    Experiment experiment = ExperimentFile.read(file, List.of());
    assertThat(experiment.model().outcomes()).extracting(Column::name).contains("verdict");
    Points points = experiment.plan().first();
    for (long k = 0; k < 20; k++) {
      // the clock stops the solver as soon as the game is built: the values are allowed
      double[] values = points.values(k * (points.size() - 1) / 19);
      assertThat(isAllowed(experiment, values)).isTrue();
    }
  }

  private static boolean isAllowed(Experiment experiment, double[] values) {
    try {
      Evaluation evaluation =
          experiment
              .model()
              .evaluate(
                  values,
                  experiment.seed(),
                  () -> {
                    throw new CancellationException();
                  });
      return evaluation.status() != Status.INVALID;
    } catch (CancellationException e) {
      return true;
    }
  }
}
