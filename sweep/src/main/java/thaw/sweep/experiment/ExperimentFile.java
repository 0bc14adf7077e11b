package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.Json;
import thaw.model.io.Schema;
import thaw.model.io.Setting;

/** Reads experiment files, format {@code thaw/experiment@1}, JSON or YAML. */
public final class ExperimentFile {
  /** The format's name and version. */
  public static final String FORMAT = "thaw/experiment@1";

  private static final Schema SCHEMA = Schema.named("experiment@1.schema.json");

  private ExperimentFile() {}

  /**
   * Reads a file, and the base and the points that it names.
   *
   * @param path the file; its name tells YAML from JSON
   * @param settings overrides of the experiment's own fields, as in {@code seed=3}; may be empty
   * @return the experiment
   * @throws BadInput with all that is wrong, each problem with its place in the file it stands in
   * @throws IOException if a file cannot be read
   */
  public static Experiment read(Path path, List<Setting> settings) throws BadInput, IOException {
    Document document = Document.read(path, settings);
    SCHEMA.check(document);
    document.throwIfBad();
    return new ExperimentReader(document, path).experiment();
  }

  /**
   * An experiment's model as one JSON text that names no file, for machines that are given the
   * numbers and values of points: the base stands inside, settings applied; there are no analyses,
   * figures or constraints, and the design is a single point.
   *
   * @param path the experiment file; its name tells YAML from JSON
   * @param settings as for {@link #read}
   * @return JSON text for {@link #parse}
   * @throws BadInput as {@link #read}, of which this is to be asked after
   * @throws IOException if a file cannot be read
   */
  public static String portable(Path path, List<Setting> settings) throws BadInput, IOException {
    Document document = Document.read(path, settings);
    SCHEMA.check(document);
    document.throwIfBad();
    Optional<Document> base = new BaseReader(document, path, new ArrayList<>()).document();
    document.throwIfBad();
    ObjectNode root = document.root().deepCopy();
    root.set("base", base.orElseThrow().root());
    root.remove(List.of("settings", "constraints", "analyses", "figures"));
    root.putObject("design").put("kind", Design.Kind.RANDOM.word()).put("points", 1);
    return Json.text(root);
  }

  /**
   * Reads what {@link #portable} wrote.
   *
   * @param portable JSON text
   * @return the experiment; its design is a single point
   * @throws BadInput with all that is wrong, each problem with its place in the text
   * @throws IOException if the text names a file that cannot be read; those of {@link #portable}
   *     name none
   */
  public static Experiment parse(String portable) throws BadInput, IOException {
    Document document = Document.parse(portable, "experiment.json", List.of());
    SCHEMA.check(document);
    document.throwIfBad();
    return new ExperimentReader(document, Path.of(document.file())).experiment();
  }

  /**
   * Whether a file says that it is an experiment, of whatever version.
   *
   * @param root of a JSON or YAML file
   * @return true if its {@code format} begins with {@code thaw/experiment@}
   */
  public static boolean isExperiment(JsonNode root) {
    return root.path("format").asText().startsWith(FORMAT.substring(0, FORMAT.indexOf('@') + 1));
  }

  /**
   * The JSON schema of the format.
   *
   * @return JSON text, draft 2020-12
   */
  public static String schema() {
    return SCHEMA.text();
  }
}
