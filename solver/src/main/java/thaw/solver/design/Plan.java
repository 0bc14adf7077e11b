package thaw.solver.design;

import java.util.List;
import thaw.model.Phase;
import thaw.model.Scenario;
import thaw.model.Sequencing;

/**
 * One roadmap.
 *
 * @param sequencing who may implement when
 * @param granularity number of equal parts that each phase is split into
 * @param phases its phases; every step of the scenario is in one
 * @param notation the phases in short, as in {@code 1a|2b}: steps of the first party as numbers, of
 *     the second as letters, in the order of the scenario, a bar between phases
 */
public record Plan(Sequencing sequencing, int granularity, List<Phase> phases, String notation) {
  public Plan {
    phases = List.copyOf(phases);
  }

  /** The scenario with its steps taken in this way. */
  public Scenario in(Scenario scenario) {
    return scenario.withRoadmap(phases, sequencing, granularity);
  }
}
