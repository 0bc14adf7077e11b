package thaw.solver.spe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/** Reads the reference games: published payoff sets and ones found by two methods that agree. */
public final class ReferenceGames {
  private ReferenceGames() {}

  /** A reference game with its file's other content. */
  public record Case(String name, Game game, JsonNode expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  public static List<Case> all() {
    Path folder = Path.of("src/test/resources/thaw/solver/spe/reference");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(ReferenceGames::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Case read(Path file) {
    try {
      JsonNode root = new ObjectMapper().readTree(file.toFile());
      List<State> states = new ArrayList<>();
      for (JsonNode s : root.get("states")) {
        List<List<String>> actions = new ArrayList<>();
        s.get("actions").forEach(list -> actions.add(texts(list)));
        List<Double> payoffs = new ArrayList<>();
        List<Transition> transitions = new ArrayList<>();
        for (int a = 0; a < actions.get(0).size(); a++) {
          for (int b = 0; b < actions.get(1).size(); b++) {
            s.get("payoffs").get(a).get(b).forEach(u -> payoffs.add(u.asDouble()));
            double[] p = numbers(s.get("transitions").get(a).get(b));
            int[] to = new int[p.length];
            for (int k = 0; k < p.length; k++) {
              to[k] = k;
            }
            transitions.add(Transition.of(to, p));
          }
        }
        states.add(
            State.of(
                s.get("name").asText(),
                actions,
                payoffs.stream().mapToDouble(Double::doubleValue).toArray(),
                transitions.toArray(Transition[]::new)));
      }
      double discount = root.get("discount").asDouble();
      String name = root.get("name").asText();
      Game game = new Game(name, List.of("1", "2"), new double[] {discount, discount}, states);
      return new Case(name, game, root.get("expected"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static double[] numbers(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }
}
