package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a command printed, and its exit code. */
record Outcome(int code, String out, String err) {
  JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out);
  }

  /** The files of a folder by their names in it. */
  static Map<String, byte[]> files(Path run) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(run)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(run.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /** The text with one character gone, changed, or put in: at a random place. */
  static String damaged(String whole, Random random) {
    StringBuilder text = new StringBuilder(whole);
    int at = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.deleteCharAt(at);
      case 1 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
      default -> text.insert(at, "{}[],:\"-.01e".charAt(random.nextInt(12)));
    }
    return text.toString();
  }

  /** Runs a command in this process. */
  static Outcome thaw(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), args);
    return new Outcome(code, out.toString(), err.toString());
  }
}
