package thaw.spark;

import java.io.Serializable;
import java.util.Arrays;
import thaw.sweep.Points;

/**
 * Some points on their way to an executor, with their values: designs that depend on earlier
 * outcomes, or on files, exist only on the driver.
 *
 * @param numbers in ascending order
 * @param values of each point
 */
record Chunk(long[] numbers, double[][] values) implements Serializable {
  private static final long serialVersionUID = 1;

  int size() {
    return numbers.length;
  }

  /** The first points. */
  Chunk before(int end) {
    return new Chunk(Arrays.copyOf(numbers, end), Arrays.copyOf(values, end));
  }

  /** All but the first points. */
  Chunk after(int first) {
    return new Chunk(
        Arrays.copyOfRange(numbers, first, numbers.length),
        Arrays.copyOfRange(values, first, values.length));
  }

  /** A design in which just these points can be looked up. */
  Points points() {
    return new Points() {
      @Override
      public long size() {
        return numbers[numbers.length - 1] + 1;
      }

      @Override
      public double[] values(long point) {
        return values[Arrays.binarySearch(numbers, point)].clone();
      }
    };
  }
}
