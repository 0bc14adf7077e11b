package thaw.solver.spe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolygonTest {
  /** The fast way from vertex to vertex against the plain one, edge by edge. */
  @Test
  void theHausdorffDistanceIsTheLargestDistanceOfAVertex() {
    Random random = new Random(5);
    for (int round = 0; round < 2_000; round++) {
      Polygon one = hull(random, 3 + random.nextInt(200), 0);
      Polygon other = hull(random, 1 + random.nextInt(200), random.nextInt(3) * 0.4);
      double plain = Math.max(farthest(one, other), farthest(other, one));
      assertThat(one.hausdorff(other)).isCloseTo(plain, within(1e-12));
      assertThat(other.hausdorff(one)).isCloseTo(plain, within(1e-12));
    }
  }

  @Test
  void aSetHasNoDistanceFromItselfAndAKnownOneFromItsShift() {
    Random random = new Random(6);
    for (int round = 0; round < 200; round++) {
      Polygon one = hull(random, 300, 0);
      assertThat(one.hausdorff(one)).isLessThan(1e-15);
      List<double[]> shifted = new ArrayList<>();
      for (double[] vertex : one.vertices()) {
        shifted.add(new double[] {vertex[0] + 3, vertex[1] - 4});
      }
      // Between a convex set and its shift: the length of the shift.
      assertThat(one.hausdorff(Polygon.hull(shifted))).isCloseTo(5, within(1e-12));
    }
  }

  private static double farthest(Polygon from, Polygon to) {
    return from.vertices().stream().mapToDouble(v -> to.distance(v[0], v[1])).max().orElseThrow();
  }

  /** Points on an ellipse, some of them doubled, on a line, or all but on one. */
  private static Polygon hull(Random random, int size, double shift) {
    List<double[]> points = new ArrayList<>();
    double flat = random.nextInt(4) == 0 ? 1e-12 : random.nextDouble();
    for (int k = 0; k < size; k++) {
      double angle = 2 * Math.PI * random.nextDouble();
      double[] point = {shift + Math.cos(angle), flat * Math.sin(angle)};
      points.add(point);
      if (random.nextInt(5) == 0) {
        points.add(point.clone());
      }
    }
    return Polygon.hull(points);
  }
}
