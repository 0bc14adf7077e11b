package thaw.sweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import thaw.sweep.Column;
import thaw.sweep.Row;
import thaw.sweep.Status;

class SobolTest {
  private static final double A = 7;
  private static final double B = 0.1;

  private static final double[] WEIGHTS = {0, 1, 4.5, 9, 99, 99, 99, 99};

  /** T. Ishigami and T. Homma (1990), on [−π, π]³. */
  private static double ishigami(double[] x) {
    return Math.sin(x[0])
        + A * Math.pow(Math.sin(x[1]), 2)
        + B * Math.pow(x[2], 4) * Math.sin(x[0]);
  }

  private static double[][] ishigamiIndices() {
    double p4 = Math.pow(Math.PI, 4);
    double v1 = Math.pow(1 + B * p4 / 5, 2) / 2;
    double v2 = A * A / 8;
    double v13 = B * B * p4 * p4 * (1.0 / 18 - 1.0 / 50);
    double v = v1 + v2 + v13;
    return new double[][] {{v1 / v, (v1 + v13) / v}, {v2 / v, v2 / v}, {0, v13 / v}};
  }

  /** Sobol's g: Π (|4x − 2| + a)/(1 + a) on the unit cube; A. Saltelli and I. Sobol (1995). */
  static double g(double[] x) {
    double product = 1;
    for (int i = 0; i < x.length; i++) {
      product *= (Math.abs(4 * x[i] - 2) + WEIGHTS[i]) / (1 + WEIGHTS[i]);
    }
    return product;
  }

  private static double[][] gIndices() {
    double[] parts = new double[WEIGHTS.length];
    double all = 1;
    for (int i = 0; i < parts.length; i++) {
      parts[i] = 1 / (3 * Math.pow(1 + WEIGHTS[i], 2));
      all *= 1 + parts[i];
    }
    double[][] indices = new double[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      double others = all / (1 + parts[i]);
      indices[i] = new double[] {parts[i] / (all - 1), parts[i] * others / (all - 1)};
    }
    return indices;
  }

  private static Sobol sobol(int resamples) {
    return Sobol.withDefaults()
        .with(
            Sobol.Options.defaults().withBootstrap(Bootstrap.defaults().withResamples(resamples)));
  }

  /** For many intervals at once, each of which is to cover. */
  private static Sobol sure() {
    return Sobol.withDefaults()
        .with(
            Sobol.Options.defaults()
                .withBootstrap(Bootstrap.defaults().withResamples(2000).withConfidence(0.999)));
  }

  private static Evaluated ishigami(long seed, int samples) {
    return Evaluated.of(
        Evaluated.saltelli(new Random(seed), samples, 3, -Math.PI, Math.PI), SobolTest::ishigami);
  }

  @Test
  void ishigamisIndicesAreFoundAndTheIntervalsCoverThem() throws MissingOutcomes {
    Evaluated rows = ishigami(11, 8192);
    Sobol.Result result = sure().solve(rows, rows.number(), 8192);
    double[][] exact = ishigamiIndices();
    for (int i = 0; i < 3; i++) {
      Sobol.Index index = result.indices().get(i);
      assertThat(index.first().estimate()).isCloseTo(exact[i][0], within(0.03));
      assertThat(index.total().estimate()).isCloseTo(exact[i][1], within(0.03));
      assertThat(index.first().covers(exact[i][0])).isTrue();
      assertThat(index.total().covers(exact[i][1])).isTrue();
    }
    assertThat(result.mean()).isCloseTo(A / 2, within(0.1));
    assertThat(result.samples()).isEqualTo(8192);
    assertThat(result.undefined()).isZero();
  }

  @Test
  void theIndicesOfSobolsGFunctionAreFoundAndTheIntervalsCoverThem() throws MissingOutcomes {
    Evaluated rows = Evaluated.of(Evaluated.saltelli(new Random(3), 8192, 8, 0, 1), SobolTest::g);
    Sobol.Result result = sure().solve(rows, rows.number(), 8192);
    double[][] exact = gIndices();
    assertThat(exact[0][0]).isCloseTo(0.7162, within(1e-3));
    assertThat(exact[0][1]).isCloseTo(0.7871, within(1e-3));
    for (int i = 0; i < 8; i++) {
      Sobol.Index index = result.indices().get(i);
      assertThat(index.first().estimate()).isCloseTo(exact[i][0], within(0.03));
      assertThat(index.total().estimate()).isCloseTo(exact[i][1], within(0.03));
    }
    for (int i = 0; i < 4; i++) {
      assertThat(result.indices().get(i).first().covers(exact[i][0])).isTrue();
      assertThat(result.indices().get(i).total().covers(exact[i][1])).isTrue();
    }
  }

