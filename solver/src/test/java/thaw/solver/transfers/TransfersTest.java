package thaw.solver.transfers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;
import thaw.solver.spe.ReferenceGames;

class TransfersTest {
  /** U, v_1, v_2 per state of reference games, computed with an independent program. */
  private static final Map<String, double[][]> KNOWN =
      Map.of(
          "abreu1988_cournot_d0.5", new double[][] {{20}, {0}, {0}},
          "as2014_d0.3", new double[][] {{25}, {0}, {0}},
          "as_twostate_d0.7",
              new double[][] {{25, 25}, {2.171875, -0.171875}, {-1.171875, 1.171875}},
          "pd_qe_d0.9", new double[][] {{18}, {3}, {3}},
          "pd_twostate_d0.667",
              new double[][] {
                {3.4545454545454533, 4.545454545454544},
                {0.7272727272727271, 1.2727272727272725},
                {0.7272727272727271, 1.2727272727272725}
              },
          "rnd_s1_S2_A2_d0.8",
              new double[][] {
                {15.102974828375283, 20.38901601830663},
                {3.434108527131781, 6.020671834625321},
                {3.413793103448275, 4.620689655172412}
              },
          "rnd_s4_S3_A3_d0.8",
              new double[][] {
                {31.68419018167761, 28.560881329725543, 31.60108233475067},
                {13.139791634271498, 11.657285025656975, 13.506608614523405},
                {5.295516925892045, 4.349215286086289, 7.8443240199873365}
              });

  private static final int GAMES = 400;

  static Transfers.Result solve(Game game) {
    return Transfers.withDefaults().solve(game);
  }

  static Game stage(double delta, int players, double... payoffs) {
    int profiles = payoffs.length / players;
    int actions = (int) Math.round(Math.pow(profiles, 1.0 / players));
    List<String> names = IntStream.range(0, actions).mapToObj(k -> "a" + k).toList();
    Transition[] stay = new Transition[profiles];
    Arrays.fill(stay, Transition.to(0));
    double[] discount = new double[players];
    Arrays.fill(discount, delta);
    return new Game(
        "stage",
        RandomGames.names(players),
        discount,
        List.of(State.of("s", Collections.nCopies(players, names), payoffs, stay)));
  }

