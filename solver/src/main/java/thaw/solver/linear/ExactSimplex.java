package thaw.solver.linear;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * The simplex method in exact arithmetic for max c·x subject to Ax ≤ b, x ≥ 0: integer pivoting
 * (Edmonds 1967; every entry is a subdeterminant over one common denominator, so that no fraction
 * is ever reduced) and Bland's rule (1977), which cannot cycle. Slow and certain.
 */
final class ExactSimplex {
  private final int rows;
  private final int columns;

  /**
   * Dictionary times the common denominator: row i reads basic_i = (t[i][columns] − Σ_j t[i][j] ·
   * nonbasic_j) / denominator; the last row is the objective, with −c.
   */
  private final BigInteger[][] t;

  private final int[] basic;
  private final int[] nonbasic;
  private BigInteger denominator = BigInteger.ONE;

  private ExactSimplex(BigInteger[][] tableau, int[] basic, int[] nonbasic) {
    t = tableau;
    rows = tableau.length - 1;
    columns = tableau[0].length - 1;
    this.basic = basic;
    this.nonbasic = nonbasic;
  }

  /** What came out: the status, and with an optimum the point x and the multipliers y ≥ 0. */
  record Outcome(LinearProgram.Status status, BigFraction[] point, BigFraction[] multipliers) {}

  /** Solves the program; all data finite. */
  static Outcome solve(double[][] a, double[] b, double[] c) {
    int m = b.length;
    int n = c.length;
    // Rows and the objective are scaled to integers; multipliers are scaled back at the end.
    BigFraction[] rowScale = new BigFraction[m];
    BigInteger[][] table = new BigInteger[m + 1][n + 2];
    for (int i = 0; i <= m; i++) {
      BigFraction[] row = new BigFraction[n + 1];
      BigInteger multiple = BigInteger.ONE;
      for (int j = 0; j <= n; j++) {
        double value = j < n ? (i < m ? a[i][j] : -c[j]) : (i < m ? b[i] : 0);
        row[j] = BigFraction.from(value);
        multiple =
            multiple
                .multiply(row[j].getDenominator())
                .divide(multiple.gcd(row[j].getDenominator()));
      }
      for (int j = 0; j <= n; j++) {
        table[i][j < n ? j : n + 1] = row[j].multiply(multiple).getNumerator();
      }
      table[i][n] = i < m ? BigInteger.ONE.negate() : BigInteger.ZERO;
      if (i < m) {
        rowScale[i] = BigFraction.of(multiple);
      }
    }
    BigFraction objectiveScale = BigFraction.ONE;
    for (double value : c) {
      BigInteger d = BigFraction.from(value).getDenominator();
      BigInteger known = objectiveScale.getNumerator();
      objectiveScale = BigFraction.of(known.multiply(d).divide(known.gcd(d)));
    }
    int[] basic = new int[m];
    int[] nonbasic = new int[n + 1];
    for (int i = 0; i < m; i++) {
      basic[i] = n + 1 + i;
    }
    for (int j = 0; j <= n; j++) {
      nonbasic[j] = j;
    }
    ExactSimplex simplex = new ExactSimplex(table, basic, nonbasic);
    if (!simplex.feasible(n)) {
      return new Outcome(LinearProgram.Status.INFEASIBLE, new BigFraction[0], new BigFraction[0]);
    }
    if (!simplex.optimise(n)) {
      return new Outcome(LinearProgram.Status.UNBOUNDED, new BigFraction[0], new BigFraction[0]);
    }
    BigFraction[] point = new BigFraction[n];
    BigFraction[] multipliers = new BigFraction[m];
    Arrays.fill(point, BigFraction.ZERO);
    Arrays.fill(multipliers, BigFraction.ZERO);
    for (int i = 0; i < m; i++) {
      if (simplex.basic[i] < n) {
        point[simplex.basic[i]] = BigFraction.of(simplex.t[i][n + 1], simplex.denominator);
      }
    }
    for (int j = 0; j <= n; j++) {
      int row = simplex.nonbasic[j] - n - 1;
      if (row >= 0) {
        multipliers[row] =
            BigFraction.of(simplex.t[m][j], simplex.denominator)
                .multiply(rowScale[row])
                .divide(objectiveScale);
      }
    }
    return new Outcome(LinearProgram.Status.OPTIMAL, point, multipliers);
  }

