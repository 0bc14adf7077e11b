package thaw.sweep.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Plan;
import thaw.sweep.experiment.Experiment;
import thaw.sweep.experiment.SweptParameter;

/**
 * A sweep to be run.
 *
 * @param version of Thaw; a folder made by another is not continued
 * @param runId stands for everything the results depend on: experiment and inputs
 * @param text of the experiment file, kept in the run folder
 * @param inputs the files that were read, the experiment's own first
 * @param settings overrides of its fields, as on a command line
 * @param parameters in the order of the values of points
 * @param captions of columns for figures, by name
 * @param seed of all randomness
 * @param limit of the time of one point; zero for none
 */
public record Job(
    String version,
    String runId,
    String text,
    List<Path> inputs,
    List<String> settings,
    List<Column> parameters,
    Map<String, Caption> captions,
    Plan plan,
    Model model,
    long seed,
    Duration limit) {
  private static final double NANOS = 1e9;

  public Job {
    inputs = List.copyOf(inputs);
    settings = List.copyOf(settings);
    parameters = List.copyOf(parameters);
    captions = Map.copyOf(captions);
    if (limit.isNegative()) {
      throw new IllegalArgumentException("time limit " + limit + "; allowed: 0 or more");
    }
  }

  /**
   * The sweep that an experiment asks for.
   *
   * @param experiment from {@link thaw.sweep.experiment.ExperimentFile#read}
   * @param version of the program that runs it, kept in the run folder
   * @param settings overrides with which it was read
   * @return the job
   * @throws IOException if the experiment's file cannot be read again
   */
  public static Job of(Experiment experiment, String version, List<String> settings)
      throws IOException {
    Map<String, Caption> captions = new HashMap<>();
    for (SweptParameter parameter : experiment.swept()) {
      captions.put(parameter.name(), new Caption(parameter.symbol(), parameter.label()));
    }
    return new Job(
        version,
        experiment.runId(),
        Files.readString(experiment.inputs().get(0)),
        experiment.inputs(),
        settings,
        experiment.parameters(),
        captions,
        experiment.plan(),
        experiment.model(),
        experiment.seed(),
        limit(experiment));
  }

  /** The time that an experiment gives a point; zero for any. */
  static Duration limit(Experiment experiment) {
    return Duration.ofNanos((long) (experiment.secondsPerPoint().orElse(0) * NANOS));
  }

  /**
   * What a figure calls a column.
   *
   * @param symbol as on an axis; empty if there is none
   * @param label in words; empty if there is none
   */
  public record Caption(String symbol, String label) {
    /** Nothing but the column's own name. */
    public static final Caption NONE = new Caption("", "");
  }
}