  @TestFactory
  Stream<DynamicTest> referenceGamesHaveTheirKnownPayoffs() {
    List<ReferenceGames.Case> cases =
        ReferenceGames.all().stream().filter(c -> KNOWN.containsKey(c.name())).toList();
    assertThat(cases).hasSize(KNOWN.size());
    return cases.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name(),
                    () -> {
                      Transfers.Result result = solve(c.game());
                      double[][] known = KNOWN.getOrDefault(c.name(), new double[0][]);
                      assertThat(result.converged()).isTrue();
                      for (int s = 0; s < c.game().stateCount(); s++) {
                        assertThat(result.joint()[s]).isCloseTo(known[0][s], within(1e-9));
                        for (int i = 0; i < 2; i++) {
                          assertThat(result.punishment()[s][i])
                              .isCloseTo(known[1 + i][s], within(1e-9));
                        }
                      }
                    }));
  }

  /** The solution table of the authors' program dyngame, rounded there to two digits. */
  @Test
  void theDuopolyWithReservesHasItsPublishedSolution() {
    Transfers.Result result = solve(ReserveDuopoly.game(20, 20, 3, 4, 2.0 / 3));
    double[] joint = {60.33, 66.67, 72.33, 77.33, 81.67, 85.33};
    double[] first = {30.17, 30.17, 30.17, 30.17, 30.17, 30.17};
    double[] second = {30.17, 36.50, 42.17, 47.17, 51.50, 55.17};
    assertThat(result.converged()).isTrue();
    for (int s = 0; s < joint.length; s++) { // reserves (0, s)
      assertThat(result.joint()[s]).isCloseTo(joint[s], within(0.00501));
      assertThat(result.punishment()[s][0]).isCloseTo(first[s], within(0.00501));
      assertThat(result.punishment()[s][1]).isCloseTo(second[s], within(0.00501));
      assertThat(result.game().state(s).labels(result.equilibrium()[s]))
          .containsExactly("0", Integer.toString(s));
    }
  }

  /**
   * Prisoners' dilemma with gains g_1 and g_2 from defecting, cooperation worth 2 each and mutual
   * defection 0: with transfers the gains are pooled, 4 ≥ (1−δ)(4 + g_1 + g_2).
   */
  @Test
  void withTransfersOnlyTheSumOfTheGainsFromDefectingMatters() {
    double[] gains = {0.5, 3.5};
    double critical = 1 - 4 / (4 + gains[0] + gains[1]);
    for (double delta : new double[] {critical - 1e-6, critical, critical + 1e-6}) {
      Game game = stage(delta, 2, 2, 2, -4, 2 + gains[1], 2 + gains[0], -4, 0, 0);
      Transfers.Result result = solve(game);
      assertThat(result.joint()[0]).isCloseTo(delta < critical ? 0 : 4, within(1e-9));
      assertThat(result.punishment()[0]).containsExactly(new double[] {0, 0}, within(1e-9));
      assertThat(result.converged()).isTrue();
    }
  }

  /** Each contribution costs 1 and brings b to each: all contribute iff 1−δ ≤ (nb−1)/((n−1)b). */
  @Test
  void aPublicGoodIsProvidedByThreeToSixPlayersFromTheTextbookDiscountFactorOn() {
    double b = 0.5;
    for (int n = 3; n <= 6; n++) {
      double[] payoffs = new double[(1 << n) * n];
      for (int a = 0; a < 1 << n; a++) {
        int contributors = n - Integer.bitCount(a); // action 0 contributes
        for (int i = 0; i < n; i++) {
          boolean contributes = (a >> (n - 1 - i) & 1) == 0;
          payoffs[a * n + i] = b * contributors - (contributes ? 1 : 0);
        }
      }
      double critical = 1 - (n * b - 1) / ((n - 1) * b);
      Transfers.Result below = solve(stage(critical - 1e-6, n, payoffs));
      Transfers.Result above = solve(stage(critical + 1e-6, n, payoffs));
      assertThat(below.joint()[0]).isLessThan(n * (n * b - 1) - 0.1);
      assertThat(above.joint()[0]).isCloseTo(n * (n * b - 1), within(1e-9));
      assertThat(above.punishment()[0][0]).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void withoutAPureEquilibriumThereIsNoneInAnyStateThatCanLeadThere() {
    State pennies =
        State.of(
            "pennies",
            List.of(List.of("h", "t"), List.of("h", "t")),
            new double[] {1, -1, -1, 1, -1, 1, 1, -1},
            IntStream.range(0, 4).mapToObj(a -> Transition.to(0)).toArray(Transition[]::new));
    State before =
        State.of(
            "before",
            List.of(List.of("stay", "go"), List.of("wait")),
            new double[] {5, 5, 0, 0},
            new Transition[] {Transition.to(1), Transition.to(0)});
    State apart =
        State.of(
            "apart",
            List.of(List.of("stay"), List.of("wait")),
            new double[] {1, 2},
            new Transition[] {Transition.to(2)});
    Transfers.Result result =
        solve(
            new Game(
                "g", List.of("1", "2"), new double[] {0.9, 0.9}, List.of(pennies, before, apart)));
    assertThat(result.exists()).containsExactly(false, false, true);
    assertThat(result.joint()[0]).isNaN();
    assertThat(result.equilibrium()).containsExactly(-1, -1, 0);
    assertThat(result.joint()[2]).isCloseTo(3, within(1e-12));
    assertThat(result.converged()).isTrue();
  }

  @Test
  void differentDiscountFactorsAreRefusedWithTheReason() {
    Game game = stage(0.5, 2, 2, 2, 0, 3, 3, 0, 1, 1).withDiscount(0.5, 0.6);
    assertThatThrownBy(() -> solve(game))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.6")
        .hasMessageContaining("lend");
  }

  @Test
  void tooFewRoundsAreReportedAsNotConverged() {
    Game game = stage(0.1, 2, 2, 2, 0, 3, 3, 0, 1, 1);
    Transfers.Result result =
        Transfers.withDefaults().with(Transfers.Options.defaults().withMaxRounds(1)).solve(game);
    assertThat(result.converged()).isFalse();
    assertThat(result.errorBound()).isInfinite();
  }

  @Test
  void randomGamesAgreeWithThePlainIteration() {
    int without = 0;
    int eliminated = 0;
    for (int seed = 0; seed < GAMES; seed++) {
      Game game = RandomGames.any(seed);
      Transfers.Result fast = solve(game);
      PlainTransfers plain = new PlainTransfers(game, 1e-9, game.discount(0) > 0.8 ? 320 : 150);
      assertThat(fast.converged()).as("seed %s", seed).isTrue();
      assertThat(fast.exists()).as("seed %s", seed).containsExactly(plain.exists);
      for (int s = 0; s < game.stateCount(); s++) {
        if (!plain.exists[s]) {
          without++;
          continue;
        }
        assertThat(fast.joint()[s]).as("seed %s", seed).isCloseTo(plain.joint[s], within(1e-8));
        for (int i = 0; i < game.playerCount(); i++) {
          assertThat(fast.punishment()[s][i])
              .as("seed %s", seed)
              .isCloseTo(plain.punishment[i][s], within(1e-8));
        }
        assertThat(fast.admissible()[s]).as("seed %s", seed).containsExactly(plain.admissible[s]);
        for (boolean admissible : fast.admissible()[s]) {
          eliminated += admissible ? 0 : 1;
        }
      }
    }
    assertThat(without).isGreaterThan(20);
    assertThat(eliminated).isGreaterThan(500);
  }

  @Test
  void thePunishmentsNeverExceedWhatThereIsToShareAndConstraintsHold() {
    for (int seed = 0; seed < GAMES; seed++) {
      Game game = RandomGames.any(seed);
      Transfers.Result result = solve(game);
      for (int s = 0; s < game.stateCount(); s++) {
        if (result.exists()[s]) {
          assertThat(result.surplus(s)).as("seed %s", seed).isGreaterThan(-1e-10);
        }
      }
      assertThat(result.largestViolation()).as("seed %s", seed).isLessThan(1e-11);
    }
  }

  @Test
  void scalingAndShiftingPayoffsScalesAndShiftsTheAnswer() {
    for (int seed = 0; seed < 100; seed++) {
      Game game = RandomGames.any(seed);
      Transfers.Result base = solve(game);
      for (double factor : new double[] {1e6, 1e-6, 1e10}) {
        double shift = 3 * factor;
        Transfers.Result scaled = solve(transformed(game, factor, shift));
        assertThat(scaled.exists()).as("seed %s", seed).containsExactly(base.exists());
        assertThat(scaled.converged()).isTrue();
        for (int s = 0; s < game.stateCount(); s++) {
          if (base.exists()[s]) {
            double joint = factor * base.joint()[s] + game.playerCount() * shift;
            assertThat(scaled.joint()[s]).isCloseTo(joint, within(1e-9 * factor));
            for (int i = 0; i < game.playerCount(); i++) {
              assertThat(scaled.punishment()[s][i])
                  .isCloseTo(factor * base.punishment()[s][i] + shift, within(1e-9 * factor));
            }
          }
        }
      }
    }
  }

  private static Game transformed(Game game, double factor, double shift) {
    List<State> states = new ArrayList<>();
    for (State state : game.states()) {
      int players = game.playerCount();
      double[] payoffs = new double[state.profileCount() * players];
      Transition[] transitions = new Transition[state.profileCount()];
      List<List<String>> actions = IntStream.range(0, players).mapToObj(state::actions).toList();
      for (int a = 0; a < transitions.length; a++) {
        transitions[a] = state.transition(a);
        for (int i = 0; i < players; i++) {
          payoffs[a * players + i] = factor * state.payoff(a, i) + shift;
        }
      }
      states.add(State.of(state.name(), actions, payoffs, transitions));
    }
    double[] discount = new double[game.playerCount()];
    Arrays.fill(discount, game.discount(0));
    return new Game(game.name(), game.players(), discount, states);
  }

  @Test
  void relabellingPlayersRelabelsTheAnswer() {
    for (int seed = 0; seed < 150; seed++) {
      Game game = RandomGames.any(seed);
      List<Integer> order =
          new ArrayList<>(IntStream.range(0, game.playerCount()).boxed().toList());
      Collections.shuffle(order, new Random(seed));
      Transfers.Result base = solve(game);
      Transfers.Result other = solve(relabelled(game, order));
      assertThat(other.exists()).containsExactly(base.exists());
      for (int s = 0; s < game.stateCount(); s++) {
        if (base.exists()[s]) {
          assertThat(other.joint()[s]).isCloseTo(base.joint()[s], within(1e-10));
          for (int i = 0; i < game.playerCount(); i++) {
            assertThat(other.punishment()[s][i])
                .isCloseTo(base.punishment()[s][order.get(i)], within(1e-10));
          }
        }
      }
    }
  }

  /** Player i of the new game is player order[i] of the old. */
  private static Game relabelled(Game game, List<Integer> order) {
    int players = game.playerCount();
    List<State> states = new ArrayList<>();
    for (State state : game.states()) {
      List<List<String>> actions = order.stream().map(state::actions).toList();
      double[] payoffs = new double[state.profileCount() * players];
      Transition[] transitions = new Transition[state.profileCount()];
      for (int a = 0; a < transitions.length; a++) {
        int index = 0;
        for (int i = 0; i < players; i++) {
          index = index * actions.get(i).size() + state.action(a, order.get(i));
        }
        transitions[index] = state.transition(a);
        for (int i = 0; i < players; i++) {
          payoffs[index * players + i] = state.payoff(a, order.get(i));
        }
      }
      states.add(State.of(state.name(), actions, payoffs, transitions));
    }
    double[] discount = new double[players];
    Arrays.fill(discount, game.discount(0));
    return new Game(game.name(), RandomGames.names(players), discount, states);
  }

  @Test
  void transfersReachAtLeastWhatIsReachedWithoutThem() {
    int compared = 0;
    for (int seed = 0; seed < 80; seed++) {
      Random random = new Random(seed);
      Game game =
          RandomGames.game(random, 2, 1 + random.nextInt(3), 3, 0.3 + random.nextInt(4) / 8.0);
      PayoffSets.Result sets =
          PayoffSets.withDefaults()
              .with(PayoffSets.Options.defaults().withTolerance(1e-7).withMaxSweeps(2000))
              .solve(game);
      Transfers.Result result = solve(game);
      for (int s = 0; s < game.stateCount(); s++) {
        Polygon inner = sets.inner().get(s);
        if (inner.isEmpty()) {
          continue;
        }
        if (!result.exists()[s]) {
          // Payoff sets ask for equilibria where single players can lead, not everyone together.
          assertThat(
                  IntStream.range(0, game.stateCount())
                      .anyMatch(k -> sets.inner().get(k).isEmpty()))
              .as("seed %s", seed)
              .isTrue();
          continue;
        }
        compared++;
        double most = inner.vertices().stream().mapToDouble(v -> v[0] + v[1]).max().orElseThrow();
        assertThat(result.joint()[s]).as("seed %s", seed).isGreaterThan(most - 1e-6);
        assertThat(result.punishment()[s][0]).as("seed %s", seed).isLessThan(inner.minX() + 1e-6);
        assertThat(result.punishment()[s][1]).as("seed %s", seed).isLessThan(inner.minY() + 1e-6);
      }
    }
    assertThat(compared).isGreaterThan(60);
  }
}
