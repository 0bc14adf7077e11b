package thaw.solver.verify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;

/**
 * Checks what is said of a stage game beside its mixed equilibria: pure equilibria, p-dominance and
 * risk dominance, eliminations of dominated actions, and the Nash bargaining solution. Pure
 * comparisons and margins of dominance are computed anew in exact rationals.
 */
public final class StageGameCheck {
  /** Errors allowed, as a share of the payoff range. */
  private static final double TOLERANCE = 1e-8;

  private StageGameCheck() {}

  /** All pure equilibria by the definition, in order. */
  public static List<Integer> pure(State game) {
    List<Integer> found = new ArrayList<>();
    for (int a = 0; a < game.profileCount(); a++) {
      boolean stable = true;
      for (int i = 0; i < game.playerCount() && stable; i++) {
        for (int d = 0; d < game.actionCount(i) && stable; d++) {
          stable =
              Exact.compare(game.exactPayoff(game.deviation(a, i, d), i), game.exactPayoff(a, i))
                  <= 0;
        }
      }
      if (stable) {
        found.add(a);
      }
    }
    return found;
  }

  /**
   * The smallest belief in the opponent's action of a pure equilibrium of a two-player game from
   * which on player i's action there is a best reply whatever the rest of the belief.
   */
  public static double leastBelief(State game, int profile, int i) {
    BigFraction least = BigFraction.ZERO;
    for (int d = 0; d < game.actionCount(i); d++) {
      BigFraction sure = loss(game, profile, i, d);
      for (int other = 0; other < game.actionCount(1 - i); other++) {
        BigFraction risk = loss(game, game.deviation(profile, 1 - i, other), i, d).negate();
        // The deviation pays below the belief at which its loss and its gain are even.
        if (risk.signum() > 0 && sure.add(risk).signum() > 0) {
          BigFraction even = risk.divide(sure.add(risk));
          least = Exact.compare(even, least) > 0 ? even : least;
        }
      }
    }
    return least.doubleValue();
  }

  private static BigFraction loss(State game, int profile, int i, int deviation) {
    return game.exactPayoff(profile, i)
        .subtract(game.exactPayoff(game.deviation(profile, i, deviation), i));
  }

  /** The strict equilibrium of a 2 × 2 game with the larger product of losses, if one has. */
  public static Optional<Integer> riskDominant(State game, int one, int other) {
    BigFraction[] products = {BigFraction.ONE, BigFraction.ONE};
    int[] profiles = {one, other};
    for (int k = 0; k < 2; k++) {
      for (int i = 0; i < 2; i++) {
        int away = game.deviation(profiles[k], i, 1 - game.action(profiles[k], i));
        products[k] =
            products[k].multiply(
                game.exactPayoff(profiles[k], i).subtract(game.exactPayoff(away, i)));
      }
    }
    int sign = Exact.compare(products[0], products[1]);
    return sign == 0 ? Optional.empty() : Optional.of(sign > 0 ? one : other);
  }

  /**
   * An elimination as claimed.
   *
   * @param round from 1
   * @param player index
   * @param action index of the eliminated action
   * @param dominating mixture of the player's actions
   * @param margin by how much it is better at least, payoffs
   */
  public record Elimination(
      int round, int player, int action, double[] dominating, double margin) {}

  /**
   * Why an action is said to survive.
   *
   * @param player index
   * @param action index
   * @param belief about the others' profiles, in the order of those in which the player takes the
   *     first action
   * @param regret what another surviving action earns more under it, payoffs
   */
  public record Support(int player, int action, double[] belief, double regret) {}

  /**
   * Checks an iterated elimination of dominated actions.
   *
   * @param strictly whether dominance is strict; else weak
   * @param supports beliefs for the survivors of strict dominance; survivors of weak dominance are
   *     compared with every pure action
   */
  public static Confirmation eliminations(
      State game, List<Elimination> steps, List<Support> supports, boolean strictly) {
    List<String> problems = new ArrayList<>();
    List<String> findings = new ArrayList<>();
    List<BitSet> left = new ArrayList<>();
    for (int i = 0; i < game.playerCount(); i++) {
      BitSet all = new BitSet();
      all.set(0, game.actionCount(i));
      left.add(all);
    }
    int round = 1;
    List<Elimination> pending = new ArrayList<>();
    List<BitSet> before = List.of();
    for (Elimination step : steps) {
      if (step.round() == round + 1 && !pending.isEmpty()) {
        before = left.stream().map(set -> (BitSet) set.clone()).toList();
        pending.forEach(e -> left.get(e.player()).clear(e.action()));
        pending.clear();
        round++;
      }
      String name = "elimination " + (steps.indexOf(step) + 1);
      if (step.round() != round
          || step.player() < 0
          || step.player() >= game.playerCount()
          || !left.get(step.player()).get(step.action())
          || !SecurityCheck.isMixture(step.dominating(), game.actionCount(step.player()))) {
        problems.add(name + " does not fit the game and the eliminations before it");
        return new Confirmation(problems, findings);
      }
      checkMargin(game, left, name, step, strictly, problems);
      if (!before.isEmpty() && isClear(game, gains(game, before, step), step, strictly)) {
        problems.add(name + " could have been made a round earlier");
      }
      pending.add(step);
    }
    pending.forEach(e -> left.get(e.player()).clear(e.action()));
    if (strictly) {
      checkSupports(game, left, supports, problems, findings);
    } else {
      checkNoneWeaklyDominated(game, left, problems);
    }
    findings.add(
        steps.size()
            + (strictly ? " strictly" : " weakly")
            + " dominated actions: dominance is exact");
    return new Confirmation(problems, findings);
  }

