package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * A critical value, as of patience, against a parameter: between certified sides, never a point
 * that nobody has certified.
 */
public final class CriticalFrontierFigure {
  private static final List<Color> COLORS =
      List.of(Theme.BLUE, Theme.VERMILLION, Theme.BLACK, Theme.GREEN);

  private static final List<Stroke> STROKES =
      List.of(
          Theme.LINE,
          Theme.DASHED,
          Theme.DOTTED,
          new BasicStroke(
              1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 2, 1, 2}, 0));

  /** Places along the panel at which the name of a side is tried. */
  private static final int PLACES = 20;

  /** Left and right of the name of a side, points. */
  private static final double MARGIN = 5;

  /** Room that the name of a side needs, points. */
  private static final double HEIGHT = 12;

  private CriticalFrontierFigure() {}

  /**
   * One frontier.
   *
   * @param name empty if it is the only one
   * @param brackets by rising x; {@code below} is the last value certified below the frontier,
   *     {@code above} the first certified above it, NaN where there is none in the range searched
   */
  public record Curve(String name, List<ClassMap.Bracket> brackets) {
    public Curve {
      brackets = List.copyOf(brackets);
    }
  }

  /** What it shows. */
  record Data(
      String name,
      AxisName x,
      AxisName y,
      String below,
      String above,
      double[] range,
      List<Curve> curves)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws frontiers.
   *
   * @param name of the files
   * @param x the parameter
   * @param y what is critical
   * @param below what holds below, as {@code frozen}
   * @param above what holds above, as {@code sustainable}
   * @param range of y that was searched
   * @param curves one to four
   */
  public static Figure of(
      String name,
      AxisName x,
      AxisName y,
      String below,
      String above,
      double[] range,
      List<Curve> curves) {
    return new Data(name, x, y, below, above, range, curves).figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    String name = data.name();
    AxisName x = data.x();
    AxisName y = data.y();
    String below = data.below();
    String above = data.above();
    double[] range = data.range();
    List<Curve> curves = data.curves();
    List<List<Object>> rows = new ArrayList<>();
    double widest = 0;
    for (Curve curve : curves) {
      for (ClassMap.Bracket b : curve.brackets()) {
        rows.add(List.of(curve.name(), b.x(), b.below(), b.above()));
        widest = Math.max(widest, b.above() - b.below());
      }
    }
    return new Figure(
        name,
        "Critical "
            + y.text()
            + " against "
            + x.text()
            + ": "
            + below
            + " is certified up to the lower side of the band, "
            + above
            + " from its upper side on; line: half-way. The band is at most "
            + Numbers.readable(widest)
            + " wide. Where a line ends, one of the two holds in the whole range searched."
            + (curves.size() == 1 ? Threshold.caption(ends(x, curves.get(0))) : ""),
        words(curves),
        widthMm,
        Figure.height(curves.size() > 1 ? 84 : 76, widthMm),
        (paper, area) -> draw(paper, area, x, y, below, above, range, curves),
        new Table(List.of("curve", x.column(), below + " up to", above + " from"), rows));
  }

  private static String words(List<Curve> curves) {
    List<String> words = new ArrayList<>();
    for (Curve curve : curves) {
      List<ClassMap.Bracket> known = curve.brackets().stream().filter(b -> isKnown(b)).toList();
      String name = curve.name().isEmpty() ? "The frontier" : curve.name();
      if (known.isEmpty()) {
        words.add(name + " has no bracketed point");
      } else {
        ClassMap.Bracket first = known.get(0);
        ClassMap.Bracket last = known.get(known.size() - 1);
        words.add(
            name
                + " goes from "
                + Numbers.readable((first.below() + first.above()) / 2)
                + " at "
                + Numbers.readable(first.x())
                + " to "
                + Numbers.readable((last.below() + last.above()) / 2)
                + " at "
                + Numbers.readable(last.x()));
      }
    }
    return String.join("; ", words) + ".";
  }

  private static boolean isKnown(ClassMap.Bracket b) {
    return !Double.isNaN(b.below()) && !Double.isNaN(b.above());
  }

  private static void draw(
      Graphics2D paper,
      Rectangle2D area,
      AxisName x,
      AxisName y,
      String below,
      String above,
      double[] range,
      List<Curve> curves) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Curve curve : curves) {
      for (ClassMap.Bracket b : curve.brackets()) {
        low = Math.min(low, b.x());
        high = Math.max(high, b.x());
      }
    }
    double bottom = curves.size() > 1 ? 46 : 34;
    Rectangle2D box =
        new Rectangle2D.Double(
            38, Threshold.ROOM, area.getWidth() - 58, area.getHeight() - Threshold.ROOM - bottom);
    double[] xs = {low, high > low ? high : low + 1};
    Axes axes = new Axes(paper, box, xs, range);
    for (int c = 0; c < curves.size(); c++) {
      List<ClassMap.Bracket> run = new ArrayList<>();
      for (ClassMap.Bracket b : curves.get(c).brackets()) {
        if (isKnown(b)) {
          run.add(b);
        } else {
          curve(paper, axes, run, c);
          run.clear();
        }
      }
      curve(paper, axes, run, c);
    }
    if (curves.size() == 1) {
      thresholds(axes, x, y, curves.get(0));
    }
    axes.frame(Ticks.of(xs[0], xs[1], 6), Ticks.of(range[0], range[1], 6));
    x.within(paper, area, box.getCenterX(), box.getMaxY() + 21);
    y.upwards(paper, box.getX() - 26, box.getCenterY(), box.getHeight());
    if (curves.size() == 1) {
      paper.setFont(Theme.TICK);
      paper.setColor(Color.BLACK);
      sides(paper, axes, box, curves.get(0), below, above);
    } else {
      legend(paper, box, curves);
    }
  }

  /**
   * The critical value where the curve reaches the right edge; and where it begins or ends within
   * the panel, the value of the parameter beyond which nothing is critical.
   */
  private static void thresholds(Axes axes, AxisName x, AxisName y, Curve curve) {
    List<ClassMap.Bracket> all = curve.brackets();
    ClassMap.Bracket last = all.get(all.size() - 1);
    if (isKnown(last) && !y.symbol().isEmpty()) {
      axes.beside(
          List.of(new Threshold(Threshold.critical(y.symbol()), last.below(), last.above())));
    }
    axes.above(ends(x, curve));
  }

  /** Where the curve begins or ends within the range of the parameter. */
  private static List<Threshold> ends(AxisName x, Curve curve) {
    List<Threshold> ends = new ArrayList<>();
    for (int k = 1; k < curve.brackets().size() && !x.symbol().isEmpty(); k++) {
      ClassMap.Bracket before = curve.brackets().get(k - 1);
      ClassMap.Bracket after = curve.brackets().get(k);
      if (isKnown(before) != isKnown(after)) {
        ends.add(new Threshold(Threshold.critical(x.symbol()), before.x(), after.x()));
      }
    }
    return ends;
  }

  /** Names the two sides where there is most room for the words. */
  private static void sides(
      Graphics2D paper, Axes axes, Rectangle2D box, Curve curve, String below, String above) {
    List<ClassMap.Bracket> known = curve.brackets().stream().filter(b -> isKnown(b)).toList();
    side(paper, axes, box, known, below, true);
    side(paper, axes, box, known, above, false);
  }

  private static void side(
      Graphics2D paper,
      Axes axes,
      Rectangle2D box,
      List<ClassMap.Bracket> known,
      String text,
      boolean under) {
    double width = paper.getFontMetrics().stringWidth(text) + 2 * MARGIN;
    double most = 0;
    double left = box.getX();
    double middle = box.getCenterY();
    for (int k = 0; k <= PLACES; k++) {
      double x = box.getX() + (box.getWidth() - width) * k / PLACES;
      double edge = edge(axes, known, x, x + width, under);
      double room = under ? box.getMaxY() - edge : edge - box.getY();
      if (room > most) {
        most = room;
        left = x;
        middle = edge + (under ? room : -room) / 2;
      }
    }
    if (most > HEIGHT) {
      paper.drawString(text, (float) (left + MARGIN), (float) (middle + 2.5));
    }
  }

  /** The lowest, or highest, place of the band between two places along x. */
  private static double edge(
      Axes axes, List<ClassMap.Bracket> known, double left, double right, boolean under) {
    double edge = Double.NaN;
    for (int k = 1; k < known.size(); k++) {
      ClassMap.Bracket a = known.get(k - 1);
      ClassMap.Bracket b = known.get(k);
      if (axes.x(b.x()) >= left && axes.x(a.x()) <= right) {
        double here =
            under
                ? Math.max(axes.y(a.below()), axes.y(b.below()))
                : Math.min(axes.y(a.above()), axes.y(b.above()));
        edge = Double.isNaN(edge) ? here : under ? Math.max(edge, here) : Math.min(edge, here);
      }
    }
    return edge;
  }

  private static void curve(Graphics2D paper, Axes axes, List<ClassMap.Bracket> run, int c) {
    if (run.isEmpty()) {
      return;
    }
    Path2D band = new Path2D.Double();
    double[][] middle = new double[run.size()][];
    for (int k = 0; k < run.size(); k++) {
      ClassMap.Bracket b = run.get(k);
      middle[k] = new double[] {b.x(), (b.below() + b.above()) / 2};
      if (k == 0) {
        band.moveTo(axes.x(b.x()), axes.y(b.below()));
      } else {
        band.lineTo(axes.x(b.x()), axes.y(b.below()));
      }
    }
    for (int k = run.size() - 1; k >= 0; k--) {
      band.lineTo(axes.x(run.get(k).x()), axes.y(run.get(k).above()));
    }
    band.closePath();
    paper.setColor(Theme.PALE);
    paper.fill(band);
    paper.setColor(COLORS.get(c % COLORS.size()));
    paper.setStroke(STROKES.get(c % STROKES.size()));
    paper.draw(axes.line(middle));
    if (run.size() == 1) {
      double x = axes.x(run.get(0).x());
      paper.draw(new Line2D.Double(x, axes.y(run.get(0).below()), x, axes.y(run.get(0).above())));
    }
  }

  private static void legend(Graphics2D paper, Rectangle2D box, List<Curve> curves) {
    double x = box.getX();
    double y = box.getMaxY() + 34;
    for (int c = 0; c < curves.size(); c++) {
      paper.setColor(COLORS.get(c % COLORS.size()));
      paper.setStroke(STROKES.get(c % STROKES.size()));
      paper.draw(new Line2D.Double(x, y - 2.5, x + 14, y - 2.5));
      paper.setColor(Color.BLACK);
      paper.setFont(Theme.TICK);
      FontMetrics metrics = paper.getFontMetrics();
      paper.drawString(curves.get(c).name(), (float) (x + 17), (float) y);
      x += 17 + metrics.stringWidth(curves.get(c).name()) + 10;
    }
  }
}
