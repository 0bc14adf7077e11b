package thaw.solver.trust;

import static thaw.model.trust.Parameter.between;
import static thaw.model.trust.Parameter.list;
import static thaw.model.trust.Parameter.positive;
import static thaw.model.trust.Parameter.share;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import thaw.model.trust.Absent;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;
import thaw.model.trust.Values;
import thaw.solver.trust.StartingSmall.Box;
import thaw.solver.trust.StartingSmall.Conducted;
import thaw.solver.trust.StartingSmall.Equilibrium;
import thaw.solver.trust.StartingSmall.Result;
import thaw.solver.trust.StartingSmall.Side;

/** Exchanges that start small, as models of files. */
final class StartingSmallModels {
  /** The most equilibria that are listed; their number is always given. */
  private static final int LISTED = 40;

  private static final int MOST_PHASES = 60;
  private static final int MOST_PHASES_TRIED = 2_000;

  /** Two ranges of trust are one if they come this close. */
  private static final double TOUCH = 1e-9;

  /** The most that a deviation may gain in an equilibrium, share of the payoff range. */
  private static final double MOST_REGRET = 1e-10;

  /** Which force wins: learning makes steps grow, irreversibility makes them shrink. */
  static final List<String> WINNERS = List.of("learning", "irreversibility", "neither");

  private static final String SOURCE =
      "in the spirit of Sobel (1985) and Watson (1999, 2002); perfect Bayesian equilibria derived";

  private StartingSmallModels() {}

  static List<TrustModel> all() {
    List<Parameter> one = new ArrayList<>();
    one.add(list("stakes", Double.MIN_NORMAL, 1e300));
    one.add(share("t"));
    one.addAll(side(""));
    List<Parameter> two = new ArrayList<>();
    two.add(list("stakes", Double.MIN_NORMAL, 1e300));
    for (String prefix : List.of("first.", "second.")) {
      two.add(share(prefix + "t"));
      two.addAll(side(prefix));
    }
    return List.of(
        new TrustModel(
            "starting_small",
            SOURCE,
            one,
            v -> contradictions(v, List.of("")),
            StartingSmallModels::symmetric),
        new TrustModel(
            "starting_small",
            SOURCE + "; sides that differ",
            two,
            v -> contradictions(v, List.of("first.", "second.")),
            StartingSmallModels::asymmetric),
        new TrustModel(
            "starting_small_stakes",
            "derived, after Watson (1999, 2002): the stakes that need the least trust",
            List.of(
                Parameter.whole("phases", 1, 400),
                share("t").optional(),
                positive("R"),
                between("T_H", 0, 1e300).optional(),
                positive("T_L"),
                between("S", -1e300, -Double.MIN_NORMAL),
                between("delta", 1e-9, 1)),
            v -> StartingSmall.Side.contradictions(side(v, ""), ""),
            StartingSmallModels::bestStakes),
        new TrustModel(
            "irreversibility_against_learning",
            "derived: the binding schedule after Lockwood and Thomas (2002) against starting small"
                + " after Watson (1999)",
            List.of(
                positive("a"),
                positive("b"),
                between("delta", 1e-9, Math.nextDown(1.0)),
                positive("F"),
                between("t", 1e-4, 1),
                Parameter.whole("phases", 2, MOST_PHASES)),
            v ->
                v.get("b") > v.get("a")
                    ? List.of()
                    : List.of(new Contradiction("b", "is " + v.get("b"), "more than a")),
            StartingSmallModels::forces));
  }

  private static List<Parameter> side(String prefix) {
    return List.of(
        positive(prefix + "R"),
        between(prefix + "T_H", 0, 1e300).optional(),
        positive(prefix + "T_L"),
        between(prefix + "S", -1e300, -Double.MIN_NORMAL),
        between(prefix + "delta", 0, 1),
        between(prefix + "dividend", 0, 1e300).optional());
  }

  private static Side side(Values v, String prefix) {
    return new Side(
        v.get(prefix + "R"),
        v.get(prefix + "T_H", 0),
        v.get(prefix + "T_L"),
        v.get(prefix + "S"),
        v.get(prefix + "delta"),
        v.get(prefix + "dividend", 0));
  }

