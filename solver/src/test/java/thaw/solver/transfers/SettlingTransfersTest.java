package thaw.solver.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.LinearProgram;
import thaw.solver.transfers.SettlingTransfers.Plan;
import thaw.solver.transfers.SettlingTransfers.Sharing;

class SettlingTransfersTest {
  private static final int GAMES = 300;

  /** A random game of two players and one or two who look on, with a stake in every state. */
  private static Game withOnlookers(int seed) {
    Random random = new Random(seed);
    Game two =
        RandomGames.game(random, 2, 1 + random.nextInt(4), 3, 0.3 + random.nextInt(6) / 10.0);
    int onlookers = 1 + random.nextInt(2);
    int players = 2 + onlookers;
    List<State> states = new ArrayList<>();
    for (State state : two.states()) {
      List<List<String>> actions = new ArrayList<>(List.of(state.actions(0), state.actions(1)));
      for (int k = 0; k < onlookers; k++) {
        actions.add(List.of("look on"));
      }
      double[] payoffs = new double[players * state.profileCount()];
      Transition[] transitions = new Transition[state.profileCount()];
      for (int a = 0; a < transitions.length; a++) {
        transitions[a] = state.transition(a);
        for (int i = 0; i < players; i++) {
          payoffs[players * a + i] = i < 2 ? state.payoff(a, i) : 6 * random.nextDouble();
        }
      }
      states.add(State.of(state.name(), actions, payoffs, transitions));
    }
    double[] discount = new double[players];
    Arrays.fill(discount, two.discount(0));
    return new Game("g", RandomGames.names(players), discount, states);
  }

  private static List<Integer> onlookers(Game game) {
    return IntStream.range(2, game.playerCount()).boxed().toList();
  }

  /**
   * Prisoners' dilemma, cooperation 2 each, gain g from defecting, mutual defection 0, and an
   * onlooker who gets b per period of cooperation. Cooperation needs w_i ≥ (1−δ)(2+g); the parties
   * get 2, so the onlooker has to add (1−δ)(2+g) − 2 to each, and can if that is no more than it
   * would lose, δ b.
   */
  @Test
  void inTheDilemmaTheOnlookerPaysWhatTheTemptationLacks() {
    double gain = 3;
    double delta = 0.5;
    double benefit = 3;
    List<String> moves = List.of("cooperate", "defect");
    Transition[] stay = new Transition[4];
    Arrays.fill(stay, Transition.to(0));
    double[] payoffs = {
      2, 2, benefit, -4, 2 + gain, 0, 2 + gain, -4, 0, 0, 0, 0,
    };
    State state = State.of("s", List.of(moves, moves, List.of("look on")), payoffs, stay);
    double[] discount = {delta, delta, delta};
    Game game = new Game("g", List.of("1", "2", "3"), discount, List.of(state));
    Transfers.Result regime = TransfersTest.solve(game);
    assertThat(regime.equilibrium()[0]).isZero();
    for (Sharing sharing : Sharing.values()) {
      Plan plan = SettlingTransfers.least(regime, Transition.to(0), List.of(2), sharing);
      double lacking = (1 - delta) * (2 + gain) - 2;
      assertThat(plan.total()).isCloseTo(2 * lacking, within(1e-12));
      // at the start of the next period: worth δ(1−δ) of what is paid, each period, for ever
      assertThat(plan.rewards()[0])
          .containsExactly(
              new double[] {lacking / delta, lacking / delta, -2 * lacking / delta}, within(1e-12));
      assertThat(plan.enforces()).isTrue();
      assertThat(plan.slack()).isCloseTo(delta * benefit - 2 * lacking, within(1e-12));
    }
  }

  /** Where the regime is an equilibrium of all, the least rewards never ask too much of payers. */
  @Test
  void payersAreWillingWhereverTheOthersMayPayEachOther() {
    int paying = 0;
    for (int seed = 0; seed < GAMES; seed++) {
      Game game = withOnlookers(seed);
      Transfers.Result regime = TransfersTest.solve(game);
      if (!regime.exists()[0]) {
        continue;
      }
      Plan plan =
          SettlingTransfers.least(regime, Transition.to(0), onlookers(game), Sharing.POOLED);
      assertThat(plan.slack()).as("seed %s", seed).isGreaterThan(-1e-9);
      Plan separate =
          SettlingTransfers.least(regime, Transition.to(0), onlookers(game), Sharing.SEPARATE);
      assertThat(separate.total()).as("seed %s", seed).isGreaterThan(plan.total() - 1e-10);
      paying += plan.total() > 1e-6 ? 1 : 0;
    }
    assertThat(paying).isGreaterThan(10);
  }

