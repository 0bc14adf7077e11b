package thaw.sweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import thaw.sweep.Row;
import thaw.sweep.Status;

class MorrisTest {
  private static final Morris.Scale UNIT = (p, value) -> value;

  private static Morris.Result solve(Evaluated rows, int trajectories) throws MissingOutcomes {
    return Morris.withDefaults().solve(rows, rows.number(), trajectories, UNIT);
  }

  @Test
  void linearFunctionsHaveTheirCoefficientsAsEffectsAndNoSpread() throws MissingOutcomes {
    double[] c = {3, -2, 0, 1e6};
    Evaluated rows =
        Evaluated.of(
            Evaluated.morris(new Random(1), 10, 4, 4),
            x -> 7 + c[0] * x[0] + c[1] * x[1] + c[3] * x[3]);
    Morris.Result result = solve(rows, 10);
    for (int i = 0; i < 4; i++) {
      Morris.Effect e = result.effects().get(i);
      assertThat(e.mean().estimate()).isCloseTo(c[i], within(1e-8));
      assertThat(e.size().estimate()).isCloseTo(Math.abs(c[i]), within(1e-8));
      assertThat(e.spread().estimate()).isCloseTo(0, within(1e-8));
      assertThat(e.mean().high() - e.mean().low()).isCloseTo(0, within(1e-8));
    }
  }

  @Test
  void effectsAreInUnitsOfTheRangesOfTheParameters() throws MissingOutcomes {
    List<double[]> points =
        Evaluated.morris(new Random(2), 6, 2, 4).stream()
            .map(x -> new double[] {10 + 90 * x[0], -1 + 2 * x[1]})
            .toList();
    Evaluated rows = Evaluated.of(points, x -> x[0] + x[1]);
    Morris.Result result =
        Morris.withDefaults()
            .solve(
                rows,
                rows.number(),
                6,
                Morris.Scale.ranges(new double[] {10, -1}, new double[] {100, 1}));
    assertThat(result.effects().get(0).mean().estimate()).isCloseTo(90, within(1e-9));
    assertThat(result.effects().get(1).mean().estimate()).isCloseTo(2, within(1e-9));
  }

  @Test
  void aProductsEffectsHaveTheMeanAndSpreadOfTheOtherFactor() throws MissingOutcomes {
    // d_1 = x_2 on the levels 0, 1/3, 2/3, 1, evenly: mean 1/2, variance 5/36
    Evaluated rows = Evaluated.of(Evaluated.morris(new Random(3), 4000, 2, 4), x -> x[0] * x[1]);
    Morris.Effect e = solve(rows, 4000).effects().get(0);
    assertThat(e.mean().covers(0.5)).isTrue();
    assertThat(e.spread().covers(Math.sqrt(5) / 6)).isTrue();
    assertThat(e.spread().estimate()).isCloseTo(Math.sqrt(5) / 6, within(0.01));
  }

  @Test
  void effectsThatCancelHaveNoMeanButSize() throws MissingOutcomes {
    // (x_1 − 1/2)(x_2 − 1/2): d_1 = x_2 − 1/2, of either sign
    Evaluated rows =
        Evaluated.of(Evaluated.morris(new Random(4), 2000, 2, 4), x -> (x[0] - 0.5) * (x[1] - 0.5));
    Morris.Effect e = solve(rows, 2000).effects().get(0);
    assertThat(e.mean().covers(0)).isTrue();
    assertThat(e.size().estimate()).isCloseTo(1.0 / 3, within(0.01));
  }

  /** The test function of M. Morris (1991), section 4, with its random coefficients drawn. */
  private static double morris1991(double[] x, double[] beta, double[][] pairs) {
    double[] w = new double[20];
    for (int i = 0; i < 20; i++) {
      boolean bent = i == 2 || i == 4 || i == 6;
      w[i] = bent ? 2 * (1.1 * x[i] / (x[i] + 0.1) - 0.5) : 2 * (x[i] - 0.5);
    }
    double y = 0;
    for (int i = 0; i < 20; i++) {
      y += (i < 10 ? 20 : beta[i]) * w[i];
      for (int j = i + 1; j < 20; j++) {
        y += (j < 6 ? -15 : pairs[i][j]) * w[i] * w[j];
        for (int l = j + 1; l < 5; l++) {
          y += -10 * w[i] * w[j] * w[l];
          for (int s = l + 1; s < 4; s++) {
            y += 5 * w[i] * w[j] * w[l] * w[s];
          }
        }
      }
    }
    return y;
  }

