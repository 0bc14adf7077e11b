package thaw.solver.spe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import thaw.model.game.Game;
import thaw.model.game.State;
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
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Options {
      if (!(tolerance > 0)) {
        throw new IllegalArgumentException("tolerance is " + tolerance + "; allowed: more than 0");
      }
      if (maxSweeps < 1) {
        throw new IllegalArgumentException("maxSweeps is " + maxSweeps + "; allowed: 1 or more");
      }
    }

    /**
     * Tolerance 10⁻⁹ of the payoff range, 100 000 sweeps, no progress reports.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(1e-9, 100_000, (sweep, moved) -> {});
    }

    /**
     * The same with another tolerance.
     *
     * @param value error bound to reach, as a share of the payoff range; positive
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is not positive
     */
    public Options withTolerance(double value) {
      return new Options(value, maxSweeps, progress);
    }

    /**
     * The same with another limit on sweeps.
     *
     * @param value 1 or more
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is less than 1
     */
    public Options withMaxSweeps(int value) {
      return new Options(tolerance, value, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param value told the number of sweeps and the last movement, as a share of the payoff range
     * @return options that differ in this only
     */
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
     * The same sets with an automaton that has more nodes; the bounds are kept, which larger inner
     * sets can only improve.
     *
     * @param larger the automaton; its inner sets hold the earlier ones
     * @param firstNodes nodes of state s are firstNodes[s] to firstNodes[s+1] − 1
     * @param attained per state the hull of payoffs that it attains
     * @param played per state and profile whether some node plays it
     * @param largestGain largest gain from a one-shot deviation in it, as a share of the payoff
     *     range
     * @return a new result; this one stays as it is
     */
    public Result with(
        Automaton larger,
        int[] firstNodes,
        List<Polygon> attained,
        boolean[][] played,
        double largestGain) {
      return new Result(
          game,
          outer,
          attained,
          larger,
          firstNodes,
          outerEnforceable,
          played,
          errorBound,
          relativeErrorBound,
          largestGain,
          converged,
          sweeps,
          options);
    }

    /**
     * The same sets, judged by another tolerance.
     *
     * @param sought options to judge by
     * @return the result, converged if its relative error bound is within that tolerance
     */
    public Result within(Options sought) {
      return new Result(
          game,
          outer,
          inner,
          automaton,
          firstNode,
          outerEnforceable,
          innerEnforceable,
          errorBound,
          relativeErrorBound,
          regret,
          relativeErrorBound <= sought.tolerance(),
          sweeps,
          sought);
    }

    /**
     * A lower bound of a player's worst equilibrium payoff.
     *
     * @param state index of the state that play starts from
     * @param player 0 or 1
     * @return the bound, an average per period; infinite if there is no equilibrium
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
  private static final double REFINEMENT = 1.0 / 8;

  /** At most this; and what share of a tolerance to aim at where a bound has missed it. */
  private static final double LEAST_REFINEMENT = 1.0 / 2;

  private static final double AIM = 0.8;

  /**
   * Movement that should be fine enough for a tolerance, as a share of it times 1 − δ: as a rule,
   * and in small games, whose sets often have few vertices that can be had exactly.
   */
  private static final double ENOUGH = 0.4;

  private static final double ENOUGH_IN_SMALL_GAMES = 1.0 / 16;

  /** Vertices that stick out by no more than this many movements are rounding; tried in turn. */
  private static final double[] FLAT = {4, 64};

  /** Times that sides are added at a level, at most, to sets that contain V. */
  private static final int MOST_REFINEMENTS = 12;

  /** The same where a question may be answered by rough sets. */
  private static final int FEW_REFINEMENTS = 4;

  /** How much less often to sets under tightened constraints, which begin near. */
  private static final int HALF = 2;

  /** Sweeps before sides are added again: where they are missing sets need not have settled. */
  private static final int FEW_SWEEPS = 3;

  /** More sides than this per state, on average, are not followed. */
  private static final int MOST_SIDES = 2000;

  /** Rounds of strategies from one approximation. */
  private static final int ROUNDS = 3;

  /**
   * Margins by which constraints are tightened, in multiples of the movement that is left divided
   * by 1 − δ; tried in turn.
   */
  private static final double[] MARGINS_OF_ERROR = {1, 4};

  /** Corners of tightened sets that stick out by no more than this many movements are left out. */
  private static final double FLAT_CORNERS = 0.5;

  /** Accuracy of the values of strategies, payoff range 1. */
  private static final double ACCURACY = 1e-14;

  /** Finer than rounding. */
  private static final double FINEST = 1e-15;

  /** Games of at most this many profiles are worth several kinds of strategies. */
  private static final int FEW = 400;

  /** Games up to this many profiles are tried by vertices where sides do not get there. */
  private static final int SMALL = 24;

  /** Outer sets thinner than this, payoff range 1, are shown as what they surround. */
  private static final double ROUNDING = 1e-9;

  /** Sets with more corners than this are taken to be neither points nor segments. */
  private static final int MOST_CORNERS = 32;

  /** Levels of detail for those. */
  private static final int MOST_LEVELS = 5;

  private final Options options;

  private PayoffSets(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static PayoffSets withDefaults() {
    return new PayoffSets(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
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
    PayoffSetOperator operator = new PayoffSetOperator(game);
    return solve(
        game, operator, SideIteration.start(operator, PayoffSetIteration.predecessors(operator)));
  }

  /**
   * Solves the game only as far as a question needs.
   *
   * @param game two players
   * @param answered asked of every approximation on the way, the roughest first; those without
   *     strategies have empty inner sets
   * @return the first approximation that answers, else the best of all, converged or not
   * @throws IllegalArgumentException if the game has not two players
   */
  public Result solve(Game game, Predicate<Result> answered) {
    PayoffSetOperator operator = new PayoffSetOperator(game);
    return bySides(
        game,
        operator,
        SideIteration.start(operator, PayoffSetIteration.predecessors(operator)),
        Optional.of(answered));
  }

  /**
   * Solves a repeated game from the sets of the same game at a larger discount factor, which
   * contain those sought: with public randomization V grows with δ (Abreu, Pearce and Stacchetti
   * 1990). Not so in stochastic games or where discount factors differ between players: there
   * averages weigh states or players differently, and every game is solved from its box.
   *
   * @param game one state, two players, one discount factor
   * @param morePatient the result for the same stage game at a discount factor at least as large
   * @return sets whose distance is reported, converged or not
   * @throws IllegalArgumentException where the sets need not contain those sought
   */
  public Result solve(Game game, Result morePatient) {
    boolean sound =
        game.stateCount() == 1
            && morePatient.game().stateCount() == 1
            && game.discount(0) == game.discount(1)
            && morePatient.game().discount(0) == morePatient.game().discount(1)
            && game.discount(0) <= morePatient.game().discount(0)
            && sameStage(game.state(0), morePatient.game().state(0));
    if (!sound) {
      throw new IllegalArgumentException(
          "a warm start needs the same stage game, one state, one discount factor for both"
              + " players, and sets of a discount factor at least as large");
    }
    PayoffSetOperator operator = new PayoffSetOperator(game);
    int[][] predecessors = PayoffSetIteration.predecessors(operator);
    Polygon known = morePatient.outer().get(0);
    if (known.isEmpty()) {
      return solve(game);
    }
    // Outer sets are shown without what is rounding; that much is given back.
    double slack = 8 * ROUNDING;
    List<double[]> vertices = new ArrayList<>();
    for (double[] v : known.vertices()) {
      double x = (v[0] - operator.low[0]) / operator.range[0];
      double y = (v[1] - operator.low[1]) / operator.range[1];
      for (int corner = 0; corner < 4; corner++) {
        vertices.add(
            new double[] {
              x + (corner % 2 == 0 ? slack : -slack), y + (corner < 2 ? slack : -slack)
            });
      }
    }
    return solve(
        game,
        operator,
        SideIteration.start(operator, predecessors, List.of(Polygon.hull(vertices).vertices())));
  }

  private static boolean sameStage(State one, State other) {
    boolean same =
        one.actionCount(0) == other.actionCount(0) && one.actionCount(1) == other.actionCount(1);
    for (int a = 0; same && a < one.profileCount(); a++) {
      same = one.payoff(a, 0) == other.payoff(a, 0) && one.payoff(a, 1) == other.payoff(a, 1);
    }
    return same;
  }

  private Result solve(Game game, PayoffSetOperator operator, SideIteration start) {
    Result bySides = bySides(game, operator, start, Optional.empty());
    if (bySides.converged() || bySides.sweeps() >= options.maxSweeps() || profiles(game) > SMALL) {
      return bySides;
    }
    return byVertices(PayoffSetIteration.start(game), bySides);
  }

  /** Polygons with the sides that matter, strategies read off them. */
  private Result bySides(
      Game game,
      PayoffSetOperator operator,
      SideIteration iteration,
      Optional<Predicate<Result>> question) {
    double patience = 1 - Math.max(game.discount(0), game.discount(1));
    boolean small = profiles(game) <= FEW;
    double enough = (small ? ENOUGH_IN_SMALL_GAMES : ENOUGH) * options.tolerance() * patience;
    double precision = FIRST_PRECISION * patience;
    boolean asked = question.isPresent();
    Optional<Result> best = Optional.empty();
    while (true) {
      boolean roughly = asked && precision > enough;
      int refinements = roughly ? FEW_REFINEMENTS : MOST_REFINEMENTS;
      boolean whole = settle(iteration, precision, refinements, () -> false);
      boolean crowded = iteration.sides() > (long) MOST_SIDES * game.stateCount();
      if (asked) {
        Result outside = result(game, iteration, operator, SideStrategies.none(iteration));
        if (question.get().test(outside)) {
          return outside;
        }
      }
      if (precision <= enough || !whole || crowded || asked) {
        List<SideStrategies> rounds =
            rounds(game, iteration, precision, precision <= enough, refinements / HALF);
        SideStrategies nearest =
            rounds.stream()
                .filter(r -> r.regret() <= REGRET_TOLERANCE)
                .min(Comparator.comparingDouble(SideStrategies::distance))
                .orElseGet(() -> SideStrategies.none(iteration));
        Result here = result(game, iteration, operator, nearest);
        Result nearer = best.map(b -> better(b, here)).orElse(here);
        best = Optional.of(nearer);
        if (asked && question.get().test(here)) {
          return here;
        }
        boolean last = !whole || precision * REFINEMENT < FINEST;
        if (nearer.converged() || last || crowded) {
          return nearer;
        }
        if (precision <= enough) {
          double missing = AIM * options.tolerance() / here.relativeErrorBound();
          precision *= Math.max(REFINEMENT, Math.min(LEAST_REFINEMENT, missing));
          if (small) {
            rounds.forEach(strategies -> iteration.add(strategies.normals()));
          }
        } else {
          precision = Math.max(enough, precision * REFINEMENT);
        }
      } else {
        precision = Math.max(enough, precision * REFINEMENT);
      }
      iteration.wake();
    }
  }

  private static long profiles(Game game) {
    return game.states().stream().mapToLong(State::profileCount).sum();
  }

  private static Result better(Result one, Result other) {
    return other.relativeErrorBound() <= one.relativeErrorBound() ? other : one;
  }

  /** Sweeps until nothing moves and no side is missing; false if given up before. */
  private boolean settle(
      SideIteration iteration, double precision, int most, BooleanSupplier vain) {
    for (int round = 0; ; round++) {
      boolean last = round >= most;
      boolean settled = false;
      for (int k = 0; !settled && (last || k < FEW_SWEEPS); k++) {
        if (iteration.sweeps() >= options.maxSweeps() || vain.getAsBoolean()) {
          return false;
        }
        settled = iteration.sweep(precision);
        options.progress().accept(iteration.sweeps(), precision);
      }
      boolean added = !last && iteration.refine(precision);
      if (settled && !added) {
        return true;
      }
    }
  }

  /**
   * A few rounds of strategies from the sides as they stand.
   *
   * @param fully whether the sets may be fine enough to look for strategies without a margin, for
   *     every idea of what is flat
   * @param refinements times that sides are added to sets under tightened constraints, at most
   */
  private List<SideStrategies> rounds(
      Game game, SideIteration iteration, double precision, boolean fully, int refinements) {
    List<SideStrategies> rounds = new ArrayList<>();
    double flat = FLAT[0] * precision;
    boolean enough = false;
    if (fully && profiles(game) <= FEW) {
      enough = follow(rounds, SideStrategies.located(iteration, flat, ACCURACY, true), 1);
      if (!enough) {
        enough = follow(rounds, SideStrategies.located(iteration, flat, ACCURACY, false), 1);
      }
      for (int k = 0; k < FLAT.length && !enough; k++) {
        double loss = options.tolerance() / 4;
        enough =
            follow(
                rounds,
                SideStrategies.first(iteration, FLAT[k] * precision, loss, ACCURACY),
                ROUNDS);
      }
    }
    double patience = 1 - Math.max(game.discount(0), game.discount(1));
    for (int k = 0; k < MARGINS_OF_ERROR.length && !enough; k++) {
      double margin = MARGINS_OF_ERROR[k] * precision / patience;
      enough = within(rounds, iteration, precision, margin, refinements);
    }
    return rounds;
  }

  /** Adds strategies from the sets under constraints tightened by a margin; says whether sound. */
  private boolean within(
      List<SideStrategies> rounds,
      SideIteration iteration,
      double precision,
      double margin,
      int refinements) {
    SideIteration tightened = iteration.tightened(margin);
    if (!settle(tightened, precision, refinements, () -> tightened.emptierThan(iteration))) {
      return false;
    }
    SideStrategies strategies =
        SideStrategies.within(iteration, tightened, FLAT_CORNERS * precision, ACCURACY, margin);
    rounds.add(strategies);
    return strategies.regret() <= REGRET_TOLERANCE;
  }

  /** Adds a round and those that follow from it; says whether one is good enough. */
  private boolean follow(List<SideStrategies> rounds, SideStrategies first, int most) {
    SideStrategies strategies = first;
    for (int r = 0; r < most && strategies.nodes() > 0; r++) {
      rounds.add(strategies);
      if (strategies.regret() <= REGRET_TOLERANCE
          && strategies.distance() <= options.tolerance() / 4) {
        return true;
      }
      if (r + 1 < most) {
        strategies = strategies.next(ACCURACY);
      }
    }
    return false;
  }

  private Result result(
      Game game, SideIteration iteration, PayoffSetOperator operator, SideStrategies strategies) {
    int states = game.stateCount();
    List<Polygon> outer = new ArrayList<>();
    List<Polygon> inner = new ArrayList<>();
    int[] firstNode = new int[states + 1];
    boolean[][] outerEnforceable = new boolean[states][];
    boolean[][] innerEnforceable = new boolean[states][];
    for (int s = 0; s < states; s++) {
      Polygon within = strategies.inner(s);
      Polygon around = trimmed(iteration, operator, s, options.tolerance() / 4);
      double off = around.scaled(operator.range).hausdorff(within.scaled(operator.range));
      if (off > options.tolerance()) {
        around = trimmed(iteration, operator, s, options.tolerance() / 32);
      }
      outer.add(around);
      inner.add(within);
      firstNode[s + 1] = strategies.firstNode(s + 1);
      outerEnforceable[s] =
          Arrays.copyOfRange(
              iteration.enforceable, operator.firstProfile[s], operator.firstProfile[s + 1]);
      innerEnforceable[s] = strategies.played(s);
    }
    return result(
        game,
        outer,
        inner,
        strategies.automaton(),
        firstNode,
        outerEnforceable,
        innerEnforceable,
        strategies.regret(),
        iteration.sweeps());
  }

  /** An outer set without detail far below the tolerance; one as thin as rounding as a segment. */
  private static Polygon trimmed(
      SideIteration iteration, PayoffSetOperator operator, int s, double slack) {
    Polygon around = Polygon.hull(iteration.lean(s, slack));
    double rounding = Math.min(slack, ROUNDING);
    if (around.size() <= MOST_CORNERS) {
      around = around.withoutFlatVertices(2 * rounding, 1, 1);
      Polygon thin = around.withoutFlatVertices(6 * rounding, 1, 1);
      around = thin.size() <= 2 ? thin : around;
    }
    return around.unscaled(operator.low, operator.range);
  }

  /** All vertices that the resolution shows: slower, and right for some sets that sides miss. */
  private Result byVertices(PayoffSetIteration iteration, Result bySides) {
    Result best = bySides;
    double patience = 1 - Math.max(iteration.game().discount(0), iteration.game().discount(1));
    iteration.sharpen(options.tolerance() * patience);
    for (int level = 0;
        level < MOST_LEVELS && !best.converged() && !exhausted(iteration);
        level++) {
      settle(iteration);
      for (double margin : MARGINS) {
        if (!best.converged()) {
          best =
              better(
                  best,
                  result(
                      iteration,
                      strategies(iteration, margin),
                      Math.min(options.tolerance() / 2, ROUNDING)));
        }
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
   * @param iteration under way or at its end
   * @param options whose tolerance decides whether the result counts as converged
   * @param margin by which strategies are asked to exceed their constraints, as a share of the
   *     payoff range; from rough outer sets a margin above their roughness makes equilibria that
   *     are exact
   * @return outer sets as they are, and what the strategies read off them attain
   */
  public static Result approximation(PayoffSetIteration iteration, Options options, double margin) {
    return withDefaults().with(options).result(iteration, strategies(iteration, margin), 0);
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

    boolean sound() {
      return regret <= REGRET_TOLERANCE;
    }
  }

  private Result result(PayoffSetIteration iteration, Strategies strategies, double flatness) {
    Game game = iteration.game();
    int states = game.stateCount();
    double[] range = range(game);
    List<Polygon> outer = new ArrayList<>();
    boolean[][] outerEnforceable = new boolean[states][];
    boolean[][] innerEnforceable = new boolean[states][];
    for (int s = 0; s < states; s++) {
      outer.add(iteration.outer(s).withoutFlatVertices(flatness, range[0], range[1]));
      outerEnforceable[s] = new boolean[game.state(s).profileCount()];
      innerEnforceable[s] = new boolean[game.state(s).profileCount()];
      for (int a = 0; a < outerEnforceable[s].length; a++) {
        outerEnforceable[s][a] = iteration.mayBeEnforceable(s, a);
      }
      for (int n = strategies.firstNode()[s]; n < strategies.firstNode()[s + 1]; n++) {
        innerEnforceable[s][strategies.automaton().nodes().get(n).profile()] |= strategies.sound();
      }
    }
    return result(
        game,
        outer,
        strategies.inner(),
        strategies.automaton(),
        strategies.firstNode(),
        outerEnforceable,
        innerEnforceable,
        strategies.regret(),
        iteration.sweeps());
  }

  private static double[] range(Game game) {
    double[] range = new double[2];
    for (int i = 0; i < 2; i++) {
      double width = game.maxPayoff(i) - game.minPayoff(i);
      range[i] = width > 0 ? width : 1;
    }
    return range;
  }

  private Result result(
      Game game,
      List<Polygon> outer,
      List<Polygon> inner,
      Automaton automaton,
      int[] firstNode,
      boolean[][] outerEnforceable,
      boolean[][] innerEnforceable,
      double regret,
      int sweeps) {
    double[] range = range(game);
    double bound = 0;
    double relative = 0;
    boolean any = false;
    for (int s = 0; s < outer.size(); s++) {
      any |= !outer.get(s).isEmpty();
      bound = Math.max(bound, outer.get(s).hausdorff(inner.get(s)));
      relative =
          Math.max(relative, outer.get(s).scaled(range).hausdorff(inner.get(s).scaled(range)));
    }
    return new Result(
        game,
        outer,
        inner,
        automaton,
        firstNode,
        outerEnforceable,
        innerEnforceable,
        bound,
        relative,
        any ? regret : 0,
        relative <= options.tolerance(),
        sweeps,
        options);
  }
}
