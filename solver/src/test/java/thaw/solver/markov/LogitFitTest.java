package thaw.solver.markov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

class LogitFitTest {
  private static Game oneShot(double... payoffs) {
    Transition[] stay = new Transition[4];
    Arrays.fill(stay, Transition.to(0));
    List<String> two = List.of("a", "b");
    State state = State.of("s", List.of(two, two), payoffs, stay);
    return new Game("g", List.of("1", "2"), new double[] {0, 0}, List.of(state));
  }

  /** One decision, λ log-odds by hand: σ = 1/(1 + e^−λ), so λ̂ = log(75/25) = log 3. */
  @Test
  void aSingleDecisionHasTheClosedFormOfLogisticRegression() {
    List<List<String>> actions = List.of(List.of("yes", "no"));
    Transition[] stay = {Transition.to(0), Transition.to(0)};
    State state = State.of("s", actions, new double[] {1, 0}, stay);
    Game game = new Game("choice", List.of("1"), new double[] {0}, List.of(state));
    LogitFit.Result fit = LogitFit.withDefaults().fit(game, new double[][][] {{{75, 25}}});
    assertThat(fit.best().lambda()).isCloseTo(Math.log(3), within(1e-6));
    double expected = 75 * Math.log(0.75) + 25 * Math.log(0.25);
    assertThat(fit.best().logLikelihood()).isCloseTo(expected, within(1e-9));
    assertThat(fit.even()).isCloseTo(-100 * Math.log(2), within(1e-9));
    for (double end : new double[] {fit.from(), fit.to()}) {
      double p = 1 / (1 + Math.exp(-end));
      double there = 75 * Math.log(p) + 25 * Math.log(1 - p);
      assertThat(there).isCloseTo(expected - 3.841458820694124 / 2, within(1e-6));
    }
    assertThat(fit.from()).isLessThan(fit.best().lambda());
    assertThat(fit.to()).isGreaterThan(fit.best().lambda());
  }

  @Test
  void exactFrequenciesOfALogitEquilibriumGiveItsLambdaBack() {
    for (long seed = 1; seed <= 8; seed++) {
      Game game = RandomGames.dense(2, 2, 3, 0.6, seed);
      MarkovStrategies truth =
          MarkovLogit.withDefaults()
              .with(MarkovLogit.Options.defaults().withLambdas(2.5))
              .solve(game)
              .points()
              .get(0)
              .strategies();
      LogitFit.Result fit = LogitFit.withDefaults().fit(game, truth.probabilities());
      assertThat(fit.converged()).isTrue();
      assertThat(fit.best().lambda()).isCloseTo(2.5, within(1e-4));
    }
  }

  @Test
  void theIntervalHoldsTheTrueLambdaOfSimulatedChoicesAboutAsOftenAsItShould() {
    Game game = oneShot(9, 0, 0, 1, 0, 1, 1, 0); // asymmetric matching pennies
    MarkovStrategies truth =
        MarkovLogit.withDefaults()
            .with(MarkovLogit.Options.defaults().withLambdas(1.5))
            .solve(game)
            .points()
            .get(0)
            .strategies();
    Random random = new Random(20);
    int held = 0;
    for (int k = 0; k < 60; k++) {
      double[][][] counts = new double[1][2][2];
      for (int n = 0; n < 300; n++) {
        for (int i = 0; i < 2; i++) {
          counts[0][i][random.nextDouble() < truth.probabilities()[0][i][0] ? 0 : 1]++;
        }
      }
      LogitFit.Result fit = LogitFit.withDefaults().fit(game, counts);
      held += fit.from() <= 1.5 && 1.5 <= fit.to() ? 1 : 0;
    }
    assertThat(held).isBetween(51, 60);
  }

  @Test
  void choicesAgainstAllIncentivesFitNoPrecisionAtAll() {
    Game dilemma = oneShot(2, 2, -1, 3, 3, -1, 0, 0);
    LogitFit.Result fit =
        LogitFit.withDefaults().fit(dilemma, new double[][][] {{{90, 10}, {90, 10}}});
    assertThat(fit.best().lambda()).isZero();
    assertThat(fit.from()).isZero();
  }

  @Test
  void choicesThatAreAlwaysBestFitBestInTheLimit() {
    Game dilemma = oneShot(2, 2, -1, 3, 3, -1, 0, 0);
    LogitFit.Result fit =
        LogitFit.withDefaults().fit(dilemma, new double[][][] {{{0, 50}, {0, 50}}});
    assertThat(fit.best().lambda()).isInfinite();
    assertThat(fit.to()).isInfinite();
    assertThat(fit.from()).isPositive();
  }

  @Test
  void countsThatDoNotFitTheGameAreRefused() {
    Game game = oneShot(2, 2, -1, 3, 3, -1, 0, 0);
    assertThatThrownBy(
            () -> LogitFit.withDefaults().fit(game, new double[][][] {{{1, 2, 3}, {1, 2}}}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LogitFit.withDefaults().fit(game, new double[][][] {{{0, 0}, {0, 0}}}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
