package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.List;
import thaw.sweep.Column;

/**
 * A box in the space of parameters: ranges of numbers, sets of categories, nothing said of the
 * rest.
 *
 * @param sides one per restricted parameter, in the order of the parameters
 */
public record Box(List<Side> sides) {
  public Box {
    sides = List.copyOf(sides);
  }

  /** Everything. */
  static final Box ALL = new Box(List.of());

  /**
   * What a parameter must be.
   *
   * @param parameter its number
   * @param column its name
   * @param low least value, −∞ where there is none
   * @param high greatest value, ∞ where there is none
   * @param kept codes of the categories allowed, in order; empty for a number
   */
  public record Side(int parameter, Column column, double low, double high, List<Integer> kept) {
    public Side {
      kept = List.copyOf(kept);
    }

    boolean allows(double value) {
      return column.isNumber() ? low <= value && value <= high : kept.contains((int) value);
    }
  }

  /** Whether a point, one value per parameter, is inside. */
  public boolean contains(double[] values) {
    return sides.stream().allMatch(s -> s.allows(values[s.parameter()]));
  }

  /** The box that says nothing of a parameter. */
  Box without(int parameter) {
    return new Box(sides.stream().filter(s -> s.parameter() != parameter).toList());
  }

  /** The box with one parameter restricted as given, and no more if that is no restriction. */
  Box with(Side side) {
    List<Side> changed = new ArrayList<>(without(side.parameter()).sides());
    boolean free =
        side.column().isNumber()
            ? side.low() == Double.NEGATIVE_INFINITY && side.high() == Double.POSITIVE_INFINITY
            : side.kept().size() == side.column().categories().size();
    if (!free) {
      changed.add(side);
      changed.sort((a, b) -> Integer.compare(a.parameter(), b.parameter()));
    }
    return new Box(changed);
  }

  /** What is said of a parameter, whether or not it is restricted. */
  Side side(int parameter, Column column) {
    return sides.stream()
        .filter(s -> s.parameter() == parameter)
        .findFirst()
        .orElseGet(
            () ->
                new Side(
                    parameter,
                    column,
                    Double.NEGATIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    java.util.stream.IntStream.range(0, column.categories().size())
                        .boxed()
                        .toList()));
  }
}