  private static List<Contradiction> contradictions(Values v, List<String> prefixes) {
    List<Contradiction> wrong = new ArrayList<>();
    if (v.list("stakes").length > MOST_PHASES) {
      wrong.add(
          new Contradiction(
              "stakes", "has " + v.list("stakes").length + " phases", "1 to " + MOST_PHASES));
    }
    for (String prefix : prefixes) {
      wrong.addAll(Side.contradictions(side(v, prefix), prefix));
    }
    return wrong;
  }

  private static Object orNone(Optional<Double> value, String reason) {
    return value.isPresent() ? (Object) value.get() : new Absent(reason);
  }

  private static Map<String, Object> symmetric(Values v) {
    double[] stakes = v.list("stakes");
    Side side = side(v, "");
    Result result = StartingSmall.solve(stakes, side, v.get("t"));
    Equilibrium best = result.equilibria().get(0);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("starts", best.phases() > 0);
    out.put("phases_implemented", (double) best.phases());
    put(out, best.sides().get(0), "");
    out.put("regret", best.regret());
    String never = "no equilibrium of this kind at any trust";
    Optional<Double> smallest = result.smallestCommonTrust(1);
    out.put("smallest_initial_trust", orNone(smallest, never));
    out.put(
        "smallest_initial_trust_all_phases",
        orNone(result.smallestCommonTrust(stakes.length), never));
    out.put("trust_ranges", ranges(result.boxes()));
    if (smallest.isPresent()) {
      Equilibrium there = StartingSmall.solve(stakes, side, smallest.get()).equilibria().get(0);
      List<Map<String, Object>> listed = new ArrayList<>();
      listed.add(described(there, true));
      out.put("at_smallest_initial_trust", listed);
    }
    out.put("one_shot_t_min", oneShot(side));
    out.put("equilibria_count", (double) result.equilibria().size());
    out.put("complete", result.complete());
    out.put("equilibria", listed(result, true));
    return out;
  }

  private static Map<String, Object> asymmetric(Values v) {
    double[] stakes = v.list("stakes");
    Side first = side(v, "first.");
    Side second = side(v, "second.");
    double[] trust = {v.get("first.t"), v.get("second.t")};
    Result result = StartingSmall.solve(stakes, first, second, trust);
    Equilibrium best = result.equilibria().get(0);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("starts", best.phases() > 0);
    out.put("phases_implemented", (double) best.phases());
    put(out, best.sides().get(0), "first_");
    put(out, best.sides().get(1), "second_");
    out.put("regret", best.regret());
    out.put(
        "smallest_common_initial_trust",
        orNone(result.smallestCommonTrust(1), "no equilibrium of this kind at any common trust"));
    out.put(
        "smallest_trust_in_first",
        orNone(result.smallestTrustIn(0, trust[1]), "the exchange never starts at this second.t"));
    out.put(
        "smallest_trust_in_second",
        orNone(result.smallestTrustIn(1, trust[0]), "the exchange never starts at this first.t"));
    out.put("first_one_shot_t_min", oneShot(first));
    out.put("second_one_shot_t_min", oneShot(second));
    out.put("equilibria_count", (double) result.equilibria().size());
    out.put("complete", result.complete());
    out.put("equilibria", listed(result, false));
    return out;
  }

  private static Object oneShot(Side side) {
    double t = -side.sucker() / (side.reward() - side.temptationH() - side.sucker());
    return side.reward() > side.temptationH()
        ? (Object) t
        : new Absent("type H would betray in a single phase, whatever its trust");
  }

  private static List<Map<String, Object>> listed(Result result, boolean symmetric) {
    return result.equilibria().stream().limit(LISTED).map(e -> described(e, symmetric)).toList();
  }

