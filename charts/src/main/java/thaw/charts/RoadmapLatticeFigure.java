package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import thaw.model.game.PhasedExchange;
import thaw.model.game.Position;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.freeze.Answer;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.simulate.Play;

/**
 * The lattice of progress, one panel per trust level: which steps are enforceable from where, and
 * where the exchange is trapped.
 */
public final class RoadmapLatticeFigure {
  /** An implementing profile at a lattice point. */
  record Arrow(int level, int from1, int from2, int to1, int to2, boolean certain, boolean taken) {}

  record Point(int level, int progress1, int progress2, Answer trap) {}

  /**
   * What it shows.
   *
   * @param levels of trust
   * @param start level of trust and progress of both at the start
   */
  record Data(
      List<String> players,
      List<Double> levels,
      int phases,
      int[] start,
      List<Point> points,
      List<Arrow> arrows)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  private static final Stroke THICK = new BasicStroke(1.4f);

  private static final Stroke THIN_DASHED =
      new BasicStroke(
          0.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 1.5f}, 0);

  /** Room for what stands above a panel. */
  private static final double HEAD = 22;

  /** With less room per panel they go into rows. */
  private static final double LEAST_PANEL = 78;

  /** Periods of play that the efficient path is read from. */
  private static final int PERIODS = 20;

  /** Steps taken less often than this are not part of it. */
  private static final double OFTEN = 0.05;

  private RoadmapLatticeFigure() {}

  /** Draws the lattice in the climate of the start. */
  public static Figure of(FreezeReport report) {
    PhasedExchange exchange = report.exchange();
    List<Point> points = new ArrayList<>();
    List<Arrow> arrows = new ArrayList<>();
    double[][] taken =
        report
            .settlement()
            .map(c -> Play.of(exchange, c).visits(PERIODS))
            .orElseGet(() -> new double[exchange.stateCount()][0]);
    Position start = exchange.position(exchange.initial().successor(0));
    int phases = exchange.roadmap().size();
    List<Double> levels = exchange.effective().trust().levels();
    for (int level = 0; level < levels.size(); level++) {
      for (int p1 = 0; p1 <= phases; p1++) {
        for (int p2 = 0; p2 <= phases; p2++) {
          OptionalInt state =
              exchange.stateAt(
                  new Position(p1, p2, level, start.climate(), start.drift(), start.period()));
          if (state.isPresent()) {
            int s = state.getAsInt();
            points.add(new Point(level, p1, p2, report.states().get(s).trap()));
            arrows(report, s, level, taken[s], arrows);
          }
        }
      }
    }
    return new Data(
            exchange.game().players(),
            levels,
            phases,
            new int[] {start.trustLevel(), start.progress1(), start.progress2()},
            points,
            arrows)
        .figure(Figure.PAGE);
  }

  private static Figure draw(Data data, double widthMm) {
    List<Point> points = data.points();
    List<Double> levels = data.levels();
    int phases = data.phases();
    List<List<Object>> rows = new ArrayList<>();
    for (Point p : points) {
      rows.add(
          List.of(
              levels.get(p.level()),
              p.progress1(),
              p.progress2(),
              "point",
              "",
              "",
              "trap: " + p.trap().word()));
    }
    for (Arrow a : data.arrows()) {
      rows.add(
          List.of(
              levels.get(a.level()),
              a.from1(),
              a.from2(),
              "step",
              a.to1(),
              a.to2(),
              a.taken() ? "efficient path" : a.certain() ? "enforceable" : "not excluded"));
    }
    List<String> labels = data.players();
    double room = Figure.points(widthMm) - 24;
    int across = (int) Math.max(1, Math.min(levels.size(), Math.floor(room / LEAST_PANEL)));
    // As many in each row as in the first, the last aside.
    int down = (levels.size() + across - 1) / across;
    int columns = (levels.size() + down - 1) / down;
    double panel = room / columns;
    return new Figure(
        "roadmap-lattice",
        "Progress (phases implemented by "
            + labels.get(0)
            + " and "
            + labels.get(1)
            + ") by trust level τ, in the climate of the start. Arrows: steps that some equilibrium"
            + " takes (solid) or that could not be excluded (dashed); thick: the efficient"
            + " equilibrium's path. Filled: freeze traps, where"
            + " nobody implements in any equilibrium; half-tone: undecided; square: the"
            + " settlement; ring: the start.",
        points.stream().filter(p -> isTrap(p, phases)).count()
            + " of "
            + points.size()
            + " lattice points are freeze traps.",
        widthMm,
        (down * panel + (down - 1) * HEAD + 34) * 25.4 / 72,
        (paper, area) -> draw(paper, panel, columns, data),
        new Table(
            List.of(
                "trust",
                "progress " + labels.get(0),
                "progress " + labels.get(1),
                "item",
                "to " + labels.get(0),
                "to " + labels.get(1),
                "answer"),
            rows));
  }

  private static void arrows(
      FreezeReport report, int s, int level, double[] taken, List<Arrow> arrows) {
    PhasedExchange exchange = report.exchange();
    Position x = exchange.position(s);
    State state = exchange.game().state(s);
    for (int a = 0; a < state.profileCount(); a++) {
      List<String> labels = state.labels(a);
      if (!exchange.implementing(s, a)
          || labels.contains(PhasedExchange.RENEGE)
          || !report.sets().outerEnforceable()[s][a]) {
        continue;
      }
      int d1 = labels.get(0).equals(PhasedExchange.IMPLEMENT) ? 1 : 0;
      int d2 = labels.get(1).equals(PhasedExchange.IMPLEMENT) ? 1 : 0;
      if (!leadsTo(exchange, s, a, x.progress1() + d1, x.progress2() + d2)) {
        continue; // an offer that counts only together with the other's
      }
      arrows.add(
          new Arrow(
              level,
              x.progress1(),
              x.progress2(),
              x.progress1() + d1,
              x.progress2() + d2,
              report.sets().innerEnforceable()[s][a],
              a < taken.length && taken[a] >= OFTEN));
    }
  }

  private static boolean leadsTo(PhasedExchange exchange, int s, int a, int p1, int p2) {
    Transition to = exchange.game().state(s).transition(a);
    return IntStream.range(0, to.size())
        .mapToObj(k -> exchange.position(to.successor(k)))
        .anyMatch(x -> x.progress1() == p1 && x.progress2() == p2);
  }

  private static boolean isTrap(Point p, int phases) {
    boolean settlement = p.progress1() == phases && p.progress2() == phases;
    return p.trap() == Answer.YES && !settlement;
  }

  private static void draw(Graphics2D paper, double panel, int columns, Data data) {
    double margin = 10;
    List<Double> levels = data.levels();
    List<Point> points = data.points();
    int phases = data.phases();
    int[] start = data.start();
    double unit = (panel - 2 * margin) / phases;
    int down = (levels.size() + columns - 1) / columns;
    for (int level = 0; level < levels.size(); level++) {
      int column = level % columns;
      double left = 20 + column * panel + margin;
      int row = level / columns;
      double top = row * (panel + HEAD);
      double bottom = 14 + panel - margin + top;
      AxisName.value(
          paper,
          "τ",
          Numbers.readable(levels.get(level)),
          left + (panel - 2 * margin) / 2,
          9 + top);
      paper.setColor(Color.BLACK);
      paper.setFont(Theme.TICK);
      for (int k = 0; k <= phases; k++) {
        String tick = Integer.toString(k);
        double w = paper.getFontMetrics().stringWidth(tick);
        paper.drawString(tick, (float) (left + k * unit - w / 2), (float) (bottom + 15));
        if (column == 0) {
          paper.drawString(tick, (float) (left - 11 - w), (float) (bottom - k * unit + 2.5));
        }
      }
      for (Arrow a : data.arrows()) {
        if (a.level() == level) {
          arrow(
              paper,
              left + a.from1() * unit,
              bottom - a.from2() * unit,
              left + a.to1() * unit,
              bottom - a.to2() * unit,
              a);
        }
      }
      for (Point p : points) {
        if (p.level() == level) {
          point(
              paper,
              left + p.progress1() * unit,
              bottom - p.progress2() * unit,
              p,
              p.progress1() == phases && p.progress2() == phases,
              level == start[0] && p.progress1() == start[1] && p.progress2() == start[2]);
        }
      }
    }
    paper.setFont(Theme.LABEL);
    paper.setColor(Color.BLACK);
    double height = down * panel + (down - 1) * HEAD;
    String below = "phases implemented by " + data.players().get(0);
    paper.drawString(
        below,
        (float) (20 + (columns * panel - paper.getFontMetrics().stringWidth(below)) / 2),
        (float) (14 + height + 16));
    Graphics2D turned = (Graphics2D) paper.create();
    turned.rotate(-Math.PI / 2);
    String beside = "by " + data.players().get(1);
    turned.drawString(
        beside,
        (float) (-(14 + height / 2) - paper.getFontMetrics().stringWidth(beside) / 2.0),
        9f);
    turned.dispose();
  }

  private static void point(
      Graphics2D paper, double x, double y, Point p, boolean settlement, boolean start) {
    double size = settlement ? 6 : 5;
    java.awt.Shape shape =
        settlement
            ? new Rectangle2D.Double(x - size / 2, y - size / 2, size, size)
            : new Ellipse2D.Double(x - size / 2, y - size / 2, size, size);
    Color fill =
        switch (p.trap()) {
          case YES -> settlement ? Theme.GREEN : Theme.BLUE;
          case NO -> Color.WHITE;
          case UNDECIDED -> Theme.PALE;
        };
    paper.setColor(settlement ? Theme.GREEN : fill);
    paper.fill(shape);
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(shape);
    if (start) {
      paper.draw(new Ellipse2D.Double(x - 5, y - 5, 10, 10));
    }
  }

  private static void arrow(Graphics2D paper, double x1, double y1, double x2, double y2, Arrow a) {
    double length = Math.hypot(x2 - x1, y2 - y1);
    double dx = (x2 - x1) / length;
    double dy = (y2 - y1) / length;
    double gap = 3.6;
    double endX = x2 - dx * gap;
    double endY = y2 - dy * gap;
    paper.setColor(a.taken() ? Theme.VERMILLION : a.certain() ? Color.BLACK : Theme.GREY);
    paper.setStroke(a.taken() ? THICK : a.certain() ? Theme.THIN : THIN_DASHED);
    paper.draw(new Line2D.Double(x1 + dx * gap, y1 + dy * gap, endX - dx * 2, endY - dy * 2));
    Path2D head = new Path2D.Double();
    head.moveTo(endX, endY);
    head.lineTo(endX - dx * 3.5 - dy * 1.4, endY - dy * 3.5 + dx * 1.4);
    head.lineTo(endX - dx * 3.5 + dy * 1.4, endY - dy * 3.5 - dx * 1.4);
    head.closePath();
    paper.fill(head);
  }
}
