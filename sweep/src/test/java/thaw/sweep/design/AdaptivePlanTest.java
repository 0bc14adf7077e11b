package thaw.sweep.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import thaw.sweep.Column;
import thaw.sweep.Plan;
import thaw.sweep.Points;
import thaw.sweep.Row;
import thaw.sweep.Rows;
import thaw.sweep.Status;

class AdaptivePlanTest {
  private static final Column VERDICT =
      Column.category("verdict", "", List.of("yes", "no", "undecided"));

  /** A sweep of a function that gives the code of a category, NaN for a failed point. */
  private record Evaluated(Points points, ToDoubleFunction<double[]> verdict) implements Rows {
    @Override
    public List<Column> parameters() {
      return List.of();
    }

    @Override
    public List<Column> outcomes() {
      return List.of(Column.number("other", "", ""), VERDICT);
    }

    @Override
    public void forEach(Consumer<Row> visitor) {
      for (long p = 0; p < points.size(); p++) {
        double[] x = points.values(p);
        double code = verdict.applyAsDouble(x);
        Status status = Double.isNaN(code) ? Status.ERROR : Status.OK;
        visitor.accept(new Row(p, p, x, status, "", new double[] {0, code}));
      }
    }
  }

  private static Points run(Plan plan, ToDoubleFunction<double[]> verdict) {
    Points points = plan.first();
    while (true) {
      Points next = plan.next(points, new Evaluated(points, verdict));
      for (long p = 0; p < points.size(); p++) {
        assertThat(next.values(p)).isEqualTo(points.values(p));
      }
      if (next.size() == points.size()) {
        return points;
      }
      points = next;
    }
  }

  @Test
  void aThresholdIsBracketedToTheWidth() {
    AdaptivePlan plan =
        new AdaptivePlan(new Space(List.of(Boxes.interval(2, 6))), List.of(5), "verdict", 0.001);
    Points points = run(plan, x -> x[0] < Math.PI ? 0 : 1);
    double below = 2;
    double above = 6;
    for (long p = 0; p < points.size(); p++) {
      double x = points.values(p)[0];
      if (x < Math.PI) {
        below = Math.max(below, x);
      } else {
        above = Math.min(above, x);
      }
    }
    assertThat(above - below).isLessThanOrEqualTo(0.004);
    assertThat(points.size()).isEqualTo(5 + 8);
  }

  /** The boundary of a disc crosses cells whose corners agree; it is still found all along. */
  @Test
  void aCurvedBoundaryIsFollowedAllAlong() {
    Space space = Boxes.unit(2);
    AdaptivePlan plan = new AdaptivePlan(space, List.of(5, 5), "verdict", 1 / 128.0);
    ToDoubleFunction<double[]> disc = x -> Math.hypot(x[0] - 0.47, x[1] - 0.52) < 0.3 ? 0 : 1;
    Points points = run(plan, disc);
    assertThat(points.size()).isLessThan(129L * 129 / 4);
    List<double[]> inside = new ArrayList<>();
    List<double[]> outside = new ArrayList<>();
    for (long p = 0; p < points.size(); p++) {
      double[] x = points.values(p);
      (disc.applyAsDouble(x) == 0 ? inside : outside).add(x);
    }
    for (int degree = 0; degree < 360; degree++) {
      double x = 0.47 + 0.3 * Math.cos(Math.toRadians(degree));
      double y = 0.52 + 0.3 * Math.sin(Math.toRadians(degree));
      for (List<double[]> side : List.of(inside, outside)) {
        assertThat(side).anyMatch(v -> Math.hypot(v[0] - x, v[1] - y) < 2.0 / 128);
      }
    }
  }

  @Test
  void threeParametersAreRefinedTogether() {
    AdaptivePlan plan = new AdaptivePlan(Boxes.unit(3), List.of(3, 3, 3), "verdict", 1 / 16.0);
    Points points = run(plan, x -> x[0] + x[1] + x[2] < 1.3 ? 0 : 1);
    assertThat(points.size()).isBetween(500L, 17L * 17 * 17 - 1);
  }

  @Test
  void whereNothingChangesNothingIsAdded() {
    AdaptivePlan plan = new AdaptivePlan(Boxes.unit(2), List.of(4, 3), "verdict", 0.01);
    assertThat(run(plan, x -> 1).size()).isEqualTo(12);
  }

  @Test
  void failedPointsDrawNoBoundary() {
    AdaptivePlan plan = new AdaptivePlan(Boxes.unit(2), List.of(4, 4), "verdict", 0.01);
    assertThat(run(plan, x -> x[0] < 0.5 ? Double.NaN : 1).size()).isEqualTo(16);
  }

  @Test
  void anUndecidedBandIsRefinedOnBothSides() {
    AdaptivePlan plan = new AdaptivePlan(Boxes.unit(1), List.of(11), "verdict", 0.01);
    Points points = run(plan, x -> x[0] < 0.42 ? 0 : x[0] < 0.47 ? 2 : 1);
    long near = 0;
    for (long p = 0; p < points.size(); p++) {
      double x = points.values(p)[0];
      near += Math.abs(x - 0.42) < 0.01 || Math.abs(x - 0.47) < 0.01 ? 1 : 0;
    }
    assertThat(near).isGreaterThanOrEqualTo(4);
  }

  @Test
  void everyValueOfAListHasAGridOfItsOwn() {
    Space space =
        new Space(List.of(new Range.Choice(new double[] {0.3, 0.6}), Boxes.interval(0, 1)));
    AdaptivePlan plan = new AdaptivePlan(space, List.of(9, 5), "verdict", 1 / 64.0);
    Points points = run(plan, x -> x[1] < x[0] ? 0 : 1);
    assertThat(points.size()).isEqualTo(2 * (5 + 4));
    for (double threshold : new double[] {0.3, 0.6}) {
      double nearest = 1;
      for (long p = 0; p < points.size(); p++) {
        double[] x = points.values(p);
        nearest = x[0] == threshold ? Math.min(nearest, Math.abs(x[1] - threshold)) : nearest;
      }
      assertThat(nearest).isLessThan(1 / 64.0);
    }
  }

  @Test
  void widthsBeyondTheLatticeAreRefused() {
    assertThatThrownBy(() -> new AdaptivePlan(Boxes.unit(3), List.of(2, 2, 2), "verdict", 1e-12))
        .hasMessageContaining("allowed: wider");
    assertThatThrownBy(() -> new AdaptivePlan(Boxes.unit(4), List.of(2, 2, 2, 2), "verdict", 0.1))
        .hasMessageContaining("allowed: one to three parameters with a range");
  }
}
