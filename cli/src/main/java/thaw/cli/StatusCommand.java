package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.model.io.Json;
import thaw.sweep.run.Counts;
import thaw.sweep.run.Run;

/** {@code thaw status}: how far a sweep is, whether or not it is running. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "How many points of a sweep are done, failed and left.",
      "And how long they take."
    })
final class StatusCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "the folder of a sweep, running or not")
  private Path folder;

  @Option(names = "--json", description = "as JSON on standard output, nothing else")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  StatusCommand() {}

  @Override
  public Integer call() throws Exception {
    Run run = Run.open(folder);
    Counts counts = run.counts();
    long left = run.left(counts);
    OptionalDouble seconds = run.secondsLeft(counts);
    Optional<String> worker = run.worker();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = Json.object();
      root.put("done", counts.done());
      root.put("failed", counts.failed());
      root.put("left", left);
      root.set("etaSeconds", Json.number(seconds.orElse(Double.NaN)));
      root.put("complete", run.isComplete());
      root.put("running", worker.isPresent());
      ObjectNode points = root.putObject("points");
      counts.byStatus().forEach((status, count) -> points.put(status.word(), count));
      root.put("runId", run.runId());
      root.put("version", run.version());
      out.print(Json.text(root));
      return Main.DONE;
    }
    out.println(SweepCommand.words(counts, left));
    if (worker.isPresent()) {
      out.println("running: " + worker.get());
    } else if (!run.isComplete()) {
      out.println("not running; the same thaw sweep goes on");
    }
    if (left > 0 && seconds.isPresent()) {
      out.println("about " + String.format(Locale.ROOT, "%.0f", seconds.getAsDouble()) + " s left");
    }
    return Main.DONE;
  }
}
