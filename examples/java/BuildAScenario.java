package thaw.examples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import thaw.model.Climate;
import thaw.model.Hazards;
import thaw.model.Party;
import thaw.model.Phase;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.Start;
import thaw.model.Step;
import thaw.model.Timetable;
import thaw.model.Trust;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;

/**
 * An exchange of one step against one step, built without a file, at several levels of patience.
 *
 * <p>{@code java -cp cli/target/thaw.jar examples/java/BuildAScenario.java}
 */
public final class BuildAScenario {
  private BuildAScenario() {}

  /** Prints the verdict for each patience. */
  public static void main(String[] args) {
    for (double patience : new double[] {0.3, 0.4, 0.5, 0.6}) {
      FreezeReport report =
          FreezeAnalysis.withDefaults().analyse(PhasedExchange.compile(scenario(patience)));
      System.out.println("patience " + patience + ": " + report.verdict().word());
      System.out.println("  because " + report.reason());
    }
  }

  private static Scenario scenario(double patience) {
    Map<String, Party> parties = new LinkedHashMap<>(); // in order
    parties.put("us", party("United States", "US", patience));
    parties.put("dprk", party("DPRK", "DPRK", patience));
    Climate calm =
        new Climate(
            "calm",
            Map.of("us", 0.0, "dprk", 0.0), // payoff per period
            Map.of("us", 1.0, "dprk", 1.0), // probability of approval at home
            true,
            true,
            Map.of());
    return new Scenario(
        "one-for-one",
        "One step against one step",
        "How patient must both be?",
        "an example",
        parties,
        Map.of(),
        Map.of(),
        Map.of(
            "ease-sanctions",
            step("easing of sanctions", "us"),
            "close-site",
            step("closing of a site", "dprk")),
        Map.of(),
        List.of(
            new Phase(
                Map.of("us", List.of("ease-sanctions"), "dprk", List.of("close-site")), List.of())),
        new Sequencing.Parallel(1),
        1,
        new Timetable(1, OptionalInt.empty()),
        new Trust.Fixed(0.5),
        Map.of(Scenario.ENGAGED, calm),
        new Hazards(0, 0, 0),
        Optional.empty(),
        Start.standard(java.util.Set.of(Scenario.ENGAGED), parties.keySet()),
        List.of(),
        List.of(),
        Map.of());
  }

  private static Party party(String name, String label, double patience) {
    double temptation = 0.1;
    double statusQuoCost = 0.3;
    return new Party(name, label, patience, temptation, statusQuoCost, Map.of());
  }

  private static Step step(String name, String by) {
    double cost = 1;
    double benefit = 1.5;
    double effort = 0.2;
    double verification = 0.8;
    double reversibility = 1;
    double approval = 1;
    return new Step(
        name,
        by,
        cost,
        benefit,
        effort,
        verification,
        reversibility,
        approval,
        Map.of(),
        List.of());
  }
}
