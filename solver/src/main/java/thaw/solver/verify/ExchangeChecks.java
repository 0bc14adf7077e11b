package thaw.solver.verify;

import java.time.LocalDate;
import java.util.Map;
import thaw.model.trust.Absent;
import thaw.model.trust.Values;

/** Exchanges in steps, and the ladder of conflict, freeze and settlement. */
final class ExchangeChecks {
  private static final Absent NONE = new Absent("none");
  private static final int MOST_PHASES = 10_000;
  private static final double ROUNDING = 1e-12;

  private ExchangeChecks() {}

  static boolean recompute(String model, Values v, Map<String, Object> out) {
    switch (model) {
      case "irreversible_gradualism_linear" -> linear(v, out);
      case "irreversible_gradualism_quadratic" -> {
        double delta = v.get("delta");
        double[] path = new double[6];
        path[0] = v.get("c0");
        for (int k = 1; k < 6; k++) {
          path[k] = (delta * delta + path[k - 1] * path[k - 1]) / (2 * delta);
        }
        out.put("path", path);
        out.put("limit", delta);
      }
      case "phased_exchange" -> dividend(v, out);
      case "joint_project_contribution" -> jointProject(v, out);
      case "starting_small_continuous" -> continuous(v, out);
      case "phased_agreement_setback" -> setback(v, out);
      case "frozen_status_quo" -> {
        if (v.has("delta")) {
          risky(v, out);
        } else {
          ladder(v, out);
        }
      }
      case "stochastic_regime_chain" -> regime(v, out);
      case "timetable" -> timetable(v, out);
      case "validation_dates" -> {
        out.put("hanoi_to_icbm", days(v, "hanoi_end", "icbm_resumption"));
        out.put("icbm_moratorium", days(v, "last_icbm_before", "icbm_resumption"));
        out.put("singapore_to_hanoi", days(v, "singapore", "hanoi_end"));
        out.put("hanoi_to_stockholm", days(v, "hanoi_end", "stockholm"));
        out.put("hanoi_to_plenum", days(v, "hanoi_end", "plenum_end"));
      }
      case "calibration_sanctions" -> {
        double index = 100;
        for (int year = 2017; year <= 2019; year++) {
          index += index * v.get("growth_" + year) / 100;
          if (year > 2017) {
            out.put("gdp_index_" + year + "_base2016", index);
          }
        }
        double before = v.get("exports_2017_bn");
        out.put("export_drop_2018_pct", (before - v.get("exports_2018_bn")) / before * 100);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void linear(Values v, Map<String, Object> out) {
    double a = v.get("a");
    double b = v.get("b");
    double delta = v.get("delta");
    // the ratio at which what a step costs equals all that is to come, by halving
    double most = 1 / delta;
    double ratio =
        Bisection.first(
            0, most, r -> r >= most || a <= delta * r * (b - a) / Math.max(0, 1 - delta * r));
    if (b <= a) {
      ratio = a / b / delta; // the steps of the recursion, though no step is ever answered
    }
    double[] steps = new double[5];
    double[] levels = new double[5];
    double sum = 0;
    double step = v.get("first_step");
    for (int k = 0; k < 5; k++) {
      steps[k] = step;
      sum += step;
      levels[k] = sum;
      step *= ratio;
    }
    out.put("step_ratio", ratio);
    out.put("delta_crit", a / b);
    out.put("feasible", ratio < 1);
    out.put("steps", steps);
    out.put("levels", levels);
    out.put("limit_level", ratio < 1 ? (Object) (v.get("first_step") / (1 - ratio)) : NONE);
    out.put("first_step_for_limit_1", ratio < 1 ? (Object) (1 - ratio) : NONE);
  }

  private static void dividend(Values v, Map<String, Object> out) {
    double a = v.get("a");
    double b = v.get("b");
    double delta = v.get("delta");
    double peace = v.get("F") / (1 - delta);
    double total = v.get("total");
    out.put("growth_factor", delta * b / a);
    double[] steps = new double[MOST_PHASES];
    int n = 0;
    double sum = 0;
    double value = peace;
    double four = 0;
    double worth = peace;
    boolean reached = false;
    while (n < MOST_PHASES && value > 0) {
      double step = delta * value / a; // the largest step that is worth taking
      value = (b - a) * step + delta * value;
      steps[n++] = step;
      sum += step;
      if (n == 4) {
        four = sum;
      }
      if (!reached && sum >= total * (1 - ROUNDING)) {
        reached = true;
        worth = value;
        double[] schedule = new double[n];
        for (int k = 0; k < n; k++) {
          schedule[k] = steps[n - 1 - k];
        }
        out.put("n_min", (double) n);
        out.put("max_total_nmin", sum);
        out.put("schedule_at_nmin", schedule);
        out.put("value_at_start", worth);
      }
      if (reached && n >= 4) {
        break;
      }
    }
    double k = delta * b / a;
    double first = delta * peace / a;
    boolean bounded = k < 1;
    double limit = bounded ? first / (1 - k) : Double.POSITIVE_INFINITY;
    out.put("feasible", peace > 0 && total < limit);
    out.put("max_total_n4", four);
    out.put("max_total_limit", peace == 0 ? (Object) 0.0 : Absent.unlessFinite(limit, "none"));
    if (!reached) {
      out.put("n_min", NONE);
      out.put("max_total_nmin", NONE);
      out.put("schedule_at_nmin", NONE);
      out.put("value_at_start", NONE);
    }
  }

  private static void jointProject(Values v, Map<String, Object> out) {
    double delta = v.get("delta");
    double value = v.get("V");
    int rounds = v.whole("rounds");
    double[] disutility = new double[rounds];
    double[] contribution = new double[rounds];
    double sum = 0;
    // a party gives as much as it is worth to bring the end one period closer
    double next = value * (1 - delta * delta) * delta;
    for (int k = 0; k < rounds; k++) {
      disutility[k] = k == 0 ? value * (1 - delta) : next;
      next = k == 0 ? next : next * delta * delta;
      contribution[k] = Math.sqrt(disutility[k]);
      sum += contribution[k];
    }
    out.put("disutility_by_stage_from_end", disutility);
    out.put("contribution_by_stage_from_end", contribution);
    out.put("max_project_" + rounds + "_steps", sum);
    double limit = Math.sqrt(value * (1 - delta));
    double step = Math.sqrt(value * (1 - delta * delta) * delta);
    out.put("max_project_limit", limit + step / (1 - delta));
    out.put("sum_disutility_infinite", value);
  }

  private static void continuous(Values v, Map<String, Object> out) {
    double r = v.get("r");
    double x = v.get("x");
    double h = v.get("opp_betray_hazard");
    // betraying a little later must be worth the same: x α' − r x α + z α = 0, and with a hazard h
    // of being betrayed (loss y, and what is then not won) x α' − (r + h) x α + (z − h y) α = 0
    double growth = (r * x - v.get("z")) / x;
    out.put("growth_rate", growth);
    double alpha = v.get("alpha0");
    out.put(
        "time_to_full",
        alpha == 1
            ? (Object) 0.0
            : growth <= 0
                ? NONE
                : (Object)
                    Bisection.first(
                        0,
                        Math.log(1 / alpha) / growth + 1,
                        t -> alpha * Math.exp(growth * t) >= 1));
    out.put("low_type_value", alpha * x);
    out.put("growth_rate_with_hazard", ((r + h) * x - (v.get("z") - h * v.get("y"))) / x);
  }

  private static void setback(Values v, Map<String, Object> out) {
    int n = v.whole("phases");
    double delta = v.get("delta");
    double a = v.get("a");
    double b = v.get("b");
    double[] value = new double[n + 1];
    for (int start = 0; start <= n; start++) {
      double sum = 0;
      double weight = 1 - delta;
      for (int k = start; k < n; k++) {
        sum += weight * (b - a) * k / n;
        weight *= delta;
      }
      value[start] = sum + Math.pow(delta, n - start) * (b - a);
    }
    double[] least = new double[n];
    for (int k = 1; k <= n; k++) {
      least[k - 1] = Double.NaN;
      for (int back = k; back >= 0; back--) {
        if ((1 - delta) * b * k / n + delta * value[k - back] <= value[k] + ROUNDING) {
          least[k - 1] = back;
        }
      }
    }
    out.put("min_setback_by_phase_1_to_" + n, least);
    out.put("value_from_start", value[0]);
    out.put("value_from_phase" + n / 2, value[n / 2]);
  }

  private static void ladder(Values v, Map<String, Object> out) {
    double r = v.get("R");
    double f = v.get("F");
    double ts = v.get("T_settlement");
    Object freeze = DilemmaChecks.grim(v.get("T_freeze"), f, v.get("W"));
    Object settlement = DilemmaChecks.grim(ts, r, f);
    out.put("delta_freeze", freeze);
    out.put("delta_settlement_freeze_reversion", settlement);
    out.put("delta_settlement_conflict_reversion", DilemmaChecks.grim(ts, r, v.get("W")));
    double low = freeze instanceof Double d ? d : 1;
    double high = settlement instanceof Double d ? d : 1;
    out.put("freeze_band", low < high - ROUNDING ? new double[] {low, high} : NONE);
    // how the threshold moves with F, by a symmetric difference of the payoffs' ratio
    double e = 1e-5 * (ts - f);
    double slope = ((ts - r) / (ts - f - e) - (ts - r) / (ts - f + e)) / (2 * e);
    out.put("d_delta_dF", ts > r ? (Object) slope : NONE);
    out.put("delta_settlement_if_F_is_1_5", DilemmaChecks.grim(ts, r, 1.5));
  }

  private static void risky(Values v, Map<String, Object> out) {
    double delta = v.get("delta");
    double e = v.get("emergency");
    double freeze =
        Bisection.fixedPoint((1 - delta) * v.get("F") + delta * e * v.get("W"), delta * (1 - e));
    out.put("freeze_value", freeze);
    double settled = v.get("R");
    double war = v.get("W");
    double value = freeze;
    out.put(
        "max_tolerable_deal_failure_prob",
        settled > war && settled >= value
            ? (Object) Bisection.last(0, 1, p -> (1 - p) * settled + p * war >= value - ROUNDING)
            : NONE);
  }

  private static void regime(Values v, Map<String, Object> out) {
    double[][] p = v.matrix("P");
    double delta = v.get("delta");
    double[] u = {v.get("payoffs.freeze"), v.get("payoffs.conflict"), v.get("payoffs.settlement")};
    // one state leads to itself and to two absorbing ones: sum over the length of stay
    double value = 0;
    double settled = 0;
    double duration = 0;
    double stay = 1;
    double weight = 1;
    for (int k = 0; k < 5_000_000 && stay > 1e-18; k++) {
      value += weight * stay * ((1 - delta) * u[0] + delta * (p[0][1] * u[1] + p[0][2] * u[2]));
      settled += stay * p[0][2];
      duration += stay;
      weight *= delta;
      stay *= p[0][0];
    }
    boolean forever = p[0][0] == 1;
    out.put("values", new double[] {forever ? u[0] : value, u[1], u[2]});
    out.put("prob_settlement", forever || p[0][1] + p[0][2] == 0 ? NONE : (Object) settled);
    out.put("expected_freeze_duration", forever ? NONE : (Object) duration);
  }

  /** The number of a day, counted from March of year 0. */
  private static long day(LocalDate date) {
    long month = (date.getMonthValue() + 9L) % 12;
    long year = date.getYear() - month / 10;
    return 365 * year
        + Math.floorDiv(year, 4L)
        - Math.floorDiv(year, 100L)
        + Math.floorDiv(year, 400L)
        + (month * 306 + 5) / 10
        + date.getDayOfMonth()
        - 1;
  }

  private static double days(Values v, String from, String to) {
    return day(v.date(to)) - day(v.date(from));
  }

  private static void timetable(Values v, Map<String, Object> out) {
    LocalDate start = v.date("start");
    LocalDate end = v.date("term_end");
    int months =
        12 * (end.getYear() - start.getYear()) + end.getMonthValue() - start.getMonthValue();
    months -= end.getDayOfMonth() < start.getDayOfMonth() ? 1 : 0;
    double years = v.get("roadmap_years");
    double phase = v.get("phase_months");
    out.put("days", days(v, "start", "term_end"));
    out.put("phases_available", (double) (long) (months / phase));
    out.put(
        "prob_no_turnover_" + Math.round(years) + "y",
        v.get("turnover_hazard_per_year") == 1
            ? 0.0
            : Math.exp(years * Math.log(1 - v.get("turnover_hazard_per_year"))));
    long needed = (long) (years * 12 / phase);
    out.put(
        "phases_needed_" + Math.round(years) + "y",
        (double) (needed * phase < years * 12 ? needed + 1 : needed));
  }
}
