package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.solver.freeze.Bargaining;
import thaw.solver.nash.PureNash;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;

/**
 * The sets of equilibrium payoffs of a solved game, one panel per state: attained payoffs, the
 * bound from outside, each player's worst equilibrium payoff, and the Nash bargaining solution from
 * there. Of a repeated game with one discount factor also what is feasible, and the stage game's
 * pure Nash equilibria.
 */
public final class EquilibriumPayoffsFigure {
  /** More states than this are not drawn. */
  private static final int MOST_STATES = 6;

  private static final int ACROSS = 3;
  private static final double PANEL_HEIGHT = 62;

  /** Panels are at least this wide: mm. */
  private static final double LEAST_PANEL = 55;

  private static final double SINGLE_HEIGHT = 82;

  /** Rows of the legend, mm. */
  private static final double LEGEND = 5;

  /** Between the beginnings of entries of the legend, beside their words: points. */
  private static final double LEGEND_GAP = 22;

  /** Ticks are written with a power of ten below and above this. */
  private static final double FINE = 1e-3;

  private static final double COARSE = 1e6;

  /** Gains below this share of the payoff range are rounding. */
  private static final double ROUNDING = 1e-8;

  /** An outer bound nearer than this share of the payoff range is hidden by the outline. */
  private static final double LINE = 2e-3;

  private static final String FEASIBLE = "feasible";
  private static final String OUTER = "outer bound of V";
  private static final String INNER = "V, attained";
  private static final String PUNISHMENT = "punishments";
  private static final String STAGE_NASH = "stage Nash";
  private static final String BARGAINING = "Nash bargaining";

  private static final List<Shape> MARKERS = Theme.markers(5);

  private EquilibriumPayoffsFigure() {}

  /**
   * What it shows.
   *
   * @param states of the game; the first of them are drawn
   * @param close whether the outer bound is hidden by the outline of what is attained
   */
  record Data(String game, int states, List<String> players, boolean close, List<Panel> panels)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /** Draws the first states of a solved game, at most six. */
  public static Figure of(PayoffSets.Result sets) {
    Game game = sets.game();
    int drawn = Math.min(MOST_STATES, game.stateCount());
    List<Panel> panels = new ArrayList<>();
    for (int s = 0; s < drawn; s++) {
      panels.add(new Panel(game.state(s).name(), items(sets, s)));
    }
    return new Data(
            game.name(),
            game.stateCount(),
            game.players(),
            sets.relativeErrorBound() < LINE,
            panels)
        .figure(drawn == 1 ? Figure.COLUMN : Figure.PAGE);
  }

  private static Figure draw(Data data, double widthMm) {
    List<Panel> panels = new ArrayList<>();
    List<List<Object>> rows = new ArrayList<>();
    Set<String> items = new LinkedHashSet<>();
    for (Panel panel : data.panels()) {
      panel
          .items()
          .forEach(
              (item, points) ->
                  points.forEach(v -> rows.add(List.of(panel.state(), item, v[0], v[1]))));
      Map<String, List<double[]>> shown = new LinkedHashMap<>(panel.items());
      if (data.close()) {
        shown.remove(OUTER);
      }
      items.addAll(shown.keySet());
      panels.add(new Panel(panel.state(), shown));
    }
    int drawn = panels.size();
    int most = (int) Math.max(1, Math.min(ACROSS, Math.floor(widthMm / LEAST_PANEL)));
    int across = drawn == 4 ? Math.min(2, most) : Math.min(most, drawn);
    int down = (drawn + across - 1) / across;
    double panelHeight = drawn == 1 ? Figure.height(SINGLE_HEIGHT, widthMm) : PANEL_HEIGHT;
    List<String> entries = List.copyOf(items);
    double widest = entries.stream().mapToDouble(LegendRows::width).max().orElse(0) + LEGEND_GAP;
    int perRow = (int) Math.max(1, Math.floor((Figure.points(widthMm) - 4) / widest));
    int legendRows = Math.max(1, (entries.size() + perRow - 1) / perRow);
    double height = down * panelHeight + legendRows * LEGEND;
    return new Figure(
        "payoff-set",
        caption(data, drawn, items),
        "Sets of subgame-perfect equilibrium payoffs of "
            + String.join(" and ", data.players())
            + " in "
            + drawn
            + (drawn == 1 ? " state." : " states."),
        widthMm,
        height,
        (paper, area) -> {
          double legend = area.getHeight() * legendRows * LEGEND / height;
          double w = area.getWidth() / across;
          double h = (area.getHeight() - legend) / down;
          for (int s = 0; s < panels.size(); s++) {
            int row = s / across;
            Rectangle2D cell =
                new Rectangle2D.Double(area.getX() + s % across * w, area.getY() + row * h, w, h);
            Theme.draw(
                Theme.chart(panels.get(s).plot(data), false),
                paper,
                cell,
                AxisName.payoff(data.players().get(0)),
                AxisName.payoff(data.players().get(1)));
          }
          Rectangle2D below =
              new Rectangle2D.Double(area.getX(), area.getMaxY() - legend, area.getWidth(), legend);
          legend(paper, below, entries, legendRows);
        },
        new Table(
            List.of(
                "state",
                "item",
                "payoff " + data.players().get(0),
                "payoff " + data.players().get(1)),
            rows));
  }

