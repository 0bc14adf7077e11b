package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.Problem;
import thaw.model.io.Setting;
import thaw.sweep.design.Range;

/** Reads what an experiment varies of its base. */
final class ParameterReader {
  /** Values that are tried on the base; more than these say nothing new. */
  private static final int MOST_VALUES_TRIED = 100;

  private final Document document;

  ParameterReader(Document document) {
    this.document = document;
  }

  /** The parameters without what is wrong, which is noted. */
  List<SweptParameter> parameters() {
    List<SweptParameter> parameters = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    Set<String> names = new LinkedHashSet<>();
    JsonNode list = document.root().path("parameters");
    for (int k = 0; k < list.size(); k++) {
      String at = Document.child("parameters", k);
      JsonNode node = list.get(k);
      if (node.has("path") == node.has("paths")) {
        document.problem(at, "has " + (node.has("path") ? "both" : "neither"), "path or paths");
        continue;
      }
      List<String> paths = new ArrayList<>();
      if (node.has("path")) {
        paths.add(node.path("path").asText());
      }
      node.path("paths").forEach(p -> paths.add(p.asText()));
      for (String p : paths) {
        if (taken.putIfAbsent(p, at) != null) {
          document.problem(at, p + " is varied by " + taken.get(p) + " already", "once");
        }
      }
      String name = node.path("name").asText(paths.get(0));
      if (!names.add(name)) {
        document.problem(at, "the name " + name + " is taken", "another name");
      }
      values(at, node).ifPresent(v -> parameters.add(parameter(name, paths, node, v)));
    }
    return parameters;
  }

  private record Values(Range range, List<String> categories, List<String> settings) {}

  private static SweptParameter parameter(
      String name, List<String> paths, JsonNode node, Values values) {
    return new SweptParameter(
        name,
        paths,
        node.path("symbol").asText(),
        node.path("label").asText(),
        node.path("unit").asText(),
        values.range(),
        values.categories(),
        values.settings());
  }

  private Optional<Values> values(String at, JsonNode node) {
    if (node.has("range") == node.has("values")) {
      document.problem(at, "has " + (node.has("range") ? "both" : "neither"), "range or values");
      return Optional.empty();
    }
    JsonNode scale = node.path("scale");
    if (node.has("values")) {
      if (!scale.isMissingNode()) {
        document.problem(Document.child(at, "scale"), "values have no scale", "a scale of a range");
        return Optional.empty();
      }
      return choice(at, node.path("values"));
    }
    try {
      Range range =
          new Range.Interval(
              node.path("range").path(0).doubleValue(),
              node.path("range").path(1).doubleValue(),
              scale.asText().equals(Range.Scale.LOG.word()) ? Range.Scale.LOG : Range.Scale.LINEAR);
      return Optional.of(new Values(range, List.of(), List.of()));
    } catch (IllegalArgumentException e) {
      document.problem(Document.child(at, "range"), e);
      return Optional.empty();
    }
  }

  private Optional<Values> choice(String at, JsonNode list) {
    boolean numbers = true;
    for (JsonNode value : list) {
      numbers &= value.isNumber();
    }
    double[] codes = new double[list.size()];
    List<String> categories = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    for (int k = 0; k < codes.length; k++) {
      JsonNode value = list.get(k);
      codes[k] = numbers ? value.doubleValue() : k;
      if (!numbers) {
        String category = value.isObject() ? value.path("label").asText() : value.asText();
        if (categories.contains(category)) {
          document.problem(
              Document.child(Document.child(at, "values"), k), "is there already", "once");
        }
        categories.add(category);
        settings.add((value.isObject() ? value.path("value") : value).toString());
      }
    }
    return Optional.of(new Values(new Range.Choice(codes), categories, settings));
  }

  /** Notes paths and values that the base does not allow, whatever the other parameters are. */
  void tryValues(Base base, Document changed, List<SweptParameter> parameters) {
    JsonNode list = document.root().path("parameters");
    for (SweptParameter parameter : parameters) {
      int index = 0;
      while (index < list.size() && !names(list.get(index), parameter)) {
        index++;
      }
      String at = Document.child("parameters", index);
      double[] values =
          parameter.range() instanceof Range.Interval interval
              ? new double[] {interval.low(), interval.high()}
              : parameter.range().spread(0);
      Set<String> said = new LinkedHashSet<>();
      for (int v = 0; v < Math.min(values.length, MOST_VALUES_TRIED); v++) {
        for (int p = 0; p < parameter.paths().size(); p++) {
          String field = parameter.paths().get(p);
          Setting setting = new Setting(field, parameter.json(values[v]));
          String place =
              changed.at(field).isMissingNode()
                  ? list.get(index).has("path")
                      ? Document.child(at, "path")
                      : Document.child(Document.child(at, "paths"), p)
                  : list.get(index).has("range")
                      ? Document.child(Document.child(at, "range"), v)
                      : Document.child(Document.child(at, "values"), v);
          try {
            base.check(changed.with(List.of(setting)));
          } catch (BadInput e) {
            for (Problem problem : e.problems()) {
              if (isAt(problem.path(), field) && said.add(place + problem.message())) {
                document.problem(place, shown(field, problem.message()), problem.allowed());
              }
            }
          }
        }
      }
    }
  }

  private static String shown(String field, String message) {
    return field + (message.startsWith("is ") ? " " : ": ") + message;
  }

  private static boolean names(JsonNode node, SweptParameter parameter) {
    return node.path("path").asText().equals(parameter.paths().get(0))
        || node.path("paths").path(0).asText().equals(parameter.paths().get(0));
  }

  /** Whether a problem is about a field or something in it or, where it is missing, around it. */
  private static boolean isAt(String problem, String field) {
    return problem.equals(field)
        || problem.startsWith(field + ".")
        || problem.startsWith(field + "[");
  }
}
