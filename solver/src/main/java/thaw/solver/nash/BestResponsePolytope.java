package thaw.solver.nash;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * The polytope {z ≥ 0 : Mz ≤ 1} whose vertices but 0 are, up to scale, the vertices of a player's
 * best-response regions: z the player's mixed strategy, row r of M the payoffs of the opponent's
 * action r.
 *
 * <p>Adding a number to a column of payoffs (what the opponent gets whatever the opponent does) or
 * multiplying it by a positive one changes neither best responses nor, therefore, which sets of
 * constraints are tight together; M is made of the smallest non-negative integers that this allows,
 * no column of them 0, so that the polytope is bounded.
 */
final class BestResponsePolytope {
  private final BigInteger[][] matrix;
  private final BigFraction[] columnScale;
  private final int variables;
  private final int rows;
  private final int firstVariableLabel;
  private final int firstRowLabel;

  /**
   * @param payoffs the opponent's, payoffs[opponent's action][own action]
   * @param firstVariableLabel label of z_0 = 0; those of the other variables follow
   * @param firstRowLabel label of (Mz)_0 = 1; those of the other rows follow
   */
  BestResponsePolytope(BigFraction[][] payoffs, int firstVariableLabel, int firstRowLabel) {
    rows = payoffs.length;
    variables = payoffs[0].length;
    this.firstVariableLabel = firstVariableLabel;
    this.firstRowLabel = firstRowLabel;
    matrix = new BigInteger[rows][variables];
    columnScale = new BigFraction[variables];
    for (int c = 0; c < variables; c++) {
      normalise(payoffs, c);
    }
  }

  private void normalise(BigFraction[][] payoffs, int c) {
    BigInteger multiple = BigInteger.ONE;
    for (BigFraction[] row : payoffs) {
      BigInteger d = row[c].getDenominator();
      multiple = multiple.multiply(d.divide(multiple.gcd(d)));
    }
    BigInteger[] column = new BigInteger[rows];
    BigInteger least = payoffs[0][c].multiply(multiple).getNumerator();
    for (int r = 0; r < rows; r++) {
      column[r] = payoffs[r][c].multiply(multiple).getNumerator();
      least = least.min(column[r]);
    }
    BigInteger divisor = BigInteger.ZERO;
    for (int r = 0; r < rows; r++) {
      column[r] = column[r].subtract(least);
      divisor = divisor.gcd(column[r]);
    }
    boolean constant = divisor.signum() == 0;
    columnScale[c] = constant ? BigFraction.ONE : BigFraction.of(multiple, divisor);
    for (int r = 0; r < rows; r++) {
      matrix[r][c] = constant ? BigInteger.ONE : column[r].divide(divisor);
    }
  }

  int variables() {
    return variables;
  }

  int rows() {
    return rows;
  }

  int labels() {
    return rows + variables;
  }

  BigInteger entry(int row, int variable) {
    return matrix[row][variable];
  }

  /** Whether minors of half the size of M, the typical entries of dictionaries, fit in 62 bits. */
  boolean hasShortMinors() {
    int bits = 0;
    for (BigInteger[] row : matrix) {
      for (BigInteger value : row) {
        bits = Math.max(bits, value.bitLength());
      }
    }
    int size = Math.min(rows, variables) / 2 + 1;
    double perRow = bits + Math.log(size) / (2 * Math.log(2));
    return size * perRow <= IntegerDictionary.BITS;
  }

  /** The label of constraint k: z_k = 0 for k below the number of variables, then the rows. */
  int label(int k) {
    return k < variables ? firstVariableLabel + k : firstRowLabel + k - variables;
  }

  /**
   * A point z of whole multiples of 1/{@code denominator}, which is positive.
   *
   * @param numerators one per variable of the support asked for
   */
  record Solution(BigInteger[] numerators, BigInteger denominator) {}

  /**
   * The unique z with z_c = 0 where c is not in {@code support} and (Mz)_r = {@code bounds[r]} for
   * r in {@code tight}; empty if there is none or many.
   */
  Optional<Solution> solve(int[] support, int[] tight, BigInteger[] bounds) {
    int k = support.length;
    if (tight.length < k) {
      return Optional.empty();
    }
    BigInteger[][] system = new BigInteger[tight.length][k + 1];
    for (int e = 0; e < tight.length; e++) {
      for (int c = 0; c < k; c++) {
        system[e][c] = matrix[tight[e]][support[c]];
      }
      system[e][k] = bounds[tight[e]];
    }
    // Fraction-free elimination (Bareiss 1968), to a multiple of the unit matrix.
    BigInteger denominator = BigInteger.ONE;
    for (int c = 0; c < k; c++) {
      int pivot = c;
      while (pivot < tight.length && system[pivot][c].signum() == 0) {
        pivot++;
      }
      if (pivot == tight.length) {
        return Optional.empty();
      }
      BigInteger[] row = system[pivot];
      system[pivot] = system[c];
      system[c] = row;
      for (int e = 0; e < tight.length; e++) {
        BigInteger factor = system[e][c];
        for (int j = c; e != c && j <= k; j++) {
          system[e][j] =
              system[e][j].multiply(row[c]).subtract(factor.multiply(row[j])).divide(denominator);
        }
      }
      denominator = row[c];
    }
    for (int e = k; e < tight.length; e++) {
      if (system[e][k].signum() != 0) {
        return Optional.empty();
      }
    }
    BigInteger[] numerators = new BigInteger[k];
    for (int c = 0; c < k; c++) {
      numerators[c] = denominator.signum() < 0 ? system[c][k].negate() : system[c][k];
    }
    return Optional.of(new Solution(numerators, denominator.abs()));
  }

  /** The sign of bound − (Mz)_row. */
  int slackSign(int row, int[] support, Solution z, BigInteger bound) {
    BigInteger slack = bound.multiply(z.denominator());
    for (int c = 0; c < support.length; c++) {
      slack = slack.subtract(matrix[row][support[c]].multiply(z.numerators()[c]));
    }
    return slack.signum();
  }

  /** The mixed strategy of the vertex with these labels. */
  BigFraction[] strategy(long[] labels) {
    int[] support =
        java.util.stream.IntStream.range(0, variables)
            .filter(c -> !LabelSets.has(labels, firstVariableLabel + c))
            .toArray();
    int[] tight =
        java.util.stream.IntStream.range(0, rows)
            .filter(r -> LabelSets.has(labels, firstRowLabel + r))
            .toArray();
    BigInteger[] ones = new BigInteger[rows];
    Arrays.fill(ones, BigInteger.ONE);
    BigInteger[] numerators =
        solve(support, tight, ones)
            .orElseThrow(() -> new IllegalArgumentException("these labels are not of a vertex"))
            .numerators();
    BigFraction[] z = new BigFraction[variables];
    Arrays.fill(z, BigFraction.ZERO);
    BigFraction sum = BigFraction.ZERO;
    for (int c = 0; c < support.length; c++) {
      z[support[c]] = columnScale[support[c]].multiply(numerators[c]);
      sum = sum.add(z[support[c]]);
    }
    for (int c : support) {
      z[c] = z[c].divide(sum);
    }
    return z;
  }
}
