package thaw.solver.transfers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.MarkovChain;

/**
 * The least that some players, the payers, have to pay to the others for the equilibrium regime of
 * a game with transfers to enforce itself.
 *
 * <p>At state s, where the regime plays a(s), player i can secure m_i(s) = max over its actions d
 * of (1−δ) u_i(d, a_−i) + δ E[v_i | d, a_−i], v_i being the punishment payoffs of {@link
 * Transfers}: the regime has to give i that much, w_i(s) ≥ m_i(s). If the payers reward the players
 * of a group G that share what they get, the group's value is w_G(s) = (1−δ) u_G(a) + δ (q(s) +
 * E[w_G | a]) with rewards q ≥ 0 paid at the start of the next period. The least value that
 * enforces the regime is the least solution of
 *
 * <pre>
 *   w_G(s) = max { m_G(s), (1−δ) u_G(a(s)) + δ E[w_G | a(s)] },
 * </pre>
 *
 * <p>an optimal stopping problem, solved by policy iteration. No scheme costs less, at any state,
 * whatever it conditions on: its values satisfy the same inequalities after every history, and the
 * operator is monotone. The payers then keep the most that they can at every state, so that if they
 * would rather refuse to pay, no scheme enforces the regime. If the others may pay each other they
 * never would: where w_G = m_G the payers are left with U − m_G, which the joint condition of
 * Goldlücke and Kranz (2018) makes no less than their own m; elsewhere they go on unpaid.
 */
public final class SettlingTransfers {
  /** Who shares what the payers give. */
  public enum Sharing {
    /** The players who do not pay may also pay each other: what is due is due to them together. */
    POOLED,
    /** Each of them receives and never pays. */
    SEPARATE
  }

  /**
   * The least rewards.
   *
   * @param path per state whether play can get there from the start
   * @param rewards what is paid at the start of the next period for following the regime at a
   *     state, in stage payoffs: [state][player], positive where the player receives, negative
   *     where it pays, 0 off the path
   * @param cost w_G − W_G at each state: the normalised discounted average of what the payers pay
   *     from there on
   * @param total the same from the start
   * @param shares of the payers in every payment, by player, 0 for the others
   * @param value per player its payoff from the start with rewards
   * @param unpaid per player its payoff from the start without
   * @param binding per state and player: whether the player is rewarded because it could otherwise
   *     do better by deviating there
   * @param willing whether every payer gains by paying its share, everywhere on the path
   * @param slack by how much the payers together get more than they could secure by refusing, at
   *     least, payoffs; negative if no payments enforce the regime
   */
  public record Plan(
      boolean[] path,
      double[][] rewards,
      double[] cost,
      double total,
      double[] shares,
      double[] value,
      double[] unpaid,
      boolean[][] binding,
      boolean willing,
      double slack) {
    /**
     * Whether the regime enforces itself with these rewards.
     *
     * @return the same as {@link #willing}
     */
    public boolean enforces() {
      return willing;
    }
  }

  /** Gains below this share of the payoff range are rounding. */
  private static final double ROUNDING = 1e-11;

  private final Game game;
  private final Transfers.Result regime;
  private final Transition start;
  private final boolean[] payer;
  private final double delta;
  private final double range;
  private final boolean[] path;
  private final Transition[] chain;
  private final double[][] unpaid;
  private final double[][] secure;

  private SettlingTransfers(Transfers.Result regime, Transition start, boolean[] payer) {
    this.regime = regime;
    this.start = start;
    this.payer = payer;
    game = regime.game();
    delta = game.discount(0);
    int states = game.stateCount();
    int players = game.playerCount();
    double widest = 0;
    for (int i = 0; i < players; i++) {
      widest = Math.max(widest, game.maxPayoff(i) - game.minPayoff(i));
    }
    range = widest > 0 ? widest : 1;
    chain = new Transition[states];
    for (int s = 0; s < states; s++) {
      boolean exists = regime.exists()[s];
      chain[s] = exists ? game.state(s).transition(regime.equilibrium()[s]) : Transition.to(s);
    }
    path = path();
    MarkovChain markov = new MarkovChain(chain);
    unpaid = new double[players][];
    secure = new double[players][states];
    for (int i = 0; i < players; i++) {
      double[] reward = new double[states];
      for (int s = 0; s < states; s++) {
        reward[s] = path[s] ? game.state(s).payoff(regime.equilibrium()[s], i) : 0;
        secure[i][s] = path[s] ? secure(s, i) : 0;
      }
      unpaid[i] = markov.discountedValue(reward, delta);
    }
  }

