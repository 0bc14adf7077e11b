package thaw.solver.markov;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import thaw.model.game.Game;

/**
 * Markov logit quantal response equilibria along the principal branch (McKelvey and Palfrey 1995;
 * for stochastic games Eibelshäuser and Poensgen 2019), from even mixing at λ = 0, by
 * predictor–corrector path following in log probabilities (Turocy 2005), and the Markov perfect
 * equilibrium that the branch tends to as λ grows.
 *
 * <p>Strategies respond to total discounted payoffs Q: σ_a ∝ exp(λ Q_a). A normal form is a game of
 * one state, where the discount factor plays no part. With another prior ρ than even mixing, σ_a ∝
 * ρ_a exp(λ Q_a): the branch starts elsewhere and may end at another equilibrium.
 *
 * <p>Lengths along the branch are those of Fisher's metric, Σ σ_a dβ_a² + (dλ/(1 + λ))². Each step
 * is predicted by the cubic through the last two points and tangents and corrected by Newton's
 * method across the tangent.
 */
public final class MarkovLogit {
  /**
   * How far to go.
   *
   * @param lambdas precisions asked for, 0 or more, in units of one over payoff
   * @param limit whether to follow the branch to its end, a Markov perfect equilibrium; otherwise
   *     it is left when every λ asked for has been met once
   * @param maxSteps steps along the branch after which to give up
   * @param keepBranch whether the result holds every accepted step
   * @param leaps how often the branch may be left where it turns back, for an equilibrium at a
   *     larger λ: the limit is then a Markov perfect equilibrium, but not that of the principal
   *     branch
   * @param prior what is played at λ = 0, all probabilities positive; none for even mixing
   * @param progress told the number of steps and λ after each step
   */
  public record Options(
      double[] lambdas,
      boolean limit,
      int maxSteps,
      boolean keepBranch,
      int leaps,
      List<MarkovStrategies> prior,
      BiConsumer<Integer, Double> progress) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a precision or maxSteps is out of range, or there are
     *     several priors
     */
    public Options {
      for (double lambda : lambdas) {
        if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "lambda is " + lambda + "; allowed: 0 or more, finite");
        }
      }
      if (maxSteps < 1) {
        throw new IllegalArgumentException("maxSteps is " + maxSteps + "; allowed: 1 or more");
      }
      prior = List.copyOf(prior);
      if (prior.size() > 1) {
        throw new IllegalArgumentException(prior.size() + " priors; allowed: one or none");
      }
    }

    /**
     * The limit only, from even mixing, 50 000 steps.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(new double[0], true, 50_000, false, 0, List.of(), (step, lambda) -> {});
    }

    /**
     * The same with other precisions.
     *
     * @param values λ, 0 or more, finite, in units of one over payoff; none for the limit alone
     * @return options that differ in this only
     * @throws IllegalArgumentException if one is out of range
     */
    public Options withLambdas(double... values) {
      return new Options(values.clone(), limit, maxSteps, keepBranch, leaps, prior, progress);
    }

    /**
     * The same with another end.
     *
     * @param value whether to follow the branch to its end, a Markov perfect equilibrium
     * @return options that differ in this only
     */
    public Options withLimit(boolean value) {
      return new Options(lambdas, value, maxSteps, keepBranch, leaps, prior, progress);
    }

    /**
     * The same with another limit on steps.
     *
     * @param value 1 or more
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is less than 1
     */
    public Options withMaxSteps(int value) {
      return new Options(lambdas, limit, value, keepBranch, leaps, prior, progress);
    }

    /**
     * The same with another choice of what is kept.
     *
     * @param value whether the result holds every accepted step
     * @return options that differ in this only
     */
    public Options withKeepBranch(boolean value) {
      return new Options(lambdas, limit, maxSteps, value, leaps, prior, progress);
    }

    /**
     * The same with a prior.
     *
     * @param value what is played at λ = 0; strategies of the game to be solved, all probabilities
     *     positive
     * @return options that differ in this only
     */
    public Options withPrior(MarkovStrategies value) {
      return new Options(lambdas, limit, maxSteps, keepBranch, leaps, List.of(value), progress);
    }

    /**
     * The same with another limit on leaps.
     *
     * @param value how often the branch may be left where it turns back; 0 for the principal branch
     *     alone
     * @return options that differ in this only
     */
    public Options withLeaps(int value) {
      return new Options(lambdas, limit, maxSteps, keepBranch, value, prior, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param value told the number of steps and λ after each step
     * @return options that differ in this only
     */
    public Options withProgress(BiConsumer<Integer, Double> value) {
      return new Options(lambdas, limit, maxSteps, keepBranch, leaps, prior, value);
    }
  }

  /**
   * A point of the branch.
   *
   * @param lambda its precision: exactly the one asked for
   * @param strategies stationary strategies
   * @param residual largest difference between a probability and the logit response, recomputed
   *     from the strategies alone
   */
  public record Point(double lambda, MarkovStrategies strategies, double residual) {}

  /**
   * What was found.
   *
   * @param points in the order of growing λ, and along the branch where it passes a λ several
   *     times; precisions that the branch did not reach are missing
   * @param branch every accepted step if it was to be kept: λ first, then all probabilities
   * @param limit the end of the branch, empty if not asked for or not reached
   * @param regret largest gain from a one-shot deviation at the limit, in average payoffs,
   *     recomputed from the strategies alone; without a limit that of the last point of the branch
   * @param lastLambda the precision up to which the branch was followed; from there on, the limit
   *     is that of the equations at λ = ∞ on the support that had settled
   * @param turns how often the branch turned back in λ: other equilibria exist at those λ
   * @param leaps how often the branch was left for another
   * @param steps steps taken
   * @param converged whether everything asked for was found
   */
  public record Result(
      List<Point> points,
      List<double[]> branch,
      List<MarkovStrategies> limit,
      double regret,
      double lastLambda,
      int turns,
      int leaps,
      int steps,
      boolean converged) {
    public Result {
      points = List.copyOf(points);
      branch = List.copyOf(branch);
      limit = List.copyOf(limit);
    }

    private Result withSteps(int all) {
      return new Result(points, branch, limit, regret, lastLambda, turns, leaps, all, converged);
    }
  }

  /** A limit is an equilibrium when no deviation gains more than this share of the payoff range. */
  public static final double REGRET_TOLERANCE = 1e-7;

  /** Shares of the usual step errors to try again with. */
  private static final double[] CARE = {0.2, 0.02};

  private final Options options;

  private MarkovLogit(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static MarkovLogit withDefaults() {
    return new MarkovLogit(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public MarkovLogit with(Options newOptions) {
    return new MarkovLogit(newOptions);
  }

  /**
   * Follows the branch.
   *
   * @param game any number of players and states
   * @return points and limit as far as they were reached, converged or not
   * @throws IllegalArgumentException if the prior does not put positive probability on every action
   */
  public Result solve(Game game) {
    Result result = new LogitWalk(game, options, 1).run();
    int steps = result.steps();
    for (double care : CARE) {
      if (result.lastLambda() >= 0 && (result.converged() || steps >= options.maxSteps())) {
        break;
      }
      // A walk that leaves the branch for a nearby one comes back to λ = 0, or gets stuck.
      result =
          new LogitWalk(game, options.withMaxSteps(Math.max(1, options.maxSteps() - steps)), care)
              .run();
      steps += result.steps();
    }
    return result.withSteps(steps);
  }

  /** Everyone mixes evenly. */
  static double[][][] even(Game game) {
    double[][][] even = new double[game.stateCount()][game.playerCount()][];
    for (int s = 0; s < even.length; s++) {
      for (int i = 0; i < even[s].length; i++) {
        even[s][i] = new double[game.state(s).actionCount(i)];
        Arrays.fill(even[s][i], 1.0 / even[s][i].length);
      }
    }
    return even;
  }
}
