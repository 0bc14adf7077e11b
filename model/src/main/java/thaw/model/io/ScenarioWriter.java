package thaw.model.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import thaw.model.Climate;
import thaw.model.Design;
import thaw.model.JointStep;
import thaw.model.Party;
import thaw.model.Phase;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.Step;
import thaw.model.Switch;
import thaw.model.ThirdParty;
import thaw.model.Trust;

/** Writes a scenario with every field, in the order of the schema. */
final class ScenarioWriter {
  private ScenarioWriter() {}

  static String write(Scenario s) {
    return Json.text(tree(s));
  }

  static String write(Scenario s, Design design) {
    ObjectNode root = tree(s);
    design(root.putObject(ScenarioFile.DESIGN), design);
    return Json.text(root);
  }

  private static ObjectNode tree(Scenario s) {
    ObjectNode root = Json.object();
    root.put("format", ScenarioFile.FORMAT);
    root.put("name", s.name());
    root.put("title", s.title());
    root.put("question", s.question());
    root.put("source", s.source());
    ObjectNode parties = root.putObject("parties");
    s.parties().forEach((id, party) -> party(parties.putObject(id), party));
    if (!s.thirdParties().isEmpty()) {
      ObjectNode others = root.putObject("thirdParties");
      s.thirdParties().forEach((id, third) -> thirdParty(others.putObject(id), third));
    }
    ObjectNode objectives = root.putObject("objectives");
    s.objectives().forEach((id, o) -> objectives.putObject(id).put("name", o.name()));
    ObjectNode steps = root.putObject("steps");
    s.steps().forEach((id, step) -> step(steps.putObject(id), step));
    ObjectNode joint = root.putObject("jointSteps");
    s.jointSteps().forEach((id, step) -> jointStep(joint.putObject(id), step));
    ArrayNode phases = root.putArray("phases");
    s.phases().forEach(phase -> phase(phases.addObject(), phase));
    sequencing(root.putObject("sequencing"), s.sequencing());
    root.put("granularity", s.granularity());
    ObjectNode timetable = root.putObject("timetable");
    timetable.set("survival", Json.number(s.timetable().survival()));
    s.timetable().deadline().ifPresent(periods -> timetable.put("deadline", periods));
    trust(root.putObject("trust"), s.trust());
    ObjectNode climates = root.putObject("climates");
    s.climates().forEach((id, climate) -> climate(climates.putObject(id), climate));
    ObjectNode hazards = root.putObject("hazards");
    hazards.set("crisis", Json.number(s.hazards().crisis()));
    hazards.set("crisisOnRenege", Json.number(s.hazards().crisisOnRenege()));
    hazards.set("leadership", Json.number(s.hazards().leadership()));
    s.drift()
        .ifPresent(
            d -> {
              ObjectNode drift = root.putObject("drift");
              drift.put("party", d.party());
              drift.set("growth", Json.number(d.growth()));
              drift.put("levels", d.levels());
            });
    ObjectNode start = root.putObject("start");
    start.put("climate", s.start().climate());
    ObjectNode progress = start.putObject("progress");
    s.start().progress().forEach(progress::put);
    switches(root.putArray("context"), s.context());
    switches(root.putArray("shocks"), s.shocks());
    ObjectNode notes = root.putObject("notes");
    s.notes().forEach(notes::put);
    return root;
  }

  private static void design(ObjectNode node, Design d) {
    ObjectNode phases = node.putObject("phases");
    phases.put("least", d.leastPhases());
    phases.put("most", d.mostPhases());
    node.put("everyPhase", d.everyPhase().word());
    node.put("joint", d.joint().word());
    ArrayNode before = node.putArray("before");
    d.before().forEach(pair -> before.addArray().add(pair.first()).add(pair.then()));
    ArrayNode granularity = node.putArray("granularity");
    d.granularity().forEach(granularity::add);
    ArrayNode sequencing = node.putArray("sequencing");
    d.sequencing().forEach(s -> sequencing(sequencing.addObject(), s));
    ArrayNode criteria = node.putArray("criteria");
    d.criteria().forEach(criterion -> criteria.add(criterion.word()));
    ObjectNode patience = node.putObject("patience");
    patience.set("from", Json.number(d.patience().from()));
    patience.set("to", Json.number(d.patience().to()));
    node.set("precision", Json.number(d.precision()));
    node.put("ranked", d.ranked());
    node.put("checks", d.checks());
    node.put("limit", d.limit());
  }

