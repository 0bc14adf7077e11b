package thaw.solver.linear;

import java.math.BigInteger;
import java.util.Optional;

/**
 * Decides in exact arithmetic whether a basis is optimal: point and multipliers solve the basis'
 * equations (fraction-free elimination, Bareiss 1968), and signs, slacks and reduced costs are
 * right. Signs that doubles show beyond their rounding are not computed again.
 *
 * @param point x
 * @param multipliers y
 * @param value c·x
 */
record ExactVertex(double[] point, double[] multipliers, double value) {
  /** Multiplications of 64-bit words after which a basis counts as too large. */
  private static final double MOST_WORK = 1e8;

  private static final int WORD = 64;

  /** Rounding of a sum of k products, per term. */
  private static final double UNIT = 0x1p-51;

  /** Solutions of integer equations, numerators over one positive denominator. */
  private record Ratios(BigInteger[] over, BigInteger under) {
    double at(int k) {
      return quotient(over[k], under);
    }
  }

  /** Whether the basis is small enough to be checked. */
  static boolean affordable(StandardForm program, Vertex vertex) {
    int bits = 0;
    for (int i : vertex.rows()) {
      int most = Integer.MIN_VALUE;
      int least = Integer.MAX_VALUE;
      for (int j : vertex.columns()) {
        double value = program.a()[i][j];
        if (value != 0) {
          most = Math.max(most, Math.getExponent(value));
          least = Math.min(least, lastBit(value));
        }
      }
      bits = Math.max(bits, most - least + 1);
    }
    double k = vertex.rows().length;
    return k * k * k / 2 * Math.pow(Math.max(1, k * bits / 2 / WORD), 2) <= MOST_WORK;
  }

