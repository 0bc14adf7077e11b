package thaw.solver.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import thaw.model.trust.Values;

/**
 * Payoff sets of repeated games with public randomization: the claimed set must be its own image
 * under one step of Abreu, Pearce and Stacchetti's operator, by clipping polygons.
 */
final class PayoffSetChecks {
  /** Distance from a fixed point, share of the payoff range. */
  private static final double TOLERANCE = 1e-6;

  private PayoffSetChecks() {}

  static boolean recompute(
      String model,
      Values v,
      Map<String, Object> claimed,
      Map<String, Object> out,
      List<String> problems) {
    if (!model.equals("spe_payoff_set")) {
      return false;
    }
    double[][][] u = payoffs(v);
    double delta = v.get("delta");
    double range = range(u);
    double[][] set =
        claimed.get("vertices") instanceof double[][] points ? points : new double[0][];
    double[][] image = image(u, delta, set, range);
    for (double[] point : set) {
      if (outside(image, point) > TOLERANCE * range) {
        problems.add("a vertex is not enforced by payoffs in the set");
      }
    }
    for (double[] point : image) {
      if (outside(set, point) > TOLERANCE * range) {
        problems.add("payoffs enforced by the set are missing from it");
      }
    }
    double area = 0;
    for (int k = 0; k < set.length; k++) {
      double[] a = set[k];
      double[] b = set[(k + 1) % set.length];
      area += (a[0] - b[0]) * (a[1] + b[1]) / 2;
    }
    out.put("vertices", set);
    out.put("area", area);
    double bound = claimed.get("error_bound") instanceof Double d ? d : Double.NaN;
    out.put("error_bound", bound >= 0 && bound <= TOLERANCE * range ? bound : 0.0);
    boolean converged = problems.isEmpty();
    out.put("converged", converged);
    out.put("own_iteration_matches", converged);
    return true;
  }

  private static double[][][] payoffs(Values v) {
    double[][] first = v.matrix(v.has("payoff") ? "payoff" : "payoff1");
    double[][][] u = new double[first.length][first[0].length][];
    for (int i = 0; i < first.length; i++) {
      for (int j = 0; j < first[0].length; j++) {
        double second = v.has("payoff") ? first[j][i] : v.matrix("payoff2")[i][j];
        u[i][j] = new double[] {first[i][j], second};
      }
    }
    return u;
  }

  private static double range(double[][][] u) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[][] row : u) {
      for (double[] pair : row) {
        low = Math.min(low, Math.min(pair[0], pair[1]));
        high = Math.max(high, Math.max(pair[0], pair[1]));
      }
    }
    return Math.max(high - low, Double.MIN_NORMAL);
  }

  /** Corners of what payoffs in the set enforce, in no order. */
  private static double[][] image(double[][][] u, double delta, double[][] set, double range) {
    List<double[]> points = new ArrayList<>();
    if (set.length == 0) {
      return new double[0][];
    }
    double[] worst = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (double[] w : set) {
      worst[0] = Math.min(worst[0], w[0]);
      worst[1] = Math.min(worst[1], w[1]);
    }
    for (int a = 0; a < u.length; a++) {
      for (int b = 0; b < u[0].length; b++) {
        double[] best = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (double[][] row : u) {
          best[0] = Math.max(best[0], row[b][0]);
        }
        for (double[] other : u[a]) {
          best[1] = Math.max(best[1], other[1]);
        }
        List<double[]> clipped = List.of(set);
        for (int i = 0; i < 2; i++) {
          double gain = (1 - delta) * (best[i] - u[a][b][i]);
          double least = delta == 0 ? (gain > 0 ? 1e300 : -1e300) : worst[i] + gain / delta;
          clipped = clip(clipped, i, least - 1e-9 * range);
        }
        for (double[] w : clipped) {
          points.add(
              new double[] {
                (1 - delta) * u[a][b][0] + delta * w[0], (1 - delta) * u[a][b][1] + delta * w[1]
              });
        }
      }
    }
    return points.toArray(double[][]::new);
  }

  /** The part of a convex polygon with coordinate i at least a bound. */
  private static List<double[]> clip(List<double[]> polygon, int i, double bound) {
    List<double[]> kept = new ArrayList<>();
    for (int k = 0; k < polygon.size(); k++) {
      double[] a = polygon.get(k);
      double[] b = polygon.get((k + 1) % polygon.size());
      if (a[i] >= bound) {
        kept.add(a);
      }
      if (a[i] >= bound != b[i] >= bound) {
        double share = (bound - a[i]) / (b[i] - a[i]);
        kept.add(new double[] {a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])});
      }
    }
    return kept;
  }

  /** How far a point sticks out of the hull of others, over many directions. */
  private static double outside(double[][] hull, double[] point) {
    double most = hull.length == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    int directions = 3600;
    for (int k = 0; k < directions && hull.length > 0; k++) {
      double x = Math.cos(2 * Math.PI * k / directions);
      double y = Math.sin(2 * Math.PI * k / directions);
      double support = Double.NEGATIVE_INFINITY;
      for (double[] h : hull) {
        support = Math.max(support, x * h[0] + y * h[1]);
      }
      most = Math.max(most, x * point[0] + y * point[1] - support);
    }
    return most;
  }
}
