package thaw.sweep.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.model.io.BadInput;
import thaw.model.io.Setting;
import thaw.sweep.Model.Evaluation;
import thaw.sweep.Points;
import thaw.sweep.Status;

class ExperimentProblemsTest {
  private static final Path ROOT = Path.of(System.getProperty("thaw.root", ".."));

  private static final Path DILEMMA =
      ROOT.resolve("solver/src/test/resources/thaw/solver/freeze/dilemma.yaml");

  @TempDir private Path folder;

  @BeforeEach
  void copyScenario() throws IOException {
    Files.copy(
        ROOT.resolve("examples/us-dprk/phased-parallel.json"), folder.resolve("scenario.json"));
  }

  private Experiment read(String fields) throws Exception {
    Path file = folder.resolve("experiment.json");
    Files.writeString(
        file,
        "{\"format\": \"thaw/experiment@1\", \"name\": \"e\", \"question\": \"?\",\n"
            + fields
            + "}");
    return ExperimentFile.read(file, List.of());
  }

  private void refused(String said, String fields) {
    assertThatThrownBy(() -> read(fields))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(folder.resolve("experiment.json") + ":")
        .hasMessageContaining(said);
  }

  private static final String BASE = "\"base\": \"scenario.json\", ";

  private static final String TWO =
      BASE
          + "\"parameters\": [{\"path\": \"parties.us.patience\", \"range\": [0.5, 0.9]},"
          + " {\"path\": \"parties.dprk.patience\", \"range\": [0.5, 0.9]}], ";

  private static final String GRID = "\"design\": {\"kind\": \"grid\", \"points\": 3}";

  @Test
  void whatIsWrongIsSaidWithWhatIsAllowed() {
    Map<String, String> cases =
        Map.ofEntries(
            Map.entry(
                "base: there is no file",
                "\"base\": \"none.json\", \"parameters\": [{\"path\": \"a\", \"range\": [0, 1]}], "
                    + GRID),
            Map.entry(
                "parameters[0]: has neither; allowed: path or paths",
                BASE + "\"parameters\": [{\"range\": [0, 1]}], " + GRID),
            Map.entry(
                "parameters[0]: has both; allowed: range or values",
                BASE
                    + "\"parameters\": [{\"path\": \"trust.gain\", \"range\": [0, 1], \"values\": [1]}], "
                    + GRID),
            Map.entry(
                "parameters[1]: trust.gain is varied by parameters[0] already",
                BASE
                    + "\"parameters\": [{\"path\": \"trust.gain\", \"range\": [0, 1]},"
                    + " {\"path\": \"trust.gain\", \"range\": [0, 1]}], "
                    + GRID),
            Map.entry(
                "parameters[0].range: the range starts at 0.0; allowed on a log scale: more than 0",
                BASE
                    + "\"parameters\": [{\"path\": \"trust.gain\", \"range\": [0, 1], \"scale\": \"log\"}], "
                    + GRID),
            Map.entry(
                "parameters[0].values[1]: sequencing.kind is the text \"fist\"",
                BASE
                    + "\"parameters\": [{\"path\": \"sequencing.kind\", \"values\": [\"free\", \"fist\"]}], "
                    + GRID),
            Map.entry(
                "(did you mean price-of-freezing?)",
                TWO + GRID + ", \"outcomes\": [\"price-of-freezin\"]"),
            Map.entry(
                "constraints[0].order[1]: \"parties.us.patienc\" is not varied",
                TWO
                    + GRID
                    + ", \"constraints\": [{\"order\": [\"parties.us.patience\", \"parties.us.patienc\"]}]"),
            Map.entry(
                "design.points: there are 3; allowed: one number, or 2, one per parameter",
                TWO + "\"design\": {\"kind\": \"grid\", \"points\": [3, 3, 3]}"),
            Map.entry(
                "design.points: is 1; allowed",
                TWO + "\"design\": {\"kind\": \"grid\", \"points\": 1}"),
            Map.entry("design: \"points\" is missing", TWO + "\"design\": {\"kind\": \"lhs\"}"),
            Map.entry(
                "allowed: at most 2147483648",
                TWO + "\"design\": {\"kind\": \"sobol\", \"points\": 3000000000}"),
            Map.entry(
                "analyses[0]: sobol cannot be had of a grid design; allowed: saltelli",
                TWO + GRID + ", \"analyses\": [\"sobol\"]"),
            Map.entry(
                "analyses[0].category: is \"frozn\"; allowed: sustainable, frozen, undecided (did you mean frozen?)",
                TWO + GRID + ", \"analyses\": [{\"kind\": \"prim\", \"category\": \"frozn\"}]"),
            Map.entry(
                "figures[0].x: is \"trust\"",
                TWO
                    + GRID
                    + ", \"figures\": [{\"name\": \"equilibrium-regions\", \"x\": \"trust\"}]"),
            Map.entry("figures[0]: is the text \"maps\"", TWO + GRID + ", \"figures\": [\"maps\"]"),
            Map.entry(
                "no categorical outcome that is kept",
                TWO
                    + "\"design\": {\"kind\": \"adaptive\", \"points\": 3, \"width\": 0.1},"
                    + " \"outcomes\": [\"freeze-slack\"]"),
            Map.entry(
                "design.kind: parameters are in an order",
                TWO
                    + "\"design\": {\"kind\": \"morris\", \"trajectories\": 3}, \"constraints\":"
                    + " [{\"order\": [\"parties.us.patience\", \"parties.dprk.patience\"]}]"),
            Map.entry(
                "settings.trust.gian.x: there is no field \"trust.gian\"",
                BASE
                    + "\"settings\": {\"trust.gian.x\": 1}, \"parameters\":"
                    + " [{\"path\": \"trust.gain\", \"range\": [0, 1]}], "
                    + GRID),
            Map.entry(
                "experiment.json:2:53: settings.trust.gain: is 2; allowed: a number, 0 or more, at most 1",
                BASE
                    + "\"settings\": {\"trust.gain\": 2}, \"parameters\":"
                    + " [{\"path\": \"trust.snub\", \"range\": [0, 1]}], "
                    + GRID),
            Map.entry("there is no field \"seeds\" here", TWO + GRID + ", \"seeds\": 3"));
    cases.forEach((said, fields) -> refused(said, fields));
  }

