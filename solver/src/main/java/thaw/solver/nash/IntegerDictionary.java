package thaw.solver.nash;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A dictionary of {z ≥ 0 : Mz ≤ 1} in integers over one common denominator (Edmonds 1967; Bareiss
 * 1968): basic_r = (t[r][last] − Σ_c t[r][c]·nonbasic_c) / denominator, every entry a minor of (M,
 * 1), the denominator positive. Entries are longs while they fit and {@link BigInteger}s where they
 * do not.
 *
 * <p>Kernel. Invariants: exactly one of the two tables is in use; long entries are below 2^62 in
 * absolute value. Ties in the ratio test are broken lexicographically, as if the right-hand side
 * were 1 + (ε, ε², …): every basis visited is feasible for all small ε &gt; 0.
 */
final class IntegerDictionary {
  /** Long entries stay below two to this power. */
  static final int BITS = 62;

  private static final double LIMIT = 0x1p62;

  /** Products of two entries below this, and differences of two such products, fit in a long. */
  private static final long SMALL = 1L << 30;

  /** Quotients of doubles are right to less than this, relatively. */
  private static final double ROUNDING = 1e-14;

  private final int rows;
  private final int columns;
  private final int width;
  private final int[] basic;
  private final int[] nonbasic;

  private long[] small;
  private long[] spare;
  private long smallDenominator = 1;
  private boolean tiny;

  private BigInteger[] big = new BigInteger[0];
  private BigInteger bigDenominator = BigInteger.ONE;

