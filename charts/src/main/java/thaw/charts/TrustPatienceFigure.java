package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Area;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Trust against patience: the least belief that the other is conditionally co-operative at which a
 * side co-operates, t ≥ (1−δ)(P−S)/[(1−δ)(P−S) + (R−P) − (1−δ)(T−P)].
 */
public final class TrustPatienceFigure {
  private static final int POINTS = 400;
  private static final Color SKY = new Color(0xCBE4F4);

  private TrustPatienceFigure() {}

  /**
   * One side.
   *
   * @param name empty if there is only one
   * @param payoffs T, R, P, S, with R &gt; P &gt; S
   * @param patience δ, where it stands
   * @param trust its belief about the other, NaN if unknown
   */
  public record Curve(String name, double[] payoffs, double patience, double trust) {
    public Curve {
      payoffs = payoffs.clone();
    }

    /** The least trust at a patience; above 1 where none is enough. */
    double least(double delta) {
      double caution = (1 - delta) * (payoffs[2] - payoffs[3]);
      double margin = payoffs[1] - payoffs[2] - (1 - delta) * (payoffs[0] - payoffs[2]);
      double t = caution / (caution + margin);
      return margin < 0 || t > 1 ? Double.POSITIVE_INFINITY : t;
    }

    /** The patience at which certainty is needed. */
    double critical() {
      return Math.max(0, (payoffs[0] - payoffs[1]) / (payoffs[0] - payoffs[2]));
    }
  }

  /** What it shows. */
  record Data(List<Curve> curves) implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /** Draws one frontier, or two. */
  public static Figure of(List<Curve> curves) {
    return new Data(curves).figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    List<Curve> curves = data.curves();
    List<List<Object>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Curve curve : curves) {
      for (int k = 0; k < POINTS; k++) {
        double delta = (double) k / POINTS;
        double t = curve.least(delta);
        if (t <= 1) {
          rows.add(List.of(curve.name(), delta, t));
        }
      }
      double t = curve.least(curve.patience());
      words.add(
          (curve.name().isEmpty() ? "At" : curve.name() + " at")
              + " δ = "
              + Numbers.readable(curve.patience())
              + (t <= 1
                  ? " needs trust of " + Numbers.readable(t)
                  : " does not co-operate at any trust"));
    }
    return new Figure(
        "trust-patience",
        "Trust against patience. Above the frontier a side co-operates: the other is conditionally"
            + " co-operative with probability t and never co-operates otherwise. At δ* certainty is"
            + " needed (grim trigger); t̄ is the trust that a single exchange needs, where there is"
            + " one. Shaded: co-operation"
            + (curves.size() > 1 ? " by both. Dots: where the sides stand." : "."),
        String.join("; ", words) + ".",
        widthMm,
        widthMm + (curves.size() > 1 ? 2 : -3),
        (paper, area) -> draw(paper, area, curves),
        new Table(List.of("side", "delta", "least trust"), rows));
  }

  private static double[][] points(Curve curve) {
    List<double[]> points = new ArrayList<>();
    double start = curve.critical();
    points.add(new double[] {start, Math.min(1, curve.least(start + 1e-12))});
    for (int k = 0; k <= POINTS; k++) {
      double delta = start + (1 - start) * k / POINTS;
      double t = delta == 1 ? 0 : curve.least(delta);
      if (t <= 1) {
        points.add(new double[] {delta, t});
      }
    }
    return points.toArray(double[][]::new);
  }

  private static void draw(Graphics2D paper, Rectangle2D area, List<Curve> curves) {
    double side = area.getWidth() - 52;
    Rectangle2D box = new Rectangle2D.Double(34, Threshold.ROOM, side, side);
    double[] unit = {0, 1};
    Axes axes = new Axes(paper, box, unit, unit);
    Area shaded = new Area(box);
    for (Curve curve : curves) {
      double[][] points = points(curve);
      Path2D above = axes.line(points);
      above.lineTo(box.getMaxX(), box.getMaxY());
      above.lineTo(box.getMaxX(), box.getY());
      above.lineTo(axes.x(points[0][0]), box.getY());
      above.closePath();
      shaded.intersect(new Area(above));
    }
    Hatch.RISING.fill(paper, shaded, SKY, new Color(0x9CC6E0));
    for (int i = 0; i < curves.size(); i++) {
      paper.setColor(i == 0 ? Theme.BLUE : Theme.VERMILLION);
      paper.setStroke(i == 0 ? Theme.LINE : Theme.DASHED);
      paper.draw(axes.line(points(curves.get(i))));
    }
    double[] ticks = {0, 0.2, 0.4, 0.6, 0.8, 1};
    axes.frame(ticks, ticks);
    axes.names("patience, ", "δ", "trust, ", "t");
    List<Threshold> critical = new ArrayList<>();
    List<Threshold> single = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      String index = curves.size() == 1 ? "" : i == 0 ? "_1" : "_2";
      if (curve.critical() > 0) {
        critical.add(Threshold.at("δ*" + index, curve.critical()));
      }
      if (curve.least(0) <= 1) {
        single.add(Threshold.at("t̄" + index, curve.least(0)));
      }
      standing(paper, axes, curve, i);
    }
    axes.above(critical);
    axes.beside(single);
    if (curves.size() > 1) {
      double x = box.getX();
      for (int i = 0; i < curves.size(); i++) {
        paper.setColor(i == 0 ? Theme.BLUE : Theme.VERMILLION);
        paper.setStroke(i == 0 ? Theme.LINE : Theme.DASHED);
        double y = box.getMaxY() + 32;
        paper.draw(new Line2D.Double(x, y, x + 16, y));
        mark(paper, x + 8, y, i);
        paper.setColor(Color.BLACK);
        paper.setFont(Theme.TICK);
        paper.drawString(curves.get(i).name(), (float) (x + 20), (float) (y + 2.5));
        x += 20 + paper.getFontMetrics().stringWidth(curves.get(i).name()) + 14;
      }
    }
  }

  /** Where a side stands: a dot, or a thin line at its patience where its trust is unknown. */
  private static void standing(Graphics2D paper, Axes axes, Curve curve, int i) {
    double least = curve.least(curve.patience());
    if (!Double.isNaN(curve.trust())) {
      mark(paper, axes.x(curve.patience()), axes.y(curve.trust()), i);
    } else if (least <= 1) {
      paper.setColor(Color.BLACK);
      paper.setStroke(Theme.DOTTED);
      paper.draw(
          new Line2D.Double(
              axes.x(curve.patience()), axes.y(0), axes.x(curve.patience()), axes.y(least)));
      paper.draw(
          new Line2D.Double(axes.x(0), axes.y(least), axes.x(curve.patience()), axes.y(least)));
      mark(paper, axes.x(curve.patience()), axes.y(least), i);
    }
  }

  private static void mark(Graphics2D paper, double x, double y, int i) {
    paper.translate(x, y);
    paper.setColor(Color.WHITE);
    paper.fill(Theme.markers(6.5).get(i));
    paper.setColor(i == 0 ? Theme.BLUE : Theme.VERMILLION);
    paper.fill(Theme.markers(4.5).get(i));
    paper.translate(-x, -y);
  }
}
