package thaw.solver.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Plain operations on convex sets in the plane, given by their corners counter-clockwise: none, one
 * (a point), two (a segment) or more.
 */
final class ConvexSets {
  private ConvexSets() {}

  /** The corners of the convex hull, counter-clockwise from the smallest x, then y. */
  static List<double[]> hull(List<double[]> points) {
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
    List<double[]> hull = chain(sorted);
    List<double[]> backwards = new ArrayList<>(sorted);
    java.util.Collections.reverse(backwards);
    List<double[]> upper = chain(backwards);
    for (int k = 1; k + 1 < upper.size(); k++) {
      hull.add(upper.get(k));
    }
    return hull;
  }

  private static List<double[]> chain(List<double[]> sorted) {
    List<double[]> chain = new ArrayList<>();
    for (double[] p : sorted) {
      while (chain.size() > 1
          && !left(chain.get(chain.size() - 2), chain.get(chain.size() - 1), p)) {
        chain.remove(chain.size() - 1);
      }
      if (chain.size() != 1 || chain.get(0)[0] != p[0] || chain.get(0)[1] != p[1]) {
        chain.add(p);
      }
    }
    return chain;
  }

  private static boolean left(double[] a, double[] b, double[] c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
  }

  /** The unit outward normals of the sides; of a point, and of the ends of a segment, also. */
  static List<double[]> normals(List<double[]> corners) {
    List<double[]> normals = new ArrayList<>();
    for (int k = 0; k < corners.size() && corners.size() > 1; k++) {
      double[] here = corners.get(k);
      double[] next = corners.get((k + 1) % corners.size());
      double length = Math.hypot(next[0] - here[0], next[1] - here[1]);
      if (length > 0) {
        double dx = (next[0] - here[0]) / length;
        double dy = (next[1] - here[1]) / length;
        normals.add(new double[] {dy, -dx});
        if (corners.size() == 2) {
          normals.add(new double[] {dx, dy});
        }
      }
    }
    return normals;
  }

  /** How far a set reaches in a direction; −∞ for none. */
  static double support(List<double[]> corners, double[] direction) {
    double furthest = Double.NEGATIVE_INFINITY;
    for (double[] p : corners) {
      furthest = Math.max(furthest, direction[0] * p[0] + direction[1] * p[1]);
    }
    return furthest;
  }

  /** The part of a convex set with dx·x + dy·y ≤ reach. */
  static List<double[]> clip(List<double[]> corners, double dx, double dy, double reach) {
    List<double[]> kept = new ArrayList<>(corners.size() + 1);
    for (int k = 0; k < corners.size(); k++) {
      double[] here = corners.get(k);
      double[] next = corners.get(k + 1 < corners.size() ? k + 1 : 0);
      double over = dx * here[0] + dy * here[1] - reach;
      double overNext = dx * next[0] + dy * next[1] - reach;
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

  /** The Minkowski mean Σ weight_k set_k of non-empty sets: their sides in the order of angles. */
  static List<double[]> mean(List<List<double[]>> sets, double[] weights) {
    double[] at = new double[2];
    List<double[]> sides = new ArrayList<>();
    for (int k = 0; k < weights.length; k++) {
      List<double[]> set = sets.get(k);
      double[] lowest = set.get(0);
      for (int c = 0; c < set.size(); c++) {
        double[] here = set.get(c);
        double[] next = set.get((c + 1) % set.size());
        if (here[1] < lowest[1] || (here[1] == lowest[1] && here[0] < lowest[0])) {
          lowest = here;
        }
        double dx = weights[k] * (next[0] - here[0]);
        double dy = weights[k] * (next[1] - here[1]);
        if (dx != 0 || dy != 0) {
          double angle = Math.atan2(dy, dx);
          sides.add(new double[] {dx, dy, angle < 0 ? angle + 2 * Math.PI : angle});
        }
      }
      at[0] += weights[k] * lowest[0];
      at[1] += weights[k] * lowest[1];
    }
    sides.sort(Comparator.comparingDouble(side -> side[2]));
    List<double[]> mean = new ArrayList<>(sides.size() + 1);
    mean.add(at);
    for (int k = 0; k + 1 < sides.size(); k++) {
      at = new double[] {at[0] + sides.get(k)[0], at[1] + sides.get(k)[1]};
      mean.add(at);
    }
    return mean;
  }

  /** The distance from a point to a set; 0 inside, infinite to none. */
  static double distance(List<double[]> corners, double[] p) {
    double nearest = Double.POSITIVE_INFINITY;
    boolean inside = corners.size() > 2;
    for (int k = 0; k < corners.size(); k++) {
      double[] a = corners.get(k);
      double[] b = corners.get((k + 1) % corners.size());
      double dx = b[0] - a[0];
      double dy = b[1] - a[1];
      double px = p[0] - a[0];
      double py = p[1] - a[1];
      inside &= dx * py - dy * px >= 0;
      double length = dx * dx + dy * dy;
      double along = length > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0;
      nearest = Math.min(nearest, Math.hypot(px - along * dx, py - along * dy));
    }
    return inside ? 0 : nearest;
  }

  /** The Hausdorff distance; 0 between none and none, infinite between none and some. */
  static double hausdorff(List<double[]> one, List<double[]> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() && other.isEmpty() ? 0 : Double.POSITIVE_INFINITY;
    }
    double furthest = 0;
    for (double[] p : one) {
      furthest = Math.max(furthest, distance(other, p));
    }
    for (double[] p : other) {
      furthest = Math.max(furthest, distance(one, p));
    }
    return furthest;
  }
}
