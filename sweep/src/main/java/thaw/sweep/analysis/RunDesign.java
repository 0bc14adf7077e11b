package thaw.sweep.analysis;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.Setting;
import thaw.sweep.Column;
import thaw.sweep.experiment.AnalysisRequest;
import thaw.sweep.run.Run;

/**
 * What the experiment of a run says about its points, from the text that the run keeps, so that a
 * run can be analysed wherever it was moved to.
 *
 * @param kind of the design, as in files
 * @param parts base samples of a Saltelli design, trajectories of a Morris design, else 0
 * @param points known so far
 * @param scale of Morris' effects: ranges as shares, choices by their places
 * @param logarithmic parameters whose ranges are
 * @param constrained whether parameters are in an order
 * @param analyses that the experiment lists
 * @param axes that the experiment names for maps: x, y, facet, as far as it does
 */
public record RunDesign(
    String kind,
    int parts,
    int points,
    Morris.Scale scale,
    Set<String> logarithmic,
    boolean constrained,
    List<AnalysisRequest> analyses,
    List<String> axes) {
  public RunDesign {
    logarithmic = Set.copyOf(logarithmic);
    analyses = List.copyOf(analyses);
    axes = List.copyOf(axes);
  }

  /**
   * Reads it.
   *
   * @throws IOException if the text that the run keeps cannot be read any more
   */
  public static RunDesign of(Run run) throws IOException {
    JsonNode root = root(run);
    JsonNode design = root.path("design");
    List<JsonNode> parameters = new ArrayList<>();
    Map<String, JsonNode> byName = new HashMap<>();
    for (JsonNode node : root.path("parameters")) {
      String path =
          node.has("path") ? node.path("path").asText() : node.path("paths").path(0).asText();
      byName.put(node.path("name").asText(path), node);
    }
    Set<String> logarithmic = new HashSet<>();
    for (Column column : run.parameters()) {
      JsonNode node = byName.get(column.name());
      if (node == null) {
        throw new IOException(
            run.folder() + ": the experiment that it keeps has no parameter " + column.name());
      }
      parameters.add(node);
      if (node.path("scale").asText().equals("log")) {
        logarithmic.add(column.name());
      }
    }
    List<AnalysisRequest> analyses = new ArrayList<>();
    for (JsonNode node : root.path("analyses")) {
      analyses.add(
          new AnalysisRequest(
              node.isTextual() ? node.asText() : node.path("kind").asText(),
              text(node, "outcome"),
              text(node, "category")));
    }
    return new RunDesign(
        design.path("kind").asText(),
        design.has("samples")
            ? design.path("samples").asInt()
            : design.path("trajectories").asInt(),
        Math.toIntExact(run.size()),
        (parameter, value) -> share(parameters.get(parameter), value),
        logarithmic,
        !root.path("constraints").isEmpty(),
        analyses,
        axes(root.path("figures")));
  }

  private static JsonNode root(Run run) throws IOException {
    List<Setting> settings = new ArrayList<>();
    for (String setting : run.settings()) {
      settings.add(Setting.parse(setting));
    }
    try {
      return Document.parse(run.experimentText(), run.inputs().get(0).file(), settings).root();
    } catch (BadInput e) {
      throw new IOException(
          run.folder() + ": the experiment that it keeps cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.has(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
  }

  /** The axes of the first map that names an x. */
  private static List<String> axes(JsonNode figures) {
    for (JsonNode node : figures) {
      String name = node.path("name").asText();
      if (node.has("x") && (name.equals("equilibrium-regions") || name.equals("region-facets"))) {
        List<String> axes = new ArrayList<>(List.of(node.path("x").asText()));
        text(node, "y").ifPresent(axes::add);
        text(node, "facet").ifPresent(axes::add);
        return axes;
      }
    }
    return List.of();
  }

  private static double share(JsonNode parameter, double value) {
    JsonNode range = parameter.path("range");
    if (!range.isMissingNode()) {
      double low = range.path(0).doubleValue();
      double high = range.path(1).doubleValue();
      return parameter.path("scale").asText().equals("log")
          ? Math.log(value / low) / Math.log(high / low)
          : (value - low) / (high - low);
    }
    JsonNode values = parameter.path("values");
    boolean numbers = true;
    int place = (int) value;
    for (int k = 0; k < values.size(); k++) {
      numbers &= values.get(k).isNumber();
    }
    for (int k = 0; numbers && k < values.size(); k++) {
      place = values.get(k).doubleValue() == value ? k : place;
    }
    return place / (values.size() - 1.0);
  }
}
