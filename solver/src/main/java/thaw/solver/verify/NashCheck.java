package thaw.solver.verify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;

/**
 * Checks a list of extreme Nash equilibria of a bimatrix game in exact rationals: that each is an
 * equilibrium with the payoffs claimed and is extreme; that components and maximal Nash subsets are
 * those of the list; and, of a list that claims to be complete, that it agrees with a plain
 * enumeration where that is affordable, or else that the indices of its equilibria add up to 1
 * (Shapley 1974), which an incomplete list may do too. What could not be checked is said among the
 * findings.
 */
public final class NashCheck {
  /** Games with more choices of tight constraints are not enumerated. */
  private static final BigInteger MOST_BASES = BigInteger.valueOf(3_500);

  /** Intersections of neighbourhoods looked at to count maximal Nash subsets. */
  private static final int MOST_SUBSETS = 2_000;

  private NashCheck() {}

  /**
   * An equilibrium as claimed.
   *
   * @param x mixed strategy of player 1
   * @param y mixed strategy of player 2
   * @param payoffs one per player
   * @param component number of its component
   */
  public record Equilibrium(
      List<BigFraction> x, List<BigFraction> y, List<BigFraction> payoffs, int component) {
    public Equilibrium {
      x = x.stream().map(Exact::canonical).toList();
      y = y.stream().map(Exact::canonical).toList();
      payoffs = payoffs.stream().map(Exact::canonical).toList();
    }
  }

  /**
   * What is claimed.
   *
   * @param equilibria extreme equilibria
   * @param maximalNashSubsets lists of indices into them
   * @param complete whether the lists are said to be complete
   */
  public record Claim(
      List<Equilibrium> equilibria, List<List<Integer>> maximalNashSubsets, boolean complete) {
    public Claim {
      equilibria = List.copyOf(equilibria);
      maximalNashSubsets = List.copyOf(maximalNashSubsets);
    }
  }

  /** Checks the claim against a two-player game. */
  public static Confirmation check(State game, Claim claim) {
    List<String> problems = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    BigFraction[][] a = payoffs(game, 0);
    BigFraction[][] b = payoffs(game, 1);
    Set<PlainNash.Pair> pairs = new LinkedHashSet<>();
    for (int k = 0; k < claim.equilibria().size(); k++) {
      Equilibrium e = claim.equilibria().get(k);
      String name = "equilibrium " + k;
      checkEquilibrium(name, a, b, e, problems);
      if (!pairs.add(new PlainNash.Pair(e.x(), e.y()))) {
        problems.add(name + " is listed twice");
      }
    }
    if (!problems.isEmpty()) {
      return new Confirmation(problems, findings);
    }
    findings.add(pairs.size() + " extreme equilibria are exact equilibria");
    checkSubsets(claim, problems, findings);
    if (!claim.complete()) {
      findings.add("the list is not claimed to be complete");
    } else if (PlainNash.effort(game).compareTo(MOST_BASES) <= 0) {
      Set<PlainNash.Pair> all = PlainNash.equilibria(game);
      if (!all.equals(pairs)) {
        problems.add(
            "the list has " + pairs.size() + " extreme equilibria; the game has " + all.size());
      }
      findings.add("the list is complete: enumerated anew");
    } else {
      checkIndices(a, b, claim, problems, findings);
    }
    return new Confirmation(problems, findings);
  }

  /** Player i's payoffs, own actions in rows. */
  private static BigFraction[][] payoffs(State game, int i) {
    BigFraction[][] payoffs = new BigFraction[game.actionCount(i)][game.actionCount(1 - i)];
    for (int own = 0; own < payoffs.length; own++) {
      for (int other = 0; other < payoffs[own].length; other++) {
        int profile = i == 0 ? game.profile(own, other) : game.profile(other, own);
        payoffs[own][other] = game.exactPayoff(profile, i);
      }
    }
    return payoffs;
  }

  private static void checkEquilibrium(
      String name, BigFraction[][] a, BigFraction[][] b, Equilibrium e, List<String> problems) {
    if (e.payoffs().size() != 2) {
      problems.add(name + " has " + e.payoffs().size() + " payoffs");
      return;
    }
    if (!isStrategy(e.x(), a.length) || !isStrategy(e.y(), b.length)) {
      problems.add(name + " is no pair of mixed strategies of this game");
      return;
    }
    checkSide(name, a, e.x(), e.y(), e.payoffs().get(0), 1, problems);
    checkSide(name, b, e.y(), e.x(), e.payoffs().get(1), 2, problems);
    if (!isExtreme(b, e.x()) || !isExtreme(a, e.y())) {
      problems.add(name + " is not extreme");
    }
  }