  private static void party(ObjectNode node, Party p) {
    node.put("name", p.name());
    node.put("label", p.label());
    node.set("patience", Json.number(p.patience()));
    node.set("temptation", Json.number(p.temptation()));
    node.set("statusQuoCost", Json.number(p.statusQuoCost()));
    numbers(node.putObject("weight"), p.weight());
  }

  private static void thirdParty(ObjectNode node, ThirdParty p) {
    node.put("name", p.name());
    node.put("label", p.label());
    node.set("patience", Json.number(p.patience()));
    node.set("statusQuoCost", Json.number(p.statusQuoCost()));
    numbers(node.putObject("weight"), p.weight());
    numbers(node.putObject("climatePayoff"), p.climatePayoff());
  }

  private static void step(ObjectNode node, Step s) {
    node.put("name", s.name());
    node.put("by", s.by());
    node.set("cost", Json.number(s.cost()));
    node.set("benefit", Json.number(s.benefit()));
    node.set("effort", Json.number(s.effort()));
    node.set("verification", Json.number(s.verification()));
    node.set("reversibility", Json.number(s.reversibility()));
    node.set("approval", Json.number(s.approval()));
    numbers(node.putObject("objectives"), s.objectives());
    texts(node.putArray("tags"), s.tags());
  }

  private static void jointStep(ObjectNode node, JointStep s) {
    node.put("name", s.name());
    numbers(node.putObject("cost"), s.cost());
    numbers(node.putObject("benefit"), s.benefit());
    numbers(node.putObject("objectives"), s.objectives());
  }

  private static void phase(ObjectNode node, Phase p) {
    p.steps().forEach((party, steps) -> texts(node.putArray(party), steps));
    texts(node.putArray("joint"), p.joint());
  }

  private static void sequencing(ObjectNode node, Sequencing sequencing) {
    node.put("kind", sequencing.kind());
    if (sequencing instanceof Sequencing.Parallel parallel) {
      node.put("lead", parallel.lead());
    } else if (sequencing instanceof Sequencing.First first) {
      node.put("party", first.party());
    }
  }

  private static void trust(ObjectNode node, Trust trust) {
    if (trust instanceof Trust.Fixed) {
      node.put("kind", "fixed");
      node.set("initial", Json.number(trust.initial()));
      return;
    }
    node.put("kind", trust instanceof Trust.Stock ? "stock" : "bayes");
    ArrayNode levels = node.putArray("levels");
    trust.levels().forEach(level -> levels.add(Json.number(level)));
    node.set("initial", Json.number(trust.initial()));
    if (trust instanceof Trust.Stock stock) {
      node.set("gain", Json.number(stock.gain()));
      node.set("snub", Json.number(stock.snub()));
      node.set("decay", Json.number(stock.decay()));
      node.set("breach", Json.number(stock.breach()));
    } else if (trust instanceof Trust.Bayes bayes) {
      ObjectNode likelihood = node.putObject("likelihood");
      likelihood(likelihood.putObject("reciprocator"), bayes.reciprocator());
      likelihood(likelihood.putObject("opportunist"), bayes.opportunist());
    }
  }

  private static void likelihood(ObjectNode node, Trust.Likelihood likelihood) {
    node.set("reciprocated", Json.number(likelihood.reciprocated()));
    node.set("snubbed", Json.number(likelihood.snubbed()));
    node.set("stalled", Json.number(likelihood.stalled()));
    node.set("breached", Json.number(likelihood.breached()));
  }

  private static void climate(ObjectNode node, Climate c) {
    node.put("name", c.name());
    numbers(node.putObject("climatePayoff"), c.climatePayoff());
    numbers(node.putObject("approval"), c.approval());
    node.put("implement", c.implement());
    node.put("renege", c.renege());
    numbers(node.putObject("next"), c.next());
  }

  private static void switches(ArrayNode node, List<Switch> switches) {
    for (Switch on : switches) {
      if (on.strength() == 1) {
        node.add(on.name());
      } else {
        node.addObject().put("name", on.name()).set("strength", Json.number(on.strength()));
      }
    }
  }

  private static void numbers(ObjectNode node, Map<String, Double> numbers) {
    numbers.forEach((id, value) -> node.set(id, Json.number(value)));
  }

  private static void texts(ArrayNode node, List<String> texts) {
    texts.forEach(node::add);
  }
}
