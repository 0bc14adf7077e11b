package thaw.solver.trust;

import static thaw.model.trust.Parameter.between;
import static thaw.model.trust.Parameter.number;
import static thaw.model.trust.Parameter.share;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.model.trust.Absent;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;
import thaw.model.trust.Parameter.Kind;
import thaw.model.trust.Values;

/**
 * Trust and reassurance after Kydd (2000, 2005): a security seeker (H) trusts when the other is H
 * with probability t or more; a small first step that an exploiter (L) would rather not imitate
 * reveals who is who.
 */
public final class Reassurance {
  private Reassurance() {}

  /**
   * One side's payoffs in the exchange.
   *
   * @param reward both implement
   * @param temptationH a security seeker exploits
   * @param punishmentH nobody implements, security seeker
   * @param suckerH a security seeker is exploited
   * @param temptationL an exploiter exploits
   * @param rewardL both implement, exploiter
   * @param punishmentL nobody implements, exploiter
   * @param suckerL an exploiter is exploited
   */
  public record Side(
      double reward,
      double temptationH,
      double punishmentH,
      double suckerH,
      double rewardL,
      double temptationL,
      double punishmentL,
      double suckerL) {
    public Side {
      if (!(reward > temptationH && temptationH > punishmentH && punishmentH > suckerH)) {
        throw new IllegalArgumentException(
            "a security seeker has R, T, P, S = "
                + List.of(reward, temptationH, punishmentH, suckerH)
                + "; allowed: R > T > P > S");
      }
      if (!(temptationL > rewardL && rewardL > punishmentL && punishmentL > suckerL)) {
        throw new IllegalArgumentException(
            "an exploiter has R, T, P, S = "
                + List.of(rewardL, temptationL, punishmentL, suckerL)
                + "; allowed: T > R > P > S");
      }
    }

    /** What of the order R > T > P > S, T_L > R > P > S does not hold. */
    static List<Contradiction> contradictions(double[] h, double[] l, String nameH, String nameL) {
      List<Contradiction> wrong = new ArrayList<>();
      if (!(h[0] > h[1] && h[1] > h[2] && h[2] > h[3])) {
        wrong.add(
            new Contradiction(nameH, "is R, T, P, S = " + Arrays.toString(h), "R > T > P > S"));
      }
      if (!(l[1] > l[0] && l[0] > l[2] && l[2] > l[3])) {
        wrong.add(
            new Contradiction(nameL, "is R, T, P, S = " + Arrays.toString(l), "T > R > P > S"));
      }
      return wrong;
    }

    /** The trust at which the largest stake that a security seeker dares reaches a stake. */
    public double trustForLargestStake(double stake) {
      double d = reward - punishmentH;
      double e = punishmentH - suckerH;
      return e * stake / (d * (1 - stake) + stake * (e + reward - temptationH));
    }

    /** The trust at which an exploiter begins to imitate a stake; 1 where it never does. */
    public double trustForSmallestStake(double stake) {
      double a = temptationL - punishmentL;
      double b = temptationL - rewardL;
      double c = punishmentL - suckerL;
      double slope = a * (1 - stake) - b * stake + c * stake;
      return slope <= 0 ? 1 : Math.min(1, c * stake / slope);
    }

    /** Least trust for the whole exchange at once: (P − S) / ((R − T) + (P − S)). */
    public double oneShotThreshold() {
      double caution = punishmentH - suckerH;
      return caution / (reward - temptationH + caution);
    }

    /** The smallest first stake that an exploiter would rather not imitate, at trust t. */
    public double smallestStake(double t) {
      double later = t * (temptationL - punishmentL);
      return later / (later + t * (temptationL - rewardL) + (1 - t) * (punishmentL - suckerL));
    }

    /** The largest first stake that a security seeker dares, at trust t; at most 1. */
    public double largestStake(double t) {
      double gain = t * (reward - punishmentH);
      double denominator = gain + (1 - t) * (punishmentH - suckerH) - t * (reward - temptationH);
      return denominator > gain ? gain / denominator : 1;
    }

    /** The least trust at which some first stake reassures; 0 where any trust will do. */
    public double reassuranceThreshold() {
      double a = temptationL - punishmentL;
      double b = temptationL - rewardL;
      double c = punishmentL - suckerL;
      double d = reward - punishmentH;
      double e = punishmentH - suckerH;
      double f = reward - temptationH;
      double shortfall = a * e - d * c;
      if (shortfall <= 0) {
        return 0;
      }
      double slope = shortfall + a * f + d * b;
      return Math.min(shortfall / slope, oneShotThreshold());
    }
  }

