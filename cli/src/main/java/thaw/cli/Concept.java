package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import thaw.charts.PaperTable;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.solver.verify.Confirmation;

/** A solution concept on the command line: it answers, and checks what was answered. */
interface Concept {
  /**
   * Solves a game; prints nothing.
   *
   * @throws Refused if the concept does not apply to the game
   * @throws IllegalArgumentException the same, from the solver
   */
  Answer solve(Game game, Request request) throws Refused;

  /**
   * Checks a claim by code that shares nothing with the solver.
   *
   * @param game the game that the claim speaks of
   * @param claim an object with the fields {@code result} and {@code proof} of an {@link Answer}
   * @return problems where the claim is malformed or does not hold
   */
  Confirmation check(Game game, JsonNode claim);

  /** The game that a scenario is for this concept: that of the two parties, or of more. */
  default Game game(PhasedExchange exchange) {
    return exchange.game();
  }

  /** Tables of a game and its result for a paper, by name. */
  default Map<String, PaperTable> tables(Game game, JsonNode result) {
    return Map.of();
  }

  /** The part of a result that a certificate claims, and that {@link #check} confirms. */
  default ObjectNode claimed(ObjectNode result) {
    return result;
  }
}
