package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import thaw.model.io.Json;
import thaw.model.io.Setting;
import thaw.sweep.Column;
import thaw.sweep.design.Range;

/**
 * A part of the base that an experiment varies.
 *
 * @param name in tables and constraints: the path unless the file gives another
 * @param paths fields of the base that get the value, one or more, as for {@code --set}
 * @param symbol for axes; empty if none is given
 * @param label in words; empty if none is given
 * @param unit empty if it has none
 * @param range the values; for texts and parts their codes
 * @param categories names of the values in the order of their codes; empty for numbers
 * @param settings JSON of each category's value; empty for numbers
 */
public record SweptParameter(
    String name,
    List<String> paths,
    String symbol,
    String label,
    String unit,
    Range range,
    List<String> categories,
    List<String> settings) {
  public SweptParameter {
    paths = List.copyOf(paths);
    categories = List.copyOf(categories);
    settings = List.copyOf(settings);
  }

  /** Whether its values are numbers. */
  public boolean isNumber() {
    return categories.isEmpty();
  }

  /** As a column of the tables. */
  public Column column() {
    String description = label.isEmpty() ? String.join(", ", paths) : label;
    return isNumber()
        ? Column.number(name, unit, description)
        : Column.category(name, description, categories);
  }

  /**
   * The value that a table means by {@code text}: a number of the range, or the code of a category.
   */
  Optional<Double> parse(String text) {
    if (!isNumber()) {
      int code = categories.indexOf(text);
      return code < 0 ? Optional.empty() : Optional.of((double) code);
    }
    try {
      double value = new BigDecimal(text).doubleValue();
      return range.contains(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The value, or code, that a node of the base is; empty if it is none. */
  Optional<Double> in(JsonNode node) {
    if (isNumber()) {
      return node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
    }
    for (int code = 0; code < settings.size(); code++) {
      if (RunId.of(RunId.tree(settings.get(code))).equals(RunId.of(node))) {
        return Optional.of((double) code);
      }
    }
    return Optional.empty();
  }

  /** The value as JSON: what {@code --set} would be given. */
  String json(double value) {
    return isNumber() ? Json.number(value).toString() : settings.get((int) value);
  }

  /** The overrides that give the base this value. */
  List<Setting> settingsAt(double value) {
    return paths.stream().map(path -> new Setting(path, json(value))).toList();
  }
}
