package thaw.solver.linear;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A basis of a linear program: as many rows that hold with equality as columns that may be other
 * than zero, with an invertible matrix. It determines a point and multipliers.
 *
 * @param rows indices of the rows
 * @param columns indices of the columns
 */
record Vertex(int[] rows, int[] columns) {
  /** Pivots up to this are zero; entries are of the order of 1. */
  private static final double SMALLEST_PIVOT = 1e-9;

  /**
   * The basis that an approximate optimum points to: it contains the columns and rows whose
   * variables and multipliers are not zero, and is completed by columns of zero reduced cost and
   * rows without slack, so that the basis gives the same point and multipliers.
   *
   * @param zero numbers up to this count as zero
   * @return empty if there is none, as where point or multipliers are no extreme ones
   */
  static Optional<Vertex> near(StandardForm program, double[] x, double[] y, double zero) {
    double[] slack = program.slacks(x);
    double[] cost = program.reducedCosts(y);
    double sizeX = Math.max(1, largest(x));
    double sizeY = Math.max(1, largest(y));
    int m = program.rows();
    int n = program.columns();
    // Rank 0: needed. 1: must hold with equality, whatever the multiplier. 2: may be chosen.
    int[] rowRank = new int[m];
    int[] columnRank = new int[n];
    for (int i = 0; i < m; i++) {
      boolean tight = program.equal()[i] || Math.abs(slack[i]) <= zero * sizeX;
      boolean needed = Math.abs(y[i]) > zero * sizeY;
      rowRank[i] = needed ? 0 : program.equal()[i] ? 1 : tight ? 2 : 3;
    }
    for (int j = 0; j < n; j++) {
      boolean level = program.free()[j] || Math.abs(cost[j]) <= zero * sizeY;
      boolean needed = Math.abs(x[j]) > zero * sizeX;
      columnRank[j] = needed ? 0 : program.free()[j] ? 1 : level ? 2 : 3;
    }
    return Elimination.of(program, rowRank, columnRank).vertex();
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  /** Gaussian elimination among the rows and columns that may be chosen. */
  private static final class Elimination {
    private final int[] rows;
    private final int[] columns;
    private final int[] rowRank;
    private final int[] columnRank;
    private final double[][] t;
    private final boolean[] rowUsed;
    private final boolean[] columnUsed;

    private Elimination(int[] rows, int[] columns, int[] rowRank, int[] columnRank, double[][] t) {
      this.rows = rows;
      this.columns = columns;
      this.rowRank = rowRank;
      this.columnRank = columnRank;
      this.t = t;
      rowUsed = new boolean[rows.length];
      columnUsed = new boolean[columns.length];
    }

    static Elimination of(StandardForm program, int[] rowRank, int[] columnRank) {
      int[] rows = IntStream.range(0, rowRank.length).filter(i -> rowRank[i] < 3).toArray();
      int[] columns =
          IntStream.range(0, columnRank.length).filter(j -> columnRank[j] < 3).toArray();
      double[][] t = new double[rows.length][columns.length];
      for (int i = 0; i < rows.length; i++) {
        for (int j = 0; j < columns.length; j++) {
          t[i][j] = program.a()[rows[i]][columns[j]];
        }
      }
      return new Elimination(rows, columns, rowRank, columnRank, t);
    }

    Optional<Vertex> vertex() {
      // What is needed first with what is needed, then each with what may be chosen.
      pivots(0, 0);
      pivots(2, 0);
      pivots(0, 2);
      pivots(1, 2);
      pivots(2, 1);
      for (int i = 0; i < rows.length; i++) {
        if (rowRank[rows[i]] == 0 && !rowUsed[i]) {
          return Optional.empty();
        }
      }
      for (int j = 0; j < columns.length; j++) {
        if (columnRank[columns[j]] == 0 && !columnUsed[j]) {
          return Optional.empty();
        }
      }
      return Optional.of(
          new Vertex(
              IntStream.range(0, rows.length).filter(i -> rowUsed[i]).map(i -> rows[i]).toArray(),
              IntStream.range(0, columns.length)
                  .filter(j -> columnUsed[j])
                  .map(j -> columns[j])
                  .toArray()));
    }

    /** Pivots, largest first, among rows and columns of ranks up to the given. */
    private void pivots(int mostRow, int mostColumn) {
      while (true) {
        int row = -1;
        int column = -1;
        double largest = SMALLEST_PIVOT;
        for (int i = 0; i < rows.length; i++) {
          if (!rowUsed[i] && rowRank[rows[i]] <= mostRow) {
            for (int j = 0; j < columns.length; j++) {
              if (!columnUsed[j]
                  && columnRank[columns[j]] <= mostColumn
                  && Math.abs(t[i][j]) > largest) {
                largest = Math.abs(t[i][j]);
                row = i;
                column = j;
              }
            }
          }
        }
        if (row < 0) {
          return;
        }
        pivot(row, column);
      }
    }

    private void pivot(int row, int column) {
      rowUsed[row] = true;
      columnUsed[column] = true;
      for (int i = 0; i < rows.length; i++) {
        double factor = rowUsed[i] ? 0 : t[i][column] / t[row][column];
        for (int j = 0; factor != 0 && j < columns.length; j++) {
          if (!columnUsed[j]) {
            t[i][j] -= factor * t[row][j];
          }
        }
      }
    }
  }
}
