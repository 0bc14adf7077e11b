package thaw.sweep.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import thaw.sweep.Points;
import thaw.sweep.Status;

/**
 * The points that a store lacks, and their way into it.
 *
 * <p>Blocks are handed out one after the other; a block's file is open from its first point to its
 * last row, so few are open at any time.
 */
final class StoredWork implements Work, Closeable {
  /** What a power failure can cost. */
  private static final long SYNC_NANOS = 4_000_000_000L;

  private final Store store;
  private final Points points;
  private final int[] missing;
  private final boolean failFast;
  private final BooleanSupplier stop;
  private final Sweep.Listener listener;
  private final Map<Long, Open> open = new HashMap<>();
  private final long total;
  private final long began = System.nanoTime();
  private Counts counts;
  private long evaluated;
  private int nextBlock;
  private BlockFile.@Nullable Content content;
  private int nextIndex = BlockFile.POINTS;
  private long synced = System.nanoTime();
  private volatile boolean failed;

  /** A write that failed: a part of a record may be at the end of a file. */
  private @Nullable IOException broken;

  StoredWork(
      Store store,
      Points points,
      Store.Survey survey,
      boolean failFast,
      BooleanSupplier stop,
      Sweep.Listener listener) {
    this.store = store;
    this.points = points;
    this.failFast = failFast;
    this.stop = stop;
    this.listener = listener;
    missing = survey.missing().clone();
    counts = survey.counts();
    total = store.run().shard().share(points.size());
  }

  @Override
  public Points points() {
    return points;
  }

  @Override
  public synchronized long[] next(int most) throws IOException {
    long[] numbers = new long[most];
    int found = 0;
    while (found == 0) {
      while (content == null || nextIndex == BlockFile.POINTS) {
        if (nextBlock == missing.length) {
          return new long[0];
        }
        if (missing[nextBlock] > 0) {
          content = store.content(nextBlock);
          open.put((long) nextBlock, new Open(store.append(nextBlock), missing[nextBlock]));
          nextIndex = 0;
        }
        nextBlock++;
      }
      long first = content.block() * BlockFile.POINTS;
      while (nextIndex < BlockFile.POINTS && found < most) {
        long point = first + nextIndex;
        if (point < points.size()
            && !content.has(nextIndex)
            && store.run().shard().contains(point)) {
          numbers[found++] = point;
        }
        nextIndex++;
      }
    }
    return Arrays.copyOf(numbers, found);
  }

  @Override
  public synchronized void finished(List<Finished> rows) throws IOException {
    Map<Long, List<Finished>> byBlock = new HashMap<>();
    Map<Status, Long> more = new HashMap<>();
    for (Finished finished : rows) {
      long block = finished.row().point() / BlockFile.POINTS;
      byBlock.computeIfAbsent(block, b -> new ArrayList<>()).add(finished);
      more.merge(finished.row().status(), 1L, Long::sum);
      failed |= failFast && Counts.failed(finished.row().status());
    }
    for (Map.Entry<Long, List<Finished>> entry : byBlock.entrySet()) {
      Open file = open.get(entry.getKey());
      if (file == null) {
        throw new IllegalStateException("rows of block " + entry.getKey() + ", not handed out");
      }
      byte[] records = store.records(entry.getValue());
      file.synced = false;
      if (broken != null) {
        throw broken;
      }
      try {
        file.sink.write(records, 0, records.length);
      } catch (IOException e) {
        broken = e;
        throw e;
      }
      file.left -= entry.getValue().size();
      if (file.left == 0) {
        open.remove(entry.getKey());
        file.close();
      }
    }
    counts = counts.plus(new Counts(more));
    evaluated += rows.size();
  }

  @Override
  public boolean stopped() {
    return failed || stop.getAsBoolean();
  }

  /** Whether a failed point ended the sweep. */
  boolean failed() {
    return failed;
  }

  @Override
  public synchronized void heartbeat() throws IOException {
    double seconds = (System.nanoTime() - began) / 1e9;
    listener.progress(
        new Sweep.Progress(counts.done(), counts.failed(), total, evaluated / seconds));
    if (System.nanoTime() - synced > SYNC_NANOS) {
      for (Open file : open.values()) {
        file.sync();
      }
      synced = System.nanoTime();
    }
  }

  synchronized Counts counts() {
    return counts;
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      for (Open file : open.values()) {
        file.sync();
      }
    } finally {
      for (Open file : open.values()) {
        file.sink.close();
      }
      open.clear();
    }
  }

  /** A file being appended to. */
  private static final class Open {
    private final Disk.Sink sink;
    private int left;
    private boolean synced;

    Open(Disk.Sink sink, int left) {
      this.sink = sink;
      this.left = left;
    }

    void sync() throws IOException {
      if (!synced) {
        sink.sync();
        synced = true;
      }
    }

    void close() throws IOException {
      try (sink) {
        sync();
      }
    }
  }
}
