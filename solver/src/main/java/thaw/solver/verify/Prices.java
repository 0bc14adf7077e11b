package thaw.solver.verify;

import java.util.Arrays;
import java.util.List;

/**
 * Prices of constraints in max Σ_o gain_o·w(o) less a penalty for what is missing of Σ_o
 * shift_r,o·w_player(r)(o) ≥ floor_r, with each w(o) in the hull of given corners: the simplex
 * method, where the column to enter is the corner furthest in the direction that prices give
 * (Dantzig and Wolfe 1960). The result is good or bad advice only: bounds computed from any prices
 * hold.
 */
final class Prices {
  private static final double IMPROVES = 1e-11;
  private static final double SMALLEST_PIVOT = 1e-10;
  private static final int PIVOTS_PER_ROW = 40;

  private final int outcomes;
  private final int size;
  private final double[][] gain;
  private final double[][] shift;
  private final int[] player;
  private final double penalty;
  private final List<List<double[]>> corners;

  private final double[][] inverse;
  private final double[] value;
  private final double[] cost;

  private Prices(
      double[][] gain,
      double[][] shift,
      int[] player,
      double penalty,
      List<List<double[]>> corners) {
    outcomes = gain.length;
    size = outcomes + shift.length;
    this.gain = gain;
    this.shift = shift;
    this.player = player;
    this.penalty = penalty;
    this.corners = corners;
    inverse = new double[size][size];
    value = new double[size];
    cost = new double[size];
  }

  /**
   * @param gain per outcome the weights of the two coordinates in the objective
   * @param corners per outcome the corners, counter-clockwise, one or more
   * @return μ, one per row, between 0 and the penalty
   */
  static double[] of(
      double[][] gain,
      double[][] shift,
      int[] player,
      double[] floor,
      double penalty,
      List<List<double[]>> corners) {
    Prices prices = new Prices(gain, shift, player, penalty, corners);
    prices.start(floor);
    return prices.solve();
  }

  /** Every outcome at the corner that pays most; what is missing or to spare of each row. */
  private void start(double[] floor) {
    double[] kept = new double[shift.length];
    double[][] first = new double[outcomes][];
    for (int o = 0; o < outcomes; o++) {
      first[o] = Support.furthest(corners.get(o), gain[o][0], gain[o][1]);
      value[o] = 1;
      cost[o] = gain[o][0] * first[o][0] + gain[o][1] * first[o][1];
      inverse[o][o] = 1;
      for (int r = 0; r < kept.length; r++) {
        kept[r] += shift[r][o] * first[o][player[r]];
      }
    }
    for (int r = 0; r < kept.length; r++) {
      int row = outcomes + r;
      double sign = kept[r] < floor[r] ? 1 : -1; // missing: added; to spare: taken off
      value[row] = Math.abs(kept[r] - floor[r]);
      cost[row] = sign > 0 ? -penalty : 0;
      inverse[row][row] = sign;
      for (int o = 0; o < outcomes; o++) {
        inverse[row][o] = -sign * shift[r][o] * first[o][player[r]];
      }
    }
  }

  private double[] solve() {
    double[] dual = new double[size];
    double[] column = new double[size];
    for (int pivot = 0; pivot < PIVOTS_PER_ROW * size; pivot++) {
      Arrays.fill(dual, 0);
      for (int k = 0; k < size; k++) {
        for (int j = 0; cost[k] != 0 && j < size; j++) {
          dual[j] += cost[k] * inverse[k][j];
        }
      }
      double best = IMPROVES;
      double bestCost = 0;
      boolean found = false;
      double[] entering = new double[size];
      for (int o = 0; o < outcomes; o++) {
        double[] theta = gain[o].clone();
        for (int r = 0; r < shift.length; r++) {
          theta[player[r]] -= dual[outcomes + r] * shift[r][o];
        }
        double[] w = Support.furthest(corners.get(o), theta[0], theta[1]);
        double reduced = theta[0] * w[0] + theta[1] * w[1] - dual[o];
        if (reduced > best) {
          best = reduced;
          bestCost = gain[o][0] * w[0] + gain[o][1] * w[1];
          found = true;
          Arrays.fill(entering, 0);
          entering[o] = 1;
          for (int r = 0; r < shift.length; r++) {
            entering[outcomes + r] = shift[r][o] * w[player[r]];
          }
        }
      }
      for (int r = 0; r < shift.length; r++) {
        double price = -dual[outcomes + r];
        double reduced = Math.max(-price, price - penalty);
        if (reduced > best) {
          best = reduced;
          bestCost = price < 0 ? 0 : -penalty;
          found = true;
          Arrays.fill(entering, 0);
          entering[outcomes + r] = price < 0 ? -1 : 1;
        }
      }
      if (!found || !pivot(entering, bestCost, column)) {
        break;
      }
    }
    double[] mu = new double[shift.length];
    for (int r = 0; r < mu.length; r++) {
      mu[r] = Math.max(0, -dual[outcomes + r]);
    }
    return mu;
  }

  private boolean pivot(double[] entering, double enteringCost, double[] column) {
    for (int k = 0; k < size; k++) {
      column[k] = 0;
      for (int j = 0; j < size; j++) {
        column[k] += inverse[k][j] * entering[j];
      }
    }
    int leaving = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < size; k++) {
      if (column[k] > SMALLEST_PIVOT) {
        double ratio = value[k] / column[k];
        if (ratio < least || (ratio == least && column[k] > column[leaving])) {
          least = ratio;
          leaving = k;
        }
      }
    }
    if (leaving < 0) {
      return false;
    }
    double[] row = inverse[leaving];
    for (int j = 0; j < size; j++) {
      row[j] /= column[leaving];
    }
    for (int k = 0; k < size; k++) {
      if (k != leaving && column[k] != 0) {
        value[k] = Math.max(0, value[k] - column[k] * least);
        for (int j = 0; j < size; j++) {
          inverse[k][j] -= column[k] * row[j];
        }
      }
    }
    value[leaving] = least;
    cost[leaving] = enteringCost;
    return true;
  }
}
