package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.charts.Numbers;
import thaw.model.game.Game;
import thaw.model.io.Json;
import thaw.solver.markov.MarkovLogit;
import thaw.solver.markov.MarkovStrategies;
import thaw.solver.markov.PureMarkov;

/** Stationary equilibria as JSON and as lines for the eye. */
final class MarkovJson {
  private MarkovJson() {}

  /**
   * Markov perfect equilibria: all pure ones of a small game, and the limit of the logit branch.
   */
  static ObjectNode markov(Game game, MarkovLogit.Options options) {
    ObjectNode root = Json.object();
    root.put("concept", "markov");
    MarkovLogit.Result branch = MarkovLogit.withDefaults().with(options).solve(game);
    Optional<List<MarkovStrategies>> pure = PureMarkov.all(game);
    root.put("converged", branch.converged());
    root.put("complete", false);
    root.put("allPureFound", pure.isPresent());
    ArrayNode equilibria = root.putArray("equilibria");
    for (MarkovStrategies strategies : branch.limit()) {
      equilibrium(equilibria.addObject(), "limit of the logit branch", strategies);
    }
    for (MarkovStrategies strategies : pure.orElse(List.of())) {
      equilibrium(equilibria.addObject(), "enumeration of pure strategies", strategies);
    }
    root.put("steps", branch.steps());
    root.put("turns", branch.turns());
    return root;
  }

  private static void equilibrium(ObjectNode node, String method, MarkovStrategies strategies) {
    node.put("method", method);
    node.set("regret", Json.number(strategies.regret()));
    states(node, strategies);
  }

  /** Logit equilibria at the precisions asked for. */
  static ObjectNode qre(Game game, MarkovLogit.Options options) {
    MarkovLogit.Result branch = MarkovLogit.withDefaults().with(options).solve(game);
    ObjectNode root = Json.object();
    root.put("concept", "qre");
    root.put("converged", branch.converged());
    ArrayNode points = root.putArray("points");
    for (MarkovLogit.Point point : branch.points()) {
      ObjectNode node = points.addObject();
      node.set("lambda", Json.number(point.lambda()));
      node.set("residual", Json.number(point.residual()));
      states(node, point.strategies());
    }
    if (!branch.limit().isEmpty()) {
      equilibrium(root.putObject("limit"), "limit of the logit branch", branch.limit().get(0));
    }
    root.put("steps", branch.steps());
    root.put("turns", branch.turns());
    return root;
  }

  private static void states(ObjectNode node, MarkovStrategies strategies) {
    Game game = strategies.game();
    double[][] totals = strategies.totals();
    ArrayNode states = node.putArray("states");
    for (int s = 0; s < game.stateCount(); s++) {
      ObjectNode state = states.addObject();
      state.put("name", game.state(s).name());
      ArrayNode mixed = state.putArray("strategies");
      double[] averages = new double[game.playerCount()];
      for (int i = 0; i < game.playerCount(); i++) {
        ArrayNode own = mixed.addArray();
        for (double p : strategies.probabilities()[s][i]) {
          own.add(Json.number(p));
        }
        averages[i] = (1 - game.discount(i)) * totals[s][i];
      }
      CertificateFile.numbers(state, "values", averages);
      CertificateFile.numbers(state, "totals", totals[s]);
    }
  }

  static List<String> lines(Game game, JsonNode result) {
    List<String> lines = new ArrayList<>();
    for (JsonNode point : result.path("points")) {
      lines.add("λ = " + Numbers.readable(point.get("lambda").asDouble()));
      states(game, point, lines);
    }
    if (result.has("limit")) {
      lines.add("λ → ∞");
      states(game, result.get("limit"), lines);
    }
    for (JsonNode equilibrium : result.path("equilibria")) {
      lines.add(equilibrium.get("method").asText());
      states(game, equilibrium, lines);
    }
    lines.add(
        result.get("converged").asBoolean()
            ? "converged; the list is not claimed to be complete"
            : "not converged: the branch was not followed to all that was asked");
    return lines;
  }

  private static void states(Game game, JsonNode node, List<String> lines) {
    for (int s = 0; s < game.stateCount(); s++) {
      JsonNode state = node.get("states").get(s);
      StringBuilder line = new StringBuilder("  " + game.state(s).name() + ":");
      for (int i = 0; i < game.playerCount(); i++) {
        line.append(i == 0 ? " " : "; ").append(game.players().get(i));
        JsonNode own = state.get("strategies").get(i);
        for (int a = 0; a < own.size(); a++) {
          double p = own.get(a).asDouble();
          if (p > 0) {
            line.append(" ")
                .append(game.state(s).actions(i).get(a))
                .append(" ")
                .append(Numbers.readable(Math.round(p * 1e4) / 1e4));
          }
        }
      }
      line.append(" | values");
      for (JsonNode value : state.get("values")) {
        line.append(" ").append(Numbers.readable(Math.round(value.asDouble() * 1e4) / 1e4));
      }
      lines.add(line.toString());
    }
  }
}