  @Test
  void problemsOfABaseWithinTheFileStandWhereTheyAre() {
    refused(
        "experiment.json:3:43: base.parameters.delta: is 1.5",
        """
        "base": {"model": "repeated_trust",
          "parameters": {"T": 5, "R": 3, "delta": 1.5, "P": 1, "S": 0}},
        "parameters": [{"path": "parameters.T", "range": [4, 6]}], "design": {"kind": "lhs", "points": 2}
        """);
  }

  @Test
  void aListIsReadAndItsProblemsStandInItsOwnFile() throws Exception {
    String fields =
        BASE
            + "\"parameters\": [{\"path\": \"parties.us.patience\", \"range\": [0.5, 0.9]},"
            + " {\"path\": \"sequencing.kind\", \"values\": [\"free\", \"package\"]}],"
            + " \"design\": {\"kind\": \"list\", \"file\": \"points.csv\"}";
    Path csv = folder.resolve("points.csv");
    Files.writeString(csv, "sequencing.kind,parties.us.patience\n\"package\",0.75\nfree,6e-1\n");
    Points points = read(fields).plan().first();
    assertThat(points.size()).isEqualTo(2);
    assertThat(points.values(0)).containsExactly(0.75, 1);
    assertThat(points.values(1)).containsExactly(0.6, 0);
    Files.writeString(
        csv, "sequencing.kind,parties.us.patience\npakage,0.75\nfree,NaN,3\nfree,x\n");
    assertThatThrownBy(() -> read(fields))
        .hasMessageContaining(csv + ":2:1: sequencing.kind: is \"pakage\"")
        .hasMessageContaining("did you mean package?")
        .hasMessageContaining(csv + ":3:1: there are 3 values; allowed: 2")
        .hasMessageContaining(
            csv
                + ":4:6: parties.us.patience: is \"x\"; allowed: a number within the experiment's 0.5 to 0.9");
    Files.writeString(csv, "sequencing.kind,patience\nfree,0.5\n");
    assertThatThrownBy(() -> read(fields))
        .hasMessageContaining(csv + ":1:17: patience: is no parameter of the experiment")
        .hasMessageContaining("parties.us.patience: has no column");
  }

  @Test
  void settingsOfTheCommandLineChangeTheExperiment() throws Exception {
    read(TWO + GRID);
    Experiment experiment =
        ExperimentFile.read(
            folder.resolve("experiment.json"),
            List.of(Setting.parse("seed=5"), Setting.parse("design.points=4")));
    assertThat(experiment.seed()).isEqualTo(5);
    assertThat(experiment.plan().first().size()).isEqualTo(16);
  }

