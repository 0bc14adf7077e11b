package thaw.solver.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.State;

/**
 * Sets that contain all perfect public equilibrium payoffs, in given directions, computed by dual
 * bounds: for prices μ ≥ 0 of the incentive constraints no payoff enforced by a profile goes
 * further in direction λ than λ·(1−δ)u(a) − Σ_r μ_r floor_r + Σ_o h_o(θ_o), where h_o is the
 * support of the continuation set of outcome o and θ_o the weight that λ and μ put on it. Any
 * prices give a bound; {@link Prices} suggests them, and all that were suggested are tried in every
 * sweep.
 *
 * <p>Deliberately plain, and apart from the solver's own sets.
 */
final class PublicOuterBounds {
  private static final double WIDENING = 1e-13;

  /** What a violated constraint costs where prices are suggested. */
  private static final double PENALTY = 64;

  /** Prices are kept if they lower a bound by more than this. */
  private static final double WORTH = 1e-9;

  /** Prices kept per profile and direction; the oldest goes first. */
  private static final int MOST_PRICES = 6;

  /** Constraints are relaxed by this, so that rounding never makes a profile unenforceable. */
  private static final double RELIEF = 1e-12;

  /** Directions closer than this are one. */
  private static final double SAME_DIRECTION = 1e-6;

  private static final int SWEEPS_PER_ROUND = 2000;

  /** A profile's constraints: one entry per outcome, one row per deviation. */
  private record Constraints(
      double[] base,
      int[] targets,
      double[] probability,
      int[] player,
      double[][] shift,
      double[] floor) {}

  private final Game game;
  private final double[] low = new double[2];
  private final double[] width = new double[2];
  private final double[][][] directions;
  private final double[][] support;
  private final List<List<double[]>> corners = new ArrayList<>();
  private final Constraints[][] constraints;
  private final boolean[][] enforceable;
  private final List<List<List<List<double[]>>>> prices = new ArrayList<>();

  /**
   * @param directions per state unit vectors in scaled payoffs
   */
  PublicOuterBounds(Game game, List<List<double[]>> directions) {
    this.game = game;
    int states = game.stateCount();
    for (int i = 0; i < 2; i++) {
      low[i] = game.minPayoff(i);
      double range = game.maxPayoff(i) - low[i];
      width[i] = range > 0 ? range : 1;
    }
    this.directions = new double[states][][];
    support = new double[states][];
    constraints = new Constraints[states][];
    enforceable = new boolean[states][];
    for (int s = 0; s < states; s++) {
      this.directions[s] = directions.get(s).toArray(double[][]::new);
      support[s] = new double[this.directions[s].length];
      for (int d = 0; d < support[s].length; d++) {
        double[] n = this.directions[s][d];
        support[s][d] = Math.max(0, n[0]) + Math.max(0, n[1]) + WIDENING;
      }
      int profiles = game.state(s).profileCount();
      constraints[s] = new Constraints[profiles];
      enforceable[s] = new boolean[profiles];
      Arrays.fill(enforceable[s], true);
      List<List<List<double[]>>> ofState = new ArrayList<>();
      for (int a = 0; a < profiles; a++) {
        constraints[s][a] = constraints(s, a);
        List<List<double[]>> ofProfile = new ArrayList<>();
        for (int d = 0; d < support[s].length; d++) {
          ofProfile.add(new ArrayList<>());
        }
        ofState.add(ofProfile);
      }
      prices.add(ofState);
      corners.add(List.of());
      setCorners(s);
    }
  }

