package thaw.solver.transfers;

import thaw.model.game.Game;
import thaw.solver.certificate.TransfersCertificate;

/**
 * Equilibria of a repeated or stochastic game whose players can pay each other, or burn money,
 * before each period's actions: n players, perfect monitoring, pure actions, equal discount
 * factors.
 *
 * <p>The payoffs of subgame-perfect equilibria from state s on are the vectors w with w_i ≥ v_i(s)
 * and Σ w_i ≤ U(s). A profile a can be played at s if and only if
 *
 * <pre>
 *   (1−δ) Σ_i u_i(a) + δ E[U | a]  ≥  Σ_i max over a_i' of { (1−δ) u_i(a_i', a_−i) + δ E[v_i | a_i', a_−i] }.
 * </pre>
 *
 * <p>U is the value of maximising the joint payoff over such profiles, v_i that of holding i down
 * to its best reply with them. Both are found from above: all profiles are admissible at first; U
 * and v_i are solved for by policy iteration; profiles that violate the condition are eliminated,
 * as they do all the more under the smaller U and larger v_i to come; and again until none is. This
 * ends after finitely many rounds at the largest fixed point. Goldlücke and Kranz (2012),
 * "Infinitely repeated games with public monitoring and monetary transfers", Journal of Economic
 * Theory 147; (2018), "Discounted stochastic games with voluntary transfers", Economic Theory 66:
 * simple equilibria and the policy elimination algorithm.
 *
 * <p>A round costs time linear in the profiles, their successors and the players, times the few
 * steps of policy iteration.
 */
public final class Transfers {
  /**
   * How far to go.
   *
   * @param tolerance error bound to reach, as a share of the largest payoff range; positive
   * @param maxRounds rounds of elimination after which to give up, 1 or more
   */
  public record Options(double tolerance, int maxRounds) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Options {
      if (!(tolerance > 0)) {
        throw new IllegalArgumentException("tolerance is " + tolerance + "; allowed: more than 0");
      }
      if (maxRounds < 1) {
        throw new IllegalArgumentException("maxRounds is " + maxRounds + "; allowed: 1 or more");
      }
    }

    /**
     * Tolerance 10⁻⁹ of the payoff range, a million rounds.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(1e-9, 1_000_000);
    }

    /**
     * The same with another tolerance.
     *
     * @param value error bound to reach, as a share of the largest payoff range; positive
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is not positive
     */
    public Options withTolerance(double value) {
      return new Options(value, maxRounds);
    }

