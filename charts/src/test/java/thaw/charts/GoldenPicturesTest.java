package thaw.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Figures against pictures that someone has looked at. {@code -Dthaw.golden.renew=true} draws these
 * anew; look at them before committing them.
 */
class GoldenPicturesTest {
  private static final Path FOLDER = Path.of("src/test/resources/thaw/charts/golden");

  /** Of all channels of all pixels; edges differ a little between platforms. */
  private static final double TOLERANCE = 0.003;

  @Test
  void figuresLookAsTheyDidWhenSomeoneLookedAtThem() throws IOException {
    List<Specification> samples =
        List.of(
            Samples.payoffSet(),
            Samples.sobol(),
            Samples.regions(),
            Samples.sequencing(),
            Samples.separating());
    for (Specification sample : samples) {
      Path golden = FOLDER.resolve(Samples.name(sample) + ".png");
      byte[] png = new Exporter(96).png(sample.figure(Figure.COLUMN));
      if (Boolean.getBoolean("thaw.golden.renew")) {
        Files.createDirectories(FOLDER);
        Files.write(golden, png);
      }
      double distance =
          Pictures.distance(Pictures.of(Files.readAllBytes(golden)), Pictures.of(png));
      assertThat(distance).as(golden.toString()).isLessThan(TOLERANCE);
    }
  }

  @Test
  void aMovedMarkerIsFurtherAwayThanTheTolerance() throws IOException {
    SobolFigure.Data whole = Samples.sobol();
    SobolFigure.Data part =
        new SobolFigure.Data(
            whole.name(),
            whole.response(),
            List.of(
                whole.indices().get(0),
                new SobolFigure.Index(
                    AxisName.of("trust.initial"),
                    new Estimate(0.55, 0.5, 0.6),
                    new Estimate(0.6, 0.55, 0.65))),
            whole.confidence(),
            whole.samples());
    double distance =
        Pictures.distance(
            Pictures.of(new Exporter(96).png(whole.figure(Figure.COLUMN))),
            Pictures.of(new Exporter(96).png(part.figure(Figure.COLUMN))));
    assertThat(distance).isGreaterThan(TOLERANCE);
  }
}
