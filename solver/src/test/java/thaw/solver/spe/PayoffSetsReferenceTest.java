package thaw.solver.spe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PayoffSetsReferenceTest {
  @TestFactory
  List<DynamicTest> everyReferenceGameHasTheExpectedPayoffSets() {
    List<ReferenceGames.Case> cases = ReferenceGames.all();
    assertThat(cases).hasSize(29);
    return cases.stream().map(c -> DynamicTest.dynamicTest(c.name(), () -> check(c))).toList();
  }

  private static void check(ReferenceGames.Case reference) {
    PayoffSets.Result result = PayoffSets.withDefaults().solve(reference.game());
    double tolerance = reference.expected().get("tolerance").asDouble();
    for (int s = 0; s < reference.game().stateCount(); s++) {
      JsonNode vertices =
          reference.expected().get("vertices").get(reference.game().state(s).name());
      List<double[]> points = new ArrayList<>();
      vertices.forEach(v -> points.add(new double[] {v.get(0).asDouble(), v.get(1).asDouble()}));
      Polygon expected = Polygon.hull(points);
      assertThat(result.outer().get(s).hausdorff(expected))
          .as("outer")
          .isLessThanOrEqualTo(tolerance);
      assertThat(result.inner().get(s).hausdorff(expected))
          .as("inner")
          .isLessThanOrEqualTo(tolerance);
      assertThat(result.outer().get(s).size()).as("vertices").isEqualTo(points.size());
      long enforceable = 0;
      for (boolean e : result.outerEnforceable()[s]) {
        enforceable += e ? 1 : 0;
      }
      if (!points.isEmpty()) {
        assertThat(enforceable)
            .isEqualTo(reference.expected().get("supportable_action_profiles").get(s).asLong());
      }
    }
    assertThat(result.converged()).isTrue();
  }
}
