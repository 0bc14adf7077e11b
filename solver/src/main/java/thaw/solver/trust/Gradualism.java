package thaw.solver.trust;

import static thaw.model.trust.Parameter.between;
import static thaw.model.trust.Parameter.discount;
import static thaw.model.trust.Parameter.number;
import static thaw.model.trust.Parameter.positive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.model.trust.Absent;
import thaw.model.trust.Parameter;
import thaw.model.trust.Parameter.Kind;
import thaw.model.trust.Values;

/** Exchanges in steps: irreversible concessions, joint projects, starting small, setbacks. */
final class Gradualism {
  private static final int STEPS = 5;
  private static final int MOST_PHASES = 10_000;

  private Gradualism() {}

  static List<TrustModel> all() {
    return List.of(
        new TrustModel(
            "irreversible_gradualism_linear",
            "after Lockwood and Thomas (2002), the linear case; recursion derived",
            List.of(
                positive("a"),
                positive("b"),
                between("delta", 1e-9, Math.nextDown(1.0)),
                positive("first_step")),
            Gradualism::linear),
        new TrustModel(
            "irreversible_gradualism_quadratic",
            "after Lockwood and Thomas (2002); c' = δ/2 + c²/(2δ)",
            List.of(between("delta", 1e-9, Math.nextDown(1.0)), between("c0", 0, 1)),
            v -> {
              double delta = v.get("delta");
              double c = v.get("c0");
              double[] path = new double[STEPS + 1];
              for (int k = 0; k <= STEPS; k++) {
                path[k] = c;
                c = delta / 2 + c * c / (2 * delta);
              }
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("path", path);
              out.put("limit", delta);
              return out;
            }),
        new TrustModel(
            "phased_exchange",
            "derived: Lockwood and Thomas (2002) with finitely many phases and a peace dividend F",
            List.of(
                positive("a"),
                positive("b"),
                between("delta", 1e-9, Math.nextDown(1.0)),
                between("F", 0, 1e300),
                positive("total")),
            Gradualism::dividend),
        new TrustModel(
            "joint_project_contribution",
            "Admati and Perry (1991), w(x) = x²; recursion re-derived",
            List.of(
                discount("delta"),
                positive("V"),
                Parameter.of("cost", Kind.TEXT),
                Parameter.whole("rounds", 1, 10_000)),
            Gradualism::jointProject),
        new TrustModel(
            "starting_small_continuous",
            "after Watson (1999, 2002); indifference condition derived",
            List.of(
                positive("r"),
                between("z", 0, 1e300),
                positive("x"),
                between("y", 0, 1e300),
                between("alpha0", 1e-300, 1),
                between("opp_betray_hazard", 0, 1e300)),
            v -> {
              double growth = v.get("r") - v.get("z") / v.get("x");
              double hazard = v.get("opp_betray_hazard");
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("growth_rate", growth);
              out.put(
                  "time_to_full",
                  growth > 0 || v.get("alpha0") == 1
                      ? (Object) (v.get("alpha0") == 1 ? 0 : -Math.log(v.get("alpha0")) / growth)
                      : new Absent("stakes do not grow: r is at most z/x"));
              out.put("low_type_value", v.get("x") * v.get("alpha0"));
              out.put(
                  "growth_rate_with_hazard", growth + hazard + hazard * v.get("y") / v.get("x"));
              return out;
            }),
        new TrustModel(
            "phased_agreement_setback",
            "in the spirit of Langlois and Langlois (2001), whose text could not be read",
            List.of(
                discount("delta"),
                Parameter.whole("phases", 1, 10_000),
                number("a"),
                number("b"),
                Parameter.of("payoff", Kind.TEXT)),
            Gradualism::setback));
  }

