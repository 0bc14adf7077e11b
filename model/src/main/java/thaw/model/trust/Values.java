package thaw.model.trust;

import java.time.LocalDate;
import java.util.Map;

/** The values of a model's parameters. */
public record Values(Map<String, Object> byName) {
  public Values {
    byName = Map.copyOf(byName);
  }

  /** A number. */
  public double get(String name) {
    return (Double) value(name);
  }

  /** A number, or a default where it was left out. */
  public double get(String name, double otherwise) {
    return byName.containsKey(name) ? get(name) : otherwise;
  }

  /** Whether it was given. */
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  /** A whole number. */
  public int whole(String name) {
    return (int) get(name);
  }

  /** A list. */
  public double[] list(String name) {
    return ((double[]) value(name)).clone();
  }

  /** A matrix. */
  public double[][] matrix(String name) {
    return (double[][]) value(name);
  }

  /** A day. */
  public LocalDate date(String name) {
    return (LocalDate) value(name);
  }

  private Object value(String name) {
    Object value = byName.get(name);
    if (value == null) {
      throw new IllegalArgumentException("parameter \"" + name + "\" is missing");
    }
    return value;
  }
}