  /**
   * The least rewards that make the equilibrium regime enforce itself from the start on.
   *
   * @param regime of a game, with an equilibrium at every state of {@code start}
   * @param start where play starts
   * @param payers players who pay; distinct, at least one, not all
   * @param sharing whether the other players may pay each other
   * @return what is paid where, and whether the payers are willing
   * @throws IllegalArgumentException if the arguments do not fit each other
   */
  public static Plan least(
      Transfers.Result regime, Transition start, List<Integer> payers, Sharing sharing) {
    Game game = regime.game();
    boolean[] payer = new boolean[game.playerCount()];
    for (int i : payers) {
      if (i < 0 || i >= payer.length || payer[i]) {
        throw new IllegalArgumentException(
            "payers are " + payers + "; allowed: distinct, 0 to " + (payer.length - 1));
      }
      payer[i] = true;
    }
    if (payers.isEmpty() || payers.size() == payer.length) {
      throw new IllegalArgumentException(
          "payers are " + payers + "; allowed: some of the players, not all");
    }
    for (int k = 0; k < start.size(); k++) {
      if (!regime.exists()[start.successor(k)]) {
        throw new IllegalArgumentException(
            "there is no equilibrium at "
                + game.state(start.successor(k)).name()
                + "; allowed: starts with one");
      }
    }
    return new SettlingTransfers(regime, start, payer).plan(sharing);
  }

  private boolean[] path() {
    boolean[] reached = new boolean[game.stateCount()];
    int[] queue = new int[reached.length];
    int end = 0;
    for (int k = 0; k < start.size(); k++) {
      reached[start.successor(k)] = true;
      queue[end++] = start.successor(k);
    }
    for (int at = 0; at < end; at++) {
      Transition to = chain[queue[at]];
      for (int k = 0; k < to.size(); k++) {
        if (!reached[to.successor(k)]) {
          reached[to.successor(k)] = true;
          queue[end++] = to.successor(k);
        }
      }
    }
    return reached;
  }

  /**
   * m_i(s): the best that i can do on its own against the regime, punished from the next period.
   */
  private double secure(int s, int i) {
    State state = game.state(s);
    double most = Double.NEGATIVE_INFINITY;
    for (int b = 0; b < state.actionCount(i); b++) {
      int deviation = state.deviation(regime.equilibrium()[s], i, b);
      Transition to = state.transition(deviation);
      double then = 0;
      for (int k = 0; k < to.size(); k++) {
        then += to.probability(k) * regime.punishment()[to.successor(k)][i];
      }
      most = Math.max(most, (1 - delta) * state.payoff(deviation, i) + delta * then);
    }
    return most;
  }

  // ---- the least values -----------------------------------------------------------------------

  private Plan plan(Sharing sharing) {
    int states = path.length;
    int players = payer.length;
    List<List<Integer>> groups = groups(sharing);
    double[] cost = new double[states];
    double[][] worth = new double[players][];
    for (int i = 0; i < players; i++) {
      worth[i] = unpaid[i].clone();
    }
    for (List<Integer> group : groups) {
      double[] before = sum(group, unpaid);
      double[] needed = sum(group, secure);
      double[] after = leastValue(group, before, needed);
      for (int s = 0; s < states; s++) {
        cost[s] += path[s] ? after[s] - before[s] : 0;
        for (int i : group) {
          worth[i][s] =
              group.size() == 1 ? after[s] : secure[i][s] + (after[s] - needed[s]) / group.size();
        }
      }
    }
    double[] shares = shares(cost);
    for (int i = 0; i < players; i++) {
      for (int s = 0; s < states && payer[i]; s++) {
        worth[i][s] -= shares[i] * cost[s];
      }
    }
    return result(worth, cost, shares);
  }

  private List<List<Integer>> groups(Sharing sharing) {
    List<Integer> others = new ArrayList<>();
    for (int i = 0; i < payer.length; i++) {
      if (!payer[i]) {
        others.add(i);
      }
    }
    return sharing == Sharing.POOLED ? List.of(others) : others.stream().map(List::of).toList();
  }