  static List<TrustModel> all() {
    return List.of(
        new TrustModel(
            "kydd_trust_one_shot",
            "after Kydd (2005), chapter 2; payoff algebra reconstructed",
            List.of(
                between("g", 0, 1e300),
                between("l", 0, 1e300),
                between("c", 0, 1e300),
                share("phi"),
                share("pi")),
            v ->
                v.get("pi") + v.get("phi") > 1 || v.get("pi") < v.get("phi")
                    ? List.of(
                        new Contradiction(
                            "phi",
                            "is " + v.get("phi") + " at pi = " + v.get("pi"),
                            "pi − phi and pi + phi from 0 to 1"))
                    : List.of(),
            Reassurance::securityDilemma),
        new TrustModel(
            "kydd_reassurance",
            "after Kydd (2000, 2005); conditions derived",
            List.of(
                share("t"),
                number("trustworthy.R"),
                number("trustworthy.T"),
                number("trustworthy.P"),
                number("trustworthy.S"),
                number("untrustworthy.R"),
                number("untrustworthy.T"),
                number("untrustworthy.P"),
                number("untrustworthy.S")),
            v -> contradictions(v, ""),
            Reassurance::window),
        new TrustModel(
            "kydd_reassurance",
            "Kydd (2000) extended to sides that differ; regions and one-sided signals derived",
            twoSides(),
            v -> {
              List<Contradiction> wrong = contradictions(v, "first.");
              wrong.addAll(contradictions(v, "second."));
              return wrong;
            },
            v ->
                regions(
                    side(v, "first.", true),
                    side(v, "second.", true),
                    v.get("first.t"),
                    v.get("second.t"),
                    "first",
                    "second")),
        new TrustModel(
            "costly_signal",
            "derived, after Kydd (2000): one side's costly step before an exchange at once",
            List.of(
                share("t_other"),
                number("trustworthy.R"),
                number("trustworthy.T"),
                number("trustworthy.P"),
                number("trustworthy.S"),
                number("untrustworthy.R"),
                number("untrustworthy.T"),
                number("untrustworthy.P"),
                number("untrustworthy.S"),
                between("cost_ratio_L", 0, 1e300).optional()),
            v -> contradictions(v, ""),
            Reassurance::costlySignal),
        new TrustModel(
            "kydd_reassurance",
            "Kydd (2000) extended to sides that differ; derived",
            List.of(
                share("US_about_DPRK"),
                share("DPRK_about_US"),
                Parameter.of("US_payoffs.trust", Kind.LIST),
                Parameter.of("US_payoffs.untrust", Kind.LIST),
                Parameter.of("DPRK_payoffs.trust", Kind.LIST),
                Parameter.of("DPRK_payoffs.untrust", Kind.LIST),
                Parameter.of("order", Kind.TEXT)),
            v -> {
              List<Contradiction> wrong = new ArrayList<>();
              for (String name : List.of("US_payoffs", "DPRK_payoffs")) {
                double[] h = v.list(name + ".trust");
                double[] l = v.list(name + ".untrust");
                for (String list : List.of(name + ".trust", name + ".untrust")) {
                  if (v.list(list).length != 4) {
                    wrong.add(
                        new Contradiction(
                            list, "has " + v.list(list).length + " numbers", "4: R, T, P, S"));
                  }
                }
                if (h.length == 4 && l.length == 4) {
                  wrong.addAll(Side.contradictions(h, l, name + ".trust", name + ".untrust"));
                }
              }
              return wrong;
            },
            Reassurance::twoSided),
        new TrustModel(
            "kydd_reassurance",
            "standard signalling algebra",
            List.of(share("t"), between("t_bar", 1e-12, 1)),
            v -> {
              double t = v.get("t");
              double bar = v.get("t_bar");
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("mimic_prob", t >= bar ? 1 : t * (1 - bar) / ((1 - t) * bar));
              out.put(
                  "posterior_after_C",
                  t == 0 ? new Absent("at t = 0 nobody co-operates") : Math.max(t, bar));
              return out;
            }),
        new TrustModel(
            "trust_update",
            "Bayes' rule; Kydd (1997; 2005, chapter 3)",
            List.of(
                share("t0"),
                share("pC_trustworthy"),
                share("pC_untrustworthy"),
                share("spiral_signal_error").optional()),
            Reassurance::update),
        new TrustModel(
            "bayesian_nk_us",
            "threshold formula quoted from the appendix of a University Press of Kentucky volume",
            List.of(
                number("RECON_US"),
                number("RECON_NK"),
                number("REJ_US"),
                number("SQ"),
                number("REJ_S").optional(),
                number("EXP_N").optional(),
                number("RECON").optional()),
            v -> {
              double gap = v.get("RECON_US") - v.get("RECON_NK");
              double q = gap / (gap + v.get("REJ_US") - v.get("SQ"));
              // the utilities of the source's second example, where none are given
              double rejected = v.get("REJ_S", 1);
              double exploited = v.get("EXP_N", -2);
              double reconciled = v.get("RECON", 5);
              Map<String, Object> out = new LinkedHashMap<>();
              out.put(
                  "q_threshold_separating",
                  q >= 0 && q <= 1
                      ? q
                      : new Absent(
                          "no probability from 0 to 1 makes the sincere type indifferent"));
              out.put(
                  "sk_pooling_threshold",
                  Absent.unlessFinite(
                      (rejected - exploited) / (reconciled - exploited), "RECON equals EXP_N"));
              return out;
            }));
  }

