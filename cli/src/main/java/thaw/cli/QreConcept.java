package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import thaw.model.game.Game;
import thaw.solver.markov.MarkovLogit;
import thaw.solver.verify.Confirmation;

/** Logit quantal response equilibria. */
final class QreConcept implements Concept {
  @Override
  public Answer solve(Game game, Request request) {
    double[] lambdas = request.lambdas();
    ObjectNode result =
        MarkovJson.qre(
            game,
            MarkovLogit.Options.defaults().withLambdas(lambdas).withLimit(lambdas.length == 0));
    int code = result.get("converged").asBoolean() ? Main.DONE : Main.NOT_CONVERGED;
    return Answer.of(result, code, MarkovJson.lines(game, result));
  }

  @Override
  public Confirmation check(Game game, JsonNode claim) {
    return new Confirmation(List.of("claims of this kind cannot be checked"), List.of());
  }
}
