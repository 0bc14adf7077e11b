package thaw.sweep.analysis;

/**
 * An estimate and its confidence interval.
 *
 * @param estimate from the whole sample
 * @param low lower end; NaN where no resample gave a value
 * @param high upper end
 */
public record Interval(double estimate, double low, double high) {
  /** Whether {@code value} is inside, ends included. */
  public boolean covers(double value) {
    return low <= value && value <= high;
  }
}
