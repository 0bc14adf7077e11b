package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import thaw.charts.Numbers;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.GameFile;
import thaw.model.io.Json;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.LesserEvil;

/** {@code thaw check}: whether an input is valid, how large its game is, what can be varied. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Validates an input; lists its size and free parameters.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private ScenarioInput input = new ScenarioInput();

  @Option(names = "--schema", description = "print the JSON schema of the format after the check")
  private boolean schema;

  @Override
  public Integer call() throws Exception {
    if (input.isExperiment()) {
      return ExperimentCheck.print(input, schema);
    }
    if (input.isGame()) {
      return checkGame();
    }
    Scenario scenario = input.scenario();
    PhasedExchange exchange = input.exchange(scenario);
    List<String> warnings = warnings(exchange);
    List<Parameter> parameters = Parameter.of(scenario);
    PrintWriter out = input.out();
    if (input.json()) {
      ObjectNode root = Json.object();
      root.put("valid", true);
      root.put("kind", "scenario");
      root.put("name", scenario.name());
      root.put("states", exchange.stateCount());
      ArrayNode warned = root.putArray("warnings");
      warnings.forEach(warned::add);
      ArrayNode list = root.putArray("parameters");
      for (Parameter p : parameters) {
        ObjectNode node = list.addObject();
        node.put("path", p.path());
        node.set("value", Json.number(p.value()));
        node.set("low", Json.number(p.low()));
        node.set("high", Json.number(p.high()));
      }
      root.put("version", Main.version());
      root.put("inputSha256", input.hash());
      out.print(Json.text(root));
      return Main.DONE;
    }
    out.println(
        input.file()
            + ": valid; "
            + exchange.roadmap().size()
            + " phases, "
            + exchange.stateCount()
            + " states");
    warnings.forEach(w -> out.println("warning: " + w));
    out.println(parameters.size() + " parameters:");
    for (Parameter p : parameters) {
      out.println(
          "  "
              + p.path()
              + " = "
              + Numbers.readable(p.value())
              + "  ["
              + Numbers.readable(p.low())
              + ", "
              + Numbers.readable(p.high())
              + "]");
    }
    if (schema) {
      out.println(ScenarioFile.schema());
    }
    return Main.DONE;
  }

  private int checkGame() throws Exception {
    Game game = input.game();
    PrintWriter out = input.out();
    if (input.json()) {
      ObjectNode root = Json.object();
      root.put("valid", true);
      root.put("kind", "game");
      root.put("name", game.name());
      root.put("players", game.playerCount());
      root.put("states", game.stateCount());
      root.put("version", Main.version());
      root.put("inputSha256", input.hash());
      out.print(Json.text(root));
    } else {
      out.println(
          input.file()
              + ": valid; a game of "
              + game.playerCount()
              + " players, "
              + game.stateCount()
              + (game.stateCount() == 1 ? " state" : " states"));
    }
    if (schema) {
      out.println(GameFile.schema());
    }
    return Main.DONE;
  }

  /** Where the scenario departs from the order crisis &lt; freeze &lt; settlement. */
  private static List<String> warnings(PhasedExchange exchange) {
    LesserEvil order = LesserEvil.of(exchange);
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      String party = exchange.game().players().get(i);
      double freeze = order.freeze()[i];
      int player = i;
      order
          .crisis()
          .filter(v -> v[player] >= freeze)
          .ifPresent(
              v ->
                  warnings.add(
                      party
                          + " gets "
                          + Numbers.readable(v[player])
                          + " from crisis on, not less than "
                          + Numbers.readable(freeze)
                          + " from freezing"));
      order
          .settlement()
          .filter(v -> v[player] <= freeze)
          .ifPresent(
              v ->
                  warnings.add(
                      party
                          + " gets "
                          + Numbers.readable(v[player])
                          + " from the settlement, not more than "
                          + Numbers.readable(freeze)
                          + " from freezing"));
    }
    return warnings;
  }
}
