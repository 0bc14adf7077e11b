package thaw.solver.nash;

import java.util.ArrayList;
import java.util.List;
import thaw.model.game.State;
import thaw.solver.linear.LinearProgram;

/**
 * Correlated equilibria of a stage game (Aumann 1974): distributions p over action profiles such
 * that nobody told to play a gains by playing d, Σ_{a_−i} p(a, a_−i) [u_i(a, a_−i) − u_i(d, a_−i)]
 * ≥ 0. They form a polytope; its extremes are found by linear programs.
 */
public final class CorrelatedEquilibria {
  /**
   * One of them.
   *
   * @param distribution probability of every profile, in the order of {@link State}
   * @param payoffs expected, one per player
   */
  public record Equilibrium(double[] distribution, double[] payoffs) {}

  /**
   * The extremes of the polytope in the directions of interest.
   *
   * @param welfare the one with the largest sum of payoffs
   * @param best per player the one that is best for that player
   * @param worst per player the one that is worst for that player
   * @param largestGain largest gain from disobeying in any of them, in payoffs; rounding only
   */
  public record Result(
      Equilibrium welfare, List<Equilibrium> best, List<Equilibrium> worst, double largestGain) {
    public Result {
      best = List.copyOf(best);
      worst = List.copyOf(worst);
    }
  }

  private CorrelatedEquilibria() {}

  /**
   * Solves the stage game of a state, for any number of players.
   *
   * @throws IllegalArgumentException if a program is too large to be decided
   */
  public static Result of(State game) {
    int players = game.playerCount();
    double[] sum = new double[game.profileCount()];
    List<Equilibrium> best = new ArrayList<>();
    List<Equilibrium> worst = new ArrayList<>();
    for (int i = 0; i < players; i++) {
      double[] own = new double[sum.length];
      double[] negated = new double[sum.length];
      for (int a = 0; a < sum.length; a++) {
        own[a] = game.payoff(a, i);
        negated[a] = -own[a];
        sum[a] += own[a];
      }
      best.add(extreme(game, own));
      worst.add(extreme(game, negated));
    }
    Equilibrium welfare = extreme(game, sum);
    double gain = largestGain(game, welfare.distribution());
    for (int i = 0; i < players; i++) {
      gain = Math.max(gain, largestGain(game, best.get(i).distribution()));
      gain = Math.max(gain, largestGain(game, worst.get(i).distribution()));
    }
    return new Result(welfare, best, worst, gain);
  }

  private static Equilibrium extreme(State game, double[] objective) {
    LinearProgram program = LinearProgram.maximise(objective);
    for (int i = 0; i < game.playerCount(); i++) {
      for (int told = 0; told < game.actionCount(i); told++) {
        for (int played = 0; played < game.actionCount(i); played++) {
          if (played != told) {
            program.atMost(0, gains(game, i, told, played));
          }
        }
      }
    }
    double[] ones = new double[objective.length];
    java.util.Arrays.fill(ones, 1);
    LinearProgram.Solution solution = program.exactly(1, ones).solve();
    if (!solution.optimal()) {
      // The polytope is never empty and always bounded.
      throw new IllegalArgumentException(
          "the game has "
              + objective.length
              + " profiles: its linear program could not be decided; allowed: a smaller game");
    }
    double[] payoffs = new double[game.playerCount()];
    for (int i = 0; i < payoffs.length; i++) {
      for (int a = 0; a < objective.length; a++) {
        payoffs[i] += solution.point()[a] * game.payoff(a, i);
      }
    }
    return new Equilibrium(solution.point(), payoffs);
  }

  /** Per profile what player i gains by playing {@code played} where {@code told} is advised. */
  private static double[] gains(State game, int i, int told, int played) {
    double[] gains = new double[game.profileCount()];
    for (int a = 0; a < gains.length; a++) {
      if (game.deviation(a, i, told) == a) {
        gains[a] = game.payoff(game.deviation(a, i, played), i) - game.payoff(a, i);
      }
    }
    return gains;
  }

  private static double largestGain(State game, double[] distribution) {
    double largest = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      for (int told = 0; told < game.actionCount(i); told++) {
        for (int played = 0; played < game.actionCount(i); played++) {
          double gain = 0;
          double[] gains = gains(game, i, told, played);
          for (int a = 0; a < gains.length; a++) {
            gain += distribution[a] * gains[a];
          }
          largest = Math.max(largest, gain);
        }
      }
    }
    return largest;
  }
}
