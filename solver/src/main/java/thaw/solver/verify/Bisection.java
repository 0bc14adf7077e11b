package thaw.solver.verify;

import java.util.function.DoublePredicate;

/** Thresholds found by halving: no formula, only whether something holds. */
final class Bisection {
  private static final int HALVINGS = 200;

  private Bisection() {}

  /**
   * Where {@code holds} begins to be true.
   *
   * @param low where it is false, or the answer
   * @param high where it is true
   */
  static double first(double low, double high, DoublePredicate holds) {
    if (holds.test(low)) {
      return low;
    }
    double no = low;
    double yes = high;
    for (int k = 0; k < HALVINGS && Math.nextUp(no) < yes; k++) {
      double middle = no + (yes - no) / 2;
      if (holds.test(middle)) {
        yes = middle;
      } else {
        no = middle;
      }
    }
    return yes;
  }

  /** Where {@code holds}, true at {@code low}, ceases to be so; {@code high} if it never does. */
  static double last(double low, double high, DoublePredicate holds) {
    return holds.test(high) ? high : first(low, high, x -> !holds.test(x));
  }

  /** The x with x = now + stay · x, by doing twice as many steps at once again and again. */
  static double fixedPoint(double now, double stay) {
    double sum = now;
    double left = stay;
    for (int k = 0; k < HALVINGS && left > 0; k++) {
      sum += left * sum;
      left *= left;
    }
    return sum;
  }
}
