package thaw.sweep;

/** Which points a sweep evaluates; more of them may follow from what the first have shown. */
public interface Plan {
  /** The points that need no outcome of others. */
  Points first();

  /**
   * All points so far and those that their outcomes call for.
   *
   * @param points what has been evaluated, from {@link #first()} or an earlier call
   * @param rows one row per point of it
   * @return points that start with the given ones, in the same order; of the same size when the
   *     design is complete
   */
  Points next(Points points, Rows rows);

  /** A plan of points known from the start. */
  static Plan of(Points points) {
    return new Plan() {
      @Override
      public Points first() {
        return points;
      }

      @Override
      public Points next(Points all, Rows rows) {
        return all;
      }
    };
  }
}
