package thaw.solver.freeze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictRangeTest {
  private static Verdict one(double x) {
    return x < 0.3
        ? Verdict.FROZEN
        : x < 0.4 ? Verdict.UNDECIDED : x < 0.9 ? Verdict.SUSTAINABLE : Verdict.FROZEN;
  }

  @Test
  void bracketsEveryChangeBetweenTheFirstValues() {
    VerdictRange range = VerdictRange.search(List.of(0.0, 0.5, 1.0), 1e-3, VerdictRangeTest::one);
    assertThat(range.changes()).hasSize(3);
    double[] truth = {0.3, 0.4, 0.9};
    for (int k = 0; k < truth.length; k++) {
      VerdictRange.Change change = range.changes().get(k);
      assertThat(change.below()).isLessThan(truth[k]).isGreaterThan(truth[k] - 1e-3);
      assertThat(change.above()).isBetween(truth[k], truth[k] + 1e-3);
      assertThat(change.verdictBelow()).isEqualTo(one(change.below()));
      assertThat(change.verdictAbove()).isEqualTo(one(change.above()));
    }
    assertThat(range.frozenUpTo().orElseThrow()).isBetween(0.299, 0.3);
    assertThat(range.leastSustainable()).isEmpty();
  }

  @Test
  void halvesGapsAndNothingElse() {
    List<Double> tried = new ArrayList<>();
    VerdictRange range =
        VerdictRange.search(
            List.of(0.0, 0.25, 0.5, 0.75),
            1.0 / 64,
            x -> {
              tried.add(x);
              return x < 0.3 ? Verdict.FROZEN : Verdict.SUSTAINABLE;
            });
    assertThat(tried).hasSize(4 + 4).doesNotHaveDuplicates();
    assertThat(range.leastSustainable().orElseThrow() - range.frozenUpTo().orElseThrow())
        .isEqualTo(1.0 / 64);
  }

  @Test
  void endsWhereNumbersEnd() {
    VerdictRange range =
        VerdictRange.search(
            List.of(0.0, 1.0),
            Double.MIN_VALUE,
            x -> x < 0.3 ? Verdict.FROZEN : Verdict.SUSTAINABLE);
    VerdictRange.Change change = range.changes().get(0);
    assertThat(Math.nextUp(change.below())).isEqualTo(change.above());
  }

  @Test
  void aGapOfNoWidthIsNoPrecision() {
    assertThatThrownBy(() -> VerdictRange.search(List.of(0.0), 0, VerdictRangeTest::one))
        .hasMessageContaining("precision is 0");
  }
}
