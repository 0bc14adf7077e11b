package thaw.cli.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * A parameter of a grid and its evenly spaced values; the grid adds the scenario's own.
 *
 * @param path of the parameter
 * @param low first value
 * @param high last value, more than {@code low}
 * @param count number of values, 2 or more
 */
public record Vary(String path, double low, double high, int count) {
  /** More points than this are no page any more. */
  static final int MOST = 400;

  /** Values nearer to each other than this share of their spacing are one. */
  private static final double ROUNDING = 1e-9;

  public Vary {
    if (!Double.isFinite(low) || !Double.isFinite(high - low) || !(low < high)) {
      throw new IllegalArgumentException(
          path + " from " + low + " to " + high + "; allowed: low less than high");
    }
    if (count < 2 || count > MOST) {
      throw new IllegalArgumentException(
          path + " takes " + count + " values; allowed: 2 to " + MOST);
    }
  }

  /**
   * Reads {@code path=low:high:n}.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static Vary parse(String text) {
    int at = text.indexOf('=');
    String[] numbers = text.substring(at + 1).split(":", -1);
    if (at <= 0 || numbers.length != 3) {
      throw new IllegalArgumentException(text + "; allowed: path=low:high:n");
    }
    try {
      return new Vary(
          text.substring(0, at).strip(),
          Double.parseDouble(numbers[0].strip()),
          Double.parseDouble(numbers[1].strip()),
          Integer.parseInt(numbers[2].strip()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(text + "; allowed: path=low:high:n, three numbers", e);
    }
  }

  /**
   * The values, rounded to where doubles hold decimals exactly, in rising order, and among them
   * {@code own}: in the place of a value that equals it up to rounding, and besides the others if
   * there is none, within the range or out of it.
   */
  List<Double> valuesWith(double own) {
    TreeSet<Double> values = new TreeSet<>();
    for (double value : values()) {
      if (Math.abs(value - own) > rounding()) {
        values.add(value);
      }
    }
    values.add(own);
    return List.copyOf(values);
  }

  private double rounding() {
    return ROUNDING * (high - low) / (count - 1);
  }

  private List<Double> values() {
    List<Double> values = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      double value = k == count - 1 ? high : low + (high - low) * k / (count - 1);
      double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.12g", value));
      boolean near = Math.abs(rounded - value) <= rounding();
      values.add(near ? Math.min(high, Math.max(low, rounded)) : value);
    }
    return values;
  }
}
