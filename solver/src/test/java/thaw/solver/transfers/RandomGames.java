package thaw.solver.transfers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/** Games of all shapes for property tests: 1 to 4 players, 1 to 4 states, 1 to 3 actions. */
public final class RandomGames {
  private static final double[] DISCOUNTS = {0, 0.2, 0.5, 0.6, 0.75, 0.9};

  private RandomGames() {}

  public static Game any(int seed) {
    Random random = new Random(seed);
    int players = 1 + random.nextInt(4);
    int states = 1 + random.nextInt(4);
    double delta = DISCOUNTS[random.nextInt(DISCOUNTS.length)];
    return game(random, players, states, players > 2 ? 2 : 3, delta);
  }

  static Game game(Random random, int players, int states, int mostActions, double delta) {
    boolean whole = random.nextBoolean(); // ties
    boolean negative = random.nextInt(3) == 0;
    List<State> all = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      List<List<String>> actions = new ArrayList<>();
      int profiles = 1;
      for (int i = 0; i < players; i++) {
        int count = 1 + random.nextInt(mostActions);
        actions.add(IntStream.range(0, count).mapToObj(k -> "a" + k).toList());
        profiles *= count;
      }
      double[] payoffs =
          random
              .doubles((long) profiles * players, negative ? -9 : -3, negative ? -1 : 5)
              .map(u -> whole ? Math.rint(u) : u)
              .toArray();
      Transition[] transitions = new Transition[profiles];
      for (int a = 0; a < profiles; a++) {
        transitions[a] = transition(random, states, s);
      }
      all.add(State.of("s" + s, actions, payoffs, transitions));
    }
    double[] discount = new double[players];
    Arrays.fill(discount, delta);
    return new Game("random", names(players), discount, all);
  }

  static List<String> names(int players) {
    return IntStream.range(0, players).mapToObj(i -> "p" + i).toList();
  }

  private static Transition transition(Random random, int states, int here) {
    return switch (random.nextInt(4)) {
      case 0 -> Transition.to(here);
      case 1 -> Transition.to(random.nextInt(states));
      default -> {
        double p = random.nextInt(5) / 4.0; // 0 and 1 included
        yield Transition.of(
            new int[] {random.nextInt(states), random.nextInt(states)}, new double[] {p, 1 - p});
      }
    };
  }
}
