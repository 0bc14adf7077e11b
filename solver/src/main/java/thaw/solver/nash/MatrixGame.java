package thaw.solver.nash;

import java.util.Arrays;
import java.util.Optional;
import thaw.solver.linear.LinearProgram;

/**
 * Optimal strategies of a finite zero-sum game (von Neumann 1928), by linear programming. Payoffs
 * are brought to the interval from 1 to 2 first: the value is then positive, and the strategy's
 * weights may be asked to sum to 1 at most, which an optimal one exhausts.
 *
 * @param rows strategy of the player who maximises, probabilities
 * @param columns strategy of the player who minimises
 */
record MatrixGame(double[] rows, double[] columns) {
  /** Solves the game; empty if the program is too large to be decided. */
  static Optional<MatrixGame> solve(double[][] payoffs) {
    int m = payoffs.length;
    int n = payoffs[0].length;
    double least = Arrays.stream(payoffs).flatMapToDouble(Arrays::stream).min().orElse(0);
    double most = Arrays.stream(payoffs).flatMapToDouble(Arrays::stream).max().orElse(0);
    double range = most > least ? most - least : 1;
    // max v: v ≤ Σ_r x_r u(r, c) for every column c, Σ x ≤ 1.
    double[] objective = new double[m + 1];
    objective[m] = 1;
    LinearProgram program = LinearProgram.maximise(objective);
    for (int c = 0; c < n; c++) {
      double[] row = new double[m + 1];
      for (int r = 0; r < m; r++) {
        row[r] = -1 - (payoffs[r][c] - least) / range;
      }
      row[m] = 1;
      program.atMost(0, row);
    }
    double[] ones = new double[m + 1];
    Arrays.fill(ones, 0, m, 1);
    LinearProgram.Solution solution = program.atMost(1, ones).solve();
    return solution.optimal()
        ? Optional.of(
            new MatrixGame(
                distribution(Arrays.copyOf(solution.point(), m)),
                distribution(Arrays.copyOf(solution.multipliers(), n))))
        : Optional.empty();
  }

  /** Without the rounding below 0 and of the sum. */
  static double[] distribution(double[] weights) {
    double[] p = Arrays.stream(weights).map(v -> Math.max(0, v)).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / sum).toArray();
  }
}
