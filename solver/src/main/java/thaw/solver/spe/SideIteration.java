package thaw.solver.spe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Outer approximations of V(s) as polygons with given outward normals, improved in place by the
 * operator B (Abreu, Pearce and Stacchetti 1990), state by state, on the kernel {@link
 * Continuations}.
 *
 * <p>Invariants. Every W(s) contains V(s), or what is left of it under tightened constraints: a set
 * is replaced by the polygon around B(W)(s) with the state's normals, and rounding goes outward.
 * Side k of state s has its normal, its support, and a point of the last B(W)(s) that lies on it;
 * between the points of neighbouring sides the polygon exceeds B(W)(s) by no more than its corner
 * there, and sides are added where that is too much (the sandwich algorithm; Rote 1992) and dropped
 * where their neighbours do without.
 */
final class SideIteration {
  /** Supports are widened by this much per update, payoff range 1: rounding never cuts. */
  private static final double WIDENING = 1e-15;

  /** Points whose reaches differ by less than this share of the precision are on one side. */
  private static final double ON_SIDE = 1.0 / 8;

  private static final double LEAST_TIE = 1e-13;

  /** Neighbours of a side that is dropped are at least this far apart, in radians. */
  private static final double APART = 1e-6;

  /** A side is turned rather than given a neighbour that is closer than this. */
  private static final double TURNED = 1e-10;

  /** Directions closer than this are one. */
  private static final double SAME_DIRECTION = 1e-12;

  /** Sides that are asked for are added unless there is one as close as this. */
  private static final double CLOSE = 1e-10;

  private static final int FIRST_SIDES = 16;

  /** An image that reaches farther than an earlier one by more than this is cut by that. */
  private static final double GROWTH = 1e-9;

  /** Corners lie within this distance of the axes, payoff range 1. */
  private static final double FAR = 2;

  /** Room for more sides per state, besides a share of those there are. */
  private static final int ROOM = 8;

  /** Sides that neighbours do without stay until they are more than this share of a state's. */
  private static final double FEW_DROPPED = 0.1;

  /** Sides between two neighbours are halved into at most 2 to the power of this. */
  private static final int MOST_SPLITS = 12;

  /**
   * A side while sides are added and dropped: its normal, also in terms of continuation payoffs,
   * its support, and the first and last point of B(W) on it.
   */
  private record Side(
      double angle,
      double ahead,
      double nx,
      double ny,
      double support,
      double firstX,
      double firstY,
      double lastX,
      double lastY) {}

  final PayoffSetOperator game;

  final double[][] angle;

  /** The same in terms of continuation payoffs. */
  private final double[][] ahead;

  final double[][] normalX;
  final double[][] normalY;
  final double[][] support;

  /** The first and last point of B(W) on each side, counter-clockwise. */
  final double[][] firstX;

  final double[][] firstY;
  final double[][] lastX;
  final double[][] lastY;

  final boolean[] empty;

  /** Whether the last update found the profile enforceable. */
  final boolean[] enforceable;

  Shapes shapes;
  Continuations continuations;

  private final int[][] predecessors;
  private final boolean[] pending;
  private final double[] untold;
  private final double margin;
  private int sweeps;
  private double tie = LEAST_TIE;

  // Scratch: deviation payoffs, the least continuation payoffs, and the new supports.
  private final double[] deviation1;
  private final double[] deviation2;
  final double[] best1;
  final double[] best2;
  final double[] bound1;
  final double[] bound2;
  private double cornerX;
  private double cornerY;
  private double[] reach = new double[256];
  private double[] fromX = new double[256];
  private double[] fromY = new double[256];
  private double[] untilX = new double[256];
  private double[] untilY = new double[256];

  private SideIteration(PayoffSetOperator game, int[][] predecessors, double margin) {
    this.game = game;
    this.predecessors = predecessors;
    this.margin = margin;
    int states = game.states;
    angle = new double[states][];
    ahead = new double[states][];
    normalX = new double[states][];
    normalY = new double[states][];
    support = new double[states][];
    firstX = new double[states][];
    firstY = new double[states][];
    lastX = new double[states][];
    lastY = new double[states][];
    Arrays.fill(angle, new double[0]);
    Arrays.fill(ahead, new double[0]);
    shapes = new Shapes(new int[states + 1]);
    continuations = new Continuations(game, shapes, ahead);
    empty = new boolean[states];
    enforceable = new boolean[game.firstProfile[states]];
    Arrays.fill(enforceable, true);
    pending = new boolean[states];
    untold = new double[states];
    int widest = 0;
    for (int s = 0; s < states; s++) {
      widest = Math.max(widest, game.firstProfile[s + 1] - game.firstProfile[s]);
    }
    deviation1 = new double[widest];
    deviation2 = new double[widest];
    best1 = new double[widest];
    best2 = new double[widest];
    bound1 = new double[widest];
    bound2 = new double[widest];
  }

