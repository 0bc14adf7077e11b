package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.BadInput;
import thaw.model.io.ScenarioFile;
import thaw.solver.certificate.PublicAutomaton;
import thaw.solver.monitoring.VerificationQuality;
import thaw.solver.monitoring.VerificationQuality.Verdict;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.MonitoringCheck;

/**
 * Checks what is claimed of the verification that the phases of a scenario need: at the upper end
 * of each bracket the strategies of the proof are an equilibrium of the phase's game in which both
 * comply; at the lower end bounds computed anew rule compliance out.
 */
final class PhaseClaims {
  private static final double ROUNDING = 1e-9;

  /** Differences of values up to this share of the payoff range are rounding. */
  private static final double SAME_VALUE = 1e-8;

  private final Game game;
  private final JsonNode result;
  private final JsonNode proof;
  private final List<String> problems = new ArrayList<>();

  PhaseClaims(Game game, JsonNode claim) {
    this.game = game;
    result = claim.path("result");
    proof = claim.path("proof");
  }

  /**
   * Checks all phases.
   *
   * @throws IllegalArgumentException if the claim is malformed
   */
  Confirmation check() {
    PhasedExchange exchange;
    try {
      exchange =
          PhasedExchange.compile(
              ScenarioFile.parse(proof.path("scenario").toString(), "scenario", List.of()));
    } catch (BadInput e) {
      throw new IllegalArgumentException("scenario: " + e.getMessage(), e);
    }
    if (!GameInput.json(exchange.game()).toString().equals(GameInput.json(game).toString())) {
      return new Confirmation(List.of("the scenario is not that of the game"), List.of());
    }
    int count = exchange.roadmap().size();
    if (result.path("phases").size() != count || proof.path("strategies").size() != count) {
      return new Confirmation(List.of("the scenario has " + count + " phases"), List.of());
    }
    double falseAlarm = number(result.path("falseAlarm"));
    if (!(falseAlarm >= 0 && falseAlarm < 1)) {
      throw new IllegalArgumentException("falseAlarm is " + falseAlarm + "; allowed: 0 to 1");
    }
    double lower = falseAlarm;
    double upper = falseAlarm;
    for (int k = 1; k <= count; k++) {
      JsonNode phase = result.path("phases").path(k - 1);
      upperEnd(exchange, k, phase, falseAlarm);
      lower = Math.max(lower, number(phase.path("lower")));
      upper = Math.max(upper, MonitoringConcept.distance(phase.path("upper")));
    }
    if (!same(lower, number(result.path("lower")))
        || !same(upper, MonitoringConcept.distance(result.path("upper")))) {
      problems.add("the ends of the whole are not the largest of the phases");
    }
    for (int k = 1; k <= count && problems.isEmpty(); k++) {
      lowerEnd(exchange, k, result.path("phases").path(k - 1), falseAlarm);
    }
    return new Confirmation(
        problems,
        problems.isEmpty()
            ? List.of(
                count
                    + " phases: compliance confirmed at the upper ends by strategies, ruled out at"
                    + " the lower ends by bounds computed anew")
            : List.of());
  }

  /** That the numbers fit the verdict, and that the strategies sustain compliance. */
  private void upperEnd(PhasedExchange exchange, int k, JsonNode phase, double falseAlarm) {
    double lower = number(phase.path("lower"));
    double upper = MonitoringConcept.distance(phase.path("upper"));
    Verdict verdict = verdict(phase);
    PublicAutomaton strategies = MonitoringConcept.automaton(proof.path("strategies").path(k - 1));
    boolean ends =
        switch (verdict) {
          case ALWAYS -> lower == falseAlarm && upper == falseAlarm;
          case CRITICAL -> falseAlarm <= lower && lower <= upper && upper <= 1;
          case NEVER -> lower == 1 && upper == Double.POSITIVE_INFINITY;
          case UNDECIDED -> lower == falseAlarm && upper == Double.POSITIVE_INFINITY;
        };
    if (!ends
        || !phase.path("phase").isInt()
        || phase.path("phase").asInt() != k
        || !same(upper - lower, MonitoringConcept.distance(phase.path("width")))) {
      problems.add("phase " + k + ": the ends of the bracket do not fit the verdict");
      return;
    }
    if (verdict == Verdict.ALWAYS || verdict == Verdict.CRITICAL) {
      Game there = VerificationQuality.phaseGame(exchange, k, upper, falseAlarm);
      if (!complies(there, strategies)) {
        problems.add("phase " + k + ": the strategies do not sustain compliance at " + upper);
      }
    } else if (!strategies.nodes().isEmpty()) {
      problems.add("phase " + k + ": strategies are given for what they do not sustain");
    }
  }

  /** Rules compliance out at the lower end, if that is claimed. */
  private void lowerEnd(PhasedExchange exchange, int k, JsonNode phase, double falseAlarm) {
    double lower = number(phase.path("lower"));
    Verdict verdict = verdict(phase);
    if (verdict == Verdict.NEVER || verdict == Verdict.CRITICAL) {
      Game there = VerificationQuality.phaseGame(exchange, k, lower, falseAlarm);
      boolean[][] honest = VerificationQuality.honest(there);
      if (!MonitoringCheck.isNeverPlayed(there, honest, 0, comply(honest))) {
        problems.add("phase " + k + ": compliance could not be ruled out at " + lower);
      }
    }
  }

  private static Verdict verdict(JsonNode phase) {
    return Verdict.valueOf(phase.path("verdict").asText().toUpperCase(Locale.ROOT));
  }

  /** Both comply in the first of the profiles that are honest, and suspend in the other. */
  private static int comply(boolean[][] honest) {
    int profile = 0;
    while (!honest[0][profile]) {
      profile++;
    }
    return profile;
  }

  private static boolean complies(Game there, PublicAutomaton strategies) {
    boolean[][] honest = VerificationQuality.honest(there);
    List<double[]> values = MonitoringCheck.equilibriumValues(there, strategies);
    boolean complies = false;
    for (int n = 0; n < values.size(); n++) {
      PublicAutomaton.Node node = strategies.nodes().get(n);
      for (int i = 0; i < 2; i++) {
        double range = there.maxPayoff(i) - there.minPayoff(i);
        if (!(Math.abs(values.get(n)[i] - node.value()[i]) <= SAME_VALUE * range)) {
          return false;
        }
      }
      if (!honest[0][node.profile()]) {
        return false;
      }
      complies |= node.profile() == comply(honest);
    }
    return complies;
  }

  private static boolean same(double one, double other) {
    return one == other || Math.abs(one - other) <= ROUNDING;
  }

  private static double number(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException("\"" + node + "\" is no number");
    }
    return node.asDouble();
  }
}
