package thaw.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CancellationException;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;
import thaw.sweep.run.Engine;
import thaw.sweep.run.ListedWork;

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
  private static final class Part extends ListedWork {
    private final long began;

    Part(Chunk chunk, long began) {
      super(chunk.points(), chunk.numbers());
      this.began = began;
    }

    @Override
    public synchronized long[] next(int most) {
      boolean late = hasBegun() && System.nanoTime() - began > LONGEST_NANOS;
      return late ? new long[0] : super.next(most);
    }
  }
}
