package thaw.solver.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import thaw.model.trust.Absent;
import thaw.model.trust.Values;

/** Reassurance: strategies of two stages, written out and tried against all others. */
final class ReassuranceChecks {
  private static final Absent NONE = new Absent("none");
  private static final double ROUNDING = 1e-11;

  /** Both stages have more of the stake than this. */
  private static final double NO_STAKE = 1e-9;

  private ReassuranceChecks() {}

  static boolean recompute(
      String model,
      Values v,
      Map<String, Object> claimed,
      Map<String, Object> out,
      List<String> problems) {
    switch (model) {
      case "kydd_trust_one_shot" -> securityDilemma(v, out);
      case "kydd_reassurance" -> {
        if (v.has("t_bar")) {
          mimicry(v, out);
        } else if (v.has("t")) {
          window(v, out);
        } else if (v.has("first.t")) {
          double[][][] u = {nested(v, "first."), nested(v, "second.")};
          double[] trust = {v.get("first.t"), v.get("second.t")};
          regions(u, trust, "first", "second", claimed, out, problems);
        } else {
          double[][][] u = {listed(v, "US_payoffs"), listed(v, "DPRK_payoffs")};
          double[] trust = {v.get("DPRK_about_US"), v.get("US_about_DPRK")};
          regions(u, trust, "US", "DPRK", claimed, out, problems);
          double[][] wary = listed(v, "DPRK_payoffs");
          if (wary[0][2] > -1 && wary[1][2] > -1) {
            wary[0][3] = -1;
            wary[1][3] = -1;
            out.put("DPRK_window_if_t_0_35_and_S_minus1", own(wary, 0.35));
          }
        }
      }
      case "costly_signal" -> signal(v, out);
      case "trust_update" -> update(v, out);
      case "bayesian_nk_us" -> published(v, out);
      default -> {
        return false;
      }
    }
    return true;
  }

  // ---- payoffs: [type][R, T, P, S], type 0 is H ------------------------------------------------

  private static double[][] nested(Values v, String side) {
    double[][] u = new double[2][4];
    for (int type = 0; type < 2; type++) {
      for (int k = 0; k < 4; k++) {
        u[type][k] =
            v.get(side + (type == 0 ? "trustworthy." : "untrustworthy.") + "RTPS".charAt(k));
      }
    }
    return u;
  }

  private static double[][] listed(Values v, String side) {
    return new double[][] {v.list(side + ".trust"), v.list(side + ".untrust")};
  }

  private static double stage(double[] u, boolean mine, boolean theirs) {
    return mine ? (theirs ? u[0] : u[3]) : theirs ? u[1] : u[2];
  }

  private static double size(double[] u) {
    return Math.abs(u[0] - u[3]) + Math.abs(u[1] - u[2]) + Math.abs(u[1] - u[3]);
  }

  /** The least belief at which type H would rather implement than not, in a single stage. */
  private static double oneShot(double[][] u) {
    return Bisection.first(
        0,
        1,
        t ->
            t * stage(u[0], true, true) + (1 - t) * stage(u[0], true, false)
                >= t * stage(u[0], false, true) + (1 - t) * stage(u[0], false, false));
  }

  /**
   * What a plan yields against one who separates: type H implements first, and again if the side
   * itself did; type L does neither.
   */
  private static double againstSeparating(
      double[] u, double t, double alpha, boolean first, boolean after) {
    double withH =
        alpha * stage(u, first, true) + (1 - alpha) * stage(u, after, first); // it saw `first`
    double withL = alpha * stage(u, first, false) + (1 - alpha) * stage(u, false, false);
    return t * withH + (1 - t) * withL;
  }

  private static double best(double[] u, double t, double alpha, boolean first) {
    return Math.max(
        againstSeparating(u, t, alpha, first, true), againstSeparating(u, t, alpha, first, false));
  }

  /** The first stakes that separate, for one side: least that L does not imitate, most H dares. */
  private static double[] own(double[][] u, double t) {
    DoublePredicate stays =
        a -> best(u[1], t, a, false) >= best(u[1], t, a, true) - ROUNDING * 1e-4 * size(u[1]);
    DoublePredicate dares =
        a -> best(u[0], t, a, true) >= best(u[0], t, a, false) - ROUNDING * 1e-4 * size(u[0]);
    return new double[] {Bisection.first(0, 1, stays), Bisection.last(0, 1, dares)};
  }

  private static double leastReassuring(double[][] u) {
    // at vanishing trust both ends of the window vanish; what counts is their ratio
    DoublePredicate wide =
        t -> {
          double[] w = own(u, t);
          return w[0] <= w[1] * (1 + 1e-9);
        };
    return wide.test(1e-7) ? 0 : Bisection.first(1e-7, 1, wide);
  }

