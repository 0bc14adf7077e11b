package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import thaw.sweep.Column;
import thaw.sweep.Row;
import thaw.sweep.Rows;
import thaw.sweep.Status;

/**
 * Maps of the classes of an outcome over one to three parameters, from the points of a grid, full
 * or adaptive. Nothing is smoothed: classes are those of evaluated points.
 */
public final class Regions {
  private final Options options;

  private Regions(Options options) {
    this.options = options;
  }

  /** Incomplete points refused; four million cells at most. */
  public static Regions withDefaults() {
    return new Regions(Options.defaults());
  }

  public Regions with(Options changed) {
    return new Regions(changed);
  }

  /**
   * How it is done.
   *
   * @param dropIncomplete whether points without a class are left white
   * @param mostCells of the lattice; more are refused
   * @param logarithmic parameters of which equal ratios count alike
   */
  public record Options(boolean dropIncomplete, int mostCells, Set<String> logarithmic) {
    public Options {
      logarithmic = Set.copyOf(logarithmic);
    }

    public static Options defaults() {
      return new Options(false, 4_000_000, Set.of());
    }

    public Options withDropIncomplete(boolean drop) {
      return new Options(drop, mostCells, logarithmic);
    }

    public Options withMostCells(int most) {
      return new Options(dropIncomplete, most, logarithmic);
    }

    public Options withLogarithmic(Set<String> parameters) {
      return new Options(dropIncomplete, mostCells, parameters);
    }
  }

  /** Both of these: then more than one equilibrium exists, as freezing and settling. */
  public record Several(Response one, Response other) {
    boolean at(Row row) {
      return one.of(row) == 1 && other.of(row) == 1;
    }
  }

  /**
   * Draws the map.
   *
   * @param points of the design
   * @param outcome a category
   * @param axes parameters in the order of the axes; none for all that vary
   * @param several when several equilibria exist
   * @throws MissingOutcomes if a point has no class and such points are not left white
   * @throws IllegalArgumentException if the axes are not one to three parameters that vary, if
   *     others vary too, or the lattice is too large
   */
  public RegionMap solve(
      Rows rows, int points, String outcome, List<String> axes, Optional<Several> several)
      throws MissingOutcomes {
    int index = Response.index(rows.outcomes(), outcome);
    Column column = rows.outcomes().get(index);
    if (column.isNumber()) {
      throw new IllegalArgumentException(outcome + " is a number; allowed: a category");
    }
    List<Row> all = new ArrayList<>();
    rows.forEach(all::add);
    refuseMissing(all, points, index, outcome);
    int[] chosen = chosen(rows.parameters(), all, axes);
    List<RegionMap.Axis> lattice = new ArrayList<>();
    long cells = 1;
    for (int parameter : chosen) {
      double[] values = distinct(all, parameter);
      Column axis = rows.parameters().get(parameter);
      lattice.add(new RegionMap.Axis(axis, values, options.logarithmic().contains(axis.name())));
      cells = Math.multiplyExact(cells, (long) values.length);
      if (cells > options.mostCells()) {
        throw new IllegalArgumentException(
            "the parameter values make a lattice of more than "
                + options.mostCells()
                + " cells; allowed: the points of a grid");
      }
    }
    int[] classes = new int[(int) cells];
    Arrays.fill(classes, RegionMap.NONE);
    boolean[] evaluated = new boolean[classes.length];
    boolean[] many = new boolean[classes.length];
    int dropped = points - all.size();
    for (Row row : all) {
      int cell = 0;
      int stride = 1;
      for (int a = 0; a < chosen.length; a++) {
        double[] values = lattice.get(a).values();
        // adding 0 makes one of −0 and 0
        cell += stride * Arrays.binarySearch(values, row.parameters()[chosen[a]] + 0.0);
        stride *= values.length;
      }
      int code = hasClass(row, index) ? (int) row.outcomes()[index] : RegionMap.NONE;
      if (evaluated[cell] && classes[cell] != code) {
        throw new IllegalArgumentException(
            "point " + row.point() + " has the parameters of an earlier one, but not its class");
      }
      evaluated[cell] = true;
      classes[cell] = code;
      many[cell] = several.isPresent() && several.get().at(row);
      dropped += code == RegionMap.NONE ? 1 : 0;
    }
    RegionMap map =
        new RegionMap(column, lattice, classes, evaluated, several.map(s -> many), dropped);
    fill(map, many);
    return map;
  }

