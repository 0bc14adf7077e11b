package thaw.solver.nash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
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

    public static Options defaults() {
      return new Options(2_000_000, 100_000, bases -> {});
    }

    public Options withMostBases(long bases) {
      return new Options(bases, mostSubsets, progress);
    }

    public Options withMostSubsets(int subsets) {
      return new Options(mostBases, subsets, progress);
    }

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

  public static BimatrixNash withDefaults() {
    return new BimatrixNash(Options.defaults());
  }

  public BimatrixNash with(Options newOptions) {
    return new BimatrixNash(newOptions);
  }

  private record Point(BigFraction[] x, BigFraction[] y) {}

  /**
   * Solves the stage game of a state.
   *
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
    List<Point> points = points(first, second, pairs);
    int[] xs = numbers(points.stream().map(p -> Arrays.asList(p.x())).toList());
    int[] ys = numbers(points.stream().map(p -> Arrays.asList(p.y())).toList());
    MaximalNashSubsets subsets = new MaximalNashSubsets(xs, ys, options.mostSubsets());
    int[] components = subsets.components();
    List<Equilibrium> equilibria = new ArrayList<>();
    for (int k = 0; k < points.size(); k++) {
      Point point = points.get(k);
      List<BigFraction> payoffs =
          List.of(expected(a, point.x(), point.y()), expected(transposedB, point.y(), point.x()));
      equilibria.add(
          new Equilibrium(List.of(point.x()), List.of(point.y()), payoffs, components[k]));
    }
    return new Result(
        equilibria,
        subsets.subsets(),
        complete && subsets.complete(),
        ofFirst.bases() + ofSecond.bases());
  }

  private static List<Point> points(
      BestResponsePolytope first,
      BestResponsePolytope second,
      List<ComplementaryPairs.Pair> pairs) {
    List<Point> points = new ArrayList<>();
    Map<List<Long>, BigFraction[]> xs = new LinkedHashMap<>();
    Map<List<Long>, BigFraction[]> ys = new LinkedHashMap<>();
    for (ComplementaryPairs.Pair pair : pairs) {
      points.add(
          new Point(
              xs.computeIfAbsent(key(pair.first()), k -> first.strategy(pair.first())),
              ys.computeIfAbsent(key(pair.second()), k -> second.strategy(pair.second()))));
    }
    points.sort(Comparator.comparing(Point::x, DESCENDING).thenComparing(Point::y, DESCENDING));
    return points;
  }

  private static List<Long> key(long[] labels) {
    return Arrays.stream(labels).boxed().toList();
  }

  /** Numbers equal strategies alike, in order of appearance. */
  private static int[] numbers(List<List<BigFraction>> strategies) {
    Map<List<BigFraction>, Integer> known = new LinkedHashMap<>();
    return strategies.stream()
        .mapToInt(
            s -> {
              int next = known.size();
              Integer number = known.putIfAbsent(s, next);
              return number == null ? next : number;
            })
        .toArray();
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