  /** From the box of stage payoffs. */
  static SideIteration start(PayoffSetOperator game, int[][] predecessors) {
    SideIteration iteration = new SideIteration(game, predecessors, 0);
    double[] angles = new double[FIRST_SIDES];
    for (int k = 0; k < FIRST_SIDES; k++) {
      // As the axes are written elsewhere, to the last bit.
      angles[k] = k * (2 * Math.PI) / FIRST_SIDES;
    }
    for (int s = 0; s < game.states; s++) {
      iteration.angle[s] = angles.clone();
      iteration.normals(s);
      int n = angles.length;
      iteration.support[s] = new double[n];
      iteration.firstX[s] = new double[n];
      iteration.firstY[s] = new double[n];
      for (int k = 0; k < n; k++) {
        iteration.firstX[s][k] = iteration.normalX[s][k] > 0 ? 1 : 0;
        iteration.firstY[s][k] = iteration.normalY[s][k] > 0 ? 1 : 0;
        iteration.support[s][k] =
            Math.max(0, iteration.normalX[s][k]) + Math.max(0, iteration.normalY[s][k]);
      }
      iteration.lastX[s] = iteration.firstX[s].clone();
      iteration.lastY[s] = iteration.firstY[s].clone();
    }
    iteration.lay();
    return iteration;
  }

  /**
   * From sets that are known to contain V.
   *
   * @param known per state vertices, scaled to the payoff range 1; not empty
   */
  static SideIteration start(
      PayoffSetOperator game, int[][] predecessors, List<List<double[]>> known) {
    SideIteration iteration = start(game, predecessors);
    double[][] normals = new double[game.states][];
    for (int s = 0; s < game.states; s++) {
      int n = known.get(s).size();
      normals[s] = new double[n > 1 ? n : 0];
      for (int k = 0; k < normals[s].length; k++) {
        double[] here = known.get(s).get(k);
        double[] next = known.get(s).get((k + 1) % n);
        double direction = Math.atan2(here[0] - next[0], next[1] - here[1]);
        normals[s][k] = direction < 0 ? direction + 2 * Math.PI : direction;
      }
    }
    iteration.add(normals);
    for (int s = 0; s < game.states; s++) {
      for (int k = 0; k < iteration.angle[s].length; k++) {
        double most = Double.NEGATIVE_INFINITY;
        for (double[] vertex : known.get(s)) {
          double reach = iteration.normalX[s][k] * vertex[0] + iteration.normalY[s][k] * vertex[1];
          if (reach > most) {
            most = reach;
            iteration.firstX[s][k] = vertex[0];
            iteration.firstY[s][k] = vertex[1];
          }
        }
        iteration.lastX[s][k] = iteration.firstX[s][k];
        iteration.lastY[s][k] = iteration.firstY[s][k];
        iteration.support[s][k] = most + WIDENING;
      }
    }
    iteration.lay();
    return iteration;
  }

  /**
   * An iteration from the sets as they stand, by the operator with tighter constraints: its sets
   * shrink towards the payoffs of equilibria in which every deviation loses at least the margin, or
   * become empty where there are none.
   *
   * @param loss margin, payoff range 1; 0 or more
   */
  SideIteration tightened(double loss) {
    SideIteration tightened = new SideIteration(game, predecessors, loss);
    for (int s = 0; s < game.states; s++) {
      tightened.angle[s] = angle[s].clone();
      tightened.ahead[s] = ahead[s].clone();
      tightened.normalX[s] = normalX[s].clone();
      tightened.normalY[s] = normalY[s].clone();
      tightened.support[s] = support[s].clone();
      tightened.firstX[s] = firstX[s].clone();
      tightened.firstY[s] = firstY[s].clone();
      tightened.lastX[s] = lastX[s].clone();
      tightened.lastY[s] = lastY[s].clone();
      tightened.empty[s] = empty[s];
      tightened.grow(angle[s].length);
    }
    tightened.shapes = shapes.copy();
    tightened.continuations = continuations.copy(tightened.shapes, tightened.ahead);
    tightened.wake();
    return tightened;
  }

  int sweeps() {
    return sweeps;
  }

