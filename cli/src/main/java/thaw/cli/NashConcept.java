package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.charts.Numbers;
import thaw.charts.PaperTable;
import thaw.charts.PayoffCell;
import thaw.charts.Table;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.io.GameFile;
import thaw.model.io.Json;
import thaw.solver.nash.BimatrixNash;
import thaw.solver.nash.Dominance;
import thaw.solver.nash.NashBargaining;
import thaw.solver.nash.PureNash;
import thaw.solver.nash.SecurityLevels;
import thaw.solver.verify.Confirmation;

/**
 * All extreme Nash equilibria of a bimatrix game, the pure ones of a game of other size, and what
 * goes with them: p-dominance and risk dominance, dominated actions, Nash bargaining.
 */
final class NashConcept implements Concept {
  /** Bargaining is worked out from so many equilibria as disagreement points. */
  private static final int MOST_DISAGREEMENTS = 20;

  /** More cells than this make no table for a page. */
  private static final int MOST_CELLS = 400;

  @Override
  public Answer solve(Game game, Request request) throws Refused {
    State stage = Refused.unlessNormalForm(game);
    ObjectNode root = Json.object();
    ObjectNode proof = Json.object();
    root.put("concept", "nash");
    List<String> lines = new ArrayList<>();
    int code = Main.DONE;
    if (stage.playerCount() == 2) {
      BimatrixNash.Result found =
          BimatrixNash.withDefaults()
              .with(
                  BimatrixNash.Options.defaults()
                      .withProgress(bases -> request.progress().tick(bases + " bases")))
              .solve(stage);
      code = found.complete() ? Main.DONE : Main.NOT_CONVERGED;
      bimatrix(root, found, lines);
      pure(root, stage);
      bargaining(root, proof, stage, found);
    } else {
      pureOnly(root, stage, lines);
      pure(root, stage);
    }
    Dominance.Result strict = Dominance.of(stage);
    eliminations(root.putArray("eliminated"), stage, strict, "strictly", game, lines);
    beliefs(proof.putArray("beliefs"), stage, strict);
    Dominance.Result weak = Dominance.weakly(stage);
    boolean more = weak.steps().size() > strict.steps().size();
    eliminations(
        root.putArray("weaklyEliminated"),
        stage,
        weak,
        "weakly",
        game,
        more ? lines : new ArrayList<>());
    if (root.has("riskDominant")) {
      lines.add("risk-dominant: " + root.get("riskDominant"));
    }
    return new Answer(root, proof, code, lines, List.of());
  }

  private static void bimatrix(ObjectNode root, BimatrixNash.Result found, List<String> lines) {
    root.put("complete", found.complete());
    root.put("method", "vertices of the best-response polytopes, exact");
    ArrayNode equilibria = root.putArray("equilibria");
    for (BimatrixNash.Equilibrium e : found.equilibria()) {
      ObjectNode node = equilibria.addObject();
      ClaimJson.rationals(node, "x", e.x());
      ClaimJson.rationals(node, "y", e.y());
      ClaimJson.rationals(node, "payoffs", e.payoffs());
      node.put("component", e.component());
      lines.add(
          "x = "
              + node.get("x")
              + "  y = "
              + node.get("y")
              + "  payoffs "
              + node.get("payoffs")
              + "  component "
              + e.component());
    }
    ArrayNode subsets = root.putArray("maximalNashSubsets");
    for (List<Integer> subset : found.maximalNashSubsets()) {
      ArrayNode members = subsets.addArray();
      subset.forEach(members::add);
    }
    int count = found.equilibria().size();
    lines.add(
        found.complete()
            ? count + (count == 1 ? " extreme equilibrium" : " extreme equilibria") + ", complete"
            : count + " extreme equilibria found; there may be more: a limit was reached");
  }

  private static void pureOnly(ObjectNode root, State stage, List<String> lines) {
    boolean alone = stage.playerCount() == 1;
    root.put("complete", alone);
    root.put(
        "method",
        alone
            ? "best actions, exact; every mixture of them is an equilibrium too"
            : "pure profiles, exact; mixed equilibria are not searched for");
    ArrayNode equilibria = root.putArray("equilibria");
    for (int profile : PureNash.of(stage)) {
      ObjectNode node = equilibria.addObject();
      labels(node, "profile", stage, profile);
      payoffs(node, stage, profile);
      lines.add(node.get("profile") + "  payoffs " + node.get("payoffs"));
    }
    lines.add(
        equilibria.size()
            + " pure equilibria"
            + (alone ? ", complete" : "; mixed ones were not searched for"));
  }

  private static void payoffs(ObjectNode node, State stage, int profile) {
    ArrayNode payoffs = node.putArray("payoffs");
    for (int i = 0; i < stage.playerCount(); i++) {
      payoffs.add(ClaimJson.text(stage.exactPayoff(profile, i)));
    }
  }