  private static Map<String, Object> linear(Values v) {
    double ratio = v.get("a") / (v.get("delta") * v.get("b"));
    double step = v.get("first_step");
    double[] steps = new double[STEPS];
    double[] levels = new double[STEPS];
    double level = 0;
    for (int k = 0; k < STEPS; k++) {
      level += step;
      steps[k] = step;
      levels[k] = level;
      step *= ratio;
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("step_ratio", ratio);
    out.put("delta_crit", v.get("a") / v.get("b"));
    out.put("feasible", ratio < 1);
    out.put("steps", steps);
    out.put("levels", levels);
    String without = "steps do not shrink: δ is at most a/b";
    out.put("limit_level", ratio < 1 ? v.get("first_step") / (1 - ratio) : new Absent(without));
    out.put("first_step_for_limit_1", ratio < 1 ? 1 - ratio : new Absent(without));
    return out;
  }

  /** The most that n phases carry: [δF/(a(1−δ))] (Kⁿ − 1)/(K − 1). */
  private static double carried(double last, double k, int n) {
    return k == 1 ? n * last : last * (Math.pow(k, n) - 1) / (k - 1);
  }

  private static Map<String, Object> dividend(Values v) {
    double delta = v.get("delta");
    double a = v.get("a");
    double k = delta * v.get("b") / a;
    double last = delta * v.get("F") / (a * (1 - delta));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("growth_factor", k);
    double needed = v.get("total") / last;
    double most = k < 1 ? last / (1 - k) : Double.POSITIVE_INFINITY;
    boolean feasible = last > 0 && v.get("total") < most;
    out.put("feasible", feasible);
    out.put("max_total_n4", carried(last, k, 4));
    out.put(
        "max_total_limit",
        last == 0
            ? 0.0
            : k < 1 ? last / (1 - k) : new Absent("any total can be carried with enough phases"));
    if (!feasible) {
      String why =
          last == 0
              ? "without a peace dividend the last phase unravels, and with it all before"
              : "even without end the phases carry less than the total";
      for (String name : List.of("n_min", "max_total_nmin", "schedule_at_nmin", "value_at_start")) {
        out.put(name, new Absent(why));
      }
      return out;
    }
    double exact = k == 1 ? needed : Math.log1p(needed * (k - 1)) / Math.log(k);
    if (exact > MOST_PHASES) {
      String many = "more than " + MOST_PHASES + " phases would be needed";
      for (String name : List.of("n_min", "max_total_nmin", "schedule_at_nmin", "value_at_start")) {
        out.put(name, new Absent(many));
      }
      return out;
    }
    int n = Math.max(1, (int) Math.ceil(exact - 1e-12));
    out.put("n_min", (double) n);
    out.put("max_total_nmin", carried(last, k, n));
    double[] steps = new double[n];
    double step = last;
    double value = v.get("F") / (1 - delta);
    for (int phase = n - 1; phase >= 0; phase--) {
      steps[phase] = step;
      value = (v.get("b") - a) * step + delta * value;
      step *= k;
    }
    out.put("schedule_at_nmin", steps);
    out.put("value_at_start", value);
    return out;
  }

  private static Map<String, Object> jointProject(Values v) {
    double delta = v.get("delta");
    int rounds = v.whole("rounds");
    double[] disutility = new double[rounds];
    double[] contribution = new double[rounds];
    double sum = 0;
    for (int k = 1; k <= rounds; k++) {
      double w = k == 1 ? (1 - delta) : Math.pow(delta, 2 * k - 3) * (1 - delta * delta);
      disutility[k - 1] = w * v.get("V");
      contribution[k - 1] = Math.sqrt(disutility[k - 1]);
      sum += contribution[k - 1];
    }
    double second = delta * (1 - delta * delta) * v.get("V");
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("disutility_by_stage_from_end", disutility);
    out.put("contribution_by_stage_from_end", contribution);
    out.put("max_project_" + rounds + "_steps", sum);
    out.put(
        "max_project_limit", Math.sqrt((1 - delta) * v.get("V")) + Math.sqrt(second) / (1 - delta));
    out.put("sum_disutility_infinite", v.get("V"));
    return out;
  }

  /**
   * A party that withholds everything in phase k is set back; the smallest setback (phases) at
   * which it does not, when both advance a phase per period and payoffs are b·x_other − a·x_own.
   */
  private static Map<String, Object> setback(Values v) {
    int n = v.whole("phases");
    double delta = v.get("delta");
    double a = v.get("a");
    double b = v.get("b");
    double[] value = new double[n + 1];
    value[n] = b - a;
    for (int k = n - 1; k >= 0; k--) {
      value[k] = (1 - delta) * (b - a) * k / n + delta * value[k + 1];
    }
    double[] least = new double[n];
    for (int k = 1; k <= n; k++) {
      int back = 0;
      while (back <= k && (1 - delta) * b * k / n + delta * value[k - back] > value[k] + 1e-12) {
        back++;
      }
      least[k - 1] = back > k ? Double.NaN : back;
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("min_setback_by_phase_1_to_" + n, least);
    out.put("value_from_start", value[0]);
    out.put("value_from_phase" + n / 2, value[n / 2]);
    return out;
  }
}
