package thaw.solver.nash;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * The vertices of a best-response polytope {z ≥ 0 : Mz ≤ 1}, in floating point and yet proved, by a
 * walk over the graph of {z ≥ 0 : Mz ≤ b} with b near 1: b = 1 where no vertex is degenerate,
 * otherwise b = 1 + δρ with a small δ and numbers ρ_r that no tie survives.
 *
 * <p>The walk is guided by rounded numbers, and these facts make its outcome a proof. Every basis
 * in the list is shown to be feasible for b with no basic variable 0: by a bound on the error of
 * its solution (with R near the inverse of the basis B and ‖I − RB‖ ≤ g &lt; 1, x̃ misses the
 * solution by at most ‖R(b − Bx̃)‖/(1 − g)), or exactly where the bound does not decide. For every
 * basis in the list and every label of it, the list has another basis with all the other labels.
 * Both ends of every edge of a listed vertex are then listed, and since the graph of a polytope is
 * connected, all vertices for b are listed. With δ &gt; 0 every basis is shown to be feasible for 1
 * too, in the same ways. By convexity it is then feasible for all right-hand sides between, with no
 * basic variable 0 unless at 1, so that the list is complete for each of them; and every vertex for
 * 1 is the limit of vertices for these. If any of this fails, there is no answer.
 *
 * <p>Kernel: primitive arrays; columns of M are scaled by powers of two, which only scales z.
 */
final class SimplePolytope {
  /** Entries with more bits are left to integers. */
  private static final int MOST_BITS = 900;

  /** Twice the largest relative error of one operation in doubles. */
  private static final double UNIT = 0x1p-52;

  /** A larger ‖I − RB‖ calls for a fresh dictionary. */
  private static final double LARGEST_DEFECT = 1e-6;

  /** b_r is 1 plus a whole multiple of two to the power of minus this. */
  private static final int PERTURBATION_BITS = 38;

  /** The multiples are below this: b is at most 1 + 2^−28. */
  private static final int MOST_MULTIPLE = 1 << 10;

  private final BestResponsePolytope polytope;

  /** b, and as whole numbers of units of the perturbation. */
  private final double[] bounds;

  private final BigInteger[] wholeBounds;
  private final BigInteger[] ones;
  private final boolean perturbed;
  private final int rows;
  private final int columns;
  private final int width;

  /** M, scaled, rounded. */
  private final double[] matrix;

  /** basic_r = t[r][last] − Σ_c t[r][c]·nonbasic_c. */
  private final double[] table;

  private final int[] basic;
  private final int[] nonbasic;

  // Of the basis being proved: the dictionary rows and the numbers of the variables in it, and the
  // dictionary columns and the numbers of the rows of M that are tight.
  private final int[] supportRow;
  private final int[] support;
  private final int[] tightColumn;
  private final int[] tight;

  private SimplePolytope(BestResponsePolytope polytope, boolean perturbed) {
    this.polytope = polytope;
    this.perturbed = perturbed;
    rows = polytope.rows();
    bounds = new double[rows];
    wholeBounds = new BigInteger[rows];
    ones = new BigInteger[rows];
    Arrays.fill(ones, BigInteger.ONE);
    Random random = new Random(rows);
    for (int r = 0; r < rows; r++) {
      int multiple = perturbed ? 1 + random.nextInt(MOST_MULTIPLE - 1) : 0;
      bounds[r] = 1 + Math.scalb((double) multiple, -PERTURBATION_BITS);
      wholeBounds[r] =
          BigInteger.ONE.shiftLeft(PERTURBATION_BITS).add(BigInteger.valueOf(multiple));
    }
    columns = polytope.variables();
    width = columns + 1;
    matrix = new double[rows * columns];
    table = new double[rows * width];
    basic = new int[rows];
    nonbasic = new int[columns];
    int most = Math.min(rows, columns);
    supportRow = new int[most];
    support = new int[most];
    tightColumn = new int[most];
    tight = new int[most];
    for (int c = 0; c < columns; c++) {
      double largest = 0;
      for (int r = 0; r < rows; r++) {
        matrix[r * columns + c] = polytope.entry(r, c).doubleValue();
        largest = Math.max(largest, matrix[r * columns + c]);
      }
      int exponent = Math.getExponent(largest) + 1;
      for (int r = 0; r < rows; r++) {
        matrix[r * columns + c] = Math.scalb(matrix[r * columns + c], -exponent);
      }
    }
    toOrigin();
  }

