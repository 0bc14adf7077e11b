package thaw.solver.markov;

import java.util.Arrays;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.DenseSystem;

/**
 * The kernel: the equations of Markov logit equilibrium and their linearisation. Unknowns are log
 * probabilities β (state by state, player by player), total values V and the precision λ:
 *
 * <ul>
 *   <li>Σ_a exp β_a = 1,
 *   <li>(β_a − β_0) / (1 + λ) = λ/(1 + λ) · (Q_a − Q_0) for every other action,
 *   <li>V = Σ_a exp(β_a) Q_a, with Q_a = E[u + δ V' | a, the others' strategies].
 * </ul>
 *
 * <p>Payoffs are scaled to a range of 1. The β of one state touch only each other and V: they are
 * eliminated state by state, and one dense system in (V, λ) is left.
 */
final class LogitSystem {
  private final Game game;
  final int states;
  final int players;

  /** β of (s, i, a) is entry first[s][i] + a; those of state s begin at first[s][0]. */
  final int[][] first;

  final int betas;
  final int values;
  final double scale;
  private final double[][][] payoff;

  // At the current point: strategies, Q, and the residuals of both kinds of equations.
  private final double[] sigma;
  private final double[] q;
  private final double[] residualBeta;
  private final double[] residualValue;
  private double[] point = new double[0];

