package thaw.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;
import thaw.sweep.Points;
import thaw.sweep.run.Engine;
import thaw.sweep.run.Finished;
import thaw.sweep.run.Work;

/** A task: evaluates the points of one chunk in order, on one core, until its time is over. */
final class EvaluateChunk extends AbstractFunction1<Iterator<Chunk>, Evaluated>
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** No point is begun later than this; the rest of the chunk is handed out again. */
  private static final long LONGEST_NANOS = 2_000_000_000;

  private final Broadcast<PortableModel> model;

  EvaluateChunk(Broadcast<PortableModel> model) {
    this.model = model;
  }

  @Override
  public Evaluated apply(Iterator<Chunk> partition) {
    Chunk chunk = partition.next();
    Part part = new Part(chunk, System.nanoTime());
    try {
      Engine.local(1).run(model.value().evaluator(), part);
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the task was cancelled");
    }
    return Evaluated.of(part.rows(), System.nanoTime() - part.began);
  }

  /** A chunk as work for one thread. */
  private static final class Part implements Work {
    private final Chunk chunk;
    private final Points points;
    private final long began;
    private final List<Finished> rows = new ArrayList<>();
    private int handedOut;

    Part(Chunk chunk, long began) {
      this.chunk = chunk;
      this.began = began;
      points = chunk.points();
    }

    @Override
    public Points points() {
      return points;
    }

    @Override
    public synchronized long[] next(int most) {
      if (handedOut > 0 && System.nanoTime() - began > LONGEST_NANOS) {
        return new long[0];
      }
      int begin = handedOut;
      handedOut = Math.min(chunk.size(), begin + most);
      return Arrays.copyOfRange(chunk.numbers(), begin, handedOut);
    }

    @Override
    public synchronized void finished(List<Finished> more) {
      rows.addAll(more);
    }

    @Override
    public boolean stopped() {
      return false;
    }

    @Override
    public void heartbeat() {}

    /** In the order of the chunk. */
    synchronized List<Finished> rows() {
      rows.sort(Comparator.comparingLong(finished -> finished.row().point()));
      return rows;
    }
  }
}
