package thaw.solver.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.matrix.store.RawStore;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.linear.LinearSolver;

/**
 * The one door to linear programs: max c·x subject to rows a·x ≤ b or a·x = b, with x_j ≥ 0 unless
 * freed.
 *
 * <p>Rows and columns are scaled by powers of two, ojAlgo solves the program and its dual, and the
 * answer leaves only with proof: feasible points of both with equal values (weak duality). An
 * answer without proof, and every claim that a program is infeasible or unbounded, is settled in
 * exact arithmetic ({@link ExactSimplex}); where that would be too large the status is {@link
 * Status#UNDECIDED}, never a guess.
 */
public final class LinearProgram {
  /** What is known about a program. */
  public enum Status {
    /** The point is optimal, the multipliers prove it. */
    OPTIMAL,
    /** No point satisfies all rows. */
    INFEASIBLE,
    /** The objective has no upper bound. */
    UNBOUNDED,
    /** Too large for exact arithmetic, and ojAlgo's answer could not be proved. */
    UNDECIDED
  }

  /**
   * A solution; point and multipliers are empty unless the status is optimal.
   *
   * @param status what is known
   * @param value c·x, NaN unless optimal
   * @param point x, one per variable
   * @param multipliers dual prices, one per row in the order they were added: 0 or more for ≤
   * @param exact whether exact arithmetic decided
   */
  public record Solution(
      Status status, double value, double[] point, double[] multipliers, boolean exact) {
    static Solution without(Status status) {
      return new Solution(status, Double.NaN, new double[0], new double[0], true);
    }

    /** Whether it is optimal. */
    public boolean optimal() {
      return status == Status.OPTIMAL;
    }
  }

  /** Violations of rows, and the gap between primal and dual value, relative to their terms. */
  public static final double TOLERANCE = 1e-9;

  /** Programs with more cells than this are not solved exactly. */
  private static final int MOST_EXACT_CELLS = 8_000;

  private static final int SCALING_ROUNDS = 4;

  /** How many times the largest number of the program free variables are shifted by. */
  private static final double SHIFT = 4;

  private final double[] objective;
  private final boolean[] free;
  private final List<double[]> rows = new ArrayList<>();
  private final List<Double> bounds = new ArrayList<>();
  private final List<Boolean> equal = new ArrayList<>();

  private LinearProgram(double[] objective) {
    this.objective = finite(objective.clone(), "objective");
    free = new boolean[objective.length];
  }

  /** Begins a program with the objective max c·x. */
  public static LinearProgram maximise(double... objective) {
    return new LinearProgram(objective);
  }

  /** Adds a·x ≤ bound. */
  public LinearProgram atMost(double bound, double... row) {
    return add(row, bound, false);
  }

  /** Adds a·x ≥ bound. */
  public LinearProgram atLeast(double bound, double... row) {
    double[] negated = Arrays.stream(row).map(v -> -v).toArray();
    return add(negated, -bound, false);
  }

  /** Adds a·x = bound. */
  public LinearProgram exactly(double bound, double... row) {
    return add(row, bound, true);
  }

  /** Lets variable j be negative. */
  public LinearProgram free(int j) {
    free[j] = true;
    return this;
  }

  private LinearProgram add(double[] row, double bound, boolean isEqual) {
    if (row.length != objective.length) {
      throw new IllegalArgumentException(
          "a row has " + row.length + " coefficients; allowed: " + objective.length);
    }
    rows.add(finite(row.clone(), "row"));
    bounds.add(finite(new double[] {bound}, "bound")[0]);
    equal.add(isEqual);
    return this;
  }

