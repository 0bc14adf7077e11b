package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import thaw.model.Parameter;
import thaw.model.Scenario;

/**
 * F9 for what a scenario has many of: at which patience of both parties, verification or approval
 * of all steps, and at which initial trust and hazard of crisis, the verdict at the start changes.
 *
 * <p>Every quantity is tried at evenly spaced values of its range, and gaps between different
 * verdicts are halved. Each verdict is certified; that there is no further change between two
 * values with the same verdict is assumed, not proved.
 */
public final class CriticalValues {
  /**
   * How to search.
   *
   * @param intervals into which each range is divided at first, 1 or more
   * @param precision width of the brackets, as a share of the range, in (0, 1)
   * @param mostPatience patience is tried up to here, in (0, 1)
   * @param analysis how verdicts are found
   * @param threads 1 or more; results do not depend on it
   * @param progress told the number of quantities done and their total
   */
  public record Options(
      int intervals,
      double precision,
      double mostPatience,
      FreezeAnalysis.Options analysis,
      int threads,
      Levers.Progress progress) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if intervals, precision or mostPatience is out of range
     */
    public Options {
      if (intervals < 1) {
        throw new IllegalArgumentException("intervals is " + intervals + "; allowed: 1 or more");
      }
      if (!(precision > 0 && precision < 1)) {
        throw new IllegalArgumentException("precision is " + precision + "; allowed: 0 to 1");
      }
      if (!(mostPatience > 0 && mostPatience < 1)) {
        throw new IllegalArgumentException("mostPatience is " + mostPatience + "; allowed: 0 to 1");
      }
    }

    /**
     * Six intervals, brackets of 1% of the range, patience up to 0.95.
     *
     * @return these options
     */
    public static Options defaults() {
      FreezeAnalysis.Options analysis = FreezeAnalysis.Options.defaults();
      return new Options(
          6,
          0.01,
          Levers.Options.defaults().mostPatience(),
          analysis.withSets(analysis.sets().withMaxSweeps(1_000)),
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
      return new Options(intervals, precision, mostPatience, analysis, value, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param value told the number of quantities done and their total
     * @return options that differ in this only
     */
    public Options withProgress(Levers.Progress value) {
      return new Options(intervals, precision, mostPatience, analysis, threads, value);
    }
  }

  /**
   * What is set to one value.
   *
   * @param name for the reader
   * @param symbol in formulas
   * @param paths the parameters of the scenario that all take the value
   * @param low least value
   * @param high greatest value
   */
  public record Quantity(String name, String symbol, List<String> paths, double low, double high) {
    public Quantity {
      paths = List.copyOf(paths);
    }

    /**
     * The scenario with all of them at {@code value}.
     *
     * @param scenario that has the paths
     * @param value from {@link #low} to {@link #high}
     * @return a new scenario; the other stays as it is
     * @throws IllegalArgumentException if the scenario has no such parameter, or the value is not
     *     allowed there
     */
    public Scenario at(Scenario scenario, double value) {
      Map<String, Double> values = new LinkedHashMap<>();
      paths.forEach(path -> values.put(path, value));
      return Parameter.with(scenario, values);
    }
  }

  /**
   * The verdicts over the range of a quantity.
   *
   * @param quantity what was varied
   * @param range the verdicts at the values tried
   */
  public record Found(Quantity quantity, VerdictRange range) {}

  private CriticalValues() {}

  /**
   * The quantities of a scenario.
   *
   * @param scenario its context factors and shocks applied
   * @param options of which only the greatest patience counts
   * @return those of the five whose range in the scenario has a width
   */
  public static List<Quantity> quantities(Scenario scenario, Options options) {
    List<Parameter> all = Parameter.of(scenario);
    List<Quantity> quantities = new ArrayList<>();
    double most = options.mostPatience();
    double any = Double.POSITIVE_INFINITY;
    add(quantities, "patience of both parties", "δ", all, "parties\\.[^.]+\\.patience", most);
    add(quantities, "initial trust", "τ₀", all, "trust\\.initial", any);
    add(quantities, "verification of every step", "v", all, "steps\\.[^.]+\\.verification", any);
    add(quantities, "approval of every step", "a", all, "steps\\.[^.]+\\.approval", any);
    add(quantities, "hazard of crisis", "h", all, "hazards\\.crisis", any);
    return quantities;
  }

  /** Adds the parameters of a pattern, up to {@code most}, if their common range has a width. */
  private static void add(
      List<Quantity> to,
      String name,
      String symbol,
      List<Parameter> all,
      String pattern,
      double most) {
    List<Parameter> meant = all.stream().filter(p -> p.path().matches(pattern)).toList();
    double low = meant.stream().mapToDouble(Parameter::low).max().orElse(0);
    double high = meant.stream().mapToDouble(Parameter::high).min().orElse(0);
    if (high > low) {
      List<String> paths = meant.stream().map(Parameter::path).toList();
      to.add(new Quantity(name, symbol, paths, low, Math.min(high, most)));
    }
  }

  /**
   * Searches every quantity.
   *
   * @param scenario its context factors and shocks applied
   * @param options how to search
   * @return one per quantity, in the order of {@link #quantities}
   * @throws IllegalArgumentException if threads is less than 1, or the scenario cannot be compiled
   *     at a value tried
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
   */
  public static List<Found> solve(Scenario scenario, Options options) {
    List<Callable<Found>> tasks = new ArrayList<>();
    for (Quantity quantity : quantities(scenario, options)) {
      tasks.add(() -> search(scenario, quantity, options));
    }
    return Together.run(options.threads(), tasks, options.progress());
  }

  private static Found search(Scenario scenario, Quantity quantity, Options options) {
    Oracle oracle = new Oracle(options.analysis());
    List<Double> values = new ArrayList<>();
    for (int k = 0; k <= options.intervals(); k++) {
      double share = (double) k / options.intervals();
      values.add((1 - share) * quantity.low() + share * quantity.high());
    }
    double width = options.precision() * (quantity.high() - quantity.low());
    return new Found(
        quantity,
        VerdictRange.search(values, width, value -> oracle.verdict(quantity.at(scenario, value))));
  }
}