  private static Map<String, Object> securityDilemma(Values v) {
    double g = v.get("g");
    double l = v.get("l");
    double c = v.get("c");
    double first = v.get("pi") + v.get("phi");
    double second = v.get("pi") - v.get("phi");
    double t = first * g - (1 - first) * l - c;
    double p = v.get("pi") * g - (1 - v.get("pi")) * l - c;
    double s = second * g - (1 - second) * l - c;
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("R", 0.0);
    out.put("T", t);
    out.put("P", p);
    out.put("S", s);
    out.put(
        "t_min",
        t < 0
            ? (Object) ((p - s) / (p - s - t))
            : new Absent("T is not less than R: even a trusted side is attacked"));
    out.put(
        "g_cutoff_expansionist",
        Absent.unlessFinite(((1 - first) * l + c) / first, "a first strike never succeeds"));
    return out;
  }

  private static Map<String, Object> window(Values v) {
    Side side = side(v, "", true);
    double t = v.get("t");
    double low = side.smallestStake(t);
    double high = side.largestStake(t);
    double exploiter =
        (side.temptationL() - side.punishmentL()) / (side.punishmentL() - side.suckerL());
    double seeker = (side.reward() - side.punishmentH()) / (side.punishmentH() - side.suckerH());
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("one_shot_t_min", side.oneShotThreshold());
    out.put("alpha_min", low);
    out.put("alpha_max", high);
    out.put("feasible", low <= high);
    out.put("region", TwoStage.region(side, side, new double[] {t, t}).words());
    out.put("t_reassurance_min", side.reassuranceThreshold());
    out.put("ratio_untrustworthy", exploiter);
    out.put("ratio_trustworthy", seeker);
    out.put("feasible_at_vanishing_trust", seeker >= exploiter);
    return out;
  }

