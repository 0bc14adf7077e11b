package thaw.solver.markov;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/** Seeded games for tests and benchmarks: uniform payoffs, exponential transition weights. */
final class RandomGames {
  private RandomGames() {}

  /** Every state may lead to every other. */
  static Game dense(int states, int players, int actions, double discount, long seed) {
    return game(states, players, actions, discount, seed, states);
  }

  /** Every profile leads to its own state, the next one and one drawn by lot within reach 4. */
  static Game local(int states, int players, int actions, double discount, long seed) {
    return game(states, players, actions, discount, seed, 0);
  }

  private static Game game(
      int states, int players, int actions, double discount, long seed, int spread) {
    Random random = new Random(seed);
    List<State> all = new ArrayList<>();
    List<String> names = IntStream.range(0, actions).mapToObj(a -> "a" + a).toList();
    List<List<String>> choices = IntStream.range(0, players).mapToObj(i -> names).toList();
    int profiles = (int) Math.round(Math.pow(actions, players));
    for (int s = 0; s < states; s++) {
      double[] u = random.doubles((long) profiles * players).toArray();
      Transition[] to = new Transition[profiles];
      for (int a = 0; a < profiles; a++) {
        int[] next =
            spread > 0
                ? IntStream.range(0, states).toArray()
                : new int[] {s, (s + 1) % states, Math.floorMod(s + random.nextInt(9) - 4, states)};
        double[] weight = new double[next.length];
        double sum = 0;
        for (int k = 0; k < weight.length; k++) {
          weight[k] = -Math.log(1 - random.nextDouble());
          sum += weight[k];
        }
        for (int k = 0; k < weight.length; k++) {
          weight[k] /= sum;
        }
        to[a] = Transition.of(next, weight);
      }
      all.add(State.of("s" + s, choices, u, to));
    }
    double[] deltas = new double[players];
    java.util.Arrays.fill(deltas, discount);
    List<String> who = IntStream.range(0, players).mapToObj(i -> "p" + i).toList();
    return new Game("random", who, deltas, all);
  }
}
