package thaw.solver.verify;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.numbers.fraction.BigFraction;

/** Sums, comparisons and elimination in exact rationals. */
final class Exact {
  private Exact() {}

  /** With a positive denominator: the library takes 1/2 and −1/−2 for two numbers. */
  static BigFraction canonical(BigFraction value) {
    return value.getDenominator().signum() < 0
        ? BigFraction.of(value.getNumerator().negate(), value.getDenominator().negate())
        : value;
  }

  /** The library's own comparison errs where both numbers are negative. */
  static int compare(BigFraction a, BigFraction b) {
    return a.subtract(b).signum();
  }

  /** Σ_k row[k]·weights[k]. */
  static BigFraction mean(BigFraction[] row, List<BigFraction> weights) {
    BigFraction sum = BigFraction.ZERO;
    for (int k = 0; k < row.length; k++) {
      if (weights.get(k).signum() != 0) {
        sum = sum.add(row[k].multiply(weights.get(k)));
      }
    }
    return sum;
  }

  /** The rows with the largest mean. */
  static List<Integer> bestRows(BigFraction[][] rows, List<BigFraction> weights) {
    List<Integer> best = new ArrayList<>();
    BigFraction most = mean(rows[0], weights);
    for (int r = 0; r < rows.length; r++) {
      BigFraction value = mean(rows[r], weights);
      int sign = compare(value, most);
      if (sign > 0) {
        best.clear();
        most = value;
      }
      if (sign >= 0) {
        best.add(r);
      }
    }
    return best;
  }

  /**
   * Brings the first {@code columns} columns to reduced echelon form, in place.
   *
   * @return their rank
   */
  static int reduce(BigFraction[][] system, int columns) {
    int rank = 0;
    for (int c = 0; c < columns && rank < system.length; c++) {
      int pivot = rank;
      while (pivot < system.length && system[pivot][c].signum() == 0) {
        pivot++;
      }
      if (pivot == system.length) {
        continue;
      }
      BigFraction[] row = system[pivot];
      system[pivot] = system[rank];
      system[rank] = row;
      BigFraction scale = row[c].reciprocal();
      for (int j = c; j < row.length; j++) {
        row[j] = row[j].multiply(scale);
      }
      for (int e = 0; e < system.length; e++) {
        BigFraction factor = system[e][c];
        for (int j = c; e != rank && factor.signum() != 0 && j < row.length; j++) {
          system[e][j] = system[e][j].subtract(factor.multiply(row[j]));
        }
      }
      rank++;
    }
    return rank;
  }

  /** The sign of the determinant of a square matrix, which is destroyed. */
  static int determinantSign(BigFraction[][] matrix) {
    int sign = 1;
    for (int c = 0; c < matrix.length; c++) {
      int pivot = c;
      while (pivot < matrix.length && matrix[pivot][c].signum() == 0) {
        pivot++;
      }
      if (pivot == matrix.length) {
        return 0;
      }
      if (pivot != c) {
        sign = -sign;
      }
      BigFraction[] row = matrix[pivot];
      matrix[pivot] = matrix[c];
      matrix[c] = row;
      sign *= row[c].signum();
      for (int e = c + 1; e < matrix.length; e++) {
        BigFraction factor = matrix[e][c].divide(row[c]);
        for (int j = c; factor.signum() != 0 && j < matrix.length; j++) {
          matrix[e][j] = matrix[e][j].subtract(factor.multiply(row[j]));
        }
      }
    }
    return sign;
  }
}
