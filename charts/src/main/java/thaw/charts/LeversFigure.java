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

  private LeversFigure() {}

  /** Draws the nearest levers; the data holds them all. */
  public static Figure of(Levers.Result result) {
    List<Lever> shown = result.levers().stream().limit(MOST).toList();
    List<List<Object>> rows = new ArrayList<>();
    for (Lever lever : result.levers()) {
      Parameter p = lever.parameter();
      rows.add(
          List.of(
              p.path(),
              p.value(),
              lever.same(),
              lever.other(),
              lever.verdict().word(),
              lever.distance(),
              p.low(),
              p.high()));
    }
    double height = (shown.size() * ROW + 46) * 25.4 / 72;
    String becomes = result.verdict() == Verdict.SUSTAINABLE ? "frozen" : "sustainable";
    return new Figure(
        "levers",
        "Levers: how far each parameter, all others as they are, must move from today's value"
            + " (vertical line) until the verdict changes from "
            + result.verdict().word()
            + " to "
            + becomes
            + ", as a share of the interval searched. Light: the stretch in which no verdict could"
            + " be certified. "
            + result.without().size()
            + " parameters change the verdict nowhere in their interval.",
        shown.isEmpty()
            ? "No parameter changes the verdict."
            : "Bars by parameter; nearest: "
                + shown.get(0).parameter().path()
                + " at "
                + Numbers.readable(shown.get(0).critical())
                + ".",
        Figure.PAGE,
        Math.max(height, 24),
        (paper, area) -> draw(paper, area, shown),
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

  private static void draw(Graphics2D paper, Rectangle2D area, List<Lever> levers) {
    paper.setColor(Color.BLACK);
    paper.setFont(Theme.TICK);
    if (levers.isEmpty()) {
      paper.drawString("no parameter changes the verdict", 10, 20);
      return;
    }
    double names = 0;
    for (Lever lever : levers) {
      names = Math.max(names, paper.getFontMetrics().stringWidth(lever.parameter().path()));
    }
    double left = names + 12;
    double right = area.getWidth() - 92;
    double most = 0;
    for (Lever lever : levers) {
      most = Math.max(most, Math.max(share(lever, lever.other()), share(lever, lever.same())));
    }
    boolean both =
        levers.stream().anyMatch(l -> l.critical() < l.parameter().value())
            && levers.stream().anyMatch(l -> l.critical() > l.parameter().value());
    boolean down = levers.stream().allMatch(l -> l.critical() < l.parameter().value());
    double middle = both ? (left + right) / 2 : down ? right : left;
    double unit = (both ? (right - left) / 2 : right - left) / most;
    double y = 6;
    for (Lever lever : levers) {
      double sign = lever.critical() < lever.parameter().value() ? -1 : 1;
      double same = middle + sign * unit * share(lever, lever.same());
      double other = middle + sign * unit * share(lever, lever.other());
      paper.setColor(Theme.PALE);
      paper.fill(bar(same, other, y));
      paper.setColor(lever.verdict() == Verdict.FROZEN ? Theme.BLUE : Theme.ORANGE);
      paper.fill(bar(middle, same, y));
      paper.setColor(Color.BLACK);
      paper.setStroke(Theme.THIN);
      paper.draw(new Line2D.Double(other, y, other, y + ROW - 3));
      paper.setFont(Theme.TICK);
      String name = lever.parameter().path();
      paper.drawString(
          name, (float) (left - 6 - paper.getFontMetrics().stringWidth(name)), (float) (y + 7));
      paper.drawString(
          Numbers.readable(lever.parameter().value()) + " → " + Numbers.readable(lever.critical()),
          (float) (right + 8),
          (float) (y + 7));
      y += ROW;
    }
    paper.draw(new Line2D.Double(middle, 2, middle, y));
    paper.draw(new Line2D.Double(left, y, right, y));
    paper.setFont(Theme.TICK);
    double step = most > 0.5 ? 0.25 : most > 0.2 ? 0.1 : most > 0.08 ? 0.04 : 0.02;
    for (int k = both || down ? -(int) (most / step) : 0; k * step <= (down ? 0 : most); k++) {
      double x = middle + unit * k * step;
      paper.draw(new Line2D.Double(x, y, x, y + 2));
      String tick = Numbers.readable(k * step);
      paper.drawString(
          tick, (float) (x - paper.getFontMetrics().stringWidth(tick) / 2.0), (float) (y + 10));
    }
    paper.setFont(Theme.LABEL);
    String label = "distance to the critical value (share of the interval searched)";
    paper.drawString(
        label,
        (float) ((left + right - paper.getFontMetrics().stringWidth(label)) / 2),
        (float) (y + 22));
  }

  private static double share(Lever lever, double value) {
    Parameter p = lever.parameter();
    return Math.abs(value - p.value()) / (p.high() - p.low());
  }

  private static Rectangle2D bar(double from, double to, double y) {
    return new Rectangle2D.Double(Math.min(from, to), y, Math.abs(to - from), ROW - 3);
  }
}
