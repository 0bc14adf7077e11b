package thaw.sweep;

import java.util.List;

/**
 * A quantity recorded at every point.
 *
 * @param name as in the header of the tables; lower case words joined by hyphens, or a parameter's
 *     path
 * @param description one line for the codebook
 * @param unit of a number; empty where it has none
 * @param categories the values of a categorical quantity in the order of their codes 0, 1, …; empty
 *     for a number
 */
public record Column(String name, String description, String unit, List<String> categories) {
  public Column {
    categories = List.copyOf(categories);
  }

  public static Column number(String name, String unit, String description) {
    return new Column(name, description, unit, List.of());
  }

  public static Column category(String name, String description, List<String> categories) {
    return new Column(name, description, "", categories);
  }

  public boolean isNumber() {
    return categories.isEmpty();
  }
}
