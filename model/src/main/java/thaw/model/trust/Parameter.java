package thaw.model.trust;

/**
 * A parameter of a trust model.
 *
 * @param name dots lead into nested objects
 * @param kind what it looks like
 * @param low smallest value allowed
 * @param high largest value allowed
 * @param required whether it must be there
 */
public record Parameter(String name, Kind kind, double low, double high, boolean required) {
  /** Any finite number. */
  public static Parameter number(String name) {
    return between(name, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** A number above 0. */
  public static Parameter positive(String name) {
    return between(name, Double.MIN_NORMAL, Double.POSITIVE_INFINITY);
  }

  /** From 0 to 1. */
  public static Parameter share(String name) {
    return between(name, 0, 1);
  }

  /** A discount factor: 0 or more, less than 1. */
  public static Parameter discount(String name) {
    return between(name, 0, Math.nextDown(1.0));
  }

  /** A number from low to high. */
  public static Parameter between(String name, double low, double high) {
    return new Parameter(name, Kind.NUMBER, low, high, true);
  }

  /** A whole number from low to high. */
  public static Parameter whole(String name, double low, double high) {
    return new Parameter(name, Kind.WHOLE, low, high, true);
  }

  /** A list of numbers from low to high. */
  public static Parameter list(String name, double low, double high) {
    return new Parameter(name, Kind.LIST, low, high, true);
  }

  /** Something of a kind, without bounds. */
  public static Parameter of(String name, Kind kind) {
    return new Parameter(
        name, kind, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, kind != Kind.TEXT);
  }

  /** The same, free to be left out. */
  public Parameter optional() {
    return new Parameter(name, kind, low, high, false);
  }

  /** What is allowed, in words. */
  public String allowed() {
    return switch (kind) {
      case DATE -> "a day, as in 2019-02-28";
      case TEXT -> "a text";
      case LIST -> "a list of numbers" + bounds();
      case MATRIX -> "a list of lists of numbers" + bounds();
      case NUMBER -> "a number" + bounds();
      case WHOLE -> "a whole number" + bounds();
    };
  }

  private String bounds() {
    boolean below = Double.isInfinite(low);
    boolean above = Double.isInfinite(high);
    if (below && above) {
      return "";
    }
    String from = low == Double.MIN_NORMAL ? " above 0" : " from " + number(low);
    if (above) {
      return below ? "" : low == Double.MIN_NORMAL ? from : from + " on";
    }
    if (high >= 1e300) {
      return low == 0 ? " of 0 or more" : from + " on";
    }
    return from + (high == Math.nextDown(1.0) ? " to less than 1" : " to " + number(high));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** What a parameter's value looks like. */
  public enum Kind {
    /** A finite number within the bounds. */
    NUMBER,
    /** A whole number within the bounds. */
    WHOLE,
    /** A list of numbers within the bounds. */
    LIST,
    /** A list of lists of numbers within the bounds, all of one length. */
    MATRIX,
    /** A day, as in 2019-02-28. */
    DATE,
    /** A remark that no formula reads. */
    TEXT
  }
}
