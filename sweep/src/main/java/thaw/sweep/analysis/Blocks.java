package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import thaw.sweep.Rows;

/**
 * The values of a response at the points of a design made of blocks of equal length: the base
 * samples of Saltelli's design, the trajectories of Morris'. A block without some value is dropped
 * as a whole, or everything is refused.
 */
final class Blocks {
  private final double[] values;
  private final double[] parameters;
  private final int length;
  private final int dimension;
  private final int[] complete;
  private final int all;

  private Blocks(
      double[] values, double[] parameters, int length, int dimension, int[] complete, int all) {
    this.values = values;
    this.parameters = parameters;
    this.length = length;
    this.dimension = dimension;
    this.complete = complete;
    this.all = all;
  }

  /**
   * Reads them.
   *
   * @param blocks how many the design has
   * @param length points of each
   * @param withParameters whether the parameter values are needed too
   * @param dropIncomplete whether blocks that lack a value are left out
   * @throws MissingOutcomes if some value is missing and nothing may be dropped
   */
  static Blocks read(
      Rows rows,
      Response response,
      int blocks,
      int length,
      boolean withParameters,
      boolean dropIncomplete)
      throws MissingOutcomes {
    int points = Math.multiplyExact(blocks, length);
    int dimension = withParameters ? rows.parameters().size() : 0;
    double[] values = new double[points];
    double[] parameters = new double[Math.multiplyExact(points, dimension)];
    BitSet seen = new BitSet(points);
    List<MissingOutcomes.Point> missing = new ArrayList<>();
    rows.forEach(
        row -> {
          if (row.point() >= points) {
            throw new IllegalArgumentException(
                "there is a point "
                    + row.point()
                    + "; allowed by the design: 0 to "
                    + (points - 1));
          }
          int at = (int) row.point();
          seen.set(at);
          values[at] = response.of(row);
          if (Double.isNaN(values[at])) {
            missing.add(MissingOutcomes.Point.of(row));
          }
          System.arraycopy(row.parameters(), 0, parameters, at * dimension, dimension);
        });
    for (int p = seen.nextClearBit(0); p < points; p = seen.nextClearBit(p + 1)) {
      values[p] = Double.NaN;
      missing.add(new MissingOutcomes.Point(p, "not evaluated yet", true));
    }
    missing.sort((a, b) -> Long.compare(a.point(), b.point()));
    if (!missing.isEmpty() && !dropIncomplete) {
      throw new MissingOutcomes(response, points, missing);
    }
    BitSet whole = new BitSet(blocks);
    whole.set(0, blocks);
    missing.forEach(p -> whole.clear((int) (p.point() / length)));
    return new Blocks(values, parameters, length, dimension, whole.stream().toArray(), blocks);
  }

  /** How many are complete. */
  int size() {
    return complete.length;
  }

  /** How many were dropped. */
  int dropped() {
    return all - complete.length;
  }

  /** The response at a point of a complete block. */
  double value(int block, int point) {
    return values[complete[block] * length + point];
  }

  /** A parameter's value at a point of a complete block. */
  double parameter(int block, int point, int parameter) {
    return parameters[number(block, point) * dimension + parameter];
  }

  /** The number in the design of a point of a complete block. */
  int number(int block, int point) {
    return complete[block] * length + point;
  }
}
