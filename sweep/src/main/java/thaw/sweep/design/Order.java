package thaw.sweep.design;

import java.util.List;

/**
 * What must hold between parameters: each is at most the next.
 *
 * @param parameters indices, two or more, each once
 * @param strict whether equal values are excluded too
 */
public record Order(List<Integer> parameters, boolean strict) {
  public Order {
    parameters = List.copyOf(parameters);
  }

  /** Whether it holds. */
  boolean holds(double[] values) {
    for (int k = 1; k < parameters.size(); k++) {
      double before = values[parameters.get(k - 1)];
      double after = values[parameters.get(k)];
      if (strict ? !(before < after) : !(before <= after)) {
        return false;
      }
    }
    return true;
  }
}
