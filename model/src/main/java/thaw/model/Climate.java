package thaw.model;

import java.util.Map;

/**
 * A political climate.
 *
 * @param name for reports
 * @param climatePayoff payoff per period to each party while it lasts, by party id
 * @param approval probability that a party's attempt to implement gets through at home, by party
 *     id, in [0, 1]
 * @param implement whether phases may be implemented in it
 * @param renege whether phases may be undone in it
 * @param next probability per period of moving to each other climate (recoveries), by climate id;
 *     the hazards of the scenario come on top; together at most 1
 */
public record Climate(
    String name,
    Map<String, Double> climatePayoff,
    Map<String, Double> approval,
    boolean implement,
    boolean renege,
    Map<String, Double> next) {
  public Climate {
    climatePayoff = Ordered.copyOf(climatePayoff);
    approval = Ordered.copyOf(approval);
    next = Ordered.copyOf(next);
    climatePayoff.forEach((party, value) -> Allowed.finite("climatePayoff." + party, value));
    approval.forEach((party, value) -> Allowed.probability("approval." + party, value));
    next.forEach((climate, value) -> Allowed.probability("next." + climate, value));
  }

  /** Payoff per period to a party. */
  public double payoff(String party) {
    return Ordered.get(climatePayoff, party);
  }

  /** Probability that the party's attempt to implement gets through at home. */
  public double approvalOf(String party) {
    return Ordered.get(approval, party);
  }
}
