package thaw.charts;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/** Maps of classes over two parameters for values of a third: small multiples on shared axes. */
public final class RegionFacetsFigure {
  private static final int MOST_COLUMNS = 4;
  private static final double GAP = 9;
  private static final double HEAD = 12;

  private RegionFacetsFigure() {}

  /**
   * One panel.
   *
   * @param value of the third parameter, as text
   */
  public record Panel(String value, ClassMap map) {}

  /** What it shows. */
  record Data(String name, String outcome, AxisName third, List<Panel> panels, int all, long points)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws the panels, all over the same two parameters.
   *
   * @param name of the files
   * @param outcome what the classes are of, in words
   * @param third the third parameter
   * @param panels one or more
   * @param all how many values the third parameter has
   * @param points that were evaluated
   */
  public static Figure of(
      String name, String outcome, AxisName third, List<Panel> panels, int all, long points) {
    return new Data(name, outcome, third, panels, all, points)
        .figure(panels.size() > 2 ? Figure.PAGE : Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    String name = data.name();
    String outcome = data.outcome();
    AxisName third = data.third();
    List<Panel> panels = data.panels();
    int all = data.all();
    long points = data.points();
    List<ClassMap> maps = panels.stream().map(Panel::map).toList();
    ClassMap first = maps.get(0);
    MapPainter.Legend legend = MapPainter.Legend.of(maps, false);
    List<List<Object>> rows = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (Panel panel : panels) {
      for (List<Object> row : EquilibriumRegionsFigure.table(panel.map(), List.of()).rows()) {
        List<Object> longer = new ArrayList<>(List.of(panel.value()));
        longer.addAll(row.subList(1, row.size()));
        rows.add(longer);
      }
      words.add("at " + panel.value() + " " + EquilibriumRegionsFigure.shares(panel.map()));
    }
    int columns = columns(panels.size(), widthMm);
    int lines = (panels.size() + columns - 1) / columns;
    double width = Figure.points(widthMm);
    double side = (width - 40 - 8 - (columns - 1) * GAP) / columns;
    int entries = legend.rows(first.classes(), width - left(first) - 4).count();
    return new Figure(
        name,
        "Regions of "
            + outcome
            + " over "
            + first.x().name().text()
            + " and "
            + first.y().name().text()
            + " for values of "
            + third.text()
            + ", from "
            + points
            + " points."
            + (all > panels.size() ? " " + panels.size() + " of its " + all + " values." : "")
            + (legend.several()
                ? " Hatched: several equilibria, as freezing is an equilibrium too where settling"
                    + " is sustainable."
                : ""),
        String.join(" ", words),
        widthMm,
        (lines * (side + HEAD) + (lines - 1) * GAP / 2 + 2 + 33 + entries * LegendRows.ROW)
            * 25.4
            / 72,
        (paper, area) -> draw(paper, area, third, panels, columns, side, legend),
        new Table(
            List.of(third.column(), "x from", "x to", "y from", "y to", "class", "equilibria"),
            rows));
  }

  /** Where the first panel begins. */
  private static double left(ClassMap first) {
    return Math.max(40, MapPainter.room(first.y(), 6) + 16);
  }

  private static int columns(int panels, double widthMm) {
    int most = widthMm > 1.5 * Figure.COLUMN ? MOST_COLUMNS : 2;
    if (panels <= most) {
      return panels;
    }
    return most > 2 && (panels == 5 || panels == 6 || panels == 9) ? 3 : most;
  }

  private static void draw(
      Graphics2D paper,
      Rectangle2D area,
      AxisName third,
      List<Panel> panels,
      int columns,
      double side,
      MapPainter.Legend legend) {
    ClassMap first = panels.get(0).map();
    MapPainter painter = new MapPainter(paper, first.classes());
    double left = left(first);
    double width = (area.getWidth() - left - 8 - (columns - 1) * GAP) / columns;
    int lines = (panels.size() + columns - 1) / columns;
    for (int p = 0; p < panels.size(); p++) {
      int column = p % columns;
      int line = p / columns;
      Rectangle2D box =
          new Rectangle2D.Double(
              left + column * (width + GAP),
              2 + HEAD + line * (side + HEAD + GAP / 2),
              width,
              side);
      painter.cells(panels.get(p).map(), box);
      AxisName.value(
          paper, third.symbol(), panels.get(p).value(), box.getCenterX(), box.getY() - 4);
      if (column == 0) {
        painter.beside(first.y(), box, side < 70 ? 4 : 6);
      }
      if (p + columns >= panels.size()) {
        painter.belowWithin(first.x(), box, width < 100 ? 3 : 5);
      }
    }
    double bottom = 2 + lines * (side + HEAD) + (lines - 1) * GAP / 2;
    double middle = left + (columns * width + (columns - 1) * GAP) / 2;
    first.x().name().within(paper, area, middle, bottom + 21);
    first
        .y()
        .name()
        .upwards(
            paper,
            left - MapPainter.room(first.y(), side < 70 ? 4 : 6) - 5,
            (2 + HEAD + bottom) / 2,
            bottom);
    painter.legend(legend, left, bottom + 29, area.getWidth() - left - 4);
  }
}
