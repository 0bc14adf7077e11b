package thaw.sweep.run;

import org.apache.commons.rng.simple.RandomSource;

/**
 * Seeds of points: the sequence of a SplitMix64 generator started at a hash of the experiment's
 * seed, of which any element can be computed at once.
 *
 * <p>The map from the number of a point to its seed is one to one, so no two points of an
 * experiment share their randomness, and a point's does not depend on what else is evaluated.
 *
 * <p>Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators",
 * OOPSLA, section 4.
 */
public final class Substreams {
  /** 2^64 divided by the golden ratio, made odd: the step of SplitMix64. */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long start;

  /** The substreams of an experiment. */
  public Substreams(long experimentSeed) {
    start = RandomSource.SPLIT_MIX_64.create(experimentSeed).nextLong();
  }

  /** The seed of a point. */
  public long seed(long point) {
    return RandomSource.SPLIT_MIX_64.create(start + point * GOLDEN).nextLong();
  }
}
