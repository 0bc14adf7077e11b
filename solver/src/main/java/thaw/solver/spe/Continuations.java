package thaw.solver.spe;

import java.util.Arrays;

/**
 * The kernel: for a profile, the support points of C(a) = Q(a) ∩ {w_i ≥ h_i} in many directions at
 * once, where Q(a) = Σ_s' p(s'|s,a) W(s') is a Minkowski mean of {@link Shapes}.
 *
 * <p>Invariants. While the angles of the shapes stay, the order in which the edges of the
 * successors make up the boundary of Q(a) stays too: it is merged once per profile, and so are the
 * places of the directions asked for; after that a profile costs one walk along the boundary and
 * constant time per direction. A direction whose support point in Q(a) violates a constraint has
 * its support point in C(a) on one of the lines w_i = h_i: at one of at most four points. No
 * orientation is ever decided by the cross product of short edges. No allocation after
 * construction.
 */
final class Continuations {
  /** Touching sets must not be lost by rounding; payoff range 1. */
  private static final double TOUCH = 1e-14;

  /** Edges whose normals differ by less are parallel, radians. */
  static final double PARALLEL = 1e-6;

  private final PayoffSetOperator game;
  private final Shapes shapes;

  /** Per profile: edges of successors in the order of their normals, and whose they are. */
  private final int[][] order;

  private final short[][] slot;

  /**
   * Per profile and direction: how many edges come before the support point, p; −1 − j where edges
   * are all but at a right angle to the direction: then entries j to j + 2 of span are p and how
   * many edges come before the first and before the last end of these.
   */
  private final int[][] place;

  private final int[][] span;

  /** Per profile: how many edges come before the leftmost, topmost and lowest point. */
  private final int[] leftmost;

  private final int[] topmost;
  private final int[] lowest;

  /** What is to be made anew when it is asked for. */
  private final boolean[] unmerged;

  private final boolean[] unplaced;

  private final double[][] directions;

  // Scratch: edges while they are merged.
  private double[] angles = new double[256];
  private double[] angles2 = new double[256];
  private int[] edgesOf = new int[256];
  private int[] edgesOf2 = new int[256];
  private short[] owners = new short[256];
  private short[] owners2 = new short[256];
  private int[] spans = new int[256];

  // The boundary of Q(a), for the profile walked last.
  double[] qx = new double[256];
  double[] qy = new double[256];
  int edges;

  // What cuts it.
  private double floor1;
  private double floor2;
  boolean cut1;
  boolean cut2;

  // End points of the parts of the lines w_1 = h_1, w_2 = h_2 within C(a), and the edges of Q(a) on
  // which they lie: −1 for the corner (h_1, h_2).
  final double[] endX = new double[4];
  final double[] endY = new double[4];
  final int[] endEdge = new int[4];

  /** Which constraints bind there: 1, 2, or 3 for both. */
  final int[] endCut = new int[4];

  int ends;

  /** Left and right end of w_2 = h_2 within Q(a), by their edges, also where h_1 cuts them off. */
  int cornerLeft;

  int cornerRight;

  /**
   * @param directions per state the angles of the directions asked for, {@link #ahead}, ascending
   */
  Continuations(PayoffSetOperator game, Shapes shapes, double[][] directions) {
    this.game = game;
    this.shapes = shapes;
    int profiles = game.firstProfile[game.states];
    order = new int[profiles][];
    slot = new short[profiles][];
    place = new int[profiles][];
    span = new int[profiles][];
    leftmost = new int[profiles];
    topmost = new int[profiles];
    lowest = new int[profiles];
    unmerged = new boolean[profiles];
    unplaced = new boolean[profiles];
    Arrays.fill(unmerged, true);
    Arrays.fill(unplaced, true);
    this.directions = directions;
  }

  /** The same for shapes and directions that are copies of these. */
  Continuations copy(Shapes copiedShapes, double[][] copiedDirections) {
    return new Continuations(this, copiedShapes, copiedDirections);
  }

