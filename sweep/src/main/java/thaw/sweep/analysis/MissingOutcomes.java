package thaw.sweep.analysis;

import java.util.List;
import thaw.sweep.Status;

/** Points of the design that have no value of what is analysed. */
public final class MissingOutcomes extends Exception {
  private static final long serialVersionUID = 1;

  /** More are counted, not named, in the message. */
  private static final int NAMED = 10;

  private final transient List<Point> points;

  /**
   * One of them.
   *
   * @param point its number
   * @param why its status and message; "not evaluated yet" where there is no row
   * @param again whether evaluating it anew may help
   */
  public record Point(long point, String why, boolean again) {
    static Point of(thaw.sweep.Row row) {
      boolean finished = row.status() == Status.OK || row.status() == Status.UNDECIDED;
      String why = finished ? "no value" : row.status().word();
      return new Point(
          row.point(),
          row.message().isEmpty() ? why : why + ": " + row.message(),
          row.status() == Status.ERROR || row.status() == Status.TIMEOUT);
    }
  }

  MissingOutcomes(Response response, long all, List<Point> points) {
    this(response.words(), all, points);
  }

  MissingOutcomes(String outcome, long all, List<Point> points) {
    super(message(outcome, all, points));
    this.points = List.copyOf(points);
  }

  /** All of them, in order. */
  public List<Point> points() {
    return points;
  }

  private static String message(String outcome, long all, List<Point> points) {
    StringBuilder text = new StringBuilder();
    text.append(points.size()).append(" of ").append(all).append(" points have no value of ");
    text.append(outcome);
    for (Point p : points.subList(0, Math.min(NAMED, points.size()))) {
      text.append("\n  point ").append(p.point()).append(": ").append(p.why());
    }
    if (points.size() > NAMED) {
      text.append("\n  and ").append(points.size() - NAMED).append(" more");
    }
    return text.toString();
  }
}
