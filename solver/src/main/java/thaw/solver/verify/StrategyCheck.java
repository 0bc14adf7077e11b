package thaw.solver.verify;

import java.util.ArrayList;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.Automaton.Node;
import thaw.solver.linear.MarkovChain;

/**
 * Checks that a strategy automaton is a subgame-perfect equilibrium: its values are solved for anew
 * and every one-shot deviation at every node is tried (Blackwell 1965; Mailath and Samuelson 2006,
 * proposition 2.4.1). Nothing of the solver that found the automaton is used.
 */
public final class StrategyCheck {
  /** Lottery weights may miss 1 by this much. */
  private static final double WEIGHT_TOLERANCE = 1e-9;

  /** Gains up to this share of the payoff range are rounding. */
  public static final double GAIN_TOLERANCE = 1e-10;

  private StrategyCheck() {}

  /**
   * What the check found.
   *
   * @param values per node each player's payoff from there on, discounted average
   * @param valueError the values miss the true ones by at most this
   * @param largestGain the most that any one-shot deviation gains, payoffs; negative when every
   *     constraint is slack
   * @param relativeGain the same as a share of the player's payoff range
   * @param node where
   * @param player who
   * @param deviation to which action
   */
  public record Result(
      double[][] values,
      double valueError,
      double largestGain,
      double relativeGain,
      int node,
      int player,
      String deviation) {
    /** Whether no deviation gains more than rounding. */
    public boolean isEquilibrium() {
      return relativeGain <= GAIN_TOLERANCE;
    }
  }

  /**
   * Checks the automaton against the game.
   *
   * @throws IllegalArgumentException if it does not fit the game; the message lists what does not
   */
  public static Result check(Game game, Automaton automaton) {
    List<String> misfits = misfits(game, automaton);
    if (!misfits.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", misfits));
    }
    int count = automaton.nodes().size();
    Transition[] path = new Transition[count];
    double[][] flow = new double[2][count];
    for (int n = 0; n < count; n++) {
      Node node = automaton.nodes().get(n);
      path[n] = automaton.path(game, n);
      flow[0][n] = game.state(node.state()).payoff(node.profile(), 0);
      flow[1][n] = game.state(node.state()).payoff(node.profile(), 1);
    }
    MarkovChain chain = new MarkovChain(path);
    double[][] values = new double[count][2];
    double error = 0;
    for (int i = 0; i < 2; i++) {
      double delta = game.discount(i);
      double[] value = chain.discountedValue(flow[i], delta);
      for (int n = 0; n < count; n++) {
        values[n][i] = value[n];
        double again = (1 - delta) * flow[i][n] + delta * path[n].expectation(value);
        error = Math.max(error, Math.abs(again - value[n]) / (1 - delta));
      }
    }
    return largestGain(game, automaton, values, error);
  }

  private static Result largestGain(
      Game game, Automaton automaton, double[][] values, double error) {
    Result worst =
        new Result(values, error, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, -1, "");
    double[] range = new double[2];
    for (int i = 0; i < 2; i++) {
      double width = game.maxPayoff(i) - game.minPayoff(i);
      // of constant payoffs every difference is rounding
      range[i] = width > 0 ? width : Math.max(1, Math.abs(game.maxPayoff(i)));
    }
    for (int n = 0; n < values.length; n++) {
      Node node = automaton.nodes().get(n);
      State state = game.state(node.state());
      for (int i = 0; i < 2; i++) {
        for (int action = 0; action < state.actionCount(i); action++) {
          int deviation = state.deviation(node.profile(), i, action);
          if (deviation == node.profile()) {
            continue;
          }
          double then = 0;
          Transition to = state.transition(deviation);
          for (int k = 0; k < to.size(); k++) {
            then += to.probability(k) * values[automaton.punishment(to.successor(k), i)][i];
          }
          double delta = game.discount(i);
          double payoff = (1 - delta) * state.payoff(deviation, i) + delta * then;
          double gain = payoff - values[n][i];
          if (gain / range[i] > worst.relativeGain()) {
            worst =
                new Result(
                    values, error, gain, gain / range[i], n, i, state.actions(i).get(action));
          }
        }
      }
    }
    return worst;
  }

  private static List<String> misfits(Game game, Automaton automaton) {
    List<String> misfits = new ArrayList<>();
    int count = automaton.nodes().size();
    if (automaton.punishments().length != game.stateCount()) {
      misfits.add(
          "punishments are given for "
              + automaton.punishments().length
              + " states; the game has "
              + game.stateCount());
      return misfits;
    }
    for (int n = 0; n < count; n++) {
      Node node = automaton.nodes().get(n);
      String name = "node " + n;
      if (node.state() < 0 || node.state() >= game.stateCount()) {
        misfits.add(name + ": no state " + node.state());
        continue;
      }
      State state = game.state(node.state());
      if (node.profile() < 0 || node.profile() >= state.profileCount()) {
        misfits.add(name + ": " + state.name() + " has no profile " + node.profile());
        continue;
      }
      Transition to = state.transition(node.profile());
      if (node.next().size() != to.size()) {
        misfits.add(
            name + ": " + node.next().size() + " lotteries for " + to.size() + " successors");
        continue;
      }
      for (int k = 0; k < to.size(); k++) {
        checkLottery(automaton, node.next().get(k), to.successor(k), name, misfits);
      }
      for (int i = 0; i < 2; i++) {
        for (int action = 0; action < state.actionCount(i); action++) {
          int deviation = state.deviation(node.profile(), i, action);
          Transition away = state.transition(deviation);
          for (int k = 0; deviation != node.profile() && k < away.size(); k++) {
            int punishment = automaton.punishment(away.successor(k), i);
            if (!isNodeOf(automaton, punishment, away.successor(k))) {
              misfits.add(
                  name
                      + ": nothing punishes "
                      + game.players().get(i)
                      + " at "
                      + game.state(away.successor(k)).name());
            }
          }
        }
      }
    }
    return misfits;
  }

  /** Appends what is wrong with a lottery over nodes of {@code state}. */
  static void checkLottery(
      Automaton automaton, Lottery lottery, int state, String name, List<String> misfits) {
    double sum = 0;
    for (int j = 0; j < lottery.nodes().length; j++) {
      if (!isNodeOf(automaton, lottery.nodes()[j], state)) {
        misfits.add(name + ": node " + lottery.nodes()[j] + " does not belong to state " + state);
      }
      if (!(lottery.weights()[j] > 0)) {
        misfits.add(name + ": a weight is " + lottery.weights()[j] + "; allowed: positive");
      }
      sum += lottery.weights()[j];
    }
    if (!(Math.abs(sum - 1) <= WEIGHT_TOLERANCE)) {
      misfits.add(name + ": weights sum to " + sum + "; allowed: 1");
    }
  }

  private static boolean isNodeOf(Automaton automaton, int node, int state) {
    return node >= 0
        && node < automaton.nodes().size()
        && automaton.nodes().get(node).state() == state;
  }
}
