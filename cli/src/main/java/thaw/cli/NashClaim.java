package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.NashCheck;
import thaw.solver.verify.SecurityCheck;
import thaw.solver.verify.StageGameCheck;

/** A claim of {@link NashConcept} being checked. */
record NashClaim(State stage, List<String> problems, List<String> findings) {
  /** Disagreement points may differ from payoffs proved elsewhere by this, relatively. */
  private static final double SAME = 1e-9;

  void check(JsonNode result, JsonNode proof) {
    if (stage.playerCount() == 2) {
      bimatrix(result);
      bargaining(result, proof);
    } else {
      pureOnly(result);
    }
    pure(result);
    report(
        StageGameCheck.eliminations(
            stage, eliminations(result, "eliminated"), beliefs(proof), true));
    report(
        StageGameCheck.eliminations(
            stage, eliminations(result, "weaklyEliminated"), List.of(), false));
  }

  private void report(Confirmation found) {
    problems.addAll(found.problems());
    findings.addAll(found.findings());
  }

  private void bimatrix(JsonNode result) {
    List<NashCheck.Equilibrium> equilibria = new ArrayList<>();
    for (JsonNode e : ClaimJson.list(result, "equilibria")) {
      equilibria.add(
          new NashCheck.Equilibrium(
              ClaimJson.rationals(e, "x", problems),
              ClaimJson.rationals(e, "y", problems),
              ClaimJson.rationals(e, "payoffs", problems),
              ClaimJson.integer(e, "component")));
    }
    List<List<Integer>> subsets = new ArrayList<>();
    for (JsonNode subset : ClaimJson.list(result, "maximalNashSubsets")) {
      List<Integer> members = new ArrayList<>();
      subset.forEach(k -> members.add(ClaimJson.integer(k)));
      subsets.add(members);
    }
    boolean complete = ClaimJson.flag(result, "complete");
    report(NashCheck.check(stage, new NashCheck.Claim(equilibria, subsets, complete)));
  }

  private void pureOnly(JsonNode result) {
    List<Integer> claimed = new ArrayList<>();
    for (JsonNode e : ClaimJson.list(result, "equilibria")) {
      claimed.add(ClaimJson.profile(stage, ClaimJson.at(e, "profile")));
      payoffs(e, claimed.get(claimed.size() - 1));
    }
    if (!claimed.equals(StageGameCheck.pure(stage))) {
      problems.add("the equilibria are not the pure equilibria of the game");
    }
    if (ClaimJson.flag(result, "complete") != (stage.playerCount() == 1)) {
      problems.add("pure equilibria of several players are no complete list");
    }
  }

  private void payoffs(JsonNode node, int profile) {
    List<BigFraction> payoffs = ClaimJson.fractions(node, "payoffs");
    boolean right = payoffs.size() == stage.playerCount();
    for (int i = 0; i < payoffs.size() && right; i++) {
      right = payoffs.get(i).subtract(stage.exactPayoff(profile, i)).signum() == 0;
    }
    if (!right) {
      problems.add("the payoffs of profile " + stage.labels(profile) + " are others");
    }
  }

  private void pure(JsonNode result) {
    List<Integer> pure = StageGameCheck.pure(stage);
    List<Integer> claimed = new ArrayList<>();
    for (JsonNode node : ClaimJson.list(result, "pure")) {
      int profile = ClaimJson.profile(stage, ClaimJson.at(node, "profile"));
      claimed.add(profile);
      payoffs(node, profile);
      if (stage.playerCount() == 2 && pure.contains(profile)) {
        List<BigFraction> p = ClaimJson.rationals(node, "pDominance", problems);
        boolean right = p.size() == 2;
        for (int i = 0; i < p.size() && right; i++) {
          right =
              Math.abs(StageGameCheck.leastBelief(stage, profile, i) - p.get(i).doubleValue())
                  <= SAME;
        }
        if (!right) {
          problems.add("p-dominance of profile " + stage.labels(profile) + " is another");
        }
      }
    }
    if (!claimed.equals(pure)) {
      problems.add("the pure equilibria are others");
    }
    Optional<Integer> dominant =
        NashConcept.isTwoByTwo(stage) && pure.size() == 2
            ? StageGameCheck.riskDominant(stage, pure.get(0), pure.get(1))
            : Optional.empty();
    Optional<Integer> said =
        result.has("riskDominant")
            ? Optional.of(ClaimJson.profile(stage, result.get("riskDominant")))
            : Optional.empty();
    if (!dominant.equals(said)) {
      problems.add("the risk-dominant equilibrium is another");
    }
    findings.add(pure.size() + " pure equilibria: compared anew");
  }

