package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.run.Job;
import thaw.sweep.run.Run;
import thaw.sweep.run.Sweep;

/**
 * A sweep once more with the outcomes of its table in place of a model: whether the points are
 * those of the experiment, and whether its analyses are of these points.
 */
final class SweepReplay {
  private static final String TABLE = "points.csv";

  private final Path results;
  private final List<String> problems;
  private final List<String> findings;

  SweepReplay(Path results, List<String> problems, List<String> findings) {
    this.results = results;
    this.problems = problems;
    this.findings = findings;
  }

  /** What a table says came of its points, told apart by their seeds. */
  private record Recorded(List<Column> outcomes, Map<Long, Model.Evaluation> bySeed)
      implements Model {
    @Override
    public Evaluation evaluate(double[] values, long seed, Clock clock) {
      Evaluation recorded = bySeed.get(seed);
      if (recorded == null) {
        throw new IllegalStateException("the table has no point with that seed");
      }
      return recorded;
    }
  }

  /**
   * Checks the table of points, then each analysis.
   *
   * @param job of the experiment
   * @param recorded what the table says of each point, by seed
   * @param steps the commands of the package after the sweep
   */
  void check(Job job, SortedMap<Long, Model.Evaluation> recorded, List<JsonNode> steps)
      throws IOException {
    Path folder = Files.createTempDirectory("thaw-verify-");
    try {
      Path run = folder.resolve("run");
      Job replay =
          new Job(
              job.version(),
              job.runId(),
              job.text(),
              job.inputs(),
              job.settings(),
              job.parameters(),
              job.captions(),
              job.plan(),
              new Recorded(List.copyOf(job.model().outcomes()), recorded),
              job.seed(),
              job.limit());
      Sweep.withDefaults().run(replay, run, Progress::isInterrupted, Sweep.Listener.silent());
      if (Files.mismatch(run.resolve(TABLE), results.resolve(TABLE)) >= 0) {
        problems.add("results/points.csv: its points are not those of the experiment");
        return;
      }
      findings.add("results/points.csv: numbers, seeds and parameters are the experiment's");
      for (JsonNode step : steps) {
        analyse(run, step);
      }
      compare(run.resolve(Run.ANALYSES));
    } finally {
      RunFolder.delete(folder);
    }
  }

  private void analyse(Path run, JsonNode step) {
    List<String> words = new ArrayList<>();
    step.path("command").forEach(word -> words.add(word.asText()));
    words.add(1, run.toString());
    if (step.has("output")) {
      words.add("-o");
      words.add(run.resolve(step.path("output").asText()).toString());
    }
    StringWriter err = new StringWriter();
    int code =
        Main.execute(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            words.toArray(new String[0]));
    if (code != Main.DONE) {
      problems.add("analysing again failed: " + err.toString().strip());
    }
  }

  /** The analyses, but for pictures, whose bytes depend on the version of Java. */
  private void compare(Path again) throws IOException {
    Path before = results.resolve(Run.ANALYSES);
    if (!Files.isDirectory(before)) {
      return;
    }
    SortedMap<String, Boolean> same = new TreeMap<>();
    for (String name : Sha256List.files(before)) {
      if (Exhibit.isPicture(name)) {
        continue;
      }
      Path now = again.resolve(name);
      boolean equal = Files.isRegularFile(now) && Files.mismatch(now, before.resolve(name)) < 0;
      String analysis = name.substring(0, name.indexOf('/'));
      same.merge(analysis, equal, Boolean::logicalAnd);
      if (!equal) {
        problems.add("results/analysis/" + name + " is another when computed again");
      }
    }
    same.forEach(
        (analysis, equal) -> {
          if (equal) {
            findings.add("results/analysis/" + analysis + ": the same when computed again");
          }
        });
  }
}
