package thaw.sweep.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import thaw.sweep.Points;

/** Given points as work, handed out in their order; their rows are kept in memory. */
public class ListedWork implements Work {
  private final Points points;
  private final long[] numbers;
  private final List<Finished> rows = new ArrayList<>();
  private int handedOut;

  /**
   * @param points the design
   * @param numbers in it
   */
  public ListedWork(Points points, long... numbers) {
    this.points = points;
    this.numbers = numbers.clone();
  }

  @Override
  public final Points points() {
    return points;
  }

  @Override
  public synchronized long[] next(int most) {
    int begin = handedOut;
    handedOut = Math.min(numbers.length, begin + most);
    return Arrays.copyOfRange(numbers, begin, handedOut);
  }

  /** Whether a point has been handed out. */
  protected final synchronized boolean hasBegun() {
    return handedOut > 0;
  }

  @Override
  public final synchronized void finished(List<Finished> more) {
    rows.addAll(more);
  }

  @Override
  public boolean stopped() {
    return false;
  }

  @Override
  public void heartbeat() {}

  /** The rows so far, in the order of the points' numbers. */
  public final synchronized List<Finished> rows() {
    rows.sort(Comparator.comparingLong(finished -> finished.row().point()));
    return List.copyOf(rows);
  }
}