  private static void window(Values v, Map<String, Object> out) {
    double[][] u = nested(v, "");
    double t = v.get("t");
    double[] w = own(u, t);
    out.put("one_shot_t_min", oneShot(u));
    out.put("alpha_min", w[0]);
    out.put("alpha_max", w[1]);
    out.put("feasible", w[0] <= w[1] + ROUNDING);
    out.put("region", region(new double[][][] {u, u}, new double[] {t, t}));
    out.put("t_reassurance_min", leastReassuring(u));
    double[] ratios = new double[2];
    for (int type = 0; type < 2; type++) {
      int gain = type == 0 ? 0 : 1;
      ratios[type] = (u[type][gain] - u[type][2]) / (u[type][2] - u[type][3]);
    }
    out.put("ratio_untrustworthy", ratios[1]);
    out.put("ratio_trustworthy", ratios[0]);
    out.put("feasible_at_vanishing_trust", ratios[0] >= ratios[1]);
  }

  // ---- all pure equilibria of two stages ---------------------------------------------------

  private record Window(double low, double high) {}

  /** Keys "CD CD 1000": what types do in stage 1, and after which outcomes H goes on. */
  private static Map<String, Window> enumerate(double[][][] u, double[] trust) {
    double[] bar = {oneShot(u[0]), oneShot(u[1])};
    Map<String, Window> all = new TreeMap<>();
    for (int code = 0; code < 256; code++) {
      boolean[][] first = new boolean[2][2];
      boolean[] goesOn = new boolean[4];
      for (int bit = 0; bit < 4; bit++) {
        first[bit / 2][bit % 2] = (code >> bit & 1) == 1;
        goesOn[bit] = (code >> (4 + bit) & 1) == 1;
      }
      if (!credible(first, goesOn, bar, trust)) {
        continue;
      }
      double low = 0;
      double high = 1;
      for (int i = 0; i < 2; i++) {
        for (int type = 0; type < 2; type++) {
          double[] obey = new double[2];
          for (int end = 0; end < 2; end++) {
            obey[end] = plan(u[i][type], i, first[i][type], end, first, goesOn, trust);
          }
          double[] slack = new double[2];
          for (int end = 0; end < 2; end++) {
            slack[end] =
                obey[end]
                    - plan(u[i][type], i, !first[i][type], end, first, goesOn, trust)
                    + ROUNDING * 1e-3 * size(u[i][type]);
          }
          // linear in the stake: from slack[0] at 0 to slack[1] at 1
          if (slack[0] < 0 && slack[1] < 0) {
            high = -1;
          } else if (slack[0] < 0) {
            low = Math.max(low, slack[0] / (slack[0] - slack[1]));
          } else if (slack[1] < 0) {
            high = Math.min(high, slack[0] / (slack[0] - slack[1]));
          }
        }
      }
      if (low <= high + ROUNDING && high > NO_STAKE && low < 1 - NO_STAKE) {
        StringBuilder key = new StringBuilder();
        for (boolean[] side : first) {
          key.append(side[0] ? 'C' : 'D').append(side[1] ? 'C' : 'D').append(' ');
        }
        for (boolean on : goesOn) {
          key.append(on ? '1' : '0');
        }
        all.put(key.toString(), new Window(low, Math.max(low, high)));
      }
    }
    return all;
  }

  /** Whether types H would go on where they are said to, given what they have seen. */
  private static boolean credible(
      boolean[][] first, boolean[] goesOn, double[] bar, double[] trust) {
    for (int outcome = 0; outcome < 4; outcome++) {
      boolean[] seen = {outcome < 2, outcome % 2 == 0};
      for (int j = 0; j < 2 && goesOn[outcome]; j++) {
        double h = first[j][0] == seen[j] ? trust[j] : 0;
        double l = first[j][1] == seen[j] ? 1 - trust[j] : 0;
        if (h + l > 0 && h / (h + l) < bar[1 - j] - ROUNDING) {
          return false;
        }
      }
    }
    return true;
  }

  /** The most that an action in stage 1 leads to, with all the stake in stage 2 or 1. */
  private static double plan(
      double[] u,
      int i,
      boolean mine,
      int stageOne,
      boolean[][] first,
      boolean[] goesOn,
      double[] trust) {
    double best = Double.NEGATIVE_INFINITY;
    for (int after = 0; after < 4; after++) { // what to do in stage 2 after C, after D
      double sum = 0;
      for (int type = 0; type < 2; type++) {
        double p = type == 0 ? trust[1 - i] : 1 - trust[1 - i];
        boolean theirs = first[1 - i][type];
        boolean later = (after >> (theirs ? 0 : 1) & 1) == 1;
        boolean a = i == 0 ? mine : theirs;
        boolean b = i == 0 ? theirs : mine;
        boolean theyGoOn = type == 0 && goesOn[(a ? 0 : 2) + (b ? 0 : 1)];
        sum += p * (stageOne == 1 ? stage(u, mine, theirs) : stage(u, later, theyGoOn));
      }
      best = Math.max(best, sum);
    }
    return best;
  }

