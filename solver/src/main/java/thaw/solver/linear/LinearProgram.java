package thaw.solver.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.numbers.fraction.BigFraction;
import org.ojalgo.matrix.store.R064Store;
import org.ojalgo.matrix.store.RawStore;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.linear.LinearSolver;

/**
 * The one door to linear programs: max c·x subject to rows a·x ≤ b or a·x = b, with x_j ≥ 0 unless
 * freed.
 *
 * <p>Rows, columns, right-hand side and objective are scaled to unit size by powers of two; ojAlgo
 * solves the program and its dual; the two answers point to a basis, and the basis is checked in
 * exact arithmetic ({@link ExactVertex}), on equations and free variables as they are. That a
 * program is infeasible or unbounded is proved by the optimum of another one: the least common
 * violation of the rows, a ray along which the objective grows. If a proof fails, the simplex
 * method in exact arithmetic ({@link ExactSimplex}) decides small programs. A basis too large for
 * exact arithmetic is refined and accepted if rows, reduced costs and the gap between primal and
 * dual value are right to {@link #TOLERANCE} of their largest terms; then {@link Solution#exact()}
 * is false. If all that fails the status is {@link Status#UNDECIDED}, never a guess.
 *
 * <p>Statuses are those of the numbers as given: two equations that contradict each other by a
 * rounding error are infeasible. Callers who want slack put it into the bounds.
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
    /** More than 8000 cells, and ojAlgo's answer could not be proved. */
    UNDECIDED
  }

  /**
   * A solution; point and multipliers are empty unless the status is optimal.
   *
   * @param status what is known
   * @param value c·x, NaN unless optimal
   * @param point x, one per variable
   * @param multipliers dual prices, one per row in the order they were added: 0 or more for ≤
   * @param exact whether exact arithmetic proved it; value, point and multipliers are then rounded
   *     once
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

  /** What counts as zero in ojAlgo's answers, tried in turn: a proof needs the right basis only. */
  private static final double[] ZEROS = {1e-9, 1e-7, 1e-11, 1e-5};

  private static final int REFINEMENTS = 3;

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

  private StandardForm standardForm() {
    double[][] a = rows.stream().map(double[]::clone).toArray(double[][]::new);
    double[] b = bounds.stream().mapToDouble(v -> v).toArray();
    boolean[] equations = new boolean[b.length];
    for (int i = 0; i < equations.length; i++) {
      equations[i] = equal.get(i);
    }
    return new StandardForm(a, b, objective.clone(), equations, free.clone());
  }

  /** Solves the program. */
  public Solution solve() {
    StandardForm.Scaled scaled = standardForm().scaled();
    StandardForm program = scaled.program();
    Optional<Solution> proved = optimum(program);
    if (proved.isEmpty() && program.rows() > 0) {
      proved = impossibility(program);
    }
    return inOwnTerms(scaled, proved.orElseGet(() -> bySimplex(program)));
  }

  private static Solution inOwnTerms(StandardForm.Scaled scaled, Solution solution) {
    if (!solution.optimal()) {
      return solution;
    }
    return new Solution(
        Status.OPTIMAL,
        scaled.value(solution.value()),
        scaled.point(solution.point()),
        scaled.multipliers(solution.multipliers()),
        solution.exact());
  }

  /** The simplex method in exact arithmetic: free variables split, equations as two rows. */
  private static Solution bySimplex(StandardForm program) {
    Split split = Split.of(program);
    if ((long) (split.b().length + 1) * (split.c().length + 2) > MOST_EXACT_CELLS) {
      return Solution.without(Status.UNDECIDED);
    }
    ExactSimplex.Outcome outcome = ExactSimplex.solve(split.a(), split.b(), split.c());
    if (outcome.status() != Status.OPTIMAL) {
      return Solution.without(outcome.status());
    }
    BigFraction value = BigFraction.ZERO;
    BigFraction[] point = outcome.point();
    for (int j = 0; j < split.c().length; j++) {
      value = value.add(BigFraction.from(split.c()[j]).multiply(point[j]));
    }
    return new Solution(
        Status.OPTIMAL,
        value.doubleValue(),
        split.point(doubles(point)),
        split.multipliers(doubles(outcome.multipliers())),
        true);
  }

  private static double[] doubles(BigFraction[] values) {
    return Arrays.stream(values).mapToDouble(BigFraction::doubleValue).toArray();
  }

  // ---- proofs -----------------------------------------------------------------------------------

  /** The optimum, if ojAlgo finds it and it can be proved. */
  private static Optional<Solution> optimum(StandardForm program) {
    Split split = Split.of(program);
    double[][] transposed = new double[split.c().length][split.b().length];
    for (int i = 0; i < split.b().length; i++) {
      for (int j = 0; j < split.c().length; j++) {
        transposed[j][i] = -split.a()[i][j];
      }
    }
    if (split.b().length == 0) {
      return proved(program, new double[program.columns()], new double[0]);
    }
    Optional<double[]> dual = ojAlgo(transposed, negated(split.c()), split.b());
    if (dual.isEmpty()) {
      return Optional.empty();
    }
    double[] y = split.multipliers(dual.get());
    Optional<Solution> found =
        ojAlgo(split.a(), split.b(), negated(split.c()))
            .flatMap(x -> proved(program, split.point(x), y));
    // It errs on large programs with free variables: once more with those shifted to be positive.
    return found.isPresent() ? found : shifted(program, split).flatMap(x -> proved(program, x, y));
  }

  private static Optional<Solution> proved(StandardForm program, double[] x, double[] y) {
    for (double zero : ZEROS) {
      Optional<Solution> solution =
          Vertex.near(program, x, y, zero).flatMap(vertex -> proved(program, vertex));
      if (solution.isPresent()) {
        return solution;
      }
    }
    return Optional.empty();
  }

  private static Optional<Solution> proved(StandardForm program, Vertex vertex) {
    if (ExactVertex.affordable(program, vertex)) {
      return ExactVertex.of(program, vertex)
          .map(
              exact ->
                  new Solution(
                      Status.OPTIMAL, exact.value(), exact.point(), exact.multipliers(), true));
    }
    double[] x = refined(program, vertex, false);
    double[] y = refined(program, vertex, true);
    for (int j = 0; j < x.length; j++) {
      x[j] = program.free()[j] ? x[j] : positive(x[j]);
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = program.equal()[i] ? y[i] : positive(y[i]);
    }
    return proves(program, x, y)
        ? Optional.of(new Solution(Status.OPTIMAL, dot(program.c(), x), x, y, false))
        : Optional.empty();
  }

  /** Without the rounding below 0. */
  private static double positive(double value) {
    return value < 0 && value >= -TOLERANCE ? 0 : value;
  }

  /** The point of a basis, or its multipliers, by iterative refinement. */
  private static double[] refined(StandardForm program, Vertex vertex, boolean multipliers) {
    int k = vertex.rows().length;
    DenseSystem system = new DenseSystem(k);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double value = program.a()[vertex.rows()[i]][vertex.columns()[j]];
        system.add(multipliers ? j : i, multipliers ? i : j, value);
      }
    }
    DenseSystem.Factors factors = system.factors();
    double[] all = new double[multipliers ? program.rows() : program.columns()];
    for (int round = 0; round < REFINEMENTS; round++) {
      double[] left = multipliers ? program.reducedCosts(all) : program.slacks(all);
      int[] equations = multipliers ? vertex.columns() : vertex.rows();
      int[] unknowns = multipliers ? vertex.rows() : vertex.columns();
      double[] step = factors.solve(IntStream.of(equations).mapToDouble(e -> left[e]).toArray());
      for (int j = 0; j < k; j++) {
        all[unknowns[j]] += step[j];
      }
    }
    return all;
  }

  /** Whether x and y are feasible for program and dual and their values agree. */
  private static boolean proves(StandardForm program, double[] x, double[] y) {
    double primal = 0;
    double dual = 0;
    double size = 0;
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      double term = Math.abs(program.b()[i]);
      for (int j = 0; j < x.length; j++) {
        sum += program.a()[i][j] * x[j];
        term = Math.max(term, Math.abs(program.a()[i][j] * x[j]));
      }
      double excess = sum - program.b()[i];
      boolean holds = (program.equal()[i] ? Math.abs(excess) : excess) <= TOLERANCE * term;
      if (!holds || !(program.equal()[i] || y[i] >= 0)) {
        return false;
      }
      dual += program.b()[i] * y[i];
      size = Math.max(size, Math.abs(program.b()[i] * y[i]));
    }
    for (int j = 0; j < x.length; j++) {
      double sum = 0;
      double term = Math.abs(program.c()[j]);
      for (int i = 0; i < y.length; i++) {
        sum += program.a()[i][j] * y[i];
        term = Math.max(term, Math.abs(program.a()[i][j] * y[i]));
      }
      double excess = program.c()[j] - sum;
      boolean holds = (program.free()[j] ? Math.abs(excess) : excess) <= TOLERANCE * term;
      if (!holds || !(program.free()[j] || x[j] >= 0)) {
        return false;
      }
      primal += program.c()[j] * x[j];
      size = Math.max(size, Math.abs(program.c()[j] * x[j]));
    }
    return Math.abs(primal - dual) <= TOLERANCE * size;
  }

  /** That no point satisfies the rows, or that the objective grows along a ray, if proved. */
  private static Optional<Solution> impossibility(StandardForm program) {
    Optional<Solution> violation = optimum(leastViolation(program)).filter(Solution::exact);
    if (violation.isEmpty()) {
      return Optional.empty();
    }
    if (violation.get().value() < 0) {
      return Optional.of(Solution.without(Status.INFEASIBLE));
    }
    return optimum(ray(program))
        .filter(s -> s.exact() && s.value() > 0)
        .map(s -> Solution.without(Status.UNBOUNDED));
  }

  /** max −t, a·x − t ≤ b, t ≥ 0, an equation as two rows: below 0 if no point satisfies all. */
  private static StandardForm leastViolation(StandardForm program) {
    Split split = Split.of(program);
    int m = split.b().length;
    int n = program.columns();
    double[][] a = new double[m][];
    for (int i = 0; i < m; i++) {
      a[i] = Arrays.copyOf(split.a()[i], n + 1);
      a[i][n] = -1;
    }
    double[] c = new double[n + 1];
    c[n] = -1;
    return new StandardForm(a, split.b(), c, new boolean[m], Arrays.copyOf(program.free(), n + 1));
  }

  /** max c·d, A d ≤ 0, c·d ≤ 1: 1 if the objective grows along a ray, otherwise 0. */
  private static StandardForm ray(StandardForm program) {
    int m = program.rows();
    double[][] a = Arrays.copyOf(program.a(), m + 1);
    a[m] = program.c();
    double[] b = new double[m + 1];
    b[m] = 1;
    return new StandardForm(
        a, b, program.c(), Arrays.copyOf(program.equal(), m + 1), program.free());
  }

  // ---- ojAlgo -----------------------------------------------------------------------------------

  /** A program as ojAlgo gets it, max c·x, Ax ≤ b, x ≥ 0. */
  private record Split(StandardForm program, double[][] a, double[] b, double[] c) {
    static Split of(StandardForm program) {
      int n = program.columns();
      int[] free = IntStream.range(0, n).filter(j -> program.free()[j]).toArray();
      List<double[]> a = new ArrayList<>();
      List<Double> b = new ArrayList<>();
      for (int i = 0; i < program.rows(); i++) {
        double[] row = split(program.a()[i], free);
        a.add(row);
        b.add(program.b()[i]);
        if (program.equal()[i]) {
          a.add(negated(row));
          b.add(-program.b()[i]);
        }
      }
      return new Split(
          program,
          a.toArray(double[][]::new),
          b.stream().mapToDouble(v -> v).toArray(),
          split(program.c(), free));
    }

    private static double[] split(double[] row, int[] free) {
      double[] all = Arrays.copyOf(row, row.length + free.length);
      for (int k = 0; k < free.length; k++) {
        all[row.length + k] = -row[free[k]];
      }
      return all;
    }

    double[] point(double[] x) {
      double[] point = Arrays.copyOf(x, program.columns());
      int column = point.length;
      for (int j = 0; j < point.length; j++) {
        point[j] -= program.free()[j] ? x[column++] : 0;
      }
      return point;
    }

    double[] multipliers(double[] y) {
      double[] multipliers = new double[program.rows()];
      int at = 0;
      for (int i = 0; i < multipliers.length; i++) {
        multipliers[i] = y[at++];
        multipliers[i] -= program.equal()[i] ? y[at++] : 0;
      }
      return multipliers;
    }
  }

  /** The point with the free variables' negative parts held at a level far below their values. */
  private static Optional<double[]> shifted(StandardForm program, Split split) {
    int n = program.columns();
    if (split.c().length == n) {
      return Optional.empty();
    }
    double level = SHIFT * largest(program);
    double[] bound = split.b().clone();
    double[][] kept = new double[bound.length][];
    for (int i = 0; i < bound.length; i++) {
      kept[i] = Arrays.copyOf(split.a()[i], n);
      for (int j = n; j < split.c().length; j++) {
        bound[i] -= level * split.a()[i][j];
      }
    }
    return ojAlgo(kept, bound, negated(program.c()))
        .map(
            x -> {
              for (int j = 0; j < n; j++) {
                x[j] -= program.free()[j] ? level : 0;
              }
              return x;
            });
  }

  private static double largest(StandardForm program) {
    double largest = 1;
    for (int i = 0; i < program.rows(); i++) {
      largest = Math.max(largest, Math.abs(program.b()[i]));
      for (double value : program.a()[i]) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
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

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
