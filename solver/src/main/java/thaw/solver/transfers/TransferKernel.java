package thaw.solver.transfers;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.MarkovChain;

/**
 * The kernel of {@link Transfers}: a game in flat arrays, the two kinds of decision problem that
 * its regimes are, and the elimination of profiles.
 *
 * <p>Invariants. Stage payoffs are shifted to be non-negative, player by player, and divided by one
 * scale, so that the largest payoff range is 1; all values here are in those units. Profiles of all
 * states are numbered through: those of state s are base[s] to base[s+1] − 1, in the order of
 * {@link State}. Profiles with equal transitions share a row. A state is live while it has an
 * admissible profile and no profile at all leads from it to a state that is not. Values and
 * policies of live states belong to the admissible profiles as they were when {@link #solve} last
 * ran.
 */
final class TransferKernel {
  /** Improvements below this are rounding. */
  private static final double IMPROVEMENT = 1e-14;

  /** Values move less than this in the last sweep of an evaluation. */
  private static final double SETTLED = 1e-15;

  /** Sweeps after which a chain is handed to a linear solve. */
  private static final int MOST_SWEEPS = 1000;

  /** Policy iteration ends long before; rounding must not make it go on for ever. */
  private static final int MOST_IMPROVEMENTS = 10_000;

  final int states;
  final int players;
  final double delta;

  /** First profile of each state, and the number of all. */
  final int[] base;

  /** Per player and profile. */
  private final double[][] stage;

  private final double[] jointStage;

  /** Distance between the profiles of successive actions: [state·players + player]. */
  private final int[] stride;

  private final int[] actions;

  private final int[] row;
  private final int[] rowStart;
  private final int[] successor;
  private final double[] probability;
  private final Transition[] transition;

  private final double scale;
  private final double[] lowest;

  final boolean[] admissible;
  final boolean[] live;

  /** U and the profile that attains it, per state. */
  final double[] joint;

  final int[] jointPolicy;

  /** v_i and the profile that holds i down to it: [player][state]. */
  final double[][] punishment;

  final int[][] punishmentPolicy;

  /** The best reply to the punishment, as a profile: [player][state]. */
  private final int[][] reply;

  /** (1−δ) u_i + δ E v_i under the best reply of i to the others: [player][profile]. */
  private final double[][] replyValue;

  /** (1−δ) Σ u_i + δ E U: [profile]. */
  private final double[] jointValue;

  /** What the values may miss, by the residuals of their Bellman equations; the last is U's. */
  private final double[] error;

  private final double[] expected;

