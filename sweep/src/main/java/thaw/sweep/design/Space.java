package thaw.sweep.design;

import java.util.List;

/**
 * The values that the parameters may take together: the box of their ranges.
 *
 * @param ranges one per parameter, in order
 */
public record Space(List<Range> ranges) {
  public Space {
    ranges = List.copyOf(ranges);
  }

  /** How many parameters there are. */
  public int dimension() {
    return ranges.size();
  }

  /**
   * The values at a point of the unit cube; points uniform in the cube are uniform in this space.
   *
   * @param cube one number from 0 to 1 per parameter
   */
  public double[] at(double[] cube) {
    double[] values = new double[ranges.size()];
    for (int k = 0; k < values.length; k++) {
      values[k] = ranges.get(k).at(cube[k]);
    }
    return values;
  }
}
