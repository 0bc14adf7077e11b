package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import thaw.charts.EquilibriumPayoffsFigure;
import thaw.charts.Numbers;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.io.Json;
import thaw.solver.certificate.PayoffSetsClaim;
import thaw.solver.certificate.PayoffSetsClaim.Sets;
import thaw.solver.spe.PayoffSets;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.PayoffSetCheck;

/**
 * The sets of subgame-perfect equilibrium payoffs of a two-player game, from outside and inside.
 */
final class SpeConcept implements Concept {
  /**
   * Up to so many states are all shown; of more only a few; sets of more vertices by their bounds.
   */
  private static final int MOST_STATES = 20;

  private static final int FEW_STATES = 10;
  private static final int MOST_VERTICES = 24;

  @Override
  public Answer solve(Game game, Request request) throws Refused {
    if (game.playerCount() != 2) {
      throw new Refused(
          "the game has players " + game.players() + "; allowed for payoff sets: two");
    }
    PayoffSets.Result sets =
        PayoffSets.withDefaults()
            .with(
                PayoffSets.Options.defaults()
                    .withTolerance(request.tolerance())
                    .withProgress((sweep, moved) -> request.progress().tick("sweep " + sweep)))
            .solve(game);
    ObjectNode result = json(game, sets);
    ObjectNode proof = Json.object();
    CertificateFile.automaton(proof, sets.automaton());
    int code = sets.converged() ? Main.DONE : Main.NOT_CONVERGED;
    return new Answer(
        result,
        proof,
        code,
        lines(result, GameInput.range(game)),
        List.of(EquilibriumPayoffsFigure.of(sets)));
  }

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    return ClaimJson.confirmation(
        (problems, findings) -> {
          Confirmation found = PayoffSetCheck.check(game, claimed(game, claim));
          problems.addAll(found.problems());
          findings.addAll(found.findings());
        });
  }

  private static PayoffSetsClaim claimed(Game game, JsonNode claim) {
    JsonNode result = ClaimJson.at(claim, "result");
    JsonNode states = ClaimJson.list(result, "states");
    if (states.size() != game.stateCount()) {
      throw new IllegalArgumentException(
          "\"states\" has " + states.size() + " entries, not " + game.stateCount());
    }
    List<Sets> sets = new ArrayList<>();
    for (int s = 0; s < game.stateCount(); s++) {
      JsonNode node = states.get(s);
      State state = game.state(s);
      if (!ClaimJson.at(node, "name").asText().equals(state.name())) {
        throw new IllegalArgumentException("state " + s + " is called " + node.get("name"));
      }
      boolean[] enforceable = new boolean[state.profileCount()];
      for (JsonNode labels : ClaimJson.list(node, "enforceable")) {
        enforceable[ClaimJson.profile(state, labels)] = true;
      }
      sets.add(
          new Sets(
              points(node, "vertices"),
              points(node, "inner"),
              ClaimJson.doubles(node, "punishment"),
              enforceable));
    }
    return new PayoffSetsClaim(
        sets,
        ClaimJson.at(result, "errorBound").isNull()
            ? Double.POSITIVE_INFINITY
            : ClaimJson.number(result, "errorBound"),
        ClaimJson.flag(result, "converged"),
        ClaimJson.number(result, "tolerance"),
        CertificateFile.automaton(ClaimJson.at(claim, "proof")));
  }

  private static List<double[]> points(JsonNode node, String name) {
    List<double[]> points = new ArrayList<>();
    for (JsonNode point : ClaimJson.list(node, name)) {
      if (point.size() != 2 || !point.path(0).isNumber() || !point.path(1).isNumber()) {
        throw new IllegalArgumentException("\"" + name + "\" has " + point + ", no point");
      }
      points.add(new double[] {point.get(0).doubleValue(), point.get(1).doubleValue()});
    }
    return points;
  }

  private static ObjectNode json(Game game, PayoffSets.Result sets) {
    return new PayoffSetsJson(
            sets.outer(),
            sets.inner(),
            sets.outerEnforceable(),
            sets.converged(),
            sets.errorBound(),
            sets.sweeps(),
            sets.options().tolerance())
        .of("spe", game);
  }

  private static List<String> lines(ObjectNode result, double range) {
    List<String> lines = new ArrayList<>();
    JsonNode states = result.get("states");
    int shown = states.size() <= MOST_STATES ? states.size() : FEW_STATES;
    for (int s = 0; s < shown; s++) {
      JsonNode vertices = states.get(s).get("vertices");
      lines.add(states.get(s).get("name").asText() + ":");
      if (vertices.isEmpty()) {
        lines.add("  no subgame-perfect equilibrium in pure actions");
      } else if (vertices.size() > MOST_VERTICES) {
        lines.add(
            "  "
                + vertices.size()
                + " vertices between "
                + point(extreme(vertices, 0, Math::min), extreme(vertices, 1, Math::min), range)
                + " and "
                + point(extreme(vertices, 0, Math::max), extreme(vertices, 1, Math::max), range));
      } else {
        vertices.forEach(
            v -> lines.add("  " + point(v.get(0).asDouble(), v.get(1).asDouble(), range)));
      }
    }
    if (shown < states.size()) {
      lines.add("and " + (states.size() - shown) + " more states, see result.json");
    }
    lines.add(
        (result.get("converged").asBoolean() ? "converged" : "not converged")
            + ", error bound "
            + Numbers.readable(result.get("errorBound").asDouble()));
    return lines;
  }

  private static String point(double x, double y, double range) {
    return "(" + Numbers.readable(x, range) + ", " + Numbers.readable(y, range) + ")";
  }

  private static double extreme(JsonNode points, int coordinate, DoubleBinaryOperator better) {
    double extreme = points.get(0).get(coordinate).asDouble();
    for (JsonNode point : points) {
      extreme = better.applyAsDouble(extreme, point.get(coordinate).asDouble());
    }
    return extreme;
  }
}