  /** Whether some set is empty that is not in {@code other}. */
  boolean emptierThan(SideIteration other) {
    for (int s = 0; s < game.states; s++) {
      if (empty[s] && !other.empty[s]) {
        return true;
      }
    }
    return false;
  }

  /** The number of sides of all sets. */
  int sides() {
    int sides = 0;
    for (int s = 0; s < game.states; s++) {
      sides += shapes.size(s);
    }
    return sides;
  }

  private void normals(int s) {
    int n = angle[s].length;
    normalX[s] = new double[n];
    ahead[s] = new double[n];
    normalY[s] = new double[n];
    for (int k = 0; k < n; k++) {
      normalX[s][k] = normalX(angle[s][k]);
      normalY[s][k] = normalY(angle[s][k]);
      ahead[s][k] = Continuations.ahead(game, angle[s][k], normalX[s][k], normalY[s][k]);
    }
  }

  private static double normalX(double angle) {
    return angle == Math.PI / 2 || angle == 3 * Math.PI / 2 ? 0 : Math.cos(angle);
  }

  private static double normalY(double angle) {
    return angle == Math.PI ? 0 : Math.sin(angle);
  }

  /** Makes shapes of the sides, and the orders in which they add up. */
  private void lay() {
    int[] first = new int[game.states + 1];
    int[] count = new int[game.states];
    int most = 0;
    for (int s = 0; s < game.states; s++) {
      count[s] = empty[s] ? 0 : angle[s].length;
      first[s + 1] = first[s] + count[s] + count[s] / 8 + ROOM;
      most = Math.max(most, count[s]);
    }
    shapes = new Shapes(first, count);
    for (int s = 0; s < game.states; s++) {
      if (!empty[s]) {
        shapes.replace(s, angle[s]);
        corners(s);
      }
    }
    continuations = new Continuations(game, shapes, ahead);
    Arrays.fill(pending, true);
    Arrays.fill(untold, 0);
    grow(most);
  }

  /** The same where few states have other sides than before. */
  private void lay(boolean[] changed) {
    for (int s = 0; s < game.states; s++) {
      if (changed[s] && !empty[s]) {
        if (!shapes.replace(s, angle[s])) {
          lay();
          return;
        }
        corners(s);
        grow(angle[s].length);
      }
    }
    continuations.changed(changed);
    for (int s = 0; s < game.states; s++) {
      if (changed[s]) {
        pending[s] = true;
        for (int p : predecessors[s]) {
          pending[p] = true;
        }
      }
    }
  }

  private void grow(int directions) {
    if (reach.length < directions) {
      reach = new double[2 * directions];
      fromX = new double[2 * directions];
      fromY = new double[2 * directions];
      untilX = new double[2 * directions];
      untilY = new double[2 * directions];
    }
  }

  /** The corners between neighbouring sides. */
  private void corners(int s) {
    int n = angle[s].length;
    int at = shapes.first[s];
    for (int k = 0; k < n; k++) {
      int next = k + 1 == n ? 0 : k + 1;
      corner(
          normalX[s][k],
          normalY[s][k],
          support[s][k],
          lastX[s][k],
          lastY[s][k],
          normalX[s][next],
          normalY[s][next],
          support[s][next],
          firstX[s][next],
          firstY[s][next]);
      shapes.x[at + k] = cornerX;
      shapes.y[at + k] = cornerY;
    }
    shapes.derive(s);
  }

  /**
   * The corners of the intersection of the sides' half-planes, where some no longer touch it: the
   * points known lie beyond what an earlier image has shown. A side that does not touch has an edge
   * of length zero.
   *
   * @return whether there is an intersection
   */
  private boolean intersect(int s) {
    int n = angle[s].length;
    int[] kept = new int[n];
    int first = 0;
    int last = -1;
    for (int k = 0; k < n; k++) {
      while (last > first && !meets(s, kept[last - 1], kept[last], k)) {
        last--;
      }
      while (last > first && !meets(s, kept[first], kept[first + 1], k)) {
        first++;
      }
      kept[++last] = k;
    }
    while (last - first > 1 && !meets(s, kept[last - 1], kept[last], kept[first])) {
      last--;
    }
    while (last - first > 1 && !meets(s, kept[first], kept[first + 1], kept[last])) {
      first++;
    }
    if (last - first < 2) {
      return false;
    }
    int at = shapes.first[s];
    for (int j = first; j <= last; j++) {
      int side = kept[j];
      int next = j == last ? kept[first] : kept[j + 1];
      if (!cross(s, side, next) || Math.abs(cornerX) > FAR || Math.abs(cornerY) > FAR) {
        return false;
      }
      for (int k = side; k != next; k = k + 1 == n ? 0 : k + 1) {
        shapes.x[at + k] = cornerX;
        shapes.y[at + k] = cornerY;
      }
    }
    shapes.derive(s);
    return true;
  }

