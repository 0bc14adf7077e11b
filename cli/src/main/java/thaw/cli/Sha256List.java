package thaw.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import thaw.charts.Exporter;

/**
 * {@code manifest-sha256.txt}: the SHA-256 of every other file of a package, as {@code sha256sum
 * -c} reads it, and in a comment at the end that of the lines before.
 */
final class Sha256List {
  static final String NAME = "manifest-sha256.txt";

  private static final String OWN = "# SHA-256 of the lines above: ";
  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) {2}(\\S.*)");

  private Sha256List() {}

  /** Of all files in a folder. */
  static String of(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String name : files(folder)) {
      if (!name.equals(NAME)) {
        text.append(Replication.sha256(folder.resolve(name)))
            .append("  ")
            .append(name)
            .append('\n');
      }
    }
    return text + OWN + Exporter.sha256(text.toString().getBytes(StandardCharsets.UTF_8)) + "\n";
  }

  /** Names of all files below a folder. */
  static SortedSet<String> files(Path folder) throws IOException {
    SortedSet<String> names = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(path -> !Files.isDirectory(path))
          .forEach(path -> names.add(Replication.slashed(folder.relativize(path))));
    }
    return names;
  }

  /** What is wrong between a folder and its list, a problem each, with the file's name. */
  static void check(Path folder, List<String> problems) throws IOException {
    Path list = folder.resolve(NAME);
    if (!Files.isRegularFile(list)) {
      problems.add(NAME + " is missing");
      return;
    }
    String text = new String(Files.readAllBytes(list), StandardCharsets.ISO_8859_1);
    int end = text.lastIndexOf(OWN);
    String above = text.substring(0, Math.max(0, end));
    String own = OWN + Exporter.sha256(above.getBytes(StandardCharsets.ISO_8859_1)) + "\n";
    if (end < 0 || !text.substring(end).equals(own)) {
      problems.add(NAME + " was changed: its last line is not the SHA-256 of the lines above");
    }
    SortedMap<String, String> hashes = new TreeMap<>();
    String utf8 = new String(above.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    for (String line : utf8.lines().toList()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches() || hashes.put(matcher.group(2), matcher.group(1)) != null) {
        problems.add(NAME + ": not a line of this list: " + line);
      }
    }
    SortedSet<String> there = files(folder);
    for (Map.Entry<String, String> entry : hashes.entrySet()) {
      String name = entry.getKey();
      if (!there.contains(name)) {
        problems.add(name + " is missing");
      } else if (!Replication.sha256(folder.resolve(name)).equals(entry.getValue())) {
        problems.add(name + " is not the file that the manifest names");
      }
    }
    for (String name : there) {
      if (!hashes.containsKey(name) && !name.equals(NAME)) {
        problems.add(name + " is not in the manifest");
      }
    }
  }
}
