package thaw.charts;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.FlatteningPathIterator;
import java.awt.geom.Line2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is hard to read in a figure at its final size: small text, thin lines, text over the edge or
 * on other text, and fills or lines that only their colour tells apart where that colour is not
 * seen: in greyscale, and with each of the three colour-vision deficiencies (simulated with the
 * matrices of Machado, Oliveira and Fernandes 2009, A physiologically-based model for simulation of
 * color vision deficiency, IEEE Transactions on Visualization and Computer Graphics 15, table 1,
 * severity 1, in linear RGB).
 */
final class Legibility {
  /** Points. */
  static final double SMALLEST_TEXT = 6;

  /** Points. */
  static final double THINNEST_LINE = 0.5;

  /** Least distance between colours in CIELAB, of which grey has the lightness alone. */
  static final double LEAST_CONTRAST = 10;

  /** Text reaches into other text by more than this: points. */
  private static final double OVERLAP = 1;

  /** Shapes no wider and higher than this are markers, which their form tells apart: points. */
  private static final double MARKER = 9;

  /** A marker stands on a line that is no further from its middle than this: points. */
  private static final double NEAR = 0.2;

  /** Curves are taken as straight to this: points. */
  private static final double FLAT = 0.1;

  /** Data are drawn no thinner than this: points. */
  private static final double DATA = 1;

  private static final double[][] PROTANOPIA = {
    {0.152286, 1.052583, -0.204868},
    {0.114503, 0.786281, 0.099216},
    {-0.003882, -0.048116, 1.051998}
  };
  private static final double[][] DEUTERANOPIA = {
    {0.367322, 0.860646, -0.227968},
    {0.280085, 0.672501, 0.047413},
    {-0.011820, 0.042940, 0.968881}
  };
  private static final double[][] TRITANOPIA = {
    {1.255528, -0.076749, -0.178779},
    {-0.078411, 0.930809, 0.147602},
    {0.004733, 0.691367, 0.303900}
  };

  private static final Map<String, UnaryOperator<double[]>> EYES = eyes();

  private final Recording recording;
  private final List<String> warnings = new ArrayList<>();

  private Legibility(Recording recording) {
    this.recording = recording;
  }

  /** A sentence for each thing that is hard to read; none if nothing is. */
  static List<String> warnings(Recording recording) {
    Legibility legibility = new Legibility(recording);
    legibility.text();
    legibility.lines();
    legibility.contrast();
    return legibility.warnings;
  }

  private void text() {
    double least = Double.POSITIVE_INFINITY;
    String smallest = "";
    List<Recording.Words> all = new ArrayList<>();
    for (Recording.Mark mark : recording.marks()) {
      if (mark instanceof Recording.Words w) {
        all.add(w);
        if (w.font().getSize2D() < least) {
          least = w.font().getSize2D();
          smallest = w.text();
        }
      }
    }
    if (least < SMALLEST_TEXT) {
      warnings.add(
          "text of "
              + Numbers.readable(least)
              + " pt (\""
              + smallest
              + "\"); many journals want "
              + Numbers.readable(SMALLEST_TEXT)
              + " pt or more");
    }
    Rectangle2D page =
        new Rectangle2D.Double(-1, -1, recording.width() + 2, recording.height() + 2);
    List<String> beyond = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    for (int a = 0; a < all.size(); a++) {
      Rectangle2D box = all.get(a).bounds();
      if (!page.contains(box)) {
        beyond.add("\"" + all.get(a).text() + "\"");
      }
      for (int b = 0; b < a; b++) {
        Rectangle2D common = box.createIntersection(all.get(b).bounds());
        if (common.getWidth() > OVERLAP && common.getHeight() > OVERLAP) {
          pairs.add("\"" + all.get(b).text() + "\" and \"" + all.get(a).text() + "\"");
        }
      }
    }
    many("text reaches over the edge: ", beyond);
    many("text lies on text: ", pairs);
  }

  private void many(String what, List<String> cases) {
    if (!cases.isEmpty()) {
      String more = cases.size() > 1 ? " and " + (cases.size() - 1) + " more" : "";
      warnings.add(what + cases.get(0) + more + "; a wider figure has more room");
    }
  }

