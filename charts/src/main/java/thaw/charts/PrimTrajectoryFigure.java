package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The boxes on the way of peeling, coverage against density: what the chosen box was chosen from.
 */
public final class PrimTrajectoryFigure {
  /** Numbers at least this far apart do not lie on each other: points. */
  private static final double LETTER = 6;

  private PrimTrajectoryFigure() {}

  /**
   * A box on the way.
   *
   * @param restricted how many parameters are restricted
   */
  public record Step(String peeled, int restricted, double coverage, double density, double mass) {}

  /** What it shows. */
  record Data(String name, String response, List<Step> steps, int chosen, Step pasted)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws the way.
   *
   * @param name of the files
   * @param response the class, in words
   * @param chosen which step was chosen
   * @param pasted the box after pasting, as a step
   */
  public static Figure of(String name, String response, List<Step> steps, int chosen, Step pasted) {
    return new Data(name, response, steps, chosen, pasted).figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    String name = data.name();
    String response = data.response();
    List<Step> steps = data.steps();
    int chosen = data.chosen();
    Step pasted = data.pasted();
    List<List<Object>> rows = new ArrayList<>();
    for (int s = 0; s < steps.size(); s++) {
      rows.add(row(s, steps.get(s), s == chosen ? "chosen" : ""));
    }
    rows.add(row(steps.size(), pasted, "after pasting"));
    return new Figure(
        name,
        "Peeling trajectory of "
            + response
            + ": coverage and density of each box on the way from all points (right) to the"
            + " densest, on the points searched. Number of restricted parameters where it"
            + " changes; disc: the box chosen, diamond: after pasting.",
        steps.size()
            + " boxes; chosen: coverage "
            + Numbers.readable(pasted.coverage())
            + ", density "
            + Numbers.readable(pasted.density())
            + ".",
        widthMm,
        Figure.height(80, widthMm),
        (paper, area) -> draw(paper, area, steps, chosen, pasted),
        new Table(
            List.of("step", "peeled", "restricted", "coverage", "density", "mass", "note"), rows));
  }

  private static List<Object> row(int at, Step s, String note) {
    return List.of(at, s.peeled(), s.restricted(), s.coverage(), s.density(), s.mass(), note);
  }

  private static void draw(
      Graphics2D paper, Rectangle2D area, List<Step> steps, int chosen, Step pasted) {
    double side = area.getWidth() - 52;
    Rectangle2D box = new Rectangle2D.Double(34, 8, side, area.getHeight() - 38);
    double[] unit = {0, 1};
    Axes axes = new Axes(paper, box, unit, unit);
    double[] ticks = {0, 0.2, 0.4, 0.6, 0.8, 1};
    axes.frame(ticks, ticks);
    axes.names("coverage", "", "density", "");
    paper.setColor(Theme.GREY);
    paper.setStroke(Theme.THIN);
    paper.draw(
        axes.line(
            steps.stream()
                .map(s -> new double[] {s.coverage(), s.density()})
                .toArray(double[][]::new)));
    int before = 0;
    double lastX = Double.POSITIVE_INFINITY;
    double lastY = Double.POSITIVE_INFINITY;
    for (int s = 0; s < steps.size(); s++) {
      Step step = steps.get(s);
      double x = axes.x(step.coverage());
      double y = axes.y(step.density());
      marker(paper, 0, 2.4, x, y, Color.WHITE);
      if (step.restricted() != before && (lastX - x > LETTER || lastY - y > LETTER)) {
        paper.setFont(Theme.NOTE);
        paper.setColor(Color.BLACK);
        paper.drawString(Integer.toString(step.restricted()), (float) (x - 8), (float) (y + 7));
        lastX = x;
        lastY = y;
      }
      before = step.restricted();
    }
    Step at = steps.get(chosen);
    marker(paper, 0, 5, axes.x(at.coverage()), axes.y(at.density()), Theme.BLUE);
    marker(paper, 3, 5, axes.x(pasted.coverage()), axes.y(pasted.density()), Theme.VERMILLION);
  }

  private static void marker(
      Graphics2D paper, int kind, double size, double x, double y, Color fill) {
    Shape shape =
        AffineTransform.getTranslateInstance(x, y)
            .createTransformedShape(Theme.markers(size).get(kind));
    paper.setColor(fill);
    paper.fill(shape);
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(shape);
  }
}
