package thaw.model.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the name that was probably meant. */
public final class Similar {
  private Similar() {}

  /** The closest of {@code names} by edit distance, if at most a third of the letters differ. */
  public static Optional<String> to(String written, Collection<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> distance(written, name)))
        .filter(
            name ->
                distance(written, name)
                    <= Math.max(1, Math.max(name.length(), written.length()) / 3));
  }

  /** What is allowed where {@code written} is not, the closest name first if there is one. */
  public static String allowed(String written, Collection<String> names) {
    String all = names.isEmpty() ? "none" : String.join(", ", names);
    return to(written, names).map(name -> all + " (did you mean " + name + "?)").orElse(all);
  }

  /**
   * The file that was probably meant by one that does not exist: beside it, of nearly the same name
   * or of the same name with another ending.
   */
  public static Optional<Path> file(Path missing) {
    Path folder = missing.toAbsolutePath().getParent();
    Path name = missing.getFileName();
    if (folder == null || name == null || !Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names = files.map(f -> f.getFileName().toString()).sorted().toList();
      String written = name.toString();
      return names.stream()
          .filter(n -> stem(n).equalsIgnoreCase(stem(written)))
          .findFirst()
          .or(() -> to(written, names))
          .map(missing::resolveSibling);
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // a folder that cannot be listed suggests nothing
    }
  }

  /** What is allowed where a file does not exist, with the one that was probably meant. */
  static String existing(Path missing, String kind) {
    return file(missing).map(near -> kind + " (did you mean " + near + "?)").orElse(kind);
  }

  private static String stem(String file) {
    int end = file.lastIndexOf('.');
    return end > 0 ? file.substring(0, end) : file;
  }

  /** Levenshtein's distance, case ignored. */
  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int change = diagonal + (same ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
