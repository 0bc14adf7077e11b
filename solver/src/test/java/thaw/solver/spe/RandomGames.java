package thaw.solver.spe;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/** Random two-player games with the peculiarities that solvers stumble over. */
final class RandomGames {
  private RandomGames() {}

  /**
   * A game.
   *
   * @param seed names the game
   * @param states number of states
   * @param mostActions actions per player and state are drawn from 1 to this
   * @param leastDiscount discount factors are drawn from here
   * @param mostDiscount to here
   */
  static Game of(int seed, int states, int mostActions, double leastDiscount, double mostDiscount) {
    Random random = new Random(seed);
    boolean ties = random.nextInt(3) > 0;
    boolean duplicates = random.nextInt(6) == 0;
    boolean zeros = random.nextInt(4) == 0;
    boolean absorbing = random.nextInt(4) == 0;
    boolean unequal = random.nextBoolean();
    boolean common = random.nextInt(3) == 0;
    double unit = Math.pow(10, 6 * (random.nextInt(3) - 1));
    int width = 2 + random.nextInt(6);
    List<State> all = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      int[] actions = new int[2];
      for (int i = 0; i < 2; i++) {
        actions[i] = random.nextInt(8) == 0 ? 1 : 2 + random.nextInt(Math.max(1, mostActions - 1));
      }
      int profiles = actions[0] * actions[1];
      double[] payoffs = new double[2 * profiles];
      Transition[] transitions = new Transition[profiles];
      for (int a = 0; a < profiles; a++) {
        for (int i = 0; i < 2; i++) {
          double payoff = width * random.nextDouble() - width / 2.0;
          payoffs[2 * a + i] = unit * (ties ? Math.rint(payoff) : payoff);
        }
        if (common) {
          payoffs[2 * a + 1] = payoffs[2 * a];
        }
        transitions[a] = transition(random, s, states, zeros);
        if (absorbing && s == states - 1) {
          transitions[a] = Transition.to(s);
        }
      }
      if (duplicates && actions[0] > 1) {
        for (int b = 0; b < actions[1]; b++) {
          payoffs[2 * (actions[1] + b)] = payoffs[2 * b];
          payoffs[2 * (actions[1] + b) + 1] = payoffs[2 * b + 1];
          transitions[actions[1] + b] = transitions[b];
        }
      }
      all.add(
          State.of("s" + s, List.of(names(actions[0]), names(actions[1])), payoffs, transitions));
    }
    double first = leastDiscount + (mostDiscount - leastDiscount) * random.nextDouble();
    double second =
        unequal ? leastDiscount + (mostDiscount - leastDiscount) * random.nextDouble() : first;
    return new Game("random " + seed, List.of("1", "2"), new double[] {first, second}, all);
  }

  private static Transition transition(Random random, int s, int states, boolean zeros) {
    double p = zeros && random.nextBoolean() ? 1 : random.nextDouble();
    if (random.nextInt(4) == 0) {
      p = Math.rint(4 * p) / 4;
    }
    int one = random.nextInt(3) == 0 ? s : random.nextInt(states);
    return Transition.of(new int[] {one, random.nextInt(states)}, new double[] {p, 1 - p});
  }

  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      names.add("a" + k);
    }
    return names;
  }
}
