package thaw.sweep.design;

/**
 * A random permutation of 0, …, n − 1 that is computed entry by entry, without holding it: a
 * Feistel network on the smallest even number of bits that holds n, applied until the result is
 * below n (cycle walking; Black and Rogaway 2002). At most four times the network is applied on
 * average.
 */
final class Shuffle {
  private static final int ROUNDS = 6;

  private final long size;
  private final int half;
  private final long mask;
  private final CounterRandom random;

  /**
   * A permutation.
   *
   * @param size n, from 1 to 2⁶⁰
   */
  Shuffle(long size, CounterRandom random) {
    this.size = size;
    this.random = random;
    int bits = Long.SIZE - Long.numberOfLeadingZeros(size - 1);
    half = Math.max(1, (bits + 1) / 2);
    mask = (1L << half) - 1;
  }

  /** The entry at {@code index}. */
  long at(long index) {
    long value = index;
    do {
      long left = value >>> half;
      long right = value & mask;
      for (int round = 0; round < ROUNDS; round++) {
        long next = left ^ (random.bits(round, right) & mask);
        left = right;
        right = next;
      }
      value = (left << half) | right;
    } while (value >= size);
    return value;
  }
}
