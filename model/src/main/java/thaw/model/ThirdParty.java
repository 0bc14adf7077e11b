package thaw.model;

import java.util.Map;

/**
 * A government that takes no steps itself but gains or loses by what the two parties do, and can
 * pay, or be paid, to see it done.
 *
 * @param name full name, for reports
 * @param label short name, for axes and tables; no party has the same
 * @param patience weight of next period's payoff against this one's, in [0, 1); times the
 *     timetable's survival it is the discount factor δ
 * @param statusQuoCost cost per period of the unresolved conflict when nothing is implemented;
 *     falls linearly to 0 as phases are implemented; 0 or more
 * @param weight value per period of each objective when fully reached, by objective id; 0 or more
 * @param climatePayoff payoff per period while a climate lasts, by climate id
 */
public record ThirdParty(
    String name,
    String label,
    double patience,
    double statusQuoCost,
    Map<String, Double> weight,
    Map<String, Double> climatePayoff) {
  public ThirdParty {
    if (!(patience >= 0 && patience < 1)) {
      throw new IllegalArgumentException(
          "patience is " + patience + "; allowed: 0 or more, less than 1");
    }
    Allowed.nonNegative("statusQuoCost", statusQuoCost);
    weight = Ordered.copyOf(weight);
    climatePayoff = Ordered.copyOf(climatePayoff);
    weight.forEach((objective, value) -> Allowed.nonNegative("weight." + objective, value));
    climatePayoff.forEach((climate, value) -> Allowed.finite("climatePayoff." + climate, value));
  }

  /** Payoff per period in a climate. */
  public double payoff(String climate) {
    return Ordered.get(climatePayoff, climate);
  }
}
