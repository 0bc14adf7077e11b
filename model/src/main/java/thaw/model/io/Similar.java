package thaw.model.io;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

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
