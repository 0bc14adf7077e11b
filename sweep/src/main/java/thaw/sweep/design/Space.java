package thaw.sweep.design;

import java.util.ArrayList;
import java.util.List;

/**
 * The values that the parameters may take together: the box of their ranges, cut by orders.
 *
 * <p>Orders are met by construction, never by trying again: every point of the unit cube has its
 * own point here, so that designs keep what they are good at.
 */
public final class Space {
  private final List<Range> ranges;
  private final List<Order> orders;
  private final List<Chain> chains = new ArrayList<>();
  private final boolean[] chained;

  /** A box. */
  public Space(List<Range> ranges) {
    this(ranges, List.of());
  }

  /**
   * A box cut by orders.
   *
   * @param ranges one per parameter, in order
   * @param orders of different parameters each
   * @throws IllegalArgumentException if the ranges of an order are not all intervals of one scale
   *     or all choices, or no values are in order
   */
  public Space(List<Range> ranges, List<Order> orders) {
    this.ranges = List.copyOf(ranges);
    this.orders = List.copyOf(orders);
    chained = new boolean[ranges.size()];
    for (Order order : orders) {
      for (int k : order.parameters()) {
        if (chained[k]) {
          throw new IllegalArgumentException(
              "a parameter stands in two orders, or twice in one; allowed: once in all orders");
        }
        chained[k] = true;
      }
      chains.add(chain(order));
    }
  }

  private Chain chain(Order order) {
    List<Range> members = order.parameters().stream().map(ranges::get).toList();
    List<Range.Interval> intervals = new ArrayList<>();
    List<double[]> choices = new ArrayList<>();
    for (Range range : members) {
      if (range instanceof Range.Interval interval) {
        intervals.add(interval);
      } else {
        choices.add(range.spread(0));
      }
    }
    boolean oneScale = intervals.stream().map(Range.Interval::scale).distinct().count() == 1;
    if (intervals.size() == members.size() && oneScale) {
      return new OrderedIntervals(intervals);
    }
    if (choices.size() == members.size()) {
      return new OrderedLists(choices.toArray(double[][]::new), order.strict());
    }
    throw new IllegalArgumentException(
        "an order compares different kinds of ranges; allowed: ranges of one scale, or lists of values");
  }

  /** The range of each parameter, in order. */
  public List<Range> ranges() {
    return ranges;
  }

  /** What must hold between parameters. */
  public List<Order> orders() {
    return orders;
  }

  /** How many parameters there are. */
  public int dimension() {
    return ranges.size();
  }

  /** Whether all orders hold. */
  public boolean isInOrder(double[] values) {
    return orders.stream().allMatch(order -> order.holds(values));
  }

  /**
   * The values at a point of the unit cube; points uniform in the cube are uniform in this space,
   * on the scales of the ranges.
   *
   * @param cube one number from 0 to 1 per parameter
   */
  public double[] at(double[] cube) {
    double[] values = new double[ranges.size()];
    for (int k = 0; k < values.length; k++) {
      if (!chained[k]) {
        values[k] = ranges.get(k).at(cube[k]);
      }
    }
    for (int c = 0; c < chains.size(); c++) {
      List<Integer> members = orders.get(c).parameters();
      double[] shares = new double[members.size()];
      for (int k = 0; k < shares.length; k++) {
        shares[k] = cube[members.get(k)];
      }
      double[] found = chains.get(c).at(shares);
      for (int k = 0; k < shares.length; k++) {
        values[members.get(k)] = found[k];
      }
    }
    return values;
  }
}
