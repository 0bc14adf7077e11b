package thaw.charts;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Boxes of scenario discovery: the range of each restricted parameter in the range searched. */
public final class PrimFigure {
  private static final double ROW = 24;
  private static final double HEAD = 17;

  /** A restriction with a larger p-value on points held out is not shown to be needed: paler. */
  public static final double SMALL = 0.05;

  private static final Color PALE_BLUE = new Color(0xA9CDE5);

  private PrimFigure() {}

  /**
   * One restriction.
   *
   * @param low least value searched
   * @param high greatest value searched
   * @param from least value in the box; empty where there is none
   * @param to greatest value in the box; empty where there is none
   * @param categories of the parameter; empty for a number
   * @param kept whether each category is in the box
   * @param p quasi-p-value
   */
  public record Side(
      AxisName parameter,
      double low,
      double high,
      OptionalDouble from,
      OptionalDouble to,
      List<String> categories,
      List<Boolean> kept,
      double p) {
    public Side {
      categories = List.copyOf(categories);
      kept = List.copyOf(kept);
    }
  }

  /**
   * One box.
   *
   * @param density share of its points that are of the class
   * @param coverage share of the points of the class that it holds
   * @param mass share of all points
   */
  public record Box(List<Side> sides, double density, double coverage, double mass) {
    public Box {
      sides = List.copyOf(sides);
    }
  }

  /** What it shows. */
  record Data(String name, String response, List<Box> boxes, double rate, boolean heldOut)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws the boxes, one below the other.
   *
   * @param name of the files
   * @param response the class, in words
   * @param rate its share of all points
   * @param heldOut whether the numbers are of points held out
   */
  public static Figure of(
      String name, String response, List<Box> boxes, double rate, boolean heldOut) {
    return new Data(name, response, boxes, rate, heldOut).figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    String name = data.name();
    String response = data.response();
    List<Box> boxes = data.boxes();
    double rate = data.rate();
    boolean heldOut = data.heldOut();
    List<List<Object>> rows = new ArrayList<>();
    double height = 0;
    for (int b = 0; b < boxes.size(); b++) {
      Box box = boxes.get(b);
      height += HEAD + box.sides().size() * ROW + 4;
      for (Side side : box.sides()) {
        rows.add(
            List.of(
                b + 1,
                side.parameter().text(),
                side.low(),
                side.high(),
                side.from().isPresent() ? (Object) side.from().getAsDouble() : "",
                side.to().isPresent() ? (Object) side.to().getAsDouble() : "",
                kept(side),
                side.p(),
                box.density(),
                box.coverage(),
                box.mass()));
      }
    }
    Box first = boxes.get(0);
    return new Figure(
        name,
        "Conditions of "
            + response
            + " (patient rule induction): bars show the part of each parameter's range, or the"
            + " categories, that a box keeps; parameters not named are free. Density: share of"
            + " the box of that class, beside "
            + Numbers.percent(rate)
            + " of all points; coverage: share of the class in the box; mass: share of all points"
            + "; p: chance of so dense a box without the restriction"
            + (heldOut
                ? "; all on points held out from the search. Pale: not shown to be needed (p above "
                    + Numbers.readable(SMALL)
                    + ")."
                : "."),
        "Box 1 restricts "
            + first.sides().size()
            + (first.sides().size() == 1 ? " parameter: " : " parameters: ")
            + String.join("; ", first.sides().stream().map(PrimFigure::words).toList())
            + "; density "
            + Numbers.readable(first.density())
            + ", coverage "
            + Numbers.readable(first.coverage())
            + ".",
        widthMm,
        (height + 4) * 25.4 / 72,
        (paper, area) -> draw(paper, area, boxes, heldOut),
        new Table(
            List.of(
                "box",
                "parameter",
                "searched from",
                "searched to",
                "from",
                "to",
                "categories",
                "p",
                "density",
                "coverage",
                "mass"),
            rows));
  }

  private static String kept(Side side) {
    List<String> kept = new ArrayList<>();
    for (int c = 0; c < side.categories().size(); c++) {
      if (side.kept().get(c)) {
        kept.add(side.categories().get(c));
      }
    }
    return String.join(" or ", kept);
  }

  /** As in {@code trust at most 0.4}. */
  private static String words(Side side) {
    String name = side.parameter().text();
    if (!side.categories().isEmpty()) {
      return name + " is " + kept(side);
    }
    String from = Numbers.readable(side.from().orElse(side.low()));
    String to = Numbers.readable(side.to().orElse(side.high()));
    return side.from().isEmpty()
        ? name + " at most " + to
        : side.to().isEmpty() ? name + " at least " + from : name + " from " + from + " to " + to;
  }

