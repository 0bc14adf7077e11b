package thaw.cli.explore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The three files that the page is made of. */
final class Assets {
  static final String PAGE = "explorer.html";
  static final String STYLE = "explorer.css";
  static final String SCRIPT = "explorer.js";

  private Assets() {}

  static String text(String name) {
    try (InputStream stream = Assets.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
