package thaw.spark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import thaw.sweep.run.EngineFailed;
import thaw.sweep.run.Evaluator;
import thaw.sweep.run.Work;

/**
 * The driver's loop: keeps the cores of a cluster supplied with chunks and stores what comes back.
 *
 * <p>Chunks go out as small Spark jobs of one task per core, two jobs ahead of what is being
 * evaluated, so that no core waits for the slowest of a job. All state belongs to the calling
 * thread; Spark's threads only put into {@link #arrivals}.
 */
final class Dispatch {
  /** What a task is to last: long beside Spark's cost of a task, short to lose. */
  private static final long TASK_NANOS = 500_000_000;

  private static final int LARGEST_CHUNK = 8192;

  /** Rows under way at once, what bounds the driver's memory. */
  private static final int MOST_UNDER_WAY = 1 << 20;

  /** Tasks handed to Spark for each core. */
  private static final int TASKS_PER_CORE = 3;

  private static final long TICK_MILLIS = 100;

  /** How long there may be no executor. */
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  /** How long a stop that ended Spark may take to show. */
  private static final long STOP_NANOS = 2_000_000_000;

  private record Arrival(Chunk chunk, Evaluated evaluated) {}

  private final JavaSparkContext spark;
  private final EvaluateChunk task;
  private final Evaluator here;
  private final Work work;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Deque<Chunk> unfinished = new ArrayDeque<>();
  private final List<SimpleFutureAction<BoxedUnit>> jobs = new ArrayList<>();
  private int underWay;
  private int chunkSize = 1;
  private long lastSeen = System.nanoTime();

  /**
   * A loop.
   *
   * @param here evaluates points whose values cannot be computed
   */
  Dispatch(JavaSparkContext spark, EvaluateChunk task, Evaluator here, Work work) {
    this.spark = spark;
    this.task = task;
    this.here = here;
    this.work = work;
  }

  /** Returns when all rows are stored or the work was stopped. */
  void run() throws IOException {
    String group = "thaw-" + System.identityHashCode(this);
    spark.setJobGroup(group, "points of a sweep", true);
    try {
      while (!work.stopped()) {
        work.heartbeat();
        submit();
        if (underWay == 0) {
          return;
        }
        Arrival next = arrivals.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        while (next != null) {
          store(next);
          next = arrivals.poll();
        }
        supervise();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      if (!spark.sc().isStopped()) {
        throw e;
      }
      storeLate();
      if (!stops()) {
        throw stopped(spark.master(), e);
      }
    } finally {
      if (underWay > 0 && !spark.sc().isStopped()) {
        spark.cancelJobGroup(group);
      }
      spark.clearJobGroup();
    }
    storeLate();
  }

  private void storeLate() throws IOException {
    for (Arrival late = arrivals.poll(); late != null; late = arrivals.poll()) {
      store(late);
    }
  }

  /** What happens when no master answers, too. */
  static EngineFailed stopped(String master, IllegalStateException e) {
    return new EngineFailed("Spark at " + master + " has stopped or cannot be reached", e);
  }

  private void submit() throws IOException {
    int cores = Math.max(1, spark.defaultParallelism());
    while (underWay <= (TASKS_PER_CORE - 1) * cores) {
      List<Chunk> chunks = chunks(cores);
      if (chunks.isEmpty()) {
        return;
      }
      List<Object> all = new ArrayList<>();
      for (int i = 0; i < chunks.size(); i++) {
        all.add(i);
      }
      jobs.add(
          spark
              .sc()
              .submitJob(
                  spark.parallelize(chunks, chunks.size()).rdd(),
                  task,
                  CollectionConverters.asScala(all).toSeq(),
                  (index, evaluated) -> {
                    arrivals.add(new Arrival(chunks.get((Integer) index), evaluated));
                    return BoxedUnit.UNIT;
                  },
                  () -> BoxedUnit.UNIT));
      underWay += chunks.size();
    }
  }

  /** At most one chunk for every core. */
  private List<Chunk> chunks(int cores) throws IOException {
    int most = Math.min(chunkSize, Math.max(1, MOST_UNDER_WAY / (TASKS_PER_CORE * cores)));
    List<Chunk> chunks = new ArrayList<>();
    while (chunks.size() < cores) {
      Chunk chunk = unfinished.poll();
      if (chunk == null) {
        long[] numbers = work.next(most);
        if (numbers.length == 0) {
          break;
        }
        chunk = chunk(numbers);
      }
      if (chunk.size() > most) {
        unfinished.push(chunk.after(most));
        chunk = chunk.before(most);
      }
      if (chunk.size() > 0) {
        chunks.add(chunk);
      }
    }
    return chunks;
  }

  /** Points with their values; what has none gets its row here. */
  private Chunk chunk(long[] numbers) throws IOException {
    long[] known = new long[numbers.length];
    double[][] values = new double[numbers.length][];
    int count = 0;
    for (long number : numbers) {
      try {
        values[count] = work.points().values(number);
        known[count++] = number;
      } catch (RuntimeException e) {
        work.finished(here.evaluate(work.points(), number));
      }
    }
    return new Chunk(known, values).before(count);
  }

  private void store(Arrival arrival) throws IOException {
    underWay--;
    lastSeen = System.nanoTime();
    Evaluated evaluated = arrival.evaluated();
    work.finished(evaluated.finished());
    if (evaluated.count() < arrival.chunk().size()) {
      unfinished.add(arrival.chunk().after(evaluated.count()));
    }
    long each = Math.max(1, evaluated.nanos() / evaluated.count());
    chunkSize =
        (int)
            Math.max(
                1, Math.min(LARGEST_CHUNK, Math.min(2L * evaluated.count(), TASK_NANOS / each)));
  }

  /** Looks for jobs that failed, and for executors. */
  private void supervise() throws IOException, InterruptedException {
    for (SimpleFutureAction<BoxedUnit> job : List.copyOf(jobs)) {
      if (job.isCompleted()) {
        jobs.remove(job);
        Throwable failure = failure(job);
        if (failure != null) {
          if (stops()) {
            return;
          }
          throw new EngineFailed("Spark gave up: " + line(failure), failure);
        }
      }
    }
    boolean isHere = spark.isLocal();
    if (isHere || spark.statusTracker().getExecutorInfos().length > 1) {
      lastSeen = System.nanoTime(); // an executor beside the driver
    } else if (System.nanoTime() - lastSeen > PATIENCE_NANOS) {
      throw new EngineFailed(
          "the cluster at "
              + spark.master()
              + " has given no executor for "
              + TimeUnit.NANOSECONDS.toSeconds(PATIENCE_NANOS)
              + " s");
    }
  }

  private static @Nullable Throwable failure(SimpleFutureAction<BoxedUnit> job) {
    var ended = job.value();
    return ended.isDefined() && ended.get().isFailure() ? ended.get().failed().get() : null;
  }

  /** Ctrl-C stops Spark and the sweep, in any order. */
  private boolean stops() {
    long began = System.nanoTime();
    while (!work.stopped() && System.nanoTime() - began < STOP_NANOS) {
      try {
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
    return work.stopped();
  }

  /** The first line of what went wrong. */
  static String line(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
