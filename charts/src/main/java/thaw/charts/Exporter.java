package thaw.charts;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2DFontTextDrawer;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.apache.batik.dom.GenericDOMImplementation;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Figures as files: PDF with embedded fonts, SVG with text as outlines, PNG, TikZ, the plotted data
 * as CSV, and caption, alternative text, specification and hashes as JSON. The same figure gives
 * the same bytes.
 */
public final class Exporter {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final double POINTS_PER_INCH = 72;
  private static final double METRES_PER_INCH = 0.0254;

  /** Formats of pictures. */
  public enum Format {
    /** One page, fonts embedded. */
    PDF,
    /** Text as outlines. */
    SVG,
    /** Pixels, at the exporter's resolution. */
    PNG,
    /** For LaTeX, text in the paper's font. */
    TIKZ;

    /**
     * Of the file's name.
     *
     * @return {@code pdf}, {@code svg}, {@code png} or {@code tikz}
     */
    public String suffix() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Set<Format> USUAL = EnumSet.of(Format.PDF, Format.SVG, Format.PNG);

  private final int dotsPerInch;
  private final boolean grey;

  /**
   * An exporter in colour.
   *
   * @param dotsPerInch resolution of PNG, 72 to 1200
   * @throws IllegalArgumentException if the resolution is out of range
   */
  public Exporter(int dotsPerInch) {
    this(dotsPerInch, false);
  }

  private Exporter(int dotsPerInch, boolean grey) {
    if (dotsPerInch < 72 || dotsPerInch > 1200) {
      throw new IllegalArgumentException("dpi is " + dotsPerInch + "; allowed: 72 to 1200");
    }
    this.dotsPerInch = dotsPerInch;
    this.grey = grey;
  }

  /**
   * The same, with greys instead of colours.
   *
   * @return a new exporter; this one stays as it is
   */
  public Exporter inGrey() {
    return new Exporter(dotsPerInch, true);
  }

  /**
   * The usual files of a figure: PDF, SVG, PNG, the plotted data (CSV), and what is known about
   * them (JSON).
   *
   * @param figure what to draw
   * @return contents by file name; nothing is written to disk
   */
  public Map<String, byte[]> files(Figure figure) {
    return files(figure, USUAL);
  }

