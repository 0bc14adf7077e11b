package thaw.solver.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.model.trust.Absent;
import thaw.model.trust.Values;

/**
 * Checks results of trust models by code that shares nothing with their solvers: thresholds by
 * bisection on whether some deviation pays, equilibria by the deviations of every type, values by
 * recursion or iteration. Every number that is claimed is compared; a claim about which nothing is
 * known is a problem.
 */
public final class TrustCheck {
  /** Numbers agree if they differ by no more than this share of the larger, or this much. */
  private static final double TOLERANCE = 1e-6;

  /** The most that a deviation may gain in an equilibrium, share of the payoff range. */
  private static final double MOST_REGRET = 1e-10;

  private TrustCheck() {}

  /**
   * Checks a result.
   *
   * @param model name of the model
   * @param parameters what it was asked, within bounds and without contradictions
   * @param results what it is said to answer, as the model gives it
   */
  public static Confirmation check(String model, Values parameters, Map<String, Object> results) {
    List<String> problems = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    Map<String, Object> own;
    try {
      own = recompute(model, parameters, results, problems, findings);
    } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
      return new Confirmation(
          List.of(model + ": the claim cannot be read: " + e.getMessage()), findings);
    }
    for (Map.Entry<String, Object> claim : results.entrySet()) {
      Object found = own.get(claim.getKey());
      if (found == null) {
        problems.add(claim.getKey() + " is claimed, but is no result of " + model);
      } else {
        compare(claim.getKey(), claim.getValue(), found, problems);
      }
    }
    for (String name : own.keySet()) {
      if (!results.containsKey(name)) {
        problems.add(name + " is missing");
      }
    }
    findings.add(model + ": " + results.size() + " results recomputed by independent code");
    return new Confirmation(problems, findings);
  }

  private static Map<String, Object> recompute(
      String model,
      Values v,
      Map<String, Object> claimed,
      List<String> problems,
      List<String> findings) {
    Map<String, Object> out = new LinkedHashMap<>();
    boolean known =
        DilemmaChecks.recompute(model, v, out)
            || ReassuranceChecks.recompute(model, v, claimed, out, problems)
            || StartingSmallChecks.recompute(model, v, claimed, out, problems, findings)
            || ExchangeChecks.recompute(model, v, out)
            || MonitoringChecks.recompute(model, v, out)
            || ConflictChecks.recompute(model, v, out)
            || PayoffSetChecks.recompute(model, v, claimed, out, problems);
    if (!known) {
      throw new IllegalArgumentException("no check is known for this model");
    }
    out.replaceAll(
        (name, value) ->
            value instanceof Double number ? Absent.unlessFinite(number, "not finite") : value);
    return out;
  }

  private static void compare(String name, Object claim, Object found, List<String> problems) {
    if (found instanceof Absent || claim instanceof Absent) {
      if (!(found instanceof Absent && claim instanceof Absent)) {
        problems.add(
            name + " is " + shown(claim) + " by the claim, " + shown(found) + " recomputed");
      }
    } else if (name.endsWith("regret")) {
      double regret = claim instanceof Double d ? d : Double.NaN;
      double least = (Double) found;
      if (!(regret >= least - MOST_REGRET && regret <= MOST_REGRET)) {
        problems.add(name + " is " + regret + " by the claim, " + least + " recomputed");
      }
    } else if (!agree(claim, found)) {
      problems.add(name + " is " + shown(claim) + " by the claim, " + shown(found) + " recomputed");
    }
  }

  private static String shown(Object value) {
    if (value instanceof double[] numbers) {
      return java.util.Arrays.toString(numbers);
    }
    if (value instanceof Object[] objects) {
      return java.util.Arrays.deepToString(objects);
    }
    return value instanceof Absent ? "absent" : String.valueOf(value);
  }

  /** Whether two results are the same up to rounding. */
  static boolean agree(Object claim, Object found) {
    if (found instanceof Double number) {
      return claim instanceof Double other && close(other, number);
    }
    if (found instanceof double[] numbers) {
      if (numbers.length == 0) {
        return length(claim) == 0;
      }
      boolean same = claim instanceof double[] others && others.length == numbers.length;
      for (int k = 0; same && k < numbers.length; k++) {
        same = close(((double[]) claim)[k], numbers[k]);
      }
      return same;
    }
    if (found instanceof Object[] parts) {
      if (parts.length == 0) {
        return length(claim) == 0;
      }
      boolean same = claim instanceof Object[] others && others.length == parts.length;
      for (int k = 0; same && k < parts.length; k++) {
        same = agree(((Object[]) claim)[k], parts[k]);
      }
      return same;
    }
    if (found instanceof List<?> list) {
      if (list.isEmpty()) {
        return length(claim) == 0;
      }
      boolean same = claim instanceof List<?> others && others.size() == list.size();
      for (int k = 0; same && k < list.size(); k++) {
        same = agree(((List<?>) claim).get(k), list.get(k));
      }
      return same;
    }
    if (found instanceof Map<?, ?> map) {
      boolean same = claim instanceof Map<?, ?> others && others.keySet().equals(map.keySet());
      if (same) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          Object other = ((Map<?, ?>) claim).get(entry.getKey());
          List<String> problems = new ArrayList<>();
          if (other != null) {
            compare(String.valueOf(entry.getKey()), other, entry.getValue(), problems);
          }
          same &= other != null && problems.isEmpty();
        }
      }
      return same;
    }
    return found.equals(claim);
  }

  private static int length(Object value) {
    if (value instanceof double[] numbers) {
      return numbers.length;
    }
    if (value instanceof Object[] objects) {
      return objects.length;
    }
    return value instanceof List<?> list ? list.size() : -1;
  }

  private static boolean close(double a, double b) {
    return (Double.isNaN(a) && Double.isNaN(b))
        || Math.abs(a - b) <= TOLERANCE * Math.max(1e-3, Math.max(Math.abs(a), Math.abs(b)));
  }
}
