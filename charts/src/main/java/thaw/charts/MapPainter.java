package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Draws maps of classes: as shapes, with lines between classes, and where these would be too many,
 * as an image.
 */
final class MapPainter {
  /** More rectangles than this make a heavy file. */
  private static final int MOST_SHAPES = 4000;

  private static final double PIXELS_PER_POINT = 600.0 / 72;

  private static final double TICK = 2;

  private static final String SEVERAL = "several equilibria";
  private static final String NONE = "no result";
  private static final String FRONTIER = "critical frontier";

  private static final Color SAND = new Color(0xF6E3B4);
  private static final Color STEEL = new Color(0x6FA8D0);

  /** Fills of classes, apart in colour and in grey. */
  private record Style(Color ground, Hatch hatch) {}

  private static final Style SUSTAINABLE = new Style(SAND, Hatch.PLAIN);
  private static final Style FROZEN = new Style(STEEL, Hatch.PLAIN);
  private static final Style UNDECIDED = new Style(Color.WHITE, Hatch.DOTS);
  private static final List<Style> OTHERS =
      List.of(
          SUSTAINABLE,
          FROZEN,
          UNDECIDED,
          new Style(new Color(0x00785A), Hatch.PLAIN),
          new Style(new Color(0xE3B7CF), Hatch.DOTS),
          new Style(new Color(0x9A9A9A), Hatch.PLAIN),
          new Style(new Color(0x3B3B3B), Hatch.PLAIN));

  private final Graphics2D paper;
  private final List<String> classes;

  MapPainter(Graphics2D paper, List<String> classes) {
    this.paper = paper;
    this.classes = classes;
  }

  private Style style(int code) {
    return switch (classes.get(code)) {
      case "sustainable", "yes" -> SUSTAINABLE;
      case "frozen", "no" -> FROZEN;
      case "undecided" -> UNDECIDED;
      default -> OTHERS.get(code % OTHERS.size());
    };
  }

  /** The cells in a box, and the outline of the box. */
  void cells(ClassMap map, Rectangle2D box) {
    List<List<Rectangle2D>> shapes = new ArrayList<>();
    int count = 0;
    for (int c = 0; c < classes.size(); c++) {
      int code = c;
      shapes.add(rectangles(map, box, cell -> map.cells()[cell] == code));
      count += shapes.get(c).size();
    }
    List<Rectangle2D> several = rectangles(map, box, map::isSeveral);
    if (count + several.size() > MOST_SHAPES) {
      image(map, box);
    } else {
      for (int c = 0; c < shapes.size(); c++) {
        if (!shapes.get(c).isEmpty()) {
          Style style = style(c);
          style.hatch().fill(paper, path(shapes.get(c)), style.ground(), Theme.GREY);
        }
      }
      if (!several.isEmpty()) {
        Hatch.RISING.over(paper, path(several), Color.BLACK);
      }
      between(map, box);
    }
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(box);
  }

  private static double x(ClassMap map, Rectangle2D box, int edge) {
    return box.getX() + box.getWidth() * map.x().share(map.x().edges()[edge]);
  }

  private static double y(ClassMap map, Rectangle2D box, int edge) {
    return box.getMaxY() - box.getHeight() * map.y().share(map.y().edges()[edge]);
  }

  private static List<Rectangle2D> rectangles(ClassMap map, Rectangle2D box, IntPredicate in) {
    List<Rectangle2D> rectangles = new ArrayList<>();
    for (ClassMap.Block block : map.blocks(in)) {
      double left = x(map, box, block.left());
      double top = y(map, box, block.top());
      rectangles.add(
          new Rectangle2D.Double(
              left, top, x(map, box, block.right()) - left, y(map, box, block.bottom()) - top));
    }
    return rectangles;
  }