  private void lines() {
    double least = Double.POSITIVE_INFINITY;
    for (Recording.Mark mark : recording.marks()) {
      if (mark instanceof Recording.Line l) {
        least = Math.min(least, l.stroke().getLineWidth());
      }
    }
    if (least < THINNEST_LINE) {
      warnings.add(
          "a line of "
              + Numbers.readable(least)
              + " pt; print needs "
              + Numbers.readable(THINNEST_LINE)
              + " pt or more");
    }
  }

  /** Colours by what else they look like: dashes of lines, hatches of areas. */
  private Map<String, Set<Color>> classes() {
    Map<String, Set<Color>> classes = new LinkedHashMap<>();
    List<Recording.Mark> marks = recording.marks();
    for (int k = 0; k < marks.size(); k++) {
      String look = "";
      Color color = Color.BLACK;
      if (marks.get(k) instanceof Recording.Fill f) {
        Rectangle2D bounds = f.shape().getBounds2D();
        if (!isMarker(bounds) && !f.color().equals(Color.WHITE)) {
          look = "areas" + hatch(marks, k, f.shape());
          color = f.color();
        }
      } else if (marks.get(k) instanceof Recording.Line l && isData(l)) {
        float[] dashes = l.stroke().getDashArray();
        look =
            (dashes == null ? "solid lines" : "lines dashed " + Arrays.toString(dashes))
                + marker(marks, k, l);
        color = l.color();
      }
      if (!look.isEmpty()) {
        classes.computeIfAbsent(look, unused -> new LinkedHashSet<>()).add(color);
      }
    }
    return classes;
  }

  private static boolean isMarker(Rectangle2D bounds) {
    return bounds.getWidth() <= MARKER && bounds.getHeight() <= MARKER;
  }

  /** Thinner lines are axes and outlines of areas. */
  private static boolean isData(Recording.Line line) {
    return line.stroke().getLineWidth() >= DATA && !isMarker(line.shape().getBounds2D());
  }

  /**
   * The form of the marker of the same colour that stands on a line, which tells it apart from
   * lines with others.
   */
  private static String marker(List<Recording.Mark> marks, int at, Recording.Line line) {
    for (int k = at + 1; k < marks.size(); k++) {
      if (marks.get(k) instanceof Recording.Fill f) {
        Rectangle2D box = f.shape().getBounds2D();
        if (isMarker(box) && isOf(line.color(), marks, k, f) && isOn(line.shape(), box)) {
          return " with markers " + form(f);
        }
      }
    }
    return "";
  }

  /** Whether a marker is filled, or outlined by the mark after it, in a colour. */
  private static boolean isOf(Color color, List<Recording.Mark> marks, int at, Recording.Fill f) {
    return f.color().equals(color)
        || (at + 1 < marks.size()
            && marks.get(at + 1) instanceof Recording.Line outline
            && outline.color().equals(color)
            && outline.shape().getBounds2D().equals(f.shape().getBounds2D()));
  }

  /** Whether a line goes through the middle of a box. */
  private static boolean isOn(Shape line, Rectangle2D box) {
    PathIterator path = new FlatteningPathIterator(line.getPathIterator(null), FLAT);
    double[] to = new double[6];
    double x = 0;
    double y = 0;
    for (; !path.isDone(); path.next()) {
      if (path.currentSegment(to) == PathIterator.SEG_LINETO
          && Line2D.ptSegDist(x, y, to[0], to[1], box.getCenterX(), box.getCenterY()) < NEAR) {
        return true;
      }
      x = to[0];
      y = to[1];
    }
    return false;
  }

