package thaw.solver.spe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import thaw.model.game.Game;
import thaw.solver.certificate.Automaton;

/**
 * Computes the sets V(s) of subgame-perfect equilibrium payoffs of a two-player stochastic game
 * with perfect monitoring, public randomization and pure actions, from outside and from inside.
 *
 * <p>Outer sets: the operator of Abreu, Pearce and Stacchetti (1990) from the box of stage payoffs.
 * Inner sets: the payoffs of an explicit strategy automaton (see {@link Policy}). The largest
 * Hausdorff distance between the two is the error bound. Discount factors may differ between the
 * players.
 */
public final class PayoffSets {
  /**
   * How far to go.
   *
   * @param tolerance error bound to reach, as a share of the payoff range; positive
   * @param maxSweeps sweeps over the states after which to give up, 1 or more
   * @param progress told the number of sweeps and the last movement (share of the payoff range)
   *     after each sweep
   */
  public record Options(double tolerance, int maxSweeps, BiConsumer<Integer, Double> progress) {
    public Options {
      if (!(tolerance > 0)) {
        throw new IllegalArgumentException("tolerance is " + tolerance + "; allowed: more than 0");
      }
      if (maxSweeps < 1) {
        throw new IllegalArgumentException("maxSweeps is " + maxSweeps + "; allowed: 1 or more");
      }
    }

    /** Tolerance 10⁻⁹ of the payoff range, 100 000 sweeps, no progress reports. */
    public static Options defaults() {
      return new Options(1e-9, 100_000, (sweep, moved) -> {});
    }

    public Options withTolerance(double value) {
      return new Options(value, maxSweeps, progress);
    }

    public Options withMaxSweeps(int value) {
      return new Options(tolerance, value, progress);
    }

    public Options withProgress(BiConsumer<Integer, Double> value) {
      return new Options(tolerance, maxSweeps, value);
    }
  }

  /**
   * Outer and inner approximations of V, and what was found on the way.
   *
   * @param game the game solved
   * @param outer per state a set that contains V(s), without flat vertices
   * @param inner per state the hull of payoffs that the automaton attains
   * @param automaton strategies attaining every vertex of the inner sets
   * @param firstNode nodes of state s are firstNode[s] to firstNode[s+1] − 1
   * @param outerEnforceable per state and profile: false is certain, true holds on the outer sets
   * @param innerEnforceable per state and profile: whether some node of the automaton plays it;
   *     true is certain
   * @param errorBound largest Hausdorff distance between outer and inner set of a state, in payoffs
   * @param relativeErrorBound the same as a share of the payoff ranges
   * @param regret largest gain from a one-shot deviation in the automaton, as a share of the payoff
   *     range
   * @param converged whether the relative error bound is within tolerance
   * @param sweeps sweeps over the states used
   * @param options the options used
   */
  public record Result(
      Game game,
      List<Polygon> outer,
      List<Polygon> inner,
      Automaton automaton,
      int[] firstNode,
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
     * A lower bound of the player's worst equilibrium payoff from {@code state} on; infinite if
     * there is none.
     */
    public double punishment(int state, int player) {
      return player == 0 ? outer.get(state).minX() : outer.get(state).minY();
    }
  }

  /**
   * Margins by which strategies are asked to satisfy their constraints, tried in turn: strict
   * first, then exact.
   */
  private static final double[] MARGINS = {1e-11, 1e-13, 0};

  /** The largest one-shot gain, as a share of the payoff range, that counts as rounding. */
  public static final double REGRET_TOLERANCE = 1e-11;

  /** Movement at which sets first count as settled, as a share of the range times 1 − δ. */
  private static final double FIRST_PRECISION = 1e-2;

  /** Each level is this much finer than the one before. */
  private static final double REFINEMENT = 1.0 / 16;

  /** Sides are given up when the movement is this share of what should have been enough. */
  private static final double LAST_PRECISION = 1.0 / 64;

  /** Finer than rounding. */
  private static final double FINEST = 1e-16;

  private final Options options;

  private PayoffSets(Options options) {
    this.options = options;
  }

  public static PayoffSets withDefaults() {
    return new PayoffSets(Options.defaults());
  }

  public PayoffSets with(Options newOptions) {
    return new PayoffSets(newOptions);
  }

  /**
   * Solves the game.
   *
   * @param game two players
   * @return sets whose distance is reported, converged or not
   * @throws IllegalArgumentException if the game has not two players
   */
  public Result solve(Game game) {
    PayoffSetIteration iteration = PayoffSetIteration.start(game);
    double patience = 1 - Math.max(game.discount(0), game.discount(1));
    double enough = options.tolerance() * patience;
    Result bySides = bySides(iteration, enough);
    return bySides.converged() ? bySides : byVertices(iteration, bySides, enough);
  }

  /** Few sides per set, those that matter: fast where sets have few vertices. */
  private Result bySides(PayoffSetIteration iteration, double enough) {
    int states = iteration.game().stateCount();
    Strategies strategies = Strategies.none(states);
    List<Polygon> shapes = strategies.inner();
    double precision = enough / options.tolerance() * FIRST_PRECISION;
    while (true) {
      iteration.follow(shapes, precision);
      settle(iteration);
      boolean last = exhausted(iteration) || precision < LAST_PRECISION * enough;
      if (last || precision <= enough) {
        Result best = result(iteration, strategies, 2 * options.tolerance());
        if (!best.converged()) {
          best = renewed(iteration, best, Math.max(MARGINS[0], precision));
        }
        if (best.converged() || last) {
          return best;
        }
        strategies = Strategies.of(best);
      }
      shapes = iteration.shapes(precision);
      precision *= REFINEMENT;
    }
  }

