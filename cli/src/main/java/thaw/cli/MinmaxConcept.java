package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import thaw.charts.Numbers;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.io.Json;
import thaw.solver.nash.SecurityLevels;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.SecurityCheck;

/** Minmax and maxmin payoffs of a normal form, with the strategies that prove them. */
final class MinmaxConcept implements Concept {
  @Override
  public Answer solve(Game game, Request request) throws Refused {
    State stage = Refused.unlessNormalForm(game);
    ObjectNode root = Json.object();
    root.put("concept", "minmax");
    root.put(
        "mixedPunishment",
        game.playerCount() > 2
            ? "a joint mixture of the others; if they mix independently the minmax is between"
                + " mixed and pureMinmax"
            : "a mixture of the other");
    ArrayNode players = root.putArray("players");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < game.playerCount(); i++) {
      SecurityLevels.Level level = SecurityLevels.of(stage, i);
      ObjectNode node = players.addObject();
      node.put("player", i + 1);
      node.put("name", game.players().get(i));
      node.set("pureMinmax", Json.number(level.pureMinmax()));
      node.set("pureMaxmin", Json.number(level.pureMaxmin()));
      node.set("mixed", Json.number(level.mixed()));
      node.set("errorBound", Json.number(level.errorBound()));
      CertificateFile.numbers(node, "strategy", level.strategy());
      CertificateFile.numbers(node, "punishment", level.punishment());
      lines.add(
          game.players().get(i)
              + ": minmax "
              + Numbers.readable(level.mixed())
              + " in mixed, "
              + Numbers.readable(level.pureMinmax())
              + " in pure actions; maxmin in pure actions "
              + Numbers.readable(level.pureMaxmin()));
    }
    return Answer.of(root, Main.DONE, lines);
  }

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    return ClaimJson.confirmation(
        (problems, findings) -> {
          State stage = game.state(0);
          JsonNode players = ClaimJson.list(ClaimJson.at(claim, "result"), "players");
          if (game.stateCount() != 1 || players.size() != game.playerCount()) {
            problems.add("the levels of " + players.size() + " players do not fit the game");
            return;
          }
          for (int i = 0; i < players.size(); i++) {
            JsonNode node = players.get(i);
            if (ClaimJson.integer(node, "player") != i + 1) {
              problems.add("players are out of order");
            }
            Confirmation found =
                SecurityCheck.check(
                    stage,
                    new SecurityCheck.Claim(
                        i,
                        ClaimJson.number(node, "pureMinmax"),
                        ClaimJson.number(node, "pureMaxmin"),
                        ClaimJson.number(node, "mixed"),
                        ClaimJson.number(node, "errorBound"),
                        ClaimJson.doubles(node, "strategy"),
                        ClaimJson.doubles(node, "punishment")));
            problems.addAll(found.problems());
            findings.addAll(found.findings());
          }
        });
  }
}
