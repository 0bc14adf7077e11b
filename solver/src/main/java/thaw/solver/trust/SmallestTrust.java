package thaw.solver.trust;

import java.util.Arrays;

/**
 * The stakes that let an exchange of K phases start at the smallest trust (derived for this
 * toolkit; no dividend, two sides alike).
 *
 * <p>At the best stakes type L is indifferent in every phase, so that stakes follow from the
 * probabilities q_k of being met: with x_k = −S/q_k, α_k/α_{k+1} = δ q_{k+1} T_L/(x_k + D), where D
 * = T_L − R + S, and type H's constraint in phase k reads Π_{j≥k} (x_j + D)/T_L ≤ 1 − T_H/T_L. The
 * initial trust is Π −S/x_k: the sum of log x_k is to be largest, in z_k = log((x_k + D)/T_L),
 * under z_k ≥ log((T_L − R)/T_L) (q_k ≤ 1) and Σ_{j≥k} z_j ≤ log(1 − T_H/T_L).
 *
 * <ul>
 *   <li>D ≥ 0: log x is concave in z, so z is spread as evenly as the constraints allow: q_K = t̄ =
 *       S/(S − R + T_H), q_k = −S/(R − S) before, and t = t̄ (−S/(R − S))^{K−1}.
 *   <li>D &lt; 0: log x is convex in z, so the best is a vertex: runs of m phases with q = 1,
 *       before each of them one phase that takes up their slack. A recursion over K finds the best
 *       runs.
 * </ul>
 *
 * Patience only scales the stakes; the smallest trust does not depend on it as long as δ &gt; 0.
 */
public final class SmallestTrust {
  /**
   * What was found.
   *
   * @param trust the smallest initial trust
   * @param stakes α_1 to α_K, sum 1
   * @param implement q_1 to q_K
   */
  public record Result(double trust, double[] stakes, double[] implement) {}

  private SmallestTrust() {}

  /**
   * The best stakes for a number of phases.
   *
   * @param side payoffs; no dividend, patience more than 0
   * @param phases K, 1 or more
   */
  public static Result solve(StartingSmall.Side side, int phases) {
    double a = -side.sucker();
    double tempted = side.temptationL();
    double d = tempted - side.reward() + side.sucker();
    double least = Math.log((tempted - side.reward()) / tempted);
    double most = Math.log1p(-side.temptationH() / tempted);
    double[] z = new double[phases];
    if (d >= 0) {
      z[phases - 1] = most;
    } else {
      int[] runs = runs(a, tempted, d, least, most, phases);
      int k = phases;
      double room = most;
      for (int run : runs) {
        for (int i = 0; i < run; i++) {
          z[--k] = least;
        }
        z[--k] = room - run * least;
        room = 0;
      }
    }
    double[] implement = new double[phases];
    double[] stakes = new double[phases];
    double trust = 1;
    double sum = 0;
    for (int k = phases - 1; k >= 0; k--) {
      double x = Math.max(a, tempted * Math.exp(z[k]) - d);
      implement[k] = a / x;
      trust *= implement[k];
      stakes[k] =
          k == phases - 1
              ? 1
              : side.patience() * implement[k + 1] * tempted / (x + d) * stakes[k + 1];
      sum += stakes[k];
    }
    for (int k = 0; k < phases; k++) {
      stakes[k] /= sum;
    }
    return new Result(trust, stakes, implement);
  }

  /** Lengths of the runs of phases with q = 1, from the end. */
  private static int[] runs(
      double a, double tempted, double d, double least, double most, int phases) {
    // best[n]: the largest sum of log x over n phases that end on a binding constraint
    double[] best = new double[phases + 1];
    int[] choice = new int[phases + 1];
    for (int n = 1; n <= phases; n++) {
      best[n] = Double.NEGATIVE_INFINITY;
      for (int run = 0; run < n; run++) {
        double gain = gain(a, tempted, d, -run * least, run) + best[n - run - 1];
        if (gain > best[n]) {
          best[n] = gain;
          choice[n] = run;
        }
      }
    }
    int last = 0;
    double top = Double.NEGATIVE_INFINITY;
    for (int run = 0; run < phases; run++) {
      double gain = gain(a, tempted, d, most - run * least, run) + best[phases - run - 1];
      if (gain > top) {
        top = gain;
        last = run;
      }
    }
    int[] runs = new int[phases];
    int count = 0;
    runs[count++] = last;
    for (int n = phases - last - 1; n > 0; n -= choice[n] + 1) {
      runs[count++] = choice[n];
    }
    return Arrays.copyOf(runs, count);
  }

  private static double gain(double a, double tempted, double d, double z, int run) {
    return Math.log(tempted * Math.exp(z) - d) + run * Math.log(a);
  }

  /** Least number of phases at which {@code trust} suffices, at most {@code limit}, else −1. */
  public static int phasesFor(StartingSmall.Side side, double trust, int limit) {
    int low = 0; // the smallest trust falls with every phase
    int high = 1;
    while (high <= limit && solve(side, high).trust() > trust) {
      low = high;
      high *= 2;
    }
    high = Math.min(high, limit);
    if (solve(side, high).trust() > trust) {
      return -1;
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (solve(side, middle).trust() <= trust) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
