package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.FreezeReport;

/** Sets of equilibrium payoffs at the start, one outline for each level of trust. */
public final class PayoffOutlinesFigure {
  /** More outlines cannot be told apart. */
  private static final int MOST = 5;

  /** From low to high, along viridis (Smith and van der Walt 2015), as dark as print needs. */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x440154),
          new Color(0x3B528B),
          new Color(0x21918C),
          new Color(0x4FB04A),
          new Color(0xB8A800));

  private static final List<Stroke> STROKES =
      List.of(Theme.LINE, Theme.DASHED, Theme.DOTTED, dashes(6, 2, 1, 2), dashes(9, 2));

  private static final double SAMPLE = 20;

  private static final double HEIGHT = 82;

  private PayoffOutlinesFigure() {}

  /**
   * A set.
   *
   * @param value of the parameter
   * @param outer vertices of a set that holds all equilibrium payoffs
   * @param inner vertices of the set that is attained
   */
  record Outline(double value, List<double[]> outer, List<double[]> inner) {}

  /** What it shows. */
  record Data(String name, AxisName parameter, List<String> players, List<Outline> outlines)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws the sets by the trust that the exchange starts from; at most five levels, evenly chosen.
   *
   * @param report of {@link thaw.solver.freeze.FreezeAnalysis#analyse}
   * @return empty unless equilibria were found at two levels of trust or more
   */
  public static Optional<Figure> byTrust(FreezeReport report) {
    PhasedExchange exchange = report.exchange();
    List<Outline> outlines = new ArrayList<>();
    exchange
        .statesByTrust(exchange.initial().successor(0))
        .forEach(
            (trust, state) -> {
              List<double[]> inner = report.sets().inner().get(state).vertices();
              if (!inner.isEmpty()) {
                outlines.add(
                    new Outline(trust, report.sets().outer().get(state).vertices(), inner));
              }
            });
    if (outlines.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Data(
                "payoff-set-by-trust",
                new AxisName("initial trust", "τ"),
                exchange.game().players(),
                outlines)
            .figure(Figure.COLUMN));
  }

  private static Stroke dashes(float... lengths) {
    return new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, lengths, 0);
  }

  /** All, or some of them from the first to the last. */
  private static List<Outline> shown(List<Outline> all) {
    List<Outline> shown = new ArrayList<>();
    int count = Math.min(MOST, all.size());
    for (int k = 0; k < count; k++) {
      shown.add(all.get(Math.round((float) k * (all.size() - 1) / (count - 1))));
    }
    return shown;
  }

  private static Figure draw(Data data, double widthMm) {
    List<Outline> shown = shown(data.outlines());
    List<List<Object>> rows = new ArrayList<>();
    for (Outline outline : data.outlines()) {
      outline
          .outer()
          .forEach(v -> rows.add(List.of(outline.value(), "outer bound of V", v[0], v[1])));
      outline.inner().forEach(v -> rows.add(List.of(outline.value(), "V, attained", v[0], v[1])));
    }
    String symbol = data.parameter().symbol();
    LegendRows legend = legend(shown, symbol, Figure.points(widthMm));
    return new Figure(
        data.name(),
        "Subgame-perfect equilibrium payoffs at the start by "
            + data.parameter().text()
            + ": outlines of the payoffs that constructed equilibria attain; a dot where that is a"
            + " single payoff."
            + (shown.size() < data.outlines().size()
                ? " " + shown.size() + " of " + data.outlines().size() + " levels."
                : "")
            + " Payoffs are normalised discounted averages per period.",
        "Sets of equilibrium payoffs of "
            + String.join(" and ", data.players())
            + "; best of both from "
            + best(shown.get(0))
            + " at "
            + symbol
            + " = "
            + Numbers.readable(shown.get(0).value())
            + " to "
            + best(shown.get(shown.size() - 1))
            + " at "
            + symbol
            + " = "
            + Numbers.readable(shown.get(shown.size() - 1).value())
            + ".",
        widthMm,
        Figure.height(HEIGHT, widthMm) + legend.moreMm(1),
        (paper, area) -> draw(paper, area, data, shown, legend),
        new Table(
            List.of(
                data.parameter().column(),
                "item",
                "payoff " + data.players().get(0),
                "payoff " + data.players().get(1)),
            rows));
  }

  /** Each player's largest payoff. */
  private static String best(Outline outline) {
    double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (double[] v : outline.inner()) {
      most[0] = Math.max(most[0], v[0]);
      most[1] = Math.max(most[1], v[1]);
    }
    return outline.inner().isEmpty()
        ? "none"
        : "(" + Numbers.readable(most[0]) + ", " + Numbers.readable(most[1]) + ")";
  }

  private static LegendRows legend(List<Outline> shown, String symbol, double width) {
    return LegendRows.of(
        shown.stream().map(o -> symbol + " = " + Numbers.readable(o.value())).toList(),
        SAMPLE + 4,
        10,
        width - 16);
  }

  private static void draw(
      Graphics2D paper, Rectangle2D area, Data data, List<Outline> shown, LegendRows legend) {
    double[] x = range(shown, 0);
    double[] y = range(shown, 1);
    double foot = 40 + (legend.count() - 1) * LegendRows.ROW;
    Rectangle2D box =
        new Rectangle2D.Double(42, 6, area.getWidth() - 52, area.getHeight() - 6 - foot);
    Axes axes = new Axes(paper, box, x, y);
    for (int k = 0; k < shown.size(); k++) {
      outline(paper, axes, shown.get(k).inner(), k);
    }
    axes.frame(Ticks.of(x[0], x[1], 6), Ticks.of(y[0], y[1], 6));
    AxisName.payoff(data.players().get(0))
        .within(paper, area, box.getCenterX(), box.getMaxY() + 21);
    AxisName.payoff(data.players().get(1))
        .upwards(paper, Theme.NAME, box.getCenterY(), box.getHeight());
    String symbol = data.parameter().symbol();
    for (int k = 0; k < shown.size(); k++) {
      double left = 8 + legend.places().get(k).x();
      double middle = box.getMaxY() + 33 + legend.places().get(k).row() * LegendRows.ROW;
      paper.setColor(COLOURS.get(k));
      if (shown.get(k).inner().size() == 1) {
        dot(paper, k, left + SAMPLE / 2, middle);
      } else {
        paper.setStroke(STROKES.get(k));
        paper.draw(new Line2D.Double(left, middle, left + SAMPLE, middle));
      }
      String value = Numbers.readable(shown.get(k).value());
      double width = LegendRows.width(symbol + " = " + value);
      AxisName.value(paper, symbol, value, left + SAMPLE + 4 + width / 2, middle + 2.5);
    }
  }

  private static double[] range(List<Outline> shown, int player) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Outline outline : shown) {
      for (double[] v : outline.inner()) {
        low = Math.min(low, v[player]);
        high = Math.max(high, v[player]);
      }
    }
    if (low > high) {
      return new double[] {0, 1};
    }
    double size = Math.max(Math.abs(low), Math.abs(high));
    double margin = high - low > 1e-8 * size ? 0.06 * (high - low) : size > 0 ? 0.5 * size : 0.5;
    return new double[] {low - margin, high + margin};
  }

  private static void outline(Graphics2D paper, Axes axes, List<double[]> set, int k) {
    paper.setColor(COLOURS.get(k));
    if (set.size() == 1) {
      dot(paper, k, axes.x(set.get(0)[0]), axes.y(set.get(0)[1]));
      return;
    }
    paper.setStroke(STROKES.get(k));
    Path2D line = axes.line(set.toArray(double[][]::new));
    if (!set.isEmpty()) {
      line.closePath();
    }
    paper.draw(line);
  }

  private static void dot(Graphics2D paper, int k, double x, double y) {
    paper.fill(
        AffineTransform.getTranslateInstance(x, y).createTransformedShape(Theme.markers(4).get(k)));
  }
}
