package thaw.solver.trust;

import static thaw.model.trust.Parameter.discount;
import static thaw.model.trust.Parameter.number;
import static thaw.model.trust.Parameter.positive;
import static thaw.model.trust.Parameter.share;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.model.trust.Absent;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;
import thaw.model.trust.Parameter.Kind;
import thaw.model.trust.Values;

/** The frozen status quo: a ladder of conflict, freeze and settlement, its exits, its calendar. */
final class StatusQuo {
  private static final double SUM_TOLERANCE = 1e-9;

  private StatusQuo() {}

  static List<TrustModel> all() {
    return List.of(
        new TrustModel(
            "frozen_status_quo",
            "derived: grim trigger one rung down a ladder conflict < freeze < settlement",
            List.of(
                number("R"), number("F"), number("W"), number("T_settlement"), number("T_freeze")),
            v -> {
              List<Contradiction> wrong = new ArrayList<>();
              if (!(v.get("F") > v.get("W"))) {
                wrong.add(
                    new Contradiction("F", "is " + v.get("F"), "more than W = " + v.get("W")));
              }
              if (!(v.get("R") > v.get("F"))) {
                wrong.add(
                    new Contradiction("R", "is " + v.get("R"), "more than F = " + v.get("F")));
              }
              return wrong;
            },
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
              double most = (v.get("R") - freeze) / (v.get("R") - v.get("W"));
              out.put(
                  "max_tolerable_deal_failure_prob",
                  v.get("R") > v.get("W") && most >= 0
                      ? Math.min(1, most)
                      : new Absent("the freeze is worth more than a deal that holds"));
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
            StatusQuo::absorbing,
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
            v ->
                v.date("term_end").isBefore(v.date("start"))
                    ? List.of(
                        new Contradiction(
                            "term_end", "is " + v.date("term_end"), "not before start"))
                    : List.of(),
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
    out.put("delta_freeze", Absent.unlessFinite(freeze, Dilemmas.NO_PATIENCE));
    out.put(
        "delta_settlement_freeze_reversion", Absent.unlessFinite(settlement, Dilemmas.NO_PATIENCE));
    out.put("delta_settlement_conflict_reversion", Dilemmas.threshold(ts - r, ts - v.get("W")));
    double end = Double.isNaN(settlement) ? 1 : settlement;
    out.put(
        "freeze_band",
        freeze < end
            ? new double[] {freeze, end}
            : new Absent("wherever the freeze holds, so does settlement"));
    out.put(
        "d_delta_dF",
        ts > r
            ? (Object) ((ts - r) / ((ts - f) * (ts - f)))
            : new Absent("nothing tempts away from settlement"));
    out.put("delta_settlement_if_F_is_1_5", Dilemmas.threshold(ts - r, ts - 1.5));
    return out;
  }

  private static List<Contradiction> absorbing(Values v) {
    double[][] p = v.matrix("P");
    List<Contradiction> wrong = new ArrayList<>();
    if (p.length != 3 || p[0].length != 3) {
      wrong.add(
          new Contradiction(
              "P", "is " + p.length + " × " + p[0].length, "3 × 3: freeze, conflict, settlement"));
      return wrong;
    }
    for (int k = 0; k < 3; k++) {
      double sum = p[k][0] + p[k][1] + p[k][2];
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        wrong.add(new Contradiction("P[" + k + "]", "sums to " + sum, "a sum of 1"));
      }
      if (k > 0 && p[k][k] != 1) {
        wrong.add(
            new Contradiction(
                "P[" + k + "]", "leads on", "1 on the diagonal: conflict and settlement absorb"));
      }
    }
    return wrong;
  }

  /** Values of a chain that leaves its first state for two absorbing ones. */
  private static Map<String, Object> regime(Values v) {
    double[][] p = v.matrix("P");
    double delta = v.get("delta");
    double conflict = v.get("payoffs.conflict");
    double settlement = v.get("payoffs.settlement");
    double freeze =
        ((1 - delta) * v.get("payoffs.freeze")
                + delta * (p[0][1] * conflict + p[0][2] * settlement))
            / (1 - delta * p[0][0]);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("values", new double[] {freeze, conflict, settlement});
    String forever = "the freeze never ends";
    out.put("prob_settlement", Absent.unlessFinite(p[0][2] / (p[0][1] + p[0][2]), forever));
    out.put("expected_freeze_duration", Absent.unlessFinite(1 / (1 - p[0][0]), forever));
    return out;
  }
}
