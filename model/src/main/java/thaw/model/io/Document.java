package thaw.model.io;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A JSON or YAML text as a tree that knows where each value stands, overrides applied, and collects
 * what is wrong with it.
 *
 * <p>Readers look at {@link #root()}, note problems at paths such as {@code phases[2].us[0]}, and
 * end with {@link #throwIfBad()}, which names all of them in the order of the file.
 */
public final class Document {
  /** The largest file that is read, bytes. */
  static final long MOST_BYTES = 256L << 20;

  /** How deep objects and lists may be nested. */
  private static final int MOST_DEPTH = 64;

  /** How the parser ends a complaint with advice on its own settings. */
  private static final List<String> ADVICE_FOR_PROGRAMMERS =
      List.of(" (`StreamReadConstraints", ", from `StreamReadConstraints", ": enable `JsonRead");

  private record Place(String file, int line, int column) {}

  private final String file;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, Place> keys = new HashMap<>();
  private final LinkedHashSet<Problem> problems = new LinkedHashSet<>();
  private JsonNode root = JsonNodeFactory.instance.missingNode();

  private Document(String file) {
    this.file = file;
  }

  /**
   * Reads a file, as YAML if its name ends in .yaml or .yml, else as JSON.
   *
   * @param settings overrides, applied in order
   */
  public static Document read(Path path, List<Setting> settings) throws BadInput, IOException {
    Document document = new Document(path.toString());
    if (Files.isDirectory(path)) {
      document.fail("is a folder", "a file");
    }
    if (!Files.isRegularFile(path)) {
      document.fail("there is no such file", Similar.existing(path, "a scenario or game file"));
    }
    if (Files.size(path) > MOST_BYTES) {
      document.fail("the file has " + Files.size(path) + " bytes", "at most " + MOST_BYTES);
    }
    byte[] bytes = Files.readAllBytes(path);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return parse(text, path.toString(), settings);
    } catch (CharacterCodingException e) {
      document.fail("the file is not in UTF-8", "UTF-8");
      throw new AssertionError("unreachable", e);
    }
  }

  /** Reads a text, as {@link #read} reads a file of that name. */
  public static Document parse(String text, String file, List<Setting> settings) throws BadInput {
    Document document = new Document(file);
    document.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
    document.throwIfBad();
    settings.forEach(document::set);
    document.throwIfBad();
    return document;
  }

  /**
   * This document with overrides applied; this one is unchanged.
   *
   * @throws BadInput if one of them has no place here
   */
  public Document with(List<Setting> settings) throws BadInput {
    Document changed = new Document(file);
    changed.root = root.deepCopy();
    changed.places.putAll(places);
    changed.keys.putAll(keys);
    settings.forEach(changed::set);
    changed.throwIfBad();
    return changed;
  }

  /** The value at {@code path} as a document of its own, whose problems still name this file. */
  public Document part(String path) {
    Document part = new Document(file);
    part.root = find(path).deepCopy();
    below(path, places, part.places);
    below(path, keys, part.keys);
    return part;
  }

  private static void below(String path, Map<String, Place> from, Map<String, Place> to) {
    from.forEach(
        (at, place) -> {
          if (at.equals(path)) {
            to.put("", place);
          } else if (at.startsWith(path + ".") || at.startsWith(path + "[")) {
            to.put(at.substring(path.length() + (at.charAt(path.length()) == '.' ? 1 : 0)), place);
          }
        });
  }

  /** The name of the file, as given. */
  public String file() {
    return file;
  }

  /** The tree. */
  public JsonNode root() {
    return root;
  }

  /** The value at {@code path}; a missing node if there is none. */
  public JsonNode at(String path) {
    return find(path);
  }

  /** Notes a problem with the value at {@code path}, or the nearest value around it. */
  public void problem(String path, String message, String allowed) {
    add(places, path, message, allowed);
  }

  /** Notes a problem with the name of a field. */
  public void problemWithKey(String path, String message, String allowed) {
    add(keys.containsKey(path) ? keys : places, path, message, allowed);
  }

  /** Notes what an {@link IllegalArgumentException} of a model record says about {@code path}. */
  public void problem(String path, IllegalArgumentException e) {
    String said = String.valueOf(e.getMessage());
    String[] parts = said.split("; allowed: ", 2);
    problem(path, parts[0], parts.length > 1 ? parts[1] : "see the schema");
  }

  /** Notes a problem that was found elsewhere, at the place it names. */
  public void problem(Problem found) {
    problems.add(found);
  }

  /** Throws if any problem has been noted, with all of them in the order of the file. */
  public void throwIfBad() throws BadInput {
    if (!problems.isEmpty()) {
      List<Problem> sorted = new ArrayList<>(problems);
      sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
      throw new BadInput(sorted);
    }
  }

  /** The path of a field of the object at {@code path}. */
  public static String child(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** The path of an entry of the list at {@code path}. */
  public static String child(String path, int index) {
    return path + "[" + index + "]";
  }

  private void add(Map<String, Place> where, String path, String message, String allowed) {
    Place place = where.get(path);
    String around = path;
    while (place == null && !around.isEmpty()) {
      around =
          around.substring(
              0, Math.max(0, Math.max(around.lastIndexOf('.'), around.lastIndexOf('['))));
      place = places.get(around);
    }
    Place found = place == null ? new Place(file, 1, 1) : place;
    problems.add(new Problem(found.file(), found.line(), found.column(), path, message, allowed));
  }

  private void fail(String message, String allowed) throws BadInput {
    throw new BadInput(List.of(new Problem(file, 1, 1, "", message, allowed)));
  }

  // ---- text to tree ---------------------------------------------------------------------------

  private boolean isYaml() {
    String name = file.toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private JsonFactory factory() {
    StreamReadConstraints limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MOST_DEPTH)
            .maxStringLength(1 << 20)
            .maxNumberLength(400)
            .build();
    return isYaml()
        ? YAMLFactory.builder().streamReadConstraints(limits).build()
        : JsonFactory.builder().streamReadConstraints(limits).build();
  }

  private void parse(String text) {
    try (JsonParser parser = factory().createParser(text)) {
      if (parser.nextToken() == null) {
        problems.add(new Problem(file, 1, 1, "", "the file is empty", "one object"));
        return;
      }
      root = value(parser, "");
      if (parser.nextToken() != null) {
        Place at = place(parser.currentTokenLocation());
        problems.add(
            new Problem(file, at.line(), at.column(), "", "text after the end", "one object"));
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      Place place = at == null ? new Place(file, 1, 1) : place(at);
      problems.add(
          new Problem(
              file,
              place.line(),
              place.column(),
              "",
              firstLine(e.getOriginalMessage()),
              "well-formed " + (isYaml() ? "YAML" : "JSON")));
    } catch (IOException | RuntimeException e) {
      // the YAML parser throws its own exceptions on some malformed texts
      problems.add(
          new Problem(
              file,
              1,
              1,
              "",
              firstLine(String.valueOf(e.getMessage())),
              "well-formed " + (isYaml() ? "YAML" : "JSON")));
    }
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("unreadable");
    for (String advice : ADVICE_FOR_PROGRAMMERS) {
      int from = line.indexOf(advice);
      line = from < 0 ? line : line.substring(0, from) + (advice.startsWith(",") ? ")" : "");
    }
    return line;
  }

  private Place place(JsonLocation at) {
    return new Place(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  private JsonNode value(JsonParser parser, String path) throws IOException {
    places.put(path, place(parser.currentTokenLocation()));
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(parser, path);
    }
    if (token == JsonToken.START_ARRAY) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        array.add(value(parser, child(path, array.size())));
      }
      return array;
    }
    if (token.isNumeric()) {
      return number(parser, path);
    }
    if (token.isBoolean()) {
      return JsonNodeFactory.instance.booleanNode(token == JsonToken.VALUE_TRUE);
    }
    if (token == JsonToken.VALUE_NULL) {
      return JsonNodeFactory.instance.nullNode();
    }
    return JsonNodeFactory.instance.textNode(parser.getText());
  }

  private JsonNode object(JsonParser parser, String path) throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String at = child(path, key);
      Place place = place(parser.currentTokenLocation());
      if (object.has(key)) {
        problems.add(
            new Problem(
                file, place.line(), place.column(), at, "the field is given twice", "once"));
      }
      keys.put(at, place);
      parser.nextToken();
      object.set(key, value(parser, at));
    }
    return object;
  }

  private JsonNode number(JsonParser parser, String path) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      double value = parser.getDoubleValue();
      if (!Double.isFinite(value)) {
        problem(path, parser.getText() + " is not a finite number", "a finite number");
        return JsonNodeFactory.instance.numberNode(0);
      }
      return JsonNodeFactory.instance.numberNode(parser.getDecimalValue());
    }
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue())
        : JsonNodeFactory.instance.numberNode(parser.getLongValue());
  }

  // ---- overrides ------------------------------------------------------------------------------

  private void set(Setting setting) {
    String path = setting.path();
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    String around = path.substring(0, Math.max(0, end));
    String last = path.substring(end + 1);
    JsonNode parent = find(around);
    if (parent instanceof ArrayNode array && last.endsWith("]")) {
      int index = index(last);
      if (index >= 0 && index < array.size()) {
        array.set(index, valueOf(setting.value()));
        moved(path);
        return;
      }
      unknown(path, "no such entry", "0 to " + (array.size() - 1));
      return;
    }
    if (parent instanceof ObjectNode object && !last.endsWith("]")) {
      object.set(last, valueOf(setting.value()));
      moved(path);
      return;
    }
    unknown(
        path,
        "there is no field \"" + around + "\"",
        Similar.allowed(
            around,
            places.keySet().stream()
                .filter(
                    p ->
                        p.chars().filter(c -> c == '.').count()
                                == around.chars().filter(c -> c == '.').count()
                            && find(p).isContainerNode()
                            && !p.isEmpty())
                .sorted()
                .toList()));
  }

  private void unknown(String path, String message, String allowed) {
    problems.add(new Problem("--set", 1, 1, path, message, allowed));
  }

  private void moved(String path) {
    Place place = new Place("--set", 1, path.length() + 2);
    places.keySet().removeIf(p -> p.startsWith(path + ".") || p.startsWith(path + "["));
    places.put(path, place);
    keys.put(path, new Place("--set", 1, 1));
  }

  private JsonNode find(String path) {
    JsonNode node = root;
    for (String name : path.isEmpty() ? new String[0] : path.split("[.\\[]")) {
      node = name.endsWith("]") ? node.path(index(name)) : node.path(name);
    }
    return node;
  }

  /** The number before a closing bracket, or −1. */
  private static int index(String bracketed) {
    String digits = bracketed.substring(0, bracketed.length() - 1);
    return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : -1;
  }

  private static JsonNode valueOf(String text) {
    if (text.matches("[-+]?[.][0-9]+")) { // as shells' users write numbers, though not JSON
      return JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    }
    try {
      JsonNode value = new ObjectMapper().readTree(text);
      return value.isMissingNode()
              || (value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue()))
          ? JsonNodeFactory.instance.textNode(text)
          : value;
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(text);
    }
  }
}
