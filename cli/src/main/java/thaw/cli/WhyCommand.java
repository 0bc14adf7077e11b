package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.GameFile;
import thaw.model.io.Json;
import thaw.model.io.NfgFile;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.sweep.Column;
import thaw.sweep.Points;
import thaw.sweep.Row;
import thaw.sweep.experiment.Experiment;
import thaw.sweep.experiment.ExperimentFile;
import thaw.sweep.experiment.SweptParameter;
import thaw.sweep.run.Evaluator;
import thaw.sweep.run.Finished;
import thaw.sweep.run.Job;
import thaw.sweep.run.Run;

/** {@code thaw why}: what came of one point of a sweep, and the command that repeats it. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    description = {
      "A point of a sweep, and the command that reproduces it.",
      "Its values, status and message too."
    })
final class WhyCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RUN", description = "the folder of a sweep")
  private Path folder;

  @Parameters(index = "1", paramLabel = "POINT", description = "its number, from 0")
  private long point;

  @Option(names = "--again", description = "evaluate the point again, and compare")
  private boolean again;

  @Option(
      names = "--experiment",
      paramLabel = "FILE",
      description = "the experiment's file, where it is no longer where it was")
  private @Nullable Path experimentFile;

  @Option(names = "--json", description = "as JSON on standard output, nothing else")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  WhyCommand() {}

  @Override
  public Integer call() throws Exception {
    Run run = Run.open(folder);
    if (point < 0 || point >= run.size()) {
      throw new Refused(
          "point " + point + " is not in the design; allowed: 0 to " + (run.size() - 1));
    }
    Optional<Finished> found = run.find(point);
    if (found.isEmpty()) {
      throw new Refused("point " + point + " has no row yet; the same thaw sweep goes on");
    }
    Path file = experimentFile != null ? experimentFile : run.file(run.inputs().get(0));
    Optional<Experiment> experiment = experiment(run, file);
    Optional<String> command =
        experiment.isPresent()
            ? command(experiment.get(), file, run, found.get().row())
            : Optional.empty();
    Optional<Finished> repeated =
        again ? Optional.of(repeat(run, experiment, file)) : Optional.empty();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.print(Json.text(json(run, found.get(), command, repeated)));
    } else {
      print(out, run, found.get(), command, repeated);
      if (experiment.isEmpty()) {
        spec.commandLine()
            .getErr()
            .println(
                "thaw: "
                    + file
                    + " is not, or no longer, the experiment of this run, so there is no command to"
                    + " reproduce the point; --experiment FILE names it");
      }
    }
    return Main.DONE;
  }

  /** The experiment of the run, if its file is still what it was. */
  private static Optional<Experiment> experiment(Run run, Path file) throws IOException, Refused {
    List<Setting> settings = new ArrayList<>();
    for (String setting : run.settings()) {
      settings.add(Setting.parse(setting));
    }
    try {
      Experiment experiment = ExperimentFile.read(file, settings);
      return experiment.runId().equals(run.runId()) ? Optional.of(experiment) : Optional.empty();
    } catch (BadInput | NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Finished repeat(Run run, Optional<Experiment> experiment, Path file)
      throws IOException, Refused {
    if (experiment.isEmpty()) {
      throw new Refused(
          file + " is not, or no longer, the experiment of this run; --experiment FILE names it");
    }
    Job job = Job.of(experiment.get(), run.version(), run.settings());
    double[] values = run.find(point).orElseThrow().row().parameters();
    Points points =
        new Points() {
          @Override
          public long size() {
            return run.size();
          }

          @Override
          public double[] values(long number) {
            return values.clone();
          }
        };
    return new Evaluator(job.model(), job.seed(), job.limit()).evaluate(points, point).get(0);
  }

  /** The command that evaluates the point's input; empty where that is part of another file. */
  private static Optional<String> command(Experiment experiment, Path file, Run run, Row row)
      throws IOException, BadInput {
    JsonNode root = root(run, file);
    if (!root.path("base").isTextual()) {
      return Optional.empty();
    }
    Path base = file.resolveSibling(root.path("base").asText()).normalize();
    StringBuilder text = new StringBuilder("thaw ");
    String format = Document.read(base, List.of()).root().path("format").asText();
    if (format.equals(ScenarioFile.FORMAT)) {
      text.append("freeze ").append(Shell.word(base));
    } else if (NfgFile.is(base) || format.equals(GameFile.FORMAT)) {
      text.append("solve ").append(Shell.word(base));
      text.append(" --concept ").append(Shell.word(root.path("concept").asText()));
    } else {
      text.append("trust ").append(Shell.word(base));
    }
    root.path("settings").properties().forEach(e -> set(text, e.getKey(), e.getValue().toString()));
    for (int i = 0; i < experiment.swept().size(); i++) {
      SweptParameter parameter = experiment.swept().get(i);
      double value = row.parameters()[i];
      String shown =
          parameter.isNumber()
              ? Json.number(value).toString()
              : parameter.settings().get((int) value);
      parameter.paths().forEach(path -> set(text, path, shown));
    }
    if (root.path("tolerance").isNumber()) {
      text.append(" --tolerance ").append(root.path("tolerance").asText());
    }
    return Optional.of(text.toString());
  }

  /** The experiment's fields, settings applied. */
  private static JsonNode root(Run run, Path file) throws IOException, BadInput {
    List<Setting> settings = new ArrayList<>();
    for (String setting : run.settings()) {
      settings.add(Setting.parse(setting));
    }
    return Document.read(file, settings).root();
  }

  private static void set(StringBuilder text, String path, String value) {
    text.append(" --set ").append(Shell.word(path + "=" + value));
  }

  private void print(
      PrintWriter out,
      Run run,
      Finished finished,
      Optional<String> command,
      Optional<Finished> repeated) {
    Row row = finished.row();
    out.println("point " + row.point() + ", seed " + row.seed());
    print(out, run.parameters(), row.parameters());
    out.println("status: " + row.status().word());
    if (!row.message().isEmpty()) {
      out.println("message: " + row.message());
    }
    if (!finished.detail().isEmpty()) {
      out.println("where:");
      finished.detail().lines().forEach(line -> out.println("  " + line));
    }
    out.println("outcomes:");
    print(out, run.outcomes(), row.outcomes());
    command.ifPresent(text -> out.println("reproduce: " + text));
    if (repeated.isPresent()) {
      Row twin = repeated.get().row();
      out.println(same(row, twin) ? "again: the same" : "again: " + twin.status().word());
      if (!same(row, twin)) {
        if (!twin.message().isEmpty()) {
          out.println("message: " + twin.message());
        }
        print(out, run.outcomes(), twin.outcomes());
      }
    } else {
      out.println("evaluate again: thaw why " + Shell.word(folder) + " " + point + " --again");
    }
  }

  private static boolean same(Row row, Row twin) {
    return row.status() == twin.status()
        && row.message().equals(twin.message())
        && Arrays.equals(row.outcomes(), twin.outcomes());
  }

  private static void print(PrintWriter out, List<Column> columns, double[] values) {
    for (int i = 0; i < columns.size(); i++) {
      String unit = columns.get(i).unit();
      out.println(
          "  "
              + columns.get(i).name()
              + " = "
              + value(columns.get(i), values[i])
              + (unit.isEmpty() ? "" : " " + unit));
    }
  }

  private static String value(Column column, double value) {
    if (Double.isNaN(value)) {
      return "none";
    }
    return column.isNumber() ? Json.number(value).toString() : column.categories().get((int) value);
  }

  private static ObjectNode json(
      Run run, Finished finished, Optional<String> command, Optional<Finished> repeated) {
    Row row = finished.row();
    ObjectNode root = Json.object();
    root.put("point", row.point());
    root.put("seed", row.seed());
    root.set("parameters", json(run.parameters(), row.parameters()));
    root.put("status", row.status().word());
    root.put("message", row.message());
    ArrayNode where = root.putArray("where");
    finished.detail().lines().forEach(where::add);
    root.set("outcomes", json(run.outcomes(), row.outcomes()));
    command.ifPresent(text -> root.put("reproduce", text));
    if (repeated.isPresent()) {
      Row twin = repeated.get().row();
      ObjectNode node = root.putObject("again");
      node.put("same", same(row, twin));
      node.put("status", twin.status().word());
      node.put("message", twin.message());
      node.set("outcomes", json(run.outcomes(), twin.outcomes()));
    }
    return root;
  }

  private static ObjectNode json(List<Column> columns, double[] values) {
    ObjectNode node = Json.object();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      if (column.isNumber() || Double.isNaN(values[i])) {
        node.set(column.name(), Json.number(values[i]));
      } else {
        node.put(column.name(), column.categories().get((int) values[i]));
      }
    }
    return node;
  }
}
