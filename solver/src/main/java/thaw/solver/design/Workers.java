package thaw.solver.design;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import thaw.solver.freeze.Together;

/**
 * Numbered tasks on some threads.
 *
 * @param threads 1 or more; results do not depend on it
 */
record Workers(int threads) {
  /** Results of tasks 0 to {@code count} − 1; {@code done} is told how many there are. */
  <T> List<T> map(int count, IntFunction<T> task, IntConsumer done) {
    List<Callable<T>> tasks =
        IntStream.range(0, count).<Callable<T>>mapToObj(k -> () -> task.apply(k)).toList();
    return Together.run(threads, tasks, (finished, all) -> done.accept(finished));
  }
}