  private Continuations(Continuations other, Shapes shapes, double[][] directions) {
    game = other.game;
    this.shapes = shapes;
    this.directions = directions;
    // What one profile's entries hold is never changed, only replaced.
    order = other.order.clone();
    slot = other.slot.clone();
    place = other.place.clone();
    span = other.span.clone();
    leftmost = other.leftmost.clone();
    topmost = other.topmost.clone();
    lowest = other.lowest.clone();
    unmerged = other.unmerged.clone();
    unplaced = other.unplaced.clone();
    qx = new double[other.qx.length];
    qy = new double[other.qy.length];
  }

  /**
   * To be told of changes of the shapes' edges and of directions; what depends on them is made anew
   * when it is asked for.
   *
   * @param changed the states whose edges or directions are others now
   */
  void changed(boolean[] changed) {
    for (int s = 0; s < game.states; s++) {
      for (int a = game.firstProfile[s]; a < game.firstProfile[s + 1]; a++) {
        boolean moved = false;
        for (int k = game.firstSuccessor[a]; k < game.firstSuccessor[a + 1]; k++) {
          moved |= changed[game.successor[k]];
        }
        unmerged[a] |= moved;
        unplaced[a] |= moved || changed[s];
      }
    }
  }

  private void prepare(int a) {
    // Profiles with the same successors share one boundary, whatever their probabilities.
    int one = game.twin[a];
    if (unmerged[one]) {
      merge(one);
      unmerged[one] = false;
    }
    if (a != one) {
      order[a] = order[one];
      slot[a] = slot[one];
      leftmost[a] = leftmost[one];
      topmost[a] = topmost[one];
      lowest[a] = lowest[one];
    }
    places(a, directions[game.stateOf[a]]);
    unplaced[a] = false;
  }

  /**
   * The direction in continuation payoffs, in [0, 2π), of one in payoffs that count today as well:
   * that of (δ_1 x, δ_2 y).
   *
   * @param angle the direction, radians
   * @param x its cosine
   * @param y its sine
   */
  static double ahead(PayoffSetOperator game, double angle, double x, double y) {
    double quarter = Math.PI / 2;
    boolean axis = angle == 0 || angle == quarter || angle == Math.PI || angle == 3 * quarter;
    if (axis || game.discount1 == game.discount2) {
      return angle;
    }
    double turned = Math.atan2(game.discount2 * y, game.discount1 * x);
    return turned < 0 ? turned + 2 * Math.PI : turned;
  }

  private void merge(int a) {
    int from = game.firstSuccessor[a];
    int runs = game.firstSuccessor[a + 1] - from;
    int total = 0;
    int[] begin = new int[runs + 1];
    for (int k = 0; k < runs; k++) {
      total += shapes.size(game.successor[from + k]);
      begin[k + 1] = total;
    }
    room(total);
    for (int k = 0; k < runs; k++) {
      int s = game.successor[from + k];
      int first = shapes.first[s];
      System.arraycopy(shapes.angle, first, angles, begin[k], shapes.size(s));
      for (int at = begin[k]; at < begin[k + 1]; at++) {
        edgesOf[at] = first + at - begin[k];
        owners[at] = (short) k;
      }
    }
    while (runs > 1) {
      int made = 0;
      for (int r = 0; r < runs; r += 2) {
        int middle = begin[r + 1];
        int end = r + 1 < runs ? begin[r + 2] : middle;
        merge(begin[r], middle, end);
        begin[made++] = begin[r];
      }
      begin[made] = total;
      runs = made;
      double[] swap = angles;
      angles = angles2;
      angles2 = swap;
      int[] swapEdges = edgesOf;
      edgesOf = edgesOf2;
      edgesOf2 = swapEdges;
      short[] swapOwners = owners;
      owners = owners2;
      owners2 = swapOwners;
    }
    order[a] = Arrays.copyOf(edgesOf, total);
    slot[a] = Arrays.copyOf(owners, total);
    topmost[a] = before(order[a], Math.PI / 2);
    leftmost[a] = before(order[a], Math.PI);
    lowest[a] = before(order[a], 3 * Math.PI / 2);
  }

