package thaw.solver.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.numbers.fraction.BigFraction;
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
  private static final int PROGRAMS = 12_000;

  private record Sample(double[] c, double[][] a, double[] b, boolean[] equal, boolean[] free) {}

  /**
   * Integers or not, many zeros, ties and repeated rows; some rows, columns, right-hand sides and
   * objectives scaled by up to 10^6 either way, not by powers of two: some equations then
   * contradict each other by rounding alone, and are to be called infeasible.
   */
  private static Sample random(Random random) {
    int n = 1 + random.nextInt(6);
    int m = 1 + random.nextInt(6);
    double[] c = new double[n];
    double[][] a = new double[m][n];
    double[] b = new double[m];
    boolean[] equal = new boolean[m];
    boolean[] free = new boolean[n];
    boolean integer = random.nextBoolean();
    for (int j = 0; j < n; j++) {
      c[j] = random.nextInt(7) - 3;
      free[j] = random.nextInt(6) == 0;
    }
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double entry = integer ? random.nextInt(9) - 3 : 9 * random.nextDouble() - 3;
        a[i][j] = random.nextInt(3) == 0 ? 0 : entry;
      }
      b[i] = random.nextInt(8) - 1;
      equal[i] = random.nextInt(6) == 0;
      if (i > 0 && random.nextInt(5) == 0) {
        int times = 1 + random.nextInt(3);
        int other = random.nextInt(i);
        a[i] = Arrays.stream(a[other]).map(v -> times * v).toArray();
        b[i] = times * b[other] + (random.nextInt(3) == 0 ? 1 : 0);
      }
    }
    if (random.nextBoolean()) {
      double rightScale = scale(random);
      double objectiveScale = scale(random);
      for (int i = 0; i < m; i++) {
        double rowScale = scale(random);
        b[i] *= rowScale * rightScale;
        a[i] = Arrays.stream(a[i]).map(v -> v * rowScale).toArray();
      }
      for (int j = 0; j < n; j++) {
        double columnScale = scale(random);
        c[j] *= columnScale * objectiveScale;
        for (double[] row : a) {
          row[j] *= columnScale;
        }
      }
    }
    return new Sample(c, a, b, equal, free);
  }

  private static double scale(Random random) {
    return Math.pow(10, 12 * random.nextDouble() - 6);
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
    for (int j = 0; j < s.c().length; j++) {
      if (s.free()[j]) {
        program.free(j);
      }
    }
    return program;
  }

  /** Exact arithmetic is the judge; Hipparchus the witness, which errs on some itself. */
  @Test
  void noWrongAnswerLeavesTheDoorOnTwelveThousandPrograms() {
    Random random = new Random(1);
    Map<Status, Integer> count = new EnumMap<>(Status.class);
    int agreed = 0;
    for (int k = 0; k < PROGRAMS; k++) {
      Sample s = random(random);
      Solution solution = program(s).solve();
      count.merge(solution.status(), 1, Integer::sum);
      ExactSimplex.Outcome exact = exact(s);
      assertThat(solution.status()).as("program %d", k).isEqualTo(exact.status());
      if (solution.optimal()) {
        double value = value(s, exact);
        assertThat(solution.value())
            .as("program %d", k)
            .isCloseTo(value, within(1e-9 * Math.abs(value)));
        checkProof(s, solution);
      }
      if (hipparchusAgrees(s, solution)) {
        agreed++;
      }
    }
    assertThat(count).doesNotContainKey(Status.UNDECIDED);
    for (Status status : List.of(Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED)) {
      assertThat(count.get(status)).isGreaterThan(PROGRAMS / 10);
    }
    assertThat(agreed).isGreaterThan(PROGRAMS * 3 / 4);
  }

  private static double value(Sample s, ExactSimplex.Outcome exact) {
    double[] c = split(s.c(), s.free());
    BigFraction value = BigFraction.ZERO;
    for (int j = 0; j < c.length; j++) {
      value = value.add(BigFraction.from(c[j]).multiply(exact.point()[j]));
    }
    return value.doubleValue();
  }

  private static ExactSimplex.Outcome exact(Sample s) {
    List<double[]> rows = new ArrayList<>();
    List<Double> bounds = new ArrayList<>();
    for (int i = 0; i < s.b().length; i++) {
      double[] row = split(s.a()[i], s.free());
      rows.add(row);
      bounds.add(s.b()[i]);
      if (s.equal()[i]) {
        rows.add(Arrays.stream(row).map(v -> -v).toArray());
        bounds.add(-s.b()[i]);
      }
    }
    return ExactSimplex.solve(
        rows.toArray(double[][]::new),
        bounds.stream().mapToDouble(v -> v).toArray(),
        split(s.c(), s.free()));
  }

  /** A free variable as the difference of two. */
  private static double[] split(double[] row, boolean[] free) {
    List<Double> all = new ArrayList<>();
    for (double value : row) {
      all.add(value);
    }
    for (int j = 0; j < free.length; j++) {
      if (free[j]) {
        all.add(-row[j]);
      }
    }
    return all.stream().mapToDouble(v -> v).toArray();
  }

  /** Rows and reduced costs hold, relative to their terms, and the dual value is the value. */
  private static void checkProof(Sample s, Solution solution) {
    double[] x = solution.point();
    double[] y = solution.multipliers();
    double dual = 0;
    double dualSize = Double.MIN_NORMAL;
    for (int i = 0; i < s.b().length; i++) {
      double size = Math.abs(s.b()[i]);
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += s.a()[i][j] * x[j];
        size = Math.max(size, Math.abs(s.a()[i][j] * x[j]));
      }
      double excess = sum - s.b()[i];
      assertThat(s.equal()[i] ? Math.abs(excess) : excess).isLessThanOrEqualTo(1e-12 * size);
      assertThat(s.equal()[i] || y[i] >= 0).isTrue();
      dual += s.b()[i] * y[i];
      dualSize = Math.max(dualSize, Math.abs(s.b()[i] * y[i]));
    }
    for (int j = 0; j < x.length; j++) {
      double size = Math.abs(s.c()[j]);
      double reduced = s.c()[j];
      for (int i = 0; i < y.length; i++) {
        reduced -= s.a()[i][j] * y[i];
        size = Math.max(size, Math.abs(s.a()[i][j] * y[i]));
      }
      assertThat(s.free()[j] ? Math.abs(reduced) : reduced).isLessThanOrEqualTo(1e-12 * size);
      assertThat(s.free()[j] || x[j] >= 0).isTrue();
    }
    assertThat(solution.value()).isCloseTo(dual, within(1e-12 * dualSize));
  }

  private static boolean hipparchusAgrees(Sample s, Solution solution) {
    double[] c = split(s.c(), s.free());
    List<LinearConstraint> constraints = new ArrayList<>();
    for (int i = 0; i < s.b().length; i++) {
      constraints.add(
          new LinearConstraint(
              split(s.a()[i], s.free()),
              s.equal()[i] ? Relationship.EQ : Relationship.LEQ,
              s.b()[i]));
    }
    try {
      double value =
          new SimplexSolver()
              .optimize(
                  new MaxIter(1_000),
                  new LinearObjectiveFunction(c, 0),
                  new LinearConstraintSet(constraints),
                  GoalType.MAXIMIZE,
                  new NonNegativeConstraint(true))
              .getValue();
      return solution.optimal()
          && Math.abs(value - solution.value()) <= 1e-6 * Math.abs(solution.value());
    } catch (MathRuntimeException e) {
      return !solution.optimal();
    }
  }

  /** The sum of two large terms of which little is left: the value is right to its own size. */
  @Test
  void aValueMuchSmallerThanItsTermsIsRight() {
    Solution solution =
        LinearProgram.maximise(1e-6, -1e-6).free(1).exactly(4.89, 1, -1).atMost(1e9, 1, 0).solve();
    assertThat(solution.value()).isCloseTo(4.89e-6, within(1e-18));
    assertThat(solution.exact()).isTrue();
  }

  @Test
  void equationsThatContradictEachOtherByARoundingErrorAreInfeasible() {
    double sum = 0.1 + 0.2;
    LinearProgram program = LinearProgram.maximise(1, 1).exactly(0.3, 1, 1).exactly(sum, 1, 1);
    assertThat(program.solve().status()).isEqualTo(Status.INFEASIBLE);
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