  /** Whether the corner of two sides lies within the half-plane of another. */
  private boolean meets(int s, int one, int other, int side) {
    return !cross(s, one, other)
        || normalX[s][side] * cornerX + normalY[s][side] * cornerY <= support[s][side] + WIDENING;
  }

  /** Sets the corner to where the lines of two sides meet; says whether they do. */
  private boolean cross(int s, int one, int other) {
    double turn = normalX[s][one] * normalY[s][other] - normalY[s][one] * normalX[s][other];
    cornerX = (support[s][one] * normalY[s][other] - support[s][other] * normalY[s][one]) / turn;
    cornerY = (support[s][other] * normalX[s][one] - support[s][one] * normalX[s][other]) / turn;
    return turn > SAME_DIRECTION;
  }

  /** Sets the corner of two sides, given by normal, support, and last or first point. */
  private void corner(
      double nx,
      double ny,
      double reach,
      double px,
      double py,
      double mx,
      double my,
      double nextReach,
      double toX,
      double toY) {
    // From the point on a side along it until the next side is met, but not beyond its point.
    double gap = reach - nx * px - ny * py;
    double x = px + gap * nx;
    double y = py + gap * ny;
    double ahead = nextReach - mx * x - my * y;
    double turn = my * nx - mx * ny;
    double along = ahead > 0 && turn > 0 ? ahead / turn : 0;
    x -= along * ny;
    y += along * nx;
    if (mx * (toY - y) - my * (toX - x) < 0) {
      double rest = nextReach - mx * toX - my * toY;
      x = toX + rest * mx;
      y = toY + rest * my;
    }
    cornerX = x;
    cornerY = y;
  }

  /**
   * Updates every state once whose set could move.
   *
   * @param precision movement that predecessors need not know of, payoff range 1
   * @return whether nothing moved by more than that
   */
  boolean sweep(double precision) {
    tie = Math.max(LEAST_TIE, ON_SIDE * precision);
    boolean settled = true;
    boolean forward = sweeps % 2 == 0;
    for (int k = 0; k < game.states; k++) {
      int s = forward ? k : game.states - 1 - k;
      if (!pending[s] || empty[s]) {
        continue;
      }
      pending[s] = false;
      untold[s] += update(s);
      if (untold[s] > precision) {
        untold[s] = 0;
        settled = false;
        for (int p : predecessors[s]) {
          pending[p] = true;
        }
      }
    }
    sweeps++;
    return settled;
  }

  /** Asks for every state to be updated in the next sweep. */
  void wake() {
    Arrays.fill(pending, true);
  }

  /**
   * Fills best1 and best2 with the payoffs of each player's best deviation from every profile of s,
   * punished by the least of the sets given.
   *
   * @return false if some profile leads to a state without equilibrium, so that s has none
   */
  boolean deviations(int s, Shapes sets) {
    int first = game.firstProfile[s];
    int n1 = game.actions1[s];
    int n2 = game.actions2[s];
    for (int a = first; a < game.firstProfile[s + 1]; a++) {
      double worst1 = 0;
      double worst2 = 0;
      for (int k = game.firstSuccessor[a]; k < game.firstSuccessor[a + 1]; k++) {
        int next = game.successor[k];
        if (sets.size(next) == 0 || empty[next]) {
          return false;
        }
        worst1 += game.probability[k] * sets.minX[next];
        worst2 += game.probability[k] * sets.minY[next];
      }
      deviation1[a - first] = (1 - game.discount1) * game.payoff1[a] + game.discount1 * worst1;
      deviation2[a - first] = (1 - game.discount2) * game.payoff2[a] + game.discount2 * worst2;
    }
    for (int a1 = 0; a1 < n1; a1++) {
      for (int a2 = 0; a2 < n2; a2++) {
        double most1 = Double.NEGATIVE_INFINITY;
        for (int d = 0; d < n1; d++) {
          most1 = d == a1 ? most1 : Math.max(most1, deviation1[d * n2 + a2]);
        }
        double most2 = Double.NEGATIVE_INFINITY;
        for (int d = 0; d < n2; d++) {
          most2 = d == a2 ? most2 : Math.max(most2, deviation2[a1 * n2 + d]);
        }
        best1[a1 * n2 + a2] = most1;
        best2[a1 * n2 + a2] = most2;
      }
    }
    return true;
  }