  private static boolean isStrategy(List<BigFraction> strategy, int size) {
    BigFraction sum = BigFraction.ZERO;
    for (BigFraction p : strategy) {
      if (p.signum() < 0) {
        return false;
      }
      sum = sum.add(p);
    }
    return strategy.size() == size && Exact.compare(sum, BigFraction.ONE) == 0;
  }

  private static void checkSide(
      String name,
      BigFraction[][] payoffs,
      List<BigFraction> own,
      List<BigFraction> other,
      BigFraction claimed,
      int player,
      List<String> problems) {
    List<Integer> best = Exact.bestRows(payoffs, other);
    for (int k = 0; k < own.size(); k++) {
      if (own.get(k).signum() > 0 && !best.contains(k)) {
        problems.add(
            name + ": player " + player + " plays action " + (k + 1) + ", no best response");
      }
    }
    if (Exact.compare(Exact.mean(payoffs[best.get(0)], other), claimed) != 0) {
      problems.add(name + ": the payoff of player " + player + " is not " + claimed);
    }
  }

  /** Whether the zeros of a strategy and the opponent's best replies to it leave no other. */
  private static boolean isExtreme(BigFraction[][] opponent, List<BigFraction> strategy) {
    List<Integer> best = Exact.bestRows(opponent, strategy);
    int[] support =
        IntStream.range(0, strategy.size()).filter(k -> strategy.get(k).signum() > 0).toArray();
    BigFraction[][] system = new BigFraction[best.size()][support.length];
    for (int e = 0; e < best.size(); e++) {
      for (int c = 0; c < support.length; c++) {
        system[e][c] =
            e == 0
                ? BigFraction.ONE
                : opponent[best.get(e)][support[c]].subtract(opponent[best.get(0)][support[c]]);
      }
    }
    return Exact.reduce(system, support.length) == support.length;
  }

  /** The graph of the list: x-vertices, y-vertices, and the equilibria that join them. */
  private static void checkSubsets(Claim claim, List<String> problems, List<String> findings) {
    int count = claim.equilibria().size();
    int[] xs = numbers(claim.equilibria().stream().map(Equilibrium::x).toList());
    int[] ys = numbers(claim.equilibria().stream().map(Equilibrium::y).toList());
    int[] component = components(xs, ys);
    for (int k = 0; k < count; k++) {
      int claimed = claim.equilibria().get(k).component();
      if (claimed != component[k]) {
        problems.add(
            "equilibrium " + k + " belongs to component " + component[k] + ", not " + claimed);
      }
    }
    Map<Integer, BitSet> partners = new HashMap<>();
    for (int k = 0; k < count; k++) {
      partners.computeIfAbsent(xs[k], x -> new BitSet()).set(ys[k]);
    }
    Set<Set<Integer>> claimed = new HashSet<>();
    for (int s = 0; s < claim.maximalNashSubsets().size(); s++) {
      List<Integer> members = claim.maximalNashSubsets().get(s);
      String name = "maximal Nash subset " + s;
      if (members.isEmpty() || members.stream().anyMatch(k -> k < 0 || k >= count)) {
        problems.add(name + " has members that are no equilibria");
        return;
      }
      Set<Integer> set = new HashSet<>(members);
      if (set.size() < members.size() || !claimed.add(set)) {
        problems.add(name + " is listed twice, or has a member twice");
      }
      BitSet x = new BitSet();
      BitSet y = new BitSet();
      members.forEach(k -> x.set(xs[k]));
      members.forEach(k -> y.set(ys[k]));
      BitSet common = new BitSet();
      common.set(0, count);
      x.stream().forEach(p -> common.and(partners.getOrDefault(p, new BitSet())));
      long sharing = partners.values().stream().filter(q -> includes(q, y)).count();
      if (members.size() != x.cardinality() * y.cardinality()
          || !common.equals(y)
          || sharing != x.cardinality()) {
        problems.add(name + " is not all of a product of strategies, or not maximal");
      }
    }
    int maximal = countSubsets(partners);
    if (!claim.complete()) {
      return;
    }
    if (maximal < 0) {
      findings.add("the number of maximal Nash subsets was not counted anew: they are too many");
    } else if (maximal != claimed.size()) {
      problems.add("there are " + maximal + " maximal Nash subsets, not " + claimed.size());
    } else {
      findings.add(maximal + " maximal Nash subsets: counted anew");
    }
  }

