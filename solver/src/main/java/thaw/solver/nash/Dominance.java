package thaw.solver.nash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.State;

/**
 * Iterated elimination of dominated actions of a stage game of any number of players.
 *
 * <p>Strict dominance, by pure or mixed strategies (Pearce 1984): what survives does not depend on
 * the order, which is shown round by round. Every elimination is confirmed in exact arithmetic; an
 * action survives with a belief about the others to which it is a best reply, up to {@link
 * #RELATIVE_TOLERANCE} of the player's payoff range. Weak dominance, by pure actions, exact: here
 * the order matters, and the one taken is all weakly dominated actions of all players at once.
 */
public final class Dominance {
  /**
   * One elimination.
   *
   * @param round from 1; all eliminations of a round are found before any is made
   * @param player index
   * @param action index of the eliminated action
   * @param dominating probability of each of the player's actions in a strategy that dominates it
   * @param margin by how much at least; 0 in weak dominance
   */
  public record Step(int round, int player, int action, double[] dominating, double margin) {}

  /**
   * Why an action survives strict dominance.
   *
   * @param player index
   * @param action index of the action
   * @param belief probability of every profile of the others, in the order of the profiles in which
   *     the player takes the first action; those with eliminated actions have 0
   * @param regret what another surviving action earns more under that belief, payoffs; rounding
   *     only
   */
  public record Support(int player, int action, double[] belief, double regret) {}

  /**
   * The eliminations, and what is left.
   *
   * @param steps in order
   * @param surviving per player the indices of the surviving actions
   * @param supports for the actions that survive strict dominance; none in weak dominance, nor for
   *     an action whose linear program could not be decided
   */
  public record Result(List<Step> steps, List<List<Integer>> surviving, List<Support> supports) {
    public Result {
      steps = List.copyOf(steps);
      surviving = List.copyOf(surviving);
      supports = List.copyOf(supports);
    }
  }

  /** Domination by mixtures with less than this share of the payoff range may go unseen. */
  public static final double RELATIVE_TOLERANCE = 1e-9;

  private final State game;
  private final List<BitSet> left = new ArrayList<>();
  private final BigFraction[][] payoffs;

  private Dominance(State game) {
    this.game = game;
    payoffs = new BigFraction[game.playerCount()][game.profileCount()];
    for (int i = 0; i < game.playerCount(); i++) {
      BitSet all = new BitSet();
      all.set(0, game.actionCount(i));
      left.add(all);
      for (int a = 0; a < game.profileCount(); a++) {
        payoffs[i][a] = game.exactPayoff(a, i);
      }
    }
  }

  /**
   * Eliminates strictly dominated actions until none is left.
   *
   * @param game any number of players; its transitions play no part
   * @return eliminations by round, and a belief for every survivor whose linear program was decided
   */
  public static Result of(State game) {
    return new Dominance(game).strictly();
  }

  /**
   * Eliminates actions that pure actions dominate weakly until none is left.
   *
   * @param game any number of players; its transitions play no part
   * @return eliminations by round, without beliefs
   */
  public static Result weakly(State game) {
    return new Dominance(game).byPureActions();
  }

  private Result strictly() {
    List<Step> steps = new ArrayList<>();
    List<Support> supports = new ArrayList<>();
    boolean found = true;
    for (int round = 1; found; round++) {
      List<Step> now = new ArrayList<>();
      supports.clear();
      for (int i = 0; i < left.size(); i++) {
        for (int action : left.get(i).stream().toArray()) {
          Optional<Step> step = byPureAction(round, i, action, true);
          if (step.isEmpty()) {
            step = byMixture(round, i, action, supports);
          }
          step.ifPresent(now::add);
        }
      }
      found = eliminate(now, steps);
    }
    return result(steps, supports);
  }