  /**
   * The files of a figure, by name: pictures in some formats, the plotted data, and what is known
   * about them.
   *
   * @param figure what to draw
   * @param formats of the pictures
   * @return contents by file name; nothing is written to disk
   * @throws IllegalArgumentException if TikZ is asked for and the figure holds an image
   */
  public Map<String, byte[]> files(Figure figure, Set<Format> formats) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Format format : Format.values()) {
      if (formats.contains(format)) {
        files.put(
            figure.name() + "." + format.suffix(),
            switch (format) {
              case PDF -> pdf(figure);
              case SVG -> svg(figure);
              case PNG -> png(figure);
              case TIKZ -> tikz(figure);
            });
      }
    }
    files.put(figure.name() + ".csv", figure.data().csv().getBytes(StandardCharsets.UTF_8));
    files.put(
        figure.name() + ".json",
        FigureFile.write(figure, dotsPerInch, grey, warnings(figure), files));
    return files;
  }

  /**
   * What is hard to read in a figure at its size.
   *
   * @param figure what to look at
   * @return a sentence each; empty if nothing is
   */
  public List<String> warnings(Figure figure) {
    return Legibility.warnings(recording(figure));
  }

  /**
   * The figure as a picture for LaTeX, its text in the paper's font.
   *
   * @param figure what to draw
   * @return the bytes of a file, UTF-8
   * @throws IllegalArgumentException if the figure holds an image, which is too many cells for TeX
   */
  public byte[] tikz(Figure figure) {
    return Tikz.of(figure.name(), recording(figure)).getBytes(StandardCharsets.UTF_8);
  }

  private Recording recording(Figure figure) {
    Recording recording = Recording.of(figure);
    return grey ? recording.in(Theme::grey) : recording;
  }

  /**
   * One page of the figure's size, fonts embedded.
   *
   * @param figure what to draw; its caption becomes the title of the document
   * @return the bytes of a file, the same for the same figure
   */
  public byte[] pdf(Figure figure) {
    try (PDDocument document = new PDDocument();
        PdfBoxGraphics2DFontTextDrawer fonts = new PdfBoxGraphics2DFontTextDrawer();
        InputStream regular = Theme.open(Theme.REGULAR_FILE);
        InputStream oblique = Theme.open(Theme.OBLIQUE_FILE)) {
      document.setDocumentId(0L);
      document.getDocumentInformation().setTitle(figure.caption());
      float width = (float) figure.width();
      float height = (float) figure.height();
      PDPage page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      fonts.registerFont(Theme.LABEL.getFontName(), regular);
      fonts.registerFont(Theme.SYMBOL.getFontName(), oblique);
      PdfBoxGraphics2D paper = new PdfBoxGraphics2D(document, width, height);
      paper.setFontTextDrawer(fonts);
      draw(figure, paper);
      paper.dispose();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawForm(paper.getXFormObject());
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The figure as SVG, text drawn as outlines so that it looks the same everywhere.
   *
   * @param figure what to draw; its alternative text becomes the title element
   * @return the bytes of a file, UTF-8, the same for the same figure
   */
  public byte[] svg(Figure figure) {
    Document document =
        GenericDOMImplementation.getDOMImplementation().createDocument(SVG, "svg", null);
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment("Thaw");
    context.setPrecision(3);
    SVGGraphics2D paper = new SVGGraphics2D(context, true);
    paper.setSVGCanvasSize(
        new Dimension((int) Math.ceil(figure.width()), (int) Math.ceil(figure.height())));
    draw(figure, paper);
    Element root = paper.getRoot();
    root.setAttribute("width", figure.widthMm() + "mm");
    root.setAttribute("height", figure.heightMm() + "mm");
    root.setAttribute("viewBox", "0 0 " + figure.width() + " " + figure.height());
    root.setAttribute("role", "img");
    Element title = document.createElementNS(SVG, "title");
    title.setTextContent(figure.altText());
    root.insertBefore(title, root.getFirstChild());
    try (StringWriter text = new StringWriter()) {
      paper.stream(root, text, true, false);
      return text.toString().replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The figure as PNG that states its resolution.
   *
   * @param figure what to draw
   * @return the bytes of a file, on white, at the resolution of this exporter
   */
  public byte[] png(Figure figure) {
    double scale = dotsPerInch / POINTS_PER_INCH;
    int width = (int) Math.ceil(figure.width() * scale);
    int height = (int) Math.ceil(figure.height() * scale);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D paper = image.createGraphics();
    paper.setColor(Color.WHITE);
    paper.fillRect(0, 0, width, height);
    paper.scale(scale, scale);
    draw(figure, paper);
    paper.dispose();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            new ImageTypeSpecifier(image), writer.getDefaultWriteParam());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
      String format = "javax_imageio_png_1.0";
      IIOMetadataNode root = new IIOMetadataNode(format);
      IIOMetadataNode size = new IIOMetadataNode("pHYs");
      String perMetre = Long.toString(Math.round(dotsPerInch / METRES_PER_INCH));
      size.setAttribute("pixelsPerUnitXAxis", perMetre);
      size.setAttribute("pixelsPerUnitYAxis", perMetre);
      size.setAttribute("unitSpecifier", "meter");
      root.appendChild(size);
      metadata.mergeTree(format, root);
      writer.setOutput(stream);
      writer.write(new IIOImage(image, null, metadata));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private void draw(Figure figure, Graphics2D paper) {
    Theme.prepare(paper);
    if (grey) {
      recording(figure).draw(paper);
      return;
    }
    figure.drawing().draw(paper, new Rectangle2D.Double(0, 0, figure.width(), figure.height()));
  }

  /**
   * SHA-256 in lower-case hexadecimal.
   *
   * @param bytes contents of a file; may be empty
   * @return 64 digits
   */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
