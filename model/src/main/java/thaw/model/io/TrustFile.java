package thaw.model.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;
import thaw.model.trust.Values;

/**
 * Reads files that ask a trust model a question, format {@code thaw/trust@1}: a name, a model and
 * its parameters. What else stands in an entry of a list of examples (the numbers expected, their
 * source) is accepted and not used; the format may be left out.
 */
public final class TrustFile {
  /** The format's name and version. */
  public static final String FORMAT = "thaw/trust@1";

  private static final Set<String> FIELDS =
      Set.of(
          "format",
          "name",
          "question",
          "notes",
          "model",
          "parameters",
          "expected",
          "tolerance",
          "reference",
          "source_status",
          "verified_by");

  /** Fields that are texts where they are given. */
  private static final Set<String> TEXTS =
      Set.of("name", "question", "notes", "reference", "source_status", "verified_by");

  /** What a file says. */
  public static final class Content {
    private final String name;
    private final int variant;
    private final Values values;
    private final Document document;

    Content(String name, int variant, Values values, Document document) {
      this.name = name;
      this.variant = variant;
      this.values = values;
      this.document = document;
    }

    /** The question's name. */
    public String name() {
      return name;
    }

    /** Which of the variants given to {@link #read(Path, List, List)} its parameters fit. */
    public int variant() {
      return variant;
    }

    /** The parameters. */
    public Values values() {
      return values;
    }

    /** Throws if parameters contradict each other, with their places in the file. */
    public void refuse(List<Contradiction> contradictions) throws BadInput {
      for (Contradiction c : contradictions) {
        document.problem("parameters." + c.parameter(), c.what(), c.allowed());
      }
      document.throwIfBad();
    }
  }

  private TrustFile() {}

  /**
   * Reads a file.
   *
   * @param variants names of models with what they take; several may share a name
   */
  public static Content read(
      Path path, List<Setting> settings, List<Map.Entry<String, List<Parameter>>> variants)
      throws BadInput, IOException {
    return new Reader(Document.read(path, settings), variants).content();
  }

  /** Reads a text, as {@link #read(Path, List, List)} reads a file of that name. */
  public static Content parse(
      String text, String file, List<Map.Entry<String, List<Parameter>>> variants) throws BadInput {
    return new Reader(Document.parse(text, file, List.of()), variants).content();
  }

  /** Reads what a document holds, as {@link #read(Path, List, List)} reads a file. */
  public static Content read(Document document, List<Map.Entry<String, List<Parameter>>> variants)
      throws BadInput {
    return new Reader(document, variants).content();
  }

  private record Reader(Document document, List<Map.Entry<String, List<Parameter>>> variants) {
    Content content() throws BadInput {
      JsonNode root = document.root();
      String format = root.path("format").asText(FORMAT);
      if (format.startsWith("thaw/") && !format.startsWith("thaw/trust@")) {
        document.problem("format", "is " + root.path("format"), "\"" + FORMAT + "\"");
        document.throwIfBad(); // what else it lacks would say nothing
      }
      for (Map.Entry<String, JsonNode> field : root.properties()) {
        if (!FIELDS.contains(field.getKey())) {
          document.problemWithKey(
              field.getKey(),
              "is no field of " + FORMAT,
              String.join(", ", FIELDS.stream().sorted().toList()));
        }
      }
      if (!root.isObject()) {
        document.problem("", "is no object", "an object with name, model and parameters");
      }
      if (root.has("format") && !root.path("format").asText().equals(FORMAT)) {
        document.problem("format", "is " + root.path("format"), "\"" + FORMAT + "\"");
      }
      for (String text : TEXTS) {
        if (root.has(text) && !root.path(text).isTextual()) {
          document.problem(text, "is " + root.path(text), "a text");
        }
      }
      String model = root.path("model").asText();
      List<Integer> candidates = new ArrayList<>();
      for (int k = 0; k < variants.size(); k++) {
        if (variants.get(k).getKey().equals(model)) {
          candidates.add(k);
        }
      }
      if (candidates.isEmpty()) {
        document.problem(
            "model",
            root.has("model") ? "is " + root.path("model") : "is missing",
            Similar.allowed(
                model, variants.stream().map(Map.Entry::getKey).distinct().sorted().toList()));
      }
      if (!root.path("parameters").isObject()) {
        document.problem("parameters", "is missing or no object", "an object");
      }
      document.throwIfBad();
      Map<String, JsonNode> given = new HashMap<>();
      flatten(root.path("parameters"), "", given);
      int best = candidates.get(0);
      for (int k : candidates) {
        if (misfit(k, given) < misfit(best, given)) {
          best = k;
        }
      }
      Map<String, Object> values = new HashMap<>();
      Set<String> known = new HashSet<>();
      for (Parameter parameter : variants.get(best).getValue()) {
        known.add(parameter.name());
        JsonNode node = given.get(parameter.name());
        if (node == null) {
          if (parameter.required()) {
            document.problem("parameters." + parameter.name(), "is missing", parameter.allowed());
          }
          continue;
        }
        value(parameter, node).ifPresent(v -> values.put(parameter.name(), v));
      }
      for (String name : given.keySet()) {
        if (!known.contains(name)) {
          document.problemWithKey(
              "parameters." + name,
              "is no parameter of " + model,
              Similar.allowed(name, known.stream().sorted().toList()));
        }
      }
      document.throwIfBad();
      return new Content(root.path("name").asText(model), best, new Values(values), document);
    }