    /**
     * The same with another limit on rounds.
     *
     * @param value 1 or more
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is less than 1
     */
    public Options withMaxRounds(int value) {
      return new Options(tolerance, value);
    }
  }

  /**
   * Equilibrium payoffs and the regimes that attain them. Where there is no equilibrium in pure
   * actions payoffs are NaN and profiles −1.
   *
   * @param game the game solved
   * @param exists per state whether there is an equilibrium; there is none where one profile at
   *     least leads to a state without one, since every subgame needs one
   * @param joint U(s): the largest sum of equilibrium payoffs
   * @param punishment v_i(s), the least equilibrium payoff: [state][player]
   * @param equilibrium per state the profile of the equilibrium regime
   * @param punishmentProfiles the profile that holds the player down to v_i: [state][player]
   * @param admissible per state and profile whether it is played in some equilibrium
   * @param errorBound U and v_i, all states, miss the true values by at most this, payoffs;
   *     infinite if the outer bound has equilibria where none was found
   * @param relativeErrorBound the same as a share of the largest payoff range of a player
   * @param largestViolation by how much the constraint of a profile in use falls short, payoffs;
   *     rounding only
   * @param converged whether the relative error bound is within tolerance
   * @param rounds rounds of elimination
   * @param options the options used
   */
  public record Result(
      Game game,
      boolean[] exists,
      double[] joint,
      double[][] punishment,
      int[] equilibrium,
      int[][] punishmentProfiles,
      boolean[][] admissible,
      double errorBound,
      double relativeErrorBound,
      double largestViolation,
      boolean converged,
      int rounds,
      Options options) {
    /**
     * What a checker needs to confirm the result.
     *
     * @return the payoffs, profiles and bounds of this result
     */
    public TransfersCertificate certificate() {
      return new TransfersCertificate(
          exists, joint, punishment, equilibrium, punishmentProfiles, errorBound, largestViolation);
    }

    /**
     * U(s) − Σ_i v_i(s): what there is to share, and to lose.
     *
     * @param state its index
     * @return an average per period, in payoffs of the game; NaN where there is no equilibrium
     */
    public double surplus(int state) {
      double surplus = joint[state];
      for (double v : punishment[state]) {
        surplus -= v;
      }
      return surplus;
    }
  }

  /** Shortfalls up to this share of the payoff range, per player, may yet be rounding: outside. */
  private static final double DOUBTFUL = 1e-11;

  /** Shortfalls up to this share of the payoff range, per player, are rounding: inside. */
  private static final double ROUNDING = 1e-14;

  private final Options options;

  private Transfers(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static Transfers withDefaults() {
    return new Transfers(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public Transfers with(Options newOptions) {
    return new Transfers(newOptions);
  }

  /**
   * Solves the game.
   *
   * @param game any number of players and states
   * @return U, v_i and policies with an error bound, converged or not
   * @throws IllegalArgumentException if discount factors differ between the players
   */
  public Result solve(Game game) {
    for (int i = 1; i < game.playerCount(); i++) {
      if (game.discount(i) != game.discount(0)) {
        throw new IllegalArgumentException(
            "discount factors are "
                + game.discount(0)
                + " of "
                + game.players().get(0)
                + " and "
                + game.discount(i)
                + " of "
                + game.players().get(i)
                + "; allowed with transfers: equal ones (the more patient would lend to the less"
                + " patient without limit)");
      }
    }
    TransferKernel kernel = new TransferKernel(game);
    int rounds = eliminate(kernel, DOUBTFUL, 0);
    double[][] outer = payoffs(game, kernel);
    double error = kernel.error();
    if (rounds < options.maxRounds()) {
      rounds = eliminate(kernel, ROUNDING, rounds);
    }
    boolean settled = rounds < options.maxRounds();
    double[][] inner = payoffs(game, kernel);
    double bound = settled ? distance(outer, inner) : Double.POSITIVE_INFINITY;
    bound += (error + kernel.error()) * kernel.scale();
    return result(game, kernel, inner, bound, rounds);
  }

  /** Solves and eliminates in turn until no profile is eliminated; the number of rounds so far. */
  private int eliminate(TransferKernel kernel, double perPlayer, int before) {
    int rounds = before;
    boolean any = true;
    while (any && rounds < options.maxRounds()) {
      kernel.solve();
      any = kernel.eliminate(perPlayer * (kernel.players + 1) + kernel.slackError());
      rounds++;
    }
    return any ? options.maxRounds() : rounds;
  }

  /** U and v_i: [state][0 for U, 1 + player]. */
  private static double[][] payoffs(Game game, TransferKernel kernel) {
    double[][] payoffs = new double[game.stateCount()][game.playerCount() + 1];
    for (int s = 0; s < payoffs.length; s++) {
      payoffs[s][0] = kernel.live[s] ? kernel.jointPayoff(s) : Double.NaN;
      for (int i = 0; i < game.playerCount(); i++) {
        payoffs[s][1 + i] = kernel.live[s] ? kernel.punishmentPayoff(i, s) : Double.NaN;
      }
    }
    return payoffs;
  }

  private static double distance(double[][] outer, double[][] inner) {
    double largest = 0;
    for (int s = 0; s < outer.length; s++) {
      for (int k = 0; k < outer[s].length; k++) {
        if (Double.isNaN(outer[s][k]) && Double.isNaN(inner[s][k])) {
          continue;
        }
        double between = Math.abs(outer[s][k] - inner[s][k]);
        largest = Math.max(largest, Double.isNaN(between) ? Double.POSITIVE_INFINITY : between);
      }
    }
    return largest;
  }

  private Result result(
      Game game, TransferKernel kernel, double[][] payoffs, double bound, int rounds) {
    int states = game.stateCount();
    int players = game.playerCount();
    double[] joint = new double[states];
    double[][] punishment = new double[states][players];
    int[] equilibrium = new int[states];
    int[][] punishmentProfiles = new int[states][players];
    boolean[][] admissible = new boolean[states][];
    double shortfall = 0;
    for (int s = 0; s < states; s++) {
      boolean live = kernel.live[s];
      joint[s] = payoffs[s][0];
      equilibrium[s] = live ? kernel.jointPolicy[s] - kernel.base[s] : -1;
      shortfall = live ? Math.max(shortfall, -kernel.slack(kernel.jointPolicy[s])) : shortfall;
      for (int i = 0; i < players; i++) {
        int profile = kernel.punishmentPolicy[i][s];
        punishment[s][i] = payoffs[s][1 + i];
        punishmentProfiles[s][i] = live ? profile - kernel.base[s] : -1;
        shortfall = live ? Math.max(shortfall, -kernel.slack(profile)) : shortfall;
      }
      admissible[s] = new boolean[game.state(s).profileCount()];
      for (int a = 0; a < admissible[s].length; a++) {
        admissible[s][a] = kernel.admissible[kernel.base[s] + a];
      }
    }
    double relative = bound / kernel.scale();
    return new Result(
        game,
        kernel.live.clone(),
        joint,
        punishment,
        equilibrium,
        punishmentProfiles,
        admissible,
        bound,
        relative,
        shortfall * kernel.scale(),
        relative <= options.tolerance(),
        rounds,
        options);
  }
}
