package thaw.charts;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYDifferenceRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.CriticalValues;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.FreezeReport.StateConditions;
import thaw.solver.freeze.PatienceCurve;
import thaw.solver.freeze.Verdict;

/**
 * How the payoffs of equilibria, of freezing and of settlement, and the price of freezing, move
 * with one parameter: best and worst equilibrium payoffs of each party, all equilibria between
 * them.
 */
public final class ComparativeStaticsFigure {
  /**
   * The conditions at one value of the parameter; pairs are by player.
   *
   * @param settlement empty where there is none
   * @param price of freezing, at least
   * @param priceAtMost of freezing
   */
  record Point(
      double x,
      Verdict verdict,
      double[] worst,
      double[] best,
      double[] freeze,
      double[] settlement,
      double price,
      double priceAtMost) {
    static Point of(double x, StateConditions c) {
      return new Point(
          x,
          c.verdict(),
          c.punishment(),
          c.best(),
          c.freezePayoff(),
          c.settlementPayoff().orElse(new double[0]),
          c.gains().common(),
          c.gainsAtMost().common());
    }

    private double settlement(int player) {
      return settlement.length == 0 ? Double.NaN : settlement[player];
    }
  }

  /** What it shows. */
  record Data(
      String name,
      AxisName parameter,
      List<String> players,
      List<Point> points,
      List<Threshold> thresholds)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  private ComparativeStaticsFigure() {}

  /**
   * In the patience δ of both parties.
   *
   * @param found critical values; that of patience is marked
   */
  public static Figure inPatience(
      FreezeReport report, List<PatienceCurve.Point> curve, List<CriticalValues.Found> found) {
    List<Threshold> thresholds =
        new ArrayList<>(SequencingFigure.today(report.exchange().effective()));
    thresholds.addAll(critical("δ*", "δ", found));
    return new Data(
            "comparative-statics-patience",
            new AxisName("patience of both", "δ"),
            report.exchange().game().players(),
            curve.stream().map(p -> Point.of(p.patience(), p.conditions())).toList(),
            thresholds)
        .figure(Figure.COLUMN);
  }

  /**
   * In the trust τ that the exchange starts from.
   *
   * @param found critical values; that of trust is marked, without one the levels between which the
   *     verdict changes
   */
  public static Figure inTrust(FreezeReport report, List<CriticalValues.Found> found) {
    PhasedExchange exchange = report.exchange();
    List<Point> points = new ArrayList<>();
    exchange
        .statesByTrust(exchange.initial().successor(0))
        .forEach((trust, state) -> points.add(Point.of(trust, report.states().get(state))));
    SortedMap<Double, Verdict> verdicts = new TreeMap<>();
    points.forEach(p -> verdicts.put(p.x(), p.verdict()));
    List<Threshold> thresholds = critical("τ̄", "τ₀", found);
    if (thresholds.isEmpty()) {
      thresholds.addAll(VerdictMark.critical("τ̄", verdicts));
    }
    thresholds.add(Threshold.at("τ_0", exchange.effective().trust().initial()));
    return new Data(
            "comparative-statics-trust",
            new AxisName("initial trust", "τ"),
            exchange.game().players(),
            points,
            thresholds)
        .figure(Figure.COLUMN);
  }

  private static List<Threshold> critical(
      String symbol, String quantity, List<CriticalValues.Found> found) {
    List<Threshold> thresholds = new ArrayList<>();
    found.stream()
        .filter(f -> f.quantity().symbol().equals(quantity))
        .forEach(f -> thresholds.addAll(VerdictMark.critical(symbol, f.range().verdicts())));
    return thresholds;
  }

