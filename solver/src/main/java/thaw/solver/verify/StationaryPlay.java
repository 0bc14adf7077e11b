package thaw.solver.verify;

import java.util.Arrays;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.MarkovChain;

/**
 * What stationary strategies are worth, computed from the game and the probabilities alone: the
 * plain twin of what the solvers use.
 */
final class StationaryPlay {
  private final Game game;
  private final double[][][] probabilities;

  /** Average payoffs, [player][state]. */
  private final double[][] averages;

  /**
   * @param probabilities [state][player][action], fitting the game; sums that miss 1 by rounding
   *     are made 1
   */
  StationaryPlay(Game game, double[][][] probabilities) {
    this.game = game;
    this.probabilities = new double[game.stateCount()][game.playerCount()][];
    for (int s = 0; s < game.stateCount(); s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        double[] own = probabilities[s][i].clone();
        double sum = Arrays.stream(own).sum();
        for (int a = 0; a < own.length; a++) {
          own[a] /= sum;
        }
        this.probabilities[s][i] = own;
      }
    }
    averages = new double[game.playerCount()][];
    Transition[] rows = new Transition[game.stateCount()];
    double[][] flow = new double[game.playerCount()][game.stateCount()];
    for (int s = 0; s < game.stateCount(); s++) {
      double[] next = new double[game.stateCount()];
      State state = game.state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        double p = weight(s, a, -1);
        for (int i = 0; i < flow.length; i++) {
          flow[i][s] += p * state.payoff(a, i);
        }
        Transition to = state.transition(a);
        for (int k = 0; k < to.size(); k++) {
          next[to.successor(k)] += p * to.probability(k);
        }
      }
      int[] all = new int[next.length];
      Arrays.setAll(all, k -> k);
      rows[s] = Transition.of(all, Arrays.stream(next).map(v -> Math.min(v, 1)).toArray());
    }
    MarkovChain chain = new MarkovChain(rows);
    for (int i = 0; i < averages.length; i++) {
      averages[i] = chain.discountedValue(flow[i], game.discount(i));
    }
  }

  private double weight(int s, int profile, int except) {
    double p = 1;
    for (int j = 0; j < game.playerCount(); j++) {
      p *= j == except ? 1 : probabilities[s][j][game.state(s).action(profile, j)];
    }
    return p;
  }

  /** Average payoff (1−δ) Σ_t δ^t u of a player from a state. */
  double average(int s, int i) {
    return averages[i][s];
  }

  /** The same of taking an action once and following the strategies ever after. */
  double average(int s, int i, int action) {
    State state = game.state(s);
    double delta = game.discount(i);
    double sum = 0;
    for (int a = 0; a < state.profileCount(); a++) {
      if (state.action(a, i) == action) {
        double then = state.transition(a).expectation(averages[i]);
        sum += weight(s, a, i) * ((1 - delta) * state.payoff(a, i) + delta * then);
      }
    }
    return sum;
  }

  /** The largest gain in average payoffs from a one-shot deviation; 0 if none gains. */
  double regret() {
    double largest = 0;
    for (int s = 0; s < game.stateCount(); s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        for (int a = 0; a < game.state(s).actionCount(i); a++) {
          largest = Math.max(largest, average(s, i, a) - average(s, i));
        }
      }
    }
    return largest;
  }

  /**
   * The largest difference between a probability and the logit response exp(λ Q_a) / Σ_b exp(λ Q_b)
   * to total payoffs Q = average / (1−δ).
   */
  double logitResidual(double lambda) {
    double largest = 0;
    for (int s = 0; s < game.stateCount(); s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        double[] own = probabilities[s][i];
        double[] response = new double[own.length];
        for (int a = 0; a < own.length; a++) {
          response[a] = lambda * average(s, i, a) / (1 - game.discount(i));
        }
        double best = Arrays.stream(response).max().orElse(0);
        double sum = 0;
        for (int a = 0; a < own.length; a++) {
          response[a] = Math.exp(response[a] - best);
          sum += response[a];
        }
        for (int a = 0; a < own.length; a++) {
          largest = Math.max(largest, Math.abs(response[a] / sum - own[a]));
        }
      }
    }
    return largest;
  }
}
