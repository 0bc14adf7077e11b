package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import thaw.charts.Figure;
import thaw.charts.Numbers;
import thaw.charts.PaperTable;
import thaw.charts.Table;

/**
 * What one analysis gave.
 *
 * @param folder its name below the run's
 * @param json the result
 * @param lines for the eye, before the tables
 * @param tables by name; the first is the one to show
 */
record Analysed(
    String folder,
    ObjectNode json,
    List<String> lines,
    Map<String, PaperTable> tables,
    List<Figure> figures) {
  /** The text for the eye. */
  String text() {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  /** A table in columns of equal width. */
  static List<String> aligned(Table table) {
    int columns = table.columns().size();
    List<List<String>> cells = new ArrayList<>(List.of(table.columns()));
    for (List<Object> row : table.rows()) {
      cells.add(
          row.stream()
              .map(v -> v instanceof Double d ? Numbers.readable(d) : v.toString())
              .toList());
    }
    int[] widths = new int[columns];
    for (List<String> row : cells) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    return cells.stream()
        .map(
            row -> {
              StringBuilder line = new StringBuilder();
              for (int c = 0; c < columns; c++) {
                line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
              }
              return line.toString().stripTrailing();
            })
        .toList();
  }
}
