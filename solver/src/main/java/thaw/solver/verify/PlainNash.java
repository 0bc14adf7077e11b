package thaw.solver.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;

/**
 * All extreme equilibria of a small bimatrix game by the definition: for every choice of tight
 * constraints of each player's best-response polytope the equations are solved, and the vertices
 * found are paired. Slow, plain, and nothing of any solver.
 */
public final class PlainNash {
  /**
   * An extreme equilibrium.
   *
   * @param x mixed strategy of player 1
   * @param y mixed strategy of player 2
   */
  public record Pair(List<BigFraction> x, List<BigFraction> y) {
    public Pair {
      x = List.copyOf(x);
      y = List.copyOf(y);
    }
  }

  private PlainNash() {}

  /** How many systems of equations are to be solved for each player: C(m+n, m). */
  public static BigInteger effort(State game) {
    int m = game.actionCount(0);
    BigInteger value = BigInteger.ONE;
    for (int j = 1; j <= m; j++) {
      value =
          value.multiply(BigInteger.valueOf(game.actionCount(1) + j)).divide(BigInteger.valueOf(j));
    }
    return value;
  }

  /** All extreme equilibria of a two-player game. */
  public static Set<Pair> equilibria(State game) {
    int m = game.actionCount(0);
    int n = game.actionCount(1);
    BigFraction[][] a = new BigFraction[m][n];
    BigFraction[][] b = new BigFraction[n][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = game.exactPayoff(game.profile(i, j), 0);
        b[j][i] = game.exactPayoff(game.profile(i, j), 1);
      }
    }
    Set<List<BigFraction>> xs = vertices(b);
    Set<List<BigFraction>> ys = vertices(a);
    Set<Pair> pairs = new LinkedHashSet<>();
    for (List<BigFraction> x : xs) {
      List<Integer> repliesToX = Exact.bestRows(b, x);
      for (List<BigFraction> y : ys) {
        List<Integer> repliesToY = Exact.bestRows(a, y);
        if (playsOnly(x, repliesToY) && playsOnly(y, repliesToX)) {
          pairs.add(new Pair(x, y));
        }
      }
    }
    return pairs;
  }

  private static boolean playsOnly(List<BigFraction> strategy, List<Integer> allowed) {
    return IntStream.range(0, strategy.size())
        .allMatch(k -> strategy.get(k).signum() == 0 || allowed.contains(k));
  }

  /** The mixed strategies that best replies of the opponent (rows) and zeros pin down. */
  private static Set<List<BigFraction>> vertices(BigFraction[][] rows) {
    int size = rows[0].length;
    Set<List<BigFraction>> found = new LinkedHashSet<>();
    int[] tight = IntStream.range(0, size).toArray();
    do {
      int[] support =
          IntStream.range(0, size)
              .filter(k -> Arrays.stream(tight).noneMatch(t -> t == k))
              .toArray();
      int[] replies = Arrays.stream(tight).filter(t -> t >= size).map(t -> t - size).toArray();
      if (support.length > 0) {
        solve(rows, support, replies)
            .filter(x -> x.stream().allMatch(p -> p.signum() >= 0))
            .filter(
                x -> {
                  List<Integer> best = Exact.bestRows(rows, x);
                  return Arrays.stream(replies).allMatch(best::contains);
                })
            .ifPresent(found::add);
      }
    } while (next(tight, size + rows.length));
    return found;
  }

  /** The one mixture of {@code support} under which the replies earn the same; empty if not one. */
  private static Optional<List<BigFraction>> solve(
      BigFraction[][] rows, int[] support, int[] replies) {
    int k = support.length;
    BigFraction[][] system = new BigFraction[k][k + 1];
    for (int e = 0; e < k; e++) {
      for (int c = 0; c < k; c++) {
        system[e][c] =
            e == 0
                ? BigFraction.ONE
                : rows[replies[e]][support[c]].subtract(rows[replies[0]][support[c]]);
      }
      system[e][k] = e == 0 ? BigFraction.ONE : BigFraction.ZERO;
    }
    if (Exact.reduce(system, k) < k) {
      return Optional.empty();
    }
    BigFraction[] x = new BigFraction[rows[0].length];
    Arrays.fill(x, BigFraction.ZERO);
    for (int c = 0; c < k; c++) {
      x[support[c]] = Exact.canonical(system[c][k]);
    }
    return Optional.of(new ArrayList<>(Arrays.asList(x)));
  }

  /** Steps to the next increasing choice of numbers below {@code limit}; false after the last. */
  private static boolean next(int[] chosen, int limit) {
    int k = chosen.length - 1;
    while (k >= 0 && chosen[k] == limit - chosen.length + k) {
      k--;
    }
    if (k < 0) {
      return false;
    }
    chosen[k]++;
    for (int j = k + 1; j < chosen.length; j++) {
      chosen[j] = chosen[j - 1] + 1;
    }
    return true;
  }
}
