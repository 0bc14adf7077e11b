package thaw.sweep.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hipparchus.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;
import thaw.sweep.Points;

class DesignsTest {
  @Test
  void randomNumbersAreUniformAndUncorrelatedFromPointToPoint() {
    CounterRandom random = new CounterRandom(5, 1);
    int cells = 20;
    long[] counts = new long[cells * cells];
    double[] weights = new double[counts.length];
    Arrays.fill(weights, 1);
    for (long p = 0; p < 400_000; p++) {
      int here = (int) (random.uniform(p, 0) * cells);
      int next = (int) (random.uniform(p + 1, 0) * cells);
      counts[here * cells + next]++;
    }
    assertThat(Boxes.chiSquareTail(counts, weights)).isGreaterThan(0.001);
    Arrays.fill(counts, 0);
    for (long p = 0; p < 400_000; p++) {
      int here = (int) (random.uniform(p, 0) * cells);
      counts[here * cells + random.below(cells, p, 1)]++;
    }
    assertThat(Boxes.chiSquareTail(counts, weights)).isGreaterThan(0.001);
  }

  @Test
  void aShuffleHitsEveryEntryOnceWhateverTheSize() {
    for (int size = 1; size <= 300; size++) {
      Shuffle shuffle = new Shuffle(size, new CounterRandom(size, 9));
      Set<Long> hit = new HashSet<>();
      for (int k = 0; k < size; k++) {
        long entry = shuffle.at(k);
        assertThat(entry).isBetween(0L, size - 1L);
        hit.add(entry);
      }
      assertThat(hit).hasSize(size);
    }
  }

  @Test
  void aLatinHypercubeHitsEveryStratumOfEveryParameterOnce() {
    for (int size : new int[] {1, 2, 7, 64, 1000}) {
      LatinHypercube points = new LatinHypercube(Boxes.unit(4), size, 11);
      for (int k = 0; k < 4; k++) {
        boolean[] hit = new boolean[size];
        for (int p = 0; p < size; p++) {
          int stratum = (int) Math.floor(points.values(p)[k] * size);
          assertThat(hit[stratum]).isFalse();
          hit[stratum] = true;
        }
      }
    }
  }

  @Test
  void designsOfABillionPointsNeedNoMemoryAndRepeat() {
    long size = 1_000_000_007L;
    Space space = Boxes.unit(3);
    for (Points points :
        List.of(
            new LatinHypercube(space, size, 1),
            new RandomPoints(space, size, 1),
            new SobolPoints(space, size, 1),
            new HaltonPoints(space, size, 1),
            new SaltelliPoints(space, size, 1),
            new MorrisPoints(space, size, 4, 1))) {
      assertThat(points.size()).isGreaterThanOrEqualTo(size);
      double[] first = points.values(0);
      double[] last = points.values(points.size() - 1);
      assertThat(points.values(points.size() - 1)).isEqualTo(last);
      assertThat(points.values(0)).isEqualTo(first);
      for (double v : last) {
        assertThat(v).isBetween(0.0, 1.0);
      }
    }
  }

  @Test
  void seedsGiveDifferentPoints() {
    Space space = Boxes.unit(2);
    assertThat(new SobolPoints(space, 8, 1).values(3))
        .isNotEqualTo(new SobolPoints(space, 8, 2).values(3));
    assertThat(new HaltonPoints(space, 8, 1).values(3))
        .isNotEqualTo(new HaltonPoints(space, 8, 2).values(3));
    assertThat(new LatinHypercube(space, 8, 1).values(3))
        .isNotEqualTo(new LatinHypercube(space, 8, 2).values(3));
    assertThat(new RandomPoints(space, 8, 1).values(3))
        .isNotEqualTo(new RandomPoints(space, 8, 2).values(3));
  }

  /** Joe and Kuo's sequence, as the library computes it one after the other. */
  @Test
  void sobolPointsBeforeScramblingAreTheSequence() {
    int dimension = 25;
    SobolSequenceGenerator library = new SobolSequenceGenerator(dimension);
    SobolSequence sequence = new SobolSequence(dimension, 0);
    for (long p = 0; p < 3000; p++) {
      double[] expected = library.nextVector();
      for (int k = 0; k < dimension; k++) {
        assertThat(sequence.plain(p, k) * 0x1.0p-32).isEqualTo(expected[k]);
      }
    }
  }

