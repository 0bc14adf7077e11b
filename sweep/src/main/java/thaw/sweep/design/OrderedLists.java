package thaw.sweep.design;

import java.util.Arrays;

/**
 * All ways to choose one value from each of some lists, in order; they can be counted and numbered.
 */
final class OrderedLists implements Chain {
  private final double[][] lists;

  /** completions[i][j]: in how many ways x_i, …, x_n can be chosen with x_i not before entry j. */
  private final long[][] completions;

  private final boolean strict;

  /**
   * A chain.
   *
   * @param lists one or more values each; a single list is taken in its own order
   * @throws IllegalArgumentException if there is no way, or more than a long counts
   */
  OrderedLists(double[][] lists, boolean strict) {
    this.strict = strict;
    this.lists = new double[lists.length][];
    completions = new long[lists.length][];
    for (int i = 0; i < lists.length; i++) {
      this.lists[i] = lists[i].clone();
      if (lists.length > 1) {
        Arrays.sort(this.lists[i]);
      }
      completions[i] = new long[lists[i].length + 1];
    }
    try {
      for (int i = lists.length - 1; i >= 0; i--) {
        for (int j = lists[i].length - 1; j >= 0; j--) {
          long then =
              i == lists.length - 1 ? 1 : completions[i + 1][first(i + 1, this.lists[i][j])];
          completions[i][j] = Math.addExact(completions[i][j + 1], then);
        }
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "there are more than " + Long.MAX_VALUE + " points; allowed: fewer", e);
    }
    if (completions[0][0] == 0) {
      throw new IllegalArgumentException(
          "no values are in this order; allowed: values that can be");
    }
  }

  /** How many ways there are. */
  long count() {
    return completions[0][0];
  }

  /** A way by its number: ways with a smaller first value come first, and so on. */
  double[] number(long number) {
    double[] values = new double[lists.length];
    long rest = number;
    int from = 0;
    for (int i = 0; i < values.length; i++) {
      // ways whose x_i stands before entry j number completions[from] − completions[j]
      int low = from;
      int high = lists[i].length - 1;
      while (low < high) {
        int middle = (low + high + 1) >>> 1;
        if (completions[i][from] - completions[i][middle] <= rest) {
          low = middle;
        } else {
          high = middle - 1;
        }
      }
      rest -= completions[i][from] - completions[i][low];
      values[i] = lists[i][low];
      from = i + 1 < lists.length ? first(i + 1, values[i]) : 0;
    }
    return values;
  }

  @Override
  public double[] at(double[] cube) {
    double[] values = new double[lists.length];
    int from = 0;
    for (int i = 0; i < values.length; i++) {
      long[] left = completions[i];
      // one of the left[from] ways, each as likely: x_i is the entry that it begins with
      double way = Math.max(1, Math.ceil((1 - cube[i]) * left[from]));
      int j = from;
      while (left[j + 1] >= way) {
        j++;
      }
      values[i] = lists[i][j];
      from = i + 1 < lists.length ? first(i + 1, values[i]) : 0;
    }
    return values;
  }

  /** The first entry of list i that may follow {@code value}; its length if none may. */
  private int first(int i, double value) {
    int j = 0;
    while (j < lists[i].length && (strict ? lists[i][j] <= value : lists[i][j] < value)) {
      j++;
    }
    return j;
  }
}
