package thaw.charts;

import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;

/** Names that are longer than their place: broken behind a dot, a hyphen or a space. */
final class Labels {
  private static final int MOST_LINES = 3;

  private Labels() {}

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
