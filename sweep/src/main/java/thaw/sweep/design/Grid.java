package thaw.sweep.design;

import java.util.List;
import thaw.sweep.Points;

/** Every combination of evenly spaced values; the last parameter changes fastest. */
public final class Grid implements Points {
  private final double[][] values;
  private final long size;

  /**
   * A grid.
   *
   * @param counts how many values of each parameter; of a choice all are taken
   * @throws IllegalArgumentException if there are more points than a long counts
   */
  public Grid(Space space, List<Integer> counts) {
    values = new double[space.dimension()][];
    long product = 1;
    try {
      for (int k = 0; k < values.length; k++) {
        values[k] = space.ranges().get(k).spread(counts.get(k));
        product = Math.multiplyExact(product, values[k].length);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the grid has more than " + Long.MAX_VALUE + " points; allowed: fewer", e);
    }
    size = product;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public double[] values(long point) {
    double[] found = new double[values.length];
    long rest = point;
    for (int k = values.length - 1; k >= 0; k--) {
      found[k] = values[k][(int) (rest % values[k].length)];
      rest /= values[k].length;
    }
    return found;
  }
}
