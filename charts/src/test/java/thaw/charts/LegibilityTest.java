package thaw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.junit.jupiter.api.Test;

class LegibilityTest {
  private static List<String> warnings(Figure.Drawing drawing) {
    Figure figure =
        new Figure("x", "", "", 84, 40, drawing, new Table(List.of("a"), List.<List<Object>>of()));
    return new Exporter(72).warnings(figure);
  }

  @Test
  void smallTextAndThinLinesAreNamed() {
    assertThat(
            warnings(
                (paper, area) -> {
                  paper.setFont(Theme.LABEL.deriveFont(4f));
                  paper.drawString("tiny", 20, 20);
                  paper.setStroke(new BasicStroke(0.2f));
                  paper.draw(new Line2D.Double(10, 30, 40, 30));
                }))
        .hasSize(2)
        .anyMatch(w -> w.contains("4 pt") && w.contains("tiny"))
        .anyMatch(w -> w.contains("0.2 pt"));
  }

  @Test
  void textOverTheEdgeOrOnOtherTextIsNamed() {
    assertThat(
            warnings(
                (paper, area) -> {
                  paper.setFont(Theme.LABEL);
                  paper.drawString("over the edge", 220, 20);
                  paper.drawString("below", 20, 60);
                  paper.drawString("above", 25, 62);
                }))
        .hasSize(2)
        .anyMatch(w -> w.contains("edge: \"over the edge\""))
        .anyMatch(w -> w.contains("\"below\" and \"above\""));
  }

  @Test
  void redAndGreenOfOneLightnessAreToldApartByFewerEyesThanBlackAndYellow() {
    assertThat(
            warnings(
                (paper, area) -> {
                  paper.setColor(new Color(0xC04040));
                  paper.fill(new Rectangle2D.Double(10, 10, 40, 40));
                  paper.setColor(new Color(0x557F10));
                  paper.fill(new Rectangle2D.Double(60, 10, 40, 40));
                }))
        .singleElement()
        .asString()
        .contains("greyscale");
    assertThat(
            warnings(
                (paper, area) -> {
                  paper.setColor(Color.BLACK);
                  paper.fill(new Rectangle2D.Double(10, 10, 40, 40));
                  paper.setColor(Color.YELLOW);
                  paper.fill(new Rectangle2D.Double(60, 10, 40, 40));
                }))
        .isEmpty();
  }

  @Test
  void linesOfDifferentDashesNeedNoColour() {
    assertThat(
            warnings(
                (paper, area) -> {
                  paper.setColor(new Color(0x555555));
                  paper.setStroke(Theme.LINE);
                  paper.draw(new Line2D.Double(10, 10, 90, 10));
                  paper.setColor(new Color(0x575757));
                  paper.setStroke(Theme.DASHED);
                  paper.draw(new Line2D.Double(10, 20, 90, 20));
                }))
        .isEmpty();
  }

  private static List<String> twoLines(int firstMarker, int secondMarker) {
    return warnings(
        (paper, area) -> {
          int[] markers = {firstMarker, secondMarker};
          for (int k = 0; k < 2; k++) {
            Color colour = new Color(0x555555 + k * 0x020202);
            double y = 20 + 20 * k;
            paper.setColor(colour);
            paper.setStroke(Theme.LINE);
            paper.draw(new Line2D.Double(10, y, 90, y));
            paper.translate(50, y);
            paper.fill(Theme.markers(4.5).get(markers[k]));
            paper.translate(-50, -y);
          }
        });
  }

  @Test
  void linesThatCarryMarkersOfDifferentFormNeedNoColour() {
    assertThat(twoLines(0, 3)).isEmpty();
    assertThat(twoLines(3, 3)).singleElement().asString().contains("solid lines with markers");
  }

  @Test
  void aMarkerOfAnotherColourTellsNoLineApart() {
    assertThat(
            warnings(
                (paper, area) -> {
                  for (int k = 0; k < 2; k++) {
                    paper.setColor(new Color(0x555555 + k * 0x020202));
                    paper.setStroke(Theme.LINE);
                    paper.draw(new Line2D.Double(10, 20 + 20 * k, 90, 20 + 20 * k));
                    paper.setColor(Color.BLACK);
                    paper.translate(50, 20 + 20 * k);
                    paper.fill(Theme.markers(4.5).get(k));
                    paper.translate(-50, -20 - 20 * k);
                  }
                }))
        .singleElement()
        .asString()
        .contains("greyscale");
  }

  @Test
  void noFigureNeedsItsColours() {
    for (Specification sample : Samples.all()) {
      Figure figure = sample.figure(Figure.COLUMN);
      assertThat(new Exporter(72).warnings(figure))
          .as(Samples.name(sample))
          .noneMatch(w -> w.contains("alike"));
      assertThat(new Exporter(72).inGrey().warnings(figure))
          .as(Samples.name(sample) + " in grey")
          .noneMatch(w -> w.contains("alike"));
    }
  }

  @Test
  void theDistanceOfBlackAndWhiteIsThatOfTheirLightness() {
    // CIE 1976: L* runs from 0 to 100, and neither has a hue
    double distance =
        Legibility.distance(Legibility.linear(Color.BLACK), Legibility.linear(Color.WHITE));
    assertThat(distance).isCloseTo(100, within(0.1));
  }
}
