package thaw.solver.markov;

import java.util.Locale;
import thaw.model.game.Game;

/**
 * How long the logit branch takes to its end, by number of states: two players, four actions,
 * random transitions over all states and over near ones, δ = 0.95. Run with the numbers of states
 * as arguments; the first is run twice, so that its second time is a warm one.
 */
final class MarkovBenchmark {
  private MarkovBenchmark() {}

  public static void main(String[] sizes) {
    MarkovLogit.withDefaults().solve(RandomGames.dense(16, 2, 4, 0.95, 1));
    System.out.println("states  transitions  seconds  ratio  steps  turns  converged  regret");
    for (boolean dense : new boolean[] {true, false}) {
      double before = 0;
      for (String size : sizes) {
        int states = Integer.parseInt(size);
        Game game =
            dense
                ? RandomGames.dense(states, 2, 4, 0.95, 7)
                : RandomGames.local(states, 2, 4, 0.95, 7);
        long begin = System.nanoTime();
        MarkovLogit.Result result = MarkovLogit.withDefaults().solve(game);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            Locale.ROOT,
            "%6d  %11s  %7.2f  %5.1f  %5d  %5d  %9b  %.1e%n",
            states,
            dense ? "dense" : "local",
            seconds,
            before > 0 ? seconds / before : 1,
            result.steps(),
            result.turns(),
            result.converged(),
            result.regret());
        before = seconds;
      }
    }
  }
}
