package thaw.solver.nash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import thaw.model.game.State;
import thaw.model.game.Transition;

class StageGamesTest {
  private static State game(double[][] first, double[][] second) {
    int m = first.length;
    int n = first[0].length;
    double[] payoffs = new double[2 * m * n];
    Transition[] stay = new Transition[m * n];
    for (int a = 0; a < m * n; a++) {
      payoffs[2 * a] = first[a / n][a % n];
      payoffs[2 * a + 1] = second[a / n][a % n];
      stay[a] = Transition.to(0);
    }
    return State.of("stage", List.of(names(m), names(n)), payoffs, stay);
  }

  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      names.add("a" + k);
    }
    return names;
  }

  /** Aumann (1974): 5 1/4 each, above the mixed equilibrium and the mean of the pure ones. */
  @Test
  void chickenHasAumannsCorrelatedEquilibrium() {
    State chicken = game(new double[][] {{0, 7}, {2, 6}}, new double[][] {{0, 2}, {7, 6}});
    CorrelatedEquilibria.Result found = CorrelatedEquilibria.of(chicken);
    assertThat(found.welfare().payoffs()[0] + found.welfare().payoffs()[1])
        .isCloseTo(10.5, within(1e-9));
    assertThat(found.best().get(0).payoffs()[0]).isCloseTo(7, within(1e-9));
    assertThat(found.worst().get(0).payoffs()[0]).isCloseTo(2, within(1e-9));
    assertThat(found.largestGain()).isLessThan(1e-9);
  }

  @Test
  void noCorrelatedEquilibriumPaysAPlayerLessThanTheMinmax() {
    Random random = new Random(3);
    for (int k = 0; k < 200; k++) {
      int m = 2 + random.nextInt(3);
      int n = 2 + random.nextInt(3);
      double[][] first = new double[m][n];
      double[][] second = new double[m][n];
      for (int a = 0; a < m * n; a++) {
        first[a / n][a % n] = random.nextInt(11) - 5;
        second[a / n][a % n] = random.nextInt(11) - 5;
      }
      State game = game(first, second);
      CorrelatedEquilibria.Result found = CorrelatedEquilibria.of(game);
      assertThat(found.largestGain()).isLessThan(1e-7);
      for (int i = 0; i < 2; i++) {
        SecurityLevels.Level level = SecurityLevels.of(game, i);
        assertThat(found.worst().get(i).payoffs()[i]).isGreaterThan(level.mixed() - 1e-7);
        assertThat(level.mixed()).isBetween(level.pureMaxmin() - 1e-9, level.pureMinmax() + 1e-9);
      }
      for (int profile : PureNash.of(game)) {
        for (int i = 0; i < 2; i++) {
          assertThat(game.payoff(profile, i))
              .isBetween(
                  found.worst().get(i).payoffs()[i] - 1e-7,
                  found.best().get(i).payoffs()[i] + 1e-7);
        }
        Dominance.Result left = Dominance.of(game);
        assertThat(left.surviving().get(0)).contains(game.action(profile, 0));
        assertThat(left.surviving().get(1)).contains(game.action(profile, 1));
      }
    }
  }

  @Test
  void rockPaperScissorsIsWorthNothingAndMixedEvenly() {
    double[][] first = {{0, -1, 1}, {1, 0, -1}, {-1, 1, 0}};
    double[][] second = {{0, 1, -1}, {-1, 0, 1}, {1, -1, 0}};
    SecurityLevels.Level level = SecurityLevels.of(game(first, second), 0);
    assertThat(level.mixed()).isCloseTo(0, within(1e-9));
    assertThat(level.pureMinmax()).isEqualTo(1);
    assertThat(level.pureMaxmin()).isEqualTo(-1);
    for (int k = 0; k < 3; k++) {
      assertThat(level.strategy()[k]).isCloseTo(1.0 / 3, within(1e-9));
      assertThat(level.punishment()[k]).isCloseTo(1.0 / 3, within(1e-9));
    }
  }

  /** The middle action is beaten by no pure action, only by an even mixture of the others. */
  @Test
  void actionsDominatedOnlyByMixturesAreEliminatedInOrder() {
    double[][] first = {{4, 0}, {1, 1}, {0, 4}};
    double[][] second = {{1, 0}, {0, 5}, {1, 0}};
    Dominance.Result found = Dominance.of(game(first, second));
    assertThat(found.steps()).hasSize(3);
    assertThat(found.steps().get(0).action()).isEqualTo(1);
    assertThat(found.steps().get(0).margin()).isCloseTo(1, within(1e-9));
    assertThat(found.steps().get(1).round()).isEqualTo(2);
    assertThat(found.steps().get(1).player()).isEqualTo(1);
    assertThat(found.surviving()).isEqualTo(List.of(List.of(0), List.of(0)));
  }

  /** Harsanyi and Selten's example: (9, 9) is payoff-dominant, (7, 7) risk-dominant. */
  @Test
  void theSafeEquilibriumOfAStagHuntIsRiskDominant() {
    State hunt = game(new double[][] {{9, 0}, {8, 7}}, new double[][] {{9, 8}, {0, 7}});
    assertThat(PureNash.of(hunt)).isEqualTo(List.of(0, 3));
    assertThat(PureNash.riskDominant(hunt, 0, 3)).contains(3);
    assertThat(PureNash.dominance(hunt, 0)).containsOnly(BigFraction.of(7, 8));
    assertThat(PureNash.dominance(hunt, 3)).containsOnly(BigFraction.of(1, 8));
    assertThatThrownBy(() -> PureNash.dominance(hunt, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Where no action is ever risky, any belief will do; where payoffs tie, only certainty. */
  @Test
  void dominantActionsAreZeroDominantAndWeakEquilibriaOneDominant() {
    State dilemma = game(new double[][] {{2, 0}, {3, 1}}, new double[][] {{2, 3}, {0, 1}});
    assertThat(PureNash.dominance(dilemma, 3)).containsOnly(BigFraction.ZERO);
    State tie = game(new double[][] {{1, 0}, {1, 5}}, new double[][] {{1, 0}, {0, 5}});
    assertThat(PureNash.dominance(tie, 0).get(0)).isEqualTo(BigFraction.ONE);
  }

  /** Rows 0 and 1 tie against column 0; row 1 is better against column 1. */
  @Test
  void weaklyDominatedActionsGoOnlyInWeakElimination() {
    State game = game(new double[][] {{1, 0}, {1, 5}}, new double[][] {{1, 0}, {0, 5}});
    assertThat(Dominance.of(game).steps()).isEmpty();
    Dominance.Result weak = Dominance.weakly(game);
    assertThat(weak.steps()).hasSize(2);
    assertThat(weak.steps().get(0).action()).isZero();
    assertThat(weak.steps().get(1).round()).isEqualTo(2);
    assertThat(weak.surviving()).isEqualTo(List.of(List.of(1), List.of(1)));
  }

  @Test
  void duplicatedActionsDominateNeitherEachOtherStrictlyNorWeakly() {
    State game = game(new double[][] {{1, 2}, {1, 2}}, new double[][] {{0, 0}, {0, 0}});
    assertThat(Dominance.of(game).steps()).isEmpty();
    assertThat(Dominance.weakly(game).steps()).isEmpty();
  }

  @Test
  void theScaleOfPayoffsChangesNoElimination() {
    for (double scale : new double[] {1e-6, 1, 1e6, 1e10}) {
      double[][] first = {{4 * scale, 0}, {scale, scale}, {0, 4 * scale}};
      Dominance.Result found = Dominance.of(game(first, new double[3][2]));
      assertThat(found.steps()).hasSize(1);
      assertThat(found.steps().get(0).margin()).isCloseTo(scale, within(1e-9 * scale));
      assertThat(found.supports()).hasSize(4);
      assertThat(found.supports()).allMatch(s -> s.regret() == 0);
    }
  }

  @Test
  void survivorsOfRandomGamesAreBestRepliesToTheirBeliefs() {
    Random random = new Random(8);
    for (int round = 0; round < 100; round++) {
      State game =
          game(
              Bimatrix.doubles(Bimatrix.random(random, 4, 3, 6)),
              Bimatrix.doubles(Bimatrix.random(random, 4, 3, 6)));
      Dominance.Result found = Dominance.of(game);
      int survivors = found.surviving().stream().mapToInt(List::size).sum();
      assertThat(found.supports()).hasSize(survivors);
      assertThat(found.supports()).allMatch(s -> s.regret() < 1e-7);
      assertThat(found.steps()).allMatch(s -> s.margin() > 0);
    }
  }

  /** Three players, the third matches two who agree: only joint punishment holds it to 1/2. */
  @Test
  void withThreePlayersTheMixedMinmaxLetsTheOthersCorrelate() {
    double[] payoffs = new double[24];
    Transition[] stay = new Transition[8];
    for (int a = 0; a < 8; a++) {
      // Profiles are numbered by the three players' bits; the third is paid for predicting.
      boolean alike = a / 4 == a / 2 % 2;
      payoffs[3 * a + 2] = alike && a % 2 != a / 4 ? 0 : 1;
      stay[a] = Transition.to(0);
    }
    State game = State.of("three", List.of(names(2), names(2), names(2)), payoffs, stay);
    SecurityLevels.Level level = SecurityLevels.of(game, 2);
    assertThat(level.mixed()).isCloseTo(0.5, within(1e-9));
    assertThat(level.pureMinmax()).isEqualTo(1);
    assertThat(level.pureMaxmin()).isZero();
    assertThat(level.errorBound()).isLessThan(1e-9);
    // Independent mixing with even odds would leave it 3/4.
    assertThat(level.punishment()[0] + level.punishment()[3]).isCloseTo(1, within(1e-9));
  }

  @Test
  void dualPricesProveExtremeCorrelatedEquilibriaAtAnyScale() {
    Random random = new Random(4);
    for (double scale : new double[] {1e-6, 1, 1e10}) {
      for (int round = 0; round < 30; round++) {
        double[][] first = Bimatrix.doubles(Bimatrix.random(random, 3, 4, 9));
        double[][] second = Bimatrix.doubles(Bimatrix.random(random, 3, 4, 9));
        for (int k = 0; k < 12; k++) {
          first[k / 4][k % 4] *= scale;
          second[k / 4][k % 4] *= scale;
        }
        CorrelatedEquilibria.Result found = CorrelatedEquilibria.of(game(first, second));
        double[] sum = found.welfare().payoffs();
        assertThat(found.welfare().bound()).isCloseTo(sum[0] + sum[1], within(1e-7 * scale));
        for (int i = 0; i < 2; i++) {
          CorrelatedEquilibria.Equilibrium worst = found.worst().get(i);
          assertThat(worst.bound()).isCloseTo(worst.payoffs()[i], within(1e-7 * scale));
        }
        assertThat(found.largestGain()).isLessThan(1e-7 * scale);
      }
    }
  }

  /** Nash (1950): the gains over the disagreement point are shared by the largest product. */
  @Test
  void battleOfTheSexesIsBargainedToAnEvenLottery() {
    State game = game(new double[][] {{3, 0}, {0, 2}}, new double[][] {{2, 0}, {0, 3}});
    NashBargaining.Solution found = NashBargaining.of(game, 1.2, 1.2).orElseThrow();
    assertThat(found.payoffs()).containsExactly(new double[] {2.5, 2.5}, within(1e-12));
    assertThat(found.profiles()).containsExactly(0, 3);
    assertThat(NashBargaining.of(game, 3, 3)).isEmpty();
  }

  @Test
  void bargainingFromAnEfficientPointSharesNothing() {
    State game = game(new double[][] {{3, 0}, {0, 2}}, new double[][] {{2, 0}, {0, 3}});
    assertThat(NashBargaining.of(game, 2.5, 2.5)).isEmpty();
  }
}
