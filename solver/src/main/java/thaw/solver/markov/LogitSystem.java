package thaw.solver.markov;

import java.util.Arrays;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.SystemSequence;

/**
 * The kernel: the equations of Markov logit equilibrium and their linearisation. Unknowns are log
 * probabilities β (state by state, player by player), total values V (player by player) and the
 * precision λ:
 *
 * <ul>
 *   <li>Σ_a exp β_a = 1,
 *   <li>(β_a − β_0 − log ρ_a/ρ_0) / (1 + λ) = λ/(1 + λ) · (Q_a − Q_0) for every other action, ρ
 *       being the prior,
 *   <li>V = Σ_a exp(β_a) Q_a, with Q_a = E[u + δ V' | a, the others' strategies].
 * </ul>
 *
 * <p>At λ = ∞ the second kind reads Q_a = Q_0 for the actions of a given support, the first of them
 * in the place of 0; the other actions are not played.
 *
 * <p>Payoffs are scaled to a range of 1. The β of one state touch only each other and V: they are
 * eliminated state by state, and one system in V and dλ/(1 + λ) is left, with a row per state and
 * player that reaches as far as the state's transitions.
 *
 * <p>Invariants: {@link #linearise} sets everything that {@link #solve} reads; the arrays of one
 * state are indexed by player and action, offset {@code first[s][i] − first[s][0]}.
 */
final class LogitSystem {
  /** Products of probabilities below this add nothing, and would be slow as subnormal numbers. */
  private static final double UNFELT = 1e-30;

  private static final double LOG_UNFELT = Math.log(UNFELT);

  final int states;
  final int players;

  /** β of (s, i, a) is entry first[s][i] + a; those of state s begin at first[s][0]. */
  final int[][] first;

  final int betas;
  final int values;
  final double scale;

  private final Game game;
  private final double[][] payoff; // [s][profile·players + i], scaled
  private final int[][] action; // [s][profile·players + i]
  private final int[][] columns; // [s]: the states that s may lead to, and s, increasing
  private final int[] own; // [s]: where s is among them
  private final int[][] start; // [s][profile]: where its successors begin
  private final int[][] local; // [s]: successors as positions in columns[s]
  private final double[][] probability; // [s], alongside
  private final double[] logPrior;

  private final double[] sigma;
  private final double[] q;
  private final double[] residualBeta;
  private final double[] residualValue;
  private final double[][] next; // [s][action·width + k]: δ_i · P(k-th column | own action)
  private final double[][] respond; // [s][n·(n + 2)]: dβ = K y + k dλ/(1 + λ) + r
  private final double[][] direct; // [s][players·n]: dV = R y + …
  private final SystemSequence schur;
  private final double[] right;
  private double[] point = new double[0];
  private double[] borderRow = new double[0];

  /**
   * @param prior what is played at λ = 0, all probabilities positive: prior[state][player][action]
   */
  LogitSystem(Game game, double[][][] prior) {
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
    scale = payoffRange(game);
    payoff = new double[states][];
    action = new int[states][];
    columns = new int[states][];
    own = new int[states];
    start = new int[states][];
    local = new int[states][];
    probability = new double[states][];
    next = new double[states][];
    respond = new double[states][];
    direct = new double[states][];
    logPrior = new double[betas];
    int[] position = new int[states];
    for (int s = 0; s < states; s++) {
      read(s, position);
      int n = first[s + 1][0] - first[s][0];
      next[s] = new double[n * columns[s].length];
      respond[s] = new double[n * (n + 2)];
      direct[s] = new double[players * n];
      for (int i = 0; i < players; i++) {
        for (int a = 0; a < prior[s][i].length; a++) {
          logPrior[first[s][i] + a] = Math.log(prior[s][i][a]);
        }
      }
    }
    sigma = new double[betas];
    q = new double[betas];
    residualBeta = new double[betas];
    residualValue = new double[values];
    right = new double[values + 1];
    schur = new SystemSequence(pattern());
  }

