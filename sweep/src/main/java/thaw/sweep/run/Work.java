package thaw.sweep.run;

import java.io.IOException;
import java.util.List;
import thaw.sweep.Points;

/** Points to be evaluated, and where their rows go. Used by several threads at once. */
public interface Work {
  /** The design that the numbers refer to. */
  Points points();

  /**
   * The next points to evaluate; each is handed out once.
   *
   * @param most of them
   * @return empty when there are no more
   */
  long[] next(int most) throws IOException;

  /** Takes rows of points that were handed out, in any order. */
  void finished(List<Finished> rows) throws IOException;

  /** Whether evaluation is to end early: points without a row stay to be done. */
  boolean stopped();

  /** Called several times a second by the engine. */
  void heartbeat() throws IOException;
}
