package thaw.solver.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

class MarkovEquilibriaTest {
  private static final List<String> TWO = List.of("a", "b");

  private static Game oneShot(double scale, double... payoffs) {
    Transition[] stay = new Transition[4];
    Arrays.fill(stay, Transition.to(0));
    double[] u = Arrays.stream(payoffs).map(v -> scale * v).toArray();
    State state = State.of("s", List.of(TWO, TWO), u, stay);
    return new Game("g", List.of("1", "2"), new double[] {0, 0.9}, List.of(state));
  }

  @Test
  void oneHundredRandomGamesOfTwoToEightStatesAreFollowedToAnEquilibrium() {
    for (int k = 0; k < 100; k++) {
      Random random = new Random(k);
      int states = 2 + random.nextInt(7);
      int players = 2 + random.nextInt(2);
      int actions = 2 + random.nextInt(2);
      double delta = 0.5 + 0.49 * random.nextDouble();
      Game game =
          random.nextBoolean()
              ? RandomGames.dense(states, players, actions, delta, k)
              : RandomGames.local(states, players, actions, delta, k);
      MarkovLogit.Result found = MarkovLogit.withDefaults().solve(game);
      assertThat(found.converged()).as("game %d", k).isTrue();
      assertThat(found.regret()).as("game %d", k).isLessThan(1e-9);
    }
  }

  @Test
  void boundedSearchFindsThePureEquilibriaThatTryingEveryProfileFinds() {
    for (int k = 0; k < 60; k++) {
      Random random = new Random(k);
      int states = 1 + random.nextInt(4);
      Game game = RandomGames.local(states, 2, 2, 0.3 + 0.69 * random.nextDouble(), k);
      PureMarkov.Result found = PureMarkov.withDefaults().solve(game);
      assertThat(found.complete()).isTrue();
      assertThat(found.equilibria()).as("game %d", k).hasSize(plain(game).size());
      for (MarkovStrategies one : plain(game)) {
        assertThat(found.equilibria()).anyMatch(f -> f.distance(one) == 0);
      }
    }
  }

  private static List<MarkovStrategies> plain(Game game) {
    List<MarkovStrategies> all = new ArrayList<>();
    int count = (int) Math.pow(4, game.stateCount());
    for (int code = 0; code < count; code++) {
      double[][][] p = new double[game.stateCount()][2][2];
      for (int s = 0; s < p.length; s++) {
        int profile = (code >> (2 * s)) & 3;
        p[s][0][profile >> 1] = 1;
        p[s][1][profile & 1] = 1;
      }
      MarkovStrategies strategies = new MarkovStrategies(game, p);
      if (strategies.regret() <= 1e-10) {
        all.add(strategies);
      }
    }
    return all;
  }

  @Test
  void aSearchThatIsCutShortDoesNotClaimToBeComplete() {
    Game game = RandomGames.dense(8, 2, 3, 0.9, 1);
    PureMarkov.Result found =
        PureMarkov.withDefaults().with(new PureMarkov.Options(20, 10)).solve(game);
    assertThat(found.complete()).isFalse();
  }

  /** Three rounds of the prisoner's dilemma in a row: defection by Zermelo's induction. */
  @Test
  void backwardInductionDefectsInEveryRoundOfAFinitelyRepeatedDilemma() {
    List<State> states = new ArrayList<>();
    double[] dilemma = {2, 2, -1, 3, 3, -1, 0, 0};
    for (int s = 0; s < 4; s++) {
      Transition[] on = new Transition[4];
      Arrays.fill(on, Transition.to(Math.min(3, s + 1)));
      states.add(State.of("round " + s, List.of(TWO, TWO), s < 3 ? dilemma : new double[8], on));
    }
    Game game = new Game("finite", List.of("1", "2"), new double[] {0.9, 0.9}, states);
    BackwardInduction.Result found = BackwardInduction.solve(game, MarkovLogit.Options.defaults());
    assertThat(found.converged()).isTrue();
    assertThat(found.classes()).isEqualTo(4);
    assertThat(found.largest()).isEqualTo(1);
    for (int s = 0; s < 3; s++) {
      assertThat(found.equilibrium().get(0).probabilities()[s][0][1]).isEqualTo(1);
      assertThat(found.equilibrium().get(0).probabilities()[s][1][1]).isEqualTo(1);
    }
  }

