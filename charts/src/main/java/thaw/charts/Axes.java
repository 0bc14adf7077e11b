package thaw.charts;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** A panel with two linear axes, for figures whose shapes are drawn exactly. */
final class Axes {
  private static final double TICK = 2;

  private final Graphics2D paper;
  private final Rectangle2D box;
  private final double left;
  private final double right;
  private final double bottom;
  private final double top;

  Axes(Graphics2D paper, Rectangle2D box, double[] x, double[] y) {
    this.paper = paper;
    this.box = box;
    this.left = x[0];
    this.right = x[1];
    this.bottom = y[0];
    this.top = y[1];
  }

  double x(double value) {
    return box.getX() + box.getWidth() * (value - left) / (right - left);
  }

  double y(double value) {
    return box.getMaxY() - box.getHeight() * (value - bottom) / (top - bottom);
  }

  /** A line through points (x, y). */
  Path2D line(double[][] points) {
    Path2D path = new Path2D.Double();
    for (int k = 0; k < points.length; k++) {
      if (k == 0) {
        path.moveTo(x(points[k][0]), y(points[k][1]));
      } else {
        path.lineTo(x(points[k][0]), y(points[k][1]));
      }
    }
    return path;
  }

  /** The outline, and ticks at the given values. */
  void frame(double[] xTicks, double[] yTicks) {
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(box);
    paper.setFont(Theme.TICK);
    FontMetrics metrics = paper.getFontMetrics();
    for (double value : xTicks) {
      String text = Numbers.readable(value);
      paper.draw(new Line2D.Double(x(value), box.getMaxY(), x(value), box.getMaxY() + TICK));
      paper.drawString(
          text, (float) (x(value) - metrics.stringWidth(text) / 2.0), (float) (box.getMaxY() + 10));
    }
    for (double value : yTicks) {
      String text = Numbers.readable(value);
      paper.draw(new Line2D.Double(box.getX() - TICK, y(value), box.getX(), y(value)));
      paper.drawString(
          text, (float) (box.getX() - 4 - metrics.stringWidth(text)), (float) (y(value) + 2.5));
    }
  }

  /** Names of the axes, words upright and the symbol in italics. */
  void names(String x, String xSymbol, String y, String ySymbol) {
    double width = width(x, xSymbol);
    named(x, xSymbol, box.getCenterX() - width / 2, box.getMaxY() + 21);
    AffineTransform before = paper.getTransform();
    paper.rotate(-Math.PI / 2);
    named(y, ySymbol, -box.getCenterY() - width(y, ySymbol) / 2, box.getX() - 24);
    paper.setTransform(before);
  }

  private double width(String words, String symbol) {
    return paper.getFontMetrics(Theme.LABEL).stringWidth(words)
        + new AxisName("", symbol).width(paper, 8);
  }

  private void named(String words, String symbol, double x, double y) {
    paper.setColor(Color.BLACK);
    paper.setFont(Theme.LABEL);
    paper.drawString(words, (float) x, (float) y);
    double after = x + paper.getFontMetrics().stringWidth(words);
    new AxisName("", symbol).draw(paper, 8, after, y);
  }

  /** Thresholds of x, with ticks and symbols above the panel. */
  void above(List<Threshold> thresholds) {
    Threshold.above(paper, thresholds, this::x, box.getY());
  }

  /** Thresholds of y, with ticks and symbols right of the panel. */
  void beside(List<Threshold> thresholds) {
    Threshold.beside(paper, thresholds, this::y, box.getMaxX());
  }

  void centred(String text, Font font, double x, double y) {
    paper.setFont(font);
    paper.setColor(Color.BLACK);
    paper.drawString(text, (float) (x - paper.getFontMetrics().stringWidth(text) / 2.0), (float) y);
  }
}
