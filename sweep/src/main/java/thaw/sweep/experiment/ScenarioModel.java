package thaw.sweep.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Verdict;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Status;

/**
 * The freeze conditions of a scenario at every point. Where only the verdict is kept, nothing else
 * is computed.
 */
final class ScenarioModel implements Model {
  private final Document base;
  private final Scenario scenario;
  private final List<SweptParameter> parameters;
  private final List<ScenarioOutcome> outcomes;
  private final boolean verdictOnly;
  private final double tolerance;
  private final boolean[] isRecord;

  /**
   * A model.
   *
   * @param base the scenario's document, settings applied
   * @param scenario what it says
   * @param names outcomes to keep, known ones
   */
  ScenarioModel(
      Document base,
      Scenario scenario,
      List<SweptParameter> parameters,
      List<String> names,
      double tolerance) {
    this.base = base;
    this.scenario = scenario;
    this.parameters = List.copyOf(parameters);
    this.tolerance = tolerance;
    Map<String, ScenarioOutcome> known = new HashMap<>();
    ScenarioOutcome.all(scenario.partyIds()).forEach(o -> known.put(o.column().name(), o));
    outcomes = names.stream().map(known::get).toList();
    verdictOnly = names.equals(List.of(ScenarioOutcome.VERDICT));
    Set<String> changeable = new HashSet<>();
    Parameter.of(scenario).forEach(p -> changeable.add(p.path()));
    isRecord = new boolean[parameters.size()];
    for (int k = 0; k < isRecord.length; k++) {
      isRecord[k] =
          parameters.get(k).isNumber() && changeable.containsAll(parameters.get(k).paths());
    }
  }

  @Override
  public List<Column> outcomes() {
    return outcomes.stream().map(ScenarioOutcome::column).toList();
  }

  @Override
  public Evaluation evaluate(double[] values, long seed, Clock clock) {
    PhasedExchange exchange;
    try {
      exchange = PhasedExchange.compile(scenarioAt(values));
    } catch (IllegalArgumentException e) {
      return invalid(String.valueOf(e.getMessage()));
    } catch (BadInput e) {
      return invalid(Refusal.of(e));
    }
    clock.check();
    FreezeAnalysis.Options options = FreezeAnalysis.Options.defaults();
    FreezeAnalysis analysis =
        FreezeAnalysis.withDefaults()
            .with(
                options.withSets(
                    options
                        .sets()
                        .withTolerance(tolerance)
                        .withProgress((sweep, moved) -> clock.check())));
    if (verdictOnly) {
      Verdict verdict = analysis.verdict(exchange);
      return finished(verdict, "", new double[] {ScenarioOutcome.code(verdict)});
    }
    FreezeReport report = analysis.analyse(exchange);
    double[] found = outcomes.stream().mapToDouble(o -> o.value().applyAsDouble(report)).toArray();
    return finished(report.verdict(), report.reason(), found);
  }

  /** Numbers through the records; other parts through the document. */
  private Scenario scenarioAt(double[] values) throws BadInput {
    List<Setting> settings = new ArrayList<>();
    Map<String, Double> numbers = new HashMap<>();
    for (int k = 0; k < values.length; k++) {
      SweptParameter parameter = parameters.get(k);
      if (isRecord[k]) {
        for (String path : parameter.paths()) {
          numbers.put(path, values[k]);
        }
      } else {
        settings.addAll(parameter.settingsAt(values[k]));
      }
    }
    if (settings.isEmpty()) {
      return Parameter.with(scenario, numbers);
    }
    // a part such as the levels of trust may only be allowed together with the numbers
    for (int k = 0; k < values.length; k++) {
      if (isRecord[k]) {
        settings.addAll(parameters.get(k).settingsAt(values[k]));
      }
    }
    return ScenarioFile.read(base.with(settings));
  }

  private Evaluation finished(Verdict verdict, String reason, double[] found) {
    return verdict == Verdict.UNDECIDED
        ? new Evaluation(Status.UNDECIDED, reason, found)
        : new Evaluation(Status.OK, "", found);
  }

  private Evaluation invalid(String message) {
    double[] none = new double[outcomes.size()];
    Arrays.fill(none, Double.NaN);
    return new Evaluation(Status.INVALID, message, none);
  }
}
