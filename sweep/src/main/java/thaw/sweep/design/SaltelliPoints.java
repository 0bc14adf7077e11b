package thaw.sweep.design;

import thaw.sweep.Points;

/**
 * Points for Sobol indices (Saltelli 2002; Saltelli and others 2010): two samples A and B of k
 * parameters, and A with each parameter in turn taken from B.
 *
 * <p>Sample j has the points j(k+2) (row A_j), j(k+2) + i for i = 1, …, k (A_j with parameter i
 * from B_j), and j(k+2) + k + 1 (row B_j). A and B are the two halves of one 2k-dimensional
 * scrambled Sobol sequence.
 *
 * <p>Where parameters are in an order, columns are exchanged in the unit cube that the space is the
 * image of: indices are then those of the independent coordinates of Rosenblatt's transformation
 * (Mara and Tarantola 2012), the first parameter of an order unconditionally, the others given
 * those before.
 */
public final class SaltelliPoints implements Points {
  private final Space space;
  private final long samples;
  private final SobolSequence sequence;

  /**
   * A design.
   *
   * @param samples size of A and of B, from 1 to 2³¹, best a power of two
   * @throws IllegalArgumentException if there are more
   */
  public SaltelliPoints(Space space, long samples, long seed) {
    if (samples > SobolSequence.MOST_POINTS
        || 2L * space.dimension() > SobolSequence.MOST_DIMENSIONS) {
      throw new IllegalArgumentException(
          "there are "
              + samples
              + " samples of "
              + space.dimension()
              + " parameters; allowed: at most 2147483648 of 10600");
    }
    this.space = space;
    this.samples = samples;
    sequence = new SobolSequence(2 * space.dimension(), seed);
  }

  @Override
  public long size() {
    return samples * (space.dimension() + 2);
  }

  @Override
  public double[] values(long point) {
    int k = space.dimension();
    long sample = point / (k + 2);
    int which = (int) (point % (k + 2));
    double[] cube = new double[k];
    for (int i = 0; i < k; i++) {
      boolean fromB = which == i + 1 || which == k + 1;
      cube[i] = sequence.coordinate(sample, fromB ? k + i : i);
    }
    return space.at(cube);
  }
}
