package thaw.solver.verify;

import java.util.List;

/** Convex polygons as lists of corners {x, y}, counter-clockwise; points and segments too. */
final class Plane {
  private Plane() {}

  /** The part with n·p ≤ reach. */
  static List<double[]> cut(List<double[]> polygon, double[] n, double reach) {
    return ConvexSets.clip(polygon, n[0], n[1], reach);
  }

  /** Whether every corner turns left. */
  static boolean isStrictlyConvex(List<double[]> polygon) {
    int n = polygon.size();
    for (int k = 0; k < n && n > 2; k++) {
      double[] a = polygon.get(k);
      double[] b = polygon.get((k + 1) % n);
      double[] c = polygon.get((k + 2) % n);
      if (!((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0)) {
        return false;
      }
    }
    return true;
  }

  /** The Hausdorff distance; infinite between an empty set and another. */
  static double furthest(List<double[]> one, List<double[]> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() == other.isEmpty() ? 0 : Double.POSITIVE_INFINITY;
    }
    double furthest = 0;
    for (double[] corner : one) {
      furthest = Math.max(furthest, distance(other, corner));
    }
    for (double[] corner : other) {
      furthest = Math.max(furthest, distance(one, corner));
    }
    return furthest;
  }

  /** How far a point is from a set, 0 within it; infinite from an empty one. */
  static double distance(List<double[]> polygon, double[] point) {
    if (polygon.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double[] nearest = nearest(polygon, point);
    return Math.hypot(point[0] - nearest[0], point[1] - nearest[1]);
  }

  /** The point of a set nearest to another, itself if it lies within. */
  static double[] nearest(List<double[]> polygon, double[] point) {
    int n = polygon.size();
    boolean inside = n >= 3;
    double[] nearest = polygon.get(0);
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      double[] a = polygon.get(k);
      double[] b = polygon.get((k + 1) % n);
      double dx = b[0] - a[0];
      double dy = b[1] - a[1];
      double px = point[0] - a[0];
      double py = point[1] - a[1];
      inside &= dx * py - dy * px >= 0;
      double length = dx * dx + dy * dy;
      double share = length > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0;
      double away = Math.hypot(px - share * dx, py - share * dy);
      if (away < least) {
        least = away;
        nearest = new double[] {a[0] + share * dx, a[1] + share * dy};
      }
    }
    return inside ? point : nearest;
  }
}
