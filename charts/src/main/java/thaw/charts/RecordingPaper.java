package thaw.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.List;
import java.util.Optional;
import org.apache.batik.ext.awt.g2d.AbstractGraphics2D;
import org.apache.batik.ext.awt.g2d.GraphicContext;
import org.jspecify.annotations.Nullable;

/** Paper that remembers what is drawn on it. Solid colours and basic strokes only. */
final class RecordingPaper extends AbstractGraphics2D {
  private final List<Recording.Mark> marks;
  private final Graphics2D ruler;

  RecordingPaper(List<Recording.Mark> marks) {
    super(false);
    this.gc = new GraphicContext(new AffineTransform());
    this.marks = marks;
    this.ruler = Theme.ruler();
  }

  private RecordingPaper(RecordingPaper paper) {
    super(paper);
    this.marks = paper.marks;
    this.ruler = paper.ruler;
  }

  @Override
  public Graphics create() {
    return new RecordingPaper(this);
  }

  @Override
  public void fill(Shape shape) {
    Shape placed = getTransform().createTransformedShape(shape);
    marks.add(new Recording.Fill(placed, colour(), clipOf(placed.getBounds2D())));
  }

  @Override
  public void draw(Shape shape) {
    Stroke stroke = getStroke();
    if (!(stroke instanceof BasicStroke basic)) {
      throw new UnsupportedOperationException("strokes of figures are basic strokes");
    }
    Shape placed = getTransform().createTransformedShape(shape);
    Rectangle2D bounds = placed.getBounds2D();
    double half = basic.getLineWidth() / 2;
    bounds.setRect(
        bounds.getX() - half,
        bounds.getY() - half,
        bounds.getWidth() + 2 * half,
        bounds.getHeight() + 2 * half);
    marks.add(new Recording.Line(placed, basic, colour(), clipOf(bounds)));
  }

  @Override
  public void drawString(String text, float x, float y) {
    if (text.isBlank()) {
      return;
    }
    AffineTransform at = new AffineTransform(getTransform());
    at.translate(x, y);
    double width = getFont().getStringBounds(text, ruler.getFontRenderContext()).getWidth();
    Recording.Words words =
        new Recording.Words(text, getFont(), colour(), at, width, Optional.empty());
    marks.add(new Recording.Words(text, getFont(), colour(), at, width, clipOf(words.bounds())));
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    StringBuilder plain = new StringBuilder();
    for (char c = text.first(); c != AttributedCharacterIterator.DONE; c = text.next()) {
      plain.append(c);
    }
    drawString(plain.toString(), x, y);
  }

  private Color colour() {
    if (getPaint() instanceof Color color) {
      return color;
    }
    throw new UnsupportedOperationException("figures are painted in solid colours");
  }

  /** The clip where it cuts something off. */
  private Optional<Shape> clipOf(Rectangle2D bounds) {
    Shape clip = getClip();
    if (clip == null) {
      return Optional.empty();
    }
    Shape placed = getTransform().createTransformedShape(clip);
    return placed.contains(bounds) || placed.getBounds2D().equals(bounds)
        ? Optional.empty()
        : Optional.of(placed);
  }

  @Override
  public boolean drawImage(Image image, AffineTransform at, @Nullable ImageObserver observer) {
    if (!(image instanceof BufferedImage pixels)) {
      throw new UnsupportedOperationException("images of figures are in memory");
    }
    AffineTransform placed = new AffineTransform(getTransform());
    placed.concatenate(at);
    marks.add(new Recording.Picture(pixels, placed, Optional.empty()));
    return true;
  }

  @Override
  public boolean drawImage(Image image, int x, int y, @Nullable ImageObserver observer) {
    return drawImage(image, AffineTransform.getTranslateInstance(x, y), observer);
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
    double across = (double) width / image.getWidth(observer);
    double down = (double) height / image.getHeight(observer);
    return drawImage(image, new AffineTransform(across, 0, 0, down, x, y), observer);
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform at) {
    throw new UnsupportedOperationException("images of figures are in memory");
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform at) {
    throw new UnsupportedOperationException("images of figures are in memory");
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    return ruler.getFontMetrics(font);
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    return ruler.getDeviceConfiguration();
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw new UnsupportedOperationException("nothing is copied on paper");
  }

  @Override
  public void setXORMode(Color color) {
    throw new UnsupportedOperationException("paper has no XOR");
  }

  @Override
  public void dispose() {
    // the marks stay
  }
}
