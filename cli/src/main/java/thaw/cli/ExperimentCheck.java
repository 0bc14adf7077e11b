package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import thaw.charts.Numbers;
import thaw.model.io.BadInput;
import thaw.model.io.Json;
import thaw.sweep.Column;
import thaw.sweep.design.Range;
import thaw.sweep.experiment.Experiment;
import thaw.sweep.experiment.ExperimentFile;
import thaw.sweep.experiment.SweptParameter;

/** What {@code thaw check} says of an experiment. */
final class ExperimentCheck {
  private ExperimentCheck() {}

  static int print(ScenarioInput input, boolean schema) throws BadInput, IOException, Refused {
    Experiment experiment = input.experiment();
    PrintWriter out = input.out();
    if (input.json()) {
      ObjectNode root = json(experiment);
      root.put("version", Main.version());
      root.put("inputSha256", input.hash());
      out.print(Json.text(root));
      return Main.DONE;
    }
    out.println(
        input.file()
            + ": valid; "
            + experiment.design().size()
            + " points, "
            + experiment.design().kind().word()
            + (experiment.design().isComplete() ? "" : ", to be refined")
            + "; a "
            + experiment.subject().kind()
            + ", "
            + experiment.subject().size());
    out.println(experiment.swept().size() + " parameters:");
    for (SweptParameter parameter : experiment.swept()) {
      out.println("  " + parameter.name() + ": " + range(parameter));
    }
    out.println("outcomes kept: " + names(experiment.model().outcomes()));
    out.println("outcomes there are: " + names(experiment.subject().outcomes()));
    out.println("run id: " + experiment.runId());
    if (schema) {
      out.println(ExperimentFile.schema());
    }
    return Main.DONE;
  }

  private static ObjectNode json(Experiment experiment) {
    ObjectNode root = Json.object();
    root.put("valid", true);
    root.put("kind", "experiment");
    root.put("name", experiment.name());
    root.put("base", experiment.subject().kind());
    root.put("baseSize", experiment.subject().size());
    root.put("design", experiment.design().kind().word());
    root.put("points", experiment.design().size());
    root.put("complete", experiment.design().isComplete());
    ArrayNode parameters = root.putArray("parameters");
    for (SweptParameter parameter : experiment.swept()) {
      ObjectNode node = parameters.addObject();
      node.put("name", parameter.name());
      parameter.paths().forEach(node.putArray("paths")::add);
      if (parameter.range() instanceof Range.Interval interval) {
        node.set("low", Json.number(interval.low()));
        node.set("high", Json.number(interval.high()));
      } else if (parameter.isNumber()) {
        ArrayNode values = node.putArray("values");
        for (double value : parameter.range().spread(0)) {
          values.add(Json.number(value));
        }
      } else {
        parameter.categories().forEach(node.putArray("values")::add);
      }
    }
    outcomes(root.putArray("outcomes"), experiment.model().outcomes());
    outcomes(root.putArray("outcomesThereAre"), experiment.subject().outcomes());
    root.put("runId", experiment.runId());
    return root;
  }

  private static void outcomes(ArrayNode list, List<Column> columns) {
    columns.forEach(c -> list.add(c.name()));
  }

  private static String names(List<Column> columns) {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private static String range(SweptParameter parameter) {
    if (parameter.range() instanceof Range.Interval interval) {
      return Numbers.readable(interval.low())
          + " to "
          + Numbers.readable(interval.high())
          + (interval.scale() == Range.Scale.LOG ? ", log scale" : "");
    }
    return parameter.isNumber()
        ? DoubleStream.of(parameter.range().spread(0))
            .mapToObj(Numbers::readable)
            .collect(Collectors.joining(", "))
        : String.join(", ", parameter.categories());
  }
}
