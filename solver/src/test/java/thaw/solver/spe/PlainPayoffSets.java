package thaw.solver.spe;

import java.util.ArrayList;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * The operator of Abreu, Pearce and Stacchetti (1990) as it is written in the books, applied again
 * and again to the box of payoffs: slow, and plain enough to be believed. Payoffs are scaled to
 * ranges from 0 to 1.
 */
final class PlainPayoffSets {
  /** Vertices closer than this are one. */
  private static final double SAME = 1e-12;

  /** Sets with more vertices than this take too long to add up. */
  private static final int CROWD = 24;

  private final Game game;
  private final double slack;
  private final double[] low = new double[2];
  private final double[] range = new double[2];
  private final List<Polygon> sets = new ArrayList<>();
  private boolean settled;

  private PlainPayoffSets(Game game, double slack) {
    this.game = game;
    this.slack = slack;
    for (int i = 0; i < 2; i++) {
      low[i] = game.minPayoff(i);
      double width = game.maxPayoff(i) - low[i];
      range[i] = width > 0 ? width : 1;
    }
    for (int s = 0; s < game.stateCount(); s++) {
      sets.add(
          Polygon.hull(
              List.of(
                  new double[] {0, 0},
                  new double[] {1, 0},
                  new double[] {1, 1},
                  new double[] {0, 1})));
    }
  }

  /**
   * The sets that the iteration ends with.
   *
   * @param slack constraints may be missed by this much; negative: must be exceeded
   * @param precision last movement, times 1 − δ
   */
  static PlainPayoffSets of(Game game, double slack, double precision, int mostSweeps) {
    PlainPayoffSets plain = new PlainPayoffSets(game, slack);
    double patience = 1 - Math.max(game.discount(0), game.discount(1));
    for (int sweep = 0; sweep < mostSweeps && !plain.settled && !plain.crowded(); sweep++) {
      plain.settled = plain.sweep() <= precision * patience;
    }
    return plain;
  }

  /** Whether the sets stopped moving, before time or vertices ran out. */
  boolean settled() {
    return settled;
  }

  private boolean crowded() {
    return sets.stream().anyMatch(set -> set.size() > CROWD);
  }

  /** The set of a state, scaled. */
  Polygon set(int s) {
    return sets.get(s);
  }

  /** A set in payoffs, scaled. */
  Polygon scaled(Polygon payoffs) {
    List<double[]> points = new ArrayList<>();
    for (double[] v : payoffs.vertices()) {
      points.add(new double[] {(v[0] - low[0]) / range[0], (v[1] - low[1]) / range[1]});
    }
    return Polygon.hull(points);
  }

  private double sweep() {
    double moved = 0;
    for (int s = 0; s < sets.size(); s++) {
      Polygon image = image(s);
      if (!sets.get(s).isEmpty()) {
        moved = Math.max(moved, sets.get(s).hausdorff(image));
      }
      sets.set(s, image);
    }
    return moved;
  }

  private double payoff(State state, int profile, int i) {
    return (state.payoff(profile, i) - low[i]) / range[i];
  }

  private Polygon image(int s) {
    State state = game.state(s);
    List<double[]> points = new ArrayList<>();
    if (leadsNowhere(state)) {
      return Polygon.empty();
    }
    for (int a = 0; a < state.profileCount(); a++) {
      Transition to = state.transition(a);
      List<Polygon> next = new ArrayList<>();
      double[] weights = new double[to.size()];
      for (int k = 0; k < to.size(); k++) {
        next.add(sets.get(to.successor(k)));
        weights[k] = to.probability(k);
      }
      List<double[]> continuations = Polygon.mean(next, weights).vertices();
      for (int i = 0; i < 2; i++) {
        continuations = cut(continuations, i, temptation(state, a, i));
      }
      for (double[] w : continuations) {
        double[] point = new double[2];
        for (int i = 0; i < 2; i++) {
          point[i] = (1 - game.discount(i)) * payoff(state, a, i) + game.discount(i) * w[i];
        }
        points.add(point);
      }
    }
    return merged(Polygon.hull(points));
  }

  /** Every subgame needs an equilibrium, also one that only two deviations at once lead to. */
  private boolean leadsNowhere(State state) {
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

  /** What i can have by deviating less what the profile pays now; continuations must make up. */
  private double temptation(State state, int a, int i) {
    double best = Double.NEGATIVE_INFINITY;
    for (int action = 0; action < state.actionCount(i); action++) {
      int deviation = state.deviation(a, i, action);
      if (deviation != a) {
        Transition to = state.transition(deviation);
        double punished = 0;
        for (int k = 0; k < to.size(); k++) {
          Polygon threat = sets.get(to.successor(k));
          punished += to.probability(k) * (i == 0 ? threat.minX() : threat.minY());
        }
        best =
            Math.max(
                best,
                (1 - game.discount(i)) * payoff(state, deviation, i) + game.discount(i) * punished);
      }
    }
    return best - (1 - game.discount(i)) * payoff(state, a, i) - slack;
  }

  /** The part of a convex set with δ_i w_i of at least {@code least}. */
  private List<double[]> cut(List<double[]> set, int i, double least) {
    List<double[]> kept = new ArrayList<>();
    for (double[] one : set) {
      double over = game.discount(i) * one[i] - least;
      if (over >= 0) {
        kept.add(one);
      }
      for (double[] other : set) {
        double beyond = game.discount(i) * other[i] - least;
        if (over > 0 && beyond < 0) {
          double share = over / (over - beyond);
          kept.add(
              new double[] {
                one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
              });
        }
      }
    }
    return Polygon.hull(kept).vertices();
  }

  private static Polygon merged(Polygon set) {
    List<double[]> kept = new ArrayList<>();
    for (double[] v : set.vertices()) {
      double[] last = kept.isEmpty() ? new double[] {2, 2} : kept.get(kept.size() - 1);
      if (Math.hypot(v[0] - last[0], v[1] - last[1]) > SAME) {
        kept.add(v);
      }
    }
    return Polygon.hull(kept);
  }
}
