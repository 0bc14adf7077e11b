package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import thaw.charts.Numbers;
import thaw.model.game.Game;
import thaw.model.game.MultilateralExchange;
import thaw.model.game.PhasedExchange;
import thaw.model.game.State;
import thaw.model.io.Json;
import thaw.solver.certificate.TransfersCertificate;
import thaw.solver.transfers.SettlementComparison;
import thaw.solver.transfers.Transfers;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.TransfersCheck;

/**
 * Equilibria of a game whose players can pay each other. Of a scenario also: who has to pay for the
 * exchange to settle, under {@code settlement}.
 */
final class TransfersConcept implements Concept {
  private static final String SETTLEMENT = "settlement";

  @Override
  public Game game(PhasedExchange exchange) {
    return MultilateralExchange.compile(exchange.scenario()).game();
  }

  @Override
  public Answer solve(Game game, Request request) {
    request.progress().stage("solving the game with transfers");
    Transfers.Result solved =
        Transfers.withDefaults()
            .with(Transfers.Options.defaults().withTolerance(request.tolerance()))
            .solve(game);
    ObjectNode result = json(solved);
    List<String> lines = new ArrayList<>();
    if (request.exchange().isPresent()) {
      PhasedExchange exchange = request.exchange().get();
      request.progress().stage("comparing who pays");
      List<SettlementComparison.Row> rows =
          SettlementComparison.withDefaults().solve(exchange.scenario());
      result.set(SETTLEMENT, SettlementJson.json(exchange, rows));
      for (int k = 0; k < exchange.initial().size(); k++) {
        lines.add(line(solved, exchange.initial().successor(k)));
      }
      lines.addAll(SettlementJson.lines(exchange, rows));
    } else {
      for (int s = 0; s < game.stateCount(); s++) {
        lines.add(line(solved, s));
      }
    }
    lines.add(
        (solved.converged() ? "converged" : "not converged")
            + ", error bound "
            + Numbers.readable(solved.errorBound()));
    int code = solved.converged() ? Main.DONE : Main.NOT_CONVERGED;
    return new Answer(result, Json.object(), code, lines, List.of());
  }

  /** The comparison speaks of other games than the one that a certificate carries. */
  @Override
  public ObjectNode claimed(ObjectNode result) {
    ObjectNode claimed = result.deepCopy();
    claimed.remove(SETTLEMENT);
    return claimed;
  }

  private static ObjectNode json(Transfers.Result solved) {
    Game game = solved.game();
    ObjectNode root = Json.object();
    root.put("concept", "transfers");
    root.put("converged", solved.converged());
    root.set("errorBound", Json.number(solved.errorBound()));
    root.set("largestViolation", Json.number(solved.largestViolation()));
    root.put("iterations", solved.rounds());
    ArrayNode players = root.putArray("players");
    game.players().forEach(players::add);
    ArrayNode states = root.putArray("states");
    for (int s = 0; s < game.stateCount(); s++) {
      State state = game.state(s);
      ObjectNode node = states.addObject();
      node.put("name", state.name());
      node.set("U", Json.number(solved.joint()[s]));
      ArrayNode held = node.putArray("v");
      ArrayNode equilibrium = node.putArray("equilibrium");
      ArrayNode punishment = node.putArray("punishment");
      if (solved.exists()[s]) {
        state.labels(solved.equilibrium()[s]).forEach(equilibrium::add);
        for (int i = 0; i < game.playerCount(); i++) {
          held.add(Json.number(solved.punishment()[s][i]));
          ArrayNode labels = punishment.addArray();
          state.labels(solved.punishmentProfiles()[s][i]).forEach(labels::add);
        }
      }
    }
    root.set("tolerance", Json.number(solved.options().tolerance()));
    return root;
  }

