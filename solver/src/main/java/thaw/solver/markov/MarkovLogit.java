package thaw.solver.markov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import thaw.model.game.Game;

/**
 * Markov logit quantal response equilibria along the principal branch (McKelvey and Palfrey 1995;
 * for stochastic games Eibelshäuser and Poensgen 2019), from even mixing at λ = 0, by
 * predictor–corrector path following in log probabilities (Turocy 2005), and the Markov perfect
 * equilibrium that the branch tends to as λ grows.
 *
 * <p>Strategies respond to total discounted payoffs Q: σ_a ∝ exp(λ Q_a). A normal form is a game of
 * one state, where the discount factor plays no part.
 */
public final class MarkovLogit {
  /**
   * How far to go.
   *
   * @param lambdas precisions asked for, 0 or more, in units of one over payoff
   * @param limit whether to follow the branch to its end, a Markov perfect equilibrium
   * @param maxSteps steps along the branch after which to give up
   * @param progress told the number of steps and λ after each step
   */
  public record Options(
      double[] lambdas, boolean limit, int maxSteps, BiConsumer<Integer, Double> progress) {
    public Options {
      for (double lambda : lambdas) {
        if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "lambda is " + lambda + "; allowed: 0 or more, finite");
        }
      }
      if (maxSteps < 1) {
        throw new IllegalArgumentException("maxSteps is " + maxSteps + "; allowed: 1 or more");
      }
    }

    /** The limit only, 20 000 steps. */
    public static Options defaults() {
      return new Options(new double[0], true, 20_000, (step, lambda) -> {});
    }

    public Options withLambdas(double... values) {
      return new Options(values.clone(), limit, maxSteps, progress);
    }

    public Options withLimit(boolean value) {
      return new Options(lambdas, value, maxSteps, progress);
    }

    public Options withMaxSteps(int value) {
      return new Options(lambdas, limit, value, progress);
    }

    public Options withProgress(BiConsumer<Integer, Double> value) {
      return new Options(lambdas, limit, maxSteps, value);
    }
  }

  /**
   * A point of the branch.
   *
   * @param lambda its precision: exactly the one asked for
   * @param strategies stationary strategies
   * @param residual largest difference between a probability and the logit response, recomputed
   *     from the strategies alone
   */
  public record Point(double lambda, MarkovStrategies strategies, double residual) {}

  /**
   * What was found.
   *
   * @param points one per precision asked for, in the order of growing λ; those that the branch did
   *     not reach are missing
   * @param branch every accepted step: λ first, then all probabilities
   * @param limit the end of the branch, empty if not asked for or not reached
   * @param regret largest gain from a one-shot deviation at the limit, in average payoffs,
   *     recomputed from the strategies alone; NaN without a limit
   * @param turns how often the branch turned back in λ: other equilibria exist at those λ
   * @param steps steps taken
   * @param converged whether everything asked for was found
   */
  public record Result(
      List<Point> points,
      List<double[]> branch,
      List<MarkovStrategies> limit,
      double regret,
      int turns,
      int steps,
      boolean converged) {
    public Result {
      points = List.copyOf(points);
      branch = List.copyOf(branch);
      limit = List.copyOf(limit);
    }
  }

  /** λ times the payoff range at which the branch is taken to have ended. */
  private static final double END = 1e9;

  /** A limit is an equilibrium when no deviation gains more than this share of the payoff range. */
  public static final double REGRET_TOLERANCE = 1e-7;

  /** Residual of the equations (payoff range 1) of an accepted point. */
  private static final double ACCEPTED = 1e-11;

  /** Logit residual that a reported point may have. */
  private static final double POINT_TOLERANCE = 1e-9;

  private static final double FIRST_STEP = 0.05;
  private static final double SMALLEST_STEP = 1e-12;
  private static final int MOST_CORRECTIONS = 8;

  /** Corrections must shrink at least by this factor. */
  private static final double CONTRACTION = 0.4;

  /** The first correction of a step, relative to the step, that is still small. */
  private static final double NEAR = 0.3;

  private static final double GROWTH = 1.8;
  private static final double SHRINKAGE = 0.4;

  /** Probabilities below this are 0 at the limit. */
  private static final double UNPLAYED = 1e-7;

  private final Options options;

  private MarkovLogit(Options options) {
    this.options = options;
  }

  public static MarkovLogit withDefaults() {
    return new MarkovLogit(Options.defaults());
  }

  public MarkovLogit with(Options newOptions) {
    return new MarkovLogit(newOptions);
  }

  /** Follows the branch. */
  public Result solve(Game game) {
    LogitSystem system = new LogitSystem(game);
    double[] asked = Arrays.stream(options.lambdas()).sorted().toArray();
    int lambdaAt = system.size() - 1;
    double[] z = system.centre();
    double[] tangent = new double[system.size()];
    tangent[lambdaAt] = 1;
    system.evaluate(z);
    tangent = unit(system.solve(tangent, 1, false));
    List<Point> points = new ArrayList<>();
    List<double[]> branch = new ArrayList<>();
    int next = 0;
    while (next < asked.length && asked[next] == 0) {
      points.add(point(system, z, 0));
      next++;
    }
    branch.add(row(system, z));
    double step = FIRST_STEP;
    int steps = 0;
    int turns = 0;
    boolean atEnd = false;
    double target = options.limit() ? END : next < asked.length ? Double.POSITIVE_INFINITY : 0;
    while (steps < options.maxSteps() && step > SMALLEST_STEP && target > 0) {
      double[] ahead = predicted(z, tangent, step);
      double[] found = correct(system, ahead, tangent, step);
      steps++;
      if (found.length == 0) {
        step *= SHRINKAGE;
        continue;
      }
      double[] newTangent = unit(system.solve(tangent, 1, false));
      while (next < asked.length
          && asked[next] * system.scale <= found[lambdaAt]
          && asked[next] * system.scale > z[lambdaAt]) {
        double[] at = exactly(system, z, found, asked[next] * system.scale);
        if (at.length == 0) {
          break;
        }
        points.add(point(system, at, asked[next]));
        next++;
      }
      turns += newTangent[lambdaAt] < 0 != tangent[lambdaAt] < 0 ? 1 : 0;
      z = found;
      tangent = newTangent;
      branch.add(row(system, z));
      options.progress().accept(steps, z[lambdaAt] / system.scale);
      step *= GROWTH;
      if (z[lambdaAt] >= END || (!options.limit() && next == asked.length)) {
        atEnd = true;
        break;
      }
    }
    List<MarkovStrategies> limit = new ArrayList<>();
    double regret = Double.NaN;
    if (options.limit() && atEnd) {
      MarkovStrategies end = cleaned(system.strategies(z));
      regret = end.regret();
      if (regret <= REGRET_TOLERANCE * system.scale) {
        limit.add(end);
      }
    }
    boolean exact = points.stream().allMatch(p -> p.residual() <= POINT_TOLERANCE);
    boolean converged =
        points.size() == asked.length && exact && (!options.limit() || !limit.isEmpty());
    return new Result(points, branch, limit, regret, turns, steps, converged);
  }

  private static Point point(LogitSystem system, double[] z, double lambda) {
    MarkovStrategies strategies = system.strategies(z);
    return new Point(lambda, strategies, strategies.logitResidual(lambda));
  }

  private static double[] row(LogitSystem system, double[] z) {
    double[] row = new double[system.betas + 1];
    row[0] = z[system.size() - 1] / system.scale;
    for (int k = 0; k < system.betas; k++) {
      row[k + 1] = Math.exp(z[k]);
    }
    return row;
  }

  private static double[] predicted(double[] z, double[] tangent, double step) {
    double[] ahead = z.clone();
    for (int k = 0; k < z.length; k++) {
      ahead[k] += step * tangent[k];
    }
    return ahead;
  }

  /** Newton's method across the tangent; empty unless it contracts at once and ends nearby. */
  private static double[] correct(
      LogitSystem system, double[] ahead, double[] tangent, double step) {
    double[] z = ahead.clone();
    double before = Double.POSITIVE_INFINITY;
    for (int k = 0; k < MOST_CORRECTIONS; k++) {
      double residual = system.evaluate(z);
      if (residual <= ACCEPTED && k > 0) {
        return z;
      }
      double[] correction = system.solve(tangent, 0, true);
      double size = 0;
      for (int j = 0; j < z.length; j++) {
        z[j] += correction[j];
        size += correction[j] * correction[j];
      }
      size = Math.sqrt(size);
      boolean tiny = size <= ACCEPTED * step;
      boolean contracts = k == 0 ? size <= NEAR * step : size <= CONTRACTION * before || tiny;
      if (!Double.isFinite(size) || !contracts) {
        return new double[0];
      }
      before = size;
    }
    return new double[0];
  }

  /** The point of the branch at λ, between two points; empty if Newton's method does not settle. */
  private static double[] exactly(LogitSystem system, double[] z, double[] found, double lambda) {
    int at = z.length - 1;
    double share = (lambda - z[at]) / (found[at] - z[at]);
    double[] here = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      here[k] = z[k] + share * (found[k] - z[k]);
    }
    here[at] = lambda;
    double[] fixed = new double[z.length];
    fixed[at] = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 2 * MOST_CORRECTIONS; k++) {
      double residual = system.evaluate(here);
      if (residual <= 1e-15 || (residual >= least && least <= ACCEPTED)) {
        break;
      }
      least = Math.min(least, residual);
      double[] correction = system.solve(fixed, 0, true);
      for (int j = 0; j < here.length; j++) {
        here[j] += correction[j];
      }
      here[at] = lambda;
    }
    return system.evaluate(here) <= ACCEPTED ? here : new double[0];
  }

  private static double[] unit(double[] vector) {
    double sum = 0;
    for (double v : vector) {
      sum += v * v;
    }
    double length = Math.sqrt(sum);
    return Arrays.stream(vector).map(v -> v / length).toArray();
  }

  private static MarkovStrategies cleaned(MarkovStrategies strategies) {
    double[][][] p = strategies.probabilities();
    double[][][] clean = new double[p.length][][];
    for (int s = 0; s < p.length; s++) {
      clean[s] = new double[p[s].length][];
      for (int i = 0; i < p[s].length; i++) {
        double[] own = Arrays.stream(p[s][i]).map(v -> v < UNPLAYED ? 0 : v).toArray();
        double sum = Arrays.stream(own).sum();
        clean[s][i] = Arrays.stream(own).map(v -> v / sum).toArray();
      }
    }
    return new MarkovStrategies(strategies.game(), clean);
  }
}
