package thaw.model;

import java.util.Map;

/**
 * A step of both parties together (liaison offices, cultural exchange): in force while both have
 * reached its phase.
 *
 * @param name what is done, for reports
 * @param cost running cost per period to each party, by party id, 0 or more
 * @param benefit value per period to each party, by party id, 0 or more
 * @param objectives share of each objective that it achieves, by objective id, each in [0, 1]
 */
public record JointStep(
    String name,
    Map<String, Double> cost,
    Map<String, Double> benefit,
    Map<String, Double> objectives) {
  public JointStep {
    cost = Ordered.copyOf(cost);
    benefit = Ordered.copyOf(benefit);
    objectives = Ordered.copyOf(objectives);
    cost.forEach((party, value) -> Allowed.nonNegative("cost." + party, value));
    benefit.forEach((party, value) -> Allowed.nonNegative("benefit." + party, value));
    objectives.forEach((objective, share) -> Allowed.probability("objectives." + objective, share));
  }

  /** Benefit less cost per period to a party. */
  public double net(String party) {
    return Ordered.get(benefit, party) - Ordered.get(cost, party);
  }
}
