package thaw.solver.trust;

import static thaw.model.trust.Parameter.discount;
import static thaw.model.trust.Parameter.number;
import static thaw.model.trust.Parameter.positive;
import static thaw.model.trust.Parameter.share;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.model.trust.Parameter;
import thaw.model.trust.Parameter.Kind;
import thaw.model.trust.Values;

/** The frozen status quo: a ladder of conflict, freeze and settlement, its exits, its calendar. */
final class StatusQuo {
  private StatusQuo() {}

  static List<TrustModel> all() {
    return List.of(
        new TrustModel(
            "frozen_status_quo",
            "derived: grim trigger one rung down a ladder conflict < freeze < settlement",
            List.of(
                number("R"), number("F"), number("W"), number("T_settlement"), number("T_freeze")),
            StatusQuo::ladder),
        new TrustModel(
            "frozen_status_quo",
            "derived: a freeze that emergencies end, against a deal that may fail",
            List.of(number("R"), number("F"), number("W"), discount("delta"), share("emergency")),
            v -> {
              double delta = v.get("delta");
              double e = v.get("emergency");
              double freeze =
                  ((1 - delta) * v.get("F") + delta * e * v.get("W")) / (1 - delta * (1 - e));
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("freeze_value", freeze);
              out.put(
                  "max_tolerable_deal_failure_prob",
                  (v.get("R") - freeze) / (v.get("R") - v.get("W")));
              return out;
            }),
        new TrustModel(
            "stochastic_regime_chain",
            "absorbing Markov chain; states freeze, conflict, settlement",
            List.of(
                new Parameter("P", Kind.MATRIX, 0, 1, true),
                number("payoffs.freeze"),
                number("payoffs.conflict"),
                number("payoffs.settlement"),
                discount("delta")),
            StatusQuo::regime),
        new TrustModel(
            "timetable",
            "arithmetic of terms of office; turnover hazard illustrative",
            List.of(
                Parameter.of("start", Kind.DATE),
                Parameter.of("term_end", Kind.DATE),
                positive("phase_months"),
                positive("roadmap_years"),
                share("turnover_hazard_per_year")),
            v -> {
              LocalDate start = v.date("start");
              double months = ChronoUnit.MONTHS.between(start, v.date("term_end"));
              double years = v.get("roadmap_years");
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("days", (double) ChronoUnit.DAYS.between(start, v.date("term_end")));
              out.put("phases_available", Math.floor(months / v.get("phase_months")));
              out.put(
                  "prob_no_turnover_" + Math.round(years) + "y",
                  Math.pow(1 - v.get("turnover_hazard_per_year"), years));
              out.put(
                  "phases_needed_" + Math.round(years) + "y",
                  Math.ceil(12 * years / v.get("phase_months")));
              return out;
            }),
        new TrustModel(
            "validation_dates",
            "dates of the record, 2017 to 2022",
            List.of(
                Parameter.of("hanoi_end", Kind.DATE),
                Parameter.of("icbm_resumption", Kind.DATE),
                Parameter.of("last_icbm_before", Kind.DATE),
                Parameter.of("last_nuclear_test", Kind.DATE),
                Parameter.of("stockholm", Kind.DATE),
                Parameter.of("plenum_end", Kind.DATE),
                Parameter.of("singapore", Kind.DATE)),
            v -> {
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("hanoi_to_icbm", days(v, "hanoi_end", "icbm_resumption"));
              out.put("icbm_moratorium", days(v, "last_icbm_before", "icbm_resumption"));
              out.put("singapore_to_hanoi", days(v, "singapore", "hanoi_end"));
              out.put("hanoi_to_stockholm", days(v, "hanoi_end", "stockholm"));
              out.put("hanoi_to_plenum", days(v, "hanoi_end", "plenum_end"));
              return out;
            }),
        new TrustModel(
            "calibration_sanctions",
            "Bank of Korea growth rates as reported by agencies",
            List.of(
                number("growth_2016"),
                number("growth_2017"),
                number("growth_2018"),
                number("growth_2019"),
                positive("exports_2017_bn"),
                positive("exports_2018_bn")),
            v -> {
              double two = (100 + v.get("growth_2017")) * (100 + v.get("growth_2018")) / 100;
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("gdp_index_2018_base2016", two);
              out.put("gdp_index_2019_base2016", two * (100 + v.get("growth_2019")) / 100);
              out.put(
                  "export_drop_2018_pct",
                  100 * (1 - v.get("exports_2018_bn") / v.get("exports_2017_bn")));
              return out;
            }));
  }

  private static double days(Values v, String from, String to) {
    return ChronoUnit.DAYS.between(v.date(from), v.date(to));
  }

  private static Map<String, Object> ladder(Values v) {
    double r = v.get("R");
    double f = v.get("F");
    double ts = v.get("T_settlement");
    double freeze = Dilemmas.critical(v.get("T_freeze") - f, v.get("T_freeze") - v.get("W"));
    double settlement = Dilemmas.critical(ts - r, ts - f);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("delta_freeze", freeze);
    out.put("delta_settlement_freeze_reversion", settlement);
    out.put("delta_settlement_conflict_reversion", Dilemmas.critical(ts - r, ts - v.get("W")));
    out.put("freeze_band", new double[] {freeze, settlement});
    out.put("d_delta_dF", (ts - r) / ((ts - f) * (ts - f)));
    out.put("delta_settlement_if_F_is_1_5", Dilemmas.critical(ts - r, ts - 1.5));
    return out;
  }

  /** Values of a chain that leaves its first state for two absorbing ones. */
  private static Map<String, Object> regime(Values v) {
    double[][] p = v.matrix("P");
    if (p.length != 3 || p[0].length != 3 || p[1][1] != 1 || p[2][2] != 1) {
      throw new IllegalArgumentException(
          "P: 3 × 3 is allowed, in the order freeze, conflict, settlement, the last two absorbing");
    }
    if (Math.abs(p[0][0] + p[0][1] + p[0][2] - 1) > 1e-9) {
      throw new IllegalArgumentException("P[0]: sums to 1 are allowed");
    }
    double delta = v.get("delta");
    double conflict = v.get("payoffs.conflict");
    double settlement = v.get("payoffs.settlement");
    double freeze =
        ((1 - delta) * v.get("payoffs.freeze")
                + delta * (p[0][1] * conflict + p[0][2] * settlement))
            / (1 - delta * p[0][0]);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("values", new double[] {freeze, conflict, settlement});
    out.put("prob_settlement", p[0][2] / (p[0][1] + p[0][2]));
    out.put("expected_freeze_duration", 1 / (1 - p[0][0]));
    return out;
  }
}
