package thaw.solver.nash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import thaw.model.game.State;
import thaw.solver.linear.LinearProgram;

/**
 * Correlated equilibria of a stage game (Aumann 1974): distributions p over action profiles such
 * that nobody told to play a gains by playing d, Σ_{a_−i} p(a, a_−i) [u_i(d, a_−i) − u_i(a, a_−i)]
 * ≤ 0. They form a polytope; its extremes are found by linear programs.
 *
 * <p>The dual prices of a program prove its value: for any prices π ≥ 0 of the incentive
 * constraints no correlated equilibrium has more of the objective c than max_a [c(a) − Σ_k π_k
 * g_k(a)], with g_k(a) what constraint k's player would gain at profile a.
 */
public final class CorrelatedEquilibria {
  /**
   * One of them.
   *
   * @param distribution probability of every profile, in the order of {@link State}
   * @param payoffs expected, one per player
   * @param bound no correlated equilibrium does better in the direction asked for: an upper bound
   *     on the sum of payoffs or a player's best, a lower bound on a player's worst
   * @param prices of the incentive constraints that prove the bound, by player, action told and
   *     action played instead, those two different; 0 or more
   * @param reduced per profile c(a) − Σ_k π_k g_k(a), c the objective of the sign in which it is
   *     maximised; their maximum is the bound
   */
  public record Equilibrium(
      double[] distribution, double[] payoffs, double bound, double[] prices, double[] reduced) {}

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

  /** Constraints are relaxed by this share of the largest gain: rounding never rules all out. */
  private static final double RELIEF = 1e-13;

  private CorrelatedEquilibria() {}

  /**
   * Solves the stage game of a state, for any number of players.
   *
   * @param game any number of players; its transitions play no part
   * @return the extremes, each with the bound that proves it
   * @throws IllegalArgumentException if a program is too large to be decided
   */
  public static Result of(State game) {
    int players = game.playerCount();
    List<double[]> constraints = constraints(game);
    double[] sum = new double[game.profileCount()];
    List<Equilibrium> best = new ArrayList<>();
    List<Equilibrium> worst = new ArrayList<>();
    for (int i = 0; i < players; i++) {
      double[] own = new double[sum.length];
      for (int a = 0; a < sum.length; a++) {
        own[a] = game.payoff(a, i);
        sum[a] += own[a];
      }
      best.add(extreme(game, constraints, own, 1));
      worst.add(extreme(game, constraints, own, -1));
    }
    Equilibrium welfare = extreme(game, constraints, sum, 1);
    double gain = largestGain(constraints, welfare.distribution());
    for (int i = 0; i < players; i++) {
      gain = Math.max(gain, largestGain(constraints, best.get(i).distribution()));
      gain = Math.max(gain, largestGain(constraints, worst.get(i).distribution()));
    }
    return new Result(welfare, best, worst, gain);
  }

  private static Equilibrium extreme(
      State game, List<double[]> constraints, double[] objective, int sign) {
    double[] signed = Arrays.stream(objective).map(v -> sign * v).toArray();
    double least = Arrays.stream(signed).min().orElseThrow();
    double range = Arrays.stream(signed).max().orElseThrow() - least;
    double unit = range > 0 ? range : 1;
    // With an objective of 1 to 2 the probabilities may be asked to sum to 1 at most: constraints
    // are homogeneous, so that an optimum exhausts it.
    LinearProgram program =
        LinearProgram.maximise(Arrays.stream(signed).map(v -> 1 + (v - least) / unit).toArray());
    double[] scales = new double[constraints.size()];
    for (int k = 0; k < scales.length; k++) {
      double largest = Arrays.stream(constraints.get(k)).map(Math::abs).max().orElseThrow();
      scales[k] = largest > 0 ? largest : 1;
      double scale = scales[k];
      program.atMost(RELIEF, Arrays.stream(constraints.get(k)).map(g -> g / scale).toArray());
    }
    double[] ones = new double[objective.length];
    Arrays.fill(ones, 1);
    LinearProgram.Solution solution = program.atMost(1, ones).solve();
    if (!solution.optimal()) {
      // The polytope is never empty and always bounded.
      throw new IllegalArgumentException(
          "the game has "
              + objective.length
              + " profiles: its linear program could not be decided; allowed: a smaller game");
    }
    double[] distribution = MatrixGame.distribution(solution.point());
    double[] payoffs = new double[game.playerCount()];
    for (int i = 0; i < payoffs.length; i++) {
      for (int a = 0; a < objective.length; a++) {
        payoffs[i] += distribution[a] * game.payoff(a, i);
      }
    }
    double[] prices = new double[constraints.size()];
    for (int k = 0; k < prices.length; k++) {
      boolean idle = Arrays.stream(constraints.get(k)).allMatch(g -> g == 0);
      prices[k] = idle ? 0 : Math.max(0, solution.multipliers()[k]) * unit / scales[k];
    }
    double[] reduced = signed.clone();
    for (int a = 0; a < objective.length; a++) {
      for (int k = 0; k < prices.length; k++) {
        reduced[a] -= prices[k] * constraints.get(k)[a];
      }
    }
    double bound = Arrays.stream(reduced).max().orElseThrow();
    return new Equilibrium(distribution, payoffs, sign * bound, prices, reduced);
  }

  /** Per constraint and profile the gain from playing another action than the one told. */
  private static List<double[]> constraints(State game) {
    List<double[]> constraints = new ArrayList<>();
    for (int i = 0; i < game.playerCount(); i++) {
      for (int told = 0; told < game.actionCount(i); told++) {
        for (int played = 0; played < game.actionCount(i); played++) {
          if (played != told) {
            constraints.add(gains(game, i, told, played));
          }
        }
      }
    }
    return constraints;
  }

  /** Per profile what player i gains by playing {@code played} where {@code told} is advised. */
  private static double[] gains(State game, int i, int told, int played) {
    double[] gains = new double[game.profileCount()];
    for (int a = 0; a < gains.length; a++) {
      if (game.action(a, i) == told) {
        gains[a] = game.payoff(game.deviation(a, i, played), i) - game.payoff(a, i);
      }
    }
    return gains;
  }

  private static double largestGain(List<double[]> constraints, double[] distribution) {
    double largest = 0;
    for (double[] gains : constraints) {
      double gain = 0;
      for (int a = 0; a < gains.length; a++) {
        gain += distribution[a] * gains[a];
      }
      largest = Math.max(largest, gain);
    }
    return largest;
  }
}
