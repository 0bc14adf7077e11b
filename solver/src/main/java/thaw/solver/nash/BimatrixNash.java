package thaw.solver.nash;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;

/**
 * All extreme Nash equilibria of a bimatrix game in exact arithmetic: pairs of vertices of the two
 * best-response polytopes P = {x ≥ 0 : Bᵀx ≤ 1}, Q = {y ≥ 0 : Ay ≤ 1} (payoffs shifted to be
 * positive) in which every pure strategy is unplayed or a best response (Mangasarian 1964; Avis,
 * Rosenberg, Savani and von Stengel 2010). Every equilibrium is a mixture of the extreme ones of
 * one maximal Nash subset, so that the list is complete for degenerate games too.
 *
 * <p>Vertices are found by solving for every choice of tight constraints: right for the small games
 * of textbooks; the number of choices is bounded by {@link Options#mostBases}.
 */
public final class BimatrixNash {
  /**
   * How far to go.
   *
   * @param mostBases choices of tight constraints to try for each player, 1 or more
   */
  public record Options(long mostBases) {
    public Options {
      if (mostBases < 1) {
        throw new IllegalArgumentException("mostBases is " + mostBases + "; allowed: 1 or more");
      }
    }

    public static Options defaults() {
      return new Options(200_000);
    }
  }

  /**
   * An extreme equilibrium.
   *
   * @param x mixed strategy of player 1
   * @param y mixed strategy of player 2
   * @param payoffs expected, one per player
   * @param component number of its connected component, from 0
   */
  public record Equilibrium(
      List<BigFraction> x, List<BigFraction> y, List<BigFraction> payoffs, int component) {
    public Equilibrium {
      x = List.copyOf(x);
      y = List.copyOf(y);
      payoffs = List.copyOf(payoffs);
    }
  }

  /**
   * All of them.
   *
   * @param equilibria extreme equilibria
   * @param maximalNashSubsets lists of indices into {@code equilibria}; all convex combinations of
   *     x and of y within one are equilibria too
   */
  public record Result(List<Equilibrium> equilibria, List<List<Integer>> maximalNashSubsets) {
    public Result {
      equilibria = List.copyOf(equilibria);
      maximalNashSubsets = List.copyOf(maximalNashSubsets);
    }
  }

  private final Options options;

  private BimatrixNash(Options options) {
    this.options = options;
  }

  public static BimatrixNash withDefaults() {
    return new BimatrixNash(Options.defaults());
  }

  public BimatrixNash with(Options newOptions) {
    return new BimatrixNash(newOptions);
  }

  /** A vertex of a best-response polytope; labels: tight constraints, own strategies first. */
  private record Vertex(List<BigFraction> point, BitSet unplayed, BitSet bestResponses) {}

