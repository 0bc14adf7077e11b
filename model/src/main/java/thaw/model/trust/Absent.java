package thaw.model.trust;

/**
 * A result that does not exist.
 *
 * @param reason why
 */
public record Absent(String reason) {
  /** The number, or its absence where it is not finite. */
  public static Object unlessFinite(double value, String reason) {
    if (Double.isFinite(value)) {
      return value;
    }
    return new Absent(reason);
  }
}