  private static void pure(ObjectNode root, State stage) {
    List<Integer> pure = PureNash.of(stage);
    ArrayNode list = root.putArray("pure");
    for (int profile : pure) {
      ObjectNode node = list.addObject();
      labels(node, "profile", stage, profile);
      payoffs(node, stage, profile);
      if (stage.playerCount() == 2) {
        ClaimJson.rationals(node, "pDominance", PureNash.dominance(stage, profile));
      }
    }
    if (isTwoByTwo(stage) && pure.size() == 2) {
      PureNash.riskDominant(stage, pure.get(0), pure.get(1))
          .ifPresent(profile -> labels(root, "riskDominant", stage, profile));
    }
  }

  static boolean isTwoByTwo(State stage) {
    return stage.playerCount() == 2 && stage.actionCount(0) == 2 && stage.actionCount(1) == 2;
  }

  /** Over the feasible payoffs, from the mixed minmax point and from equilibria. */
  private static void bargaining(
      ObjectNode root, ObjectNode proof, State stage, BimatrixNash.Result found) {
    ArrayNode security = proof.putArray("security");
    double[] minmax = new double[2];
    for (int i = 0; i < 2; i++) {
      SecurityLevels.Level level = SecurityLevels.of(stage, i);
      minmax[i] = level.mixed();
      ObjectNode node = security.addObject();
      node.set("pureMinmax", Json.number(level.pureMinmax()));
      node.set("pureMaxmin", Json.number(level.pureMaxmin()));
      node.set("errorBound", Json.number(level.errorBound()));
      CertificateFile.numbers(node, "strategy", level.strategy());
      CertificateFile.numbers(node, "punishment", level.punishment());
    }
    agreement(root.putObject("nashBargaining"), stage, minmax);
    Set<List<Double>> points = new LinkedHashSet<>();
    ArrayNode from = root.putArray("nashBargainingFromEquilibria");
    for (int k = 0; k < found.equilibria().size() && points.size() < MOST_DISAGREEMENTS; k++) {
      double[] payoffs =
          found.equilibria().get(k).payoffs().stream().mapToDouble(v -> v.doubleValue()).toArray();
      if (points.add(List.of(payoffs[0], payoffs[1]))) {
        ObjectNode node = from.addObject();
        node.put("equilibrium", k);
        agreement(node, stage, payoffs);
      }
    }
  }

  private static void agreement(ObjectNode node, State stage, double[] disagreement) {
    CertificateFile.numbers(node, "disagreement", disagreement);
    Optional<NashBargaining.Solution> solution = NashBargaining.of(stage, disagreement);
    CertificateFile.numbers(
        node, "payoffs", solution.map(NashBargaining.Solution::payoffs).orElse(disagreement));
    ArrayNode profiles = node.putArray("profiles");
    for (int profile : solution.map(NashBargaining.Solution::profiles).orElse(new int[0])) {
      ArrayNode names = profiles.addArray();
      stage.labels(profile).forEach(names::add);
    }
    CertificateFile.numbers(
        node, "weights", solution.map(NashBargaining.Solution::weights).orElse(new double[0]));
  }

  private static void eliminations(
      ArrayNode steps,
      State stage,
      Dominance.Result found,
      String how,
      Game game,
      List<String> lines) {
    for (Dominance.Step step : found.steps()) {
      ObjectNode node = steps.addObject();
      String action = stage.actions(step.player()).get(step.action());
      node.put("round", step.round());
      node.put("player", step.player() + 1);
      node.put("action", action);
      CertificateFile.numbers(node, "dominatedBy", step.dominating());
      node.set("margin", Json.number(step.margin()));
      lines.add(
          "round "
              + step.round()
              + ": action \""
              + action
              + "\" of "
              + game.players().get(step.player())
              + " is "
              + how
              + " dominated by "
              + mixture(stage, step));
    }
  }

  private static String mixture(State stage, Dominance.Step step) {
    List<String> parts = new ArrayList<>();
    for (int d = 0; d < step.dominating().length; d++) {
      double share = step.dominating()[d];
      String name = "\"" + stage.actions(step.player()).get(d) + "\"";
      if (share == 1) {
        parts.add(name);
      } else if (share > 0) {
        parts.add(Numbers.readable(share) + " " + name);
      }
    }
    return String.join(" + ", parts);
  }

  private static void beliefs(ArrayNode array, State stage, Dominance.Result found) {
    for (Dominance.Support support : found.supports()) {
      ObjectNode node = array.addObject();
      node.put("player", support.player() + 1);
      node.put("action", stage.actions(support.player()).get(support.action()));
      CertificateFile.numbers(node, "belief", support.belief());
      node.set("regret", Json.number(support.regret()));
    }
  }

