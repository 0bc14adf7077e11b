package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import thaw.model.Scenario;
import thaw.solver.freeze.SequencingComparison.Row;
import thaw.solver.freeze.Verdict;

/** Sequences of the same steps compared: verdicts over patience and over initial trust. */
public final class SequencingFigure {
  private static final double ROW = 18;

  /** In figures narrower than this the panels stand one below the other: mm. */
  private static final double NARROW = 110;

  /** What an axis and its name take below the rows: points. */
  private static final double BELOW = 30;

  /** Ticks are at least this far apart: points. */
  private static final double TICK_ROOM = 15;

  private static final double TOP = 28;

  /** Where today's values stand. */
  private static final double TODAY = Threshold.ROOM;

  private SequencingFigure() {}

  /** A verdict at a value of a parameter. */
  record Dot(double at, Verdict verdict) {}

  /** One sequence, with its verdict today. */
  record Sequence(String label, Verdict verdict, List<Dot> byPatience, List<Dot> byTrust) {}

  /** What it shows. */
  record Data(List<Sequence> sequences, List<Threshold> patience, List<Threshold> trust)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  private static List<Dot> dots(SortedMap<Double, Verdict> verdicts) {
    List<Dot> dots = new ArrayList<>();
    verdicts.forEach((x, v) -> dots.add(new Dot(x, v)));
    return dots;
  }

  /**
   * Draws one row of marks per sequence.
   *
   * @param scenario whose steps they order; its patience and trust are marked
   */
  public static Figure of(List<Row> rows, Scenario scenario) {
    return new Data(
            rows.stream()
                .map(
                    r ->
                        new Sequence(
                            r.label(),
                            r.verdict(),
                            dots(r.byPatience().verdicts()),
                            dots(r.byTrust().verdicts())))
                .toList(),
            today(scenario),
            List.of(Threshold.at("τ_0", scenario.trust().initial())))
        .figure(Figure.PAGE);
  }

  /** Each party's patience; one symbol if both have the same. */
  static List<Threshold> today(Scenario scenario) {
    List<String> ids = scenario.partyIds();
    double first = scenario.party(ids.get(0)).patience();
    double second = scenario.party(ids.get(1)).patience();
    return first == second
        ? List.of(Threshold.at("δ_0", first))
        : List.of(
            Threshold.at("δ_" + scenario.party(ids.get(0)).label(), first),
            Threshold.at("δ_" + scenario.party(ids.get(1)).label(), second));
  }

  private static Figure draw(Data shown, double widthMm) {
    List<Sequence> rows = shown.sequences();
    List<Threshold> today = new ArrayList<>(shown.patience());
    today.addAll(shown.trust());
    List<List<Object>> data = new ArrayList<>();
    for (Sequence row : rows) {
      row.byPatience()
          .forEach(
              d -> data.add(List.of(row.label(), "patience of both", d.at(), d.verdict().word())));
      row.byTrust()
          .forEach(d -> data.add(List.of(row.label(), "trust", d.at(), d.verdict().word())));
    }
    List<String> sustainable =
        rows.stream().filter(r -> r.verdict() == Verdict.SUSTAINABLE).map(Sequence::label).toList();
    return new Figure(
        "sequencing",
        "The same steps in other sequences. "
            + (widthMm < NARROW ? "Above" : "Left")
            + ": by the patience δ of both parties, at today's"
            + " trust. "
            + (widthMm < NARROW ? "Below" : "Right")
            + ": by initial trust, with each party's own patience; "
            + VerdictMark.CAPTION
            + ". δ* and τ̄: critical values, between the last frozen and the first sustainable"
            + " value."
            + Threshold.caption(today),
        sustainable.isEmpty()
            ? "No sequence is sustainable today."
            : "Sustainable today: " + String.join(", ", sustainable) + ".",
        widthMm,
        (rows.size() * ROW + TOP + BELOW) * (widthMm < NARROW ? 2 : 1) * 25.4 / 72,
        (paper, area) -> draw(paper, area, shown, widthMm < NARROW),
        new Table(List.of("sequence", "parameter", "value", "verdict"), data));
  }

