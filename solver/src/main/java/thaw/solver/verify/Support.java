package thaw.solver.verify;

import java.util.List;

/** The corner of a convex polygon furthest in a direction. */
final class Support {
  /** Up to this many corners are searched through. */
  private static final int FEW = 12;

  private Support() {}

  /**
   * Looks at some corners first, then between the neighbours of the best of them: round a convex
   * polygon the height rises once and falls once.
   *
   * @param corners counter-clockwise, one or more
   */
  static double[] furthest(List<double[]> corners, double x, double y) {
    int n = corners.size();
    int best = 0;
    double most = height(corners.get(0), x, y);
    int stride = n > FEW ? Math.max(1, (int) Math.sqrt(n)) : 1;
    for (int k = stride; k < n; k += stride) {
      double here = height(corners.get(k), x, y);
      if (here > most) {
        most = here;
        best = k;
      }
    }
    // Between the neighbours looked at, the furthest corner is at most one stride away.
    for (int k = best - stride + 1; stride > 1 && k < best + stride; k++) {
      double[] corner = corners.get(Math.floorMod(k, n));
      double here = height(corner, x, y);
      if (here > most) {
        most = here;
        best = Math.floorMod(k, n);
      }
    }
    return corners.get(best);
  }

  private static double height(double[] corner, double x, double y) {
    return x * corner[0] + y * corner[1];
  }
}