  TransferKernel(Game game) {
    states = game.stateCount();
    players = game.playerCount();
    delta = game.discount(0);
    base = new int[states + 1];
    stride = new int[states * players];
    actions = new int[states * players];
    for (int s = 0; s < states; s++) {
      State state = game.state(s);
      base[s + 1] = Math.addExact(base[s], state.profileCount());
      for (int i = players - 1, step = 1; i >= 0; i--) {
        stride[s * players + i] = step;
        actions[s * players + i] = state.actionCount(i);
        step *= state.actionCount(i);
      }
    }
    int profiles = base[states];
    lowest = new double[players];
    double widest = 0;
    for (int i = 0; i < players; i++) {
      lowest[i] = game.minPayoff(i);
      widest = Math.max(widest, game.maxPayoff(i) - lowest[i]);
    }
    scale = widest > 0 ? widest : 1;
    stage = new double[players][profiles];
    jointStage = new double[profiles];
    row = new int[profiles];
    Map<Transition, Integer> rows = new HashMap<>();
    transition = new Transition[profiles];
    int entries = 0;
    for (int s = 0; s < states; s++) {
      State state = game.state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        int profile = base[s] + a;
        for (int i = 0; i < players; i++) {
          stage[i][profile] = (state.payoff(a, i) - lowest[i]) / scale;
          jointStage[profile] += stage[i][profile];
        }
        transition[profile] = state.transition(a);
        int next = rows.size();
        Integer known = rows.putIfAbsent(transition[profile], next);
        row[profile] = known == null ? next : known;
        entries += known == null ? transition[profile].size() : 0;
      }
    }
    rowStart = new int[rows.size() + 1];
    successor = new int[entries];
    probability = new double[entries];
    rows.forEach((to, r) -> rowStart[r + 1] = to.size());
    for (int r = 0; r < rows.size(); r++) {
      rowStart[r + 1] += rowStart[r];
    }
    rows.forEach(
        (to, r) -> {
          for (int k = 0; k < to.size(); k++) {
            successor[rowStart[r] + k] = to.successor(k);
            probability[rowStart[r] + k] = to.probability(k);
          }
        });
    admissible = new boolean[profiles];
    Arrays.fill(admissible, true);
    live = new boolean[states];
    Arrays.fill(live, true);
    joint = new double[states];
    jointPolicy = new int[states];
    Arrays.fill(jointPolicy, -1);
    punishment = new double[players][states];
    punishmentPolicy = new int[players][states];
    reply = new int[players][states];
    for (int i = 0; i < players; i++) {
      Arrays.fill(punishmentPolicy[i], -1);
    }
    replyValue = new double[players][profiles];
    jointValue = new double[profiles];
    error = new double[players + 1];
    expected = new double[rows.size()];
  }

  /** U(s) in the units of the game. */
  double jointPayoff(int state) {
    double sum = scale * joint[state];
    for (double low : lowest) {
      sum += low;
    }
    return sum;
  }

  /** v_i(s) in the units of the game. */
  double punishmentPayoff(int player, int state) {
    return scale * punishment[player][state] + lowest[player];
  }

  /** The largest payoff range of a player. */
  double scale() {
    return scale;
  }

  /** No value misses the one that belongs to the admissible profiles by more than this. */
  double error() {
    return Arrays.stream(error).max().orElseThrow();
  }

  /** No incentive slack misses the true one by more than this. */
  double slackError() {
    return delta * Arrays.stream(error).sum();
  }

  /**
   * By how much the joint payoff of a profile exceeds what the best deviations claim: (1−δ) Σ u_i +
   * δ E U − Σ_i max [(1−δ) u_i + δ E v_i].
   */
  double slack(int profile) {
    double slack = jointValue[profile];
    for (int i = 0; i < players; i++) {
      slack -= replyValue[i][profile];
    }
    return slack;
  }

  // ---- the two regimes ------------------------------------------------------------------------

  /**
   * Solves for U and v_i among the admissible profiles, those alone whose policies are no longer
   * admissible: a policy that is optimal in a set is optimal in every subset that holds it.
   */
  void solve() {
    if (!intact(jointPolicy)) {
      solveJoint();
    }
    for (int i = 0; i < players; i++) {
      if (!intact(punishmentPolicy[i])) {
        solvePunishment(i);
      }
    }
  }

  private boolean intact(int[] policy) {
    for (int s = 0; s < states; s++) {
      if (live[s] && (policy[s] < 0 || !admissible[policy[s]])) {
        return false;
      }
    }
    return true;
  }

  /** Maximal joint payoff: a Markov decision problem, by policy iteration (Howard 1960). */
  private void solveJoint() {
    valueJointly();
    for (int s = 0; s < states; s++) {
      if (live[s] && (jointPolicy[s] < 0 || !admissible[jointPolicy[s]])) {
        jointPolicy[s] = bestJointly(s);
      }
    }
    boolean improved = true;
    for (int k = 0; improved && k < MOST_IMPROVEMENTS; k++) {
      evaluate(jointPolicy, jointStage, joint);
      valueJointly();
      improved = false;
      for (int s = 0; s < states; s++) {
        if (live[s]) {
          int best = bestJointly(s);
          if (jointValue[best] > jointValue[jointPolicy[s]] + IMPROVEMENT * players) {
            jointPolicy[s] = best;
            improved = true;
          }
        }
      }
    }
    double residual = 0;
    for (int s = 0; s < states; s++) {
      if (live[s]) {
        residual = Math.max(residual, Math.abs(jointValue[bestJointly(s)] - joint[s]));
      }
    }
    error[players] = residual / (1 - delta);
  }

  private void valueJointly() {
    expect(joint);
    for (int a = 0; a < row.length; a++) {
      jointValue[a] = (1 - delta) * jointStage[a] + delta * expected[row[a]];
    }
  }

  private int bestJointly(int s) {
    int best = -1;
    for (int a = base[s]; a < base[s + 1]; a++) {
      if (admissible[a] && (best < 0 || jointValue[a] > jointValue[best])) {
        best = a;
      }
    }
    return best;
  }

  /**
   * The least that player i can be held down to: the others choose, i replies; strategy iteration
   * (Hoffman and Karp 1966), the replies solved for in full before each choice of the others.
   */
  private void solvePunishment(int i) {
    int[] policy = punishmentPolicy[i];
    double[] value = punishment[i];
    valueReplies(i);
    for (int s = 0; s < states; s++) {
      if (live[s] && (policy[s] < 0 || !admissible[policy[s]])) {
        policy[s] = worstFor(i, s);
        reply[i][s] = bestReply(i, s, policy[s]);
      }
    }
    boolean improved = true;
    for (int k = 0; improved && k < MOST_IMPROVEMENTS; k++) {
      solveReply(i);
      valueReplies(i);
      improved = false;
      for (int s = 0; s < states; s++) {
        if (live[s]) {
          int worst = worstFor(i, s);
          if (replyValue[i][worst] < replyValue[i][policy[s]] - IMPROVEMENT) {
            policy[s] = worst;
            reply[i][s] = bestReply(i, s, worst);
            improved = true;
          }
        }
      }
    }
    double residual = 0;
    for (int s = 0; s < states; s++) {
      if (live[s]) {
        residual = Math.max(residual, Math.abs(replyValue[i][worstFor(i, s)] - value[s]));
      }
    }
    error[i] = residual / (1 - delta);
  }

  /** Player i's best reply to its punishment policy: policy iteration once more. */
  private void solveReply(int i) {
    boolean improved = true;
    for (int k = 0; improved && k < MOST_IMPROVEMENTS; k++) {
      evaluate(reply[i], stage[i], punishment[i]);
      improved = false;
      for (int s = 0; s < states; s++) {
        if (live[s]) {
          int best = bestReply(i, s, punishmentPolicy[i][s]);
          if (oneStep(i, best) > oneStep(i, reply[i][s]) + IMPROVEMENT) {
            reply[i][s] = best;
            improved = true;
          }
        }
      }
    }
  }

  private int bestReply(int i, int s, int profile) {
    int step = stride[s * players + i];
    int count = actions[s * players + i];
    int first = profile - (profile - base[s]) / step % count * step;
    int best = first;
    double most = oneStep(i, first);
    for (int k = 1; k < count; k++) {
      double value = oneStep(i, first + k * step);
      if (value > most) {
        most = value;
        best = first + k * step;
      }
    }
    return best;
  }

  private double oneStep(int i, int profile) {
    return (1 - delta) * stage[i][profile] + delta * expectation(row[profile], punishment[i]);
  }

  private int worstFor(int i, int s) {
    int worst = -1;
    for (int a = base[s]; a < base[s + 1]; a++) {
      if (admissible[a] && (worst < 0 || replyValue[i][a] < replyValue[i][worst])) {
        worst = a;
      }
    }
    return worst;
  }

  /** Fills {@link #replyValue} of player i: per profile the best that i can reply to the others. */
  private void valueReplies(int i) {
    expect(punishment[i]);
    double[] value = replyValue[i];
    for (int a = 0; a < row.length; a++) {
      value[a] = (1 - delta) * stage[i][a] + delta * expected[row[a]];
    }
    for (int s = 0; s < states; s++) {
      int step = stride[s * players + i];
      int block = step * actions[s * players + i];
      for (int from = base[s]; from < base[s + 1]; from += block) {
        for (int first = from; first < from + step; first++) {
          double most = value[first];
          for (int a = first + step; a < first + block; a += step) {
            most = Math.max(most, value[a]);
          }
          for (int a = first; a < first + block; a += step) {
            value[a] = most;
          }
        }
      }
    }
  }

  // ---- chains ---------------------------------------------------------------------------------

  private void expect(double[] value) {
    for (int r = 0; r < expected.length; r++) {
      expected[r] = expectation(r, value);
    }
  }

  private double expectation(int r, double[] value) {
    double sum = 0;
    for (int k = rowStart[r]; k < rowStart[r + 1]; k++) {
      sum += probability[k] * value[successor[k]];
    }
    return sum;
  }

  /**
   * The value of playing a policy for ever, from the value at hand: Gauss–Seidel sweeps, up and
   * down the states in turn, or a linear solve where those take long.
   */
  private void evaluate(int[] policy, double[] reward, double[] value) {
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double moved = 0;
      for (int n = 0; n < states; n++) {
        int s = (sweep & 1) == 0 ? n : states - 1 - n;
        if (!live[s]) {
          continue;
        }
        int r = row[policy[s]];
        double sum = 0;
        double stay = 0;
        for (int k = rowStart[r]; k < rowStart[r + 1]; k++) {
          if (successor[k] == s) {
            stay = probability[k];
          } else {
            sum += probability[k] * value[successor[k]];
          }
        }
        double next = ((1 - delta) * reward[policy[s]] + delta * sum) / (1 - delta * stay);
        moved = Math.max(moved, Math.abs(next - value[s]));
        value[s] = next;
      }
      if (moved <= SETTLED * players) {
        return;
      }
    }
    solveChain(policy, reward, value);
  }

  private void solveChain(int[] policy, double[] reward, double[] value) {
    Transition[] chain = new Transition[states];
    double[] flow = new double[states];
    for (int s = 0; s < states; s++) {
      chain[s] = live[s] ? transition[policy[s]] : Transition.to(s);
      flow[s] = live[s] ? reward[policy[s]] : 0;
    }
    double[] solved = new MarkovChain(chain).discountedValue(flow, delta);
    System.arraycopy(solved, 0, value, 0, states);
  }

  // ---- elimination ----------------------------------------------------------------------------

  /**
   * Eliminates the profiles whose slack falls short of 0 by more than {@code tolerance}, and the
   * states that are left without a profile or lead to such states.
   *
   * @return whether any was eliminated
   */
  boolean eliminate(double tolerance) {
    boolean any = false;
    for (int s = 0; s < states; s++) {
      if (!live[s]) {
        continue;
      }
      boolean left = false;
      for (int a = base[s]; a < base[s + 1]; a++) {
        if (admissible[a] && slack(a) < -tolerance) {
          admissible[a] = false;
          any = true;
        }
        left |= admissible[a];
      }
      if (!left) {
        live[s] = false;
      }
    }
    return any && closeUnderSubgames();
  }

  /** Every subgame needs an equilibrium: a state that can lead to one without has none itself. */
  private boolean closeUnderSubgames() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int s = 0; s < states; s++) {
        if (live[s] && leadsToDead(s)) {
          live[s] = false;
          Arrays.fill(admissible, base[s], base[s + 1], false);
          changed = true;
        }
      }
    }
    return true;
  }

  private boolean leadsToDead(int s) {
    for (int a = base[s]; a < base[s + 1]; a++) {
      for (int k = rowStart[row[a]]; k < rowStart[row[a] + 1]; k++) {
        if (!live[successor[k]]) {
          return true;
        }
      }
    }
    return false;
  }
}