  /** Merges two runs of edges that lie behind each other. */
  private void merge(int begin, int middle, int end) {
    double[] from = angles;
    double[] into = angles2;
    int i = begin;
    int j = middle;
    int at = begin;
    while (i < middle && j < end) {
      boolean left = from[i] <= from[j];
      int take = left ? i : j;
      into[at] = from[take];
      edgesOf2[at] = edgesOf[take];
      owners2[at++] = owners[take];
      i += left ? 1 : 0;
      j += left ? 0 : 1;
    }
    int rest = i < middle ? i : j;
    System.arraycopy(angles, rest, angles2, at, end - at);
    System.arraycopy(edgesOf, rest, edgesOf2, at, end - at);
    System.arraycopy(owners, rest, owners2, at, end - at);
  }

  private void room(int edges) {
    if (qx.length <= edges) {
      qx = new double[2 * edges + 1];
      qy = new double[2 * edges + 1];
    }
    if (angles.length < edges) {
      angles = new double[2 * edges];
      angles2 = new double[2 * edges];
      edgesOf = new int[2 * edges];
      edgesOf2 = new int[2 * edges];
      owners = new short[2 * edges];
      owners2 = new short[2 * edges];
    }
  }

  private void places(int a, double[] asked) {
    int[] merged = order[a];
    double[] angle = shapes.angle;
    int n = asked.length;
    int[] places = new int[n];
    int size = 0;
    int at = 0;
    for (int k = 0; k < n; k++) {
      double direction = asked[k];
      while (at < merged.length && angle[merged[at]] < direction - PARALLEL) {
        at++;
      }
      int middle = at;
      while (middle < merged.length && angle[merged[middle]] <= direction) {
        middle++;
      }
      int end = middle;
      while (end < merged.length && angle[merged[end]] <= direction + PARALLEL) {
        end++;
      }
      if (end == at) {
        places[k] = at;
      } else {
        if (size + 3 > spans.length) {
          spans = Arrays.copyOf(spans, 2 * size + 3);
        }
        places[k] = -1 - size;
        spans[size++] = middle;
        spans[size++] = at;
        spans[size++] = end;
      }
    }
    place[a] = places;
    span[a] = Arrays.copyOf(spans, size);
  }

