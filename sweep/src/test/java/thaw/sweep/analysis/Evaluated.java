package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import thaw.sweep.Column;
import thaw.sweep.Row;
import thaw.sweep.Rows;
import thaw.sweep.Status;

/** Rows of tests: points and what a function gives there. */
record Evaluated(List<Column> parameters, List<Column> outcomes, List<Row> rows) implements Rows {
  @Override
  public void forEach(Consumer<Row> visitor) {
    rows.forEach(visitor);
  }

  static List<Column> numbers(String prefix, int k) {
    return IntStream.range(0, k).mapToObj(i -> Column.number(prefix + (i + 1), "", "")).toList();
  }

  /** A number named y at every point. */
  static Evaluated of(List<double[]> points, ToDoubleFunction<double[]> f) {
    return of(points, numbers("x", points.get(0).length), Column.number("y", "", ""), f);
  }

  /** A category named verdict at every point: frozen where the code is 1. */
  static Evaluated verdicts(List<double[]> points, ToDoubleFunction<double[]> f) {
    return of(
        points,
        numbers("x", points.get(0).length),
        Column.category("verdict", "", List.of("sustainable", "frozen", "undecided")),
        f);
  }

  static Evaluated of(
      List<double[]> points,
      List<Column> parameters,
      Column outcome,
      ToDoubleFunction<double[]> f) {
    List<Row> rows = new ArrayList<>();
    for (double[] x : points) {
      rows.add(new Row(rows.size(), 0, x, Status.OK, "", new double[] {f.applyAsDouble(x)}));
    }
    return new Evaluated(parameters, List.of(outcome), rows);
  }

  /** The same with one row put in place of that with its number. */
  Evaluated with(Row row) {
    List<Row> changed = new ArrayList<>(rows);
    changed.replaceAll(r -> r.point() == row.point() ? row : r);
    return new Evaluated(parameters, outcomes, changed);
  }

  /** The same without some rows. */
  Evaluated without(int... points) {
    List<Row> changed = new ArrayList<>(rows);
    changed.removeIf(r -> IntStream.of(points).anyMatch(p -> p == r.point()));
    return new Evaluated(parameters, outcomes, changed);
  }

  Response number() {
    return Response.number(outcomes, "y");
  }

  Response frozen() {
    return Response.category(outcomes, "verdict", "frozen");
  }

  static double[] random(Random random, int k, double low, double high) {
    return random.doubles(k, low, high).toArray();
  }

  /** Points drawn evenly from a cube. */
  static List<double[]> uniform(Random random, int n, int k) {
    return IntStream.range(0, n).mapToObj(j -> random(random, k, 0, 1)).toList();
  }

  /** Saltelli's design from independent draws. */
  static List<double[]> saltelli(Random random, int samples, int k, double low, double high) {
    List<double[]> points = new ArrayList<>();
    for (int j = 0; j < samples; j++) {
      double[] a = random(random, k, low, high);
      double[] b = random(random, k, low, high);
      points.add(a);
      for (int i = 0; i < k; i++) {
        double[] mixed = a.clone();
        mixed[i] = b[i];
        points.add(mixed);
      }
      points.add(b);
    }
    return points;
  }

  /** Morris' design on p levels with steps of p/(2(p − 1)). */
  static List<double[]> morris(Random random, int trajectories, int k, int levels) {
    double step = levels / (2.0 * (levels - 1));
    List<double[]> points = new ArrayList<>();
    for (int r = 0; r < trajectories; r++) {
      double[] x = new double[k];
      for (int i = 0; i < k; i++) {
        x[i] = random.nextInt(levels) / (levels - 1.0);
      }
      points.add(x.clone());
      List<Integer> order = new ArrayList<>(IntStream.range(0, k).boxed().toList());
      java.util.Collections.shuffle(order, random);
      for (int i : order) {
        x[i] += x[i] + step <= 1 + 1e-9 ? step : -step;
        points.add(x.clone());
      }
    }
    return points;
  }
}
