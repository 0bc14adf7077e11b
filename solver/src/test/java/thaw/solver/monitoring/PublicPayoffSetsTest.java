package thaw.solver.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.PublicAutomaton;
import thaw.solver.certificate.PublicPayoffsClaim;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;
import thaw.solver.verify.LimitCheck;
import thaw.solver.verify.MonitoringCheck;

/** Payoff sets under public monitoring, against what is known of them. */
class PublicPayoffSetsTest {
  private static final double R = 2;
  private static final double T = 3;
  private static final double S = -1;

  /** A prisoner's dilemma with P = 0 whose signals depend on the profile. */
  private static Game dilemma(double delta, double[][] signals) {
    Transition[] stay = new Transition[4];
    Arrays.fill(stay, Transition.to(0));
    double[] payoffs = {R, R, S, T, T, S, 0, 0};
    State state = State.of("stage", List.of(List.of("C", "D"), List.of("C", "D")), payoffs, stay);
    return new Game(
        "dilemma",
        List.of("one", "two"),
        new double[] {delta, delta},
        List.of(
            state.withMonitoring(
                new PublicMonitoring(RandomGames.names("y", signals[0].length), signals))));
  }

  private static Game twoSignals(double delta, double p, double q, double r) {
    return dilemma(delta, new double[][] {{p, 1 - p}, {q, 1 - q}, {q, 1 - q}, {r, 1 - r}});
  }

  private static PublicPayoffSets.Result solve(Game game, double tolerance) {
    return PublicPayoffSets.withDefaults()
        .with(PublicPayoffSets.Options.defaults().withTolerance(tolerance).withMaxSides(200))
        .solve(game);
  }

  private static double distanceOutside(Polygon set, Polygon of) {
    double most = 0;
    for (double[] v : of.vertices()) {
      most = Math.max(most, set.distance(v[0], v[1]));
    }
    return most;
  }

  @Test
  void withOneSignalPerProfileTheSetsAreThoseOfPerfectMonitoring() {
    Random random = new Random(3);
    int converged = 0;
    for (int g = 0; g < 9; g++) {
      Game noisy = RandomGames.game(random, 1 + g % 2);
      Game seen =
          new Game(
              "seen",
              noisy.players(),
              new double[] {noisy.discount(0), noisy.discount(1)},
              noisy.states().stream()
                  .map(s -> s.withMonitoring(PublicMonitoring.perfect(s)))
                  .toList());
      PublicPayoffSets.Result sets = solve(seen, 1e-6);
      PayoffSets.Result perfect =
          PayoffSets.withDefaults()
              .with(PayoffSets.Options.defaults().withTolerance(1e-8).withMaxSweeps(600))
              .solve(seen);
      for (int s = 0; s < seen.stateCount() && sets.converged() && perfect.converged(); s++) {
        assertThat(sets.outer().get(s).hausdorff(perfect.outer().get(s)))
            .as("game %d state %d", g, s)
            .isLessThan(2e-5);
        converged++;
      }
    }
    assertThat(converged).isGreaterThan(5);
  }

  @Test
  void withoutInformationOnlyPureStageEquilibriaRemain() {
    Game blind = dilemma(0.9, new double[][] {{1}, {1}, {1}, {1}});
    PublicPayoffSets.Result sets = solve(blind, 1e-6);
    assertThat(sets.converged()).isTrue();
    assertThat(sets.inner().get(0).vertices()).hasSize(1);
    assertThat(sets.outer().get(0).distance(0, 0)).isLessThan(1e-5);
    assertThat(sets.outerEnforceable()[0]).containsExactly(false, false, false, true);
  }

  /** Strongly symmetric strategies: R − (T−R)(1−p)/(p−q), from δ* on; general ones do no worse. */
  @Test
  void symmetricTriggersAreWithinTheSetFromTheirCriticalDiscountFactorOn() {
    double p = 0.9;
    double q = 0.5;
    double critical = (T - R) / ((T - R) * p + (p - q) * R);
    double best = R - (T - R) * (1 - p) / (p - q);
    PublicPayoffSets.Result sets = solve(twoSignals(critical + 0.01, p, q, 0.2), 1e-5);
    assertThat(sets.converged()).isTrue();
    assertThat(sets.inner().get(0).distance(best, best)).isLessThan(1e-4);
    assertThat(sets.innerEnforceable()[0][0]).isTrue();
  }