  private static List<Integer> against(State game, List<BitSet> left, int i, int action) {
    List<Integer> profiles = new ArrayList<>();
    for (int a = 0; a < game.profileCount(); a++) {
      boolean kept = game.action(a, i) == action;
      for (int j = 0; j < left.size() && kept; j++) {
        kept = j == i || left.get(j).get(game.action(a, j));
      }
      if (kept) {
        profiles.add(a);
      }
    }
    return profiles;
  }

  private static void checkMargin(
      State game,
      List<BitSet> left,
      String name,
      Elimination step,
      boolean strictly,
      List<String> problems) {
    int i = step.player();
    BigFraction sum = BigFraction.ZERO;
    for (int d = 0; d < step.dominating().length; d++) {
      sum = sum.add(BigFraction.from(step.dominating()[d]));
      if (step.dominating()[d] > 0 && !left.get(i).get(d)) {
        problems.add(name + ": an action in the mixture is eliminated already");
      }
    }
    BigFraction[] gains = gains(game, left, step);
    boolean dominates =
        strictly ? gains[0].signum() > 0 : gains[0].signum() >= 0 && gains[1].signum() > 0;
    if (!dominates) {
      problems.add(name + ": the mixture does not dominate the action");
    }
    SecurityCheck.expect(
        name + ": the margin",
        gains[0].divide(sum).doubleValue(),
        step.margin(),
        SecurityCheck.range(game, i),
        problems);
  }

  /** The least and the most that the mixture earns more than the action against what is left. */
  private static BigFraction[] gains(State game, List<BitSet> left, Elimination step) {
    int i = step.player();
    List<BigFraction> gains = new ArrayList<>();
    for (int a : against(game, left, i, step.action())) {
      BigFraction gain = BigFraction.ZERO;
      for (int d = 0; d < step.dominating().length; d++) {
        gain =
            gain.add(
                BigFraction.from(step.dominating()[d])
                    .multiply(
                        game.exactPayoff(game.deviation(a, i, d), i)
                            .subtract(game.exactPayoff(a, i))));
      }
      gains.add(gain);
    }
    return new BigFraction[] {
      gains.stream().min(Exact::compare).orElse(BigFraction.ZERO),
      gains.stream().max(Exact::compare).orElse(BigFraction.ZERO)
    };
  }

  /** Dominance beyond rounding: by more than the tolerance if strict, exactly if weak. */
  private static boolean isClear(
      State game, BigFraction[] gains, Elimination step, boolean strictly) {
    return strictly
        ? gains[0].doubleValue() > TOLERANCE * SecurityCheck.range(game, step.player())
        : gains[0].signum() >= 0 && gains[1].signum() > 0;
  }

  private static void checkSupports(
      State game,
      List<BitSet> left,
      List<Support> supports,
      List<String> problems,
      List<String> findings) {
    Set<List<Integer>> supported = new HashSet<>();
    for (Support support : supports) {
      int i = support.player();
      if (i < 0
          || i >= game.playerCount()
          || !left.get(i).get(support.action())
          || !supported.add(List.of(i, support.action()))
          || !SecurityCheck.isMixture(
              support.belief(), game.profileCount() / game.actionCount(i))) {
        problems.add("a belief does not fit the game and its surviving actions");
        return;
      }
      double[] more = new double[game.actionCount(i)];
      int column = 0;
      for (int a = 0; a < game.profileCount(); a++) {
        if (game.action(a, i) != support.action()) {
          continue;
        }
        for (int j = 0; j < game.playerCount(); j++) {
          if (support.belief()[column] > 0 && j != i && !left.get(j).get(game.action(a, j))) {
            problems.add("a belief gives probability to an eliminated action");
          }
        }
        for (int d = 0; d < more.length; d++) {
          more[d] +=
              support.belief()[column]
                  * (game.payoff(game.deviation(a, i, d), i) - game.payoff(a, i));
        }
        column++;
      }
      double regret = left.get(i).stream().mapToDouble(d -> more[d]).max().orElse(0);
      double range = SecurityCheck.range(game, i);
      String name = "action " + (support.action() + 1) + " of player " + (i + 1);
      SecurityCheck.expect(name + ": the regret", regret, support.regret(), range, problems);
      if (!(regret <= TOLERANCE * range)) {
        problems.add(name + " is no best reply to its belief");
      }
    }
    int survivors = left.stream().mapToInt(BitSet::cardinality).sum();
    findings.add(
        supported.size() + " of " + survivors + " surviving actions are best replies to a belief");
  }

