package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.charts.Numbers;
import thaw.model.io.BadInput;
import thaw.model.io.Json;
import thaw.model.io.TrustFile;
import thaw.model.trust.Absent;
import thaw.model.trust.Parameter;
import thaw.model.trust.Values;
import thaw.solver.trust.TrustModel;
import thaw.solver.trust.TrustModels;
import thaw.solver.verify.Confirmation;
import thaw.solver.verify.TrustCheck;

/** Results of trust models as JSON, as text, as certificates, and back. */
final class TrustConcept {
  /** What certificates of trust models say that they claim. */
  static final String CLAIM = "trust";

  /** The most numbers of a list that a text shows. */
  private static final int MOST_SHOWN = 12;

  /** Entries of lists that fit into this many characters take one line. */
  private static final int LINE = 110;

  private TrustConcept() {}

  /** Results, and under {@code reasons} why those that are null do not exist. */
  static ObjectNode json(Map<String, Object> results) {
    ObjectNode node = Json.object();
    results.forEach((name, value) -> node.set(name, json(value)));
    return node;
  }

  /** Why results that are null do not exist, by name; empty if all do. */
  static ObjectNode reasons(Map<String, Object> results) {
    ObjectNode reasons = Json.object();
    results.forEach(
        (name, value) -> {
          if (value instanceof Absent absent) {
            reasons.put(name, absent.reason());
          }
        });
    return reasons;
  }

