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
import org.apache.commons.statistics.distribution.HypergeometricDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import thaw.model.trust.Absent;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;
import thaw.model.trust.Parameter.Kind;
import thaw.model.trust.Values;

/** What inspectors and noisy signals can and cannot sustain. */
final class Monitoring {
  private static final int LONGEST = 100_000;
  private static final double RANK_TOLERANCE = 1e-10;
  private static final double SUM_TOLERANCE = 1e-9;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** The probability of detection that material accountancy is asked for. */
  private static final double DETECTION_GOAL = 0.95;

  /** The probability of detection that attribute sampling is asked for. */
  private static final double SAMPLING_GOAL = 0.9;

  private Monitoring() {}

  static List<TrustModel> all() {
    return List.of(
        new TrustModel(
            "imperfect_public_monitoring",
            "Green and Porter (1984); Abreu, Pearce and Stacchetti (1990); Mailath and Samuelson"
                + " (2006), chapter 7",
            List.of(
                number("R"),
                number("T"),
                number("P"),
                number("S"),
                share("p"),
                share("q"),
                discount("delta")),
            Monitoring::publicMonitoring),
        new TrustModel(
            "flm",
            "Fudenberg, Levine and Maskin (1994): pairwise full rank",
            List.of(
                new Parameter("signal_dist_CC", Kind.LIST, 0, 1, true),
                new Parameter("DC", Kind.LIST, 0, 1, true),
                new Parameter("CD", Kind.LIST, 0, 1, true)),
            Monitoring::distributions,
            Monitoring::pairwiseFullRank),
        new TrustModel(
            "inspection_game_errors",
            "after Avenhaus et al. (2002), Wittman (1989), Kilgour and Brams (1992); derived",
            List.of(
                between("b", 0, 1e300),
                share("detect_prob"),
                share("false_alarm"),
                between("false_alarm_cost", 0, 1e300)),
            v -> {
              double b = v.get("b");
              double least = (1 + v.get("false_alarm") * v.get("false_alarm_cost")) / (1 + b);
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("min_detection_for_deterrence", least);
              double needed = 1 / ((1 + b) * v.get("detect_prob"));
              out.put(
                  "inspect_prob_needed_no_false_alarm",
                  needed <= 1
                      ? needed
                      : new Absent("even certain inspection detects too little to deter"));
              out.put("deterred", v.get("detect_prob") >= least);
              return out;
            }),
        new TrustModel(
            "inspection_game",
            "Dresher (1962); Avenhaus, von Stengel and Zamir (2002), one inspection",
            List.of(
                between("b", 0, 1e300),
                between("e", 1e-12, 1e300),
                between("a", 0, Math.nextDown(1.0))),
            Monitoring::inspection),
        new TrustModel(
            "inspection_sequential",
            "Dresher (1962); Avenhaus, Canty, Kilgour, von Stengel and Zamir (1996)",
            List.of(
                Parameter.whole("m", 0, 500), Parameter.whole("n", 1, 500), between("b", 0, 1e300)),
            Monitoring::sequential),
        new TrustModel(
            "neyman_pearson_detection",
            "Avenhaus and Canty (1996)",
            List.of(
                between("mu_kg", 0, 1e300),
                positive("sigma_kg"),
                between("false_alarm", 1e-12, 1 - 1e-12)),
            v -> {
              double threshold = NORMAL.inverseSurvivalProbability(v.get("false_alarm"));
              double goal = NORMAL.inverseCumulativeProbability(DETECTION_GOAL);
              Map<String, Object> out = new LinkedHashMap<>();
              out.put(
                  "detection",
                  NORMAL.cumulativeProbability(v.get("mu_kg") / v.get("sigma_kg") - threshold));
              out.put(
                  "sigma_for_0_95",
                  threshold + goal > 0
                      ? v.get("mu_kg") / (threshold + goal)
                      : new Absent("any σ detects with probability 0.95"));
              return out;
            }),
        new TrustModel(
            "data_verification",
            "attribute sampling; Avenhaus and Canty (1996)",
            List.of(
                Parameter.whole("N", 1, 1e6),
                Parameter.whole("defects", 0, 1e6),
                Parameter.whole("sample", 0, 1e6)),
            v -> {
              List<Contradiction> wrong = new ArrayList<>();
              for (String part : List.of("defects", "sample")) {
                if (v.get(part) > v.get("N")) {
                  wrong.add(
                      new Contradiction(
                          part, "is " + v.whole(part), "at most N = " + v.whole("N")));
                }
              }
              return wrong;
            },
            Monitoring::sampling),
        new TrustModel(
            "monitoring_tradeoff",
            "in the spirit of Coe and Vaynman (2020); linear parametrisation ours",
            List.of(
                between("b", 0, 1e300),
                share("p0"),
                positive("lam"),
                share("x"),
                number("c_high"),
                number("c_low"),
                Parameter.of("rule", Kind.TEXT)),
            v -> {
              double comply = 1 / (1 + v.get("b"));
              double high = (v.get("x") - v.get("p0") + v.get("c_high")) / v.get("lam");
              double low = (v.get("x") - v.get("p0") + v.get("c_low")) / v.get("lam");
              Map<String, Object> out = new LinkedHashMap<>();
              out.put("m_compliance", comply);
              out.put("m_security_c_high", high);
              out.put("m_security_c_low", low);
              out.put("deal_c_high", high >= comply);
              out.put("deal_c_low", low >= comply);
              out.put("critical_c", v.get("p0") + v.get("lam") * comply - v.get("x"));
              return out;
            }));
  }

