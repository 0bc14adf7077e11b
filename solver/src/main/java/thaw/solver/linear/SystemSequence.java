package thaw.solver.linear;

import java.util.Arrays;

/**
 * A sequence of square systems A x = b of one pattern, each matrix near the one before, as they
 * occur along a path.
 *
 * <p>Small systems are factored each time. Larger ones are solved by generalised minimal residuals
 * (Saad and Schultz 1986), at first as they are; when that takes too many steps, the matrix is
 * factored, and its factors serve as preconditioner for those that follow. Every solution's
 * residual is computed before it is returned.
 *
 * <p>A kernel: rows are primitive arrays that the caller fills; nothing is checked.
 */
public final class SystemSequence {
  /** Systems up to this size are factored each time. */
  private static final int SMALL = 48;

  /** Steps after which factoring is cheaper. */
  private static final int MOST_STEPS = 48;

  private final int size;
  private final int[][] columns;
  private final double[][] entries;
  private final boolean[] contiguous;

  /** The factors of some earlier matrix: one, or none. */
  private DenseSystem.Factors[] factors = {};

  private boolean fresh;
  private final double[][] basis = new double[MOST_STEPS + 1][];

  /**
   * @param columns the columns of the entries of each row, increasing
   */
  public SystemSequence(int[][] columns) {
    size = columns.length;
    this.columns = columns.clone();
    entries = new double[size][];
    contiguous = new boolean[size];
    for (int row = 0; row < size; row++) {
      int count = columns[row].length;
      entries[row] = new double[count];
      contiguous[row] = columns[row][count - 1] - columns[row][0] == count - 1;
    }
  }

  /** The entries of one row, to be written by the caller. */
  public double[] row(int row) {
    return entries[row];
  }

  /** To be called after the entries have changed. */
  public void changed() {
    fresh = false;
  }

  /**
   * x.
   *
   * @param tolerance of the residual's length as a share of the right-hand side's
   * @return the solution; entries that are not finite if there is none to that tolerance
   */
  public double[] solve(double[] right, double tolerance) {
    double[] x = new double[size];
    double length = length(right);
    if (length == 0) {
      return x;
    }
    if (size > SMALL && !fresh && iterate(right, x, tolerance * length)) {
      return x;
    }
    if (!fresh) {
      factor();
    }
    x = factors[0].solve(right);
    double[] residual = new double[size];
    for (int k = 0; k < 3; k++) {
      double left = residual(right, x, residual);
      if (!(left > tolerance * length)) {
        return x; // also where it is not finite: the caller sees that
      }
      double[] correction = factors[0].solve(residual);
      for (int j = 0; j < size; j++) {
        x[j] += correction[j];
      }
    }
    if (!(residual(right, x, residual) <= Math.max(tolerance, 1e-9) * length)) {
      Arrays.fill(x, Double.NaN);
    }
    return x;
  }

  private void factor() {
    DenseSystem dense = new DenseSystem(size);
    for (int row = 0; row < size; row++) {
      for (int k = 0; k < entries[row].length; k++) {
        dense.add(row, columns[row][k], entries[row][k]);
      }
    }
    factors = new DenseSystem.Factors[] {dense.factors()};
    fresh = true;
  }

  private double residual(double[] right, double[] x, double[] into) {
    multiply(x, into);
    for (int k = 0; k < size; k++) {
      into[k] = right[k] - into[k];
    }
    return length(into);
  }

  private void multiply(double[] x, double[] into) {
    for (int row = 0; row < size; row++) {
      double[] a = entries[row];
      into[row] =
          contiguous[row] ? dot(a, 0, x, columns[row][0], a.length) : gathered(a, columns[row], x);
    }
  }

  /** Four sums at once: the machine adds in parallel what has no order. */
  private static double dot(double[] a, int fromA, double[] b, int fromB, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      s0 += a[fromA + k] * b[fromB + k];
      s1 += a[fromA + k + 1] * b[fromB + k + 1];
      s2 += a[fromA + k + 2] * b[fromB + k + 2];
      s3 += a[fromA + k + 3] * b[fromB + k + 3];
    }
    for (; k < count; k++) {
      s0 += a[fromA + k] * b[fromB + k];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static double gathered(double[] a, int[] columns, double[] x) {
    double s0 = 0;
    double s1 = 0;
    int k = 0;
    for (; k + 1 < a.length; k += 2) {
      s0 += a[k] * x[columns[k]];
      s1 += a[k + 1] * x[columns[k + 1]];
    }
    return k < a.length ? s0 + s1 + a[k] * x[columns[k]] : s0 + s1;
  }

  private static double length(double[] vector) {
    return Math.sqrt(dot(vector, 0, vector, 0, vector.length));
  }

  /**
   * Generalised minimal residuals from zero, preconditioned from the right; whether it got there.
   */
  private boolean iterate(double[] right, double[] x, double tolerance) {
    double[][] h = new double[MOST_STEPS][];
    double[] cosine = new double[MOST_STEPS];
    double[] sine = new double[MOST_STEPS];
    double[] g = new double[MOST_STEPS + 1];
    g[0] = length(right);
    basis[0] = scaled(right, 1 / g[0]);
    int steps = 0;
    while (steps < MOST_STEPS && Math.abs(g[steps]) > 0.5 * tolerance) {
      int j = steps;
      double[] w = new double[size];
      multiply(preconditioned(basis[j]), w);
      double[] column = new double[j + 2];
      for (int k = 0; k <= j; k++) {
        column[k] = dot(w, 0, basis[k], 0, size);
        for (int r = 0; r < size; r++) {
          w[r] -= column[k] * basis[k][r];
        }
      }
      column[j + 1] = length(w);
      for (int k = 0; k < j; k++) {
        double above = cosine[k] * column[k] + sine[k] * column[k + 1];
        column[k + 1] = -sine[k] * column[k] + cosine[k] * column[k + 1];
        column[k] = above;
      }
      double radius = Math.hypot(column[j], column[j + 1]);
      if (!(radius > 0) || !Double.isFinite(radius)) {
        return false;
      }
      cosine[j] = column[j] / radius;
      sine[j] = column[j + 1] / radius;
      basis[j + 1] = column[j + 1] > 0 ? scaled(w, 1 / column[j + 1]) : w;
      column[j] = radius;
      g[j + 1] = -sine[j] * g[j];
      g[j] *= cosine[j];
      h[j] = column;
      steps++;
    }
    if (!(Math.abs(g[steps]) <= 0.5 * tolerance)) {
      return false;
    }
    double[] y = new double[steps];
    for (int k = steps - 1; k >= 0; k--) {
      y[k] = g[k];
      for (int j = k + 1; j < steps; j++) {
        y[k] -= h[j][k] * y[j];
      }
      y[k] /= h[k][k];
    }
    double[] sum = new double[size];
    for (int k = 0; k < steps; k++) {
      for (int r = 0; r < size; r++) {
        sum[r] += y[k] * basis[k][r];
      }
    }
    System.arraycopy(preconditioned(sum), 0, x, 0, size);
    return residual(right, x, new double[size]) <= tolerance;
  }

  private double[] preconditioned(double[] vector) {
    return factors.length == 0 ? vector : factors[0].solve(vector);
  }

  private static double[] scaled(double[] vector, double factor) {
    double[] result = new double[vector.length];
    for (int k = 0; k < result.length; k++) {
      result[k] = factor * vector[k];
    }
    return result;
  }
}