  private static Figure draw(Data data, double widthMm) {
    String parameter = data.parameter().text();
    List<String> players = data.players();
    List<Point> points = data.points();
    List<List<Object>> rows = new ArrayList<>();
    NumberAxis x = Theme.axis(AxisName.ROOM);
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(x);
    all.setGap(8);
    all.setInsets(new RectangleInsets(data.thresholds().isEmpty() ? 3 : Threshold.ROOM, 3, 3, 8));
    for (int i = 0; i < 2; i++) {
      XYSeries best = new XYSeries("equilibrium payoffs");
      XYSeries worst = new XYSeries("worst");
      XYSeries freeze = new XYSeries("freeze");
      XYSeries settlement = new XYSeries("settlement");
      XYSeries price = new XYSeries("price of freezing");
      for (Point p : points) {
        best.add(p.x(), p.best()[i]);
        worst.add(p.x(), p.worst()[i]);
        freeze.add(p.x(), p.freeze()[i]);
        if (p.settlement().length > 0) {
          settlement.add(p.x(), p.settlement(i));
        }
        price.add(p.x(), p.price());
      }
      XYPlot panel = new XYPlot(null, x, Theme.axis("payoff of " + players.get(i)), null);
      Theme.plain(panel);
      XYSeriesCollection band = new XYSeriesCollection();
      band.addSeries(best);
      band.addSeries(worst);
      XYDifferenceRenderer fill = new XYDifferenceRenderer(Theme.PALE, Theme.PALE, false);
      fill.setSeriesPaint(0, Theme.BLUE);
      fill.setSeriesPaint(1, Theme.BLUE);
      fill.setSeriesStroke(0, Theme.LINE);
      fill.setSeriesStroke(1, Theme.LINE);
      fill.setSeriesVisibleInLegend(0, i == 0);
      fill.setSeriesVisibleInLegend(1, false);
      panel.setDataset(0, band);
      panel.setRenderer(0, fill);
      XYSeriesCollection lines = new XYSeriesCollection();
      lines.addSeries(freeze);
      lines.addSeries(settlement);
      lines.addSeries(price);
      XYLineAndShapeRenderer line = new XYLineAndShapeRenderer(true, false);
      line.setDrawSeriesLineAsPath(true);
      line.setSeriesPaint(0, Theme.BLACK);
      line.setSeriesStroke(0, Theme.LINE);
      line.setSeriesPaint(1, Theme.GREEN);
      line.setSeriesStroke(1, Theme.DASHED);
      line.setSeriesPaint(2, Theme.VERMILLION);
      line.setSeriesStroke(2, Theme.DOTTED);
      for (int k = 0; k < 3; k++) {
        line.setSeriesVisibleInLegend(k, i == 0);
      }
      panel.setDataset(1, lines);
      panel.setRenderer(1, line);
      panel.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
      double[] range = range(points);
      panel
          .getRangeAxis()
          .setRange(
              range[0] - 0.12 * (range[1] - range[0]), range[1] + 0.06 * (range[1] - range[0]));
      all.add(panel, 1);
    }
    for (Point p : points) {
      rows.add(
          List.of(
              p.x(),
              p.verdict().word(),
              p.worst()[0],
              p.best()[0],
              p.freeze()[0],
              p.settlement(0),
              p.worst()[1],
              p.best()[1],
              p.freeze()[1],
              p.settlement(1),
              p.price(),
              p.priceAtMost()));
    }
    JFreeChart chart = Theme.chart(all, true);
    String a = players.get(0);
    String b = players.get(1);
    return new Figure(
        data.name(),
        "Shaded: all equilibrium payoffs from the start, from each party's worst to its best (outer"
            + " bounds). Lines: freezing, the settlement that reciprocation leads to, and the price"
            + " of freezing (largest gain that both can have at once). At the foot: verdicts ("
            + VerdictMark.CAPTION
            + ")."
            + Threshold.caption(data.thresholds()),
        "Payoff ranges by " + parameter + " for " + a + " and " + b + ".",
        widthMm,
        Figure.height(116, widthMm),
        (paper, area) -> draw(paper, area, chart, all, data),
        new Table(
            List.of(
                data.parameter().column(),
                "verdict",
                a + " worst",
                a + " best",
                a + " freeze",
                a + " settlement",
                b + " worst",
                b + " best",
                b + " freeze",
                b + " settlement",
                "price of freezing at least",
                "price of freezing at most"),
            rows));
  }

  /** From the least to the greatest value shown, of both. */
  private static double[] range(List<Point> points) {
    double foot = Double.POSITIVE_INFINITY;
    double head = Double.NEGATIVE_INFINITY;
    for (Point p : points) {
      foot = Math.min(foot, Math.min(p.worst()[0], p.worst()[1]));
      head = Math.max(head, Math.max(Math.max(p.best()[0], p.best()[1]), p.price()));
      for (int i = 0; i < 2; i++) {
        foot = Math.min(foot, p.freeze()[i]);
        if (p.settlement().length > 0) {
          foot = Math.min(foot, p.settlement(i));
          head = Math.max(head, p.settlement(i));
        }
      }
    }
    return new double[] {foot, head};
  }

  /** The chart; then on it thresholds and, at the foot of each panel, verdicts. */
  private static void draw(
      Graphics2D paper, Rectangle2D area, JFreeChart chart, CombinedDomainXYPlot all, Data data) {
    ChartRenderingInfo info = new ChartRenderingInfo();
    chart.draw(paper, area, info);
    double[] range = range(data.points());
    for (int i = 0; i < info.getPlotInfo().getSubplotCount(); i++) {
      Rectangle2D panel = info.getPlotInfo().getSubplotInfo(i).getDataArea();
      DoubleUnaryOperator x =
          v -> all.getDomainAxis().valueToJava2D(v, panel, RectangleEdge.BOTTOM);
      double scale = x.applyAsDouble(1) - x.applyAsDouble(0);
      for (Threshold threshold : data.thresholds()) {
        if (!threshold.isNarrow(scale)) {
          continue;
        }
        double at = x.applyAsDouble(threshold.middle());
        paper.setColor(Theme.GREY);
        paper.setStroke(Theme.THIN);
        paper.draw(new Line2D.Double(at, panel.getY(), at, panel.getMaxY()));
      }
      double y =
          all.getSubplots()
              .get(i)
              .getRangeAxis()
              .valueToJava2D(range[0] - 0.06 * (range[1] - range[0]), panel, RectangleEdge.LEFT);
      for (Point p : data.points()) {
        VerdictMark.draw(paper, p.verdict(), x.applyAsDouble(p.x()), y);
      }
      if (i == 1) {
        data.parameter().below(paper, panel);
      }
      if (i == 0) {
        Threshold.above(paper, data.thresholds(), x, panel.getY());
      }
    }
  }
}