  /**
   * All vertices; those found so far if there are more bases than the options allow; empty if
   * rounding does not allow a proof, or if one is degenerate and integers are faster.
   */
  static Optional<PolytopeVertices.Found> vertices(
      BestResponsePolytope polytope, BimatrixNash.Options options) {
    for (int r = 0; r < polytope.rows(); r++) {
      for (int c = 0; c < polytope.variables(); c++) {
        if (polytope.entry(r, c).bitLength() > MOST_BITS) {
          return Optional.empty();
        }
      }
    }
    Optional<PolytopeVertices.Found> plain = new SimplePolytope(polytope, false).walk(options);
    return plain.isPresent() || polytope.hasShortMinors()
        ? plain
        : new SimplePolytope(polytope, true).walk(options);
  }

  private void toOrigin() {
    for (int r = 0; r < rows; r++) {
      basic[r] = columns + r;
      System.arraycopy(matrix, r * columns, table, r * width, columns);
      table[r * width + columns] = bounds[r];
    }
    for (int c = 0; c < columns; c++) {
      nonbasic[c] = c;
    }
  }

  private Optional<PolytopeVertices.Found> walk(BimatrixNash.Options options) {
    int labels = polytope.labels();
    LabelSets bases = new LabelSets(labels);
    LabelSets simple = perturbed ? new LabelSets(labels) : bases;
    LabelSets degenerate = new LabelSets(labels);
    long[] basis = new long[LabelSets.wordsFor(labels)];
    for (int c = 0; c < columns; c++) {
      LabelSets.add(basis, polytope.label(c));
    }
    bases.add(basis);
    simple.add(basis);
    PolytopeVertices.Walk walk = new PolytopeVertices.Walk();
    int column = 0;
    boolean fresh = false;
    while (true) {
      if (column == columns) {
        if (walk.isEmpty()) {
          return Optional.of(new PolytopeVertices.Found(simple, degenerate, bases.size(), true));
        }
        int row = walk.lastRow();
        column = walk.lastColumn();
        walk.drop();
        exchange(basis, row, column);
        pivot(row, column);
        column++;
        fresh = false;
        continue;
      }
      int row = leaving(column);
      if (row < 0) {
        return Optional.empty();
      }
      exchange(basis, row, column);
      if (bases.find(basis) >= 0) {
        exchange(basis, row, column);
        column++;
        continue;
      }
      if (bases.size() % PolytopeVertices.TICK == 0) {
        options.progress().accept(bases.size());
      }
      if (bases.size() >= options.mostBases()) {
        return Optional.of(new PolytopeVertices.Found(simple, degenerate, bases.size(), false));
      }
      pivot(row, column);
      if (isProved() || (rebuild() && isProved()) || isExactlySimple()) {
        bases.add(basis);
        if (perturbed && !recordLimit(basis, simple, degenerate)) {
          return Optional.empty();
        }
        walk.add(row, column);
        column = 0;
        fresh = false;
        continue;
      }
      // Rounding may have led to a wrong end of the edge: once more with fresh numbers.
      exchange(basis, row, column);
      pivot(row, column);
      if (fresh || !rebuild()) {
        return Optional.empty();
      }
      fresh = true;
    }
  }

  private void exchange(long[] basis, int row, int column) {
    LabelSets.flip(basis, polytope.label(basic[row]));
    LabelSets.flip(basis, polytope.label(nonbasic[column]));
  }

  private void pivot(int r, int c) {
    int pivotRow = r * width;
    double inverse = 1 / table[pivotRow + c];
    for (int j = 0; j < width; j++) {
      table[pivotRow + j] *= inverse;
    }
    table[pivotRow + c] = inverse;
    for (int i = 0; i < rows; i++) {
      int row = i * width;
      double factor = table[row + c];
      if (i == r || factor == 0) {
        continue;
      }
      table[row + c] = 0;
      for (int j = 0; j < width; j++) {
        table[row + j] -= factor * table[pivotRow + j];
      }
    }
    int swap = basic[r];
    basic[r] = nonbasic[c];
    nonbasic[c] = swap;
  }