  /**
   * Solves the stage game of a state.
   *
   * @throws IllegalArgumentException if it has not two players, or is too large
   */
  public Result solve(State game) {
    if (game.playerCount() != 2) {
      throw new IllegalArgumentException(
          "the game has " + game.playerCount() + " players; allowed: 2");
    }
    int m = game.actionCount(0);
    int n = game.actionCount(1);
    BigInteger bases = binomial(m + n, m);
    if (bases.compareTo(BigInteger.valueOf(options.mostBases())) > 0) {
      throw new IllegalArgumentException(
          m + " × " + n + " actions mean " + bases + " bases; allowed: " + options.mostBases());
    }
    BigFraction[][] a = new BigFraction[m][n];
    BigFraction[][] transposedB = new BigFraction[n][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = game.exactPayoff(game.profile(i, j), 0);
        transposedB[j][i] = game.exactPayoff(game.profile(i, j), 1);
      }
    }
    List<Vertex> first = vertices(positive(transposedB), m);
    List<Vertex> second = vertices(positive(a), n);
    List<int[]> pairs = new ArrayList<>();
    for (int p = 0; p < first.size(); p++) {
      for (int q = 0; q < second.size(); q++) {
        if (covers(first.get(p).unplayed(), second.get(q).bestResponses(), m)
            && covers(second.get(q).unplayed(), first.get(p).bestResponses(), n)) {
          pairs.add(new int[] {p, q});
        }
      }
    }
    int[] component = components(pairs);
    List<Equilibrium> equilibria = new ArrayList<>();
    for (int k = 0; k < pairs.size(); k++) {
      List<BigFraction> x = first.get(pairs.get(k)[0]).point();
      List<BigFraction> y = second.get(pairs.get(k)[1]).point();
      equilibria.add(
          new Equilibrium(
              x, y, List.of(expected(game, x, y, 0), expected(game, x, y, 1)), component[k]));
    }
    return new Result(equilibria, subsets(pairs));
  }

  private static boolean covers(BitSet one, BitSet other, int count) {
    BitSet all = (BitSet) one.clone();
    all.or(other);
    return all.cardinality() == count;
  }

  private static BigInteger binomial(int n, int k) {
    BigInteger value = BigInteger.ONE;
    for (int j = 1; j <= k; j++) {
      value = value.multiply(BigInteger.valueOf(n - k + j)).divide(BigInteger.valueOf(j));
    }
    return value;
  }

  /** The library's own comparison errs where both numbers are negative (found by the tests). */
  private static int compare(BigFraction a, BigFraction b) {
    return a.subtract(b).signum();
  }

  private static BigFraction[][] positive(BigFraction[][] payoffs) {
    BigFraction least = payoffs[0][0];
    for (BigFraction[] row : payoffs) {
      for (BigFraction value : row) {
        least = compare(value, least) < 0 ? value : least;
      }
    }
    BigFraction shift = BigFraction.ONE.subtract(least);
    return Arrays.stream(payoffs)
        .map(row -> Arrays.stream(row).map(shift::add).toArray(BigFraction[]::new))
        .toArray(BigFraction[][]::new);
  }

  /** The vertices but 0 of {z ≥ 0 : Mz ≤ 1}, scaled to sum to 1. */
  private static List<Vertex> vertices(BigFraction[][] matrix, int size) {
    int rows = matrix.length;
    Map<List<BigFraction>, Vertex> found = new LinkedHashMap<>();
    int[] tight = new int[size];
    for (int k = 0; k < size; k++) {
      tight[k] = k;
    }
    do {
      vertex(matrix, size, tight).ifPresent(v -> found.putIfAbsent(v.point(), v));
    } while (next(tight, size + rows));
    return List.copyOf(found.values());
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

  private static Optional<Vertex> vertex(BigFraction[][] matrix, int size, int[] tight) {
    BitSet zero = new BitSet();
    List<Integer> equations = new ArrayList<>();
    for (int constraint : tight) {
      if (constraint < size) {
        zero.set(constraint);
      } else {
        equations.add(constraint - size);
      }
    }
    int[] free = java.util.stream.IntStream.range(0, size).filter(k -> !zero.get(k)).toArray();
    if (free.length == 0) {
      return Optional.empty();
    }
    BigFraction[][] system = new BigFraction[free.length][free.length + 1];
    for (int e = 0; e < free.length; e++) {
      for (int k = 0; k < free.length; k++) {
        system[e][k] = matrix[equations.get(e)][free[k]];
      }
      system[e][free.length] = BigFraction.ONE;
    }
    Optional<BigFraction[]> solved = solve(system);
    if (solved.isEmpty()) {
      return Optional.empty();
    }
    BigFraction[] z = new BigFraction[size];
    Arrays.fill(z, BigFraction.ZERO);
    for (int k = 0; k < free.length; k++) {
      if (solved.get()[k].signum() < 0) {
        return Optional.empty();
      }
      z[free[k]] = solved.get()[k];
    }
    BitSet best = new BitSet();
    for (int row = 0; row < matrix.length; row++) {
      BigFraction sum = BigFraction.ZERO;
      for (int k = 0; k < size; k++) {
        sum = sum.add(matrix[row][k].multiply(z[k]));
      }
      int sign = compare(sum, BigFraction.ONE);
      if (sign > 0) {
        return Optional.empty();
      }
      if (sign == 0) {
        best.set(row);
      }
    }
    BigFraction total = Arrays.stream(z).reduce(BigFraction.ZERO, BigFraction::add);
    BitSet unplayed = new BitSet();
    List<BigFraction> point = new ArrayList<>();
    for (int k = 0; k < size; k++) {
      unplayed.set(k, z[k].signum() == 0);
      point.add(z[k].divide(total));
    }
    return Optional.of(new Vertex(point, unplayed, best));
  }

  /** The unique solution of the augmented system, by Gauss–Jordan elimination; empty if none. */
  private static Optional<BigFraction[]> solve(BigFraction[][] system) {
    int n = system.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      while (pivot < n && system[pivot][column].signum() == 0) {
        pivot++;
      }
      if (pivot == n) {
        return Optional.empty();
      }
      BigFraction[] row = system[pivot];
      system[pivot] = system[column];
      system[column] = row;
      BigFraction scale = row[column].reciprocal();
      for (int k = column; k <= n; k++) {
        row[k] = row[k].multiply(scale);
      }
      for (int other = 0; other < n; other++) {
        BigFraction factor = system[other][column];
        for (int k = column; other != column && factor.signum() != 0 && k <= n; k++) {
          system[other][k] = system[other][k].subtract(factor.multiply(row[k]));
        }
      }
    }
    return Optional.of(Arrays.stream(system).map(row -> row[n]).toArray(BigFraction[]::new));
  }

  private static BigFraction expected(
      State game, List<BigFraction> x, List<BigFraction> y, int player) {
    BigFraction sum = BigFraction.ZERO;
    for (int i = 0; i < x.size(); i++) {
      for (int j = 0; j < y.size(); j++) {
        sum =
            sum.add(
                game.exactPayoff(game.profile(i, j), player).multiply(x.get(i)).multiply(y.get(j)));
      }
    }
    return sum;
  }

  /** Connected components of the bipartite graph of vertices, per pair. */
  private static int[] components(List<int[]> pairs) {
    int[] component = new int[pairs.size()];
    Arrays.fill(component, -1);
    int count = 0;
    for (int k = 0; k < pairs.size(); k++) {
      if (component[k] >= 0) {
        continue;
      }
      Deque<Integer> open = new ArrayDeque<>(List.of(k));
      component[k] = count;
      while (!open.isEmpty()) {
        int[] here = pairs.get(open.remove());
        for (int other = 0; other < pairs.size(); other++) {
          int[] there = pairs.get(other);
          if (component[other] < 0 && (there[0] == here[0] || there[1] == here[1])) {
            component[other] = count;
            open.add(other);
          }
        }
      }
      count++;
    }
    return component;
  }

  /** Maximal sets of x-vertices and y-vertices all of whose pairs are equilibria. */
  private static List<List<Integer>> subsets(List<int[]> pairs) {
    Map<Integer, BitSet> partners = new LinkedHashMap<>();
    for (int[] pair : pairs) {
      partners.computeIfAbsent(pair[0], p -> new BitSet()).set(pair[1]);
    }
    // The y-sides of maximal subsets are the intersections of neighbourhoods.
    List<BitSet> sides = new ArrayList<>();
    for (BitSet neighbours : partners.values()) {
      for (BitSet known : List.copyOf(sides)) {
        BitSet both = (BitSet) known.clone();
        both.and(neighbours);
        if (!both.isEmpty() && !sides.contains(both)) {
          sides.add(both);
        }
      }
      if (!sides.contains(neighbours)) {
        sides.add((BitSet) neighbours.clone());
      }
    }
    List<List<Integer>> subsets = new ArrayList<>();
    for (BitSet side : sides) {
      List<Integer> members = new ArrayList<>();
      for (int k = 0; k < pairs.size(); k++) {
        BitSet rest = (BitSet) side.clone();
        BitSet neighbours = partners.get(pairs.get(k)[0]);
        if (neighbours != null) {
          rest.andNot(neighbours);
        }
        if (rest.isEmpty() && side.get(pairs.get(k)[1])) {
          members.add(k);
        }
      }
      subsets.add(members);
    }
    return subsets;
  }
}
