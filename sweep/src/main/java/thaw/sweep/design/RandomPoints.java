package thaw.sweep.design;

import thaw.sweep.Points;

/** Independent points, uniform in a space. */
public final class RandomPoints implements Points {
  private static final long STREAM = 1;

  private final Space space;
  private final long size;
  private final CounterRandom random;

  /**
   * A sample.
   *
   * @param size number of points, 1 or more; a larger sample starts with the smaller one
   */
  public RandomPoints(Space space, long size, long seed) {
    this.space = space;
    this.size = size;
    random = new CounterRandom(seed, STREAM);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public double[] values(long point) {
    double[] cube = new double[space.dimension()];
    for (int k = 0; k < cube.length; k++) {
      cube[k] = random.uniform(point, k);
    }
    return space.at(cube);
  }
}