  @Test
  void intervalsCoverInAboutAsManySamplesAsTheyClaim() throws MissingOutcomes {
    int seeds = 120;
    double[][] exact = ishigamiIndices();
    int[][] covered = new int[3][2];
    for (int seed = 0; seed < seeds; seed++) {
      Evaluated rows = ishigami(100 + seed, 512);
      Sobol.Result result = sobol(300).solve(rows, rows.number(), 512);
      for (int i = 0; i < 3; i++) {
        covered[i][0] += result.indices().get(i).first().covers(exact[i][0]) ? 1 : 0;
        covered[i][1] += result.indices().get(i).total().covers(exact[i][1]) ? 1 : 0;
      }
    }
    // 95% claimed; of 120 at 95%, fewer than 105 have probability below 0.1%
    for (int[] each : covered) {
      for (int count : each) {
        assertThat(count).isBetween(105, seeds);
      }
    }
  }

  @Test
  void theIndicesOfACategoryAreThoseOfItsIndicator() throws MissingOutcomes {
    // frozen where x1 < 0.3 or x2 < 0.5: p = 0.65, S = V(E[y|x])/p(1−p)
    List<double[]> points = Evaluated.saltelli(new Random(5), 8192, 3, 0, 1);
    Evaluated rows = Evaluated.verdicts(points, x -> x[0] < 0.3 || x[1] < 0.5 ? 1 : 0);
    Sobol.Result result = sure().solve(rows, rows.frozen(), 8192);
    double v = 0.65 * 0.35;
    double v1 = 0.3 * 0.7 * 0.25;
    double v2 = 0.5 * 0.5 * 0.49;
    double both = v - v1 - v2;
    double[][] exact = {{v1 / v, (v1 + both) / v}, {v2 / v, (v2 + both) / v}, {0, 0}};
    for (int i = 0; i < 3; i++) {
      assertThat(result.indices().get(i).first().covers(exact[i][0])).isTrue();
      assertThat(result.indices().get(i).total().covers(exact[i][1])).isTrue();
      assertThat(result.indices().get(i).total().estimate()).isCloseTo(exact[i][1], within(0.02));
    }
    assertThat(result.mean()).isCloseTo(0.65, within(0.02));
    assertThat(result.indices().get(2).total()).isEqualTo(new Interval(0, 0, 0));
  }

  @Test
  void shiftsAndUnitsOfTheResponseChangeNothing() throws MissingOutcomes {
    List<double[]> points = Evaluated.saltelli(new Random(8), 256, 3, -Math.PI, Math.PI);
    Evaluated plain = Evaluated.of(points, SobolTest::ishigami);
    Sobol.Result expected = sobol(100).solve(plain, plain.number(), 256);
    for (double[] change : new double[][] {{1e6, 0}, {1e-6, 0}, {1e10, -3e10}, {1, 1e6}}) {
      Evaluated other = Evaluated.of(points, x -> change[0] * ishigami(x) + change[1]);
      Sobol.Result result = sobol(100).solve(other, other.number(), 256);
      for (int i = 0; i < 3; i++) {
        Interval first = expected.indices().get(i).first();
        Interval same = result.indices().get(i).first();
        assertThat(same.estimate()).isCloseTo(first.estimate(), within(1e-8));
        assertThat(same.low()).isCloseTo(first.low(), within(1e-8));
        assertThat(same.high()).isCloseTo(first.high(), within(1e-8));
      }
      assertThat(result.variance() / change[0] / change[0])
          .isCloseTo(expected.variance(), within(1e-6));
    }
  }

  @Test
  void aResponseThatDoesNotVaryHasNoIndicesRatherThanNaN() throws MissingOutcomes {
    List<double[]> points = Evaluated.saltelli(new Random(1), 16, 2, 0, 1);
    for (double value : new double[] {0, 0.1, 1e10}) {
      Evaluated rows = Evaluated.of(points, x -> value);
      Sobol.Result result = sobol(100).solve(rows, rows.number(), 16);
      assertThat(result.varies()).isFalse();
      assertThat(result.variance()).isZero();
      assertThat(result.mean()).isCloseTo(value, within(value * 1e-12));
    }
  }

