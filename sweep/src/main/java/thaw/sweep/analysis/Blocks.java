package thaw.sweep.analysis;

import java.util.BitSet;
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
    double[] parameters = new double[Math.multiplyExact(points, dimension)];
    Responses responses =
        Responses.read(
            rows,
            response,
            points,
            dropIncomplete,
            (row, at) ->
                System.arraycopy(row.parameters(), 0, parameters, at * dimension, dimension));
    BitSet whole = new BitSet(blocks);
    whole.set(0, blocks);
    responses.missing().forEach(p -> whole.clear((int) (p.point() / length)));
    return new Blocks(
        responses.values(), parameters, length, dimension, whole.stream().toArray(), blocks);
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
