package thaw.sweep.design;

import java.util.ArrayList;
import java.util.List;
import thaw.sweep.Points;

/**
 * Every combination of evenly spaced values that is in order; the last parameter changes fastest.
 */
public final class Grid implements Points {
  /** Parameters of one order, or a single one. */
  private record Group(List<Integer> parameters, OrderedLists lists) {}

  private final List<Group> groups = new ArrayList<>();
  private final int dimension;
  private final long size;

  /**
   * A grid.
   *
   * @param counts how many values of each parameter; of a choice all are taken
   * @throws IllegalArgumentException if no combination is in order, or there are more than a long
   *     counts
   */
  public Grid(Space space, List<Integer> counts) {
    dimension = space.dimension();
    for (int k = 0; k < dimension; k++) {
      int parameter = k;
      Order alone = new Order(List.of(k), false);
      Order order =
          space.orders().stream()
              .filter(o -> o.parameters().contains(parameter))
              .findFirst()
              .orElse(alone);
      if (order.parameters().stream().allMatch(other -> other >= parameter)) {
        double[][] lists = new double[order.parameters().size()][];
        for (int i = 0; i < lists.length; i++) {
          int member = order.parameters().get(i);
          lists[i] = space.ranges().get(member).spread(counts.get(member));
        }
        groups.add(new Group(order.parameters(), new OrderedLists(lists, order.strict())));
      }
    }
    long product = 1;
    try {
      for (Group group : groups) {
        product = Math.multiplyExact(product, group.lists().count());
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "the grid has more than " + Long.MAX_VALUE + " points; allowed: fewer", e);
    }
    size = product;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public double[] values(long point) {
    double[] values = new double[dimension];
    long rest = point;
    for (int g = groups.size() - 1; g >= 0; g--) {
      Group group = groups.get(g);
      double[] found = group.lists().number(rest % group.lists().count());
      for (int i = 0; i < found.length; i++) {
        values[group.parameters().get(i)] = found[i];
      }
      rest /= group.lists().count();
    }
    return values;
  }
}
