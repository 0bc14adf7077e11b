package thaw.sweep.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Plan;

/**
 * A sweep to be run.
 *
 * @param version of Thaw; a folder made by another is not continued
 * @param runId stands for everything the results depend on: experiment and inputs
 * @param text of the experiment file, kept in the run folder
 * @param inputs the files that were read, the experiment's own first
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
    List<Column> parameters,
    Map<String, Caption> captions,
    Plan plan,
    Model model,
    long seed,
    Duration limit) {
  public Job {
    inputs = List.copyOf(inputs);
    parameters = List.copyOf(parameters);
    captions = Map.copyOf(captions);
    if (limit.isNegative()) {
      throw new IllegalArgumentException("time limit " + limit + "; allowed: 0 or more");
    }
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
