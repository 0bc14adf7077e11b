package thaw.solver.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.State;
import thaw.model.game.Transition;

/** Games with small integer payoffs and random signals. */
final class RandomGames {
  private RandomGames() {}

  /** Up to three actions each, up to four signals, discount factors that differ. */
  static Game game(Random random, int states) {
    double[] discount = {0.2 + 0.7 * random.nextDouble(), 0.2 + 0.7 * random.nextDouble()};
    return game(random, states, discount);
  }

  static Game game(Random random, int states, double... discount) {
    List<State> all = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      int m = 1 + random.nextInt(3);
      int n = 2 + random.nextInt(2);
      double[] payoffs = random.doubles(2L * m * n, -3, 4).map(Math::rint).toArray();
      Transition[] transitions = new Transition[m * n];
      for (int a = 0; a < transitions.length; a++) {
        double p = random.nextDouble();
        int to = random.nextInt(states);
        transitions[a] =
            random.nextBoolean()
                ? Transition.to(to)
                : Transition.of(new int[] {to, (to + 1) % states}, new double[] {p, 1 - p});
      }
      State state = State.of("s" + s, List.of(names("a", m), names("b", n)), payoffs, transitions);
      all.add(state.withMonitoring(signals(random, m * n, 1 + random.nextInt(4))));
    }
    return new Game("random", List.of("one", "two"), discount, all);
  }

  static PublicMonitoring signals(Random random, int profiles, int count) {
    double[][] probabilities = new double[profiles][count];
    for (double[] row : probabilities) {
      double sum = 0;
      for (int y = 0; y < count; y++) {
        row[y] = random.nextInt(4) == 0 && y > 0 ? 0 : 0.05 + Math.pow(random.nextDouble(), 3);
        sum += row[y];
      }
      for (int y = 0; y < count; y++) {
        row[y] /= sum;
      }
    }
    return new PublicMonitoring(names("y", count), probabilities);
  }

  static List<String> names(String letter, int count) {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      names.add(letter + k);
    }
    return names;
  }
}
