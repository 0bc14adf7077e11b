package thaw.sweep.run;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import thaw.sweep.Column;
import thaw.sweep.Row;

/**
 * Rows as RFC 4180 has them: CRLF after every line, quotes where needed, UTF-8.
 *
 * <p>Numbers are the shortest decimals that read back equal, by Giulietti's algorithm as JDK 19 has
 * it, so that bytes do not depend on the JDK; missing values are empty, infinite ones Infinity and
 * -Infinity.
 */
final class CsvTable implements RowTable {
  private static final String END = "\r\n";

  private final Disk.Sink sink;
  private final List<Column> parameters;
  private final List<Column> outcomes;
  private final StringBuilder text = new StringBuilder();

  CsvTable(Disk.Sink sink, List<Column> parameters, List<Column> outcomes) throws IOException {
    this.sink = sink;
    this.parameters = parameters;
    this.outcomes = outcomes;
    text.append("point,seed,status,message");
    for (List<Column> columns : List.of(parameters, outcomes)) {
      for (Column column : columns) {
        text.append(',').append(quoted(column.name()));
      }
    }
    text.append(END);
    flush();
  }

  @Override
  public void add(Row row) throws IOException {
    text.append(row.point()).append(',').append(row.seed()).append(',');
    text.append(row.status().word()).append(',').append(quoted(row.message()));
    append(parameters, row.parameters());
    append(outcomes, row.outcomes());
    text.append(END);
    if (text.length() > 1 << 16) {
      flush();
    }
  }

  private void append(List<Column> columns, double[] values) {
    for (int i = 0; i < values.length; i++) {
      text.append(',');
      if (Double.isNaN(values[i])) {
        continue;
      }
      Column column = columns.get(i);
      text.append(
          column.isNumber() ? number(values[i]) : quoted(column.categories().get((int) values[i])));
    }
  }

  /** As in the class comment, without a fraction of zero. */
  static String number(double value) {
    String text = NumberOutput.toString(value, true);
    if (text.endsWith(".0")) {
      return text.substring(0, text.length() - 2);
    }
    return text.replace(".0E", "E");
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private void flush() throws IOException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    sink.write(bytes, 0, bytes.length);
    text.setLength(0);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
