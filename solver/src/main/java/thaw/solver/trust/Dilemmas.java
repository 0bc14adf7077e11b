package thaw.solver.trust;

import static thaw.model.trust.Parameter.between;
import static thaw.model.trust.Parameter.discount;
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
import thaw.model.trust.Parameter.Kind;
import thaw.model.trust.Values;

/**
 * Thresholds of patience and trust in repeated dilemmas: T temptation, R reward, P punishment, S
 * sucker's payoff. A critical discount factor that no patience reaches is absent, with the reason.
 */
final class Dilemmas {
  private static final int LONGEST_PUNISHMENT = 10;

  /** Rounds of play that are shown. */
  private static final int SHOWN = 5;

  private static final int BISECTIONS = 200;

  private Dilemmas() {}

  static List<TrustModel> all() {
    return List.of(
        new TrustModel(
            "repeated_pd",
            "Friedman (1971); Axelrod (1984); Mailath and Samuelson (2006), chapter 2",
            List.of(number("T"), number("R"), number("P"), number("S")),
            Dilemmas::repeated),
        new TrustModel(
            "asymmetric_patience",
            "Friedman (1971) with each party's own payoffs and discount factor",
            List.of(
                number("first.T"),
                number("first.R"),
                number("first.P"),
                discount("first.delta"),
                number("second.T"),
                number("second.R"),
                number("second.P"),
                discount("second.delta")),
            Dilemmas::asymmetric),
        new TrustModel(
            "repeated_pd_audience",
            "derived, after Fearon (1994, 1997)",
            List.of(number("T"), number("R"), number("P"), between("kappa", 0, 1e300)),
            v -> {
              double t = v.get("T") - v.get("kappa");
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("delta_star", threshold(t - v.get("R"), t - v.get("P")));
              out.put("kappa_for_one_shot", Math.max(0, v.get("T") - v.get("R")));
              return out;
            }),
        new TrustModel(
            "assurance",
            "Harsanyi and Selten (1988); Morris, Rob and Shin (1995)",
            List.of(number("T"), number("R"), number("P"), number("S")),
            v -> {
              double trust = v.get("R") - v.get("T");
              double caution = v.get("P") - v.get("S");
              Map<String, Object> out = new LinkedHashMap<>();
              double p = caution / (trust + caution);
              out.put(
                  "p_dominance",
                  trust >= 0 && caution >= 0 && trust + caution > 0
                      ? (Object) p
                      : new Absent("no assurance game: R ≥ T and P ≥ S are needed"));
              out.put("cooperation_risk_dominant", trust > caution);
              return out;
            }),
        new TrustModel(
            "global_game",
            "Carlsson and van Damme (1993); Chassang and Padró i Miquel (2010)",
            List.of(between("exit_loss", 0, 1e300), Parameter.of("payoffs", Kind.TEXT)),
            v -> Map.of("theta_star", v.get("exit_loss") / 2)),
        new TrustModel(
            "repeated_trust",
            "Blonski, Ockenfels and Spagnolo (2011); Dal Bó and Fréchette (2011); nests Kydd's"
                + " threshold at δ = 0 and grim trigger at t = 1",
            List.of(
                number("T"),
                number("R"),
                number("P"),
                number("S"),
                discount("delta"),
                share("t").optional()),
            v -> ordered(v, ""),
            v -> {
              double delta = v.get("delta");
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("t_min", Absent.unlessFinite(leastTrust(v, "", delta), MARGIN));
              out.put("t_min_one_shot", Absent.unlessFinite(leastTrust(v, "", 0), MARGIN));
              out.put("t_min_delta_0_6", Absent.unlessFinite(leastTrust(v, "", 0.6), MARGIN));
              out.put(
                  "delta_risk_dominance",
                  Absent.unlessFinite(
                      limit(
                          v.get("T") - v.get("R") + v.get("P") - v.get("S"),
                          v.get("T") - v.get("S")),
                      NO_PATIENCE));
              out.put(
                  "delta_at_t_min_1", threshold(v.get("T") - v.get("R"), v.get("T") - v.get("P")));
              double basin = leastTrust(v, "", delta);
              out.put(
                  "basin_of_attraction_defect_delta_" + named(delta),
                  Double.isNaN(basin) ? 1 : basin);
              if (v.has("t")) {
                out.put("delta_min_at_t", leastPatience(v, v.get("t")));
                out.put("cooperates", v.get("t") >= basin);
              }
              return out;
            }),
        new TrustModel(
            "repeated_trust",
            "after Blonski, Ockenfels and Spagnolo (2011), sides that differ; derived",
            twoSides(),
            v -> {
              List<Contradiction> wrong = new ArrayList<>();
              for (String side : List.of("first.", "second.")) {
                wrong.addAll(ordered(v, side));
              }
              return wrong;
            },
            v -> {
              Map<String, Object> out = new LinkedHashMap<>();
              boolean both = true;
              for (String side : List.of("first", "second")) {
                double least = leastTrust(v, side + ".", v.get(side + ".delta"));
                double trust = v.get((side.equals("first") ? "second" : "first") + ".t");
                boolean dares = trust >= least;
                out.put("t_min_" + side, Absent.unlessFinite(least, MARGIN));
                out.put(side + "_cooperates", dares);
                both &= dares;
              }
              out.put("both_cooperate", both);
              return out;
            }),
        new TrustModel(
            "automaton_play",
            "in the spirit of Osgood (1962); the automaton is ours",
            List.of(
                number("T"),
                number("R"),
                number("P"),
                number("S"),
                discount("delta"),
                Parameter.whole("grit.start_round", 0, 1000),
                Parameter.whole("grit.unilateral_rounds", 0, 1000),
                Parameter.of("opponent", Kind.TEXT)),
            Dilemmas::grit),
        new TrustModel(
            "third_party",
            "derived: side payments, guarantees and leaks in a repeated dilemma",
            List.of(
                number("T"),
                number("R"),
                number("P"),
                number("leak"),
                between("guarantee_G", 0, 1e300),
                share("guarantee_prob"),
                number("side_payment")),
            v -> {
              double t = v.get("T");
              double r = v.get("R");
              double p = v.get("P");
              double guarded = t - v.get("guarantee_G") * v.get("guarantee_prob");
              double paid = r + v.get("side_payment");
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("base", threshold(t - r, t - p));
              out.put("with_outside_leak", threshold(t - r, t - p - v.get("leak")));
              out.put("with_guarantor_penalty", threshold(guarded - r, guarded - p));
              out.put("with_side_payment", threshold(t - paid, t - p));
              return out;
            }),
        new TrustModel(
            "sunk_cost_lock_in",
            "in the spirit of Chisik (2003); parametrisation ours",
            List.of(number("T"), number("R"), number("P0"), number("P_fall_per_phase")),
            v -> {
              double[] delta = new double[4];
              for (int k = 0; k < delta.length; k++) {
                double p = v.get("P0") - k * v.get("P_fall_per_phase");
                delta[k] = critical(v.get("T") - v.get("R"), v.get("T") - p);
              }
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("delta_star_phase_0_to_3", delta);
              return out;
            }),
        new TrustModel(
            "detection_lag",
            "derived, after Fearon (1998)",
            List.of(
                number("T"), number("R"), number("P"), between("delta", 1e-9, Math.nextDown(1.0))),
            v -> {
              double star = critical(v.get("T") - v.get("R"), v.get("T") - v.get("P"));
              double lag = Math.log(star) / Math.log(v.get("delta"));
              return Map.of(
                  "max_detection_lag",
                  star == 0
                      ? new Absent("nothing tempts: co-operation survives any lag")
                      : Absent.unlessFinite(lag, NO_PATIENCE));
            }),
        new TrustModel(
            "effective_patience",
            "derived: emergencies and turnover end the relationship",
            List.of(
                discount("delta"),
                share("emergency"),
                share("turnover"),
                share("successor_honours")),
            v ->
                Map.of(
                    "delta_effective",
                    v.get("delta")
                        * (1 - v.get("emergency"))
                        * (1 - v.get("turnover") * (1 - v.get("successor_honours"))))),
        new TrustModel(
            "required_trust",
            "derived: trust that a step needs when the relationship is worth V",
            List.of(
                positive("a"),
                positive("b"),
                positive("s"),
                discount("delta"),
                between("V", 0, 1e300)),
            v -> {
              double t =
                  v.get("a") * v.get("s") / (v.get("b") * v.get("s") + v.get("delta") * v.get("V"));
              return Map.of(
                  "t_required",
                  t <= 1
                      ? t
                      : new Absent("the step costs more than certainty of an answer is worth"));
            }));
  }

