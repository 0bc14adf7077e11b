package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.model.io.Json;
import thaw.model.io.ScenarioFile;

class SpeConceptTest {
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

  @TempDir Path folder;

  private static ObjectNode claim(Game game) {
    Answer answer;
    try {
      answer = new SpeConcept().solve(game, REQUEST);
    } catch (Refused e) {
      throw new IllegalStateException(e);
    }
    ObjectNode claim = Json.object();
    claim.set("result", answer.result());
    claim.set("proof", answer.proof());
    return claim;
  }

  @Test
  void manyStatesAndVerticesAreSummedUpOnTheScreenAndWholeInTheResult() throws Exception {
    Game game =
        PhasedExchange.compile(
                ScenarioFile.read(Path.of("../examples/us-dprk/phased-parallel.json"), List.of()))
            .game();
    Request rough =
        new Request(
            1e-3, new double[0], Optional.empty(), 0, 1, Optional.empty(), REQUEST.progress());
    Answer answer = new SpeConcept().solve(game, rough);
    assertThat(answer.lines()).hasSizeBetween(12, 10 * 25 + 2);
    assertThat(answer.lines()).contains("and 221 more states, see result.json");
    assertThat(answer.lines()).anyMatch(line -> line.matches("  \\d+ vertices between .* and .*"));
    assertThat(answer.result().get("states")).hasSize(231);
  }

  private static List<String> problems(Game game, JsonNode claim) {
    return new SpeConcept().check(game, claim).problems();
  }

  private static Game repeated(String name, double first, double second, double... payoffs) {
    Transition[] stay = {Transition.to(0), Transition.to(0), Transition.to(0), Transition.to(0)};
    State state = State.of("s", List.of(List.of("C", "D"), List.of("C", "D")), payoffs, stay);
    return new Game(name, List.of("1", "2"), new double[] {first, second}, List.of(state));
  }

