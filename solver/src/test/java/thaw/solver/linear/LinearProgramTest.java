package thaw.solver.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.linear.LinearConstraint;
import org.hipparchus.optim.linear.LinearConstraintSet;
import org.hipparchus.optim.linear.LinearObjectiveFunction;
import org.hipparchus.optim.linear.NonNegativeConstraint;
import org.hipparchus.optim.linear.Relationship;
import org.hipparchus.optim.linear.SimplexSolver;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;
import thaw.solver.linear.LinearProgram.Solution;
import thaw.solver.linear.LinearProgram.Status;

class LinearProgramTest {
  private static final int PROGRAMS = 10_000;

  private record Sample(double[] c, double[][] a, double[] b, boolean[] equal) {}

  /** Integers, many zeros and ties, some rows scaled far up or down, some programs impossible. */
  private static Sample random(Random random) {
    int n = 1 + random.nextInt(6);
    int m = 1 + random.nextInt(6);
    double[] c = new double[n];
    double[][] a = new double[m][n];
    double[] b = new double[m];
    boolean[] equal = new boolean[m];
    boolean scaled = random.nextInt(4) == 0;
    for (int j = 0; j < n; j++) {
      c[j] = random.nextInt(7) - 3;
    }
    for (int i = 0; i < m; i++) {
      // Powers of two, so that no equation becomes inconsistent by rounding.
      double scale = scaled ? Math.scalb(1.0, random.nextInt(41) - 20) : 1;
      for (int j = 0; j < n; j++) {
        a[i][j] = random.nextInt(3) == 0 ? 0 : (random.nextInt(9) - 3) * scale;
      }
      b[i] = (random.nextInt(8) - 1) * scale;
      equal[i] = random.nextInt(6) == 0;
    }
    return new Sample(c, a, b, equal);
  }

  private static LinearProgram program(Sample s) {
    LinearProgram program = LinearProgram.maximise(s.c());
    for (int i = 0; i < s.b().length; i++) {
      if (s.equal()[i]) {
        program.exactly(s.b()[i], s.a()[i]);
      } else {
        program.atMost(s.b()[i], s.a()[i]);
      }
    }
    return program;
  }

  @Test
  void noWrongAnswerLeavesTheDoorOnTenThousandPrograms() {
    Random random = new Random(1);
    Map<Status, Integer> count = new EnumMap<>(Status.class);
    int agreed = 0;
    for (int k = 0; k < PROGRAMS; k++) {
      Sample s = random(random);
      Solution solution = program(s).solve();
      count.merge(solution.status(), 1, Integer::sum);
      if (solution.optimal()) {
        checkProof(s, solution);
      }
      // Exact arithmetic is the judge; Hipparchus the witness, which errs on some itself.
      ExactSimplex.Outcome exact = exact(s);
      assertThat(solution.status()).as("program %d", k).isEqualTo(exact.status());
      if (hipparchusAgrees(s, solution)) {
        agreed++;
      }
    }
    assertThat(count).doesNotContainKey(Status.UNDECIDED);
    assertThat(count.get(Status.INFEASIBLE)).isGreaterThan(PROGRAMS / 50);
    assertThat(count.get(Status.UNBOUNDED)).isGreaterThan(PROGRAMS / 50);
    assertThat(agreed).isGreaterThan(PROGRAMS * 99 / 100);
  }

  private static ExactSimplex.Outcome exact(Sample s) {
    List<double[]> rows = new ArrayList<>();
    List<Double> bounds = new ArrayList<>();
    for (int i = 0; i < s.b().length; i++) {
      rows.add(s.a()[i]);
      bounds.add(s.b()[i]);
      if (s.equal()[i]) {
        rows.add(java.util.Arrays.stream(s.a()[i]).map(v -> -v).toArray());
        bounds.add(-s.b()[i]);
      }
    }
    return ExactSimplex.solve(
        rows.toArray(double[][]::new), bounds.stream().mapToDouble(v -> v).toArray(), s.c());
  }

