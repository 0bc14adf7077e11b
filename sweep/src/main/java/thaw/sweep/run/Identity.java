package thaw.sweep.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import thaw.model.io.Json;
import thaw.sweep.Column;

/**
 * What a run folder is the run of: {@code run.json}.
 *
 * @param version of Thaw
 * @param runId of the experiment with everything its results depend on
 * @param text of the experiment
 * @param inputs the files that were read, the experiment's own first
 * @param settings overrides of the experiment's fields
 * @param points of the design as far as it is known
 * @param complete whether the design will not grow
 */
record Identity(
    String version,
    String runId,
    String text,
    List<Run.Input> inputs,
    List<String> settings,
    long seed,
    Shard shard,
    List<Column> parameters,
    List<Column> outcomes,
    Map<String, Job.Caption> captions,
    long points,
    boolean complete) {
  static final String NAME = "run.json";

  private static final String FORMAT = "thaw/sweep@1";
  private static final String CHECK = "crc32c";

  static Identity of(Job job, Shard shard, Path folder) throws IOException {
    List<Run.Input> inputs = new ArrayList<>();
    for (Path input : job.inputs()) {
      inputs.add(new Run.Input(from(folder, input), sha256(Files.readAllBytes(input))));
    }
    return new Identity(
        job.version(),
        job.runId(),
        job.text(),
        inputs,
        job.settings(),
        job.seed(),
        shard,
        job.parameters(),
        List.copyOf(job.model().outcomes()),
        job.captions(),
        0,
        false);
  }

  private static String from(Path folder, Path file) throws IOException {
    Path real = file.toRealPath();
    Path base = folder.toRealPath();
    boolean sameRoot = Objects.equals(real.getRoot(), base.getRoot());
    return (sameRoot ? base.relativize(real) : real).toString().replace('\\', '/');
  }

  Identity grown(long size, boolean whole) {
    return new Identity(
        version,
        runId,
        text,
        inputs,
        settings,
        seed,
        shard,
        parameters,
        outcomes,
        captions,
        size,
        whole);
  }

  Identity of(Shard other) {
    return new Identity(
        version,
        runId,
        text,
        inputs,
        settings,
        seed,
        other,
        parameters,
        outcomes,
        captions,
        points,
        complete);
  }

  /** What the files of the run are marked with. */
  long key() {
    return ByteBuffer.wrap(HexFormat.of().parseHex(sha256(runId.getBytes(StandardCharsets.UTF_8))))
        .getLong();
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  byte[] bytes() {
    ObjectNode root = Json.object();
    root.put("format", FORMAT);
    root.put("version", version);
    root.put("runId", runId);
    root.put("seed", seed);
    root.put("shard", shard.toString());
    root.put("points", points);
    root.put("complete", complete);
    root.set("parameters", columns(parameters));
    root.set("outcomes", columns(outcomes));
    root.set("inputs", inputs(inputs));
    ArrayNode overrides = root.putArray("settings");
    settings.forEach(overrides::add);
    root.put("experiment", text);
    root.put(CHECK, check(root));
    return Json.text(root).getBytes(StandardCharsets.UTF_8);
  }

  static ArrayNode inputs(List<Run.Input> inputs) {
    ArrayNode array = Json.object().arrayNode();
    for (Run.Input input : inputs) {
      array.addObject().put("file", input.file()).put("sha256", input.sha256());
    }
    return array;
  }

  private static String check(ObjectNode root) {
    CRC32C crc = new CRC32C();
    crc.update(Json.text(root).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }

  private ArrayNode columns(List<Column> columns) {
    ArrayNode array = Json.object().arrayNode();
    for (Column column : columns) {
      ObjectNode node = array.addObject();
      node.put("name", column.name());
      Job.Caption caption = captions.getOrDefault(column.name(), Job.Caption.NONE);
      node.put("symbol", caption.symbol());
      node.put("label", caption.label());
      node.put("description", column.description());
      node.put("unit", column.unit());
      ArrayNode categories = node.putArray("categories");
      column.categories().forEach(categories::add);
    }
    return array;
  }

  private static List<Column> columns(JsonNode array, Map<String, Job.Caption> captions) {
    List<Column> columns = new ArrayList<>();
    for (JsonNode node : array) {
      List<String> categories = new ArrayList<>();
      node.path("categories").forEach(category -> categories.add(category.asText()));
      String name = node.path("name").asText();
      captions.put(
          name, new Job.Caption(node.path("symbol").asText(), node.path("label").asText()));
      columns.add(
          new Column(
              name, node.path("description").asText(), node.path("unit").asText(), categories));
    }
    return columns;
  }

  static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(NAME));
  }

  /**
   * Reads the identity of a folder.
   *
   * @throws RunRefused when there is none, or it is damaged
   */
  static Identity read(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    if (!isIn(folder)) {
      throw new RunRefused(
          folder
              + " is no folder of a sweep: "
              + (Files.exists(folder) ? NAME + " is missing" : "there is nothing of that name")
              + "; allowed: a folder that thaw sweep has written");
    }
    String damaged = file + " is damaged, so what the folder holds is unknown; --force starts over";
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new RunRefused(damaged, e);
    }
    if (!(root instanceof ObjectNode object) || !object.has(CHECK)) {
      throw new RunRefused(damaged);
    }
    String check = object.remove(CHECK).asText();
    if (!check.equals(check(object))) {
      throw new RunRefused(damaged);
    }
    if (!FORMAT.equals(object.path("format").asText())) {
      throw new RunRefused(
          file + " has the format " + object.path("format").asText() + "; allowed: " + FORMAT);
    }
    List<Run.Input> inputs = new ArrayList<>();
    object
        .path("inputs")
        .forEach(
            e -> inputs.add(new Run.Input(e.path("file").asText(), e.path("sha256").asText())));
    List<String> settings = new ArrayList<>();
    object.path("settings").forEach(e -> settings.add(e.asText()));
    Map<String, Job.Caption> captions = new HashMap<>();
    List<Column> parameters = columns(object.path("parameters"), captions);
    List<Column> outcomes = columns(object.path("outcomes"), captions);
    return new Identity(
        object.path("version").asText(),
        object.path("runId").asText(),
        object.path("experiment").asText(),
        inputs,
        settings,
        object.path("seed").asLong(),
        Shard.parse(object.path("shard").asText()),
        parameters,
        outcomes,
        captions,
        object.path("points").asLong(),
        object.path("complete").asBoolean());
  }
}
