package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Independent tasks on some threads, their results in the order of the tasks. An interrupt, or a
 * task that fails, ends them all.
 */
public final class Together {
  private Together() {}

  /**
   * Runs the tasks and waits for them.
   *
   * @param threads 1 or more; results do not depend on it
   * @param progress told the number of tasks done and their total
   * @throws CancellationException when the calling thread is interrupted
   */
  public static <T> List<T> run(int threads, List<Callable<T>> tasks, Levers.Progress progress) {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "thaw");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<T>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(pool.submit(task)));
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
        progress.accept(results.size(), tasks.size());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled = new CancellationException("interrupted");
      cancelled.initCause(e);
      throw cancelled;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
