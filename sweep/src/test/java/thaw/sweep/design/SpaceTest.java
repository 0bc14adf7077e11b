package thaw.sweep.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import thaw.sweep.Points;

class SpaceTest {
  private static final Order ABC = new Order(List.of(0, 1, 2), false);

  @Test
  void pointsInOrderAreUniformWhereRangesAreEqual() {
    Space space =
        new Space(
            List.of(Boxes.interval(0, 1), Boxes.interval(0, 1), Boxes.interval(0, 1)),
            List.of(ABC));
    checkUniform(space, 5, 0, 0, 0, 5, 5, 5);
  }

  @Test
  void pointsInOrderAreUniformWhereRangesDiffer() {
    Space space =
        new Space(
            List.of(Boxes.interval(0, 0.6), Boxes.interval(0.2, 1), Boxes.interval(0, 0.8)),
            List.of(ABC));
    checkUniform(space, 5, 0, 1, 0, 3, 5, 4);
  }

  @Test
  void pointsInOrderAreUniformWhereRangesHardlyOverlap() {
    Space space =
        new Space(
            List.of(Boxes.interval(0.4, 1), Boxes.interval(0, 1), Boxes.interval(0, 0.6)),
            List.of(ABC));
    checkUniform(space, 10, 4, 0, 0, 10, 10, 6);
  }

  /**
   * Counts points in cubes of side 1/n: one whose three places ascend is wholly in order, one with
   * two equal places by half, one with three by a sixth.
   */
  private static void checkUniform(Space space, int n, int... fromTo) {
    Points points = new RandomPoints(space, 200_000, 20261125);
    long[] counts = new long[n * n * n];
    boolean allInOrder = true;
    for (long p = 0; p < points.size(); p++) {
      double[] x = points.values(p);
      allInOrder &= space.isInOrder(x);
      int cell = 0;
      for (double v : x) {
        cell = cell * n + (int) Math.min(n - 1.0, v * n);
      }
      counts[cell]++;
    }
    assertThat(allInOrder).isTrue();
    double[] weights = new double[counts.length];
    for (int i = fromTo[0]; i < fromTo[3]; i++) {
      for (int j = fromTo[1]; j < fromTo[4]; j++) {
        for (int k = fromTo[2]; k < fromTo[5]; k++) {
          if (i <= j && j <= k) {
            weights[(i * n + j) * n + k] = i < j && j < k ? 1 : i == k ? 1 / 6.0 : 0.5;
          }
        }
      }
    }
    assertThat(Boxes.chiSquareTail(counts, weights)).isGreaterThan(0.001);
  }

  @Test
  void theFirstOfTwoInOrderHasTheDistributionOfASmallestOfTwo() {
    Space space =
        new Space(
            List.of(Boxes.interval(0, 1), Boxes.interval(0, 1)),
            List.of(new Order(List.of(0, 1), false)));
    for (double u : new double[] {0.1, 0.36, 0.5, 0.99}) {
      for (double v : new double[] {0.25, 0.75}) {
        double[] x = space.at(new double[] {u, v});
        assertThat(1 - Math.pow(1 - x[0], 2)).isCloseTo(u, within(1e-14));
        assertThat((x[1] - x[0]) / (1 - x[0])).isCloseTo(v, within(1e-13));
      }
    }
  }

  @Test
  void cornersOfTheCubeStayInOrderWithinTheRanges() {
    List<Range> ranges =
        List.of(
            new Range.Interval(0.1, 7, Range.Scale.LOG),
            new Range.Interval(0.3, 5, Range.Scale.LOG),
            new Range.Interval(0.01, 9, Range.Scale.LOG),
            new Range.Interval(0.1, 5, Range.Scale.LOG));
    Space space = new Space(ranges, List.of(new Order(List.of(0, 1, 2, 3), false)));
    double[] ends = {0, 0.5, Math.nextDown(1.0), 1};
    for (int code = 0; code < 256; code++) {
      double[] cube = {
        ends[code & 3], ends[code >> 2 & 3], ends[code >> 4 & 3], ends[code >> 6 & 3]
      };
      double[] x = space.at(cube);
      assertThat(space.isInOrder(x)).isTrue();
      for (int k = 0; k < x.length; k++) {
        Range.Interval range = (Range.Interval) ranges.get(k);
        assertThat(x[k]).isBetween(range.low(), range.high());
      }
    }
  }

