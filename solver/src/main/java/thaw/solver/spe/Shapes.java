package thaw.solver.spe;

/**
 * One convex polygon per state as edges in the order of their outward normals, so that Minkowski
 * sums are merges. Scaled to the payoff range 1.
 *
 * <p>The edges of state s are entries first[s] to first[s + 1] − 1; edge k has a normal of angle
 * {@code angle[k]} in [0, 2π), never decreasing within a state, and ends at vertex (x[k], y[k]); it
 * begins at the vertex of the edge before it, cyclically. A point has edges of length zero. A state
 * without edges has the empty set.
 */
final class Shapes {
  final int[] first;
  final double[] angle;
  final double[] x;
  final double[] y;

  /** Edge vectors, derived from the vertices. */
  final double[] edgeX;

  final double[] edgeY;

  /** Bounds of the sets, per state. */
  final double[] minX;

  final double[] maxX;
  final double[] minY;
  final double[] maxY;

  Shapes(int[] first) {
    this.first = first;
    int states = first.length - 1;
    int edges = first[states];
    angle = new double[edges];
    x = new double[edges];
    y = new double[edges];
    edgeX = new double[edges];
    edgeY = new double[edges];
    minX = new double[states];
    maxX = new double[states];
    minY = new double[states];
    maxY = new double[states];
  }

  int states() {
    return first.length - 1;
  }

  /** The number of edges of state s. */
  int size(int s) {
    return first[s + 1] - first[s];
  }

  /** To be called when the vertices of state s have changed. */
  void derive(int s) {
    int last = first[s + 1] - 1;
    int before = last;
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double bottom = Double.POSITIVE_INFINITY;
    double top = Double.NEGATIVE_INFINITY;
    for (int k = first[s]; k <= last; k++) {
      edgeX[k] = x[k] - x[before];
      edgeY[k] = y[k] - y[before];
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
