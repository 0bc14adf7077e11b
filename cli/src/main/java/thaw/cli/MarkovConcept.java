package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import thaw.charts.Numbers;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.Json;
import thaw.solver.markov.ExchangeOutlook;
import thaw.solver.markov.MarkovEquilibria;
import thaw.solver.markov.MarkovEquilibria.Found;
import thaw.solver.markov.MarkovStrategies;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.MarkovCheck;

/**
 * Markov perfect equilibria: the limit of the logit branch, backward induction over progress, all
 * pure ones where there are few enough profiles, and limits from other priors.
 */
final class MarkovConcept implements Concept {
  /** More states than this are not printed for the eye. */
  private static final int MOST_LINES = 30;

  @Override
  public Answer solve(Game game, Request request) {
    MarkovEquilibria.Result found =
        MarkovEquilibria.withDefaults()
            .with(
                MarkovEquilibria.Options.defaults()
                    .withStarts(request.starts())
                    .withSeed(request.seed())
                    .withProgress(
                        (step, lambda) ->
                            request
                                .progress()
                                .tick("step " + step + ", λ = " + Numbers.readable(lambda))))
            .solve(game);
    ObjectNode result = Json.object();
    result.put("concept", "markov");
    result.put("converged", found.converged());
    result.put("complete", false);
    result.put("allPureFound", found.pureComplete());
    result.put("principalBranchFollowed", found.principal().converged());
    ArrayNode equilibria = result.putArray("equilibria");
    List<String> lines = new ArrayList<>();
    for (Found one : found.equilibria()) {
      ObjectNode node = equilibria.addObject();
      node.put("method", one.method().words());
      node.set("regret", Json.number(one.regret()));
      StationaryJson.states(node, one.strategies());
      lines.add(one.method().words() + ", regret " + Numbers.readable(one.regret()));
      if (game.stateCount() <= MOST_LINES) {
        lines.addAll(StationaryJson.lines(one.strategies()));
      }
      request.exchange().ifPresent(e -> lines.add(outlook(e, one.strategies())));
    }
    request.exchange().ifPresent(e -> lines.add(freeze(e)));
    lines.add(
        found.pureComplete()
            ? "these are all in pure strategies; mixed ones may be missing"
            : "the list is not claimed to be complete");
    if (found.priorsLost() > 0) {
      lines.add(found.priorsLost() + " branches from other priors were not followed to the end");
    }
    ObjectNode proof = Json.object();
    result.set("tolerance", Json.number(MarkovCheck.REGRET_TOLERANCE));
    for (ObjectNode node : List.of(result, proof)) {
      node.put("steps", found.principal().steps());
      node.put("turns", found.principal().turns());
      node.put("starts", request.starts());
      node.put("seed", request.seed());
      node.put("priorsLost", found.priorsLost());
    }
    int code = found.converged() ? Main.DONE : Main.NOT_CONVERGED;
    return new Answer(result, proof, code, lines, List.of());
  }

  private static String outlook(PhasedExchange exchange, MarkovStrategies strategies) {
    ExchangeOutlook outlook = ExchangeOutlook.of(exchange, strategies);
    List<String> players = exchange.game().players();
    return "  settled with probability "
        + Numbers.readable(outlook.settlement())
        + "; furthest "
        + players.get(0)
        + " "
        + outlook.phases()[0]
        + ", "
        + players.get(1)
        + " "
        + outlook.phases()[1]
        + " of "
        + exchange.roadmap().size()
        + " phases"
        + (outlook.alwaysHold() ? "; both hold for ever" : "");
  }

  private static String freeze(PhasedExchange exchange) {
    double regret = ExchangeOutlook.freeze(exchange).regret();
    return regret <= MarkovCheck.REGRET_TOLERANCE
        ? "holding for ever, at every state, is a Markov perfect equilibrium"
        : "holding for ever, at every state, is none: a deviation gains "
            + Numbers.readable(regret);
  }

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    List<String> problems = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    try {
      JsonNode equilibria = claim.path("result").path("equilibria");
      for (int k = 0; k < equilibria.size(); k++) {
        JsonNode one = equilibria.get(k);
        StationaryJson.add(
            MarkovCheck.equilibrium(
                game, StationaryJson.claim(game, one), StationaryJson.number(one.path("regret"))),
            "equilibrium " + (k + 1),
            problems,
            findings);
      }
      boolean converged = claim.path("result").path("converged").asBoolean();
      if (converged == equilibria.isEmpty()) {
        problems.add("converged is " + converged + " with " + equilibria.size() + " equilibria");
      }
      StationaryJson.tolerance(claim, problems);
      for (String name : List.of("steps", "turns", "starts", "seed", "priorsLost")) {
        StationaryJson.same(claim, name, problems);
      }
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    return new Confirmation(problems, findings);
  }
}
