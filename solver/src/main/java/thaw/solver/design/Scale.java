package thaw.solver.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import thaw.model.Design;
import thaw.model.Design.Criterion;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.Trust;

/**
 * A parameter of scenarios, and the values of it that verdicts are sought at.
 *
 * @param criterion what varies
 * @param values increasing, one or more
 * @param today number of the value that leaves a scenario as it is, if one does
 */
record Scale(Criterion criterion, List<Double> values, OptionalInt today) {
  Scale {
    values = List.copyOf(values);
  }

  int size() {
    return values.size();
  }

  /** δ, the same for both parties: a grid as fine as the design's precision. */
  static Scale patience(Scenario scenario, Design design) {
    double from = design.patience().from();
    double to = design.patience().to();
    int cells = cells(design.precision());
    List<Double> values =
        IntStream.rangeClosed(0, cells).mapToObj(k -> from + (to - from) * k / cells).toList();
    List<Double> own = scenario.parties().values().stream().map(p -> p.patience()).toList();
    int here = own.get(0).equals(own.get(1)) ? values.indexOf(own.get(0)) : -1;
    return new Scale(
        Criterion.PATIENCE, values, here < 0 ? OptionalInt.empty() : OptionalInt.of(here));
  }

  /**
   * τ at the start: the levels. A start between two of them is a lottery over both, and sustainable
   * only if both are. Trust that never moves has a grid.
   */
  static Scale trust(Scenario scenario, Design design) {
    List<Double> levels = scenario.trust().levels();
    if (scenario.trust() instanceof Trust.Fixed) {
      int cells = cells(design.precision());
      levels = IntStream.rangeClosed(0, cells).mapToObj(k -> (double) k / cells).toList();
    }
    int here = levels.indexOf(scenario.trust().initial());
    return new Scale(
        Criterion.TRUST, levels, here < 0 ? OptionalInt.empty() : OptionalInt.of(here));
  }

  /**
   * Multiples of today's verification, the same for all steps, from 0 to where the first step is
   * verified in full; only today's where nothing is verified.
   */
  static Scale verification(Scenario scenario, Design design) {
    double most =
        scenario.steps().values().stream().mapToDouble(s -> s.verification()).max().orElse(0);
    if (most == 0) {
      return new Scale(Criterion.VERIFICATION, List.of(1.0), OptionalInt.of(0));
    }
    int cells = cells(design.precision());
    List<Double> values = new ArrayList<>();
    for (int k = 0; (double) k / cells <= 1 / most; k++) {
      values.add((double) k / cells);
    }
    return new Scale(Criterion.VERIFICATION, values, OptionalInt.of(cells));
  }

  /** The least power of two that makes brackets fine enough: values halve intervals exactly. */
  private static int cells(double precision) {
    int cells = 1;
    while (cells * precision < 1) {
      cells *= 2;
    }
    return cells;
  }

  /** The scenario with the value of that number. */
  Scenario at(Scenario scenario, int number) {
    double value = values.get(number);
    if (today.isPresent() && today.getAsInt() == number) {
      return scenario;
    }
    Map<String, Double> changes = new LinkedHashMap<>();
    switch (criterion) {
      case PATIENCE ->
          scenario.partyIds().forEach(id -> changes.put("parties." + id + ".patience", value));
      case TRUST -> changes.put("trust.initial", value);
      case VERIFICATION ->
          scenario
              .steps()
              .forEach(
                  (id, step) ->
                      changes.put(
                          "steps." + id + ".verification",
                          Math.min(1, value * step.verification())));
      case TODAY, WELFARE ->
          throw new IllegalArgumentException(criterion.word() + " is no parameter");
    }
    return Parameter.with(scenario, changes);
  }
}
