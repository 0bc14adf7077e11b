package thaw.model;

import java.util.Collection;

/**
 * The ranges that numbers and names of a scenario must lie in; each check names the field, the
 * value and what is allowed.
 */
final class Allowed {
  private Allowed() {}

  static double probability(String field, double value) {
    return between(field, value, 0, 1);
  }

  static double between(String field, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new IllegalArgumentException(
          field + " is " + value + "; allowed: " + low + " to " + high);
    }
    return value;
  }

  static double finite(String field, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(field + " is " + value + "; allowed: a finite number");
    }
    return value;
  }

  static double nonNegative(String field, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(field + " is " + value + "; allowed: 0 or more, finite");
    }
    return value;
  }

  static int atLeast(String field, int value, int low) {
    if (value < low) {
      throw new IllegalArgumentException(field + " is " + value + "; allowed: " + low + " or more");
    }
    return value;
  }

  static String oneOf(String field, String value, Collection<String> names) {
    if (!names.contains(value)) {
      throw new IllegalArgumentException(
          field + ": \"" + value + "\" is not defined; allowed: " + String.join(", ", names));
    }
    return value;
  }
}