  private void refuseMissing(List<Row> all, int points, int index, String outcome)
      throws MissingOutcomes {
    if (options.dropIncomplete()) {
      return;
    }
    List<MissingOutcomes.Point> missing = new ArrayList<>();
    boolean[] seen = new boolean[points];
    for (Row row : all) {
      if (row.point() >= points) {
        throw new IllegalArgumentException(
            "there is a point " + row.point() + "; allowed by the design: 0 to " + (points - 1));
      }
      seen[(int) row.point()] = true;
      if (!hasClass(row, index)) {
        missing.add(MissingOutcomes.Point.of(row));
      }
    }
    for (int p = 0; p < points; p++) {
      if (!seen[p]) {
        missing.add(new MissingOutcomes.Point(p, "not evaluated yet", true));
      }
    }
    missing.sort((a, b) -> Long.compare(a.point(), b.point()));
    if (!missing.isEmpty()) {
      throw new MissingOutcomes(outcome, points, missing);
    }
  }

  private static boolean hasClass(Row row, int index) {
    return (row.status() == Status.OK || row.status() == Status.UNDECIDED)
        && !Double.isNaN(row.outcomes()[index]);
  }

  private static int[] chosen(List<Column> parameters, List<Row> all, List<String> axes) {
    List<Integer> varying = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (distinct(all, i).length > 1) {
        varying.add(i);
      }
    }
    List<Integer> chosen =
        axes.isEmpty()
            ? varying
            : axes.stream().map(name -> Response.index(parameters, name)).toList();
    if (chosen.isEmpty()
        || chosen.size() > 3
        || !varying.containsAll(chosen)
        || !chosen.containsAll(varying)
        || chosen.size() != varying.size()) {
      throw new IllegalArgumentException(
          "a map of "
              + String.join(", ", chosen.stream().map(i -> parameters.get(i).name()).toList())
              + "; allowed: one to three parameters, all those that vary: "
              + String.join(", ", varying.stream().map(i -> parameters.get(i).name()).toList()));
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] distinct(List<Row> all, int parameter) {
    TreeSet<Double> values = new TreeSet<>();
    all.forEach(row -> values.add(row.parameters()[parameter] + 0.0));
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** A cell reached from an evaluated one. */
  private record Reached(int cell, int source, double distance) {}

  /** Gives cells between the points the class of the nearest point, as shares of the ranges. */
  private static void fill(RegionMap map, boolean[] many) {
    double[][] places = new double[map.axes().size()][];
    for (int a = 0; a < places.length; a++) {
      RegionMap.Axis axis = map.axes().get(a);
      // a point of another category is further than any of the same
      places[a] =
          Arrays.stream(axis.values())
              .map(v -> axis.parameter().isNumber() ? axis.share(axis.values()[0], v) : 2 * v)
              .toArray();
    }
    PriorityQueue<Reached> queue =
        new PriorityQueue<>(
            (a, b) -> {
              int byDistance = Double.compare(a.distance(), b.distance());
              return byDistance != 0 ? byDistance : Integer.compare(a.source(), b.source());
            });
    boolean[] done = new boolean[map.size()];
    for (int cell = 0; cell < map.size(); cell++) {
      if (map.evaluated()[cell]) {
        queue.add(new Reached(cell, cell, 0));
      }
    }
    while (!queue.isEmpty()) {
      Reached reached = queue.remove();
      int cell = reached.cell();
      if (done[cell]) {
        continue;
      }
      done[cell] = true;
      map.classes()[cell] = map.classes()[reached.source()];
      many[cell] = many[reached.source()];
      for (int a = 0; a < map.axes().size(); a++) {
        int place = map.place(cell, a);
        int last = map.axes().get(a).values().length - 1;
        for (int step = -1; step <= 1; step += 2) {
          int next = cell + step * map.stride(a);
          if (place + step >= 0 && place + step <= last && !done[next]) {
            queue.add(
                new Reached(next, reached.source(), distance(places, map, next, reached.source())));
          }
        }
      }
    }
  }

  private static double distance(double[][] places, RegionMap map, int cell, int source) {
    double squares = 0;
    for (int a = 0; a < places.length; a++) {
      double step = places[a][map.place(cell, a)] - places[a][map.place(source, a)];
      squares += step * step;
    }
    return squares;
  }
}
