package thaw.sweep.design;

import java.math.BigInteger;
import thaw.sweep.Points;

/**
 * Points of Halton's low-discrepancy sequence, one prime base per parameter, with the digits
 * permuted at random, by a permutation of its own for every base and place (Owen 2017): each point
 * is uniform in the cube, and every b successive points hit each of the b equal parts of a
 * coordinate of base b once.
 */
public final class HaltonPoints implements Points {
  private static final long STREAM = 3L << 32;

  /** Digits that do not reach this far change nothing. */
  private static final double FINEST = 0x1.0p-53;

  private final Space space;
  private final long size;
  private final int[] bases;

  /** digits[k][place][digit]: what a digit of base k becomes. */
  private final int[][][] digits;

  /**
   * A sample; a larger one starts with the smaller one.
   *
   * @param size number of points, 1 or more
   */
  public HaltonPoints(Space space, long size, long seed) {
    this.space = space;
    this.size = size;
    bases = new int[space.dimension()];
    digits = new int[bases.length][][];
    BigInteger next = BigInteger.ONE;
    for (int k = 0; k < bases.length; k++) {
      next = next.nextProbablePrime();
      int prime = next.intValueExact();
      bases[k] = prime;
      CounterRandom random = new CounterRandom(seed, STREAM + k);
      int places = (int) Math.ceil(Math.log(FINEST) / -Math.log(prime));
      digits[k] = new int[places][];
      for (int place = 0; place < places; place++) {
        digits[k][place] = permutation(prime, random, place);
      }
    }
  }

  /** Fisher and Yates's shuffle. */
  private static int[] permutation(int size, CounterRandom random, int stream) {
    int[] entries = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.below(i + 1, stream, i);
      entries[i] = entries[j];
      entries[j] = i;
    }
    return entries;
  }

  /** Coordinate k of a point, from 0 on, below 1. */
  double coordinate(long point, int k) {
    long rest = point;
    double unit = 1;
    double sum = 0;
    for (int[] permuted : digits[k]) {
      unit /= bases[k];
      sum += permuted[(int) (rest % bases[k])] * unit;
      rest /= bases[k];
    }
    return Math.min(sum, Math.nextDown(1.0));
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public double[] values(long point) {
    double[] cube = new double[bases.length];
    for (int k = 0; k < cube.length; k++) {
      cube[k] = coordinate(point, k);
    }
    return space.at(cube);
  }
}
