package thaw.solver.linear;

import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;

/** A square system A x = b of moderate size, built up entry by entry and solved by ojAlgo's LU. */
public final class DenseSystem {
  private final R064Store matrix;
  private final R064Store right;

  /** The system of {@code size} equations, all zero. */
  public DenseSystem(int size) {
    matrix = R064Store.FACTORY.make(size, size);
    right = R064Store.FACTORY.make(size, 1);
  }

  /** A[row][column] += value. */
  public void add(int row, int column, double value) {
    matrix.add(row, column, value);
  }

  /** b[row] += value. */
  public void addRight(int row, double value) {
    right.add(row, 0, value);
  }

  /** x; entries are not finite, or huge, where the matrix is singular: the caller checks. */
  public double[] solve() {
    LU<Double> lu = LU.R064.make(matrix);
    lu.decompose(matrix);
    MatrixStore<Double> solved = lu.getSolution(right);
    double[] x = new double[matrix.getRowDim()];
    for (int k = 0; k < x.length; k++) {
      x[k] = solved.doubleValue(k, 0);
    }
    return x;
  }
}
