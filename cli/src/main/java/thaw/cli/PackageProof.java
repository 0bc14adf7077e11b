package thaw.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import thaw.model.io.BadInput;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.solver.design.RoadmapDesign;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Points;
import thaw.sweep.Row;
import thaw.sweep.Status;
import thaw.sweep.experiment.Experiment;
import thaw.sweep.experiment.ExperimentFile;
import thaw.sweep.run.Evaluator;
import thaw.sweep.run.Job;

/** Solves a sample of what a package claims again, from the package's own inputs. */
final class PackageProof {
  /** Fields that say how and where a result was made. */
  private static final Set<String> NOT_OF_THE_RESULT =
      Set.of(
          "certificate",
          "certificates",
          "wallTimeSeconds",
          "version",
          "inputSha256",
          "input",
          "levers",
          "criticalValues");

  private static final String TOLERANCE = "--tolerance=";

  /** Columns of points.csv before the parameters. */
  private static final int LEADING = 4;

  private final Path folder;
  private final JsonNode mark;
  private final List<String> problems;
  private final List<String> findings;

  private PackageProof(Path folder, JsonNode mark, List<String> problems, List<String> findings) {
    this.folder = folder;
    this.mark = mark;
    this.problems = problems;
    this.findings = findings;
  }

  /**
   * Checks.
   *
   * @param sample points of a sweep to evaluate again, 0 or more
   * @param seed of their choice
   */
  static void check(
      Path folder, int sample, long seed, List<String> problems, List<String> findings)
      throws IOException, Refused {
    JsonNode mark;
    try {
      mark = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(PackageFolder.MARK)));
    } catch (JsonProcessingException e) {
      problems.add(PackageFolder.MARK + ": " + e.getOriginalMessage());
      return;
    }
    PackageProof proof = new PackageProof(folder, mark, problems, findings);
    if (!mark.path("version").asText().equals(Main.version())) {
      findings.add(
          "not solved again: made by Thaw "
              + mark.path("version").asText()
              + ", this is "
              + Main.version());
    } else if (mark.path("kind").asText().equals("sweep")) {
      proof.points(sample, seed);
    } else if (sample > 0 && mark.path("kind").asText().equals("design")) {
      proof.design(sample, seed);
    } else if (sample > 0) {
      proof.again();
    }
  }

  /** The whole result if that is no more than the sample, else a sample of the roadmaps. */
  private void design(int sample, long seed) throws IOException {
    JsonNode report =
        new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("results/report.json")));
    if (report.path("roadmaps").size() <= sample) {
      again();
      return;
    }
    try {
      ScenarioFile.WithDesign asked = ScenarioFile.readWithDesign(input(), settings());
      RoadmapDesign.Options options =
          RoadmapDesign.Options.defaults()
              .withTolerance(FreezeAnalysis.Options.defaults().sets().tolerance());
      for (JsonNode word : mark.path("steps").path(0).path("command")) {
        if (word.asText().startsWith(TOLERANCE)) {
          options =
              options.withTolerance(
                  Double.parseDouble(word.asText().substring(TOLERANCE.length())));
        }
      }
      RoadmapDesign search = RoadmapDesign.withDefaults().with(options);
      findings.add(new DesignSample(asked, search, report, problems).check(sample, seed));
    } catch (BadInput | IllegalArgumentException e) {
      problems.add("solving again failed: " + e.getMessage());
    }
  }

  private Path input() {
    return folder.resolve(PackageFolder.INPUTS + mark.path("input").asText());
  }

  private List<Setting> settings() throws BadInput {
    List<Setting> settings = new ArrayList<>();
    for (JsonNode setting : mark.path("settings")) {
      settings.add(Setting.parse(setting.asText()));
    }
    return settings;
  }

  /** The whole result once more, of a run that of its states, without levers. */
  private void again() throws IOException {
    JsonNode step = mark.path("steps").path(0);
    boolean run = mark.path("kind").asText().equals("run");
    List<String> words = new ArrayList<>();
    step.path("command").forEach(word -> words.add(word.asText()));
    words.set(0, run ? "freeze" : words.get(0));
    words.removeIf(word -> word.startsWith("--dpi="));
    words.add(1, folder.resolve(step.path("input").asText()).toString());
    words.add("--json");
    if (RunScript.SHOW_PROGRESS.contains(words.get(0))) {
      words.add("-q");
    }
    if (run) {
      words.add("--no-levers");
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.execute(new PrintWriter(out), new PrintWriter(err), words.toArray(new String[0]));
    if (code != Main.DONE && code != Main.NOT_CONVERGED) {
      problems.add("solving again failed: " + err.toString().strip());
      return;
    }
    String name = "results/result.json";
    if (!Files.isRegularFile(folder.resolve(name))) {
      name = "results/report.json";
    }
    ObjectMapper mapper = new ObjectMapper();
    JsonNode before = mapper.readTree(Files.readAllBytes(folder.resolve(name)));
    JsonNode now = mapper.readTree(out.toString());
    int same = 0;
    for (Map.Entry<String, JsonNode> field : now.properties()) {
      if (NOT_OF_THE_RESULT.contains(field.getKey()) || !before.has(field.getKey())) {
        continue;
      }
      if (before.get(field.getKey()).equals(field.getValue())) {
        same++;
      } else {
        problems.add(name + ": " + field.getKey() + " is another when solved again");
      }
    }
    findings.add(name + ": solved again, " + same + " fields are the same");
  }

  private void points(int sample, long seed) throws IOException, Refused {
    List<String> texts = new ArrayList<>();
    mark.path("settings").forEach(setting -> texts.add(setting.asText()));
    Experiment experiment;
    try {
      experiment = ExperimentFile.read(input(), settings());
    } catch (BadInput e) {
      problems.add(String.valueOf(e.getMessage()));
      return;
    }
    if (!experiment.runId().equals(mark.path("runId").asText())) {
      problems.add(mark.path("input").asText() + " is not the experiment of these results");
      return;
    }
    Job job = Job.of(experiment, Main.version(), texts);
    Path table = folder.resolve("results/points.csv");
    long[] rows = {-1};
    CsvReader.forEach(table, row -> rows[0]++);
    long size = Math.max(0, rows[0]);
    SplittableRandom random = new SplittableRandom(seed);
    SortedMap<Long, List<String>> chosen = new TreeMap<>();
    long wanted = Math.min(sample, size);
    while (chosen.size() < wanted) {
      chosen.put(random.nextLong(size), List.of());
    }
    SortedMap<Long, Model.Evaluation> recorded = new TreeMap<>();
    rows[0] = -1;
    CsvReader.forEach(
        table,
        row -> {
          if (rows[0] >= 0) {
            recorded.put(Long.parseLong(row.get(1)), evaluation(job, row));
          }
          chosen.computeIfPresent(rows[0]++, (point, none) -> row);
        });
    int same = 0;
    int late = 0;
    for (Map.Entry<Long, List<String>> one : chosen.entrySet()) {
      List<String> row = one.getValue();
      if (row.get(2).equals("timeout")) {
        late++;
      } else if (isSame(job, Long.parseLong(row.get(0)), size, row)) {
        same++;
      } else {
        problems.add("results/points.csv: point " + row.get(0) + " is another when solved again");
      }
    }
    findings.add(
        "results/points.csv: "
            + same
            + " of "
            + wanted
            + " points sampled (seed "
            + seed
            + ") are the same when solved again"
            + (late > 0 ? "; " + late + " had reached the time limit" : ""));
    if (sample > 0 && problems.isEmpty()) {
      List<JsonNode> steps = new ArrayList<>();
      mark.path("steps").forEach(steps::add);
      new SweepReplay(folder.resolve(PackageFolder.RESULTS), problems, findings)
          .check(job, recorded, steps.subList(1, steps.size()));
    }
  }

  /** What a row of the table says came of its point. */
  private static Model.Evaluation evaluation(Job job, List<String> row) {
    Status status =
        Arrays.stream(Status.values())
            .filter(s -> s.word().equals(row.get(2)))
            .findFirst()
            .orElse(Status.ERROR);
    List<Column> outcomes = List.copyOf(job.model().outcomes());
    return new Model.Evaluation(
        status, row.get(3), values(outcomes, row, LEADING + job.parameters().size()));
  }

  private static boolean isSame(Job job, long point, long size, List<String> row) {
    double[] values = values(job.parameters(), row, LEADING);
    Points points =
        new Points() {
          @Override
          public long size() {
            return size;
          }

          @Override
          public double[] values(long number) {
            return values.clone();
          }
        };
    Row again =
        new Evaluator(job.model(), job.seed(), job.limit()).evaluate(points, point).get(0).row();
    List<Column> outcomes = List.copyOf(job.model().outcomes());
    double[] before = values(outcomes, row, LEADING + job.parameters().size());
    return again.status().word().equals(row.get(2))
        && again.message().replace("\r", "").equals(row.get(3).replace("\r", ""))
        && Arrays.equals(again.outcomes(), before);
  }

  private static double[] values(List<Column> columns, List<String> row, int from) {
    double[] values = new double[columns.size()];
    for (int i = 0; i < values.length; i++) {
      String text = row.get(from + i);
      if (text.isEmpty()) {
        values[i] = Double.NaN;
      } else if (columns.get(i).isNumber()) {
        values[i] = Double.parseDouble(text);
      } else {
        values[i] = columns.get(i).categories().indexOf(text);
      }
    }
    return values;
  }
}
