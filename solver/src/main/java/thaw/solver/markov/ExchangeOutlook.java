package thaw.solver.markov;

import java.util.ArrayDeque;
import java.util.Deque;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.MarkovChain;

/**
 * What becomes of a phased exchange when the parties play stationary strategies: how far it gets
 * from its start with positive probability, and how probably it is ever settled.
 *
 * @param furthest the largest number of phases of both parties together at a state that is reached
 *     with positive probability
 * @param phases of the parties there, one number each
 * @param settlement probability that every phase is in force at some time, in [0, 1]
 * @param payoff each party's average payoff from the start
 * @param alwaysHold whether both parties hold, for certain, at every state that is reached
 */
public record ExchangeOutlook(
    int furthest, int[] phases, double settlement, double[] payoff, boolean alwaysHold) {
  /** Probabilities below this are rounding. */
  private static final double NONE = 1e-12;

  /**
   * The outlook under given strategies of the compiled game.
   *
   * @param exchange compiled
   * @param strategies of {@link PhasedExchange#game} of that exchange
   * @return where play from {@link PhasedExchange#initial} leads
   */
  public static ExchangeOutlook of(PhasedExchange exchange, MarkovStrategies strategies) {
    Game game = exchange.game();
    int states = game.stateCount();
    Transition[] rows = new Transition[states];
    for (int s = 0; s < states; s++) {
      rows[s] = strategies.next(s);
    }
    boolean[] reached = new boolean[states];
    Deque<Integer> open = new ArrayDeque<>();
    visit(exchange.initial(), reached, open);
    while (!open.isEmpty()) {
      visit(rows[open.remove()], reached, open);
    }
    int[] phases = new int[2];
    boolean hold = true;
    boolean[] settled = new boolean[states];
    for (int s = 0; s < states; s++) {
      settled[s] = exchange.settled(s);
      if (!reached[s]) {
        continue;
      }
      int[] here = {exchange.position(s).progress1(), exchange.position(s).progress2()};
      phases = here[0] + here[1] > phases[0] + phases[1] ? here : phases;
      State state = game.state(s);
      int profile = exchange.holdProfile(s);
      for (int i = 0; i < 2; i++) {
        hold &= strategies.probabilities()[s][i][state.action(profile, i)] > 1 - NONE;
      }
    }
    double[] hit = new MarkovChain(rows).hittingProbability(settled);
    double[][] totals = strategies.totals();
    double[] payoff = new double[2];
    for (int i = 0; i < 2; i++) {
      double[] averages = new double[states];
      for (int s = 0; s < states; s++) {
        averages[s] = (1 - game.discount(i)) * totals[s][i];
      }
      payoff[i] = exchange.initial().expectation(averages);
    }
    double settlement = exchange.initial().expectation(hit);
    return new ExchangeOutlook(phases[0] + phases[1], phases, settlement, payoff, hold);
  }

  private static void visit(Transition to, boolean[] reached, Deque<Integer> open) {
    for (int k = 0; k < to.size(); k++) {
      if (to.probability(k) > NONE && !reached[to.successor(k)]) {
        reached[to.successor(k)] = true;
        open.add(to.successor(k));
      }
    }
  }

  /**
   * Both parties hold at every state, whatever has happened. It is a Markov perfect equilibrium,
   * the freeze for ever, if its {@linkplain MarkovStrategies#regret() regret} is 0.
   *
   * @param exchange compiled
   * @return strategies of its game
   */
  public static MarkovStrategies freeze(PhasedExchange exchange) {
    Game game = exchange.game();
    double[][][] p = new double[game.stateCount()][2][];
    for (int s = 0; s < p.length; s++) {
      State state = game.state(s);
      for (int i = 0; i < 2; i++) {
        p[s][i] = new double[state.actionCount(i)];
        p[s][i][state.action(exchange.holdProfile(s), i)] = 1;
      }
    }
    return new MarkovStrategies(game, p);
  }
}
