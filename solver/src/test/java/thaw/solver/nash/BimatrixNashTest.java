package thaw.solver.nash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import thaw.model.game.State;
import thaw.solver.verify.PlainNash;

class BimatrixNashTest {
  private static BigFraction fraction(int numerator, int denominator) {
    return BigFraction.of(numerator, denominator);
  }

  private static BimatrixNash.Result solve(State game) {
    return BimatrixNash.withDefaults().solve(game);
  }

  private static List<Bimatrix.Reference> references() {
    return Bimatrix.references();
  }

  @ParameterizedTest
  @MethodSource("references")
  void theReferenceGamesHaveTheirEquilibriaComponentsAndSubsets(Bimatrix.Reference reference) {
    BimatrixNash.Result result = solve(reference.game());
    Map<List<List<BigFraction>>, Integer> expected = new HashMap<>();
    for (JsonNode e : reference.expected().get("equilibria")) {
      expected.put(
          List.of(
              Bimatrix.fractions(e.get(0)),
              Bimatrix.fractions(e.get(1)),
              Bimatrix.fractions(e.get(2))),
          e.get(3).asInt());
    }
    assertThat(result.complete()).isTrue();
    assertThat(Bimatrix.points(result)).containsExactlyInAnyOrderElementsOf(expected.keySet());
    Set<List<Integer>> matched = new HashSet<>();
    for (BimatrixNash.Equilibrium e : result.equilibria()) {
      int theirs = expected.getOrDefault(List.of(e.x(), e.y(), e.payoffs()), -1);
      matched.add(List.of(e.component(), theirs));
    }
    assertThat(matched).hasSize(reference.expected().get("components").asInt());
    assertThat(result.maximalNashSubsets())
        .hasSize(reference.expected().get("maximalNashSubsets").asInt());
    assertThat(PureNash.of(reference.game())).hasSize(reference.expected().get("pure").asInt());
  }

  /** Harsanyi and Selten's stag hunt: two pure equilibria and x = y = (7/8, 1/8). */
  @Test
  void theStagHuntHasTwoPureEquilibriaAndOneMixed() {
    BimatrixNash.Result result =
        solve(Bimatrix.game(new int[][] {{9, 0}, {8, 7}}, new int[][] {{9, 8}, {0, 7}}));
    assertThat(result.equilibria()).hasSize(3);
    assertThat(result.equilibria())
        .anySatisfy(e -> assertThat(e.x()).containsExactly(fraction(7, 8), fraction(1, 8)));
    assertThat(result.maximalNashSubsets()).hasSize(3);
  }

  /** The 3 × 2 game of von Stengel (2002), example 2.1: equilibria of Handbook chapter 45. */
  @Test
  void vonStengelsExampleHasThreeEquilibria() {
    BimatrixNash.Result result =
        solve(
            Bimatrix.game(
                new int[][] {{3, 3}, {2, 5}, {0, 6}}, new int[][] {{3, 2}, {2, 6}, {3, 1}}));
    List<List<BigFraction>> xs =
        result.equilibria().stream().map(BimatrixNash.Equilibrium::x).toList();
    assertThat(xs)
        .containsExactly(
            List.of(BigFraction.ONE, BigFraction.ZERO, BigFraction.ZERO),
            List.of(fraction(4, 5), fraction(1, 5), BigFraction.ZERO),
            List.of(BigFraction.ZERO, fraction(1, 3), fraction(2, 3)));
  }

  @Test
  void inAGameWithoutStakesEveryVertexPairIsAnEquilibriumOfOneSubset() {
    BimatrixNash.Result result = solve(Bimatrix.game(new int[2][3], new int[2][3]));
    assertThat(result.equilibria()).hasSize(6);
    assertThat(result.maximalNashSubsets()).containsExactly(List.of(0, 1, 2, 3, 4, 5));
    assertThat(result.equilibria()).allMatch(e -> e.component() == 0);
  }

