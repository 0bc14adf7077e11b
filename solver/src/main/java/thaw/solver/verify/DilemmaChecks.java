package thaw.solver.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import thaw.model.trust.Absent;
import thaw.model.trust.Values;

/** Repeated dilemmas: thresholds by playing strategies against deviations. */
final class DilemmaChecks {
  private static final Absent NONE = new Absent("none");

  /** A gain of this share of the payoffs is none. */
  private static final double ROUNDING = 1e-12;

  private DilemmaChecks() {}

  static boolean recompute(String model, Values v, Map<String, Object> out) {
    switch (model) {
      case "repeated_pd" -> repeated(v, out);
      case "asymmetric_patience" -> asymmetric(v, out);
      case "repeated_pd_audience" -> {
        double t = v.get("T") - v.get("kappa");
        out.put("delta_star", grim(t, v.get("R"), v.get("P")));
        out.put(
            "kappa_for_one_shot",
            Bisection.first(
                0,
                Math.abs(v.get("T")) + Math.abs(v.get("R")) + 1,
                k -> v.get("T") - k <= v.get("R")));
      }
      case "assurance" -> assurance(v, out);
      case "global_game" ->
          out.put(
              "theta_star",
              Bisection.first(
                  0, 1 + v.get("exit_loss"), x -> 0.5 * x + 0.5 * (x - v.get("exit_loss")) >= 0));
      case "repeated_trust" -> {
        if (v.has("first.T")) {
          trustOfTwo(v, out);
        } else {
          trust(v, out);
        }
      }
      case "automaton_play" -> grit(v, out);
      case "third_party" -> thirdParty(v, out);
      case "sunk_cost_lock_in" -> {
        double[] star = new double[4];
        for (int k = 0; k < 4; k++) {
          Object s = grim(v.get("T"), v.get("R"), v.get("P0") - k * v.get("P_fall_per_phase"));
          star[k] = s instanceof Double d ? d : Double.NaN;
        }
        out.put("delta_star_phase_0_to_3", star);
      }
      case "detection_lag" -> lag(v, out);
      case "effective_patience" -> {
        // the relationship goes on: no emergency, and no turnover or a successor who honours it
        double goesOn = 0;
        for (boolean turnover : new boolean[] {true, false}) {
          double p = turnover ? v.get("turnover") : 1 - v.get("turnover");
          goesOn += p * (turnover ? v.get("successor_honours") : 1);
        }
        out.put("delta_effective", v.get("delta") * goesOn * (1 - v.get("emergency")));
      }
      case "required_trust" -> {
        DoublePredicate pays =
            t ->
                t * (v.get("b") * v.get("s") + v.get("delta") * v.get("V"))
                    >= v.get("a") * v.get("s") * (1 - ROUNDING);
        out.put("t_required", pays.test(1) ? Bisection.first(0, 1, pays) : NONE);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /**
   * Total of what a deviation gains: payoffs of the deviating play minus those of the play agreed
   * on, discounted; each play is a beginning and then a cycle for ever.
   */
  private static double gain(
      double[] deviation, double[] deviationCycle, double[] agreed, double delta) {
    double sum = 0;
    double weight = 1;
    for (double payoff : deviation) {
      sum += weight * payoff;
      weight *= delta;
    }
    double[] both = {cycle(deviationCycle, delta), cycle(agreed, delta)};
    if (delta == 1) {
      double mean = mean(deviationCycle) - mean(agreed);
      double scale = ROUNDING * (Math.abs(mean(deviationCycle)) + Math.abs(mean(agreed)));
      return Math.abs(mean) > scale
          ? Math.signum(mean) * Double.POSITIVE_INFINITY
          : sum - deviation.length * mean(agreed);
    }
    return sum + weight * both[0] - both[1];
  }

  private static double mean(double[] cycle) {
    double sum = 0;
    for (double payoff : cycle) {
      sum += payoff;
    }
    return sum / cycle.length;
  }

  private static double cycle(double[] cycle, double delta) {
    double sum = 0;
    double weight = 1;
    for (double payoff : cycle) {
      sum += weight * payoff;
      weight *= delta;
    }
    return sum / (1 - weight);
  }

  /** The least δ at which a deviation does not pay. */
  private static Object threshold(
      double[] deviation, double[] deviationCycle, double[] agreed, double size) {
    DoublePredicate deterred =
        delta -> gain(deviation, deviationCycle, agreed, delta) <= ROUNDING * size;
    if (!deterred.test(1) && !deterred.test(1 - 1e-9)) {
      return NONE;
    }
    return Bisection.first(0, 1, deterred);
  }

  /** Grim trigger: exploit once, be punished for ever. */
  static Object grim(double t, double r, double p) {
    if (t <= r) {
      return 0.0;
    }
    return threshold( // R ≤ P: what follows is no punishment
        new double[] {t}, new double[] {p}, new double[] {r}, Math.abs(t - r) + Math.abs(r - p));
  }

  private static void repeated(Values v, Map<String, Object> out) {
    double t = v.get("T");
    double r = v.get("R");
    double p = v.get("P");
    double s = v.get("S");
    double size = Math.abs(t - r) + Math.abs(r - p) + Math.abs(r - s);
    out.put("delta_grim", grim(t, r, p));
    // against tit-for-tat: always defect, or alternate
    Object defect = t <= r ? (Object) 0.0 : grim(t, r, p);
    Object alternate =
        t <= r
            ? (Object) 0.0
            : threshold(new double[0], new double[] {t, s}, new double[] {r}, size);
    out.put(
        "delta_tft_nash",
        defect instanceof Double a && alternate instanceof Double b
            ? (Object) Math.max(a, b)
            : NONE);
    for (int k = 1; k <= 10; k++) {
      double[] punished = new double[k + 1];
      java.util.Arrays.fill(punished, p);
      punished[0] = t;
      out.put(
          "delta_limited_" + k,
          t <= r ? 0.0 : threshold(punished, new double[] {r}, new double[] {r}, size));
    }
    out.put(
        "delta_wsls",
        t <= r ? 0.0 : threshold(new double[] {t, p}, new double[] {r}, new double[] {r}, size));
  }

  private static void asymmetric(Values v, Map<String, Object> out) {
    boolean all = true;
    for (String side : List.of("first", "second")) {
      double t = v.get(side + ".T");
      double r = v.get(side + ".R");
      double p = v.get(side + ".P");
      Object star = grim(t, r, p);
      boolean holds = star instanceof Double d && v.get(side + ".delta") >= d - ROUNDING;
      out.put("delta_star_" + side, star);
      out.put(side + "_holds", holds);
      all &= holds;
    }
    out.put("sustainable", all);
  }

  private static void assurance(Values v, Map<String, Object> out) {
    DoublePredicate cooperates =
        q -> q * v.get("R") + (1 - q) * v.get("S") >= q * v.get("T") + (1 - q) * v.get("P");
    boolean game =
        v.get("R") >= v.get("T")
            && v.get("P") >= v.get("S")
            && v.get("R") - v.get("T") + v.get("P") - v.get("S") > 0;
    out.put("p_dominance", game ? Bisection.first(0, 1, cooperates) : NONE);
    out.put("cooperation_risk_dominant", v.get("R") + v.get("S") > v.get("T") + v.get("P"));
  }

  /** Normalised payoffs of grim trigger and of defection against one who is grim with chance t. */
  private static boolean dares(double[] trps, double delta, double t, double slack) {
    double grim = t * trps[1] + (1 - t) * ((1 - delta) * trps[3] + delta * trps[2]);
    double defect = t * ((1 - delta) * trps[0] + delta * trps[2]) + (1 - t) * trps[2];
    return grim >= defect - slack * (1 - delta);
  }

  private static double[] payoffs(Values v, String side) {
    return new double[] {
      v.get(side + "T"), v.get(side + "R"), v.get(side + "P"), v.get(side + "S")
    };
  }

  private static double slack(double[] trps) {
    return ROUNDING
        * (Math.abs(trps[0] - trps[2]) + Math.abs(trps[1] - trps[2]) + Math.abs(trps[2] - trps[3]));
  }

  private static Object leastTrust(double[] trps, double delta) {
    double slack = slack(trps);
    return dares(trps, delta, 1, slack)
        ? (Object) Bisection.first(0, 1, t -> dares(trps, delta, t, slack))
        : NONE;
  }

  private static void trust(Values v, Map<String, Object> out) {
    double[] trps = payoffs(v, "");
    double delta = v.get("delta");
    Object least = leastTrust(trps, delta);
    out.put("t_min", least);
    out.put("t_min_one_shot", leastTrust(trps, 0));
    out.put("t_min_delta_0_6", leastTrust(trps, 0.6));
    DoublePredicate half = d -> dares(trps, d, 0.5, slack(trps));
    out.put("delta_risk_dominance", half.test(1) ? Bisection.first(0, 1, half) : NONE);
    out.put("delta_at_t_min_1", grim(trps[0], trps[1], trps[2]));
    out.put(
        "basin_of_attraction_defect_delta_" + String.valueOf(delta).replace('.', '_'),
        least instanceof Double ? least : 1.0);
    if (v.has("t")) {
      double t = v.get("t");
      out.put(
          "delta_min_at_t",
          t == 0 ? NONE : (Object) Bisection.first(0, 1, d -> dares(trps, d, t, slack(trps))));
      out.put("cooperates", dares(trps, delta, t, slack(trps)));
    }
  }

  private static void trustOfTwo(Values v, Map<String, Object> out) {
    boolean all = true;
    for (String side : List.of("first", "second")) {
      double[] trps = payoffs(v, side + ".");
      double delta = v.get(side + ".delta");
      double trust = v.get((side.equals("first") ? "second" : "first") + ".t");
      out.put("t_min_" + side, leastTrust(trps, delta));
      boolean dares = dares(trps, delta, trust, slack(trps));
      out.put(side + "_cooperates", dares);
      all &= dares;
    }
    out.put("both_cooperate", all);
  }

  /** Plays out: the first starts late, gives without return for some rounds, then answers. */
  private static void grit(Values v, Map<String, Object> out) {
    int start = v.whole("grit.start_round");
    int end = start + v.whole("grit.unilateral_rounds");
    double delta = v.get("delta");
    // before round `end` play is as prescribed; afterwards both echo each other, a cycle of two
    int rounds = Math.max(end, start) + 3;
    List<boolean[]> play = new ArrayList<>();
    for (int k = 0; k < rounds + 4; k++) {
      boolean[] before = k == 0 ? new boolean[2] : play.get(k - 1);
      boolean first = k >= start && (k < end || before[1]);
      play.add(new boolean[] {first, before[0]});
    }
    String[] shown = new String[5];
    for (int k = 0; k < 5; k++) {
      shown[k] = (play.get(k)[0] ? "C" : "D") + (play.get(k)[1] ? "C" : "D");
    }
    out.put("actions_first_5", shown);
    for (int i = 0; i < 2; i++) {
      double sum = 0;
      double weight = 1;
      for (int k = 0; k < rounds; k++) {
        sum += weight * stage(v, play.get(k), i);
        weight *= delta;
      }
      double[] cycle = {stage(v, play.get(rounds), i), stage(v, play.get(rounds + 1), i)};
      out.put(
          i == 0 ? "value_grit" : "value_tft", (1 - delta) * (sum + weight * cycle(cycle, delta)));
    }
    out.put("value_mutual_D", v.get("P"));
  }

  private static double stage(Values v, boolean[] actions, int i) {
    boolean mine = actions[i];
    boolean theirs = actions[1 - i];
    return v.get(mine && theirs ? "R" : mine ? "S" : theirs ? "T" : "P");
  }

  private static void thirdParty(Values v, Map<String, Object> out) {
    double t = v.get("T");
    double r = v.get("R");
    double p = v.get("P");
    out.put("base", grim(t, r, p));
    out.put("with_outside_leak", grim(t, r, p + v.get("leak")));
    out.put(
        "with_guarantor_penalty", grim(t - v.get("guarantee_prob") * v.get("guarantee_G"), r, p));
    out.put("with_side_payment", grim(t, r + v.get("side_payment"), p));
  }

  private static void lag(Values v, Map<String, Object> out) {
    double t = v.get("T");
    double r = v.get("R");
    double p = v.get("P");
    double delta = v.get("delta");
    if (t <= r || p >= r) {
      out.put("max_detection_lag", NONE);
      return;
    }
    DoublePredicate deterred =
        lag -> (1 - Math.pow(delta, lag)) * t + Math.pow(delta, lag) * p <= r;
    double high = 1;
    while (deterred.test(high)) {
      high *= 2;
    }
    out.put("max_detection_lag", Bisection.last(0, high, deterred));
  }
}
