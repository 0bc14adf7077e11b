package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.numbers.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.model.io.GameFile;
import thaw.model.io.Json;

/** Claims about normal forms are confirmed as made, and refused with any one number changed. */
class StageGameClaimsTest {
  private static final List<String> CONCEPTS = List.of("nash", "correlated", "minmax");

  private static Game game(int[] sizes, double scale, int most, long seed) {
    Random random = new Random(seed);
    int profiles = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    double[] payoffs = new double[profiles * sizes.length];
    Arrays.setAll(payoffs, k -> scale * random.nextInt(most + 1));
    Transition[] stay = new Transition[profiles];
    Arrays.fill(stay, Transition.to(0));
    List<List<String>> actions = new ArrayList<>();
    List<String> players = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      List<String> names = new ArrayList<>();
      for (int k = 0; k < sizes[i]; k++) {
        names.add("a" + k);
      }
      actions.add(names);
      players.add("p" + i);
    }
    return new Game(
        "game", players, new double[sizes.length], List.of(State.of("s", actions, payoffs, stay)));
  }

  private static List<Game> games() {
    List<Game> games = new ArrayList<>();
    for (long seed = 0; seed < 3; seed++) {
      games.add(game(new int[] {2, 2}, 1, 5, seed));
      games.add(game(new int[] {3, 2}, 1, 2, seed));
      games.add(game(new int[] {3, 4}, 1e10, 50, seed));
      games.add(game(new int[] {2, 3}, 1e-6, 50, seed));
      games.add(game(new int[] {2, 2, 3}, 1, 9, seed));
    }
    games.add(game(new int[] {1, 3}, 1, 4, 9));
    games.add(game(new int[] {4}, 1, 4, 9));
    games.add(game(new int[] {3, 3}, 0, 4, 9));
    return games;
  }

  private static ObjectNode claim(String concept, Game game) throws Exception {
    Request request =
        new Request(
            1e-9,
            new double[0],
            Optional.empty(),
            0,
            1,
            Optional.empty(),
            new Progress(new PrintWriter(new StringWriter()), true, true));
    Answer answer = Concepts.named(concept).solve(game, request);
    ObjectNode claim = Json.object();
    claim.set("result", answer.result());
    claim.set("proof", answer.proof());
    return (ObjectNode) CertificateFile.tree(claim.toString());
  }

  @Test
  void claimsAreConfirmedAsMade() throws Exception {
    for (Game game : games()) {
      for (String concept : CONCEPTS) {
        ObjectNode claim = claim(concept, game);
        assertThat(Concepts.named(concept).check(game, claim).problems())
            .as("%s of %s", concept, GameFile.write(game))
            .isEmpty();
      }
    }
  }

  @Test
  void claimsWithAnyOneNumberChangedAreRefused() throws Exception {
    int changed = 0;
    for (Game game : games()) {
      double range = 0;
      for (int i = 0; i < game.playerCount(); i++) {
        range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
      }
      for (String concept : CONCEPTS) {
        ObjectNode claim = claim(concept, game);
        List<Consumer<JsonNode>> spots = new ArrayList<>();
        List<JsonNode> originals = new ArrayList<>();
        spots(claim, spots, originals);
        for (int k = 0; k < spots.size(); k++) {
          for (double sign : new double[] {1, -1}) {
            spots.get(k).accept(changed(originals.get(k), sign, range > 0 ? range : 1));
            assertThat(Concepts.named(concept).check(game, claim).confirmed())
                .as("%s: %s changed in %s", concept, originals.get(k), claim)
                .isFalse();
            spots.get(k).accept(originals.get(k));
            changed++;
          }
        }
      }
    }
    assertThat(changed).isGreaterThan(4000);
  }

  /** A thousandth: of the range where numbers are of its size, of 1 where they are not. */
  private static JsonNode changed(JsonNode value, double sign, double range) {
    if (value.isInt()) {
      return Json.object().numberNode(value.intValue() + (int) sign);
    }
    if (value.isNumber()) {
      double size = Math.max(Math.abs(value.doubleValue()), 1) > 1e3 ? range : Math.min(range, 1);
      return Json.number(value.doubleValue() + sign * 1e-3 * size);
    }
    String[] parts = value.asText().split("/");
    BigFraction exact =
        BigFraction.of(
            new BigInteger(parts[0]),
            parts.length > 1 ? new BigInteger(parts[1]) : BigInteger.ONE);
    return Json.object().textNode(ClaimJson.text(exact.add(BigFraction.of((int) sign, 1000))));
  }

  private static void spots(JsonNode node, List<Consumer<JsonNode>> spots, List<JsonNode> values) {
    if (node instanceof ArrayNode array) {
      for (int k = 0; k < array.size(); k++) {
        int index = k;
        spot(array.get(k), v -> array.set(index, v), spots, values);
      }
    } else if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        spot(entry.getValue(), v -> object.set(entry.getKey(), v), spots, values);
      }
    }
  }

  private static void spot(
      JsonNode value,
      Consumer<JsonNode> change,
      List<Consumer<JsonNode>> spots,
      List<JsonNode> values) {
    if (value.isNumber() || (value.isTextual() && value.asText().matches("-?\\d+(/\\d+)?"))) {
      spots.add(change);
      values.add(value);
    } else {
      spots(value, spots, values);
    }
  }

  @Test
  void aListWithAnEquilibriumLeftOutIsRefused() throws Exception {
    Game game = game(new int[] {3, 3}, 1, 9, 5);
    ObjectNode claim = claim("nash", game);
    ArrayNode equilibria = (ArrayNode) claim.get("result").get("equilibria");
    equilibria.remove(equilibria.size() - 1);
    assertThat(Concepts.named("nash").check(game, claim).confirmed()).isFalse();
  }

  @Test
  void malformedClaimsAreProblemsNotExceptions() throws Exception {
    Game game = game(new int[] {2, 3}, 1, 9, 2);
    for (String concept : CONCEPTS) {
      ObjectNode claim = claim(concept, game);
      assertThat(Concepts.named(concept).check(game, Json.object()).confirmed()).isFalse();
      for (String part : List.of("result", "proof")) {
        ObjectNode object = (ObjectNode) claim.get(part);
        for (String name : new ArrayList<>(object.properties().stream().map(Map.Entry::getKey).toList())) {
          JsonNode kept = object.get(name);
          if (List.of("concept", "method", "mixedPunishment", "riskDominant").contains(name)) {
            continue;
          }
          object.remove(name);
          assertThat(Concepts.named(concept).check(game, claim).problems()).isNotEmpty();
          object.put(name, "text");
          assertThat(Concepts.named(concept).check(game, claim).problems()).isNotEmpty();
          object.set(name, kept);
        }
      }
    }
  }
}