  private Result byPureActions() {
    List<Step> steps = new ArrayList<>();
    boolean found = true;
    for (int round = 1; found; round++) {
      List<Step> now = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        for (int action : left.get(i).stream().toArray()) {
          byPureAction(round, i, action, false).ifPresent(now::add);
        }
      }
      found = eliminate(now, steps);
    }
    return result(steps, List.of());
  }

  private boolean eliminate(List<Step> now, List<Step> steps) {
    for (Step step : now) {
      left.get(step.player()).clear(step.action());
    }
    steps.addAll(now);
    return !now.isEmpty();
  }

  private Result result(List<Step> steps, List<Support> supports) {
    List<List<Integer>> surviving = new ArrayList<>();
    for (BitSet set : left) {
      surviving.add(set.stream().boxed().toList());
    }
    return new Result(steps, surviving, supports);
  }

  /** The profiles in which player i takes the action and the others only actions left. */
  private int[] against(int i, int action) {
    return java.util.stream.IntStream.range(0, game.profileCount())
        .filter(a -> game.action(a, i) == action)
        .filter(
            a ->
                java.util.stream.IntStream.range(0, left.size())
                    .allMatch(j -> j == i || left.get(j).get(game.action(a, j))))
        .toArray();
  }

  private Optional<Step> byPureAction(int round, int i, int action, boolean strictly) {
    int[] profiles = against(i, action);
    for (int other : left.get(i).stream().toArray()) {
      Optional<BigFraction> least = Optional.empty();
      boolean better = false;
      for (int a : profiles) {
        BigFraction gain = payoffs[i][game.deviation(a, i, other)].subtract(payoffs[i][a]);
        better |= gain.signum() > 0;
        if (least.isEmpty() || gain.subtract(least.get()).signum() < 0) {
          least = Optional.of(gain);
        }
      }
      int sign = least.map(BigFraction::signum).orElse(0);
      if (strictly ? sign > 0 : sign >= 0 && better) {
        double[] dominating = new double[game.actionCount(i)];
        dominating[other] = 1;
        double margin = least.map(BigFraction::doubleValue).orElse(0.0);
        return Optional.of(new Step(round, i, action, dominating, margin));
      }
    }
    return Optional.empty();
  }

  /**
   * A mixture dominates the action exactly if the zero-sum game of what each action left earns more
   * than it has a positive value; the opponent's optimal strategy there is a belief to which the
   * action is a best reply if it has not (Pearce 1984, lemma 3).
   */
  private Optional<Step> byMixture(int round, int i, int action, List<Support> supports) {
    int[] own = left.get(i).stream().toArray();
    int[] profiles = against(i, action);
    double[][] more = new double[own.length][profiles.length];
    for (int c = 0; c < profiles.length; c++) {
      int a = profiles[c];
      if (isBestReply(i, a, own)) {
        double[] sure = new double[profiles.length];
        sure[c] = 1;
        supports.add(support(i, action, profiles, sure));
        return Optional.empty();
      }
      for (int k = 0; k < own.length; k++) {
        more[k][c] = payoffs[i][game.deviation(a, i, own[k])].subtract(payoffs[i][a]).doubleValue();
      }
    }
    Optional<MatrixGame> solved = MatrixGame.solve(more);
    if (solved.isEmpty()) {
      return Optional.empty();
    }
    double[] dominating = new double[game.actionCount(i)];
    for (int k = 0; k < own.length; k++) {
      dominating[own[k]] = solved.get().rows()[k];
    }
    BigFraction margin = margin(i, profiles, dominating);
    if (margin.signum() > 0) {
      return Optional.of(new Step(round, i, action, dominating, margin.doubleValue()));
    }
    supports.add(support(i, action, profiles, solved.get().columns()));
    return Optional.empty();
  }

  private boolean isBestReply(int i, int profile, int[] own) {
    return Arrays.stream(own)
        .allMatch(
            d ->
                payoffs[i][profile].subtract(payoffs[i][game.deviation(profile, i, d)]).signum()
                    >= 0);
  }

  /** Exactly what the mixture, scaled to sum to 1, earns more at least. */
  private BigFraction margin(int i, int[] profiles, double[] mixture) {
    BigFraction sum = BigFraction.ZERO;
    BigFraction[] weights = new BigFraction[mixture.length];
    for (int k = 0; k < mixture.length; k++) {
      weights[k] = BigFraction.from(mixture[k]);
      sum = sum.add(weights[k]);
    }
    Optional<BigFraction> least = Optional.empty();
    for (int a : profiles) {
      BigFraction gain = BigFraction.ZERO;
      for (int k = 0; k < weights.length; k++) {
        if (weights[k].signum() != 0) {
          gain =
              gain.add(
                  weights[k].multiply(payoffs[i][game.deviation(a, i, k)].subtract(payoffs[i][a])));
        }
      }
      if (least.isEmpty() || gain.subtract(least.get()).signum() < 0) {
        least = Optional.of(gain);
      }
    }
    return least.orElse(BigFraction.ZERO).divide(sum);
  }

  private Support support(int i, int action, int[] profiles, double[] weights) {
    double[] belief = new double[game.profileCount() / game.actionCount(i)];
    int next = 0;
    int column = 0;
    double[] earned = new double[game.actionCount(i)];
    for (int a = 0; a < game.profileCount() && next < profiles.length; a++) {
      if (game.action(a, i) != action) {
        continue;
      }
      if (a == profiles[next]) {
        belief[column] = weights[next];
        for (int d = 0; d < earned.length; d++) {
          BigFraction gain = payoffs[i][game.deviation(a, i, d)].subtract(payoffs[i][a]);
          earned[d] += belief[column] * gain.doubleValue();
        }
        next++;
      }
      column++;
    }
    double regret = left.get(i).stream().mapToDouble(d -> earned[d]).max().orElse(0);
    return new Support(i, action, belief, Math.max(0, regret));
  }
}
