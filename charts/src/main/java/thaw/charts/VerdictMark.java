package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import thaw.solver.freeze.Verdict;
import thaw.solver.freeze.VerdictRange;

/**
 * Verdicts as marks that differ in form: a disc where settling is sustainable, a circle where the
 * exchange is frozen, a cross where that is undecided.
 */
final class VerdictMark {
  /** What a caption says about them. */
  static final String CAPTION =
      "disc: a settling equilibrium exists; circle: proved frozen; cross: undecided";

  /** Points from the middle to the edge. */
  static final double RADIUS = 2.4;

  private VerdictMark() {}

  /** Draws one. */
  static void draw(Graphics2D paper, Verdict verdict, double x, double y) {
    double r = RADIUS;
    Ellipse2D circle = new Ellipse2D.Double(x - r, y - r, 2 * r, 2 * r);
    switch (verdict) {
      case SUSTAINABLE -> {
        paper.setColor(Color.BLACK);
        paper.fill(circle);
      }
      case FROZEN -> {
        paper.setColor(Color.WHITE);
        paper.fill(circle);
        paper.setColor(Color.BLACK);
      }
      case UNDECIDED -> paper.setColor(Color.BLACK);
    }
    paper.setStroke(Theme.MARK);
    if (verdict == Verdict.UNDECIDED) {
      Path2D cross = new Path2D.Double();
      cross.append(new Line2D.Double(x - r, y - r, x + r, y + r), false);
      cross.append(new Line2D.Double(x - r, y + r, x + r, y - r), false);
      paper.draw(cross);
    } else {
      paper.draw(circle);
    }
  }

  /** The critical value between the last frozen and the first sustainable one, if it is there. */
  static List<Threshold> critical(String symbol, SortedMap<Double, Verdict> verdicts) {
    VerdictRange range = new VerdictRange(verdicts);
    OptionalDouble low = range.frozenUpTo();
    OptionalDouble high = range.leastSustainable();
    return low.isPresent() && high.isPresent()
        ? List.of(new Threshold(symbol, low.getAsDouble(), high.getAsDouble()))
        : List.of();
  }
}
