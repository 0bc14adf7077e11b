package thaw.solver.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.State;
import thaw.solver.linear.LinearProgram;
import thaw.solver.spe.Polygon;

/**
 * What perfect public equilibria can pay as patience goes to one: scores of profiles in directions
 * (Fudenberg, Levine and Maskin 1994; Fudenberg and Levine 1994).
 *
 * <p>The score of a profile a in direction λ is the largest λ·v with v_i = u_i(a) + Σ_y π(y|a)
 * x_i(y) ≥ u_i(a_i', a_−i) + Σ_y π(y|a_i', a_−i) x_i(y) for every deviation and λ·x(y) ≤ 0 for
 * every signal. With k*(λ) the largest score, all equilibrium payoffs at any common discount factor
 * lie in Q = ∩ {v: λ·v ≤ k*(λ)}, and if Q has an interior they fill it as δ → 1. Only pure profiles
 * are scored: equilibria that mix may add payoffs, so with them Q is a lower bound.
 *
 * <p>Two players: within a quadrant of directions the score of one profile is concave and piecewise
 * linear (it is the value of a program whose dual has a feasible set that does not depend on λ), so
 * few directions describe it; they are found by following its tangents.
 */
public final class LimitPayoffs {
  /** Scores that differ by less than this share of the payoff range are equal. */
  private static final double ROUNDING = 1e-8;

  /**
   * Constraints are relaxed by this share of the range: rounding never makes them contradictory.
   */
  private static final double RELIEF = 1e-11;

  /** A half-plane nearer to the set than this share of the payoff range touches it. */
  private static final double TOUCHES = 1e-7;

  /** Transfers are at most this many payoff ranges: no rounding of probabilities adds up. */
  private static final double LARGEST_TRANSFER = 1e5;

  /** A kink closer to another than this, as a share of a quadrant, is not looked for. */
  private static final double NARROWEST = 1e-7;

  /**
   * A half-plane λ·v ≤ score that holds every equilibrium payoff at any common discount factor.
   *
   * @param direction λ, a unit vector
   * @param score k*(λ)
   * @param profile one that attains it
   */
  public record HalfPlane(double[] direction, double score, int profile) {}

  /**
   * The set Q of two players.
   *
   * @param set Q; empty if no profile can be enforced
   * @param halfPlanes those that were computed, in the order of their angles
   * @param fullDimensional whether Q has an interior, as the limit theorem requires
   */
  public record Result(Polygon set, List<HalfPlane> halfPlanes, boolean fullDimensional) {
    public Result {
      halfPlanes = List.copyOf(halfPlanes);
    }

    /**
     * Directions of half-planes whose intersection is the set, as unit vectors in payoffs divided
     * by the players' ranges: those of the half-planes that the set reaches up to.
     *
     * @param game the one that was solved
     * @return one per half-plane that the set reaches; all of them where the set is empty
     */
    public List<double[]> scaledDirections(Game game) {
      double[] width = Incentives.Scale.of(game).width();
      List<double[]> directions = new ArrayList<>();
      for (HalfPlane half : halfPlanes) {
        double x = half.direction()[0] * width[0];
        double y = half.direction()[1] * width[1];
        double length = Math.hypot(x, y);
        double most = Double.NEGATIVE_INFINITY;
        for (double[] v : set.vertices()) {
          most = Math.max(most, half.direction()[0] * v[0] + half.direction()[1] * v[1]);
        }
        if (half.score() - most <= TOUCHES * length || set.isEmpty()) {
          directions.add(new double[] {x / length, y / length});
        }
      }
      return directions;
    }
  }

  private LimitPayoffs() {}

