package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * Verdicts at some values of one quantity, and between which of them the verdict changes.
 *
 * @param verdicts at the values tried, in increasing order
 */
public record VerdictRange(SortedMap<Double, Verdict> verdicts) {
  public VerdictRange {
    verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
  }

  /**
   * Two neighbouring values with different verdicts.
   *
   * @param below the smaller value
   * @param verdictBelow the verdict there
   * @param above the larger value
   * @param verdictAbove the verdict there
   */
  public record Change(double below, Verdict verdictBelow, double above, Verdict verdictAbove) {}

  /**
   * Finds the verdicts at some values, then halves every gap across which they differ.
   *
   * @param values where to begin; changes between two of them that cancel out are not seen
   * @param precision gaps are not made smaller than this, positive
   * @param verdict the verdict at a value
   */
  public static VerdictRange search(
      List<Double> values, double precision, DoubleFunction<Verdict> verdict) {
    if (!(precision > 0)) {
      throw new IllegalArgumentException("precision is " + precision + "; allowed: positive");
    }
    SortedMap<Double, Verdict> found = new TreeMap<>();
    values.forEach(value -> found.put(value, verdict.apply(value)));
    List<Change> open = new ArrayList<>(new VerdictRange(found).changes());
    while (!open.isEmpty()) {
      Change change = open.remove(open.size() - 1);
      double middle = (change.below() + change.above()) / 2;
      if (change.above() - change.below() <= precision
          || middle <= change.below()
          || middle >= change.above()) {
        continue;
      }
      found.put(middle, verdict.apply(middle));
      SortedMap<Double, Verdict> between =
          found.subMap(change.below(), Math.nextUp(change.above()));
      open.addAll(new VerdictRange(between).changes());
    }
    return new VerdictRange(found);
  }

  /** Where the verdict changes, in increasing order. */
  public List<Change> changes() {
    List<Change> changes = new ArrayList<>();
    double below = Double.NaN;
    Verdict verdictBelow = Verdict.UNDECIDED;
    for (Map.Entry<Double, Verdict> entry : verdicts.entrySet()) {
      if (!Double.isNaN(below) && entry.getValue() != verdictBelow) {
        changes.add(new Change(below, verdictBelow, entry.getKey(), entry.getValue()));
      }
      below = entry.getKey();
      verdictBelow = entry.getValue();
    }
    return changes;
  }

  /** The least value tried from which on the verdict is sustainable; empty if there is none. */
  public OptionalDouble leastSustainable() {
    OptionalDouble least = OptionalDouble.empty();
    for (Map.Entry<Double, Verdict> entry : verdicts.entrySet()) {
      if (entry.getValue() != Verdict.SUSTAINABLE) {
        least = OptionalDouble.empty();
      } else if (least.isEmpty()) {
        least = OptionalDouble.of(entry.getKey());
      }
    }
    return least;
  }

  /** The greatest value tried up to which the verdict is frozen; empty if there is none. */
  public OptionalDouble frozenUpTo() {
    OptionalDouble last = OptionalDouble.empty();
    for (Map.Entry<Double, Verdict> entry : verdicts.entrySet()) {
      if (entry.getValue() != Verdict.FROZEN) {
        break;
      }
      last = OptionalDouble.of(entry.getKey());
    }
    return last;
  }
}
