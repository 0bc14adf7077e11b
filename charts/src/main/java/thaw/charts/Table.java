package thaw.charts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Numbers and words in rows and columns: the data behind a figure, or a table of a report.
 *
 * @param columns names, distinct
 * @param rows one value per column each; numbers or text
 */
public record Table(List<String> columns, List<List<Object>> rows) {
  /** A cell without a value: a dash where it is read, empty in {@link #csv}. */
  public static final String MISSING = "–";

  private static final Pattern NUMBER = Pattern.compile("[−-]?[0-9][0-9.,/]*%?|[−-]?∞|–|");

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}.-]+");

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

  /**
   * As comma-separated values (RFC 4180) with a header; what is missing is empty. The names of
   * columns are words_with_underscores: letters and digits, and the dots and hyphens of names of
   * parameters; what else they hold, as spaces and commas, becomes underscores. All stay as they
   * are where two would be alike or one would be empty.
   */
  public String csv() {
    StringBuilder text = new StringBuilder();
    List<String> names = columns.stream().map(Table::underscored).toList();
    boolean distinct = Set.copyOf(names).size() == columns.size();
    boolean empty = names.stream().filter(String::isEmpty).count() > unnamed();
    line(text, distinct && !empty ? names : columns);
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private long unnamed() {
    return columns.stream().filter(String::isEmpty).count();
  }

  private static String underscored(String column) {
    return NO_LETTERS.matcher(column).replaceAll("_").replaceAll("^_+|_+$", "");
  }

  private static void line(StringBuilder text, List<?> values) {
    for (int k = 0; k < values.size(); k++) {
      Object cell = values.get(k);
      boolean missing = MISSING.equals(cell) || (cell instanceof Double d && d.isNaN());
      String value = missing ? "" : String.valueOf(cell);
      boolean quote = value.matches("(?s).*[\",\n\r].*");
      text.append(k == 0 ? "" : ",")
          .append(quote ? "\"" + value.replace("\"", "\"\"") + "\"" : value);
    }
    text.append("\n");
  }

  /** As a Markdown table, numbers to the right. */
  public String markdown() {
    StringBuilder text = new StringBuilder("| ");
    text.append(String.join(" | ", columns.stream().map(Table::marked).toList())).append(" |\n|");
    for (int k = 0; k < columns.size(); k++) {
      text.append(isNumeric(k) ? "---:|" : "---|");
    }
    text.append("\n");
    for (List<Object> row : rows) {
      text.append("| ")
          .append(String.join(" | ", row.stream().map(Table::markdownCell).toList()))
          .append(" |\n");
    }
    return text.toString();
  }

  /**
   * As a LaTeX tabular with the rules of the booktabs package; the numbers of a column to the
   * right, with equally many decimals.
   */
  public String latex() {
    StringBuilder text = new StringBuilder("\\begin{tabular}{");
    int[] decimals = new int[columns.size()];
    for (int k = 0; k < columns.size(); k++) {
      text.append(isNumeric(k) ? 'r' : 'l');
      decimals[k] = decimals(k);
    }
    text.append("}\n\\toprule\n");
    text.append(String.join(" & ", columns.stream().map(Latex::escaped).toList()));
    text.append(" \\\\\n\\midrule\n");
    for (List<Object> row : rows) {
      for (int k = 0; k < row.size(); k++) {
        text.append(k == 0 ? "" : " & ").append(latexCell(row.get(k), decimals[k]));
      }
      text.append(" \\\\\n");
    }
    return text.append("\\bottomrule\n\\end{tabular}\n").toString();
  }

  /** Whether a column has nothing but numbers, shares and missing values, and something at all. */
  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(v -> v instanceof Number || NUMBER.matcher(v.toString()).matches());
  }

  /** Most decimals among the numbers of a column; below 0 if some have an exponent. */
  private int decimals(int column) {
    int most = 0;
    for (List<Object> row : rows) {
      if (row.get(column) instanceof Double d && Double.isFinite(d)) {
        String text = Numbers.readable(d);
        if (text.contains("e")) {
          return -1;
        }
        int point = text.indexOf('.');
        most = Math.max(most, point < 0 ? 0 : text.length() - point - 1);
      }
    }
    return most;
  }

  private static String latexCell(Object value, int decimals) {
    if (value instanceof PayoffCell payoffs) {
      return payoffs.latex();
    }
    if (value instanceof Double d && Double.isFinite(d) && decimals >= 0) {
      String text = new BigDecimal(d).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
      return Latex.escaped(text.replace('-', '−'));
    }
    return Latex.number(cell(value));
  }

  private static String markdownCell(Object value) {
    return value instanceof PayoffCell payoffs ? payoffs.markdown() : marked(cell(value));
  }

  private static String marked(String text) {
    return text.replace("|", "\\|").replaceAll("[\\r\\n]+", " ");
  }

  private static String cell(Object value) {
    return value instanceof Double d ? Numbers.readable(d) : value.toString();
  }
}