  /** A (0, m, 2)-net in base 2: every elementary interval of volume 2^−m has one point. */
  @Test
  void scrambledSobolPointsKeepTheNetPropertyInTheFirstTwoDimensions() {
    SobolPoints points = new SobolPoints(Boxes.unit(2), 1 << 10, 77);
    for (int m = 0; m <= 10; m++) {
      for (int a = 0; a <= m; a++) {
        boolean[] hit = new boolean[1 << m];
        for (int p = 0; p < 1 << m; p++) {
          double[] x = points.values(p);
          int i = (int) (x[0] * (1 << a));
          int j = (int) (x[1] * (1 << (m - a)));
          int cell = i << (m - a) | j;
          assertThat(hit[cell]).isFalse();
          hit[cell] = true;
        }
      }
    }
  }

  @Test
  void everyCoordinateOfScrambledSobolPointsIsStratified() {
    SobolPoints points = new SobolPoints(Boxes.unit(30), 256, 4);
    for (int k = 0; k < 30; k++) {
      boolean[] hit = new boolean[256];
      for (int p = 0; p < 256; p++) {
        hit[(int) (points.values(p)[k] * 256)] = true;
      }
      assertThat(hit).doesNotContain(false);
    }
  }

  /** Owen (1995): scrambling leaves every point uniform, the first one too. */
  @Test
  void everyScrambledPointIsUniformOverSeeds() {
    long[] sobol = new long[16];
    long[] halton = new long[16];
    double[] weights = new double[16];
    Arrays.fill(weights, 1);
    for (int seed = 0; seed < 3000; seed++) {
      sobol[(int) (new SobolSequence(1, seed).coordinate(0, 0) * 16)]++;
      halton[(int) (new HaltonPoints(Boxes.unit(2), 1, seed).coordinate(0, 1) * 16)]++;
    }
    assertThat(Boxes.chiSquareTail(sobol, weights)).isGreaterThan(0.001);
    assertThat(Boxes.chiSquareTail(halton, weights)).isGreaterThan(0.001);
  }

  /** What the radical inverse does: b^m successive points hit each b^−m part once. */
  @Test
  void haltonCoordinatesHitEveryPartOnceInEveryBase() {
    int[] bases = {2, 3, 5, 7, 11};
    HaltonPoints points = new HaltonPoints(Boxes.unit(bases.length), 1000, 8);
    for (int k = 0; k < bases.length; k++) {
      for (int parts = bases[k]; parts <= 500; parts *= bases[k]) {
        for (int start : new int[] {0, parts, 3 * parts}) {
          boolean[] hit = new boolean[parts];
          for (int p = start; p < start + parts; p++) {
            hit[(int) (points.coordinate(p, k) * parts + 1e-9)] = true;
          }
          assertThat(hit).doesNotContain(false);
        }
      }
    }
  }

  @Test
  void aSaltelliDesignExchangesOneColumnAtATime() {
    int k = 3;
    SaltelliPoints points = new SaltelliPoints(Boxes.unit(k), 16, 5);
    assertThat(points.size()).isEqualTo(16 * 5);
    SobolPoints both = new SobolPoints(Boxes.unit(2 * k), 16, 5);
    for (int j = 0; j < 16; j++) {
      double[] a = points.values(j * 5L);
      double[] b = points.values(j * 5L + 4);
      assertThat(a).isEqualTo(Arrays.copyOfRange(both.values(j), 0, k));
      assertThat(b).isEqualTo(Arrays.copyOfRange(both.values(j), k, 2 * k));
      for (int i = 0; i < k; i++) {
        double[] exchanged = a.clone();
        exchanged[i] = b[i];
        assertThat(points.values(j * 5L + 1 + i)).isEqualTo(exchanged);
      }
    }
  }

