package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.charts.Numbers;
import thaw.model.game.State;
import thaw.model.io.Json;
import thaw.solver.freeze.Bargaining;
import thaw.solver.nash.BimatrixNash;
import thaw.solver.nash.CorrelatedEquilibria;
import thaw.solver.nash.Dominance;
import thaw.solver.nash.PureNash;
import thaw.solver.nash.SecurityLevels;

/** Solutions of stage games as JSON and as lines for the eye. */
final class StageGameJson {
  private StageGameJson() {}

  /** All equilibria of a bimatrix game; the pure ones of a game of more players. */
  static ObjectNode nash(State game) {
    ObjectNode root = Json.object();
    root.put("concept", "nash");
    if (game.playerCount() == 2) {
      bimatrix(root, game);
    } else {
      root.put("complete", false);
      root.put("method", "pure profiles, exact; mixed equilibria are not searched for");
      ArrayNode equilibria = root.putArray("equilibria");
      for (int profile : PureNash.of(game)) {
        ObjectNode node = equilibria.addObject();
        labels(node, "profile", game, profile);
        ArrayNode payoffs = node.putArray("payoffs");
        for (int i = 0; i < game.playerCount(); i++) {
          payoffs.add(text(game.exactPayoff(profile, i)));
        }
      }
    }
    pure(root, game);
    dominance(root, game);
    return root;
  }

  private static void bimatrix(ObjectNode root, State game) {
    BimatrixNash.Result found = BimatrixNash.withDefaults().solve(game);
    root.put("complete", true);
    root.put("method", "vertex enumeration of the best-response polytopes, exact");
    ArrayNode equilibria = root.putArray("equilibria");
    for (BimatrixNash.Equilibrium e : found.equilibria()) {
      ObjectNode node = equilibria.addObject();
      fractions(node, "x", e.x());
      fractions(node, "y", e.y());
      fractions(node, "payoffs", e.payoffs());
      decimals(node, "xDecimal", e.x());
      decimals(node, "yDecimal", e.y());
      decimals(node, "payoffsDecimal", e.payoffs());
      node.put("component", e.component());
    }
    ArrayNode subsets = root.putArray("maximalNashSubsets");
    for (List<Integer> subset : found.maximalNashSubsets()) {
      ArrayNode members = subsets.addArray();
      subset.forEach(members::add);
    }
  }

  private static void pure(ObjectNode root, State game) {
    List<Integer> pure = PureNash.of(game);
    ArrayNode list = root.putArray("pure");
    for (int profile : pure) {
      ObjectNode node = list.addObject();
      labels(node, "profile", game, profile);
      if (game.playerCount() == 2) {
        CertificateFile.numbers(node, "pDominance", PureNash.dominance(game, profile));
      }
    }
    boolean small = game.playerCount() == 2 && game.profileCount() == 4;
    if (small && game.actionCount(0) == 2 && pure.size() == 2) {
      int dominant = PureNash.riskDominant(game, pure.get(0), pure.get(1));
      if (dominant >= 0) {
        labels(root, "riskDominant", game, dominant);
      }
    }
    if (game.playerCount() == 2) {
      bargaining(root, game);
    }
  }

  /** Nash bargaining over the feasible payoffs, from the mixed minmax point. */
  private static void bargaining(ObjectNode root, State game) {
    List<double[]> feasible = new ArrayList<>();
    for (int a = 0; a < game.profileCount(); a++) {
      feasible.add(new double[] {game.payoff(a, 0), game.payoff(a, 1)});
    }
    double[] disagreement = {
      SecurityLevels.of(game, 0).mixed(), SecurityLevels.of(game, 1).mixed()
    };
    ObjectNode node = root.putObject("nashBargaining");
    CertificateFile.numbers(node, "disagreement", disagreement);
    Bargaining.solve(feasible, disagreement, 0)
        .ifPresent(mix -> CertificateFile.numbers(node, "payoffs", mix.payoff(feasible)));
  }

  private static void dominance(ObjectNode root, State game) {
    Dominance.Result found = Dominance.of(game);
    ArrayNode steps = root.putArray("eliminated");
    for (Dominance.Step step : found.steps()) {
      ObjectNode node = steps.addObject();
      node.put("round", step.round());
      node.put("player", step.player() + 1);
      node.put("action", game.actions(step.player()).get(step.action()));
      CertificateFile.numbers(node, "dominatedBy", step.dominating());
      node.set("margin", Json.number(step.margin()));
    }
  }

