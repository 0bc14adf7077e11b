package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import thaw.model.Parameter;
import thaw.solver.freeze.Levers;
import thaw.solver.freeze.Levers.Lever;
import thaw.solver.freeze.Verdict;

/** How far each parameter is from the value at which the verdict changes: a tornado. */
public final class LeversFigure {
  /** More are in the data than fit on a page. */
  private static final int MOST = 16;

  private static final double ROW = 11;

  /** In figures narrower than this names stand above their bars: mm. */
  private static final double NARROW = 120;

  private static final double ABOVE = 10;

  /** Ticks are at least this far apart. */
  private static final double TICK_ROOM = 20;

  private LeversFigure() {}

  /**
   * One lever.
   *
   * @param same last value certified to leave the verdict as it is
   * @param other first value certified to change it
   * @param critical what is named as the critical value
   * @param verdict at {@code other}
   * @param distance share of the interval searched
   */
  record Row(
      String path,
      double value,
      double same,
      double other,
      double critical,
      Verdict verdict,
      double distance,
      double low,
      double high) {
    private double share(double at) {
      return Math.abs(at - value) / (high - low);
    }
  }

  /**
   * What it shows.
   *
   * @param without number of parameters that leave the verdict as it is at both ends
   */
  record Data(Verdict verdict, int without, List<Row> rows) implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /** Draws the nearest levers; the data holds them all. */
  public static Figure of(Levers.Result result) {
    return new Data(
            result.verdict(),
            result.without().size(),
            result.levers().stream().map(LeversFigure::row).toList())
        .figure(Figure.PAGE);
  }

  private static Row row(Lever lever) {
    Parameter p = lever.parameter();
    return new Row(
        p.path(),
        p.value(),
        lever.same(),
        lever.other(),
        lever.critical(),
        lever.verdict(),
        lever.distance(),
        p.low(),
        p.high());
  }

  private static Figure draw(Data data, double widthMm) {
    List<Row> shown = data.rows().stream().limit(MOST).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (Row r : data.rows()) {
      rows.add(
          List.of(
              r.path(),
              r.value(),
              r.same(),
              r.other(),
              r.verdict().word(),
              r.distance(),
              r.low(),
              r.high()));
    }
    boolean narrow = widthMm < NARROW;
    double height = (shown.size() * (ROW + (narrow ? ABOVE : 0)) + 34) * 25.4 / 72;
    String becomes = data.verdict() == Verdict.SUSTAINABLE ? "frozen" : "sustainable";
    return new Figure(
        "levers",
        "Levers: how far each parameter, all others as they are, must move from today's value"
            + " (vertical line) until the verdict changes from "
            + data.verdict().word()
            + " to "
            + becomes
            + ", as a share of the interval searched. Light: the stretch in which no verdict could"
            + " be certified. "
            + data.without()
            + " parameters leave the verdict as it is at both ends of their interval.",
        shown.isEmpty()
            ? "No parameter changes the verdict."
            : "Bars by parameter; nearest: "
                + shown.get(0).path()
                + " at "
                + Numbers.readable(shown.get(0).critical())
                + ".",
        widthMm,
        Math.max(height, 24),
        (paper, area) -> draw(paper, area, shown, narrow),
        new Table(
            List.of(
                "parameter",
                "today",
                "unchanged at",
                "changed at",
                "verdict there",
                "distance",
                "searched from",
                "searched to"),
            rows));
  }

  private static void draw(Graphics2D paper, Rectangle2D area, List<Row> levers, boolean narrow) {
    paper.setColor(Color.BLACK);
    paper.setFont(Theme.TICK);
    if (levers.isEmpty()) {
      paper.drawString("no parameter changes the verdict", 10, 20);
      return;
    }
    double names = 0;
    for (Row lever : levers) {
      names = Math.max(names, paper.getFontMetrics().stringWidth(lever.path()));
    }
    double left = narrow ? 8 : names + 12;
    double right = area.getWidth() - (narrow ? 8 : 92);
    double most = 0;
    for (Row lever : levers) {
      most = Math.max(most, Math.max(lever.share(lever.other()), lever.share(lever.same())));
    }
    boolean both =
        levers.stream().anyMatch(l -> l.critical() < l.value())
            && levers.stream().anyMatch(l -> l.critical() > l.value());
    boolean down = levers.stream().allMatch(l -> l.critical() < l.value());
    double middle = both ? (left + right) / 2 : down ? right : left;
    double unit = (both ? (right - left) / 2 : right - left) / most;
    double y = 6;
    for (Row lever : levers) {
      y += narrow ? ABOVE : 0;
      double sign = lever.critical() < lever.value() ? -1 : 1;
      double same = middle + sign * unit * lever.share(lever.same());
      double other = middle + sign * unit * lever.share(lever.other());
      paper.setColor(Theme.PALE);
      paper.fill(bar(same, other, y));
      paper.setColor(lever.verdict() == Verdict.FROZEN ? Theme.BLUE : Theme.ORANGE);
      paper.fill(bar(middle, same, y));
      paper.setColor(Color.BLACK);
      paper.setStroke(Theme.THIN);
      paper.draw(new Line2D.Double(other, y, other, y + ROW - 3));
      if (narrow) {
        paper.draw(new Line2D.Double(middle, y, middle, y + ROW - 3));
      }
      paper.setFont(Theme.TICK);
      String name = lever.path();
      String values = Numbers.readable(lever.value()) + " → " + Numbers.readable(lever.critical());
      if (narrow) {
        double wide = paper.getFontMetrics().stringWidth(values);
        paper.drawString(
            Labels.end(name, paper.getFontMetrics(), right - left - wide - 6),
            (float) left,
            (float) (y - 2));
        paper.drawString(values, (float) (right - wide), (float) (y - 2));
      } else {
        double wide = paper.getFontMetrics().stringWidth(name);
        paper.drawString(name, (float) (left - 6 - wide), (float) (y + 7));
        paper.drawString(values, (float) (right + 8), (float) (y + 7));
      }
      y += ROW;
    }
    if (!narrow) {
      paper.draw(new Line2D.Double(middle, 2, middle, y));
    }
    paper.draw(new Line2D.Double(left, y, right, y));
    paper.setFont(Theme.TICK);
    double step = most > 0.5 ? 0.25 : most > 0.2 ? 0.1 : most > 0.08 ? 0.04 : 0.02;
    while (unit * step < TICK_ROOM && step < most) {
      step *= 2;
    }
    for (int k = both || down ? -(int) (most / step) : 0; k * step <= (down ? 0 : most); k++) {
      double x = middle + unit * k * step;
      paper.draw(new Line2D.Double(x, y, x, y + 2));
      String tick = Numbers.readable(k * step);
      paper.drawString(
          tick, (float) (x - paper.getFontMetrics().stringWidth(tick) / 2.0), (float) (y + 10));
    }
    paper.setFont(Theme.LABEL);
    String label = "distance to the critical value (share of the interval searched)";
    if (paper.getFontMetrics().stringWidth(label) > area.getWidth() - 8) {
      label = "share of the interval searched";
    }
    double wide = paper.getFontMetrics().stringWidth(label);
    double middleOfAxis = (left + right - wide) / 2;
    paper.drawString(
        label,
        (float) Math.max(4, Math.min(area.getWidth() - wide - 4, middleOfAxis)),
        (float) (y + 22));
  }

  private static Rectangle2D bar(double from, double to, double y) {
    return new Rectangle2D.Double(Math.min(from, to), y, Math.abs(to - from), ROW - 3);
  }
}
