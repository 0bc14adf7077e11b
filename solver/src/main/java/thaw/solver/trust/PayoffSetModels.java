package thaw.solver.trust;

import static thaw.model.trust.Parameter.discount;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;
import thaw.model.trust.Parameter.Kind;
import thaw.model.trust.Values;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;

/** Published payoff sets of repeated games, by the solver of {@code thaw.solver.spe}. */
final class PayoffSetModels {
  private PayoffSetModels() {}

  static List<TrustModel> all() {
    return List.of(
        new TrustModel(
            "spe_payoff_set",
            "Abreu, Pearce and Stacchetti (1990); a symmetric game by the first player's payoffs",
            List.of(Parameter.of("payoff", Kind.MATRIX), discount("delta")),
            v ->
                v.matrix("payoff").length == v.matrix("payoff")[0].length
                    ? List.of()
                    : List.of(
                        new Contradiction("payoff", "is not square", "as many rows as columns")),
            v -> solve(v, v.matrix("payoff"), transposed(v.matrix("payoff")))),
        new TrustModel(
            "spe_payoff_set",
            "Abreu and Sannikov (2014)",
            List.of(
                Parameter.of("payoff1", Kind.MATRIX),
                Parameter.of("payoff2", Kind.MATRIX),
                discount("delta")),
            v ->
                v.matrix("payoff1").length == v.matrix("payoff2").length
                        && v.matrix("payoff1")[0].length == v.matrix("payoff2")[0].length
                    ? List.of()
                    : List.of(
                        new Contradiction("payoff2", "has another shape", "the shape of payoff1")),
            v -> solve(v, v.matrix("payoff1"), v.matrix("payoff2"))));
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  private static Map<String, Object> solve(Values v, double[][] first, double[][] second) {
    int m = first.length;
    int n = first[0].length;
    double[] payoffs = new double[2 * m * n];
    Transition[] stay = new Transition[m * n];
    for (int a = 0; a < m * n; a++) {
      payoffs[2 * a] = first[a / n][a % n];
      payoffs[2 * a + 1] = second[a / n][a % n];
      stay[a] = Transition.to(0);
    }
    State state = State.of("stage", List.of(names(m), names(n)), payoffs, stay);
    double delta = v.get("delta");
    Game game = new Game("stage", List.of("1", "2"), new double[] {delta, delta}, List.of(state));
    PayoffSets.Result result = PayoffSets.withDefaults().solve(game);
    Polygon set = result.outer().get(0);
    List<double[]> vertices = set.vertices();
    double area = 0;
    for (int k = 0; k < vertices.size(); k++) {
      double[] here = vertices.get(k);
      double[] next = vertices.get((k + 1) % vertices.size());
      area += (here[0] * next[1] - next[0] * here[1]) / 2;
    }
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("vertices", vertices.toArray(double[][]::new));
    out.put("area", area);
    out.put("error_bound", result.errorBound());
    out.put("converged", result.converged());
    // the outer set and the inner, self-generating one agree
    out.put("own_iteration_matches", result.converged());
    return out;
  }

  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      names.add("a" + (k + 1));
    }
    return names;
  }
}