  @Test
  void gamesWithoutStakesStaySmallHoweverManyActions() {
    BimatrixNash.Result result = solve(Bimatrix.game(new int[40][50], new int[40][50]));
    assertThat(result.equilibria()).hasSize(2000);
    assertThat(result.maximalNashSubsets()).hasSize(1);
    assertThat(result.complete()).isTrue();
  }

  @Test
  void thePlainEnumerationAgreesOnRandomGamesWithTies() {
    Random random = new Random(20261124);
    for (int round = 0; round < 700; round++) {
      int m = 1 + random.nextInt(4);
      int n = 1 + random.nextInt(4);
      int most = 1 + random.nextInt(4);
      State game =
          Bimatrix.game(Bimatrix.random(random, m, n, most), Bimatrix.random(random, m, n, most));
      assertSameAsPlain(game);
    }
  }

  @Test
  void thePlainEnumerationAgreesWhereActionsAreDuplicated() {
    Random random = new Random(7);
    for (int round = 0; round < 60; round++) {
      int[][] a = Bimatrix.random(random, 4, 3, 3);
      int[][] b = Bimatrix.random(random, 4, 3, 3);
      a[3] = a[0].clone();
      b[3] = b[0].clone();
      for (int i = 0; i < 4; i++) {
        a[i][2] = a[i][1];
        b[i][2] = b[i][1];
      }
      assertSameAsPlain(Bimatrix.game(a, b));
    }
  }

  private static void assertSameAsPlain(State game) {
    BimatrixNash.Result result = solve(game);
    Set<PlainNash.Pair> found =
        result.equilibria().stream()
            .map(e -> new PlainNash.Pair(e.x(), e.y()))
            .collect(Collectors.toSet());
    assertThat(found).isEqualTo(PlainNash.equilibria(game));
    assertThat(result.equilibria()).hasSize(found.size());
    assertThat(result.complete()).isTrue();
  }

  @Test
  void floatingPointWithProofAndIntegersFindTheSameVertices() {
    Random random = new Random(3);
    for (int most : new int[] {3, 100, 1_000_000}) {
      for (int size = 2; size <= 9; size++) {
        int[][] matrix = Bimatrix.random(random, size, 9, most);
        if (size % 2 == 1) {
          // Two replies that always tie: every vertex with one is degenerate.
          matrix[1] = matrix[0].clone();
        }
        BigFraction[][] payoffs = Bimatrix.fractions(matrix);
        BestResponsePolytope polytope = new BestResponsePolytope(payoffs, 0, 9);
        PolytopeVertices.Found exact =
            PolytopeVertices.exact(polytope, BimatrixNash.Options.defaults());
        PolytopeVertices.Found fast =
            PolytopeVertices.of(polytope, BimatrixNash.Options.defaults());
        assertThat(sets(fast.simple())).isEqualTo(sets(exact.simple()));
        assertThat(sets(fast.degenerate())).isEqualTo(sets(exact.degenerate()));
      }
    }
  }

  private static Set<List<Long>> sets(LabelSets sets) {
    Set<List<Long>> all = new HashSet<>();
    for (int k = 0; k < sets.size(); k++) {
      all.add(Arrays.stream(sets.get(k)).boxed().toList());
    }
    return all;
  }

  @Test
  void positiveAffineTransformationsOfPayoffsChangeNoStrategy() {
    Random random = new Random(11);
    for (int round = 0; round < 40; round++) {
      int[][] a = Bimatrix.random(random, 4, 5, 9);
      int[][] b = Bimatrix.random(random, 4, 5, 9);
      List<List<BigFraction>> plain = strategies(Bimatrix.fractions(a), Bimatrix.fractions(b));
      for (BigFraction scale :
          List.of(
              BigFraction.of(10_000_000_000L),
              fraction(1, 1_000_000),
              fraction(1, 3),
              BigFraction.of(7_777_777))) {
        assertThat(
                strategies(transformed(a, scale, fraction(-22, 7)), transformed(b, scale, scale)))
            .isEqualTo(plain);
      }
    }
  }