    private static void flatten(JsonNode node, String prefix, Map<String, JsonNode> into) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String name = prefix + field.getKey();
        if (field.getValue().isObject()) {
          flatten(field.getValue(), name + ".", into);
        } else {
          into.put(name, field.getValue());
        }
      }
    }

    /** How many parameters are missing or unknown. */
    private int misfit(int variant, Map<String, JsonNode> given) {
      Set<String> rest = new HashSet<>(given.keySet());
      int missing = 0;
      for (Parameter parameter : variants.get(variant).getValue()) {
        missing += !rest.remove(parameter.name()) && parameter.required() ? 1 : 0;
      }
      return missing + rest.size();
    }

    private Optional<Object> value(Parameter parameter, JsonNode node) {
      String path = "parameters." + parameter.name();
      Optional<Object> value =
          switch (parameter.kind()) {
            case NUMBER -> number(parameter, node).map(v -> v);
            case WHOLE -> number(parameter, node).filter(v -> v == Math.rint(v)).map(v -> v);
            case LIST -> list(parameter, node).map(v -> v);
            case MATRIX -> matrix(parameter, node);
            case TEXT -> node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
            case DATE -> date(node);
          };
      if (value.isEmpty() && !entries(parameter, path, node)) {
        document.problem(path, "is " + node, parameter.allowed());
      }
      return value;
    }

    /** Notes the entries of a list that are wrong, and whether there are any. */
    private boolean entries(Parameter parameter, String path, JsonNode node) {
      boolean any = false;
      Parameter entry = Parameter.between(path, parameter.low(), parameter.high());
      if (parameter.kind() == Parameter.Kind.LIST) {
        for (int k = 0; k < node.size(); k++) {
          if (number(parameter, node.path(k)).isEmpty()) {
            document.problem(path + "[" + k + "]", "is " + node.path(k), entry.allowed());
            any = true;
          }
        }
      }
      return any;
    }

    private static Optional<Double> number(Parameter parameter, JsonNode node) {
      double value = node.isNumber() ? node.doubleValue() : Double.NaN;
      boolean good =
          Double.isFinite(value) && value >= parameter.low() && value <= parameter.high();
      return good ? Optional.of(value) : Optional.empty();
    }

    private static Optional<double[]> list(Parameter parameter, JsonNode node) {
      if (!node.isArray() || node.isEmpty()) {
        return Optional.empty();
      }
      double[] values = new double[node.size()];
      for (int k = 0; k < values.length; k++) {
        Optional<Double> value = number(parameter, node.get(k));
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values[k] = value.get();
      }
      return Optional.of(values);
    }

    private static Optional<Object> matrix(Parameter parameter, JsonNode node) {
      if (!node.isArray() || node.isEmpty()) {
        return Optional.empty();
      }
      double[][] rows = new double[node.size()][];
      for (int k = 0; k < rows.length; k++) {
        Optional<double[]> row = list(parameter, node.get(k));
        if (row.isEmpty() || row.get().length != node.get(0).size()) {
          return Optional.empty();
        }
        rows[k] = row.get();
      }
      return Optional.of(rows);
    }

    private static Optional<Object> date(JsonNode node) {
      try {
        return Optional.of(LocalDate.parse(node.asText()));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }
}