  private void bargaining(JsonNode result, JsonNode proof) {
    JsonNode security = ClaimJson.list(proof, "security");
    JsonNode minmax = ClaimJson.at(result, "nashBargaining");
    double[] disagreement = ClaimJson.doubles(minmax, "disagreement");
    if (security.size() != 2 || disagreement.length != 2) {
      problems.add("the minmax payoffs of two players are not proved");
      return;
    }
    for (int i = 0; i < 2; i++) {
      JsonNode node = security.get(i);
      report(
          SecurityCheck.check(
              stage,
              new SecurityCheck.Claim(
                  i,
                  ClaimJson.number(node, "pureMinmax"),
                  ClaimJson.number(node, "pureMaxmin"),
                  disagreement[i],
                  ClaimJson.number(node, "errorBound"),
                  ClaimJson.doubles(node, "strategy"),
                  ClaimJson.doubles(node, "punishment"))));
    }
    agreement(minmax, disagreement);
    JsonNode equilibria = ClaimJson.list(result, "equilibria");
    List<Integer> seen = new ArrayList<>();
    for (JsonNode node : ClaimJson.list(result, "nashBargainingFromEquilibria")) {
      int k = ClaimJson.integer(node, "equilibrium");
      double[] point = ClaimJson.doubles(node, "disagreement");
      if (k < 0 || k >= equilibria.size() || seen.contains(k) || point.length != 2) {
        problems.add("a disagreement point is no equilibrium of the list");
        return;
      }
      seen.add(k);
      List<BigFraction> payoffs = ClaimJson.fractions(equilibria.get(k), "payoffs");
      for (int earlier = 0; earlier < k; earlier++) {
        if (ClaimJson.fractions(equilibria.get(earlier), "payoffs").equals(payoffs)) {
          problems.add("equilibrium " + earlier + " has the payoffs of equilibrium " + k);
        }
      }
      for (int i = 0; i < 2; i++) {
        double exact = payoffs.get(i).doubleValue();
        if (!(Math.abs(point[i] - exact) <= SAME * Math.abs(exact))) {
          problems.add("a disagreement point is not the payoffs of equilibrium " + k);
        }
      }
      agreement(node, point);
    }
    findings.add("Nash bargaining: optimal by the first-order condition");
  }

  private void agreement(JsonNode node, double[] disagreement) {
    List<Integer> profiles = new ArrayList<>();
    for (JsonNode labels : ClaimJson.list(node, "profiles")) {
      profiles.add(ClaimJson.profile(stage, labels));
    }
    problems.addAll(
        StageGameCheck.bargaining(
            stage,
            new StageGameCheck.Agreement(
                disagreement,
                ClaimJson.doubles(node, "payoffs"),
                profiles.stream().mapToInt(a -> a).toArray(),
                ClaimJson.doubles(node, "weights"))));
  }

  private List<StageGameCheck.Elimination> eliminations(JsonNode result, String name) {
    List<StageGameCheck.Elimination> steps = new ArrayList<>();
    for (JsonNode step : ClaimJson.list(result, name)) {
      int player = ClaimJson.integer(step, "player") - 1;
      steps.add(
          new StageGameCheck.Elimination(
              ClaimJson.integer(step, "round"),
              player,
              ClaimJson.action(stage, player, ClaimJson.texts(List.of(step.path("action"))).get(0)),
              ClaimJson.doubles(step, "dominatedBy"),
              ClaimJson.number(step, "margin")));
    }
    return steps;
  }

  private List<StageGameCheck.Support> beliefs(JsonNode proof) {
    List<StageGameCheck.Support> supports = new ArrayList<>();
    for (JsonNode node : ClaimJson.list(proof, "beliefs")) {
      int player = ClaimJson.integer(node, "player") - 1;
      supports.add(
          new StageGameCheck.Support(
              player,
              ClaimJson.action(stage, player, ClaimJson.texts(List.of(node.path("action"))).get(0)),
              ClaimJson.doubles(node, "belief"),
              ClaimJson.number(node, "regret")));
    }
    return supports;
  }
}
