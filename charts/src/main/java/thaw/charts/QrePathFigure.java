package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Stroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import thaw.model.game.Game;
import thaw.solver.markov.MarkovLogit;

/**
 * The principal branch of logit equilibria: the probability of every action of one state as the
 * precision λ grows, one panel per player.
 */
public final class QrePathFigure {
  private static final List<Color> COLOURS =
      List.of(Theme.BLUE, Theme.VERMILLION, Theme.GREEN, Theme.BLACK, Theme.PURPLE, Theme.ORANGE);

  private static final List<Stroke> STROKES =
      List.of(
          Theme.LINE,
          Theme.DASHED,
          Theme.DOTTED,
          dashes(6, 2, 1, 2),
          dashes(8, 3),
          dashes(3, 1.5f, 1, 1.5f, 1, 1.5f));

  /** Labels are at least this far apart, as a share of the axis. */
  private static final double APART = 0.1;

  /** From this share of 1 / payoff range on, something happens. */
  private static final double FROM = 0.03;

  /** Beyond λ where probabilities stay within this of the last, nothing is drawn. */
  private static final double STILL = 2e-3;

  private static final double PANEL = 46;
  private static final double AXIS = 12;

  private QrePathFigure() {}

  private static Stroke dashes(float... lengths) {
    return new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, lengths, 0);
  }

  /**
   * What it shows.
   *
   * @param place of the state
   * @param where in words; empty if there is only one state
   * @param actions of the state, by player
   * @param payoffRange largest of any player
   * @param turns of the branch in λ
   * @param branch λ and the probability of each action, player by player
   */
  record Data(
      int place,
      String where,
      List<String> players,
      List<List<String>> actions,
      double payoffRange,
      int turns,
      List<double[]> branch)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws what a walk along the branch has kept.
   *
   * @param branch with its steps kept
   * @param state whose actions are drawn
   * @throws IllegalArgumentException if the branch was not kept
   */
  public static Figure of(Game game, MarkovLogit.Result branch, int state) {
    if (branch.branch().size() < 2) {
      throw new IllegalArgumentException("the branch was not kept; allowed: two points or more");
    }
    int first = 1;
    for (int s = 0; s < state; s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        first += game.state(s).actionCount(i);
      }
    }
    List<List<String>> actions = new ArrayList<>();
    double range = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      actions.add(game.state(state).actions(i));
      range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
    }
    int count = actions.stream().mapToInt(List::size).sum();
    List<double[]> points = new ArrayList<>();
    for (double[] row : branch.branch()) {
      double[] point = new double[1 + count];
      point[0] = row[0];
      System.arraycopy(row, first, point, 1, count);
      points.add(point);
    }
    return new Data(
            state,
            game.stateCount() > 1 ? " at " + game.state(state).name() : "",
            game.players(),
            actions,
            range,
            branch.turns(),
            points)
        .figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    List<double[]> rows = data.branch().stream().filter(r -> r[0] > 0).toList();
    double[] last = rows.get(rows.size() - 1);
    double range = data.payoffRange();
    double from = range > 0 ? FROM / range : FROM;
    double to = end(rows, last, from);
    LogAxis lambda = axis(from, to);
    CombinedDomainXYPlot all = new CombinedDomainXYPlot(lambda);
    all.setGap(8);
    // The last tick may stand at the end of the axis.
    all.setInsets(new RectangleInsets(3, 3, 3, 12));
    int at = 1;
    for (int i = 0; i < data.players().size(); i++) {
      List<String> actions = data.actions().get(i);
      all.add(panel(data.players().get(i), actions, rows, at, to), 1);
      at += actions.size();
    }
    JFreeChart chart = Theme.chart(all, false);
    String where = data.where();
    String turns =
        data.turns() > 0 ? " The branch turns back in λ " + data.turns() + " times." : "";
    return new Figure(
        data.place() == 0 ? "qre-path" : "qre-path-" + (data.place() + 1),
        "Logit quantal response equilibria along the principal branch"
            + where
            + ": probability of each action against the precision λ of responses to total payoffs."
            + turns,
        "Probabilities of the actions of "
            + String.join(", ", data.players())
            + where
            + " from even mixing at λ = 0 to λ = "
            + Numbers.readable(last[0])
            + ".",
        widthMm,
        Figure.height(PANEL * data.players().size() + AXIS, widthMm),
        chart::draw,
        table(data));
  }

  /** The λ from which on nothing changes any more that could be seen. */
  private static double end(List<double[]> rows, double[] last, double from) {
    double end = 30 * from;
    for (double[] row : rows) {
      boolean still =
          IntStream.range(1, last.length).allMatch(k -> Math.abs(row[k] - last[k]) <= STILL);
      end = still ? end : Math.max(end, 2 * row[0]);
    }
    return end;
  }

  private static LogAxis axis(double from, double to) {
    NumberAxis plain = Theme.axis("λ");
    LogAxis axis = new LogAxis("λ");
    axis.setLabelFont(Theme.SYMBOL);
    axis.setTickLabelFont(Theme.TICK);
    axis.setLabelPaint(plain.getLabelPaint());
    axis.setTickLabelPaint(plain.getTickLabelPaint());
    axis.setAxisLinePaint(plain.getAxisLinePaint());
    axis.setTickMarkPaint(plain.getTickMarkPaint());
    axis.setAxisLineStroke(Theme.THIN);
    axis.setTickMarkStroke(Theme.THIN);
    axis.setMinorTickMarksVisible(false);
    axis.setTickMarkOutsideLength(2);
    axis.setTickMarkInsideLength(0);
    axis.setLabelInsets(plain.getLabelInsets());
    axis.setTickLabelInsets(plain.getTickLabelInsets());
    axis.setTickUnit(
        new NumberTickUnit(1) {
          private static final long serialVersionUID = 1;

          @Override
          public String valueToString(double value) {
            return Numbers.readable(Double.parseDouble(String.format("%.3e", value)));
          }
        });
    // Room for the labels at the ends of the lines: a third of what is drawn.
    axis.setRange(from, to * Math.pow(to / from, 1 / 3.0));
    return axis;
  }

  private static XYPlot panel(
      String player, List<String> actions, List<double[]> rows, int first, double to) {
    NumberAxis y = Theme.axis("probability, " + player);
    y.setRange(0, 1.02);
    y.setTickUnit(
        new NumberTickUnit(0.25, java.text.NumberFormat.getInstance(java.util.Locale.ROOT)));
    XYPlot panel = new XYPlot(null, null, y, null);
    Theme.plain(panel);
    XYSeriesCollection lines = new XYSeriesCollection();
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    double[] ends = new double[actions.size()];
    for (int a = 0; a < actions.size(); a++) {
      // Not sorted by λ: the branch may turn back.
      XYSeries series = new XYSeries(actions.get(a), false, true);
      for (double[] row : rows) {
        if (row[0] <= to) {
          series.add(row[0], row[first + a]);
          ends[a] = row[first + a];
        }
      }
      series.add(to, ends[a]);
      lines.addSeries(series);
      renderer.setSeriesPaint(a, COLOURS.get(a % COLOURS.size()));
      renderer.setSeriesStroke(a, STROKES.get(a % STROKES.size()));
    }
    panel.setDataset(lines);
    panel.setRenderer(renderer);
    double[] places = spread(ends);
    for (int a = 0; a < actions.size(); a++) {
      XYTextAnnotation label = new XYTextAnnotation(" " + actions.get(a), to, places[a]);
      label.setFont(Theme.TICK);
      label.setPaint(COLOURS.get(a % COLOURS.size()));
      label.setTextAnchor(TextAnchor.CENTER_LEFT);
      panel.addAnnotation(label);
    }
    return panel;
  }

  /** Moves labels apart that would lie on each other, within the panel. */
  private static double[] spread(double[] ends) {
    int n = ends.length;
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    order.sort(Comparator.comparingDouble(a -> ends[a]));
    double apart = Math.min(APART, 0.96 / n);
    double[] places = new double[n];
    double below = 0.04 - apart;
    for (int a : order) {
      below = Math.max(ends[a], below + apart);
      places[a] = below;
    }
    double above = 0.98 + apart;
    for (int k = n - 1; k >= 0; k--) {
      above = Math.min(places[order.get(k)], above - apart);
      places[order.get(k)] = above;
    }
    return places;
  }

  private static Table table(Data data) {
    List<String> columns = new ArrayList<>(List.of("lambda"));
    for (int i = 0; i < data.players().size(); i++) {
      for (String action : data.actions().get(i)) {
        columns.add(data.players().get(i) + " " + action);
      }
    }
    List<List<Object>> rows = new ArrayList<>();
    for (double[] point : data.branch()) {
      List<Object> row = new ArrayList<>();
      for (double value : point) {
        row.add(value);
      }
      rows.add(row);
    }
    return new Table(columns, rows);
  }
}
