package thaw.solver.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.solver.certificate.PublicAutomaton;
import thaw.solver.certificate.PublicAutomaton.Node;
import thaw.solver.certificate.PublicPayoffsClaim;
import thaw.solver.spe.Polygon;

/**
 * Computes the sets V(s) of perfect public equilibrium payoffs of a two-player game with imperfect
 * public monitoring, public randomization and pure actions, from outside and from inside.
 *
 * <p>V is the largest fixed point of the operator of Abreu, Pearce and Stacchetti (1990): B(W)(s)
 * is the hull, over profiles a, of (1−δ)u(a) + δ Σ_o ρ(o|a) w(o) with w(o) ∈ W that satisfy the
 * incentive constraints (see {@link Incentives}); an outcome o is a signal and the next state.
 * Outer sets: half-planes in directions that are refined where needed (Judd, Yeltekin and Conklin
 * 2003). Inner sets: the payoffs of an explicit automaton, a self-generating set. The largest
 * Hausdorff distance between the two is the error bound. Discount factors may differ between the
 * players. States are observed; with one state the game is a repeated game.
 */
public final class PublicPayoffSets {
  /**
   * How far to go.
   *
   * @param tolerance error bound to reach, as a share of the payoff range; positive
   * @param maxSweeps sweeps over the states after which to give up, 1 or more
   * @param maxSides sides of all sets together after which to give up, 8 per state or more
   * @param progress told the number of every sweep; an exception of its ends the solve
   */
  public record Options(double tolerance, int maxSweeps, int maxSides, IntConsumer progress) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public Options {
      if (!(tolerance > 0)) {
        throw new IllegalArgumentException("tolerance is " + tolerance + "; allowed: more than 0");
      }
      if (maxSweeps < 1 || maxSides < 1) {
        throw new IllegalArgumentException(
            "maxSweeps is " + maxSweeps + ", maxSides " + maxSides + "; allowed: 1 or more");
      }
    }

    /**
     * Tolerance 10⁻⁶ of the payoff range, 20 000 sweeps, 2000 sides.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(1e-6, 20_000, 2000, sweep -> {});
    }

    /**
     * The same with another tolerance.
     *
     * @param value error bound to reach, as a share of the payoff range; positive
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is not positive
     */
    public Options withTolerance(double value) {
      return new Options(value, maxSweeps, maxSides, progress);
    }

    /**
     * The same with another limit on sweeps.
     *
     * @param value 1 or more
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is less than 1
     */
    public Options withMaxSweeps(int value) {
      return new Options(tolerance, value, maxSides, progress);
    }

