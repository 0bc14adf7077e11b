package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** An exchange that starts small: stakes, trust and what type L does, phase by phase. */
public final class GradualPathFigure {
  private static final Color BAR = new Color(0x9CC6E0);

  /** Where the legend begins, points. */
  private static final double LEGEND = 12;

  private GradualPathFigure() {}

  /**
   * One side.
   *
   * @param name what the legend says
   * @param trust before each phase
   * @param implement probability that it implements, by phase
   * @param threshold the one-shot threshold of the other, NaN if there is none
   */
  public record Path(String name, double[] trust, double[] implement, double threshold) {}

  /** What it shows. */
  record Data(double[] stakes, List<Path> sides) implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws the path.
   *
   * @param stakes of all phases
   * @param sides one, or two that differ
   */
  public static Figure of(double[] stakes, List<Path> sides) {
    return new Data(stakes, sides).figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    double[] stakes = data.stakes();
    List<Path> sides = data.sides();
    List<String> columns = new ArrayList<>(List.of("phase", "stake"));
    for (Path side : sides) {
      columns.add(("trust " + side.name()).strip());
      columns.add(("implements with probability " + side.name()).strip());
    }
    int played = sides.get(0).implement().length;
    List<List<Object>> rows = new ArrayList<>();
    for (int k = 0; k < stakes.length; k++) {
      List<Object> row = new ArrayList<>(List.of(k + 1, stakes[k]));
      for (Path side : sides) {
        row.add(k < side.trust().length ? (Object) side.trust()[k] : "");
        row.add(k < played ? (Object) side.implement()[k] : "");
      }
      rows.add(row);
    }
    double[] trust = sides.get(0).trust();
    return new Figure(
        "gradual-path",
        "An exchange that starts small. Top: the stake of each phase (open: not played). Bottom:"
            + " the belief that the other is a security seeker before each phase (filled), and the"
            + " probability that it implements (open); dashed, t̄: the belief that a single phase"
            + " would need.",
        played == 0
            ? "The exchange does not start."
            : "Over "
                + played
                + " phases trust rises from "
                + Numbers.readable(trust[0])
                + " to "
                + Numbers.readable(trust[played - 1])
                + " before the last.",
        widthMm,
        84
            + (sides.size() == 1 ? 0 : 3.9)
            + sides.stream().mapToDouble(s -> rows(s, Figure.points(widthMm)).moreMm(1)).sum(),
        (paper, area) -> draw(paper, area, stakes, sides),
        new Table(columns, rows));
  }

  private static double[] phases(int n) {
    int step = Math.max(1, (int) Math.ceil(n / 10.0));
    List<Double> ticks = new ArrayList<>();
    for (int k = 1; k <= n; k += step) {
      ticks.add((double) k);
    }
    return ticks.stream().mapToDouble(x -> x).toArray();
  }

