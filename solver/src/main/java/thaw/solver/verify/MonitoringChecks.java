package thaw.solver.verify;

import java.util.Map;
import java.util.function.DoublePredicate;
import thaw.model.trust.Absent;
import thaw.model.trust.Values;

/** Inspections and noisy signals. */
final class MonitoringChecks {
  private static final Absent NONE = new Absent("none");
  private static final double ROUNDING = 1e-12;

  private MonitoringChecks() {}

  static boolean recompute(String model, Values v, Map<String, Object> out) {
    switch (model) {
      case "imperfect_public_monitoring" -> publicSignals(v, out);
      case "flm" -> ranks(v, out);
      case "inspection_game_errors" -> errors(v, out);
      case "inspection_game" -> one(v, out);
      case "inspection_sequential" -> sequential(v, out);
      case "neyman_pearson_detection" -> accountancy(v, out);
      case "data_verification" -> sampling(v, out);
      case "monitoring_tradeoff" -> tradeoff(v, out);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Value of co-operating until a bad signal, then being punished for some periods. */
  private static double value(Values v, double delta, double back) {
    // back: the discount of coming back, δ^length, 0 for never
    double good = v.get("p");
    double r = v.get("R");
    return Bisection.fixedPoint(
        (1 - delta) * r + delta * (1 - good) * (1 - back) * v.get("P"),
        delta * (good + (1 - good) * back));
  }

  private static boolean deters(Values v, double delta, double back, double slack) {
    double x = value(v, delta, back);
    double punished = (1 - back) * v.get("P") + back * x;
    double honest =
        (1 - delta) * v.get("R") + delta * (v.get("p") * x + (1 - v.get("p")) * punished);
    double cheat =
        (1 - delta) * v.get("T") + delta * (v.get("q") * x + (1 - v.get("q")) * punished);
    return cheat <= honest + slack;
  }

  private static void publicSignals(Values v, Map<String, Object> out) {
    double r = v.get("R");
    double p = v.get("P");
    double t = v.get("T");
    double good = v.get("p");
    double bad = v.get("q");
    double delta = v.get("delta");
    double slack = ROUNDING * (Math.abs(t - r) + Math.abs(r - p));
    boolean tempted = t > r;
    DoublePredicate works = d -> deters(v, d, 0, slack * (1 - d));
    double almost = 1 - 1e-9;
    boolean possible = !tempted || (good > bad && works.test(almost));
    double star = !tempted ? 0 : possible ? Bisection.first(0, almost, works) : Double.NaN;
    boolean sustained = possible && delta >= star - ROUNDING;
    out.put("delta_star_grim", possible ? (Object) star : NONE);
    out.put("sustained", sustained);
    out.put("value_grim", sustained ? value(v, delta, 0) : p);
    // best: punish only as much as needed, c = δ (x − punished): (1−δ)(T − R) = (p − q) c
    double loss = tempted ? (1 - delta) * (t - r) / (good - bad) : 0;
    double best = r - (1 - good) * loss / (1 - delta);
    out.put("value_best_sse", sustained ? best : p);
    boolean punishes = sustained && tempted && good < 1;
    out.put(
        "trigger_prob_best",
        punishes
            ? (Object)
                Bisection.first(0, 1, chance -> delta * chance * (best - p) >= loss * (1 - 1e-13))
            : NONE);
    int length = 0;
    for (int k = 1; k <= 100_000 && sustained && tempted && length == 0; k++) {
      length = deters(v, delta, Math.pow(delta, k), slack * 1e-4) ? k : 0;
    }
    out.put("min_punishment_length", length > 0 ? (Object) (double) length : NONE);
    out.put(
        "value_min_punishment",
        length > 0 ? (Object) value(v, delta, Math.pow(delta, length)) : NONE);
  }

  private static void ranks(Values v, Map<String, Object> out) {
    double[][] rows = {v.list("signal_dist_CC"), v.list("DC"), v.list("CD")};
    double[][] two = new double[3][2];
    for (int k = 0; k < 3; k++) {
      two[k][0] = rows[k][0];
      for (int j = 1; j < rows[k].length; j++) {
        two[k][1] += rows[k][j];
      }
    }
    int rank = rank(rows);
    out.put("rank_stacked", (double) rank);
    out.put("required", 3.0);
    out.put("pairwise_full_rank", rank == 3);
    out.put("rank_two_signals", (double) rank(two));
  }

  /** The number of rows that orthogonalisation leaves. */
  private static int rank(double[][] rows) {
    int rank = 0;
    double[][] left = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      left[i] = rows[i].clone();
    }
    for (int step = 0; step < rows.length; step++) {
      int longest = step;
      for (int i = step; i < rows.length; i++) {
        longest = dot(left[i], left[i]) > dot(left[longest], left[longest]) ? i : longest;
      }
      double[] swap = left[step];
      left[step] = left[longest];
      left[longest] = swap;
      double size = dot(left[step], left[step]);
      if (size <= 1e-20) {
        break;
      }
      rank++;
      for (int i = step + 1; i < rows.length; i++) {
        double factor = dot(left[i], left[step]) / size;
        for (int j = 0; j < left[i].length; j++) {
          left[i][j] -= factor * left[step][j];
        }
      }
    }
    return rank;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static void errors(Values v, Map<String, Object> out) {
    double b = v.get("b");
    double alarm = v.get("false_alarm") * v.get("false_alarm_cost");
    DoublePredicate deters = d -> -alarm >= (1 - d) - d * b;
    double least = Bisection.first(0, 2 + alarm, deters);
    out.put("min_detection_for_deterrence", least);
    DoublePredicate inspected = y -> 0 >= 1 - y * v.get("detect_prob") * (1 + b);
    out.put(
        "inspect_prob_needed_no_false_alarm",
        inspected.test(1) || 1 - v.get("detect_prob") * (1 + b) < ROUNDING
            ? (Object) Bisection.first(0, 1, inspected)
            : NONE);
    out.put("deterred", v.get("detect_prob") >= least - ROUNDING);
  }

  private static void one(Values v, Map<String, Object> out) {
    double b = v.get("b");
    double e = v.get("e");
    double a = v.get("a");
    double inspect = Bisection.first(0, 1, x -> 0 >= (1 - x) - b * x);
    double violate = Bisection.first(0, 1, y -> -e * (1 - y) - a * y >= -y);
    out.put("inspect_prob", inspect);
    out.put("violate_prob", violate);
    out.put("value_inspector", -e * (1 - violate) - a * violate);
    out.put("value_inspectee", (1 - inspect) - b * inspect);
  }

  /** −C(n−1, m) / Σ_{i≤m} C(n, i) b^(m−i). */
  private static double closedForm(int m, int n, double b) {
    if (m >= n) {
      return 0;
    }
    // divided by C(n−1, m), by ratios, so that nothing overflows
    double sum = 0;
    double term = (double) n / (n - m); // C(n, m)/C(n−1, m)
    for (int i = m; i >= 0; i--) {
      sum += term;
      term *= b * i / (n - i + 1.0);
    }
    return -1 / sum;
  }

  private static void sequential(Values v, Map<String, Object> out) {
    int m = v.whole("m");
    int n = v.whole("n");
    double b = v.get("b");
    out.put("value", closedForm(m, n, b));
    if (m >= n || m == 0) {
      out.put("inspect_first", m == 0 ? 0.0 : 1.0);
      out.put("violate_first", m == 0 ? 1.0 : 0.0);
      return;
    }
    double inspected = closedForm(m - 1, n - 1, b);
    double passed = closedForm(m, n - 1, b);
    out.put(
        "inspect_first",
        Bisection.first(0, 1, p -> p * inspected + (1 - p) * passed <= p * b - (1 - p)));
    out.put(
        "violate_first",
        Bisection.first(0, 1, y -> (1 - y) * inspected + y * b >= (1 - y) * passed - y));
  }

  /** P(Z ≥ x) by Simpson's rule. */
  private static double tail(double x) {
    double from = Math.max(-13, x);
    int n = 4000;
    double h = 13.0 / n;
    h = from < 0 ? (13 - from) / n : h;
    double sum = 0;
    for (int k = 0; k <= n; k++) {
      double z = from + k * h;
      sum += (k == 0 || k == n ? 1 : k % 2 == 1 ? 4 : 2) * Math.exp(-z * z / 2);
    }
    return sum * h / 3 / Math.sqrt(2 * Math.PI);
  }

  private static void accountancy(Values v, Map<String, Object> out) {
    double alarm = v.get("false_alarm");
    double threshold = Bisection.first(-12, 12, z -> tail(z) <= alarm);
    double goal = Bisection.first(-12, 12, z -> tail(-z) >= 0.95);
    out.put("detection", tail(threshold - v.get("mu_kg") / v.get("sigma_kg")));
    out.put(
        "sigma_for_0_95",
        threshold + goal > 0 ? (Object) (v.get("mu_kg") / (threshold + goal)) : NONE);
  }

  private static double found(int size, int defects, int sample) {
    double missed = 1;
    for (int k = 0; k < sample && missed > 0; k++) {
      missed *= Math.max(0, (double) (size - defects - k) / (size - k));
    }
    return 1 - missed;
  }

  private static void sampling(Values v, Map<String, Object> out) {
    int size = v.whole("N");
    int defects = v.whole("defects");
    out.put("detection", found(size, defects, v.whole("sample")));
    if (defects == 0) {
      out.put("sample_for_0_9_approx", NONE);
      out.put("sample_for_0_9_exact", NONE);
      return;
    }
    out.put(
        "sample_for_0_9_approx",
        Bisection.first(0, size, n -> Math.pow(1 - n / size, defects) <= 0.1));
    double missed = 1;
    int least = 0;
    while (1 - missed < 0.9 - ROUNDING) {
      missed *= Math.max(0, (double) (size - defects - least) / (size - least));
      least++;
    }
    out.put("sample_for_0_9_exact", (double) least);
  }

  private static void tradeoff(Values v, Map<String, Object> out) {
    double comply = Bisection.first(0, 1, m -> m * (1 + v.get("b")) >= 1);
    out.put("m_compliance", comply);
    for (String level : new String[] {"high", "low"}) {
      double c = v.get("c_" + level);
      double safe = (v.get("x") + c - v.get("p0")) / v.get("lam");
      out.put("m_security_c_" + level, safe);
      out.put("deal_c_" + level, v.get("p0") + v.get("lam") * comply - c <= v.get("x") + ROUNDING);
    }
    out.put("critical_c", v.get("lam") * comply - (v.get("x") - v.get("p0")));
  }
}