  /**
   * The score of a profile of a repeated game.
   *
   * @param game one state, with signals; any number of players
   * @param profile its index
   * @param direction λ, one entry per player, not all zero
   * @return empty if nothing keeps the players to the profile
   * @throws IllegalArgumentException if the game has several states, no signals, or the direction
   *     does not fit
   * @throws IllegalStateException if the linear program could not be decided
   */
  public static OptionalDouble score(Game game, int profile, double... direction) {
    check(game);
    int players = game.playerCount();
    if (direction.length != players || Arrays.stream(direction).allMatch(l -> l == 0)) {
      throw new IllegalArgumentException(
          "direction is " + Arrays.toString(direction) + "; allowed: one entry per player, not 0");
    }
    State state = game.state(0);
    PublicMonitoring monitoring = state.monitoring().orElseThrow();
    int signals = monitoring.signalCount();
    // Multiplied by the players' ranges, so that all transfers are of one size.
    double[] range = new double[players];
    for (int i = 0; i < players; i++) {
      double width = game.maxPayoff(i) - game.minPayoff(i);
      range[i] = width > 0 ? width : 1;
    }
    double[] lambda = new double[players];
    double size = 0;
    for (int i = 0; i < players; i++) {
      lambda[i] = direction[i] * range[i];
      size = Math.max(size, Math.abs(lambda[i]));
    }
    // What one player gets is λ·x(y) = −z(y) less the others' shares: then z ≥ 0 is all of the
    // program that bounds it, and no rounding can make it unbounded.
    int payer = 0;
    for (int i = 1; i < players; i++) {
      payer = Math.abs(lambda[i]) > Math.abs(lambda[payer]) ? i : payer;
    }
    double constant = 0;
    double[] objective = new double[players * signals];
    for (int i = 0; i < players; i++) {
      constant += direction[i] * state.payoff(profile, i);
    }
    for (int y = 0; y < signals; y++) {
      objective[payer * signals + y] = -monitoring.probability(profile, y);
    }
    LinearProgram program = LinearProgram.maximise(objective);
    for (int j = 0; j < objective.length; j++) {
      double[] one = new double[objective.length];
      one[j] = 1;
      program.atMost(LARGEST_TRANSFER, one);
      if (j / signals != payer) {
        program.free(j).atLeast(-LARGEST_TRANSFER, one);
      }
    }
    for (int i = 0; i < players; i++) {
      for (int action = 0; action < state.actionCount(i); action++) {
        int deviation = state.deviation(profile, i, action);
        if (deviation == profile) {
          continue;
        }
        double[] row = new double[objective.length];
        for (int y = 0; y < signals; y++) {
          double apart = monitoring.probability(profile, y) - monitoring.probability(deviation, y);
          // A constant changes no incentive: the others get 0 after the first signal.
          if (i != payer && y > 0) {
            row[i * signals + y] = apart;
          }
          for (int j = 0; i == payer && j < players; j++) {
            if (j == payer || y > 0) {
              row[j * signals + y] = -(j == payer ? size : lambda[j]) / lambda[payer] * apart;
            }
          }
        }
        double gain = (state.payoff(deviation, i) - state.payoff(profile, i)) / range[i];
        program.atLeast(gain - RELIEF, row);
      }
    }
    LinearProgram.Solution solution = program.solve();
    return switch (solution.status()) {
      case OPTIMAL -> OptionalDouble.of(constant + size * solution.value());
      case INFEASIBLE -> OptionalDouble.empty();
      default -> throw new IllegalStateException("a score could not be computed: " + solution);
    };
  }

  private static void check(Game game) {
    if (game.stateCount() != 1 || !game.hasSignals()) {
      throw new IllegalArgumentException(
          "the game has "
              + game.stateCount()
              + " states"
              + (game.hasSignals() ? "" : " and no signals")
              + "; allowed for limit payoffs: one state, with signals");
    }
  }

  /**
   * The set Q of a repeated game of two players.
   *
   * @param game one state, two players, with signals
   * @return Q, up to rounding (10⁻⁸ of the payoff range)
   * @throws IllegalArgumentException if the game is not of that kind
   */
  public static Result solve(Game game) {
    check(game);
    if (game.playerCount() != 2) {
      throw new IllegalArgumentException(
          game.playerCount() + " players; allowed for the set of limit payoffs: 2");
    }
    Incentives.Scale scale = Incentives.Scale.of(game);
    List<HalfPlane> halfPlanes = new ArrayList<>();
    for (int quadrant = 0; quadrant < 4; quadrant++) {
      halfPlanes.addAll(new Quadrant(game, scale, quadrant).halfPlanes());
    }
    List<double[]> corners =
        List.of(
            new double[] {-1, -1}, new double[] {2, -1}, new double[] {2, 2}, new double[] {-1, 2});
    for (HalfPlane half : halfPlanes) {
      double x = half.direction()[0] * scale.width()[0];
      double y = half.direction()[1] * scale.width()[1];
      double reach =
          half.score()
              - half.direction()[0] * scale.low()[0]
              - half.direction()[1] * scale.low()[1];
      double length = Math.hypot(x, y);
      corners = Planar.cut(corners, x / length, y / length, reach / length + ROUNDING / 10);
    }
    List<double[]> kept = Planar.withoutFlatCorners(corners, ROUNDING);
    List<double[]> inPayoffs = new ArrayList<>();
    for (double[] corner : kept) {
      inPayoffs.add(new double[] {scale.from(corner[0], 0), scale.from(corner[1], 1)});
    }
    return new Result(Polygon.hull(inPayoffs), halfPlanes, kept.size() > 2);
  }

  /** Directions between two axes: λ(t) ∝ (1−t) of one and t of the next. */
  private static final class Quadrant {
    private final Game game;
    private final Incentives.Scale scale;
    private final double[] from;
    private final double[] to;
    private final List<List<double[]>> kinks = new ArrayList<>();

