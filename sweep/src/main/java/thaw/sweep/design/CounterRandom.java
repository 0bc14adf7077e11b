package thaw.sweep.design;

/**
 * Random numbers by their numbers instead of in sequence, so that every point of a design can be
 * computed on its own: number (i, j) is a bijective mixing function of the seed, i and j.
 *
 * <p>Counter-based generation after Salmon, Moraes, Dror and Shaw (2011), with the mixing function
 * of SplitMix64 (Steele, Lea and Flood 2014; constants: Stafford's variant 13).
 */
public final class CounterRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final double UNIT = 0x1.0p-53;

  private final long key;

  /** Numbers of one seed and one stream: different streams are independent. */
  public CounterRandom(long seed, long stream) {
    key = mix(mix(seed + GOLDEN) ^ (stream * GOLDEN + GOLDEN));
  }

  /** 64 random bits, number (i, j). */
  public long bits(long i, long j) {
    return mix(mix(key + i * GOLDEN) ^ ((j + 1) * 0xD1B54A32D192ED03L));
  }

  /** A number from 0 on, below 1, number (i, j). */
  public double uniform(long i, long j) {
    return (bits(i, j) >>> 11) * UNIT;
  }

  /** A whole number from 0 on, below {@code bound}, number (i, j). */
  public int below(int bound, long i, long j) {
    return (int) Math.multiplyHigh(bits(i, j) >>> 1, 2L * bound);
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