  @Test
  void aMorrisTrajectoryMovesEveryParameterOnceByTwoThirds() {
    int k = 5;
    MorrisPoints points = new MorrisPoints(Boxes.unit(k), 200, 4, 6);
    long ups = 0;
    long[] starts = new long[4];
    long[] firstMoved = new long[k];
    for (long r = 0; r < 200; r++) {
      boolean[] moved = new boolean[k];
      for (int s = 0; s < k; s++) {
        double[] before = points.values(r * (k + 1) + s);
        double[] after = points.values(r * (k + 1) + s + 1);
        int changed = -1;
        for (int i = 0; i < k; i++) {
          assertThat(after[i] * 3).isCloseTo(Math.rint(after[i] * 3), within(1e-12));
          if (before[i] != after[i]) {
            assertThat(changed).isEqualTo(-1);
            changed = i;
            assertThat(Math.abs(after[i] - before[i])).isCloseTo(2 / 3.0, within(1e-12));
            ups += after[i] > before[i] ? 1 : 0;
          }
        }
        assertThat(moved[changed]).isFalse();
        moved[changed] = true;
        firstMoved[changed] += s == 0 ? 1 : 0;
      }
      starts[(int) Math.rint(points.values(r * (k + 1))[0] * 3)]++;
    }
    assertThat(ups).isBetween(420L, 580L);
    assertThat(Boxes.chiSquareTail(starts, new double[] {1, 1, 1, 1})).isGreaterThan(0.001);
    assertThat(Boxes.chiSquareTail(firstMoved, new double[] {1, 1, 1, 1, 1})).isGreaterThan(0.001);
  }

  @Test
  void aMorrisMoveChangesAChoiceToo() {
    for (int count = 2; count <= 9; count++) {
      double[] values = new double[count];
      for (int k = 0; k < count; k++) {
        values[k] = k;
      }
      Space space = new Space(List.of(new Range.Choice(values), Boxes.interval(0, 1)));
      MorrisPoints points = new MorrisPoints(space, 50, 4, 2);
      for (long r = 0; r < 50; r++) {
        assertThat(points.values(3 * r)[0]).isNotEqualTo(points.values(3 * r + 2)[0]);
      }
    }
  }

  @Test
  void oneAtATimeStartsTodayAndMovesOneParameter() {
    Space space =
        new Space(List.of(Boxes.interval(0, 1), new Range.Choice(new double[] {4, 5, 6})));
    OneAtATime points = new OneAtATime(space, new double[] {0.3, 5}, List.of(5, 2));
    assertThat(points.size()).isEqualTo(1 + 5 + 3);
    assertThat(points.values(0)).containsExactly(0.3, 5);
    assertThat(points.values(2)).containsExactly(0.25, 5);
    assertThat(points.values(6)).containsExactly(0.3, 4);
    assertThat(points.values(8)).containsExactly(0.3, 6);
  }

  @Test
  void gridsAreInTenthsWhereRangesAre() {
    Grid grid =
        new Grid(
            new Space(List.of(Boxes.interval(0.1, 0.9), new Range.Choice(new double[] {2, 1}))),
            List.of(9, 2));
    assertThat(grid.size()).isEqualTo(18);
    assertThat(grid.values(4)).containsExactly(0.3, 2);
    assertThat(grid.values(5)).containsExactly(0.3, 1);
    assertThat(grid.values(13)).containsExactly(0.7, 1);
    Space wide =
        new Space(
            List.of(
                Boxes.interval(0, 1),
                Boxes.interval(0, 1),
                Boxes.interval(0, 1),
                Boxes.interval(0, 1)));
    assertThatThrownBy(() -> new Grid(wide, List.of(100000, 100000, 100000, 100000)))
        .hasMessageContaining("allowed: fewer");
  }

  @Test
  void logScalesAreEvenInRatios() {
    Range range = new Range.Interval(0.01, 100, Range.Scale.LOG);
    double[] spread = range.spread(5);
    double[] expected = {0.01, 0.1, 1, 10, 100};
    for (int k = 0; k < 5; k++) {
      assertThat(spread[k]).isCloseTo(expected[k], within(1e-13 * expected[k]));
      assertThat(range.share(spread[k])).isCloseTo(k / 4.0, within(1e-14));
    }
  }
}
