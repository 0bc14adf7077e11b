package thaw.solver.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * Sets that contain all subgame-perfect equilibrium payoffs of a two-player game, as {@link
 * OuterBounds}, but with directions of each state's own, so that they can be exact: polygons with
 * the normals asked for, found by applying the operator of Abreu, Pearce and Stacchetti (1990) to
 * the box of payoffs. Payoffs are scaled to ranges from 0 to 1. Unfinished sets are wider, never
 * wrong.
 */
final class PayoffSetBounds {
  /** Widens every support value: rounding never cuts a payoff off. */
  private static final double WIDENING = 1e-13;

  /** Directions every state has. */
  private static final int ROUND = 16;

  /** Directions closer than this (radians) are one. */
  private static final double SAME = 1e-10;

  /** States get no more directions than this. */
  private static final int MOST = 400;

  private static final List<double[]> BOX =
      List.of(new double[] {0, 0}, new double[] {1, 0}, new double[] {1, 1}, new double[] {0, 1});

  private final Game game;
  private final double[] low = new double[2];
  private final double[] width = new double[2];

  /** Per state the directions, and how far the set reaches in them. */
  private final List<List<double[]>> directions = new ArrayList<>();

  private final List<double[]> support = new ArrayList<>();

  /** Per state the corners, and the last image under the operator. */
  private final List<List<double[]>> sets = new ArrayList<>();

  private final List<List<double[]>> images = new ArrayList<>();
  private final boolean[][] enforceable;

  /**
   * @param wanted per state directions in scaled payoffs
   */
  PayoffSetBounds(Game game, List<List<double[]>> wanted) {
    this.game = game;
    for (int i = 0; i < 2; i++) {
      low[i] = game.minPayoff(i);
      double range = game.maxPayoff(i) - low[i];
      width[i] = range > 0 ? range : 1;
    }
    enforceable = new boolean[game.stateCount()][];
    for (int s = 0; s < game.stateCount(); s++) {
      enforceable[s] = new boolean[game.state(s).profileCount()];
      Arrays.fill(enforceable[s], true);
      directions.add(new ArrayList<>());
      support.add(new double[0]);
      sets.add(BOX);
      images.add(BOX);
      List<double[]> all = new ArrayList<>();
      for (int d = 0; d < ROUND; d++) {
        double angle = 2 * Math.PI * d / ROUND;
        all.add(new double[] {Math.cos(angle), Math.sin(angle)});
      }
      all.set(0, new double[] {1, 0});
      all.set(ROUND / 4, new double[] {0, 1});
      all.set(ROUND / 2, new double[] {-1, 0});
      all.set(3 * ROUND / 4, new double[] {0, -1});
      all.addAll(wanted.get(s));
      add(s, all);
    }
  }

  private void add(int s, List<double[]> more) {
    List<double[]> all = directions.get(s);
    for (double[] normal : more) {
      boolean has = false;
      for (double[] d : all) {
        has |= Math.hypot(d[0] - normal[0], d[1] - normal[1]) < SAME;
      }
      if (!has && all.size() < MOST) {
        all.add(normal);
      }
    }
    double[] old = support.get(s);
    double[] reach = Arrays.copyOf(old, all.size());
    for (int d = old.length; d < reach.length; d++) {
      reach[d] = ConvexSets.support(images.get(s), all.get(d)) + WIDENING;
    }
    support.set(s, reach);
  }

  /** Adds the sides that the images under the operator have and the sets lack. */
  void refine() {
    for (int s = 0; s < sets.size(); s++) {
      add(s, ConvexSets.normals(images.get(s)));
    }
  }

  /** Applies the operator to every state once and returns how far any set moved. */
  double sweep() {
    double moved = 0;
    for (int s = 0; s < sets.size(); s++) {
      if (!sets.get(s).isEmpty()) {
        moved = Math.max(moved, update(s));
      }
    }
    return moved;
  }

