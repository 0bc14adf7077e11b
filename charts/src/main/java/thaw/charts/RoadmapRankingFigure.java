package thaw.charts;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import thaw.model.Design.Criterion;
import thaw.model.Scenario;
import thaw.solver.design.Plan;
import thaw.solver.design.Ranking;
import thaw.solver.design.RoadmapDesign.Result;
import thaw.solver.design.Welfare;
import thaw.solver.design.Welfare.Gains;
import thaw.solver.freeze.SequencingComparison;

/** Roadmaps ranked: critical values in their brackets, or gains between their bounds. */
public final class RoadmapRankingFigure {
  /** More are in the data than fit in a column. */
  private static final int MOST = 14;

  /** With more steps the key is in the caption only. */
  private static final int LONGEST_KEY = 12;

  private static final double ROW = 11;
  private static final double KEY_ROW = 7.5;
  private static final double BELOW = 34;
  private static final double DOT = 5;
  private static final double ARROW = 7;

  /**
   * One roadmap: an interval, open where nothing bounds it, on an axis.
   *
   * @param own whether it is the scenario's own
   */
  record Row(
      String name, boolean own, double low, double high, boolean openLow, boolean openHigh) {}

  /**
   * What it shows.
   *
   * @param ownNotation of the scenario's own roadmap
   * @param key names of the steps
   * @param data of all roadmaps, not only those drawn
   */
  record Data(
      String name,
      String caption,
      String ownNotation,
      List<String> key,
      List<Row> rows,
      String axis,
      String symbol,
      double least,
      double most,
      Table data)
      implements Specification {
    Data {
      // Files written earlier hold names in camelCase.
      data =
          new Table(
              data.columns().stream()
                  .map(c -> c.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT))
                  .toList(),
              data.rows());
    }