  /** Corners of a marker, and whether it is open: the same for the same form at another place. */
  private static String form(Recording.Fill marker) {
    Rectangle2D box = marker.shape().getBounds2D();
    StringBuilder form = new StringBuilder(marker.color().equals(Color.WHITE) ? "open" : "filled");
    double[] to = new double[6];
    for (PathIterator p = marker.shape().getPathIterator(null); !p.isDone(); p.next()) {
      int points =
          switch (p.currentSegment(to)) {
            case PathIterator.SEG_CLOSE -> 0;
            case PathIterator.SEG_QUADTO -> 2;
            case PathIterator.SEG_CUBICTO -> 3;
            default -> 1;
          };
      for (int k = 0; k < points; k++) {
        form.append(' ')
            .append(Math.round(10 * (to[2 * k] - box.getX()) / box.getWidth()))
            .append(',')
            .append(Math.round(10 * (to[2 * k + 1] - box.getY()) / box.getHeight()));
      }
    }
    return form.toString();
  }

  /** The kind of the next mark that is cut off at the shape's bounds. */
  private static String hatch(List<Recording.Mark> marks, int at, Shape shape) {
    if (at + 1 >= marks.size()) {
      return "";
    }
    Recording.Mark next = marks.get(at + 1);
    boolean hatched =
        next.clip().map(c -> c.getBounds2D().equals(shape.getBounds2D())).orElse(false);
    return hatched ? next instanceof Recording.Line ? " with lines" : " with dots" : "";
  }

  private void contrast() {
    classes()
        .forEach(
            (look, set) -> {
              List<Color> colors = List.copyOf(set);
              for (int a = 0; a < colors.size(); a++) {
                for (int b = 0; b < a; b++) {
                  contrast(look, colors.get(b), colors.get(a));
                }
              }
            });
  }

  private void contrast(String look, Color a, Color b) {
    List<String> alike = new ArrayList<>();
    EYES.forEach(
        (name, eye) -> {
          if (distance(eye.apply(linear(a)), eye.apply(linear(b))) < LEAST_CONTRAST) {
            alike.add(name);
          }
        });
    if (!alike.isEmpty()) {
      warnings.add(
          look
              + " in "
              + code(a)
              + " and "
              + code(b)
              + " look much alike "
              + String.join(", ", alike));
    }
  }

  private static String code(Color color) {
    return String.format(Locale.ROOT, "#%06X", color.getRGB() & 0xFFFFFF);
  }

  private static Map<String, UnaryOperator<double[]>> eyes() {
    Map<String, UnaryOperator<double[]>> eyes = new LinkedHashMap<>();
    eyes.put(
        "in greyscale",
        c -> {
          double y = luminance(c);
          return new double[] {y, y, y};
        });
    eyes.put("with protanopia", c -> through(PROTANOPIA, c));
    eyes.put("with deuteranopia", c -> through(DEUTERANOPIA, c));
    eyes.put("with tritanopia", c -> through(TRITANOPIA, c));
    return eyes;
  }

  private static double[] through(double[][] matrix, double[] c) {
    double[] seen = new double[3];
    for (int k = 0; k < 3; k++) {
      double sum = matrix[k][0] * c[0] + matrix[k][1] * c[1] + matrix[k][2] * c[2];
      seen[k] = Math.max(0, Math.min(1, sum));
    }
    return seen;
  }

  /** Linear RGB of sRGB (IEC 61966-2-1). */
  static double[] linear(Color color) {
    float[] c = color.getRGBColorComponents(null);
    double[] linear = new double[3];
    for (int k = 0; k < 3; k++) {
      linear[k] = c[k] <= 0.04045 ? c[k] / 12.92 : Math.pow((c[k] + 0.055) / 1.055, 2.4);
    }
    return linear;
  }

  /** Relative luminance Y, 0 to 1. */
  static double luminance(double[] linear) {
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  /** CIE 1976 distance of two colours in linear RGB, white point D65. */
  static double distance(double[] a, double[] b) {
    double[] p = lab(a);
    double[] q = lab(b);
    return Math.sqrt(
        (p[0] - q[0]) * (p[0] - q[0])
            + (p[1] - q[1]) * (p[1] - q[1])
            + (p[2] - q[2]) * (p[2] - q[2]));
  }

  private static double[] lab(double[] c) {
    double x = curve((0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.9505);
    double y = curve(luminance(c));
    double z = curve((0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double curve(double t) {
    double edge = 6.0 / 29;
    return t > edge * edge * edge ? Math.cbrt(t) : t / (3 * edge * edge) + 4.0 / 29;
  }
}
