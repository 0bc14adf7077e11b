package thaw.sweep.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.model.io.BadInput;
import thaw.sweep.Column;
import thaw.sweep.Model.Evaluation;
import thaw.sweep.Points;
import thaw.sweep.Status;

class ExperimentFileTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("thaw.root", ".."), "examples", "us-dprk");

  @TempDir Path folder;

  @BeforeEach
  void copyScenario() throws IOException {
    Files.copy(EXAMPLES.resolve("phased-parallel.json"), folder.resolve("scenario.json"));
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("experiment.json");
    Files.writeString(file, text);
    return file;
  }

  private static String grid(String parameters, String more) {
    return """
        {"format": "thaw/experiment@1", "name": "map", "question": "Where?", "base": "scenario.json",
         "parameters": [%s],
         "design": {"kind": "grid", "points": 3}%s}
        """
        .formatted(parameters, more);
  }

  private static final String PATIENCE =
      "{\"path\": \"parties.us.patience\", \"range\": [0.5, 0.9]}";

  @Test
  void aGridOverAScenarioIsRead() throws Exception {
    Experiment experiment =
        ExperimentFile.read(
            write(
                grid(
                    PATIENCE
                        + ", {\"path\": \"sequencing\", \"values\": [{\"label\": \"free\", \"value\": {\"kind\": \"free\"}},"
                        + " {\"label\": \"package\", \"value\": {\"kind\": \"package\"}}]}",
                    "")),
            List.of());
    Points points = experiment.plan().first();
    assertThat(points.size()).isEqualTo(6);
    assertThat(points.values(0)).containsExactly(0.5, 0);
    assertThat(points.values(5)).containsExactly(0.9, 1);
    assertThat(experiment.parameters().get(1).categories()).containsExactly("free", "package");
    assertThat(experiment.model().outcomes().get(0).name()).isEqualTo("verdict");
    assertThat(experiment.runId()).hasSize(64);
  }

  @Test
  void valuesThatAreNotAllowedTogetherMakeAPointInvalid() throws Exception {
    Experiment experiment =
        ExperimentFile.read(
            write(grid("{\"path\": \"trust.initial\", \"range\": [0.05, 0.5]}, " + PATIENCE, "")),
            List.of());
    Evaluation evaluation =
        experiment.model().evaluate(experiment.plan().first().values(0), 1, () -> {});
    assertThat(evaluation.status()).isEqualTo(Status.INVALID);
    assertThat(evaluation.message()).contains("initial is 0.05").contains("allowed");
    assertThat(evaluation.outcomes()).containsExactly(Double.NaN);
  }

  @Test
  void allProblemsAreNamedWithTheirPlaces() throws Exception {
    Path file =
        write(
            """
            {"format": "thaw/experiment@1", "name": "map", "question": "Where?", "base": "scenario.json",
             "parameters": [
               {"path": "parties.us.patiense", "range": [0.5, 0.9]},
               {"path": "parties.dprk.patience", "range": [0.5, 1.5]},
               {"path": "trust.initial", "range": [0.9, 0.1]}],
             "design": {"kind": "grid", "points": 3}}
            """);
    assertThatThrownBy(() -> ExperimentFile.read(file, List.of()))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(file + ":3:13: parameters[0].path:")
        .hasMessageContaining("did you mean patience?")
        .hasMessageContaining(file + ":4:53: parameters[1].range[1]: parties.dprk.patience is 1.5")
        .hasMessageContaining(file + ":5:39: parameters[2].range: the range is 0.9 to 0.1");
  }

  @Test
  void theRunIdIgnoresTitlesAndTheOrderOfKeysOnly() throws Exception {
    String id = ExperimentFile.read(write(grid(PATIENCE, "")), List.of()).runId();
    String titled =
        grid(PATIENCE, ", \"title\": \"A map\", \"figures\": [\"equilibrium-regions\"]");
    assertThat(ExperimentFile.read(write(titled), List.of()).runId()).isEqualTo(id);
    String seeded = grid(PATIENCE, ", \"seed\": 7");
    assertThat(ExperimentFile.read(write(seeded), List.of()).runId()).isNotEqualTo(id);
  }

  private Experiment read(String text) throws Exception {
    return ExperimentFile.read(write(text), List.of());
  }

  private static Evaluation at(Experiment experiment, double... values) {
    return experiment.model().evaluate(values, 1, () -> {});
  }

  private static double outcome(Experiment experiment, Evaluation evaluation, String name) {
    List<String> names = experiment.model().outcomes().stream().map(Column::name).toList();
    return evaluation.outcomes()[names.indexOf(name)];
  }

  /** Blonski, Ockenfels and Spagnolo (2011): t_min falls with patience. */
  private static final String FRONTIER =
      """
      {"format": "thaw/experiment@1", "name": "frontier", "question": "How much trust?",
       "base": {"format": "thaw/trust@1", "name": "f", "model": "repeated_trust",
                "parameters": {"T": 5, "R": 3, "P": 1, "S": 0, "delta": 0.8, "t": 0.5}},
       "parameters": [{"path": "parameters.delta", "range": [0, 0.99]},
                      {"path": "parameters.t", "range": [0, 1]}],
       "design": {"kind": "sobol", "points": 64}}
      """;

  @Test
  void resultsOfATrustModelAreRecordedAtEveryPoint() throws Exception {
    Experiment experiment = read(FRONTIER);
    Evaluation evaluation = at(experiment, 0.6, 0.55);
    assertThat(evaluation.status()).isEqualTo(Status.OK);
    assertThat(outcome(experiment, evaluation, "t_min")).isCloseTo(0.5, within(1e-12));
    assertThat(outcome(experiment, evaluation, "cooperates")).isEqualTo(1);
    assertThat(outcome(experiment, at(experiment, 0.6, 0.45), "cooperates")).isEqualTo(0);
    // the name of this result changes with δ, so that it is no column
    assertThat(experiment.model().outcomes())
        .noneMatch(c -> c.name().startsWith("basin_of_attraction"));
    assertThat(at(experiment, 1.5, 0.5).status()).isEqualTo(Status.INVALID);
    assertThat(at(experiment, 1.5, 0.5).message()).contains("delta is 1.5");
  }

  @Test
  void payoffsOfATrustModelAreSampledInOrder() throws Exception {
    Experiment experiment =
        read(
            """
            {"format": "thaw/experiment@1", "name": "dilemmas", "question": "Which dilemmas?",
             "base": {"format": "thaw/trust@1", "name": "f", "model": "repeated_trust",
                      "parameters": {"T": 5, "R": 3, "P": 1, "S": 0, "delta": 0.8}},
             "parameters": [{"path": "parameters.T", "range": [0, 10]},
                            {"path": "parameters.R", "range": [0, 8]},
                            {"path": "parameters.P", "range": [0, 8]},
                            {"path": "parameters.S", "range": [-2, 5]}],
             "constraints": [{"order": ["parameters.S", "parameters.P", "parameters.R", "parameters.T"]}],
             "design": {"kind": "lhs", "points": 200}, "outcomes": ["t_min"]}
            """);
    Points points = experiment.plan().first();
    for (long p = 0; p < points.size(); p++) {
      double[] x = points.values(p);
      assertThat(x[3] <= x[2] && x[2] <= x[1] && x[1] <= x[0]).isTrue();
      assertThat(at(experiment, x).status()).isEqualTo(Status.OK);
    }
  }

  private static final String DILEMMA =
      """
      {"format": "thaw/experiment@1", "name": "pd", "question": "When does co-operation hold?",
       "base": {"format": "thaw/game@1", "name": "pd", "players": ["Row", "Column"], "discount": 0.5,
                "states": [{"name": "s", "actions": [["C", "D"], ["C", "D"]],
                            "payoffs": [[[3, 3], [0, 5]], [[5, 0], [1, 1]]]}]},
       "concept": "%s",
       "parameters": [{"path": "discount", "range": [0.1, 0.9]},
                      {"name": "T", "range": [4, 6],
                       "paths": ["states[0].payoffs[1][0][0]", "states[0].payoffs[0][1][1]"]}%s],
       "design": {"kind": "grid", "points": 3}}
      """;

  /** Grim trigger: co-operation at δ ≥ (T − R)/(T − P). */
  @Test
  void payoffSetsOfAGameAreRecordedAtEveryPoint() throws Exception {
    Experiment experiment = read(DILEMMA.formatted("spe", ""));
    for (double temptation : new double[] {3.5, 4}) {
      double threshold = (temptation - 3) / (temptation - 1);
      Evaluation below = at(experiment, threshold - 0.01, temptation);
      Evaluation above = at(experiment, threshold + 0.01, temptation);
      assertThat(outcome(experiment, below, "best-payoff-row")).isCloseTo(1, within(1e-6));
      assertThat(outcome(experiment, above, "best-payoff-row")).isGreaterThan(3 - 1e-6);
    }
  }

  @Test
  void equilibriaOfANormalFormAreCounted() throws Exception {
    Experiment experiment = read(DILEMMA.formatted("nash", ""));
    Evaluation dilemma = at(experiment, 0.5, 5);
    assertThat(outcome(experiment, dilemma, "equilibria")).isEqualTo(1);
    Evaluation stag = at(experiment, 0.5, 2);
    assertThat(outcome(experiment, stag, "equilibria")).isEqualTo(3);
    assertThat(outcome(experiment, stag, "pure-equilibria")).isEqualTo(2);
    assertThat(outcome(experiment, stag, "best-payoff-row")).isEqualTo(3);
    assertThat(outcome(experiment, stag, "worst-payoff-column")).isEqualTo(1);
  }

  /** A parameter that is no number of the game makes every point read the document anew. */
  @Test
  void gamesChangedInPlaceAreTheGamesReadAnew() throws Exception {
    String renamed = ", {\"path\": \"states[0].name\", \"values\": [\"s\", \"t\"]}";
    Experiment fast = read(DILEMMA.formatted("spe", ""));
    Experiment plain = read(DILEMMA.formatted("spe", renamed));
    for (double[] x : new double[][] {{0.3, 4.2}, {0.123456789, 1 / 3.0}, {0.7, 5e-7}}) {
      assertThat(at(fast, x[0], x[1]).outcomes()).isEqualTo(at(plain, x[0], x[1], 1).outcomes());
    }
    assertThat(at(fast, 0.5, 1e-200).message()).contains("1e-100 to 1e100");
    assertThat(at(plain, 0.5, 1e-200, 0).message()).contains("1e-100 to 1e100");
  }

  @Test
  void aConceptGoesWithAGameAndAGameWithAConcept() throws Exception {
    assertThatThrownBy(
            () -> read(DILEMMA.formatted("spe", "").replace("\"concept\": \"spe\",", "")))
        .hasMessageContaining("no concept is named; allowed: a concept: nash, spe");
    assertThatThrownBy(() -> read(grid(PATIENCE, ", \"concept\": \"nash\"")))
        .hasMessageContaining("concept: the base is no game");
  }
}
