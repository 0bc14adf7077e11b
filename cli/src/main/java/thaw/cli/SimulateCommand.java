package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.model.io.Json;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.simulate.Play;

/** {@code thaw simulate}: random runs of the efficient equilibrium, or of the freeze. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Plays the equilibrium of a scenario forward.",
      "Plays the efficient equilibrium (the freeze where none settles): one CSV row per run and"
          + " period, or a summary as JSON."
    })
final class SimulateCommand implements Callable<Integer> {
  @Mixin private ScenarioInput input = new ScenarioInput();

  @Option(names = "--runs", paramLabel = "N", description = "number of runs (default: 100)")
  private int runs = 100;

  @Option(names = "--seed", paramLabel = "S", description = "seed of all runs (default: 1)")
  private long seed = 1;

  @Option(names = "--periods", paramLabel = "T", description = "length of a run (default: 40)")
  private int periods = 40;

  @Override
  public Integer call() throws Exception {
    if (runs < 1 || periods < 1) {
      throw new Refused("--runs and --periods; allowed: 1 or more");
    }
    long begin = System.nanoTime();
    PhasedExchange exchange = input.exchange(input.scenario());
    FreezeReport report;
    try (Progress progress = input.progress()) {
      progress.stage("solving " + exchange.stateCount() + " states");
      report = FreezeAnalysis.withDefaults().with(input.analysis()).analyse(exchange);
    }
    Play play = Study.play(report);
    int settled = 0;
    int crisis = 0;
    StringBuilder rows = new StringBuilder("run,period,state,actions\n");
    for (int r = 0; r < runs; r++) {
      Play.Run run = play.run(seed, r, periods);
      boolean reached = false;
      boolean broke = false;
      for (int t = 0; t < periods; t++) {
        int s = run.states()[t];
        reached |= exchange.settled(s);
        broke |= exchange.climateId(s).equals(Scenario.CRISIS);
        rows.append(r)
            .append(',')
            .append(t)
            .append(",\"")
            .append(exchange.game().state(s).name())
            .append("\",\"")
            .append(String.join(", ", exchange.game().state(s).labels(run.profiles()[t])))
            .append("\"\n");
      }
      settled += reached ? 1 : 0;
      crisis += broke ? 1 : 0;
    }
    if (input.json()) {
      ObjectNode root = Json.object();
      root.put("played", report.settlement().isPresent() ? "efficient equilibrium" : "freeze");
      root.put("runs", runs);
      root.put("seed", seed);
      root.put("periods", periods);
      root.put("settled", settled);
      root.put("crisis", crisis);
      ArrayNode exact = root.putArray("settledByPeriodExactly");
      play.course(periods - 1).forEach(m -> exact.add(Json.number(m.settled())));
      FreezeJson.provenance(root, input, input.hash(), (System.nanoTime() - begin) / 1e9);
      input.out().print(Json.text(root));
    } else {
      input.out().print(rows);
    }
    return Main.DONE;
  }
}
