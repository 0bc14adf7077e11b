package thaw.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SweepFiguresTest {
  private static final List<String> VERDICTS = List.of("sustainable", "frozen", "undecided");
  private static final AxisName TRUST = new AxisName("initial trust", "τ_0");
  private static final AxisName PATIENCE = new AxisName("patience of both", "δ");
  private static final AxisName LONG = AxisName.of("steps.destroy-icbms.verification");

  private static double[] edges(int n, double low, double high) {
    return IntStream.rangeClosed(0, n).mapToDouble(k -> low + (high - low) * k / n).toArray();
  }

  private static ClassMap.Axis axis(AxisName name, int n, double low, double high) {
    return new ClassMap.Axis(name, edges(n, low, high), List.of(), false);
  }

  /** Class by the sign of a function, undecided near 0, several where it is a little above. */
  private static ClassMap map(int n, DoubleBinaryOperator f) {
    int[] cells = new int[n * n];
    boolean[] several = new boolean[n * n];
    for (int c = 0; c < n * n; c++) {
      int row = c / n;
      double value = f.applyAsDouble((c % n + 0.5) / n, (row + 0.5) / n);
      cells[c] = Math.abs(value) < 0.02 ? 2 : value > 0 ? 0 : 1;
      several[c] = value > 0.02 && value < 0.35;
    }
    return new ClassMap(
        axis(TRUST, n, 0, 1), axis(PATIENCE, n, 0.5, 0.95), VERDICTS, cells, several);
  }

  private static double bend(double x, double y) {
    return y - 0.8 + 0.6 * x * x;
  }

  private static List<ClassMap.Bracket> frontier(double shift) {
    List<ClassMap.Bracket> brackets = new ArrayList<>();
    for (int k = 0; k <= 20; k++) {
      double x = k / 20.0;
      double y = 0.5 + 0.45 * (0.8 - 0.6 * x * x) + shift;
      brackets.add(new ClassMap.Bracket(x, y - 0.01, y + 0.01));
    }
    return brackets;
  }

  private static Figure regions() {
    return EquilibriumRegionsFigure.of(
        "equilibrium-regions", "verdict", map(40, SweepFiguresTest::bend), frontier(0), 1600);
  }

  private static Figure noise() {
    Random random = new Random(1);
    return EquilibriumRegionsFigure.of(
        "equilibrium-regions-noise",
        "verdict",
        map(200, (x, y) -> random.nextDouble() - 0.5),
        List.of(),
        40_000);
  }

  private static Figure strip() {
    ClassMap.Axis x = axis(LONG, 50, 0, 1);
    int[] cells = IntStream.range(0, 50).map(k -> k < 17 ? 1 : k < 19 ? 2 : 0).toArray();
    boolean[] several = new boolean[50];
    return EquilibriumRegionsFigure.of(
        "equilibrium-regions-strip",
        "verdict",
        new ClassMap(x, ClassMap.Axis.NONE, VERDICTS, cells, several),
        List.of(),
        50);
  }

  private static Figure facets(int n) {
    List<RegionFacetsFigure.Panel> panels =
        IntStream.range(0, n)
            .mapToObj(
                k ->
                    new RegionFacetsFigure.Panel(
                        Numbers.readable(k / (n - 1.0)),
                        map(30, (x, y) -> bend(x, y) + 0.3 * k / (n - 1.0))))
            .toList();
    return RegionFacetsFigure.of(
        "region-facets-" + n, "verdict", new AxisName("verification", "v"), panels, 20, 900L * n);
  }

  private static Figure frontiers() {
    return CriticalFrontierFigure.of(
        "critical-frontier",
        TRUST,
        new AxisName("critical patience", "δ*"),
        "frozen",
        "sustainable",
        new double[] {0.5, 1},
        List.of(new CriticalFrontierFigure.Curve("", frontier(0))));
  }

  private static Figure threeFrontiers() {
    List<ClassMap.Bracket> broken = new ArrayList<>(frontier(0.06));
    broken.set(0, new ClassMap.Bracket(0, 0.99, Double.NaN));
    broken.set(1, new ClassMap.Bracket(0.05, 0.99, Double.NaN));
    return CriticalFrontierFigure.of(
        "critical-frontier-three",
        TRUST,
        new AxisName("critical patience", "δ*"),
        "frozen",
        "sustainable",
        new double[] {0.5, 1},
        List.of(
            new CriticalFrontierFigure.Curve("parallel", frontier(-0.06)),
            new CriticalFrontierFigure.Curve("US first", frontier(0)),
            new CriticalFrontierFigure.Curve("DPRK first", broken)));
  }

  private static Estimate around(double value, double width) {
    return new Estimate(value, value - width, value + width);
  }

  private static Figure sobol() {
    return SobolFigure.of(
        "sobol",
        "verdict = frozen",
        List.of(
            new SobolFigure.Index(TRUST, around(0.31, 0.05), around(0.56, 0.04)),
            new SobolFigure.Index(new AxisName("", "δ_US"), around(0.44, 0.03), around(0.46, 0.02)),
            new SobolFigure.Index(LONG, around(0.01, 0.04), around(0.24, 0.03)),
            new SobolFigure.Index(AxisName.of("hazards.crisis"), around(0, 0), around(0, 0))),
        0.95,
        1024);
  }

  private static Figure morris() {
    List<MorrisFigure.Effect> effects = new ArrayList<>();
    for (int k = 0; k < 10; k++) {
      double size = 9.0 / (k + 1);
      effects.add(
          new MorrisFigure.Effect(
              k == 1 ? LONG : AxisName.of("parties.us.weight." + k),
              around(k % 2 == 0 ? size : -0.6 * size, 0.1 * size),
              around(size, 0.1 * size),
              around(k % 3 * 0.5, 0.1)));
    }
    return MorrisFigure.of("morris", "price-of-freezing", effects, 0.95, 40);
  }

  private static Figure prim() {
    PrimFigure.Side number =
        new PrimFigure.Side(
            TRUST,
            0.1,
            0.9,
            OptionalDouble.empty(),
            OptionalDouble.of(0.42),
            List.of(),
            List.of(),
            1e-9);
    PrimFigure.Side narrow =
        new PrimFigure.Side(
            LONG,
            0,
            1,
            OptionalDouble.of(0.512),
            OptionalDouble.of(0.535),
            List.of(),
            List.of(),
            0.021);
    PrimFigure.Side category =
        new PrimFigure.Side(
            AxisName.of("sequencing"),
            0,
            3,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of("parallel", "us-first", "dprk-first", "free"),
            List.of(false, true, true, false),
            0.4);
    return PrimFigure.of(
        "prim",
        "verdict = frozen",
        List.of(
            new PrimFigure.Box(List.of(number, category), 0.93, 0.71, 0.24),
            new PrimFigure.Box(List.of(narrow), 0.85, 0.12, 0.051)),
        0.31,
        true);
  }

  private static Figure trajectory() {
    List<PrimTrajectoryFigure.Step> steps = new ArrayList<>();
    for (int k = 0; k < 40; k++) {
      double t = k / 39.0;
      steps.add(
          new PrimTrajectoryFigure.Step(
              k == 0 ? "" : "a", Math.min(4, k / 6), 1 - t * t, 0.31 + 0.65 * t, 1 - t));
    }
    return PrimTrajectoryFigure.of(
        "prim-trajectory",
        "verdict = frozen",
        steps,
        24,
        new PrimTrajectoryFigure.Step("", 3, 0.66, 0.75, 0.4));
  }

  private static List<Figure> figures() {
    return List.of(
        regions(),
        noise(),
        strip(),
        facets(2),
        facets(6),
        facets(12),
        frontiers(),
        threeFrontiers(),
        sobol(),
        morris(),
        prim(),
        trajectory());
  }

  @Test
  void theSameFiguresGiveTheSameBytes() {
    Exporter exporter = new Exporter(72);
    List<Figure> again = figures();
    for (int k = 0; k < again.size(); k++) {
      Map<String, byte[]> second = exporter.files(again.get(k));
      exporter
          .files(figures().get(k))
          .forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    }
  }

  @Test
  void nothingReachesTheEdgeOfThePaper() throws IOException {
    for (Figure figure : figures()) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(new Exporter(100).png(figure)));
      for (int x = 0; x < image.getWidth(); x++) {
        assertThat(image.getRGB(x, 0) & 0xFFFFFF).as(figure.name()).isEqualTo(0xFFFFFF);
        assertThat(image.getRGB(x, image.getHeight() - 2) & 0xFFFFFF)
            .as(figure.name())
            .isEqualTo(0xFFFFFF);
      }
      for (int y = 0; y < image.getHeight(); y++) {
        assertThat(image.getRGB(0, y) & 0xFFFFFF).as(figure.name()).isEqualTo(0xFFFFFF);
        assertThat(image.getRGB(image.getWidth() - 2, y) & 0xFFFFFF)
            .as(figure.name())
            .isEqualTo(0xFFFFFF);
      }
    }
  }

  @Test
  void everyFigureHasWordsAndItsDataInColumns() {
    for (Figure figure : figures()) {
      assertThat(figure.caption()).endsWith(".").doesNotContain("NaN");
      assertThat(figure.altText()).endsWith(".").doesNotContain("NaN");
      assertThat(figure.data().rows()).as(figure.name()).isNotEmpty();
    }
    assertThat(sobol().data().rows().get(0).get(0)).isEqualTo("initial trust τ_0");
    assertThat(prim().altText()).contains("initial trust τ_0 at most 0.42");
  }

  @Test
  void theDataOfAMapCoverItOnceWithItsClasses() {
    ClassMap map = map(40, SweepFiguresTest::bend);
    double[][] covered = new double[40][40];
    for (List<Object> row : regions().data().rows()) {
      if (!row.get(0).equals("cells")) {
        continue;
      }
      for (int c = 0; c < 1600; c++) {
        int i = c % 40;
        int j = c / 40;
        double x = (map.x().edges()[i] + map.x().edges()[i + 1]) / 2;
        double y = (map.y().edges()[j] + map.y().edges()[j + 1]) / 2;
        if ((Double) row.get(1) < x
            && x < (Double) row.get(2)
            && (Double) row.get(3) < y
            && y < (Double) row.get(4)) {
          covered[i][j]++;
          assertThat(row.get(5)).isEqualTo(VERDICTS.get(map.cells()[c]));
          assertThat(row.get(6).equals("several")).isEqualTo(map.several()[c]);
        }
      }
    }
    for (double[] column : covered) {
      assertThat(column).containsOnly(1);
    }
    assertThat(regions().data().rows()).hasSizeLessThan(400);
  }

  @Test
  void classesDifferInGreyToo() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(new Exporter(144).png(regions())));
    // well inside: frozen at the lower left, sustainable with one equilibrium at the upper right
    int frozen = image.getRGB(120, 300);
    int sustainable = image.getRGB(430, 24);
    assertThat(grey(sustainable) - grey(frozen)).isGreaterThan(50);
    assertThat(grey(sustainable)).isLessThan(240); // undecided is white, dotted
  }

  private static double grey(int rgb) {
    return 0.2126 * (rgb >> 16 & 0xFF) + 0.7152 * (rgb >> 8 & 0xFF) + 0.0722 * (rgb & 0xFF);
  }

  @Test
  void mapsOfManyPiecesStaySmallFiles() {
    Figure noise = noise();
    assertThat(new Exporter(150).pdf(noise)).hasSizeLessThan(400_000);
    assertThat(new Exporter(150).svg(noise)).hasSizeLessThan(1_500_000);
    assertThat(new String(new Exporter(150).svg(noise), StandardCharsets.UTF_8))
        .contains("data:image/png;base64");
  }

  @Test
  void theImageOfAMapShowsTheSameClassesAsItsShapes() throws IOException {
    // a checkerboard at one side makes shapes too many; elsewhere nothing may change
    ClassMap plain = map(100, SweepFiguresTest::bend);
    int[] cells = plain.cells().clone();
    for (int c = 0; c < cells.length; c++) {
      int row = c / 100;
      cells[c] = c % 100 > 85 && row > 14 ? (c + row) % 2 : cells[c];
    }
    ClassMap many = new ClassMap(plain.x(), plain.y(), VERDICTS, cells, plain.several());
    BufferedImage one =
        ImageIO.read(
            new ByteArrayInputStream(
                new Exporter(144)
                    .png(EquilibriumRegionsFigure.of("a", "verdict", plain, List.of(), 1))));
    BufferedImage other =
        ImageIO.read(
            new ByteArrayInputStream(
                new Exporter(144)
                    .png(EquilibriumRegionsFigure.of("b", "verdict", many, List.of(), 1))));
    int same = 0;
    int all = 0;
    for (int x = 100; x < 350; x++) {
      for (int y = 40; y < 330; y++) {
        all++;
        same += Math.abs(grey(one.getRGB(x, y)) - grey(other.getRGB(x, y))) < 12 ? 1 : 0;
      }
    }
    // lines between classes and hatches are the only differences
    assertThat(same).isGreaterThan(all * 3 / 4);
  }

  @Test
  void ticksAreRoundAndInside() {
    assertThat(Ticks.of(0, 1, 6)).containsExactly(0, 0.2, 0.4, 0.6, 0.8, 1);
    assertThat(Ticks.of(0.5, 0.95, 6)).containsExactly(0.5, 0.6, 0.7, 0.8, 0.9);
    assertThat(Ticks.of(-3e6, 1e6, 5)).startsWith(-3e6).endsWith(1e6);
    assertThat(Ticks.of(2e-7, 3e-7, 5)).hasSizeBetween(2, 5);
    assertThat(Ticks.of(4, 4, 5)).containsExactly(4);
  }
}