  LogitSystem(Game game) {
    this.game = game;
    states = game.stateCount();
    players = game.playerCount();
    first = new int[states + 1][players];
    int at = 0;
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < players; i++) {
        first[s][i] = at;
        at += game.state(s).actionCount(i);
      }
    }
    Arrays.fill(first[states], at);
    betas = at;
    values = states * players;
    double range = 0;
    for (int i = 0; i < players; i++) {
      range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
    }
    scale = range > 0 ? range : 1;
    payoff = new double[states][players][];
    for (int s = 0; s < states; s++) {
      State state = game.state(s);
      for (int i = 0; i < players; i++) {
        payoff[s][i] = new double[state.profileCount()];
        for (int a = 0; a < state.profileCount(); a++) {
          payoff[s][i][a] = (state.payoff(a, i) - game.minPayoff(i)) / scale;
        }
      }
    }
    sigma = new double[betas];
    q = new double[betas];
    residualBeta = new double[betas];
    residualValue = new double[values];
  }

  int size() {
    return betas + values + 1;
  }

  /** Everyone mixes evenly at λ = 0: the start of the principal branch. */
  double[] centre() {
    double[] start = new double[size()];
    double[][][] even = new double[states][players][];
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < players; i++) {
        int count = game.state(s).actionCount(i);
        even[s][i] = new double[count];
        Arrays.fill(even[s][i], 1.0 / count);
        Arrays.fill(start, first[s][i], first[s][i] + count, -Math.log(count));
      }
    }
    double[][] totals = new MarkovStrategies(game, even).totals();
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < players; i++) {
        double shift = game.minPayoff(i) / (1 - game.discount(i));
        start[betas + s * players + i] = (totals[s][i] - shift) / scale;
      }
    }
    return start;
  }

  MarkovStrategies strategies(double[] z) {
    double[][][] probabilities = new double[states][players][];
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < players; i++) {
        int count = game.state(s).actionCount(i);
        double[] own = new double[count];
        double sum = 0;
        for (int a = 0; a < count; a++) {
          own[a] = Math.exp(z[first[s][i] + a]);
          sum += own[a];
        }
        for (int a = 0; a < count; a++) {
          own[a] /= sum;
        }
        probabilities[s][i] = own;
      }
    }
    return new MarkovStrategies(game, probabilities);
  }

  private double value(int s, int i) {
    return point[betas + s * players + i];
  }

  /** Evaluates the equations at z; returns the largest residual. */
  double evaluate(double[] z) {
    point = z;
    double lambda = z[size() - 1];
    double weight = 1 / (1 + Math.abs(lambda));
    for (int k = 0; k < betas; k++) {
      sigma[k] = Math.exp(z[k]);
    }
    Arrays.fill(q, 0);
    double largest = 0;
    for (int s = 0; s < states; s++) {
      State state = game.state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        Transition to = state.transition(a);
        for (int i = 0; i < players; i++) {
          double p = 1;
          for (int j = 0; j < players; j++) {
            p *= j == i ? 1 : sigma[first[s][j] + state.action(a, j)];
          }
          if (p > 0) {
            q[first[s][i] + state.action(a, i)] += p * worth(s, i, a, to);
          }
        }
      }
      for (int i = 0; i < players; i++) {
        int from = first[s][i];
        int count = state.actionCount(i);
        double sum = 0;
        double mean = 0;
        for (int a = 0; a < count; a++) {
          sum += sigma[from + a];
          mean += sigma[from + a] * q[from + a];
          residualBeta[from + a] =
              weight * (z[from + a] - z[from] - lambda * (q[from + a] - q[from]));
        }
        residualBeta[from] = sum - 1;
        residualValue[s * players + i] = value(s, i) - mean;
        largest = Math.max(largest, Math.abs(residualValue[s * players + i]));
        for (int a = 0; a < count; a++) {
          largest = Math.max(largest, Math.abs(residualBeta[from + a]));
        }
      }
    }
    return largest;
  }

  private double worth(int s, int i, int a, Transition to) {
    double then = 0;
    for (int k = 0; k < to.size(); k++) {
      then += to.probability(k) * value(to.successor(k), i);
    }
    return payoff[s][i][a] + game.discount(i) * then;
  }

  /**
   * Solves the linearised equations, with the right-hand side minus the residuals (or zero), and
   * the additional equation row · x = last. To be called after {@link #evaluate}.
   */
  double[] solve(double[] row, double last, boolean newton) {
    int dense = values + 1;
    double lambda = point[size() - 1];
    double weight = 1 / (1 + Math.abs(lambda));
    DenseSystem schur = new DenseSystem(dense);
    double[][][] eliminated = new double[states][][];
    int[][] columns = new int[states][];
    for (int j = 0; j < dense; j++) {
      schur.add(values, j, row[betas + j]);
    }
    schur.addRight(values, last);
    int[] position = new int[values];
    for (int s = 0; s < states; s++) {
      State state = game.state(s);
      int from = first[s][0];
      int n = first[s + 1 == states ? states : s + 1][0] - from;
      columns[s] = columns(s, position);
      int width = columns[s].length + 2;
      // Rows: the equations of this state's β; then, per player, the equation of its value.
      double[][] local = new double[n + players][n + width];
      for (int a = 0; a < state.profileCount(); a++) {
        addProfile(s, state, a, local, n, position);
      }
      // So far the rows hold dQ; turn them into the equations.
      for (int i = 0; i < players; i++) {
        int base = first[s][i] - from;
        int count = state.actionCount(i);
        double[] mean = local[n + i];
        for (int a = 0; a < count; a++) {
          double p = sigma[from + base + a];
          for (int c = 0; c < n + width; c++) {
            mean[c] -= p * local[base + a][c];
          }
          mean[base + a] -= p * q[from + base + a];
        }
        mean[n + position[s * players + i]] += 1;
        mean[n + width - 1] = newton ? -residualValue[s * players + i] : 0;
        double[] reference = local[base].clone();
        for (int a = 1; a < count; a++) {
          double[] line = local[base + a];
          for (int c = 0; c < n + width - 2; c++) {
            line[c] = -weight * lambda * (line[c] - reference[c]);
          }
          line[base + a] += weight;
          line[base] -= weight;
          line[n + width - 2] = -weight * (q[from + base + a] - q[from + base]);
          line[n + width - 1] = newton ? -residualBeta[from + base + a] : 0;
        }
        double[] sum = local[base];
        Arrays.fill(sum, 0);
        for (int a = 0; a < count; a++) {
          sum[base + a] = sigma[from + base + a];
        }
        sum[n + width - 1] = newton ? -residualBeta[from + base] : 0;
      }
      eliminate(local, n);
      eliminated[s] = local;
      for (int i = 0; i < players; i++) {
        double[] line = local[n + i];
        for (int c = 0; c < columns[s].length; c++) {
          schur.add(s * players + i, columns[s][c], line[n + c]);
        }
        schur.add(s * players + i, values, line[n + width - 2]);
        schur.addRight(s * players + i, line[n + width - 1]);
      }
      for (int k = 0; k < n; k++) {
        double factor = row[from + k];
        if (factor != 0) {
          for (int c = 0; c < columns[s].length; c++) {
            schur.add(values, columns[s][c], -factor * local[k][n + c]);
          }
          schur.add(values, values, -factor * local[k][n + width - 2]);
          schur.addRight(values, -factor * local[k][n + width - 1]);
        }
      }
    }
    double[] solved = schur.solve();
    double[] x = new double[size()];
    System.arraycopy(solved, 0, x, betas, dense);
    for (int s = 0; s < states; s++) {
      int from = first[s][0];
      int n = first[s + 1][0] - from;
      int width = columns[s].length + 2;
      for (int k = 0; k < n; k++) {
        double[] line = eliminated[s][k];
        double value = line[n + width - 1] - line[n + width - 2] * x[size() - 1];
        for (int c = 0; c < columns[s].length; c++) {
          value -= line[n + c] * x[betas + columns[s][c]];
        }
        x[from + k] = value;
      }
    }
    return x;
  }

  /** The values that a state's equations speak of; fills their positions in the list. */
  private int[] columns(int own, int[] position) {
    State state = game.state(own);
    boolean[] used = new boolean[states];
    used[own] = true;
    int count = 1;
    for (int a = 0; a < state.profileCount(); a++) {
      Transition to = state.transition(a);
      for (int k = 0; k < to.size(); k++) {
        count += used[to.successor(k)] ? 0 : 1;
        used[to.successor(k)] = true;
      }
    }
    int[] columns = new int[count * players];
    int at = 0;
    for (int s = 0; s < states; s++) {
      for (int i = 0; used[s] && i < players; i++) {
        position[s * players + i] = at;
        columns[at++] = s * players + i;
      }
    }
    return columns;
  }

  /** Adds what one profile contributes to dQ of every player's action. */
  private void addProfile(int s, State state, int a, double[][] local, int n, int[] position) {
    Transition to = state.transition(a);
    int from = first[s][0];
    for (int i = 0; i < players; i++) {
      double[] line = local[first[s][i] - from + state.action(a, i)];
      double p = 1;
      for (int j = 0; j < players; j++) {
        p *= j == i ? 1 : sigma[first[s][j] + state.action(a, j)];
      }
      if (p == 0) {
        continue;
      }
      double worth = worth(s, i, a, to);
      for (int j = 0; j < players; j++) {
        if (j != i) {
          // dp/dβ_j = p: the derivative of exp is itself.
          line[first[s][j] - from + state.action(a, j)] += p * worth;
        }
      }
      for (int k = 0; k < to.size(); k++) {
        line[n + position[to.successor(k) * players + i]] +=
            p * game.discount(i) * to.probability(k);
      }
    }
  }

  /** Gauss–Jordan with partial pivoting on the first n columns, also of the rows below. */
  private static void eliminate(double[][] local, int n) {
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int k = column + 1; k < n; k++) {
        pivot = Math.abs(local[k][column]) > Math.abs(local[pivot][column]) ? k : pivot;
      }
      double[] line = local[pivot];
      local[pivot] = local[column];
      local[column] = line;
      double inverse = 1 / (line[column] == 0 ? Double.MIN_NORMAL : line[column]);
      for (int c = column; c < line.length; c++) {
        line[c] *= inverse;
      }
      for (int k = 0; k < local.length; k++) {
        double factor = k == column ? 0 : local[k][column];
        if (factor != 0) {
          for (int c = column; c < line.length; c++) {
            local[k][c] -= factor * line[c];
          }
        }
      }
    }
  }
}
