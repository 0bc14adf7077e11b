package thaw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import thaw.solver.trust.Reassurance.Side;

class TrustFiguresTest {
  private static final Side BOLD = new Side(3, 2, 1, 0.5, 3, 4, 1, -1);
  private static final double[] DILEMMA = {5, 3, 1, 0};

  private static Figure regions() {
    return TrustRegionsFigure.of(BOLD, BOLD, new String[] {"one", "two"}, new double[] {0.05, 0.8});
  }

  private static Figure path() {
    return GradualPathFigure.of(
        new double[] {0.1, 0.3, 0.6},
        List.of(
            new GradualPathFigure.Path(
                "a", new double[] {0.2, 0.4, 0.8, 1}, new double[] {0.5, 0.5, 0.8}, 0.6),
            new GradualPathFigure.Path(
                "b", new double[] {0.3, 0.3, 0.6, 1}, new double[] {1, 0.5, 0.6}, Double.NaN)));
  }

  private static Figure patience() {
    return TrustPatienceFigure.of(
        List.of(new TrustPatienceFigure.Curve("", DILEMMA, 0.8, Double.NaN)));
  }

  @Test
  void theSameFiguresGiveTheSameBytes() {
    Exporter exporter = new Exporter(72);
    assertThat(exporter.svg(regions())).isEqualTo(exporter.svg(regions()));
    assertThat(exporter.svg(path())).isEqualTo(exporter.svg(path()));
    assertThat(exporter.svg(patience())).isEqualTo(exporter.svg(patience()));
  }

  @Test
  void regionsDifferInGreyWhereTheirBoundariesSay() throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(new Exporter(144).png(regions())));
    double side = regions().width() - 52;
    int cooperation = image.getRGB((int) (2 * (34 + 0.7 * side)), (int) (2 * (14 + 0.3 * side)));
    int mistrust = image.getRGB((int) (2 * (34 + 0.25 * side)), (int) (2 * (14 + 0.985 * side)));
    assertThat(mistrust & 0xFFFFFF).isEqualTo(0xFFFFFF);
    assertThat(cooperation >> 16 & 0xFF).isLessThan(0xB0);
    assertThat(regions().altText()).contains("one-sided reassurance");
  }

  @Test
  void plottedDataAreTheFrontierAndThePath() {
    List<List<Object>> rows = patience().data().rows();
    for (List<Object> row : rows) {
      double delta = (Double) row.get(1);
      assertThat((Double) row.get(2))
          .isCloseTo((1 - delta) / (1 - delta + 2 - 4 * (1 - delta)), within(1e-12));
    }
    assertThat(rows.get(0).get(1)).isEqualTo(0.5);
    assertThat(path().data().rows().get(1)).containsExactly(2, 0.3, 0.4, 0.5, 0.3, 0.5);
    assertThat(path().altText()).contains("from 0.2 to 0.8");
  }
}
