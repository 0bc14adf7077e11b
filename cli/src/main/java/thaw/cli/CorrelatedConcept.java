package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import thaw.model.game.Game;
import thaw.solver.verify.Confirmation;

/** Correlated equilibria of a normal form. */
final class CorrelatedConcept implements Concept {
  @Override
  public Answer solve(Game game, Request request) throws Refused {
    ObjectNode result = StageGameJson.correlated(Refused.unlessNormalForm(game));
    return Answer.of(result, Main.DONE, StageGameJson.lines(result));
  }

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    return new Confirmation(List.of("claims of this kind cannot be checked"), List.of());
  }
}
