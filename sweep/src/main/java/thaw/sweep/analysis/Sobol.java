package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.List;
import thaw.sweep.Column;
import thaw.sweep.Rows;

/**
 * Sobol's sensitivity indices from a design of Saltelli's: how much of the variance of a response
 * each parameter explains alone (first order), and with all its interactions (total).
 *
 * <p>S_i = V(E[f | x_i])/V(f), estimated by Σ_j (f(B_j) − f̄)(f(A_B^(i))_j − f(A_j))/(n V̂), and
 * T_i = E[V(f | x_−i)]/V(f) by Σ_j (f(A_j) − f(A_B^(i))_j)²/(2n V̂); f̄ and V̂ from A and B
 * together. Base sample j of k parameters is points j(k+2) = A_j, j(k+2)+i = A_j with x_i of B_j,
 * j(k+2)+k+1 = B_j. The first does not depend on constants added to f, as f̄ is taken off.
 * Intervals: {@link Bootstrap} over base samples.
 *
 * <p>I. Sobol (1993); M. Jansen (1999), equation 10; A. Saltelli, P. Annoni, I. Azzini, F.
 * Campolongo, M. Ratto and S. Tarantola (2010), table 2 (b) and (f).
 */
public final class Sobol {
  /** Differences below this share of the largest value are rounding. */
  private static final double ROUNDING = 1e-12;

  /** Of a response scaled to a range of 1. */
  private static final double NO_VARIANCE = 1e-15;

  private final Options options;

  private Sobol(Options options) {
    this.options = options;
  }

  /** 1000 resamples, intervals of 95%, incomplete samples refused. */
  public static Sobol withDefaults() {
    return new Sobol(Options.defaults());
  }

  public Sobol with(Options changed) {
    return new Sobol(changed);
  }

  /**
   * How it is done.
   *
   * @param bootstrap of the intervals
   * @param dropIncomplete whether base samples that lack a value are left out
   */
  public record Options(Bootstrap bootstrap, boolean dropIncomplete) {
    public static Options defaults() {
      return new Options(Bootstrap.defaults(), false);
    }

    public Options withBootstrap(Bootstrap changed) {
      return new Options(changed, dropIncomplete);
    }

    public Options withDropIncomplete(boolean drop) {
      return new Options(bootstrap, drop);
    }
  }

  /**
   * The indices of a parameter.
   *
   * @param first alone
   * @param total with interactions
   */
  public record Index(Column parameter, Interval first, Interval total) {}

  /**
   * What was found.
   *
   * @param mean of the response over A and B
   * @param variance over A and B
   * @param indices in the order of the parameters; empty where the response does not vary
   * @param samples complete base samples
   * @param dropped base samples left out because a value is missing
   * @param undefined resamples in which the response did not vary, left out of the intervals
   */
  public record Result(
      Response response,
      double mean,
      double variance,
      List<Index> indices,
      int samples,
      int dropped,
      int undefined,
      Bootstrap bootstrap) {
    public Result {
      indices = List.copyOf(indices);
    }

    /** Whether the response varies; if not, no parameter explains anything. */
    public boolean varies() {
      return !indices.isEmpty();
    }
  }

  /**
   * Estimates the indices.
   *
   * @param samples base samples of the design
   * @throws MissingOutcomes if a point has no value and incomplete samples are not dropped
   * @throws IllegalArgumentException if fewer than two complete base samples are left
   */
  public Result solve(Rows rows, Response response, int samples) throws MissingOutcomes {
    int k = rows.parameters().size();
    Blocks blocks = Blocks.read(rows, response, samples, k + 2, false, options.dropIncomplete());
    int n = blocks.size();
    if (n < 2) {
      throw new IllegalArgumentException(
          n + " complete base samples; allowed: 2 or more, some hundreds for useful intervals");
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double mean = 0;
    for (int j = 0; j < n; j++) {
      double a = blocks.value(j, 0);
      double b = blocks.value(j, k + 1);
      low = Math.min(low, Math.min(a, b));
      high = Math.max(high, Math.max(a, b));
      mean += (a + b) / (2.0 * n);
    }
    double range = high - low;
    if (range <= ROUNDING * Math.max(Math.abs(low), Math.abs(high))) {
      return new Result(response, mean, 0, List.of(), n, blocks.dropped(), 0, options.bootstrap());
    }
    double[][] features = new double[n][2 + 3 * k];
    for (int j = 0; j < n; j++) {
      double a = (blocks.value(j, 0) - mean) / range;
      double b = (blocks.value(j, k + 1) - mean) / range;
      features[j][0] = (a + b) / 2;
      features[j][1] = (a * a + b * b) / 2;
      for (int i = 0; i < k; i++) {
        double step = (blocks.value(j, i + 1) - mean) / range - a;
        features[j][2 + 3 * i] = b * step;
        features[j][3 + 3 * i] = step;
        features[j][4 + 3 * i] = step * step / 2;
      }
    }
    Bootstrap.Estimates estimates =
        options.bootstrap().of(features, (means, count) -> indices(means, k));
    double variance = 0;
    for (double[] f : features) {
      variance += f[1] / n;
    }
    List<Index> indices = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      indices.add(
          new Index(
              rows.parameters().get(i),
              estimates.intervals()[2 * i],
              estimates.intervals()[2 * i + 1]));
    }
    return new Result(
        response,
        mean,
        variance * range * range,
        indices,
        n,
        blocks.dropped(),
        estimates.undefined(),
        options.bootstrap());
  }

  private static double[] indices(double[] means, int k) {
    double variance = means[1] - means[0] * means[0];
    double[] indices = new double[2 * k];
    for (int i = 0; i < k; i++) {
      boolean some = variance > NO_VARIANCE;
      indices[2 * i] =
          some ? (means[2 + 3 * i] - means[0] * means[3 + 3 * i]) / variance : Double.NaN;
      indices[2 * i + 1] = some ? means[4 + 3 * i] / variance : Double.NaN;
    }
    return indices;
  }
}
