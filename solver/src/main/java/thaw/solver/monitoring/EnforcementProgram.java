package thaw.solver.monitoring;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The linear program of one profile: among the continuation payoffs that keep both players to it,
 * those that take the payoff furthest in a direction λ,
 *
 * <p>max λ·v, v_i = (1−δ_i) u_i(a) + δ_i Σ_o ρ(o|a) w_i(o), subject to the incentive constraints
 * and w(o) in the convex hull of given points.
 *
 * <p>A kernel: revised simplex with an explicit inverse and columns that are not stored. With m
 * outcomes and K constraints the basis has m + K rows, a handful; a column is a point of an
 * outcome's set, found by its support in the direction that the prices give (Dantzig and Wolfe
 * 1960). After one phase 1 the basis serves all directions in turn. Nothing that the solver claims
 * rests on its arithmetic: upper bounds are recomputed from the prices by weak duality, which holds
 * for any prices, and strategies read off its solutions are evaluated anew.
 */
final class EnforcementProgram {
  /** Reduced costs up to this count as zero; payoffs are of the order of 1. */
  private static final double OPTIMAL = 1e-13;

  private static final double SMALLEST_PIVOT = 1e-11;

  /** Infeasibility up to this is rounding. */
  private static final double FEASIBLE = 1e-13;

  /** Constraints that hold by more than this whatever the continuation are left out. */
  private static final double SLACK = 1e-3;

  /** Sets of up to this many corners are searched through. */
  private static final int FEW = 8;

  /** A gap between bound and payoff above which corners are searched through. */
  private static final double GAP = 1e-13;

  private static final int PIVOTS_PER_ROW = 60;

  private final Incentives incentives;
  private final int m;
  private final int rows;
  private final double[] floor;
  private final int[] player;
  private final double[][] shift;
  private final double[][] inverse;
  private final double[] value;
  private final double[] prices;
  private final double[] entering;
  private final double[] column;

  /** The outcome of a basic column; −1 for a slack, −2 for an artificial variable. */
  private final int[] basicOutcome;

  /** The point of a basic column, or the number of its constraint. */
  private final int[] basicPoint;

  /** Support of each outcome's set in the direction of the prices, and where. */
  private final int[] furthest;

  private double[][] xs = {};
  private double[][] ys = {};
  private double direction1;
  private double direction2;
  private boolean feasible;

  /**
   * @param incentives of the profile
   * @param margin by which every constraint is to be exceeded, as a share of its coefficients;
   *     negative to relax
   * @param relief by which every constraint is relaxed, 0 or more
   */
  EnforcementProgram(Incentives incentives, double margin, double relief) {
    this.incentives = incentives;
    m = incentives.outcomeCount();
    int[] kept =
        IntStream.range(0, incentives.rowCount()).filter(r -> binds(incentives, r)).toArray();
    rows = m + kept.length;
    floor = new double[kept.length];
    player = new int[kept.length];
    shift = new double[kept.length][];
    for (int r = 0; r < floor.length; r++) {
      player[r] = incentives.player()[kept[r]];
      shift[r] = incentives.shift()[kept[r]];
      double size = Arrays.stream(shift[r]).map(Math::abs).sum();
      floor[r] = incentives.floor()[kept[r]] + margin * size - relief;
    }
    inverse = new double[rows][rows];
    value = new double[rows];
    prices = new double[rows];
    entering = new double[rows];
    column = new double[rows];
    basicOutcome = new int[rows];
    basicPoint = new int[rows];
    furthest = new int[m];
  }

  /** Whether a constraint can fail at all with continuation payoffs in [0, 1]². */
  private static boolean binds(Incentives incentives, int row) {
    double least = Arrays.stream(incentives.shift()[row]).map(v -> Math.min(0, v)).sum();
    return incentives.floor()[row] > least - SLACK;
  }