  /** The dictionary of the vertex 0: the variables nonbasic, the rows' slacks basic. */
  IntegerDictionary(BestResponsePolytope polytope) {
    rows = polytope.rows();
    columns = polytope.variables();
    width = columns + 1;
    basic = new int[rows];
    nonbasic = new int[columns];
    Arrays.setAll(basic, r -> columns + r);
    Arrays.setAll(nonbasic, c -> c);
    BigInteger[] table = new BigInteger[rows * width];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        table[r * width + c] = polytope.entry(r, c);
      }
      table[r * width + columns] = BigInteger.ONE;
    }
    small = new long[rows * width];
    spare = new long[rows * width];
    use(table, BigInteger.ONE);
  }

  int rows() {
    return rows;
  }

  int columns() {
    return columns;
  }

  /** Which constraint's slack is basic in row r: z_k for k below the number of variables. */
  int basic(int r) {
    return basic[r];
  }

  /** Which constraint is tight in column c. */
  int nonbasic(int c) {
    return nonbasic[c];
  }

  /** Whether the basic variable of row r is 0. */
  boolean isZero(int r) {
    int at = r * width + columns;
    return big.length > 0 ? big[at].signum() == 0 : small[at] == 0;
  }

  private void use(BigInteger[] table, BigInteger denominator) {
    int bits = denominator.bitLength();
    for (BigInteger value : table) {
      bits = Math.max(bits, value.bitLength());
    }
    if (bits < BITS) {
      tiny = bits <= 30;
      for (int k = 0; k < table.length; k++) {
        small[k] = table[k].longValueExact();
      }
      smallDenominator = denominator.longValueExact();
      big = new BigInteger[0];
    } else {
      big = table;
      bigDenominator = denominator;
    }
  }

  /** Exchanges the basic variable of row r for the nonbasic one of column c; entry positive. */
  void pivot(int r, int c) {
    if (big.length > 0 || !pivotSmall(r, c)) {
      pivotBig(r, c);
    }
    int swap = basic[r];
    basic[r] = nonbasic[c];
    nonbasic[c] = swap;
  }

  /** False, and nothing changed, if an entry would not fit. */
  private boolean pivotSmall(int r, int c) {
    long pivot = small[r * width + c];
    int shift = Long.numberOfTrailingZeros(smallDenominator);
    long odd = smallDenominator >> shift;
    // Newton's iteration for the inverse modulo 2^64; exact quotients are products by it.
    long inverse = odd;
    for (int k = 0; k < 5; k++) {
      inverse *= 2 - odd * inverse;
    }
    long largest = Math.max(pivot, smallDenominator);
    for (int i = 0; i < rows; i++) {
      int row = i * width;
      if (i == r) {
        System.arraycopy(small, row, spare, row, width);
        spare[row + c] = smallDenominator;
        continue;
      }
      long factor = small[row + c];
      for (int j = 0; j < width; j++) {
        long x = small[row + j];
        long y = small[r * width + j];
        long quotient;
        if (tiny) {
          quotient = ((x * pivot - factor * y) >> shift) * inverse;
        } else {
          long low = x * pivot;
          long high = Math.multiplyHigh(x, pivot);
          long otherLow = factor * y;
          high -= Math.multiplyHigh(factor, y);
          if (Long.compareUnsigned(low, otherLow) < 0) {
            high--;
          }
          low -= otherLow;
          double size = high * 0x1p64 + (low >>> 1) * 2.0;
          if (!(Math.abs(size) < LIMIT * smallDenominator)) {
            return false;
          }
          quotient = (shift == 0 ? low : (low >>> shift) | (high << (Long.SIZE - shift))) * inverse;
        }
        spare[row + j] = quotient;
        largest = Math.max(largest, Math.abs(quotient));
      }
      spare[row + c] = -factor;
      largest = Math.max(largest, Math.abs(factor));
    }
    for (int j = 0; j < width; j++) {
      largest = Math.max(largest, Math.abs(small[r * width + j]));
    }
    if (largest >= 1L << BITS) {
      return false;
    }
    tiny = largest < SMALL;
    long[] swap = small;
    small = spare;
    spare = swap;
    smallDenominator = pivot;
    return true;
  }

  private void pivotBig(int r, int c) {
    BigInteger[] from = big;
    BigInteger denominator = bigDenominator;
    if (from.length == 0) {
      from = Arrays.stream(small).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
      denominator = BigInteger.valueOf(smallDenominator);
    }
    BigInteger pivot = from[r * width + c];
    BigInteger[] to = new BigInteger[from.length];
    for (int i = 0; i < rows; i++) {
      int row = i * width;
      if (i == r) {
        System.arraycopy(from, row, to, row, width);
        to[row + c] = denominator;
        continue;
      }
      BigInteger factor = from[row + c];
      for (int j = 0; j < width; j++) {
        BigInteger value = from[row + j].multiply(pivot);
        if (factor.signum() != 0) {
          value = value.subtract(factor.multiply(from[r * width + j]));
        }
        to[row + j] = value.divide(denominator);
      }
      to[row + c] = factor.negate();
    }
    use(to, pivot);
  }

  /** The row that leaves when column c enters: the lexicographically smallest ratio. */
  int leaving(int c) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int r = 0; r < rows; r++) {
      if (!isPositive(r, c)) {
        continue;
      }
      double ratio = value(r, columns) / value(r, c);
      boolean better = ratio < least * (1 - ROUNDING);
      if (!better && !(ratio > least * (1 + ROUNDING))) {
        better = best < 0 || isBefore(r, best, c);
      }
      if (better) {
        best = r;
        least = ratio;
      }
    }
    return best;
  }

  /** NaN where a double is too small for it, so that comparisons are made exactly. */
  private double value(int r, int c) {
    int at = r * width + c;
    if (big.length == 0) {
      return small[at];
    }
    double value = big[at].doubleValue();
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private boolean isPositive(int r, int c) {
    int at = r * width + c;
    return big.length > 0 ? big[at].signum() > 0 : small[at] > 0;
  }

  /** Exactly: whether row r comes before row s when column c enters. */
  private boolean isBefore(int r, int s, int c) {
    int sign = compareRatio(r, s, columns, c);
    for (int k = columns; sign == 0 && k < columns + rows; k++) {
      // Column k of the inverse of the basis: that of a slack.
      int column = -1;
      for (int j = 0; j < columns && column < 0; j++) {
        column = nonbasic[j] == k ? j : -1;
      }
      if (column >= 0) {
        sign = compareRatio(r, s, column, c);
      } else if (basic[r] == k) {
        sign = 1;
      } else if (basic[s] == k) {
        sign = -1;
      }
    }
    return sign < 0;
  }

  /** The sign of t[r][j]/t[r][c] − t[s][j]/t[s][c], both divisors positive. */
  private int compareRatio(int r, int s, int j, int c) {
    if (big.length > 0) {
      return big[r * width + j]
          .multiply(big[s * width + c])
          .compareTo(big[s * width + j].multiply(big[r * width + c]));
    }
    long a = small[r * width + j];
    long b = small[s * width + c];
    long p = small[s * width + j];
    long q = small[r * width + c];
    int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(p, q));
    return high != 0 ? high : Long.compareUnsigned(a * b, p * q);
  }
}
