package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import thaw.charts.Numbers;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.io.Json;
import thaw.solver.nash.CorrelatedEquilibria;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.CorrelatedCheck;

/** Extreme correlated equilibria of a normal form, with dual prices that prove them extreme. */
final class CorrelatedConcept implements Concept {
  /** Tableaux of doubles that a solve holds at a time. */
  private static final int TABLEAUX = 4;

  @Override
  public Answer solve(Game game, Request request) throws Refused {
    State stage = Refused.unlessNormalForm(game);
    refuseTooLarge(stage, Runtime.getRuntime().maxMemory());
    request.progress().stage("solving " + (1 + 2 * game.playerCount()) + " linear programs");
    CorrelatedEquilibria.Result found = CorrelatedEquilibria.of(stage);
    ObjectNode root = Json.object();
    root.put("concept", "correlated");
    ArrayNode profiles = root.putArray("profiles");
    for (int a = 0; a < stage.profileCount(); a++) {
      ArrayNode names = profiles.addArray();
      stage.labels(a).forEach(names::add);
    }
    ObjectNode proof = Json.object();
    equilibrium(root.putObject("welfare"), found.welfare());
    proof(proof.putObject("welfare"), found.welfare());
    double range = GameInput.range(game);
    List<String> lines = new ArrayList<>();
    lines.add("largest sum of payoffs: " + shown(found.welfare(), range));
    ArrayNode best = root.putArray("best");
    ArrayNode worst = root.putArray("worst");
    ArrayNode bestProof = proof.putArray("best");
    ArrayNode worstProof = proof.putArray("worst");
    for (int i = 0; i < game.playerCount(); i++) {
      CorrelatedEquilibria.Equilibrium high = found.best().get(i);
      CorrelatedEquilibria.Equilibrium low = found.worst().get(i);
      equilibrium(best.addObject(), high);
      equilibrium(worst.addObject(), low);
      proof(bestProof.addObject(), high);
      proof(worstProof.addObject(), low);
      lines.add(
          game.players().get(i) + ": best " + shown(high, range) + ", worst " + shown(low, range));
    }
    root.set("regret", Json.number(found.largestGain()));
    return new Answer(root, proof, Main.DONE, lines, List.of());
  }

  /** Before anything of that size is made. */
  private static void refuseTooLarge(State stage, long memory) throws Refused {
    double constraints = 1;
    for (int i = 0; i < stage.playerCount(); i++) {
      constraints += stage.actionCount(i) * (stage.actionCount(i) - 1.0);
    }
    double bytes = TABLEAUX * Double.BYTES * constraints * stage.profileCount();
    if (bytes > memory) {
      throw new Refused(
          String.format(
              Locale.ROOT,
              "the linear programs have %d variables and %.0f constraints, about %.1f GB; allowed:"
                  + " %.1f GB (THAW_JAVA_OPTS=-Xmx8g raises it)",
              stage.profileCount(),
              constraints,
              bytes / (1 << 30),
              memory / (double) (1 << 30)));
    }
  }

  private static void equilibrium(ObjectNode node, CorrelatedEquilibria.Equilibrium e) {
    CertificateFile.numbers(node, "distribution", e.distribution());
    CertificateFile.numbers(node, "payoffs", e.payoffs());
    node.set("bound", Json.number(e.bound()));
  }

  private static void proof(ObjectNode node, CorrelatedEquilibria.Equilibrium e) {
    CertificateFile.numbers(node, "prices", e.prices());
    CertificateFile.numbers(node, "reduced", e.reduced());
  }

  private static String shown(CorrelatedEquilibria.Equilibrium e, double range) {
    return Arrays.stream(e.payoffs()).mapToObj(v -> Numbers.readable(v, range)).toList().toString();
  }

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    return ClaimJson.confirmation(
        (problems, findings) -> {
          JsonNode result = ClaimJson.at(claim, "result");
          JsonNode proof = ClaimJson.at(claim, "proof");
          State stage = game.state(0);
          JsonNode profiles = ClaimJson.list(result, "profiles");
          if (game.stateCount() != 1 || profiles.size() != stage.profileCount()) {
            problems.add("the profiles are not those of the game");
            return;
          }
          for (int a = 0; a < profiles.size(); a++) {
            if (ClaimJson.profile(stage, profiles.get(a)) != a) {
              problems.add("the profiles are not in the order of the game");
            }
          }
          List<CorrelatedCheck.Extreme> extremes = new ArrayList<>();
          extremes.add(
              extreme(-1, true, ClaimJson.at(result, "welfare"), ClaimJson.at(proof, "welfare")));
          for (String name : List.of("best", "worst")) {
            JsonNode claimed = ClaimJson.list(result, name);
            JsonNode proved = ClaimJson.list(proof, name);
            if (claimed.size() != game.playerCount() || proved.size() != game.playerCount()) {
              problems.add("\"" + name + "\" is not given for every player");
              return;
            }
            for (int i = 0; i < claimed.size(); i++) {
              extremes.add(extreme(i, name.equals("best"), claimed.get(i), proved.get(i)));
            }
          }
          Confirmation found =
              CorrelatedCheck.check(stage, extremes, ClaimJson.number(result, "regret"));
          problems.addAll(found.problems());
          findings.addAll(found.findings());
        });
  }

  private static CorrelatedCheck.Extreme extreme(
      int player, boolean largest, JsonNode result, JsonNode proof) {
    return new CorrelatedCheck.Extreme(
        player,
        largest,
        ClaimJson.doubles(result, "distribution"),
        ClaimJson.doubles(result, "payoffs"),
        ClaimJson.number(result, "bound"),
        ClaimJson.doubles(proof, "prices"),
        ClaimJson.doubles(proof, "reduced"));
  }
}
