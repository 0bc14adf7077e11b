package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.model.io.Json;

/** Claims about stationary equilibria, as solved and with one number changed. */
class StationaryClaimsTest {
  private static final double CHANGE = 1e-3;
  private static final List<String> TWO = List.of("a", "b");

  @TempDir Path folder;

  private static State state(String name, int there, double... payoffs) {
    Transition half = Transition.of(new int[] {0, there}, new double[] {0.5, 0.5});
    Transition[] to = new Transition[4];
    Arrays.fill(to, half);
    to[3] = Transition.to(there);
    return State.of(name, List.of(TWO, TWO), payoffs, to);
  }

  private static List<Game> games() {
    State dilemma = state("s", 0, 2, 2, -1, 3, 3, -1, 0, 0);
    State pennies = state("s", 0, 9, 0, 0, 1, 0, 1, 1, 0);
    State stag = state("t", 1, 4, 4, 0, 3, 3, 0, 3, 3);
    List<String> players = List.of("1", "2");
    return List.of(
        new Game("dilemma", players, new double[] {0.5, 0.5}, List.of(dilemma)),
        new Game("pennies", players, new double[] {0, 0.5}, List.of(pennies)),
        new Game(
            "both",
            players,
            new double[] {0.7, 0.8},
            List.of(state("s", 1, 2, 2, -1, 3, 3, -1, 0, 0), stag)));
  }

  private static ObjectNode claim(Answer answer) {
    ObjectNode claim = Json.object();
    claim.set("result", answer.result());
    claim.set("proof", answer.proof());
    return claim;
  }

  private static Answer solve(Concept concept, Game game, Optional<Path> frequencies)
      throws Refused {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    try (Progress progress = new Progress(nowhere, true, true)) {
      double[] lambdas = {0, 0.5, 1};
      return concept.solve(
          game, new Request(1e-9, lambdas, frequencies, 2, 1, Optional.empty(), progress));
    }
  }

  /** Every number in a tree, with what changes it and what puts it back. */
  private static void numbers(JsonNode node, List<Consumer<Boolean>> into) {
    for (int k = 0; node instanceof ArrayNode array && k < array.size(); k++) {
      JsonNode child = array.get(k);
      int at = k;
      if (child.isNumber()) {
        DoubleNode changed = DoubleNode.valueOf(child.asDouble() + CHANGE);
        into.add(change -> array.set(at, change ? changed : child));
      }
      numbers(child, into);
    }
    for (var field : node.properties()) {
      JsonNode child = field.getValue();
      if (child.isNumber() && node instanceof ObjectNode object) {
        String name = field.getKey();
        DoubleNode changed = DoubleNode.valueOf(child.asDouble() + CHANGE);
        into.add(change -> object.set(name, change ? changed : child));
      }
      numbers(child, into);
    }
  }

  private static void everyChangeIsNoticed(Concept concept, Game game, ObjectNode claim) {
    assertThat(concept.check(game, claim).problems()).isEmpty();
    List<Consumer<Boolean>> changes = new ArrayList<>();
    numbers(claim, changes);
    assertThat(changes).hasSizeGreaterThan(8);
    for (int k = 0; k < changes.size(); k++) {
      changes.get(k).accept(true);
      assertThat(concept.check(game, claim).confirmed())
          .as("%s, number %d of %s", game.name(), k, claim)
          .isFalse();
      changes.get(k).accept(false);
    }
  }

  @Test
  void aMarkovClaimWithOneNumberChangedIsRefused() throws Refused {
    for (Game game : games()) {
      Concept concept = new MarkovConcept();
      everyChangeIsNoticed(concept, game, claim(solve(concept, game, Optional.empty())));
    }
  }

  @Test
  void aLogitClaimWithOneNumberChangedIsRefused() throws Exception {
    for (Game game : games()) {
      StringBuilder text = new StringBuilder("state,player,action,count\n");
      for (State state : game.states()) {
        text.append(state.name()).append(",1,a,30\n").append(state.name()).append(",1,b,34\n");
        text.append(state.name()).append(",2,a,20\n").append(state.name()).append(",2,b,30\n");
      }
      Path file = Files.writeString(folder.resolve(game.name() + ".csv"), text);
      Concept concept = new QreConcept();
      Answer answer = solve(concept, game, Optional.of(file));
      assertThat(answer.figures()).hasSize(game.stateCount());
      everyChangeIsNoticed(concept, game, claim(answer));
    }
  }

  @Test
  void malformedClaimsAreProblemsAndNoExceptions() throws Refused {
    Game game = games().get(0);
    for (Concept concept : List.of(new MarkovConcept(), new QreConcept())) {
      assertThat(concept.check(game, Json.object()).confirmed()).isFalse();
      ObjectNode other = claim(solve(concept, games().get(2), Optional.empty()));
      assertThat(concept.check(game, other).confirmed()).isFalse();
      ObjectNode text = claim(solve(concept, game, Optional.empty()));
      ((ObjectNode) text.get("result")).put("equilibria", "none").put("points", 3);
      assertThat(concept.check(game, text).confirmed()).isFalse();
    }
  }
}
