package thaw.solver.verify;

import java.util.ArrayList;
import java.util.List;
import thaw.model.game.State;

/**
 * Checks extreme correlated equilibria of a stage game: every incentive constraint is computed
 * anew, and so is the bound that dual prices prove: no correlated equilibrium has more of an
 * objective c than max_a [c(a) − Σ_k π_k g_k(a)] for prices π ≥ 0 (weak duality).
 */
public final class CorrelatedCheck {
  /** Errors allowed, as a share of the payoff range. */
  private static final double TOLERANCE = 1e-8;

  /**
   * What is claimed to be extreme.
   *
   * @param player index of the player whose payoff is extreme, −1 for the sum of all
   * @param largest whether it is largest, not smallest
   * @param distribution probability of every profile
   * @param payoffs one per player
   * @param bound what no correlated equilibrium surpasses
   * @param prices of the incentive constraints by player, action told and action played instead
   * @param reduced per profile the objective less its priced gains, of the sign in which it is
   *     maximised; their maximum is the bound
   */
  public record Extreme(
      int player,
      boolean largest,
      double[] distribution,
      double[] payoffs,
      double bound,
      double[] prices,
      double[] reduced) {}

  private CorrelatedCheck() {}

  /**
   * What prices leave of the objective at each profile; {@link IllegalArgumentException} unless
   * there is one per incentive constraint.
   */
  private static double[] reduced(State game, int player, boolean largest, double[] prices) {
    double[] reduced = new double[game.profileCount()];
    for (int a = 0; a < reduced.length; a++) {
      for (int i = 0; i < game.playerCount(); i++) {
        if (player == i || player < 0) {
          reduced[a] += (largest ? 1 : -1) * game.payoff(a, i);
        }
      }
    }
    int k = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      for (int told = 0; told < game.actionCount(i); told++) {
        for (int played = 0; played < game.actionCount(i); played++) {
          if (played == told) {
            continue;
          }
          if (k == prices.length) {
            throw new IllegalArgumentException("prices are missing");
          }
          boolean idle = true;
          for (int a = 0; a < reduced.length; a++) {
            if (game.action(a, i) == told) {
              double gain = game.payoff(game.deviation(a, i, played), i) - game.payoff(a, i);
              reduced[a] -= prices[k] * gain;
              idle &= gain == 0;
            }
          }
          if (idle && prices[k] != 0) {
            throw new IllegalArgumentException(
                "between actions that always pay the same the price is " + prices[k] + ", not 0");
          }
          k++;
        }
      }
    }
    if (k < prices.length) {
      throw new IllegalArgumentException(prices.length + " prices for " + k + " constraints");
    }
    return reduced;
  }

  /**
   * Checks all extremes and the largest gain from disobeying in any of them.
   *
   * @param regret as claimed, payoffs
   */
  public static Confirmation check(State game, List<Extreme> extremes, double regret) {
    List<String> problems = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    double gain = 0;
    double range = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      range = Math.max(range, SecurityCheck.range(game, i));
    }
    for (Extreme extreme : extremes) {
      String name =
          (extreme.largest() ? "largest " : "smallest ")
              + (extreme.player() < 0
                  ? "sum of payoffs"
                  : "payoff of player " + (extreme.player() + 1));
      if (!SecurityCheck.isMixture(extreme.distribution(), game.profileCount())
          || extreme.payoffs().length != game.playerCount()
          || extreme.reduced().length != game.profileCount()) {
        problems.add(name + ": no distribution and payoffs of this game");
        continue;
      }
      gain = Math.max(gain, largestGain(game, extreme.distribution()));
      double value = 0;
      for (int i = 0; i < game.playerCount(); i++) {
        double mean = 0;
        for (int a = 0; a < game.profileCount(); a++) {
          mean += extreme.distribution()[a] * game.payoff(a, i);
        }
        SecurityCheck.expect(
            name + ": payoff of player " + (i + 1),
            mean,
            extreme.payoffs()[i],
            SecurityCheck.range(game, i),
            problems);
        value += extreme.player() < 0 || extreme.player() == i ? mean : 0;
      }
      checkBound(game, name, extreme, value, range, problems);
      findings.add(name + ": " + value + ", proved by dual prices");
    }
    SecurityCheck.expect("the largest gain from disobeying", gain, regret, range, problems);
    if (!(gain <= TOLERANCE * range)) {
      problems.add("disobeying gains " + gain);
    }
    return new Confirmation(problems, findings);
  }

  private static void checkBound(
      State game, String name, Extreme extreme, double value, double range, List<String> problems) {
    double[] reduced;
    try {
      reduced = reduced(game, extreme.player(), extreme.largest(), extreme.prices());
    } catch (IllegalArgumentException e) {
      problems.add(name + ": " + e.getMessage());
      return;
    }
    double most = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < reduced.length; a++) {
      // Prices of constraints with small gains leave small traces: these are compared closely.
      double size = 1e-4 * range + Math.abs(reduced[a]);
      SecurityCheck.expect(
          name + ": the reduced objective", reduced[a], extreme.reduced()[a], size, problems);
      most = Math.max(most, reduced[a]);
    }
    for (double price : extreme.prices()) {
      if (!(price >= 0)) {
        problems.add(name + ": a price is " + price);
      }
    }
    double bound = extreme.largest() ? most : -most;
    SecurityCheck.expect(name + ": the bound", bound, extreme.bound(), range, problems);
    SecurityCheck.expect(name + " and its bound: the gap", bound, value, range, problems);
  }

  private static double largestGain(State game, double[] distribution) {
    double largest = 0;
    for (int i = 0; i < game.playerCount(); i++) {
      for (int told = 0; told < game.actionCount(i); told++) {
        for (int played = 0; played < game.actionCount(i); played++) {
          double gain = 0;
          for (int a = 0; a < distribution.length; a++) {
            if (game.action(a, i) == told) {
              gain +=
                  distribution[a]
                      * (game.payoff(game.deviation(a, i, played), i) - game.payoff(a, i));
            }
          }
          largest = Math.max(largest, gain);
        }
      }
    }
    return largest;
  }
}
