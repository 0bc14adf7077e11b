package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * A value with a name of its own on an axis, as the critical patience δ* or today's trust τ_0. It
 * has a tick with its symbol opposite the numbers, so that neither hides the other.
 *
 * @param symbol in italics; what follows an underscore is a subscript
 * @param low the value lies here or above
 * @param high the value lies here or below; equal to {@code low} where it is known exactly
 */
record Threshold(String symbol, double low, double high) {
  /** What ticks and symbols above a panel take: points. */
  static final double ROOM = 17;

  private static final double TICK = 2;

  private static final float SIZE = 8;

  /** By this symbols stand higher where one of them has a subscript, which reaches down: points. */
  private static final double LIFT = 2;

  /** Between symbols, points. */
  private static final double GAP = 3;

  /** Between the base lines of symbols one above the other, points. */
  private static final double LINE = 8.5;

  /** A bracket that is wider than this is shown as a bar, points. */
  private static final double VISIBLE = 1.5;

  /** A bracket up to this is narrow enough for one line, points. */
  private static final double NARROW = 8;

  private static final Stroke BAR =
      new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);

  /** A value that is known exactly. */
  static Threshold at(String symbol, double value) {
    return new Threshold(symbol, value, value);
  }

  /** The same symbol with a star: the critical value of what it stands for. */
  static String critical(String symbol) {
    int at = symbol.indexOf('_');
    return at < 0 ? symbol + "*" : symbol.substring(0, at) + "*" + symbol.substring(at);
  }

  /** Where it is drawn. */
  double middle() {
    return (low + high) / 2;
  }

  /** Whether it is known well enough for a line through the panel, points per unit of the axis. */
  boolean isNarrow(double scale) {
    return (high - low) * scale <= NARROW;
  }

  /** For captions. */
  String text() {
    return low == high
        ? symbol + " = " + Numbers.readable(low)
        : symbol + " between " + Numbers.readable(low) + " and " + Numbers.readable(high);
  }

  /** A sentence for captions; empty without thresholds. */
  static String caption(List<Threshold> thresholds) {
    return thresholds.isEmpty()
        ? ""
        : thresholds.stream()
            .map(Threshold::text)
            .collect(Collectors.joining(", ", " Ticks above: ", "."));
  }

  /**
   * Ticks and symbols above a panel, side by side where they are near each other.
   *
   * @param x where a value is
   * @param y the upper edge of the panel
   */
  static void above(Graphics2D paper, List<Threshold> thresholds, DoubleUnaryOperator x, double y) {
    List<Threshold> sorted = sorted(thresholds, x);
    double[] at = sorted.stream().mapToDouble(t -> x.applyAsDouble(t.middle())).toArray();
    double[] widths =
        sorted.stream().mapToDouble(t -> new AxisName("", t.symbol()).width(paper, SIZE)).toArray();
    double[] room = new double[at.length];
    for (int k = 1; k < at.length; k++) {
      room[k] = (widths[k - 1] + widths[k]) / 2 + GAP;
    }
    double[] placed = apart(at, room);
    double lift = sorted.stream().anyMatch(t -> t.symbol().contains("_")) ? LIFT : 0;
    for (int k = 0; k < at.length; k++) {
      Threshold t = sorted.get(k);
      bar(paper, x.applyAsDouble(t.low()), y, x.applyAsDouble(t.high()), y);
      Path2D tick = new Path2D.Double();
      tick.moveTo(at[k], y);
      tick.lineTo(at[k], y - TICK);
      tick.lineTo(placed[k], y - 2 * TICK);
      draw(paper, tick, t, placed[k] - widths[k] / 2, y - 2 * TICK - 2 - lift);
    }
  }

  /**
   * Ticks and symbols right of a panel, one above the other where they are near each other.
   *
   * @param y where a value is
   * @param x the right edge of the panel
   */
  static void beside(
      Graphics2D paper, List<Threshold> thresholds, DoubleUnaryOperator y, double x) {
    List<Threshold> sorted = sorted(thresholds, y);
    double[] at = sorted.stream().mapToDouble(t -> y.applyAsDouble(t.middle())).toArray();
    double[] room = new double[at.length];
    for (int k = 1; k < at.length; k++) {
      room[k] = LINE;
    }
    double[] placed = apart(at, room);
    for (int k = 0; k < at.length; k++) {
      Threshold t = sorted.get(k);
      bar(paper, x, y.applyAsDouble(t.low()), x, y.applyAsDouble(t.high()));
      Path2D tick = new Path2D.Double();
      tick.moveTo(x, at[k]);
      tick.lineTo(x + TICK, at[k]);
      tick.lineTo(x + 2 * TICK, placed[k]);
      draw(paper, tick, t, x + 2 * TICK + 1, placed[k] + 2.5);
    }
  }

  private static List<Threshold> sorted(List<Threshold> thresholds, DoubleUnaryOperator place) {
    return thresholds.stream()
        .sorted(Comparator.comparingDouble(t -> place.applyAsDouble(t.middle())))
        .toList();
  }

  private static void bar(Graphics2D paper, double x1, double y1, double x2, double y2) {
    if (Math.hypot(x2 - x1, y2 - y1) > VISIBLE) {
      paper.setColor(Color.BLACK);
      paper.setStroke(BAR);
      paper.draw(new Line2D.Double(x1, y1, x2, y2));
    }
  }

  private static void draw(Graphics2D paper, Path2D tick, Threshold t, double x, double y) {
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(tick);
    new AxisName("", t.symbol()).draw(paper, SIZE, x, y);
  }

  /**
   * Places nearest to those wanted, in the sense of least squares, with room between neighbours:
   * what is too near forms a group, and a group is centred on what its members want.
   *
   * @param wanted rising
   * @param room between each and the one before it
   */
  static double[] apart(double[] wanted, double[] room) {
    List<double[]> groups = new ArrayList<>();
    double offset = 0;
    double[] offsets = new double[wanted.length];
    for (int k = 0; k < wanted.length; k++) {
      offset += room[k];
      offsets[k] = offset;
      double[] group = {wanted[k] - offset, 1};
      while (!groups.isEmpty() && groups.get(groups.size() - 1)[0] > group[0]) {
        double[] before = groups.remove(groups.size() - 1);
        double members = before[1] + group[1];
        group = new double[] {(before[0] * before[1] + group[0] * group[1]) / members, members};
      }
      groups.add(group);
    }
    double[] placed = new double[wanted.length];
    int k = 0;
    for (double[] group : groups) {
      for (int member = 0; member < group[1]; member++) {
        placed[k] = group[0] + offsets[k];
        k++;
      }
    }
    return placed;
  }
}
