package thaw.solver.trust;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import thaw.model.trust.Absent;
import thaw.model.trust.Contradiction;
import thaw.model.trust.Parameter;
import thaw.model.trust.Values;

/**
 * One published or derived model: what it takes, what it gives, where it comes from.
 *
 * @param name as files name it; several variants may share a name and differ in their parameters
 * @param source author and year, and how close the formula is to the text ("after", "in the spirit
 *     of")
 * @param parameters what it takes
 * @param contradictions what is wrong with parameters in the light of each other, empty if nothing
 * @param solution the formula: results by name, each a Double, a Boolean, a String, an {@link
 *     Absent}, a double[], a double[][], a String[], or a List of such maps
 */
public record TrustModel(
    String name,
    String source,
    List<Parameter> parameters,
    Function<Values, List<Contradiction>> contradictions,
    Function<Values, Map<String, Object>> solution) {
  public TrustModel {
    parameters = List.copyOf(parameters);
  }

  /** A model whose parameters cannot contradict each other. */
  TrustModel(
      String name,
      String source,
      List<Parameter> parameters,
      Function<Values, Map<String, Object>> solution) {
    this(name, source, parameters, v -> List.of(), solution);
  }

  /**
   * The results, those that are no finite number marked as absent.
   *
   * @param values parameters within their bounds and without contradictions
   */
  public Map<String, Object> solve(Values values) {
    Map<String, Object> results = new LinkedHashMap<>();
    solution
        .apply(values)
        .forEach(
            (key, value) ->
                results.put(
                    key,
                    value instanceof Double number
                        ? Absent.unlessFinite(
                            number, "a denominator is 0 or the numbers are too large")
                        : value));
    return results;
  }
}
