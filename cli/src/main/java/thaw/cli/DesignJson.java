package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalDouble;
import thaw.model.io.Json;
import thaw.solver.design.Plan;
import thaw.solver.design.Ranking;
import thaw.solver.design.RoadmapDesign.Result;
import thaw.solver.design.RoadmapSpace;
import thaw.solver.design.Welfare;
import thaw.solver.freeze.SequencingComparison;

/** A search over roadmaps as JSON: every roadmap with all that is known about it. */
final class DesignJson {
  private DesignJson() {}

  static ObjectNode of(Result result, List<DesignProofs.Proof> proofs) {
    ObjectNode root = Json.object();
    root.put("concept", "design");
    root.put("scenario", result.scenario().name());
    RoadmapSpace.Selection selection = result.selection();
    ObjectNode space = root.putObject("space");
    space.put("roadmaps", selection.size());
    selection.admitted().ifPresent(n -> space.put("admitted", n));
    selection.games().ifPresent(n -> space.put("games", n));
    space.put("examined", selection.plans().size());
    space.put("complete", selection.complete());
    space.put("ownAdmitted", selection.ownAdmitted());
    space.put("verdictsSought", result.verdicts());
    ObjectNode symbols = root.putObject("symbols");
    result.scenario().steps().keySet().forEach(id -> symbols.put(result.space().symbol(id), id));
    ArrayNode rankings = root.putArray("rankings");
    result.rankings().forEach(r -> rankings.add(ranking(result, r)));
    result.welfare().ifPresent(w -> root.set("welfare", welfare(result, w)));
    ArrayNode roadmaps = root.putArray("roadmaps");
    for (int p = 0; p < selection.plans().size(); p++) {
      roadmaps.add(roadmap(result, p));
    }
    ArrayNode certificates = root.putArray("certificates");
    proofs.forEach(p -> certificates.add("certificates/" + p.name() + ".json"));
    return root;
  }

  private static ObjectNode roadmap(Result result, int number) {
    Plan plan = result.plan(number);
    ObjectNode node = Json.object();
    node.put("roadmap", plan.notation());
    node.put("own", number == 0);
    node.put("sequence", SequencingComparison.label(result.scenario(), plan.sequencing()));
    node.put("granularity", plan.granularity());
    ArrayNode phases = node.putArray("phases");
    plan.phases()
        .forEach(
            phase -> {
              ObjectNode one = phases.addObject();
              phase
                  .steps()
                  .forEach(
                      (party, ids) -> {
                        ArrayNode list = one.putArray(party);
                        ids.forEach(list::add);
                      });
              ArrayNode joint = one.putArray("joint");
              phase.joint().forEach(joint::add);
            });
    if (!result.today().isEmpty()) {
      node.put("today", result.today().get(number).word());
    }
    for (Ranking ranking : result.rankings()) {
      ObjectNode bracket = node.putObject(ranking.criterion().word());
      set(bracket, "frozenAt", ranking.frozenAt(number));
      set(bracket, "sustainableAt", ranking.sustainableAt(number));
    }
    result
        .welfare()
        .flatMap(w -> w.gains().get(number))
        .ifPresent(
            g -> {
              ObjectNode welfare = node.putObject("welfare");
              bounds(welfare.putObject("sum"), g.sum());
              bounds(welfare.putObject("product"), g.product());
            });
    return node;
  }

  private static ObjectNode ranking(Result result, Ranking ranking) {
    ObjectNode node = Json.object();
    node.put("criterion", ranking.criterion().word());
    names(result, node.putArray("best"), ranking.best());
    names(result, node.putArray("open"), ranking.open());
    ArrayNode checked = node.putArray("everyRoadmapTriedAt");
    ranking.checked().forEach(v -> checked.add(Json.number(ranking.values().get(v))));
    node.put("undecidedThere", ranking.undecided());
    names(result, node.putArray("reversals"), ranking.reversals());
    node.put("pairsCompared", ranking.compared());
    node.set("searchedFrom", Json.number(ranking.values().get(0)));
    node.set("searchedTo", Json.number(ranking.values().get(ranking.values().size() - 1)));
    return node;
  }

  private static ObjectNode welfare(Result result, Welfare welfare) {
    ObjectNode node = Json.object();
    best(result, node.putObject("sum"), welfare.sum());
    best(result, node.putObject("product"), welfare.product());
    return node;
  }

  private static void best(Result result, ObjectNode node, Welfare.Best best) {
    names(result, node.putArray("best"), best.plans());
    bounds(node, best.bounds());
  }

  private static void names(Result result, ArrayNode array, List<Integer> plans) {
    plans.forEach(
        p ->
            array
                .addObject()
                .put("roadmap", result.plan(p).notation())
                .put(
                    "sequence",
                    SequencingComparison.label(result.scenario(), result.plan(p).sequencing())));
  }

  private static void bounds(ObjectNode node, Welfare.Bounds bounds) {
    node.set("atLeast", Json.number(bounds.low()));
    node.set("atMost", Json.number(bounds.high()));
  }

  private static void set(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.set(name, Json.number(value.getAsDouble()));
    }
  }
}
