package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * A figure or table among results.
 *
 * @param kind Figure or Table
 * @param stem its files without their endings, from the folder of results
 * @param endings of its files
 * @param caption in words
 * @param notes below a table, empty for figures
 */
record Exhibit(String kind, String stem, List<String> endings, String caption, String notes) {
  private static final String NOTES = "*Notes.* ";

  /** The figures, then the tables, among files below a folder. */
  static List<Exhibit> in(Path folder, SortedSet<String> files) throws IOException {
    List<Exhibit> figures = new ArrayList<>();
    List<Exhibit> tables = new ArrayList<>();
    for (String file : files) {
      String parent = "/" + file.substring(0, Math.max(0, file.lastIndexOf('/')));
      String stem = file.substring(0, Math.max(0, file.lastIndexOf('.')));
      if (parent.endsWith("/figures") && file.endsWith(".json")) {
        JsonNode about = new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(file)));
        figures.add(
            new Exhibit(
                "Figure",
                stem,
                endings(files, stem),
                about.path("caption").asText().replaceAll("\\s+", " ").strip(),
                ""));
      } else if (parent.endsWith("/tables") && file.endsWith(".csv")) {
        tables.add(
            new Exhibit(
                "Table",
                stem,
                endings(files, stem),
                title(folder, files, stem),
                notes(folder, files, stem)));
      }
    }
    return Stream.concat(figures.stream(), tables.stream()).toList();
  }

  /** The first line of the table in Markdown, which is in bold; else its name in words. */
  private static String title(Path folder, SortedSet<String> files, String stem)
      throws IOException {
    if (files.contains(stem + ".md")) {
      String first = Files.readAllLines(folder.resolve(stem + ".md")).get(0);
      if (first.length() > 4 && first.startsWith("**") && first.endsWith("**")) {
        return first.substring(2, first.length() - 2);
      }
    }
    return stem.substring(stem.lastIndexOf('/') + 1).replace('-', ' ');
  }

  private static String notes(Path folder, SortedSet<String> files, String stem)
      throws IOException {
    if (!files.contains(stem + ".md")) {
      return "";
    }
    return Files.readAllLines(folder.resolve(stem + ".md")).stream()
        .filter(line -> line.startsWith(NOTES))
        .map(line -> line.substring(NOTES.length()))
        .findFirst()
        .orElse("");
  }

  /** Whether a file is a picture, or says what bytes one has. */
  static boolean isPicture(String file) {
    return file.contains("figures/") && !file.endsWith(".csv");
  }

  private static List<String> endings(SortedSet<String> files, String stem) {
    return files.stream()
        .filter(file -> file.startsWith(stem + "."))
        .map(file -> file.substring(stem.length() + 1))
        .filter(ending -> ending.indexOf('.') < 0)
        .toList();
  }
}
