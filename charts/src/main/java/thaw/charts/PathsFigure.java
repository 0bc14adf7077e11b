package thaw.charts;

import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYDifferenceRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import thaw.model.game.PhasedExchange;
import thaw.solver.simulate.Play;
import thaw.solver.simulate.Play.Moment;

/** Play over time: trust, progress, and the chances of settlement and crisis, exactly. */
public final class PathsFigure {
  /** Base line of the name of an axis on the left, points from the edge. */
  private static final double NAME = 12.5;

  private PathsFigure() {}

  /**
   * What it shows.
   *
   * @param what the profile in words
   * @param phases of the roadmap
   */
  record Data(String what, List<String> players, int phases, List<Moment> course)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws the course of a strategy profile.
   *
   * @param what the profile in words, for the caption
   */
  public static Figure of(PhasedExchange exchange, List<Moment> course, String what) {
    return new Data(what, exchange.game().players(), exchange.roadmap().size(), course)
        .figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    List<String> players = data.players();
    List<Moment> course = data.course();
    NumberAxis time = Theme.axis("period");
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(time);
    all.setGap(8);
    all.setInsets(new org.jfree.chart.ui.RectangleInsets(3, 3, 3, 6));
    all.add(trust(course, time), 3);
    all.add(progress(data, time), 3);
    all.add(chances(course, time), 3);
    List<List<Object>> rows = new ArrayList<>();
    for (Moment m : course) {
      List<Object> row = new ArrayList<>(List.of(m.period()));
      for (double q : m.trust()) {
        row.add(q);
      }
      row.addAll(
          List.of(
              m.progress()[0],
              m.progress()[1],
              m.payoff()[0],
              m.payoff()[1],
              m.settled(),
              m.crisis()));
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("period"));
    Play.QUANTILES.forEach(q -> columns.add("trust " + Math.round(100 * q) + "%"));
    columns.addAll(
        List.of(
            "progress " + players.get(0),
            "progress " + players.get(1),
            "payoff " + players.get(0),
            "payoff " + players.get(1),
            "settled",
            "crisis"));
    Moment last = course.get(course.size() - 1);
    JFreeChart chart = Theme.chart(all, true);
    return new Figure(
        "paths",
        data.what()
            + ", period by period, exactly (no sampling). Top: trust, median with bands of 50% and"
            + " 80%. Middle: mean number of phases implemented. Bottom: probabilities of being"
            + " settled (from below), in crisis (from above), and neither.",
        "After "
            + last.period()
            + " periods: settled with probability "
            + Numbers.readable(last.settled())
            + ", in crisis with probability "
            + Numbers.readable(last.crisis())
            + ".",
        widthMm,
        Figure.height(128, widthMm),
        (paper, area) -> {
          ChartRenderingInfo info = new ChartRenderingInfo();
          chart.draw(paper, area, info);
          Rectangle2D trust = info.getPlotInfo().getSubplotInfo(0).getDataArea();
          new AxisName("trust", "τ").upwards(paper, NAME, trust.getCenterY(), trust.getHeight());
        },
        new Table(columns, rows));
  }

  private static XYSeries series(String name, List<Moment> course, ToValue value) {
    XYSeries series = new XYSeries(name);
    course.forEach(m -> series.add(m.period(), value.of(m)));
    return series;
  }

  private interface ToValue {
    double of(Moment moment);
  }

  private static void band(
      XYPlot panel, int index, XYSeries high, XYSeries low, Color fill, boolean legend) {
    XYSeriesCollection band = new XYSeriesCollection();
    band.addSeries(high);
    band.addSeries(low);
    XYDifferenceRenderer renderer = new XYDifferenceRenderer(fill, fill, false);
    for (int k = 0; k < 2; k++) {
      renderer.setSeriesPaint(k, fill);
      renderer.setSeriesStroke(k, Theme.LINE);
      renderer.setSeriesVisibleInLegend(k, legend && k == 0);
    }
    panel.setDataset(index, band);
    panel.setRenderer(index, renderer);
  }

  private static void line(
      XYPlot panel,
      int index,
      XYSeries series,
      Color colour,
      java.awt.Stroke stroke,
      boolean legend) {
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setSeriesPaint(0, colour);
    renderer.setSeriesStroke(0, stroke);
    renderer.setSeriesVisibleInLegend(0, legend);
    panel.setDataset(index, new XYSeriesCollection(series));
    panel.setRenderer(index, renderer);
  }

  private static XYPlot panel(NumberAxis time, String label, double high) {
    NumberAxis y = Theme.axis(label);
    y.setRange(0, high);
    XYPlot panel = new XYPlot(null, time, y, null);
    Theme.plain(panel);
    panel.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
    return panel;
  }

  private static XYPlot trust(List<Moment> course, NumberAxis time) {
    XYPlot panel = panel(time, AxisName.ROOM, 1);
    band(
        panel,
        0,
        series("80%", course, m -> m.trust()[4]),
        series("10%", course, m -> m.trust()[0]),
        new Color(0xD3E6F2),
        false);
    band(
        panel,
        1,
        series("50%", course, m -> m.trust()[3]),
        series("25%", course, m -> m.trust()[1]),
        new Color(0x9CC6E0),
        false);
    line(panel, 2, series("median", course, m -> m.trust()[2]), Theme.BLUE, Theme.LINE, false);
    return panel;
  }

  private static XYPlot progress(Data data, NumberAxis time) {
    XYPlot panel = panel(time, "phases", data.phases() * 1.05);
    List<String> players = data.players();
    List<Moment> course = data.course();
    line(
        panel,
        0,
        series(players.get(0), course, m -> m.progress()[0]),
        Theme.BLUE,
        Theme.LINE,
        true);
    line(
        panel,
        1,
        series(players.get(1), course, m -> m.progress()[1]),
        Theme.VERMILLION,
        Theme.DASHED,
        true);
    return panel;
  }

  private static XYPlot chances(List<Moment> course, NumberAxis time) {
    XYPlot panel = panel(time, "probability", 1);
    XYSeries zero = series("0", course, m -> 0);
    XYSeries settled = series("settled", course, Moment::settled);
    XYSeries calm = series("under way or frozen", course, m -> 1 - m.crisis());
    XYSeries crisis = series("crisis", course, m -> 1);
    band(panel, 0, crisis, calm, Theme.VERMILLION, true);
    band(panel, 1, calm, settled, Theme.PALE, true);
    band(panel, 2, settled, zero, Theme.GREEN, true);
    return panel;
  }
}
