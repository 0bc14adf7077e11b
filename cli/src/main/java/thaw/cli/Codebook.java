package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import thaw.model.io.Json;

/** Every column of every table among results: what it is, and what is in it. */
final class Codebook {
  static final String NAME = "codebook.md";

  /** So many different words are listed, more are counted. */
  private static final int MOST_WORDS = 8;

  private static final int LONGEST_WORD = 40;

  private final Map<String, JsonNode> described = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private Codebook() {}

  /** Of the files below a folder, with what is known of each by its stem. */
  static String of(Path results, SortedSet<String> files, Map<String, String> captions)
      throws IOException {
    Codebook book = new Codebook();
    book.text.append(
        """
        # Codebook

        Every file of comma-separated values in `results/`, with its columns. Files are in UTF-8 with a header line, values
        separated by commas and quoted where needed (RFC 4180); an empty cell is a missing value. Numbers are in the units of
        the model: payoffs per period (normalised discounted averages), time in periods, probabilities and shares from 0 to 1.
        """);
    if (files.contains("columns.json")) {
      new ObjectMapper()
          .readTree(Files.readAllBytes(results.resolve("columns.json")))
          .path("columns")
          .forEach(column -> book.described.put(column.path("name").asText(), column));
    }
    for (String file : files) {
      if (file.endsWith(".csv")) {
        book.file(results.resolve(file), file, captions);
      }
    }
    return book.text.toString();
  }

  private void file(Path path, String name, Map<String, String> captions) throws IOException {
    List<Content> columns = new ArrayList<>();
    long[] rows = {-1};
    CsvReader.forEach(
        path,
        row -> {
          if (rows[0]++ < 0) {
            row.forEach(header -> columns.add(new Content(header)));
            return;
          }
          for (int i = 0; i < Math.min(row.size(), columns.size()); i++) {
            columns.get(i).add(row.get(i));
          }
        });
    text.append("\n## `results/").append(name).append("`\n\n");
    String caption = captions.getOrDefault(name.substring(0, name.length() - 4), "");
    if (!caption.isEmpty()) {
      text.append(caption).append("\n\n");
    }
    text.append(Math.max(0, rows[0])).append(" rows.\n\n");
    boolean known = name.equals("points.csv");
    text.append("| column | type | values | missing |").append(known ? " unit | what it is |" : "");
    text.append(known ? "\n|---|---|---|---|---|---|\n" : "\n|---|---|---|---|\n");
    for (Content column : columns) {
      text.append("| ").append(cell(column.name.isEmpty() ? "(no name)" : column.name));
      text.append(" | ").append(column.isNumber() ? "number" : "text");
      text.append(" | ").append(cell(column.values()));
      text.append(" | ").append(column.missing);
      if (known) {
        JsonNode about = described.getOrDefault(column.name, Json.object());
        text.append(" | ").append(cell(about.path("unit").asText()));
        text.append(" | ").append(cell(meaning(about)));
      }
      text.append(" |\n");
    }
  }

  private static String meaning(JsonNode about) {
    String label = about.path("label").asText();
    String description = about.path("description").asText();
    return label.isEmpty() || description.isEmpty()
        ? label + description
        : label + ": " + description;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }

  /** What a column holds, found while its cells go by. */
  private static final class Content {
    private final String name;
    private final TreeSet<String> words = new TreeSet<>();
    private boolean manyWords;
    private boolean numbers = true;
    private long present;
    private long missing;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private String leastText = "";
    private String mostText = "";

    private Content(String name) {
      this.name = name;
    }

    private void add(String value) {
      if (value.isEmpty()) {
        missing++;
        return;
      }
      present++;
      if (words.size() < MOST_WORDS) {
        words.add(value);
      } else if (!words.contains(value)) {
        manyWords = true;
      }
      try {
        double number = Double.parseDouble(value);
        if (number < least) {
          least = number;
          leastText = value;
        }
        if (number > most) {
          most = number;
          mostText = value;
        }
      } catch (NumberFormatException e) {
        numbers = false;
      }
    }

    private boolean isNumber() {
      return numbers && present > 0;
    }

    private String values() {
      if (present == 0) {
        return "none";
      }
      if (isNumber()) {
        return least == most ? leastText : leastText + " to " + mostText;
      }
      boolean longWords = words.stream().anyMatch(word -> word.length() > LONGEST_WORD);
      return manyWords || longWords ? "free text" : String.join(", ", words);
    }
  }
}
