package thaw.solver.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.nash.BimatrixNash;

/**
 * Times {@link BimatrixNash} on random square games: median of five, in seconds, one line per size.
 * Arguments: the largest absolute payoff, then sizes. Run from {@code solver/target/test-classes}
 * on the test class path; it is no test.
 */
final class BimatrixBenchmark {
  private static final int REPETITIONS = 5;

  private BimatrixBenchmark() {}

  @SuppressWarnings("SystemOut") // a benchmark's output is its result
  public static void main(String[] arguments) {
    int payoff = Integer.parseInt(arguments[0]);
    BimatrixNash.withDefaults().solve(random(9, payoff, 1));
    for (int k = 1; k < arguments.length; k++) {
      int size = Integer.parseInt(arguments[k]);
      double[] seconds = new double[REPETITIONS];
      long bases = 0;
      int equilibria = 0;
      for (int round = 0; round < REPETITIONS; round++) {
        State game = random(size, payoff, size);
        long begin = System.nanoTime();
        BimatrixNash.Result result = BimatrixNash.withDefaults().solve(game);
        seconds[round] = (System.nanoTime() - begin) / 1e9;
        bases = result.bases();
        equilibria = result.equilibria().size();
      }
      Arrays.sort(seconds);
      System.out.printf(
          "%d × %d, payoffs −%d to %d: %.4f s, %d bases, %d equilibria%n",
          size, size, payoff, payoff, seconds[REPETITIONS / 2], bases, equilibria);
    }
  }

  /** A game with payoffs uniform on the integers from −payoff to payoff. */
  static State random(int size, int payoff, long seed) {
    Random random = new Random(seed);
    double[] payoffs = new double[2 * size * size];
    Arrays.setAll(payoffs, k -> random.nextInt(2 * payoff + 1) - payoff);
    Transition[] stay = new Transition[size * size];
    Arrays.fill(stay, Transition.to(0));
    List<String> names = IntStream.range(0, size).mapToObj(k -> "a" + k).toList();
    return State.of("random", List.of(names, names), payoffs, stay);
  }
}