  /** Two signals: good with probability p if both are honest, q after one cheats. */
  private static Map<String, Object> publicMonitoring(Values v) {
    double r = v.get("R");
    double p = v.get("P");
    double good = v.get("p");
    double cheated = v.get("q");
    double delta = v.get("delta");
    double gain = v.get("T") - r;
    Map<String, Object> out = new LinkedHashMap<>();
    double star = gain <= 0 ? 0 : gain / (gain * good + (good - cheated) * (r - p));
    boolean possible = gain <= 0 || (good > cheated && star > 0 && star < 1);
    out.put(
        "delta_star_grim",
        possible ? star : new Absent("signals tell too little apart: no patience is enough"));
    double grim = ((1 - delta) * r + delta * (1 - good) * p) / (1 - delta * good);
    boolean sustained = possible && delta >= star;
    out.put("sustained", sustained);
    out.put("value_grim", sustained ? grim : p);
    double best = gain <= 0 ? r : r - gain * (1 - good) / (good - cheated);
    out.put("value_best_sse", sustained ? best : p);
    String why =
        !sustained
            ? "co-operation is not sustained at this δ"
            : gain <= 0 ? "nothing tempts, so nothing is punished" : "a bad signal never comes";
    if (!sustained || gain <= 0 || good == 1) {
      for (String name :
          List.of("trigger_prob_best", "min_punishment_length", "value_min_punishment")) {
        out.put(name, new Absent(why));
      }
      if (!sustained || gain <= 0) {
        return out;
      }
    } else {
      out.put("trigger_prob_best", (1 - delta) * (r - best) / (delta * (1 - good) * (best - p)));
      String only = "no finite punishment is enough, only for ever";
      out.put("min_punishment_length", new Absent(only));
      out.put("value_min_punishment", new Absent(only));
    }
    for (int length = 1; length <= LONGEST; length++) {
      double back = Math.pow(delta, length);
      double value =
          ((1 - delta) * r + delta * (1 - good) * (1 - back) * p)
              / (1 - delta * (good + (1 - good) * back));
      if ((1 - delta) * gain <= delta * (good - cheated) * (1 - back) * (value - p)) {
        out.put("min_punishment_length", (double) length);
        out.put("value_min_punishment", value);
        break;
      }
    }
    return out;
  }

  private static Map<String, Object> pairwiseFullRank(Values v) {
    double[][] stacked = {v.list("signal_dist_CC"), v.list("DC"), v.list("CD")};
    double[][] two = new double[3][];
    for (int k = 0; k < 3; k++) {
      two[k] = new double[] {stacked[k][0], 1 - stacked[k][0]};
    }
    Map<String, Object> out = new LinkedHashMap<>();
    int rank = rank(stacked);
    out.put("rank_stacked", (double) rank);
    out.put("required", 3.0);
    out.put("pairwise_full_rank", rank == 3);
    out.put("rank_two_signals", (double) rank(two));
    return out;
  }

  private static List<Contradiction> distributions(Values v) {
    List<Contradiction> wrong = new ArrayList<>();
    int length = v.list("signal_dist_CC").length;
    for (String name : List.of("signal_dist_CC", "DC", "CD")) {
      double[] distribution = v.list(name);
      double sum = 0;
      for (double probability : distribution) {
        sum += probability;
      }
      if (distribution.length != length || length < 2) {
        wrong.add(
            new Contradiction(
                name, "has " + distribution.length + " entries", "lists of one length, 2 or more"));
      }
      if (Math.abs(sum - 1) > SUM_TOLERANCE) {
        wrong.add(new Contradiction(name, "sums to " + sum, "probabilities that sum to 1"));
      }
    }
    return wrong;
  }