  private static void draw(Graphics2D paper, Rectangle2D area, Data shown, boolean narrow) {
    List<Sequence> rows = shown.sequences();
    double names = 0;
    paper.setFont(Theme.LABEL);
    for (Sequence row : rows) {
      names = Math.max(names, paper.getFontMetrics().stringWidth(row.label()));
    }
    double left = names + 14;
    double gap = 26;
    double panel = narrow ? area.getWidth() - left - 12 : (area.getWidth() - left - gap - 12) / 2;
    double low = patienceLow(rows);
    double across = narrow ? 0 : panel + gap;
    double down = narrow ? TOP + rows.size() * ROW + BELOW : 0;
    double foot = TOP + rows.size() * ROW;
    today(paper, shown.patience(), v -> left + panel * (v - low) / (1 - low), foot);
    labels(paper, rows, left);
    double y = TOP;
    for (Sequence row : rows) {
      dots(paper, row.byPatience(), "δ*", low, left, panel, y + ROW / 2);
      y += ROW;
    }
    axis(paper, low, 1, left, panel, y, new AxisName("patience of both", "δ"));
    paper.translate(across, down);
    if (narrow) {
      labels(paper, rows, left);
    }
    today(paper, shown.trust(), v -> left + panel * v, foot);
    y = TOP;
    for (Sequence row : rows) {
      dots(paper, row.byTrust(), "τ̄", 0, left, panel, y + ROW / 2);
      y += ROW;
    }
    axis(paper, 0, 1, left, panel, y, new AxisName("initial trust", "τ"));
    paper.translate(-across, -down);
  }

  private static void labels(Graphics2D paper, List<Sequence> rows, double left) {
    paper.setColor(Color.BLACK);
    paper.setFont(Theme.LABEL);
    double y = TOP;
    for (Sequence row : rows) {
      paper.drawString(
          row.label(),
          (float) (left - 10 - paper.getFontMetrics().stringWidth(row.label())),
          (float) (y + ROW / 2 + 3));
      y += ROW;
    }
  }

  /** Lines through all rows where the parties are today. */
  private static void today(
      Graphics2D paper, List<Threshold> thresholds, DoubleUnaryOperator x, double foot) {
    paper.setColor(Theme.GREY);
    paper.setStroke(Theme.THIN);
    for (Threshold threshold : thresholds) {
      double at = x.applyAsDouble(threshold.middle());
      paper.draw(new Line2D.Double(at, TODAY, at, foot));
    }
    Threshold.above(paper, thresholds, x, TODAY);
  }

  private static double patienceLow(List<Sequence> rows) {
    double least = rows.stream().mapToDouble(r -> r.byPatience().get(0).at()).min().orElse(0);
    return Math.floor(10 * least) / 10;
  }

  private static void dots(
      Graphics2D paper,
      List<Dot> dots,
      String symbol,
      double low,
      double left,
      double width,
      double y) {
    paper.setStroke(Theme.THIN);
    paper.setColor(Theme.PALE);
    paper.draw(new Line2D.Double(left, y, left + width, y));
    SortedMap<Double, Verdict> verdicts = new TreeMap<>();
    for (Dot each : dots) {
      VerdictMark.draw(paper, each.verdict(), left + width * (each.at() - low) / (1 - low), y);
      verdicts.put(each.at(), each.verdict());
    }
    Threshold.above(
        paper,
        VerdictMark.critical(symbol, verdicts),
        v -> left + width * (v - low) / (1 - low),
        y - VerdictMark.RADIUS - 1.5);
  }

  private static void axis(
      Graphics2D paper,
      double low,
      double high,
      double left,
      double width,
      double y,
      AxisName name) {
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(new Line2D.Double(left, y, left + width, y));
    paper.setFont(Theme.TICK);
    double step = high - low > 0.6 ? 0.2 : 0.1;
    while (width * step / (high - low) < TICK_ROOM) {
      step *= 2;
    }
    for (int k = 0; low + k * step <= high + 1e-9; k++) {
      double x = left + width * k * step / (high - low);
      paper.draw(new Line2D.Double(x, y, x, y + 2));
      String tick = Numbers.readable(Math.round((low + k * step) * 1e6) / 1e6);
      paper.drawString(
          tick, (float) (x - paper.getFontMetrics().stringWidth(tick) / 2.0), (float) (y + 10));
    }
    name.centred(paper, left + width / 2, y + 24, width);
  }
}
