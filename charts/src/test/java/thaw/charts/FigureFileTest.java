package thaw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import thaw.charts.Exporter.Format;

class FigureFileTest {
  private static FigureFile stored(Figure figure) throws JsonProcessingException {
    byte[] json =
        new Exporter(72)
            .files(figure, EnumSet.noneOf(Format.class))
            .getOrDefault(figure.name() + ".json", new byte[0]);
    return FigureFile.read(new String(json, StandardCharsets.UTF_8));
  }

  @Test
  void everyKindOfFigureIsDrawnAgainToTheByteFromItsFile() throws IOException {
    Exporter exporter = new Exporter(72);
    for (Specification sample : Samples.all()) {
      Figure first = sample.figure(Figure.COLUMN);
      Figure again = stored(first).specification().orElseThrow().figure(Figure.COLUMN);
      Map<String, byte[]> drawnAgain = exporter.files(again);
      assertThat(drawnAgain).as(Samples.name(sample)).hasSize(5);
      exporter
          .files(first)
          .forEach((name, bytes) -> assertThat(drawnAgain.get(name)).as(name).isEqualTo(bytes));
    }
  }

  @Test
  void atAnotherWidthTheLettersKeepTheirSizeAndTheDataStay() throws IOException {
    for (Specification sample : Samples.all()) {
      Figure narrow = sample.figure(Figure.COLUMN);
      Figure wide = stored(narrow).specification().orElseThrow().figure(Figure.PAGE);
      assertThat(wide.widthMm()).isEqualTo(Figure.PAGE);
      assertThat(wide.data()).isEqualTo(narrow.data());
      assertThat(sizes(wide)).as(Samples.name(sample)).isSubsetOf(5f, 6f, 7f, 8f);
    }
  }

  private static java.util.Set<Float> sizes(Figure figure) {
    java.util.Set<Float> sizes = new java.util.TreeSet<>();
    for (Recording.Mark mark : Recording.of(figure).marks()) {
      if (mark instanceof Recording.Words words) {
        sizes.add(words.font().getSize2D());
      }
    }
    return sizes;
  }

  @Test
  void inGreyThereAreOnlyGreys() throws IOException {
    for (Specification sample : Samples.all()) {
      byte[] png = new Exporter(72).inGrey().png(sample.figure(Figure.COLUMN));
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
      int coloured = 0;
      for (int x = 0; x < image.getWidth(); x++) {
        for (int y = 0; y < image.getHeight(); y++) {
          int rgb = image.getRGB(x, y) & 0xFFFFFF;
          coloured += rgb == (rgb & 0xFF) * 0x010101 ? 0 : 1;
        }
      }
      assertThat(coloured).as(Samples.name(sample)).isZero();
    }
  }

  @Test
  void aRecordingDrawnAgainIsTheSamePicture() throws IOException {
    for (Specification sample : Samples.all()) {
      Figure figure = sample.figure(Figure.COLUMN);
      Recording recording = Recording.of(figure);
      Figure replayed =
          new Figure(
              figure.name(),
              "",
              "",
              figure.widthMm(),
              figure.heightMm(),
              (paper, area) -> recording.draw(paper),
              figure.data());
      double difference =
          Pictures.distance(
              Pictures.of(new Exporter(150).png(figure)),
              Pictures.of(new Exporter(150).png(replayed)));
      assertThat(difference).as(Samples.name(sample)).isLessThan(0.004);
    }
  }

  @Test
  void whatIsNoFigureIsRefusedWithAReason() {
    assertThatThrownBy(() -> FigureFile.read("{}"))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("name and width");
    assertThatThrownBy(
            () ->
                FigureFile.read(
                    "{\"figure\":\"x\",\"widthMm\":84,\"specification\":{\"kind\":\"pie\"}}"))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("pie");
    assertThatThrownBy(
            () ->
                FigureFile.read(
                    "{\"figure\":\"x\",\"widthMm\":84,\"specification\":{\"kind\":\"levers\"}}"))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void filesOfEarlierVersionsHaveNoSpecification() throws IOException {
    assertThat(FigureFile.read("{\"figure\":\"x\",\"widthMm\":84}").specification()).isEmpty();
  }
}
