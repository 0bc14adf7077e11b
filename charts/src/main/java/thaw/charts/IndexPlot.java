package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** One row per parameter, one marker with its interval per measure. */
final class IndexPlot {
  private static final double GAP = 7;

  /** Share of the width that names may take. */
  private static final double NAMES = 0.42;

  /**
   * A measure.
   *
   * @param symbol in italics; empty for none
   * @param estimates one per row
   * @param filled whether its marker is
   */
  record Measure(
      String name,
      String symbol,
      int marker,
      boolean filled,
      Color color,
      List<Estimate> estimates) {
    /** Width of its name in the legend. */
    private double width(Graphics2D paper) {
      return label().width(paper, 7);
    }

    private AxisName label() {
      return new AxisName(name, symbol);
    }
  }

  private static final double TOP = 4;
  private static final double BELOW = 42;

  private final List<AxisName> rows;
  private final List<Measure> measures;
  private final String axis;

  IndexPlot(List<AxisName> rows, List<Measure> measures, String axis) {
    this.rows = rows;
    this.measures = measures;
    this.axis = axis;
  }

  /** Room for the measures, and for the name of a row on as many lines as it takes. */
  private double rowHeight(double width) {
    Graphics2D ruler = Theme.ruler();
    int lines = 1;
    for (AxisName row : rows) {
      lines = Math.max(lines, row.lines(ruler, NAMES * width).size());
    }
    return Math.max(Math.max(GAP * measures.size() + 4, 18), AxisName.LINE * lines + 3);
  }

  /** Height of the figure, mm. */
  double heightMm(double widthMm) {
    return (TOP + rows.size() * rowHeight(Figure.points(widthMm)) + BELOW) * 25.4 / 72;
  }

  void draw(Graphics2D paper, Rectangle2D area) {
    paper.setFont(Theme.TICK);
    double most = NAMES * area.getWidth();
    double rowHeight = rowHeight(area.getWidth());
    double names = 20;
    for (AxisName row : rows) {
      for (AxisName line : row.lines(paper, most)) {
        names = Math.max(names, Math.min(most, line.width(paper, 7)));
      }
    }
    double left = names + 10;
    Rectangle2D box =
        new Rectangle2D.Double(left, TOP, area.getWidth() - left - 10, rows.size() * rowHeight);
    double[] range = range();
    Axes axes = new Axes(paper, box, range, new double[] {0, 1});
    paper.setStroke(Theme.THIN);
    paper.setColor(Theme.GREY);
    paper.draw(new Line2D.Double(axes.x(0), box.getY(), axes.x(0), box.getMaxY()));
    for (int r = 0; r < rows.size(); r++) {
      double middle = box.getY() + (r + 0.5) * rowHeight;
      rows.get(r).before(paper, left - 5, middle, most);
      if (r > 0) {
        paper.setColor(Theme.PALE);
        paper.setStroke(Theme.THIN);
        double y = box.getY() + r * rowHeight;
        paper.draw(new Line2D.Double(box.getX(), y, box.getMaxX(), y));
      }
      for (int m = 0; m < measures.size(); m++) {
        double y = middle + (m - (measures.size() - 1) / 2.0) * GAP;
        marker(paper, axes, measures.get(m), measures.get(m).estimates().get(r), y);
      }
    }
    axes.frame(Ticks.of(range[0], range[1], 6), new double[0]);
    paper.setFont(Theme.LABEL);
    double width = paper.getFontMetrics().stringWidth(axis);
    double x = Math.min(box.getCenterX() - width / 2, area.getWidth() - width - 4);
    paper.drawString(axis, (float) Math.max(2, x), (float) (box.getMaxY() + 21));
    legend(paper, area, box.getMaxY() + 33);
  }

  private double[] range() {
    double low = 0;
    double high = 0;
    for (Measure measure : measures) {
      for (Estimate e : measure.estimates()) {
        low = Math.min(low, Double.isNaN(e.low()) ? e.value() : Math.min(e.low(), e.value()));
        high = Math.max(high, Double.isNaN(e.high()) ? e.value() : Math.max(e.high(), e.value()));
      }
    }
    if (low == high) {
      return new double[] {0, 1};
    }
    double margin = 0.03 * (high - low);
    return new double[] {low - margin, high + margin};
  }

  private static void marker(Graphics2D paper, Axes axes, Measure measure, Estimate e, double y) {
    paper.setColor(measure.color());
    paper.setStroke(Theme.LINE);
    if (e.low() < e.high()) {
      paper.draw(new Line2D.Double(axes.x(e.low()), y, axes.x(e.high()), y));
      for (double end : new double[] {e.low(), e.high()}) {
        paper.draw(new Line2D.Double(axes.x(end), y - 1.5, axes.x(end), y + 1.5));
      }
    }
    if (!Double.isNaN(e.value())) {
      marker(paper, measure, axes.x(e.value()), y);
    }
  }

  private static void marker(Graphics2D paper, Measure measure, double x, double y) {
    Shape shape =
        AffineTransform.getTranslateInstance(x, y)
            .createTransformedShape(Theme.markers(4.5).get(measure.marker()));
    paper.setColor(measure.filled() ? measure.color() : Color.WHITE);
    paper.fill(shape);
    paper.setColor(measure.color());
    paper.setStroke(Theme.LINE);
    paper.draw(shape);
  }

  private void legend(Graphics2D paper, Rectangle2D area, double y) {
    double width = -10;
    for (Measure measure : measures) {
      width += 20 + measure.width(paper);
    }
    double x = Math.max(4, (area.getWidth() - width) / 2);
    for (Measure measure : measures) {
      marker(paper, measure, x + 3, y - 2.5);
      measure.label().draw(paper, 7, x + 9, y);
      x += 20 + measure.width(paper);
    }
  }
}
