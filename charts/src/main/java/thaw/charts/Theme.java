package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnitSource;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * How all figures look: white ground, no grid, no title, 8 pt labels, 7 pt ticks, thin lines, the
 * palette of Okabe and Ito (2008), which colour-blind readers can tell apart.
 */
public final class Theme {
  public static final Color BLACK = Color.BLACK;
  public static final Color BLUE = new Color(0x0072B2);
  public static final Color VERMILLION = new Color(0xD55E00);
  public static final Color GREEN = new Color(0x009E73);
  public static final Color ORANGE = new Color(0xE69F00);
  public static final Color SKY = new Color(0x56B4E9);
  public static final Color PURPLE = new Color(0xCC79A7);
  public static final Color GREY = new Color(0x808080);
  public static final Color PALE = new Color(0xE4E4E4);

  /** Base line of the name of an axis on the left, points from the edge. */
  static final double NAME = 12.5;

  static final String REGULAR_FILE = "fonts/DejaVuSans.ttf";
  static final String OBLIQUE_FILE = "fonts/DejaVuSans-Oblique.ttf";

  private static final Font REGULAR = load(REGULAR_FILE);
  private static final Font OBLIQUE = load(OBLIQUE_FILE);

  /** Labels, 8 pt. */
  public static final Font LABEL = REGULAR.deriveFont(8f);

  /** Symbols, 8 pt. */
  public static final Font SYMBOL = OBLIQUE.deriveFont(8f);

  /** Ticks and legends, 7 pt. */
  public static final Font TICK = REGULAR.deriveFont(7f);

  /** Notes inside a figure, 6 pt. */
  public static final Font NOTE = REGULAR.deriveFont(6f);

  /** Axes and outlines. */
  public static final Stroke THIN = new BasicStroke(0.5f);

  /** Outlines of marks. */
  static final Stroke MARK = new BasicStroke(0.8f);

