package thaw.solver.nash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;

/**
 * All extreme Nash equilibria of a bimatrix game in exact arithmetic: pairs of vertices of the two
 * best-response polytopes P = {x ≥ 0 : Bᵀx ≤ 1}, Q = {y ≥ 0 : Ay ≤ 1} (payoffs shifted to be
 * positive) in which every pure strategy is unplayed or a best response (Mangasarian 1964; Avis,
 * Rosenberg, Savani and von Stengel 2010). Every equilibrium is a mixture of the extreme ones of
 * one maximal Nash subset, so that the list is complete for degenerate games too.
 *
 * <p>The vertices of both polytopes are listed with proof ({@link PolytopeVertices}) and joined by
 * their labels ({@link ComplementaryPairs}). The number of vertices grows by a factor of about 2.5
 * per action of both players in random games; at most C(m+n, m) bases are visited.
 */
public final class BimatrixNash {
  /**
   * How far to go.
   *
   * @param mostBases bases to visit of each player's polytope, 1 or more
   * @param mostSubsets maximal Nash subsets to list, 1 or more
   * @param progress told now and then how many bases of a polytope have been visited; it may throw
   *     to end the solve
   */
  public record Options(long mostBases, int mostSubsets, LongConsumer progress) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public Options {
      if (mostBases < 1 || mostSubsets < 1) {
        throw new IllegalArgumentException(
            "limits are "
                + mostBases
                + " bases and "
                + mostSubsets
                + " subsets; allowed: 1 or more");
      }
    }

    /**
     * At most 2 000 000 bases of each polytope and 100 000 maximal Nash subsets, no progress
     * reports.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(2_000_000, 100_000, bases -> {});
    }

    /**
     * The same with another limit on bases.
     *
     * @param bases of each polytope, 1 or more
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is less than 1
     */
    public Options withMostBases(long bases) {
      return new Options(bases, mostSubsets, progress);
    }