  private int before(int[] merged, double angle) {
    int low = 0;
    int high = merged.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (shapes.angle[merged[middle]] <= angle) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Walks along Q(a) and cuts it.
   *
   * @return whether C(a) is not empty; the successors' sets must not be
   */
  boolean walk(int a, double h1, double h2) {
    int from = game.firstSuccessor[a];
    int count = game.firstSuccessor[a + 1] - from;
    double x = 0;
    double y = 0;
    double left = 0;
    double right = 0;
    double bottom = 0;
    double top = 0;
    for (int k = 0; k < count; k++) {
      int s = game.successor[from + k];
      double p = game.probability[from + k];
      int last = shapes.end(s) - 1;
      x += p * shapes.x[last];
      y += p * shapes.y[last];
      left += p * shapes.minX[s];
      right += p * shapes.maxX[s];
      bottom += p * shapes.minY[s];
      top += p * shapes.maxY[s];
    }
    if (right < h1 - TOUCH || top < h2 - TOUCH) {
      return false;
    }
    if (unplaced[a]) {
      prepare(a);
    }
    edges = order[a].length;
    along(order[a], slot[a], from, x, y);
    floor1 = h1;
    floor2 = h2;
    // A set along the line itself is not cut: rounding would choose the point.
    cut1 = left < h1 - TOUCH;
    cut2 = bottom < h2 - TOUCH;
    ends = 0;
    cornerLeft = -1;
    cornerRight = -1;
    if (!cut1 && !cut2) {
      return true;
    }
    return ends(a);
  }

  private void along(int[] merged, short[] owner, int from, double beginX, double beginY) {
    double[] edge = shapes.edge;
    double[] probability = game.probability;
    double[] xs = qx;
    double[] ys = qy;
    double x = beginX;
    double y = beginY;
    xs[0] = x;
    ys[0] = y;
    for (int e = 0; e < merged.length; e++) {
      double p = probability[from + owner[e]];
      int at = 2 * merged[e];
      x += p * edge[at];
      y += p * edge[at + 1];
      xs[e + 1] = x;
      ys[e + 1] = y;
    }
  }

  private boolean ends(int a) {
    if (cut1) {
      int upper = lastAtLeast(qx, 0, leftmost[a], floor1);
      int lower = firstAtLeast(qx, leftmost[a], edges, floor1);
      double high = across(qx, qy, upper, floor1);
      double low = across(qx, qy, lower, floor1);
      if (!cut2 || high >= floor2 - TOUCH) {
        end(floor1, high, upper, 1);
        if (cut2 && low < floor2) {
          end(floor1, floor2, -1, 3);
        } else {
          end(floor1, low, lower, 1);
        }
      }
    }
    if (cut2) {
      int left = lastAtLeast(qy, topmost[a], lowest[a], floor2);
      int right =
          qy[edges] >= floor2
              ? firstAtLeast(qy, lowest[a], edges, floor2)
              : firstAtLeast(qy, 0, topmost[a], floor2);
      double near = across(qy, qx, left, floor2);
      double far = across(qy, qx, right, floor2);
      cornerLeft = left;
      cornerRight = right;
      if (!cut1 || far >= floor1 - TOUCH) {
        end(far, floor2, right, 2);
        if (!cut1 || near >= floor1) {
          end(near, floor2, left, 2);
        } else if (ends == 1) {
          end(floor1, floor2, -1, 3);
        }
      }
    }
    return ends > 0;
  }

  private void end(double x, double y, int edge, int cut) {
    if (ends < endX.length) {
      endX[ends] = x;
      endY[ends] = y;
      endCut[ends] = cut;
      endEdge[ends++] = edge;
    }
  }

  /**
   * The edge, from entry k to k + 1 of a sequence that falls, on which it passes a level: the last
   * entry at or above it.
   */
  private static int lastAtLeast(double[] values, int from, int to, double level) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (values[middle] >= level) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The edge, from entry k to k + 1 of a sequence that rises, on which it passes a level. */
  private static int firstAtLeast(double[] values, int from, int to, double level) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] >= level) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low == from ? from : low - 1;
  }

  /** The share of the way along an edge at which {@code values} reach a level, in [0, 1]. */
  double share(double[] values, int edge, double level) {
    if (edge >= edges) {
      return 0;
    }
    double rise = values[edge + 1] - values[edge];
    double share = rise == 0 ? 0 : (level - values[edge]) / rise;
    return share >= 0 ? Math.min(1, share) : 0;
  }

  private double across(double[] values, double[] others, int edge, double level) {
    if (edge >= edges) {
      return others[edges];
    }
    return others[edge] + share(values, edge, level) * (others[edge + 1] - others[edge]);
  }

  /** How many edges of Q(a) come before its support point in direction k of the state. */
  int place(int a, int k) {
    int at = place[a][k];
    return at >= 0 ? at : span[a][-1 - at];
  }

  /** The same for all directions, as kept: negative entries point into {@link #spans}. */
  int[] places(int a) {
    return place[a];
  }

  /** Where entry j of {@link #places} is −1 − j: the place, the first and the last end. */
  int[] spans(int a) {
    return span[a];
  }

  /** How many edges of Q(a) have a normal of at most this angle, as {@link #ahead}. */
  int before(int a, double angle) {
    return before(order[a], angle);
  }

  /** Whether a point of the boundary satisfies both constraints. */
  boolean within(int vertex) {
    return (!cut1 || qx[vertex] >= floor1 - TOUCH) && (!cut2 || qy[vertex] >= floor2 - TOUCH);
  }

  /** The end point that is farthest in direction (cx, cy). */
  int farthestEnd(double cx, double cy) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int e = 0; e < ends; e++) {
      double reach = cx * endX[e] + cy * endY[e];
      if (reach > most) {
        most = reach;
        best = e;
      }
    }
    return best;
  }

  /**
   * At a vertex of Q(a): per successor, in order, the vertex of its shape, as an entry of {@link
   * Shapes}.
   */
  void vertices(int a, int vertex, int[] into) {
    int from = game.firstSuccessor[a];
    int count = game.firstSuccessor[a + 1] - from;
    for (int k = 0; k < count; k++) {
      into[k] = shapes.end(game.successor[from + k]) - 1;
    }
    for (int e = 0; e < vertex; e++) {
      into[slot[a][e]] = order[a][e];
    }
  }
}
