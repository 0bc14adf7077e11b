package thaw.charts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Classes on a lattice of one or two parameters, to be drawn.
 *
 * @param x the first axis
 * @param y the second axis, or {@link Axis#NONE}
 * @param classes names in the order of their codes
 * @param cells code by cell, −1 for none; x runs fastest
 * @param several whether several equilibria exist, by cell; empty where that was not asked
 */
public record ClassMap(Axis x, Axis y, List<String> classes, int[] cells, boolean[] several) {
  public ClassMap {
    classes = List.copyOf(classes);
    if (cells.length != x.count() * y.count()) {
      throw new IllegalArgumentException(
          cells.length + " cells; allowed: " + x.count() + " × " + y.count());
    }
  }

  /**
   * An axis.
   *
   * @param edges of its cells, rising
   * @param categories of its cells; empty where it is a number
   * @param logarithmic whether equal ratios look alike; edges are positive then
   */
  public record Axis(AxisName name, double[] edges, List<String> categories, boolean logarithmic) {
    /** No second axis: one row of cells. */
    public static final Axis NONE =
        new Axis(AxisName.of(""), new double[] {0, 1}, List.of(), false);

    public Axis {
      categories = List.copyOf(categories);
    }

    int count() {
      return edges.length - 1;
    }

    /** Where a value lies between the ends, 0 to 1. */
    double share(double value) {
      double low = edges[0];
      double high = edges[edges.length - 1];
      return logarithmic
          ? Math.log(value / low) / Math.log(high / low)
          : (value - low) / (high - low);
    }
  }

  /**
   * Where the class changes along y, at one x.
   *
   * @param below last certified value of the lower class; NaN if there is none
   * @param above first certified value of the upper class; NaN if there is none
   */
  public record Bracket(double x, double below, double above) {}

  /** Whether there is no second axis. */
  boolean isFlat() {
    return y.name().text().isEmpty();
  }

  /** Some cells, from one edge of x and y to another. */
  record Block(int left, int right, int bottom, int top) {}

  /** The cells that satisfy a condition: runs in rows, equal runs of neighbouring rows as one. */
  List<Block> blocks(IntPredicate in) {
    int columns = x.count();
    List<Block> blocks = new ArrayList<>();
    List<Block> open = new ArrayList<>();
    for (int r = 0; r <= y.count(); r++) {
      List<Block> runs = new ArrayList<>();
      for (int c = 0; r < y.count() && c < columns; c++) {
        if (in.test(r * columns + c)) {
          int begin = c;
          while (c < columns && in.test(r * columns + c)) {
            c++;
          }
          runs.add(new Block(begin, c, r, r + 1));
        }
      }
      Map<Long, Block> before = new HashMap<>();
      open.forEach(b -> before.put(key(b), b));
      List<Block> next = new ArrayList<>();
      for (Block run : runs) {
        Block same = before.remove(key(run));
        next.add(same == null ? run : new Block(run.left(), run.right(), same.bottom(), r + 1));
      }
      for (Block b : open) {
        if (before.containsKey(key(b))) {
          blocks.add(b);
        }
      }
      open = next;
    }
    return blocks;
  }

  private static long key(Block block) {
    return (long) block.left() << Integer.SIZE | block.right();
  }

  boolean isSeveral(int cell) {
    return several.length > 0 && several[cell];
  }

  boolean hasSeveral() {
    for (boolean each : several) {
      if (each) {
        return true;
      }
    }
    return false;
  }

  boolean has(int code) {
    for (int cell : cells) {
      if (cell == code) {
        return true;
      }
    }
    return false;
  }
}
