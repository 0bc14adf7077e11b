package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.Json;
import thaw.model.io.Setting;
import thaw.sweep.run.Run;

/** What an input says of itself. */
final class Stated {
  private Stated() {}

  /** The input's fields; none of a form without fields, such as .nfg. */
  static JsonNode root(Path input) throws IOException {
    try {
      return Document.read(input, List.of()).root();
    } catch (BadInput e) {
      return Json.object();
    }
  }

  /** The fields of the experiment that a sweep keeps; none if its text cannot be read any more. */
  static JsonNode root(Run run) {
    try {
      List<Setting> settings = new ArrayList<>();
      for (String setting : run.settings()) {
        settings.add(Setting.parse(setting));
      }
      return Document.parse(run.experimentText(), run.inputs().get(0).file(), settings).root();
    } catch (BadInput e) {
      return Json.object();
    }
  }

  static String text(JsonNode root, String field, String otherwise) {
    String text = root.path(field).asText();
    return text.isBlank() ? otherwise : text.strip();
  }
}