  /** Phase one by the artificial variable; afterwards its column is never entered again. */
  private boolean feasible(int artificial) {
    int worst = -1;
    for (int i = 0; i < rows; i++) {
      if (t[i][columns].signum() < 0
          && (worst < 0 || t[i][columns].compareTo(t[worst][columns]) < 0)) {
        worst = i;
      }
    }
    if (worst < 0) {
      return true;
    }
    BigInteger[] objective = t[rows].clone();
    BigInteger[] phase = new BigInteger[columns + 1];
    Arrays.fill(phase, BigInteger.ZERO);
    phase[artificial] = BigInteger.ONE;
    // Both objectives are carried through the pivots, the true one as an extra row.
    BigInteger[][] both = Arrays.copyOf(t, rows + 2);
    both[rows] = phase;
    both[rows + 1] = objective;
    ExactSimplex one = new ExactSimplex(both, Arrays.copyOf(basic, rows + 1), nonbasic);
    one.basic[rows] = -1;
    one.pivot(worst, artificial);
    while (true) {
      int entering = one.entering(rows, -1);
      if (entering < 0) {
        break;
      }
      one.pivot(one.leaving(entering, rows).orElseThrow(), entering);
    }
    boolean feasible = one.t[rows][columns].signum() == 0;
    if (feasible) {
      for (int i = 0; i < rows; i++) {
        if (one.basic[i] == artificial) {
          int column = 0;
          while (column < columns && one.t[i][column].signum() == 0) {
            column++;
          }
          if (column < columns) {
            one.pivot(i, column);
          }
        }
      }
    }
    System.arraycopy(one.t, 0, t, 0, rows);
    t[rows] = one.t[rows + 1];
    System.arraycopy(one.basic, 0, basic, 0, rows);
    denominator = one.denominator;
    return feasible;
  }

  private boolean optimise(int artificial) {
    while (true) {
      int entering = entering(rows, artificial);
      if (entering < 0) {
        return true;
      }
      Optional<Integer> leaving = leaving(entering, rows);
      if (leaving.isEmpty()) {
        return false;
      }
      pivot(leaving.get(), entering);
    }
  }

  /** Bland: the variable of the smallest number that improves the objective; −1 if none does. */
  private int entering(int objective, int barred) {
    int best = -1;
    for (int j = 0; j < columns; j++) {
      if (nonbasic[j] != barred
          && t[objective][j].signum() < 0
          && (best < 0 || nonbasic[j] < nonbasic[best])) {
        best = j;
      }
    }
    return best;
  }

  private Optional<Integer> leaving(int entering, int count) {
    int best = -1;
    for (int i = 0; i < count; i++) {
      if (t[i][entering].signum() > 0) {
        int sign =
            best < 0
                ? -1
                : t[i][columns]
                    .multiply(t[best][entering])
                    .compareTo(t[best][columns].multiply(t[i][entering]));
        if (sign < 0 || (sign == 0 && basic[i] < basic[best])) {
          best = i;
        }
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(best);
  }

  private void pivot(int row, int column) {
    BigInteger p = t[row][column];
    for (int i = 0; i < t.length; i++) {
      BigInteger factor = t[i][column];
      if (i == row) {
        continue;
      }
      for (int j = 0; j <= columns; j++) {
        if (j != column) {
          BigInteger value = t[i][j].multiply(p);
          if (factor.signum() != 0) {
            value = value.subtract(factor.multiply(t[row][j]));
          }
          t[i][j] = value.divide(denominator);
        }
      }
      t[i][column] = factor.negate();
    }
    t[row][column] = denominator;
    denominator = p;
    if (p.signum() < 0) {
      denominator = p.negate();
      for (BigInteger[] line : t) {
        for (int j = 0; j <= columns; j++) {
          line[j] = line[j].negate();
        }
      }
    }
    int swap = basic[row];
    basic[row] = nonbasic[column];
    nonbasic[column] = swap;
  }
}