  private static void draw(Graphics2D paper, Rectangle2D area, List<Box> boxes, boolean heldOut) {
    double left = 0.38 * area.getWidth();
    double right = area.getWidth() - 42;
    double y = 2;
    for (int b = 0; b < boxes.size(); b++) {
      Box box = boxes.get(b);
      paper.setColor(Color.BLACK);
      paper.setFont(Theme.TICK);
      String head =
          (boxes.size() > 1 ? "box " + (b + 1) + ": " : "")
              + "density "
              + Numbers.percent(box.density())
              + ", coverage "
              + Numbers.percent(box.coverage())
              + ", mass "
              + Numbers.percent(box.mass());
      if (4 + paper.getFontMetrics().stringWidth(head) > right + 4) {
        paper.setFont(Theme.NOTE);
      }
      paper.drawString(head, 4, (float) (y + 9));
      paper.setFont(Theme.SYMBOL.deriveFont(7f));
      paper.drawString("p", (float) (right + 8), (float) (y + 9));
      y += HEAD;
      for (Side side : box.sides()) {
        side.parameter().before(paper, left - 6, y + 6, left - 10);
        Color fill = heldOut && side.p() > SMALL ? PALE_BLUE : Theme.BLUE;
        if (side.categories().isEmpty()) {
          range(paper, side, fill, left, right, y);
        } else {
          categories(paper, side, fill, left, right, y);
        }
        paper.setFont(Theme.NOTE);
        paper.setColor(Color.BLACK);
        paper.drawString(small(side.p()), (float) (right + 8), (float) (y + 8));
        y += ROW;
      }
      y += 4;
    }
  }

  private static String small(double p) {
    return p < 1e-3 ? "< 0.001" : Numbers.readable(Math.round(p * 1000) / 1000.0);
  }

  /** To about a hundredth of the range: its ends are points that happened to be drawn. */
  private static double round(double value, Side side) {
    double range = side.high() - side.low();
    if (!(range > 0)) {
      return value;
    }
    int digits = 2 - (int) Math.floor(Math.log10(range));
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
  }

  private static void range(
      Graphics2D paper, Side side, Color fill, double left, double right, double y) {
    double width = right - left;
    double from = left + width * share(side, side.from().orElse(side.low()));
    double to = left + width * share(side, side.to().orElse(side.high()));
    paper.setColor(fill);
    paper.fill(new Rectangle2D.Double(from, y + 2, to - from, 8));
    paper.setColor(Color.BLACK);
    paper.setStroke(Theme.THIN);
    paper.draw(new Rectangle2D.Double(left, y + 2, width, 8));
    paper.setFont(Theme.NOTE);
    FontMetrics metrics = paper.getFontMetrics();
    String low = Numbers.readable(round(side.low(), side));
    String high = Numbers.readable(round(side.high(), side));
    String begin = side.from().isPresent() ? Numbers.readable(side.from().getAsDouble()) : "";
    String end = side.to().isPresent() ? Numbers.readable(side.to().getAsDouble()) : "";
    double beginAt = centre(metrics, begin, from, left, right);
    double endAt = centre(metrics, end, to, left, right);
    if (!begin.isEmpty() && !end.isEmpty()) {
      // labels of a narrow box are moved apart
      double overlap = beginAt + metrics.stringWidth(begin) + 4 - endAt;
      beginAt -= Math.max(0, overlap / 2);
      endAt += Math.max(0, overlap / 2);
    }
    paper.drawString(begin, (float) beginAt, (float) (y + 17));
    paper.drawString(end, (float) endAt, (float) (y + 17));
    paper.setColor(Theme.GREY);
    double firstTaken = begin.isEmpty() ? endAt : beginAt;
    double lastTaken =
        end.isEmpty() ? beginAt + metrics.stringWidth(begin) : endAt + metrics.stringWidth(end);
    if (left + metrics.stringWidth(low) + 4 < firstTaken) {
      paper.drawString(low, (float) left, (float) (y + 17));
    }
    if (right - metrics.stringWidth(high) - 4 > lastTaken) {
      paper.drawString(high, (float) (right - metrics.stringWidth(high)), (float) (y + 17));
    }
  }

  private static double centre(
      FontMetrics metrics, String text, double x, double left, double right) {
    double width = metrics.stringWidth(text);
    return Math.min(right - width, Math.max(left, x - width / 2));
  }

  private static double share(Side side, double value) {
    double share = (value - side.low()) / (side.high() - side.low());
    return Math.min(1, Math.max(0, share));
  }

  private static void categories(
      Graphics2D paper, Side side, Color fill, double left, double right, double y) {
    int n = side.categories().size();
    double width = (right - left) / n;
    paper.setFont(Theme.NOTE);
    FontMetrics metrics = paper.getFontMetrics();
    boolean apart = side.categories().stream().allMatch(c -> metrics.stringWidth(c) < width - 2);
    for (int c = 0; c < n; c++) {
      Rectangle2D cell = new Rectangle2D.Double(left + c * width, y + 2, width, 8);
      paper.setColor(side.kept().get(c) ? fill : Color.WHITE);
      paper.fill(cell);
      paper.setColor(Color.BLACK);
      paper.setStroke(Theme.THIN);
      paper.draw(cell);
      if (apart) {
        String text = side.categories().get(c);
        paper.setColor(side.kept().get(c) ? Color.BLACK : Theme.GREY);
        paper.drawString(
            text, (float) (cell.getCenterX() - metrics.stringWidth(text) / 2.0), (float) (y + 17));
      }
    }
    paper.setColor(Color.BLACK);
    if (!apart) {
      String text = kept(side);
      while (text.length() > 2 && metrics.stringWidth(text) > right - left + 34) {
        text = text.substring(0, text.length() - 2) + "…";
      }
      paper.drawString(text, (float) left, (float) (y + 17));
    }
  }
}
