package thaw.charts;

import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;

/** Names that are longer than their place: broken behind a dot, a hyphen or a space. */
final class Labels {
  private static final int MOST_LINES = 3;

  /** Letters. */
  private static final int STUMP = 7;

  private Labels() {}

  /** As much of a path as fits, from its end: that tells it apart. */
  static String end(String path, FontMetrics metrics, double width) {
    if (metrics.stringWidth(path) <= width) {
      return path;
    }
    String rest = path.substring(1);
    while (rest.length() > 1 && metrics.stringWidth("…" + rest) > width) {
      rest = rest.substring(1);
    }
    // A word of which little is left goes, too.
    int dot = rest.indexOf('.');
    return "…" + (dot >= 0 && dot < STUMP ? rest.substring(dot + 1) : rest);
  }

  static List<String> lines(String text, FontMetrics metrics, double width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (!rest.isEmpty()) {
      int end = rest.length();
      while (end > 1 && metrics.stringWidth(rest.substring(0, end).strip()) > width) {
        int before = end - 1;
        while (before > 0 && ".- /".indexOf(rest.charAt(before - 1)) < 0) {
          before--;
        }
        end = before > 0 ? before : end - 1;
      }
      boolean cut = lines.size() == MOST_LINES - 1 && end < rest.length();
      lines.add(
          cut
              ? rest.substring(0, Math.max(1, end - 1)).strip() + "…"
              : rest.substring(0, end).strip());
      rest = cut ? "" : rest.substring(end);
    }
    return lines;
  }
}
