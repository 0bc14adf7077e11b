package thaw.solver.linear;

import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** A square system A x = b of moderate size, built up entry by entry and solved by ojAlgo's LU. */
public final class DenseSystem {
  private final R064Store matrix;
  private final double[] right;

  /** The system of {@code size} equations, all zero. */
  public DenseSystem(int size) {
    matrix = R064Store.FACTORY.make(size, size);
    right = new double[size];
  }

  /** A[row][column] += value. */
  public void add(int row, int column, double value) {
    matrix.add(row, column, value);
  }

  /** b[row] += value. */
  public void addRight(int row, double value) {
    right[row] += value;
  }

  /** x; entries are not finite, or huge, where the matrix is singular: the caller checks. */
  public double[] solve() {
    return factors().solve(right);
  }

  /** The factors of the matrix as it is now. */
  Factors factors() {
    LU<Double> lu = LU.R064.make(matrix);
    lu.decompose(matrix);
    return new Factors(lu);
  }

  /** A matrix factored, for one right-hand side after the other. */
  static final class Factors {
    private final LU<Double> lu;

    private Factors(LU<Double> lu) {
      this.lu = lu;
    }

    double[] solve(double[] right) {
      MatrixStore<Double> solved = lu.getSolution(R064Store.FACTORY.column(right));
      return solved.toRawCopy1D();
    }
  }
}