  private static String caption(Data data, int drawn, Set<String> items) {
    StringBuilder text = new StringBuilder("Subgame-perfect equilibrium payoffs of " + data.game());
    text.append(drawn > 1 ? ", by state" : "");
    text.append(drawn < data.states() ? " (the first " + drawn + ")" : "");
    text.append(
        items.contains(OUTER)
            ? ": shaded, the payoffs that constructed equilibria attain; dashed, a bound that no"
                + " equilibrium passes"
            : ": shaded, the payoffs that constructed equilibria attain, beyond which no"
                + " equilibrium goes by more than the outline's width");
    text.append(items.contains(FEASIBLE) ? "; dotted, what is feasible" : "");
    text.append("; cross, each player's worst equilibrium payoff");
    text.append(items.contains(STAGE_NASH) ? "; circles, pure equilibria of the stage game" : "");
    text.append(items.contains(BARGAINING) ? "; diamond, Nash bargaining from the cross" : "");
    return text.append(". Payoffs are discounted averages per period.").toString();
  }

  /** What is drawn of a state, in the order in which it is listed. */
  private static Map<String, List<double[]>> items(PayoffSets.Result sets, int s) {
    Game game = sets.game();
    Map<String, List<double[]>> items = new LinkedHashMap<>();
    Polygon outer = sets.outer().get(s);
    State state = game.state(s);
    if (game.stateCount() == 1 && game.discount(0) == game.discount(1)) {
      List<double[]> stage = new ArrayList<>();
      for (int a = 0; a < state.profileCount(); a++) {
        stage.add(payoffs(state, a));
      }
      items.put(FEASIBLE, Polygon.hull(stage).vertices());
    }
    if (!outer.isEmpty()) {
      items.put(OUTER, outer.vertices());
      items.put(INNER, sets.inner().get(s).vertices());
      double[] worst = {sets.punishment(s, 0), sets.punishment(s, 1)};
      double range =
          Math.max(game.maxPayoff(0) - game.minPayoff(0), game.maxPayoff(1) - game.minPayoff(1));
      items.put(PUNISHMENT, List.of(worst));
      double[] gain = Bargaining.gains(sets.inner().get(s), worst, ROUNDING * range).nash();
      if (gain[0] + gain[1] > 0) {
        items.put(BARGAINING, List.of(new double[] {worst[0] + gain[0], worst[1] + gain[1]}));
      }
    }
    if (game.stateCount() == 1) {
      List<double[]> nash =
          PureNash.of(state).stream().map(profile -> payoffs(state, profile)).toList();
      if (!nash.isEmpty()) {
        items.put(STAGE_NASH, nash);
      }
    }
    return items;
  }

  private static double[] payoffs(State state, int profile) {
    return new double[] {state.payoff(profile, 0), state.payoff(profile, 1)};
  }

  private static Color colour(String item) {
    return switch (item) {
      case INNER -> Theme.BLUE;
      case STAGE_NASH -> Theme.VERMILLION;
      case BARGAINING -> Theme.PURPLE;
      case FEASIBLE, OUTER -> Theme.GREY;
      default -> Theme.BLACK;
    };
  }

  private static Stroke stroke(String item) {
    BasicStroke stroke =
        (BasicStroke)
            (item.equals(OUTER) ? Theme.DASHED : item.equals(FEASIBLE) ? Theme.DOTTED : Theme.LINE);
    return new BasicStroke(
        0.8f, stroke.getEndCap(), stroke.getLineJoin(), 1, stroke.getDashArray(), 0);
  }

  private static boolean isArea(String item) {
    return item.equals(INNER) || item.equals(OUTER) || item.equals(FEASIBLE);
  }

  private static Shape marker(String item) {
    return switch (item) {
      case PUNISHMENT -> Theme.markers(7).get(4);
      case BARGAINING -> MARKERS.get(3);
      case STAGE_NASH -> MARKERS.get(0);
      default -> MARKERS.get(1);
    };
  }

