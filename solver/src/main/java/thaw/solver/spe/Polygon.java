package thaw.solver.spe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A convex set in the plane: empty, a point, a segment or a polygon, given by its vertices
 * counter-clockwise from the one with the smallest x, then y.
 */
public final class Polygon {
  /** Sets with fewer vertices are searched edge by edge. */
  private static final int MANY = 16;

  private static final Polygon EMPTY = new Polygon(new double[0], new double[0]);

  private final double[] xs;
  private final double[] ys;

  /** The set with these vertices, in order. */
  Polygon(double[] xs, double[] ys) {
    this.xs = xs;
    this.ys = ys;
  }

  public static Polygon empty() {
    return EMPTY;
  }

  /**
   * The convex hull of the given points (monotone chain, Andrew 1979).
   *
   * @param points pairs {x, y}, finite, in any order
   */
  public static Polygon hull(List<double[]> points) {
    if (points.isEmpty()) {
      return EMPTY;
    }
    List<double[]> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.<double[]>comparingDouble(p -> p[0]).thenComparingDouble(p -> p[1]));
    double[][] hull = new double[2 * sorted.size() + 1][];
    int size = 0;
    for (double[] point : sorted) {
      while (size >= 2 && turn(hull[size - 2], hull[size - 1], point) <= 0) {
        size--;
      }
      hull[size++] = point;
    }
    int lower = size + 1;
    for (int k = sorted.size() - 2; k >= 0; k--) {
      while (size >= lower && turn(hull[size - 2], hull[size - 1], sorted.get(k)) <= 0) {
        size--;
      }
      hull[size++] = sorted.get(k);
    }
    if (size > 1) {
      size--;
    }
    if (size == 2 && hull[0][0] == hull[1][0] && hull[0][1] == hull[1][1]) {
      size = 1;
    }
    double[] xs = new double[size];
    double[] ys = new double[size];
    for (int k = 0; k < size; k++) {
      xs[k] = hull[k][0];
      ys[k] = hull[k][1];
    }
    return new Polygon(xs, ys);
  }

  private static double turn(double[] a, double[] b, double[] c) {
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
  }

  /** The number of vertices: 0 empty, 1 point, 2 segment. */
  public int size() {
    return xs.length;
  }

  public boolean isEmpty() {
    return xs.length == 0;
  }

  public double x(int vertex) {
    return xs[vertex];
  }

  public double y(int vertex) {
    return ys[vertex];
  }

  /** The vertices as pairs {x, y}. */
  public List<double[]> vertices() {
    List<double[]> vertices = new ArrayList<>();
    for (int k = 0; k < xs.length; k++) {
      vertices.add(new double[] {xs[k], ys[k]});
    }
    return vertices;
  }

  /** The smallest x of the set; positive infinity for the empty set. */
  public double minX() {
    return Arrays.stream(xs).min().orElse(Double.POSITIVE_INFINITY);
  }

  /** The smallest y of the set; positive infinity for the empty set. */
  public double minY() {
    return Arrays.stream(ys).min().orElse(Double.POSITIVE_INFINITY);
  }

  /** The largest x of the set; negative infinity for the empty set. */
  public double maxX() {
    return Arrays.stream(xs).max().orElse(Double.NEGATIVE_INFINITY);
  }

  /** The largest y of the set; negative infinity for the empty set. */
  public double maxY() {
    return Arrays.stream(ys).max().orElse(Double.NEGATIVE_INFINITY);
  }

  /**
   * The Euclidean distance from (x, y) to the set, 0 inside; positive infinity for the empty set.
   */
  public double distance(double x, double y) {
    int n = xs.length;
    if (n == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double nearest = Double.POSITIVE_INFINITY;
    boolean inside = n >= 3;
    for (int k = 0; k < n; k++) {
      int next = (k + 1) % n;
      double dx = xs[next] - xs[k];
      double dy = ys[next] - ys[k];
      if (dx * (y - ys[k]) - dy * (x - xs[k]) < 0) {
        inside = false;
      }
      double length = dx * dx + dy * dy;
      double along = length > 0 ? ((x - xs[k]) * dx + (y - ys[k]) * dy) / length : 0;
      double clamped = Math.max(0, Math.min(1, along));
      double offX = x - xs[k] - clamped * dx;
      double offY = y - ys[k] - clamped * dy;
      nearest = Math.min(nearest, offX * offX + offY * offY);
    }
    return inside ? 0 : Math.sqrt(nearest);
  }

  /**
   * The Hausdorff distance to {@code other}: 0 between empty sets, infinite between an empty and
   * another set.
   */
  public double hausdorff(Polygon other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() == other.isEmpty() ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.max(farthest(this, other), farthest(other, this));
  }

  /** The largest distance of a vertex of one set from another set. */
  private static double farthest(Polygon from, Polygon to) {
    double largest = 0;
    int edge = 0;
    for (int k = 0; k < from.size(); k++) {
      double x = from.xs[k];
      double y = from.ys[k];
      if (to.size() < MANY) {
        largest = Math.max(largest, to.distance(x, y));
      } else if (!to.surrounds(x, y)) {
        edge = to.nearest(x, y, edge);
        largest = Math.max(largest, to.toEdge(edge, x, y));
      }
    }
    return largest;
  }

  /** Whether a point lies in one of the triangles that the first vertex makes with the others. */
  private boolean surrounds(double x, double y) {
    int low = sector(x, y);
    int high = low + 1;
    return side(0, low, x, y) >= 0 && side(low, high, x, y) >= 0 && side(high, 0, x, y) >= 0;
  }

  /**
   * The vertex k from 1 on such that a point, if it is inside, lies in the triangle of vertices 0,
   * k and k + 1; for three vertices or more.
   */
  int sector(double x, double y) {
    int low = 1;
    int high = xs.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (side(0, middle, x, y) >= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private double side(int a, int b, double x, double y) {
    return (xs[b] - xs[a]) * (y - ys[a]) - (ys[b] - ys[a]) * (x - xs[a]);
  }

  /**
   * The edge that is nearest to a point outside: the point lies before it, or in the normal cone of
   * its end.
   *
   * @param from the edge to look at first, and the answer for points inside
   */
  int nearest(double x, double y, int from) {
    int n = xs.length;
    for (int step = 0; step < n; step++) {
      int k = (from + step) % n;
      double along = along(k, x, y);
      boolean before = along >= 0 && along <= 1 && side(k, (k + 1) % n, x, y) <= 0;
      if (before || (along >= 1 && along((k + 1) % n, x, y) <= 0)) {
        return k;
      }
    }
    // Rounding has hidden it.
    int nearest = from;
    for (int k = 0; k < n; k++) {
      nearest = toEdge(k, x, y) < toEdge(nearest, x, y) ? k : nearest;
    }
    return nearest;
  }

  /** How far along an edge a point lies, 0 at its beginning, 1 at its end. */
  private double along(int k, double x, double y) {
    int next = (k + 1) % xs.length;
    double dx = xs[next] - xs[k];
    double dy = ys[next] - ys[k];
    double length = dx * dx + dy * dy;
    return length > 0 ? ((x - xs[k]) * dx + (y - ys[k]) * dy) / length : -1;
  }

  /** The share of an edge at which it is nearest to a point, 0 at its beginning, 1 at its end. */
  double share(int k, double x, double y) {
    return Math.max(0, Math.min(1, along(k, x, y)));
  }

  /** The distance of a point from an edge. */
  private double toEdge(int k, double x, double y) {
    int next = (k + 1) % xs.length;
    double clamped = share(k, x, y);
    double offX = x - xs[k] - clamped * (xs[next] - xs[k]);
    double offY = y - ys[k] - clamped * (ys[next] - ys[k]);
    return Math.sqrt(offX * offX + offY * offY);
  }

  /** The set with coordinates times {@code range} plus {@code low}. */
  Polygon unscaled(double[] low, double[] range) {
    double[] x = Arrays.stream(xs).map(v -> low[0] + range[0] * v).toArray();
    double[] y = Arrays.stream(ys).map(v -> low[1] + range[1] * v).toArray();
    return new Polygon(x, y);
  }

  /** The set with coordinates divided by {@code range}. */
  Polygon scaled(double[] range) {
    double[] x = Arrays.stream(xs).map(v -> v / range[0]).toArray();
    double[] y = Arrays.stream(ys).map(v -> v / range[1]).toArray();
    return new Polygon(x, y);
  }

  /**
   * The set without vertices that lie within {@code tolerance} of the line between their
   * neighbours, distances being measured after dividing the coordinates by the ranges; flattest
   * first, so that a row of flat vertices does not take a corner with it.
   */
  Polygon withoutFlatVertices(double tolerance, double rangeX, double rangeY) {
    List<double[]> kept = vertices();
    while (kept.size() > 1) {
      int flattest = -1;
      double least = tolerance;
      for (int k = 0; k < kept.size(); k++) {
        double[] before = kept.get((k + kept.size() - 1) % kept.size());
        double[] after = kept.get((k + 1) % kept.size());
        double height = toSegment(kept.get(k), before, after, rangeX, rangeY);
        if (height <= least) {
          least = height;
          flattest = k;
        }
      }
      if (flattest < 0) {
        break;
      }
      kept.remove(flattest);
    }
    return hull(kept);
  }

  private static double toSegment(
      double[] p, double[] a, double[] b, double rangeX, double rangeY) {
    double dx = (b[0] - a[0]) / rangeX;
    double dy = (b[1] - a[1]) / rangeY;
    double px = (p[0] - a[0]) / rangeX;
    double py = (p[1] - a[1]) / rangeY;
    double length = dx * dx + dy * dy;
    double along = length > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0;
    return Math.hypot(px - along * dx, py - along * dy);
  }

  /** The Minkowski mean Σ weight_k set_k; empty if one of the sets is. */
  public static Polygon mean(List<Polygon> sets, double[] weights) {
    List<double[]> sum = List.of(new double[] {0, 0});
    for (int k = 0; k < sets.size(); k++) {
      List<double[]> next = new ArrayList<>();
      for (double[] base : sum) {
        for (double[] vertex : sets.get(k).vertices()) {
          next.add(
              new double[] {base[0] + weights[k] * vertex[0], base[1] + weights[k] * vertex[1]});
        }
      }
      sum = hull(next).vertices();
    }
    return hull(sum);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int k = 0; k < xs.length; k++) {
      text.append(k == 0 ? "(" : ", (").append(xs[k]).append(", ").append(ys[k]).append(')');
    }
    return text.append(']').toString();
  }
}
