package thaw.model.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A JSON schema of ours: what files of a format must look like, and what to say when they do not.
 */
public final class Schema {
  private final String text;
  private final JsonSchema schema;

  private Schema(String text) {
    this.text = text;
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  /** The schema in a resource of this package's {@code schema} folder. */
  public static Schema named(String name) {
    try (InputStream in = Schema.class.getResourceAsStream("/thaw/schema/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the schema " + name + " is missing from the jar");
      }
      return new Schema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The schema itself. */
  public String text() {
    return text;
  }

  /** Notes in the document all that does not fit; of one of another kind, only that it is. */
  public void check(Document document) {
    Set<ValidationMessage> messages = schema.validate(document.root());
    for (ValidationMessage message : messages) {
      if (isOtherKind(message)) {
        tell(document, message);
        return;
      }
    }
    for (ValidationMessage message : messages) {
      tell(document, message);
    }
  }

  /** Whether it says that the document is of ours but of another kind than the schema's. */
  private static boolean isOtherKind(ValidationMessage message) {
    String is = message.getInstanceNode() == null ? "" : message.getInstanceNode().asText();
    if (!path(message.getInstanceLocation()).equals("format") || !is.startsWith("thaw/")) {
      return false;
    }
    JsonNode rule = message.getSchemaNode();
    return switch (message.getType()) {
      case "const" -> !kind(rule.asText()).equals(kind(is));
      case "enum" -> rule.valueStream().noneMatch(one -> kind(one.asText()).equals(kind(is)));
      default -> false;
    };
  }

  private static String kind(String format) {
    return format.substring(0, format.indexOf('@') < 0 ? format.length() : format.indexOf('@'));
  }

  private void tell(Document document, ValidationMessage message) {
    String path = path(message.getInstanceLocation());
    JsonNode instance = message.getInstanceNode();
    JsonNode rule = message.getSchemaNode();
    JsonNode around = around(message);
    switch (message.getType()) {
      case "required" ->
          document.problem(
              path, "\"" + message.getProperty() + "\" is missing", "each of " + names(rule));
      case "additionalProperties", "unevaluatedProperties" -> {
        List<String> known = new ArrayList<>();
        around.path("properties").fieldNames().forEachRemaining(known::add);
        String field = message.getProperty();
        document.problemWithKey(
            Document.child(path, field),
            "there is no field \"" + field + "\" here",
            Similar.allowed(field, known));
      }
      case "enum", "const" -> {
        List<String> known = new ArrayList<>();
        if (rule.isArray()) {
          rule.forEach(n -> known.add(n.asText()));
        } else {
          known.add(rule.asText());
        }
        document.problem(path, "is " + shown(instance), Similar.allowed(instance.asText(), known));
      }
      case "propertyNames" ->
          document.problem(path, "a name has other signs", "letters, digits and dashes");
      case "pattern" ->
          document.problem(path, "is " + shown(instance), "letters, digits and dashes");
      case "minProperties", "maxProperties" ->
          document.problem(path, "there are " + instance.size(), count(around, "Properties"));
      case "minItems", "maxItems" ->
          document.problem(path, "there are " + instance.size(), count(around, "Items"));
      case "if", "then", "allOf", "oneOf", "anyOf" -> {
        if (message.getType().endsWith("Of")) {
          document.problem(
              path, "is " + shown(instance), around.path("description").asText("see the schema"));
        }
      }
      default -> document.problem(path, "is " + shown(instance), allowed(around));
    }
  }

  /** The schema that holds the rule that failed. */
  private JsonNode around(ValidationMessage message) {
    JsonNode node = schema.getSchemaNode();
    JsonNodePath fragment = message.getSchemaLocation().getFragment();
    for (int k = 0; k < fragment.getNameCount() - 1; k++) {
      Object element = fragment.getElement(k);
      node = element instanceof Integer index ? node.path(index) : node.path(element.toString());
    }
    return node;
  }

  private static String path(JsonNodePath location) {
    String path = "";
    for (int k = 0; k < location.getNameCount(); k++) {
      Object element = location.getElement(k);
      path =
          element instanceof Integer index
              ? Document.child(path, index)
              : Document.child(path, element.toString());
    }
    return path;
  }

  private static String names(JsonNode list) {
    List<String> names = new ArrayList<>();
    list.forEach(n -> names.add(n.asText()));
    return String.join(", ", names);
  }

  private static String shown(JsonNode node) {
    if (node.isTextual()) {
      return "the text \"" + node.textValue() + "\"";
    }
    if (node.isObject()) {
      return "an object";
    }
    return node.isArray() ? "a list" : node.asText();
  }

  private static String count(JsonNode rules, String of) {
    JsonNode low = rules.path("min" + of);
    JsonNode high = rules.path("max" + of);
    if (low.isNumber() && high.isNumber()) {
      return low.equals(high) ? "exactly " + low : low + " to " + high;
    }
    return low.isNumber() ? low + " or more" : "at most " + high;
  }

  /** What a schema admits, in words. */
  private static String allowed(JsonNode rules) {
    JsonNode type = rules.path("type");
    List<String> types = new ArrayList<>();
    if (type.isArray()) {
      type.forEach(t -> types.add(t.asText()));
    } else {
      types.add(type.asText("value"));
    }
    return types.stream().map(t -> word(t, rules)).collect(Collectors.joining(" or "));
  }

  private static String word(String type, JsonNode rules) {
    return switch (type) {
      case "number" -> "a number" + range(rules);
      case "integer" -> "a whole number" + range(rules);
      case "string" -> "text in quotes";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> type;
    };
  }

  private static String range(JsonNode rules) {
    StringBuilder range = new StringBuilder();
    if (rules.has("minimum")) {
      range.append(", ").append(plain(rules.get("minimum"))).append(" or more");
    }
    if (rules.has("exclusiveMinimum")) {
      range.append(", more than ").append(plain(rules.get("exclusiveMinimum")));
    }
    if (rules.has("maximum")) {
      range.append(", at most ").append(plain(rules.get("maximum")));
    }
    if (rules.has("exclusiveMaximum")) {
      range.append(", less than ").append(plain(rules.get("exclusiveMaximum")));
    }
    return range.toString();
  }

  private static String plain(JsonNode number) {
    return new BigDecimal(number.asText()).toPlainString();
  }
}