  private static List<Parameter> twoSides() {
    List<Parameter> all = new ArrayList<>();
    for (String side : List.of("first.", "second.")) {
      all.add(share(side + "t"));
      for (String type : List.of("trustworthy.", "untrustworthy.")) {
        for (String payoff : List.of("R", "T", "P", "S")) {
          all.add(number(side + type + payoff));
        }
      }
    }
    return all;
  }

  private static double[] payoffs(Values v, String prefix) {
    return new double[] {
      v.get(prefix + "R"), v.get(prefix + "T"), v.get(prefix + "P"), v.get(prefix + "S")
    };
  }

  private static List<Contradiction> contradictions(Values v, String prefix) {
    return Side.contradictions(
        payoffs(v, prefix + "trustworthy."),
        payoffs(v, prefix + "untrustworthy."),
        prefix + "trustworthy",
        prefix + "untrustworthy");
  }

  /** A side by the names of its parameters; nested objects, or lists of R, T, P, S. */
  public static Side side(Values v, String prefix, boolean nested) {
    double[] h = nested ? payoffs(v, prefix + "trustworthy.") : v.list(prefix + ".trust");
    double[] l = nested ? payoffs(v, prefix + "untrustworthy.") : v.list(prefix + ".untrust");
    return new Side(h[0], h[1], h[2], h[3], l[0], l[1], l[2], l[3]);
  }

  private static double[] joint(double[] first, double[] second) {
    return new double[] {Math.max(first[0], second[0]), Math.min(first[1], second[1])};
  }

  private static Map<String, Object> twoSided(Values v) {
    Side us = side(v, "US_payoffs", false);
    Side dprk = side(v, "DPRK_payoffs", false);
    double t = v.get("US_about_DPRK");
    double u = v.get("DPRK_about_US");
    Map<String, Object> out = new LinkedHashMap<>(regions(us, dprk, u, t, "US", "DPRK"));
    double[] h = v.list("DPRK_payoffs.trust");
    double[] l = v.list("DPRK_payoffs.untrust");
    if (h[2] > -1 && l[2] > -1) {
      // a question asked beside the main one: a wary side that has more to lose
      Side wary = new Side(h[0], h[1], h[2], -1, l[0], l[1], l[2], -1);
      out.put(
          "DPRK_window_if_t_0_35_and_S_minus1",
          new double[] {wary.smallestStake(0.35), wary.largestStake(0.35)});
    }
    return out;
  }

