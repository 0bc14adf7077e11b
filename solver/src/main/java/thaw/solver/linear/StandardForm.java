package thaw.solver.linear;

/**
 * A program max c·x subject to a_i·x ≤ b_i, or = b_i where {@code equal}, and x_j ≥ 0 unless {@code
 * free}.
 */
record StandardForm(double[][] a, double[] b, double[] c, boolean[] equal, boolean[] free) {
  private static final int SCALING_ROUNDS = 4;

  /** A program in other units: x = column · x' / right, y = row · y' / objective. */
  record Scaled(
      StandardForm program, double[] row, double[] column, double right, double objective) {
    double[] point(double[] x) {
      double[] point = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        point[j] = x[j] / right * column[j];
      }
      return point;
    }

    double[] multipliers(double[] y) {
      double[] multipliers = new double[y.length];
      for (int i = 0; i < y.length; i++) {
        multipliers[i] = y[i] / objective * row[i];
      }
      return multipliers;
    }

    double value(double value) {
      return value / right / objective;
    }
  }

  int rows() {
    return b.length;
  }

  int columns() {
    return c.length;
  }

  /**
   * The same program with the largest entries of rows, columns, right-hand side and objective near
   * 1. All factors are powers of two, so nothing is rounded; where a number would leave the range
   * of doubles the program stays as it is.
   */
  Scaled scaled() {
    double[] row = new double[rows()];
    double[] column = new double[columns()];
    java.util.Arrays.fill(row, 1);
    java.util.Arrays.fill(column, 1);
    for (int round = 0; round < SCALING_ROUNDS; round++) {
      for (int i = 0; i < rows(); i++) {
        double largest = 0;
        for (int j = 0; j < columns(); j++) {
          largest = Math.max(largest, Math.abs(a[i][j]) * row[i] * column[j]);
        }
        row[i] *= inverse(largest);
      }
      for (int j = 0; j < columns(); j++) {
        double largest = 0;
        for (int i = 0; i < rows(); i++) {
          largest = Math.max(largest, Math.abs(a[i][j]) * row[i] * column[j]);
        }
        column[j] *= inverse(largest);
      }
    }
    double right = 0;
    for (int i = 0; i < rows(); i++) {
      right = Math.max(right, Math.abs(b[i] * row[i]));
    }
    right = inverse(right);
    double objective = 0;
    for (int j = 0; j < columns(); j++) {
      objective = Math.max(objective, Math.abs(c[j] * column[j]));
    }
    objective = inverse(objective);
    double[][] scaledA = new double[rows()][columns()];
    double[] scaledB = new double[rows()];
    double[] scaledC = new double[columns()];
    boolean exact = true;
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        scaledA[i][j] = a[i][j] * row[i] * column[j];
        exact &= scaledA[i][j] / column[j] / row[i] == a[i][j];
      }
      scaledB[i] = b[i] * row[i] * right;
      exact &= scaledB[i] / right / row[i] == b[i];
    }
    for (int j = 0; j < columns(); j++) {
      scaledC[j] = c[j] * column[j] * objective;
      exact &= scaledC[j] / objective / column[j] == c[j];
    }
    if (!exact) {
      java.util.Arrays.fill(row, 1);
      java.util.Arrays.fill(column, 1);
      return new Scaled(this, row, column, 1, 1);
    }
    return new Scaled(
        new StandardForm(scaledA, scaledB, scaledC, equal, free), row, column, right, objective);
  }

  private static double inverse(double value) {
    return value > 0 ? Math.scalb(1.0, -Math.getExponent(value)) : 1;
  }

  /** b_i − a_i·x of every row. */
  double[] slacks(double[] x) {
    double[] slacks = b.clone();
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        slacks[i] -= a[i][j] * x[j];
      }
    }
    return slacks;
  }

  /** c_j − a^j·y of every column. */
  double[] reducedCosts(double[] y) {
    double[] costs = c.clone();
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; y[i] != 0 && j < columns(); j++) {
        costs[j] -= a[i][j] * y[i];
      }
    }
    return costs;
  }
}
