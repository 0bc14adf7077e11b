package thaw.sweep.design;

import thaw.sweep.Points;

/**
 * Trajectories for elementary effects (Morris 1991): from a random point of a grid of p levels each
 * parameter in turn, in random order, moves by ±Δ, Δ = p/(2(p − 1)) of its range.
 *
 * <p>Trajectory r has the points r(k+1), …, r(k+1) + k; each differs from the one before in one
 * parameter.
 */
public final class MorrisPoints implements Points {
  private static final long STREAM = 4;

  private final Space space;
  private final long trajectories;
  private final int levels;
  private final CounterRandom random;

  /**
   * A design.
   *
   * @param space without orders
   * @param trajectories 1 or more
   * @param levels p, even, 2 or more
   */
  public MorrisPoints(Space space, long trajectories, int levels, long seed) {
    if (levels < 2 || levels % 2 != 0) {
      throw new IllegalArgumentException(
          "levels is " + levels + "; allowed: an even number, 2 or more");
    }
    if (!space.orders().isEmpty()) {
      throw new IllegalArgumentException(
          "parameters are in an order; allowed: parameters that can move one at a time");
    }
    this.space = space;
    this.trajectories = trajectories;
    this.levels = levels;
    random = new CounterRandom(seed, STREAM);
  }

  @Override
  public long size() {
    return trajectories * (space.dimension() + 1);
  }

  @Override
  public double[] values(long point) {
    int k = space.dimension();
    long trajectory = point / (k + 1);
    int moved = (int) (point % (k + 1));
    int[] turn = turns(trajectory, k);
    int jump = levels / 2;
    double[] cube = new double[k];
    for (int i = 0; i < k; i++) {
      int lower = random.below(levels - jump, trajectory, 2L * k + i);
      boolean up = random.below(2, trajectory, (long) k + i) == 1;
      boolean upper = up == turn[i] < moved;
      cube[i] = (lower + (upper ? jump : 0)) / (levels - 1.0);
    }
    return space.at(cube);
  }

  /** When each parameter moves, from 0: a random order. */
  private int[] turns(long trajectory, int k) {
    int[] turn = new int[k];
    for (int i = 0; i < k; i++) {
      int j = random.below(i + 1, trajectory, i);
      turn[i] = turn[j];
      turn[j] = i;
    }
    return turn;
  }
}
