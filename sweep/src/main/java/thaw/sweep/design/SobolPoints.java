package thaw.sweep.design;

import thaw.sweep.Points;

/**
 * Points of Sobol's low-discrepancy sequence, scrambled by the seed; best in numbers that are
 * powers of two.
 */
public final class SobolPoints implements Points {
  private final Space space;
  private final long size;
  private final SobolSequence sequence;

  /**
   * A sample; a larger one starts with the smaller one.
   *
   * @param space of at most 21201 parameters
   * @param size number of points, from 1 to 2³¹
   * @throws IllegalArgumentException if there are more
   */
  public SobolPoints(Space space, long size, long seed) {
    if (size > SobolSequence.MOST_POINTS || space.dimension() > SobolSequence.MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "there are "
              + size
              + " points of "
              + space.dimension()
              + " parameters; allowed: at most 2147483648 of 21201");
    }
    this.space = space;
    this.size = size;
    sequence = new SobolSequence(space.dimension(), seed);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public double[] values(long point) {
    double[] cube = new double[space.dimension()];
    for (int k = 0; k < cube.length; k++) {
      cube[k] = sequence.coordinate(point, k);
    }
    return space.at(cube);
  }
}