  /**
   * Where two sides stand in the square of beliefs.
   *
   * @param t1 the probability that the first is H
   * @param t2 the probability that the second is
   */
  private static Map<String, Object> regions(
      Side first, Side second, double t1, double t2, String one, String two) {
    double[] ownFirst = {first.smallestStake(t2), first.largestStake(t2)};
    double[] ownSecond = {second.smallestStake(t1), second.largestStake(t1)};
    double[] joint = joint(ownFirst, ownSecond);
    double[] trust = {t1, t2};
    Map<String, Object> out = new LinkedHashMap<>();
    out.put(one + "_window", ownFirst);
    out.put(two + "_window", ownSecond);
    out.put("joint_window", joint);
    out.put("feasible", joint[0] <= joint[1]);
    out.put(
        "feasible_with_separate_stakes",
        ownFirst[0] <= ownFirst[1] && ownSecond[0] <= ownSecond[1]);
    out.put(one + "_one_shot_t_min", first.oneShotThreshold());
    out.put(two + "_one_shot_t_min", second.oneShotThreshold());
    out.put(one + "_t_reassurance_min", first.reassuranceThreshold());
    out.put(two + "_t_reassurance_min", second.reassuranceThreshold());
    put(out, "reassuring_trust_in_" + one, range(first, second, t2), "t_2 is too low by itself");
    put(out, "reassuring_trust_in_" + two, range(second, first, t1), "t_1 is too low by itself");
    out.put("region", TwoStage.region(first, second, trust).words());
    List<Map<String, Object>> equilibria = new ArrayList<>();
    for (TwoStage.Equilibrium e : TwoStage.enumerate(first, second, trust)) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put(one + "_H_L", e.first());
      entry.put(two + "_H_L", e.second());
      List<String> after = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        if (e.goesOn()[k]) {
          after.add(List.of("CC", "CD", "DC", "DD").get(k));
        }
      }
      entry.put("goes_on_after", after.toArray(String[]::new));
      entry.put("alpha", new double[] {e.low(), e.high()});
      equilibria.add(entry);
    }
    out.put("pure_equilibria", equilibria);
    return out;
  }

  private static void put(Map<String, Object> out, String name, double[] range, String reason) {
    out.put(name, range[0] <= range[1] ? range : new Absent(reason));
  }

  /**
   * The beliefs about {@code side} for which some common first stake reassures, when {@code side}
   * itself trusts the other with probability {@code trust}: the other's largest stake must reach
   * the side's smallest, and the other's smallest must not exceed the side's largest.
   */
  public static double[] range(Side side, Side other, double trust) {
    double smallest = side.smallestStake(trust);
    double largest = side.largestStake(trust);
    if (smallest > largest) {
      return new double[] {1, 0};
    }
    return new double[] {
      Math.max(other.reassuranceThreshold(), other.trustForLargestStake(smallest)),
      other.trustForSmallestStake(largest)
    };
  }

  /**
   * A side pays c per unit of the exchange to show that it is H, its type L would pay ratio · c;
   * then both implement at once if its type H dares, and nobody does without the signal. The
   * smallest cost that separates makes L indifferent: ratio · c = t (T_L − P); the largest that H
   * pays is its gain from the exchange.
   */
  private static Map<String, Object> costlySignal(Values v) {
    Side side = side(v, "", true);
    double t = v.get("t_other");
    double ratio = v.get("cost_ratio_L", 1);
    double gainL = t * (side.temptationL() - side.punishmentL());
    double gainH =
        t * (side.reward() - side.punishmentH()) - (1 - t) * (side.punishmentH() - side.suckerH());
    double least = gainL == 0 ? 0 : gainL / ratio;
    boolean dares = t >= side.oneShotThreshold();
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("one_shot_t_min", side.oneShotThreshold());
    out.put(
        "smallest_separating_cost",
        Absent.unlessFinite(least, "type L signals for free, so that no cost keeps it away"));
    out.put(
        "largest_cost_worth_paying",
        dares ? gainH : new Absent("type H would not implement even if it were trusted"));
    out.put("separates", dares && least <= gainH);
    out.put(
        "cost_ratio_needed",
        dares && gainH > 0 ? gainL / gainH : new Absent("type H gains nothing from being trusted"));
    return out;
  }

  private static double posterior(double prior, double ifSo, double ifNot) {
    return prior * ifSo / (prior * ifSo + (1 - prior) * ifNot); // NaN: has probability 0
  }

  private static Map<String, Object> update(Values v) {
    double t = v.get("t0");
    double h = v.get("pC_trustworthy");
    double l = v.get("pC_untrustworthy");
    double afterC = posterior(t, h, l);
    double afterD = posterior(t, 1 - h, 1 - l);
    double seen = t * h + (1 - t) * l;
    String never = "what is to be observed has probability 0";
    double error = v.get("spiral_signal_error", 0);
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("t_after_C", Absent.unlessFinite(afterC, never));
    out.put("t_after_D", Absent.unlessFinite(afterD, never));
    out.put(
        "t_after_DDC",
        Absent.unlessFinite(posterior(posterior(afterD, 1 - h, 1 - l), h, l), never));
    out.put("t_after_good_signal", Absent.unlessFinite(posterior(t, 1 - error, error), never));
    out.put("t_after_bad_signal", Absent.unlessFinite(posterior(t, error, 1 - error), never));
    out.put(
        "martingale_check", (seen > 0 ? seen * afterC : 0) + (seen < 1 ? (1 - seen) * afterD : 0));
    return out;
  }
}
