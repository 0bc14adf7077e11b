package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Fills that are told apart without colour. */
enum Hatch {
  PLAIN,
  RISING,
  DOTS;

  /** Between lines, points. */
  static final double GAP = 5;

  /** Between dots, points: near enough for small areas to show some. */
  static final double DOT_GAP = 3;

  static final double DOT = 1;

  void fill(Graphics2D paper, Shape shape, Color ground, Color ink) {
    paper.setColor(ground);
    paper.fill(shape);
    over(paper, shape, ink);
  }

  /** The pattern alone, over what is there. */
  void over(Graphics2D paper, Shape shape, Color ink) {
    if (this == PLAIN) {
      return;
    }
    Shape before = paper.getClip();
    paper.clip(shape);
    paper.setColor(ink);
    paper.setStroke(Theme.THIN);
    Rectangle2D bounds = shape.getBounds2D();
    if (this == RISING) {
      double length = bounds.getWidth() + bounds.getHeight();
      for (double d = 0; d <= length; d += GAP) {
        paper.draw(
            new Line2D.Double(
                bounds.getX() + d - bounds.getHeight(),
                bounds.getMaxY(),
                bounds.getX() + d,
                bounds.getY()));
      }
    } else {
      int row = 0;
      for (double y = bounds.getY() + 1; y < bounds.getMaxY(); y += DOT_GAP, row++) {
        for (double x = bounds.getX() + row % 2 * DOT_GAP / 2; x < bounds.getMaxX(); x += DOT_GAP) {
          paper.fill(new Ellipse2D.Double(x, y, DOT, DOT));
        }
      }
    }
    paper.setClip(before);
  }
}
