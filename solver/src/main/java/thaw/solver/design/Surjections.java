package thaw.solver.design;

import java.math.BigInteger;

/**
 * The ways to put n distinct steps into k phases, none of them empty, in lexicographic order and by
 * number: k!·S(n, k) of them, with S the Stirling numbers of the second kind.
 *
 * <p>With m phases still empty, r steps can be placed in c(r, m) = (k − m)·c(r−1, m) + m·c(r−1,
 * m−1) ways, c(0, 0) = 1, c(0, m) = 0 otherwise.
 */
final class Surjections {
  private final int steps;
  private final int phases;
  private final BigInteger[][] ways;

  Surjections(int steps, int phases) {
    this.steps = steps;
    this.phases = phases;
    ways = new BigInteger[steps + 1][phases + 1];
    for (int r = 0; r <= steps; r++) {
      for (int m = 0; m <= phases; m++) {
        if (r == 0) {
          ways[r][m] = m == 0 ? BigInteger.ONE : BigInteger.ZERO;
          continue;
        }
        BigInteger intoUsed = ways[r - 1][m].multiply(BigInteger.valueOf(phases - m));
        BigInteger intoEmpty =
            m == 0 ? BigInteger.ZERO : ways[r - 1][m - 1].multiply(BigInteger.valueOf(m));
        ways[r][m] = intoUsed.add(intoEmpty);
      }
    }
  }

  /** k!·S(n, k). */
  BigInteger count() {
    return ways[steps][phases];
  }

  /**
   * The phase, from 0 on, of each step.
   *
   * @param number from 0 to {@link #count()} − 1
   */
  int[] at(BigInteger number) {
    int[] phase = new int[steps];
    boolean[] used = new boolean[phases];
    int empty = phases;
    BigInteger left = number;
    for (int n = 0; n < steps; n++) {
      int k = 0;
      while (true) {
        BigInteger here = ways[steps - n - 1][used[k] ? empty : empty - 1];
        if (left.compareTo(here) < 0) {
          break;
        }
        left = left.subtract(here);
        k++;
      }
      phase[n] = k;
      if (!used[k]) {
        used[k] = true;
        empty--;
      }
    }
    return phase;
  }
}
