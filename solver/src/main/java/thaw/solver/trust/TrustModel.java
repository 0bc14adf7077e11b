package thaw.solver.trust;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import thaw.model.trust.Parameter;
import thaw.model.trust.Values;

/**
 * One published or derived model: what it takes, what it gives, where it comes from.
 *
 * @param name as files name it; several variants may share a name and differ in their parameters
 * @param source author and year, and how close the formula is to the text ("after", "in the spirit
 *     of")
 * @param parameters what it takes
 * @param solution the formula: results by name, each a Double, a Boolean, a double[] or a
 *     double[][]
 */
public record TrustModel(
    String name,
    String source,
    List<Parameter> parameters,
    Function<Values, Map<String, Object>> solution) {
  public TrustModel {
    parameters = List.copyOf(parameters);
  }
}
