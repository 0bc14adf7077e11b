package thaw.sweep.design;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;

/** The values that a parameter takes in a design. */
public sealed interface Range {
  /**
   * The value at a share of the range.
   *
   * @param share from 0 to 1; uniform shares give uniform values (on the scale of the range)
   */
  double at(double share);

  /** Evenly spaced values, both ends among them; every value of a choice, whatever the count. */
  double[] spread(int count);

  /** Where a value lies in the range, from 0 to 1. */
  double share(double value);

  /** Whether a value is one of these. */
  boolean contains(double value);

  /** How an interval is measured. */
  enum Scale {
    LINEAR,
    /** Equal ratios count alike. */
    LOG;

    /** As in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * All numbers from low to high.
   *
   * @param low finite; above 0 on a logarithmic scale
   * @param high finite, above low
   */
  record Interval(double low, double high, Scale scale) implements Range {
    public Interval {
      if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
        throw new IllegalArgumentException(
            "the range is " + low + " to " + high + "; allowed: from a lower to a higher number");
      }
      if (scale == Scale.LOG && !(low > 0)) {
        throw new IllegalArgumentException(
            "the range starts at " + low + "; allowed on a log scale: more than 0");
      }
    }

    @Override
    public double at(double share) {
      if (share >= 1) {
        return high;
      }
      if (share <= 0) {
        return low;
      }
      double value =
          scale == Scale.LINEAR
              ? low + share * (high - low)
              : Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low)));
      return Math.max(low, Math.min(high, value));
    }

    @Override
    public double[] spread(int count) {
      double[] values = new double[count];
      for (int k = 0; k < count; k++) {
        values[k] = scale == Scale.LOG ? at(k / (count - 1.0)) : evenly(k, count);
      }
      return values;
    }

    /** In decimals, so that tenths are tenths. */
    private double evenly(int k, int count) {
      if (count == 1) {
        return low;
      }
      BigDecimal from = BigDecimal.valueOf(low);
      BigDecimal width = BigDecimal.valueOf(high).subtract(from);
      return from.add(
              width
                  .multiply(BigDecimal.valueOf(k))
                  .divide(BigDecimal.valueOf(count - 1L), MathContext.DECIMAL64))
          .doubleValue();
    }

    @Override
    public boolean contains(double value) {
      return value >= low && value <= high;
    }

    @Override
    public String toString() {
      return low + " to " + high + (scale == Scale.LOG ? " on a log scale" : "");
    }

    @Override
    public double share(double value) {
      return scale == Scale.LINEAR
          ? (value - low) / (high - low)
          : Math.log(value / low) / Math.log(high / low);
    }
  }

  /**
   * Some values; for texts their codes 0, 1, ….
   *
   * @param values one or more, in the order of a grid
   */
  record Choice(double[] values) implements Range {
    public Choice {
      values = values.clone();
      if (values.length == 0) {
        throw new IllegalArgumentException("there are no values; allowed: one or more");
      }
    }

    @Override
    public double[] values() {
      return values.clone();
    }

    /** How many. */
    public int count() {
      return values.length;
    }

    @Override
    public double at(double share) {
      return values[(int) Math.min(values.length - 1.0, Math.max(0, share * values.length))];
    }

    @Override
    public double[] spread(int count) {
      return values.clone();
    }

    @Override
    public boolean contains(double value) {
      return Arrays.stream(values).anyMatch(v -> v == value);
    }

    @Override
    public double share(double value) {
      for (int k = 0; k < values.length; k++) {
        if (values[k] == value) {
          return (k + 0.5) / values.length;
        }
      }
      return Double.NaN;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Choice choice && Arrays.equals(values, choice.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return Arrays.toString(values);
    }
  }
}
