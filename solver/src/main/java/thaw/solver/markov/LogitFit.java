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
 * rises where Σ n_a dβ_a &gt; 0, β being log probabilities, and every change of sign is followed up,
 * also where the branch turns back. The confidence interval holds the λ around the best one that a
 * likelihood ratio test does not reject, 2 (L̂ − L(λ)) ≤ χ²_1.
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
    public Options {
      if (!(confidence > 0 && confidence < 1)) {
        throw new IllegalArgumentException(
            "confidence is " + confidence + "; allowed: more than 0, less than 1");
      }
    }

    /** 95 per cent. */
    public static Options defaults() {
      return new Options(0.95, 50_000, (step, lambda) -> {});
    }

    public Options withConfidence(double value) {
      return new Options(value, maxSteps, progress);
    }

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
   * @param from lower end of the confidence interval around the best
   * @param to upper end; infinite where no larger λ is rejected
   * @param even L at λ = 0, where everyone mixes evenly
   * @param observations how many choices were observed
   * @param converged whether the branch was followed to its end
   */
  public record Result(
      List<Optimum> optima,
      double from,
      double to,
      double even,
      double observations,
      boolean converged) {
    public Result {
      optima = List.copyOf(optima);
    }

    /** The maximum-likelihood estimate. */
    public Optimum best() {
      return optima.get(0);
    }
  }

  private static final int BISECTIONS = 60;

  private final Options options;

  private LogitFit(Options options) {
    this.options = options;
  }

  public static LogitFit withDefaults() {
    return new LogitFit(Options.defaults());
  }

  public LogitFit with(Options newOptions) {
    return new LogitFit(newOptions);
  }

  /**
   * Fits λ.
   *
   * @param counts how often each action was chosen, counts[state][player][action], 0 or more and at
   *     least one of them positive
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
    if (segments.isEmpty() || weighted(weights, segments.get(0).tangentFrom()) <= 0) {
      optima.add(new Optimum(0, even, system.strategies(system.origin())));
      places.add(0.0);
    }
    for (int k = 0; k < segments.size(); k++) {
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
        !segments.isEmpty()
            && weighted(weights, segments.get(segments.size() - 1).tangentTo()) > 0;
    if (risesAtEnd) {
      Segment last = segments.get(segments.size() - 1);
      Optimum end = optimum(system, weights, last.to());
      double lambda = branch.converged() ? Double.POSITIVE_INFINITY : end.lambda();
      MarkovStrategies there =
          branch.limit().isEmpty() ? end.strategies() : branch.limit().get(0);
      optima.add(new Optimum(lambda, end.logLikelihood(), there));
      places.add((double) segments.size());
    }
    int best = 0;
    for (int k = 1; k < optima.size(); k++) {
      best = optima.get(k).logLikelihood() > optima.get(best).logLikelihood() ? k : best;
    }
    double quantile = ChiSquaredDistribution.of(1).inverseCumulativeProbability(options.confidence());
    double level = optima.get(best).logLikelihood() - quantile / 2;
    double[] interval = interval(walk, weights, level, places.get(best));
    List<Optimum> sorted = new ArrayList<>(optima);
    sorted.sort(Comparator.comparingDouble(Optimum::logLikelihood).reversed());
    return new Result(sorted, interval[0], interval[1], even, observations, branch.converged());
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

  /** The λ between which L stays above the level around a place of the branch. */
  private static double[] interval(
      LogitWalk walk, double[] weights, double level, double place) {
    List<Segment> segments = walk.segments();
    int at = Math.min((int) place, segments.size() - 1);
    double low = 0;
    for (int k = at; k >= 0; k--) {
      if (weighted(weights, segments.get(k).from()) <= level) {
        low = crossing(walk, segments.get(k), weights, level, place - k, false);
        break;
      }
    }
    double high = Double.POSITIVE_INFINITY;
    for (int k = Math.max(at, 0); k < segments.size(); k++) {
      if (weighted(weights, segments.get(k).to()) <= level) {
        high = crossing(walk, segments.get(k), weights, level, place - k, true);
        break;
      }
    }
    return new double[] {Math.min(low, high), Math.max(low, high)};
  }

  /** λ where L passes the level on a step, on the far side of the maximum if that lies on it. */
  private static double crossing(
      LogitWalk walk, Segment segment, double[] weights, double level, double place, boolean after) {
    double low = after ? Math.max(0, Math.min(place, 1)) : 0;
    double high = after ? 1 : Math.max(0, Math.min(place, 1));
    if (low >= high) {
      low = 0;
      high = 1;
    }
    for (int k = 0; k < BISECTIONS; k++) {
      double share = (low + high) / 2;
      Optional<double[][]> at = walk.within(segment, share);
      if (at.isEmpty()) {
        break;
      }
      boolean above = weighted(weights, at.get()[0]) > level;
      if (above == after) {
        low = share;
      } else {
        high = share;
      }
    }
    double end = (low + high) / 2;
    double[] z = walk.within(segment, end).map(p -> p[0]).orElse(segment.to());
    return z[z.length - 1] / walk.system().scale;
  }
}