    /**
     * The same with another limit on sides.
     *
     * @param value of all sets together, 8 per state or more
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is less than 1
     */
    public Options withMaxSides(int value) {
      return new Options(tolerance, maxSweeps, value, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param value told the number of every sweep; an exception of its ends the solve
     * @return options that differ in this only
     */
    public Options withProgress(IntConsumer value) {
      return new Options(tolerance, maxSweeps, maxSides, value);
    }
  }

  /**
   * Outer and inner approximations of V, and what was found on the way.
   *
   * @param game the game solved
   * @param outer per state a set that contains V(s), rounding (10⁻⁹ of the payoff range) aside
   * @param inner per state the hull of payoffs that the automaton attains
   * @param automaton strategies attaining every vertex of the inner sets; no nodes if none were
   *     found
   * @param outerEnforceable per state and profile: false is certain
   * @param innerEnforceable per state and profile: true is certain, some node plays it
   * @param errorBound largest Hausdorff distance between outer and inner set of a state, in payoffs
   * @param relativeErrorBound the same with each player's payoffs divided by their range
   * @param regret largest gain from a one-shot deviation in the automaton, as a share of the payoff
   *     range; negative when every constraint is slack, 0 without nodes
   * @param converged whether the relative error bound is within tolerance
   * @param sweeps sweeps over the states used
   * @param options the options used
   */
  public record Result(
      Game game,
      List<Polygon> outer,
      List<Polygon> inner,
      PublicAutomaton automaton,
      boolean[][] outerEnforceable,
      boolean[][] innerEnforceable,
      double errorBound,
      double relativeErrorBound,
      double regret,
      boolean converged,
      int sweeps,
      Options options) {
    public Result {
      outer = List.copyOf(outer);
      inner = List.copyOf(inner);
    }

    /**
     * What the result claims, for a check by other code.
     *
     * @return sets, punishments, bounds and automaton
     */
    public PublicPayoffsClaim claim() {
      List<PublicPayoffsClaim.Sets> states = new ArrayList<>();
      for (int s = 0; s < outer.size(); s++) {
        double[] punishment =
            outer.get(s).isEmpty()
                ? new double[0]
                : new double[] {punishment(s, 0), punishment(s, 1)};
        states.add(
            new PublicPayoffsClaim.Sets(
                outer.get(s).vertices(),
                inner.get(s).vertices(),
                punishment,
                outerEnforceable[s].clone()));
      }
      return new PublicPayoffsClaim(states, errorBound, relativeErrorBound, regret, automaton);
    }

    /**
     * A lower bound of the player's worst payoff from {@code state} on; infinite without one.
     *
     * @param state index of the state that play starts from
     * @param player 0 or 1
     * @return an average per period, in payoffs of the game
     */
    public double punishment(int state, int player) {
      return player == 0 ? outer.get(state).minX() : outer.get(state).minY();
    }
  }

  /** The largest one-shot gain, as a share of the payoff range, that counts as rounding. */
  public static final double REGRET_TOLERANCE = 1e-11;

  /** Margins of strategies' constraints, tried in turn, times precision over 1 − δ. */
  private static final double[] MARGINS = {4, 0.5, 0};

  /** Movement at which sets first count as settled, times 1 − δ. */
  private static final double FIRST_PRECISION = 1e-2;

  private static final double REFINEMENT = 1.0 / 8;

  /** Sets that still do not agree when the movement is this share of the tolerance never will. */
  private static final double LAST_PRECISION = 1e-4;

  /** Corners flatter than this are left out of results. */
  private static final double FLAT = 1e-10;

  private final Options options;

  private PublicPayoffSets(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static PublicPayoffSets withDefaults() {
    return new PublicPayoffSets(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public PublicPayoffSets with(Options newOptions) {
    return new PublicPayoffSets(newOptions);
  }

  /**
   * Solves the game.
   *
   * @param game two players, with signals in every state
   * @return sets whose distance is reported, converged or not
   * @throws IllegalArgumentException if the game has not two players, or no signals
   */
  public Result solve(Game game) {
    boolean[][] all = new boolean[game.stateCount()][];
    for (int s = 0; s < all.length; s++) {
      all[s] = new boolean[game.state(s).profileCount()];
      Arrays.fill(all[s], true);
    }
    return solve(game, all);
  }

  /**
   * Solves for the equilibria in which only some profiles are ever prescribed; any action may be
   * deviated to.
   *
   * @param game two players, with signals in every state
   * @param allowed allowed[state][profile]
   * @return sets whose distance is reported, converged or not
   * @throws IllegalArgumentException if the game has not two players, or no signals, or {@code
   *     allowed} does not fit
   */
  public Result solve(Game game, boolean[][] allowed) {
    if (game.playerCount() != 2) {
      throw new IllegalArgumentException(
          game.playerCount() + " players; allowed for payoff sets: 2");
    }
    if (!game.hasSignals()) {
      throw new IllegalArgumentException(
          "the game has no signals; allowed: signals in every state (with every action seen, the"
              + " sets are those of spe)");
    }
    for (int s = 0; s < game.stateCount(); s++) {
      if (allowed.length != game.stateCount()
          || allowed[s].length != game.state(s).profileCount()) {
        throw new IllegalArgumentException("allowed has another shape than the game's profiles");
      }
    }
    return solve(game, new OuterPayoffs(game, Incentives.Scale.of(game), allowed));
  }

  private Result solve(Game game, OuterPayoffs outer) {
    Incentives.Scale scale = Incentives.Scale.of(game);
    double impatience = impatience(game);
    double precision = FIRST_PRECISION;
    int sweeps = 0;
    Result best = result(game, scale, outer, new PublicAutomaton(List.of()), List.of(), 0, 0);
    while (true) {
      boolean settled = false;
      while (!settled && sweeps < options.maxSweeps()) {
        settled = outer.sweep() <= precision * impatience;
        sweeps++;
        options.progress().accept(sweeps);
      }
      int added = outer.sideCount() < options.maxSides() ? outer.refine(precision) : 0;
      if (added > 0 && sweeps < options.maxSweeps()) {
        continue;
      }
      best = improved(game, scale, outer, precision, sweeps, best);
      if (best.converged()
          || sweeps >= options.maxSweeps()
          || precision < LAST_PRECISION * impatience * options.tolerance()) {
        return best;
      }
      outer.dropIdleSides(precision * impatience);
      precision *= REFINEMENT;
    }
  }

  private static double impatience(Game game) {
    return 1 - Math.max(game.discount(0), game.discount(1));
  }

  private Result improved(
      Game game,
      Incentives.Scale scale,
      OuterPayoffs outer,
      double precision,
      int sweeps,
      Result known) {
    double impatience = impatience(game);
    outer.dropUnenforceable();
    Result best =
        result(game, scale, outer, known.automaton(), known.inner(), known.regret(), sweeps);
    for (double margin : MARGINS) {
      if (best.converged()) {
        break;
      }
      PublicStrategies strategies =
          PublicStrategies.of(outer, scale, margin * precision / impatience, precision);
      if (strategies.violation() <= REGRET_TOLERANCE) {
        List<Polygon> inner = new ArrayList<>();
        for (int s = 0; s < game.stateCount(); s++) {
          inner.add(strategies.inner(s));
        }
        Result next =
            result(
                game, scale, outer, strategies.automaton(), inner, strategies.violation(), sweeps);
        if (next.relativeErrorBound() < best.relativeErrorBound()) {
          best = next;
        }
      }
    }
    return best;
  }

  private Result result(
      Game game,
      Incentives.Scale scale,
      OuterPayoffs sets,
      PublicAutomaton automaton,
      List<Polygon> inner,
      double regret,
      int sweeps) {
    int states = game.stateCount();
    List<Polygon> outer = new ArrayList<>();
    List<Polygon> attained = new ArrayList<>();
    boolean[][] outerEnforceable = new boolean[states][];
    boolean[][] innerEnforceable = new boolean[states][];
    double bound = 0;
    double relative = 0;
    for (int s = 0; s < states; s++) {
      List<double[]> corners =
          Planar.withoutFlatCorners(Planar.points(sets.xs(s), sets.ys(s)), FLAT);
      List<double[]> inPayoffs = new ArrayList<>();
      for (double[] corner : corners) {
        inPayoffs.add(new double[] {scale.from(corner[0], 0), scale.from(corner[1], 1)});
      }
      Polygon around = Polygon.hull(inPayoffs);
      Polygon within = inner.isEmpty() ? Polygon.empty() : inner.get(s);
      List<double[]> scaled = new ArrayList<>();
      for (double[] vertex : within.vertices()) {
        scaled.add(new double[] {scale.to(vertex[0], 0), scale.to(vertex[1], 1)});
      }
      outer.add(around);
      attained.add(within);
      bound = Math.max(bound, around.hausdorff(within));
      relative = Math.max(relative, Polygon.hull(corners).hausdorff(Polygon.hull(scaled)));
      State state = game.state(s);
      outerEnforceable[s] = new boolean[state.profileCount()];
      innerEnforceable[s] = new boolean[state.profileCount()];
      for (int a = 0; a < state.profileCount(); a++) {
        outerEnforceable[s][a] = sets.mayBeEnforced(s, a) && !corners.isEmpty();
      }
    }
    for (Node node : automaton.nodes()) {
      innerEnforceable[node.state()][node.profile()] = true;
    }
    return new Result(
        game,
        outer,
        attained,
        automaton,
        outerEnforceable,
        innerEnforceable,
        bound,
        relative,
        regret,
        relative <= options.tolerance(),
        sweeps,
        options);
  }
}
