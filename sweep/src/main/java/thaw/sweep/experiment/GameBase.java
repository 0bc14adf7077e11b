package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.GameFile;
import thaw.sweep.Column;
import thaw.sweep.Model;

/**
 * A game whose numbers are varied.
 *
 * @param document where it stands
 * @param game what it says
 * @param concept what it is solved for
 */
record GameBase(Document document, Game game, GameConcept concept) implements Base {
  static GameBase read(Document document, GameConcept concept) throws BadInput {
    return new GameBase(document, GameFile.read(document), concept);
  }

  @Override
  public void check(Document changed) throws BadInput {
    GameFile.check(changed);
    changed.throwIfBad();
  }

  @Override
  public String kind() {
    return "game";
  }

  @Override
  public String size() {
    return game.stateCount() + (game.stateCount() == 1 ? " state" : " states");
  }

  @Override
  public List<Column> outcomes(List<SweptParameter> parameters) {
    return concept.outcomes(game);
  }

  @Override
  public List<String> standardOutcomes(List<SweptParameter> parameters) {
    return concept.outcomes(game).stream().map(Column::name).toList();
  }

  @Override
  public double standardTolerance() {
    return 1e-9;
  }

  @Override
  public Model model(List<SweptParameter> parameters, List<String> outcomes, double tolerance) {
    return new GameModel(this, parameters, outcomes, tolerance);
  }

  @Override
  public JsonNode canonical() {
    ObjectNode tree = (ObjectNode) RunId.tree(GameFile.write(game));
    tree.remove("name");
    tree.put("concept", concept.word());
    return tree;
  }
}