  /**
   * Fills bound1 and bound2 with h_i(a) for every profile of s; as {@link #deviations}.
   *
   * @param relaxed by how much constraints are relaxed, payoff range 1
   */
  boolean constraints(int s, Shapes sets, double relaxed) {
    if (!deviations(s, sets)) {
      return false;
    }
    int first = game.firstProfile[s];
    for (int a = first; a < game.firstProfile[s + 1]; a++) {
      int own = a - first;
      double today1 = (1 - game.discount1) * game.payoff1[a];
      double today2 = (1 - game.discount2) * game.payoff2[a];
      bound1[own] = required(best1[own] - today1 - relaxed, game.discount1);
      bound2[own] = required(best2[own] - today2 - relaxed, game.discount2);
    }
    return true;
  }

  /** The least continuation payoff that outweighs a shortfall today; all or nothing at δ = 0. */
  private static double required(double shortfall, double discount) {
    if (shortfall == Double.NEGATIVE_INFINITY) {
      return shortfall;
    }
    double least = shortfall - PayoffSetOperator.RELAXATION;
    if (discount == 0) {
      return least <= 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return least / discount;
  }

  /** Replaces W(s); returns the largest distance by which a side moved inward. */
  private double update(int s) {
    int n = angle[s].length;
    double[] nx = normalX[s];
    double[] ny = normalY[s];
    Arrays.fill(reach, 0, n, Double.NEGATIVE_INFINITY);
    boolean any = false;
    if (constraints(s, shapes, -margin)) {
      int first = game.firstProfile[s];
      for (int a = first; a < game.firstProfile[s + 1]; a++) {
        enforceable[a] = continuations.walk(a, bound1[a - first], bound2[a - first]);
        if (enforceable[a]) {
          any = true;
          reach(a, nx, ny);
        }
      }
    }
    if (!any) {
      empty[s] = true;
      Arrays.fill(enforceable, game.firstProfile[s], game.firstProfile[s + 1], false);
      return Double.POSITIVE_INFINITY;
    }
    boolean grown = false;
    double moved = 0;
    double[] sides = support[s];
    for (int k = 0; k < n; k++) {
      double here = reach[k] + WIDENING;
      firstX[s][k] = fromX[k];
      firstY[s][k] = fromY[k];
      lastX[s][k] = untilX[k];
      lastY[s][k] = untilY[k];
      grown |= here - sides[k] > GROWTH;
      if (here < sides[k]) {
        moved = Math.max(moved, sides[k] - here);
        sides[k] = here;
      }
    }
    if (!grown || !intersect(s)) {
      corners(s);
    }
    return moved;
  }

  /** Raises reach to the supports of (1 − δ) u(a) + δ C(a), for the profile walked last. */
  private void reach(int a, double[] nx, double[] ny) {
    int[] places = continuations.places(a);
    int[] spans = continuations.spans(a);
    boolean cut = continuations.cut1 || continuations.cut2;
    double[] qx = continuations.qx;
    double[] qy = continuations.qy;
    double d1 = game.discount1;
    double d2 = game.discount2;
    double u1 = (1 - d1) * game.payoff1[a];
    double u2 = (1 - d2) * game.payoff2[a];
    for (int k = 0; k < nx.length; k++) {
      int at = places[k];
      if (at < 0) {
        reach(a, k, nx[k], ny[k], spans[-1 - at], spans[-at], spans[1 - at]);
      } else if (!cut || continuations.within(at)) {
        raise(k, nx[k], ny[k], u1 + d1 * qx[at], u2 + d2 * qy[at]);
      } else {
        reachEnds(a, k, nx[k], ny[k]);
      }
    }
  }

  /** The same in one direction, whose support points of Q(a) are given. */
  private void reach(int a, int k, double nx, double ny, int vertex, int begin, int beyond) {
    Continuations c = continuations;
    double d1 = game.discount1;
    double d2 = game.discount2;
    double u1 = (1 - d1) * game.payoff1[a];
    double u2 = (1 - d2) * game.payoff2[a];
    boolean cut = c.cut1 || c.cut2;
    if (!cut || c.within(vertex)) {
      raise(k, nx, ny, u1 + d1 * c.qx[vertex], u2 + d2 * c.qy[vertex]);
      if (begin != vertex && (!cut || c.within(begin))) {
        raise(k, nx, ny, u1 + d1 * c.qx[begin], u2 + d2 * c.qy[begin]);
      }
      if (beyond != vertex && (!cut || c.within(beyond))) {
        raise(k, nx, ny, u1 + d1 * c.qx[beyond], u2 + d2 * c.qy[beyond]);
      }
    } else {
      reachEnds(a, k, nx, ny);
    }
  }

  /** The same where constraints cut the support point off. */
  private void reachEnds(int a, int k, double nx, double ny) {
    Continuations c = continuations;
    double d1 = game.discount1;
    double d2 = game.discount2;
    double u1 = (1 - d1) * game.payoff1[a];
    double u2 = (1 - d2) * game.payoff2[a];
    for (int e = 0; e < c.ends; e++) {
      raise(k, nx, ny, u1 + d1 * c.endX[e], u2 + d2 * c.endY[e]);
    }
  }

  private void raise(int k, double nx, double ny, double x, double y) {
    double far = nx * x + ny * y;
    double gain = far - reach[k];
    if (gain > tie) {
      reach[k] = far;
      fromX[k] = x;
      fromY[k] = y;
      untilX[k] = x;
      untilY[k] = y;
    } else if (gain >= -tie) {
      reach[k] = Math.max(reach[k], far);
      double along = nx * y - ny * x;
      if (along < nx * fromY[k] - ny * fromX[k]) {
        fromX[k] = x;
        fromY[k] = y;
      } else if (along > nx * untilY[k] - ny * untilX[k]) {
        untilX[k] = x;
        untilY[k] = y;
      }
    }
  }

  /**
   * Adds sides where corners exceed B(W) by more than {@code detail}, until none does, and drops
   * sides that matter less than a quarter of that.
   *
   * @return whether sides were added
   */
  boolean refine(double detail) {
    boolean added = false;
    boolean[] changed = new boolean[game.states];
    int changes = 0;
    for (int s = 0; s < game.states; s++) {
      if (empty[s]) {
        continue;
      }
      List<Side> sides = kept(s, detail / 4);
      if (rough(sides, detail)) {
        // Gaps are judged by points of one and the same B(W).
        update(s);
        if (empty[s]) {
          changed[s] = true;
          continue;
        }
        sides = kept(s, detail / 4);
        added |= split(s, sides, detail);
        changed[s] = true;
      } else if (sides.size() < (1 - FEW_DROPPED) * angle[s].length) {
        changed[s] = true;
      }
      if (changed[s]) {
        replace(s, sides);
        changes++;
      }
    }
    if (2 * changes > game.states) {
      lay();
    } else {
      lay(changed);
    }
    return added;
  }

  /** The sides without those that their neighbours do without, never two in a row. */
  private List<Side> kept(int s, double slack) {
    List<Side> kept = new ArrayList<>();
    boolean dropped = false;
    for (int k = 0; k < angle[s].length; k++) {
      dropped = !dropped && !isAxis(angle[s][k]) && droppable(s, k, slack);
      if (!dropped) {
        kept.add(side(s, k));
      }
    }
    return kept;
  }

  private Side side(int s, int k) {
    return new Side(
        angle[s][k],
        ahead[s][k],
        normalX[s][k],
        normalY[s][k],
        support[s][k],
        firstX[s][k],
        firstY[s][k],
        lastX[s][k],
        lastY[s][k]);
  }

  /** Whether a side is missing. */
  private boolean rough(List<Side> sides, double detail) {
    for (int k = 0; k < sides.size(); k++) {
      if (!Double.isNaN(between(sides.get(k), sides.get((k + 1) % sides.size()), detail))) {
        return true;
      }
    }
    return false;
  }

  /** Adds sides of s, which touch B(W), until none is missing; says whether any was. */
  private boolean split(int s, List<Side> sides, double detail) {
    boolean any = false;
    for (int pass = 0; pass < MOST_SPLITS; pass++) {
      int n = sides.size();
      double[] wanted = new double[n];
      double[] directions = new double[n];
      int count = 0;
      for (int k = 0; k < n; k++) {
        wanted[k] = between(sides.get(k), sides.get((k + 1) % n), detail);
        if (!Double.isNaN(wanted[k])) {
          directions[count++] = wanted[k];
        }
      }
      if (count == 0) {
        return any;
      }
      List<Side> found = sides(s, directions, count);
      if (found.isEmpty()) {
        return any;
      }
      any = true;
      List<Side> merged = new ArrayList<>(n + count);
      int next = 0;
      boolean turned = false;
      for (int k = 0; k < n; k++) {
        Side here = sides.get(k);
        boolean more = !Double.isNaN(wanted[k]);
        // A side that is nearly right already is turned rather than given a neighbour.
        boolean closeBelow = more && !isAxis(here.angle) && wanted[k] - here.angle < TURNED;
        if (!turned && !closeBelow) {
          merged.add(here);
        }
        turned = false;
        if (more) {
          merged.add(found.get(next++));
          turned =
              k + 1 < n
                  && !isAxis(sides.get(k + 1).angle)
                  && sides.get(k + 1).angle - wanted[k] < TURNED;
        }
      }
      sides.clear();
      sides.addAll(merged);
    }
    return any;
  }

  /** Sides of B(W)(s); none if it is empty, as it may become where s leads to itself. */
  private List<Side> sides(int s, double[] directions, int count) {
    grow(count);
    Arrays.fill(reach, 0, count, Double.NEGATIVE_INFINITY);
    if (!constraints(s, shapes, -margin)) {
      return List.of();
    }
    int first = game.firstProfile[s];
    double[] nx = new double[count];
    double[] ny = new double[count];
    double[] turned = new double[count];
    for (int j = 0; j < count; j++) {
      nx[j] = normalX(directions[j]);
      ny[j] = normalY(directions[j]);
      turned[j] = Continuations.ahead(game, directions[j], nx[j], ny[j]);
    }
    for (int a = first; a < game.firstProfile[s + 1]; a++) {
      if (continuations.walk(a, bound1[a - first], bound2[a - first])) {
        for (int j = 0; j < count; j++) {
          int vertex = continuations.before(a, turned[j]);
          int begin = continuations.before(a, turned[j] - Continuations.PARALLEL);
          int beyond = continuations.before(a, turned[j] + Continuations.PARALLEL);
          reach(a, j, nx[j], ny[j], vertex, begin, beyond);
        }
      }
    }
    if (reach[0] == Double.NEGATIVE_INFINITY) {
      return List.of();
    }
    List<Side> sides = new ArrayList<>(count);
    for (int j = 0; j < count; j++) {
      sides.add(
          new Side(
              directions[j],
              turned[j],
              nx[j],
              ny[j],
              reach[j] + WIDENING,
              fromX[j],
              fromY[j],
              untilX[j],
              untilY[j]));
    }
    return sides;
  }

  /**
   * Adds sides with given normals where there is none yet.
   *
   * @param wanted angles per state, in any order
   */
  void add(double[][] wanted) {
    for (int s = 0; s < game.states; s++) {
      if (empty[s] || wanted[s].length == 0) {
        continue;
      }
      List<Side> sides = new ArrayList<>();
      int n = angle[s].length;
      for (int k = 0; k < n; k++) {
        sides.add(side(s, k));
      }
      for (double direction : wanted[s]) {
        int at = Arrays.binarySearch(angle[s], direction);
        int after = at < 0 ? -at - 1 : at;
        int before = after == 0 ? n - 1 : after - 1;
        double below = after == 0 ? Double.POSITIVE_INFINITY : direction - angle[s][before];
        double above = after == n ? Double.POSITIVE_INFINITY : angle[s][after] - direction;
        if (at >= 0 || below < CLOSE || above < CLOSE) {
          continue;
        }
        double x = shapes.x[shapes.first[s] + before];
        double y = shapes.y[shapes.first[s] + before];
        double nx = normalX(direction);
        double ny = normalY(direction);
        double turned = Continuations.ahead(game, direction, nx, ny);
        sides.add(new Side(direction, turned, nx, ny, nx * x + ny * y, x, y, x, y));
      }
      sides.sort(Comparator.comparingDouble(Side::angle));
      replace(s, sides);
    }
    lay();
  }

  private void replace(int s, List<Side> sides) {
    angle[s] = column(sides, Side::angle);
    ahead[s] = column(sides, Side::ahead);
    normalX[s] = column(sides, Side::nx);
    normalY[s] = column(sides, Side::ny);
    support[s] = column(sides, Side::support);
    firstX[s] = column(sides, Side::firstX);
    firstY[s] = column(sides, Side::firstY);
    lastX[s] = column(sides, Side::lastX);
    lastY[s] = column(sides, Side::lastY);
  }

  private static double[] column(List<Side> sides, ToDoubleFunction<Side> column) {
    double[] values = new double[sides.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = column.applyAsDouble(sides.get(k));
    }
    return values;
  }

  private static boolean isAxis(double angle) {
    return angle == 0 || angle == Math.PI / 2 || angle == Math.PI || angle == 3 * Math.PI / 2;
  }

  /** Whether the neighbours of a side, prolonged, meet within {@code slack} of it. */
  private boolean droppable(int s, int k, double slack) {
    int n = angle[s].length;
    int before = k == 0 ? n - 1 : k - 1;
    int next = k + 1 == n ? 0 : k + 1;
    double turn = normalX[s][before] * normalY[s][next] - normalY[s][before] * normalX[s][next];
    if (!(turn > APART)) {
      return false;
    }
    double b = support[s][before];
    double c = support[s][next];
    double x = (b * normalY[s][next] - c * normalY[s][before]) / turn;
    double y = (c * normalX[s][before] - b * normalX[s][next]) / turn;
    if (normalX[s][k] * x + normalY[s][k] * y - support[s][k] > slack) {
      return false;
    }
    // Without the side its neighbours' corner should not look as if it needed one.
    double dx = firstX[s][next] - lastX[s][before];
    double dy = firstY[s][next] - lastY[s][before];
    double length = Math.sqrt(dx * dx + dy * dy);
    double off = (dy * (x - lastX[s][before]) - dx * (y - lastY[s][before])) / length;
    return !(off > slack);
  }

  /**
   * The direction of a side along the points of two neighbouring sides, if their corner is far from
   * it; else not a number.
   */
  private double between(Side side, Side next, double detail) {
    double dx = next.firstX - side.lastX;
    double dy = next.firstY - side.lastY;
    double length = Math.sqrt(dx * dx + dy * dy);
    if (!(length > detail)) {
      return Double.NaN;
    }
    corner(
        side.nx,
        side.ny,
        side.support,
        side.lastX,
        side.lastY,
        next.nx,
        next.ny,
        next.support,
        next.firstX,
        next.firstY);
    double off = (dy * (cornerX - side.lastX) - dx * (cornerY - side.lastY)) / length;
    if (!(off > detail)) {
      return Double.NaN;
    }
    double direction = Math.atan2(-dx, dy);
    direction = direction < 0 ? direction + 2 * Math.PI : direction;
    double end = next.angle == 0 ? 2 * Math.PI : next.angle;
    boolean apart = direction - side.angle >= SAME_DIRECTION && end - direction >= SAME_DIRECTION;
    return apart ? direction : Double.NaN;
  }

  /**
   * A polygon around W(s) with few vertices, counter-clockwise, scaled: sides are dropped and their
   * neighbours prolonged while no corner moves out by more than {@code slack}.
   */
  List<double[]> lean(int s, double slack) {
    if (empty[s]) {
      return List.of();
    }
    int n = angle[s].length;
    int[] kept = new int[n];
    double[][] corner = new double[n][];
    for (int k = 0; k < n; k++) {
      kept[k] = k;
      int at = shapes.first[s] + k;
      corner[k] = new double[] {shapes.x[at], shapes.y[at], 0};
    }
    boolean dropped = true;
    while (dropped && kept.length > 3) {
      dropped = false;
      int m = kept.length;
      boolean[] gone = new boolean[m];
      for (int k = 0; k < m && m > 3; k++) {
        int before = k == 0 ? m - 1 : k - 1;
        int after = k + 1 == m ? 0 : k + 1;
        if (gone[before] || gone[after]) {
          continue;
        }
        double[] met = met(s, kept[before], kept[k], kept[after], corner[before], corner[k]);
        if (met.length > 0 && met[2] <= slack) {
          gone[k] = true;
          dropped = true;
          corner[before] = met;
        }
      }
      int size = 0;
      for (int k = 0; k < m; k++) {
        if (!gone[k]) {
          kept[size] = kept[k];
          corner[size++] = corner[k];
        }
      }
      kept = Arrays.copyOf(kept, size);
    }
    List<double[]> vertices = new ArrayList<>();
    for (int k = 0; k < kept.length; k++) {
      vertices.add(new double[] {corner[k][0], corner[k][1]});
    }
    return vertices;
  }

  /**
   * Where the neighbours of a side meet, and how far out that is in all, counting what earlier
   * droppings moved the corners beside it; empty where they do not meet on its far side.
   */
  private double[] met(
      int s, int before, int here, int after, double[] corner, double[] nextCorner) {
    double turn = normalX[s][before] * normalY[s][after] - normalY[s][before] * normalX[s][after];
    if (!(turn > APART)) {
      return new double[0];
    }
    double b = support[s][before];
    double c = support[s][after];
    double x = (b * normalY[s][after] - c * normalY[s][before]) / turn;
    double y = (c * normalX[s][before] - b * normalX[s][after]) / turn;
    double out = normalX[s][here] * x + normalY[s][here] * y - support[s][here];
    return new double[] {x, y, Math.max(0, out) + Math.max(corner[2], nextCorner[2])};
  }
}