  /** The point and multipliers of the basis, if they are optimal. */
  static Optional<ExactVertex> of(StandardForm program, Vertex vertex) {
    int k = vertex.rows().length;
    double[][] rows = new double[k][k + 1];
    double[][] columns = new double[k][k + 1];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        rows[i][j] = program.a()[vertex.rows()[i]][vertex.columns()[j]];
        columns[j][i] = rows[i][j];
      }
      rows[i][k] = program.b()[vertex.rows()[i]];
      columns[i][k] = program.c()[vertex.columns()[i]];
    }
    Optional<Ratios> x = solved(rows);
    if (x.isEmpty()) {
      return Optional.empty();
    }
    for (int j = 0; j < k; j++) {
      if (!program.free()[vertex.columns()[j]] && x.get().over()[j].signum() < 0) {
        return Optional.empty();
      }
    }
    Optional<Ratios> y = solved(columns);
    if (y.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < k; i++) {
      if (!program.equal()[vertex.rows()[i]] && y.get().over()[i].signum() < 0) {
        return Optional.empty();
      }
    }
    double[] point = new double[program.columns()];
    for (int j = 0; j < k; j++) {
      point[vertex.columns()[j]] = x.get().at(j);
    }
    double[] multipliers = new double[program.rows()];
    for (int i = 0; i < k; i++) {
      multipliers[vertex.rows()[i]] = y.get().at(i);
    }
    boolean[] tight = new boolean[program.rows()];
    for (int i : vertex.rows()) {
      tight[i] = true;
    }
    double[] at = new double[k];
    for (int i = 0; i < program.rows(); i++) {
      for (int j = 0; j < k; j++) {
        at[j] = program.a()[i][vertex.columns()[j]];
      }
      int sign = tight[i] ? 0 : sign(program.b()[i], at, x.get());
      if (sign < 0 || (sign > 0 && program.equal()[i])) {
        return Optional.empty();
      }
    }
    boolean[] basic = new boolean[program.columns()];
    for (int j : vertex.columns()) {
      basic[j] = true;
    }
    for (int j = 0; j < program.columns(); j++) {
      for (int i = 0; i < k; i++) {
        at[i] = program.a()[vertex.rows()[i]][j];
      }
      int sign = basic[j] ? 0 : sign(program.c()[j], at, y.get());
      if (sign > 0 || (sign < 0 && program.free()[j])) {
        return Optional.empty();
      }
    }
    for (int j = 0; j < k; j++) {
      at[j] = program.c()[vertex.columns()[j]];
    }
    int unit = leastBit(0, at);
    double value = quotient(difference(0, at, x.get(), unit).negate(), x.get().under());
    return Optional.of(new ExactVertex(point, multipliers, Math.scalb(value, unit)));
  }

  /** The sign of first − Σ_k factor_k · ratio_k. */
  private static int sign(double first, double[] factors, Ratios ratios) {
    double sum = first;
    double size = Math.abs(first);
    for (int k = 0; k < factors.length; k++) {
      double term = factors[k] * ratios.at(k);
      sum -= term;
      size += Math.abs(term);
    }
    if (Math.abs(sum) > (factors.length + 4) * UNIT * size) {
      return sum > 0 ? 1 : -1;
    }
    return difference(first, factors, ratios, leastBit(first, factors)).signum();
  }

  private static int leastBit(double first, double[] others) {
    int least = lastBit(first);
    for (double other : others) {
      least = Math.min(least, lastBit(other));
    }
    return least;
  }

  /** First − Σ_k factor_k · ratio_k, times the ratios' denominator over 2^unit. */
  private static BigInteger difference(double first, double[] factors, Ratios ratios, int unit) {
    BigInteger sum = integer(first, unit).multiply(ratios.under());
    for (int k = 0; k < factors.length; k++) {
      if (factors[k] != 0) {
        sum = sum.subtract(integer(factors[k], unit).multiply(ratios.over()[k]));
      }
    }
    return sum;
  }

  /** The exponent of the last bit that is set; the largest integer for zero. */
  private static int lastBit(double value) {
    if (value == 0) {
      return Integer.MAX_VALUE;
    }
    return Math.max(Math.getExponent(value), Double.MIN_EXPONENT)
        - 52
        + Long.numberOfTrailingZeros(mantissa(value));
  }

  private static long mantissa(double value) {
    long bits = Double.doubleToLongBits(value);
    long fraction = bits & 0xFFFFFFFFFFFFFL;
    return (bits & 0x7FF0000000000000L) == 0 ? fraction : fraction | 0x10000000000000L;
  }

  /** value / 2^exponent, which is an integer. */
  private static BigInteger integer(double value, int exponent) {
    if (value == 0) {
      return BigInteger.ZERO;
    }
    long mantissa = mantissa(value);
    int trailing = Long.numberOfTrailingZeros(mantissa);
    BigInteger odd = BigInteger.valueOf(mantissa >> trailing);
    BigInteger size = odd.shiftLeft(lastBit(value) - exponent);
    return value < 0 ? size.negate() : size;
  }

  private static double quotient(BigInteger over, BigInteger under) {
    if (over.signum() == 0) {
      return 0;
    }
    int shift = under.bitLength() - over.bitLength() + WORD + 2;
    BigInteger shifted = shift > 0 ? over.shiftLeft(shift) : over;
    BigInteger by = shift < 0 ? under.shiftLeft(-shift) : under;
    return Math.scalb(shifted.divide(by).doubleValue(), -shift);
  }

  /** The solution of the equations whose last column is the right-hand side. */
  private static Optional<Ratios> solved(double[][] equations) {
    int k = equations.length;
    BigInteger[][] t = new BigInteger[k][k + 1];
    for (int i = 0; i < k; i++) {
      int least = Integer.MAX_VALUE;
      for (double value : equations[i]) {
        least = Math.min(least, lastBit(value));
      }
      for (int j = 0; j <= k; j++) {
        t[i][j] = integer(equations[i][j], least);
      }
    }
    BigInteger before = BigInteger.ONE;
    for (int p = 0; p < k; p++) {
      int pivot = p;
      while (pivot < k && t[pivot][p].signum() == 0) {
        pivot++;
      }
      if (pivot == k) {
        return Optional.empty();
      }
      BigInteger[] swap = t[p];
      t[p] = t[pivot];
      t[pivot] = swap;
      for (int i = 0; i < k; i++) {
        if (i != p) {
          BigInteger factor = t[i][p];
          for (int j = p + 1; j <= k; j++) {
            BigInteger value = t[i][j].multiply(t[p][p]);
            if (factor.signum() != 0 && t[p][j].signum() != 0) {
              value = value.subtract(factor.multiply(t[p][j]));
            }
            t[i][j] = p == 0 ? value : value.divide(before);
          }
          t[i][p] = BigInteger.ZERO;
        }
      }
      before = t[p][p];
    }
    BigInteger[] over = new BigInteger[k];
    for (int i = 0; i < k; i++) {
      over[i] = before.signum() < 0 ? t[i][k].negate() : t[i][k];
    }
    return Optional.of(new Ratios(over, before.abs()));
  }
}