  @Test
  void longChainsOverTinyAndHugeRangesKeepTheirPrecision() {
    for (double width : new double[] {1e-9, 1, 1e9}) {
      List<Range> ranges = new ArrayList<>();
      List<Integer> members = new ArrayList<>();
      for (int k = 0; k < 15; k++) {
        ranges.add(Boxes.interval(0, width));
        members.add(k);
      }
      Space space = new Space(ranges, List.of(new Order(members, false)));
      double[] cube = new double[15];
      java.util.Arrays.fill(cube, 0.5);
      double[] x = space.at(cube);
      // given x_{i−1}, 1 − x_i is the largest of n − i + 1 uniform on what is left
      double left = 1;
      for (int k = 0; k < 15; k++) {
        left *= Math.pow(0.5, 1.0 / (15 - k));
        assertThat(1 - x[k] / width).isCloseTo(left, within(1e-12));
      }
    }
  }

  @Test
  void listsInOrderAreChosenWithEqualChances() {
    Range first = new Range.Choice(new double[] {3, 1, 2});
    Range second = new Range.Choice(new double[] {0, 2, 4});
    Range third = new Range.Choice(new double[] {2, 3, 9});
    for (boolean strict : new boolean[] {false, true}) {
      Space space =
          new Space(List.of(first, second, third), List.of(new Order(ABC.parameters(), strict)));
      List<List<Double>> all = new ArrayList<>();
      for (double a : new double[] {1, 2, 3}) {
        for (double b : new double[] {0, 2, 4}) {
          for (double c : new double[] {2, 3, 9}) {
            if (strict ? a < b && b < c : a <= b && b <= c) {
              all.add(List.of(a, b, c));
            }
          }
        }
      }
      Points grid = new Grid(space, List.of(2, 2, 2));
      List<List<Double>> numbered = new ArrayList<>();
      for (long p = 0; p < grid.size(); p++) {
        double[] x = grid.values(p);
        numbered.add(List.of(x[0], x[1], x[2]));
      }
      assertThat(numbered).isEqualTo(all);
      long[] counts = new long[all.size()];
      double[] weights = new double[all.size()];
      java.util.Arrays.fill(weights, 1);
      Points points = new RandomPoints(space, 50_000, 3);
      for (long p = 0; p < points.size(); p++) {
        double[] x = points.values(p);
        counts[all.indexOf(List.of(x[0], x[1], x[2]))]++;
      }
      assertThat(Boxes.chiSquareTail(counts, weights)).isGreaterThan(0.001);
      double[] last = space.at(new double[] {1, 1, 1});
      assertThat(all).contains(List.of(last[0], last[1], last[2]));
    }
  }

  @Test
  void anOrderedGridIsTheFullGridWithoutWhatIsOutOfOrder() {
    List<Range> ranges =
        List.of(Boxes.interval(0, 1), Boxes.interval(10, 20), Boxes.interval(0.25, 1.25));
    Order order = new Order(List.of(2, 0), false);
    Grid all = new Grid(new Space(ranges), List.of(5, 3, 5));
    Grid ordered = new Grid(new Space(ranges, List.of(order)), List.of(5, 3, 5));
    List<List<Double>> expected = new ArrayList<>();
    for (long p = 0; p < all.size(); p++) {
      double[] x = all.values(p);
      if (order.holds(x)) {
        expected.add(List.of(x[0], x[1], x[2]));
      }
    }
    List<List<Double>> found = new ArrayList<>();
    for (long p = 0; p < ordered.size(); p++) {
      double[] x = ordered.values(p);
      found.add(List.of(x[0], x[1], x[2]));
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).hasSize(10 * 3);
  }

  @Test
  void anOrderThatNothingMeetsIsRefused() {
    Order order = new Order(List.of(0, 1), true);
    assertThatThrownBy(
            () -> new Space(List.of(Boxes.interval(1, 2), Boxes.interval(0, 1)), List.of(order)))
        .hasMessageContaining("allowed: ranges that overlap upwards");
    Range low = new Range.Choice(new double[] {1});
    assertThatThrownBy(() -> new Space(List.of(low, low), List.of(order)))
        .hasMessageContaining("no values are in this order");
    assertThatThrownBy(() -> new Space(List.of(low, Boxes.interval(0, 1)), List.of(order)))
        .hasMessageContaining("different kinds of ranges");
    assertThatThrownBy(() -> new Space(List.of(low, low), List.of(new Order(List.of(0, 0), false))))
        .hasMessageContaining("twice");
  }
}