  /** The largest range of any player's stage payoffs; 1 if all are constant. */
  static double payoffRange(Game game) {
    double range = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      range = Math.max(range, game.maxPayoff(i) - game.minPayoff(i));
    }
    return range > 0 ? range : 1;
  }

  private void read(int s, int[] position) {
    State state = game.state(s);
    int profiles = state.profileCount();
    boolean[] used = new boolean[states];
    used[s] = true;
    start[s] = new int[profiles + 1];
    for (int a = 0; a < profiles; a++) {
      Transition to = state.transition(a);
      start[s][a + 1] = start[s][a] + to.size();
      for (int k = 0; k < to.size(); k++) {
        used[to.successor(k)] = true;
      }
    }
    int width = 0;
    int[] list = new int[states];
    for (int k = 0; k < states; k++) {
      if (used[k]) {
        position[k] = width;
        list[width++] = k;
      }
    }
    columns[s] = Arrays.copyOf(list, width);
    own[s] = position[s];
    local[s] = new int[start[s][profiles]];
    probability[s] = new double[start[s][profiles]];
    payoff[s] = new double[profiles * players];
    action[s] = new int[profiles * players];
    for (int a = 0; a < profiles; a++) {
      Transition to = state.transition(a);
      for (int k = 0; k < to.size(); k++) {
        local[s][start[s][a] + k] = position[to.successor(k)];
        probability[s][start[s][a] + k] = to.probability(k);
      }
      for (int i = 0; i < players; i++) {
        payoff[s][a * players + i] = (state.payoff(a, i) - game.minPayoff(i)) / scale;
        action[s][a * players + i] = state.action(a, i);
      }
    }
  }

  private int[][] pattern() {
    int[][] pattern = new int[values + 1][];
    for (int s = 0; s < states; s++) {
      int width = columns[s].length;
      int[] row = new int[players * width + 1];
      for (int j = 0; j < players; j++) {
        for (int k = 0; k < width; k++) {
          row[j * width + k] = j * states + columns[s][k];
        }
      }
      row[players * width] = values;
      for (int i = 0; i < players; i++) {
        pattern[i * states + s] = row;
      }
    }
    pattern[values] = new int[values + 1];
    Arrays.setAll(pattern[values], k -> k);
    return pattern;
  }

  int size() {
    return betas + values + 1;
  }

  /** The prior at λ = 0 and what it is worth: the start of the branch. */
  double[] origin() {
    double[] z = new double[size()];
    System.arraycopy(logPrior, 0, z, 0, betas);
    setValues(z);
    return z;
  }

  /** Makes the values those of the strategies. */
  private void setValues(double[] z) {
    double[][] totals = strategies(z).totals();
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < players; i++) {
        double shift = game.minPayoff(i) / (1 - game.discount(i));
        z[betas + i * states + s] = (totals[s][i] - shift) / scale;
      }
    }
  }

  MarkovStrategies strategies(double[] z) {
    double[][][] probabilities = new double[states][players][];
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < players; i++) {
        double[] own = new double[game.state(s).actionCount(i)];
        double sum = 0;
        for (int a = 0; a < own.length; a++) {
          own[a] = Math.exp(z[first[s][i] + a]);
          sum += own[a];
        }
        for (int a = 0; a < own.length; a++) {
          own[a] /= sum;
        }
        probabilities[s][i] = own;
      }
    }
    return new MarkovStrategies(game, probabilities);
  }

  /** Evaluates the equations at z and linearises them. */
  void linearise(double[] z) {
    linearise(z, new boolean[0]);
  }

  /** The same at λ = ∞ on a support, one flag per β. */
  void linearise(double[] z, boolean[] support) {
    point = z;
    boolean limit = support.length > 0;
    for (int k = 0; k < betas; k++) {
      boolean unfelt = (limit && !support[k]) || z[k] < LOG_UNFELT;
      sigma[k] = unfelt ? 0 : Math.exp(z[k]);
    }
    for (int s = 0; s < states; s++) {
      state(s, support);
    }
    schur.changed();
  }

  /** Whether any equation misses by more than {@code most}; after {@link #linearise}. */
  double largestResidual() {
    double largest = 0;
    for (double r : residualBeta) {
      largest = Double.isNaN(r) ? Double.NaN : Math.max(largest, Math.abs(r));
    }
    for (double r : residualValue) {
      largest = Double.isNaN(r) ? Double.NaN : Math.max(largest, Math.abs(r));
    }
    return largest;
  }

  private void state(int s, boolean[] support) {
    int from = first[s][0];
    int n = first[s + 1][0] - from;
    int stride = 2 * n + 2;
    // Left: the equations of this state's β. Right: their response to y, to dλ, to the residuals,
    // y being what future values add to Q.
    double[] m = new double[n * stride];
    double[] h = new double[n * n]; // ∂Q/∂β
    expectations(s, n, h);
    boolean limit = support.length > 0;
    double lambda = limit ? 1 : point[size() - 1];
    // At infinity the weight of β stays in the matrix: a player may mix where the others do not,
    // kept indifferent by what comes later, and β could not be eliminated state by state.
    double weight = 1 / (1 + Math.abs(point[size() - 1]));
    double share = limit ? 1 : weight * lambda;
    for (int i = 0; i < players; i++) {
      int base = first[s][i] - from;
      int end = i + 1 < players ? first[s][i + 1] - from : n;
      int reference = base;
      while (limit && !support[from + reference]) {
        reference++;
      }
      double sum = -1;
      double mean = 0;
      for (int a = base; a < end; a++) {
        sum += sigma[from + a];
        mean += sigma[from + a] * q[from + a];
        if (a == reference) {
          continue;
        }
        int row = a * stride;
        if (limit && !support[from + a]) {
          m[row + a] = 1;
          residualBeta[from + a] = 0;
          continue;
        }
        for (int c = 0; c < n; c++) {
          m[row + c] = -share * (h[a * n + c] - h[reference * n + c]);
        }
        m[row + a] += weight;
        m[row + reference] -= weight;
        m[row + n + a] = share;
        m[row + n + reference] = -share;
        double gain = q[from + a] - q[from + reference];
        m[row + 2 * n] = limit ? 0 : gain;
        double odds = point[from + a] - point[from + reference];
        odds -= logPrior[from + a] - logPrior[from + reference];
        double r = limit ? -gain : weight * (odds - lambda * gain);
        residualBeta[from + a] = r;
        m[row + 2 * n + 1] = -r;
      }
      for (int a = base; a < end; a++) {
        m[reference * stride + a] = sigma[from + a];
      }
      residualBeta[from + reference] = sum;
      m[reference * stride + 2 * n + 1] = -sum;
      residualValue[i * states + s] = point[betas + i * states + s] - mean;
    }
    reduce(m, n, stride);
    int width = n + 2;
    double[] response = respond[s];
    for (int a = 0; a < n; a++) {
      System.arraycopy(m, a * stride + n, response, a * width, width);
    }
    rows(s, n, h, response);
  }

  /** Q, ∂Q/∂β and where each action leads, from the profiles one by one. */
  private void expectations(int s, int n, double[] h) {
    int from = first[s][0];
    int width = columns[s].length;
    int[] cols = columns[s];
    double[] lead = next[s];
    Arrays.fill(lead, 0);
    Arrays.fill(q, from, from + n, 0);
    int profiles = start[s].length - 1;
    boolean full = cols[width - 1] - cols[0] == width - 1;
    for (int a = 0; a < profiles; a++) {
      for (int i = 0; i < players; i++) {
        double p = 1;
        for (int j = 0; j < players; j++) {
          p *= j == i ? 1 : sigma[first[s][j] + action[s][a * players + j]];
        }
        if (p < UNFELT) {
          continue;
        }
        double delta = game.discount(i);
        int mine = first[s][i] - from + action[s][a * players + i];
        int begin = start[s][a];
        int count = start[s][a + 1] - begin;
        int valueAt = betas + i * states;
        double then =
            full && count == width
                ? whole(probability[s], begin, valueAt + cols[0], lead, mine * width, p, count)
                : some(s, begin, valueAt, lead, mine * width, p, count);
        double worth = payoff[s][a * players + i] + delta * then;
        q[from + mine] += p * worth;
        for (int j = 0; j < players; j++) {
          if (j != i) {
            // dp/dβ_j = p: the derivative of exp is itself.
            h[mine * n + first[s][j] - from + action[s][a * players + j]] += p * worth;
          }
        }
      }
    }
    for (int i = 0; i < players; i++) {
      int base = (first[s][i] - from) * width;
      int end = (i + 1 < players ? first[s][i + 1] - from : n) * width;
      double delta = game.discount(i);
      for (int k = base; k < end; k++) {
        lead[k] *= delta;
      }
    }
  }

  /** Expected value over a full row, which is added to {@code lead} with weight p. */
  private double whole(
      double[] row, int begin, int valueAt, double[] lead, int at, double p, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < count; k += 4) {
      s0 += row[begin + k] * point[valueAt + k];
      s1 += row[begin + k + 1] * point[valueAt + k + 1];
      s2 += row[begin + k + 2] * point[valueAt + k + 2];
      s3 += row[begin + k + 3] * point[valueAt + k + 3];
    }
    for (; k < count; k++) {
      s0 += row[begin + k] * point[valueAt + k];
    }
    for (k = 0; k < count; k++) {
      lead[at + k] += p * row[begin + k];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private double some(int s, int begin, int valueAt, double[] lead, int at, double p, int count) {
    double then = 0;
    for (int k = begin; k < begin + count; k++) {
      int column = local[s][k];
      then += probability[s][k] * point[valueAt + columns[s][column]];
      lead[at + column] += p * probability[s][k];
    }
    return then;
  }

  /** The rows of the reduced system: what a value is, its state's β eliminated. */
  private void rows(int s, int n, double[] h, double[] response) {
    int from = first[s][0];
    int width = columns[s].length;
    double[] g = new double[n];
    for (int i = 0; i < players; i++) {
      int base = first[s][i] - from;
      int end = i + 1 < players ? first[s][i + 1] - from : n;
      Arrays.fill(g, 0);
      for (int a = base; a < end; a++) {
        double p = sigma[from + a];
        g[a] += p * q[from + a];
        for (int c = 0; c < n && p != 0; c++) {
          g[c] += p * h[a * n + c];
        }
      }
      double byLambda = 0;
      double byResidual = -residualValue[i * states + s];
      double[] r = direct[s];
      Arrays.fill(r, i * n, (i + 1) * n, 0);
      for (int a = 0; a < n; a++) {
        if (g[a] == 0) {
          continue;
        }
        for (int c = 0; c < n; c++) {
          r[i * n + c] += g[a] * response[a * (n + 2) + c];
        }
        byLambda += g[a] * response[a * (n + 2) + n];
        byResidual += g[a] * response[a * (n + 2) + n + 1];
      }
      for (int a = base; a < end; a++) {
        r[i * n + a] += sigma[from + a];
      }
      double[] row = schur.row(i * states + s);
      Arrays.fill(row, 0);
      addFuture(s, n, r, i * n, -1, row);
      row[i * width + own[s]] += 1;
      row[players * width] = -byLambda;
      right[i * states + s] = byResidual;
    }
  }

  /** Adds factor · weights · y to a row over this state's columns, y written out in values. */
  private void addFuture(int s, int n, double[] weights, int at, double factor, double[] row) {
    int from = first[s][0];
    int width = columns[s].length;
    double[] lead = next[s];
    for (int j = 0; j < players; j++) {
      int end = j + 1 < players ? first[s][j + 1] - from : n;
      for (int a = first[s][j] - from; a < end; a++) {
        double w = factor * weights[at + a];
        if (w == 0) {
          continue;
        }
        int source = a * width;
        int target = j * width;
        for (int k = 0; k < width; k++) {
          row[target + k] += w * lead[source + k];
        }
      }
    }
  }

  /**
   * Solves the linearised equations together with {@code row} · x = {@code last}; the entries of
   * the row for values are not read.
   *
   * @param newton whether the right-hand side is minus the residuals, or zero
   * @param tolerance of the linear system, relative
   */
  double[] solve(double[] row, double last, boolean newton, double tolerance) {
    if (row != borderRow) {
      schur.changed();
      borderRow = row;
    }
    border(row, last, newton);
    double[] b = right.clone();
    if (!newton) {
      Arrays.fill(b, 0, values, 0);
    }
    double[] solved = schur.solve(b, tolerance);
    double[] x = new double[size()];
    System.arraycopy(solved, 0, x, betas, values + 1);
    double byLambda = solved[values];
    x[size() - 1] = byLambda * (1 + Math.abs(point[size() - 1]));
    double[] y = new double[largestCount()];
    for (int s = 0; s < states; s++) {
      int from = first[s][0];
      int n = first[s + 1][0] - from;
      int width = columns[s].length;
      for (int j = 0; j < players; j++) {
        int end = j + 1 < players ? first[s][j + 1] - from : n;
        for (int a = first[s][j] - from; a < end; a++) {
          double sum = 0;
          for (int k = 0; k < width; k++) {
            sum += next[s][a * width + k] * solved[j * states + columns[s][k]];
          }
          y[a] = sum;
        }
      }
      double[] response = respond[s];
      for (int a = 0; a < n; a++) {
        int at = a * (n + 2);
        double sum = response[at + n] * byLambda + (newton ? response[at + n + 1] : 0);
        for (int c = 0; c < n; c++) {
          sum += response[at + c] * y[c];
        }
        x[from + a] = sum;
      }
    }
    return x;
  }

  private int largestCount() {
    int most = 0;
    for (int s = 0; s < states; s++) {
      most = Math.max(most, first[s + 1][0] - first[s][0]);
    }
    return most;
  }

  private void border(double[] row, double last, boolean newton) {
    double[] border = schur.row(values);
    Arrays.fill(border, 0);
    border[values] = row[size() - 1] * (1 + Math.abs(point[size() - 1]));
    double rest = last;
    double[] weights = new double[largestCount()];
    double[] part = new double[0];
    for (int s = 0; s < states; s++) {
      int from = first[s][0];
      int n = first[s + 1][0] - from;
      Arrays.fill(weights, 0);
      boolean any = false;
      for (int a = 0; a < n; a++) {
        double w = row[from + a];
        if (w == 0) {
          continue;
        }
        any = true;
        int at = a * (n + 2);
        for (int c = 0; c < n; c++) {
          weights[c] += w * respond[s][at + c];
        }
        border[values] += w * respond[s][at + n];
        rest -= newton ? w * respond[s][at + n + 1] : 0;
      }
      if (any) {
        int width = columns[s].length;
        if (part.length < players * width) {
          part = new double[players * width];
        }
        Arrays.fill(part, 0);
        addFuture(s, n, weights, 0, 1, part);
        for (int j = 0; j < players; j++) {
          for (int k = 0; k < width; k++) {
            border[j * states + columns[s][k]] += part[j * width + k];
          }
        }
      }
    }
    right[values] = rest;
  }

  /** Gauss–Jordan with partial pivoting on the first n columns of n rows. */
  private static void reduce(double[] m, int n, int stride) {
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int k = column + 1; k < n; k++) {
        if (Math.abs(m[k * stride + column]) > Math.abs(m[pivot * stride + column])) {
          pivot = k;
        }
      }
      int line = column * stride;
      if (pivot != column) {
        for (int c = column; c < stride; c++) {
          double swap = m[line + c];
          m[line + c] = m[pivot * stride + c];
          m[pivot * stride + c] = swap;
        }
      }
      // A column of zeros makes entries that are not finite; the caller gives up the step.
      double inverse = 1 / m[line + column];
      for (int c = column; c < stride; c++) {
        m[line + c] *= inverse;
      }
      for (int k = 0; k < n; k++) {
        double factor = m[k * stride + column];
        if (k == column || factor == 0) {
          continue;
        }
        int target = k * stride;
        for (int c = column; c < stride; c++) {
          m[target + c] -= factor * m[line + c];
        }
      }
    }
  }

  // ---- lengths along the branch ---------------------------------------------------------------

  /** The row of z ↦ ⟨x, z⟩ = Σ σ x_β z_β + x_λ z_λ/(1 + λ)² at the point of linearisation. */
  double[] row(double[] x) {
    double[] row = new double[size()];
    for (int k = 0; k < betas; k++) {
      row[k] = sigma[k] * x[k];
    }
    double unit = 1 + Math.abs(point[size() - 1]);
    row[size() - 1] = x[size() - 1] / unit / unit;
    return row;
  }

  /**
   * The length of a change: the largest over states and players of (Σ_a σ_a dβ_a²)^½, the Fisher
   * length of a change of a mixed action, or the relative change of 1 + λ; with probabilities as
   * they are after the change where it makes them larger.
   */
  double length(double[] x) {
    double largest = Math.abs(x[size() - 1]) / (1 + Math.abs(point[size() - 1]));
    for (int s = 0; s < states; s++) {
      for (int i = 0; i < players; i++) {
        int end = i + 1 < players ? first[s][i + 1] : first[s + 1][0];
        double sum = 0;
        for (int k = first[s][i]; k < end; k++) {
          sum += sigma[k] * x[k] * x[k] * (x[k] > 1 ? Math.exp(x[k]) : 1);
        }
        largest = sum <= largest * largest ? largest : Math.sqrt(sum);
      }
    }
    return largest;
  }
}
