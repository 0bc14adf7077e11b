package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A figure as a {@code tikzpicture} for plain pdflatex with the package tikz alone: shapes at their
 * size in bp, text set by the paper in its own font, symbols in mathematics.
 */
final class Tikz {
  /** Text that begins where other text ends, no further apart than this, is one. */
  private static final double JOINED = 0.6;

  /** Text this much below is a subscript. */
  private static final double DROP = 2.5;

  /** Edges are the same within this. */
  private static final double ALIGNED = 0.3;

  private static final Map<Integer, String> SYMBOLS =
      Map.ofEntries(
          Map.entry((int) 'α', "\\alpha"),
          Map.entry((int) 'β', "\\beta"),
          Map.entry((int) 'γ', "\\gamma"),
          Map.entry((int) 'δ', "\\delta"),
          Map.entry((int) 'ε', "\\varepsilon"),
          Map.entry((int) 'η', "\\eta"),
          Map.entry((int) 'θ', "\\theta"),
          Map.entry((int) 'κ', "\\kappa"),
          Map.entry((int) 'λ', "\\lambda"),
          Map.entry((int) 'μ', "\\mu"),
          Map.entry((int) 'ν', "\\nu"),
          Map.entry((int) 'π', "\\pi"),
          Map.entry((int) 'ρ', "\\rho"),
          Map.entry((int) 'σ', "\\sigma"),
          Map.entry((int) 'τ', "\\tau"),
          Map.entry((int) 'φ', "\\varphi"),
          Map.entry((int) 'χ', "\\chi"),
          Map.entry((int) 'ψ', "\\psi"),
          Map.entry((int) 'ω', "\\omega"),
          Map.entry((int) 'Δ', "\\Delta"),
          Map.entry((int) '−', "-"),
          Map.entry((int) '→', "\\to"),
          Map.entry((int) '∞', "\\infty"),
          Map.entry((int) '≥', "\\ge"),
          Map.entry((int) '≤', "\\le"),
          Map.entry((int) '×', "\\times"),
          Map.entry((int) '·', "\\cdot"),
          Map.entry((int) '∥', "\\parallel"),
          Map.entry((int) '₀', "{}_{0}"),
          Map.entry((int) '₁', "{}_{1}"),
          Map.entry((int) '₂', "{}_{2}"),
          Map.entry((int) '*', "{}^{*}"),
          Map.entry((int) '<', "<"),
          Map.entry((int) '>', ">"),
          Map.entry((int) '|', "|"));

  private static final Map<Integer, String> PUNCTUATION =
      Map.of(
          (int) '…', "\\ldots{}",
          (int) '–', "--",
          (int) '—', "---",
          (int) '\\', "\\textbackslash{}",
          (int) '~', "\\textasciitilde{}",
          (int) '^', "\\textasciicircum{}",
          (int) '’', "'");

  /** A macron over the letter before. */
  private static final int MACRON = 0x304;

  private final StringBuilder text = new StringBuilder();

  /** Text of one or more runs that follow each other on a line. */
  private record Label(int mark, Recording.Words first, String latex, double width) {
    double angle() {
      AffineTransform at = first.at();
      return -Math.toDegrees(Math.atan2(at.getShearY(), at.getScaleX()));
    }

    /** Along the text's own direction: where it begins. */
    double begin() {
      return along(first.at());
    }

    double end() {
      return begin() + width;
    }
  }

  private static double along(AffineTransform at) {
    return at.getTranslateX() * at.getScaleX() + at.getTranslateY() * at.getShearY();
  }

  private static double across(AffineTransform at) {
    return at.getTranslateY() * at.getScaleX() - at.getTranslateX() * at.getShearY();
  }

  /**
   * Writes a picture.
   *
   * @throws IllegalArgumentException if it holds an image: there are too many cells for TeX
   */
  static String of(String name, Recording picture) {
    Tikz tikz = new Tikz();
    tikz.write(name, picture);
    return tikz.text.toString();
  }