  static ObjectNode correlated(State game) {
    CorrelatedEquilibria.Result found = CorrelatedEquilibria.of(game);
    ObjectNode root = Json.object();
    root.put("concept", "correlated");
    ArrayNode profiles = root.putArray("profiles");
    for (int a = 0; a < game.profileCount(); a++) {
      ArrayNode names = profiles.addArray();
      game.labels(a).forEach(names::add);
    }
    equilibrium(root.putObject("welfare"), found.welfare());
    ArrayNode best = root.putArray("best");
    found.best().forEach(e -> equilibrium(best.addObject(), e));
    ArrayNode worst = root.putArray("worst");
    found.worst().forEach(e -> equilibrium(worst.addObject(), e));
    root.set("regret", Json.number(found.largestGain()));
    return root;
  }

  private static void equilibrium(ObjectNode node, CorrelatedEquilibria.Equilibrium e) {
    CertificateFile.numbers(node, "distribution", e.distribution());
    CertificateFile.numbers(node, "payoffs", e.payoffs());
  }

  static ObjectNode minmax(State game) {
    ObjectNode root = Json.object();
    root.put("concept", "minmax");
    ArrayNode players = root.putArray("players");
    for (int i = 0; i < game.playerCount(); i++) {
      SecurityLevels.Level level = SecurityLevels.of(game, i);
      ObjectNode node = players.addObject();
      node.put("player", i + 1);
      node.set("pureMinmax", Json.number(level.pureMinmax()));
      node.set("pureMaxmin", Json.number(level.pureMaxmin()));
      node.set("mixed", Json.number(level.mixed()));
      CertificateFile.numbers(node, "strategy", level.strategy());
      CertificateFile.numbers(node, "punishment", level.punishment());
    }
    return root;
  }

  private static void labels(ObjectNode node, String name, State game, int profile) {
    ArrayNode array = node.putArray(name);
    game.labels(profile).forEach(array::add);
  }

  private static String text(BigFraction value) {
    return value.getDenominator().equals(BigInteger.ONE)
        ? value.getNumerator().toString()
        : value.getNumerator() + "/" + value.getDenominator();
  }

  private static void fractions(ObjectNode node, String name, List<BigFraction> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(v -> array.add(text(v)));
  }

  private static void decimals(ObjectNode node, String name, List<BigFraction> values) {
    ArrayNode array = node.putArray(name);
    values.forEach(v -> array.add(Json.number(v.doubleValue())));
  }

  /** A result for the eye. */
  static List<String> lines(JsonNode result) {
    List<String> lines = new ArrayList<>();
    switch (result.get("concept").asText()) {
      case "nash" -> {
        for (JsonNode e : result.get("equilibria")) {
          lines.add(
              e.has("x")
                  ? "x = " + e.get("x") + "  y = " + e.get("y") + "  payoffs " + e.get("payoffs")
                  : e.get("profile") + "  payoffs " + e.get("payoffs"));
        }
        int count = result.get("equilibria").size();
        lines.add(
            result.get("complete").asBoolean()
                ? count + " extreme equilibria, complete"
                : count + " pure equilibria; mixed ones were not searched for");
        for (JsonNode step : result.get("eliminated")) {
          lines.add(
              "round "
                  + step.get("round")
                  + ": action \""
                  + step.get("action").asText()
                  + "\" of player "
                  + step.get("player")
                  + " is strictly dominated");
        }
        if (result.has("riskDominant")) {
          lines.add("risk-dominant: " + result.get("riskDominant"));
        }
      }
      case "correlated" -> {
        lines.add("largest sum of payoffs: " + payoffs(result.get("welfare")));
        for (int i = 0; i < result.get("best").size(); i++) {
          lines.add(
              "player "
                  + (i + 1)
                  + ": best "
                  + payoffs(result.get("best").get(i))
                  + ", worst "
                  + payoffs(result.get("worst").get(i)));
        }
      }
      default -> {
        for (JsonNode player : result.get("players")) {
          lines.add(
              "player "
                  + player.get("player")
                  + ": minmax "
                  + Numbers.readable(player.get("mixed").asDouble())
                  + " in mixed, "
                  + Numbers.readable(player.get("pureMinmax").asDouble())
                  + " in pure actions; maxmin in pure actions "
                  + Numbers.readable(player.get("pureMaxmin").asDouble()));
        }
      }
    }
    return lines;
  }

  private static String payoffs(JsonNode equilibrium) {
    return StreamSupport.stream(equilibrium.get("payoffs").spliterator(), false)
        .map(v -> Numbers.readable(v.asDouble()))
        .toList()
        .toString();
  }
}