    /**
     * The same with another limit on maximal Nash subsets.
     *
     * @param subsets 1 or more
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is less than 1
     */
    public Options withMostSubsets(int subsets) {
      return new Options(mostBases, subsets, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param told now and then the number of bases visited of a polytope
     * @return options that differ in this only
     */
    public Options withProgress(LongConsumer told) {
      return new Options(mostBases, mostSubsets, told);
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
   * What was found.
   *
   * @param equilibria extreme equilibria, by x and then y in descending lexicographic order
   * @param maximalNashSubsets lists of indices into {@code equilibria}; all convex combinations of
   *     x and of y within one are equilibria too
   * @param complete whether both lists are proved complete; if a limit was reached they hold what
   *     was found, one equilibrium at least unless that limit too was reached
   * @param bases visited, of both polytopes
   */
  public record Result(
      List<Equilibrium> equilibria,
      List<List<Integer>> maximalNashSubsets,
      boolean complete,
      long bases) {
    public Result {
      equilibria = List.copyOf(equilibria);
      maximalNashSubsets = List.copyOf(maximalNashSubsets);
    }
  }

  private static final Comparator<BigFraction[]> DESCENDING =
      (a, b) -> {
        int k = 0;
        while (k < a.length - 1 && a[k].equals(b[k])) {
          k++;
        }
        return b[k].compareTo(a[k]);
      };

  private final Options options;

  private BimatrixNash(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static BimatrixNash withDefaults() {
    return new BimatrixNash(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public BimatrixNash with(Options newOptions) {
    return new BimatrixNash(newOptions);
  }

  /**
   * Solves the stage game of a state.
   *
   * @param game two players, any number of actions; payoffs are taken as {@link State#exactPayoff}
   *     has them
   * @return extreme equilibria in exact fractions, and whether the list is proved complete
   * @throws IllegalArgumentException if it has not two players
   */
  public Result solve(State game) {
    if (game.playerCount() != 2) {
      throw new IllegalArgumentException(
          "the game has " + game.playerCount() + " players; allowed: 2");
    }
    int m = game.actionCount(0);
    int n = game.actionCount(1);
    BigFraction[][] a = new BigFraction[m][n];
    BigFraction[][] transposedB = new BigFraction[n][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        a[i][j] = game.exactPayoff(game.profile(i, j), 0);
        transposedB[j][i] = game.exactPayoff(game.profile(i, j), 1);
      }
    }
    BestResponsePolytope first = new BestResponsePolytope(transposedB, 0, m);
    BestResponsePolytope second = new BestResponsePolytope(a, m, 0);
    PolytopeVertices.Found ofFirst = PolytopeVertices.of(first, options);
    PolytopeVertices.Found ofSecond = PolytopeVertices.of(second, options);
    List<ComplementaryPairs.Pair> pairs = ComplementaryPairs.of(first, ofFirst, second, ofSecond);
    boolean complete = ofFirst.complete() && ofSecond.complete();
    if (!complete && pairs.isEmpty()) {
      pairs = LemkeHowson.follow(first, second, 0, options.mostBases()).stream().toList();
    }
    int[] xs = new int[pairs.size()];
    int[] ys = new int[pairs.size()];
    List<BigFraction[]> distinctX =
        ranked(first, pairs.stream().map(ComplementaryPairs.Pair::first).toList(), xs);
    List<BigFraction[]> distinctY =
        ranked(second, pairs.stream().map(ComplementaryPairs.Pair::second).toList(), ys);
    sort(xs, ys);
    MaximalNashSubsets subsets = new MaximalNashSubsets(xs, ys, options.mostSubsets());
    int[] components = subsets.components();
    List<Equilibrium> equilibria = new ArrayList<>();
    // What player 1 earns depends on y only, as x plays best responses to it, and the reverse.
    Map<Integer, BigFraction> firstEarns = new HashMap<>();
    Map<Integer, BigFraction> secondEarns = new HashMap<>();
    for (int k = 0; k < xs.length; k++) {
      BigFraction[] x = distinctX.get(xs[k]);
      BigFraction[] y = distinctY.get(ys[k]);
      List<BigFraction> payoffs =
          List.of(
              firstEarns.computeIfAbsent(ys[k], q -> expected(a, x, y)),
              secondEarns.computeIfAbsent(xs[k], q -> expected(transposedB, y, x)));
      equilibria.add(new Equilibrium(List.of(x), List.of(y), payoffs, components[k]));
    }
    return new Result(
        equilibria,
        subsets.subsets(),
        complete && subsets.complete(),
        ofFirst.bases() + ofSecond.bases());
  }

  /**
   * The different strategies, in descending order; {@code ranks} of those with the labels given.
   */
  private static List<BigFraction[]> ranked(
      BestResponsePolytope polytope, List<long[]> labels, int[] ranks) {
    LabelSets sets = new LabelSets(polytope.labels());
    labels.forEach(sets::add);
    BigFraction[][] strategies = new BigFraction[sets.size()][];
    Arrays.setAll(strategies, k -> polytope.strategy(sets.get(k)));
    List<Integer> order =
        IntStream.range(0, strategies.length)
            .boxed()
            .sorted(Comparator.comparing(k -> strategies[k], DESCENDING))
            .toList();
    int[] rank = new int[strategies.length];
    for (int r = 0; r < rank.length; r++) {
      rank[order.get(r)] = r;
    }
    for (int k = 0; k < ranks.length; k++) {
      ranks[k] = rank[sets.find(labels.get(k))];
    }
    return order.stream().map(k -> strategies[k]).toList();
  }

  /** Sorts pairs of numbers by the first, then the second. */
  private static void sort(int[] xs, int[] ys) {
    long[] pairs = new long[xs.length];
    Arrays.setAll(pairs, k -> ((long) xs[k] << Integer.SIZE) | ys[k]);
    Arrays.sort(pairs);
    for (int k = 0; k < pairs.length; k++) {
      xs[k] = (int) (pairs[k] >>> Integer.SIZE);
      ys[k] = (int) pairs[k];
    }
  }

  /** The payoff of the first strategy against the second: that of any action it plays. */
  private static BigFraction expected(
      BigFraction[][] payoffs, BigFraction[] own, BigFraction[] other) {
    int played = 0;
    while (own[played].signum() == 0) {
      played++;
    }
    BigFraction sum = BigFraction.ZERO;
    for (int j = 0; j < other.length; j++) {
      if (other[j].signum() != 0) {
        sum = sum.add(payoffs[played][j].multiply(other[j]));
      }
    }
    return sum;
  }
}