  @Test
  void moreSignalsSustainMoreThanTheirGarbling() {
    Random random = new Random(5);
    for (int g = 0; g < 12; g++) {
      Game fine = RandomGames.game(random, 1, 0.6, 0.6);
      State state = fine.state(0);
      PublicMonitoring signals = state.monitoring().orElseThrow();
      double[][] noise = new double[signals.signalCount()][2];
      for (double[] row : noise) {
        row[0] = random.nextDouble();
        row[1] = 1 - row[0];
      }
      Game coarse =
          new Game(
              "coarse",
              fine.players(),
              new double[] {0.6, 0.6},
              List.of(state.withMonitoring(signals.garbled(List.of("z0", "z1"), noise))));
      PublicPayoffSets.Result large = solve(fine, 1e-4);
      PublicPayoffSets.Result small = solve(coarse, 1e-4);
      assertThat(distanceOutside(large.outer().get(0), small.inner().get(0)))
          .as("game %d", g)
          .isLessThan(1e-6);
    }
  }

  @Test
  void setsGrowWithPatienceAndStayWithinTheLimitSet() {
    Random random = new Random(6);
    for (int g = 0; g < 5; g++) {
      Game game = RandomGames.game(random, 1, 0.5, 0.5);
      PublicPayoffSets.Result less = solve(game, 1e-4);
      PublicPayoffSets.Result more = solve(game.withDiscount(0.8, 0.8), 1e-4);
      assertThat(distanceOutside(more.outer().get(0), less.inner().get(0)))
          .as("game %d", g)
          .isLessThan(1e-6);
      Polygon limit = LimitPayoffs.solve(game).set();
      assertThat(distanceOutside(limit, more.inner().get(0))).as("game %d", g).isLessThan(1e-5);
    }
  }

  /** Two signals cannot tell who cheated: the score of (C, C) along (1, 1) is the trigger's sum. */
  @Test
  void withTwoSignalsTheLimitSetIsBoundedByTheTriggersOfGreenAndPorter() {
    double p = 0.9;
    double q = 0.5;
    Game game = twoSignals(0.9, p, q, 0.2);
    double sum = 2 * (R - (T - R) * (1 - p) / (p - q));
    assertThat(LimitPayoffs.score(game, 0, 1, 1).orElseThrow()).isCloseTo(sum, within(1e-7));
    assertThat(LimitPayoffs.score(game, 1, 1, 1).orElseThrow()).isCloseTo(T + S, within(1e-7));
    Polygon limit = LimitPayoffs.solve(game).set();
    assertThat(limit.vertices().stream().mapToDouble(v -> v[0] + v[1]).max().orElseThrow())
        .isCloseTo(sum, within(1e-6));
  }

  /** Alarms that name the cheater satisfy pairwise full rank: the folk theorem holds. */
  @Test
  void whereAlarmsNameTheCheaterTheLimitSetIsFeasibleAndIndividuallyRational() {
    double[][] signals = new double[4][];
    for (int a = 0; a < 4; a++) {
      double one = a < 2 ? 0.1 : 0.7;
      double two = a % 2 == 0 ? 0.1 : 0.7;
      signals[a] =
          new double[] {(1 - one) * (1 - two), one * (1 - two), (1 - one) * two, one * two};
    }
    LimitPayoffs.Result limit = LimitPayoffs.solve(dilemma(0.9, signals));
    Polygon folk =
        Polygon.hull(
            List.of(
                new double[] {0, 0},
                new double[] {R + (T - R) * R / (R - S), 0},
                new double[] {R, R},
                new double[] {0, R + (T - R) * R / (R - S)}));
    assertThat(limit.fullDimensional()).isTrue();
    assertThat(limit.set().hausdorff(folk)).isLessThan(1e-5);
  }

