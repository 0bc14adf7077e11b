package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A drawn figure as a list of marks in the order in which they were made: what the checks of
 * legibility look at, and what is written as TikZ or drawn again in grey. Lengths are points from
 * the upper left corner.
 *
 * @param width of the figure
 * @param height of the figure
 */
record Recording(double width, double height, List<Mark> marks) {
  Recording {
    marks = List.copyOf(marks);
  }

  /** One thing on paper, cut off at the clip if there is one. */
  sealed interface Mark {
    Optional<Shape> clip();
  }

  record Fill(Shape shape, Color color, Optional<Shape> clip) implements Mark {}

  record Line(Shape shape, BasicStroke stroke, Color color, Optional<Shape> clip) implements Mark {}

  /**
   * Text.
   *
   * @param at from the text's own space, where its baseline begins at the origin
   * @param width in the figure's font
   */
  record Words(
      String text, Font font, Color color, AffineTransform at, double width, Optional<Shape> clip)
      implements Mark {
    /** The box around capital letters, on paper. */
    Rectangle2D bounds() {
      double size = font.getSize2D();
      return at.createTransformedShape(new Rectangle2D.Double(0, -0.73 * size, width, 0.73 * size))
          .getBounds2D();
    }
  }

  record Picture(BufferedImage image, AffineTransform at, Optional<Shape> clip) implements Mark {}

  /** Draws a figure on recording paper. */
  static Recording of(Figure figure) {
    List<Mark> marks = new ArrayList<>();
    RecordingPaper paper = new RecordingPaper(marks);
    Theme.prepare(paper);
    figure.drawing().draw(paper, new Rectangle2D.Double(0, 0, figure.width(), figure.height()));
    return new Recording(figure.width(), figure.height(), marks);
  }

  /** The same in other colours. */
  Recording in(UnaryOperator<Color> colours) {
    List<Mark> changed = new ArrayList<>();
    for (Mark mark : marks) {
      if (mark instanceof Fill f) {
        changed.add(new Fill(f.shape(), colours.apply(f.color()), f.clip()));
      } else if (mark instanceof Line l) {
        changed.add(new Line(l.shape(), l.stroke(), colours.apply(l.color()), l.clip()));
      } else if (mark instanceof Words w) {
        changed.add(
            new Words(w.text(), w.font(), colours.apply(w.color()), w.at(), w.width(), w.clip()));
      } else if (mark instanceof Picture p) {
        changed.add(new Picture(in(p.image(), colours), p.at(), p.clip()));
      }
    }
    return new Recording(width, height, changed);
  }

  private static BufferedImage in(BufferedImage image, UnaryOperator<Color> colours) {
    BufferedImage changed =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        changed.setRGB(x, y, colours.apply(new Color(image.getRGB(x, y))).getRGB());
      }
    }
    return changed;
  }

  /** Makes all marks on other paper. */
  void draw(Graphics2D paper) {
    AffineTransform before = paper.getTransform();
    Shape open = paper.getClip();
    for (Mark mark : marks) {
      mark.clip().ifPresent(paper::clip);
      if (mark instanceof Fill f) {
        paper.setColor(f.color());
        paper.fill(f.shape());
      } else if (mark instanceof Line l) {
        paper.setColor(l.color());
        paper.setStroke(l.stroke());
        paper.draw(l.shape());
      } else if (mark instanceof Words w) {
        paper.setColor(w.color());
        paper.setFont(w.font());
        paper.transform(w.at());
        paper.drawString(w.text(), 0f, 0f);
        paper.setTransform(before);
      } else if (mark instanceof Picture p) {
        paper.drawImage(p.image(), p.at(), null);
      }
      if (mark.clip().isPresent()) {
        paper.setClip(open);
      }
    }
  }
}
