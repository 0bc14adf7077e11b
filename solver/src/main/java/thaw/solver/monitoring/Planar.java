package thaw.solver.monitoring;

import java.util.ArrayList;
import java.util.List;
import thaw.solver.spe.Polygon;

/** Plane geometry on lists of points {x, y}: hulls counter-clockwise. */
final class Planar {
  private Planar() {}

  static List<double[]> hull(List<double[]> points) {
    return Polygon.hull(points).vertices();
  }

  static List<double[]> points(double[] xs, double[] ys) {
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < xs.length; k++) {
      points.add(new double[] {xs[k], ys[k]});
    }
    return points;
  }

  /**
   * The edge k, from hull point k to k + 1, nearest to a point outside the hull; −1 if the point is
   * within {@code gap} of the hull, or the hull is a point.
   */
  static int nearestEdge(List<double[]> hull, double x, double y, double gap) {
    int n = hull.size();
    int nearest = -1;
    double least = Double.POSITIVE_INFINITY;
    boolean inside = n >= 3;
    for (int k = 0; k < n && n > 1; k++) {
      double[] a = hull.get(k);
      double[] b = hull.get((k + 1) % n);
      double dx = b[0] - a[0];
      double dy = b[1] - a[1];
      double cross = dx * (y - a[1]) - dy * (x - a[0]);
      inside &= cross >= 0;
      double length = dx * dx + dy * dy;
      double along = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / length));
      double away = Math.hypot(x - a[0] - along * dx, y - a[1] - along * dy);
      if (cross < 0 && away < least) {
        least = away;
        nearest = k;
      }
    }
    return inside || least <= gap ? -1 : nearest;
  }

  /** The part of a convex polygon with x·p_1 + y·p_2 ≤ reach. */
  static List<double[]> cut(List<double[]> polygon, double x, double y, double reach) {
    List<double[]> kept = new ArrayList<>();
    for (int k = 0; k < polygon.size(); k++) {
      double[] here = polygon.get(k);
      double[] next = polygon.get((k + 1) % polygon.size());
      double over = x * here[0] + y * here[1] - reach;
      double overNext = x * next[0] + y * next[1] - reach;
      if (over <= 0) {
        kept.add(here);
      }
      if ((over < 0 && overNext > 0) || (over > 0 && overNext < 0)) {
        double share = over / (over - overNext);
        kept.add(
            new double[] {
              here[0] + share * (next[0] - here[0]), here[1] + share * (next[1] - here[1])
            });
      }
    }
    return kept;
  }

  /** The set without corners that lie within {@code flatness} of the line between neighbours. */
  static List<double[]> withoutFlatCorners(List<double[]> corners, double flatness) {
    List<double[]> kept = hull(corners);
    boolean changed = true;
    while (changed && kept.size() > 1) {
      int n = kept.size();
      double[] height = new double[n];
      for (int k = 0; k < n; k++) {
        height[k] = height(kept.get((k + n - 1) % n), kept.get(k), kept.get((k + 1) % n));
      }
      // Of two neighbours that are both flat, the flatter goes first: it may have made the other
      // so.
      List<double[]> next = new ArrayList<>();
      boolean gone = false;
      boolean firstGone = false;
      for (int k = 0; k < n; k++) {
        double before = height[(k + n - 1) % n];
        double after = height[(k + 1) % n];
        boolean flattest = height[k] <= before && height[k] <= after;
        boolean spared = gone || (k == n - 1 && firstGone) || next.size() + n - k <= 1;
        gone = height[k] <= flatness && flattest && !spared;
        firstGone |= gone && k == 0;
        if (!gone) {
          next.add(kept.get(k));
        }
      }
      changed = next.size() < n;
      kept = next;
    }
    return hull(kept);
  }

  private static double height(double[] a, double[] p, double[] b) {
    double dx = b[0] - a[0];
    double dy = b[1] - a[1];
    double length = dx * dx + dy * dy;
    double along = length > 0 ? ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length : 0;
    double clamped = Math.max(0, Math.min(1, along));
    return Math.hypot(p[0] - a[0] - clamped * dx, p[1] - a[1] - clamped * dy);
  }
}