    @Override
    public Figure figure(double widthMm) {
      return new RoadmapRankingFigure(this).figure(widthMm).from(this);
    }
  }

  private final List<Row> rows;
  private final String axis;
  private final String symbol;
  private final double least;
  private final double most;
  private final Data shown;

  private RoadmapRankingFigure(Data shown) {
    this.shown = shown;
    this.rows = shown.rows();
    this.axis = shown.axis();
    this.symbol = shown.symbol();
    this.least = shown.least();
    this.most = shown.most();
  }

  /** One figure for each ranking, and one for welfare. */
  public static List<Figure> of(Result result) {
    List<Figure> figures = new ArrayList<>();
    result.rankings().forEach(ranking -> figures.add(of(result, ranking)));
    result.welfare().ifPresent(welfare -> figures.add(of(result, welfare)));
    return figures;
  }

  private static Figure of(Result result, Ranking ranking) {
    double first = ranking.values().get(0);
    double last = ranking.values().get(ranking.values().size() - 1);
    List<Row> rows = new ArrayList<>();
    for (int plan : shown(ranking.ranked(), result.references())) {
      boolean openLow = ranking.frozenAt(plan).isEmpty();
      boolean openHigh = ranking.sustainableAt(plan).isEmpty();
      rows.add(
          new Row(
              name(result, plan),
              plan == 0,
              ranking.frozenAt(plan).orElse(first),
              ranking.sustainableAt(plan).orElse(last),
              openLow,
              openHigh));
    }
    String what =
        switch (ranking.criterion()) {
          case PATIENCE -> "least patience of both, ";
          case TRUST -> "least initial trust, ";
          default -> "least verification, share of today's";
        };
    String symbol =
        switch (ranking.criterion()) {
          case PATIENCE -> "δ";
          case TRUST -> "τ";
          default -> "";
        };
    return new Data(
            "roadmaps-by-" + ranking.criterion().word(),
            "Roadmaps by the "
                + what.replace(", ", "")
                + (symbol.isEmpty() ? "" : " (" + symbol + ")")
                + " at which they are self-enforcing. A bar spans the bracket: certainly frozen at"
                + " its left end, shown to be sustainable at its right end; an arrow: no bound"
                + " found. "
                + ranking.best().size()
                + (ranking.best().size() == 1
                    ? " roadmap shares the first bracket; "
                    : " roadmaps share the first bracket; ")
                + result.selection().plans().size()
                + " were examined.",
            result.plan(0).notation(),
            key(result),
            rows,
            what,
            symbol,
            first,
            last,
            data(result, ranking))
        .figure(Figure.COLUMN);
  }

  private static Figure of(Result result, Welfare welfare) {
    List<Row> rows = new ArrayList<>();
    double most = 0;
    for (int plan : shown(bySum(welfare), result.references())) {
      Optional<Gains> gains = welfare.gains().get(plan);
      if (gains.isPresent()) {
        rows.add(
            new Row(
                name(result, plan),
                plan == 0,
                gains.get().sum().low(),
                gains.get().sum().high(),
                false,
                false));
        most = Math.max(most, gains.get().sum().high());
      }
    }
    return new Data(
            "roadmaps-by-" + Criterion.WELFARE.word(),
            "Roadmaps by the largest sum of both parties' gains over freezing in an equilibrium,"
                + " payoffs per period: attained at the left end of a bar, certainly not exceeded"
                + " at the right. "
                + welfare.sum().plans().size()
                + " of "
                + result.selection().plans().size()
                + " roadmaps may be best.",
            result.plan(0).notation(),
            key(result),
            rows,
            "joint gain over freezing, per period",
            "",
            0,
            most > 0 ? most : 1,
            data(result, welfare))
        .figure(Figure.COLUMN);
  }

  private static List<Integer> bySum(Welfare welfare) {
    return IntStream.range(0, welfare.gains().size())
        .filter(plan -> welfare.gains().get(plan).isPresent())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(
                    plan -> -welfare.gains().get(plan).map(g -> g.sum().low()).orElse(0.0))
                .thenComparingInt(plan -> plan))
        .toList();
  }

  /** The first of a ranking, and those to compare with. */
  private static List<Integer> shown(List<Integer> ranked, List<Integer> references) {
    List<Integer> shown = new ArrayList<>(ranked.stream().limit(MOST).toList());
    references.stream().filter(plan -> !shown.contains(plan)).limit(MOST).forEach(shown::add);
    return shown;
  }

  private static Table data(Result result, Ranking ranking) {
    List<List<Object>> rows = new ArrayList<>();
    for (int plan = 0; plan < result.selection().plans().size(); plan++) {
      rows.add(
          List.of(
              result.plan(plan).notation(),
              label(result, plan),
              result.plan(plan).phases().size(),
              text(ranking.frozenAt(plan)),
              text(ranking.sustainableAt(plan)),
              plan == 0 ? "yes" : "no"));
    }
    rows.sort(
        Comparator.comparing((List<Object> row) -> row.get(4) instanceof Double d ? d : 2.0)
            .thenComparing(row -> row.get(3) instanceof Double d ? d : -1.0));
    return new Table(
        List.of("roadmap", "sequence", "phases", "frozen at", "sustainable at", "scenarios own"),
        rows);
  }

  private static Object text(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : "";
  }

  private static Table data(Result result, Welfare welfare) {
    List<List<Object>> rows = new ArrayList<>();
    for (int plan : bySum(welfare)) {
      Gains gains = welfare.gains().get(plan).orElseThrow();
      rows.add(
          List.of(
              result.plan(plan).notation(),
              label(result, plan),
              result.plan(plan).phases().size(),
              gains.sum().low(),
              gains.sum().high(),
              gains.product().low(),
              gains.product().high(),
              plan == 0 ? "yes" : "no"));
    }
    return new Table(
        List.of(
            "roadmap",
            "sequence",
            "phases",
            "sum at least",
            "sum at most",
            "product at least",
            "product at most",
            "scenarios own"),
        rows);
  }

  private static String label(Result result, int plan) {
    Plan of = result.plan(plan);
    return SequencingComparison.label(result.scenario(), of.sequencing())
        + (of.granularity() == 1 ? "" : ", phases in " + of.granularity());
  }

  private static boolean isOrdinary(Result result, int plan) {
    Plan of = result.plan(plan);
    Plan own = result.plan(0);
    return of.sequencing().equals(own.sequencing()) && of.granularity() == own.granularity();
  }

  private static List<String> key(Result result) {
    Scenario scenario = result.scenario();
    List<String> key = new ArrayList<>();
    for (String party : scenario.partyIds()) {
      scenario
          .steps()
          .forEach(
              (id, step) -> {
                if (step.by().equals(party)) {
                  key.add(result.space().symbol(id) + " " + step.name());
                }
              });
    }
    return key;
  }

  private static String name(Result result, int plan) {
    return result.plan(plan).notation()
        + (isOrdinary(result, plan) ? "" : ", " + label(result, plan));
  }

  // ---- drawing ----------------------------------------------------------------------------------

  private Figure figure(double widthMm) {
    List<String> key = shown.key();
    boolean drawn = key.size() <= LONGEST_KEY;
    double height = Math.max(1, rows.size()) * ROW + BELOW + (drawn ? key.size() * KEY_ROW + 4 : 0);
    String first =
        rows.isEmpty()
            ? "No roadmap is ranked."
            : "First: " + rows.get(0).name() + ". The scenario's own: " + shown.ownNotation() + ".";
    return new Figure(
        shown.name(),
        shown.caption()
            + " Square: the scenario's own roadmap. Steps by number and letter, phases between"
            + " bars: "
            + String.join("; ", key)
            + ".",
        first,
        widthMm,
        height * 25.4 / 72,
        (paper, area) -> draw(paper, area, drawn ? key : List.of()),
        shown.data());
  }

  private void draw(Graphics2D paper, Rectangle2D area, List<String> key) {
    paper.setFont(Theme.TICK);
    double names = 0;
    for (Row row : rows) {
      names = Math.max(names, paper.getFontMetrics().stringWidth(row.name()));
    }
    double left = names + 16;
    double width = area.getWidth() - left - 12;
    double y = 4;
    if (rows.isEmpty()) {
      paper.setColor(Color.BLACK);
      paper.drawString("no roadmap is sustainable in the interval", 8, (float) (y + ROW));
    }
    for (Row row : rows) {
      paper.setColor(Color.BLACK);
      paper.setFont(Theme.TICK);
      String name = row.name();
      paper.drawString(
          name,
          (float) (left - 12 - paper.getFontMetrics().stringWidth(name)),
          (float) (y + ROW / 2 + 2.5));
      bar(paper, row, left, width, y + ROW / 2);
      y += ROW;
    }
    y = Math.max(y, 4 + ROW) + 2;
    axis(paper, area, left, width, y);
    paper.setFont(Theme.NOTE);
    paper.setColor(Color.BLACK);
    double at = y + BELOW - 2;
    for (String line : key) {
      paper.drawString(line, 8, (float) at);
      at += KEY_ROW;
    }
  }

  private double x(double value, double left, double width) {
    return left + width * (value - least) / (most - least);
  }

  private void bar(Graphics2D paper, Row row, double left, double width, double y) {
    paper.setStroke(Theme.THIN);
    paper.setColor(Theme.PALE);
    paper.draw(new Line2D.Double(left, y, left + width, y));
    double from = x(row.low(), left, width);
    double to = x(row.high(), left, width);
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.LINE);
    paper.draw(new Line2D.Double(from, y, to, y));
    end(paper, from, y, row.openLow(), -1);
    end(paper, to, y, row.openHigh(), 1);
    boolean own = row.own();
    Shape mark = Theme.markers(DOT).get(own ? 1 : 0);
    double middle = row.openHigh() ? from : row.openLow() ? to : (from + to) / 2;
    AffineTransform move = AffineTransform.getTranslateInstance(middle, y);
    paper.setColor(row.openHigh() ? Color.WHITE : own ? Theme.ORANGE : Theme.BLUE);
    paper.fill(move.createTransformedShape(mark));
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(move.createTransformedShape(mark));
  }

  private static void end(Graphics2D paper, double x, double y, boolean open, int direction) {
    paper.setStroke(Theme.THIN);
    if (open) {
      double tip = x + ARROW * direction;
      paper.draw(new Line2D.Double(x, y, tip, y));
      paper.draw(new Line2D.Double(tip, y, tip - 3.0 * direction, y - 2));
      paper.draw(new Line2D.Double(tip, y, tip - 3.0 * direction, y + 2));
    } else {
      paper.draw(new Line2D.Double(x, y - 2.5, x, y + 2.5));
    }
  }

  private void axis(Graphics2D paper, Rectangle2D area, double left, double width, double y) {
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(new Line2D.Double(left, y, left + width, y));
    paper.setFont(Theme.TICK);
    double step = step(most - least);
    for (long k = (long) Math.ceil(least / step - 1e-9); k * step <= most + 1e-9; k++) {
      double x = x(k * step, left, width);
      paper.draw(new Line2D.Double(x, y, x, y + 2));
      String tick = Numbers.readable(Math.round(k * step * 1e6) / 1e6);
      paper.drawString(
          tick, (float) (x - paper.getFontMetrics().stringWidth(tick) / 2.0), (float) (y + 10));
    }
    new AxisName(axis.replaceFirst(",? *$", ""), symbol)
        .within(paper, area, left + width / 2, y + 21);
  }

  /** A round distance between ticks: four to eight of them. */
  private static double step(double range) {
    double step = Math.pow(10, Math.floor(Math.log10(range)));
    while (range / step < 4) {
      step /= 2;
    }
    return range / step > 8 ? 2 * step : step;
  }
}