  private static int rank(double[][] matrix) {
    double[][] a = new double[matrix.length][];
    for (int i = 0; i < a.length; i++) {
      a[i] = matrix[i].clone();
    }
    int rank = 0;
    for (int column = 0; column < a[0].length && rank < a.length; column++) {
      int pivot = rank;
      for (int i = rank; i < a.length; i++) {
        pivot = Math.abs(a[i][column]) > Math.abs(a[pivot][column]) ? i : pivot;
      }
      if (Math.abs(a[pivot][column]) <= RANK_TOLERANCE) {
        continue;
      }
      double[] swap = a[pivot];
      a[pivot] = a[rank];
      a[rank] = swap;
      for (int i = rank + 1; i < a.length; i++) {
        double factor = a[i][column] / a[rank][column];
        for (int j = column; j < a[i].length; j++) {
          a[i][j] -= factor * a[rank][j];
        }
      }
      rank++;
    }
    return rank;
  }

  /**
   * The inspector's value with m inspections in n periods, by the recursion whose solution is
   * −C(n−1, m) / Σ_{i≤m} C(n, i) b^(m−i): a violation counts 1 if it is not inspected, −b if it is;
   * the first period is a 2 × 2 game whose legal outcomes lead on.
   */
  private static Map<String, Object> sequential(Values v) {
    int m = v.whole("m");
    int n = v.whole("n");
    double b = v.get("b");
    Map<String, Object> out = new LinkedHashMap<>();
    double[][] value = inspectorsValues(Math.min(m, n), n, b);
    out.put("value", m >= n ? 0.0 : value[n][m]);
    if (m >= n) {
      out.put("inspect_first", 1.0);
      out.put("violate_first", 0.0);
    } else if (m == 0) {
      out.put("inspect_first", 0.0);
      out.put("violate_first", 1.0);
    } else {
      double inspected = value[n - 1][m - 1];
      double passed = value[n - 1][m];
      double sum = passed + 1 + b - inspected;
      out.put("inspect_first", (passed + 1) / sum);
      out.put("violate_first", (passed - inspected) / sum);
    }
    return out;
  }

  private static double[][] inspectorsValues(int m, int n, double b) {
    double[][] value = new double[n + 1][m + 1];
    for (int periods = 1; periods <= n; periods++) {
      value[periods][0] = -1;
      for (int left = 1; left <= Math.min(m, periods - 1); left++) {
        double inspected = value[periods - 1][left - 1];
        double passed = left >= periods - 1 ? 0 : value[periods - 1][left];
        value[periods][left] = (inspected + b * passed) / (passed + 1 + b - inspected);
      }
    }
    return value;
  }

  /**
   * One period: a violation is worth 1 if it is not inspected, −b if it is; an inspection costs the
   * inspector e if all is legal, and leaves it a loss a of a violation found, 1 of one not found.
   */
  private static Map<String, Object> inspection(Values v) {
    double violate = v.get("e") / (1 - v.get("a") + v.get("e"));
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("inspect_prob", 1 / (1 + v.get("b")));
    out.put("violate_prob", violate);
    out.put("value_inspector", -violate);
    out.put("value_inspectee", 0.0);
    return out;
  }

  private static Map<String, Object> sampling(Values v) {
    int size = v.whole("N");
    int defects = v.whole("defects");
    int sample = v.whole("sample");
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("detection", detection(size, defects, sample));
    out.put(
        "sample_for_0_9_approx",
        defects == 0
            ? new Absent("nothing is there to be found")
            : size * (1 - Math.pow(1 - SAMPLING_GOAL, 1.0 / defects)));
    int low = 0; // detection grows with the sample
    int high = size;
    while (defects > 0 && high > low) {
      int middle = (low + high) >>> 1;
      if (detection(size, defects, middle) < SAMPLING_GOAL) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    out.put(
        "sample_for_0_9_exact",
        defects == 0 ? new Absent("nothing is there to be found") : (Object) (double) high);
    return out;
  }

  private static double detection(int size, int defects, int sample) {
    return 1 - HypergeometricDistribution.of(size, defects, sample).probability(0);
  }
}
