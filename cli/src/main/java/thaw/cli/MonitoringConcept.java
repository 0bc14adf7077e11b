package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import thaw.charts.Numbers;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.Json;
import thaw.model.io.ScenarioFile;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.PublicAutomaton;
import thaw.solver.certificate.PublicAutomaton.Continuation;
import thaw.solver.certificate.PublicAutomaton.Node;
import thaw.solver.certificate.PublicPayoffsClaim;
import thaw.solver.monitoring.LimitPayoffs;
import thaw.solver.monitoring.PublicPayoffSets;
import thaw.solver.monitoring.VerificationQuality;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.LimitCheck;
import thaw.solver.verify.MonitoringCheck;

/**
 * Perfect public equilibrium payoffs of a two-player game with public signals; of a scenario, how
 * good verification has to be in each phase.
 */
final class MonitoringConcept implements Concept {
  /** Finer than this the sets of games with informative signals have too many sides. */
  private static final double FINEST = 1e-6;

  /** Brackets of detection probabilities are no wider than this, whatever tolerance is asked. */
  private static final double COARSEST = 0.1;

  @Override
  public Answer solve(Game game, Request request) throws Refused {
    if (request.exchange().isPresent()) {
      return quality(request.exchange().get(), request);
    }
    PublicPayoffSets.Result sets =
        PublicPayoffSets.withDefaults()
            .with(
                PublicPayoffSets.Options.defaults()
                    .withTolerance(Math.max(request.tolerance(), FINEST))
                    .withProgress(sweep -> request.progress().tick("sweep " + sweep)))
            .solve(game);
    ObjectNode result = json(game, sets);
    ObjectNode proof = Json.object();
    proof.set("relativeErrorBound", Json.number(sets.relativeErrorBound()));
    proof.set("regret", Json.number(sets.regret()));
    nodes(proof.putArray("nodes"), sets.automaton());
    List<String> lines = lines(result);
    if (game.stateCount() == 1) {
      LimitPayoffs.Result limit = LimitPayoffs.solve(game);
      limit(result, limit, lines);
      ArrayNode directions = proof.putArray("limitDirections");
      for (double[] direction : limit.scaledDirections(game)) {
        directions.addArray().add(Json.number(direction[0])).add(Json.number(direction[1]));
      }
    }
    int code = sets.converged() ? Main.DONE : Main.NOT_CONVERGED;
    return new Answer(result, proof, code, lines, List.of());
  }

  private static ObjectNode json(Game game, PublicPayoffSets.Result sets) {
    return new PayoffSetsJson(
            sets.outer(),
            sets.inner(),
            sets.outerEnforceable(),
            sets.converged(),
            sets.errorBound(),
            sets.sweeps(),
            sets.options().tolerance())
        .of("public-monitoring", game);
  }

  private static void nodes(ArrayNode array, PublicAutomaton automaton) {
    for (Node node : automaton.nodes()) {
      ObjectNode entry = array.addObject();
      entry.put("state", node.state());
      entry.put("profile", node.profile());
      CertificateFile.numbers(entry, "value", node.value());
      ArrayNode next = entry.putArray("next");
      for (Continuation continuation : node.next()) {
        ObjectNode after = next.addObject();
        after.put("signal", continuation.signal());
        after.put("state", continuation.state());
        ArrayNode to = after.putArray("nodes");
        for (int n : continuation.lottery().nodes()) {
          to.add(n);
        }
        CertificateFile.numbers(after, "weights", continuation.lottery().weights());
      }
    }
  }

  private static void limit(ObjectNode result, LimitPayoffs.Result limit, List<String> lines) {
    ObjectNode node = result.putObject("limit");
    PayoffSetsJson.polygon(node.putArray("vertices"), limit.set());
    node.put("fullDimensional", limit.fullDimensional());
    lines.add("limit as patience goes to one, pure profiles scored:");
    limit.set().vertices().forEach(v -> lines.add("  (" + shown(v[0]) + ", " + shown(v[1]) + ")"));
  }

  private static String shown(double value) {
    return Numbers.readable(Math.round(value * 1e6) / 1e6);
  }

  private static List<String> lines(ObjectNode result) {
    List<String> lines = new ArrayList<>();
    for (JsonNode state : result.get("states")) {
      lines.add(state.get("name").asText() + ":");
      if (state.get("vertices").isEmpty()) {
        lines.add("  no perfect public equilibrium in pure actions");
      }
      for (JsonNode v : state.get("vertices")) {
        lines.add("  (" + shown(v.get(0).asDouble()) + ", " + shown(v.get(1).asDouble()) + ")");
      }
    }
    lines.add(
        (result.get("converged").asBoolean() ? "converged" : "not converged")
            + ", error bound "
            + Numbers.readable(result.get("errorBound").asDouble()));
    return lines;
  }

  // ---- scenarios --------------------------------------------------------------------------------

