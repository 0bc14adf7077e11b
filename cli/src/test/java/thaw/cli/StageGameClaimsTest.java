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
import java.util.stream.Stream;
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
    for (long seed = 0; seed < 2; seed++) {
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
        List<Spot> spots = new ArrayList<>();
        spots("", claim, spots);
        for (Spot spot : spots) {
          double sign = changed % 2 == 0 ? 1 : -1;
          spot.change().accept(changed(spot, sign, range > 0 ? range : 1));
          assertThat(Concepts.named(concept).check(game, claim).confirmed())
              .as("%s: %s was %s in %s", concept, spot.path(), spot.value(), claim)
              .isFalse();
          spot.change().accept(spot.value());
          changed++;
        }
      }
    }
    assertThat(changed).isGreaterThan(1500);
  }

  /** A thousandth: of the payoff range, or of 1. */
  private static JsonNode changed(Spot spot, double sign, double range) {
    JsonNode value = spot.value();
    boolean payoff =
        Stream.of("payoff", "margin", "regret", "ound", "disagreement", "mixed", "pure", "reduced")
            .anyMatch(spot.field()::contains);
    double size = payoff ? range : 1;
    boolean counts =
        Stream.of("component", "round", "player", "equilibrium", "maximalNashSubsets")
            .anyMatch(spot.field()::startsWith);
    if (counts) {
      return Json.object().numberNode(value.intValue() + (int) sign);
    }
    if (value.isNumber()) {
      return Json.number(value.doubleValue() + sign * 1e-3 * size);
    }
    String text = value.asText();
    int slash = text.indexOf('/');
    BigFraction exact =
        slash < 0
            ? BigFraction.of(new BigInteger(text))
            : BigFraction.of(
                new BigInteger(text.substring(0, slash)),
                new BigInteger(text.substring(slash + 1)));
    return Json.object().textNode(ClaimJson.text(exact.add(BigFraction.of((int) sign, 1000))));
  }

  private record Spot(String path, JsonNode value, Consumer<JsonNode> change) {
    /** The name of the field that the number is in. */
    String field() {
      return path.substring(path.lastIndexOf('.') + 1);
    }
  }

  private static void spots(String path, JsonNode node, List<Spot> spots) {
    if (node instanceof ArrayNode array) {
      for (int k = 0; k < array.size(); k++) {
        int index = k;
        spot(new Spot(path + "[" + k + "]", array.get(k), v -> array.set(index, v)), spots);
      }
    } else if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        String name = entry.getKey();
        spot(new Spot(path + "." + name, entry.getValue(), v -> object.set(name, v)), spots);
      }
    }
  }

  private static void spot(Spot spot, List<Spot> spots) {
    JsonNode value = spot.value();
    if (value.isNumber() || (value.isTextual() && value.asText().matches("-?\\d+(/\\d+)?"))) {
      spots.add(spot);
    } else {
      spots(spot.path(), value, spots);
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
        for (String name :
            new ArrayList<>(object.properties().stream().map(Map.Entry::getKey).toList())) {
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
