package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import thaw.model.Parameter;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.Json;
import thaw.solver.freeze.Bargaining;
import thaw.solver.freeze.CriticalValues;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.FreezeReport.Basin;
import thaw.solver.freeze.FreezeReport.EfficientEquilibrium;
import thaw.solver.freeze.FreezeReport.Progress;
import thaw.solver.freeze.FreezeReport.Stall;
import thaw.solver.freeze.FreezeReport.StateConditions;
import thaw.solver.freeze.Levers;
import thaw.solver.freeze.SequencingComparison;
import thaw.solver.freeze.Verdict;
import thaw.solver.freeze.VerdictRange;

/** The conditions F1–F9 as JSON. */
final class FreezeJson {
  private FreezeJson() {}

  /** Everything about an analysis, per state and at the start. */
  static ObjectNode of(FreezeReport report, Optional<Levers.Result> levers, String certificate) {
    ObjectNode root = Json.object();
    root.put("concept", "freeze");
    root.put("scenario", report.exchange().scenario().name());
    root.put("verdict", report.verdict().word());
    root.put("reason", report.reason());
    if (report.certificate().isPresent() && !certificate.isEmpty()) {
      root.put("certificate", certificate);
    }
    ObjectNode start = conditions(report, report.start().conditions());
    Basin basin = report.start().basin();
    ObjectNode f8 = ((ObjectNode) start.get("conditions")).putObject("F8");
    players(report.exchange().game(), f8.putObject("pDominance"), basin.pDominance());
    set(f8, "riskDominantTrust", basin.riskDominantTrust());
    f8.put("riskDominantNow", basin.riskDominantNow());
    root.set("start", start);
    report.equilibrium().ifPresent(e -> root.set("equilibrium", equilibrium(report, e)));
    root.set("progress", progress(report.exchange(), report.progress()));
    levers.ifPresent(result -> root.set("levers", levers(result)));
    ArrayNode states = root.putArray("states");
    report.states().forEach(s -> states.add(conditions(report, s)));
    ObjectNode quality = root.putObject("quality");
    quality.set("relativeErrorBound", Json.number(report.sets().relativeErrorBound()));
    quality.put("converged", report.sets().converged());
    quality.put("sweeps", report.sets().sweeps());
    quality.set("tolerance", Json.number(report.sets().options().tolerance()));
    return root;
  }

  private static ObjectNode conditions(FreezeReport report, StateConditions c) {
    Game game = report.exchange().game();
    ObjectNode node = Json.object();
    node.put("name", game.state(c.state()).name());
    node.put("verdict", c.verdict().word());
    ObjectNode all = node.putObject("conditions");
    ObjectNode f1 = all.putObject("F1");
    f1.put("holds", c.freezeIsEquilibrium().word());
    f1.set("slack", Json.number(c.freezeSlack()));
    players(game, f1.putObject("freezePayoff"), c.freezePayoff());
    players(game, f1.putObject("punishment"), c.punishment());
    all.putObject("F1'").put("holds", c.markovFreeze().word());
    all.putObject("F2").put("holds", c.trap().word());
    all.putObject("F3").put("holds", answer(c.verdict(), Verdict.FROZEN, Verdict.SUSTAINABLE));
    all.putObject("F4").put("holds", answer(c.verdict(), Verdict.SUSTAINABLE, Verdict.FROZEN));
    ObjectNode f5 = all.putObject("F5");
    f5.put(
        "holds",
        c.gains().common() > 0 ? "yes" : c.gainsAtMost().common() > 0 ? "undecided" : "no");
    gains(game, f5.putObject("atLeast"), c.gains());
    gains(game, f5.putObject("atMost"), c.gainsAtMost());
    ObjectNode f6 = all.putObject("F6");
    ObjectNode holds = f6.putObject("holds");
    for (int i = 0; i < 2; i++) {
      String player = game.players().get(i);
      c.isLesserEvil(i).ifPresent(h -> holds.put(player, h ? "yes" : "no"));
    }
    c.crisisPayoff().ifPresent(v -> players(game, f6.putObject("crisisPayoff"), v));
    c.settlementPayoff().ifPresent(v -> players(game, f6.putObject("settlementPayoff"), v));
    ObjectNode f7 = all.putObject("F7");
    f7.set("crisisWithinHorizon", Json.number(c.crisisWithin()));
    f7.set("periodsToCrisis", Json.number(c.periodsToCrisis()));
    return node;
  }

  private static String answer(Verdict verdict, Verdict yes, Verdict no) {
    return verdict == yes ? "yes" : verdict == no ? "no" : "undecided";
  }

  private static void gains(Game game, ObjectNode node, Bargaining.Gains gains) {
    node.set("common", Json.number(gains.common()));
    players(game, node.putObject("nash"), gains.nash());
    players(game, node.putObject("utilitarian"), gains.utilitarian());
  }

