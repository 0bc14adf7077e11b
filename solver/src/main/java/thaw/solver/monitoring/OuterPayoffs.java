package thaw.solver.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import thaw.model.game.Game;

/**
 * Sets that contain all payoffs of perfect public equilibria, one per state, each an intersection
 * of half-planes (the outer approximation of Judd, Yeltekin and Conklin 2003): the operator of
 * Abreu, Pearce and Stacchetti (1990) applied direction by direction, from the box of stage
 * payoffs. After every sweep the sets are bounds: coarse or unfinished ones are wider, never wrong.
 *
 * <p>A kernel, in scaled payoffs: the box is [0, 1]².
 */
final class OuterPayoffs {
  /** Widens every support value: rounding never cuts a payoff off. */
  private static final double WIDENING = 1e-14;

  /** Half-planes are cut with this much to spare when corners are computed. */
  private static final double CORNER = 1e-14;

  /** Directions closer than this, radians, are one. */
  private static final double SAME_ANGLE = 1e-9;

  private static final int FIRST_DIRECTIONS = 8;

  /**
   * A half-plane's direction, how far the set goes in it, the payoff found furthest in it, and how
   * far each profile reached.
   */
  private static final class Side {
    final double angle;
    final double x;
    final double y;
    final double[] reached;
    double support;
    double pointX = Double.NaN;
    double pointY = Double.NaN;

    Side(double angle, double support, int profiles) {
      this.angle = angle;
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      x = Math.abs(cos) < 1e-15 ? 0 : cos;
      y = Math.abs(sin) < 1e-15 ? 0 : sin;
      this.support = support;
      reached = new double[profiles];
      Arrays.fill(reached, Double.POSITIVE_INFINITY);
    }
  }

  private final Incentives[][] incentives;
  private final EnforcementProgram[][] programs;
  private final boolean[][] mayBeEnforced;
  private final List<List<Side>> sides = new ArrayList<>();
  private final double[][] xs;
  private final double[][] ys;

  OuterPayoffs(Game game, Incentives.Scale scale, boolean[][] allowed) {
    int states = game.stateCount();
    incentives = new Incentives[states][];
    programs = new EnforcementProgram[states][];
    mayBeEnforced = new boolean[states][];
    xs = new double[states][];
    ys = new double[states][];
    for (int s = 0; s < states; s++) {
      int profiles = game.state(s).profileCount();
      incentives[s] = new Incentives[profiles];
      programs[s] = new EnforcementProgram[profiles];
      mayBeEnforced[s] = allowed[s].clone();
      for (int a = 0; a < profiles; a++) {
        incentives[s][a] = Incentives.of(game, scale, s, a);
        programs[s][a] = new EnforcementProgram(incentives[s][a], 0, Incentives.ROUNDING);
      }
      List<Side> own = new ArrayList<>();
      for (int d = 0; d < FIRST_DIRECTIONS; d++) {
        double angle = 2 * Math.PI * d / FIRST_DIRECTIONS;
        own.add(
            new Side(angle, Math.max(0, Math.cos(angle)) + Math.max(0, Math.sin(angle)), profiles));
      }
      sides.add(own);
      setCorners(s);
    }
  }

  Incentives incentives(int state, int profile) {
    return incentives[state][profile];
  }

  int profileCount(int state) {
    return incentives[state].length;
  }

  int stateCount() {
    return incentives.length;
  }

  /** False is certain: no continuation payoffs within the sets enforce the profile. */
  boolean mayBeEnforced(int state, int profile) {
    return mayBeEnforced[state][profile];
  }

  /** First coordinates of the corners of a state's set, counter-clockwise. */
  double[] xs(int state) {
    return xs[state];
  }

  /** Second coordinates. */
  double[] ys(int state) {
    return ys[state];
  }

  int sideCount() {
    return sides.stream().mapToInt(List::size).sum();
  }

  /**
   * Applies the operator to every state once.
   *
   * @return how far any side moved
   */
  double sweep() {
    double moved = 0;
    for (int s = 0; s < incentives.length; s++) {
      if (xs[s].length > 0) {
        moved = Math.max(moved, sweep(s));
      }
    }
    return moved;
  }

  private double sweep(int s) {
    List<Side> own = sides.get(s);
    boolean[] started = new boolean[incentives[s].length];
    double[] reach = new double[own.size()];
    boolean any = false;
    for (int d = 0; d < reach.length; d++) {
      reach[d] = reach(s, own.get(d), started);
      any |= reach[d] > Double.NEGATIVE_INFINITY;
    }
    if (!any) {
      xs[s] = new double[0];
      ys[s] = new double[0];
      Arrays.fill(mayBeEnforced[s], false);
      return 1;
    }
    double moved = 0;
    for (int d = 0; d < reach.length; d++) {
      Side side = own.get(d);
      double next = reach[d] + WIDENING;
      if (next < side.support) {
        moved = Math.max(moved, side.support - next);
        side.support = next;
      }
    }
    setCorners(s);
    return moved;
  }

