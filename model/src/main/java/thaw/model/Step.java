package thaw.model;

import java.util.List;
import java.util.Map;

/**
 * A step that one party takes.
 *
 * @param name what is done, for reports
 * @param by id of the party that takes it
 * @param cost its running cost to that party, per period, 0 or more
 * @param benefit its value to the other party per period when fully believed, 0 or more
 * @param effort one-off cost of implementing it, paid at every attempt, 0 or more
 * @param verification share of it that the other can verify, in [0, 1]; the rest is believed as far
 *     as trust goes
 * @param reversibility probability that undoing it succeeds, in [0, 1]
 * @param approval probability that an attempt is not blocked at home because of this step, in [0,
 *     1]
 * @param objectives share of each objective that it achieves, by objective id, each in [0, 1]
 * @param tags what the step is about, so that context factors and shocks find it: {@code
 *     sanctionsRelief}, {@code declaration}, {@code verification} …
 */
public record Step(
    String name,
    String by,
    double cost,
    double benefit,
    double effort,
    double verification,
    double reversibility,
    double approval,
    Map<String, Double> objectives,
    List<String> tags) {
  public Step {
    Allowed.nonNegative("cost", cost);
    Allowed.nonNegative("benefit", benefit);
    Allowed.nonNegative("effort", effort);
    Allowed.probability("verification", verification);
    Allowed.probability("reversibility", reversibility);
    Allowed.probability("approval", approval);
    objectives = Ordered.copyOf(objectives);
    objectives.forEach((objective, share) -> Allowed.probability("objectives." + objective, share));
    tags = List.copyOf(tags);
  }
}
