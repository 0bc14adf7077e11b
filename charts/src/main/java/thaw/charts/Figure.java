package thaw.charts;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Optional;

/**
 * A figure at its final size, with the data that it shows.
 *
 * @param name of its files
 * @param caption a sentence or more for the paper
 * @param altText what it shows, for those who cannot see it
 * @param widthMm width in mm, positive
 * @param heightMm height in mm, positive
 * @param drawing draws it
 * @param data what is plotted
 * @param specification what it can be drawn again from; empty if it cannot be
 */
public record Figure(
    String name,
    String caption,
    String altText,
    double widthMm,
    double heightMm,
    Drawing drawing,
    Table data,
    Optional<Specification> specification) {
  /** Width of a single column, mm. */
  public static final double COLUMN = 84;

  /** Width of a page, mm. */
  public static final double PAGE = 174;

  private static final double POINTS_PER_MM = 72 / 25.4;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if width or height is not positive
   */
  public Figure {
    if (!(widthMm > 0 && heightMm > 0)) {
      throw new IllegalArgumentException(
          "figure is " + widthMm + " × " + heightMm + " mm; allowed: positive sizes");
    }
  }

  /**
   * A figure that cannot be drawn again from what is stored with it.
   *
   * @param name of its files
   * @param caption a sentence or more for the paper
   * @param altText what it shows, for those who cannot see it
   * @param widthMm width in mm, positive
   * @param heightMm height in mm, positive
   * @param drawing draws it
   * @param data what is plotted
   * @throws IllegalArgumentException if width or height is not positive
   */
  public Figure(
      String name,
      String caption,
      String altText,
      double widthMm,
      double heightMm,
      Drawing drawing,
      Table data) {
    this(name, caption, altText, widthMm, heightMm, drawing, data, Optional.empty());
  }

  /** The same figure, which its specification draws again. */
  Figure from(Specification drawn) {
    return new Figure(name, caption, altText, widthMm, heightMm, drawing, data, Optional.of(drawn));
  }

  /**
   * Height of a figure whose panels can take any shape: it grows with the root of the width, so
   * that wide figures are flatter.
   *
   * @param atColumn height at the width of a column, mm
   * @param widthMm width, mm
   */
  static double height(double atColumn, double widthMm) {
    return atColumn * Math.sqrt(widthMm / COLUMN);
  }

  /** Puts something on paper; lengths in points. */
  @FunctionalInterface
  public interface Drawing {
    /**
     * Draws the figure.
     *
     * @param paper to draw on, y downwards
     * @param area the page of the figure, points of 1/72 inch, from (0, 0)
     */
    void draw(Graphics2D paper, Rectangle2D area);
  }

  /**
   * A length in mm as points of 1/72 inch, for layouts. Rounds otherwise than {@link #width}, so
   * that figures keep their sizes to the last bit.
   */
  static double points(double mm) {
    return mm * 72 / 25.4;
  }

  /**
   * Width in points of 1/72 inch.
   *
   * @return positive
   */
  public double width() {
    return widthMm * POINTS_PER_MM;
  }

  /**
   * Height in points of 1/72 inch.
   *
   * @return positive
   */
  public double height() {
    return heightMm * POINTS_PER_MM;
  }
}
