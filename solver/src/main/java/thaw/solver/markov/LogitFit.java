package thaw.solver.markov;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import thaw.model.game.Game;
import thaw.solver.markov.LogitWalk.Segment;

/**
 * The precision λ that makes observed choices most likely under the principal branch of logit
 * equilibria (McKelvey and Palfrey 1995, section 6): L(λ) = Σ n_a log σ_a(λ) over states, players
 * and actions.
 *
 * <p>The whole branch is scanned, since L has several local maxima as often as not: along it, L
 * rises where Σ n_a dβ_a &gt; 0, β being log probabilities, and every change of sign is followed
 * up, also where the branch turns back. The confidence interval holds the λ around the best one
 * that a likelihood ratio test does not reject, 2 (L̂ − L(λ)) ≤ χ²_1.
 */
public final class LogitFit {
  /**
   * How to fit.
   *
   * @param confidence of the interval, in (0, 1)
   * @param maxSteps along the branch
   * @param progress told the number of steps and λ
   */
  public record Options(double confidence, int maxSteps, BiConsumer<Integer, Double> progress) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the confidence is out of range
     */
    public Options {
      if (!(confidence > 0 && confidence < 1)) {
        throw new IllegalArgumentException(
            "confidence is " + confidence + "; allowed: more than 0, less than 1");
      }
    }

