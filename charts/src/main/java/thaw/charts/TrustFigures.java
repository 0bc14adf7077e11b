package thaw.charts;

import java.util.List;
import java.util.Map;
import thaw.model.trust.Values;
import thaw.solver.trust.Reassurance;

/** Which figure goes with a trust model's result. */
public final class TrustFigures {
  private TrustFigures() {}

  /** The figures of a result: one, or none for models that have none. */
  public static List<Figure> of(String model, Values v, Map<String, Object> results) {
    return switch (model) {
      case "kydd_reassurance" -> regions(v);
      case "starting_small" -> List.of(path(v, results));
      case "starting_small_stakes" ->
          List.of(
              GradualPathFigure.of(
                  numbers(results, "stakes"),
                  List.of(
                      new GradualPathFigure.Path(
                          "",
                          trust(numbers(results, "q")),
                          numbers(results, "q"),
                          number(results, "one_shot_t_min")))));
      case "repeated_trust" -> List.of(patience(v));
      case "bayesian_nk_us" -> separating(v);
      default -> List.of();
    };
  }

  private static List<Figure> regions(Values v) {
    if (v.has("t_bar")) {
      return List.of();
    }
    if (v.has("t")) {
      Reassurance.Side side = Reassurance.side(v, "", true);
      double t = v.get("t");
      return List.of(
          TrustRegionsFigure.of(
              side, side, new String[] {"side 1", "side 2"}, new double[] {t, t}));
    }
    boolean nested = v.has("first.t");
    Reassurance.Side first = Reassurance.side(v, nested ? "first." : "US_payoffs", nested);
    Reassurance.Side second = Reassurance.side(v, nested ? "second." : "DPRK_payoffs", nested);
    String[] names =
        nested ? new String[] {"side 1", "side 2"} : new String[] {"the US", "the DPRK"};
    double[] trust = {
      v.get(nested ? "first.t" : "DPRK_about_US"), v.get(nested ? "second.t" : "US_about_DPRK")
    };
    return List.of(TrustRegionsFigure.of(first, second, names, trust));
  }

  /** None where no belief between 0 and 1 makes the sincere type indifferent. */
  private static List<Figure> separating(Values v) {
    double gain = v.get("REJ_US") - v.get("SQ");
    double forgone = v.get("RECON_US") - v.get("RECON_NK");
    return gain > 0 && forgone > 0 ? List.of(SeparatingBeliefFigure.of(gain, forgone)) : List.of();
  }

  private static double number(Map<String, Object> results, String name) {
    return results.get(name) instanceof Double d ? d : Double.NaN;
  }

  private static double[] numbers(Map<String, Object> results, String name) {
    return results.get(name) instanceof double[] numbers ? numbers : new double[0];
  }

  /** Beliefs before each phase that the probabilities of implementing lead to. */
  private static double[] trust(double[] implement) {
    double[] trust = new double[implement.length];
    double product = 1;
    for (int k = implement.length - 1; k >= 0; k--) {
      product *= implement[k];
      trust[k] = product;
    }
    return trust;
  }

  private static Figure path(Values v, Map<String, Object> results) {
    if (!v.has("first.t")) {
      return GradualPathFigure.of(
          v.list("stakes"),
          List.of(
              new GradualPathFigure.Path(
                  "",
                  numbers(results, "trust"),
                  numbers(results, "q"),
                  number(results, "one_shot_t_min"))));
    }
    // a side's one-shot threshold is a belief about the other
    return GradualPathFigure.of(
        v.list("stakes"),
        List.of(
            new GradualPathFigure.Path(
                "side 1",
                numbers(results, "first_trust"),
                numbers(results, "first_q"),
                number(results, "second_one_shot_t_min")),
            new GradualPathFigure.Path(
                "side 2",
                numbers(results, "second_trust"),
                numbers(results, "second_q"),
                number(results, "first_one_shot_t_min"))));
  }

  private static Figure patience(Values v) {
    if (!v.has("first.T")) {
      return TrustPatienceFigure.of(
          List.of(curve(v, "", "", v.has("t") ? v.get("t") : Double.NaN)));
    }
    return TrustPatienceFigure.of(
        List.of(
            curve(v, "first.", "side 1", v.get("second.t")),
            curve(v, "second.", "side 2", v.get("first.t"))));
  }

  private static TrustPatienceFigure.Curve curve(
      Values v, String prefix, String name, double trust) {
    double[] payoffs = {
      v.get(prefix + "T"), v.get(prefix + "R"), v.get(prefix + "P"), v.get(prefix + "S")
    };
    return new TrustPatienceFigure.Curve(name, payoffs, v.get(prefix + "delta"), trust);
  }
}