  private void write(String name, Recording picture) {
    text.append("% ")
        .append(name)
        .append(": \\usepackage{tikz} in the preamble, \\input{")
        .append(name)
        .append(".tikz} in the figure.\n");
    colours(picture)
        .forEach(
            (colour, code) ->
                text.append("\\definecolor{")
                    .append(colour)
                    .append("}{HTML}{")
                    .append(code)
                    .append("}%\n"));
    text.append("\\begin{tikzpicture}[x=1bp,y=-1bp]\n\\useasboundingbox (0,0) rectangle (")
        .append(number(picture.width()))
        .append(",")
        .append(number(picture.height()))
        .append(");\n");
    List<Recording.Mark> marks = picture.marks();
    List<Label> labels = labels(marks);
    String open = "";
    for (int k = 0; k < marks.size(); k++) {
      Recording.Mark mark = marks.get(k);
      String clip = mark.clip().map(Tikz::path).orElse("");
      if (!clip.equals(open)) {
        text.append(open.isEmpty() ? "" : "\\end{scope}\n");
        text.append(clip.isEmpty() ? "" : "\\begin{scope}\n\\clip " + clip + ";\n");
        open = clip;
      }
      if (mark instanceof Recording.Fill f && !isGround(f, picture)) {
        fill(f);
      } else if (mark instanceof Recording.Line l) {
        line(l);
      } else if (mark instanceof Recording.Words) {
        int at = k;
        labels.stream().filter(l -> l.mark() == at).forEach(l -> label(l, labels));
      } else if (mark instanceof Recording.Picture) {
        throw new IllegalArgumentException(
            "the map of " + name + " has too many cells for TikZ; allowed: pdf, svg, png");
      }
    }
    text.append(open.isEmpty() ? "" : "\\end{scope}\n").append("\\end{tikzpicture}%\n");
  }

  /** White below everything is the page. */
  private static boolean isGround(Recording.Fill fill, Recording picture) {
    Rectangle2D bounds = fill.shape().getBounds2D();
    return fill.color().equals(Color.WHITE)
        && bounds.getWidth() >= 0.999 * picture.width()
        && bounds.getHeight() >= 0.5 * picture.height();
  }

  private static SortedMap<String, String> colours(Recording picture) {
    SortedMap<String, String> colours = new TreeMap<>();
    for (Recording.Mark mark : picture.marks()) {
      Optional<Color> colour =
          mark instanceof Recording.Fill f
              ? Optional.of(f.color())
              : mark instanceof Recording.Line l
                  ? Optional.of(l.color())
                  : mark instanceof Recording.Words w ? Optional.of(w.color()) : Optional.empty();
      colour.ifPresent(c -> colours.put(name(c), code(c)));
    }
    return colours;
  }

  private static String code(Color color) {
    return String.format(Locale.ROOT, "%06X", color.getRGB() & 0xFFFFFF);
  }

  private static String name(Color color) {
    return "thaw" + code(color);
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_EVEN)
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String point(double x, double y) {
    return "(" + number(x) + "," + number(y) + ")";
  }

  private static String curve(double x1, double y1, double x2, double y2, double x, double y) {
    return "..controls" + point(x1, y1) + "and" + point(x2, y2) + ".." + point(x, y);
  }