    /**
     * 95 per cent.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(0.95, 50_000, (step, lambda) -> {});
    }

    /**
     * The same with another confidence.
     *
     * @param value of the interval, in (0, 1)
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is out of range
     */
    public Options withConfidence(double value) {
      return new Options(value, maxSteps, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param value told the number of steps and λ
     * @return options that differ in this only
     */
    public Options withProgress(BiConsumer<Integer, Double> value) {
      return new Options(confidence, maxSteps, value);
    }
  }

  /**
   * A local maximum of the likelihood along the branch.
   *
   * @param lambda infinite where the likelihood still rises at the end of the branch
   * @param logLikelihood L there
   * @param strategies the equilibrium there
   */
  public record Optimum(double lambda, double logLikelihood, MarkovStrategies strategies) {}

  /**
   * What was found.
   *
   * @param optima all local maxima, the best first
   * @param lower the point at the lower end of the confidence interval around the best; none where
   *     no smaller λ is rejected
   * @param upper the point at the upper end; none where no larger λ is rejected
   * @param even L at λ = 0, where everyone mixes evenly
   * @param observations how many choices were observed
   * @param converged whether the branch was followed to its end
   */
  public record Result(
      List<Optimum> optima,
      List<Optimum> lower,
      List<Optimum> upper,
      double even,
      double observations,
      boolean converged) {
    public Result {
      optima = List.copyOf(optima);
      lower = List.copyOf(lower);
      upper = List.copyOf(upper);
    }

    /**
     * The lower end of the confidence interval.
     *
     * @return λ, 0 or more, in units of one over payoff
     */
    public double from() {
      return lower.isEmpty() ? 0 : lower.get(0).lambda();
    }

    /**
     * The upper end of the confidence interval, perhaps infinite.
     *
     * @return λ, 0 or more, in units of one over payoff
     */
    public double to() {
      return upper.isEmpty() ? Double.POSITIVE_INFINITY : upper.get(0).lambda();
    }

    /**
     * The maximum-likelihood estimate.
     *
     * @return the first of the optima
     */
    public Optimum best() {
      return optima.get(0);
    }
  }

  private static final int BISECTIONS = 60;

  /** Slope of the log-likelihood per observation that is rounding. */
  private static final double FLAT = 1e-12;

  private final Options options;

  private LogitFit(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static LogitFit withDefaults() {
    return new LogitFit(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public LogitFit with(Options newOptions) {
    return new LogitFit(newOptions);
  }

  /**
   * Fits λ.
   *
   * @param game any number of players and states
   * @param counts how often each action was chosen, counts[state][player][action], 0 or more and at
   *     least one of them positive
   * @return local maxima and the interval around the best
   * @throws IllegalArgumentException if the counts do not fit the game
   */
  public Result fit(Game game, double[][][] counts) {
    double observations = check(game, counts);
    LogitWalk walk =
        new LogitWalk(
            game,
            MarkovLogit.Options.defaults()
                .withKeepBranch(true)
                .withMaxSteps(options.maxSteps())
                .withProgress(options.progress()),
            1);
    MarkovLogit.Result branch = walk.run();
    LogitSystem system = walk.system();
    double[] weights = new double[system.size()];
    for (int s = 0; s < counts.length; s++) {
      for (int i = 0; i < counts[s].length; i++) {
        System.arraycopy(counts[s][i], 0, weights, system.first[s][i], counts[s][i].length);
      }
    }
    List<Optimum> optima = new ArrayList<>();
    List<Double> places = new ArrayList<>();
    List<Segment> segments = walk.segments();
    double even = weighted(weights, system.origin());
    // Where nothing depends on λ, slopes are rounding.
    double flat = FLAT * observations;
    boolean says =
        segments.stream().anyMatch(g -> Math.abs(weighted(weights, g.tangentTo())) > flat);
    if (!says || weighted(weights, segments.get(0).tangentFrom()) <= 0) {
      optima.add(new Optimum(0, even, system.strategies(system.origin())));
      places.add(0.0);
    }
    for (int k = 0; says && k < segments.size(); k++) {
      Segment segment = segments.get(k);
      boolean rises = weighted(weights, segment.tangentFrom()) > 0;
      if (rises && weighted(weights, segment.tangentTo()) <= 0) {
        double share = top(walk, segment, weights);
        double[] z = walk.within(segment, share).map(p -> p[0]).orElse(segment.to());
        optima.add(optimum(system, weights, z));
        places.add(k + share);
      }
    }
    boolean risesAtEnd =
        says && weighted(weights, segments.get(segments.size() - 1).tangentTo()) > 0;
    if (risesAtEnd) {
      double[] last = segments.get(segments.size() - 1).to();
      optima.add(
          branch.limit().isEmpty()
              ? optimum(system, weights, last)
              : atLimit(counts, branch.limit().get(0)));
      places.add((double) segments.size());
    }
    int best = 0;
    for (int k = 1; k < optima.size(); k++) {
      best = optima.get(k).logLikelihood() > optima.get(best).logLikelihood() ? k : best;
    }
    double level = optima.get(best).logLikelihood() - tolerance(options.confidence());
    List<Optimum> lower = lower(walk, weights, level, places.get(best));
    List<Optimum> upper = upper(walk, weights, level, places.get(best));
    List<Optimum> sorted = new ArrayList<>(optima);
    sorted.sort(Comparator.comparingDouble(Optimum::logLikelihood).reversed());
    return new Result(sorted, lower, upper, even, observations, branch.converged());
  }

  /**
   * How far the log-likelihood may fall within the interval: half a quantile of χ²_1.
   *
   * @param confidence of the interval, in [0, 1]
   * @return difference of log-likelihoods, 0 or more; infinite at 1
   * @throws IllegalArgumentException if the confidence is out of range
   */
  public static double tolerance(double confidence) {
    return ChiSquaredDistribution.of(1).inverseCumulativeProbability(confidence) / 2;
  }

  private static double check(Game game, double[][][] counts) {
    double sum = 0;
    boolean fits = counts.length == game.stateCount();
    for (int s = 0; fits && s < counts.length; s++) {
      fits = counts[s].length == game.playerCount();
      for (int i = 0; fits && i < counts[s].length; i++) {
        fits = counts[s][i].length == game.state(s).actionCount(i);
        for (double count : counts[s][i]) {
          fits &= count >= 0 && count < Double.POSITIVE_INFINITY;
          sum += count;
        }
      }
    }
    if (!fits || !(sum > 0)) {
      throw new IllegalArgumentException(
          "the counts do not fit the game; allowed: for each state, player and action a number, 0 or"
              + " more, not all 0");
    }
    return sum;
  }

  private static double weighted(double[] weights, double[] z) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += weights[k] == 0 ? 0 : weights[k] * z[k];
    }
    return sum;
  }

  private static Optimum atLimit(double[][][] counts, MarkovStrategies limit) {
    double sum = 0;
    for (int s = 0; s < counts.length; s++) {
      for (int i = 0; i < counts[s].length; i++) {
        for (int a = 0; a < counts[s][i].length; a++) {
          double count = counts[s][i][a];
          sum += count == 0 ? 0 : count * Math.log(limit.probabilities()[s][i][a]);
        }
      }
    }
    return new Optimum(Double.POSITIVE_INFINITY, sum, limit);
  }

  private static Optimum optimum(LogitSystem system, double[] weights, double[] z) {
    double lambda = z[z.length - 1] / system.scale;
    return new Optimum(lambda, weighted(weights, z), system.strategies(z));
  }

  /** Where on a step L changes from rising to falling. */
  private static double top(LogitWalk walk, Segment segment, double[] weights) {
    double low = 0;
    double high = 1;
    for (int k = 0; k < BISECTIONS; k++) {
      double share = (low + high) / 2;
      Optional<double[][]> at = walk.within(segment, share);
      if (at.isEmpty()) {
        break;
      }
      if (weighted(weights, at.get()[1]) > 0) {
        low = share;
      } else {
        high = share;
      }
    }
    return (low + high) / 2;
  }

  /** The nearest point before a place of the branch where L is down to the level. */
  private static List<Optimum> lower(LogitWalk walk, double[] weights, double level, double place) {
    List<Segment> segments = walk.segments();
    for (int k = Math.min((int) place, segments.size() - 1); k >= 0; k--) {
      if (weighted(weights, segments.get(k).from()) <= level) {
        double end = Math.min(1, place - k);
        return List.of(crossing(walk, segments.get(k), weights, level, new double[] {0, end}));
      }
    }
    return List.of();
  }

  /** The nearest point after a place of the branch where L is down to the level. */
  private static List<Optimum> upper(LogitWalk walk, double[] weights, double level, double place) {
    List<Segment> segments = walk.segments();
    for (int k = (int) place; k < segments.size(); k++) {
      if (weighted(weights, segments.get(k).to()) <= level) {
        double begin = Math.max(0, place - k);
        return List.of(crossing(walk, segments.get(k), weights, level, new double[] {1, begin}));
      }
    }
    return List.of();
  }

  /** The point between two shares of a step, L below the level at the first, where it passes it. */
  private static Optimum crossing(
      LogitWalk walk, Segment segment, double[] weights, double level, double[] shares) {
    double below = shares[0];
    double above = shares[1];
    double[] z = below == 0 ? segment.from() : segment.to();
    for (int k = 0; k < BISECTIONS; k++) {
      double share = (below + above) / 2;
      Optional<double[][]> at = walk.within(segment, share);
      if (at.isEmpty()) {
        break;
      }
      z = at.get()[0];
      if (weighted(weights, z) > level) {
        above = share;
      } else {
        below = share;
      }
    }
    return optimum(walk.system(), weights, z);
  }
}
