package thaw.solver.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.model.trust.Absent;
import thaw.model.trust.Values;

/**
 * Exchanges that start small: Bayes' rule on the path, and the best deviation of every type in
 * every phase by dynamic programming over its own actions.
 */
final class StartingSmallChecks {
  private static final Absent NONE = new Absent("none");
  private static final double MOST_REGRET = 1e-10;
  private static final double ROUNDING = 1e-9;
  private static final int GRID = 400;

  /** From this many phases on a claim may rest on some of the patterns only. */
  private static final int MANY = 18;

  /** A slack that rounding alone may take away. */
  private static final double ALMOST = 1e-11;

  /** The least terminal belief that is tried. */
  private static final double LEAST = 1e-12;

  /** What is below any slack of a constraint that can be met or missed. */
  private static final double IMPOSSIBLE = 1e12;

  private StartingSmallChecks() {}

  /** Payoffs of a side. */
  private record Side(
      double reward, double temptH, double temptL, double sucker, double patience, double end) {
    static Side of(Values v, String prefix) {
      return new Side(
          v.get(prefix + "R"),
          v.get(prefix + "T_H", 0),
          v.get(prefix + "T_L"),
          v.get(prefix + "S"),
          v.get(prefix + "delta"),
          v.get(prefix + "dividend", 0));
    }

    double range() {
      return Math.max(Math.max(reward, Math.abs(temptH)), temptL) - sucker;
    }
  }