  @Test
  void partsOfAScenarioAreVariedTogetherWithNumbers() throws Exception {
    Files.copy(DILEMMA, folder.resolve("dilemma.yaml"));
    Experiment experiment =
        read(
            """
            "base": "dilemma.yaml",
            "settings": {"granularity": 1, "context": [{"name": "leadersMutualTrust", "strength": 0}],
              "start": {"progress": {"a": 0, "b": 0}, "climate": "engaged"}},
            "parameters": [
              {"path": "trust.levels", "values": [{"label": "two", "value": [0, 1]},
                                                  {"label": "three", "value": [0, 0.5, 1]}]},
              {"path": "granularity", "values": [1, 2]},
              {"path": "context[0].strength", "range": [0, 1]},
              {"path": "parties.a.patience", "range": [0.1, 0.9]}],
            "design": {"kind": "one-at-a-time", "points": 2}, "outcomes": ["verdict", "states"]
            """);
    Points points = experiment.plan().first();
    assertThat(points.size()).isEqualTo(1 + 2 + 2 + 2 + 2);
    assertThat(points.values(0)).containsExactly(0, 1, 0, 0.5);
    double[] states = new double[5];
    for (int p = 0; p < 5; p++) {
      Evaluation evaluation = experiment.model().evaluate(points.values(p), 1, () -> {});
      assertThat(evaluation.status()).isEqualTo(Status.OK);
      states[p] = evaluation.outcomes()[1];
    }
    // today, two levels, three levels, one phase, two sub-phases
    assertThat(states[1]).isEqualTo(states[0]);
    assertThat(states[2]).isGreaterThanOrEqualTo(states[0]);
    assertThat(states[3]).isEqualTo(states[0]);
    assertThat(states[4]).isGreaterThan(states[0]);
  }

  @Test
  void pointsStopWhenTheClockSays() throws Exception {
    Experiment experiment = read(TWO + GRID);
    double[] values = experiment.plan().first().values(4);
    int[] asked = {0};
    assertThatThrownBy(
            () ->
                experiment
                    .model()
                    .evaluate(
                        values,
                        1,
                        () -> {
                          if (++asked[0] > 2) {
                            throw new java.util.concurrent.CancellationException("time is up");
                          }
                        }))
        .isInstanceOf(java.util.concurrent.CancellationException.class);
  }

  @Test
  void manyOutcomesOfAScenarioAreRecordedAtOnce() throws Exception {
    Files.copy(DILEMMA, folder.resolve("dilemma.yaml"));
    String fields =
        "\"base\": \"dilemma.yaml\", \"parameters\": [{\"path\": \"trust.initial\", \"values\": [0.5]}], "
            + GRID;
    List<String> names =
        read(fields).subject().outcomes().stream().map(thaw.sweep.Column::name).toList();
    String kept = String.join("\", \"", names);
    Experiment experiment = read(fields + ", \"outcomes\": [\"" + kept + "\"]");
    Evaluation evaluation =
        experiment.model().evaluate(experiment.plan().first().values(0), 1, () -> {});
    assertThat(evaluation.status()).isEqualTo(Status.OK);
    assertThat(evaluation.outcomes()).hasSameSizeAs(names);
    assertThat(evaluation.outcomes()[names.indexOf("states")]).isGreaterThan(1);
    Experiment alone = read(fields);
    assertThat(alone.model().evaluate(alone.plan().first().values(0), 1, () -> {}).outcomes()[0])
        .isEqualTo(evaluation.outcomes()[names.indexOf("verdict")]);
  }

  /** The page on the format shows an experiment that works. */
  @Test
  void theExampleOfTheManualIsValid() throws Exception {
    String page = Files.readString(ROOT.resolve("docs/experiment-file.md"));
    String yaml = page.substring(page.indexOf("```yaml\n") + 8);
    Path sweeps = Files.createDirectory(folder.resolve("sweeps"));
    Files.move(folder.resolve("scenario.json"), folder.resolve("phased-parallel.json"));
    Path file = sweeps.resolve("example.yaml");
    Files.writeString(file, yaml.substring(0, yaml.indexOf("```")));
    Experiment experiment = ExperimentFile.read(file, List.of());
    assertThat(experiment.swept()).hasSize(3);
    assertThat(experiment.plan().first().size()).isEqualTo(1024);
  }
}