  @Test
  void resamplesWithoutVarianceAreLeftOutAndCounted() throws MissingOutcomes {
    List<double[]> points = Evaluated.saltelli(new Random(2), 20, 2, 0, 1);
    double most = points.stream().mapToDouble(x -> x[0]).max().orElseThrow();
    Evaluated rows = Evaluated.verdicts(points, x -> x[0] == most ? 1 : 0);
    Sobol.Result result = sobol(1000).solve(rows, rows.frozen(), 20);
    // one of 20 base samples varies: it is in no resample with probability 0.95^20 = 0.36
    assertThat(result.undefined()).isBetween(300, 420);
    assertThat(result.indices().get(0).total().high()).isNotNaN();
  }

  @Test
  void missingOutcomesAreNamedOrWholeBaseSamplesDroppedAndCounted() throws MissingOutcomes {
    Evaluated all = ishigami(4, 64);
    Row failed = all.rows().get(17);
    Evaluated rows =
        all.with(
                new Row(
                    17,
                    0,
                    failed.parameters(),
                    Status.TIMEOUT,
                    "no answer within 10 s",
                    new double[] {Double.NaN}))
            .without(18, 102);
    assertThatThrownBy(() -> sobol(100).solve(rows, rows.number(), 64))
        .isInstanceOf(MissingOutcomes.class)
        .hasMessageContaining("3 of 320 points")
        .hasMessageContaining("point 17: timeout: no answer within 10 s")
        .hasMessageContaining("point 102: not evaluated yet");
    Sobol.Result dropped =
        Sobol.withDefaults()
            .with(Sobol.Options.defaults().withDropIncomplete(true))
            .solve(rows, rows.number(), 64);
    assertThat(dropped.dropped()).isEqualTo(2);
    assertThat(dropped.samples()).isEqualTo(62);
    // the same as if the two samples had never been drawn
    List<double[]> rest =
        all.rows().stream()
            .filter(r -> r.point() / 5 != 3 && r.point() / 5 != 20)
            .map(Row::parameters)
            .toList();
    Evaluated fewer = Evaluated.of(rest, SobolTest::ishigami);
    assertThat(Sobol.withDefaults().solve(fewer, fewer.number(), 62).indices().get(0).first())
        .isEqualTo(dropped.indices().get(0).first());
  }

  @Test
  void theSeedDecidesTheIntervals() throws MissingOutcomes {
    Evaluated rows = ishigami(6, 64);
    Sobol.Result one = sobol(100).solve(rows, rows.number(), 64);
    assertThat(sobol(100).solve(rows, rows.number(), 64).indices()).isEqualTo(one.indices());
    Sobol other =
        Sobol.withDefaults()
            .with(
                Sobol.Options.defaults()
                    .withBootstrap(Bootstrap.defaults().withResamples(100).withSeed(2)));
    Sobol.Index index = other.solve(rows, rows.number(), 64).indices().get(0);
    assertThat(index.first().estimate()).isEqualTo(one.indices().get(0).first().estimate());
    assertThat(index.first().low()).isNotEqualTo(one.indices().get(0).first().low());
  }

  @Test
  void theBootstrapsIntervalOfAMeanIsThatOfStudentUpToItsError() {
    Random random = new Random(9);
    double[][] features = new double[400][1];
    double sum = 0;
    double squares = 0;
    for (double[] f : features) {
      f[0] = random.nextGaussian();
      sum += f[0];
      squares += f[0] * f[0];
    }
    double mean = sum / 400;
    double error = Math.sqrt((squares / 400 - mean * mean) / 399);
    Interval interval =
        Bootstrap.defaults().withResamples(4000).of(features, (m, n) -> m).intervals()[0];
    assertThat(interval.estimate()).isCloseTo(mean, within(1e-12));
    assertThat(interval.low()).isCloseTo(mean - 1.96 * error, within(0.2 * error));
    assertThat(interval.high()).isCloseTo(mean + 1.96 * error, within(0.2 * error));
  }

  @Test
  void wrongRequestsSayWhatIsAllowed() {
    Evaluated rows = ishigami(1, 4);
    List<Column> outcomes = rows.outcomes();
    assertThatThrownBy(() -> Response.number(outcomes, "z")).hasMessageContaining("allowed: y");
    assertThatThrownBy(() -> Response.category(outcomes, "y", "frozen"))
        .hasMessageContaining("it is a number");
    assertThatThrownBy(() -> Bootstrap.defaults().withResamples(3)).hasMessageContaining("100");
    assertThatThrownBy(() -> sobol(100).solve(rows, rows.number(), 1))
        .hasMessageContaining("there is a point 5");
  }
}
