package thaw.solver.transfers;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import thaw.model.game.Game;

/**
 * Times of {@link Transfers} on one core: run its main method. Each line is the first run in a
 * fresh virtual machine (the first line) or after the lines before, and the median of five more.
 */
final class TransfersBenchmark {
  private static final int RUNS = 5;

  private TransfersBenchmark() {}

  public static void main(String[] args) {
    time("reserves 441 states, delta 2/3", ReserveDuopoly.game(20, 20, 3, 4, 2.0 / 3));
    time("reserves 441 states, delta 0.9", ReserveDuopoly.game(20, 20, 3, 4, 0.9));
    time("reserves 441 states, delta 0.99", ReserveDuopoly.game(20, 20, 3, 4, 0.99));
    time("reserves 441 states, delta 0.999", ReserveDuopoly.game(20, 20, 3, 4, 0.999));
    time("reserves 1681 states, delta 2/3", ReserveDuopoly.game(40, 40, 6, 8, 2.0 / 3));
    for (int players = 3; players <= 6; players++) {
      Game game = RandomGames.game(new Random(7), players, 300, 3, 0.8);
      time(players + " players, 300 states, up to 3 actions", game);
    }
  }

  @SuppressWarnings("SystemOut") // a program
  private static void time(String name, Game game) {
    long profiles = game.states().stream().mapToLong(s -> s.profileCount()).sum();
    double first = seconds(game);
    double[] more = new double[RUNS];
    Arrays.setAll(more, k -> seconds(game));
    Arrays.sort(more);
    Transfers.Result result = Transfers.withDefaults().solve(game);
    System.out.printf(
        Locale.ROOT,
        "%-45s %8d profiles  first %6.3f s  median %6.3f s  rounds %3d  relative bound %.1e%n",
        name,
        profiles,
        first,
        more[RUNS / 2],
        result.rounds(),
        result.relativeErrorBound());
  }

  private static double seconds(Game game) {
    long begin = System.nanoTime();
    Transfers.withDefaults().solve(game);
    return (System.nanoTime() - begin) / 1e9;
  }
}
