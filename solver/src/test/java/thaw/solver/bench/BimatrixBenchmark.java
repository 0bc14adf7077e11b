package thaw.solver.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.nash.BimatrixNash;

/**
 * Times {@link BimatrixNash} on random square games beside {@code lrsnash} (D. Avis; Debian:
 * package lrslib), a program of its own that starts anew for each game, where it is installed:
 * median of five and the number of extreme equilibria that each finds, one line per size.
 * Arguments: the largest absolute payoff, then sizes. Run from {@code solver/target/test-classes}
 * on the test class path; it is no test.
 */
final class BimatrixBenchmark {
  private static final int REPETITIONS = 5;
  private static final Pattern FOUND = Pattern.compile("Number of equilibria found: (\\d+)");

  private BimatrixBenchmark() {}

  @SuppressWarnings("SystemOut") // a benchmark's output is its result
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int payoff = Integer.parseInt(arguments[0]);
    BimatrixNash.withDefaults().solve(random(9, payoff, 1));
    for (int k = 1; k < arguments.length; k++) {
      int size = Integer.parseInt(arguments[k]);
      State game = random(size, payoff, size);
      double[] seconds = new double[REPETITIONS];
      double[] reference = new double[REPETITIONS];
      int equilibria = 0;
      String found = "not installed";
      for (int round = 0; round < REPETITIONS; round++) {
        long begin = System.nanoTime();
        equilibria = BimatrixNash.withDefaults().solve(game).equilibria().size();
        seconds[round] = (System.nanoTime() - begin) / 1e9;
        long other = System.nanoTime();
        found = lrsnash(game);
        reference[round] = (System.nanoTime() - other) / 1e9;
      }
      Arrays.sort(seconds);
      Arrays.sort(reference);
      double here = seconds[REPETITIONS / 2];
      double there = reference[REPETITIONS / 2];
      System.out.printf(
          "%d × %d, payoffs −%d to %d: %.3f s, %d equilibria; lrsnash %.3f s, %s; ratio %.2f%n",
          size, size, payoff, payoff, here, equilibria, there, found, here / there);
    }
  }

  /** Runs lrsnash on a game with whole payoffs; says how many extreme equilibria it found. */
  private static String lrsnash(State game) throws IOException, InterruptedException {
    int n1 = game.actionCount(0);
    int n2 = game.actionCount(1);
    StringBuilder text = new StringBuilder().append(n1).append(' ').append(n2).append('\n');
    for (int player = 0; player < 2; player++) {
      for (int a = 0; a < n1 * n2; a++) {
        text.append(a % n2 == 0 ? "\n" : " ").append((long) game.payoff(a, player));
      }
      text.append('\n');
    }
    Path file = Files.createTempFile("bimatrix", ".txt");
    Path output = Files.createTempFile("bimatrix", ".out");
    try {
      Files.writeString(file, text);
      new ProcessBuilder("lrsnash", file.toString())
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start()
          .waitFor();
      Matcher found = FOUND.matcher(Files.readString(output, StandardCharsets.UTF_8));
      return found.find() ? found.group(1) + " equilibria" : "no answer";
    } catch (IOException notThere) {
      return "not installed";
    } finally {
      Files.delete(file);
      Files.delete(output);
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