  /**
   * Stag hunt: two pure equilibria, and the mixed one at (3/4, 1/4) that no branch needs to meet.
   */
  @Test
  void otherPriorsFindTheOtherEquilibriumOfAStagHunt() {
    Game game = oneShot(1, 4, 4, 0, 3, 3, 0, 3, 3);
    MarkovEquilibria.Options few =
        MarkovEquilibria.Options.defaults()
            .withPure(new PureMarkov.Options(1, 1))
            .withStarts(20)
            .withSeed(3);
    MarkovEquilibria.Result found = MarkovEquilibria.withDefaults().with(few).solve(game);
    assertThat(found.pureComplete()).isFalse();
    assertThat(found.equilibria())
        .anyMatch(f -> f.strategies().probabilities()[0][0][0] == 1)
        .anyMatch(f -> f.strategies().probabilities()[0][0][1] == 1);
    assertThat(found.equilibria()).allMatch(f -> f.regret() < 1e-9);
  }

  @Test
  void leapsOverTurnsEndAtAnEquilibrium() {
    for (long seed = 1; seed <= 6; seed++) {
      Game game = RandomGames.dense(32, 2, 3, 0.95, seed);
      MarkovLogit.Result found =
          MarkovLogit.withDefaults()
              .with(MarkovLogit.Options.defaults().withLeaps(100))
              .solve(game);
      assertThat(found.converged()).isTrue();
      assertThat(found.regret()).isLessThan(1e-9);
    }
  }

  @Test
  void matchingPenniesIsMixedEvenlyWhateverTheScaleOfPayoffs() {
    for (double scale : new double[] {1e-6, 1, 1e6, 1e10}) {
      Game game = oneShot(scale, 1, -1, -1, 1, -1, 1, 1, -1);
      MarkovLogit.Result found =
          MarkovLogit.withDefaults()
              .with(MarkovLogit.Options.defaults().withLambdas(1 / scale))
              .solve(game);
      assertThat(found.converged()).isTrue();
      assertThat(found.limit().get(0).probabilities()[0][0][0]).isCloseTo(0.5, within(1e-9));
      assertThat(found.points().get(0).residual()).isLessThan(1e-12);
    }
  }

  @Test
  void oneActionOnePlayerAndConstantPayoffsAreNoTrouble() {
    State lone =
        State.of(
            "s", List.of(List.of("only")), new double[] {7}, new Transition[] {Transition.to(0)});
    Game trivial = new Game("one", List.of("1"), new double[] {0}, List.of(lone));
    assertThat(MarkovLogit.withDefaults().solve(trivial).converged()).isTrue();
    assertThat(MarkovEquilibria.withDefaults().solve(trivial).equilibria()).hasSize(1);
    Game constant = oneShot(0, 1, 1, 1, 1, 1, 1, 1, 1);
    MarkovLogit.Result even = MarkovLogit.withDefaults().solve(constant);
    assertThat(even.converged()).isTrue();
    assertThat(even.limit().get(0).probabilities()[0][1][0]).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aBranchThatIsNotFollowedToItsEndHasNoLimit() {
    Game game = RandomGames.dense(4, 2, 3, 0.9, 5);
    MarkovLogit.Result found =
        MarkovLogit.withDefaults().with(MarkovLogit.Options.defaults().withMaxSteps(3)).solve(game);
    assertThat(found.converged()).isFalse();
    assertThat(found.limit()).isEmpty();
    assertThat(found.regret()).isPositive();
  }

  @Test
  void aPriorWithoutSomeActionIsRefused() {
    Game game = oneShot(1, 4, 4, 0, 3, 3, 0, 3, 3);
    MarkovStrategies pure = new MarkovStrategies(game, new double[][][] {{{1, 0}, {0.5, 0.5}}});
    assertThatThrownBy(
            () ->
                MarkovLogit.withDefaults()
                    .with(MarkovLogit.Options.defaults().withPrior(pure))
                    .solve(game))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("positive");
  }
}
