package thaw.sweep.design;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Spaces and statistics that the tests of designs share. */
final class Boxes {
  private Boxes() {}

  /** Unit intervals. */
  static Space unit(int dimension) {
    List<Range> ranges = new ArrayList<>();
    for (int k = 0; k < dimension; k++) {
      ranges.add(interval(0, 1));
    }
    return new Space(ranges);
  }

  static Range.Interval interval(double low, double high) {
    return new Range.Interval(low, high, Range.Scale.LINEAR);
  }

  /** Probability of counts so far from what is expected, or further (Pearson 1900). */
  static double chiSquareTail(long[] counts, double[] weights) {
    double total = 0;
    double weight = 0;
    for (int k = 0; k < counts.length; k++) {
      total += counts[k];
      weight += weights[k];
    }
    double statistic = 0;
    int cells = 0;
    for (int k = 0; k < counts.length; k++) {
      double expected = total * weights[k] / weight;
      if (expected > 0) {
        statistic += (counts[k] - expected) * (counts[k] - expected) / expected;
        cells++;
      } else if (counts[k] > 0) {
        return 0;
      }
    }
    return ChiSquaredDistribution.of(cells - 1.0).survivalProbability(statistic);
  }
}