  private static Answer quality(PhasedExchange exchange, Request request) {
    VerificationQuality.Options defaults = VerificationQuality.Options.defaults();
    double tolerance = Math.max(defaults.tolerance(), Math.min(request.tolerance(), COARSEST));
    VerificationQuality.Options options = defaults.withTolerance(tolerance);
    VerificationQuality.Result quality =
        VerificationQuality.withDefaults()
            .with(
                options.withSets(
                    options
                        .sets()
                        .withProgress(sweep -> request.progress().tick("sweep " + sweep))))
            .analyse(exchange);
    ObjectNode root = Json.object();
    root.put("concept", "public-monitoring");
    root.set("falseAlarm", Json.number(quality.options().falseAlarm()));
    root.set("lower", Json.number(quality.lower()));
    root.set("upper", Json.number(quality.upper()));
    ArrayNode phases = root.putArray("phases");
    ObjectNode proof = Json.object();
    proof.set("scenario", CertificateFile.tree(ScenarioFile.write(exchange.scenario())));
    ArrayNode strategies = proof.putArray("strategies");
    List<String> lines = new ArrayList<>();
    boolean decided = true;
    for (VerificationQuality.PhaseResult phase : quality.phases()) {
      ObjectNode node = phases.addObject();
      node.put("phase", phase.phase());
      node.put("verdict", phase.verdict().name().toLowerCase(Locale.ROOT));
      node.set("lower", Json.number(phase.lower()));
      node.set("upper", Json.number(phase.upper()));
      node.set("width", Json.number(phase.upper() - phase.lower()));
      nodes(strategies.addArray(), phase.strategies());
      decided &= phase.verdict() != VerificationQuality.Verdict.UNDECIDED;
      lines.add(
          "phase "
              + phase.phase()
              + switch (phase.verdict()) {
                case ALWAYS -> ": complied with whatever is detected";
                case NEVER -> ": not complied with even if every violation is detected";
                case UNDECIDED -> ": undecided";
                case CRITICAL ->
                    ": complied with if a violation is detected with probability "
                        + shown(phase.lower())
                        + " to "
                        + shown(phase.upper())
                        + " or more";
              });
    }
    return new Answer(root, proof, decided ? Main.DONE : Main.NOT_CONVERGED, lines, List.of());
  }

  // ---- claims -----------------------------------------------------------------------------------

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    JsonNode result = claim.path("result");
    try {
      if (result.has("phases")) {
        return new PhaseClaims(game, claim).check();
      }
      List<String> findings = new ArrayList<>();
      if (game.stateCount() == 1) {
        Confirmation limit =
            LimitCheck.check(
                game,
                points(result.path("limit").path("vertices")),
                result.path("limit").path("fullDimensional").asBoolean(),
                points(claim.path("proof").path("limitDirections")));
        if (!limit.confirmed()) {
          return limit;
        }
        findings.addAll(limit.findings());
      }
      Confirmation sets = MonitoringCheck.check(game, read(game, claim));
      findings.addAll(sets.findings());
      return new Confirmation(sets.problems(), findings);
    } catch (IllegalArgumentException e) {
      return new Confirmation(List.of("malformed: " + e.getMessage()), List.of());
    }
  }

  private static PublicPayoffsClaim read(Game game, JsonNode claim) {
    JsonNode result = claim.path("result");
    JsonNode proof = claim.path("proof");
    List<PublicPayoffsClaim.Sets> states = new ArrayList<>();
    for (JsonNode state : result.path("states")) {
      int s = states.size();
      if (s >= game.stateCount()) {
        throw new IllegalArgumentException("more states than the game has");
      }
      boolean[] enforceable = new boolean[game.state(s).profileCount()];
      for (JsonNode labels : state.path("enforceable")) {
        int[] chosen = new int[2];
        for (int i = 0; i < 2; i++) {
          String label = labels.path(i).asText();
          chosen[i] =
              game.state(s)
                  .findAction(i, label)
                  .orElseThrow(() -> new IllegalArgumentException("no action \"" + label + "\""));
        }
        enforceable[game.state(s).profile(chosen)] = true;
      }
      states.add(
          new PublicPayoffsClaim.Sets(
              points(state.path("vertices")),
              points(state.path("inner")),
              doubles(state.path("punishment")),
              enforceable));
    }
    return new PublicPayoffsClaim(
        states,
        distance(result.path("errorBound")),
        distance(proof.path("relativeErrorBound")),
        distance(proof.path("regret")),
        automaton(proof.path("nodes")));
  }

  static PublicAutomaton automaton(JsonNode array) {
    List<Node> nodes = new ArrayList<>();
    for (JsonNode node : array) {
      List<Continuation> next = new ArrayList<>();
      for (JsonNode after : node.path("next")) {
        int[] to = new int[after.path("nodes").size()];
        for (int j = 0; j < to.length; j++) {
          to[j] = index(after.path("nodes").get(j));
        }
        Lottery lottery = new Lottery(to, doubles(after.path("weights")));
        next.add(
            new Continuation(index(after.path("signal")), index(after.path("state")), lottery));
      }
      nodes.add(
          new Node(
              index(node.path("state")),
              index(node.path("profile")),
              doubles(node.path("value")),
              next));
    }
    return new PublicAutomaton(nodes);
  }

  /** A whole number, −1 in place of anything else. */
  private static int index(JsonNode node) {
    return node.isInt() ? node.asInt() : -1;
  }

  /** A number; null stands for an infinite distance. */
  static double distance(JsonNode node) {
    if (node.isNull()) {
      return Double.POSITIVE_INFINITY;
    }
    if (!node.isNumber()) {
      throw new IllegalArgumentException("\"" + node + "\" is no number");
    }
    return node.asDouble();
  }

  private static List<double[]> points(JsonNode array) {
    List<double[]> points = new ArrayList<>();
    array.forEach(point -> points.add(doubles(point)));
    return points;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = array.get(k).isNumber() ? array.get(k).asDouble() : Double.NaN;
    }
    return values;
  }
}