  /**
   * Looks for continuation payoffs that keep both players to the profile.
   *
   * @param setX setX[s] first coordinates of the points of state s
   * @param setY setY[s] second coordinates
   * @return false if there are none, which is certain: prices prove it
   */
  boolean start(double[][] setX, double[][] setY) {
    feasible = false;
    if (incentives.hopeless()) {
      return false;
    }
    xs = new double[m][];
    ys = new double[m][];
    for (int o = 0; o < m; o++) {
      xs[o] = setX[incentives.targets()[o]];
      ys[o] = setY[incentives.targets()[o]];
      if (xs[o].length == 0) {
        return false;
      }
    }
    for (int o = 0; o < m; o++) {
      Arrays.fill(inverse[o], 0);
      inverse[o][o] = 1;
      value[o] = 1;
      basicOutcome[o] = o;
      basicPoint[o] = 0;
    }
    boolean artificial = false;
    for (int r = 0; r < floor.length; r++) {
      double[] row = inverse[m + r];
      Arrays.fill(row, 0);
      double missing = floor[r];
      for (int o = 0; o < m; o++) {
        missing -= coefficient(r, o, 0);
      }
      double sign = missing > 0 ? 1 : -1;
      for (int o = 0; o < m; o++) {
        row[o] = -sign * coefficient(r, o, 0);
      }
      row[m + r] = sign;
      value[m + r] = Math.abs(missing);
      basicOutcome[m + r] = missing > 0 ? -2 : -1;
      basicPoint[m + r] = r;
      artificial |= missing > 0;
    }
    if (artificial) {
      direction1 = 0;
      direction2 = 0;
      optimise(true, true);
      double missing = 0;
      for (int k = 0; k < rows; k++) {
        missing += basicOutcome[k] == -2 ? Math.max(0, value[k]) : 0;
      }
      if (missing > FEASIBLE && bound(0, 0) < 0) {
        return false;
      }
      feasible = missing <= FEASIBLE;
    } else {
      feasible = true;
    }
    return true;
  }

  /** Whether the last start found a feasible point, not just no proof that there is none. */
  boolean isFeasible() {
    return feasible;
  }

  /**
   * Goes as far as possible in a direction.
   *
   * @return an upper bound of λ·v over all enforcing continuations, by weak duality
   */
  double maximise(double lambda1, double lambda2) {
    direction1 = lambda1;
    direction2 = lambda2;
    optimise(false, false);
    double bound = bound(lambda1, lambda2);
    if (bound - lambda1 * payoff(0) - lambda2 * payoff(1) > GAP) {
      // Walking along the corners stops early where several lie within rounding of a line.
      optimise(false, true);
      bound = Math.min(bound, bound(lambda1, lambda2));
    }
    return bound;
  }

  /** The player's payoff at the solution. */
  double payoff(int player) {
    double payoff = incentives.base()[player];
    for (int k = 0; k < rows; k++) {
      int o = basicOutcome[k];
      if (o >= 0) {
        double w = player == 0 ? xs[o][basicPoint[k]] : ys[o][basicPoint[k]];
        payoff += incentives.weight()[player] * incentives.probability()[o] * value[k] * w;
      }
    }
    return payoff;
  }

  /** The weights of an outcome's points at the solution, clipped and summing to 1. */
  double[] weights(int outcome) {
    double[] weights = new double[xs[outcome].length];
    double sum = 0;
    for (int k = 0; k < rows; k++) {
      if (basicOutcome[k] == outcome && value[k] > OPTIMAL) {
        weights[basicPoint[k]] += value[k];
        sum += value[k];
      }
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return weights;
  }

  private double coefficient(int row, int outcome, int point) {
    double[] w = player[row] == 0 ? xs[outcome] : ys[outcome];
    return shift[row][outcome] * w[point];
  }

  /**
   * λ·(1−δ)u(a) − Σ_r μ_r floor_r + Σ_o h_o(A_o(μ)) with μ the constraints' prices, cut at 0, and
   * h_o the support of outcome o's set: no less than λ·v for any enforcing continuation.
   */
  private double bound(double lambda1, double lambda2) {
    double bound = lambda1 * incentives.base()[0] + lambda2 * incentives.base()[1];
    for (int r = 0; r < floor.length; r++) {
      bound -= Math.max(0, -prices[m + r]) * floor[r];
    }
    for (int o = 0; o < m; o++) {
      double a1 = lambda1 * incentives.weight()[0] * incentives.probability()[o];
      double a2 = lambda2 * incentives.weight()[1] * incentives.probability()[o];
      for (int r = 0; r < floor.length; r++) {
        double price = Math.max(0, -prices[m + r]) * shift[r][o];
        if (player[r] == 0) {
          a1 += price;
        } else {
          a2 += price;
        }
      }
      double[] x = xs[o];
      double[] y = ys[o];
      double support = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < x.length; k++) {
        support = Math.max(support, a1 * x[k] + a2 * y[k]);
      }
      bound += support;
    }
    return bound;
  }

  private double cost(int k, boolean first) {
    int o = basicOutcome[k];
    if (o < 0) {
      return o == -2 && first ? -1 : 0;
    }
    return first ? 0 : cost(o, basicPoint[k]);
  }

  private double cost(int o, int point) {
    return incentives.probability()[o]
        * (direction1 * incentives.weight()[0] * xs[o][point]
            + direction2 * incentives.weight()[1] * ys[o][point]);
  }

