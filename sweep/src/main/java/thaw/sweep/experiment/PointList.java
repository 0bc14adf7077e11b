package thaw.sweep.experiment;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import thaw.model.io.Problem;
import thaw.model.io.Similar;

/** Reads the points of a list design from a table: CSV, a column per parameter, its name on top. */
final class PointList {
  private final String file;
  private final List<SweptParameter> parameters;
  private final List<Problem> problems = new ArrayList<>();
  private final List<double[]> points = new ArrayList<>();

  private PointList(String file, List<SweptParameter> parameters) {
    this.file = file;
    this.parameters = parameters;
  }

  /**
   * Reads a file.
   *
   * @param allowed what must hold between the values of a point
   */
  static PointList read(Path path, List<SweptParameter> parameters, Predicate<double[]> allowed)
      throws IOException {
    PointList list = new PointList(path.toString(), parameters);
    try {
      list.parse(Files.readAllLines(path, StandardCharsets.UTF_8), allowed);
    } catch (MalformedInputException e) {
      list.problem(1, 1, "", "the file is not in UTF-8", "UTF-8");
    }
    return list;
  }

  List<Problem> problems() {
    return problems;
  }

  List<double[]> points() {
    return points;
  }

  private record Cell(String text, int column) {}

  private void parse(List<String> lines, Predicate<double[]> allowed) {
    if (lines.isEmpty()) {
      problem(1, 1, "", "the file is empty", "a line of names and a line per point");
      return;
    }
    String first = lines.get(0);
    List<Cell> header = cells(first.startsWith("\uFEFF") ? first.substring(1) : first);
    List<String> names = parameters.stream().map(SweptParameter::name).toList();
    int[] column = new int[header.size()];
    Set<String> missing = new LinkedHashSet<>(names);
    for (int k = 0; k < column.length; k++) {
      String name = header.get(k).text();
      column[k] = names.indexOf(name);
      if (!missing.remove(name)) {
        problem(
            1,
            header.get(k).column(),
            name,
            column[k] < 0 ? "is no parameter of the experiment" : "has a column already",
            Similar.allowed(name, names));
      }
    }
    for (String name : missing) {
      problem(1, 1, name, "has no column", "a column for each of " + String.join(", ", names));
    }
    if (!problems.isEmpty()) {
      return;
    }
    for (int line = 1; line < lines.size(); line++) {
      if (!lines.get(line).isBlank()) {
        point(line + 1, cells(lines.get(line)), column, allowed);
      }
    }
    if (points.isEmpty() && problems.isEmpty()) {
      problem(1, 1, "", "there are no points", "a line per point");
    }
  }

  private void point(int line, List<Cell> cells, int[] column, Predicate<double[]> allowed) {
    if (cells.size() != column.length) {
      problem(line, 1, "", "there are " + cells.size() + " values", "" + column.length);
      return;
    }
    double[] values = new double[column.length];
    boolean good = true;
    for (int k = 0; k < column.length; k++) {
      SweptParameter parameter = parameters.get(column[k]);
      Cell cell = cells.get(k);
      Optional<Double> value = parameter.parse(cell.text());
      if (value.isEmpty()) {
        problem(
            line,
            cell.column(),
            parameter.name(),
            "is \"" + cell.text() + "\"",
            parameter.isNumber()
                ? "a number within the experiment's " + parameter.range()
                : Similar.allowed(cell.text(), parameter.categories()));
        good = false;
      } else {
        values[column[k]] = value.get();
      }
    }
    if (good && !allowed.test(values)) {
      problem(line, 1, "", "the values break a constraint of the experiment", "its orders");
    } else if (good) {
      points.add(values);
    }
  }

  /** Values between commas; quotes around a value are taken off, two within it are one. */
  private static List<Cell> cells(String line) {
    List<Cell> cells = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean quoted = false;
    int start = 1;
    for (int k = 0; k <= line.length(); k++) {
      char c = k < line.length() ? line.charAt(k) : ',';
      if (c == '"' && quoted && k + 1 < line.length() && line.charAt(k + 1) == '"') {
        text.append(c);
        k++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && (!quoted || k == line.length())) {
        cells.add(new Cell(text.toString().strip(), start));
        text.setLength(0);
        start = k + 2;
      } else {
        text.append(c);
      }
    }
    return cells;
  }

  private void problem(int line, int column, String path, String message, String allowed) {
    problems.add(new Problem(file, line, column, path, message, allowed));
  }
}