  private int leaving(int c) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int at = c, r = 0; r < rows; r++, at += width) {
      double entry = table[at];
      if (entry > 0) {
        double ratio = table[at + columns - c] / entry;
        if (ratio < least) {
          best = r;
          least = ratio;
        }
      }
    }
    return best;
  }

  /** Solves for the present basis anew, from M; each constraint keeps its row or column. */
  private boolean rebuild() {
    int[] wantedBasic = basic.clone();
    int[] wantedNonbasic = nonbasic.clone();
    toOrigin();
    boolean[] wanted = new boolean[columns + rows];
    for (int k : wantedBasic) {
      wanted[k] = true;
    }
    for (int c = 0; c < columns; c++) {
      if (!wanted[nonbasic[c]]) {
        continue;
      }
      int best = -1;
      for (int r = 0; r < rows; r++) {
        if (!wanted[basic[r]]
            && (best < 0 || Math.abs(table[r * width + c]) > Math.abs(table[best * width + c]))) {
          best = r;
        }
      }
      if (best < 0 || table[best * width + c] == 0) {
        return false;
      }
      pivot(best, c);
    }
    arrange(wantedBasic, wantedNonbasic);
    return true;
  }

  private void arrange(int[] wantedBasic, int[] wantedNonbasic) {
    int[] rowOf = new int[columns + rows];
    int[] columnOf = new int[columns + rows];
    for (int r = 0; r < rows; r++) {
      rowOf[basic[r]] = r;
    }
    for (int c = 0; c < columns; c++) {
      columnOf[nonbasic[c]] = c;
    }
    double[] from = table.clone();
    for (int r = 0; r < rows; r++) {
      int row = rowOf[wantedBasic[r]] * width;
      for (int c = 0; c < columns; c++) {
        table[r * width + c] = from[row + columnOf[wantedNonbasic[c]]];
      }
      table[r * width + columns] = from[row + columns];
    }
    System.arraycopy(wantedBasic, 0, basic, 0, rows);
    System.arraycopy(wantedNonbasic, 0, nonbasic, 0, columns);
  }

  /** Finds support and tight rows of the present basis; returns their number. */
  private int collect() {
    int size = 0;
    for (int r = 0; r < rows; r++) {
      if (basic[r] < columns) {
        supportRow[size] = r;
        support[size++] = basic[r];
      }
    }
    int count = 0;
    for (int c = 0; c < columns; c++) {
      if (nonbasic[c] >= columns) {
        tightColumn[count] = c;
        tight[count++] = nonbasic[c] - columns;
      }
    }
    return size;
  }

  /** Whether the error bound shows that every basic variable is positive. */
  private boolean isProved() {
    int k = collect();
    double unit = (k + 4) * UNIT;
    double norm = 0;
    double defect = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int a = 0; a < k; a++) {
      int row = supportRow[a] * width;
      least = Math.min(least, table[row + columns]);
      double rowNorm = 0;
      for (int e = 0; e < k; e++) {
        rowNorm += Math.abs(table[row + tightColumn[e]]);
      }
      norm = Math.max(norm, rowNorm);
      double rowDefect = 0;
      for (int b = 0; b < k; b++) {
        double sum = a == b ? -1 : 0;
        for (int e = 0; e < k; e++) {
          sum += table[row + tightColumn[e]] * matrix[tight[e] * columns + support[b]];
        }
        rowDefect += Math.abs(sum);
      }
      defect = Math.max(defect, rowDefect);
    }
    // Entries of M are less than 1: ‖|R||M|‖ is at most k‖R‖, and as much again for rounding it.
    defect += 2 * unit * k * (1 + k * norm);
    if (!(defect < LARGEST_DEFECT && least > 0)) {
      return false;
    }
    double residual = 0;
    for (int e = 0; e < k; e++) {
      residual = Math.max(residual, Math.abs(bounds[tight[e]] - dot(tight[e], k)));
    }
    residual += 4 * unit;
    double error = 2 * norm * residual;
    if (!(least > error)) {
      return false;
    }
    for (int r = 0; r < rows; r++) {
      if (basic[r] >= columns) {
        int row = basic[r] - columns;
        double mass = 0;
        for (int a = 0; a < k; a++) {
          mass += matrix[row * columns + support[a]];
        }
        if (!(bounds[row] - dot(row, k) > mass * (1 + unit) * error + 4 * unit)) {
          return false;
        }
      }
    }
    return true;
  }

  /** (Mx)_row at the solution of the dictionary; its terms are not negative. */
  private double dot(int row, int k) {
    double sum = 0;
    for (int a = 0; a < k; a++) {
      sum += matrix[row * columns + support[a]] * table[supportRow[a] * width + columns];
    }
    return sum;
  }

  private boolean isExactlySimple() {
    int k = collect();
    int[] columnsOf = Arrays.copyOf(support, k);
    Optional<BestResponsePolytope.Solution> z =
        polytope.solve(columnsOf, Arrays.copyOf(tight, k), wholeBounds);
    if (z.isEmpty()) {
      return false;
    }
    for (BigInteger value : z.get().numerators()) {
      if (value.signum() <= 0) {
        return false;
      }
    }
    for (int r = 0; r < rows; r++) {
      int row = basic[r] - columns;
      if (row >= 0 && polytope.slackSign(row, columnsOf, z.get(), wholeBounds[row]) <= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Adds the vertex for the right-hand side 1 that belongs to the present basis; false if the basis
   * is not feasible there. Basic variables farther from 0 than the perturbation and its error can
   * take them are positive; of the others the exact solution tells.
   */
  private boolean recordLimit(long[] basis, LabelSets simple, LabelSets degenerate) {
    boolean bounded = isProved();
    int k = collect();
    double norm = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int a = 0; a < k; a++) {
      int row = supportRow[a] * width;
      double rowNorm = 0;
      for (int e = 0; e < k; e++) {
        rowNorm += Math.abs(table[row + tightColumn[e]]);
      }
      norm = Math.max(norm, rowNorm);
      least = Math.min(least, table[row + columns]);
    }
    // The solutions for b and for 1 differ by R(b − 1), up to a factor near 1; rounding is far
    // less.
    double step = 2 * norm * Math.scalb((double) MOST_MULTIPLE, -PERTURBATION_BITS);
    int count = 0;
    int[] close = new int[rows];
    for (int r = 0; r < rows; r++) {
      if (basic[r] >= columns && !(bounded && isPositiveBy(step, basic[r] - columns, k))) {
        close[count++] = r;
      }
    }
    if (bounded && least > step && count == 0) {
      simple.add(basis);
      return true;
    }
    int[] columnsOf = Arrays.copyOf(support, k);
    Optional<BestResponsePolytope.Solution> z =
        polytope.solve(columnsOf, Arrays.copyOf(tight, k), ones);
    if (z.isEmpty()) {
      return false;
    }
    long[] labels = basis.clone();
    for (int a = 0; a < k; a++) {
      if (!isAdded(z.get().numerators()[a].signum(), support[a], labels)) {
        return false;
      }
    }
    for (int c = 0; c < count; c++) {
      int constraint = basic[close[c]];
      int sign = polytope.slackSign(constraint - columns, columnsOf, z.get(), BigInteger.ONE);
      if (!isAdded(sign, constraint, labels)) {
        return false;
      }
    }
    (Arrays.equals(labels, basis) ? simple : degenerate).add(labels);
    return true;
  }

  /** Adds the label of a constraint whose slack is 0; false if it is negative. */
  private boolean isAdded(int sign, int constraint, long[] labels) {
    if (sign == 0) {
      LabelSets.add(labels, polytope.label(constraint));
    }
    return sign >= 0;
  }

  /** Whether row's slack stays positive if every variable of the support grows by {@code step}. */
  private boolean isPositiveBy(double step, int row, int k) {
    double mass = 1;
    for (int a = 0; a < k; a++) {
      mass += matrix[row * columns + support[a]];
    }
    return bounds[row] - dot(row, k) > 2 * mass * step;
  }
}