  /** All vertices that the resolution shows: slower, and right for curved sets. */
  private Result byVertices(PayoffSetIteration iteration, Result bySides, double enough) {
    Result best = bySides;
    iteration.followVertices(enough);
    while (!best.converged() && !exhausted(iteration) && iteration.resolution() > FINEST) {
      settle(iteration);
      best = result(iteration, Strategies.of(best), 2 * options.tolerance());
      for (double margin : MARGINS) {
        best = renewed(iteration, best, margin);
      }
      iteration.refine();
    }
    return best;
  }

  private boolean exhausted(PayoffSetIteration iteration) {
    return iteration.sweeps() >= options.maxSweeps();
  }

  private static Strategies strategies(PayoffSetIteration iteration, double margin) {
    return Strategies.of(iteration.policy(margin), iteration.game().stateCount());
  }

  private void settle(PayoffSetIteration iteration) {
    boolean settled = false;
    while (!settled && !exhausted(iteration)) {
      settled = iteration.sweep();
      options.progress().accept(iteration.sweeps(), iteration.resolution());
    }
  }

  /**
   * The sets as they stand at some point of an iteration.
   *
   * @param margin by which strategies are asked to exceed their constraints, as a share of the
   *     payoff range; from rough outer sets a margin above their roughness makes equilibria that
   *     are exact
   */
  public static Result approximation(PayoffSetIteration iteration, Options options, double margin) {
    return withDefaults().with(options).result(iteration, strategies(iteration, margin), 0);
  }

  /** The better of the known strategies and new ones from the sets as they stand. */
  private Result renewed(PayoffSetIteration iteration, Result known, double margin) {
    if (known.converged()) {
      return known;
    }
    Result next = result(iteration, strategies(iteration, margin), 2 * options.tolerance());
    return next.relativeErrorBound() < known.relativeErrorBound() ? next : known;
  }

  /** Strategies read off some sets, to be compared with later ones. */
  private record Strategies(
      Automaton automaton, List<Polygon> inner, int[] firstNode, double regret) {
    static Strategies of(Policy policy, int states) {
      boolean sound = policy.regret() <= REGRET_TOLERANCE;
      List<Polygon> inner = new ArrayList<>();
      int[] firstNode = new int[states + 1];
      for (int s = 0; s < states; s++) {
        inner.add(sound ? policy.inner(s) : Polygon.empty());
        firstNode[s] = policy.firstNode(s);
        firstNode[s + 1] = policy.firstNode(s + 1);
      }
      return new Strategies(policy.automaton(), inner, firstNode, policy.regret());
    }

    static Strategies none(int states) {
      return new Strategies(
          new Automaton(List.of(), new int[states][]),
          Collections.nCopies(states, Polygon.empty()),
          new int[states + 1],
          Double.POSITIVE_INFINITY);
    }

    static Strategies of(Result result) {
      return new Strategies(
          result.automaton(), result.inner(), result.firstNode(), result.regret());
    }

    boolean sound() {
      return regret <= REGRET_TOLERANCE;
    }
  }

  private Result result(PayoffSetIteration iteration, Strategies strategies, double flatness) {
    Game game = iteration.game();
    int states = game.stateCount();
    double[] range = new double[2];
    for (int i = 0; i < 2; i++) {
      double width = game.maxPayoff(i) - game.minPayoff(i);
      range[i] = width > 0 ? width : 1;
    }
    List<Polygon> outer = new ArrayList<>();
    boolean[][] outerEnforceable = new boolean[states][];
    boolean[][] innerEnforceable = new boolean[states][];
    double bound = 0;
    double relative = 0;
    boolean anyNode = false;
    for (int s = 0; s < states; s++) {
      Polygon around = iteration.outer(s).withoutFlatVertices(flatness, range[0], range[1]);
      Polygon within = strategies.inner().get(s);
      outer.add(around);
      anyNode |= !around.isEmpty();
      outerEnforceable[s] = new boolean[game.state(s).profileCount()];
      innerEnforceable[s] = new boolean[game.state(s).profileCount()];
      for (int a = 0; a < outerEnforceable[s].length; a++) {
        outerEnforceable[s][a] = iteration.mayBeEnforceable(s, a);
      }
      for (int n = strategies.firstNode()[s]; n < strategies.firstNode()[s + 1]; n++) {
        innerEnforceable[s][strategies.automaton().nodes().get(n).profile()] |= strategies.sound();
      }
      bound = Math.max(bound, around.hausdorff(within));
      relative = Math.max(relative, around.scaled(range).hausdorff(within.scaled(range)));
    }
    return new Result(
        game,
        outer,
        strategies.inner(),
        strategies.automaton(),
        strategies.firstNode(),
        outerEnforceable,
        innerEnforceable,
        bound,
        relative,
        anyNode ? strategies.regret() : 0,
        relative <= options.tolerance(),
        iteration.sweeps(),
        options);
  }
}
