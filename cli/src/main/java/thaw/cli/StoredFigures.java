package thaw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The figures in a folder that Thaw has written, or in folders below it. A name that several
 * folders have is told apart by the folder, as in {@code spe/payoff-set}.
 */
final class StoredFigures {
  /** Folders of figures are at most this far below: analysis/regions/figures/ and the file. */
  private static final int DEPTH = 4;

  private static final String FIGURES = "figures";

  private static final String SUFFIX = ".json";

  private final Path folder;

  /** Files by the figure's name, and by folder and name. */
  private final Map<String, Map<String, Path>> byName;

  private StoredFigures(Path folder, Map<String, Map<String, Path>> byName) {
    this.folder = folder;
    this.byName = byName;
  }

  static StoredFigures in(Path folder) throws IOException, Refused {
    if (Files.isRegularFile(folder)) {
      throw new Refused(folder + " is a file; allowed: a folder that thaw has written");
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString());
    }
    Path own = folder.resolve(FIGURES);
    Path from = Files.isDirectory(own) ? own : folder;
    Map<String, Map<String, Path>> byName = new TreeMap<>();
    try (Stream<Path> all = Files.walk(from, DEPTH)) {
      for (Path path : all.sorted().toList()) {
        String file = String.valueOf(path.getFileName());
        if (!file.endsWith(SUFFIX)) {
          continue;
        }
        String name = file.substring(0, file.length() - SUFFIX.length());
        if (Files.exists(path.resolveSibling(name + ".csv"))) {
          byName
              .computeIfAbsent(name, unused -> new TreeMap<>())
              .put(place(from.relativize(path), name), path);
        }
      }
    }
    if (byName.isEmpty()) {
      throw new Refused(
          folder
              + " holds no figures; allowed: a folder with figures that thaw has written (not every"
              + " solve or sweep draws some)");
    }
    return new StoredFigures(folder, byName);
  }

  /** Folder and name; folders that are called figures are left out. */
  private static String place(Path path, String name) {
    List<String> parts = new ArrayList<>();
    for (Path part : path) {
      parts.add(part.toString());
    }
    parts.remove(parts.size() - 1);
    parts.remove(FIGURES);
    if (parts.isEmpty()) {
      parts.add(".");
    }
    parts.add(name);
    return String.join("/", parts);
  }

  /** What {@link #file} takes: names, with their folder where that is needed. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    byName.forEach(
        (name, places) -> {
          if (places.size() == 1) {
            names.add(name);
          } else {
            names.addAll(places.keySet());
          }
        });
    return names;
  }

  /**
   * The file of a figure.
   *
   * @param name of the figure, or its folder and name
   */
  Path file(String name) throws Refused {
    Map<String, Path> places = byName.getOrDefault(name, Map.of());
    if (places.size() == 1) {
      return places.values().iterator().next();
    }
    if (places.size() > 1) {
      throw new Refused(
          folder
              + " holds several figures \""
              + name
              + "\"; allowed: one of "
              + String.join(", ", places.keySet()));
    }
    for (Map<String, Path> each : byName.values()) {
      Path path = each.get(name);
      if (path != null) {
        return path;
      }
    }
    throw new Refused(
        folder + " holds no figure \"" + name + "\"; allowed: " + String.join(", ", names()));
  }
}
