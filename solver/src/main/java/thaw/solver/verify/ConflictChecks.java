package thaw.solver.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import thaw.model.trust.Absent;
import thaw.model.trust.Values;

/** Bargaining in the shadow of power: payoffs of fighting and of peace, compared. */
final class ConflictChecks {
  private static final Absent NONE = new Absent("none");
  private static final double ROUNDING = 1e-12;
  private static final int MOST_PHASES = 10_000;

  private ConflictChecks() {}

  static boolean recompute(String model, Values v, Map<String, Object> out) {
    switch (model) {
      case "commitment_problem" -> commitment(v, out);
      case "bargaining_range" -> {
        double low = v.get("p") - v.get("cA"); // what A gets from war
        double high = 1 - ((1 - v.get("p")) - v.get("cB")); // what B can leave A
        out.put("lower", low);
        out.put("upper", high);
        out.put("width", high - low);
      }
      case "endogenous_power_salami" -> salami(v, out);
      case "nonproliferation_offer" -> {
        double delta = v.get("delta");
        // building costs now and wins later: (1−δ)·0 is given up for the power to come
        DoublePredicate enough =
            x ->
                delta * x + (1 - delta) * v.get("build_cost")
                    >= delta * (v.get("p_nuclear") - v.get("cR"));
        out.put("min_offer", Bisection.first(0, 1, enough));
      }
      case "bargaining_enforcement" -> enforcement(v, out);
      case "bargaining_delay" -> {
        double span = v.get("v_high") - v.get("v_low");
        out.put("concession_hazard", (v.get("v_low") + v.get("c")) / span * v.get("r"));
      }
      case "two_level_stochastic" -> stochastic(v, out);
      case "ratification" -> {
        double middle = v.get("x_min") + (v.get("q") - v.get("x_min")) / 2;
        out.put("least_C", middle);
        out.put("zone_of_agreement", 2 * v.get("C") >= v.get("x_min") + v.get("q"));
        out.put("least_rho", v.get("cost") / v.get("gain"));
        out.put("first_step_pays", v.get("rho") * v.get("gain") >= v.get("cost"));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void commitment(Values v, Map<String, Object> out) {
    double delta = v.get("delta");
    double war = (1 - v.get("p1")) / (1 - delta) - v.get("cB");
    // B takes all of the pie now, and later what A's larger power leaves it
    double peace = 1 + delta / (1 - delta) * (1 - v.get("p2")) + delta * v.get("cA");
    out.put("decliner_war", war);
    out.put("decliner_best_peace", peace);
    double right = v.get("cB") * (1 - delta) + delta * v.get("cA") * (1 - delta);
    out.put("rhs", right);
    out.put("lhs", right + (war - peace) * (1 - delta));
    out.put("war", war > peace);
    double now = peace - delta / (1 - delta) * (1 - v.get("p2"));
    out.put("p2_critical", 1 - (war - now) * (1 - delta) / delta);
  }

  private static void salami(Values v, Map<String, Object> out) {
    double delta = v.get("delta");
    double c = v.get("cD");
    double p = v.get("p_start");
    double end = v.get("p_end");
    List<Double> path = new ArrayList<>();
    path.add(p);
    double first = step(p, delta, c);
    while (p > end && path.size() <= MOST_PHASES) {
      p = Math.max(end, p - step(p, delta, c));
      path.add(p);
    }
    out.put("max_step_at_start", first);
    out.put("phases_needed", p <= end ? (Object) (double) (path.size() - 1) : NONE);
    out.put("path", path.stream().mapToDouble(x -> x).toArray());
    out.put("one_shot_feasible", v.get("p_start") - end <= first + ROUNDING);
  }

  /** The largest loss of power that all of the pie for one period makes up for. */
  private static double step(double p, double delta, double c) {
    double fight = p - (1 - delta) * c;
    double yieldNothing = (1 - delta) + delta * fight;
    return (yieldNothing - fight) / delta;
  }

  private static void enforcement(Values v, Map<String, Object> out) {
    double gain = v.get("gain_flow");
    double agreed = v.get("v");
    double punished = v.get("punish_flow");
    for (int times = 1; times <= 2; times++) {
      double r = v.get("r") * times;
      DoublePredicate holds =
          lag -> gain * (1 - Math.exp(-r * lag)) + punished * Math.exp(-r * lag) <= agreed;
      boolean exists = gain > agreed && punished <= agreed;
      double high = 1;
      while (exists && high < 1e300 && holds.test(high)) {
        high *= 2;
      }
      out.put(
          times == 1 ? "max_detection_lag" : "max_lag_r_doubled",
          !exists
              ? NONE
              : punished == agreed ? (Object) 0.0 : (Object) Bisection.last(0, high, holds));
    }
  }

  private static void stochastic(Values v, Map<String, Object> out) {
    double cost = v.get("sunk_cost");
    double benefit = v.get("benefit_if_ratified");
    DoublePredicate pays = p -> p * benefit >= cost;
    out.put("min_ratification_prob", cost <= benefit ? (Object) Bisection.first(0, 1, pays) : NONE);
    out.put("prob_at_x", ratified(v, v.get("x")));
    double reach = 800 / v.get("logit_slope");
    out.put(
        "max_x_acceptable",
        cost <= 0 || cost >= benefit
            ? NONE
            : (Object)
                Bisection.last(
                    v.get("logit_mid") - reach,
                    v.get("logit_mid") + reach,
                    x -> ratified(v, x) * benefit >= cost));
  }

  private static double ratified(Values v, double x) {
    double odds = Math.exp(-v.get("logit_slope") * (x - v.get("logit_mid")));
    return Double.isInfinite(odds) ? 1 : odds / (1 + odds);
  }
}