  @Test
  void scalingPayoffsScalesTheSets() {
    Game game = twoSignals(0.7, 0.9, 0.5, 0.2);
    Polygon set = solve(game, 1e-5).outer().get(0);
    for (double factor : new double[] {1e-6, 1e10}) {
      State state = game.state(0);
      double[] payoffs = new double[8];
      Transition[] stay = new Transition[4];
      for (int a = 0; a < 4; a++) {
        stay[a] = Transition.to(0);
        for (int i = 0; i < 2; i++) {
          payoffs[2 * a + i] = factor * state.payoff(a, i);
        }
      }
      State moved =
          State.of("stage", List.of(state.actions(0), state.actions(1)), payoffs, stay)
              .withMonitoring(state.monitoring().orElseThrow());
      PublicPayoffSets.Result sets =
          solve(new Game("scaled", game.players(), new double[] {0.7, 0.7}, List.of(moved)), 1e-5);
      Polygon expected =
          Polygon.hull(
              set.vertices().stream()
                  .map(v -> new double[] {factor * v[0], factor * v[1]})
                  .toList());
      assertThat(sets.outer().get(0).hausdorff(expected)).isLessThan(1e-4 * factor);
    }
  }

  @Test
  void theCheckerConfirmsSetsAndNoticesEveryChangedNumber() {
    Game game =
        dilemma(0.5, new double[][] {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}});
    PublicPayoffsClaim claim = solve(game, 1e-6).claim();
    assertThat(MonitoringCheck.check(game, claim).problems()).isEmpty();
    double change = 1e-3 * (T - S);
    int outer = claim.states().get(0).outer().size();
    int inner = claim.states().get(0).inner().size();
    int nodes = claim.automaton().nodes().size();
    for (int k = 0; k < 2 * (outer + inner + nodes) + 2; k++) {
      for (double by : new double[] {change, -change}) {
        PublicPayoffsClaim changed = changed(claim, k, by);
        assertThat(MonitoringCheck.check(game, changed).confirmed()).as("number %d", k).isFalse();
      }
    }
    for (int k = 0; k < 3; k++) {
      double[] bounds = {claim.errorBound(), claim.relativeErrorBound(), claim.regret()};
      bounds[k] += 1e-3;
      PublicPayoffsClaim changed =
          new PublicPayoffsClaim(
              claim.states(), bounds[0], bounds[1], bounds[2], claim.automaton());
      assertThat(MonitoringCheck.check(game, changed).confirmed()).as("bound %d", k).isFalse();
    }
    for (int n = 0; n < nodes; n++) {
      for (int o = 0; o < claim.automaton().nodes().get(n).next().size(); o++) {
        PublicAutomaton.Node node = claim.automaton().nodes().get(n);
        // After deviations a slightly other punishment may deter as well: then nothing is wrong.
        boolean onPath = node.next().get(o).signal() == node.profile();
        PublicPayoffsClaim changed = otherLottery(claim, n, o);
        assertThat(!onPath || !MonitoringCheck.check(game, changed).confirmed())
            .as("node %d outcome %d", n, o)
            .isTrue();
      }
    }
  }

  /** The claim with a thousandth of a lottery's weight moved to a node of another payoff. */
  private static PublicPayoffsClaim otherLottery(PublicPayoffsClaim claim, int node, int outcome) {
    List<PublicAutomaton.Node> nodes = new java.util.ArrayList<>(claim.automaton().nodes());
    PublicAutomaton.Node old = nodes.get(node);
    List<PublicAutomaton.Continuation> next = new java.util.ArrayList<>(old.next());
    PublicAutomaton.Continuation continuation = next.get(outcome);
    double[] weights = Arrays.copyOf(continuation.lottery().weights(), nodes.size());
    int[] to = Arrays.copyOf(continuation.lottery().nodes(), nodes.size());
    int size = continuation.lottery().nodes().length;
    int heaviest = 0;
    for (int j = 1; j < size; j++) {
      heaviest = weights[j] > weights[heaviest] ? j : heaviest;
    }
    weights[heaviest] -= 1e-3;
    weights[size] = 1e-3;
    to[size] = to[heaviest] == 0 ? nodes.size() - 1 : 0;
    next.set(
        outcome,
        new PublicAutomaton.Continuation(
            continuation.signal(),
            continuation.state(),
            new Automaton.Lottery(Arrays.copyOf(to, size + 1), Arrays.copyOf(weights, size + 1))));
    nodes.set(node, new PublicAutomaton.Node(0, old.profile(), old.value(), next));
    return new PublicPayoffsClaim(
        claim.states(),
        claim.errorBound(),
        claim.relativeErrorBound(),
        claim.regret(),
        new PublicAutomaton(nodes));
  }

  /** The claim with one coordinate changed: outer, inner, node values, punishments in turn. */
  private static PublicPayoffsClaim changed(PublicPayoffsClaim claim, int number, double by) {
    PublicPayoffsClaim.Sets sets = claim.states().get(0);
    double[][] outer = copy(sets.outer());
    double[][] inner = copy(sets.inner());
    double[] punishment = sets.punishment().clone();
    List<PublicAutomaton.Node> nodes = new java.util.ArrayList<>(claim.automaton().nodes());
    int k = number / 2;
    int i = number % 2;
    if (k < outer.length) {
      outer[k][i] += by;
    } else if (k < outer.length + inner.length) {
      inner[k - outer.length][i] += by;
    } else if (k < outer.length + inner.length + nodes.size()) {
      int n = k - outer.length - inner.length;
      double[] value = nodes.get(n).value().clone();
      value[i] += by;
      nodes.set(n, new PublicAutomaton.Node(0, nodes.get(n).profile(), value, nodes.get(n).next()));
    } else {
      punishment[i] += by;
    }
    return new PublicPayoffsClaim(
        List.of(
            new PublicPayoffsClaim.Sets(
                List.of(outer), List.of(inner), punishment, sets.enforceable())),
        claim.errorBound(),
        claim.relativeErrorBound(),
        claim.regret(),
        new PublicAutomaton(nodes));
  }

  private static double[][] copy(List<double[]> points) {
    return points.stream().map(double[]::clone).toArray(double[][]::new);
  }

  /** Green and Porter's dilemma, impatient to patient, coarse and fine, unfinished ones too. */
  @Test
  void theCheckerConfirmsCurvedSetsToWithinTheirOwnErrorBound() {
    for (double delta : new double[] {0.6, 0.7, 0.8, 0.9}) {
      for (double tolerance : new double[] {1e-3, 1e-5}) {
        Game game = twoSignals(delta, 0.9, 0.5, 0.2);
        PublicPayoffsClaim claim = solve(game, tolerance).claim();
        assertThat(MonitoringCheck.check(game, claim).problems()).as("δ = %s", delta).isEmpty();
      }
    }
  }

  @Test
  void limitSetsOfRandomGamesAreConfirmedAndChangedOnesRefused() {
    Random random = new Random(8);
    for (int g = 0; g < 4; g++) {
      Game game = RandomGames.game(random, 1);
      LimitPayoffs.Result limit = LimitPayoffs.solve(game);
      List<double[]> directions = limit.scaledDirections(game);
      List<double[]> vertices = limit.set().vertices();
      boolean full = limit.fullDimensional();
      assertThat(LimitCheck.check(game, vertices, full, directions).problems())
          .as("game %d", g)
          .isEmpty();
      assertThat(LimitCheck.check(game, vertices, !full, directions).confirmed()).isFalse();
      for (int k = 0; k < 4 * vertices.size(); k++) {
        double[][] changed = copy(vertices);
        int i = k % 2;
        changed[k / 4][i] +=
            (k / 2 % 2 == 0 ? 1e-3 : -1e-3) * (game.maxPayoff(i) - game.minPayoff(i));
        assertThat(LimitCheck.check(game, List.of(changed), full, directions).confirmed())
            .as("game %d number %d", g, k)
            .isFalse();
      }
    }
  }

  /** A half-plane left out makes the set larger; one too many in the set is no limit payoff. */
  @Test
  void aLimitSetOfFewerHalfPlanesIsRefused() {
    Game game = twoSignals(0.9, 0.9, 0.5, 0.2);
    LimitPayoffs.Result limit = LimitPayoffs.solve(game);
    List<double[]> axes =
        List.of(
            new double[] {1, 0}, new double[] {0, 1}, new double[] {-1, 0}, new double[] {0, -1});
    double x = limit.set().vertices().stream().mapToDouble(v -> v[0]).max().orElseThrow();
    double y = limit.set().vertices().stream().mapToDouble(v -> v[1]).max().orElseThrow();
    List<double[]> box =
        List.of(new double[] {0, 0}, new double[] {x, 0}, new double[] {x, y}, new double[] {0, y});
    assertThat(LimitCheck.check(game, box, true, axes).confirmed()).isFalse();
  }
}
