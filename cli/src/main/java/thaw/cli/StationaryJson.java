package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import thaw.charts.Numbers;
import thaw.model.game.Game;
import thaw.model.io.Json;
import thaw.solver.markov.MarkovStrategies;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.MarkovCheck;

/** Stationary strategies and their values as JSON, back from it, and as lines for the eye. */
final class StationaryJson {
  private StationaryJson() {}

  /** Writes what is played and what it is worth, state by state. */
  static void states(ObjectNode node, MarkovStrategies strategies) {
    Game game = strategies.game();
    double[][] totals = strategies.totals();
    ArrayNode states = node.putArray("states");
    for (int s = 0; s < game.stateCount(); s++) {
      ObjectNode state = states.addObject();
      state.put("name", game.state(s).name());
      double[][] mixed = strategies.probabilities()[s];
      state.set("strategies", numbers(mixed));
      double[] averages = new double[game.playerCount()];
      for (int i = 0; i < averages.length; i++) {
        averages[i] = (1 - game.discount(i)) * totals[s][i];
      }
      state.set("values", numbers(averages));
      state.set("totals", numbers(totals[s]));
    }
  }

  static ArrayNode numbers(double[] values) {
    ArrayNode array = Json.object().putArray("numbers");
    for (double value : values) {
      array.add(Json.number(value));
    }
    return array;
  }

  static ArrayNode numbers(double[][] values) {
    ArrayNode array = Json.object().putArray("numbers");
    for (double[] row : values) {
      array.add(numbers(row));
    }
    return array;
  }

  /**
   * Reads what {@link #states} has written.
   *
   * @throws IllegalArgumentException if it is malformed
   */
  static MarkovCheck.Claim claim(Game game, JsonNode node) {
    JsonNode states = node.path("states");
    int count = states.size();
    double[][][] probabilities = new double[count][][];
    double[][] averages = new double[count][];
    double[][] totals = new double[count][];
    for (int s = 0; s < count; s++) {
      JsonNode state = states.get(s);
      if (s < game.stateCount() && !game.state(s).name().equals(state.path("name").asText())) {
        throw new IllegalArgumentException("no state \"" + state.path("name").asText() + "\"");
      }
      probabilities[s] = table(state.path("strategies"));
      averages[s] = row(state.path("values"));
      totals[s] = row(state.path("totals"));
    }
    return new MarkovCheck.Claim(probabilities, averages, totals);
  }

  static double[][] table(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(StationaryJson::row)
        .toArray(double[][]::new);
  }

  private static double[] row(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(StationaryJson::number)
        .toArray();
  }

  /** A number; an exception where there is none. */
  static double number(JsonNode node) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException("\"" + node.asText() + "\" is no number");
    }
    return node.asDouble();
  }

  /** Notes where the tolerance is not the one that the check applies. */
  static void tolerance(JsonNode claim, List<String> problems) {
    JsonNode tolerance = claim.path("result").path("tolerance");
    if (number(tolerance) != MarkovCheck.REGRET_TOLERANCE) {
      problems.add("tolerance is " + tolerance + "; allowed: " + MarkovCheck.REGRET_TOLERANCE);
    }
  }

  /** Notes where a count in the result is not the one in the proof. */
  static void same(JsonNode claim, String name, List<String> problems) {
    JsonNode result = claim.path("result").path(name);
    if (!result.isIntegralNumber() || !result.equals(claim.path("proof").path(name))) {
      problems.add(name + " is " + result + "; in the proof " + claim.path("proof").path(name));
    }
  }

  /** Adds what a check found. */
  static void add(Confirmation part, String where, List<String> problems, List<String> findings) {
    part.problems().forEach(p -> problems.add(where + ": " + p));
    part.findings().forEach(f -> findings.add(where + ": " + f));
  }

  /** What is played and what it is worth, a line per state. */
  static List<String> lines(MarkovStrategies strategies) {
    Game game = strategies.game();
    double[][] totals = strategies.totals();
    double range = GameInput.range(game);
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < game.stateCount(); s++) {
      StringBuilder line = new StringBuilder("  " + game.state(s).name() + ":");
      for (int i = 0; i < game.playerCount(); i++) {
        line.append(i == 0 ? " " : "; ").append(game.players().get(i));
        double[] own = strategies.probabilities()[s][i];
        for (int a = 0; a < own.length; a++) {
          if (own[a] > 0) {
            line.append(" ").append(game.state(s).actions(i).get(a));
            line.append(" ").append(Numbers.readable(own[a], 1));
          }
        }
      }
      line.append(" | values");
      for (int i = 0; i < game.playerCount(); i++) {
        line.append(" ").append(Numbers.readable((1 - game.discount(i)) * totals[s][i], range));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
