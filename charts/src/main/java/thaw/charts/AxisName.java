package thaw.charts;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * What an axis or a row shows.
 *
 * @param words may be empty if there is a symbol
 * @param symbol in italics; what follows an underscore is a subscript; empty for none
 */
public record AxisName(String words, String symbol) {
  private static final double SUBSCRIPT_DROP = 1.8;

  /** Between lines of a name, points. */
  static final double LINE = 8;

  private static final Font SUBSCRIPT = Theme.NOTE;

  private static final float TICK_SIZE = 7;

  private static final float LARGEST = 8;

  private static final float SMALLEST = 6;

  /** Kept free at the edges of a page, points. */
  private static final double EDGE = 4;

  /** Label of a chart's axis that keeps room for a name, which is drawn afterwards. */
  static final String ROOM = " ";

  /** The payoff of a player i, v_i. */
  static AxisName payoff(String player) {
    return new AxisName("payoff of " + player, "v_" + player);
  }

  /**
   * A name in words alone.
   *
   * @param words what the axis shows
   * @return a name without a symbol
   */
  public static AxisName of(String words) {
    return new AxisName(words, "");
  }

  /**
   * Both as plain text, for captions.
   *
   * @return words and symbol with a space between, or the one there is
   */
  public String text() {
    return words.isEmpty() ? symbol : symbol.isEmpty() ? words : words + " " + symbol;
  }

  /** Its column in a table of data: the words, or the symbol where there are none. */
  String column() {
    return words.isEmpty() ? symbol : words;
  }

  private record Part(String text, Font font, double drop) {}

  private List<Part> parts(float size) {
    List<Part> parts = new ArrayList<>();
    if (!words.isEmpty()) {
      parts.add(new Part(symbol.isEmpty() ? words : words + ", ", Theme.LABEL.deriveFont(size), 0));
    }
    int at = symbol.indexOf('_');
    if (!symbol.isEmpty()) {
      String base = at < 0 ? symbol : symbol.substring(0, at);
      parts.add(new Part(base, Theme.SYMBOL.deriveFont(size), 0));
    }
    if (at >= 0) {
      parts.add(new Part(symbol.substring(at + 1), SUBSCRIPT, SUBSCRIPT_DROP));
    }
    return parts;
  }

  /** Width in points, at a font size. */
  double width(Graphics2D paper, float size) {
    return parts(size).stream()
        .mapToDouble(
            p -> p.font().getStringBounds(p.text(), paper.getFontRenderContext()).getWidth())
        .sum();
  }

  /** Draws it from the left. */
  void draw(Graphics2D paper, float size, double x, double y) {
    paper.setColor(Color.BLACK);
    double at = x;
    for (Part part : parts(size)) {
      paper.setFont(part.font());
      paper.drawString(part.text(), (float) at, (float) (y + part.drop()));
      at += part.font().getStringBounds(part.text(), paper.getFontRenderContext()).getWidth();
    }
  }

  /** The lines that it takes at the size of ticks; the symbol stands on the last one. */
  List<AxisName> lines(Graphics2D paper, double most) {
    List<String> broken = Labels.lines(words, paper.getFontMetrics(Theme.TICK), most);
    List<AxisName> lines = new ArrayList<>(broken.stream().map(AxisName::of).toList());
    if (!symbol.isEmpty()) {
      AxisName last = new AxisName(broken.isEmpty() ? "" : broken.get(broken.size() - 1), symbol);
      if (!broken.isEmpty() && last.width(paper, TICK_SIZE) <= most) {
        lines.set(lines.size() - 1, last);
      } else {
        lines.add(new AxisName("", symbol));
      }
    }
    return lines;
  }

  /**
   * Draws it at the size of ticks, ending at {@code right}, level with a row at {@code y}, on as
   * many lines as it takes.
   *
   * @param most width, points
   */
  void before(Graphics2D paper, double right, double y, double most) {
    List<AxisName> lines = lines(paper, most);
    double at = y + 2.5 - (lines.size() - 1) * LINE / 2;
    for (AxisName line : lines) {
      line.draw(paper, TICK_SIZE, right - line.width(paper, TICK_SIZE), at);
      at += LINE;
    }
  }

  /** Draws it centred, as {@link #fitting} says. */
  void centred(Graphics2D paper, double x, double y, double most) {
    AxisName shown = fitting(paper, most);
    float size = shown.size(paper, most);
    shown.draw(paper, size, x - shown.width(paper, size) / 2, y);
  }

  /** The same; where it would reach over the edge of the page it is moved away from there. */
  void within(Graphics2D paper, Rectangle2D page, double x, double y) {
    double most = page.getWidth() - 2 * EDGE;
    AxisName shown = fitting(paper, most);
    float size = shown.size(paper, most);
    double half = shown.width(paper, size) / 2;
    double middle = Math.max(page.getX() + EDGE + half, Math.min(page.getMaxX() - EDGE - half, x));
    shown.draw(paper, size, middle - half, y);
  }

  /**
   * Draws a value above a panel, as {@code τ = 0.5}, centred.
   *
   * @param symbol in italics; empty for the value alone
   */
  static void value(Graphics2D paper, String symbol, String value, double x, double y) {
    AxisName name = new AxisName("", symbol);
    String text = symbol.isEmpty() ? value : " = " + value;
    double before = symbol.isEmpty() ? 0 : name.width(paper, TICK_SIZE);
    double begin = x - (before + paper.getFontMetrics(Theme.TICK).stringWidth(text)) / 2;
    name.draw(paper, TICK_SIZE, begin, y);
    paper.setColor(Color.BLACK);
    paper.setFont(Theme.TICK);
    paper.drawString(text, (float) (begin + before), (float) y);
  }

  /** Draws it below the ticks of a panel. */
  void below(Graphics2D paper, Rectangle2D panel) {
    centred(paper, panel.getCenterX(), panel.getMaxY() + 22, panel.getWidth());
  }

  /** Draws it centred, reading upwards. */
  void upwards(Graphics2D paper, double x, double y, double most) {
    AxisName shown = fitting(paper, most);
    float size = shown.size(paper, most);
    AffineTransform before = paper.getTransform();
    paper.rotate(-Math.PI / 2);
    shown.draw(paper, size, -y - shown.width(paper, size) / 2, x);
    paper.setTransform(before);
  }

  /** What of it there is room for in letters of 6 pt: all, the symbol, or as many words as fit. */
  private AxisName fitting(Graphics2D paper, double most) {
    if (width(paper, SMALLEST) <= most) {
      return this;
    }
    if (!symbol.isEmpty() && !words.isEmpty()) {
      return new AxisName("", symbol);
    }
    String cut = words;
    while (cut.length() > 1 && of(cut + "…").width(paper, SMALLEST) > most) {
      cut = cut.substring(0, cut.length() - 1).strip();
    }
    return words.isEmpty() ? this : of(cut + "…");
  }

  /** From 8 pt down to 6. */
  private float size(Graphics2D paper, double most) {
    double needed = width(paper, LARGEST);
    return needed <= most ? LARGEST : (float) Math.max(SMALLEST, LARGEST * most / needed);
  }
}