  private static void players(Game game, ObjectNode node, double[] values) {
    for (int i = 0; i < values.length; i++) {
      node.set(game.players().get(i), Json.number(values[i]));
    }
  }

  private static void set(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent()) {
      node.set(name, Json.number(value.getAsDouble()));
    }
  }

  private static ObjectNode equilibrium(FreezeReport report, EfficientEquilibrium e) {
    ObjectNode node = Json.object();
    players(report.exchange().game(), node.putObject("payoff"), e.payoff());
    node.set("settlementProbability", Json.number(e.settlementProbability()));
    node.set("periodsToSettlement", Json.number(e.periodsToSettlement()));
    CertificateFile.numbers(node, "settledBy", e.settledBy());
    node.set("crisisWithinHorizon", Json.number(e.crisisWithin()));
    node.set("largestGain", Json.number(e.largestGain()));
    return node;
  }

  private static ObjectNode progress(PhasedExchange exchange, Progress progress) {
    ObjectNode node = Json.object();
    node.put("furthest", progress.furthest());
    node.put("outOf", progress.outOf());
    if (progress.stall().isPresent()) {
      Stall stall = progress.stall().get();
      ObjectNode at = node.putObject("stall");
      at.put("state", exchange.game().state(stall.state()).name());
      at.put(
          "profile",
          String.join(", ", exchange.game().state(stall.state()).labels(stall.profile())));
      at.put("party", exchange.game().players().get(stall.party()));
      at.put("deviation", stall.deviation());
      at.set("needed", Json.number(stall.needed()));
      at.set("available", Json.number(stall.available()));
    }
    return node;
  }

  private static JsonNode levers(Levers.Result result) {
    ArrayNode array = Json.object().arrayNode();
    for (Levers.Lever lever : result.levers()) {
      Parameter p = lever.parameter();
      ObjectNode node = array.addObject();
      node.put("parameter", p.path());
      node.set("value", Json.number(p.value()));
      node.set("critical", Json.number(lever.critical()));
      node.set("unchangedAt", Json.number(lever.same()));
      node.set("changedAt", Json.number(lever.other()));
      node.put("verdict", lever.verdict().word());
      node.set("distance", Json.number(lever.distance()));
      node.set("searchedFrom", Json.number(p.low()));
      node.set("searchedTo", Json.number(p.high()));
    }
    return array;
  }

  /** Where quantities that a scenario has many of change the verdict. */
  static JsonNode criticalValues(Iterable<CriticalValues.Found> found) {
    ArrayNode array = Json.object().arrayNode();
    for (CriticalValues.Found one : found) {
      ObjectNode node = array.addObject();
      node.put("quantity", one.quantity().name());
      node.put("symbol", one.quantity().symbol());
      ArrayNode paths = node.putArray("parameters");
      one.quantity().paths().forEach(paths::add);
      node.set("searchedFrom", Json.number(one.quantity().low()));
      node.set("searchedTo", Json.number(one.quantity().high()));
      ArrayNode changes = node.putArray("changes");
      for (VerdictRange.Change change : one.range().changes()) {
        ObjectNode at = changes.addObject();
        at.set("below", Json.number(change.below()));
        at.put("verdictBelow", change.verdictBelow().word());
        at.set("above", Json.number(change.above()));
        at.put("verdictAbove", change.verdictAbove().word());
      }
      verdicts(node.putObject("verdicts"), one.range().verdicts());
    }
    return array;
  }

  /** The sequences compared. */
  static JsonNode sequencing(Iterable<SequencingComparison.Row> rows) {
    ArrayNode array = Json.object().arrayNode();
    for (SequencingComparison.Row row : rows) {
      ObjectNode node = array.addObject();
      node.put("sequence", row.label());
      node.put("verdict", row.verdict().word());
      set(node, "criticalPatience", row.leastPatience());
      set(node, "frozenUpToPatience", row.frozenUpTo());
      set(node, "criticalTrust", row.leastTrust());
      verdicts(node.putObject("byPatience"), row.byPatience().verdicts());
      verdicts(node.putObject("byTrust"), row.byTrust().verdicts());
    }
    return array;
  }

  private static void verdicts(ObjectNode node, Map<Double, Verdict> verdicts) {
    verdicts.forEach((x, v) -> node.put(Double.toString(x), v.word()));
  }

  /** Where a result comes from; wall time last, so that the rest is the same from run to run. */
  static void provenance(ObjectNode root, ScenarioInput input, String hash, double seconds) {
    root.put("version", Main.version());
    root.put("inputSha256", hash);
    ArrayNode settings = root.putArray("settings");
    input.settings().forEach(settings::add);
    root.put("wallTimeSeconds", seconds);
  }
}
