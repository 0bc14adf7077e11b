package thaw.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.State;

/**
 * How often each action was chosen, from a file: comma-separated lines {@code
 * state,player,action,count} with names as in the game, a header first; or JSON, {@code
 * {"counts":[[[3,5],[1,7]]]}}, by state, player and action in the order of the game.
 */
final class Frequencies {
  private static final List<String> HEADER = List.of("state", "player", "action", "count");

  private Frequencies() {}

  /**
   * Reads the counts, [state][player][action].
   *
   * @throws Refused if the file cannot be read or does not fit the game
   */
  static double[][][] read(Path file, Game game) throws Refused {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new Refused(file + ": cannot be read");
    }
    try {
      double[][][] counts =
          text.stripLeading().startsWith("{") ? json(text) : lines(text, file, game);
      total(game, counts);
      return counts;
    } catch (JsonProcessingException e) {
      throw new Refused(file + ":" + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new Refused(file + ": " + e.getMessage());
    }
  }

  private static double[][][] json(String text) throws JsonProcessingException {
    JsonNode states = new ObjectMapper().readTree(text).path("counts");
    double[][][] counts = new double[states.size()][][];
    for (int s = 0; s < counts.length; s++) {
      counts[s] = StationaryJson.table(states.get(s));
    }
    return counts;
  }

  private static double[][][] lines(String text, Path file, Game game) throws Refused {
    double[][][] counts = new double[game.stateCount()][game.playerCount()][];
    for (int s = 0; s < counts.length; s++) {
      for (int i = 0; i < counts[s].length; i++) {
        counts[s][i] = new double[game.state(s).actionCount(i)];
      }
    }
    List<String> lines = text.lines().toList();
    for (int k = 0; k < lines.size(); k++) {
      List<String> cells =
          List.of(lines.get(k).split(",", -1)).stream().map(String::strip).toList();
      if ((k == 0 && cells.equals(HEADER)) || lines.get(k).isBlank()) {
        continue;
      }
      String where = file + ":" + (k + 1) + ": ";
      if (k == 0 || cells.size() != HEADER.size()) {
        throw new Refused(where + "\"" + lines.get(k) + "\"; allowed: " + String.join(",", HEADER));
      }
      add(game, cells, where, counts);
    }
    return counts;
  }

  private static void add(Game game, List<String> cells, String where, double[][][] counts)
      throws Refused {
    int s = game.states().stream().map(State::name).toList().indexOf(cells.get(0));
    int i = game.players().indexOf(cells.get(1));
    if (s < 0 || i < 0) {
      throw new Refused(
          where + "no state \"" + cells.get(0) + "\" or no player \"" + cells.get(1) + "\"");
    }
    int a =
        game.state(s)
            .findAction(i, cells.get(2))
            .orElseThrow(
                () ->
                    new Refused(
                        where
                            + "no action \""
                            + cells.get(2)
                            + "\"; allowed: "
                            + String.join(", ", game.state(s).actions(i))));
    try {
      counts[s][i][a] += Double.parseDouble(cells.get(3));
    } catch (NumberFormatException e) {
      throw new Refused(where + "\"" + cells.get(3) + "\" is no number");
    }
  }

  /**
   * The number of observations.
   *
   * @throws IllegalArgumentException if the counts do not fit the game
   */
  static double total(Game game, double[][][] counts) {
    double sum = 0;
    boolean fits = counts.length == game.stateCount();
    for (int s = 0; fits && s < counts.length; s++) {
      fits = counts[s].length == game.playerCount();
      for (int i = 0; fits && i < counts[s].length; i++) {
        fits = counts[s][i].length == game.state(s).actionCount(i);
        for (double count : counts[s][i]) {
          fits &= count >= 0 && count < Double.POSITIVE_INFINITY;
          sum += count;
        }
      }
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "the counts do not fit the game; allowed: a number, 0 or more, for each action of each"
              + " player at each state");
    }
    return sum;
  }
}
