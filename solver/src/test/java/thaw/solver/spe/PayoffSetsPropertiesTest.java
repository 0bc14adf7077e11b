package thaw.solver.spe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.verify.StrategyCheck;

/** What must hold of payoff sets whatever the game. */
class PayoffSetsPropertiesTest {
  private static final double TOLERANCE = 1e-6;
  private static final int TRIES = 40;

  private static PayoffSets.Result solve(Game game) {
    return PayoffSets.withDefaults()
        .with(PayoffSets.Options.defaults().withTolerance(1e-8).withMaxSweeps(3_000))
        .solve(game);
  }

  /** Payoffs are small integers, as in the games of textbooks; transitions are random. */
  private static Game game(int seed, int states, double discount1, double discount2) {
    Random random = new Random(seed);
    List<State> all = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      double[] payoffs = random.doubles(8, -3, 4).map(Math::rint).toArray();
      Transition[] transitions = new Transition[4];
      for (int a = 0; a < 4; a++) {
        double p = states == 1 ? 1 : random.nextDouble();
        transitions[a] =
            states == 1
                ? Transition.to(0)
                : Transition.of(new int[] {0, 1}, new double[] {p, 1 - p});
      }
      all.add(
          State.of("s" + s, List.of(List.of("a", "b"), List.of("c", "d")), payoffs, transitions));
    }
    return new Game("random", List.of("one", "two"), new double[] {discount1, discount2}, all);
  }

  @Property(tries = TRIES, seed = "1")
  void innerSetsLieWithinOuterOnesAndTheirStrategiesAreEquilibria(
      @ForAll int seed,
      @ForAll @IntRange(min = 1, max = 2) int states,
      @ForAll @DoubleRange(min = 0.2, max = 0.85) double discount1,
      @ForAll @DoubleRange(min = 0.2, max = 0.85) double discount2) {
    Game game = game(seed, states, discount1, discount2);
    PayoffSets.Result sets = solve(game);
    for (int s = 0; s < states; s++) {
      Polygon outer = sets.outer().get(s);
      for (double[] vertex : sets.inner().get(s).vertices()) {
        assertThat(outer.hausdorff(hullWith(outer, vertex))).isLessThan(TOLERANCE);
      }
    }
    if (!sets.automaton().nodes().isEmpty() && sets.regret() <= PayoffSets.REGRET_TOLERANCE) {
      assertThat(StrategyCheck.check(game, sets.automaton()).isEquilibrium()).isTrue();
    }
  }

  @Property(tries = TRIES, seed = "7")
  void roughOuterSetsContainWhatFineStrategiesAttain(
      @ForAll int seed,
      @ForAll @IntRange(min = 1, max = 4) int states,
      @ForAll @DoubleRange(min = 0.2, max = 0.85) double discount1,
      @ForAll @DoubleRange(min = 0.2, max = 0.85) double discount2) {
    Game game = game(seed, states, discount1, discount2);
    PayoffSets.Options rough = PayoffSets.Options.defaults().withTolerance(0.1);
    PayoffSets.Result around = PayoffSets.withDefaults().with(rough).solve(game);
    PayoffSets.Result fine = solve(game);
    if (fine.regret() <= PayoffSets.REGRET_TOLERANCE) {
      for (int s = 0; s < states; s++) {
        for (double[] vertex : fine.inner().get(s).vertices()) {
          assertThat(around.outer().get(s).distance(vertex[0], vertex[1])).isLessThan(TOLERANCE);
        }
      }
    }
  }

  private static Polygon hullWith(Polygon set, double[] point) {
    List<double[]> points = new ArrayList<>(set.vertices());
    points.add(point);
    return Polygon.hull(points);
  }

  @Property(tries = TRIES, seed = "2")
  void scalingAndShiftingPayoffsScalesAndShiftsTheSets(
      @ForAll int seed,
      @ForAll @IntRange(min = 1, max = 2) int states,
      @ForAll @DoubleRange(min = 0.2, max = 0.8) double discount) {
    Game game = game(seed, states, discount, discount);
    List<State> moved = new ArrayList<>();
    for (State state : game.states()) {
      double[] payoffs = new double[8];
      Transition[] transitions = new Transition[4];
      for (int a = 0; a < 4; a++) {
        payoffs[2 * a] = 4 * state.payoff(a, 0) - 8;
        payoffs[2 * a + 1] = 0.5 * state.payoff(a, 1) + 16;
        transitions[a] = state.transition(a);
      }
      moved.add(
          State.of(
              state.name(), List.of(state.actions(0), state.actions(1)), payoffs, transitions));
    }
    PayoffSets.Result one = solve(game);
    PayoffSets.Result other =
        solve(new Game("moved", game.players(), new double[] {discount, discount}, moved));
    assertImage(one, other, v -> new double[] {4 * v[0] - 8, 0.5 * v[1] + 16});
  }

  @Property(tries = TRIES, seed = "3")
  void exchangingThePlayersExchangesTheCoordinates(
      @ForAll int seed,
      @ForAll @DoubleRange(min = 0.2, max = 0.8) double discount1,
      @ForAll @DoubleRange(min = 0.2, max = 0.8) double discount2) {
    Game game = game(seed, 2, discount1, discount2);
    int[] swapped = {0, 2, 1, 3};
    List<State> exchanged = new ArrayList<>();
    for (State state : game.states()) {
      double[] payoffs = new double[8];
      Transition[] transitions = new Transition[4];
      for (int a = 0; a < 4; a++) {
        payoffs[2 * swapped[a]] = state.payoff(a, 1);
        payoffs[2 * swapped[a] + 1] = state.payoff(a, 0);
        transitions[swapped[a]] = state.transition(a);
      }
      exchanged.add(
          State.of(
              state.name(), List.of(state.actions(1), state.actions(0)), payoffs, transitions));
    }
    List<String> players = new ArrayList<>(game.players());
    Collections.reverse(players);
    PayoffSets.Result one = solve(game);
    PayoffSets.Result other =
        solve(new Game("exchanged", players, new double[] {discount2, discount1}, exchanged));
    assertImage(one, other, v -> new double[] {v[1], v[0]});
  }

  /** Where both converged, the second sets are the images of the first under a linear map. */
  private static void assertImage(
      PayoffSets.Result one, PayoffSets.Result other, UnaryOperator<double[]> map) {
    for (int s = 0; one.converged() && other.converged() && s < one.outer().size(); s++) {
      List<double[]> expected = one.outer().get(s).vertices().stream().map(map).toList();
      if (expected.isEmpty()) {
        assertThat(other.outer().get(s).isEmpty()).isTrue();
      } else {
        assertThat(other.outer().get(s).hausdorff(Polygon.hull(expected))).isLessThan(TOLERANCE);
      }
    }
  }

  /** With public randomization and a common discount factor, of repeated games (APS 1990). */
  @Property(tries = TRIES, seed = "4")
  void repeatedGamesHaveLargerSetsTheMorePatientTheirPlayersAre(
      @ForAll int seed,
      @ForAll @DoubleRange(min = 0.2, max = 0.6) double less,
      @ForAll @DoubleRange(min = 0.05, max = 0.3) double more) {
    PayoffSets.Result impatient = solve(game(seed, 1, less, less));
    PayoffSets.Result patient = solve(game(seed, 1, less + more, less + more));
    Polygon outer = patient.outer().get(0);
    for (double[] vertex : impatient.inner().get(0).vertices()) {
      assertThat(outer.isEmpty()).isFalse();
      assertThat(outer.hausdorff(hullWith(outer, vertex))).isLessThan(TOLERANCE);
    }
  }
}
