package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.sweep.Column;

/**
 * Which class an outcome has where, on the lattice of the parameter values that occur.
 *
 * <p>A cell belongs to one value of each axis and reaches half-way to the next. A cell whose point
 * was not evaluated, as between the points of an adaptive grid, has the class of the nearest one
 * that was.
 *
 * @param outcome a category
 * @param axes one to three
 * @param classes code by cell, −1 where the point has none; the first axis runs fastest
 * @param evaluated whether the cell's own point was evaluated
 * @param several whether several equilibria exist there; empty where that was not asked
 * @param dropped points without a class
 */
public record RegionMap(
    Column outcome,
    List<Axis> axes,
    int[] classes,
    boolean[] evaluated,
    Optional<boolean[]> several,
    int dropped) {
  /** No class. */
  public static final int NONE = -1;

  public RegionMap {
    axes = List.copyOf(axes);
  }

  /**
   * A parameter.
   *
   * @param values that occur, rising; codes of a category
   * @param logarithmic whether equal ratios count alike; values are positive then
   */
  public record Axis(Column parameter, double[] values, boolean logarithmic) {
    /** The ends of the cells: half-way between values, the first and the last value themselves. */
    public double[] edges() {
      int n = values.length;
      double[] edges = new double[n + 1];
      for (int k = 1; k < n; k++) {
        edges[k] =
            logarithmic
                ? Math.sqrt(values[k - 1]) * Math.sqrt(values[k])
                : values[k - 1] + (values[k] - values[k - 1]) / 2;
      }
      boolean number = parameter.isNumber();
      edges[0] = number ? values[0] : values[0] - 0.5;
      edges[n] = number ? values[n - 1] : values[n - 1] + 0.5;
      return edges;
    }

    /** The distance between two values on the scale of the axis, as a share of its length. */
    double share(double from, double to) {
      double[] edges = edges();
      double low = edges[0];
      double high = edges[edges.length - 1];
      return logarithmic ? Math.log(to / from) / Math.log(high / low) : (to - from) / (high - low);
    }
  }

  /**
   * How much of the map a class has.
   *
   * @param points evaluated ones
   * @param share of the volume of the map
   * @param edge share of the volume in cells of this class next to another class: what a finer
   *     lattice may change
   * @param several share of the volume where several equilibria exist, 0 where that was not asked
   */
  public record Share(String category, long points, double share, double edge, double several) {}

  /**
   * Two neighbouring evaluated points between which the class changes.
   *
   * @param axis along which they are neighbours
   * @param at the value of each axis at the first of them
   * @param next the value of that axis at the second
   * @param before class of the first
   * @param after class of the second
   */
  public record Boundary(int axis, double[] at, double next, String before, String after) {}

  /**
   * Where the class changes along one axis, at one value of the other.
   *
   * @param at value of the other axis
   * @param below last value up to which every point is of the first class; NaN if there is none
   * @param above first value from which every point is of the second class; NaN if there is none
   */
  public record Bracket(double at, double below, double above) {}

  /** How many cells. */
  public int size() {
    return classes.length;
  }

  /** The place of a cell on an axis. */
  int place(int cell, int axis) {
    int rest = cell;
    for (int a = 0; a < axis; a++) {
      rest /= axes.get(a).values().length;
    }
    return rest % axes.get(axis).values().length;
  }

  /** Steps from a cell to the next on an axis. */
  int stride(int axis) {
    int stride = 1;
    for (int a = 0; a < axis; a++) {
      stride *= axes.get(a).values().length;
    }
    return stride;
  }

  /** The shares of all classes of the outcome, also of those that do not occur. */
  public List<Share> shares() {
    int count = outcome.categories().size();
    long[] points = new long[count];
    double[] share = new double[count];
    double[] edge = new double[count];
    double[] many = new double[count];
    double[][] widths = new double[axes.size()][];
    for (int a = 0; a < axes.size(); a++) {
      double[] edges = axes.get(a).edges();
      int n = edges.length - 1;
      widths[a] = new double[n];
      for (int k = 0; k < n; k++) {
        widths[a][k] = axes.get(a).share(edges[k], edges[k + 1]);
      }
    }
    for (int cell = 0; cell < size(); cell++) {
      int code = classes[cell];
      if (code == NONE) {
        continue;
      }
      double volume = 1;
      boolean border = false;
      for (int a = 0; a < axes.size(); a++) {
        int place = place(cell, a);
        int stride = stride(a);
        volume *= widths[a][place];
        border |= place > 0 && classes[cell - stride] != code;
        border |= place + 1 < widths[a].length && classes[cell + stride] != code;
      }
      points[code] += evaluated[cell] ? 1 : 0;
      share[code] += volume;
      edge[code] += border ? volume : 0;
      many[code] += several.isPresent() && several.get()[cell] ? volume : 0;
    }
    List<Share> shares = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      shares.add(new Share(outcome.categories().get(c), points[c], share[c], edge[c], many[c]));
    }
    return shares;
  }

  /** Every change of class between evaluated neighbours, axis by axis. */
  public List<Boundary> boundaries() {
    List<Boundary> boundaries = new ArrayList<>();
    for (int axis = 0; axis < axes.size(); axis++) {
      int stride = stride(axis);
      int length = axes.get(axis).values().length;
      for (int start = 0; start < size(); start++) {
        if (place(start, axis) > 0) {
          continue;
        }
        int last = -1;
        for (int k = 0; k < length; k++) {
          int cell = start + k * stride;
          if (!evaluated[cell] || classes[cell] == NONE) {
            continue;
          }
          if (last >= 0 && classes[last] != classes[cell]) {
            boundaries.add(
                new Boundary(
                    axis,
                    values(last),
                    axes.get(axis).values()[k],
                    outcome.categories().get(classes[last]),
                    outcome.categories().get(classes[cell])));
          }
          last = cell;
        }
      }
    }
    return boundaries;
  }

  private double[] values(int cell) {
    double[] values = new double[axes.size()];
    for (int a = 0; a < values.length; a++) {
      values[a] = axes.get(a).values()[place(cell, a)];
    }
    return values;
  }

  /**
   * The frontier between two classes of a map of two axes: along the second axis, at each value of
   * the first at which some point was evaluated. Empty where, at some value, a class appears on the
   * wrong side: then there is no such frontier.
   *
   * @param below class at small values of the second axis
   * @param above class at large values
   */
  public Optional<List<Bracket>> frontier(String below, String above) {
    int first = outcome.categories().indexOf(below);
    int second = outcome.categories().indexOf(above);
    double[] x = axes.get(0).values();
    double[] y = axes.get(1).values();
    List<Bracket> brackets = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      double last = Double.NaN;
      double next = Double.NaN;
      boolean crossed = false;
      for (int j = 0; j < y.length; j++) {
        int cell = i + j * x.length;
        if (!evaluated[cell]) {
          continue;
        }
        if (classes[cell] == second) {
          crossed = true;
          next = Double.isNaN(next) ? y[j] : next;
        } else if (classes[cell] == first) {
          if (crossed) {
            return Optional.empty();
          }
          last = y[j];
        } else {
          // undecided between the two is inside the bracket; above the second it is not
          next = Double.NaN;
        }
      }
      if (!Double.isNaN(last) || !Double.isNaN(next)) {
        brackets.add(new Bracket(x[i], last, next));
      }
    }
    return brackets.isEmpty() ? Optional.empty() : Optional.of(brackets);
  }
}