  private static void checkProof(Sample s, Solution solution) {
    double[] x = solution.point();
    double[] y = solution.multipliers();
    double dual = 0;
    double[] reduced = s.c().clone();
    for (int i = 0; i < s.b().length; i++) {
      double size = Math.abs(s.b()[i]);
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        assertThat(x[j]).isNotNegative();
        sum += s.a()[i][j] * x[j];
        size = Math.max(size, Math.abs(s.a()[i][j] * x[j]));
        reduced[j] -= s.a()[i][j] * y[i];
      }
      assertThat(sum - s.b()[i]).isLessThanOrEqualTo(1e-8 * size);
      if (s.equal()[i]) {
        assertThat(s.b()[i] - sum).isLessThanOrEqualTo(1e-8 * size);
      } else {
        assertThat(y[i]).isNotNegative();
      }
      dual += s.b()[i] * y[i];
    }
    for (double r : reduced) {
      assertThat(r).isLessThanOrEqualTo(1e-7);
    }
    assertThat(solution.value()).isCloseTo(dual, within(1e-7 * (1 + Math.abs(dual))));
  }

  private static boolean hipparchusAgrees(Sample s, Solution solution) {
    List<LinearConstraint> constraints = new ArrayList<>();
    for (int i = 0; i < s.b().length; i++) {
      constraints.add(
          new LinearConstraint(
              s.a()[i], s.equal()[i] ? Relationship.EQ : Relationship.LEQ, s.b()[i]));
    }
    try {
      double value =
          new SimplexSolver()
              .optimize(
                  new MaxIter(10_000),
                  new LinearObjectiveFunction(s.c(), 0),
                  new LinearConstraintSet(constraints),
                  GoalType.MAXIMIZE,
                  new NonNegativeConstraint(true))
              .getValue();
      return solution.optimal()
          && Math.abs(value - solution.value()) <= 1e-6 * (1 + Math.abs(value));
    } catch (MathRuntimeException e) {
      return !solution.optimal();
    }
  }

  @Test
  void theValueOfAKnownGameAndItsPrices() {
    // max v: v ≤ 3p, v ≤ 1 − p, p ≤ 1: p = 1/4, v = 3/4.
    Solution solution =
        LinearProgram.maximise(0, 1)
            .atMost(0, -3, 1)
            .atMost(1, 1, 1)
            .atMost(1, 1, 0)
            .free(1)
            .solve();
    assertThat(solution.value()).isCloseTo(0.75, within(1e-12));
    assertThat(solution.point()[0]).isCloseTo(0.25, within(1e-12));
    assertThat(solution.multipliers()[0] + solution.multipliers()[1]).isCloseTo(1, within(1e-12));
  }

  @Test
  void zeroSumGamesWithAFreeValueAreRightAtSizesWhereOjAlgoErrs() {
    Random random = new Random(5);
    int n = 160;
    double[][] game = new double[n][n];
    for (double[] row : game) {
      for (int j = 0; j < n; j++) {
        row[j] = random.nextInt(21) - 10;
      }
    }
    double[] objective = new double[n + 1];
    objective[n] = 1;
    LinearProgram program = LinearProgram.maximise(objective).free(n);
    double[] sum = new double[n + 1];
    for (int j = 0; j < n; j++) {
      double[] row = new double[n + 1];
      for (int i = 0; i < n; i++) {
        row[i] = -game[i][j];
      }
      row[n] = 1;
      program.atMost(0, row);
      sum[j] = 1;
    }
    Solution solution = program.exactly(1, sum).solve();
    assertThat(solution.status()).isEqualTo(Status.OPTIMAL);
    double worst = Double.POSITIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      double payoff = 0;
      for (int i = 0; i < n; i++) {
        payoff += game[i][j] * solution.point()[i];
      }
      worst = Math.min(worst, payoff);
    }
    assertThat(worst).isCloseTo(solution.value(), within(1e-7));
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() {
    assertThatThrownBy(() -> LinearProgram.maximise(Double.NaN))
        .hasMessageContaining("allowed: finite numbers");
  }
}
