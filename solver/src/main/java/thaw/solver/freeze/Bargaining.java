package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import thaw.solver.spe.Polygon;

/** Sharing the gains over a disagreement point in a convex set of payoffs (Nash 1950). */
public final class Bargaining {
  private Bargaining() {}

  /**
   * A mixture of some of a list of points.
   *
   * @param points indices into the list
   * @param weights positive, summing to 1
   */
  public record Mixture(int[] points, double[] weights) {
    /** The mean of the points. */
    public double[] payoff(List<double[]> values) {
      double[] payoff = new double[2];
      for (int k = 0; k < points.length; k++) {
        payoff[0] += weights[k] * values.get(points[k])[0];
        payoff[1] += weights[k] * values.get(points[k])[1];
      }
      return payoff;
    }

    Mixture with(int point, double weight) {
      int[] more = Arrays.copyOf(points, points.length + 1);
      double[] shares = Arrays.copyOf(weights, points.length + 1);
      for (int k = 0; k < points.length; k++) {
        shares[k] *= 1 - weight;
      }
      more[points.length] = point;
      shares[points.length] = weight;
      return new Mixture(more, shares);
    }
  }

  /**
   * The Nash bargaining solution over the convex hull of {@code values}: the mixture of at most two
   * points with the largest product of gains over {@code disagreement}; where no point gives both a
   * gain, the one with the largest sum.
   *
   * @param least joint gain below which there is nothing to share, 0 or more
   * @return empty if no mixture gives neither party less than the disagreement point and the two
   *     more than {@code least}
   */
  public static Optional<Mixture> solve(
      List<double[]> values, double[] disagreement, double least) {
    Optional<Mixture> best = Optional.empty();
    double bestProduct = 0;
    double bestSum = least;
    for (int i = 0; i < values.size(); i++) {
      for (int j = i; j < values.size(); j++) {
        double g1 = values.get(i)[0] - disagreement[0];
        double g2 = values.get(i)[1] - disagreement[1];
        double d1 = values.get(j)[0] - values.get(i)[0];
        double d2 = values.get(j)[1] - values.get(i)[1];
        for (double t : shares(g1, g2, d1, d2)) {
          double gain1 = g1 + t * d1;
          double gain2 = g2 + t * d2;
          if (gain1 < 0 || gain2 < 0 || gain1 + gain2 <= least) {
            continue;
          }
          double product = gain1 * gain2;
          boolean better =
              product > bestProduct
                  || (bestProduct == 0 && product == 0 && gain1 + gain2 > bestSum);
          if (better) {
            bestProduct = product;
            bestSum = gain1 + gain2;
            best = Optional.of(mixture(i, j, t));
          }
        }
      }
    }
    return best;
  }

  /**
   * Where along a segment the product of gains g + t·d can be largest: its ends, its top, and where
   * a gain is 0.
   */
  private static double[] shares(double g1, double g2, double d1, double d2) {
    double[] shares = {0, 1, Double.NaN, Double.NaN, Double.NaN};
    if (d1 * d2 != 0) {
      shares[2] = -(g1 * d2 + g2 * d1) / (2 * d1 * d2);
    }
    if (d1 != 0) {
      shares[3] = Math.nextUp(-g1 / d1);
    }
    if (d2 != 0) {
      shares[4] = Math.nextUp(-g2 / d2);
    }
    return Arrays.stream(shares).filter(t -> t >= 0 && t <= 1).toArray();
  }

  private static Mixture mixture(int i, int j, double t) {
    if (i == j || t == 0) {
      return new Mixture(new int[] {i}, new double[] {1});
    }
    if (t == 1) {
      return new Mixture(new int[] {j}, new double[] {1});
    }
    return new Mixture(new int[] {i, j}, new double[] {1 - t, t});
  }

  /** The vertices of the part of {@code set} with x ≥ {@code floor1} and y ≥ {@code floor2}. */
  static List<double[]> above(Polygon set, double floor1, double floor2) {
    return cut(cut(set.vertices(), floor1, 0), floor2, 1);
  }

  private static List<double[]> cut(List<double[]> polygon, double floor, int coordinate) {
    List<double[]> kept = new ArrayList<>();
    for (int k = 0; k < polygon.size(); k++) {
      double[] here = polygon.get(k);
      double[] next = polygon.get((k + 1) % polygon.size());
      double before = here[coordinate] - floor;
      double after = next[coordinate] - floor;
      if (before >= 0) {
        kept.add(here);
      }
      if ((before > 0 && after < 0) || (before < 0 && after > 0)) {
        double share = before / (before - after);
        kept.add(
            new double[] {
              here[0] + share * (next[0] - here[0]), here[1] + share * (next[1] - here[1])
            });
      }
    }
    return kept;
  }

  /**
   * What a set of payoffs offers over a disagreement point.
   *
   * @param common the largest gain that both parties can have at once; 0 if there is none
   * @param nash each party's gain in the Nash bargaining solution
   * @param utilitarian each party's gain where the sum is largest among payoffs that leave neither
   *     worse off
   */
  public record Gains(double common, double[] nash, double[] utilitarian) {}

  /**
   * The gains that {@code set} offers over {@code disagreement}.
   *
   * @param least joint gain up to which it is rounding and counts as none, 0 or more
   */
  public static Gains gains(Polygon set, double[] disagreement, double least) {
    List<double[]> better = above(set, disagreement[0], disagreement[1]);
    boolean none =
        better.stream().allMatch(v -> v[0] + v[1] - disagreement[0] - disagreement[1] <= least);
    if (none) {
      return new Gains(0, new double[2], new double[2]);
    }
    double common = 0;
    double[] utilitarian = new double[2];
    for (int k = 0; k < better.size(); k++) {
      double[] a = gain(better.get(k), disagreement);
      double[] b = gain(better.get((k + 1) % better.size()), disagreement);
      common = Math.max(common, Math.min(a[0], a[1]));
      double turn = (a[0] - a[1]) - (b[0] - b[1]);
      if (turn != 0) {
        double share = (a[0] - a[1]) / turn;
        if (share > 0 && share < 1) {
          common = Math.max(common, a[0] + share * (b[0] - a[0]));
        }
      }
      if (a[0] + a[1] > utilitarian[0] + utilitarian[1]) {
        utilitarian = a;
      }
    }
    double[] nash =
        solve(better, disagreement, 0)
            .map(m -> gain(m.payoff(better), disagreement))
            .orElse(new double[2]);
    return new Gains(common, nash, utilitarian);
  }

  private static double[] gain(double[] payoff, double[] disagreement) {
    return new double[] {payoff[0] - disagreement[0], payoff[1] - disagreement[1]};
  }
}
