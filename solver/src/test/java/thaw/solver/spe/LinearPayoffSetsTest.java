package thaw.solver.spe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.LinearProgram;

/**
 * The sets against linear programs (Judd, Yeltekin and Conklin 2003): an outer approximation by
 * support values in fixed directions, and the vertices of inner sets generated anew.
 */
class LinearPayoffSetsTest {
  private static final int GAMES = 100;
  private static final int DIRECTIONS = 8;
  private static final double TOLERANCE = 1e-7;

  private static Game game(int seed) {
    return RandomGames.of(seed, 1 + seed % 2, 2, 0.1, 0.8);
  }

  private static double range(Game game, int player) {
    double width = game.maxPayoff(player) - game.minPayoff(player);
    return width > 0 ? width : 1;
  }

  private static double payoff(Game game, int s, int profile, int i) {
    return (game.state(s).payoff(profile, i) - game.minPayoff(i)) / range(game, i);
  }

  private static List<double[]> scaled(Game game, Polygon set) {
    return set.vertices().stream()
        .map(
            v ->
                new double[] {
                  (v[0] - game.minPayoff(0)) / range(game, 0),
                  (v[1] - game.minPayoff(1)) / range(game, 1)
                })
        .toList();
  }

  /** The least δ_i w_i that keeps i to the profile when threats are {@code worst[state][i]}. */
  private static double least(Game game, double[][] worst, int s, int profile, int i) {
    State state = game.state(s);
    double best = Double.NEGATIVE_INFINITY;
    for (int action = 0; action < state.actionCount(i); action++) {
      int deviation = state.deviation(profile, i, action);
      double then = 0;
      Transition to = state.transition(deviation);
      for (int k = 0; k < to.size(); k++) {
        then += to.probability(k) * worst[to.successor(k)][i];
      }
      if (deviation != profile) {
        best =
            Math.max(
                best,
                (1 - game.discount(i)) * payoff(game, s, deviation, i) + game.discount(i) * then);
      }
    }
    return best - (1 - game.discount(i)) * payoff(game, s, profile, i);
  }

  private static double[] direction(int d) {
    double angle = 2 * Math.PI * d / DIRECTIONS;
    return new double[] {Math.cos(angle), Math.sin(angle)};
  }

  /**
   * The furthest payoff in a direction that the profile can give with continuations of which
   * support values are known; −∞ if there is none.
   */
  private static double furthest(
      Game game, double[][] support, double[][] worst, int s, int profile, int d) {
    Transition to = game.state(s).transition(profile);
    double[] way = direction(d);
    double[] objective = new double[2 * to.size()];
    double now = 0;
    for (int i = 0; i < 2; i++) {
      now += way[i] * (1 - game.discount(i)) * payoff(game, s, profile, i);
      for (int k = 0; k < to.size(); k++) {
        objective[2 * k + i] = way[i] * game.discount(i) * to.probability(k);
      }
    }
    LinearProgram program = LinearProgram.maximise(objective);
    for (int k = 0; k < to.size(); k++) {
      for (int e = 0; e < DIRECTIONS; e++) {
        double[] row = new double[objective.length];
        row[2 * k] = direction(e)[0];
        row[2 * k + 1] = direction(e)[1];
        program = program.atMost(support[to.successor(k)][e], row);
      }
    }
    for (int i = 0; i < 2; i++) {
      double[] row = new double[objective.length];
      for (int k = 0; k < to.size(); k++) {
        row[2 * k + i] = game.discount(i) * to.probability(k);
      }
      double floor = least(game, worst, s, profile, i);
      if (floor == Double.POSITIVE_INFINITY) {
        return Double.NEGATIVE_INFINITY;
      }
      if (floor > Double.NEGATIVE_INFINITY) {
        program = program.atLeast(floor - 1e-9, row);
      }
    }
    LinearProgram.Solution solution = program.solve();
    return solution.optimal() ? now + solution.value() : Double.NEGATIVE_INFINITY;
  }