  private static boolean includes(BitSet all, BitSet some) {
    BitSet rest = (BitSet) some.clone();
    rest.andNot(all);
    return rest.isEmpty();
  }

  /** The number of different intersections of neighbourhoods but ∅; −1 if there are too many. */
  private static int countSubsets(Map<Integer, BitSet> partners) {
    Set<BitSet> sides = new LinkedHashSet<>();
    for (BitSet neighbours : partners.values()) {
      for (BitSet known : List.copyOf(sides)) {
        BitSet both = (BitSet) known.clone();
        both.and(neighbours);
        if (!both.isEmpty()) {
          sides.add(both);
        }
      }
      sides.add((BitSet) neighbours.clone());
      if (sides.size() > MOST_SUBSETS) {
        return -1;
      }
    }
    return sides.size();
  }

  private static int[] numbers(List<List<BigFraction>> strategies) {
    Map<List<BigFraction>, Integer> known = new HashMap<>();
    int[] numbers = new int[strategies.size()];
    for (int k = 0; k < numbers.length; k++) {
      known.putIfAbsent(strategies.get(k), known.size());
      numbers[k] = known.getOrDefault(strategies.get(k), -1);
    }
    return numbers;
  }

  /** Components in the order of their first equilibria, by merging until nothing changes. */
  private static int[] components(int[] xs, int[] ys) {
    int count = xs.length;
    int[] label = IntStream.range(0, count).toArray();
    boolean changed = true;
    while (changed) {
      changed = false;
      Map<Integer, Integer> leastOfX = new HashMap<>();
      Map<Integer, Integer> leastOfY = new HashMap<>();
      for (int k = 0; k < count; k++) {
        leastOfX.merge(xs[k], label[k], Math::min);
        leastOfY.merge(ys[k], label[k], Math::min);
      }
      for (int k = 0; k < count; k++) {
        int least =
            Math.min(
                leastOfX.getOrDefault(xs[k], label[k]), leastOfY.getOrDefault(ys[k], label[k]));
        changed |= least < label[k];
        label[k] = least;
      }
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] component = new int[count];
    for (int k = 0; k < count; k++) {
      numbers.putIfAbsent(label[k], numbers.size());
      component[k] = numbers.getOrDefault(label[k], -1);
    }
    return component;
  }

  /**
   * The index of a nondegenerate equilibrium with supports I, J of size k is (−1)^(k+1) sign det
   * A_IJ sign det B_IJ, payoffs positive; the indices of all components add up to 1.
   */
  private static void checkIndices(
      BigFraction[][] a,
      BigFraction[][] b,
      Claim claim,
      List<String> problems,
      List<String> findings) {
    int sum = 0;
    for (Equilibrium e : claim.equilibria()) {
      int[] rows = support(e.x());
      int[] columns = support(e.y());
      boolean nondegenerate =
          rows.length == columns.length
              && Exact.bestRows(a, e.y()).size() == rows.length
              && Exact.bestRows(b, e.x()).size() == columns.length;
      int sign =
          nondegenerate
              ? Exact.determinantSign(positive(a, rows, columns))
                  * Exact.determinantSign(positive(b, columns, rows))
              : 0;
      if (sign == 0) {
        findings.add(
            "that the list is complete was not checked anew: the game is degenerate and large");
        return;
      }
      sum += rows.length % 2 == 0 ? -sign : sign;
    }
    if (sum != 1) {
      problems.add("the indices of the equilibria add up to " + sum + ", not 1: some are missing");
    } else {
      findings.add(
          "the indices of the equilibria add up to 1, as those of a complete list do; beyond that"
              + " completeness was not checked anew");
    }
  }

  private static int[] support(List<BigFraction> strategy) {
    return IntStream.range(0, strategy.size()).filter(k -> strategy.get(k).signum() > 0).toArray();
  }

  private static BigFraction[][] positive(BigFraction[][] payoffs, int[] rows, int[] columns) {
    BigFraction least =
        Arrays.stream(payoffs).flatMap(Arrays::stream).min(Exact::compare).orElse(BigFraction.ZERO);
    BigFraction[][] matrix = new BigFraction[rows.length][columns.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        matrix[r][c] = payoffs[rows[r]][columns[c]].subtract(least).add(BigFraction.ONE);
      }
    }
    return matrix;
  }
}
