package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
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
   * @param settings overrides of the experiment's own fields, as in {@code seed=3}
   * @throws BadInput with all that is wrong, each problem with its place in the file it stands in
   */
  public static Experiment read(Path path, List<Setting> settings) throws BadInput, IOException {
    Document document = Document.read(path, settings);
    SCHEMA.check(document);
    document.throwIfBad();
    return new ExperimentReader(document, path).experiment();
  }

  /** Whether a file says that it is an experiment, of whatever version. */
  public static boolean isExperiment(JsonNode root) {
    return root.path("format").asText().startsWith(FORMAT.substring(0, FORMAT.indexOf('@') + 1));
  }

  /** The JSON schema of the format. */
  public static String schema() {
    return SCHEMA.text();
  }
}