  @Test
  void innerSetsLieWithinTheOuterApproximationByLinearPrograms() {
    for (int seed = 0; seed < GAMES; seed++) {
      Game game = game(seed);
      PayoffSets.Result sets = PayoffSets.withDefaults().solve(game);
      double[][] support = new double[game.stateCount()][DIRECTIONS];
      for (double[] reach : support) {
        Arrays.setAll(reach, d -> Math.max(0, direction(d)[0]) + Math.max(0, direction(d)[1]));
      }
      for (int sweep = 0; sweep < 2; sweep++) {
        for (int s = 0; s < support.length; s++) {
          support[s] = image(game, support, s);
        }
      }
      for (int s = 0; s < support.length; s++) {
        for (double[] v : scaled(game, sets.inner().get(s))) {
          for (int d = 0; d < DIRECTIONS; d++) {
            assertThat(direction(d)[0] * v[0] + direction(d)[1] * v[1])
                .as("%s", game.name())
                .isLessThanOrEqualTo(support[s][d] + TOLERANCE);
          }
        }
      }
    }
  }

  private static double[] image(Game game, double[][] support, int s) {
    double[][] worst = new double[support.length][];
    for (int t = 0; t < worst.length; t++) {
      worst[t] = new double[] {-support[t][DIRECTIONS / 2], -support[t][3 * DIRECTIONS / 4]};
    }
    double[] image = new double[DIRECTIONS];
    Arrays.fill(image, Double.NEGATIVE_INFINITY);
    for (int a = 0; a < game.state(s).profileCount(); a++) {
      boolean leadsSomewhere = true;
      Transition to = game.state(s).transition(a);
      for (int k = 0; k < to.size(); k++) {
        leadsSomewhere &= support[to.successor(k)][0] > Double.NEGATIVE_INFINITY;
      }
      for (int d = 0; d < DIRECTIONS && leadsSomewhere; d++) {
        image[d] = Math.max(image[d], furthest(game, support, worst, s, a, d));
      }
    }
    for (int d = 0; d < DIRECTIONS; d++) {
      image[d] = Math.min(image[d], support[s][d]);
    }
    return image;
  }

  @Test
  void everyVertexOfAnInnerSetIsGeneratedByTheInnerSets() {
    int vertices = 0;
    for (int seed = 0; seed < GAMES; seed++) {
      Game game = game(seed);
      PayoffSets.Result sets = PayoffSets.withDefaults().solve(game);
      List<List<double[]>> inner = new ArrayList<>();
      double[][] worst = new double[game.stateCount()][2];
      for (int s = 0; s < worst.length; s++) {
        inner.add(scaled(game, sets.inner().get(s)));
        for (int i = 0; i < 2; i++) {
          int player = i;
          worst[s][i] =
              inner.get(s).stream()
                  .mapToDouble(v -> v[player])
                  .min()
                  .orElse(Double.POSITIVE_INFINITY);
        }
      }
      for (int s = 0; s < worst.length; s++) {
        for (double[] vertex : inner.get(s)) {
          boolean generated = false;
          for (int a = 0; a < game.state(s).profileCount() && !generated; a++) {
            generated = generates(game, inner, worst, s, a, vertex);
          }
          assertThat(generated).as("%s at %s", game.name(), Arrays.toString(vertex)).isTrue();
          vertices++;
        }
      }
    }
    assertThat(vertices).isGreaterThan(300);
  }

  /**
   * Whether weights on the vertices of successors give the payoffs and keep both to the profile.
   */
  private static boolean generates(
      Game game, List<List<double[]>> inner, double[][] worst, int s, int profile, double[] value) {
    Transition to = game.state(s).transition(profile);
    int variables = 0;
    for (int k = 0; k < to.size(); k++) {
      variables += inner.get(to.successor(k)).size();
    }
    double[][] rows = new double[2][variables];
    LinearProgram program = LinearProgram.maximise(new double[variables]);
    int at = 0;
    for (int k = 0; k < to.size(); k++) {
      double[] all = new double[variables];
      for (double[] v : inner.get(to.successor(k))) {
        for (int i = 0; i < 2; i++) {
          rows[i][at] = game.discount(i) * to.probability(k) * v[i];
        }
        all[at++] = 1;
      }
      program = program.exactly(1, all);
    }
    for (int i = 0; i < 2; i++) {
      double continuation = value[i] - (1 - game.discount(i)) * payoff(game, s, profile, i);
      double least = least(game, worst, s, profile, i);
      if (continuation < least - TOLERANCE) {
        return false;
      }
      program = program.atLeast(continuation - TOLERANCE, rows[i]);
      program = program.atMost(continuation + TOLERANCE, rows[i]);
    }
    return program.solve().optimal();
  }
}
