package thaw.charts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as words in reports and labels. */
public final class Numbers {
  /** Digits below that of a range. */
  private static final int DIGITS = 6;

  private Numbers() {}

  /** Up to four significant digits, without trailing zeros. */
  public static String readable(double value) {
    if (Double.isNaN(value)) {
      return Table.MISSING;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "−∞";
    }
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e6)) {
      return String.format(Locale.ROOT, "%.2e", value).replace('-', '−');
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    if (rounded.scale() > 4) {
      rounded = rounded.setScale(4, RoundingMode.HALF_EVEN).stripTrailingZeros();
    }
    return rounded.toPlainString().replace('-', '−');
  }

  /**
   * The same, of what is no more than rounding beside {@code range} as 0.
   *
   * @param range of the payoffs, 0 or more
   */
  public static String readable(double value, double range) {
    if (!(range > 0) || !Double.isFinite(value)) {
      return readable(value);
    }
    BigDecimal step =
        BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(range)) - DIGITS);
    return readable(
        new BigDecimal(value).divide(step, 0, RoundingMode.HALF_EVEN).multiply(step).doubleValue());
  }

  /** A share as a percentage. */
  public static String percent(double share) {
    double percent = 100 * share;
    if (percent > 0 && percent < 0.1) {
      return "less than 0.1%";
    }
    return String.format(Locale.ROOT, percent >= 10 || percent == 0 ? "%.0f%%" : "%.1f%%", percent);
  }
}