  @Test
  void theClassesOfMorrisFunctionAreToldApart() throws MissingOutcomes {
    // inputs 1–7 are large and uneven, 8–10 large and nearly linear, 11–20 small
    Random random = new Random(5);
    double[] beta = random.doubles(20, 0, 1).map(v -> 2 * v - 1).toArray();
    double[][] pairs = new double[20][];
    for (int i = 0; i < 20; i++) {
      pairs[i] = random.doubles(20, 0, 1).map(v -> 2 * v - 1).toArray();
    }
    Evaluated rows =
        Evaluated.of(Evaluated.morris(random, 200, 20, 4), x -> morris1991(x, beta, pairs));
    Morris.Result result = solve(rows, 200);
    for (int i = 0; i < 20; i++) {
      double size = result.effects().get(i).size().estimate();
      double spread = result.effects().get(i).spread().estimate();
      String which = "input " + (i + 1) + ": " + size + ", " + spread;
      if (i < 7) {
        assertThat(spread).as(which).isGreaterThan(15);
      } else if (i < 10) {
        assertThat(size).as(which).isGreaterThan(30);
        assertThat(spread).as(which).isLessThan(10);
      } else {
        assertThat(size).as(which).isLessThan(12);
      }
    }
  }

  @Test
  void sobolsGFunctionIsRankedByItsWeights() throws MissingOutcomes {
    // levels 0, 1/3, … pair up symmetrically about 1/2: more levels, so that effects are seen
    Evaluated rows = Evaluated.of(Evaluated.morris(new Random(6), 300, 8, 8), SobolTest::g);
    Morris.Result result = solve(rows, 300);
    List<Integer> ranked =
        IntStream.range(0, 8)
            .boxed()
            .sorted(Comparator.comparing(i -> -result.effects().get(i).size().estimate()))
            .limit(4)
            .toList();
    assertThat(ranked).containsExactly(0, 1, 2, 3);
  }

  @Test
  void intervalsOfTheMeanCoverInAboutAsManySamplesAsTheyClaim() throws MissingOutcomes {
    int covered = 0;
    int spreads = 0;
    for (int seed = 0; seed < 150; seed++) {
      Evaluated rows = Evaluated.of(Evaluated.morris(new Random(seed), 40, 2, 4), x -> x[0] * x[1]);
      Morris.Effect e = solve(rows, 40).effects().get(0);
      covered += e.mean().covers(0.5) ? 1 : 0;
      spreads += e.spread().covers(Math.sqrt(5) / 6) ? 1 : 0;
    }
    assertThat(covered).isGreaterThan(131); // 95% of 150, less three standard errors
    assertThat(spreads).isGreaterThan(127);
  }

  @Test
  void missingOutcomesAreNamedOrWholeTrajectoriesDropped() throws MissingOutcomes {
    Evaluated all = Evaluated.of(Evaluated.morris(new Random(7), 8, 3, 4), x -> x[0]);
    Evaluated rows =
        all.with(
            new Row(
                6,
                0,
                all.rows().get(6).parameters(),
                Status.ERROR,
                "out of range",
                new double[] {Double.NaN}));
    assertThatThrownBy(() -> solve(rows, 8)).hasMessageContaining("point 6: error: out of range");
    Morris.Result dropped =
        Morris.withDefaults()
            .with(Morris.Options.defaults().withDropIncomplete(true))
            .solve(rows, rows.number(), 8, UNIT);
    assertThat(dropped.trajectories()).isEqualTo(7);
    assertThat(dropped.dropped()).isEqualTo(1);
    assertThat(dropped.effects().get(0).mean().estimate()).isCloseTo(1, within(1e-12));
  }

  @Test
  void pointsThatAreNoTrajectoriesAreRefused() {
    List<double[]> points = new ArrayList<>(Evaluated.uniform(new Random(8), 8, 3));
    Evaluated rows = Evaluated.of(points, x -> x[0]);
    assertThatThrownBy(() -> solve(rows, 2)).hasMessageContaining("3 parameters move");
  }
}