  /** The bimatrix with best replies marked, and the equilibria. */
  @Override
  public Map<String, PaperTable> tables(Game game, JsonNode result) {
    State stage = game.state(0);
    String made = TableNotes.of(game.name(), GameFile.write(game));
    Map<String, PaperTable> tables = new LinkedHashMap<>();
    if (stage.playerCount() == 2 && stage.profileCount() <= MOST_CELLS) {
      tables.put(
          "payoffs",
          new PaperTable(
              "Payoffs of " + game.name(),
              bimatrixTable(game, stage),
              List.of(
                  made,
                  "Each cell: payoff of "
                      + game.players().get(0)
                      + " (rows), payoff of "
                      + game.players().get(1)
                      + " (columns). Best replies are marked (bold, underlined, or with a star);"
                      + " pure Nash equilibria too (with a dagger, or in a box). Payoffs are"
                      + " exact.")));
    }
    boolean complete = result.path("complete").asBoolean();
    tables.put(
        "equilibria",
        new PaperTable(
            "Nash equilibria of " + game.name(),
            equilibriaTable(game, stage, result),
            List.of(
                made,
                "Method: " + result.path("method").asText() + "; tolerance 0 (exact fractions).",
                stage.playerCount() == 2
                    ? "Extreme equilibria; those of a component that can be mixed with each other"
                        + " are in the certificate."
                    : "Pure equilibria.",
                complete ? "The list is complete." : "Failed: the list may lack equilibria.")));
    return tables;
  }

  private static Table bimatrixTable(Game game, State stage) {
    List<String> columns = new ArrayList<>();
    columns.add(game.players().get(0) + " / " + game.players().get(1));
    columns.addAll(stage.actions(1));
    List<List<Object>> rows = new ArrayList<>();
    for (int a = 0; a < stage.actionCount(0); a++) {
      List<Object> row = new ArrayList<>();
      row.add(stage.actions(0).get(a));
      for (int b = 0; b < stage.actionCount(1); b++) {
        int profile = stage.profile(a, b);
        row.add(
            new PayoffCell(
                List.of(
                    ClaimJson.text(stage.exactPayoff(profile, 0)),
                    ClaimJson.text(stage.exactPayoff(profile, 1))),
                List.of(isBest(stage, profile, 0), isBest(stage, profile, 1))));
      }
      rows.add(row);
    }
    return new Table(columns, rows);
  }

  private static boolean isBest(State stage, int profile, int player) {
    BigFraction payoff = stage.exactPayoff(profile, player);
    for (int k = 0; k < stage.actionCount(player); k++) {
      int other = stage.deviation(profile, player, k);
      if (stage.exactPayoff(other, player).subtract(payoff).signum() > 0) {
        return false;
      }
    }
    return true;
  }

  private static Table equilibriaTable(Game game, State stage, JsonNode result) {
    List<String> columns = new ArrayList<>(List.of("equilibrium"));
    columns.addAll(game.players());
    game.players().forEach(player -> columns.add("payoff " + player));
    boolean mixed = stage.playerCount() == 2;
    if (mixed) {
      columns.add("component");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (JsonNode equilibrium : result.path("equilibria")) {
      List<Object> row = new ArrayList<>(List.of(rows.size() + 1));
      for (int i = 0; i < stage.playerCount(); i++) {
        row.add(
            mixed
                ? mixture(stage.actions(i), equilibrium.path(i == 0 ? "x" : "y"))
                : equilibrium.path("profile").path(i).asText());
      }
      equilibrium.path("payoffs").forEach(payoff -> row.add(payoff.asText()));
      if (mixed) {
        row.add(equilibrium.path("component").asInt());
      }
      rows.add(row);
    }
    return new Table(columns, rows);
  }

  /** As in "9/10 swerve + 1/10 straight". */
  private static String mixture(List<String> actions, JsonNode probabilities) {
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < actions.size(); k++) {
      String probability = probabilities.path(k).asText();
      if (probability.equals("1")) {
        parts.add(actions.get(k));
      } else if (!probability.equals("0")) {
        parts.add(probability + " " + actions.get(k));
      }
    }
    return String.join(" + ", parts);
  }

  private static void labels(ObjectNode node, String name, State stage, int profile) {
    ArrayNode array = node.putArray(name);
    stage.labels(profile).forEach(array::add);
  }

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    return ClaimJson.confirmation(
        (problems, findings) -> {
          if (game.stateCount() != 1) {
            problems.add("the game has " + game.stateCount() + " states, not 1");
            return;
          }
          new NashClaim(game.state(0), problems, findings)
              .check(ClaimJson.at(claim, "result"), ClaimJson.at(claim, "proof"));
        });
  }
}
