package thaw.solver.nash;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import thaw.model.game.State;
import thaw.solver.linear.LinearProgram;

/**
 * Iterated elimination of strictly dominated actions, by pure or mixed strategies (Pearce 1984):
 * what survives does not depend on the order, which is shown round by round.
 */
public final class Dominance {
  /**
   * One elimination.
   *
   * @param round from 1; all eliminations of a round are found before any is made
   * @param player index
   * @param action index of the eliminated action
   * @param dominating probability of each of the player's actions in a strategy that dominates it
   * @param margin by how much at least
   */
  public record Step(int round, int player, int action, double[] dominating, double margin) {}

  /**
   * The eliminations, and what is left.
   *
   * @param steps in order
   * @param surviving per player the indices of the surviving actions
   */
  public record Result(List<Step> steps, List<List<Integer>> surviving) {
    public Result {
      steps = List.copyOf(steps);
      surviving = List.copyOf(surviving);
    }
  }

  /** A margin below this share of the payoff range is a tie. */
  private static final double STRICT = 1e-9;

  private Dominance() {}

  /** Eliminates until nothing is dominated. */
  public static Result of(State game) {
    int players = game.playerCount();
    List<BitSet> left = new ArrayList<>();
    for (int i = 0; i < players; i++) {
      BitSet all = new BitSet();
      all.set(0, game.actionCount(i));
      left.add(all);
    }
    List<Step> steps = new ArrayList<>();
    boolean found = true;
    for (int round = 1; found; round++) {
      List<Step> now = new ArrayList<>();
      for (int i = 0; i < players; i++) {
        int[] own = left.get(i).stream().toArray();
        for (int action : own) {
          if (own.length > 1) {
            test(game, left, round, i, action, own, now);
          }
        }
      }
      for (Step step : now) {
        left.get(step.player()).clear(step.action());
      }
      steps.addAll(now);
      found = !now.isEmpty();
    }
    List<List<Integer>> surviving = new ArrayList<>();
    for (BitSet set : left) {
      surviving.add(set.stream().boxed().toList());
    }
    return new Result(steps, surviving);
  }

  /** max v: Σ_d x_d u(d, a_−i) − v ≥ u(action, a_−i) for all a_−i left, Σ x = 1. */
  private static void test(
      State game, List<BitSet> left, int round, int i, int action, int[] own, List<Step> now) {
    double[] objective = new double[own.length + 1];
    objective[own.length] = 1;
    LinearProgram program = LinearProgram.maximise(objective).free(own.length);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < game.profileCount(); a++) {
      low = Math.min(low, game.payoff(a, i));
      high = Math.max(high, game.payoff(a, i));
      if (game.deviation(a, i, action) != a || !isLeft(game, left, a, i)) {
        continue;
      }
      double[] row = new double[own.length + 1];
      for (int k = 0; k < own.length; k++) {
        row[k] = game.payoff(a, i) - game.payoff(game.deviation(a, i, own[k]), i);
      }
      row[own.length] = 1;
      program.atMost(0, row);
    }
    double[] ones = new double[own.length + 1];
    java.util.Arrays.fill(ones, 0, own.length, 1);
    LinearProgram.Solution solution = program.exactly(1, ones).solve();
    if (solution.optimal() && solution.value() > STRICT * (high - low)) {
      double[] dominating = new double[game.actionCount(i)];
      for (int k = 0; k < own.length; k++) {
        dominating[own[k]] = solution.point()[k];
      }
      now.add(new Step(round, i, action, dominating, solution.value()));
    }
  }

  private static boolean isLeft(State game, List<BitSet> left, int profile, int except) {
    for (int j = 0; j < game.playerCount(); j++) {
      if (j != except && !left.get(j).get(game.action(profile, j))) {
        return false;
      }
    }
    return true;
  }
}
