package thaw.solver.markov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.linear.CommunicatingClasses;

/**
 * The classes of states between which play can go back and forth, and each as a game of its own
 * once the values of what it leads to are known: progress from class to class is acyclic.
 */
final class ProgressClasses {
  private ProgressClasses() {}

  /** The classes, each in increasing order; a class comes after all that it leads to. */
  static List<int[]> of(Game game) {
    int states = game.stateCount();
    Transition[] rows = new Transition[states];
    for (int s = 0; s < states; s++) {
      boolean[] used = new boolean[states];
      State state = game.state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        Transition to = state.transition(a);
        for (int k = 0; k < to.size(); k++) {
          used[to.successor(k)] = true;
        }
      }
      int[] next = IntStream.range(0, states).filter(k -> used[k]).toArray();
      double[] even = new double[next.length];
      Arrays.fill(even, 1.0 / next.length);
      rows[s] = Transition.of(next, even);
    }
    return CommunicatingClasses.of(rows, IntStream.range(0, states).toArray());
  }

  /**
   * The game of one class: what play is worth after it leaves is paid on leaving, and a last state
   * where nothing happens any more takes its place.
   *
   * @param totals total payoffs of the states outside that the class leads to, [state][player]
   */
  static Game alone(Game game, int[] members, double[][] totals) {
    int players = game.playerCount();
    int outside = members.length;
    List<State> states = new ArrayList<>();
    for (int s : members) {
      State state = game.state(s);
      int profiles = state.profileCount();
      double[] payoffs = new double[profiles * players];
      Transition[] transitions = new Transition[profiles];
      for (int a = 0; a < profiles; a++) {
        Transition to = state.transition(a);
        int[] next = new int[to.size()];
        double[] p = new double[to.size()];
        for (int i = 0; i < players; i++) {
          payoffs[a * players + i] = state.payoff(a, i);
        }
        for (int k = 0; k < next.length; k++) {
          int inside = Arrays.binarySearch(members, to.successor(k));
          next[k] = inside >= 0 ? inside : outside;
          p[k] = to.probability(k);
          for (int i = 0; inside < 0 && i < players; i++) {
            payoffs[a * players + i] += game.discount(i) * p[k] * totals[to.successor(k)][i];
          }
        }
        transitions[a] = Transition.of(next, p);
      }
      List<List<String>> actions = IntStream.range(0, players).mapToObj(state::actions).toList();
      states.add(State.of("state " + s, actions, payoffs, transitions));
    }
    states.add(
        State.of(
            "outside",
            Collections.nCopies(players, List.of("none")),
            new double[players],
            new Transition[] {Transition.to(outside)}));
    double[] discount = IntStream.range(0, players).mapToDouble(game::discount).toArray();
    return new Game(game.name(), game.players(), discount, states);
  }
}
