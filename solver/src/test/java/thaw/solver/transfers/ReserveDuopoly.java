package thaw.solver.transfers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * Cournot duopoly in which a firm sells at most its reserves, and reserves are refilled by a random
 * amount (Goldlücke and Kranz 2018, section 4.3).
 */
public final class ReserveDuopoly {
  private ReserveDuopoly() {}

  /**
   * The game.
   *
   * @param capacity of each firm's reserves
   * @param intercept price at which nothing is sold
   * @param leastRefill per period
   * @param mostRefill per period, every amount between equally likely, independently
   */
  public static Game game(
      int capacity, double intercept, int leastRefill, int mostRefill, double delta) {
    int side = capacity + 1;
    List<State> states = new ArrayList<>();
    for (int x = 0; x < side; x++) {
      for (int y = 0; y < side; y++) {
        List<List<String>> actions = List.of(amounts(x), amounts(y));
        double[] payoffs = new double[2 * (x + 1) * (y + 1)];
        Transition[] transitions = new Transition[(x + 1) * (y + 1)];
        int profile = 0;
        for (int q1 = 0; q1 <= x; q1++) {
          for (int q2 = 0; q2 <= y; q2++) {
            double price = Math.max(0, intercept - q1 - q2);
            payoffs[2 * profile] = price * q1;
            payoffs[2 * profile + 1] = price * q2;
            transitions[profile++] = refilled(x - q1, y - q2, capacity, leastRefill, mostRefill);
          }
        }
        states.add(State.of(x + "," + y, actions, payoffs, transitions));
      }
    }
    return new Game("reserves", List.of("1", "2"), new double[] {delta, delta}, states);
  }

  private static List<String> amounts(int most) {
    return IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
  }

  private static Transition refilled(int x, int y, int capacity, int least, int most) {
    int amounts = most - least + 1;
    int[] to = new int[amounts * amounts];
    double[] p = new double[to.length];
    Arrays.fill(p, 1.0 / to.length);
    int k = 0;
    for (int r1 = least; r1 <= most; r1++) {
      for (int r2 = least; r2 <= most; r2++) {
        to[k++] = Math.min(x + r1, capacity) * (capacity + 1) + Math.min(y + r2, capacity);
      }
    }
    return Transition.of(to, p);
  }
}
