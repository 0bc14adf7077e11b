package thaw.sweep.analysis;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import thaw.sweep.Column;
import thaw.sweep.Row;

/** What an analysis explains: a recorded number, or whether what was recorded is of one kind. */
public final class Response {
  private final String outcome;
  private final String words;
  private final boolean indicator;
  private final int index;
  private final DoubleUnaryOperator value;

  private Response(
      String outcome, String words, boolean indicator, int index, DoubleUnaryOperator value) {
    this.outcome = outcome;
    this.words = words;
    this.indicator = indicator;
    this.index = index;
    this.value = value;
  }

  /**
   * The outcome itself.
   *
   * @throws IllegalArgumentException unless it is recorded and a number
   */
  public static Response number(List<Column> outcomes, String outcome) {
    int index = index(outcomes, outcome);
    return new Response(outcome, outcome, false, numeric(outcomes, index), v -> v);
  }

  /**
   * 1 where the outcome is the category, else 0.
   *
   * @throws IllegalArgumentException unless it is recorded and has that category
   */
  public static Response category(List<Column> outcomes, String outcome, String category) {
    int index = index(outcomes, outcome);
    List<String> categories = outcomes.get(index).categories();
    int code = categories.indexOf(category);
    if (code < 0) {
      throw new IllegalArgumentException(
          outcome
              + " has no category \""
              + category
              + "\"; allowed: "
              + (categories.isEmpty() ? "none, it is a number" : String.join(", ", categories)));
    }
    return new Response(outcome, outcome + " = " + category, true, index, v -> v == code ? 1 : 0);
  }

  /** 1 where the outcome is at least {@code bound}, else 0. */
  public static Response atLeast(List<Column> outcomes, String outcome, double bound) {
    int index = index(outcomes, outcome);
    return new Response(
        outcome, outcome + " ≥ " + bound, true, numeric(outcomes, index), v -> v >= bound ? 1 : 0);
  }

  /** 1 where the outcome is at most {@code bound}, else 0. */
  public static Response atMost(List<Column> outcomes, String outcome, double bound) {
    int index = index(outcomes, outcome);
    return new Response(
        outcome, outcome + " ≤ " + bound, true, numeric(outcomes, index), v -> v <= bound ? 1 : 0);
  }

  private static int numeric(List<Column> outcomes, int index) {
    Column column = outcomes.get(index);
    if (!column.isNumber()) {
      throw new IllegalArgumentException(
          column.name()
              + " is no number; allowed: one of its categories, "
              + String.join(", ", column.categories()));
    }
    return index;
  }

  static int index(List<Column> columns, String name) {
    for (int k = 0; k < columns.size(); k++) {
      if (columns.get(k).name().equals(name)) {
        return k;
      }
    }
    throw new IllegalArgumentException(
        "\""
            + name
            + "\" is not in the run; allowed: "
            + String.join(", ", columns.stream().map(Column::name).toList()));
  }

  /** The column it is read from. */
  public String outcome() {
    return outcome;
  }

  /** As in captions: {@code price}, {@code verdict = frozen}. */
  public String words() {
    return words;
  }

  /** Whether it is 0 or 1. */
  public boolean isIndicator() {
    return indicator;
  }

  /** Its value at a point; NaN where there is none. */
  double of(Row row) {
    double recorded = row.outcomes()[index];
    return Double.isNaN(recorded) ? Double.NaN : value.applyAsDouble(recorded);
  }
}
