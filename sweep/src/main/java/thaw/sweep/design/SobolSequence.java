package thaw.sweep.design;

import org.hipparchus.random.SobolSequenceGenerator;

/**
 * Sobol's sequence with the direction numbers of Joe and Kuo (2008), scrambled as Owen (1995)
 * describes: every bit is flipped or not, at random, for all numbers that agree in the bits before
 * it. Each point is uniform in the cube; every first 2^m points keep the net property.
 *
 * <p>The generator gives the direction numbers; points are then computed from their numbers.
 */
final class SobolSequence {
  /** The most points. */
  static final long MOST_POINTS = 1L << 31;

  /** The most dimensions. */
  static final int MOST_DIMENSIONS = 21201;

  private static final int DIRECTIONS = 31;
  private static final int SCRAMBLED_BITS = 32;
  private static final int FURTHER_BITS = 21;
  private static final long STREAM = 2L << 32;
  private static final double UNIT = 0x1.0p-53;

  private final long[][] directions;
  private final CounterRandom[] scramble;

  SobolSequence(int dimension, long seed) {
    SobolSequenceGenerator generator = new SobolSequenceGenerator(dimension);
    directions = new long[dimension][DIRECTIONS];
    scramble = new CounterRandom[dimension];
    for (int j = 0; j < DIRECTIONS; j++) {
      // the point whose Gray code has bit j alone is direction number j
      double[] direction = generator.skipTo((int) ((1L << (j + 1)) - 1));
      for (int k = 0; k < dimension; k++) {
        directions[k][j] = (long) (direction[k] * (1L << SCRAMBLED_BITS));
      }
    }
    for (int k = 0; k < dimension; k++) {
      scramble[k] = new CounterRandom(seed, STREAM + k);
    }
  }

  /** Coordinate k of a point before scrambling, times 2³². */
  long plain(long point, int k) {
    long gray = point ^ (point >>> 1);
    long value = 0;
    for (long rest = gray; rest != 0; rest &= rest - 1) {
      value ^= directions[k][Long.numberOfTrailingZeros(rest)];
    }
    return value;
  }

  /** Coordinate k of a point, from 0 on, below 1. */
  double coordinate(long point, int k) {
    long plain = plain(point, k);
    long scrambled = plain;
    for (int bit = 0; bit < SCRAMBLED_BITS; bit++) {
      long before = plain >>> (SCRAMBLED_BITS - bit);
      scrambled ^= (scramble[k].bits(bit, before) >>> 63) << (SCRAMBLED_BITS - 1 - bit);
    }
    long further = scramble[k].bits(SCRAMBLED_BITS, plain) >>> (Long.SIZE - FURTHER_BITS);
    return ((scrambled << FURTHER_BITS) | further) * UNIT;
  }
}
