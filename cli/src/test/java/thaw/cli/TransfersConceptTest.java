package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.model.io.GameFile;
import thaw.model.io.Json;

class TransfersConceptTest {
  private static final Request REQUEST =
      new Request(
          1e-9,
          new double[0],
          Optional.empty(),
          0,
          1,
          Optional.empty(),
          new Progress(new PrintWriter(new StringWriter()), true, true));

  /** Settings of the solve, not claims about the game. */
  private static final List<String> SETTINGS = List.of("tolerance", "iterations");

  private static ObjectNode claim(Game game) {
    Answer answer = new TransfersConcept().solve(game, REQUEST);
    ObjectNode claim = Json.object();
    claim.set("result", answer.result());
    claim.set("proof", answer.proof());
    return claim;
  }

  private static Game dilemma() throws Exception {
    Path file = Path.of("../examples/classics/prisoners-dilemma.json");
    return GameFile.read(file, List.of());
  }

  private static Game random(int seed) {
    Random random = new Random(seed);
    int players = 2 + random.nextInt(2);
    List<State> states = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
      List<List<String>> actions = new ArrayList<>();
      for (int i = 0; i < players; i++) {
        actions.add(List.of("a", "b"));
      }
      int profiles = 1 << players;
      Transition[] transitions = new Transition[profiles];
      for (int a = 0; a < profiles; a++) {
        double p = random.nextDouble();
        transitions[a] =
            Transition.of(
                new int[] {random.nextInt(3), random.nextInt(3)}, new double[] {p, 1 - p});
      }
      double[] payoffs = random.doubles((long) profiles * players, -2, 5).toArray();
      states.add(State.of("s" + s, actions, payoffs, transitions));
    }
    double[] discount = new double[players];
    java.util.Arrays.fill(discount, 0.8);
    return new Game("g", List.of("1", "2", "3").subList(0, players), discount, states);
  }

  @Test
  void theDilemmaIsSolvedAndConfirmed() throws Exception {
    Game game = dilemma();
    ObjectNode claim = claim(game);
    JsonNode state = claim.path("result").path("states").get(0);
    assertThat(state.path("v")).hasSize(2);
    double joint = 0;
    for (int a = 0; a < game.state(0).profileCount(); a++) {
      joint = Math.max(joint, game.state(0).payoff(a, 0) + game.state(0).payoff(a, 1));
    }
    assertThat(state.path("U").asDouble()).isCloseTo(joint, within(1e-9));
    assertThat(new TransfersConcept().check(game, claim).problems()).isEmpty();
  }

  @Test
  void everyNumberOfAClaimIsChecked() throws Exception {
    List<Game> games = List.of(dilemma(), random(1), random(2), random(3));
    int changed = 0;
    for (Game game : games) {
      ObjectNode honest = claim(game);
      assertThat(new TransfersConcept().check(game, honest).problems()).isEmpty();
      double range = 0;
      for (int i = 0; i < game.playerCount(); i++) {
        range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
      }
      int count = numbers(honest).size();
      for (int k = 0; k < count; k++) {
        for (double sign : new double[] {1, -1}) {
          ObjectNode copy = honest.deepCopy();
          double change = sign * 1e-3 * range;
          numbers(copy).get(k).accept(change);
          assertThat(new TransfersConcept().check(game, copy).problems())
              .as("number %s of %s", k, game.name())
              .isNotEmpty();
          changed++;
        }
      }
    }
    assertThat(changed).isGreaterThan(40);
  }

  /** For every number below a node, something that adds to it. */
  private static List<Consumer<Double>> numbers(JsonNode node) {
    List<Consumer<Double>> found = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        if (entry.getValue().isNumber() && !SETTINGS.contains(entry.getKey())) {
          double old = entry.getValue().asDouble();
          found.add(change -> object.set(entry.getKey(), new DoubleNode(old + change)));
        }
        found.addAll(numbers(entry.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int k = 0; k < array.size(); k++) {
        int at = k;
        if (array.get(k).isNumber()) {
          double old = array.get(k).asDouble();
          found.add(change -> array.set(at, new DoubleNode(old + change)));
        }
        found.addAll(numbers(array.get(k)));
      }
    }
    return found;
  }

  @Test
  void malformedClaimsAreProblems() throws Exception {
    Game game = dilemma();
    ObjectNode none = Json.object();
    assertThat(new TransfersConcept().check(game, none).problems()).isNotEmpty();
    ObjectNode honest = claim(game);
    ObjectNode label = honest.deepCopy();
    ((ArrayNode) label.path("result").path("states").get(0).path("equilibrium"))
        .set(0, Json.object().textNode("wait"));
    assertThat(new TransfersConcept().check(game, label).problems()).isNotEmpty();
    ObjectNode text = honest.deepCopy();
    ((ObjectNode) text.path("result")).put("errorBound", "0");
    assertThat(new TransfersConcept().check(game, text).problems()).isNotEmpty();
    ObjectNode unsure = honest.deepCopy();
    ((ObjectNode) unsure.path("result")).put("converged", false);
    assertThat(new TransfersConcept().check(game, unsure).problems()).isNotEmpty();
  }
}
