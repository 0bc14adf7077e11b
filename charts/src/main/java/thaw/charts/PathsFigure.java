package thaw.charts;

import java.awt.Color;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.XYPolygonAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import thaw.model.game.PhasedExchange;
import thaw.solver.simulate.Play;
import thaw.solver.simulate.Play.Moment;

/** Play over time: trust, progress, and the chances of settlement and crisis, exactly. */
public final class PathsFigure {
  /** Fills that differ in lightness, whatever panel they are in. */
  private static final Color MOST_PLAYS = new Color(0xA3C8E2);

  private static final Color HALF_OF_PLAYS = new Color(0x6FA8D0);

  private static final Color SETTLED = new Color(0x00573F);

  private static final List<Color> COLOURS = List.of(Theme.BLUE, Theme.VERMILLION);

  private static final List<Stroke> STROKES = List.of(Theme.LINE, Theme.DASHED);

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
    time.setLowerMargin(0);
    time.setUpperMargin(0);
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
    Play.QUANTILES.forEach(q -> columns.add("trust q" + Math.round(100 * q)));
    columns.addAll(
        List.of(
            "progress " + players.get(0),
            "progress " + players.get(1),
            "payoff " + players.get(0),
            "payoff " + players.get(1),
            "settled",
            "crisis"));
    Moment last = course.get(course.size() - 1);
    all.setFixedLegendItems(legend(players));
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
          new AxisName("trust", "τ")
              .upwards(paper, Theme.NAME, trust.getCenterY(), trust.getHeight());
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

  /** Fills what lies between two values of each moment. */
  private static void band(
      XYPlot panel, List<Moment> course, ToValue low, ToValue high, Color fill) {
    int n = course.size();
    double[] corners = new double[4 * n];
    for (int k = 0; k < n; k++) {
      corners[2 * k] = course.get(k).period();
      corners[2 * k + 1] = low.of(course.get(k));
      corners[4 * n - 2 * k - 2] = course.get(k).period();
      corners[4 * n - 2 * k - 1] = high.of(course.get(k));
    }
    panel
        .getRenderer()
        .addAnnotation(new XYPolygonAnnotation(corners, null, null, fill), Layer.BACKGROUND);
  }

  private static void line(XYPlot panel, XYSeries series, Color colour, Stroke stroke) {
    XYSeriesCollection lines = (XYSeriesCollection) panel.getDataset();
    int index = lines.getSeriesCount();
    lines.addSeries(series);
    panel.getRenderer().setSeriesPaint(index, colour);
    panel.getRenderer().setSeriesStroke(index, stroke);
  }

  private static XYPlot panel(NumberAxis time, String label, double high) {
    NumberAxis y = Theme.axis(label);
    y.setRange(0, high);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    XYPlot panel = new XYPlot(new XYSeriesCollection(), time, y, renderer);
    Theme.plain(panel);
    // Dashes on what they hide, not under it.
    panel.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
    return panel;
  }

  private static XYPlot trust(List<Moment> course, NumberAxis time) {
    XYPlot panel = panel(time, AxisName.ROOM, 1);
    band(panel, course, m -> m.trust()[0], m -> m.trust()[4], MOST_PLAYS);
    band(panel, course, m -> m.trust()[1], m -> m.trust()[3], HALF_OF_PLAYS);
    line(panel, series("median", course, m -> m.trust()[2]), Theme.BLUE, Theme.LINE);
    return panel;
  }

  private static XYPlot progress(Data data, NumberAxis time) {
    XYPlot panel = panel(time, "phases", data.phases() * 1.05);
    panel
        .getRangeAxis()
        .setStandardTickUnits(
            new NumberTickUnitSource(true, NumberFormat.getIntegerInstance(Locale.ROOT)));
    for (int i = 0; i < 2; i++) {
      int party = i;
      line(
          panel,
          series(data.players().get(i), data.course(), m -> m.progress()[party]),
          COLOURS.get(i),
          STROKES.get(i));
    }
    return panel;
  }

  private static XYPlot chances(List<Moment> course, NumberAxis time) {
    XYPlot panel = panel(time, "probability", 1);
    band(panel, course, m -> 0, Moment::settled, SETTLED);
    band(panel, course, Moment::settled, m -> 1 - m.crisis(), Theme.PALE);
    band(panel, course, m -> 1 - m.crisis(), m -> 1, Theme.VERMILLION);
    line(panel, series("settled", course, Moment::settled), Theme.BLACK, Theme.THIN);
    line(panel, series("crisis", course, m -> 1 - m.crisis()), Theme.BLACK, Theme.THIN);
    return panel;
  }

  /** Lines of the parties; areas as they lie on each other, the uppermost first. */
  private static LegendItemCollection legend(List<String> players) {
    LegendItemCollection items = new LegendItemCollection();
    for (int i = 0; i < 2; i++) {
      items.add(
          new LegendItem(
              players.get(i),
              null,
              null,
              null,
              new Line2D.Double(-6, 0, 6, 0),
              STROKES.get(i),
              COLOURS.get(i)));
    }
    Map<String, Color> areas = new LinkedHashMap<>();
    areas.put("crisis", Theme.VERMILLION);
    areas.put("under way or frozen", Theme.PALE);
    areas.put("settled", SETTLED);
    areas.forEach(
        (name, fill) ->
            items.add(
                new LegendItem(
                    name,
                    null,
                    null,
                    null,
                    new Rectangle2D.Double(-4, -3, 8, 6),
                    fill,
                    Theme.THIN,
                    Theme.BLACK)));
    return items;
  }
}
