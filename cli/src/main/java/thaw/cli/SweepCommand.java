package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.model.io.Json;
import thaw.sweep.experiment.Experiment;
import thaw.sweep.experiment.ExperimentFile;
import thaw.sweep.experiment.FailurePolicy;
import thaw.sweep.run.Counts;
import thaw.sweep.run.Engine;
import thaw.sweep.run.Job;
import thaw.sweep.run.Run;
import thaw.sweep.run.Shard;
import thaw.sweep.run.Sweep;

/** {@code thaw sweep}: runs an experiment, or continues it. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    description = {
      "Evaluates every point of an experiment, or goes on.",
      "The same command continues after Ctrl-C, kill or a full disk; tables are written when all"
          + " points are finished."
    },
    footer =
        "Exit codes: 0 done, 2 bad input, 3 some points failed (timeout, invalid or error), 130"
            + " interrupted with all finished points saved.")
final class SweepCommand implements Callable<Integer> {
  @Parameters(paramLabel = "EXPERIMENT", description = "an experiment, JSON or YAML")
  private Path file;

  @Mixin private Overrides overrides = new Overrides();

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "the run folder (default: runs/ and the experiment's name)")
  private @Nullable Path folder;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads (default: the processors); results do not depend on it")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description =
          "local (default) or spark, which is started with spark/thaw-spark in place of thaw;"
              + " results do not depend on it")
  private String engine = Engines.LOCAL;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "the cluster, as in spark://host:7077 or local[4]; only with --engine spark")
  private @Nullable String master;

  @Option(names = "--retry-failed", description = "evaluate points that failed earlier again")
  private boolean retryFailed;

  @Option(
      names = "--fail-fast",
      description = "stop at the first point that fails; the same command goes on")
  private boolean failFast;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "only every N-th point, from the I-th, into a folder of its own; thaw merge joins them")
  private @Nullable String shard;

  @Option(names = "--force", description = "start over where the folder has an earlier run")
  private boolean force;

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

  @Mixin private Quiet quiet = new Quiet();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SweepCommand() {}

  @Override
  public Integer call() throws Exception {
    long begin = System.nanoTime();
    if (threads < 1) {
      throw new Refused("--threads is " + threads + "; allowed: 1 or more");
    }
    Shard share = share();
    Experiment experiment = ExperimentFile.read(file, overrides.parsed());
    Engines engines = new Engines(file, overrides.parsed(), threads);
    Path target = folder != null ? folder : standardFolder(experiment, share);
    Sweep.Options options =
        Sweep.Options.defaults()
            .withShard(share)
            .withRetryFailed(retryFailed)
            .withFailFast(failFast || experiment.failure() == FailurePolicy.FAIL_FAST)
            .withForce(force);
    Job job = Job.of(experiment, Main.version(), overrides.texts());
    Sweep.Result result;
    try (Engine evaluating = engines.open(engine, Optional.ofNullable(master));
        SweepProgress progress = quiet.sweepProgress(spec.commandLine().getErr())) {
      result =
          Sweep.withDefaults()
              .with(options.withEngine(evaluating))
              .run(job, target, Progress::isInterrupted, progress);
    }
    report(Run.open(target), result, (System.nanoTime() - begin) / 1e9);
    if (result.interrupted()) {
      return Main.INTERRUPTED;
    }
    return result.counts().failed() > 0 ? Main.FAILED_POINTS : Main.DONE;
  }

  private Shard share() throws Refused {
    try {
      return shard == null ? Shard.ALL : Shard.parse(shard);
    } catch (IllegalArgumentException e) {
      throw new Refused("--" + e.getMessage());
    }
  }

  private static Path standardFolder(Experiment experiment, Shard share) {
    String suffix = share.isAll() ? "" : "-" + share.index() + "-of-" + share.count();
    return Path.of("runs", experiment.name() + suffix);
  }

  private void report(Run run, Sweep.Result result, double seconds) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = json(run, result);
      root.put("wallSeconds", seconds);
      out.print(Json.text(root));
      return;
    }
    out.println(words(result.counts(), result.left()));
    if (result.counts().failed() > 0) {
      firstFailed(run)
          .ifPresent(p -> out.println("why: thaw why " + Shell.word(run.folder()) + " " + p));
    }
    out.println(result.complete() ? run.folder().resolve("points.csv") : run.folder());
  }

  /** What came of a sweep, as JSON. */
  static ObjectNode json(Run run, Sweep.Result result) {
    ObjectNode root = Json.object();
    root.put("run", run.folder().toString());
    root.put("done", result.counts().done());
    root.put("failed", result.counts().failed());
    root.put("left", result.left());
    root.put("complete", result.complete());
    ObjectNode points = root.putObject("points");
    result.counts().byStatus().forEach((status, count) -> points.put(status.word(), count));
    root.put("runId", run.runId());
    root.put("seed", run.seed());
    root.put("shard", run.shard().toString());
    root.put("version", run.version());
    root.put("sha256", run.inputs().get(0).sha256());
    return root;
  }

  /** As in "990 ok, 10 invalid, 0 left". */
  static String words(Counts counts, long left) {
    StringBuilder text = new StringBuilder(counts.done() + " points done");
    String before = ": ";
    for (var entry : counts.byStatus().entrySet()) {
      if (entry.getValue() > 0) {
        text.append(before).append(entry.getValue()).append(' ').append(entry.getKey().word());
        before = ", ";
      }
    }
    return left > 0 ? text + "; " + left + " left" : text.toString();
  }

  private static Optional<Long> firstFailed(Run run) {
    long[] first = {-1};
    run.forEach(
        row -> {
          if (first[0] < 0 && Counts.failed(row.status())) {
            first[0] = row.point();
          }
        });
    return first[0] < 0 ? Optional.empty() : Optional.of(first[0]);
  }
}