  private static Map<String, Object> described(Equilibrium e, boolean symmetric) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("phases", (double) e.phases());
    if (symmetric) {
      put(out, e.sides().get(0), "");
    } else {
      put(out, e.sides().get(0), "first_");
      put(out, e.sides().get(1), "second_");
    }
    out.put("regret", e.regret());
    return out;
  }

  private static void put(Map<String, Object> out, Conducted side, String prefix) {
    out.put(
        prefix + "L_conduct",
        side.conduct().stream()
            .map(c -> c.name().toLowerCase(java.util.Locale.ROOT))
            .toArray(String[]::new));
    out.put(prefix + "q", side.implement());
    out.put(prefix + "L_implements", side.mixing());
    out.put(prefix + "trust", side.trust());
    out.put(prefix + "value_H", side.valueH());
    out.put(prefix + "value_L", side.valueL());
  }

  /** The beliefs at which some pattern is an equilibrium, as ranges that do not touch. */
  private static double[][] ranges(List<Box> boxes) {
    List<double[]> sorted =
        boxes.stream()
            .map(b -> new double[] {b.low()[0], b.high()[0]})
            .sorted(Comparator.comparingDouble(r -> r[0]))
            .toList();
    List<double[]> merged = new ArrayList<>();
    for (double[] range : sorted) {
      double[] last = merged.isEmpty() ? new double[] {-1, -1} : merged.get(merged.size() - 1);
      if (range[0] <= last[1] + TOUCH) {
        last[1] = Math.max(last[1], range[1]);
      } else {
        merged.add(range.clone());
      }
    }
    return merged.toArray(double[][]::new);
  }

  private static Map<String, Object> bestStakes(Values v) {
    Side side = side(v, "");
    int phases = v.whole("phases");
    SmallestTrust.Result best = SmallestTrust.solve(side, phases);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("smallest_initial_trust", best.trust());
    out.put("stakes", best.stakes());
    out.put("q", best.implement());
    out.put("one_shot_t_min", oneShot(side));
    double mixing = -side.sucker() / (side.reward() - side.sucker());
    double pooling = (side.temptationL() - side.reward()) / side.temptationL();
    out.put("limit_of_smallest_trust", 0.0);
    out.put("limit_ratio_per_phase", Math.min(mixing, pooling));
    if (v.has("t")) {
      int needed =
          v.get("t") > 0 ? SmallestTrust.phasesFor(side, v.get("t"), MOST_PHASES_TRIED) : -1;
      out.put(
          "phases_needed",
          needed > 0
              ? (Object) (double) needed
              : new Absent("no number of phases up to " + MOST_PHASES_TRIED));
    }
    return out;
  }

  /**
   * Steps s_k cost a·s_k and are worth b·s_k to the other; the peace is worth F a period to type H
   * once all are done, nothing to type L. Where both types are indifferent, a s_k = δ q_k q_{k+1} b
   * s_{k+1}: steps shrink by 1/K, K = δb/a, if everybody is H, and grow by 1/(K q²) if q = t^(1/n).
   */
  private static Map<String, Object> forces(Values v) {
    double a = v.get("a");
    double b = v.get("b");
    double delta = v.get("delta");
    double t = v.get("t");
    int n = v.whole("phases");
    double k = delta * b / a;
    double dividend = v.get("F") / (1 - delta);
    double[] known = new double[n];
    double[] learnt = new double[n];
    double q = Math.pow(t, 1.0 / n);
    known[n - 1] = delta * dividend / a;
    learnt[n - 1] = q * known[n - 1];
    for (int phase = n - 2; phase >= 0; phase--) {
      known[phase] = k * known[phase + 1];
      learnt[phase] = k * q * q * learnt[phase + 1];
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("growth_factor", k);
    out.put("steps_complete_information", known);
    out.put("step_ratio_complete_information", 1 / k);
    out.put("steps_incomplete_information", learnt);
    out.put("step_ratio_incomplete_information", 1 / (k * q * q));
    out.put("q", q);
    double critical = 2 * Math.log(1 / t) / Math.log(k);
    out.put(
        "critical_phases",
        k > 1
            ? (Object) critical
            : new Absent("K = δb/a is at most 1: no force makes steps shrink"));
    double force = k * q * q;
    out.put("wins", WINNERS.get(force < 1 ? 0 : force > 1 ? 1 : 2));
    double[] implement = new double[n];
    java.util.Arrays.fill(implement, q);
    double regret =
        StartingSmall.mixing(learnt, new Side(b - a, b, b, -a, delta, dividend), t, implement)
            .regret();
    out.put("is_equilibrium", regret <= MOST_REGRET);
    out.put("regret", regret);
    return out;
  }
}
