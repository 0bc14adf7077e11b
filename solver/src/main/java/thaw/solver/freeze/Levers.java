package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import thaw.model.Parameter;
import thaw.model.Scenario;

/**
 * F9: for every scalar parameter of a scenario, how far it would have to move, all others staying
 * as they are, for the verdict at the start to change.
 *
 * <p>Each side of today's value is searched by bracketing on certified verdicts: from the end of
 * the searched interval inwards, one change per side being assumed. What lies between the last
 * value with today's verdict and the first with the other one could not be decided more finely.
 */
public final class Levers {
  /**
   * How to search.
   *
   * @param precision width of the brackets, as a share of the searched interval, in (0, 1)
   * @param reach parameters without a bound are searched up to this multiple of their size from
   *     today's value (at least one payoff unit), positive
   * @param mostPatience patience is searched up to here, in (0, 1): nearer to 1 nothing is decided
   *     in useful time
   * @param analysis how verdicts are found
   * @param threads 1 or more; results do not depend on it
   * @param progress told the number of parameters done and their total
   */
  public record Options(
      double precision,
      double reach,
      double mostPatience,
      FreezeAnalysis.Options analysis,
      int threads,
      Progress progress) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Options {
      if (!(precision > 0 && precision < 1)) {
        throw new IllegalArgumentException("precision is " + precision + "; allowed: 0 to 1");
      }
      if (!(reach > 0)) {
        throw new IllegalArgumentException("reach is " + reach + "; allowed: positive");
      }
      if (!(mostPatience > 0 && mostPatience < 1)) {
        throw new IllegalArgumentException("mostPatience is " + mostPatience + "; allowed: 0 to 1");
      }
      if (threads < 1) {
        throw new IllegalArgumentException("threads is " + threads + "; allowed: 1 or more");
      }
    }

    /**
     * Brackets of 2% of the interval, from nothing to double, patience up to 0.95, one thread.
     *
     * @return these options
     */
    public static Options defaults() {
      FreezeAnalysis.Options quick = FreezeAnalysis.Options.defaults();
      return new Options(
          0.02,
          1,
          0.95,
          quick.withSets(quick.sets().withTolerance(0.3).withMaxSweeps(300)),
          1,
          (done, all) -> {});
    }