  private static Path2D path(List<Rectangle2D> rectangles) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    rectangles.forEach(r -> path.append(r, false));
    return path;
  }

  /** Lines where the class changes; they hide the seams between fills, too. */
  private void between(ClassMap map, Rectangle2D box) {
    int columns = map.x().count();
    int rows = map.y().count();
    Path2D lines = new Path2D.Double();
    for (int c = 1; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        int begin = r;
        while (r < rows && map.cells()[r * columns + c] != map.cells()[r * columns + c - 1]) {
          r++;
        }
        if (r > begin) {
          lines.append(
              new Line2D.Double(x(map, box, c), y(map, box, begin), x(map, box, c), y(map, box, r)),
              false);
        }
      }
    }
    for (int r = 1; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int begin = c;
        while (c < columns && map.cells()[r * columns + c] != map.cells()[(r - 1) * columns + c]) {
          c++;
        }
        if (c > begin) {
          lines.append(
              new Line2D.Double(x(map, box, begin), y(map, box, r), x(map, box, c), y(map, box, r)),
              false);
        }
      }
    }
    paper.setColor(Color.BLACK);
    paper.setStroke(new BasicStroke(0.5f, BasicStroke.CAP_SQUARE, BasicStroke.JOIN_MITER));
    paper.draw(lines);
  }

  /** The same as an image at the resolution of print: its size does not grow with the cells. */
  private void image(ClassMap map, Rectangle2D box) {
    int width = (int) Math.ceil(box.getWidth() * PIXELS_PER_POINT);
    int height = (int) Math.ceil(box.getHeight() * PIXELS_PER_POINT);
    int[] columns = places(map.x(), width);
    int[] rows = places(map.y(), height);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    double gap = Hatch.GAP * PIXELS_PER_POINT;
    double dots = Hatch.DOT_GAP * PIXELS_PER_POINT;
    for (int j = 0; j < height; j++) {
      for (int i = 0; i < width; i++) {
        int cell = rows[height - 1 - j] * map.x().count() + columns[i];
        int code = map.cells()[cell];
        Color color = code < 0 ? Color.WHITE : style(code).ground();
        boolean dot =
            code >= 0
                && style(code).hatch() == Hatch.DOTS
                && Math.hypot(i % dots - dots / 2, j % dots - dots / 2)
                    < Hatch.DOT / 2 * PIXELS_PER_POINT;
        boolean line = map.isSeveral(cell) && (i + j) % gap < 0.5 * PIXELS_PER_POINT * Math.sqrt(2);
        image.setRGB(i, j, (line ? Color.BLACK : dot ? Theme.GREY : color).getRGB());
      }
    }
    paper.drawImage(
        image,
        new java.awt.geom.AffineTransform(
            box.getWidth() / width, 0, 0, box.getHeight() / height, box.getX(), box.getY()),
        null);
  }

  /** The cell at the middle of each pixel. */
  private static int[] places(ClassMap.Axis axis, int pixels) {
    int[] places = new int[pixels];
    int at = 0;
    for (int k = 0; k < pixels; k++) {
      double share = (k + 0.5) / pixels;
      while (at + 1 < axis.count() && axis.share(axis.edges()[at + 1]) <= share) {
        at++;
      }
      places[k] = at;
    }
    return places;
  }

  /** The band between the certified sides of a frontier, and its sides. */
  void frontier(ClassMap map, Rectangle2D box, List<ClassMap.Bracket> brackets) {
    java.awt.Shape before = paper.getClip();
    paper.clip(box);
    List<ClassMap.Bracket> run = new ArrayList<>();
    for (ClassMap.Bracket b : brackets) {
      if (Double.isNaN(b.below()) || Double.isNaN(b.above())) {
        band(map, box, run);
        run.clear();
      } else {
        run.add(b);
      }
    }
    band(map, box, run);
    paper.setClip(before);
  }

  private void band(ClassMap map, Rectangle2D box, List<ClassMap.Bracket> run) {
    if (run.size() < 2) {
      return;
    }
    Path2D middle = new Path2D.Double();
    for (int k = 0; k < run.size(); k++) {
      double x = box.getX() + box.getWidth() * map.x().share(run.get(k).x());
      double low = map.y().share(run.get(k).below());
      double high = map.y().share(run.get(k).above());
      double y = box.getMaxY() - box.getHeight() * (low + high) / 2;
      if (k == 0) {
        middle.moveTo(x, y);
      } else {
        middle.lineTo(x, y);
      }
    }
    paper.setColor(Color.WHITE);
    paper.setStroke(new BasicStroke(2.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    paper.draw(middle);
    paper.setColor(Theme.VERMILLION);
    paper.setStroke(new BasicStroke(1.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    paper.draw(middle);
  }

  /** Ticks and their labels below a box. */
  void below(ClassMap.Axis axis, Rectangle2D box, int most) {
    below(axis, box, most, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** The same, no label reaching further than the box: for boxes side by side. */
  void belowWithin(ClassMap.Axis axis, Rectangle2D box, int most) {
    below(axis, box, most, box.getX() - TICK, box.getMaxX() + TICK);
  }

  private void below(ClassMap.Axis axis, Rectangle2D box, int most, double left, double right) {
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.setFont(Theme.TICK);
    FontMetrics metrics = paper.getFontMetrics();
    double free = Double.NEGATIVE_INFINITY;
    for (Mark mark : marks(axis, most)) {
      double x = box.getX() + box.getWidth() * mark.share();
      paper.draw(new Line2D.Double(x, box.getMaxY(), x, box.getMaxY() + TICK));
      double width = metrics.stringWidth(mark.text());
      double begin = Math.max(left, Math.min(right - width, x - width / 2));
      if (begin > free) {
        paper.drawString(mark.text(), (float) begin, (float) (box.getMaxY() + 10));
        free = begin + width + 2;
      }
    }
  }

  /** Ticks and their labels left of a box; how far left they reach. */
  double beside(ClassMap.Axis axis, Rectangle2D box, int most) {
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.setFont(Theme.TICK);
    FontMetrics metrics = paper.getFontMetrics();
    double widest = 0;
    for (Mark mark : marks(axis, most)) {
      double y = box.getMaxY() - box.getHeight() * mark.share();
      paper.draw(new Line2D.Double(box.getX() - TICK, y, box.getX(), y));
      double width = metrics.stringWidth(mark.text());
      paper.drawString(mark.text(), (float) (box.getX() - 4 - width), (float) (y + 2.5));
      widest = Math.max(widest, width);
    }
    return widest + 4;
  }

  /** How much room the labels left of a box need. */
  static double room(ClassMap.Axis axis, int most) {
    return marks(axis, most).stream()
            .mapToDouble(m -> Math.round(LegendRows.width(m.text())))
            .max()
            .orElse(0)
        + 4;
  }

  private record Mark(double share, String text) {}

  private static List<Mark> marks(ClassMap.Axis axis, int most) {
    List<Mark> marks = new ArrayList<>();
    if (!axis.categories().isEmpty()) {
      for (int c = 0; c < axis.count(); c++) {
        marks.add(
            new Mark(
                (axis.share(axis.edges()[c]) + axis.share(axis.edges()[c + 1])) / 2,
                axis.categories().get(c)));
      }
      return marks;
    }
    double low = axis.edges()[0];
    double high = axis.edges()[axis.count()];
    double[] ticks = Ticks.of(low, high, most);
    if (axis.logarithmic()) {
      List<Double> decades = new ArrayList<>();
      for (int e = (int) Math.ceil(Math.log10(low) - 1e-9); e <= Math.log10(high) + 1e-9; e++) {
        decades.add(Math.pow(10, e));
      }
      if (decades.size() > 1) {
        ticks = decades.stream().mapToDouble(Double::doubleValue).toArray();
      }
    }
    for (double tick : ticks) {
      marks.add(new Mark(axis.share(tick), Numbers.readable(tick)));
    }
    return marks;
  }

  /** One entry of the legend. */
  private record Entry(String text, Swatch swatch) {}

  private interface Swatch {
    void draw(Rectangle2D swatch);
  }

  private List<Entry> entries(boolean[] shown, boolean several, boolean none, boolean frontier) {
    List<Entry> entries = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      if (shown[c]) {
        Style style = style(c);
        entries.add(
            new Entry(
                classes.get(c), s -> style.hatch().fill(paper, s, style.ground(), Theme.GREY)));
      }
    }
    if (several) {
      entries.add(new Entry(SEVERAL, s -> Hatch.RISING.fill(paper, s, Color.WHITE, Color.BLACK)));
    }
    if (none) {
      entries.add(new Entry(NONE, s -> Hatch.PLAIN.fill(paper, s, Color.WHITE, Color.BLACK)));
    }
    if (frontier) {
      entries.add(
          new Entry(
              FRONTIER,
              s -> {
                paper.setColor(Theme.VERMILLION);
                paper.setStroke(new BasicStroke(1.3f));
                paper.draw(
                    new Line2D.Double(s.getX(), s.getCenterY(), s.getMaxX(), s.getCenterY()));
              }));
    }
    return entries;
  }

  /** What a legend shows. */
  record Legend(boolean[] classes, boolean several, boolean none, boolean frontier) {
    static Legend of(List<ClassMap> maps, boolean frontier) {
      boolean[] shown = new boolean[maps.get(0).classes().size()];
      boolean several = false;
      boolean none = false;
      for (ClassMap map : maps) {
        for (int c = 0; c < shown.length; c++) {
          shown[c] |= map.has(c);
        }
        several |= map.hasSeveral();
        none |= map.has(-1);
      }
      return new Legend(shown, several, none, frontier);
    }

    /** What it says. */
    private List<String> words(List<String> names) {
      List<String> words = new ArrayList<>();
      for (int c = 0; c < classes.length; c++) {
        if (classes[c]) {
          words.add(names.get(c));
        }
      }
      if (several) {
        words.add(SEVERAL);
      }
      if (none) {
        words.add(NONE);
      }
      if (frontier) {
        words.add(FRONTIER);
      }
      return words;
    }

    /**
     * Where its entries stand.
     *
     * @param names of the classes
     * @param width in which it has to fit
     */
    LegendRows rows(List<String> names, double width) {
      return LegendRows.of(words(names), 13, 9, width);
    }
  }

  /** Draws the legend in lines no wider than given. */
  void legend(Legend legend, double left, double top, double width) {
    paper.setFont(Theme.TICK);
    List<Entry> entries =
        entries(legend.classes(), legend.several(), legend.none(), legend.frontier());
    LegendRows rows = legend.rows(classes, width);
    for (int k = 0; k < entries.size(); k++) {
      Entry entry = entries.get(k);
      double x = left + rows.places().get(k).x();
      double y = top + rows.places().get(k).row() * LegendRows.ROW;
      Rectangle2D swatch = new Rectangle2D.Double(x, y, 10, 7);
      entry.swatch().draw(swatch);
      if (!entry.text().equals(FRONTIER)) {
        paper.setColor(Color.BLACK);
        paper.setStroke(Theme.THIN);
        paper.draw(swatch);
      }
      paper.setColor(Color.BLACK);
      paper.setFont(Theme.TICK);
      paper.drawString(entry.text(), (float) (x + 13), (float) (y + 6.5));
    }
  }
}