  private static void checkNoneWeaklyDominated(
      State game, List<BitSet> left, List<String> problems) {
    for (int i = 0; i < game.playerCount(); i++) {
      for (int action : left.get(i).stream().toArray()) {
        for (int d : left.get(i).stream().toArray()) {
          boolean never = true;
          boolean better = false;
          for (int a : against(game, left, i, action)) {
            int sign =
                Exact.compare(game.exactPayoff(game.deviation(a, i, d), i), game.exactPayoff(a, i));
            never &= sign >= 0;
            better |= sign > 0;
          }
          if (never && better) {
            problems.add(
                "action "
                    + (action + 1)
                    + " of player "
                    + (i + 1)
                    + " is weakly dominated and was left");
          }
        }
      }
    }
  }

  /**
   * A Nash bargaining solution as claimed.
   *
   * @param disagreement point
   * @param payoffs of the solution; the disagreement point where there is nothing to share
   * @param profiles of its lottery; none where there is nothing to share
   * @param weights their probabilities
   */
  public record Agreement(
      double[] disagreement, double[] payoffs, int[] profiles, double[] weights) {}

  /**
   * What is wrong with a bargaining solution; nothing if it is right. The product of gains is
   * largest at u* exactly if Σ_i (u_i(a) − d_i)/(u*_i − d_i) ≤ 2 for every profile a (a line
   * supports the feasible payoffs there); where one gain is 0 no lottery may give both a gain.
   */
  public static List<String> bargaining(State game, Agreement claim) {
    List<String> problems = new ArrayList<>();
    double[] d = claim.disagreement();
    double[] u = claim.payoffs();
    if (d.length != 2
        || u.length != 2
        || claim.profiles().length != claim.weights().length
        || java.util.Arrays.stream(claim.profiles())
            .anyMatch(a -> a < 0 || a >= game.profileCount())) {
      return List.of("the bargaining solution does not fit the game");
    }
    double[] ranges = {SecurityCheck.range(game, 0), SecurityCheck.range(game, 1)};
    boolean none = claim.profiles().length == 0;
    if (!none && !SecurityCheck.isMixture(claim.weights(), claim.weights().length)) {
      problems.add("the weights of the bargaining lottery are no probabilities");
    }
    for (int i = 0; i < 2; i++) {
      double mean = none ? d[i] : 0;
      for (int k = 0; k < claim.profiles().length; k++) {
        mean += claim.weights()[k] * game.payoff(claim.profiles()[k], i);
      }
      SecurityCheck.expect("the bargaining payoff", mean, u[i], ranges[i], problems);
      if (!(u[i] - d[i] >= -TOLERANCE * ranges[i])) {
        problems.add("player " + (i + 1) + " loses in the bargaining solution");
      }
    }
    double first = (u[0] - d[0]) / ranges[0];
    double second = (u[1] - d[1]) / ranges[1];
    if (Math.min(first, second) > Math.sqrt(TOLERANCE)) {
      for (int a = 0; a < game.profileCount(); a++) {
        double sum =
            (game.payoff(a, 0) - d[0]) / (u[0] - d[0]) + (game.payoff(a, 1) - d[1]) / (u[1] - d[1]);
        if (!(sum <= 2 + Math.sqrt(TOLERANCE))) {
          problems.add("profile " + game.labels(a) + " allows a larger product of gains");
        }
      }
    } else if (commonGain(game, d, ranges) > 2 * Math.sqrt(TOLERANCE)) {
      problems.add("a lottery gives both players a gain");
    }
    return problems;
  }

  /** The largest gain, in payoff ranges, that a lottery gives both: min over λ of a maximum. */
  private static double commonGain(State game, double[] d, double[] ranges) {
    double low = 0;
    double high = 1;
    for (int k = 0; k < 200; k++) {
      double left = low + (high - low) / 3;
      double right = high - (high - low) / 3;
      if (weighted(game, d, ranges, left) < weighted(game, d, ranges, right)) {
        high = right;
      } else {
        low = left;
      }
    }
    return weighted(game, d, ranges, (low + high) / 2);
  }

  private static double weighted(State game, double[] d, double[] ranges, double share) {
    double most = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < game.profileCount(); a++) {
      most =
          Math.max(
              most,
              share * (game.payoff(a, 0) - d[0]) / ranges[0]
                  + (1 - share) * (game.payoff(a, 1) - d[1]) / ranges[1]);
    }
    return most;
  }
}
