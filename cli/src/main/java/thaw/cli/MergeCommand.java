package thaw.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.model.io.Json;
import thaw.sweep.run.Run;
import thaw.sweep.run.Sweep;

/** {@code thaw merge}: joins the shards of a sweep. */
@Command(
    name = "merge",
    mixinStandardHelpOptions = true,
    description = {
      "Joins all shards of a sweep into one run.",
      "The result is the same as if the sweep had not been cut."
    })
final class MergeCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OUT", description = "the run folder to make")
  private Path target;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "SHARD",
      description = "the folders of all shards, in any order")
  private List<Path> shards;

  @Option(names = "--force", description = "replace a run that OUT has")
  private boolean force;

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

  @Mixin private Quiet quiet = new Quiet();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  MergeCommand() {}

  @Override
  public Integer call() throws Exception {
    Sweep.Result result;
    try (Progress progress = quiet.progress(spec.commandLine().getErr())) {
      progress.stage("merging " + shards.size() + " shards");
      result =
          Sweep.withDefaults()
              .with(Sweep.Options.defaults().withForce(force))
              .merge(target, shards);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.text(SweepCommand.json(Run.open(target), result)));
    } else {
      out.println(SweepCommand.words(result.counts(), result.left()));
      out.println(target.resolve("points.csv"));
    }
    return result.counts().failed() > 0 ? Main.FAILED_POINTS : Main.DONE;
  }
}
