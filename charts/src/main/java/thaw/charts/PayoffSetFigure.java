package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.FreezeReport.StateConditions;
import thaw.solver.spe.Polygon;

/**
 * The set of equilibrium payoffs at the start, one party's payoff against the other's, with the
 * payoffs of freezing, settlement and crisis, the punishment point and the bargaining solutions.
 */
public final class PayoffSetFigure {
  private PayoffSetFigure() {}

  /** Draws the payoffs at the start of the analysed exchange. */
  public static Figure of(FreezeReport report) {
    StateConditions here = report.start().conditions();
    Polygon inner = report.sets().inner().get(here.state());
    Polygon outer = report.sets().outer().get(here.state());
    List<String> players = report.exchange().game().players();
    List<List<Object>> rows = new ArrayList<>();
    XYSeriesCollection points = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    List<Shape> markers = Theme.markers(5);
    outer.vertices().forEach(v -> rows.add(List.of("outer bound of V", v[0], v[1])));
    inner.vertices().forEach(v -> rows.add(List.of("V, attained", v[0], v[1])));
    double[] freeze = here.freezePayoff();
    add(points, rows, renderer, "freeze", freeze, markers.get(0), Theme.BLACK, true);
    here.settlementPayoff()
        .ifPresent(
            v -> add(points, rows, renderer, "settlement", v, markers.get(1), Theme.GREEN, true));
    here.crisisPayoff()
        .ifPresent(
            v -> add(points, rows, renderer, "crisis", v, markers.get(2), Theme.VERMILLION, true));
    add(points, rows, renderer, "punishments", here.punishment(), markers.get(4), Theme.GREY, true);
    double[] nash = here.gains().nash();
    double[] sum = here.gains().utilitarian();
    if (nash[0] + nash[1] > 0) {
      add(
          points,
          rows,
          renderer,
          "Nash bargaining",
          new double[] {freeze[0] + nash[0], freeze[1] + nash[1]},
          markers.get(3),
          Theme.PURPLE,
          true);
      add(
          points,
          rows,
          renderer,
          "utilitarian",
          new double[] {freeze[0] + sum[0], freeze[1] + sum[1]},
          markers.get(3),
          Theme.PURPLE,
          false);
    }
    XYPlot plot =
        new XYPlot(
            points,
            Theme.axis("payoff of " + players.get(0)),
            Theme.axis("payoff of " + players.get(1)),
            renderer);
    Theme.plain(plot);
    polygon(outer, null, Theme.GREY, true).ifPresent(renderer::addAnnotation);
    polygon(inner, Theme.PALE, Theme.BLUE, false)
        .ifPresent(a -> renderer.addAnnotation(a, org.jfree.chart.ui.Layer.BACKGROUND));
    range(plot.getDomainAxis(), rows, 1);
    range(plot.getRangeAxis(), rows, 2);
    JFreeChart chart = Theme.chart(plot, true);
    PhasedExchange exchange = report.exchange();
    String where = exchange.game().state(here.state()).name();
    return new Figure(
        "payoff-set",
        "Subgame-perfect equilibrium payoffs at the start ("
            + where
            + "): shaded, the payoffs that constructed equilibria attain; dashed, a bound that no"
            + " equilibrium passes. Payoffs are normalised discounted averages per period.",
        "Set of equilibrium payoffs of "
            + players.get(0)
            + " and "
            + players.get(1)
            + " with the freeze payoff at ("
            + Numbers.readable(freeze[0])
            + ", "
            + Numbers.readable(freeze[1])
            + ").",
        Figure.COLUMN,
        82,
        chart::draw,
        new Table(List.of("item", players.get(0), players.get(1)), rows));
  }

  private static void add(
      XYSeriesCollection points,
      List<List<Object>> rows,
      XYLineAndShapeRenderer renderer,
      String name,
      double[] at,
      Shape marker,
      Color colour,
      boolean filled) {
    XYSeries series = new XYSeries(name);
    series.add(at[0], at[1]);
    int index = points.getSeriesCount();
    points.addSeries(series);
    renderer.setSeriesShape(index, marker);
    renderer.setSeriesPaint(index, colour);
    renderer.setSeriesShapesFilled(index, filled);
    rows.add(List.of(name, at[0], at[1]));
  }

  private static Optional<XYPolygonAnnotation> polygon(
      Polygon set, @org.jspecify.annotations.Nullable Color fill, Color line, boolean dashed) {
    if (set.size() < 2) {
      return Optional.empty();
    }
    double[] corners = new double[2 * set.size()];
    for (int v = 0; v < set.size(); v++) {
      corners[2 * v] = set.vertices().get(v)[0];
      corners[2 * v + 1] = set.vertices().get(v)[1];
    }
    BasicStroke stroke = (BasicStroke) (dashed ? Theme.DASHED : Theme.LINE);
    BasicStroke thin =
        new BasicStroke(
            dashed ? 0.5f : 0.8f,
            stroke.getEndCap(),
            stroke.getLineJoin(),
            1,
            stroke.getDashArray(),
            0);
    return Optional.of(new XYPolygonAnnotation(corners, thin, line, fill));
  }

  private static void range(org.jfree.chart.axis.ValueAxis axis, List<List<Object>> rows, int at) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (List<Object> row : rows) {
      low = Math.min(low, (Double) row.get(at));
      high = Math.max(high, (Double) row.get(at));
    }
    double margin = Math.max(0.06 * (high - low), 1e-6);
    ((NumberAxis) axis).setRange(new Range(low - margin, high + margin));
  }
}
