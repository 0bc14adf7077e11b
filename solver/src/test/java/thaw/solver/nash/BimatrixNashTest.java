package thaw.solver.nash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import thaw.model.game.State;
import thaw.model.game.Transition;

class BimatrixNashTest {
  private static State game(int[][] a, int[][] b) {
    int m = a.length;
    int n = a[0].length;
    double[] payoffs = new double[2 * m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        payoffs[2 * (i * n + j)] = a[i][j];
        payoffs[2 * (i * n + j) + 1] = b[i][j];
      }
    }
    Transition[] stay = new Transition[m * n];
    java.util.Arrays.fill(stay, Transition.to(0));
    return State.of("game", List.of(names("r", m), names("c", n)), payoffs, stay);
  }

  private static List<String> names(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(k -> prefix + k).toList();
  }

  private static BigFraction fraction(int numerator, int denominator) {
    return BigFraction.of(numerator, denominator);
  }

  /** Harsanyi and Selten's stag hunt: two pure equilibria and x = y = (7/8, 1/8). */
  @Test
  void theStagHuntHasTwoPureEquilibriaAndOneMixed() {
    BimatrixNash.Result result =
        BimatrixNash.withDefaults()
            .solve(game(new int[][] {{9, 0}, {8, 7}}, new int[][] {{9, 8}, {0, 7}}));
    assertThat(result.equilibria()).hasSize(3);
    assertThat(result.equilibria())
        .anySatisfy(e -> assertThat(e.x()).containsExactly(fraction(7, 8), fraction(1, 8)));
    assertThat(result.maximalNashSubsets()).hasSize(3);
  }

  /** The 3 × 2 game of von Stengel (2002), example 2.1: equilibria of Handbook chapter 45. */
  @Test
  void vonStengelsExampleHasThreeEquilibria() {
    BimatrixNash.Result result =
        BimatrixNash.withDefaults()
            .solve(
                game(new int[][] {{3, 3}, {2, 5}, {0, 6}}, new int[][] {{3, 2}, {2, 6}, {3, 1}}));
    List<List<BigFraction>> xs =
        result.equilibria().stream().map(BimatrixNash.Equilibrium::x).toList();
    assertThat(xs)
        .containsExactlyInAnyOrder(
            List.of(BigFraction.ONE, BigFraction.ZERO, BigFraction.ZERO),
            List.of(fraction(4, 5), fraction(1, 5), BigFraction.ZERO),
            List.of(BigFraction.ZERO, fraction(1, 3), fraction(2, 3)));
  }

  @Test
  void inAGameWithoutStakesEveryVertexPairIsAnEquilibriumOfOneSubset() {
    BimatrixNash.Result result =
        BimatrixNash.withDefaults().solve(game(new int[2][3], new int[2][3]));
    assertThat(result.equilibria()).hasSize(6);
    assertThat(result.maximalNashSubsets()).containsExactly(List.of(0, 1, 2, 3, 4, 5));
    assertThat(result.equilibria()).allMatch(e -> e.component() == 0);
  }

  @Test
  void randomGamesHaveEquilibriaAndNobodyGainsByDeviating() {
    Random random = new Random(1);
    for (int round = 0; round < 60; round++) {
      int m = 1 + random.nextInt(4);
      int n = 1 + random.nextInt(4);
      int[][] a = new int[m][n];
      int[][] b = new int[m][n];
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          a[i][j] = random.nextInt(5) - 2;
          b[i][j] = random.nextInt(5) - 2;
        }
      }
      List<BimatrixNash.Equilibrium> equilibria =
          BimatrixNash.withDefaults().solve(game(a, b)).equilibria();
      assertThat(equilibria).isNotEmpty();
      for (BimatrixNash.Equilibrium e : equilibria) {
        List<BigFraction> rows = new ArrayList<>();
        for (int[] row : a) {
          rows.add(mean(row, e.y()));
        }
        assertThat(rows).allMatch(v -> v.subtract(e.payoffs().get(0)).signum() <= 0);
        for (int j = 0; j < n; j++) {
          int column = j;
          int[] own = java.util.Arrays.stream(b).mapToInt(row -> row[column]).toArray();
          assertThat(mean(own, e.x()).subtract(e.payoffs().get(1)).signum()).isLessThanOrEqualTo(0);
        }
      }
    }
  }

  private static BigFraction mean(int[] payoffs, List<BigFraction> weights) {
    BigFraction sum = BigFraction.ZERO;
    for (int k = 0; k < payoffs.length; k++) {
      sum = sum.add(weights.get(k).multiply(payoffs[k]));
    }
    return sum;
  }
}
