package thaw.sweep;

import java.util.List;

/** What a sweep evaluates at every point. Used by several threads at once. */
public interface Model {
  /** What is recorded of a point, in order. */
  List<Column> outcomes();

  /**
   * Evaluates a point.
   *
   * @param values one per parameter
   * @param seed of the randomness of this point alone
   * @param clock to be asked now and then in long computations; throws when time is up
   * @return status {@link Status#OK} or {@link Status#UNDECIDED} with one value per outcome, NaN
   *     where there is none and the code of a category; {@link Status#INVALID} where the values are
   *     not allowed. Other exceptions make the point a {@link Status#ERROR}.
   */
  Evaluation evaluate(double[] values, long seed, Clock clock);

  /**
   * What came of a point.
   *
   * @param message for the reader, empty where there is nothing to say
   */
  record Evaluation(Status status, String message, double[] outcomes) {}

  /** The time limit of a point, and whether the whole sweep is to stop. */
  @FunctionalInterface
  interface Clock {
    /**
     * Returns while there is time.
     *
     * @throws java.util.concurrent.CancellationException when there is none
     */
    void check();
  }
}