  private static Game random(int seed, int states) {
    Random random = new Random(seed);
    List<State> all = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      Transition[] transitions = new Transition[4];
      for (int a = 0; a < 4; a++) {
        double p = random.nextDouble();
        transitions[a] =
            Transition.of(
                new int[] {random.nextInt(states), random.nextInt(states)},
                new double[] {p, 1 - p});
      }
      double[] payoffs = random.doubles(8, -2, 5).toArray();
      all.add(
          State.of("s" + s, List.of(List.of("a", "b"), List.of("c", "d")), payoffs, transitions));
    }
    return new Game("random " + seed, List.of("1", "2"), new double[] {0.6, 0.7}, all);
  }

  private static List<Game> games() {
    return List.of(
        repeated("dilemma", 0.6, 0.7, 2, 2, -1, 3, 3, -1, 0, 0),
        repeated("point", 0.1, 0.1, 2, 2, -1, 3, 3, -1, 0, 0),
        repeated("segment", 0.6, 0.6, 2, 2, 0, 0, 0, 0, 1, 1),
        repeated("none", 0.9, 0.9, 1, -1, -1, 1, -1, 1, 1, -1),
        repeated("large", 0.6, 0.7, 2e6, 2e6, -1e6, 3e6, 3e6, -1e6, 0, 0),
        random(1, 2),
        random(2, 2),
        random(3, 3));
  }

  @Test
  void everyNumberOfAClaimIsChecked() {
    int changed = 0;
    for (Game game : games()) {
      ObjectNode honest = claim(game);
      assertThat(problems(game, honest)).as(game.name()).isEmpty();
      double range = 0;
      for (int i = 0; i < 2; i++) {
        range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
      }
      int count = numbers(honest, range).size();
      for (int k = 0; k < count; k++) {
        for (int sign = -1; sign <= 1; sign += 2) {
          ObjectNode copy = honest.deepCopy();
          numbers(copy, range).get(k).accept(sign);
          assertThat(problems(game, copy)).as("number %s of %s", k, game.name()).isNotEmpty();
          changed++;
        }
      }
    }
    assertThat(changed).isGreaterThan(500);
  }

  /** For every number below a node, something that changes it by a thousandth. */
  private static List<Consumer<Integer>> numbers(JsonNode node, double range) {
    List<Consumer<Integer>> found = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String name = entry.getKey();
        if (entry.getValue().isNumber() && !SETTINGS.contains(name)) {
          double old = entry.getValue().asDouble();
          double change = 1e-3 * (name.equals("state") || name.equals("profile") ? 1 : range);
          found.add(sign -> object.set(name, new DoubleNode(old + sign * change)));
        }
        boolean share = List.of("weights", "nodes", "punishments").contains(name);
        found.addAll(numbers(entry.getValue(), share && !isNodes(entry.getValue()) ? 1 : range));
      }
    } else if (node instanceof ArrayNode array) {
      for (int k = 0; k < array.size(); k++) {
        int at = k;
        if (array.get(k).isNumber()) {
          double old = array.get(k).asDouble();
          found.add(sign -> array.set(at, new DoubleNode(old + sign * 1e-3 * range)));
        }
        found.addAll(numbers(array.get(k), range));
      }
    }
    return found;
  }

  /** Whether these are the nodes of the automaton, not the indices of some. */
  private static boolean isNodes(JsonNode value) {
    return value.path(0).isObject();
  }

  @Test
  void aNodeThatPlaysAnotherProfileIsNoticed() {
    for (Game game : games()) {
      ObjectNode honest = claim(game);
      for (int n = 0; n < honest.at("/proof/nodes").size(); n++) {
        for (int profile = 0; profile < 4; profile++) {
          ObjectNode copy = honest.deepCopy();
          ObjectNode node = (ObjectNode) copy.at("/proof/nodes/" + n);
          if (node.get("profile").asInt() != profile) {
            node.set("profile", IntNode.valueOf(profile));
            assertThat(problems(game, copy)).as("node %s of %s", n, game.name()).isNotEmpty();
          }
        }
      }
    }
  }

  @Test
  void claimsOfLessOrMoreThanIsTrueAreRefused() {
    Game game = games().get(0);
    ObjectNode honest = claim(game);
    ObjectNode fewer = honest.deepCopy();
    ((ArrayNode) fewer.at("/result/states/0/enforceable")).remove(0);
    assertThat(problems(game, fewer)).isNotEmpty();
    ObjectNode half = honest.deepCopy();
    ((ArrayNode) half.at("/result/states/0/vertices")).remove(0);
    assertThat(problems(game, half)).isNotEmpty();
    ObjectNode unsure = honest.deepCopy();
    ((ObjectNode) unsure.path("result")).put("converged", false);
    assertThat(problems(game, unsure)).isNotEmpty();
    Game point = games().get(1);
    ObjectNode more = claim(point);
    ArrayNode enforceable = (ArrayNode) more.at("/result/states/0/enforceable");
    assertThat(enforceable).hasSize(1);
    enforceable.addArray().add("C").add("C");
    assertThat(problems(point, more)).isNotEmpty();
    ObjectNode none = claim(games().get(3));
    assertThat(problems(games().get(0), none)).isNotEmpty();
  }

  @Test
  void malformedClaimsAreProblems() {
    Game game = games().get(5);
    ObjectNode honest = claim(game);
    assertThat(problems(game, Json.object())).isNotEmpty();
    for (String path :
        List.of(
            "/result",
            "/proof",
            "/result/states/0",
            "/result/states/0/vertices",
            "/result/states/0/vertices/0",
            "/result/states/0/punishment",
            "/result/states/0/enforceable/0",
            "/proof/nodes/0",
            "/proof/nodes/0/value",
            "/proof/nodes/0/next/0",
            "/proof/nodes/0/next",
            "/proof/punishments/0",
            "/proof/punishments")) {
      for (JsonNode other : List.of(Json.object(), IntNode.valueOf(7), Json.object().arrayNode())) {
        ObjectNode copy = honest.deepCopy();
        assertThat(copy.at(path).isMissingNode()).isFalse();
        int cut = path.lastIndexOf('/');
        JsonNode parent = copy.at(path.substring(0, cut));
        if (parent instanceof ArrayNode array) {
          array.set(Integer.parseInt(path.substring(cut + 1)), other);
        } else if (parent instanceof ObjectNode object) {
          object.set(path.substring(cut + 1), other);
        }
        assertThat(problems(game, copy)).as("%s is %s", path, other).isNotEmpty();
      }
    }
  }

  @Test
  void certificatesOnTheCommandLineAreConfirmedAndFalseOnesRefused() throws IOException {
    int number = 0;
    for (Game game : List.of(games().get(0), games().get(3), games().get(5))) {
      Path file = folder.resolve("game" + number + ".json");
      Path run = folder.resolve("run" + number);
      number++;
      Files.writeString(file, GameInput.json(game).toString());
      assertThat(thaw("solve", file.toString(), "--concept", "spe", "-o", run.toString()))
          .isEqualTo(Main.DONE);
      assertThat(thaw("verify", run.toString())).isEqualTo(Main.DONE);
      Path certificate = run.resolve("certificates/spe.json");
      String text = Files.readString(certificate);
      String wrong = text.replaceFirst("\"errorBound\":[^,]*,", "\"errorBound\":0.5,");
      assertThat(wrong).isNotEqualTo(text);
      Files.writeString(certificate, wrong);
      assertThat(thaw("verify", certificate.toString())).isEqualTo(Main.VERIFICATION_FAILED);
    }
  }

  private static int thaw(String... args) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return Main.execute(nowhere, nowhere, args);
  }
}