  private static String line(Transfers.Result solved, int s) {
    Game game = solved.game();
    String name = game.state(s).name();
    double range = GameInput.range(game);
    if (!solved.exists()[s]) {
      return name + ": no equilibrium in pure actions";
    }
    StringBuilder text = new StringBuilder(name);
    text.append(": together ")
        .append(Numbers.readable(solved.joint()[s], range))
        .append("; at least");
    for (int i = 0; i < game.playerCount(); i++) {
      text.append(i == 0 ? " " : ", ")
          .append(game.players().get(i))
          .append(' ')
          .append(Numbers.readable(solved.punishment()[s][i], range));
    }
    return text.append("; plays ")
        .append(String.join(", ", game.state(s).labels(solved.equilibrium()[s])))
        .toString();
  }

  // ---- check ----------------------------------------------------------------------------------

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    JsonNode result = claim.path("result");
    try {
      TransfersCertificate certificate = certificate(game, result);
      Confirmation confirmation = TransfersCheck.check(game, certificate);
      double tolerance = number(result, "tolerance");
      double range = 0;
      for (int i = 0; i < game.playerCount(); i++) {
        range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
      }
      boolean within = certificate.errorBound() <= tolerance * (range > 0 ? range : 1);
      if (result.path("converged").asBoolean() == within) {
        return confirmation;
      }
      List<String> problems = new ArrayList<>(confirmation.problems());
      problems.add("converged is claimed to be " + result.path("converged") + ", and is " + within);
      return new Confirmation(problems, confirmation.findings());
    } catch (IllegalArgumentException e) {
      return new Confirmation(List.of("the claim is malformed: " + e.getMessage()), List.of());
    }
  }

  private static TransfersCertificate certificate(Game game, JsonNode result) {
    JsonNode states = result.path("states");
    int count = game.stateCount();
    int players = game.playerCount();
    same("states", states.size(), count);
    boolean[] exists = new boolean[count];
    double[] joint = new double[count];
    double[][] held = new double[count][players];
    int[] equilibrium = new int[count];
    int[][] punishment = new int[count][players];
    for (int s = 0; s < count; s++) {
      JsonNode node = states.get(s);
      State state = game.state(s);
      if (!node.path("name").asText().equals(state.name())) {
        throw new IllegalArgumentException("state " + s + " is called " + node.path("name"));
      }
      exists[s] = !node.path("equilibrium").isEmpty();
      same(state.name() + ": v", node.path("v").size(), exists[s] ? players : 0);
      same(state.name() + ": punishment", node.path("punishment").size(), exists[s] ? players : 0);
      if (!exists[s]) {
        if (!node.path("U").isNull()) {
          throw new IllegalArgumentException(state.name() + ": U without an equilibrium");
        }
        continue;
      }
      joint[s] = number(node, "U");
      equilibrium[s] = profile(state, node.path("equilibrium"));
      for (int i = 0; i < players; i++) {
        held[s][i] = number(node.path("v").get(i), state.name() + ": v");
        punishment[s][i] = profile(state, node.path("punishment").get(i));
      }
    }
    return new TransfersCertificate(
        exists,
        joint,
        held,
        equilibrium,
        punishment,
        number(result, "errorBound"),
        number(result, "largestViolation"));
  }

  private static void same(String what, int size, int expected) {
    if (size != expected) {
      throw new IllegalArgumentException(what + " has " + size + " entries, not " + expected);
    }
  }

  private static double number(JsonNode node, String field) {
    JsonNode value = node.isObject() ? node.path(field) : node;
    if (!value.isNumber()) {
      throw new IllegalArgumentException(field + " is no number");
    }
    return value.asDouble();
  }

  private static int profile(State state, JsonNode labels) {
    same(state.name() + ": profile", labels.size(), state.playerCount());
    int[] chosen = new int[state.playerCount()];
    for (int i = 0; i < chosen.length; i++) {
      String label = labels.get(i).asText();
      chosen[i] =
          state
              .findAction(i, label)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          state.name() + " has no action \"" + label + "\""));
    }
    return state.profile(chosen);
  }
}
