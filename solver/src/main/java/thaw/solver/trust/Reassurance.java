package thaw.solver.trust;

import static thaw.model.trust.Parameter.between;
import static thaw.model.trust.Parameter.number;
import static thaw.model.trust.Parameter.share;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
            Reassurance::window),
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
            Reassurance::twoSided),
        new TrustModel(
            "kydd_reassurance",
            "standard signalling algebra",
            List.of(share("t"), between("t_bar", 1e-12, 1)),
            v -> {
              double t = v.get("t");
              double bar = v.get("t_bar");
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("mimic_prob", Math.min(1, t * (1 - bar) / ((1 - t) * bar)));
              out.put("posterior_after_C", Math.max(t, bar));
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
            List.of(number("RECON_US"), number("RECON_NK"), number("REJ_US"), number("SQ")),
            v -> {
              double gap = v.get("RECON_US") - v.get("RECON_NK");
              return Map.of("q_threshold_separating", gap / (gap + v.get("REJ_US") - v.get("SQ")));
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
    out.put("t_min", (p - s) / (p - s - t));
    out.put("g_cutoff_expansionist", ((1 - first) * l + c) / first);
    return out;
  }

  private static Map<String, Object> window(Values v) {
    Side side =
        new Side(
            v.get("trustworthy.R"),
            v.get("trustworthy.T"),
            v.get("trustworthy.P"),
            v.get("trustworthy.S"),
            v.get("untrustworthy.R"),
            v.get("untrustworthy.T"),
            v.get("untrustworthy.P"),
            v.get("untrustworthy.S"));
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
    out.put("t_reassurance_min", side.reassuranceThreshold());
    out.put("ratio_untrustworthy", exploiter);
    out.put("ratio_trustworthy", seeker);
    out.put("feasible_at_vanishing_trust", seeker >= exploiter);
    return out;
  }

  private static Side side(Values v, String name) {
    double[] h = v.list(name + ".trust");
    double[] l = v.list(name + ".untrust");
    if (h.length != 4 || l.length != 4) {
      throw new IllegalArgumentException(name + ": lists of 4 numbers are allowed, R, T, P, S");
    }
    return new Side(h[0], h[1], h[2], h[3], l[0], l[1], l[2], l[3]);
  }

  private static Map<String, Object> twoSided(Values v) {
    Side us = side(v, "US_payoffs");
    Side dprk = side(v, "DPRK_payoffs");
    double t = v.get("US_about_DPRK");
    double u = v.get("DPRK_about_US");
    double[] first = {us.smallestStake(t), us.largestStake(t)};
    double[] second = {dprk.smallestStake(u), dprk.largestStake(u)};
    double[] joint = {Math.max(first[0], second[0]), Math.min(first[1], second[1])};
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("US_window", first);
    out.put("DPRK_window", second);
    out.put("joint_window", joint);
    out.put("feasible", joint[0] <= joint[1]);
    return out;
  }

  private static double posterior(double prior, double ifSo, double ifNot) {
    return prior * ifSo / (prior * ifSo + (1 - prior) * ifNot);
  }

  private static Map<String, Object> update(Values v) {
    double t = v.get("t0");
    double h = v.get("pC_trustworthy");
    double l = v.get("pC_untrustworthy");
    double afterC = posterior(t, h, l);
    double afterD = posterior(t, 1 - h, 1 - l);
    double seen = t * h + (1 - t) * l;
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("t_after_C", afterC);
    out.put("t_after_D", afterD);
    out.put("t_after_DDC", posterior(posterior(afterD, 1 - h, 1 - l), h, l));
    double error = v.get("spiral_signal_error", 0);
    out.put("t_after_good_signal", posterior(t, 1 - error, error));
    out.put("t_after_bad_signal", posterior(t, error, 1 - error));
    out.put("martingale_check", seen * afterC + (1 - seen) * afterD);
    return out;
  }
}
