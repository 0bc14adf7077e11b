package thaw.solver.nash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
    assertThat(PureNash.riskDominant(hunt, 0, 3)).isEqualTo(3);
    assertThat(PureNash.dominance(hunt, 0)[0]).isCloseTo(7.0 / 8, within(1e-12));
    assertThat(PureNash.dominance(hunt, 3)[0]).isCloseTo(1.0 / 8, within(1e-12));
  }
}
