package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Area;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import thaw.solver.trust.Reassurance;
import thaw.solver.trust.Reassurance.Side;
import thaw.solver.trust.TwoStage;
import thaw.solver.trust.TwoStage.Region;

/**
 * What two sides can do by how far they trust each other: co-operate at once, after reassurance, or
 * not at all. The boundaries of the first two are exact; the third is found row by row.
 */
public final class TrustRegionsFigure {
  /** Rows in which the one-sided region is looked for, and steps in each. */
  private static final int ROWS = 90;

  /** Points on a curved boundary. */
  private static final int CURVE = 400;

  private static final Color GREEN = new Color(0x8FD3B8);
  private static final Color SKY = new Color(0xCBE4F4);
  private static final Color SAND = new Color(0xFBEBC8);

  /** Where the square begins, points. */
  private static final double LEFT = 34;

  private TrustRegionsFigure() {}

  /**
   * What it shows.
   *
   * @param names of the first and the second side
   * @param trust where they stand
   * @param region in which that is, in words
   * @param thresholds of beliefs about the first and the second
   * @param reassured t_2, low t_1, high t_1 by rising t_2
   * @param oneSided t_2, low t_1, high t_1
   */
  record Data(
      List<String> names,
      double[] trust,
      String region,
      double[] thresholds,
      List<double[]> reassured,
      List<double[]> oneSided)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws the square of beliefs.
   *
   * @param names of the first and the second side
   * @param trust where they stand: the probability that the first is H, that the second is
   */
  public static Figure of(Side first, Side second, String[] names, double[] trust) {
    List<double[]> reassured = new ArrayList<>();
    for (int k = 0; k <= CURVE; k++) {
      double t2 = (double) k / CURVE;
      double[] range = Reassurance.range(first, second, t2);
      if (range[0] <= range[1]) {
        reassured.add(new double[] {t2, range[0], range[1]});
      }
    }
    return new Data(
            List.of(names),
            trust,
            TwoStage.region(first, second, trust).words(),
            // the second's type must be as likely as the first's threshold says
            new double[] {first.oneShotThreshold(), second.oneShotThreshold()},
            reassured,
            oneSided(first, second))
        .figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    List<String> names = data.names();
    double[] trust = data.trust();
    List<List<Object>> rows = new ArrayList<>();
    data.reassured().forEach(r -> rows.add(List.of("reassurance", r[0], r[1], r[2])));
    rows.add(List.of("cooperation", data.thresholds()[0], data.thresholds()[1], 1.0));
    data.oneSided().forEach(r -> rows.add(List.of("one-sided reassurance", r[0], r[1], r[2])));
    return new Figure(
        "trust-regions",
        "What is possible by the belief that the first side ("
            + names.get(0)
            + ") is a security seeker, t₁, and that the second ("
            + names.get(1)
            + ") is, t₂, when stakes can be split at will into two stages. Co-operation: security"
            + " seekers implement all at once. Reassurance: some first step by both that an"
            + " exploiter would not imitate. One-sided: only a step in which one side's types"
            + " differ, or that only one side takes. Elsewhere nobody implements in any equilibrium"
            + " in pure strategies. Dot: where the two sides stand.",
        "At t₁ = "
            + Numbers.readable(trust[0])
            + ", t₂ = "
            + Numbers.readable(trust[1])
            + " the two sides are in the region of "
            + data.region()
            + ".",
        widthMm,
        widthMm + 4 + rows(data, Figure.points(widthMm)).moreMm(1),
        (paper, area) -> draw(paper, area, data),
        new Table(List.of("region", "t_2", "t_1 from", "t_1 to"), rows));
  }

