package thaw.charts;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers and words in rows and columns: the data behind a figure, or a table of a report.
 *
 * @param columns names, distinct
 * @param rows one value per column each; numbers or text
 */
public record Table(List<String> columns, List<List<Object>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row has " + row.size() + " values; allowed: " + columns.size());
      }
    }
  }

  /** As comma-separated values (RFC 4180) with a header. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    line(text, new ArrayList<>(columns));
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<?> values) {
    for (int k = 0; k < values.size(); k++) {
      String value = String.valueOf(values.get(k));
      boolean quote = value.matches("(?s).*[\",\n\r].*");
      text.append(k == 0 ? "" : ",")
          .append(quote ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
    }
    text.append("\n");
  }

  /** As a Markdown table. */
  public String markdown() {
    StringBuilder text = new StringBuilder("| " + String.join(" | ", columns) + " |\n|");
    columns.forEach(c -> text.append("---|"));
    text.append("\n");
    for (List<Object> row : rows) {
      text.append("| ")
          .append(String.join(" | ", row.stream().map(v -> cell(v).replace("|", "\\|")).toList()))
          .append(" |\n");
    }
    return text.toString();
  }

  /** As a LaTeX tabular with the rules of the booktabs package. */
  public String latex() {
    StringBuilder text = new StringBuilder("\\begin{tabular}{");
    for (int k = 0; k < columns.size(); k++) {
      boolean numbers = !rows.isEmpty() && rows.get(0).get(k) instanceof Number;
      text.append(numbers ? 'r' : 'l');
    }
    text.append("}\n\\toprule\n");
    text.append(String.join(" & ", columns.stream().map(Table::escaped).toList()));
    text.append(" \\\\\n\\midrule\n");
    for (List<Object> row : rows) {
      text.append(String.join(" & ", row.stream().map(v -> escaped(cell(v))).toList()))
          .append(" \\\\\n");
    }
    return text.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  private static String cell(Object value) {
    return value instanceof Double d ? Numbers.readable(d) : value.toString();
  }

  private static String escaped(String text) {
    return text.replaceAll("([&%$#_{}])", "\\\\$1");
  }
}
