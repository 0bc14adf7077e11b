package thaw.sweep.design;

import thaw.sweep.Points;

/**
 * A Latin hypercube sample (McKay, Beckman and Conover 1979): each parameter's range is cut into as
 * many strata of equal probability as there are points, and each stratum is hit exactly once, at a
 * random place in it.
 */
public final class LatinHypercube implements Points {
  private static final long STREAM = 2;
  private static final long STRATA = 1L << 32;

  private final Space space;
  private final long size;
  private final CounterRandom random;
  private final Shuffle[] strata;

  /**
   * A sample.
   *
   * @param size number of points, 1 or more
   */
  public LatinHypercube(Space space, long size, long seed) {
    this.space = space;
    this.size = size;
    random = new CounterRandom(seed, STREAM);
    strata = new Shuffle[space.dimension()];
    for (int k = 0; k < strata.length; k++) {
      strata[k] = new Shuffle(size, new CounterRandom(seed, STRATA + k));
    }
  }

  @Override
  public long size() {
    return size;
  }

  /** The point in the unit cube. */
  double[] cube(long point) {
    double[] cube = new double[strata.length];
    for (int k = 0; k < cube.length; k++) {
      long stratum = strata[k].at(point);
      double share = (stratum + random.uniform(point, k)) / size;
      // rounding may carry the number over into the next stratum
      cube[k] = share * size >= stratum + 1 ? Math.nextDown((stratum + 1.0) / size) : share;
    }
    return cube;
  }

  @Override
  public double[] values(long point) {
    return space.at(cube(point));
  }
}