  private static JsonNode json(Object value) {
    ArrayNode array = Json.object().arrayNode();
    if (value instanceof Double number) {
      return Json.number(number);
    }
    if (value instanceof Boolean flag) {
      return Json.object().booleanNode(flag);
    }
    if (value instanceof String || value instanceof LocalDate) {
      return Json.object().textNode(value.toString());
    }
    if (value instanceof Absent) {
      return Json.object().nullNode();
    }
    if (value instanceof double[] numbers) {
      for (double number : numbers) {
        array.add(Json.number(number));
      }
      return array;
    }
    if (value instanceof Object[] parts) {
      for (Object part : parts) {
        array.add(json(part));
      }
      return array;
    }
    if (value instanceof List<?> list) {
      list.forEach(entry -> array.add(json(entry)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode node = Json.object();
      map.forEach((key, entry) -> node.set(String.valueOf(key), json(entry)));
      return node;
    }
    throw new IllegalStateException("no JSON for " + value);
  }

  /** What a claim's JSON stands for. */
  private static Object value(JsonNode node) {
    if (node.isNumber()) {
      return node.doubleValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> map.put(e.getKey(), value(e.getValue())));
      return map;
    }
    if (!node.isArray()) {
      return new Absent("null");
    }
    JsonNode first = node.path(0);
    if (first.isTextual()) {
      String[] texts = new String[node.size()];
      for (int k = 0; k < texts.length; k++) {
        texts[k] = node.get(k).asText();
      }
      return texts;
    }
    if (first.isArray()) {
      double[][] rows = new double[node.size()][];
      for (int k = 0; k < rows.length; k++) {
        rows[k] = numbers(node.get(k));
      }
      return rows;
    }
    if (first.isObject()) {
      List<Object> list = new ArrayList<>();
      node.forEach(entry -> list.add(value(entry)));
      return list;
    }
    return numbers(node);
  }

  private static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = array.get(k).isNumber() ? array.get(k).doubleValue() : Double.NaN;
    }
    return numbers;
  }

  /** A certificate: what was asked and what is claimed, standing alone. */
  static ObjectNode certificate(TrustModel model, Values values, Map<String, Object> results) {
    ObjectNode root = Json.object();
    root.put("format", CertificateFile.FORMAT);
    root.put("claim", CLAIM);
    root.put("model", model.name());
    ObjectNode parameters = root.putObject("parameters");
    for (Parameter parameter : model.parameters()) {
      Object value = values.byName().get(parameter.name());
      if (value != null) {
        parameters.set(parameter.name(), json(value));
      }
    }
    root.set("result", json(results));
    return root;
  }

  /**
   * Checks a certificate by {@code thaw.solver.verify} only; what cannot be read is a problem.
   *
   * @param certificate with claim, model, parameters and result
   */
  static Confirmation check(JsonNode certificate) {
    for (Map.Entry<String, JsonNode> field : certificate.properties()) {
      if (!List.of("format", "claim", "model", "parameters", "result").contains(field.getKey())) {
        return refused("\"" + field.getKey() + "\" is no field of a certificate of trust");
      }
    }
    if (!certificate.path("result").isObject()) {
      return refused("\"result\" is missing or no object");
    }
    ObjectNode question = Json.object();
    question.set("model", certificate.path("model"));
    question.set("parameters", certificate.path("parameters"));
    try {
      List<TrustModel> models = TrustModels.all();
      TrustFile.Content content =
          TrustFile.parse(question.toString(), "certificate", models(models));
      content.refuse(models.get(content.variant()).contradictions().apply(content.values()));
      Map<String, Object> claim = new LinkedHashMap<>();
      certificate
          .get("result")
          .properties()
          .forEach(e -> claim.put(e.getKey(), value(e.getValue())));
      return TrustCheck.check(certificate.path("model").asText(), content.values(), claim);
    } catch (BadInput e) {
      return new Confirmation(e.problems().stream().map(Object::toString).toList(), List.of());
    }
  }

  private static Confirmation refused(String problem) {
    return new Confirmation(List.of(problem), List.of());
  }

  /** What {@link TrustFile} needs to know of the models. */
  static List<Map.Entry<String, List<Parameter>>> models(List<TrustModel> models) {
    return models.stream().map(m -> Map.entry(m.name(), m.parameters())).toList();
  }

  /** The results for the eye: labels, rounded numbers, reasons. */
  static List<String> lines(Map<String, Object> results) {
    List<String> lines = new ArrayList<>();
    int width = results.keySet().stream().mapToInt(TrustConcept::labelLength).max().orElse(0);
    results.forEach(
        (name, value) -> {
          String label = "  " + label(name) + " ".repeat(width - labelLength(name)) + "  ";
          if (value instanceof List<?> list) {
            lines.add(label + list.size() + " listed" + (list.isEmpty() ? "" : ":"));
            int number = 1;
            for (Object entry : list) {
              entry(lines, number++, (Map<?, ?>) entry);
            }
          } else {
            lines.add(label + shown(value));
          }
        });
    return lines;
  }

  /** An entry of a list: on one line if it fits. */
  private static void entry(List<String> lines, int number, Map<?, ?> entry) {
    List<String> parts = new ArrayList<>();
    entry.forEach((key, part) -> parts.add(label(String.valueOf(key)) + ": " + shown(part)));
    String all = "    " + number + ". " + String.join("; ", parts);
    if (all.length() <= LINE) {
      lines.add(all);
    } else {
      lines.add("    " + number + ".");
      parts.forEach(part -> lines.add("       " + part));
    }
  }

  private static int labelLength(String name) {
    return label(name).length();
  }

  private static String label(String name) {
    return name.replace('_', ' ');
  }

  private static String shown(Object value) {
    if (value instanceof Double number) {
      return Numbers.readable(number);
    }
    if (value instanceof Absent absent) {
      return "none: " + absent.reason();
    }
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    if (value instanceof double[] numbers) {
      List<String> shown = new ArrayList<>();
      for (int k = 0; k < numbers.length && k < MOST_SHOWN; k++) {
        shown.add(Double.isNaN(numbers[k]) ? "none" : Numbers.readable(numbers[k]));
      }
      if (numbers.length > MOST_SHOWN) {
        shown.add("… (" + numbers.length + ")");
      }
      return shown.isEmpty() ? "–" : String.join(", ", shown);
    }
    if (value instanceof Object[] parts) {
      List<String> shown = new ArrayList<>();
      for (Object part : parts) {
        shown.add(part instanceof double[] ? "(" + shown(part) + ")" : shown(part));
      }
      return shown.isEmpty() ? "none" : String.join(", ", shown);
    }
    return String.valueOf(value);
  }
}