  private void optimise(boolean first, boolean everyPoint) {
    for (int pivots = PIVOTS_PER_ROW * rows; pivots >= 0; pivots--) {
      setPrices(first);
      int outcome = -1;
      int point = -1;
      double best = OPTIMAL;
      for (int o = 0; o < m; o++) {
        double reduced = price(o, first, everyPoint);
        if (reduced > best) {
          best = reduced;
          outcome = o;
          point = furthest[o];
        }
      }
      for (int r = 0; r < floor.length; r++) {
        if (prices[m + r] > best) {
          best = prices[m + r];
          outcome = -1;
          point = r;
        }
      }
      if (point < 0 || pivots == 0 || !pivot(outcome, point, first)) {
        return;
      }
    }
  }

  private void setPrices(boolean first) {
    Arrays.fill(prices, 0);
    for (int k = 0; k < rows; k++) {
      double cost = cost(k, first);
      if (cost != 0) {
        double[] row = inverse[k];
        for (int j = 0; j < rows; j++) {
          prices[j] += cost * row[j];
        }
      }
    }
  }

  /** The largest reduced cost among an outcome's points; which, goes to {@link #furthest}. */
  private double price(int o, boolean first, boolean everyPoint) {
    double a1 = first ? 0 : direction1 * incentives.weight()[0] * incentives.probability()[o];
    double a2 = first ? 0 : direction2 * incentives.weight()[1] * incentives.probability()[o];
    for (int r = 0; r < floor.length; r++) {
      double price = prices[m + r] * shift[r][o];
      if (player[r] == 0) {
        a1 -= price;
      } else {
        a2 -= price;
      }
    }
    double[] x = xs[o];
    double[] y = ys[o];
    if (!everyPoint && x.length > FEW) {
      return walk(o, a1, a2) - prices[o];
    }
    double support = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < x.length; k++) {
      double reach = a1 * x[k] + a2 * y[k];
      if (reach > support) {
        support = reach;
        furthest[o] = k;
      }
    }
    return support - prices[o];
  }

  /** The support found by walking uphill from the last corner: corners go round their set. */
  private double walk(int o, double a1, double a2) {
    double[] x = xs[o];
    double[] y = ys[o];
    int n = x.length;
    int at = Math.min(furthest[o], n - 1);
    double support = a1 * x[at] + a2 * y[at];
    for (int step = 1; step >= -1; step -= 2) {
      boolean moved = false;
      while (true) {
        int next = at + step;
        next = next == n ? 0 : next < 0 ? n - 1 : next;
        double reach = a1 * x[next] + a2 * y[next];
        if (!(reach > support)) {
          break;
        }
        support = reach;
        at = next;
        moved = true;
      }
      if (moved) {
        break;
      }
    }
    furthest[o] = at;
    return support;
  }

  /** Brings a column (or, with outcome −1, a slack) into the basis; false if none can leave. */
  private boolean pivot(int outcome, int point, boolean first) {
    Arrays.fill(column, 0);
    if (outcome >= 0) {
      column[outcome] = 1;
      for (int r = 0; r < floor.length; r++) {
        column[m + r] = coefficient(r, outcome, point);
      }
    } else {
      column[m + point] = -1;
    }
    int leaving = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < rows; k++) {
      double sum = 0;
      double[] row = inverse[k];
      for (int j = 0; j < rows; j++) {
        sum += row[j] * column[j];
      }
      entering[k] = sum;
      double size = Math.abs(sum);
      boolean artificial = basicOutcome[k] == -2 && !first;
      if (size > SMALLEST_PIVOT && (sum > 0 || artificial)) {
        double ratio = artificial ? 0 : Math.max(0, value[k]) / sum;
        if (ratio < least || (ratio == least && size > Math.abs(entering[leaving]))) {
          least = ratio;
          leaving = k;
        }
      }
    }
    if (leaving < 0) {
      return false;
    }
    double pivot = entering[leaving];
    double[] pivotRow = inverse[leaving];
    for (int j = 0; j < rows; j++) {
      pivotRow[j] /= pivot;
    }
    value[leaving] = value[leaving] / pivot;
    for (int k = 0; k < rows; k++) {
      double factor = entering[k];
      if (k != leaving && factor != 0) {
        double[] row = inverse[k];
        for (int j = 0; j < rows; j++) {
          row[j] -= factor * pivotRow[j];
        }
        value[k] -= factor * value[leaving];
      }
    }
    basicOutcome[leaving] = outcome >= 0 ? outcome : -1;
    basicPoint[leaving] = point;
    return true;
  }
}
