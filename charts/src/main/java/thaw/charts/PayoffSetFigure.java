package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.FreezeReport.StateConditions;

/**
 * The set of equilibrium payoffs at the start, one party's payoff against the other's, with the
 * payoffs of freezing, settlement and crisis, the punishment point and the bargaining solutions.
 */
public final class PayoffSetFigure {
  private PayoffSetFigure() {}

  /** How a payoff is marked. */
  enum Item {
    FREEZE("freeze", 0, 5, Theme.BLACK, true),
    SETTLEMENT("settlement", 1, 5, Theme.GREEN, true),
    CRISIS("crisis", 2, 5, Theme.VERMILLION, true),
    PUNISHMENTS("punishments", 4, 7, Theme.GREY, true),
    NASH("Nash bargaining", 3, 5, Theme.PURPLE, true),
    UTILITARIAN("utilitarian", 3, 7, Theme.PURPLE, false);

    private final String words;
    private final int marker;
    private final double size;
    private final Color colour;
    private final boolean filled;

    /**
     * @param size what may lie under other marks is larger
     */
    Item(String words, int marker, double size, Color colour, boolean filled) {
      this.words = words;
      this.marker = marker;
      this.size = size;
      this.colour = colour;
      this.filled = filled;
    }
  }

  record Mark(Item item, double[] at) {}

  /**
   * What it shows.
   *
   * @param where name of the state
   * @param outer vertices of a set that holds all equilibrium payoffs
   * @param inner vertices of the set that is attained
   */
  record Data(
      List<String> players,
      String where,
      List<double[]> outer,
      List<double[]> inner,
      List<Mark> marks)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws the payoffs at the start of the analysed exchange.
   *
   * @param report of {@link thaw.solver.freeze.FreezeAnalysis#analyse}
   * @return a figure; {@link Exporter} makes files of it
   */
  public static Figure of(FreezeReport report) {
    StateConditions here = report.start().conditions();
    double[] freeze = here.freezePayoff();
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark(Item.FREEZE, freeze));
    here.settlementPayoff().ifPresent(v -> marks.add(new Mark(Item.SETTLEMENT, v)));
    here.crisisPayoff().ifPresent(v -> marks.add(new Mark(Item.CRISIS, v)));
    marks.add(new Mark(Item.PUNISHMENTS, here.punishment()));
    double[] nash = here.gains().nash();
    double[] sum = here.gains().utilitarian();
    if (nash[0] + nash[1] > 0) {
      marks.add(new Mark(Item.NASH, new double[] {freeze[0] + nash[0], freeze[1] + nash[1]}));
      marks.add(new Mark(Item.UTILITARIAN, new double[] {freeze[0] + sum[0], freeze[1] + sum[1]}));
    }
    return new Data(
            report.exchange().game().players(),
            report.exchange().game().state(here.state()).name(),
            report.sets().outer().get(here.state()).vertices(),
            report.sets().inner().get(here.state()).vertices(),
            marks)
        .figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    List<String> players = data.players();
    List<List<Object>> rows = new ArrayList<>();
    data.outer().forEach(v -> rows.add(List.of("outer bound of V", v[0], v[1])));
    data.inner().forEach(v -> rows.add(List.of("V, attained", v[0], v[1])));
    XYSeriesCollection points = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
    String freeze = "";
    // The cross first, so that others are seen on it.
    List<Mark> marks =
        data.marks().stream()
            .sorted(Comparator.comparing(mark -> mark.item() != Item.PUNISHMENTS))
            .toList();
    for (Mark mark : marks) {
      Item item = mark.item();
      XYSeries series = new XYSeries(item.words);
      series.add(mark.at()[0], mark.at()[1]);
      int index = points.getSeriesCount();
      points.addSeries(series);
      renderer.setSeriesShape(index, Theme.markers(item.size).get(item.marker));
      renderer.setSeriesPaint(index, item.colour);
      renderer.setSeriesShapesFilled(index, item.filled);
      rows.add(List.of(item.words, mark.at()[0], mark.at()[1]));
      if (item == Item.FREEZE) {
        freeze = Numbers.readable(mark.at()[0]) + ", " + Numbers.readable(mark.at()[1]);
      }
    }
    XYPlot plot =
        new XYPlot(points, Theme.axis(AxisName.ROOM), Theme.axis(AxisName.ROOM), renderer);
    plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    Theme.plain(plot);
    polygon(data.outer(), null, Theme.GREY, true).ifPresent(renderer::addAnnotation);
    polygon(data.inner(), Theme.PALE, Theme.BLUE, false)
        .ifPresent(a -> renderer.addAnnotation(a, org.jfree.chart.ui.Layer.BACKGROUND));
    range(plot.getDomainAxis(), rows, 1);
    range(plot.getRangeAxis(), rows, 2);
    JFreeChart chart = Theme.chart(plot, true);
    return new Figure(
        "payoff-set",
        "Subgame-perfect equilibrium payoffs at the start ("
            + data.where()
            + "): shaded, the payoffs that constructed equilibria attain; dashed, a bound that no"
            + " equilibrium passes. Payoffs are normalised discounted averages per period.",
        "Set of equilibrium payoffs of "
            + players.get(0)
            + " and "
            + players.get(1)
            + " with the freeze payoff at ("
            + freeze
            + ").",
        widthMm,
        Figure.height(82, widthMm),
        (paper, area) ->
            Theme.draw(
                chart,
                paper,
                area,
                AxisName.payoff(players.get(0)),
                AxisName.payoff(players.get(1))),
        new Table(List.of("item", "payoff " + players.get(0), "payoff " + players.get(1)), rows));
  }

  private static Optional<XYPolygonAnnotation> polygon(
      List<double[]> set,
      @org.jspecify.annotations.Nullable Color fill,
      Color line,
      boolean dashed) {
    if (set.size() < 2) {
      return Optional.empty();
    }
    double[] corners = new double[2 * set.size()];
    for (int v = 0; v < set.size(); v++) {
      corners[2 * v] = set.get(v)[0];
      corners[2 * v + 1] = set.get(v)[1];
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