  /** The plain way: the linear program min Σ w_G(s) subject to the inequalities. */
  @Test
  void theLeastValueIsThatOfTheLinearProgram() {
    for (int seed = 0; seed < GAMES; seed++) {
      Game game = withOnlookers(seed);
      Transfers.Result regime = TransfersTest.solve(game);
      if (!regime.exists()[0]) {
        continue;
      }
      Plan plan =
          SettlingTransfers.least(regime, Transition.to(0), onlookers(game), Sharing.POOLED);
      double[] least = leastByProgram(game, regime, plan.path());
      double[] without = leastByProgram(game, regime, new boolean[game.stateCount()]);
      for (int s = 0; s < game.stateCount(); s++) {
        double cost = plan.path()[s] ? least[s] - without[s] : 0;
        assertThat(plan.cost()[s]).as("seed %s", seed).isCloseTo(cost, within(1e-7));
      }
    }
  }

  /** Σ of both parties; states outside {@code asked} ask for nothing but going on. */
  private static double[] leastByProgram(Game game, Transfers.Result regime, boolean[] asked) {
    int states = game.stateCount();
    double delta = game.discount(0);
    double[] ones = new double[states];
    Arrays.fill(ones, -1);
    LinearProgram program = LinearProgram.maximise(ones);
    for (int s = 0; s < states; s++) {
      program.free(s);
      if (!regime.exists()[s]) {
        program.atLeast(0, unit(states, s));
        continue;
      }
      State state = game.state(s);
      int a = regime.equilibrium()[s];
      double[] row = unit(states, s);
      for (int k = 0; k < state.transition(a).size(); k++) {
        row[state.transition(a).successor(k)] -= delta * state.transition(a).probability(k);
      }
      program.atLeast((1 - delta) * (state.payoff(a, 0) + state.payoff(a, 1)), row);
      if (asked[s]) {
        double needed = 0;
        for (int i = 0; i < 2; i++) {
          double most = Double.NEGATIVE_INFINITY;
          for (int b = 0; b < state.actionCount(i); b++) {
            int d = state.deviation(a, i, b);
            double then = 0;
            for (int k = 0; k < state.transition(d).size(); k++) {
              then +=
                  state.transition(d).probability(k)
                      * regime.punishment()[state.transition(d).successor(k)][i];
            }
            most = Math.max(most, (1 - delta) * state.payoff(d, i) + delta * then);
          }
          needed += most;
        }
        program.atLeast(needed, unit(states, s));
      }
    }
    LinearProgram.Solution solution = program.solve();
    assertThat(solution.optimal()).isTrue();
    return solution.point();
  }

  private static double[] unit(int size, int at) {
    double[] row = new double[size];
    row[at] = 1;
    return row;
  }

  @Test
  void whatIsPaidIsReceivedAndWorthTheTotal() {
    for (int seed = 0; seed < GAMES; seed++) {
      Game game = withOnlookers(seed);
      Transfers.Result regime = TransfersTest.solve(game);
      if (!regime.exists()[0]) {
        continue;
      }
      for (Sharing sharing : Sharing.values()) {
        Plan plan = SettlingTransfers.least(regime, Transition.to(0), onlookers(game), sharing);
        for (double[] rewards : plan.rewards()) {
          assertThat(Arrays.stream(rewards).sum()).isCloseTo(0, within(1e-8));
          for (int i = 2; i < rewards.length; i++) {
            assertThat(rewards[i]).isLessThan(1e-8);
          }
          if (sharing == Sharing.SEPARATE) {
            assertThat(Math.min(rewards[0], rewards[1])).isGreaterThan(-1e-8);
          }
        }
        double lost = 0;
        double won = 0;
        for (int i = 0; i < game.playerCount(); i++) {
          double change = plan.value()[i] - plan.unpaid()[i];
          won += i < 2 ? change : 0;
          lost -= i < 2 ? 0 : change;
        }
        assertThat(won).isCloseTo(plan.total(), within(1e-9));
        assertThat(lost).isCloseTo(plan.total(), within(1e-9));
      }
    }
  }

  @Test
  void payersMustBePlayersAndNotAllOfThem() {
    Game game = withOnlookers(1);
    Transfers.Result regime = TransfersTest.solve(game);
    assertThatThrownBy(
            () -> SettlingTransfers.least(regime, Transition.to(0), List.of(), Sharing.POOLED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed");
    assertThatThrownBy(
            () -> SettlingTransfers.least(regime, Transition.to(0), List.of(9), Sharing.POOLED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("allowed");
  }
}
