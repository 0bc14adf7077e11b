package thaw.charts;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Round numbers on an axis. */
final class Ticks {
  private static final double[] STEPS = {1, 2, 2.5, 5, 10};

  private static final double ROUNDING = 1e-9;

  private Ticks() {}

  /** Multiples of 1, 2, 2.5 or 5 times a power of ten in an interval, no more than asked for. */
  static double[] of(double low, double high, int most) {
    double width = high - low;
    if (!(width > 0)) {
      return new double[] {low};
    }
    double power = Math.pow(10, Math.floor(Math.log10(width / most)));
    for (double factor : STEPS) {
      BigDecimal step = BigDecimal.valueOf(factor).multiply(BigDecimal.valueOf(power));
      List<Double> ticks = new ArrayList<>();
      long first = (long) Math.ceil((low - ROUNDING * width) / step.doubleValue());
      long last = (long) Math.floor((high + ROUNDING * width) / step.doubleValue());
      for (long k = first; k <= last && ticks.size() <= most; k++) {
        ticks.add(step.multiply(BigDecimal.valueOf(k)).doubleValue());
      }
      if (ticks.size() <= most && !ticks.isEmpty()) {
        return ticks.stream().mapToDouble(Double::doubleValue).toArray();
      }
    }
    return new double[] {low, high};
  }
}
