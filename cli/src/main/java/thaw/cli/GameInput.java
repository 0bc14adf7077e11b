package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.BadInput;
import thaw.model.io.GameFile;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;

/**
 * A game to solve: from a game file, or compiled from a scenario.
 *
 * @param game the game
 * @param exchange the exchange that it was compiled from, if it was
 */
record GameInput(Game game, Optional<PhasedExchange> exchange) {
  static GameInput read(Path file, List<Setting> settings) throws BadInput, IOException, Refused {
    if (Files.isDirectory(file)) {
      throw new Refused(file + " is a folder; allowed: a game or a scenario");
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    if (!text.contains(ScenarioFile.FORMAT)) {
      return new GameInput(GameFile.read(file, settings), Optional.empty());
    }
    try {
      PhasedExchange exchange = PhasedExchange.compile(ScenarioFile.read(file, settings));
      return new GameInput(exchange.game(), Optional.of(exchange));
    } catch (IllegalArgumentException e) {
      throw new Refused(file + ": " + e.getMessage());
    }
  }

  /** The same, a scenario as the game that it is for a concept. */
  GameInput as(Concept concept) {
    return new GameInput(exchange.map(concept::game).orElse(game), exchange);
  }

  /** The largest payoff range of a player. */
  static double range(Game game) {
    double range = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
    }
    return range;
  }

  /** The game as an object. */
  static JsonNode json(Game game) {
    return CertificateFile.tree(GameFile.write(game));
  }
}
