package thaw.sweep.run;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import thaw.sweep.Model;

/**
 * Threads that evaluate points, watched by the thread that runs the crew.
 *
 * <p>A point beyond its time limit first learns so from the clock it was given; then its thread is
 * interrupted; after {@link #GRACE} the thread is left behind as a daemon, the point gets its row,
 * and a new thread goes on. A row is never taken from a thread that was left behind. Interrupts are
 * sent only between {@link Worker#begin} and {@link Worker#end}, so none can hit the writing of
 * rows.
 */
final class Crew {
  /** What a thread takes at once: about this long, so that taking costs nothing. */
  private static final long CHUNK_NANOS = 50_000_000;

  private static final int LARGEST_CHUNK = 1024;

  /** Rows are handed over at least this often, so that little is lost when the machine stops. */
  private static final long HAND_OVER_NANOS = 500_000_000;

  /** From the interrupt until a thread is left behind. */
  private static final long GRACE = 2_000_000_000;

  private static final long TICK_MILLIS = 20;

  /** Threads that may be left behind, still computing, for each one at work. */
  private static final int LEFT_BEHIND = 8;

  private final Evaluator evaluator;
  private final Work work;
  private final long limit;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> leftBehind = new ArrayList<>();
  private final int size;
  private volatile boolean stopped;
  private @Nullable Throwable failure;

  Crew(Evaluator evaluator, Work work, int threads) {
    this.evaluator = evaluator;
    this.work = work;
    Duration most = evaluator.limit();
    limit = most.isZero() ? Long.MAX_VALUE : most.toNanos();
    size = threads;
  }

  /** Returns when all points are evaluated, or the work was stopped, or failed. */
  synchronized void run() throws IOException {
    boolean interrupted = false;
    for (int i = 0; i < size; i++) {
      start(new Worker(new long[0], new ArrayList<>()));
    }
    while (!workers.isEmpty()) {
      try {
        wait(TICK_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
        stopped = true;
      }
      try {
        work.heartbeat();
        long now = System.nanoTime();
        for (Worker worker : List.copyOf(workers)) {
          supervise(worker, now);
        }
      } catch (IOException | RuntimeException e) {
        fail(e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow();
  }

  private void rethrow() throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  private void start(Worker worker) {
    Thread thread = new Thread(worker, "thaw-sweep");
    thread.setDaemon(true);
    worker.thread = thread;
    workers.add(worker);
    thread.start();
  }

  private synchronized void leave(Worker worker) {
    workers.remove(worker);
    notifyAll();
  }

  private synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e;
    } else if (failure != e) {
      failure.addSuppressed(e);
    }
    stopped = true;
  }

  private boolean isStopped() {
    return stopped || work.stopped();
  }

  /** Interrupts a worker that is to end its point, and leaves it behind if that does not help. */
  private void supervise(Worker worker, long now) throws IOException {
    boolean stop = isStopped();
    synchronized (worker) {
      boolean late = now - worker.begun > limit;
      if (!worker.evaluating || !(stop || late)) {
        return;
      }
      if (!worker.interrupted) {
        worker.interrupted = true;
        worker.interruptedAt = now;
        worker.cancelled |= !late;
        worker.thread().interrupt();
        return;
      }
      if (now - worker.interruptedAt < GRACE) {
        return;
      }
      worker.abandoned = true;
      workers.remove(worker);
      leftBehind.add(worker.thread());
      if (worker.cancelled) {
        if (failure == null) {
          work.finished(worker.rows);
        }
        return;
      }
    }
    leftBehind.removeIf(thread -> !thread.isAlive());
    worker.rows.add(evaluator.timeout(work.points(), worker.chunk[worker.at]));
    Worker next = new Worker(worker.chunk, worker.rows);
    next.at = worker.at + 1;
    start(next);
    if (leftBehind.size() > LEFT_BEHIND * size) {
      throw new EngineFailed(
          leftBehind.size() + " evaluations ran past their time limit and could not be stopped");
    }
  }

  /** One thread; what it shares with the watching one is guarded by its own lock. */
  private final class Worker implements Runnable, Model.Clock {
    private @Nullable Thread thread;
    private long[] chunk;
    private int at;
    private List<Finished> rows;
    private long handedOver = System.nanoTime();
    private int chunkSize = 1;

    private boolean evaluating;
    private volatile long begun;
    private boolean interrupted;
    private long interruptedAt;
    private volatile boolean abandoned;

    /** Whether the point was ended because all is to end. */
    private volatile boolean cancelled;

    Worker(long[] chunk, List<Finished> rows) {
      this.chunk = chunk;
      this.rows = rows;
    }

    Thread thread() {
      if (thread == null) {
        throw new IllegalStateException("not started");
      }
      return thread;
    }

    @Override
    public void run() {
      try {
        evaluateAll();
      } catch (Throwable e) { // a disk that is full, an error in a design: all workers end
        fail(e);
      } finally {
        if (!abandoned) {
          leave(this);
        }
      }
    }

    private void evaluateAll() throws IOException {
      while (true) {
        long start = System.nanoTime();
        int from = at;
        while (at < chunk.length) {
          if (isStopped()) {
            handOver();
            return;
          }
          begin();
          Finished finished = evaluator.evaluate(work.points(), chunk[at], this);
          long took = System.nanoTime() - begun;
          if (!end()) {
            return;
          }
          if (!cancelled) {
            rows.add(took > limit ? evaluator.timeout(work.points(), chunk[at]) : finished);
            at++;
            if (System.nanoTime() - handedOver > HAND_OVER_NANOS) {
              handOver();
            }
          }
        }
        if (at > from) {
          long each = Math.max(1, (System.nanoTime() - start) / (at - from));
          chunkSize =
              (int)
                  Math.max(
                      1, Math.min(LARGEST_CHUNK, Math.min(2L * chunkSize, CHUNK_NANOS / each)));
        }
        handOver();
        if (isStopped()) {
          return;
        }
        chunk = work.next(chunkSize);
        at = 0;
        if (chunk.length == 0) {
          return;
        }
      }
    }

    private void handOver() throws IOException {
      handedOver = System.nanoTime();
      if (!rows.isEmpty()) {
        work.finished(rows);
        rows = new ArrayList<>();
      }
    }

    private synchronized void begin() {
      begun = System.nanoTime();
      interrupted = false;
      evaluating = true;
    }

    /** Whether the row is still wanted. */
    private synchronized boolean end() {
      evaluating = false;
      if (interrupted) {
        Thread.interrupted(); // ours, and it has served
      }
      return !abandoned;
    }

    @Override
    public void check() {
      if (abandoned || System.nanoTime() - begun > limit) {
        throw new CancellationException("time is up");
      }
      if (isStopped()) {
        cancelled = true;
        throw new CancellationException("the sweep stops");
      }
    }
  }
}
