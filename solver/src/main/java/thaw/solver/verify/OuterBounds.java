package thaw.solver.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * Sets that contain all subgame-perfect equilibrium payoffs, each an intersection of half-planes in
 * fixed directions (the outer approximation of Judd, Yeltekin and Conklin 2003, for stochastic
 * games and discount factors that may differ). After every sweep the sets are bounds: a coarse or
 * unfinished one is wider, never wrong.
 *
 * <p>Deliberately plain, and apart from the solver's own sets: no polygon of {@code
 * thaw.solver.spe} is used.
 */
final class OuterBounds {
  /** Widens every support value, share of the payoff range: rounding never cuts a payoff off. */
  private static final double WIDENING = 1e-12;

  /** Movement, share of the payoff range, below which sets count as settled. */
  private static final double SETTLED = 1e-9;

  private final Game game;
  private final double[] low = new double[2];
  private final double[] width = new double[2];
  private final double[][] directions;

  /** support[s][d]: no payoff at s goes further in direction d; −∞ for an empty set. */
  private final double[][] support;

  /** Profiles for which some continuation within the bounds keeps both players to them. */
  private final boolean[][] enforceable;

  OuterBounds(Game game, int count) {
    this.game = game;
    for (int i = 0; i < 2; i++) {
      low[i] = game.minPayoff(i);
      width[i] = Math.max(game.maxPayoff(i) - low[i], Double.MIN_NORMAL);
    }
    directions = new double[count][];
    for (int d = 0; d < count; d++) {
      double angle = 2 * Math.PI * d / count;
      directions[d] = new double[] {Math.cos(angle), Math.sin(angle)};
    }
    directions[0] = new double[] {1, 0};
    directions[count / 4] = new double[] {0, 1};
    directions[count / 2] = new double[] {-1, 0};
    directions[3 * count / 4] = new double[] {0, -1};
    support = new double[game.stateCount()][count];
    enforceable = new boolean[game.stateCount()][];
    for (int s = 0; s < support.length; s++) {
      for (int d = 0; d < count; d++) {
        support[s][d] = Math.max(0, directions[d][0]) + Math.max(0, directions[d][1]);
      }
      enforceable[s] = new boolean[game.state(s).profileCount()];
      Arrays.fill(enforceable[s], true);
    }
  }

  /**
   * Applies the operator to every state once.
   *
   * @return whether any set moved
   */
  boolean sweep() {
    double moved = 0;
    for (int s = 0; s < support.length; s++) {
      double[] next = image(s);
      for (int d = 0; d < next.length; d++) {
        if (next[d] < support[s][d]) {
          moved = Math.max(moved, support[s][d] - next[d]);
          support[s][d] = next[d];
        }
      }
    }
    return moved > SETTLED;
  }

  private double[] image(int s) {
    State state = game.state(s);
    double[] furthest = new double[directions.length];
    Arrays.fill(furthest, Double.NEGATIVE_INFINITY);
    for (int a = 0; a < state.profileCount(); a++) {
      if (!enforceable[s][a]) {
        continue;
      }
      List<double[]> continuations = continuations(s, a);
      enforceable[s][a] = !continuations.isEmpty();
      for (double[] w : continuations) {
        double x = (1 - game.discount(0)) * scaled(state, a, 0) + game.discount(0) * w[0];
        double y = (1 - game.discount(1)) * scaled(state, a, 1) + game.discount(1) * w[1];
        for (int d = 0; d < furthest.length; d++) {
          double reach = directions[d][0] * x + directions[d][1] * y + WIDENING;
          furthest[d] = Math.max(furthest[d], reach);
        }
      }
    }
    return furthest;
  }

  private double scaled(State state, int profile, int player) {
    return (state.payoff(profile, player) - low[player]) / width[player];
  }

  /** Expected continuation payoffs that keep both players to the profile: corners of the set. */
  private List<double[]> continuations(int s, int a) {
    State state = game.state(s);
    Transition to = state.transition(a);
    double[] floor = new double[2];
    for (int i = 0; i < 2; i++) {
      double delta = game.discount(i);
      double best = Double.NEGATIVE_INFINITY;
      for (int action = 0; action < state.actionCount(i); action++) {
        int deviation = state.deviation(a, i, action);
        if (deviation != a) {
          double then = 0;
          Transition away = state.transition(deviation);
          for (int k = 0; k < away.size(); k++) {
            then += away.probability(k) * least(away.successor(k), i);
          }
          best = Math.max(best, (1 - delta) * scaled(state, deviation, i) + delta * then);
        }
      }
      double shortfall = best - (1 - delta) * scaled(state, a, i);
      if (delta == 0) {
        floor[i] = shortfall <= WIDENING ? -1 : Double.POSITIVE_INFINITY;
      } else {
        floor[i] = Math.max(-1, shortfall / delta) - WIDENING;
      }
    }
    List<double[]> polygon =
        new ArrayList<>(
            List.of(
                new double[] {-1, -1},
                new double[] {2, -1},
                new double[] {2, 2},
                new double[] {-1, 2}));
    polygon = ConvexSets.clip(polygon, -1, 0, -floor[0]);
    polygon = ConvexSets.clip(polygon, 0, -1, -floor[1]);
    for (int d = 0; d < directions.length && !polygon.isEmpty(); d++) {
      double reach = 0;
      for (int k = 0; k < to.size(); k++) {
        reach += to.probability(k) * support[to.successor(k)][d];
      }
      polygon = ConvexSets.clip(polygon, directions[d][0], directions[d][1], reach);
    }
    return polygon;
  }

  private double least(int s, int player) {
    int direction = player == 0 ? directions.length / 2 : 3 * directions.length / 4;
    return -support[s][direction];
  }

  /** Whether profiles that may be enforceable lead from one of {@code starts} to a target. */
  boolean mayLead(int[] starts, IntPredicate target) {
    boolean[] seen = new boolean[support.length];
    List<Integer> open = new ArrayList<>();
    for (int s : starts) {
      seen[s] = true;
      open.add(s);
    }
    while (!open.isEmpty()) {
      int s = open.remove(open.size() - 1);
      if (target.test(s)) {
        return true;
      }
      for (int a = 0; a < enforceable[s].length; a++) {
        Transition to = game.state(s).transition(a);
        for (int k = 0; enforceable[s][a] && k < to.size(); k++) {
          if (!seen[to.successor(k)]) {
            seen[to.successor(k)] = true;
            open.add(to.successor(k));
          }
        }
      }
    }
    return false;
  }

  /** The largest sum of payoffs at s, in payoffs, among those not below {@code floor}. */
  double largestSum(int s, double[] floor) {
    List<double[]> polygon =
        List.of(
            new double[] {-1, -1}, new double[] {2, -1}, new double[] {2, 2}, new double[] {-1, 2});
    for (int d = 0; d < directions.length; d++) {
      polygon = ConvexSets.clip(polygon, directions[d][0], directions[d][1], support[s][d]);
    }
    polygon = ConvexSets.clip(polygon, -1, 0, -(floor[0] - low[0]) / width[0]);
    polygon = ConvexSets.clip(polygon, 0, -1, -(floor[1] - low[1]) / width[1]);
    return polygon.stream()
        .mapToDouble(w -> low[0] + width[0] * w[0] + low[1] + width[1] * w[1])
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }
}
