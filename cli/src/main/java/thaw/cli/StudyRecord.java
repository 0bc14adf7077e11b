package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import thaw.model.io.Json;

/**
 * What catalogues and archives read of a package: {@code CITATION.cff} (Citation File Format 1.2),
 * {@code codemeta.json} (CodeMeta 3.0), {@code ro-crate-metadata.json} (RO-Crate 1.1).
 *
 * @param authors as "Family, Given"; none for a blind review or where they are not known yet
 * @param licence of inputs and results, an SPDX identifier
 */
record StudyRecord(Replication study, List<String> authors, boolean anonymous, String licence) {
  static final String CITATION = "CITATION.cff";
  static final String CODEMETA = "codemeta.json";
  static final String CRATE = "ro-crate-metadata.json";

  /** Of Thaw itself. */
  static final String SOFTWARE_LICENCE = "Apache-2.0";

  private static final String SPDX = "https://spdx.org/licenses/";

  private static final Map<String, String> MEDIA_TYPES =
      Map.ofEntries(
          Map.entry("md", "text/markdown"),
          Map.entry("txt", "text/plain"),
          Map.entry("csv", "text/csv"),
          Map.entry("tsv", "text/tab-separated-values"),
          Map.entry("tex", "application/x-tex"),
          Map.entry("json", "application/json"),
          Map.entry("yaml", "application/yaml"),
          Map.entry("yml", "application/yaml"),
          Map.entry("cff", "application/yaml"),
          Map.entry("pdf", "application/pdf"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jar", "application/java-archive"),
          Map.entry("parquet", "application/vnd.apache.parquet"),
          Map.entry("sh", "application/x-sh"));

  StudyRecord {
    authors = List.copyOf(authors);
  }

  String title() {
    return "Replication package: " + study.title();
  }

  private String unnamed() {
    return anonymous ? "Anonymous" : "The authors of the study";
  }

  String citation() {
    StringBuilder text = new StringBuilder("cff-version: 1.2.0\n");
    text.append("message: If you use these data or this code, please cite them as below.\n");
    text.append("type: dataset\n");
    text.append("title: ").append(quoted(title())).append('\n');
    text.append("authors:\n");
    if (authors.isEmpty()) {
      text.append("  - name: ").append(unnamed()).append('\n');
    }
    for (String author : authors) {
      String[] names = author.split(",", 2);
      if (names.length == 2) {
        text.append("  - family-names: ").append(quoted(names[0].strip())).append('\n');
        text.append("    given-names: ").append(quoted(names[1].strip())).append('\n');
      } else {
        text.append("  - name: ").append(quoted(author.strip())).append('\n');
      }
    }
    text.append("license: ").append(licence).append('\n');
    text.append("date-released: ").append(quoted(study.measured().day())).append('\n');
    text.append("references:\n  - type: software\n");
    text.append("    title: \"Thaw: phased exchange under mistrust as a repeated game\"\n");
    text.append("    version: ").append(quoted(study.version())).append('\n');
    text.append("    license: ").append(SOFTWARE_LICENCE).append('\n');
    text.append("    authors:\n      - name: ").append(makers()).append('\n');
    return text.toString();
  }

  private String makers() {
    return anonymous ? "Anonymous" : "The Thaw authors";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ") + "\"";
  }

  /** Of the software in the package. */
  String codemeta() {
    ObjectNode root = Json.object();
    root.put("@context", "https://w3id.org/codemeta/3.0");
    root.put("type", "SoftwareSourceCode");
    root.put("name", "Thaw");
    root.put(
        "description",
        "Game-theoretic modelling of phased exchange under mistrust: equilibria, freeze conditions,"
            + " figures.");
    root.put("version", study.version());
    root.put("license", SPDX + SOFTWARE_LICENCE);
    root.put("applicationCategory", "Social science, game theory");
    root.put("programmingLanguage", "Java");
    root.put("runtimePlatform", "Java 17 or newer");
    root.put("operatingSystem", "any with Java");
    root.put("softwareRequirements", "Java 17; libraries as in software/dependencies.tsv");
    root.putArray("author").addObject().put("type", "Organization").put("name", makers());
    return Json.text(root);
  }

  /**
   * Of the package.
   *
   * @param files sizes in bytes by name
   */
  String crate(SortedMap<String, Long> files) {
    ObjectNode root = Json.object();
    root.put("@context", "https://w3id.org/ro/crate/1.1/context");
    ArrayNode graph = root.putArray("@graph");
    ObjectNode descriptor = entity(graph, CRATE, "CreativeWork");
    refer(descriptor, "conformsTo", "https://w3id.org/ro/crate/1.1");
    refer(descriptor, "about", "./");
    ObjectNode whole = entity(graph, "./", "Dataset");
    whole.put("name", title());
    whole.put(
        "description",
        (study.question().isEmpty() ? "" : study.question() + " ")
            + "Inputs, results, figures, tables and software, with a script that computes all again.");
    whole.put("datePublished", study.measured().day());
    refer(whole, "license", SPDX + licence);
    ArrayNode makers = whole.putArray("author");
    List<String> names = authors.isEmpty() ? List.of(unnamed()) : authors;
    for (int i = 0; i < names.size(); i++) {
      makers.addObject().put("@id", "#author-" + (i + 1));
    }
    refer(whole, "mentions", "#run");
    ArrayNode parts = whole.putArray("hasPart");
    files.keySet().forEach(name -> parts.addObject().put("@id", id(name)));
    for (int i = 0; i < names.size(); i++) {
      entity(graph, "#author-" + (i + 1), authors.isEmpty() ? "Organization" : "Person")
          .put("name", names.get(i));
    }
    licence(graph, licence);
    if (!licence.equals(SOFTWARE_LICENCE)) {
      licence(graph, SOFTWARE_LICENCE);
    }
    ObjectNode run = entity(graph, "#run", "CreateAction");
    run.put("name", "thaw " + study.kind());
    run.put("endTime", study.measured().finished());
    refer(run, "instrument", PackageFolder.JAR);
    ArrayNode used = run.putArray("object");
    ArrayNode made = run.putArray("result");
    for (Map.Entry<String, Long> file : files.entrySet()) {
      String name = file.getKey();
      ObjectNode node = entity(graph, id(name), "File");
      node.put("name", name.substring(name.lastIndexOf('/') + 1));
      String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
      node.put("encodingFormat", MEDIA_TYPES.getOrDefault(ending, "application/octet-stream"));
      if (!name.equals(Sha256List.NAME)) {
        node.put("contentSize", String.valueOf(file.getValue()));
      }
      if (name.equals(PackageFolder.JAR)) {
        node.putArray("@type").add("File").add("SoftwareApplication");
        node.put("name", "Thaw");
        node.put("version", study.version());
        refer(node, "license", SPDX + SOFTWARE_LICENCE);
      } else if (name.startsWith(PackageFolder.INPUTS)) {
        used.addObject().put("@id", id(name));
      } else if (name.startsWith(PackageFolder.RESULTS)) {
        made.addObject().put("@id", id(name));
      }
    }
    return Json.text(root);
  }

  private static void licence(ArrayNode graph, String licence) {
    entity(graph, SPDX + licence, "CreativeWork").put("name", licence);
  }

  private static ObjectNode entity(ArrayNode graph, String id, String type) {
    return graph.addObject().put("@id", id).put("@type", type);
  }

  private static void refer(ObjectNode node, String property, String id) {
    node.putObject(property).put("@id", id);
  }

  /** A file's name as a relative URI. */
  static String id(String name) {
    try {
      return new URI(null, null, name, null).getRawPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a relative path is a URI", e);
    }
  }
}
