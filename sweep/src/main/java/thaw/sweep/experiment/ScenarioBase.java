package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.sweep.Column;
import thaw.sweep.Model;

/**
 * A scenario that is varied.
 *
 * @param document where it stands
 * @param scenario what it says
 */
record ScenarioBase(Document document, Scenario scenario) implements Base {
  private static final List<String> FOR_READERS =
      List.of("name", "title", "question", "source", "notes");

  private static final List<String> NAMED =
      List.of("parties", "thirdParties", "objectives", "steps", "jointSteps", "climates");

  static ScenarioBase read(Document document) throws BadInput {
    return new ScenarioBase(document, ScenarioFile.read(document));
  }

  @Override
  public void check(Document changed) throws BadInput {
    ScenarioFile.check(changed);
    changed.throwIfBad();
  }

  @Override
  public String kind() {
    return "scenario";
  }

  @Override
  public String size() {
    return "up to " + PhasedExchange.sizeBound(scenario) + " states";
  }

  @Override
  public List<Column> outcomes(List<SweptParameter> parameters) {
    return ScenarioOutcome.all(scenario.partyIds()).stream().map(ScenarioOutcome::column).toList();
  }

  @Override
  public List<String> standardOutcomes(List<SweptParameter> parameters) {
    return List.of(ScenarioOutcome.VERDICT);
  }

  @Override
  public double standardTolerance() {
    return FreezeAnalysis.Options.defaults().sets().tolerance();
  }

  @Override
  public Model model(List<SweptParameter> parameters, List<String> outcomes, double tolerance) {
    return new ScenarioModel(document, scenario, parameters, outcomes, tolerance);
  }

  @Override
  public JsonNode canonical() {
    ObjectNode tree = (ObjectNode) RunId.tree(ScenarioFile.write(scenario));
    tree.remove(FOR_READERS);
    for (String part : NAMED) {
      tree.path(part).forEach(entry -> ((ObjectNode) entry).remove(List.of("name", "label")));
    }
    return tree;
  }
}