  record Panel(String state, Map<String, List<double[]>> items) {
    XYPlot plot(Data data) {
      XYSeriesCollection points = new XYSeriesCollection();
      XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
      items.forEach(
          (item, at) -> {
            if (isArea(item) && at.size() > 1) {
              Path2D outline = outline(at);
              Color fill = item.equals(INNER) ? Theme.PALE : null;
              renderer.addAnnotation(
                  new XYShapeAnnotation(outline, stroke(item), colour(item), fill),
                  Layer.BACKGROUND);
            } else {
              XYSeries series = new XYSeries(item, false);
              at.forEach(v -> series.add(v[0], v[1]));
              int index = points.getSeriesCount();
              points.addSeries(series);
              renderer.setSeriesShape(index, marker(item));
              renderer.setSeriesPaint(index, colour(item));
              renderer.setSeriesShapesFilled(index, !item.equals(OUTER));
            }
          });
      NumberAxis across = axis(0, false);
      NumberAxis up = axis(1, data.states() > 1);
      XYPlot plot = new XYPlot(points, across, up, renderer);
      // The cross first, so that others are seen on it.
      plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
      Theme.plain(plot);
      if (data.states() > 1) {
        double left = across.getLowerBound() + 0.03 * across.getRange().getLength();
        note(renderer, state, left, up.getUpperBound(), TextAnchor.TOP_LEFT);
      }
      if (!items.containsKey(INNER)) {
        note(
            renderer,
            "no equilibrium in pure actions",
            across.getRange().getCentralValue(),
            up.getRange().getCentralValue(),
            TextAnchor.CENTER);
      }
      return plot;
    }

    private static void note(
        XYLineAndShapeRenderer renderer, String text, double x, double y, TextAnchor anchor) {
      XYTextAnnotation note = new XYTextAnnotation(text, x, y);
      note.setFont(Theme.TICK);
      note.setTextAnchor(anchor);
      renderer.addAnnotation(note);
    }

    private static Path2D outline(List<double[]> at) {
      Path2D path = new Path2D.Double();
      path.moveTo(at.get(0)[0], at.get(0)[1]);
      at.forEach(v -> path.lineTo(v[0], v[1]));
      path.closePath();
      return path;
    }

    private NumberAxis axis(int player, boolean named) {
      NumberAxis axis = Theme.axis(AxisName.ROOM);
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (List<double[]> at : items.values()) {
        for (double[] v : at) {
          low = Math.min(low, v[player]);
          high = Math.max(high, v[player]);
        }
      }
      if (low > high) {
        low = 0;
        high = 1;
      }
      double size = Math.max(Math.abs(low), Math.abs(high));
      double flat = size > 0 ? size : 1;
      double margin = high - low > ROUNDING * size ? 0.08 * (high - low) : 0.5 * flat;
      // room for the state's name
      int above = player == 1 && named ? 2 : 1;
      axis.setRange(new Range(low - margin, high + above * margin));
      if (size > 0 && (size < FINE || size >= COARSE)) {
        axis.setStandardTickUnits(
            new NumberTickUnitSource(
                false, new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT))));
      }
      return axis;
    }
  }

  private static void legend(Graphics2D paper, Rectangle2D area, List<String> entries, int rows) {
    int perRow = (entries.size() + rows - 1) / Math.max(1, rows);
    double line = area.getHeight() / rows;
    paper.setFont(Theme.TICK);
    double widest = entries.stream().mapToDouble(LegendRows::width).max().orElse(0);
    double step = Math.min(area.getWidth() / perRow, widest + LEGEND_GAP);
    double left = area.getX() + Math.max(8, (area.getWidth() - perRow * step) / 2);
    for (int k = 0; k < entries.size(); k++) {
      String item = entries.get(k);
      double x = left + k % perRow * step;
      int row = k / perRow;
      double y = area.getY() + (row + 0.5) * line;
      paper.setColor(colour(item));
      if (item.equals(INNER)) {
        Rectangle2D box = new Rectangle2D.Double(x - 4, y - 3, 10, 6);
        paper.setColor(Theme.PALE);
        paper.fill(box);
        paper.setColor(colour(item));
        paper.setStroke(stroke(item));
        paper.draw(box);
      } else if (isArea(item)) {
        paper.setStroke(stroke(item));
        paper.draw(new Line2D.Double(x - 5, y, x + 7, y));
      } else {
        paper.fill(
            AffineTransform.getTranslateInstance(x + 1, y).createTransformedShape(marker(item)));
      }
      paper.setColor(Theme.BLACK);
      paper.drawString(item, (float) (x + 10), (float) (y + 2.5));
    }
  }
}
