package thaw.solver.markov;

import java.util.Arrays;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.DenseSystem;
import thaw.solver.linear.MarkovChain;

/**
 * A profile of stationary mixed strategies of a stochastic game with any number of players, and
 * what it is worth: plain code, apart from the solvers that find such profiles.
 *
 * @param game the game
 * @param probabilities probabilities[state][player][action], each list summing to 1
 */
public record MarkovStrategies(Game game, double[][][] probabilities) {
  private static final double SUM_TOLERANCE = 1e-9;

  /** Chains with more states are solved by sparse factors even if they are dense. */
  private static final int MOST_DENSE = 4000;

  /**
   * Checks the probabilities.
   *
   * @throws IllegalArgumentException if the number of states is not that of the game, or a list is
   *     no distribution over the actions, within 10⁻⁹
   */
  public MarkovStrategies {
    if (probabilities.length != game.stateCount()) {
      throw new IllegalArgumentException(
          "strategies for "
              + probabilities.length
              + " states; allowed: one per state, "
              + game.stateCount());
    }
    for (int s = 0; s < probabilities.length; s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        double[] own = probabilities[s][i];
        boolean good = own.length == game.state(s).actionCount(i);
        good &= Arrays.stream(own).allMatch(p -> p >= 0);
        good &= Math.abs(Arrays.stream(own).sum() - 1) <= SUM_TOLERANCE;
        if (!good) {
          throw new IllegalArgumentException(
              "state \""
                  + game.state(s).name()
                  + "\", player "
                  + (i + 1)
                  + ": "
                  + Arrays.toString(own)
                  + "; allowed: probabilities of the "
                  + game.state(s).actionCount(i)
                  + " actions, 0 or more, summing to 1");
        }
      }
    }
  }

  /** The probability that the others play their parts of a profile at a state. */
  private double others(int s, int profile, int except) {
    State state = game.state(s);
    double p = 1;
    for (int j = 0; j < game.playerCount(); j++) {
      p *= j == except ? 1 : probabilities[s][j][state.action(profile, j)];
    }
    return p;
  }

  /**
   * Where play goes from a state.
   *
   * @param s index of the state
   * @return a lottery over states
   */
  public Transition next(int s) {
    State state = game.state(s);
    int[] to = new int[0];
    double[] p = new double[0];
    int size = 0;
    for (int a = 0; a < state.profileCount(); a++) {
      double weight = others(s, a, -1);
      if (weight == 0) {
        continue;
      }
      Transition there = state.transition(a);
      to = Arrays.copyOf(to, size + there.size());
      p = Arrays.copyOf(p, size + there.size());
      for (int k = 0; k < there.size(); k++) {
        to[size] = there.successor(k);
        p[size++] = Math.min(1, weight * there.probability(k));
      }
    }
    return Transition.of(to, p);
  }

  /**
   * Total discounted payoffs Σ_t δ_i^t u_i, one row per state, one column per player. Multiply by 1
   * − δ_i for averages.
   *
   * @return in payoffs of the game, not averaged
   */
  public double[][] totals() {
    int states = game.stateCount();
    Transition[] rows = new Transition[states];
    long entries = 0;
    for (int s = 0; s < states; s++) {
      rows[s] = next(s);
      entries += rows[s].size();
    }
    boolean dense = states <= MOST_DENSE && entries > states * (long) (1 + states / 8);
    double[][] totals = new double[states][game.playerCount()];
    for (int i = 0; i < game.playerCount(); i++) {
      double[] flow = new double[states];
      for (int s = 0; s < states; s++) {
        State state = game.state(s);
        for (int a = 0; a < state.profileCount(); a++) {
          flow[s] += others(s, a, -1) * state.payoff(a, i);
        }
      }
      double delta = game.discount(i);
      double[] solved =
          dense ? solve(rows, flow, delta) : new MarkovChain(rows).discountedValue(flow, delta);
      for (int s = 0; s < states; s++) {
        totals[s][i] = dense ? solved[s] : solved[s] / (1 - delta);
      }
    }
    return totals;
  }

  private static double[] solve(Transition[] rows, double[] flow, double delta) {
    DenseSystem system = new DenseSystem(rows.length);
    for (int s = 0; s < rows.length; s++) {
      system.add(s, s, 1.0);
      system.addRight(s, flow[s]);
      for (int k = 0; k < rows[s].size(); k++) {
        system.add(s, rows[s].successor(k), -delta * rows[s].probability(k));
      }
    }
    return system.solve();
  }

  /**
   * The total payoff of playing an action once at a state and the strategies ever after.
   *
   * @param totals from {@link #totals}
   * @param s index of the state
   * @param i index of the player
   * @param action index of the action of that player
   * @return in payoffs of the game, not averaged
   */
  public double total(double[][] totals, int s, int i, int action) {
    State state = game.state(s);
    double sum = 0;
    for (int a = 0; a < state.profileCount(); a++) {
      if (state.action(a, i) != action) {
        continue;
      }
      double p = others(s, a, i);
      if (p == 0) {
        continue;
      }
      double then = 0;
      Transition to = state.transition(a);
      for (int k = 0; k < to.size(); k++) {
        then += to.probability(k) * totals[to.successor(k)][i];
      }
      sum += p * (state.payoff(a, i) + game.discount(i) * then);
    }
    return sum;
  }

  /**
   * The largest gain, in averages, of any player at any state from a one-shot deviation.
   *
   * @return 0 or more, in average payoffs; 0 at an equilibrium, up to rounding
   */
  public double regret() {
    double[][] totals = totals();
    double largest = 0;
    for (int s = 0; s < game.stateCount(); s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        for (int action = 0; action < game.state(s).actionCount(i); action++) {
          double gain = total(totals, s, i, action) - totals[s][i];
          largest = Math.max(largest, (1 - game.discount(i)) * gain);
        }
      }
    }
    return largest;
  }

  /**
   * Everyone mixing evenly in the same game.
   *
   * @return new strategies; these stay as they are
   */
  public MarkovStrategies even() {
    return new MarkovStrategies(game, MarkovLogit.even(game));
  }

  /**
   * The largest difference between a probability here and there.
   *
   * @param other strategies of the same game
   * @return 0 to 1
   */
  public double distance(MarkovStrategies other) {
    double largest = 0;
    for (int s = 0; s < probabilities.length; s++) {
      for (int i = 0; i < probabilities[s].length; i++) {
        for (int a = 0; a < probabilities[s][i].length; a++) {
          double difference = probabilities[s][i][a] - other.probabilities[s][i][a];
          largest = Math.max(largest, Math.abs(difference));
        }
      }
    }
    return largest;
  }

  /**
   * How far the strategies are from logit responses to themselves at λ: the largest difference
   * between a probability and ρ_a exp(λ Q_a) / Σ_b ρ_b exp(λ Q_b), Q being total payoffs.
   *
   * @param lambda λ, 0 or more, finite, in units of one over payoff
   * @param prior ρ, what is played at λ = 0
   * @return 0 to 1; 0 at a logit equilibrium, up to rounding
   */
  public double logitResidual(double lambda, MarkovStrategies prior) {
    double[][] totals = totals();
    double largest = 0;
    for (int s = 0; s < game.stateCount(); s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        int count = game.state(s).actionCount(i);
        double[] q = new double[count];
        double best = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < count; a++) {
          q[a] = total(totals, s, i, a);
          best = Math.max(best, q[a]);
        }
        double sum = 0;
        for (int a = 0; a < count; a++) {
          q[a] = prior.probabilities[s][i][a] * Math.exp(lambda * (q[a] - best));
          sum += q[a];
        }
        for (int a = 0; a < count; a++) {
          largest = Math.max(largest, Math.abs(q[a] / sum - probabilities[s][i][a]));
        }
      }
    }
    return largest;
  }
}
