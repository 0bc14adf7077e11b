package thaw.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import thaw.solver.freeze.Verdict;

class ThresholdTest {
  @Test
  void symbolsWithRoomStayWhereTheirValuesAre() {
    assertThat(Threshold.apart(new double[] {10, 50, 90}, new double[] {0, 12, 12}))
        .containsExactly(10, 50, 90);
  }

  @Test
  void symbolsTooNearShareTheWayAndKeepTheirOrder() {
    double[] placed = Threshold.apart(new double[] {50, 52, 80}, new double[] {0, 12, 12});
    assertThat(placed[0]).isCloseTo(45, within(1e-9));
    assertThat(placed[1]).isCloseTo(57, within(1e-9));
    assertThat(placed[2]).isCloseTo(80, within(1e-9));
  }

  @Test
  void anySymbolsEndUpWithTheRoomTheyNeedAroundTheirCommonMean() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      double[] wanted = random.doubles(6, 0, 100).sorted().toArray();
      double[] room = {0, 10, 20, 5, 10, 15};
      double[] placed = Threshold.apart(wanted, room);
      for (int k = 1; k < placed.length; k++) {
        assertThat(placed[k] - placed[k - 1]).isGreaterThan(room[k] - 1e-9);
      }
      assertThat(java.util.Arrays.stream(placed).sum())
          .isCloseTo(java.util.Arrays.stream(wanted).sum(), within(1e-9));
    }
  }

  @Test
  void theCriticalValueLiesBetweenTheLastFrozenAndTheFirstSustainableOne() {
    TreeMap<Double, Verdict> verdicts =
        new TreeMap<>(
            Map.of(
                0.2, Verdict.FROZEN,
                0.4, Verdict.FROZEN,
                0.5, Verdict.UNDECIDED,
                0.6, Verdict.SUSTAINABLE));
    assertThat(VerdictMark.critical("τ̄", verdicts)).containsExactly(new Threshold("τ̄", 0.4, 0.6));
    verdicts.put(0.8, Verdict.FROZEN);
    assertThat(VerdictMark.critical("τ̄", verdicts)).isEmpty();
  }

  @Test
  void theStarStandsBeforeTheSubscript() {
    assertThat(Threshold.critical("δ")).isEqualTo("δ*");
    assertThat(Threshold.critical("a_US")).isEqualTo("a*_US");
  }

  @Test
  void theSymbolStandsAboveItsValueInItalicsAndAsMathematicsInTikz() {
    Recording picture = Recording.of(Samples.separating().figure(Figure.COLUMN));
    double side = picture.width() - 52;
    List<Recording.Words> symbols =
        picture.marks().stream()
            .filter(m -> m instanceof Recording.Words)
            .map(Recording.Words.class::cast)
            .filter(w -> w.text().equals("q*"))
            .toList();
    assertThat(symbols).hasSize(1);
    AffineTransform at = symbols.get(0).at();
    assertThat(at.getTranslateX() + symbols.get(0).width() / 2)
        .isCloseTo(34 + side * 2 / 3, within(0.5));
    assertThat(symbols.get(0).font().getFontName()).isEqualTo(Theme.SYMBOL.getFontName());
    assertThat(Tikz.of("separating-belief", picture)).contains("{$q{}^{*}$}");
  }
}
