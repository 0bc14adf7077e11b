package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.List;
import thaw.sweep.Column;
import thaw.sweep.Rows;

/**
 * Elementary effects along trajectories of Morris': which parameters matter, and whether their
 * effects are even.
 *
 * <p>d_i = (f(x') − f(x))/(x'_i − x_i) for consecutive points that differ in parameter i, x_i as a
 * share of its range. μ_i is the mean of d_i over trajectories, μ*_i that of |d_i|, σ_i the
 * standard deviation: 0 where f is linear in x_i and without interactions. Trajectory r of k
 * parameters is points r(k+1) to r(k+1)+k. Intervals: {@link Bootstrap} over trajectories.
 *
 * <p>M. Morris (1991); F. Campolongo, J. Cariboni and A. Saltelli (2007) for μ*.
 */
public final class Morris {
  private final Options options;

  private Morris(Options options) {
    this.options = options;
  }

  /** 1000 resamples, intervals of 95%, incomplete trajectories refused. */
  public static Morris withDefaults() {
    return new Morris(Options.defaults());
  }

  public Morris with(Options changed) {
    return new Morris(changed);
  }

  /**
   * How it is done.
   *
   * @param bootstrap of the intervals
   * @param dropIncomplete whether trajectories that lack a value are left out
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

  /** The value of a parameter on the scale of effects, 0 to 1 over its range. */
  @FunctionalInterface
  public interface Scale {
    double of(int parameter, double value);

    /** Shares of the ranges from {@code low} to {@code high}. */
    static Scale ranges(double[] low, double[] high) {
      double[] from = low.clone();
      double[] to = high.clone();
      return (p, value) -> (value - from[p]) / (to[p] - from[p]);
    }
  }

  /**
   * The effects of a parameter, in units of the response per range of the parameter.
   *
   * @param mean μ
   * @param size μ*
   * @param spread σ
   */
  public record Effect(Column parameter, Interval mean, Interval size, Interval spread) {}

  /**
   * What was found.
   *
   * @param effects in the order of the parameters
   * @param trajectories complete ones
   * @param dropped trajectories left out because a value is missing
   */
  public record Result(
      Response response, List<Effect> effects, int trajectories, int dropped, Bootstrap bootstrap) {
    public Result {
      effects = List.copyOf(effects);
    }

    /** Whether some effect differs from 0. */
    public boolean varies() {
      return effects.stream().anyMatch(e -> e.size().estimate() > 0);
    }
  }

  /**
   * Computes the effects.
   *
   * @param trajectories of the design
   * @throws MissingOutcomes if a point has no value and incomplete trajectories are not dropped
   * @throws IllegalArgumentException if fewer than two complete trajectories are left, or the
   *     points are no trajectories
   */
  public Result solve(Rows rows, Response response, int trajectories, Scale scale)
      throws MissingOutcomes {
    int k = rows.parameters().size();
    Blocks blocks =
        Blocks.read(rows, response, trajectories, k + 1, true, options.dropIncomplete());
    int n = blocks.size();
    if (n < 2) {
      throw new IllegalArgumentException(n + " complete trajectories; allowed: 2 or more");
    }
    double[][] effects = new double[n][k];
    double[] means = new double[k];
    for (int r = 0; r < n; r++) {
      boolean[] moved = new boolean[k];
      for (int step = 0; step < k; step++) {
        int i = mover(blocks, r, step, k, rows.parameters(), moved);
        double distance =
            scale.of(i, blocks.parameter(r, step + 1, i))
                - scale.of(i, blocks.parameter(r, step, i));
        effects[r][i] = (blocks.value(r, step + 1) - blocks.value(r, step)) / distance;
        means[i] += effects[r][i] / n;
      }
    }
    // effects are taken from their mean, so that equal ones have a spread of 0
    double[][] features = new double[n][3 * k];
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < k; i++) {
        double d = effects[r][i] - means[i];
        features[r][3 * i] = d;
        features[r][3 * i + 1] = d * d;
        features[r][3 * i + 2] = Math.abs(effects[r][i]);
      }
    }
    Interval[] intervals =
        options.bootstrap().of(features, (m, count) -> measures(m, count, means)).intervals();
    List<Effect> found = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      found.add(
          new Effect(
              rows.parameters().get(i),
              intervals[3 * i],
              intervals[3 * i + 1],
              intervals[3 * i + 2]));
    }
    return new Result(response, found, n, blocks.dropped(), options.bootstrap());
  }

  private static double[] measures(double[] m, int count, double[] means) {
    double[] measures = new double[m.length];
    for (int i = 0; i < means.length; i++) {
      double variance = Math.max(0, m[3 * i + 1] - m[3 * i] * m[3 * i]);
      measures[3 * i] = means[i] + m[3 * i];
      measures[3 * i + 1] = m[3 * i + 2];
      measures[3 * i + 2] = count > 1 ? Math.sqrt(variance * count / (count - 1)) : Double.NaN;
    }
    return measures;
  }

  private static int mover(
      Blocks blocks, int r, int step, int k, List<Column> parameters, boolean[] moved) {
    int mover = -1;
    int movers = 0;
    for (int i = 0; i < k; i++) {
      if (blocks.parameter(r, step + 1, i) != blocks.parameter(r, step, i)) {
        mover = i;
        movers++;
      }
    }
    if (movers != 1 || moved[mover]) {
      int at = blocks.number(r, step);
      throw new IllegalArgumentException(
          "from point "
              + at
              + " to "
              + (at + 1)
              + (movers == 1
                  ? " " + parameters.get(mover).name() + " moves a second time"
                  : " " + movers + " parameters move")
              + "; allowed: one that has not moved in the trajectory, as in Morris' design");
    }
    moved[mover] = true;
    return mover;
  }
}
