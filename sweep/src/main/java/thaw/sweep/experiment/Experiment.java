package thaw.sweep.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Plan;

/**
 * A parameter sweep as an experiment file states it, ready to run.
 *
 * @param name short, for file names
 * @param title one line; the name if the file gives none
 * @param question what it is to answer
 * @param subject what it varies
 * @param swept which parts of it, in the order of the columns
 * @param design the points in words
 * @param plan the points
 * @param model what is evaluated at each
 * @param seed of everything random
 * @param secondsPerPoint when a point is given up; empty for never
 * @param failure what to do after a point that failed
 * @param analyses wanted of the finished points
 * @param figures wanted of the finished points
 * @param runId SHA-256 of all that changes results, in hexadecimal: the base with its settings, the
 *     parameters, constraints, design, seed, outcomes, tolerance and the version of the solvers;
 *     not of titles, labels, notes, limits, analyses, figures, or the order of keys
 * @param inputs the files that were read, the experiment's own first
 */
public record Experiment(
    String name,
    String title,
    String question,
    Subject subject,
    List<SweptParameter> swept,
    Design design,
    Plan plan,
    Model model,
    long seed,
    OptionalDouble secondsPerPoint,
    FailurePolicy failure,
    List<AnalysisRequest> analyses,
    List<FigureRequest> figures,
    String runId,
    List<Path> inputs) {
  public Experiment {
    swept = List.copyOf(swept);
    analyses = List.copyOf(analyses);
    figures = List.copyOf(figures);
    inputs = List.copyOf(inputs);
  }

  /** The parameters as columns of the tables. */
  public List<Column> parameters() {
    return swept.stream().map(SweptParameter::column).toList();
  }
}
