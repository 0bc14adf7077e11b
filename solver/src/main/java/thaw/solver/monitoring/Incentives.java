package thaw.solver.monitoring;

import java.util.ArrayList;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * What keeps two players to one profile a of a state under public monitoring: the public outcomes
 * (signal y, next state s') that a or a unilateral deviation can bring, and one incentive
 * constraint per deviation a_i',
 *
 * <p>Σ_o δ_i (ρ(o|a) − ρ(o|a_i', a_−i)) w_i(o) ≥ (1−δ_i)(u_i(a_i', a_−i) − u_i(a)),
 *
 * <p>with ρ((y, s')|a) = π(y|a) p(s'|s, a) and continuation payoffs w(o). Payoffs are scaled: each
 * player's stage payoffs run from 0 to 1.
 *
 * @param state the state's index
 * @param profile the profile a
 * @param base (1−δ_i) u_i(a), one per player
 * @param weight δ_i, one per player
 * @param signals the signal of each outcome
 * @param targets the next state of each outcome
 * @param probability ρ(o|a) of each outcome
 * @param player whose constraint, one per row
 * @param shift shift[r][o], the coefficient of w_i(o) in row r
 * @param floor the right-hand side of row r
 * @param hopeless whether some deviation pays and no outcome tells it from a
 */
record Incentives(
    int state,
    int profile,
    double[] base,
    double[] weight,
    int[] signals,
    int[] targets,
    double[] probability,
    int[] player,
    double[][] shift,
    double[] floor,
    boolean hopeless) {

  /** Gains up to this share of the payoff range are rounding. */
  static final double ROUNDING = 1e-12;

  /** Where the scale of payoffs begins and how wide it is, per player. */
  record Scale(double[] low, double[] width) {
    static Scale of(Game game) {
      double[] low = new double[2];
      double[] width = new double[2];
      for (int i = 0; i < 2; i++) {
        low[i] = game.minPayoff(i);
        double range = game.maxPayoff(i) - low[i];
        width[i] = range > 0 ? range : 1;
      }
      return new Scale(low, width);
    }

    double to(double payoff, int player) {
      return (payoff - low[player]) / width[player];
    }

    double from(double scaled, int player) {
      return low[player] + width[player] * scaled;
    }
  }

  int outcomeCount() {
    return targets.length;
  }

  int rowCount() {
    return floor.length;
  }

  static Incentives of(Game game, Scale scale, int s, int a) {
    State state = game.state(s);
    List<Integer> profiles = new ArrayList<>(List.of(a));
    List<Integer> players = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      for (int action = 0; action < state.actionCount(i); action++) {
        int deviation = state.deviation(a, i, action);
        if (deviation != a) {
          profiles.add(deviation);
          players.add(i);
        }
      }
    }
    int signalCount = state.monitoring().map(PublicMonitoring::signalCount).orElse(0);
    List<int[]> outcomes = new ArrayList<>();
    List<double[]> columns = new ArrayList<>();
    for (int y = 0; y < signalCount; y++) {
      for (int next = 0; next < game.stateCount(); next++) {
        double[] column = new double[profiles.size()];
        boolean possible = false;
        for (int k = 0; k < column.length; k++) {
          column[k] = probability(state, profiles.get(k), y, next);
          possible |= column[k] > 0;
        }
        if (possible) {
          outcomes.add(new int[] {y, next});
          columns.add(column);
        }
      }
    }
    int m = outcomes.size();
    int[] signals = outcomes.stream().mapToInt(o -> o[0]).toArray();
    int[] targets = outcomes.stream().mapToInt(o -> o[1]).toArray();
    double[] onPath = columns.stream().mapToDouble(c -> c[0]).toArray();
    double[] base = new double[2];
    double[] weight = {game.discount(0), game.discount(1)};
    for (int i = 0; i < 2; i++) {
      base[i] = (1 - weight[i]) * scale.to(state.payoff(a, i), i);
    }
    List<Integer> rowPlayers = new ArrayList<>();
    List<double[]> shifts = new ArrayList<>();
    List<Double> floors = new ArrayList<>();
    boolean hopeless = false;
    for (int k = 1; k < profiles.size(); k++) {
      int i = players.get(k - 1);
      double gain =
          (1 - weight[i])
              * (state.payoff(profiles.get(k), i) - state.payoff(a, i))
              / scale.width()[i];
      double[] shift = new double[m];
      double most = 0;
      for (int o = 0; o < m; o++) {
        shift[o] = weight[i] * (columns.get(o)[0] - columns.get(o)[k]);
        most += Math.max(0, shift[o]);
      }
      hopeless |= gain > most + ROUNDING;
      rowPlayers.add(i);
      shifts.add(shift);
      floors.add(gain);
    }
    return new Incentives(
        s,
        a,
        base,
        weight,
        signals,
        targets,
        onPath,
        rowPlayers.stream().mapToInt(i -> i).toArray(),
        shifts.toArray(double[][]::new),
        floors.stream().mapToDouble(f -> f).toArray(),
        hopeless);
  }

  private static double probability(State state, int profile, int signal, int next) {
    Transition to = state.transition(profile);
    return state.monitoring().orElseThrow().probability(profile, signal) * to.probabilityOf(next);
  }
}
