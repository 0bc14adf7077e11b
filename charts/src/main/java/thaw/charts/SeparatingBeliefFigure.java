package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * The belief from which a sincere type reveals itself: what it gains by that, q·(U(REJ_US) −
 * U(SQ)), against what it forgoes, (1 − q)·(U(RECON_US) − U(RECON_NK)). They are equal at the
 * published threshold.
 */
final class SeparatingBeliefFigure {
  /** Where the square begins, points. */
  private static final double LEFT = 34;

  private static final List<String> ENTRIES = List.of("gained by revealing", "forgone");

  private SeparatingBeliefFigure() {}

  /** What it shows. */
  record Data(double gain, double forgone) implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws both.
   *
   * @param gain U(REJ_US) − U(SQ), more than 0
   * @param forgone U(RECON_US) − U(RECON_NK), more than 0
   */
  static Figure of(double gain, double forgone) {
    return new Data(gain, forgone).figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    double gain = data.gain();
    double forgone = data.forgone();
    double threshold = forgone / (forgone + gain);
    return new Figure(
        "separating-belief",
        "Separation in the published Bayesian game of the United States and the DPRK: what a"
            + " sincere type gains by revealing itself (solid) and what it forgoes (dashed), by"
            + " the belief q. It separates from q* on.",
        "Separates from q* = " + Numbers.readable(threshold) + " on.",
        widthMm,
        widthMm + 2 + rows(Figure.points(widthMm)).moreMm(1),
        (paper, area) -> draw(paper, area, gain, forgone, threshold),
        new Table(
            List.of("belief", "gain", "forgone"),
            List.of(
                List.of(0.0, 0.0, forgone),
                List.of(threshold, threshold * gain, (1 - threshold) * forgone),
                List.of(1.0, gain, 0.0))));
  }

  private static void draw(
      Graphics2D paper, Rectangle2D area, double gain, double forgone, double threshold) {
    double side = area.getWidth() - 52;
    Rectangle2D box = new Rectangle2D.Double(LEFT, Threshold.ROOM, side, side);
    double[] unit = {0, 1};
    double most = Math.max(gain, forgone);
    Axes axes = new Axes(paper, box, unit, new double[] {0, most});
    paper.setColor(Theme.BLUE);
    paper.setStroke(Theme.LINE);
    paper.draw(axes.line(new double[][] {{0, 0}, {1, gain}}));
    paper.setColor(Theme.VERMILLION);
    paper.setStroke(Theme.DASHED);
    paper.draw(axes.line(new double[][] {{0, forgone}, {1, 0}}));
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.DOTTED);
    double x = axes.x(threshold);
    paper.draw(new Line2D.Double(x, axes.y(0), x, axes.y(most)));
    axes.frame(new double[] {0, 0.2, 0.4, 0.6, 0.8, 1}, new double[] {0, most / 2, most});
    axes.names("belief, ", "q", "payoff, ", "u");
    axes.above(List.of(Threshold.at("q*", threshold)));
    legend(paper, area.getWidth(), box.getMaxY() + 32);
  }

  private static LegendRows rows(double width) {
    return LegendRows.of(ENTRIES, 20, 14, width - LEFT - 4);
  }

  private static void legend(Graphics2D paper, double width, double top) {
    LegendRows rows = rows(width);
    for (int k = 0; k < ENTRIES.size(); k++) {
      double x = LEFT + rows.places().get(k).x();
      double y = top + rows.places().get(k).row() * LegendRows.ROW;
      paper.setColor(k == 0 ? Theme.BLUE : Theme.VERMILLION);
      paper.setStroke(k == 0 ? Theme.LINE : Theme.DASHED);
      paper.draw(new Line2D.Double(x, y, x + 16, y));
      paper.setColor(Color.BLACK);
      paper.setFont(Theme.TICK);
      paper.drawString(ENTRIES.get(k), (float) (x + 20), (float) (y + 2.5));
    }
  }
}
