package thaw.solver.spe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * The kernel: the operator B of Abreu, Pearce and Stacchetti (1990), for two-player stochastic
 * games with perfect monitoring and public randomization, applied in place to one state at a time.
 *
 * <p>B(W)(s) = hull ∪_a [(1−δ)u(a) + δ C(a)], where C(a) is the Minkowski mean Σ_s' p(s'|s,a) W(s')
 * cut by each player's incentive constraint w_i ≥ h_i(a), and δ acts on each coordinate by that
 * player's discount factor.
 *
 * <p>Invariants. Payoffs are scaled so that every stage payoff lies in [0, 1]². W(s) is stored as
 * vertices counter-clockwise from the lowest (then leftmost) one, so that its edges turn through
 * angles 0 to 2π; one vertex is a point, two a segment, none the empty set. The threats are the
 * coordinate minima of the stored sets. Every rounding and every simplification goes outward: if
 * all W(s) contain the equilibrium payoff sets V(s), then they still do after {@link #update}. No
 * allocation in {@code update} except when a buffer has to grow.
 *
 * <p>Its plain twin is in the tests.
 */
final class PayoffSetOperator {
  /**
   * Incentive constraints are relaxed by this much (payoff range 1), far above rounding, far below
   * any tolerance.
   */
  static final double RELAXATION = 2e-15;

  /** A turn below this (cross product of edges in a set of diameter 1) is no vertex. */
  private static final double FLAT = 1e-16;

  /** Sets that would move by no more than this many slacks are kept. */
  private static final double KEEP = 2;

  /** Passes of simplification; each merges at most every second edge. */
  private static final int PASSES = 5;

  /** Points this close are one vertex; below it directions are rounding. */
  private static final double SAME = 1e-15;

  final int states;
  final double discount1;
  final double discount2;

  /** Profiles of state s are numbered firstProfile[s] to firstProfile[s+1] − 1. */
  final int[] firstProfile;

  /** Per profile: its state, and the first profile with the same successors in the same order. */
  final int[] stateOf;

  final int[] twin;

  final int[] actions1;
  final int[] actions2;
  final double[] payoff1;
  final double[] payoff2;

  /** Successors of profile a are entries firstSuccessor[a] to firstSuccessor[a+1] − 1. */
  final int[] firstSuccessor;

  final int[] successor;
  final double[] probability;

  /** Affine scaling: original payoff = low + range · scaled payoff. */
  final double[] low = new double[2];

  final double[] range = new double[2];

  final double[][] xs;
  final double[][] ys;
  final int[] size;
  final double[] minX;
  final double[] minY;
  final double[] maxX;
  final double[] maxY;

  /** Whether the last update found the profile enforceable. */
  final boolean[] enforceable;

  // Scratch: edges of a Minkowski sum, in two buffers for merging.
  private double[] angle = new double[256];
  private double[] edgeX = new double[256];
  private double[] edgeY = new double[256];
  private double[] angle2 = new double[256];
  private double[] edgeX2 = new double[256];
  private double[] edgeY2 = new double[256];
  private int[] runs = new int[64];

  // Scratch: a polygon before and after a cut, and the points whose hull is the new set.
  private double[] polyX = new double[256];
  private double[] polyY = new double[256];
  private double[] cutX = new double[256];
  private double[] cutY = new double[256];
  private double[] pointX = new double[1024];
  private double[] pointY = new double[1024];
  private double[] hullX = new double[1024];
  private double[] hullY = new double[1024];

  private final double[] bound1;
  private final double[] bound2;
  private int points;

  PayoffSetOperator(Game game) {
    if (game.playerCount() != 2) {
      throw new IllegalArgumentException(
          "payoff sets are computed for 2 players; the game has " + game.playerCount());
    }
    states = game.stateCount();
    discount1 = game.discount(0);
    discount2 = game.discount(1);
    for (int i = 0; i < 2; i++) {
      low[i] = game.minPayoff(i);
      double width = game.maxPayoff(i) - low[i];
      range[i] = width > 0 ? width : 1;
    }
    firstProfile = new int[states + 1];
    actions1 = new int[states];
    actions2 = new int[states];
    int profiles = 0;
    int successors = 0;
    int widest = 0;
    for (int s = 0; s < states; s++) {
      State state = game.state(s);
      actions1[s] = state.actionCount(0);
      actions2[s] = state.actionCount(1);
      firstProfile[s] = profiles;
      profiles += state.profileCount();
      widest = Math.max(widest, state.profileCount());
      for (int a = 0; a < state.profileCount(); a++) {
        successors += state.transition(a).size();
      }
    }
    firstProfile[states] = profiles;
    payoff1 = new double[profiles];
    payoff2 = new double[profiles];
    enforceable = new boolean[profiles];
    Arrays.fill(enforceable, true);
    bound1 = new double[widest];
    bound2 = new double[widest];
    firstSuccessor = new int[profiles + 1];
    successor = new int[successors];
    probability = new double[successors];
    int next = 0;
    for (int s = 0; s < states; s++) {
      State state = game.state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        int profile = firstProfile[s] + a;
        payoff1[profile] = (state.payoff(a, 0) - low[0]) / range[0];
        payoff2[profile] = (state.payoff(a, 1) - low[1]) / range[1];
        firstSuccessor[profile] = next;
        Transition transition = state.transition(a);
        for (int k = 0; k < transition.size(); k++) {
          successor[next] = transition.successor(k);
          probability[next++] = transition.probability(k);
        }
      }
    }
    firstSuccessor[profiles] = next;
    stateOf = new int[profiles];
    twin = new int[profiles];
    Map<Successors, Integer> known = new HashMap<>();
    for (int s = 0; s < states; s++) {
      for (int a = firstProfile[s]; a < firstProfile[s + 1]; a++) {
        stateOf[a] = s;
        int[] here = Arrays.copyOfRange(successor, firstSuccessor[a], firstSuccessor[a + 1]);
        Integer earlier = known.putIfAbsent(new Successors(here), a);
        twin[a] = earlier == null ? a : earlier;
      }
    }
    xs = new double[states][];
    ys = new double[states][];
    size = new int[states];
    minX = new double[states];
    minY = new double[states];
    maxX = new double[states];
    maxY = new double[states];
    for (int s = 0; s < states; s++) {
      store(s, new double[] {0, 1, 1, 0}, new double[] {0, 0, 1, 1}, 4);
    }
  }

  private record Successors(int[] states) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Successors that && Arrays.equals(states, that.states);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(states);
    }
  }

  /** Replaces W(s); the points must be convex, counter-clockwise from the lowest, then leftmost. */
  void store(int s, double[] x, double[] y, int n) {
    if (xs[s] == null || xs[s].length < n) {
      xs[s] = new double[Math.max(8, n + n / 2)];
      ys[s] = new double[xs[s].length];
    }
    System.arraycopy(x, 0, xs[s], 0, n);
    System.arraycopy(y, 0, ys[s], 0, n);
    size[s] = n;
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.POSITIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      left = Math.min(left, x[k]);
      right = Math.max(right, x[k]);
      bottom = Math.min(bottom, y[k]);
      top = Math.max(top, y[k]);
    }
    minX[s] = left;
    maxX[s] = right;
    minY[s] = bottom;
    maxY[s] = top;
  }

  /**
   * Replaces W(s) by an outer approximation of B(W)(s), at most {@code slack} larger; keeps it
   * where B(W)(s) is not smaller by more than twice the slack. Keeping is what makes simplified
   * sets settle instead of flickering.
   *
   * @param s the state
   * @param slack how far a simplification may move the boundary outward, 0 or more
   * @return the largest distance of an old vertex from B(W)(s), 0 if W(s) was kept; infinite when
   *     W(s) became empty
   */
  double update(int s, double slack) {
    if (size[s] == 0) {
      return 0;
    }
    constraints(s);
    points = 0;
    for (int a = firstProfile[s]; a < firstProfile[s + 1]; a++) {
      enforceable[a] =
          addContinuations(a, bound1[a - firstProfile[s]], bound2[a - firstProfile[s]]);
    }
    if (points == 0) {
      store(s, hullX, hullY, 0);
      return Double.POSITIVE_INFINITY;
    }
    int n = hull();
    double moved = farthest(xs[s], ys[s], size[s], hullX, hullY, n);
    if (moved <= KEEP * slack) {
      return 0;
    }
    for (int pass = 0, before = n + 1; pass < PASSES && n < before; pass++) {
      before = n;
      n = simplify(n, slack / PASSES);
    }
    rotateToLowest(n);
    store(s, hullX, hullY, n);
    return moved;
  }

  /**
   * Fills bound1, bound2 with h_i(a) for every profile of s; infinite where a profile is not
   * enforceable because some profile leads to a state without equilibrium.
   */
  private void constraints(int s) {
    int first = firstProfile[s];
    int n1 = actions1[s];
    int n2 = actions2[s];
    for (int a = first; a < firstProfile[s + 1]; a++) {
      double worst1 = 0;
      double worst2 = 0;
      for (int k = firstSuccessor[a]; k < firstSuccessor[a + 1]; k++) {
        if (size[successor[k]] == 0) {
          Arrays.fill(bound1, 0, n1 * n2, Double.POSITIVE_INFINITY);
          return;
        }
        worst1 += probability[k] * minX[successor[k]];
        worst2 += probability[k] * minY[successor[k]];
      }
      // The payoffs of deviating to this profile, held in the scratch until all are known.
      pointX[reserve(a - first)] = (1 - discount1) * payoff1[a] + discount1 * worst1;
      pointY[a - first] = (1 - discount2) * payoff2[a] + discount2 * worst2;
    }
    for (int a1 = 0; a1 < n1; a1++) {
      for (int a2 = 0; a2 < n2; a2++) {
        double best1 = Double.NEGATIVE_INFINITY;
        for (int d = 0; d < n1; d++) {
          if (d != a1) {
            best1 = Math.max(best1, pointX[d * n2 + a2]);
          }
        }
        double best2 = Double.NEGATIVE_INFINITY;
        for (int d = 0; d < n2; d++) {
          if (d != a2) {
            best2 = Math.max(best2, pointY[a1 * n2 + d]);
          }
        }
        int a = first + a1 * n2 + a2;
        bound1[a - first] = required(best1 - (1 - discount1) * payoff1[a], discount1);
        bound2[a - first] = required(best2 - (1 - discount2) * payoff2[a], discount2);
      }
    }
  }

  /**
   * The least continuation payoff that outweighs a shortfall today: shortfall / δ, all or nothing
   * when δ = 0.
   */
  private static double required(double shortfall, double discount) {
    if (shortfall == Double.NEGATIVE_INFINITY) {
      return shortfall;
    }
    if (discount == 0) {
      return shortfall <= RELAXATION ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return shortfall / discount - RELAXATION / discount;
  }

  private int reserve(int index) {
    if (index >= pointX.length) {
      pointX = Arrays.copyOf(pointX, 2 * index + 1);
      pointY = Arrays.copyOf(pointY, 2 * index + 1);
    }
    return index;
  }

  /** Adds the vertices of (1−δ)u(a) + δ C(a) to the points; says whether C(a) is non-empty. */
  private boolean addContinuations(int a, double h1, double h2) {
    int n = continuations(a, h1, h2);
    reserve(points + n);
    for (int k = 0; k < n; k++) {
      pointX[points] = (1 - discount1) * payoff1[a] + discount1 * polyX[k];
      pointY[points++] = (1 - discount2) * payoff2[a] + discount2 * polyY[k];
    }
    return n > 0;
  }

  /** Writes the vertices of C(a) to polyX, polyY, counter-clockwise; returns their number. */
  private int continuations(int a, double h1, double h2) {
    double right = 0;
    double top = 0;
    double left = 0;
    double bottom = 0;
    for (int k = firstSuccessor[a]; k < firstSuccessor[a + 1]; k++) {
      int s = successor[k];
      right += probability[k] * maxX[s];
      top += probability[k] * maxY[s];
      left += probability[k] * minX[s];
      bottom += probability[k] * minY[s];
    }
    if (!(right >= h1 && top >= h2)) {
      return 0;
    }
    int n = minkowski(a);
    if (h1 > left) {
      n = cut(n, h1, true);
    }
    if (h2 > bottom) {
      n = cut(n, h2, false);
    }
    return n;
  }

  /**
   * Writes the vertices of Σ_s' p(s'|a) W(s') to polyX, polyY, counter-clockwise from the lowest;
   * returns their number.
   */
  private int minkowski(int a) {
    int from = firstSuccessor[a];
    int to = firstSuccessor[a + 1];
    int total = 0;
    for (int k = from; k < to; k++) {
      total += size[successor[k]];
    }
    growEdges(total, to - from + 1);
    double x = 0;
    double y = 0;
    int edges = 0;
    int runCount = 0;
    for (int k = from; k < to; k++) {
      int s = successor[k];
      double p = probability[k];
      double[] sx = xs[s];
      double[] sy = ys[s];
      int n = size[s];
      x += p * sx[0];
      y += p * sy[0];
      if (n == 1) {
        continue;
      }
      runs[runCount++] = edges;
      for (int v = 0; v < n; v++) {
        int next = v + 1 == n ? 0 : v + 1;
        double dx = p * (sx[next] - sx[v]);
        double dy = p * (sy[next] - sy[v]);
        edgeX[edges] = dx;
        edgeY[edges] = dy;
        double key = pseudoAngle(dx, dy);
        // Rounding must not break the order within one polygon.
        angle[edges] = v > 0 && key < angle[edges - 1] ? angle[edges - 1] : key;
        edges++;
      }
    }
    runs[runCount] = edges;
    mergeRuns(runCount);
    int n = 1;
    polyX[0] = x;
    polyY[0] = y;
    for (int e = 0; e < edges - 1; e++) {
      x += edgeX[e];
      y += edgeY[e];
      polyX[n] = x;
      polyY[n++] = y;
    }
    return n;
  }

  /** Increasing in the angle of (dx, dy) from 0 to 2π, in [0, 4). */
  private static double pseudoAngle(double dx, double dy) {
    double sum = Math.abs(dx) + Math.abs(dy);
    double p = sum == 0 ? 0 : dx / sum;
    return dy < 0 ? 3 + p : 1 - p;
  }

  /** Merges the sorted runs of edges pairwise until one is left, in angle, edgeX, edgeY. */
  private void mergeRuns(int runCount) {
    int count = runCount;
    while (count > 1) {
      int merged = 0;
      for (int r = 0; r < count; r += 2) {
        int begin = runs[r];
        int middle = runs[Math.min(r + 1, count)];
        int end = runs[Math.min(r + 2, count)];
        mergeTwo(begin, middle, end);
        runs[merged++] = begin;
      }
      runs[merged] = runs[count];
      count = merged;
      double[] swap = angle;
      angle = angle2;
      angle2 = swap;
      swap = edgeX;
      edgeX = edgeX2;
      edgeX2 = swap;
      swap = edgeY;
      edgeY = edgeY2;
      edgeY2 = swap;
    }
  }

  private void mergeTwo(int begin, int middle, int end) {
    int left = begin;
    int right = middle;
    for (int k = begin; k < end; k++) {
      boolean takeLeft = left < middle && (right >= end || angle[left] <= angle[right]);
      int source = takeLeft ? left++ : right++;
      angle2[k] = angle[source];
      edgeX2[k] = edgeX[source];
      edgeY2[k] = edgeY[source];
    }
  }

  private void growEdges(int edges, int runCount) {
    if (edges > angle.length) {
      int capacity = 2 * edges;
      angle = new double[capacity];
      edgeX = new double[capacity];
      edgeY = new double[capacity];
      angle2 = new double[capacity];
      edgeX2 = new double[capacity];
      edgeY2 = new double[capacity];
    }
    // A cut adds at most two vertices.
    if (edges + 8 > polyX.length) {
      int capacity = 2 * (edges + 8);
      polyX = new double[capacity];
      polyY = new double[capacity];
      cutX = new double[capacity];
      cutY = new double[capacity];
    }
    if (runCount + 2 > runs.length) {
      runs = new int[2 * (runCount + 2)];
    }
  }

  /**
   * Keeps the part of the polygon with x ≥ bound (or y ≥ bound); returns the number of vertices
   * left.
   */
  private int cut(int n, double bound, boolean horizontal) {
    double[] coordinate = horizontal ? polyX : polyY;
    int kept = 0;
    for (int k = 0; k < n; k++) {
      int next = k + 1 == n ? 0 : k + 1;
      double here = coordinate[k] - bound;
      double there = coordinate[next] - bound;
      if (here >= 0) {
        cutX[kept] = polyX[k];
        cutY[kept++] = polyY[k];
      }
      if ((here > 0 && there < 0) || (here < 0 && there > 0)) {
        double share = here / (here - there);
        double x = polyX[k] + share * (polyX[next] - polyX[k]);
        double y = polyY[k] + share * (polyY[next] - polyY[k]);
        cutX[kept] = horizontal ? bound : x;
        cutY[kept++] = horizontal ? y : bound;
      }
    }
    double[] swap = polyX;
    polyX = cutX;
    cutX = swap;
    swap = polyY;
    polyY = cutY;
    cutY = swap;
    return kept;
  }

  /**
   * The convex hull of the points (Andrew's monotone chain), to hullX, hullY; returns the number of
   * vertices.
   */
  private int hull() {
    sort(0, points - 1);
    if (hullX.length < 2 * points + 2) {
      hullX = new double[4 * points + 2];
      hullY = new double[4 * points + 2];
    }
    int n = 0;
    for (int k = 0; k < points; k++) {
      n = push(n, 2, pointX[k], pointY[k]);
    }
    int lower = n + 1;
    for (int k = points - 2; k >= 0; k--) {
      n = push(n, lower, pointX[k], pointY[k]);
    }
    if (n > 1) {
      n--;
    }
    return n == 2 && hullX[0] == hullX[1] && hullY[0] == hullY[1] ? 1 : n;
  }

  private int push(int size, int keep, double x, double y) {
    int n = size;
    if (n > 0 && Math.abs(x - hullX[n - 1]) + Math.abs(y - hullY[n - 1]) < SAME && n >= keep) {
      return n;
    }
    while (n >= keep && !turns(n - 2, n - 1, x, y)) {
      n--;
    }
    hullX[n] = x;
    hullY[n] = y;
    return n + 1;
  }

  /** Whether the way from one vertex to another and on to (x, y) turns left. */
  private boolean turns(int from, int to, double x, double y) {
    double ax = hullX[to] - hullX[from];
    double ay = hullY[to] - hullY[from];
    double bx = x - hullX[to];
    double by = y - hullY[to];
    return ax * by - ay * bx > FLAT * (Math.abs(ax) + Math.abs(ay)) * (Math.abs(bx) + Math.abs(by));
  }

  private void sort(int from, int to) {
    int lo = from;
    int hi = to;
    while (hi - lo > 12) {
      int middle = (lo + hi) >>> 1;
      double px = pointX[middle];
      double py = pointY[middle];
      int i = lo;
      int j = hi;
      while (i <= j) {
        while (pointX[i] < px || (pointX[i] == px && pointY[i] < py)) {
          i++;
        }
        while (pointX[j] > px || (pointX[j] == px && pointY[j] > py)) {
          j--;
        }
        if (i <= j) {
          swapPoints(i++, j--);
        }
      }
      if (j - lo < hi - i) {
        sort(lo, j);
        lo = i;
      } else {
        sort(i, hi);
        hi = j;
      }
    }
    for (int k = lo + 1; k <= hi; k++) {
      double x = pointX[k];
      double y = pointY[k];
      int j = k - 1;
      while (j >= lo && (pointX[j] > x || (pointX[j] == x && pointY[j] > y))) {
        pointX[j + 1] = pointX[j];
        pointY[j + 1] = pointY[j];
        j--;
      }
      pointX[j + 1] = x;
      pointY[j + 1] = y;
    }
  }

  private void swapPoints(int i, int j) {
    double x = pointX[i];
    double y = pointY[i];
    pointX[i] = pointX[j];
    pointY[i] = pointY[j];
    pointX[j] = x;
    pointY[j] = y;
  }

  /**
   * Drops edges outward: where the two neighbours of an edge, prolonged, meet within {@code slack}
   * of it, their meeting point replaces its two ends. The result contains the polygon. Works in
   * place on hullX, hullY.
   */
  private int simplify(int n, double slack) {
    if (n < 5 || slack <= 0) {
      return n;
    }
    int kept = 0;
    int k = 0;
    double previousX = hullX[n - 1];
    double previousY = hullY[n - 1];
    // The closing edge, from the last vertex to the first, always stays.
    while (k < n) {
      if (k + 2 < n && n - k + kept > 4) {
        double px = hullX[k] - previousX;
        double py = hullY[k] - previousY;
        double ex = hullX[k + 1] - hullX[k];
        double ey = hullY[k + 1] - hullY[k];
        double qx = hullX[k + 2] - hullX[k + 1];
        double qy = hullY[k + 2] - hullY[k + 1];
        double turn = px * qy - py * qx;
        if (turn > 0) {
          double along = (ex * qy - ey * qx) / turn;
          double mx = hullX[k] + along * px;
          double my = hullY[k] + along * py;
          double length = Math.hypot(ex, ey);
          double height =
              length > 0 ? Math.abs(ex * (my - hullY[k]) - ey * (mx - hullX[k])) / length : 0;
          if (along >= 0 && px * ey - py * ex >= 0 && height <= slack) {
            previousX = mx;
            previousY = my;
            hullX[kept] = mx;
            hullY[kept++] = my;
            k += 2;
            continue;
          }
        }
      }
      previousX = hullX[k];
      previousY = hullY[k];
      hullX[kept] = previousX;
      hullY[kept++] = previousY;
      k++;
    }
    return kept;
  }

  private void rotateToLowest(int n) {
    int lowest = 0;
    for (int k = 1; k < n; k++) {
      if (hullY[k] < hullY[lowest] || (hullY[k] == hullY[lowest] && hullX[k] < hullX[lowest])) {
        lowest = k;
      }
    }
    if (lowest > 0) {
      for (int k = 0; k < n; k++) {
        int from = k + lowest < n ? k + lowest : k + lowest - n;
        pointX[reserve(k)] = hullX[from];
        pointY[k] = hullY[from];
      }
      System.arraycopy(pointX, 0, hullX, 0, n);
      System.arraycopy(pointY, 0, hullY, 0, n);
    }
  }

  /**
   * The largest distance of a point (x, y)_k, k &lt; count, from the convex polygon with n ≥ 1
   * vertices.
   */
  private static double farthest(
      double[] x, double[] y, int count, double[] px, double[] py, int n) {
    double largest = 0;
    for (int k = 0; k < count; k++) {
      double outside = 0;
      double nearest = Double.POSITIVE_INFINITY;
      for (int v = 0; v < n; v++) {
        int next = v + 1 == n ? 0 : v + 1;
        double dx = px[next] - px[v];
        double dy = py[next] - py[v];
        double rx = x[k] - px[v];
        double ry = y[k] - py[v];
        double side = dx * ry - dy * rx;
        if (side < 0 || n < 3) {
          outside = 1;
          double length = dx * dx + dy * dy;
          double along = length > 0 ? Math.max(0, Math.min(1, (rx * dx + ry * dy) / length)) : 0;
          double ox = rx - along * dx;
          double oy = ry - along * dy;
          nearest = Math.min(nearest, ox * ox + oy * oy);
        }
      }
      if (outside > 0) {
        largest = Math.max(largest, Math.sqrt(nearest));
      }
    }
    return largest;
  }

  /** A copy of W(s) in scaled payoffs. */
  double[][] vertices(int s) {
    return new double[][] {Arrays.copyOf(xs[s], size[s]), Arrays.copyOf(ys[s], size[s])};
  }
}
