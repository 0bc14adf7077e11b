package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.Json;

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

  static String text(JsonNode root, String field, String otherwise) {
    String text = root.path(field).asText();
    return text.isBlank() ? otherwise : text.strip();
  }
}
