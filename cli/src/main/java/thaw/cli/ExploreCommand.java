package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import thaw.charts.Table;
import thaw.cli.explore.Answers;
import thaw.cli.explore.Explorer;
import thaw.cli.explore.Grid;
import thaw.cli.explore.Vary;
import thaw.model.Scenario;
import thaw.model.io.Json;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Levers;

/** {@code thaw explore}: a page with sliders, served to this machine or written to a file. */
@Command(
    name = "explore",
    mixinStandardHelpOptions = true,
    description =
        "Serves a page on 127.0.0.1 with a slider for every parameter; Ctrl-C ends it (exit 0)."
            + " With --export, writes a page with a grid of answers instead.")
final class ExploreCommand implements Callable<Integer> {
  private static final long BETWEEN_LOOKS = 100;
  private static final int MOST_PORT = 65_535;
  private static final double BYTES_PER_MEGABYTE = 1e6;

  @Mixin private ScenarioInput input = new ScenarioInput();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "the port to serve on; 0 takes a free one (default: ${DEFAULT-VALUE})")
  private int port;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "write one HTML file with the answers over the grid of --vary, and end")
  private @Nullable Path export;

  @Option(
      names = "--vary",
      paramLabel = "PATH=LOW:HIGH:N",
      description =
          "a parameter of the grid and its N values, the scenario's own besides; once or twice")
  private List<String> vary = new ArrayList<>();

  @Option(names = "--force", description = "overwrite the file of --export")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > MOST_PORT) {
      throw new Refused("--port is " + port + "; allowed: 0 to " + MOST_PORT);
    }
    if (input.json()) {
      throw new Refused("--json is no option of explore; thaw freeze --json gives the answer");
    }
    Scenario scenario = input.scenario();
    input.exchange(scenario);
    if (export != null) {
      return write(scenario, export);
    }
    if (!vary.isEmpty()) {
      throw new Refused("--vary goes with --export FILE");
    }
    return serve(scenario);
  }

  private int serve(Scenario scenario) throws Exception {
    try (Explorer explorer =
        Explorer.start(scenario, input.analysis(), input.threads(), new Words(), port)) {
      input.out().println(explorer.address());
      input.out().flush();
      try (Progress progress = input.progress()) {
        progress.stage("open this address in a browser; Ctrl-C ends the explorer");
        while (!Progress.isInterrupted()) {
          Thread.sleep(BETWEEN_LOOKS);
        }
      }
    } catch (BindException taken) {
      throw new Refused("--port " + port + ": " + taken.getMessage());
    }
    input.out().flush();
    Runtime.getRuntime().halt(Main.DONE); // Ctrl-C is how a server normally ends
    return Main.DONE;
  }

  private int write(Scenario scenario, Path file) throws Exception {
    if (Files.exists(file) && !force) {
      throw new Refused(file + " exists already; --force replaces it");
    }
    Grid grid;
    try {
      grid = Grid.of(scenario, vary.stream().map(Vary::parse).toList());
    } catch (IllegalArgumentException e) {
      throw new Refused("--vary: " + e.getMessage());
    }
    byte[] page;
    try (Progress progress = input.progress()) {
      progress.stage("solving " + grid.size() + " points");
      page =
          grid.page(interruptible(), input.threads(), new Words(), Main.version(), progress::done)
              .getBytes(StandardCharsets.UTF_8);
    }
    WholeFile.write(file, page);
    input
        .out()
        .printf(
            Locale.ROOT,
            "%s: %d points, %.1f MB%n",
            file,
            grid.size(),
            page.length / BYTES_PER_MEGABYTE);
    return Main.DONE;
  }

  private FreezeAnalysis.Options interruptible() throws Refused {
    FreezeAnalysis.Options options = input.analysis();
    return options.withSets(
        options.sets().withProgress((sweeps, moved) -> Progress.endIfInterrupted("grid")));
  }

  /** The words of {@code thaw freeze}. */
  private final class Words implements Answers {
    @Override
    public Table conditions(FreezeReport report) {
      return ReportText.conditions(report);
    }

    @Override
    public Table levers(Levers.Result levers) {
      return ReportText.levers(levers, Integer.MAX_VALUE);
    }

    @Override
    public String json(FreezeReport report, Optional<Levers.Result> levers) {
      ObjectNode json = FreezeJson.of(report, levers, "");
      json.put("version", Main.version());
      return Json.text(json);
    }

    @Override
    public String command(Map<String, Double> changes) {
      StringBuilder command = new StringBuilder("thaw freeze " + Shell.word(input.file()));
      input.settings().forEach(s -> command.append(" --set ").append(Shell.word(s)));
      changes.forEach(
          (path, value) -> command.append(" --set ").append(Shell.word(path + "=" + value)));
      if (input.tolerance() != new ScenarioInput().tolerance()) {
        command.append(" --tolerance ").append(input.tolerance());
      }
      return command.toString();
    }
  }
}
