package thaw.solver.spe;

/**
 * One convex polygon per state as edges in the order of their outward normals, so that Minkowski
 * sums are merges. Scaled to the payoff range 1.
 *
 * <p>The edges of state s are entries first[s] to end(s) − 1, with room left up to first[s + 1] for
 * more; edge k has a normal of angle {@code angle[k]} in [0, 2π), never decreasing within a state,
 * and ends at vertex (x[k], y[k]); it begins at the vertex of the edge before it, cyclically. A
 * point has edges of length zero. A state without edges has the empty set.
 */
final class Shapes {
  final int[] first;

  /** How many edges each state has. */
  private final int[] count;

  final double[] angle;
  final double[] x;
  final double[] y;

  /** Edge vectors, derived from the vertices: that of edge k at entries 2k and 2k + 1. */
  final double[] edge;

  /** Bounds of the sets, per state. */
  final double[] minX;

  final double[] maxX;
  final double[] minY;
  final double[] maxY;

  /** Sets without room for more edges. */
  Shapes(int[] first) {
    this(first, counts(first));
  }

  /**
   * Sets with room.
   *
   * @param first where the entries of each state begin, and where the last ones' room ends
   * @param count how many edges each state has, at most first[s + 1] − first[s]
   */
  Shapes(int[] first, int[] count) {
    this.first = first;
    this.count = count;
    int states = first.length - 1;
    int edges = first[states];
    angle = new double[edges];
    x = new double[edges];
    y = new double[edges];
    edge = new double[2 * edges];
    minX = new double[states];
    maxX = new double[states];
    minY = new double[states];
    maxY = new double[states];
  }

  /** The same sets, to be changed on their own. */
  Shapes copy() {
    Shapes copy = new Shapes(first, count.clone());
    System.arraycopy(angle, 0, copy.angle, 0, angle.length);
    System.arraycopy(x, 0, copy.x, 0, x.length);
    System.arraycopy(y, 0, copy.y, 0, y.length);
    System.arraycopy(edge, 0, copy.edge, 0, edge.length);
    System.arraycopy(minX, 0, copy.minX, 0, minX.length);
    System.arraycopy(maxX, 0, copy.maxX, 0, maxX.length);
    System.arraycopy(minY, 0, copy.minY, 0, minY.length);
    System.arraycopy(maxY, 0, copy.maxY, 0, maxY.length);
    return copy;
  }

  int states() {
    return first.length - 1;
  }

  private static int[] counts(int[] first) {
    int[] counts = new int[first.length - 1];
    for (int s = 0; s < counts.length; s++) {
      counts[s] = first[s + 1] - first[s];
    }
    return counts;
  }

  /** The number of edges of state s. */
  int size(int s) {
    return count[s];
  }

  /** The entry after the last edge of state s. */
  int end(int s) {
    return first[s] + count[s];
  }

  /** Replaces the edges of state s by others with these normals, if there is room. */
  boolean replace(int s, double[] angles) {
    if (angles.length > first[s + 1] - first[s]) {
      return false;
    }
    count[s] = angles.length;
    System.arraycopy(angles, 0, angle, first[s], angles.length);
    return true;
  }

  /** To be called when the vertices of state s have changed. */
  void derive(int s) {
    int last = end(s) - 1;
    int before = last;
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.POSITIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (int k = first[s]; k <= last; k++) {
      edge[2 * k] = x[k] - x[before];
      edge[2 * k + 1] = y[k] - y[before];
      before = k;
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
}