  private static BigFraction[][] transformed(int[][] matrix, BigFraction scale, BigFraction shift) {
    return Arrays.stream(Bimatrix.fractions(matrix))
        .map(
            row ->
                Arrays.stream(row)
                    .map(v -> v.multiply(scale).add(shift))
                    .toArray(BigFraction[]::new))
        .toArray(BigFraction[][]::new);
  }

  private static List<List<BigFraction>> strategies(BigFraction[][] a, BigFraction[][] b) {
    List<List<BigFraction>> all = new ArrayList<>();
    for (BimatrixNash.Equilibrium e : solve(Bimatrix.game(a, b)).equilibria()) {
      all.add(e.x());
      all.add(e.y());
    }
    return all;
  }

  /** Payoffs of ten digits with ties: minors far beyond 64 bits, and no simple polytope. */
  @Test
  void largePayoffsWithTiesAreCountedExactly() {
    Random random = new Random(5);
    for (int round = 0; round < 10; round++) {
      BigFraction[][] a = new BigFraction[5][5];
      BigFraction[][] b = new BigFraction[5][5];
      for (int k = 0; k < 25; k++) {
        a[k / 5][k % 5] = BigFraction.of(10_000_000_000L + random.nextInt(3));
        b[k / 5][k % 5] = BigFraction.of(9_999_999_967L * random.nextInt(3) + random.nextInt(2));
      }
      assertSameAsPlain(Bimatrix.game(a, b));
    }
  }

  @Test
  void moreThan64LabelsAreTold() {
    Random random = new Random(9);
    int[][] a = Bimatrix.random(random, 2, 70, 1000);
    int[][] b = Bimatrix.random(random, 2, 70, 1000);
    assertSameAsPlain(Bimatrix.game(a, b));
  }

  @Test
  void pastTheLimitTheListHoldsAnEquilibriumAndIsNotCalledComplete() {
    Random random = new Random(2);
    State game =
        Bimatrix.game(Bimatrix.random(random, 30, 30, 1000), Bimatrix.random(random, 30, 30, 1000));
    BimatrixNash.Result result =
        BimatrixNash.withDefaults()
            .with(BimatrixNash.Options.defaults().withMostBases(1000))
            .solve(game);
    assertThat(result.complete()).isFalse();
    assertThat(result.equilibria()).isNotEmpty();
  }

  @Test
  void pastTheLimitOfSubsetsTheAnswerIsNotCalledComplete() {
    State game = Bimatrix.game(new int[][] {{1, 0}, {0, 1}}, new int[][] {{1, 0}, {0, 1}});
    BimatrixNash.Result result =
        BimatrixNash.withDefaults()
            .with(BimatrixNash.Options.defaults().withMostSubsets(1))
            .solve(game);
    assertThat(result.complete()).isFalse();
    assertThat(result.maximalNashSubsets()).hasSize(1);
    assertThatThrownBy(() -> BimatrixNash.Options.defaults().withMostSubsets(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void complementaryPivotingEndsAtAnEquilibriumForEveryLabel() {
    Random random = new Random(17);
    for (int round = 0; round < 40; round++) {
      int[][] a = Bimatrix.random(random, 4, 4, 3);
      int[][] b = Bimatrix.random(random, 4, 4, 3);
      State game = Bimatrix.game(a, b);
      Set<PlainNash.Pair> all = PlainNash.equilibria(game);
      int[][] transposedB = new int[4][4];
      for (int k = 0; k < 16; k++) {
        transposedB[k % 4][k / 4] = b[k / 4][k % 4];
      }
      BestResponsePolytope first = new BestResponsePolytope(Bimatrix.fractions(transposedB), 0, 4);
      BestResponsePolytope second = new BestResponsePolytope(Bimatrix.fractions(a), 4, 0);
      for (int label = 0; label < 4; label++) {
        ComplementaryPairs.Pair end = LemkeHowson.follow(first, second, label, 1000).orElseThrow();
        assertThat(all)
            .contains(
                new PlainNash.Pair(
                    List.of(first.strategy(end.first())), List.of(second.strategy(end.second()))));
      }
    }
  }
}