  private Constraints constraints(int s, int a) {
    State state = game.state(s);
    PublicMonitoring monitoring = state.monitoring().orElseThrow();
    int states = game.stateCount();
    int outcomes = monitoring.signalCount() * states;
    int[] targets = new int[outcomes];
    double[] onPath = new double[outcomes];
    for (int o = 0; o < outcomes; o++) {
      targets[o] = o % states;
      onPath[o] = chance(state, monitoring, a, o);
    }
    List<Integer> players = new ArrayList<>();
    List<double[]> shifts = new ArrayList<>();
    List<Double> floors = new ArrayList<>();
    boolean[] possible = new boolean[outcomes];
    for (int o = 0; o < outcomes; o++) {
      possible[o] = onPath[o] > 0;
    }
    for (int i = 0; i < 2; i++) {
      double delta = game.discount(i);
      for (int action = 0; action < state.actionCount(i); action++) {
        int deviation = state.deviation(a, i, action);
        if (deviation == a) {
          continue;
        }
        double[] shift = new double[outcomes];
        for (int o = 0; o < outcomes; o++) {
          double away = chance(state, monitoring, deviation, o);
          possible[o] |= away > 0;
          shift[o] = delta * (onPath[o] - away);
        }
        players.add(i);
        shifts.add(shift);
        double gain = state.payoff(deviation, i) - state.payoff(a, i);
        floors.add((1 - delta) * gain / width[i] - RELIEF);
      }
    }
    int[] kept = java.util.stream.IntStream.range(0, outcomes).filter(o -> possible[o]).toArray();
    double[] base = new double[2];
    for (int i = 0; i < 2; i++) {
      base[i] = (1 - game.discount(i)) * (state.payoff(a, i) - low[i]) / width[i];
    }
    return new Constraints(
        base,
        Arrays.stream(kept).map(o -> targets[o]).toArray(),
        Arrays.stream(kept).mapToDouble(o -> onPath[o]).toArray(),
        players.stream().mapToInt(i -> i).toArray(),
        shifts.stream()
            .map(row -> Arrays.stream(kept).mapToDouble(o -> row[o]).toArray())
            .toArray(double[][]::new),
        floors.stream().mapToDouble(f -> f).toArray());
  }

  private double chance(State state, PublicMonitoring monitoring, int profile, int outcome) {
    int states = game.stateCount();
    return monitoring.probability(profile, outcome / states)
        * state.transition(profile).probabilityOf(outcome % states);
  }

  /** False is certain. */
  boolean mayBeEnforced(int state, int profile) {
    return enforceable[state][profile];
  }

  /** Forbids a profile: bounds are then of equilibria that never prescribe it. */
  void forbid(int state, int profile) {
    enforceable[state][profile] = false;
  }

  /** The corners of a state's set in scaled payoffs, counter-clockwise; empty if it is. */
  List<double[]> corners(int state) {
    return corners.get(state);
  }

  /**
   * New prices, then sweeps until nothing moves by more than {@code settled}.
   *
   * @return how far anything moved
   */
  double round(double settled) {
    for (int s = 0; s < support.length; s++) {
      for (int a = 0; a < enforceable[s].length && !corners.get(s).isEmpty(); a++) {
        enforceable[s][a] = enforceable[s][a] && mayBeEnforced(constraints[s][a]);
      }
      for (int d = 0; d < support[s].length && !corners.get(s).isEmpty(); d++) {
        suggest(s, d);
      }
    }
    double most = 0;
    for (int k = 0; k < SWEEPS_PER_ROUND; k++) {
      double moved = sweep();
      most = Math.max(most, moved);
      if (moved <= settled) {
        break;
      }
    }
    return most;
  }

  private boolean mayBeEnforced(Constraints c) {
    for (int target : c.targets()) {
      if (corners.get(target).isEmpty()) {
        return false;
      }
    }
    double[] none = {0, 0};
    return !(bound(c, none, suggested(c, none, 1)) < 0);
  }

  /** New prices for the profiles that go furthest in a direction, until those are tight. */
  private void suggest(int s, int d) {
    boolean[] tried = new boolean[enforceable[s].length];
    double[] reach = new double[tried.length];
    for (int a = 0; a < tried.length; a++) {
      reach[a] = enforceable[s][a] ? lowest(s, a, d) : Double.NEGATIVE_INFINITY;
    }
    while (true) {
      int most = 0;
      for (int a = 1; a < tried.length; a++) {
        most = reach[a] > reach[most] ? a : most;
      }
      if (tried[most] || reach[most] == Double.NEGATIVE_INFINITY) {
        return;
      }
      tried[most] = true;
      double[] found = suggested(constraints[s][most], directions[s][d], PENALTY);
      double bound = bound(constraints[s][most], directions[s][d], found);
      if (bound < reach[most] - WORTH) {
        List<double[]> known = prices.get(s).get(most).get(d);
        if (known.size() == MOST_PRICES) {
          known.remove(0);
        }
        known.add(found);
        reach[most] = bound;
      }
    }
  }