  private static String region(double[][][] u, double[] trust) {
    if (trust[1] >= oneShot(u[0]) - ROUNDING && trust[0] >= oneShot(u[1]) - ROUNDING) {
      return "cooperation";
    }
    if (trust[0] == 0 || trust[1] == 0) {
      return "mistrust";
    }
    boolean any = false;
    for (String key : enumerate(u, trust).keySet()) {
      if (key.startsWith("CD CD 1")) {
        return "reassurance";
      }
      any |= key.substring(0, 5).contains("C") || key.endsWith("1");
    }
    return any ? "one-sided reassurance" : "mistrust";
  }

  private static double[] joint(double[] a, double[] b) {
    return new double[] {Math.max(a[0], b[0]), Math.min(a[1], b[1])};
  }

  private static void regions(
      double[][][] u,
      double[] trust,
      String one,
      String two,
      Map<String, Object> claimed,
      Map<String, Object> out,
      List<String> problems) {
    String[] names = {one, two};
    double[][] windows = {own(u[0], trust[1]), own(u[1], trust[0])};
    double[] joint = joint(windows[0], windows[1]);
    out.put("joint_window", joint);
    out.put("feasible", joint[0] <= joint[1] + ROUNDING);
    out.put(
        "feasible_with_separate_stakes",
        windows[0][0] <= windows[0][1] + ROUNDING && windows[1][0] <= windows[1][1] + ROUNDING);
    for (int i = 0; i < 2; i++) {
      out.put(names[i] + "_window", windows[i]);
      out.put(names[i] + "_one_shot_t_min", oneShot(u[i]));
      out.put(names[i] + "_t_reassurance_min", leastReassuring(u[i]));
      out.put(
          "reassuring_trust_in_" + names[i],
          range(u, i, windows[i], claimed.getOrDefault("reassuring_trust_in_" + names[i], NONE)));
    }
    out.put("region", region(u, trust));
    Map<String, Window> own = enumerate(u, trust);
    List<Map<String, Object>> listed = new ArrayList<>();
    if (claimed.get("pure_equilibria") instanceof List<?> claims) {
      for (Object claim : claims) {
        if (claim instanceof Map<?, ?> entry) {
          String key = key(entry, one, two);
          Window window = own.remove(key);
          if (window != null) {
            Map<String, Object> same = new LinkedHashMap<>();
            entry.forEach((k, value) -> same.put(String.valueOf(k), value));
            same.put("alpha", new double[] {window.low(), window.high()});
            listed.add(same);
          }
        }
      }
    }
    own.forEach(
        (key, w) -> {
          if (w.high() - w.low() > ROUNDING) { // a window that is a point may be rounding
            problems.add("an equilibrium is missing: " + key + " for α in " + w);
          }
        });
    out.put("pure_equilibria", listed);
  }

  private static String key(Map<?, ?> entry, String one, String two) {
    StringBuilder key = new StringBuilder();
    key.append(entry.get(one + "_H_L")).append(' ').append(entry.get(two + "_H_L")).append(' ');
    List<String> after =
        entry.get("goes_on_after") instanceof Object[] texts
            ? java.util.Arrays.stream(texts).map(String::valueOf).toList()
            : List.of();
    for (String outcome : List.of("CC", "CD", "DC", "DD")) {
      key.append(after.contains(outcome) ? '1' : '0');
    }
    return key.toString();
  }

  /** The beliefs about side i for which the joint window is open, found from inside the claim. */
  private static Object range(double[][][] u, int i, double[] mine, Object claim) {
    if (mine[0] > mine[1] + ROUNDING) {
      return NONE;
    }
    DoublePredicate open =
        t -> {
          double[] w = joint(mine, own(u[1 - i], t));
          return w[0] <= w[1] + ROUNDING;
        };
    double inside =
        claim instanceof double[] ends && ends.length == 2 ? (ends[0] + ends[1]) / 2 : 1;
    if (!(inside >= 0 && inside <= 1 && open.test(inside))) {
      return NONE;
    }
    double low = Bisection.first(0, inside, t -> t > 1e-9 && open.test(t));
    return new double[] {low <= 2e-9 ? 0 : low, Bisection.last(inside, 1, open)};
  }

  // ---- the others --------------------------------------------------------------------------