  static final String NO_PATIENCE = "the temptation exceeds what punishment can take, at any δ";

  private static final String MARGIN =
      "co-operation with one who co-operates pays less than betrayal at this δ, at any trust";

  /** {@link #critical}, or why there is no such discount factor. */
  static Object threshold(double gain, double loss) {
    return Absent.unlessFinite(critical(gain, loss), NO_PATIENCE);
  }

  /** gain / loss where that is a discount factor below 1, 0 where nothing tempts, else NaN. */
  static double critical(double gain, double loss) {
    double ratio = limit(gain, loss);
    return ratio < 1 ? ratio : Double.NaN;
  }

  /** The same, and 1 where it holds only in the limit of perfect patience. */
  private static double limit(double gain, double loss) {
    if (gain <= 0) {
      return 0;
    }
    double ratio = gain / loss;
    return ratio > 0 && ratio <= 1 ? ratio : Double.NaN;
  }

  private static Map<String, Object> repeated(Values v) {
    double gain = v.get("T") - v.get("R");
    double grim = critical(gain, v.get("T") - v.get("P"));
    double alternation = limit(gain, v.get("R") - v.get("S"));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("delta_grim", Absent.unlessFinite(grim, NO_PATIENCE));
    // Math.max hands NaN on: where one deviation pays at any patience, there is no threshold.
    out.put("delta_tft_nash", Absent.unlessFinite(Math.max(grim, alternation), NO_PATIENCE));
    for (int k = 1; k <= LONGEST_PUNISHMENT; k++) {
      out.put(
          "delta_limited_" + k,
          Absent.unlessFinite(limited(gain, v.get("R") - v.get("P"), k), NO_PATIENCE));
    }
    out.put("delta_wsls", Absent.unlessFinite(limit(gain, v.get("R") - v.get("P")), NO_PATIENCE));
    return out;
  }

