package thaw.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.charts.Exporter;
import thaw.model.Scenario;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.BadInput;
import thaw.model.io.GameFile;
import thaw.model.io.NfgFile;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.sweep.experiment.Experiment;
import thaw.sweep.experiment.ExperimentFile;

/** What all commands on a scenario share: its file, overrides, tolerance, threads, output. */
final class ScenarioInput {
  private static final String GAME_FORMATS =
      GameFile.FORMAT.substring(0, GameFile.FORMAT.indexOf('@') + 1);

  private static final String EXPERIMENT_FORMATS =
      ExperimentFile.FORMAT.substring(0, ExperimentFile.FORMAT.indexOf('@') + 1);

  @Parameters(paramLabel = "SCENARIO", description = "a scenario, JSON or YAML")
  private Path file;

  @Mixin private Overrides overrides = new Overrides();

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

  @Option(
      names = "--tolerance",
      paramLabel = "E",
      description = "error of payoff sets, share of the payoff range (default: ${DEFAULT-VALUE})")
  private double tolerance = FreezeAnalysis.Options.defaults().sets().tolerance();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads (default: the processors); results do not depend on it")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private Quiet quiet = new Quiet();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  ScenarioInput() {}

  Path file() {
    return file;
  }

  boolean json() {
    return json;
  }

  double tolerance() {
    return tolerance;
  }

  int threads() throws Refused {
    if (threads < 1) {
      throw new Refused("--threads is " + threads + "; allowed: 1 or more");
    }
    return threads;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  Progress progress() {
    return quiet.progress(spec.commandLine().getErr());
  }

  Invocation invocation() {
    return Invocation.of(spec);
  }

  List<String> settings() {
    return overrides.texts();
  }

  /** SHA-256 of the file. */
  String hash() throws IOException {
    return Exporter.sha256(Files.readAllBytes(file));
  }

  /** Whether the file is named as a game, or says that it is one, of whatever version. */
  boolean isGame() throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return NfgFile.is(file) || (text.contains(GAME_FORMATS) && !text.contains(ScenarioFile.FORMAT));
  }

  /** Whether the file says that it is an experiment, of whatever version. */
  boolean isExperiment() throws IOException {
    return Files.isRegularFile(file)
        && new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
            .contains(EXPERIMENT_FORMATS);
  }

  Experiment experiment() throws BadInput, IOException, Refused {
    return ExperimentFile.read(file, overrides.parsed());
  }

  Game game() throws BadInput, IOException, Refused {
    return GameInput.read(file, overrides.parsed()).game();
  }

  Scenario scenario() throws BadInput, IOException, Refused {
    if (Files.isDirectory(file)) {
      throw new Refused(file + " is a folder; allowed: a scenario file");
    }
    return ScenarioFile.read(file, overrides.parsed());
  }

  ScenarioFile.WithDesign withDesign() throws BadInput, IOException, Refused {
    if (Files.isDirectory(file)) {
      throw new Refused(file + " is a folder; allowed: a scenario file");
    }
    return ScenarioFile.readWithDesign(file, overrides.parsed());
  }

  PhasedExchange exchange(Scenario scenario) throws Refused {
    try {
      return PhasedExchange.compile(scenario);
    } catch (IllegalArgumentException e) {
      throw new Refused(file + ": " + e.getMessage());
    }
  }

  FreezeAnalysis.Options analysis() throws Refused {
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new Refused("--tolerance is " + tolerance + "; allowed: more than 0, less than 1");
    }
    FreezeAnalysis.Options options = FreezeAnalysis.Options.defaults();
    return options.withSets(options.sets().withTolerance(tolerance));
  }
}