  private static void mimicry(Values v, Map<String, Object> out) {
    double t = v.get("t");
    double bar = v.get("t_bar");
    DoublePredicate believed = m -> t >= bar * (t + (1 - t) * m);
    double mimic = Bisection.last(0, 1, believed);
    out.put("mimic_prob", mimic);
    out.put("posterior_after_C", t == 0 ? NONE : (Object) (t / (t + (1 - t) * mimic)));
  }

  private static void securityDilemma(Values v, Map<String, Object> out) {
    double[] win = {v.get("pi") + v.get("phi"), v.get("pi"), v.get("pi") - v.get("phi")};
    double[] war = new double[3];
    for (int k = 0; k < 3; k++) {
      war[k] = win[k] * v.get("g") - (1 - win[k]) * v.get("l") - v.get("c");
    }
    out.put("R", 0.0);
    out.put("T", war[0]);
    out.put("P", war[1]);
    out.put("S", war[2]);
    out.put(
        "t_min",
        war[0] < 0
            ? (Object) Bisection.first(0, 1, t -> (1 - t) * war[2] >= t * war[0] + (1 - t) * war[1])
            : NONE);
    double most = ((1 - win[0]) * v.get("l") + v.get("c") + 1) / Math.max(win[0], 1e-300);
    out.put(
        "g_cutoff_expansionist",
        win[0] == 0
            ? NONE
            : (Object)
                Bisection.first(
                    0, most, g -> win[0] * g - (1 - win[0]) * v.get("l") - v.get("c") >= 0));
  }

  private static void signal(Values v, Map<String, Object> out) {
    double[][] u = nested(v, "");
    double t = v.get("t_other");
    double ratio = v.get("cost_ratio_L", 1);
    double exchangeH = t * u[0][0] + (1 - t) * u[0][3];
    double exchangeL = t * u[1][1] + (1 - t) * u[1][2];
    double most = 1 + Math.abs(exchangeL - u[1][2]) / Math.max(ratio, 1e-12);
    boolean dares = t >= oneShot(u) - ROUNDING;
    double least =
        Bisection.first(0, most, c -> u[1][2] >= exchangeL - ratio * c - 1e-15 * size(u[1]));
    boolean exists = ratio > 0 || exchangeL <= u[1][2];
    out.put("one_shot_t_min", oneShot(u));
    out.put("smallest_separating_cost", exists ? (Object) least : NONE);
    double gain = exchangeH - u[0][2];
    out.put("largest_cost_worth_paying", dares ? (Object) gain : NONE);
    out.put("separates", dares && exists && least <= gain);
    out.put(
        "cost_ratio_needed", dares && gain > 0 ? (Object) ((exchangeL - u[1][2]) / gain) : NONE);
  }

  /** P(H | observations) from the table of joint probabilities. */
  private static Object given(double prior, double[] ifH, double[] ifL) {
    double h = prior;
    double l = 1 - prior;
    for (int k = 0; k < ifH.length; k++) {
      h *= ifH[k];
      l *= ifL[k];
    }
    return h + l == 0 ? NONE : (Object) (h / (h + l));
  }

  private static void update(Values v, Map<String, Object> out) {
    double t = v.get("t0");
    double h = v.get("pC_trustworthy");
    double l = v.get("pC_untrustworthy");
    double e = v.get("spiral_signal_error", 0);
    out.put("t_after_C", given(t, new double[] {h}, new double[] {l}));
    out.put("t_after_D", given(t, new double[] {1 - h}, new double[] {1 - l}));
    out.put(
        "t_after_DDC", given(t, new double[] {1 - h, 1 - h, h}, new double[] {1 - l, 1 - l, l}));
    out.put("t_after_good_signal", given(t, new double[] {1 - e}, new double[] {e}));
    out.put("t_after_bad_signal", given(t, new double[] {e}, new double[] {1 - e}));
    out.put("martingale_check", t);
  }

  private static void published(Values v, Map<String, Object> out) {
    double sincere = v.get("RECON_US") - v.get("RECON_NK");
    double other = v.get("REJ_US") - v.get("SQ");
    // the sincere type gains `sincere` with probability 1 − q and loses `other` with probability q
    boolean root = sincere >= 0 && other >= 0 && sincere + other > 0;
    boolean mirrored = sincere <= 0 && other <= 0 && sincere + other < 0;
    out.put(
        "q_threshold_separating",
        root || mirrored
            ? (Object)
                Bisection.first(0, 1, q -> q * Math.abs(other) >= (1 - q) * Math.abs(sincere))
            : NONE);
    double rejected = v.get("REJ_S", 1);
    double exploited = v.get("EXP_N", -2);
    double reconciled = v.get("RECON", 5);
    double span = reconciled - exploited;
    out.put(
        "sk_pooling_threshold", span == 0 ? NONE : (Object) (1 - (reconciled - rejected) / span));
  }
}
