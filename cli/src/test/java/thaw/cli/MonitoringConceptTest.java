package thaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.GameFile;
import thaw.model.io.Json;
import thaw.model.io.ScenarioFile;
import thaw.solver.monitoring.PublicPayoffSets;

class MonitoringConceptTest {
  /** Settings of the solve, not claims; and the scenario, which is the input. */
  private static final List<String> NOT_CLAIMED = List.of("tolerance", "iterations", "scenario");

  private static Request request(double tolerance, Optional<PhasedExchange> exchange) {
    return new Request(
        tolerance,
        new double[0],
        Optional.empty(),
        0,
        1,
        exchange,
        new Progress(new PrintWriter(new StringWriter()), true, true));
  }

  private static ObjectNode claim(Game game, Request request) throws Refused {
    Answer answer = new MonitoringConcept().solve(game, request);
    ObjectNode claim = Json.object();
    claim.set("result", answer.result());
    claim.set("proof", answer.proof());
    return claim;
  }

  private static Game greenPorter(double delta) throws Exception {
    Path file = Path.of("../examples/classics/green-porter.json");
    return GameFile.read(file, List.of()).withDiscount(delta, delta);
  }

  @Test
  void theDilemmaOfGreenAndPorterIsConfirmed() throws Exception {
    Game game = greenPorter(0.8);
    ObjectNode claim = claim(game, request(1e-5, Optional.empty()));
    assertThat(new MonitoringConcept().check(game, claim).problems()).isEmpty();
  }

  @Test
  void anyNumberChangedByAThousandthOfTheRangeIsNoticed() throws Exception {
    Game game = greenPorter(0.6);
    everyChangeIsNoticed(game, claim(game, request(1e-5, Optional.empty())), 4e-3, 1);
  }

  @Test
  void claimsAboutPhasesAreConfirmedAndAnyChangedNumberIsNoticed() throws Exception {
    Path file = Path.of("../examples/us-dprk/phased-parallel.json");
    PhasedExchange exchange = PhasedExchange.compile(ScenarioFile.read(file, List.of()));
    Game game = exchange.game();
    ObjectNode claim = claim(game, request(1e-2, Optional.of(exchange)));
    assertThat(new MonitoringConcept().check(game, claim).problems()).isEmpty();
    assertThat(new MonitoringConcept().check(game.withDiscount(0.5, 0.5), claim).confirmed())
        .isFalse();
    double range = game.maxPayoff(0) - game.minPayoff(0);
    everyChangeIsNoticed(game, claim, 1e-3 * range, 29);
  }

  /**
   * Changes one number after the other, values by {@code change}, whole numbers by 1; of all
   * changes every {@code stride}-th. Which node an outcome leads to is left alone: after a
   * deviation another one may serve as well.
   */
  private static void everyChangeIsNoticed(Game game, ObjectNode claim, double change, int stride) {
    List<Consumer<JsonNode>> edits = new ArrayList<>();
    List<String> names = new ArrayList<>();
    collect(claim, "", List.of(), change, names, edits);
    assertThat(edits.size()).isGreaterThan(100);
    for (int k = 0; k < edits.size(); k += stride) {
      ObjectNode changed = claim.deepCopy();
      edits.get(k).accept(changed);
      assertThat(new MonitoringConcept().check(game, changed).confirmed())
          .as(names.get(k))
          .isFalse();
    }
  }

  private static void collect(
      JsonNode node,
      String path,
      List<Object> keys,
      double change,
      List<String> names,
      List<Consumer<JsonNode>> edits) {
    if (path.matches(".*next\\[\\d+]\\.nodes")) {
      return;
    }
    if (node.isNumber()) {
      boolean share =
          path.matches(".*(weights|Directions|lower|upper|width|falseAlarm|relative).*");
      double by = node.isInt() ? 1 : share ? 1e-3 : change;
      for (double signed : new double[] {by, -by}) {
        names.add(path + (signed > 0 ? " more" : " less"));
        edits.add(root -> put(root, keys, node.asDouble() + signed, node.isInt()));
      }
    } else if (node.isObject()) {
      for (var entry : node.properties()) {
        if (!NOT_CLAIMED.contains(entry.getKey())) {
          List<Object> deeper = new ArrayList<>(keys);
          deeper.add(entry.getKey());
          String name = path + "." + entry.getKey();
          collect(entry.getValue(), name, deeper, change, names, edits);
        }
      }
    } else {
      for (int j = 0; j < node.size(); j++) {
        List<Object> deeper = new ArrayList<>(keys);
        deeper.add(j);
        collect(node.get(j), path + "[" + j + "]", deeper, change, names, edits);
      }
    }
  }

  private static void put(JsonNode root, List<Object> keys, double value, boolean whole) {
    JsonNode at = root;
    for (Object key : keys.subList(0, keys.size() - 1)) {
      at = key instanceof Integer index ? at.get(index) : at.get((String) key);
    }
    JsonNode number =
        whole ? Json.object().numberNode((int) value) : Json.object().numberNode(value);
    if (at instanceof ArrayNode array) {
      array.set((int) keys.get(keys.size() - 1), number);
    } else if (at instanceof ObjectNode object) {
      object.set((String) keys.get(keys.size() - 1), number);
    }
  }

  @Test
  void malformedClaimsAreProblemsAndNoExceptions() throws Exception {
    Game game = greenPorter(0.6);
    ObjectNode empty = Json.object();
    assertThat(new MonitoringConcept().check(game, empty).confirmed()).isFalse();
    empty.putObject("result").putArray("phases");
    assertThat(new MonitoringConcept().check(game, empty).confirmed()).isFalse();
  }

  @Test
  void aSolveEndsWhenItsProgressSaysSo() throws Exception {
    Game game = greenPorter(0.9);
    PublicPayoffSets.Options options =
        PublicPayoffSets.Options.defaults()
            .withProgress(
                sweep -> {
                  if (sweep == 3) {
                    throw new java.util.concurrent.CancellationException("enough");
                  }
                });
    assertThatThrownBy(() -> PublicPayoffSets.withDefaults().with(options).solve(game))
        .hasMessage("enough");
  }
}
