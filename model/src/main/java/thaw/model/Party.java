package thaw.model;

import java.util.Map;

/**
 * One of the two governments that exchange steps.
 *
 * @param name full name, for reports
 * @param label short name, for axes and tables
 * @param patience weight of next period's payoff against this one's, in [0, 1); times the
 *     timetable's survival it is the discount factor δ
 * @param temptation one-off gain from undoing a phase while the other still honours its own, payoff
 *     units
 * @param statusQuoCost cost per period of the unresolved conflict when nothing is implemented;
 *     falls linearly to 0 as phases are implemented; 0 or more
 * @param weight value per period of each objective when fully reached, by objective id; 0 or more
 */
public record Party(
    String name,
    String label,
    double patience,
    double temptation,
    double statusQuoCost,
    Map<String, Double> weight) {
  public Party {
    if (!(patience >= 0 && patience < 1)) {
      throw new IllegalArgumentException(
          "patience is " + patience + "; allowed: 0 or more, less than 1");
    }
    Allowed.finite("temptation", temptation);
    Allowed.nonNegative("statusQuoCost", statusQuoCost);
    weight = Ordered.copyOf(weight);
    weight.forEach((objective, value) -> Allowed.nonNegative("weight." + objective, value));
  }
}
