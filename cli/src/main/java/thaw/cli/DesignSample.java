package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import thaw.model.Context;
import thaw.model.Design.Criterion;
import thaw.model.Scenario;
import thaw.model.io.ScenarioFile;
import thaw.solver.design.Plan;
import thaw.solver.design.RoadmapDesign;
import thaw.solver.design.RoadmapSpace;
import thaw.solver.freeze.Verdict;

/**
 * Checks what a search over roadmaps reports on some of them: that they are the design's, and the
 * verdicts at today's values and at both ends of their brackets. Gains are not solved again.
 */
final class DesignSample {
  private static final String REPORT = "results/report.json";

  private final ScenarioFile.WithDesign asked;
  private final RoadmapDesign search;
  private final JsonNode report;
  private final List<String> problems;
  private long verdicts;

  /**
   * Of a report.
   *
   * @param search as it was when the report was made
   * @param problems to be added to
   */
  DesignSample(
      ScenarioFile.WithDesign asked, RoadmapDesign search, JsonNode report, List<String> problems) {
    this.asked = asked;
    this.search = search;
    this.report = report;
    this.problems = problems;
  }

  /**
   * Checks.
   *
   * @param sample how many roadmaps, the scenario's own among them
   * @return what was found, as a sentence
   */
  String check(int sample, long seed) {
    RoadmapSpace.Selection selection =
        RoadmapSpace.of(Context.applyAll(asked.scenario()), asked.design()).select();
    List<Plan> plans = selection.plans();
    JsonNode roadmaps = report.path("roadmaps");
    boolean same = roadmaps.size() == plans.size();
    for (int p = 0; same && p < plans.size(); p++) {
      same = roadmaps.get(p).path("roadmap").asText().equals(plans.get(p).notation());
    }
    if (!same) {
      problems.add(REPORT + ": its roadmaps are not those of the design");
      return REPORT + ": not solved again";
    }
    report.path("rankings").forEach(ranking -> best(ranking, roadmaps));
    SplittableRandom random = new SplittableRandom(seed);
    TreeSet<Integer> chosen = new TreeSet<>(List.of(0));
    while (chosen.size() < Math.min(sample, plans.size())) {
      chosen.add(random.nextInt(plans.size()));
    }
    chosen.forEach(p -> roadmap(plans.get(p), roadmaps.get(p)));
    return REPORT
        + ": "
        + verdicts
        + " verdicts on "
        + chosen.size()
        + " of "
        + plans.size()
        + " roadmaps (seed "
        + seed
        + ") solved again; gains not";
  }

  /** The best are those with the least value at which a roadmap is sustainable. */
  private void best(JsonNode ranking, JsonNode roadmaps) {
    String criterion = ranking.path("criterion").asText();
    double least = Double.POSITIVE_INFINITY;
    List<String> best = new ArrayList<>();
    for (JsonNode roadmap : roadmaps) {
      JsonNode value = roadmap.path(criterion).path("sustainableAt");
      if (value.isNumber() && value.doubleValue() <= least) {
        if (value.doubleValue() < least) {
          best.clear();
        }
        least = value.doubleValue();
        best.add(name(roadmap));
      }
    }
    List<String> claimed = new ArrayList<>();
    ranking.path("best").forEach(roadmap -> claimed.add(name(roadmap)));
    if (!best.equals(claimed)) {
      problems.add(REPORT + ": the best by " + criterion + " are not those with the least value");
    }
  }

  private static String name(JsonNode roadmap) {
    return roadmap.path("roadmap").asText() + " " + roadmap.path("sequence").asText();
  }

  private void roadmap(Plan plan, JsonNode claimed) {
    Scenario scenario = asked.scenario();
    String name = REPORT + ": " + name(claimed);
    if (claimed.has("today")) {
      compare(
          name + " as things are", claimed.path("today").asText(), search.verdict(scenario, plan));
    }
    for (JsonNode ranking : report.path("rankings")) {
      String word = ranking.path("criterion").asText();
      Criterion criterion = Criterion.valueOf(word.toUpperCase(Locale.ROOT));
      JsonNode bracket = claimed.path(word);
      for (Verdict verdict : List.of(Verdict.FROZEN, Verdict.SUSTAINABLE)) {
        Optional.ofNullable(bracket.get(verdict.word() + "At"))
            .filter(JsonNode::isNumber)
            .ifPresent(
                value ->
                    compare(
                        name + " at " + word + " " + value.asText(),
                        verdict.word(),
                        search.verdict(
                            scenario, asked.design(), plan, criterion, value.doubleValue())));
      }
    }
  }

  private void compare(String what, String claimed, Verdict now) {
    verdicts++;
    if (!claimed.equals(now.word())) {
      problems.add(what + " is " + now.word() + " when solved again, not " + claimed);
    }
  }
}
