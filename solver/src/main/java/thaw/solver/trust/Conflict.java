package thaw.solver.trust;

import static thaw.model.trust.Parameter.between;
import static thaw.model.trust.Parameter.number;
import static thaw.model.trust.Parameter.positive;
import static thaw.model.trust.Parameter.share;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.model.trust.Absent;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;
import thaw.model.trust.Values;

/** Bargaining in the shadow of power, delay, and ratification at home. */
final class Conflict {
  private static final int MOST_PHASES = 10_000;

  private Conflict() {}

  private static Parameter patience() {
    return between("delta", 1e-9, Math.nextDown(1.0));
  }

  static List<TrustModel> all() {
    return List.of(
        new TrustModel(
            "commitment_problem",
            "Fearon (1995), appendix; Powell (2006); inequality re-derived for a pie of 1 a period",
            List.of(
                patience(),
                share("p1"),
                share("p2"),
                between("cA", 0, 1e300),
                between("cB", 0, 1e300),
                Parameter.of("note", Parameter.Kind.TEXT)),
            Conflict::commitment),
        new TrustModel(
            "bargaining_range",
            "Fearon (1995)",
            List.of(share("p"), between("cA", 0, 1e300), between("cB", 0, 1e300)),
            v -> {
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("lower", v.get("p") - v.get("cA"));
              out.put("upper", v.get("p") + v.get("cB"));
              out.put("width", v.get("cA") + v.get("cB"));
              return out;
            }),
        new TrustModel(
            "endogenous_power_salami",
            "derived, after Fearon (1996), Powell (2006), Schwarz and Sonin (2008)",
            List.of(patience(), between("cD", 0, 1e300), share("p_start"), share("p_end")),
            v ->
                v.get("p_end") <= v.get("p_start")
                    ? List.of()
                    : List.of(
                        new Contradiction(
                            "p_end",
                            "is " + v.get("p_end"),
                            "at most p_start = " + v.get("p_start"))),
            Conflict::salami),
        new TrustModel(
            "nonproliferation_offer",
            "after Spaniel (2019), chapter 2; re-derived",
            List.of(
                patience(),
                share("p_nuclear"),
                between("cR", 0, 1e300),
                between("build_cost", 0, 1e300)),
            v -> {
              double delta = v.get("delta");
              double offer =
                  v.get("p_nuclear") - v.get("cR") - (1 - delta) * v.get("build_cost") / delta;
              return Map.of("min_offer", Math.max(0, offer));
            }),
        new TrustModel(
            "bargaining_enforcement",
            "derived, after Fearon (1998)",
            List.of(positive("r"), number("v"), number("gain_flow"), number("punish_flow")),
            v -> {
              double gain = v.get("gain_flow");
              boolean tempted = gain > v.get("v");
              double ratio = (gain - v.get("punish_flow")) / (gain - v.get("v"));
              double lag = Math.log(ratio) / v.get("r");
              String why =
                  tempted
                      ? "punishment is no worse than the agreement: no lag is short enough"
                      : "nothing tempts: the agreement holds at any lag";
              boolean exists = tempted && ratio >= 1;
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("max_detection_lag", exists ? lag : new Absent(why));
              out.put("max_lag_r_doubled", exists ? lag / 2 : new Absent(why));
              return out;
            }),
        new TrustModel(
            "bargaining_delay",
            "Fearon (1998), war of attrition",
            List.of(positive("r"), number("v_low"), number("v_high"), between("c", 0, 1e300)),
            v ->
                v.get("v_high") > v.get("v_low")
                    ? List.of()
                    : List.of(
                        new Contradiction(
                            "v_high",
                            "is " + v.get("v_high"),
                            "more than v_low = " + v.get("v_low"))),
            v ->
                Map.of(
                    "concession_hazard",
                    v.get("r")
                        * (v.get("v_low") + v.get("c"))
                        / (v.get("v_high") - v.get("v_low")))),
        new TrustModel(
            "two_level_stochastic",
            "derived, after Iida (1996) and Milner (1997)",
            List.of(
                between("sunk_cost", 0, 1e300),
                positive("benefit_if_ratified"),
                positive("logit_slope"),
                number("logit_mid"),
                number("x")),
            v -> {
              double least = v.get("sunk_cost") / v.get("benefit_if_ratified");
              Absent never = new Absent("the first step costs more than ratification is worth");
              double slope = v.get("logit_slope");
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("min_ratification_prob", least <= 1 ? least : never);
              out.put("prob_at_x", 1 / (1 + Math.exp(slope * (v.get("x") - v.get("logit_mid")))));
              out.put(
                  "max_x_acceptable",
                  least == 0
                      ? new Absent("the first step costs nothing: any x will do")
                      : least < 1
                          ? v.get("logit_mid") + Math.log((1 - least) / least) / slope
                          : never);
              return out;
            }),
        new TrustModel(
            "ratification",
            "two-level game after Putnam (1988); thresholds derived",
            List.of(
                number("C"),
                number("x_min"),
                number("q"),
                share("rho"),
                between("cost", 0, 1e300),
                positive("gain")),
            v -> {
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("least_C", (v.get("x_min") + v.get("q")) / 2);
              out.put("zone_of_agreement", v.get("C") >= (v.get("x_min") + v.get("q")) / 2);
              out.put("least_rho", v.get("cost") / v.get("gain"));
              out.put("first_step_pays", v.get("rho") >= v.get("cost") / v.get("gain"));
              return out;
            }));
  }

  private static Map<String, Object> commitment(Values v) {
    double delta = v.get("delta");
    double left = delta * v.get("p2") - v.get("p1");
    double right = (1 - delta) * (v.get("cB") + delta * v.get("cA"));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("lhs", left);
    out.put("rhs", right);
    out.put("war", left > right);
    out.put("p2_critical", (v.get("p1") + right) / delta);
    out.put("decliner_war", (1 - v.get("p1")) / (1 - delta) - v.get("cB"));
    out.put("decliner_best_peace", 1 + delta * ((1 - v.get("p2")) / (1 - delta) + v.get("cA")));
    return out;
  }

  private static Map<String, Object> salami(Values v) {
    double delta = v.get("delta");
    double cost = (1 - delta) * v.get("cD");
    double p = v.get("p_start");
    double end = v.get("p_end");
    List<Double> path = new ArrayList<>(List.of(p));
    double first = (1 - delta) / delta * (1 - p + cost);
    while (p > end && path.size() <= MOST_PHASES) {
      p = Math.max(end, p - (1 - delta) / delta * (1 - p + cost));
      path.add(p);
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("max_step_at_start", first);
    out.put(
        "phases_needed",
        p <= end
            ? (Object) (double) (path.size() - 1)
            : new Absent("not within " + MOST_PHASES + " phases: steps are too small"));
    out.put("path", path.stream().mapToDouble(x -> x).toArray());
    out.put("one_shot_feasible", v.get("p_start") - end <= first);
    return out;
  }
}
