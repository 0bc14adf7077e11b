package thaw.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import thaw.charts.PaperTable;

/** The files of a run, written as a whole or not at all. */
final class RunFolder {
  private static final String MANIFEST = "manifest.json";

  private final SortedMap<String, byte[]> files = new TreeMap<>();

  void add(String name, byte[] content) {
    files.put(name, content);
  }

  void add(String name, String content) {
    add(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A table in the three forms of tables. */
  void add(String name, PaperTable table) {
    add("tables/" + name + ".csv", table.csv());
    add("tables/" + name + ".md", table.markdown());
    add("tables/" + name + ".tex", table.latex());
  }

  SortedMap<String, byte[]> files() {
    return files;
  }

  /**
   * Refuses to write over what is there, or over a folder of another command even with {@code
   * force}, before any work is done.
   */
  static void refuseExisting(Path folder, boolean force, String command)
      throws Refused, IOException {
    refuseExisting(folder, force, MANIFEST, "run folder");
    if (!Files.exists(folder)) {
      return;
    }
    String maker = maker(folder);
    if (!maker.equals(command)) {
      throw new Refused(
          folder
              + " is of thaw "
              + maker
              + "; --force replaces only a folder of thaw "
              + command
              + ", -o DIR writes somewhere else");
    }
  }

  /** The command that made a run folder, by its manifest; a sweep's names none. */
  private static String maker(Path folder) throws IOException {
    try {
      JsonNode manifest = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(MANIFEST)));
      return manifest.path("command").path(0).asText("sweep");
    } catch (JsonProcessingException e) {
      return "something else"; // a manifest of other programs
    }
  }

  /** The same, of a folder known by a file in it. */
  static void refuseExisting(Path folder, boolean force, String mark, String kind) throws Refused {
    if (Files.exists(folder) && !force) {
      throw new Refused(
          folder + " exists already; --force replaces it, -o DIR writes somewhere else");
    }
    if (Files.exists(folder) && !Files.isRegularFile(folder.resolve(mark))) {
      throw new Refused(folder + " is no " + kind + "; --force replaces only a " + kind);
    }
  }

  /** Writes everything beside the folder, then moves it there. */
  void write(Path folder, boolean force, String command) throws IOException, Refused {
    refuseExisting(folder, force, command);
    replace(
        folder,
        draft -> {
          for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = draft.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
          }
        });
  }

  /** Writes into a draft. */
  interface Filling {
    void into(Path draft) throws IOException, Refused;
  }

  /** Fills a draft beside the folder and moves it there as a whole, or leaves what is there. */
  static void replace(Path folder, Filling filling) throws IOException, Refused {
    Path target = folder.toAbsolutePath().normalize();
    Path parent = target.getParent();
    if (parent == null) {
      throw new Refused(folder + " cannot be written; allowed: a folder to be made");
    }
    Files.createDirectories(parent);
    Path draft = Files.createTempDirectory(parent, "." + target.getFileName() + "-");
    try {
      filling.into(draft);
      if (Files.exists(target)) {
        Path old = Files.createTempDirectory(parent, "." + target.getFileName() + "-old-");
        Files.move(target, old.resolve("run"), StandardCopyOption.ATOMIC_MOVE);
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        delete(old);
      } else {
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      }
      target.toFile().setReadable(true, false);
      target.toFile().setExecutable(true, false);
    } finally {
      if (Files.exists(draft)) {
        delete(draft);
      }
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
