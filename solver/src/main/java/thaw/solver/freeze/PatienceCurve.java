package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;

/**
 * Comparative statics in patience: the conditions at the start when both parties' patience is δ.
 */
public final class PatienceCurve {
  /**
   * Which points, and how.
   *
   * @param patience values of δ, each in [0, 1), increasing
   * @param analysis how sets are computed
   * @param threads 1 or more; results do not depend on it
   * @param progress told the number of points done and their total
   */
  public record Options(
      List<Double> patience,
      FreezeAnalysis.Options analysis,
      int threads,
      Levers.Progress progress) {
    public Options {
      patience = List.copyOf(patience);
    }

    /**
     * δ from 0.5 to 0.95 in steps of 0.05, sets within 1% of the payoff range.
     *
     * @return these options
     */
    public static Options defaults() {
      List<Double> grid = new ArrayList<>();
      for (int k = 50; k <= 95; k += 5) {
        grid.add(k / 100.0);
      }
      FreezeAnalysis.Options analysis = FreezeAnalysis.Options.defaults();
      return new Options(
          grid,
          analysis.withSets(analysis.sets().withTolerance(0.01).withMaxSweeps(1000)),
          1,
          (done, all) -> {});
    }

    /**
     * The same with another number of threads.
     *
     * @param value 1 or more; results do not depend on it
     * @return options that differ in this only
     */
    public Options withThreads(int value) {
      return new Options(patience, analysis, value, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param value told the number of points done and their total
     * @return options that differ in this only
     */
    public Options withProgress(Levers.Progress value) {
      return new Options(patience, analysis, threads, value);
    }
  }

  /**
   * The conditions at the start at one value of δ.
   *
   * @param patience δ of both parties, in [0, 1)
   * @param conditions at the likeliest initial state; payoffs in the scenario's units
   */
  public record Point(double patience, FreezeReport.StateConditions conditions) {}

  private PatienceCurve() {}

  /**
   * Computes every point.
   *
   * @param scenario its context factors and shocks applied: those left would change patience anew
   * @param options which points, and how
   * @return one per value of δ, in the order given
   * @throws IllegalArgumentException if a value of δ is out of range, threads is less than 1, or
   *     the scenario cannot be compiled
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
   */
  public static List<Point> solve(Scenario scenario, Options options) {
    FreezeAnalysis analysis = FreezeAnalysis.withDefaults().with(options.analysis());
    List<Callable<Point>> tasks = new ArrayList<>();
    for (double delta : options.patience()) {
      tasks.add(
          () ->
              new Point(
                  delta,
                  analysis.conditionsAtStart(
                      PhasedExchange.compile(withPatience(scenario, delta)))));
    }
    return Together.run(options.threads(), tasks, options.progress());
  }

  /** The scenario with the same patience for both parties. */
  static Scenario withPatience(Scenario scenario, double patience) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String party : scenario.partyIds()) {
      values.put("parties." + party + ".patience", patience);
    }
    return Parameter.with(scenario, values);
  }
}
