package thaw.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import thaw.model.game.PhasedExchange;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Levers;
import thaw.solver.freeze.PatienceCurve;
import thaw.solver.freeze.SequencingComparison;
import thaw.solver.freeze.Verdict;
import thaw.solver.freeze.VerdictRange;
import thaw.solver.simulate.Play;

class ExporterTest {
  private static FreezeReport report;

  @BeforeAll
  static void solveTheSmallestExample() throws Exception {
    report =
        FreezeAnalysis.withDefaults()
            .analyse(
                PhasedExchange.compile(
                    ScenarioFile.read(Path.of("../examples/us-dprk/package.json"), List.of())));
  }

  private static List<Figure> figures() {
    PhasedExchange exchange = report.exchange();
    PatienceCurve.Point point = new PatienceCurve.Point(0.8, report.start().conditions());
    PatienceCurve.Point other = new PatienceCurve.Point(0.9, report.start().conditions());
    java.util.TreeMap<Double, Verdict> verdicts =
        new java.util.TreeMap<>(Map.of(0.5, Verdict.FROZEN, 0.9, Verdict.SUSTAINABLE));
    return List.of(
        PayoffSetFigure.of(report),
        RoadmapLatticeFigure.of(report),
        RoadmapFigure.of(exchange.effective()),
        ComparativeStaticsFigure.inPatience(report, List.of(point, other), List.of()),
        ComparativeStaticsFigure.inTrust(report, List.of()),
        PathsFigure.of(exchange, Play.freeze(exchange).course(20), "The freeze"),
        LeversFigure.of(
            new Levers.Result(
                Verdict.FROZEN,
                List.of(
                    new Levers.Lever(
                        new thaw.model.Parameter("trust.initial", 0.1, 0.1, 0.9),
                        0.2,
                        0.3,
                        Verdict.SUSTAINABLE)),
                List.of(),
                List.of())),
        SequencingFigure.of(
            List.of(
                new SequencingComparison.Row(
                    exchange.effective().sequencing(),
                    "all at once",
                    Verdict.FROZEN,
                    new VerdictRange(verdicts),
                    new VerdictRange(verdicts))),
            exchange.effective()));
  }

  @Test
  void theSameFiguresGiveTheSameBytes() {
    Exporter exporter = new Exporter(150);
    List<Figure> again = figures();
    for (int k = 0; k < again.size(); k++) {
      Map<String, byte[]> first = exporter.files(figures().get(k));
      Map<String, byte[]> second = exporter.files(again.get(k));
      assertThat(first.keySet()).hasSize(5);
      first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    }
  }

  @Test
  void pdfsHaveTheFiguresSizeRealTextAndEmbeddedFonts() throws IOException {
    for (Figure figure : figures()) {
      try (PDDocument document = Loader.loadPDF(new Exporter(150).pdf(figure))) {
        assertThat((double) document.getPage(0).getMediaBox().getWidth())
            .isCloseTo(figure.width(), org.assertj.core.api.Assertions.within(0.01));
        List<PDFont> fonts = new ArrayList<>();
        collect(document.getPage(0).getResources(), fonts);
        assertThat(fonts).as(figure.name()).isNotEmpty().allMatch(PDFont::isEmbedded);
        assertThat(new PDFTextStripper().getText(document)).as(figure.name()).isNotBlank();
      }
    }
  }

  private static void collect(PDResources resources, List<PDFont> fonts) throws IOException {
    for (COSName name : resources.getFontNames()) {
      fonts.add(resources.getFont(name));
    }
    for (COSName name : resources.getXObjectNames()) {
      if (resources.getXObject(name) instanceof PDFormXObject form) {
        collect(form.getResources(), fonts);
      }
    }
  }

  @Test
  void greekLettersReachThePdf() throws IOException {
    Figure figure = figures().get(7);
    try (PDDocument document = Loader.loadPDF(new Exporter(150).pdf(figure))) {
      assertThat(new PDFTextStripper().getText(document)).contains("δ").contains("τ");
    }
  }

  @Test
  void pngsHaveTheResolutionAskedForAndAreNotBlank() throws IOException {
    for (Figure figure : figures()) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(new Exporter(300).png(figure)));
      assertThat((double) image.getWidth())
          .isCloseTo(figure.widthMm() / 25.4 * 300, org.assertj.core.api.Assertions.within(1.0));
      int dark = 0;
      for (int x = 0; x < image.getWidth(); x += 2) {
        for (int y = 0; y < image.getHeight(); y += 2) {
          dark += (image.getRGB(x, y) & 0xFFFFFF) != 0xFFFFFF ? 1 : 0;
        }
      }
      assertThat(dark).as(figure.name()).isGreaterThan(500);
    }
  }

  @Test
  void svgsCarryTheAlternativeTextAndTheSizeInMillimetres() {
    for (Figure figure : figures()) {
      String svg = new String(new Exporter(150).svg(figure), StandardCharsets.UTF_8);
      assertThat(svg).contains("<title").contains("width=\"" + figure.widthMm() + "mm\"");
    }
  }

  @Test
  void tablesQuoteWhatCsvAndLatexNeedQuoted() {
    Table table = new Table(List.of("a", "b_c"), List.of(List.of("x, \"y\"", 0.5)));
    assertThat(table.csv()).isEqualTo("a,b_c\n\"x, \"\"y\"\"\",0.5\n");
    assertThat(table.latex()).contains("b\\_c").contains("\\toprule");
    assertThat(table.markdown()).contains("| x, \"y\" | 0.5 |");
  }

  @Test
  void columnsOfCsvFilesAreWordsWithUnderscores() {
    Table table =
        new Table(
            List.of(
                "price of freezing, at least", "trust 10%", "row: C", "trust.initial", "τ̄ from"),
            List.<List<Object>>of());
    assertThat(table.csv())
        .isEqualTo("price_of_freezing_at_least,trust_10,row_C,trust.initial,τ̄_from\n");
    assertThat(new Table(List.of("", "+", "−"), List.<List<Object>>of()).csv()).isEqualTo(",+,−\n");
    assertThat(new Table(List.of("a b", "a,b"), List.<List<Object>>of()).csv())
        .isEqualTo("a b,\"a,b\"\n");
    for (Specification sample : Samples.all()) {
      String head = sample.figure(Figure.COLUMN).data().csv().lines().findFirst().orElse("");
      List<String> columns = List.of(head.split(",", -1));
      assertThat(columns)
          .as(Samples.name(sample))
          .doesNotHaveDuplicates()
          .allMatch(c -> c.matches("[\\p{L}\\p{M}\\p{N}_.-]+"))
          .noneMatch(c -> c.matches(".*[a-z][A-Z].*"));
    }
  }
}
