package thaw.spark;

import java.io.IOException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import thaw.model.io.BadInput;
import thaw.sweep.experiment.ExperimentFile;
import thaw.sweep.run.Evaluator;

/** An experiment's model as its text, which executors receive once and build once. */
final class PortableModel implements Serializable {
  private static final long serialVersionUID = 1;

  private final String experiment;
  private transient @Nullable Evaluator evaluator;

  PortableModel(String experiment) {
    this.experiment = experiment;
  }

  synchronized Evaluator evaluator() {
    Evaluator built = evaluator;
    if (built == null) {
      try {
        built = Evaluator.of(ExperimentFile.parse(experiment));
      } catch (BadInput | IOException e) {
        throw new IllegalStateException("the driver could read the experiment", e);
      }
      evaluator = built;
    }
    return built;
  }
}
