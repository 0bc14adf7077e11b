package thaw.sweep.run;

import java.io.IOException;

/** Where points are evaluated: the threads of this process, or machines of a cluster. */
@FunctionalInterface
public interface Engine extends AutoCloseable {
  /**
   * Takes points from {@code work} until there are no more or it is stopped, and hands their rows
   * back; returns when all rows are handed over.
   *
   * @throws IOException what {@code work} threw; the rest is not evaluated
   * @throws EngineFailed when points cannot be evaluated any more
   */
  void run(Evaluator evaluator, Work work) throws IOException;

  /** Lets go of what it holds, such as the machines of a cluster. */
  @Override
  default void close() {}

  /**
   * The threads of this process.
   *
   * @param threads 1 or more; rows do not depend on it
   */
  static Engine local(int threads) {
    return (evaluator, work) -> new Crew(evaluator, work, threads).run();
  }
}
