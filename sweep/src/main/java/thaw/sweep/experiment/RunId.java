package thaw.sweep.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.TreeSet;
import thaw.charts.Exporter;
import thaw.model.io.Json;

/** What tells one set of results from another: a hash of all that changes them. */
final class RunId {
  private static final ObjectMapper EXACT =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private RunId() {}

  /** SHA-256 of the tree, the same for any order of keys and any way to write a number. */
  static String of(JsonNode tree) {
    StringBuilder text = new StringBuilder();
    write(tree, text);
    return Exporter.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The version of this build: results of another may differ. */
  static String version() {
    try (InputStream stream = RunId.class.getResourceAsStream("/thaw/sweep/version.properties")) {
      Properties properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tree of a JSON text of ours. */
  static JsonNode tree(String text) {
    try {
      return EXACT.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own JSON could not be read", e);
    }
  }

  /** Takes away the value at a path, as in {@code phases[2].us}. */
  static void remove(JsonNode root, String path) {
    String[] names = path.split("[.\\[]", -1);
    JsonNode node = root;
    for (int k = 0; k < names.length - 1; k++) {
      node = names[k].endsWith("]") ? node.path(index(names[k])) : node.path(names[k]);
    }
    String last = names[names.length - 1];
    if (node instanceof ObjectNode object) {
      object.remove(last);
    } else if (node instanceof ArrayNode array && last.endsWith("]") && array.has(index(last))) {
      array.setNull(index(last));
    }
  }

  private static int index(String bracketed) {
    return Integer.parseInt(bracketed.substring(0, bracketed.length() - 1));
  }

  private static void write(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      TreeSet<String> keys = new TreeSet<>();
      node.fieldNames().forEachRemaining(keys::add);
      text.append('{');
      for (String key : keys) {
        text.append(Json.object().textNode(key)).append(':');
        write(node.get(key), text);
        text.append(',');
      }
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      for (JsonNode entry : node) {
        write(entry, text);
        text.append(',');
      }
      text.append(']');
    } else if (node.isNumber()) {
      text.append(node.isIntegralNumber() ? node.asText() : Json.number(node.doubleValue()));
    } else {
      text.append(node);
    }
  }
}
