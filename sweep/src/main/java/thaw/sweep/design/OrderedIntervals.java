package thaw.sweep.design;

import java.util.Arrays;
import java.util.List;

/**
 * The uniform distribution on {x : l_i ≤ x_i ≤ h_i, x_1 ≤ … ≤ x_n}, on the scale of the ranges, by
 * inverting one conditional distribution after the other (Rosenblatt 1952).
 *
 * <p>Given x_{i−1}, the density of x_i is proportional to G_i(x), the volume left for x_{i+1}, …,
 * x_n; G_n = 1 and G_{i−1}(x) = T_i(max(x, l_i)) with T_i(x) = ∫_x^{h_i} G_i. These are piecewise
 * polynomials between the ends of the ranges, held in Bernstein form, whose coefficients here are
 * all sums of positive terms: nothing cancels.
 */
final class OrderedIntervals implements Chain {
  /** Steps of a search; halvings alone end sooner. */
  private static final int MOST_STEPS = 60;

  /** Shares of a piece that are not told apart. */
  private static final double FINEST = 0x1.0p-52;

  private final List<Range.Interval> ranges;
  private final boolean log;
  private final double[] low;
  private final double[] high;
  private final double[] breaks;

  /** Per variable and piece the Bernstein coefficients of T_i there, T_i(l_i) being 1. */
  private final double[][][] tail;

  /**
   * A chain.
   *
   * @param ranges all of one scale
   * @throws IllegalArgumentException if no values, or only single ones, are in order
   */
  OrderedIntervals(List<Range.Interval> ranges) {
    this.ranges = List.copyOf(ranges);
    log = ranges.get(0).scale() == Range.Scale.LOG;
    int n = ranges.size();
    low = new double[n];
    high = new double[n];
    for (int i = 0; i < n; i++) {
      low[i] = coordinate(ranges.get(i).low());
      high[i] = coordinate(ranges.get(i).high());
    }
    for (int i = 1; i < n; i++) {
      low[i] = Math.max(low[i], low[i - 1]);
    }
    for (int i = n - 2; i >= 0; i--) {
      high[i] = Math.min(high[i], high[i + 1]);
    }
    for (int i = 0; i < n; i++) {
      if (!(low[i] < high[i])) {
        throw new IllegalArgumentException(
            "no values of the ranges are in this order; allowed: ranges that overlap upwards");
      }
    }
    breaks =
        Arrays.stream(new double[][] {low, high})
            .flatMapToDouble(Arrays::stream)
            .sorted()
            .distinct()
            .toArray();
    tail = new double[n][breaks.length - 1][];
    double[][] density = new double[breaks.length - 1][];
    Arrays.fill(density, new double[] {1});
    for (int i = n - 1; i >= 0; i--) {
      density = integrate(i, density);
    }
  }

  private double coordinate(double value) {
    return log ? Math.log(value) : value;
  }

  /** Fills the tails of variable i from its density, and returns the density of the one before. */
  private double[][] integrate(int i, double[][] density) {
    double total = 0;
    for (int piece = breaks.length - 2; piece >= 0; piece--) {
      int degree = density[piece].length;
      double[] integral = new double[degree + 1];
      integral[degree] = total;
      boolean inside = breaks[piece] >= low[i] && breaks[piece + 1] <= high[i];
      double weight = inside ? (breaks[piece + 1] - breaks[piece]) / degree : 0;
      for (int k = degree - 1; k >= 0; k--) {
        integral[k] = integral[k + 1] + density[piece][k] * weight;
      }
      total = integral[0];
      tail[i][piece] = integral;
    }
    for (double[] coefficients : tail[i]) {
      for (int k = 0; k < coefficients.length; k++) {
        coefficients[k] /= total;
      }
    }
    return tail[i];
  }

  @Override
  public double[] at(double[] cube) {
    double[] values = new double[low.length];
    double before = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      double from = Math.max(before, low[i]);
      double x = solve(i, from, (1 - cube[i]) * tail(i, from));
      before = Math.max(from, Math.min(high[i], x));
      double value = log ? Math.exp(before) : before;
      values[i] = Math.max(ranges.get(i).low(), Math.min(ranges.get(i).high(), value));
      if (i > 0) {
        values[i] = Math.max(values[i], values[i - 1]); // exp may round two equal logs apart
      }
    }
    return values;
  }

  /**
   * Where T_i falls to {@code target}, at or above {@code from}: T_i is convex and falls, so that
   * Newton's steps from the left end up short of it; where they are slow, the interval is halved.
   */
  private double solve(int i, double from, double target) {
    if (i == tail.length - 1) {
      return high[i] - target * (high[i] - low[i]);
    }
    int piece = piece(from);
    while (piece < breaks.length - 2 && tail[i][piece][tail[i][piece].length - 1] > target) {
      piece++;
    }
    double[] curve = tail[i][piece];
    double width = breaks[piece + 1] - breaks[piece];
    double left = Math.max(0, (from - breaks[piece]) / width);
    double right = 1;
    double[] b = new double[curve.length];
    for (int k = 0; k < MOST_STEPS && right - left > FINEST; k++) {
      fold(curve, left, b);
      double slope = (curve.length - 1) * (b[0] - b[1]);
      double excess = b[0] + left * (b[1] - b[0]) - target;
      if (!(excess > 0)) {
        break;
      }
      left = Math.min(right, left + Math.max(excess / slope, FINEST / 2));
      double middle = left + (right - left) / 2;
      fold(curve, middle, b);
      if (b[0] + middle * (b[1] - b[0]) > target) {
        left = middle;
      } else {
        right = middle;
      }
    }
    return breaks[piece] + left * width;
  }

  /** De Casteljau's algorithm up to its last step, which is left to do between b[0] and b[1]. */
  private static void fold(double[] curve, double share, double[] b) {
    System.arraycopy(curve, 0, b, 0, curve.length);
    for (int top = curve.length - 1; top > 1; top--) {
      for (int k = 0; k < top; k++) {
        b[k] += share * (b[k + 1] - b[k]);
      }
    }
  }

  private int piece(double x) {
    int piece = 0;
    while (piece < breaks.length - 2 && breaks[piece + 1] <= x) {
      piece++;
    }
    return piece;
  }

  /** T_i(x). */
  private double tail(int i, double x) {
    int piece = piece(x);
    double share = Math.min(1, (x - breaks[piece]) / (breaks[piece + 1] - breaks[piece]));
    double[] b = new double[tail[i][piece].length];
    fold(tail[i][piece], share, b);
    return b[0] + share * (b[1] - b[0]);
  }
}