  /** Rows of t_2 and stretches of t_1 in which only one-sided equilibria implement anything. */
  private static List<double[]> oneSided(Side first, Side second) {
    List<double[]> stretches = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      double t2 = (row + 0.5) / ROWS;
      double from = -1;
      for (int column = 0; column <= ROWS; column++) {
        double t1 = (column + 0.5) / ROWS;
        boolean in =
            column < ROWS
                && TwoStage.region(first, second, new double[] {t1, t2}) == Region.ONE_SIDED;
        if (in && from < 0) {
          from = column == 0 ? 0 : edge(first, second, t2, t1 - 1.0 / ROWS, t1);
        } else if (!in && from >= 0) {
          stretches.add(
              new double[] {t2, from, edge(first, second, t2, Math.min(1, t1), t1 - 1.0 / ROWS)});
          from = -1;
        }
      }
    }
    return stretches;
  }

  private static double edge(Side first, Side second, double t2, double outside, double inside) {
    double no = outside;
    double yes = inside;
    for (int k = 0; k < 20; k++) {
      double middle = (no + yes) / 2;
      if (TwoStage.region(first, second, new double[] {middle, t2}) == Region.ONE_SIDED) {
        yes = middle;
      } else {
        no = middle;
      }
    }
    return yes;
  }

  private static void draw(Graphics2D paper, Rectangle2D area, Data data) {
    List<String> names = data.names();
    double[] trust = data.trust();
    double barFirst = data.thresholds()[0];
    double barSecond = data.thresholds()[1];
    List<double[]> reassured = data.reassured();
    List<double[]> oneSided = data.oneSided();
    double side = area.getWidth() - 52;
    Rectangle2D box = new Rectangle2D.Double(LEFT, Threshold.ROOM, side, side);
    double[] unit = {0, 1};
    Axes axes = new Axes(paper, box, unit, unit);
    Area cooperation =
        new Area(
            new Rectangle2D.Double(
                axes.x(barSecond),
                box.getY(),
                box.getMaxX() - axes.x(barSecond),
                axes.y(barFirst) - box.getY()));
    Area middle = new Area();
    if (reassured.size() > 1) {
      Path2D outline = new Path2D.Double();
      for (int k = 0; k < reassured.size(); k++) {
        double[] r = reassured.get(k);
        if (k == 0) {
          outline.moveTo(axes.x(r[1]), axes.y(r[0]));
        } else {
          outline.lineTo(axes.x(r[1]), axes.y(r[0]));
        }
      }
      for (int k = reassured.size() - 1; k >= 0; k--) {
        outline.lineTo(axes.x(reassured.get(k)[2]), axes.y(reassured.get(k)[0]));
      }
      outline.closePath();
      middle.add(new Area(outline));
    }
    middle.subtract(cooperation);
    Area other = new Area();
    for (double[] r : oneSided) {
      other.add(
          new Area(
              new Rectangle2D.Double(
                  axes.x(r[1]),
                  axes.y(r[0] + 0.5 / ROWS),
                  axes.x(r[2]) - axes.x(r[1]),
                  axes.y(0) - axes.y(1.0 / ROWS))));
    }
    other.subtract(cooperation);
    other.subtract(middle);
    Hatch.DOTS.fill(paper, other, SAND, Color.BLACK);
    Hatch.RISING.fill(paper, middle, SKY, Theme.BLUE);
    Hatch.PLAIN.fill(paper, cooperation, GREEN, Color.BLACK);
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(middle);
    paper.draw(cooperation);
    double[] ticks = {0, 0.2, 0.4, 0.6, 0.8, 1};
    axes.frame(ticks, ticks);
    axes.names(
        "belief that " + names.get(0) + " is H, ",
        "t_1",
        "belief that " + names.get(1) + " is H, ",
        "t_2");
    axes.above(List.of(Threshold.at("t̄_2", barSecond)));
    axes.beside(List.of(Threshold.at("t̄_1", barFirst)));
    double x = axes.x(trust[0]);
    double y = axes.y(trust[1]);
    paper.translate(x, y);
    paper.setColor(Color.WHITE);
    paper.fill(Theme.markers(6.5).get(0));
    paper.setColor(Color.BLACK);
    paper.fill(Theme.markers(4.5).get(0));
    paper.translate(-x, -y);
    legend(paper, area, box, data);
  }

  private static List<String> entries(Data data) {
    return data.oneSided().isEmpty()
        ? List.of("co-operation", "reassurance", "mistrust")
        : List.of("co-operation", "reassurance", "one-sided", "mistrust");
  }

  /** Where entries of the legend stand, from the left edge of the square, or further left. */
  private static LegendRows rows(Data data, double width) {
    return LegendRows.of(entries(data), 12, 8, width - 4 - left(data));
  }

  private static double left(Data data) {
    return data.oneSided().isEmpty() ? LEFT : 9;
  }

  private static void legend(Graphics2D paper, Rectangle2D area, Rectangle2D box, Data data) {
    List<String> entries = entries(data);
    LegendRows rows = rows(data, area.getWidth());
    for (int k = 0; k < entries.size(); k++) {
      double x = left(data) + rows.places().get(k).x();
      double y = box.getMaxY() + 30 + rows.places().get(k).row() * LegendRows.ROW;
      Rectangle2D swatch = new Rectangle2D.Double(x, y, 9, 7);
      switch (entries.get(k)) {
        case "co-operation" -> Hatch.PLAIN.fill(paper, swatch, GREEN, Color.BLACK);
        case "reassurance" -> Hatch.RISING.fill(paper, swatch, SKY, Theme.BLUE);
        case "one-sided" -> Hatch.DOTS.fill(paper, swatch, SAND, Color.BLACK);
        default -> Hatch.PLAIN.fill(paper, swatch, Color.WHITE, Color.BLACK);
      }
      paper.setColor(Color.BLACK);
      paper.setStroke(Theme.THIN);
      paper.draw(swatch);
      paper.setFont(Theme.TICK);
      paper.drawString(entries.get(k), (float) (x + 12), (float) (y + 6.5));
    }
  }
}