  static boolean recompute(
      String model,
      Values v,
      Map<String, Object> claimed,
      Map<String, Object> out,
      List<String> problems,
      List<String> findings) {
    switch (model) {
      case "starting_small" -> {
        boolean two = v.has("first.R");
        Side[] sides =
            two
                ? new Side[] {Side.of(v, "first."), Side.of(v, "second.")}
                : new Side[] {Side.of(v, ""), Side.of(v, "")};
        double[] trust =
            two
                ? new double[] {v.get("first.t"), v.get("second.t")}
                : new double[] {v.get("t"), v.get("t")};
        equilibria(v.list("stakes"), sides, trust, two, claimed, out, problems, findings);
      }
      case "starting_small_stakes" -> stakes(v, claimed, out, problems);
      case "irreversibility_against_learning" -> forces(v, out);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static double[] numbers(Map<?, ?> claim, String name) {
    Object value = claim.get(name);
    if (value instanceof double[] numbers) {
      return numbers;
    }
    if (value instanceof Object[] none && none.length == 0) {
      return new double[0];
    }
    if (value instanceof List<?> none && none.isEmpty()) {
      return new double[0];
    }
    throw new IllegalArgumentException("\"" + name + "\" is no list of numbers");
  }

  private static String[] texts(Map<?, ?> claim, String name) {
    Object value = claim.get(name);
    if (value instanceof String[] texts) {
      return texts;
    }
    if ((value instanceof double[] none && none.length == 0)
        || (value instanceof List<?> list && list.isEmpty())) {
      return new String[0];
    }
    throw new IllegalArgumentException("\"" + name + "\" is no list of texts");
  }

  /**
   * Recomputes one claimed equilibrium from the probabilities with which types L implement, and
   * adds what follows from them; problems are types that could do better.
   */
  private static void equilibrium(
      double[] stakes,
      Side[] sides,
      double[] initial,
      String[] prefixes,
      Map<?, ?> claim,
      Map<String, Object> out,
      List<String> problems) {
    double[][] mixing = new double[2][];
    for (int i = 0; i < 2; i++) {
      mixing[i] = numbers(claim, prefixes[i % prefixes.length] + "L_implements");
    }
    int n = mixing[0].length;
    if (mixing[1].length != n || n > stakes.length) {
      throw new IllegalArgumentException("more phases than stakes");
    }
    double[][] trust = new double[2][n + 1];
    double[][] q = new double[2][n];
    for (int i = 0; i < 2; i++) {
      trust[i][0] = initial[i];
      for (int k = 0; k < n; k++) {
        if (!(mixing[i][k] >= 0 && mixing[i][k] <= 1)) {
          problems.add("type L implements with probability " + mixing[i][k]);
        }
        q[i][k] = trust[i][k] + (1 - trust[i][k]) * mixing[i][k];
        trust[i][k + 1] = q[i][k] > 0 ? trust[i][k] / q[i][k] : 0;
      }
    }
    double worst = 0;
    for (int i = 0; i < prefixes.length; i++) {
      double[][] values = new double[2][n];
      double worstHere = 0;
      boolean[] alive = new boolean[n]; // whether a type L that follows the plan is still there
      boolean there = true;
      for (int k = 0; k < n; k++) {
        alive[k] = there;
        there &= mixing[i][k] > 0;
      }
      double[] later = {n == stakes.length ? sides[i].end() : 0, 0};
      for (int k = n - 1; k >= 0; k--) {
        double a = stakes[k];
        double other = q[1 - i][k];
        Side s = sides[i];
        double range = a * s.range();
        for (int type = 0; type < 2; type++) {
          double betray = a * other * (type == 0 ? s.temptH() : s.temptL());
          double goOn =
              a * (other * s.reward() + (1 - other) * s.sucker())
                  + s.patience() * other * later[type];
          double best = Math.max(betray, goOn);
          double chance = type == 0 ? 1 : mixing[i][k];
          double value = type == 1 && !alive[k] ? best : chance * goOn + (1 - chance) * betray;
          // a plan's regret is what the best action gains over any action it takes
          double least = chance == 1 ? goOn : chance == 0 ? betray : Math.min(goOn, betray);
          if (type == 0 || alive[k]) {
            worstHere = Math.max(worstHere, (best - least) / range);
          }
          values[type][k] = value;
          later[type] = value;
        }
      }
      worst = Math.max(worst, worstHere);
      String[] conduct = texts(claim, prefixes[i] + "L_conduct");
      String[] own = new String[n];
      for (int k = 0; k < n; k++) {
        double m = mixing[i][k];
        String said = k < conduct.length ? conduct[k] : "";
        own[k] = !alive[k] ? "gone" : m == 1 ? "pools" : m == 0 ? "betrays" : "mixes";
        if (said.equals("mixes") && (m >= 1 - ROUNDING || m <= ROUNDING)) {
          own[k] = said; // a mixture at its edge
        }
      }
      out.put(prefixes[i] + "L_conduct", own);
      out.put(prefixes[i] + "q", q[i]);
      out.put(prefixes[i] + "L_implements", mixing[i]);
      // after type L has betrayed for sure, whoever is left is H
      for (int k = 0; k < n; k++) {
        if (mixing[i][k] == 0) {
          trust[i][k + 1] = 1;
        }
      }
      out.put(prefixes[i] + "trust", trust[i]);
      out.put(prefixes[i] + "value_H", values[0]);
      out.put(prefixes[i] + "value_L", values[1]);
    }
    if (!(worst <= MOST_REGRET)) {
      problems.add("some type gains " + worst + " of the payoff range by deviating");
    }
    out.put("regret", worst);
  }

  private static void equilibria(
      double[] stakes,
      Side[] sides,
      double[] trust,
      boolean two,
      Map<String, Object> claimed,
      Map<String, Object> out,
      List<String> problems,
      List<String> findings) {
    String[] prefixes = two ? new String[] {"first_", "second_"} : new String[] {""};
    equilibrium(stakes, sides, trust, prefixes, claimed, out, problems);
    double phases = numbers(claimed, prefixes[0] + "L_implements").length;
    out.put("phases_implemented", phases);
    out.put("starts", phases > 0);
    List<Map<String, Object>> all = new ArrayList<>();
    if (claimed.get("equilibria") instanceof List<?> list) {
      for (Object entry : list) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("phases", (double) numbers((Map<?, ?>) entry, prefixes[0] + "L_implements").length);
        equilibrium(stakes, sides, trust, prefixes, (Map<?, ?>) entry, own, problems);
        all.add(own);
      }
    }
    out.put("equilibria", all);
    double count = claimed.get("equilibria_count") instanceof Double d ? d : -1;
    out.put("equilibria_count", all.size() < 40 ? (double) all.size() : Math.max(40, count));
    // with many phases not all patterns are tried, and the claim says so
    boolean complete = stakes.length < MANY || !(claimed.get("complete") instanceof Boolean b) || b;
    out.put("complete", complete);
    for (int i = 0; i < prefixes.length; i++) {
      Side s = sides[i];
      Object t =
          s.reward() > s.temptH()
              ? (Object)
                  Bisection.first(
                      0, 1, x -> x * s.reward() + (1 - x) * s.sucker() >= x * s.temptH())
              : NONE;
      out.put(prefixes[i] + "one_shot_t_min", t);
    }
    Search search = new Search(stakes, sides, two, complete);
    List<double[]> found = search.all();
    if (two) {
      boxes(trust, found, out);
      return;
    }
    ranges(stakes, sides, found, claimed, out, problems);
    findings.add(all.size() + " equilibria checked type by type, phase by phase");
  }

  /** Smallest beliefs from the boxes of beliefs at which patterns are equilibria. */
  private static void boxes(double[] trust, List<double[]> found, Map<String, Object> out) {
    double common = Double.POSITIVE_INFINITY;
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (double[] box : found) {
      double low = Math.max(box[1], box[3]);
      if (low <= Math.min(box[2], box[4])) {
        common = Math.min(common, low);
      }
      if (trust[1] >= box[3] - ROUNDING && trust[1] <= box[4] + ROUNDING) {
        least[0] = Math.min(least[0], box[1]);
      }
      if (trust[0] >= box[1] - ROUNDING && trust[0] <= box[2] + ROUNDING) {
        least[1] = Math.min(least[1], box[3]);
      }
    }
    out.put("smallest_common_initial_trust", Absent.unlessFinite(common, "none"));
    out.put("smallest_trust_in_first", Absent.unlessFinite(least[0], "none"));
    out.put("smallest_trust_in_second", Absent.unlessFinite(least[1], "none"));
  }

  private static void ranges(
      double[] stakes,
      Side[] sides,
      List<double[]> found,
      Map<String, Object> claimed,
      Map<String, Object> out,
      List<String> problems) {
    double smallest = Double.POSITIVE_INFINITY;
    double all = Double.POSITIVE_INFINITY;
    found.sort(java.util.Comparator.comparingDouble(b -> b[1]));
    List<double[]> merged = new ArrayList<>();
    for (double[] box : found) {
      smallest = Math.min(smallest, box[1]);
      all = box[0] == stakes.length ? Math.min(all, box[1]) : all;
      if (!merged.isEmpty() && box[1] <= merged.get(merged.size() - 1)[1] + ROUNDING) {
        double[] last = merged.get(merged.size() - 1);
        last[1] = Math.max(last[1], box[2]);
      } else {
        merged.add(new double[] {box[1], box[2]});
      }
    }
    out.put("smallest_initial_trust", Absent.unlessFinite(smallest, "none"));
    out.put("smallest_initial_trust_all_phases", Absent.unlessFinite(all, "none"));
    out.put("trust_ranges", merged.toArray(double[][]::new));
    if (claimed.get("at_smallest_initial_trust") instanceof List<?> there && there.size() == 1) {
      Map<String, Object> own = new LinkedHashMap<>();
      Map<?, ?> claim = (Map<?, ?>) there.get(0);
      own.put("phases", (double) numbers(claim, "L_implements").length);
      double[] same = {smallest, smallest};
      equilibrium(stakes, sides, same, new String[] {""}, claim, own, problems);
      out.put("at_smallest_initial_trust", List.of(own));
    }
  }

  /**
   * All patterns of pooling, mixing and betraying for sure, each tried for terminal beliefs on a
   * grid by plain backward computation, the ends of what holds then found by bisection.
   */
  private static final class Search {
    private final double[] stakes;
    private final Side[] sides;
    private final boolean two;
    private final boolean complete;
    private final List<double[]> boxes = new ArrayList<>();

    Search(double[] stakes, Side[] sides, boolean two, boolean complete) {
      this.complete = complete;
      this.stakes = stakes;
      this.sides = sides;
      this.two = two;
    }

    /** Boxes: phases, low and high belief about the first, about the second. */
    List<double[]> all() {
      for (int n = 1; n <= stakes.length; n++) {
        for (int b1 = 1; b1 <= n; b1++) {
          for (int b2 = two ? 1 : b1; b2 <= (two ? n : b1); b2++) {
            int free = Math.min(b1, b2) - 1;
            descend(n, new int[] {b1, b2}, free, 0);
          }
        }
      }
      return boxes;
    }

    /** Decides phases from the last to the first, as long as those decided can be kept to. */
    private void descend(int n, int[] last, int undecided, long mixes) {
      for (int j = 0; j < (two ? 2 : 1); j++) {
        if (!(peak(n, last, mixes, j, undecided + 1)[1] >= -ALMOST)) {
          return;
        }
      }
      if (undecided == 0) {
        box(n, last, mixes);
        return;
      }
      descend(n, last, undecided - 1, mixes);
      boolean first = undecided == Math.min(last[0], last[1]) - 1;
      if (complete || first || (mixes >> undecided & 1) == 1) {
        descend(n, last, undecided - 1, mixes | 1L << (undecided - 1));
      }
    }

    private void box(int n, int[] last, long mixes) {
      double[][] ends = new double[2][];
      for (int j = 0; j < 2; j++) {
        if (!two && j == 1) {
          ends[1] = ends[0];
          break;
        }
        ends[j] = ends(n, last, mixes, j);
        if (ends[j].length == 0) {
          return;
        }
      }
      boxes.add(new double[] {n, ends[0][0], ends[0][1], ends[1][0], ends[1][1]});
    }

    /**
     * The terminal belief with the largest margin, and that margin, over phases from a first on.
     */
    private double[] peak(int n, int[] last, long mixes, int j, int first) {
      double from = Double.NaN;
      double best = Double.NEGATIVE_INFINITY;
      // where some constraint is tight at a single point, the grid finds the largest margin;
      // it is fine near 0, where small losses S put terminal beliefs
      double left = 0;
      double right = 1;
      for (int k = 1; k <= GRID; k++) {
        double margin = margin(n, last, mixes, j, grid(k), first);
        if (margin > best) {
          best = margin;
          from = grid(k);
          left = grid(k - 1);
          right = grid(Math.min(GRID, k + 1));
        }
      }
      // the margin, a minimum of monotone slacks, has one peak: narrow it down, near the best point
      // of the grid and over all orders of magnitude
      for (double[] ends : new double[][] {{Math.max(LEAST, left), right}, {LEAST, 1}}) {
        double a = Math.log(ends[0]);
        double b = Math.log(ends[1]);
        for (int k = 0; k < 200 && best < 0; k++) {
          double c = Math.exp(a + (b - a) / 3);
          double d = Math.exp(b - (b - a) / 3);
          double atC = margin(n, last, mixes, j, c, first);
          double atD = margin(n, last, mixes, j, d, first);
          if (atC < atD) {
            a = Math.log(c);
          } else {
            b = Math.log(d);
          }
          if (Math.max(atC, atD) > best) {
            best = Math.max(atC, atD);
            from = atC > atD ? c : d;
          }
        }
      }
      return new double[] {from, best};
    }

    /** The beliefs about side j for which i's constraints hold, i the other; empty if none. */
    private double[] ends(int n, int[] last, long mixes, int j) {
      double[] found = peak(n, last, mixes, j, 1);
      if (found[1] < -ALMOST) {
        return new double[0];
      }
      double peak = found[0];
      double low =
          Bisection.first(1e-13, peak, s -> s >= peak || margin(n, last, mixes, j, s, 1) >= -1e-13);
      double high =
          Bisection.last(peak, 1, s -> s <= peak || margin(n, last, mixes, j, s, 1) >= -1e-13);
      double a = trust(n, last, mixes, j, low);
      double b = trust(n, last, mixes, j, high);
      return new double[] {Math.min(a, b), Math.max(a, b)};
    }

    private static double grid(int k) {
      double half = GRID / 2.0;
      return k <= half ? 0.1 * Math.exp((k - half) / 15) : 0.1 + 0.9 * (k - half) / half;
    }

    private double trust(int n, int[] last, long mixes, int j, double s) {
      double[] q = new double[n];
      margin(n, last, mixes, j, s, 1, q);
      double product = s;
      for (int k = 0; k < last[j] - 1; k++) {
        product *= q[k];
      }
      return Math.min(1, product);
    }

    private double margin(int n, int[] last, long mixes, int j, double s, int first) {
      return margin(n, last, mixes, j, s, first, new double[n]);
    }

    /** The least slack of i's constraints, share of the stake's payoff range. */
    private double margin(int n, int[] last, long mixes, int j, double s, int first, double[] q) {
      Side side = sides[1 - j];
      int mine = last[1 - j];
      double valueL = 0;
      double valueH = n == stakes.length ? side.end() : 0;
      double least = Double.POSITIVE_INFINITY;
      for (int k = n; k >= first; k--) {
        double a = stakes[k - 1];
        double range = a * side.range();
        boolean mix = k < Math.min(last[0], last[1]) && (mixes >> (k - 1) & 1) == 1;
        double other = k == last[j] ? s : 1;
        if (mix) {
          // L is indifferent: other (a T_L) = other (a R + δ V) + (1 − other) a S
          double slope = a * side.temptL() - a * side.reward() + a * side.sucker();
          slope -= side.patience() * valueL;
          other = a * side.sucker() / slope;
          if (!(other > 0)) {
            double wrong = Math.abs(slope) / (range + Math.abs(slope));
            return -IMPOSSIBLE * (k + wrong); // less so towards what is possible
          }
          least = Math.min(least, Math.max(1 - other, -IMPOSSIBLE / 2));
        }
        q[k - 1] = other;
        double flow = a * (other * side.reward() + (1 - other) * side.sucker());
        double goOn = flow + side.patience() * other * valueL;
        double betray = a * other * side.temptL();
        if (k < mine && !mix) {
          least = Math.min(least, (goOn - betray) / range);
        } else if (k == mine) {
          least = Math.min(least, (betray - goOn) / range);
        }
        valueL = k > mine ? Math.max(goOn, betray) : k == mine || mix ? betray : goOn;
        valueH = flow + side.patience() * other * valueH;
        least = Math.min(least, (valueH - a * other * side.temptH()) / range);
      }
      return least;
    }
  }

  private static void stakes(
      Values v, Map<String, Object> claimed, Map<String, Object> out, List<String> problems) {
    Side side = Side.of(v, "");
    double[] q = numbers(claimed, "q");
    double[] stakes = numbers(claimed, "stakes");
    int n = v.whole("phases");
    if (q.length != n || stakes.length != n) {
      throw new IllegalArgumentException("stakes and q have " + n + " entries");
    }
    double[] follow = new double[n];
    double sum = 0;
    double product = 1;
    for (int k = n - 1; k >= 0; k--) {
      // L is indifferent in phase k: a (q (T_L − R) − (1 − q) S) = δ q a' q' T_L
      follow[k] =
          k == n - 1
              ? 1
              : side.patience()
                  * q[k]
                  * follow[k + 1]
                  * q[k + 1]
                  * side.temptL()
                  / (q[k] * (side.temptL() - side.reward()) - (1 - q[k]) * side.sucker());
      sum += follow[k];
      product *= q[k];
    }
    for (int k = 0; k < n; k++) {
      follow[k] /= sum;
    }
    out.put("stakes", follow);
    out.put("q", q);
    out.put("smallest_initial_trust", best(side, n));
    if (Math.abs(product - best(side, n)) > ROUNDING * product) {
      problems.add("q multiply to " + product + ", not to the smallest trust");
    }
    double valueH = 0;
    for (int k = n - 1; k >= 0; k--) {
      valueH =
          stakes[k] * (q[k] * side.reward() + (1 - q[k]) * side.sucker())
              + side.patience() * q[k] * valueH;
      if (!(q[k] > 0 && q[k] <= 1 + ROUNDING)
          || valueH < stakes[k] * (q[k] * side.temptH() - ROUNDING * side.range())) {
        problems.add("type H gains by betraying in phase " + (k + 1));
      }
    }
    out.put(
        "one_shot_t_min",
        Bisection.first(
            0, 1, x -> x * side.reward() + (1 - x) * side.sucker() >= x * side.temptH()));
    out.put("limit_of_smallest_trust", 0.0);
    double mix = 1 / (1 - side.reward() / side.sucker());
    double pool = 1 - side.reward() / side.temptL();
    out.put("limit_ratio_per_phase", Math.min(mix, pool));
    if (v.has("t")) {
      double t = v.get("t");
      int needed = -1;
      double claim = claimed.get("phases_needed") instanceof Double d ? d : -1;
      if (claim >= 1 && claim <= 2000 && best(side, (int) claim) <= t * (1 + 1e-9)) {
        needed = (int) claim;
        needed -= needed > 1 && best(side, needed - 1) <= t * (1 - 1e-9) ? 1 : 0;
      } else if (t > 0 && best(side, 2000) <= t) {
        needed = 2000;
      }
      out.put("phases_needed", needed > 0 ? (Object) (double) needed : NONE);
    }
  }

  /**
   * The smallest trust as a product over runs of phases: every way to cut the phases into runs,
   * each run one phase with q below 1 before phases with q = 1, by recursion on how many are left.
   */
  private static double best(Side side, int n) {
    double a = -side.sucker();
    double r = 1 - side.reward() / side.temptL();
    double share = 1 - side.temptH() / side.temptL();
    double d = side.temptL() - side.reward() - a;
    // gains[m]: 1/q of a phase before m phases with q = 1
    double[] least =
        new double[n + 1]; // logarithm of the smallest product over phases, tight after
    for (int k = 1; k <= n; k++) {
      least[k] = Double.POSITIVE_INFINITY;
      for (int m = 0; m < k; m++) {
        double x = side.temptL() * Math.pow(r, -m) - d;
        least[k] = Math.min(least[k], Math.log(a / x) + least[k - m - 1]);
      }
    }
    double best = Double.POSITIVE_INFINITY;
    for (int m = 0; m < n; m++) {
      double x = side.temptL() * share * Math.pow(r, -m) - d;
      best = Math.min(best, Math.log(a / x) + least[n - m - 1]);
    }
    return Math.exp(best);
  }

  private static void forces(Values v, Map<String, Object> out) {
    double a = v.get("a");
    double b = v.get("b");
    double delta = v.get("delta");
    double t = v.get("t");
    int n = v.whole("phases");
    double k = delta * b / a;
    double q = Math.exp(Math.log(t) / n);
    double end = v.get("F") / (1 - delta);
    double[] known = new double[n];
    double[] learnt = new double[n];
    double value = end;
    for (int phase = n - 1; phase >= 0; phase--) {
      known[phase] = delta * value / a; // the most that reneging does not undo
      value = (b - a) * known[phase] + delta * value;
    }
    value = end;
    for (int phase = n - 1; phase >= 0; phase--) {
      learnt[phase] = q * delta * value / a;
      value = -a * learnt[phase] + q * (b * learnt[phase] + delta * value);
    }
    out.put("growth_factor", k);
    out.put("steps_complete_information", known);
    out.put("step_ratio_complete_information", known[1] / known[0]);
    out.put("steps_incomplete_information", learnt);
    out.put("step_ratio_incomplete_information", learnt[1] / learnt[0]);
    out.put("q", q);
    out.put(
        "critical_phases",
        k > 1 ? (Object) (t == 1 ? 0.0 : Math.log(t * t) / Math.log(1 / k)) : NONE);
    double ratio = k * Math.pow(t, 2.0 / n);
    out.put("wins", ratio < 1 ? "learning" : ratio > 1 ? "irreversibility" : "neither");
    // both types indifferent in every phase, so the mixture is an equilibrium
    double worst = 0;
    double valueH = end;
    for (int phase = n - 1; phase >= 0; phase--) {
      double next = phase == n - 1 ? 0 : q * b * learnt[phase + 1];
      double flow = learnt[phase] * (q * b - a);
      double betray = q * b * learnt[phase];
      double goOn = flow + q * delta * next;
      valueH = flow + q * delta * valueH;
      double gain = phase == n - 1 ? goOn - betray : Math.abs(goOn - betray);
      worst = Math.max(worst, Math.max(gain, betray - valueH) / (learnt[phase] * (a + b)));
    }
    out.put("is_equilibrium", worst <= MOST_REGRET);
    out.put("regret", worst);
  }
}
