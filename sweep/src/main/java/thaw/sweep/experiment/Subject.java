package thaw.sweep.experiment;

import java.util.List;
import thaw.sweep.Column;

/**
 * What an experiment varies.
 *
 * @param kind {@code scenario}, {@code trust} or {@code game}
 * @param size in words, as in {@code up to 375 states}
 * @param outcomes all that could be kept
 */
public record Subject(String kind, String size, List<Column> outcomes) {
  public Subject {
    outcomes = List.copyOf(outcomes);
  }
}