  private static double[] finite(double[] values, String what) {
    for (double value : values) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(what + " has " + value + "; allowed: finite numbers");
      }
    }
    return values;
  }

  /** The program as max c·x, Ax ≤ b, x ≥ 0: free variables split, equations as two rows. */
  private record Canonical(double[][] a, double[] b, double[] c) {}

  private Canonical canonical() {
    int n = objective.length;
    int[] negative = new int[n];
    int columns = n;
    for (int j = 0; j < n; j++) {
      negative[j] = free[j] ? columns++ : -1;
    }
    int m = rows.size() + (int) equal.stream().filter(e -> e).count();
    double[][] a = new double[m][columns];
    double[] b = new double[m];
    double[] c = Arrays.copyOf(objective, columns);
    int at = 0;
    for (int i = 0; i < rows.size(); i++) {
      for (int sign = 1; sign >= (equal.get(i) ? -1 : 1); sign -= 2) {
        for (int j = 0; j < n; j++) {
          a[at][j] = sign * rows.get(i)[j];
        }
        b[at++] = sign * bounds.get(i);
      }
    }
    for (int j = 0; j < n; j++) {
      if (negative[j] >= 0) {
        c[negative[j]] = -objective[j];
        for (double[] row : a) {
          row[negative[j]] = -row[j];
        }
      }
    }
    return new Canonical(a, b, c);
  }

  private Solution inOwnTerms(double[] x, double[] y, boolean exact) {
    int n = objective.length;
    double[] point = Arrays.copyOf(x, n);
    int column = n;
    for (int j = 0; j < n; j++) {
      if (free[j]) {
        point[j] -= x[column++];
      }
    }
    double[] multipliers = new double[rows.size()];
    int at = 0;
    for (int i = 0; i < multipliers.length; i++) {
      multipliers[i] = y[at++];
      if (equal.get(i)) {
        multipliers[i] -= y[at++];
      }
    }
    return new Solution(Status.OPTIMAL, dot(objective, point), point, multipliers, exact);
  }

  /** Solves the program. */
  public Solution solve() {
    Canonical program = canonical();
    if (program.b().length == 0) {
      boolean bounded = Arrays.stream(program.c()).allMatch(v -> v <= 0);
      return bounded
          ? inOwnTerms(new double[program.c().length], new double[0], true)
          : Solution.without(Status.UNBOUNDED);
    }
    Optional<Solution> proved = byOjAlgo(program);
    if (proved.isPresent()) {
      return proved.get();
    }
    if ((long) (program.b().length + 1) * (program.c().length + 2) > MOST_EXACT_CELLS) {
      return Solution.without(Status.UNDECIDED);
    }
    ExactSimplex.Outcome outcome = ExactSimplex.solve(program.a(), program.b(), program.c());
    if (outcome.status() != Status.OPTIMAL) {
      return Solution.without(outcome.status());
    }
    return inOwnTerms(doubles(outcome.point()), doubles(outcome.multipliers()), true);
  }

  private static double[] doubles(BigFraction[] values) {
    return Arrays.stream(values).mapToDouble(BigFraction::doubleValue).toArray();
  }

  private Optional<Solution> byOjAlgo(Canonical program) {
    int m = program.b().length;
    int n = program.c().length;
    double[] rowScale = new double[m];
    double[] columnScale = new double[n];
    scale(program.a(), rowScale, columnScale);
    double[][] a = new double[m][n];
    double[] b = new double[m];
    double[] c = new double[n];
    for (int i = 0; i < m; i++) {
      b[i] = program.b()[i] * rowScale[i];
      for (int j = 0; j < n; j++) {
        a[i][j] = program.a()[i][j] * rowScale[i] * columnScale[j];
      }
    }
    for (int j = 0; j < n; j++) {
      c[j] = program.c()[j] * columnScale[j];
    }
    double[][] transposed = new double[n][m];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        transposed[j][i] = -a[i][j];
      }
    }
    Optional<double[]> x = ojAlgo(a, b, negated(c));
    Optional<double[]> y = x.isPresent() ? ojAlgo(transposed, negated(c), b) : Optional.empty();
    if (x.isEmpty() || y.isEmpty() || !proves(a, b, c, x.get(), y.get())) {
      // It errs on large programs with free variables: once more with those shifted to be positive.
      x = shifted(a, b, c);
      y = x.isPresent() ? ojAlgo(transposed, negated(c), b) : Optional.empty();
      if (x.isEmpty() || y.isEmpty() || !proves(a, b, c, x.get(), y.get())) {
        return Optional.empty();
      }
    }
    double[] point = x.get();
    double[] multipliers = y.get();
    for (int j = 0; j < n; j++) {
      point[j] = Math.max(0, point[j]) * columnScale[j];
    }
    for (int i = 0; i < m; i++) {
      multipliers[i] = Math.max(0, multipliers[i]) * rowScale[i];
    }
    return Optional.of(inOwnTerms(point, multipliers, false));
  }

  /** The point with the free variables' negative parts held at a level far below their values. */
  private Optional<double[]> shifted(double[][] a, double[] b, double[] c) {
    int n = objective.length;
    if (c.length == n) {
      return Optional.empty();
    }
    double level = SHIFT * largest(a, b);
    double[] bound = b.clone();
    double[][] kept = new double[b.length][];
    for (int i = 0; i < b.length; i++) {
      kept[i] = Arrays.copyOf(a[i], n);
      for (int j = n; j < c.length; j++) {
        bound[i] -= level * a[i][j];
      }
    }
    Optional<double[]> found = ojAlgo(kept, bound, negated(Arrays.copyOf(c, n)));
    return found.map(
        x -> {
          double[] all = Arrays.copyOf(x, c.length);
          int column = n;
          for (int j = 0; j < n; j++) {
            if (free[j]) {
              double value = x[j] - level;
              all[j] = Math.max(0, value);
              all[column++] = Math.max(0, -value);
            }
          }
          return all;
        });
  }

  private static double largest(double[][] a, double[] b) {
    double largest = 1;
    for (int i = 0; i < b.length; i++) {
      largest = Math.max(largest, Math.abs(b[i]));
      for (double value : a[i]) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }

  /** Powers of two that bring the largest entries of rows and columns near 1. */
  private static void scale(double[][] a, double[] rowScale, double[] columnScale) {
    Arrays.fill(rowScale, 1);
    Arrays.fill(columnScale, 1);
    for (int round = 0; round < SCALING_ROUNDS; round++) {
      for (int i = 0; i < a.length; i++) {
        double largest = 0;
        for (int j = 0; j < columnScale.length; j++) {
          largest = Math.max(largest, Math.abs(a[i][j]) * rowScale[i] * columnScale[j]);
        }
        rowScale[i] *= inverse(largest);
      }
      for (int j = 0; j < columnScale.length; j++) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
          largest = Math.max(largest, Math.abs(a[i][j]) * rowScale[i] * columnScale[j]);
        }
        columnScale[j] *= inverse(largest);
      }
    }
  }

  private static double inverse(double value) {
    return value > 0 ? Math.scalb(1.0, -Math.getExponent(value)) : 1;
  }

  /** min c·x, Ax ≤ b, x ≥ 0, as ojAlgo sees it; empty unless it claims an optimum. */
  private static Optional<double[]> ojAlgo(double[][] a, double[] b, double[] c) {
    try {
      LinearSolver solver =
          LinearSolver.newBuilder(c)
              .inequalities(RawStore.wrap(a), R064Store.FACTORY.column(b))
              .lower(0.0)
              .build();
      Optimisation.Result result = solver.solve();
      if (!result.getState().isOptimal() || result.count() < c.length) {
        return Optional.empty();
      }
      double[] x = new double[c.length];
      for (int j = 0; j < x.length; j++) {
        x[j] = result.doubleValue(j);
      }
      return Optional.of(x);
    } catch (RuntimeException e) {
      // Some degenerate programs make it throw; exact arithmetic then decides.
      return Optional.empty();
    }
  }

  /** Whether x and y are feasible for program and dual and their values agree. */
  private static boolean proves(double[][] a, double[] b, double[] c, double[] x, double[] y) {
    for (double[] values : List.of(x, y)) {
      for (double value : values) {
        if (!(value >= -TOLERANCE)) {
          return false;
        }
      }
    }
    for (int i = 0; i < b.length; i++) {
      double sum = 0;
      double size = Math.abs(b[i]);
      for (int j = 0; j < c.length; j++) {
        sum += a[i][j] * x[j];
        size = Math.max(size, Math.abs(a[i][j] * x[j]));
      }
      if (!(sum - b[i] <= TOLERANCE * size)) {
        return false;
      }
    }
    for (int j = 0; j < c.length; j++) {
      double sum = 0;
      double size = Math.abs(c[j]);
      for (int i = 0; i < b.length; i++) {
        sum += a[i][j] * y[i];
        size = Math.max(size, Math.abs(a[i][j] * y[i]));
      }
      if (!(c[j] - sum <= TOLERANCE * size)) {
        return false;
      }
    }
    double primal = 0;
    double dual = 0;
    double size = 0;
    for (int j = 0; j < c.length; j++) {
      primal += c[j] * x[j];
      size = Math.max(size, Math.abs(c[j] * x[j]));
    }
    for (int i = 0; i < b.length; i++) {
      dual += b[i] * y[i];
      size = Math.max(size, Math.abs(b[i] * y[i]));
    }
    return Math.abs(primal - dual) <= TOLERANCE * size;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