    /**
     * The same with another number of threads.
     *
     * @param value 1 or more; results do not depend on it
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is less than 1
     */
    public Options withThreads(int value) {
      return new Options(precision, reach, mostPatience, analysis, value, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param value told the number of parameters done and their total
     * @return options that differ in this only
     */
    public Options withProgress(Progress value) {
      return new Options(precision, reach, mostPatience, analysis, threads, value);
    }
  }

  /** Told how much of the work is done. */
  @FunctionalInterface
  public interface Progress {
    /**
     * Hears that one more is done; called by the thread that waits for the result.
     *
     * @param done tasks finished, 1 or more
     * @param all tasks there are
     */
    void accept(int done, int all);
  }

  /**
   * A parameter that changes the verdict.
   *
   * @param parameter with today's value; bounds are those of the searched interval
   * @param same the value farthest from today's that was found to leave the verdict as it is
   * @param other the nearest value that was found to change it
   * @param verdict the verdict there
   */
  public record Lever(Parameter parameter, double same, double other, Verdict verdict) {
    /**
     * The middle of the bracket in which the verdict changes.
     *
     * @return in the unit of the parameter
     */
    public double critical() {
      return (same + other) / 2;
    }

    /**
     * How far the critical value is from today's, as a share of the searched interval.
     *
     * @return 0 to 1
     */
    public double distance() {
      return Math.abs(critical() - parameter.value()) / (parameter.high() - parameter.low());
    }
  }

  /**
   * The levers of a scenario.
   *
   * @param verdict today's
   * @param levers nearest first
   * @param without parameters that leave the verdict as it is at both ends of the searched interval
   * @param undecided parameters at an end of whose interval no verdict was found, and no change
   *     before it
   */
  public record Result(
      Verdict verdict, List<Lever> levers, List<Parameter> without, List<Parameter> undecided) {
    public Result {
      levers = List.copyOf(levers);
      without = List.copyOf(without);
      undecided = List.copyOf(undecided);
    }
  }

  private final Options options;

  private Levers(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static Levers withDefaults() {
    return new Levers(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public Levers with(Options newOptions) {
    return new Levers(newOptions);
  }

  /**
   * Searches all parameters of an analysed scenario, its context factors and shocks applied.
   *
   * @param report of {@link FreezeAnalysis#analyse}
   * @return no levers if the verdict is undecided today
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
   */
  public Result solve(FreezeReport report) {
    Scenario today = report.exchange().effective();
    List<Parameter> parameters =
        Parameter.of(today).stream()
            .filter(p -> !p.path().startsWith("thirdParties.")) // no part of the verdict
            .map(this::searched)
            .toList();
    if (report.verdict() == Verdict.UNDECIDED) {
      return new Result(Verdict.UNDECIDED, List.of(), List.of(), parameters);
    }
    Oracle oracle = new Oracle(options.analysis());
    oracle.verdict(today);
    List<Callable<List<Side>>> searches = new ArrayList<>();
    for (Parameter parameter : parameters) {
      searches.add(() -> new Probe(today, parameter, report.verdict(), oracle.branch()).sides());
    }
    List<List<Side>> found = Together.run(options.threads(), searches, options.progress());
    List<Lever> levers = new ArrayList<>();
    List<Parameter> without = new ArrayList<>();
    List<Parameter> undecided = new ArrayList<>();
    for (int k = 0; k < parameters.size(); k++) {
      List<Side> sides = found.get(k);
      sides.forEach(side -> side.lever().ifPresent(levers::add));
      if (sides.stream().allMatch(side -> side.lever().isEmpty())) {
        boolean open = sides.stream().anyMatch(Side::undecided);
        (open ? undecided : without).add(parameters.get(k));
      }
    }
    levers.sort(
        Comparator.comparingDouble(Lever::distance)
            .thenComparing(lever -> lever.parameter().path()));
    return new Result(report.verdict(), levers, without, undecided);
  }

  /** The parameter with the bounds of the interval that is searched. */
  private Parameter searched(Parameter parameter) {
    double value = parameter.value();
    double far = Math.max(1, options.reach() * Math.abs(value));
    double low = Double.isInfinite(parameter.low()) ? value - far : parameter.low();
    double high = Double.isInfinite(parameter.high()) ? value + far : parameter.high();
    if (parameter.path().endsWith(".patience")) {
      high = Math.max(value, Math.min(high, options.mostPatience()));
    }
    return new Parameter(parameter.path(), value, low, high);
  }

  /** What was found on one side of today's value. */
  private record Side(Optional<Lever> lever, boolean undecided) {}

  /** The search for one parameter. */
  private final class Probe {
    private final Scenario today;
    private final Parameter parameter;
    private final Verdict verdict;
    private final Oracle oracle;
    private final double width;

    Probe(Scenario today, Parameter parameter, Verdict verdict, Oracle oracle) {
      this.today = today;
      this.parameter = parameter;
      this.verdict = verdict;
      this.oracle = oracle;
      width = options.precision() * (parameter.high() - parameter.low());
    }

    List<Side> sides() {
      return List.of(side(parameter.low()), side(parameter.high()));
    }

    private Side side(double end) {
      if (Math.abs(end - parameter.value()) <= width) {
        return new Side(Optional.empty(), false);
      }
      Verdict there = at(end);
      if (there == verdict || there == Verdict.UNDECIDED) {
        return new Side(Optional.empty(), there == Verdict.UNDECIDED);
      }
      double same = parameter.value();
      double other = end;
      while (Math.abs(other - same) > width) {
        double middle = (same + other) / 2;
        Verdict found = at(middle);
        if (found == verdict) {
          same = middle;
        } else if (found != Verdict.UNDECIDED) {
          other = middle;
        } else {
          double nearer = narrowed(same, middle, verdict);
          double farther = narrowed(other, middle, there);
          return new Side(Optional.of(new Lever(parameter, nearer, farther, there)), false);
        }
      }
      return new Side(Optional.of(new Lever(parameter, same, other, there)), false);
    }

    /** The value nearest to the undecided one at which {@code certain} still holds. */
    private double narrowed(double decided, double undecided, Verdict certain) {
      double from = decided;
      double to = undecided;
      while (Math.abs(to - from) > width) {
        double middle = (from + to) / 2;
        if (at(middle) == certain) {
          from = middle;
        } else {
          to = middle;
        }
      }
      return from;
    }

    private Verdict at(double value) {
      try {
        return oracle.verdict(Parameter.with(today, Map.of(parameter.path(), value)));
      } catch (IllegalArgumentException notAllowed) {
        return Verdict.UNDECIDED; // another constraint between parameters forbids the value
      }
    }
  }
}