    Quadrant(Game game, Incentives.Scale scale, int quadrant) {
      this.game = game;
      this.scale = scale;
      double[][] axes = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
      from = axes[quadrant];
      to = axes[(quadrant + 1) % 4];
    }

    /** In payoffs scaled to [0, 1]. */
    private OptionalDouble score(int profile, double t) {
      double[] lambda = direction(t);
      OptionalDouble score = LimitPayoffs.score(game, profile, lambda);
      return score.isEmpty() ? score : OptionalDouble.of(score.getAsDouble() - low(lambda));
    }

    /** As above, of a profile that can be enforced; where rounding hides it, an upper bound. */
    private double known(int profile, double t) {
      double[] lambda = direction(t);
      State state = game.state(0);
      double most = lambda[0] * state.payoff(profile, 0) + lambda[1] * state.payoff(profile, 1);
      return LimitPayoffs.score(game, profile, lambda).orElse(most) - low(lambda);
    }

    private double[] direction(double t) {
      return new double[] {
        ((1 - t) * from[0] + t * to[0]) / scale.width()[0],
        ((1 - t) * from[1] + t * to[1]) / scale.width()[1]
      };
    }

    private double low(double[] lambda) {
      return lambda[0] * scale.low()[0] + lambda[1] * scale.low()[1];
    }

    List<HalfPlane> halfPlanes() {
      List<Integer> profiles = new ArrayList<>();
      for (int a = 0; a < game.state(0).profileCount(); a++) {
        OptionalDouble first = score(a, 0);
        if (first.isPresent()) {
          List<double[]> points = new ArrayList<>();
          double last = known(a, 1);
          points.add(new double[] {0, first.getAsDouble()});
          between(a, points, 0, first.getAsDouble(), 1, last);
          points.add(new double[] {1, last});
          profiles.add(a);
          kinks.add(points);
        }
      }
      List<HalfPlane> halfPlanes = new ArrayList<>();
      if (profiles.isEmpty()) {
        halfPlanes.add(new HalfPlane(from, Double.NEGATIVE_INFINITY, 0));
        return halfPlanes;
      }
      for (double t : turns()) {
        int best = 0;
        for (int k = 1; k < kinks.size(); k++) {
          best = at(kinks.get(k), t) > at(kinks.get(best), t) ? k : best;
        }
        int profile = profiles.get(best);
        double[] lambda = direction(t);
        double length = Math.hypot(lambda[0], lambda[1]);
        double score = (known(profile, t) + low(lambda)) / length;
        double[] unit = {lambda[0] / length, lambda[1] / length};
        halfPlanes.add(new HalfPlane(unit, score, profile));
      }
      return halfPlanes;
    }

    /** Adds the kinks of a concave function strictly between two points, by halving. */
    private void between(
        int profile, List<double[]> points, double t, double value, double u, double other) {
      double middle = (t + u) / 2;
      double there = known(profile, middle);
      if (u - t < NARROWEST) {
        points.add(new double[] {middle, there});
        return;
      }
      if (Math.abs(there - (value + other) / 2) <= ROUNDING / 10) {
        return; // concave and on its chord: linear
      }
      between(profile, points, t, value, middle, there);
      points.add(new double[] {middle, there});
      between(profile, points, middle, there, u, other);
    }

    private static double at(List<double[]> points, double t) {
      for (int k = 1; k < points.size(); k++) {
        double[] a = points.get(k - 1);
        double[] b = points.get(k);
        if (t <= b[0]) {
          return b[0] > a[0] ? a[1] + (t - a[0]) / (b[0] - a[0]) * (b[1] - a[1]) : b[1];
        }
      }
      return points.get(points.size() - 1)[1];
    }

    /** Where the largest score may turn: kinks of one profile's, and where two profiles' cross. */
    private double[] turns() {
      List<Double> kinksOfAll = new ArrayList<>();
      kinks.forEach(points -> points.forEach(p -> kinksOfAll.add(p[0])));
      double[] ts = kinksOfAll.stream().mapToDouble(t -> t).distinct().sorted().toArray();
      List<Double> turns = new ArrayList<>();
      for (int n = 0; n < ts.length; n++) {
        turns.add(ts[n]);
        for (int k = 0; n + 1 < ts.length && k < kinks.size(); k++) {
          for (int j = 0; j < k; j++) {
            double here = at(kinks.get(k), ts[n]) - at(kinks.get(j), ts[n]);
            double there = at(kinks.get(k), ts[n + 1]) - at(kinks.get(j), ts[n + 1]);
            if (here * there < 0) {
              turns.add(ts[n] + here / (here - there) * (ts[n + 1] - ts[n]));
            }
          }
        }
      }
      return turns.stream().mapToDouble(t -> t).sorted().toArray();
    }
  }
}