  private double update(int s) {
    List<double[]> image = leadsNowhere(s) ? List.of() : image(s);
    images.set(s, image);
    if (image.isEmpty()) {
      sets.set(s, image);
      Arrays.fill(enforceable[s], false);
      return 1;
    }
    double moved = 0;
    double[] reach = support.get(s);
    List<double[]> all = directions.get(s);
    List<double[]> set = BOX;
    for (int d = 0; d < reach.length; d++) {
      double next = ConvexSets.support(image, all.get(d)) + WIDENING;
      if (next < reach[d]) {
        moved = Math.max(moved, reach[d] - next);
        reach[d] = next;
      }
      set = ConvexSets.clip(set, all.get(d)[0], all.get(d)[1], reach[d]);
    }
    sets.set(s, set);
    return moved;
  }

  /** Every subgame needs an equilibrium, whatever leads to it. */
  private boolean leadsNowhere(int s) {
    State state = game.state(s);
    for (int a = 0; a < state.profileCount(); a++) {
      Transition to = state.transition(a);
      for (int k = 0; k < to.size(); k++) {
        if (sets.get(to.successor(k)).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  private List<double[]> image(int s) {
    State state = game.state(s);
    List<double[]> points = new ArrayList<>();
    for (int a = 0; a < state.profileCount(); a++) {
      if (!enforceable[s][a]) {
        continue;
      }
      List<double[]> continuations = continuations(s, a, WIDENING);
      enforceable[s][a] = !continuations.isEmpty();
      for (double[] w : continuations) {
        points.add(
            new double[] {
              (1 - game.discount(0)) * scaled(state, a, 0) + game.discount(0) * w[0],
              (1 - game.discount(1)) * scaled(state, a, 1) + game.discount(1) * w[1]
            });
      }
    }
    return ConvexSets.hull(points);
  }

  private double scaled(State state, int profile, int player) {
    return (state.payoff(profile, player) - low[player]) / width[player];
  }

  /** Expected continuation payoffs that keep both players to the profile, up to a slack. */
  private List<double[]> continuations(int s, int a, double slack) {
    Transition to = game.state(s).transition(a);
    List<List<double[]>> next = new ArrayList<>();
    double[] weights = new double[to.size()];
    for (int k = 0; k < to.size(); k++) {
      next.add(sets.get(to.successor(k)));
      weights[k] = to.probability(k);
    }
    List<double[]> kept = ConvexSets.mean(next, weights);
    for (int i = 0; i < 2; i++) {
      double least = shortfall(s, a, i) - slack;
      double delta = game.discount(i);
      if (delta == 0) {
        kept = least <= 0 ? kept : List.of();
      } else {
        kept = ConvexSets.clip(kept, i == 0 ? -1 : 0, i == 0 ? 0 : -1, -least / delta);
      }
    }
    return kept;
  }

  /** What δ_i w_i has to make up for: the best deviation less the stage payoff. */
  private double shortfall(int s, int a, int i) {
    State state = game.state(s);
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
    return best - (1 - delta) * scaled(state, a, i);
  }

  /** The smallest payoff of a player in the set of a state. */
  private double least(int s, int player) {
    double[] direction = {player == 0 ? -1 : 0, player == 0 ? 0 : -1};
    return -ConvexSets.support(sets.get(s), direction);
  }

  boolean isEmpty(int s) {
    return sets.get(s).isEmpty();
  }

  /** Whether some continuation within the bounds keeps both players to the profile. */
  boolean mayBeEnforceable(int s, int profile) {
    return enforceable[s][profile];
  }

  /** The same with constraints that may be missed by {@code slack}, from the sets as they are. */
  boolean isNearlyEnforceable(int s, int profile, double slack) {
    return !leadsNowhere(s) && !continuations(s, profile, slack).isEmpty();
  }

  /** How far the set of a state reaches beyond another convex set, at most. */
  double beyond(int s, List<double[]> claimed) {
    double furthest = 0;
    for (double[] corner : sets.get(s)) {
      furthest = Math.max(furthest, ConvexSets.distance(claimed, corner));
    }
    return furthest;
  }
}
