package thaw.sweep.design;

import java.util.ArrayList;
import java.util.List;
import thaw.sweep.Points;

/**
 * Today's values, then each parameter in turn over its range with the others where they are: point
 * 0 is today, after it come the values of the first parameter, of the second, and so on.
 */
public final class OneAtATime implements Points {
  private final double[] today;
  private final List<double[]> values = new ArrayList<>();

  /**
   * A design.
   *
   * @param space without orders
   * @param today one value per parameter
   * @param counts how many values of each; of a choice all are taken
   */
  public OneAtATime(Space space, double[] today, List<Integer> counts) {
    if (!space.orders().isEmpty()) {
      throw new IllegalArgumentException(
          "parameters are in an order; allowed: parameters that can move one at a time");
    }
    this.today = today.clone();
    for (int k = 0; k < today.length; k++) {
      values.add(space.ranges().get(k).spread(counts.get(k)));
    }
  }

  @Override
  public long size() {
    return 1 + values.stream().mapToLong(v -> v.length).sum();
  }

  @Override
  public double[] values(long point) {
    double[] found = today.clone();
    long rest = point - 1;
    for (int k = 0; k < today.length && rest >= 0; k++) {
      double[] own = values.get(k);
      if (rest < own.length) {
        found[k] = own[(int) rest];
      }
      rest -= own.length;
    }
    return found;
  }
}