  /** Bounds the state's set in one more direction; false if it is bounded in that one already. */
  boolean addDirection(int s, double[] direction) {
    int count = support[s].length;
    for (double[] known : directions[s]) {
      if (Math.hypot(known[0] - direction[0], known[1] - direction[1]) < SAME_DIRECTION) {
        return false;
      }
    }
    directions[s] = Arrays.copyOf(directions[s], count + 1);
    directions[s][count] = direction;
    support[s] = Arrays.copyOf(support[s], count + 1);
    double furthest = Double.NEGATIVE_INFINITY;
    for (double[] w : corners.get(s)) {
      furthest = Math.max(furthest, direction[0] * w[0] + direction[1] * w[1]);
    }
    support[s][count] = furthest + WIDENING;
    prices.get(s).forEach(ofProfile -> ofProfile.add(new ArrayList<>()));
    return true;
  }

  private double lowest(int s, int a, int d) {
    double lowest = bound(constraints[s][a], directions[s][d], new double[0]);
    for (double[] mu : prices.get(s).get(a).get(d)) {
      lowest = Math.min(lowest, bound(constraints[s][a], directions[s][d], mu));
    }
    return lowest;
  }

  private double sweep() {
    double moved = 0;
    for (int s = 0; s < support.length; s++) {
      if (corners.get(s).isEmpty()) {
        continue;
      }
      boolean any = false;
      double[] next = new double[support[s].length];
      Arrays.fill(next, Double.NEGATIVE_INFINITY);
      for (int a = 0; a < enforceable[s].length; a++) {
        for (int target : constraints[s][a].targets()) {
          enforceable[s][a] &= !corners.get(target).isEmpty();
        }
        for (int d = 0; d < next.length && enforceable[s][a]; d++) {
          next[d] = Math.max(next[d], lowest(s, a, d));
        }
        any |= enforceable[s][a];
      }
      if (!any) {
        corners.set(s, List.of());
        moved = 1;
        continue;
      }
      for (int d = 0; d < next.length; d++) {
        double widened = next[d] + WIDENING;
        if (widened < support[s][d]) {
          moved = Math.max(moved, support[s][d] - widened);
          support[s][d] = widened;
        }
      }
      setCorners(s);
    }
    return moved;
  }

  private double bound(Constraints c, double[] lambda, double[] mu) {
    double bound = lambda[0] * c.base()[0] + lambda[1] * c.base()[1];
    for (int r = 0; r < mu.length; r++) {
      bound -= mu[r] * c.floor()[r];
    }
    for (int o = 0; o < c.targets().length; o++) {
      double[] theta = new double[2];
      for (int i = 0; i < 2; i++) {
        theta[i] = lambda[i] * game.discount(i) * c.probability()[o];
      }
      for (int r = 0; r < mu.length; r++) {
        theta[c.player()[r]] += mu[r] * c.shift()[r][o];
      }
      double[] w = Support.furthest(corners.get(c.targets()[o]), theta[0], theta[1]);
      bound += theta[0] * w[0] + theta[1] * w[1];
    }
    return bound;
  }

  /** Prices of the constraints in max λ·v less the penalty for violated constraints. */
  private double[] suggested(Constraints c, double[] lambda, double penalty) {
    int outcomes = c.targets().length;
    double[][] gain = new double[outcomes][2];
    List<List<double[]>> sets = new ArrayList<>();
    for (int o = 0; o < outcomes; o++) {
      sets.add(corners.get(c.targets()[o]));
      for (int i = 0; i < 2; i++) {
        gain[o][i] = lambda[i] * game.discount(i) * c.probability()[o];
      }
    }
    return Prices.of(gain, c.shift(), c.player(), c.floor(), penalty, sets);
  }

  private void setCorners(int s) {
    List<double[]> polygon =
        List.of(
            new double[] {-1, -1}, new double[] {2, -1}, new double[] {2, 2}, new double[] {-1, 2});
    for (int d = 0; d < support[s].length; d++) {
      polygon = Plane.cut(polygon, directions[s][d], support[s][d] + WIDENING);
    }
    if (!polygon.isEmpty()) {
      corners.set(s, polygon);
    }
  }
}