  /**
   * How far any enforced payoff goes in a side's direction. What a profile reaches only falls from
   * sweep to sweep, so profiles are tried in the order of what they last reached, until none of the
   * rest can go further.
   */
  private double reach(int s, Side side, boolean[] started) {
    double reach = Double.NEGATIVE_INFINITY;
    boolean[] tried = new boolean[started.length];
    while (true) {
      int next = -1;
      for (int a = 0; a < tried.length; a++) {
        if (mayBeEnforced[s][a]
            && !tried[a]
            && side.reached[a] > reach
            && (next < 0 || side.reached[a] > side.reached[next])) {
          next = a;
        }
      }
      if (next < 0) {
        return reach;
      }
      tried[next] = true;
      EnforcementProgram program = programs[s][next];
      if (!started[next]) {
        mayBeEnforced[s][next] = program.start(xs, ys);
        started[next] = true;
      }
      if (mayBeEnforced[s][next]) {
        double bound = Math.min(side.reached[next], program.maximise(side.x, side.y));
        side.reached[next] = bound;
        if (bound > reach) {
          reach = bound;
          side.pointX = program.payoff(0);
          side.pointY = program.payoff(1);
        }
      }
    }
  }

  /** Tries for every profile whether any continuation within the sets enforces it. */
  void dropUnenforceable() {
    for (int s = 0; s < incentives.length; s++) {
      for (int a = 0; a < incentives[s].length; a++) {
        mayBeEnforced[s][a] =
            mayBeEnforced[s][a] && xs[s].length > 0 && programs[s][a].start(xs, ys);
      }
    }
  }

  /** The corners of the intersection of a state's half-planes. */
  private void setCorners(int s) {
    List<Side> own = sides.get(s);
    double[] x = {-1, 2, 2, -1};
    double[] y = {-1, -1, 2, 2};
    for (Side side : own) {
      double[] nextX = new double[2 * x.length];
      double[] nextY = new double[2 * x.length];
      int size = 0;
      for (int k = 0; k < x.length; k++) {
        int after = k + 1 < x.length ? k + 1 : 0;
        double over = side.x * x[k] + side.y * y[k] - side.support - CORNER;
        double overNext = side.x * x[after] + side.y * y[after] - side.support - CORNER;
        if (over <= 0) {
          nextX[size] = x[k];
          nextY[size++] = y[k];
        }
        if ((over < 0 && overNext > 0) || (over > 0 && overNext < 0)) {
          double share = over / (over - overNext);
          nextX[size] = x[k] + share * (x[after] - x[k]);
          nextY[size++] = y[k] + share * (y[after] - y[k]);
        }
      }
      x = Arrays.copyOf(nextX, size);
      y = Arrays.copyOf(nextY, size);
    }
    if (x.length == 0) {
      return; // only rounding can have emptied it: the corners of before are a bound still
    }
    xs[s] = x;
    ys[s] = y;
  }

  /**
   * Adds sides where the sets stick out beyond the payoffs found: along the edges of the hull of
   * those, wherever a corner is further than {@code gap} from it.
   *
   * @return how many
   */
  int refine(double gap) {
    int added = 0;
    for (int s = 0; s < incentives.length; s++) {
      if (xs[s].length == 0) {
        continue;
      }
      List<double[]> points = new ArrayList<>();
      for (Side side : sides.get(s)) {
        if (!Double.isNaN(side.pointX)) {
          points.add(new double[] {side.pointX, side.pointY});
        }
      }
      added += alongEdges(s, Planar.hull(points), gap);
    }
    return added;
  }

  /** Adds sides along the edges of a hull within the set, wherever a corner is far from it. */
  int alongEdges(int s, List<double[]> hull, double gap) {
    int added = 0;
    for (int k = 0; k < xs[s].length; k++) {
      int edge = Planar.nearestEdge(hull, xs[s][k], ys[s][k], gap);
      if (edge >= 0) {
        double[] from = hull.get(edge);
        double[] to = hull.get((edge + 1) % hull.size());
        double angle = Math.atan2(from[0] - to[0], to[1] - from[1]);
        added += add(s, angle) ? 1 : 0;
      }
    }
    if (added > 0) {
      sides.get(s).sort(Comparator.comparingDouble(side -> side.angle));
    }
    return added;
  }

  private boolean add(int s, double angle) {
    double positive = angle < 0 ? angle + 2 * Math.PI : angle;
    for (Side side : sides.get(s)) {
      double apart = Math.abs(side.angle - positive);
      if (Math.min(apart, 2 * Math.PI - apart) < SAME_ANGLE) {
        return false;
      }
    }
    Side side = new Side(positive, Double.POSITIVE_INFINITY, incentives[s].length);
    side.support = support(s, side.x, side.y);
    sides.get(s).add(side);
    return true;
  }

  private double support(int s, double x, double y) {
    double support = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < xs[s].length; k++) {
      support = Math.max(support, x * xs[s][k] + y * ys[s][k]);
    }
    return support + WIDENING;
  }

  /** Drops sides, the axes aside, that the set does not reach up to by more than {@code slack}. */
  void dropIdleSides(double slack) {
    for (int s = 0; s < incentives.length; s++) {
      int state = s;
      if (xs[s].length > 0) {
        sides
            .get(s)
            .removeIf(
                side ->
                    side.x != 0
                        && side.y != 0
                        && support(state, side.x, side.y) < side.support - slack);
      }
    }
  }
}