  /** Data. */
  public static final Stroke LINE =
      new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);

  /** Data, set apart from {@link #LINE} in greyscale too. */
  public static final Stroke DASHED =
      new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {4, 2}, 0);

  /** Data, set apart from both. */
  public static final Stroke DOTTED =
      new BasicStroke(1f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {1, 2}, 0);

  /**
   * Greys of the palette, as far apart as there are classes; other colours keep their lightness.
   */
  private static final Map<Color, Color> GREYS =
      Map.of(
          BLUE, new Color(0x3C3C3C),
          VERMILLION, new Color(0x686868),
          GREEN, new Color(0x8C8C8C),
          PURPLE, new Color(0xA4A4A4),
          ORANGE, new Color(0xC0C0C0),
          SKY, new Color(0xD4D4D4));

  static {
    // Rotated labels as text, which PDF can search and TikZ can set, not as outlines.
    TextUtils.setUseDrawRotatedStringWorkaround(false);
  }

  private Theme() {}

  /** The grey that stands for a colour. */
  static Color grey(Color color) {
    Color known = GREYS.get(color);
    if (known != null) {
      return known;
    }
    double y = Legibility.luminance(Legibility.linear(color));
    double level = y <= 0.0031308 ? 12.92 * y : 1.055 * Math.pow(y, 1 / 2.4) - 0.055;
    int grey = (int) Math.round(255 * Math.max(0, Math.min(1, level)));
    return new Color(grey, grey, grey);
  }

  static InputStream open(String file) {
    InputStream stream = Theme.class.getResourceAsStream(file);
    if (stream == null) {
      throw new IllegalStateException("the resource " + file + " is missing");
    }
    return stream;
  }

  private static Font load(String file) {
    try (InputStream stream = open(file)) {
      return Font.createFont(Font.TRUETYPE_FONT, stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (FontFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Prepares paper for drawing: smooth shapes, exact positions. */
  static void prepare(Graphics2D paper) {
    paper.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    paper.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    paper.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    paper.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
  }

  /** Measures text before there is paper. */
  static Graphics2D ruler() {
    Graphics2D ruler = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    prepare(ruler);
    return ruler;
  }

  /** An axis with a label and ticks in the theme's fonts. */
  static NumberAxis axis(String label) {
    NumberAxis axis = new NumberAxis(label);
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setMinusSign('−');
    NumberFormat format = new DecimalFormat("0.######", symbols);
    axis.setStandardTickUnits(new NumberTickUnitSource(false, format));
    axis.setAutoRangeIncludesZero(false);
    axis.setLabelFont(LABEL);
    axis.setTickLabelFont(TICK);
    axis.setLabelPaint(BLACK);
    axis.setTickLabelPaint(BLACK);
    axis.setAxisLinePaint(BLACK);
    axis.setTickMarkPaint(BLACK);
    axis.setAxisLineStroke(THIN);
    axis.setTickMarkStroke(THIN);
    axis.setTickMarkOutsideLength(2);
    axis.setTickMarkInsideLength(0);
    axis.setLabelInsets(new RectangleInsets(2, 2, 2, 2));
    axis.setTickLabelInsets(new RectangleInsets(1, 2, 1, 2));
    return axis;
  }

  /** Clears a plot of grid, background and outline. */
  static void plain(XYPlot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setOutlineVisible(false);
    plot.setInsets(new RectangleInsets(3, 3, 3, 6));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    // Labels one above the other need more room than side by side.
    plot.getRangeAxis().setTickLabelInsets(new RectangleInsets(4, 2, 4, 2));
  }

  /** A chart of the plot, without title, its legend below if it has one. */
  static JFreeChart chart(org.jfree.chart.plot.Plot plot, boolean legend) {
    JFreeChart chart = new JFreeChart(null, LABEL, plot, false);
    chart.setBackgroundPaint(Color.WHITE);
    chart.setPadding(RectangleInsets.ZERO_INSETS);
    if (legend) {
      LegendTitle title = new LegendTitle(plot);
      title.setItemFont(TICK);
      title.setFrame(BlockBorder.NONE);
      title.setBackgroundPaint(Color.WHITE);
      title.setPosition(RectangleEdge.BOTTOM);
      title.setHorizontalAlignment(HorizontalAlignment.CENTER);
      title.setItemLabelPadding(new RectangleInsets(1, 2, 1, 6));
      title.setPadding(new RectangleInsets(0, 2, 2, 2));
      chart.addLegend(title);
    }
    return chart;
  }

  /** Draws a chart of one plot whose axes have room for their names, and the names. */
  static void draw(
      JFreeChart chart, Graphics2D paper, Rectangle2D area, AxisName across, AxisName up) {
    ChartRenderingInfo info = new ChartRenderingInfo();
    chart.draw(paper, area, info);
    Rectangle2D panel = info.getPlotInfo().getDataArea();
    across.below(paper, panel);
    up.upwards(paper, area.getX() + NAME, panel.getCenterY(), panel.getHeight());
  }

  /** Markers, distinct in greyscale: circle, square, triangle, diamond, cross. */
  static List<Shape> markers(double size) {
    double h = size / 2;
    Path2D triangle = new Path2D.Double();
    triangle.moveTo(0, -h);
    triangle.lineTo(h, h);
    triangle.lineTo(-h, h);
    triangle.closePath();
    Path2D diamond = new Path2D.Double();
    diamond.moveTo(0, -1.2 * h);
    diamond.lineTo(1.2 * h, 0);
    diamond.lineTo(0, 1.2 * h);
    diamond.lineTo(-1.2 * h, 0);
    diamond.closePath();
    Path2D cross = new Path2D.Double();
    double t = h / 3;
    double[][] corners = {
      {-t, -h}, {t, -h}, {t, -t}, {h, -t}, {h, t}, {t, t}, {t, h}, {-t, h}, {-t, t}, {-h, t},
      {-h, -t}, {-t, -t}
    };
    cross.moveTo(corners[0][0], corners[0][1]);
    for (double[] c : corners) {
      cross.lineTo(c[0], c[1]);
    }
    cross.closePath();
    return List.of(
        new Ellipse2D.Double(-h, -h, size, size),
        new Rectangle2D.Double(-0.9 * h, -0.9 * h, 0.9 * size, 0.9 * size),
        triangle,
        diamond,
        cross);
  }
}
