package thaw.sweep;

/**
 * The points of a design, each computable on its own from its number: what lets a sweep be cut into
 * shards, continued and repeated.
 */
public interface Points {
  /** How many there are. */
  long size();

  /**
   * The parameter values of a point, in the order of the experiment's parameters and in their
   * units; the same at every call, from any thread.
   *
   * @param point from 0 to {@link #size()} − 1
   */
  double[] values(long point);
}