  private static void draw(Graphics2D paper, Rectangle2D area, double[] stakes, List<Path> sides) {
    int n = stakes.length;
    double width = area.getWidth() - 34 - 18;
    double most = 0;
    for (double stake : stakes) {
      most = Math.max(most, stake);
    }
    double step = tick(most);
    double top = Math.ceil(most / step * 1.02) * step;
    Rectangle2D upper = new Rectangle2D.Double(34, 6, width, 70);
    double[] x = {0.4, n + 0.6};
    Axes bars = new Axes(paper, upper, x, new double[] {0, top});
    int played = sides.get(0).implement().length;
    for (int k = 0; k < n; k++) {
      Rectangle2D bar =
          new Rectangle2D.Double(
              bars.x(k + 1 - 0.32),
              bars.y(stakes[k]),
              bars.x(k + 1 + 0.32) - bars.x(k + 1 - 0.32),
              upper.getMaxY() - bars.y(stakes[k]));
      paper.setColor(k < played ? BAR : Color.WHITE);
      paper.fill(bar);
      paper.setColor(Color.BLACK);
      paper.setStroke(Theme.THIN);
      paper.draw(bar);
    }
    List<Double> values = new ArrayList<>();
    for (int k = 0; k * step <= top * 1.001; k++) {
      values.add(Math.round(k * step * 1e9) / 1e9);
    }
    bars.frame(new double[0], values.stream().mapToDouble(v -> v).toArray());
    bars.names("", "", "stake, ", "α");
    Rectangle2D lower = new Rectangle2D.Double(34, 86, width, 112);
    Axes beliefs = new Axes(paper, lower, x, new double[] {0, 1.04});
    List<Threshold> thresholds = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      Path side = sides.get(i);
      if (!Double.isNaN(side.threshold())) {
        paper.setColor(Theme.GREY);
        paper.setStroke(Theme.DASHED);
        double y = beliefs.y(side.threshold());
        paper.draw(new Line2D.Double(lower.getX(), y, lower.getMaxX(), y));
        String bar = sides.size() == 1 ? "t̄" : i == 0 ? "t̄_2" : "t̄_1";
        thresholds.add(Threshold.at(bar, side.threshold()));
      }
    }
    beliefs.beside(thresholds);
    for (int i = 0; i < sides.size(); i++) {
      Color colour = i == 0 ? Theme.BLUE : Theme.VERMILLION;
      Stroke stroke = i == 0 ? Theme.LINE : Theme.DASHED;
      Path side = sides.get(i);
      // An open marker is wider than a filled one on it, so that both are seen where they agree.
      series(paper, beliefs, side.implement(), played, colour, Theme.DOTTED, i, false);
      series(
          paper, beliefs, side.trust(), Math.min(n, side.trust().length), colour, stroke, i, true);
    }
    double[] unit = {0, 0.2, 0.4, 0.6, 0.8, 1};
    beliefs.frame(phases(n), unit);
    beliefs.names("phase, ", "k", "probability", "");
    legend(paper, area, lower, sides);
  }

  private static double tick(double most) {
    double raw = most / 4;
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= raw) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static void series(
      Graphics2D paper,
      Axes axes,
      double[] values,
      int count,
      Color colour,
      Stroke stroke,
      int marker,
      boolean filled) {
    double[][] points = new double[count][];
    for (int k = 0; k < count; k++) {
      points[k] = new double[] {k + 1, values[k]};
    }
    paper.setColor(colour);
    paper.setStroke(stroke);
    paper.draw(axes.line(points));
    for (double[] point : points) {
      mark(paper, axes.x(point[0]), axes.y(point[1]), colour, marker, filled);
    }
  }

  private static void mark(
      Graphics2D paper, double x, double y, Color colour, int marker, boolean filled) {
    Shape shape = Theme.markers(filled ? 4 : 6.5).get(marker);
    paper.translate(x, y);
    paper.setColor(filled ? colour : Color.WHITE);
    paper.fill(shape);
    paper.setColor(colour);
    paper.setStroke(Theme.THIN);
    paper.draw(shape);
    paper.translate(-x, -y);
  }

  /** Two entries of a side: its trust, and what the other does. */
  private static List<String> entries(Path side) {
    return List.of(
        "trust in " + (side.name().isEmpty() ? "the other" : side.name()),
        "probability that it implements");
  }

  private static LegendRows rows(Path side, double width) {
    return LegendRows.of(entries(side), 20, 10, width - LEGEND - 4);
  }

  private static void legend(
      Graphics2D paper, Rectangle2D area, Rectangle2D box, List<Path> sides) {
    double top = box.getMaxY() + 32;
    for (int i = 0; i < sides.size(); i++) {
      LegendRows rows = rows(sides.get(i), area.getWidth());
      Color colour = i == 0 ? Theme.BLUE : Theme.VERMILLION;
      List<String> entries = entries(sides.get(i));
      for (int k = 0; k < 2; k++) {
        double x = LEGEND + rows.places().get(k).x();
        double y = top + rows.places().get(k).row() * LegendRows.ROW;
        paper.setColor(colour);
        paper.setStroke(k == 1 ? Theme.DOTTED : i == 0 ? Theme.LINE : Theme.DASHED);
        paper.draw(new Line2D.Double(x, y, x + 16, y));
        mark(paper, x + 8, y, colour, i, k == 0);
        paper.setColor(Color.BLACK);
        paper.setFont(Theme.TICK);
        paper.drawString(entries.get(k), (float) (x + 20), (float) (y + 2.5));
      }
      top += rows.count() * LegendRows.ROW;
    }
  }
}