  private static double[] sum(List<Integer> group, double[][] values) {
    double[] sum = new double[values[0].length];
    for (int i : group) {
      for (int s = 0; s < sum.length; s++) {
        sum[s] += values[i][s];
      }
    }
    return sum;
  }

  /** Policy iteration: where to pay up to what is needed, where to go on unpaid. */
  private double[] leastValue(List<Integer> group, double[] before, double[] needed) {
    boolean[] topped = new boolean[path.length];
    double[] value = before;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int s = 0; s < topped.length; s++) {
        double gain = path[s] ? needed[s] - goingOn(group, s, value) : 0;
        if (topped[s] ? gain < -ROUNDING * range : gain > ROUNDING * range) {
          topped[s] = !topped[s];
          changed = true;
        }
      }
      value = changed ? valueTopped(group, topped, needed) : value;
    }
    return value;
  }

  private double goingOn(List<Integer> group, int s, double[] value) {
    return (1 - delta) * flow(group, s) + delta * chain[s].expectation(value);
  }

  private double flow(List<Integer> group, int s) {
    double flow = 0;
    for (int i : group) {
      flow += game.state(s).payoff(regime.equilibrium()[s], i);
    }
    return flow;
  }

  private double[] valueTopped(List<Integer> group, boolean[] topped, double[] needed) {
    Transition[] to = chain.clone();
    double[] reward = new double[path.length];
    for (int s = 0; s < reward.length; s++) {
      if (topped[s]) {
        to[s] = Transition.to(s);
        reward[s] = needed[s];
      } else {
        reward[s] = path[s] ? flow(group, s) : 0;
      }
    }
    return new MarkovChain(to).discountedValue(reward, delta);
  }

  /**
   * Fixed shares of every payment, in proportion to the largest share that each payer could bear
   * everywhere on the path.
   */
  private double[] shares(double[] cost) {
    double[] most = new double[payer.length];
    for (int i = 0; i < payer.length; i++) {
      most[i] = payer[i] ? 1 : 0;
      for (int s = 0; s < path.length && payer[i]; s++) {
        if (path[s] && cost[s] > ROUNDING * range) {
          most[i] = Math.min(most[i], Math.max(0, (unpaid[i][s] - secure[i][s]) / cost[s]));
        }
      }
    }
    double sum = Arrays.stream(most).sum();
    long payers = java.util.stream.IntStream.range(0, payer.length).filter(i -> payer[i]).count();
    for (int i = 0; i < most.length; i++) {
      most[i] = sum > 0 ? most[i] / sum : payer[i] ? 1.0 / payers : 0;
    }
    return most;
  }

  private Plan result(double[][] worth, double[] cost, double[] shares) {
    int states = path.length;
    int players = payer.length;
    double[][] rewards = new double[states][players];
    boolean[][] binding = new boolean[states][players];
    boolean willing = true;
    double slack = Double.POSITIVE_INFINITY;
    for (int s = 0; s < states; s++) {
      double pool = 0;
      for (int i = 0; path[s] && i < players; i++) {
        double flow = game.state(s).payoff(regime.equilibrium()[s], i);
        double next = worth[i][s] - (1 - delta) * flow - delta * chain[s].expectation(worth[i]);
        boolean rounding = Math.abs(next) <= ROUNDING * range;
        rewards[s][i] = rounding || delta == 0 ? 0 : next / (delta * (1 - delta));
        binding[s][i] = !payer[i] && worth[i][s] <= secure[i][s] + ROUNDING * range && !rounding;
        willing &= worth[i][s] >= secure[i][s] - ROUNDING * range * players;
        pool += payer[i] ? worth[i][s] - secure[i][s] : 0;
      }
      slack = path[s] ? Math.min(slack, pool) : slack;
    }
    double[] value = new double[players];
    double[] without = new double[players];
    for (int i = 0; i < players; i++) {
      value[i] = start.expectation(worth[i]);
      without[i] = start.expectation(unpaid[i]);
    }
    return new Plan(
        path,
        rewards,
        cost,
        start.expectation(cost),
        shares,
        value,
        without,
        binding,
        willing,
        slack);
  }
}
