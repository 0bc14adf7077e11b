package thaw.sweep.design;

/** Values in order, x_1 ≤ … ≤ x_n, each from a range of its own. */
interface Chain {
  /**
   * The values at a point of the unit cube: points uniform in the cube are uniform among all values
   * in order.
   *
   * @param cube n shares
   * @return n values in order
   */
  double[] at(double[] cube);
}
