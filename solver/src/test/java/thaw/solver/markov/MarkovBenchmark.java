package thaw.solver.markov;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import thaw.model.game.Game;

/**
 * How long it takes to a Markov perfect equilibrium, in seconds of one core, by number of states:
 * two players, four actions, random transitions to all states or to near ones, δ = 0.95. Along the
 * principal logit branch, given up after 1000 steps, and with leaps over its turns. The arguments
 * are numbers of states.
 */
final class MarkovBenchmark {
  private static final int MOST_STEPS = 1000;

  private MarkovBenchmark() {}

  public static void main(String[] sizes) {
    for (int k = 0; k < 3; k++) {
      MarkovLogit.withDefaults().solve(RandomGames.dense(32, 2, 4, 0.95, 1));
    }
    System.out.println("states  transitions  way        seconds  ratio  steps  turns  regret");
    for (boolean dense : new boolean[] {true, false}) {
      for (int leaps : new int[] {0, MOST_STEPS}) {
        double before = 0;
        for (String size : sizes) {
          int states = Integer.parseInt(size);
          Game game =
              dense
                  ? RandomGames.dense(states, 2, 4, 0.95, 7)
                  : RandomGames.local(states, 2, 4, 0.95, 7);
          double begin = seconds();
          MarkovLogit.Result result =
              MarkovLogit.withDefaults()
                  .with(MarkovLogit.Options.defaults().withMaxSteps(MOST_STEPS).withLeaps(leaps))
                  .solve(game);
          double taken = seconds() - begin;
          System.out.printf(
              Locale.ROOT,
              "%6d  %11s  %9s  %7.2f  %5.1f  %5d  %5d  %s%n",
              states,
              dense ? "dense" : "local",
              leaps == 0 ? "principal" : "leaps",
              taken,
              before > 0 ? taken / before : 1,
              result.steps(),
              result.turns(),
              result.converged()
                  ? String.format(Locale.ROOT, "%.1e", result.regret())
                  : "not converged");
          before = taken;
        }
      }
    }
  }

  private static double seconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
  }
}
