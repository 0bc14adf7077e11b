package thaw.solver.design;

import java.util.List;
import java.util.Optional;

/**
 * Roadmaps by what their best equilibrium gives the parties over freezing, in the scenario as it
 * is.
 *
 * @param gains per roadmap what is known of its gains; empty for those that are certainly frozen
 * @param sum by the sum of gains
 * @param product by the Nash product of gains
 */
public record Welfare(List<Optional<Gains>> gains, Best sum, Best product) {
  public Welfare {
    gains = List.copyOf(gains);
  }

  /**
   * Bounds on the gains in the best equilibrium that leaves neither party worse off than freezing.
   *
   * @param sum the largest sum of both parties' gains, payoffs per period
   * @param product the largest product of gains
   * @param payoffs each party's payoff where the product found is largest
   */
  public record Gains(Bounds sum, Bounds product, double[] payoffs) {}

  /** Attained, and certainly not exceeded. */
  public record Bounds(double low, double high) {}

  /**
   * Which roadmaps are best.
   *
   * @param plans those that may be best, the one with the most that is attained first; the others
   *     cannot be told from it
   * @param bounds on the largest value over all roadmaps
   */
  public record Best(List<Integer> plans, Bounds bounds) {
    public Best {
      plans = List.copyOf(plans);
    }
  }
}
