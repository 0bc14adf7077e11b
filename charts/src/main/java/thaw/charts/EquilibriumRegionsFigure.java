package thaw.charts;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in the space of one or two parameters the exchange is sustainable, frozen, undecided, and
 * where several equilibria exist.
 */
public final class EquilibriumRegionsFigure {
  private static final double TOP = 6;
  private static final double STRIP = 26;

  private EquilibriumRegionsFigure() {}

  /** What it shows. */
  record Data(
      String name, String outcome, ClassMap map, List<ClassMap.Bracket> frontier, long points)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws a map.
   *
   * @param name of the files
   * @param outcome what the classes are of, in words
   * @param frontier certified brackets of a critical frontier along the second axis, by rising x;
   *     empty for none
   * @param points that were evaluated
   */
  public static Figure of(
      String name, String outcome, ClassMap map, List<ClassMap.Bracket> frontier, long points) {
    return new Data(name, outcome, map, frontier, points).figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    String name = data.name();
    String outcome = data.outcome();
    ClassMap map = data.map();
    List<ClassMap.Bracket> frontier = data.frontier();
    long points = data.points();
    boolean flat = map.isFlat();
    MapPainter.Legend legend = MapPainter.Legend.of(List.of(map), !frontier.isEmpty());
    double width = Figure.points(widthMm);
    double lines = legend.rows(map.classes(), width - left(map) - 4).count();
    double side = Figure.points(widthMm) - 52;
    double height = TOP + (flat ? STRIP : side) + 34 + 11 * lines;
    return new Figure(
        name,
        "Regions of "
            + outcome
            + " over "
            + map.x().name().text()
            + (flat ? "" : " and " + map.y().name().text())
            + ", from "
            + points
            + " points."
            + (map.hasSeveral()
                ? " Hatched: several equilibria, as freezing is an equilibrium too where settling"
                    + " is sustainable."
                : "")
            + (frontier.isEmpty()
                ? ""
                : " Line: the critical frontier, half-way between the certified sides."),
        shares(map),
        widthMm,
        height * 25.4 / 72,
        (paper, area) -> draw(paper, area, map, frontier, legend, flat ? STRIP : side),
        table(map, frontier));
  }

  /** Each class's share of the area as drawn. */
  static String shares(ClassMap map) {
    double[] shares = new double[map.classes().size()];
    for (int cell = 0; cell < map.cells().length; cell++) {
      if (map.cells()[cell] >= 0) {
        shares[map.cells()[cell]] +=
            width(map.x(), cell % map.x().count()) * width(map.y(), cell / map.x().count());
      }
    }
    List<String> parts = new ArrayList<>();
    for (int c = 0; c < shares.length; c++) {
      if (shares[c] > 0) {
        parts.add(map.classes().get(c) + " on " + Numbers.percent(shares[c]) + " of the map");
      }
    }
    return String.join(", ", parts) + ".";
  }

  private static double width(ClassMap.Axis axis, int place) {
    return axis.share(axis.edges()[place + 1]) - axis.share(axis.edges()[place]);
  }

  /** Where the map begins. */
  private static double left(ClassMap map) {
    return map.isFlat() ? 12 : Math.max(34, MapPainter.room(map.y(), 6) + 16);
  }

  /** One row per block of equal cells; a frontier's brackets below. */
  static Table table(ClassMap map, List<ClassMap.Bracket> frontier) {
    List<List<Object>> rows = new ArrayList<>();
    for (int code = -1; code < map.classes().size(); code++) {
      for (boolean several : new boolean[] {false, true}) {
        int wanted = code;
        for (ClassMap.Block block :
            map.blocks(c -> map.cells()[c] == wanted && map.isSeveral(c) == several)) {
          rows.add(
              List.of(
                  "cells",
                  map.x().edges()[block.left()],
                  map.x().edges()[block.right()],
                  map.y().edges()[block.bottom()],
                  map.y().edges()[block.top()],
                  code < 0 ? "" : map.classes().get(code),
                  several ? "several" : ""));
        }
      }
    }
    for (ClassMap.Bracket b : frontier) {
      rows.add(List.of("frontier", b.x(), b.x(), b.below(), b.above(), "", ""));
    }
    return new Table(
        List.of("item", "x from", "x to", "y from", "y to", "class", "equilibria"), rows);
  }

  private static void draw(
      Graphics2D paper,
      Rectangle2D area,
      ClassMap map,
      List<ClassMap.Bracket> frontier,
      MapPainter.Legend legend,
      double height) {
    MapPainter painter = new MapPainter(paper, map.classes());
    boolean flat = map.isFlat();
    double left = left(map);
    Rectangle2D box = new Rectangle2D.Double(left, TOP, area.getWidth() - left - 14, height);
    painter.cells(map, box);
    painter.frontier(map, box, frontier);
    painter.below(map.x(), box, 6);
    map.x().name().within(paper, area, box.getCenterX(), box.getMaxY() + 21);
    if (!flat) {
      double labels = painter.beside(map.y(), box, 6);
      map.y().name().upwards(paper, left - labels - 5, box.getCenterY(), box.getHeight() + 24);
    }
    painter.legend(legend, left, box.getMaxY() + 29, area.getWidth() - left - 4);
  }
}