  private static String path(Shape shape) {
    StringBuilder path = new StringBuilder();
    double[] c = new double[6];
    double x = 0;
    double y = 0;
    int column = 0;
    for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
      int kind = at.currentSegment(c);
      String next =
          switch (kind) {
            case PathIterator.SEG_MOVETO -> point(c[0], c[1]);
            case PathIterator.SEG_LINETO -> "--" + point(c[0], c[1]);
            case PathIterator.SEG_QUADTO ->
                // the same curve as a cubic one
                curve(
                    (x + 2 * c[0]) / 3,
                    (y + 2 * c[1]) / 3,
                    (c[2] + 2 * c[0]) / 3,
                    (c[3] + 2 * c[1]) / 3,
                    c[2],
                    c[3]);
            case PathIterator.SEG_CUBICTO -> curve(c[0], c[1], c[2], c[3], c[4], c[5]);
            default -> "--cycle";
          };
      int last =
          switch (kind) {
            case PathIterator.SEG_CUBICTO -> 4;
            case PathIterator.SEG_QUADTO -> 2;
            default -> 0;
          };
      x = c[last];
      y = c[last + 1];
      column += next.length();
      if (column > 90) {
        path.append("\n");
        column = next.length();
      }
      path.append(next);
    }
    return path.toString();
  }

  private void fill(Recording.Fill fill) {
    boolean evenOdd =
        fill.shape().getPathIterator(null).getWindingRule() == PathIterator.WIND_EVEN_ODD;
    String path = path(fill.shape());
    if (!path.isEmpty()) {
      text.append("\\fill[")
          .append(name(fill.color()))
          .append(evenOdd ? ",even odd rule] " : "] ")
          .append(path)
          .append(";\n");
    }
  }

  private void line(Recording.Line line) {
    String path = path(line.shape());
    if (path.isEmpty()) {
      return;
    }
    BasicStroke stroke = line.stroke();
    text.append("\\draw[")
        .append(name(line.color()))
        .append(",line width=")
        .append(number(stroke.getLineWidth()))
        .append("bp");
    if (stroke.getEndCap() != BasicStroke.CAP_BUTT) {
      text.append(",line cap=")
          .append(stroke.getEndCap() == BasicStroke.CAP_ROUND ? "round" : "rect");
    }
    if (stroke.getLineJoin() != BasicStroke.JOIN_MITER) {
      text.append(",line join=")
          .append(stroke.getLineJoin() == BasicStroke.JOIN_ROUND ? "round" : "bevel");
    }
    float[] dashes = stroke.getDashArray();
    if (dashes != null) {
      text.append(",dash pattern=");
      for (int k = 0; k < dashes.length; k++) {
        text.append(k == 0 ? "" : " ")
            .append(k % 2 == 0 ? "on " : "off ")
            .append(number(dashes[k]))
            .append("bp");
      }
    }
    text.append("] ").append(path).append(";\n");
  }

  // ---- text -------------------------------------------------------------------------------------

  private static List<Label> labels(List<Recording.Mark> marks) {
    List<Label> labels = new ArrayList<>();
    for (int k = 0; k < marks.size(); k++) {
      if (!(marks.get(k) instanceof Recording.Words next)) {
        continue;
      }
      Label last = labels.isEmpty() ? null : labels.get(labels.size() - 1);
      if (last != null && follows(last, next)) {
        boolean lower = across(next.at()) - across(last.first().at()) > ALIGNED;
        String more = latex(next);
        labels.set(
            labels.size() - 1,
            new Label(
                last.mark(),
                last.first(),
                last.latex() + (lower ? "$_{\\mbox{\\tiny " + more + "}}$" : more),
                last.width() + next.width()));
      } else {
        labels.add(new Label(k, next, latex(next), next.width()));
      }
    }
    return labels;
  }

  private static boolean follows(Label last, Recording.Words next) {
    AffineTransform a = last.first().at();
    AffineTransform b = next.at();
    double drop = across(b) - across(a);
    return a.getScaleX() == b.getScaleX()
        && a.getShearY() == b.getShearY()
        && drop > -ALIGNED
        && drop < DROP
        && Math.abs(along(b) - last.end()) < JOINED;
  }

  /** The paper's letters are not as wide as the figure's: what lines up with others, still does. */
  private void label(Label label, List<Label> all) {
    List<Label> others =
        all.stream()
            .filter(
                l ->
                    l.mark() != label.mark()
                        && l.first().at().getShearY() == label.first().at().getShearY())
            .toList();
    long begins =
        others.stream().filter(l -> Math.abs(l.begin() - label.begin()) < ALIGNED).count();
    long ends = others.stream().filter(l -> Math.abs(l.end() - label.end()) < ALIGNED).count();
    boolean left = begins > ends;
    boolean right = ends > 0 && !left;
    double share = left ? 0 : right ? 1 : 0.5;
    AffineTransform at = label.first().at();
    double x = at.getTranslateX() + share * label.width() * at.getScaleX();
    double y = at.getTranslateY() + share * label.width() * at.getShearY();
    Font font = label.first().font();
    double angle = label.angle();
    text.append("\\node[anchor=")
        .append(left ? "base west" : right ? "base east" : "base")
        .append(",inner sep=0,text=")
        .append(name(label.first().color()))
        .append(",font=\\fontsize{")
        .append(number(font.getSize2D()))
        .append("bp}{")
        .append(number(1.2 * font.getSize2D()))
        .append("bp}\\selectfont");
    if (Math.abs(angle) > 1e-6) {
      text.append(",rotate=").append(number(angle));
    }
    text.append("] at ").append(point(x, y)).append(" {").append(label.latex()).append("};\n");
  }

  private static String latex(Recording.Words words) {
    boolean italic = words.font().getFontName().equals(Theme.SYMBOL.getFontName());
    int[] letters = words.text().codePoints().toArray();
    StringBuilder latex = new StringBuilder();
    for (int k = 0; k < letters.length; k++) {
      boolean bar = k + 1 < letters.length && letters[k + 1] == MACRON;
      int c = letters[k];
      boolean minus =
          c == '-'
              && k + 1 < letters.length
              && Character.isDigit(letters[k + 1])
              && (k == 0 || !Character.isLetterOrDigit(letters[k - 1]));
      String symbol = minus ? "-" : SYMBOLS.get(c);
      if (c == MACRON) {
        continue;
      }
      if (symbol != null || bar || (italic && Character.isLetter(c))) {
        String core = symbol != null ? symbol : Character.toString(c);
        latex.append("$").append(bar ? "\\bar{" + core + "}" : core).append("$");
      } else if (PUNCTUATION.containsKey(c)) {
        latex.append(PUNCTUATION.get(c));
      } else if ("&%$#_{}".indexOf(c) >= 0) {
        latex.append("\\").appendCodePoint(c);
      } else {
        latex.appendCodePoint(c);
      }
    }
    // One formula, not two beside each other.
    return latex.toString().replace("$$", "");
  }
}
