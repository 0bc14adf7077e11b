package thaw.solver.trust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Perfect Bayesian equilibria of an exchange that starts small (after Sobel 1985, Watson 1999,
 * 2002).
 *
 * <p>In phase k = 1, …, K both sides implement or betray at once. A stake α_k multiplies the
 * payoffs R (both implement), T (only the other does), S (only the side itself does) and 0
 * (neither); a betrayal ends the exchange. Later phases are discounted by δ. A side is of type H (R
 * &gt; T_H) or L (T_L &gt; R); t is the belief that the other is H. An optional dividend D goes to
 * a side of type H once all phases are implemented.
 *
 * <p>The equilibria looked for: H implements in phases 1 to n and nobody does later; L pools (q =
 * 1), mixes, or betrays for sure. With q_k the probability that the other implements, t_{k+1} =
 * t_k/q_k (Bayes). Where L mixes, q_k = −α_k S / (δ V^L_{k+1} + α_k (−S − (T_L − R))). Let s be the
 * belief at the phase in which L betrays for sure. Backwards from there all values are ratios of
 * functions affine in s with one common denominator M(s), and the initial belief is t_1 = s C/M(s).
 * So for each pattern of pooling and mixing all incentive constraints are affine in s: they hold on
 * an interval, and the pattern's equilibrium, its range of initial trust, and the smallest initial
 * trust are exact up to rounding.
 *
 * <p>All patterns are tried, about 2^K; beyond {@link #MOST_PATTERNS} only those in which pooling
 * phases come before mixing ones, and the result says so.
 */
public final class StartingSmall {
  /** How many patterns are tried. */
  static final int MOST_PATTERNS = 1 << 21;

  /** Incentive constraints may fail by this share of the stake's payoff range: rounding. */
  private static final double SLACK = 1e-12;

  /** Bounds on beliefs may cross by this share of themselves: rounding. */
  private static final double ROOM = 1e-11;

  /** The most that a deviation may gain in what is returned, share of the payoff range. */
  private static final double MOST_REGRET = 1e-10;

  /** Equilibria are the same if no probability differs by more. */
  private static final double SAME = 1e-9;

  /**
   * One side.
   *
   * @param reward R, more than 0 and more than T_H
   * @param temptationH T_H
   * @param temptationL T_L, more than R
   * @param sucker S, less than 0
   * @param patience δ from 0 to 1
   * @param dividend D, 0 or more
   */
  public record Side(
      double reward,
      double temptationH,
      double temptationL,
      double sucker,
      double patience,
      double dividend) {
    /** What contradicts what, with names of parameters after {@code prefix}. */
    static List<thaw.model.trust.Contradiction> contradictions(Side side, String prefix) {
      List<thaw.model.trust.Contradiction> wrong = new ArrayList<>();
      if (!(side.temptationL > side.reward)) {
        wrong.add(
            new thaw.model.trust.Contradiction(
                prefix + "T_L", "is " + side.temptationL, "more than R = " + side.reward));
      }
      if (!(side.reward > side.temptationH) && side.dividend == 0) {
        wrong.add(
            new thaw.model.trust.Contradiction(
                prefix + "T_H",
                "is " + side.temptationH,
                "less than R = " + side.reward + ", or a dividend"));
      }
      return wrong;
    }

    double range() {
      return Math.max(Math.max(reward, Math.abs(temptationH)), temptationL) - sucker;
    }
  }

  /** What type L does in a phase. */
  public enum Conduct {
    /** Implements like H. */
    POOLS,
    /** Implements with a probability between 0 and 1. */
    MIXES,
    /** Betrays for sure. */
    BETRAYS,
    /** Has betrayed before, and is off the path. */
    GONE
  }

  /**
   * What is seen of one side.
   *
   * @param conduct what its type L does, by phase
   * @param implement q_k, the probability that it implements
   * @param mixing the probability that its type L does
   * @param trust t_k, the other's belief that it is H, before each phase and after the last
   * @param valueH its type H's value from phase k on
   * @param valueL its type L's value from phase k on
   * @param regret the most that a type can gain in a phase, share of the stakes' payoff range
   */
  public record Conducted(
      List<Conduct> conduct,
      double[] implement,
      double[] mixing,
      double[] trust,
      double[] valueH,
      double[] valueL,
      double regret) {}

  /**
   * One equilibrium.
   *
   * @param phases how many phases H implements, 0 if it does not start
   * @param sides the first and the second
   */
  public record Equilibrium(int phases, List<Conducted> sides) {
    /** The larger of both sides' regrets. */
    public double regret() {
      return Math.max(sides.get(0).regret(), sides.get(1).regret());
    }
  }

  /**
   * Initial beliefs for which a pattern is an equilibrium: the first is H with probability from
   * low[0] to high[0], the second from low[1] to high[1].
   */
  public record Box(int phases, double[] low, double[] high) {}

  /**
   * What was found.
   *
   * @param equilibria all those looked for at the given trust, the best for H first; the last is
   *     that nobody starts
   * @param boxes where patterns are equilibria
   * @param complete whether all patterns were tried
   */
  public record Result(List<Equilibrium> equilibria, List<Box> boxes, boolean complete) {
    /** The smallest trust, the same in both, at which H implements in {@code least} phases. */
    public Optional<Double> smallestCommonTrust(int least) {
      return boxes.stream()
          .filter(b -> b.phases() >= least)
          .filter(b -> Math.max(b.low()[0], b.low()[1]) <= Math.min(b.high()[0], b.high()[1]))
          .map(b -> Math.max(b.low()[0], b.low()[1]))
          .min(Comparator.naturalOrder());
    }

    /** The smallest trust in one side (0, 1) at which the exchange starts, given the other's. */
    public Optional<Double> smallestTrustIn(int side, double trustInOther) {
      return boxes.stream()
          .filter(
              b ->
                  b.low()[1 - side] <= trustInOther + SAME
                      && trustInOther <= b.high()[1 - side] + SAME)
          .map(b -> b.low()[side])
          .min(Comparator.naturalOrder());
    }
  }

  private final double[] stakes;
  private final Side[] sides;
  private final boolean symmetric;
  private int patterns;
  private boolean pooledFirst;

  private StartingSmall(double[] stakes, Side[] sides, boolean symmetric) {
    this.stakes = stakes.clone();
    this.sides = sides.clone();
    this.symmetric = symmetric;
  }

  /** Both sides alike; only equilibria in which they behave alike are looked for. */
  public static Result solve(double[] stakes, Side both, double trust) {
    return new StartingSmall(stakes, new Side[] {both, both}, true)
        .solve(new double[] {trust, trust});
  }

  /**
   * Two sides.
   *
   * @param trust the probability that the first is H, that the second is
   */
  public static Result solve(double[] stakes, Side first, Side second, double[] trust) {
    return new StartingSmall(stakes, new Side[] {first, second}, false).solve(trust);
  }

  /**
   * Two sides alike, type L mixing in all phases but the last so that each implements with the
   * given probabilities: values and regrets, whether or not it is an equilibrium.
   */
  static Conducted mixing(double[] stakes, Side both, double trust, double[] implement) {
    int n = stakes.length;
    boolean[] mixes = new boolean[n];
    Arrays.fill(mixes, 0, n - 1, true);
    double[][] q = {implement, implement};
    return new StartingSmall(stakes, new Side[] {both, both}, true)
        .conducted(n, 0, n, mixes, q, trust);
  }

  /**
   * What side i's payoffs say about the conduct of the other, j, from some phase on.
   *
   * @param denominator M(s_j)
   * @param factor C
   * @param low least s_j allowed so far
   * @param high most
   * @param valuesL i's type L from here on; several where it is off the path and chooses the best
   * @param valueH i's type H from here on
   */
  private record Chain(
      Affine denominator,
      double factor,
      double low,
      double high,
      List<Affine> valuesL,
      Affine valueH) {
    boolean possible() {
      return high >= low;
    }

    /**
     * With one more constraint: {@code affine} ≥ 0.
     *
     * @param unit what its constant is measured against
     */
    Chain where(Affine affine, double unit) {
      if (affine.slope() == 0) {
        return affine.constant() >= -SLACK * unit
            ? this
            : new Chain(denominator, factor, 1, 0, valuesL, valueH);
      }
      double bound = -affine.constant() / affine.slope();
      // a bound that only rounding puts beyond the other end shall not empty the interval
      double room = ROOM * Math.abs(bound);
      double newLow = low;
      double newHigh = high;
      if (affine.slope() > 0) {
        newLow = bound > high && bound - room <= high ? high : Math.max(low, bound);
      } else {
        newHigh = bound < low && bound + room >= low ? low : Math.min(high, bound);
      }
      return new Chain(denominator, factor, newLow, newHigh, valuesL, valueH);
    }

    double trust(double s) {
      return Math.min(1, Math.max(0, s * factor / denominator.at(s)));
    }

    /** The s that an initial trust leads to, if it is within the limits. */
    Optional<Double> solution(double trust) {
      double below = factor - trust * denominator.slope();
      double s = trust * denominator.constant() / below;
      if (Math.abs(below) < SLACK * (Math.abs(factor) + Math.abs(denominator.slope()))) {
        s = high; // the same initial trust for every s
      }
      if (s < low * (1 - SAME) || s > high * (1 + SAME) || Double.isNaN(s)) {
        return Optional.empty();
      }
      double within = Math.min(high, Math.max(low, s));
      return Math.abs(trust(within) - trust) <= ROOM * trust
          ? Optional.of(within)
          : Optional.empty();
    }
  }

  private Result solve(double[] trust) {
    List<Equilibrium> found = new ArrayList<>();
    List<Box> boxes = new ArrayList<>();
    search(trust, found, boxes);
    boolean complete = patterns <= MOST_PATTERNS;
    if (!complete) {
      found.clear();
      boxes.clear();
      pooledFirst = true;
      search(trust, found, boxes);
    }
    List<Equilibrium> distinct = new ArrayList<>();
    for (Equilibrium e : found) {
      if (distinct.stream().noneMatch(other -> same(e, other))) {
        distinct.add(e);
      }
    }
    distinct.sort(
        Comparator.comparingDouble((Equilibrium e) -> -worth(e))
            .thenComparingInt(e -> -e.phases()));
    distinct.add(stayAway(trust));
    return new Result(List.copyOf(distinct), List.copyOf(boxes), complete);
  }

  private void search(double[] trust, List<Equilibrium> found, List<Box> boxes) {
    patterns = 0;
    for (int n = stakes.length; n >= 1; n--) {
      for (int b1 = 1; b1 <= n; b1++) {
        for (int b2 = symmetric ? b1 : 1; b2 <= (symmetric ? b1 : n); b2++) {
          int[] last = {b1, b2};
          Chain[] chains = {ending(n, last, 0), ending(n, last, 1)};
          descend(n, last, Math.min(b1, b2) - 1, new boolean[n], chains, trust, found, boxes);
        }
      }
    }
  }

  private double worth(Equilibrium e) {
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      double[] value = e.sides().get(i).valueH();
      sum += value.length == 0 ? 0 : value[0] / sides[i].range();
    }
    return sum;
  }

  private static boolean same(Equilibrium a, Equilibrium b) {
    if (a.phases() != b.phases()) {
      return false;
    }
    for (int i = 0; i < 2; i++) {
      double[] p = a.sides().get(i).implement();
      double[] q = b.sides().get(i).implement();
      for (int k = 0; k < p.length; k++) {
        if (Math.abs(p[k] - q[k]) > SAME) {
          return false;
        }
      }
    }
    return true;
  }

  /** Side i's values after the last phase, and on back to where the first type L betrays. */
  private Chain ending(int n, int[] last, int i) {
    Side side = sides[i];
    Affine dividend = new Affine(n == stakes.length ? side.dividend : 0, 0);
    Chain chain = new Chain(Affine.ONE, 1, 0, 1, List.of(Affine.ZERO), dividend);
    for (int k = n; k >= Math.min(last[0], last[1]); k--) {
      chain = sure(chain, side, k, last[i], k == last[1 - i]);
    }
    return chain;
  }

  /**
   * One phase back, in which the other implements for sure, or with probability s.
   *
   * @param betrays the phase in which i's type L betrays for sure
   */
  private Chain sure(Chain next, Side side, int k, int betrays, boolean unknown) {
    double stake = stakes[k - 1];
    Affine m = next.denominator;
    Affine q = unknown ? Affine.UNKNOWN : m;
    List<Affine> goOn = new ArrayList<>();
    for (Affine later : next.valuesL) {
      goOn.add(implement(side, stake, m, unknown, later));
    }
    Affine betrayL = q.times(stake * side.temptationL);
    Affine valueH = implement(side, stake, m, unknown, next.valueH);
    Chain result =
        next.where(valueH.minus(q.times(stake * side.temptationH)).times(1 / stake), side.range());
    List<Affine> values = new ArrayList<>();
    if (k > betrays) {
      values.add(betrayL);
      values.addAll(goOn);
      if (values.stream().allMatch(v -> v.slope() == 0)) {
        values = List.of(values.stream().max(Comparator.comparingDouble(Affine::constant)).get());
      }
    } else if (k == betrays) {
      for (Affine alternative : goOn) {
        result = result.where(betrayL.minus(alternative).times(1 / stake), side.range());
      }
      values.add(betrayL);
    } else {
      result = result.where(goOn.get(0).minus(betrayL).times(1 / stake), side.range());
      values.add(goOn.get(0));
    }
    return new Chain(m, next.factor, result.low, result.high, values, valueH);
  }

  private static Affine implement(
      Side side, double stake, Affine m, boolean unknown, Affine later) {
    if (!unknown) {
      return m.times(stake * side.reward).plus(later.times(side.patience));
    }
    // here M = 1, and what comes later does not depend on s: all after this phase are type H
    return new Affine(
        stake * side.sucker,
        stake * (side.reward - side.sucker) + side.patience * later.constant());
  }

  /** One phase back, in which the other mixes so that i's type L does not mind. */
  private Chain mixed(Chain next, Side side, int k) {
    double stake = stakes[k - 1];
    double c = -stake * side.sucker;
    double d = stake * (-side.sucker - (side.temptationL - side.reward));
    Affine before = next.denominator;
    Affine laterL = next.valuesL.get(0);
    Affine m = laterL.times(side.patience).plus(before.times(d));
    Affine q = before.times(c);
    Affine valueH =
        m.times(stake * side.sucker)
            .plus(q.times(stake * (side.reward - side.sucker)))
            .plus(next.valueH.times(side.patience * c));
    double scale = 1 / Math.max(m.size(), Double.MIN_NORMAL);
    Chain result =
        next.where(m.minus(q).times(scale), 1) // q ≤ 1
            .where(m.times(scale), 1) // and positive
            .where(
                valueH.minus(q.times(stake * side.temptationH)).times(scale / stake), side.range());
    return new Chain(
        m.times(scale),
        next.factor * c * scale,
        result.low,
        result.high,
        List.of(q.times(stake * side.temptationL * scale)),
        valueH.times(scale));
  }

  private void descend(
      int n,
      int[] last,
      int k,
      boolean[] mixes,
      Chain[] chains,
      double[] trust,
      List<Equilibrium> found,
      List<Box> boxes) {
    if (++patterns > MOST_PATTERNS || !chains[0].possible() || !chains[1].possible()) {
      return;
    }
    if (k == 0) {
      settle(n, last, mixes, chains, trust, found, boxes);
      return;
    }
    boolean mayMix = !pooledFirst || k + 1 == Math.min(last[0], last[1]) || mixes[k];
    for (boolean mix : mayMix ? new boolean[] {false, true} : new boolean[] {false}) {
      mixes[k - 1] = mix;
      Chain[] back = new Chain[2];
      for (int i = 0; i < 2; i++) {
        back[i] =
            mix ? mixed(chains[i], sides[i], k) : sure(chains[i], sides[i], k, last[i], false);
      }
      descend(n, last, k - 1, mixes, back, trust, found, boxes);
    }
    mixes[k - 1] = false;
  }

  private void settle(
      int n,
      int[] last,
      boolean[] mixes,
      Chain[] chains,
      double[] trust,
      List<Equilibrium> found,
      List<Box> boxes) {
    double[] low = new double[2];
    double[] high = new double[2];
    double[] s = new double[2];
    boolean here = true;
    for (int i = 0; i < 2; i++) {
      Chain chain = chains[i]; // what i's incentives say about the other's conduct
      int j = 1 - i;
      double a = chain.trust(chain.low);
      double b = chain.trust(chain.high);
      low[j] = Math.min(a, b);
      high[j] = Math.max(a, b);
      Optional<Double> solution = chain.solution(trust[j]);
      here &= solution.isPresent();
      s[j] = solution.orElse(0.0);
    }
    boxes.add(new Box(n, low, high));
    if (here) {
      Equilibrium equilibrium = play(n, last, mixes, s, trust);
      if (equilibrium.regret() <= MOST_REGRET) {
        found.add(equilibrium);
      }
    }
  }

  /** The equilibrium of a pattern, its probabilities and values computed forwards from s. */
  private Equilibrium play(int n, int[] last, boolean[] mixes, double[] s, double[] trust) {
    double[][] q = new double[2][n];
    for (int j = 0; j < 2; j++) {
      Side side = sides[1 - j];
      double valueL = 0;
      double[] values = new double[n + 1];
      for (int k = n; k >= 1; k--) {
        double stake = stakes[k - 1];
        double probability = k == last[j] ? s[j] : 1;
        if (mixes[k - 1]) {
          double d = -side.sucker - (side.temptationL - side.reward);
          probability = Math.min(1, -stake * side.sucker / (side.patience * valueL + stake * d));
        }
        q[j][k - 1] = probability;
        double betray = stake * probability * side.temptationL;
        double goOn =
            stake * (probability * side.reward + (1 - probability) * side.sucker)
                + side.patience * probability * valueL;
        // on the path, the plan; off it, the best
        valueL =
            mixes[k - 1] || k == last[1 - j]
                ? betray
                : k > last[1 - j] ? Math.max(betray, goOn) : goOn;
        values[k - 1] = valueL;
      }
    }
    List<Conducted> conducted = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      conducted.add(conducted(n, i, last[i], mixes, q, trust[i]));
    }
    return new Equilibrium(n, conducted);
  }

  private Conducted conducted(
      int n, int i, int last, boolean[] mixes, double[][] q, double initial) {
    Side side = sides[i];
    double[] own = q[i];
    double[] other = q[1 - i];
    double[] trust = new double[n + 1];
    double[] mixing = new double[n];
    List<Conduct> conduct = new ArrayList<>();
    trust[0] = initial;
    for (int k = 0; k < n; k++) {
      conduct.add(
          k + 1 > last
              ? Conduct.GONE
              : k + 1 == last ? Conduct.BETRAYS : mixes[k] ? Conduct.MIXES : Conduct.POOLS);
      mixing[k] =
          switch (conduct.get(k)) {
            case POOLS -> 1;
            case MIXES ->
                trust[k] < 1 ? Math.min(1, Math.max(0, (own[k] - trust[k]) / (1 - trust[k]))) : 0;
            case BETRAYS, GONE -> 0;
          };
      trust[k + 1] = k + 1 >= last ? 1 : Math.min(1, trust[k] / own[k]);
    }
    double[] valueH = new double[n + 1];
    double[] valueL = new double[n + 1];
    valueH[n] = n == stakes.length ? side.dividend : 0;
    double regret = 0;
    for (int k = n - 1; k >= 0; k--) {
      double stake = stakes[k];
      double flow = stake * (other[k] * side.reward + (1 - other[k]) * side.sucker);
      double ahead = side.patience * other[k];
      valueH[k] = flow + ahead * valueH[k + 1];
      double betray = stake * other[k] * side.temptationL;
      double goOn = flow + ahead * valueL[k + 1];
      double best = Math.max(betray, goOn);
      valueL[k] =
          conduct.get(k) == Conduct.GONE ? best : mixing[k] * goOn + (1 - mixing[k]) * betray;
      double range = stake * side.range();
      regret = Math.max(regret, (best - valueL[k]) / range);
      if (mixing[k] > 0 && mixing[k] < 1) {
        regret = Math.max(regret, Math.abs(betray - goOn) / range);
      }
      regret = Math.max(regret, (stake * other[k] * side.temptationH - valueH[k]) / range);
    }
    return new Conducted(
        List.copyOf(conduct),
        own.clone(),
        mixing,
        trust,
        Arrays.copyOf(valueH, n),
        Arrays.copyOf(valueL, n),
        regret);
  }

  private Equilibrium stayAway(double[] trust) {
    List<Conducted> nothing = new ArrayList<>();
    for (double t : trust) {
      double[] none = new double[0];
      nothing.add(new Conducted(List.of(), none, none, new double[] {t}, none, none, 0));
    }
    return new Equilibrium(0, nothing);
  }
}