  /** Smallest δ with gain ≤ loss · (δ + … + δ^k). */
  private static double limited(double gain, double loss, int k) {
    if (gain <= 0) {
      return 0;
    }
    if (loss * k < gain) {
      return Double.NaN;
    }
    double low = 0;
    double high = 1;
    for (int n = 0; n < BISECTIONS; n++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (int power = k; power > 0; power--) {
        sum = middle * (1 + sum);
      }
      if (loss * sum < gain) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static Map<String, Object> asymmetric(Values v) {
    Map<String, Object> out = new LinkedHashMap<>();
    boolean both = true;
    for (String party : List.of("first", "second")) {
      double star =
          critical(
              v.get(party + ".T") - v.get(party + ".R"), v.get(party + ".T") - v.get(party + ".P"));
      boolean holds = v.get(party + ".delta") >= star;
      out.put("delta_star_" + party, Absent.unlessFinite(star, NO_PATIENCE));
      out.put(party + "_holds", holds);
      both &= holds;
    }
    out.put("sustainable", both);
    return out;
  }

  private static List<Parameter> twoSides() {
    List<Parameter> all = new ArrayList<>();
    for (String side : List.of("first.", "second.")) {
      for (String payoff : List.of("T", "R", "P", "S")) {
        all.add(number(side + payoff));
      }
      all.add(discount(side + "delta"));
      all.add(share(side + "t"));
    }
    return all;
  }

  private static List<Contradiction> ordered(Values v, String side) {
    double r = v.get(side + "R");
    double p = v.get(side + "P");
    List<Contradiction> wrong = new ArrayList<>();
    if (!(r > p)) {
      wrong.add(new Contradiction(side + "R", "is " + r, "more than P = " + p));
    }
    if (!(p > v.get(side + "S"))) {
      wrong.add(new Contradiction(side + "S", "is " + v.get(side + "S"), "less than P = " + p));
    }
    return wrong;
  }

  /** t ≥ (1−δ)(P−S) / [(1−δ)(P−S) + (R−P) − (1−δ)(T−P)]; NaN where no trust is enough. */
  private static double leastTrust(Values v, String side, double delta) {
    double p = v.get(side + "P");
    double caution = (1 - delta) * (p - v.get(side + "S"));
    double margin = v.get(side + "R") - p - (1 - delta) * (v.get(side + "T") - p);
    double t = caution / (caution + margin);
    return t >= 0 && t <= 1 ? t : Double.NaN;
  }

  /** The least δ at which trust t is enough: 1 − δ = t(R−P) / [t(T−P) + (1−t)(P−S)]. */
  private static Object leastPatience(Values v, double t) {
    double p = v.get("P");
    double stake = t * (v.get("T") - p) + (1 - t) * (p - v.get("S"));
    if (t == 0) {
      return new Absent("without trust no patience is enough");
    }
    return stake > 0 ? Math.max(0, 1 - t * (v.get("R") - p) / stake) : 0.0;
  }

  /** 0.8 as in field names, 0_8. */
  private static String named(double value) {
    return String.valueOf(value).replace('.', '_');
  }

  private static Map<String, Object> grit(Values v) {
    int start = v.whole("grit.start_round");
    int end = start + v.whole("grit.unilateral_rounds");
    double delta = v.get("delta");
    boolean otherBefore = false;
    boolean ownBefore = false;
    double own = 0;
    double other = 0;
    double weight = 1 - delta;
    Map<String, Object> out = new LinkedHashMap<>();
    String[] actions = new String[SHOWN];
    int prescribed = Math.max(end, SHOWN);
    for (int round = 0; round < prescribed + 2; round++) {
      boolean mine = round >= start && (round < end || otherBefore);
      boolean yours = ownBefore;
      if (round < SHOWN) {
        actions[round] = (mine ? "C" : "D") + (yours ? "C" : "D");
      }
      // from `prescribed` on each echoes the other: the last two rounds for ever
      double share = round < prescribed ? weight : weight / (1 - delta) / (1 + delta);
      own += share * payoff(v, mine, yours);
      other += share * payoff(v, yours, mine);
      ownBefore = mine;
      otherBefore = yours;
      weight *= delta;
    }
    out.put("actions_first_" + SHOWN, actions);
    out.put("value_grit", own);
    out.put("value_tft", other);
    out.put("value_mutual_D", v.get("P"));
    return out;
  }

  private static double payoff(Values v, boolean mine, boolean yours) {
    return v.get(mine ? (yours ? "R" : "S") : (yours ? "T" : "P"));
  }
}
