package thaw.solver.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.State;
import thaw.solver.linear.LinearProgram;

/**
 * Checks the set of limit payoffs of a two-player repeated game by scores of its own (Fudenberg and
 * Levine 1994): that half-planes in the claimed directions bound exactly the claimed polygon, and
 * that no half-plane in any other direction cuts off one of its vertices.
 *
 * <p>The second holds for all directions, not for a sample: within a quadrant the score of one
 * profile is concave along λ(t) = (1−t) of one axis and t of the next, and λ(t)·v is linear; so a
 * profile whose score is enough at t_1 and at t_2 is enough between them. Intervals without such a
 * profile are halved.
 */
public final class LimitCheck {
  /** Differences up to this share of the payoff range are rounding. */
  private static final double ROUNDING = 1e-6;

  /** Half-planes are cut with this much to spare. */
  private static final double SPARE = 1e-9;

  /** Constraints are relaxed by this share: rounding never makes them contradictory. */
  private static final double RELIEF = 1e-11;

  /** Transfers are at most this many payoff ranges: no rounding of probabilities adds up. */
  private static final double LARGEST_TRANSFER = 1e5;

  private static final double UNIT = 1e-9;

  /** Intervals of directions narrower than this are not halved. */
  private static final double NARROWEST = 1e-6;

  private static final double[][] AXES = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

  private final State state;
  private final PublicMonitoring monitoring;
  private final double[] low = new double[2];
  private final double[] width = new double[2];
  private final List<String> problems = new ArrayList<>();

  private LimitCheck(Game game) {
    state = game.state(0);
    monitoring = state.monitoring().orElseThrow();
    for (int i = 0; i < 2; i++) {
      low[i] = game.minPayoff(i);
      double range = game.maxPayoff(i) - low[i];
      width[i] = range > 0 ? range : 1;
    }
  }

  /**
   * Checks a claimed set.
   *
   * @param vertices {x, y}, counter-clockwise, in payoffs; none if no profile can be enforced
   * @param fullDimensional whether the set is claimed to have an interior
   * @param directions of half-planes whose intersection the set is, unit vectors in payoffs divided
   *     by the players' ranges
   */
  public static Confirmation check(
      Game game, List<double[]> vertices, boolean fullDimensional, List<double[]> directions) {
    if (game.playerCount() != 2 || game.stateCount() != 1 || !game.hasSignals()) {
      return new Confirmation(
          List.of("limit payoffs need two players, a state, signals"), List.of());
    }
    for (double[] direction : directions) {
      boolean unit =
          direction.length == 2 && Math.abs(Math.hypot(direction[0], direction[1]) - 1) <= UNIT;
      if (!unit) {
        return new Confirmation(
            List.of("a direction of the limit set is no unit vector"), List.of());
      }
    }
    if (vertices.stream().anyMatch(v -> v.length != 2)) {
      return new Confirmation(List.of("a vertex of the limit set is no pair"), List.of());
    }
    LimitCheck check = new LimitCheck(game);
    check.set(vertices, fullDimensional, directions);
    return new Confirmation(
        check.problems,
        check.problems.isEmpty()
            ? List.of("limit set confirmed by scores computed anew")
            : List.of());
  }

  private void set(List<double[]> vertices, boolean fullDimensional, List<double[]> directions) {
    List<double[]> claimed = new ArrayList<>();
    for (double[] v : vertices) {
      claimed.add(new double[] {(v[0] - low[0]) / width[0], (v[1] - low[1]) / width[1]});
    }
    List<double[]> bounded =
        List.of(
            new double[] {-1, -1}, new double[] {2, -1}, new double[] {2, 2}, new double[] {-1, 2});
    for (double[] direction : directions) {
      bounded = Plane.cut(bounded, direction, largest(direction) + SPARE);
    }
    double apart = Plane.furthest(bounded, claimed);
    if (!(apart <= ROUNDING)) {
      problems.add(
          String.format(
              Locale.ROOT,
              "the half-planes of the limit set bound another set, %.2e of the payoff range away",
              apart));
    }
    if (fullDimensional != claimed.size() > 2 || !Plane.isStrictlyConvex(claimed)) {
      problems.add("the limit set has not the claimed dimension");
    }
    for (int quadrant = 0; quadrant < AXES.length && problems.isEmpty(); quadrant++) {
      Quadrant scores = new Quadrant(AXES[quadrant], AXES[(quadrant + 1) % AXES.length]);
      for (double[] v : claimed) {
        if (!scores.contain(v, 0, 1)) {
          problems.add("a half-plane cuts off a vertex of the limit set");
          return;
        }
      }
    }
  }

  private double largest(double[] direction) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < state.profileCount(); a++) {
      largest = Math.max(largest, score(a, direction));
    }
    return largest;
  }

  /** Directions between two axes, and the scores that were computed in them. */
  private final class Quadrant {
    private final double[] from;
    private final double[] to;
    private final Map<Double, double[]> scores = new HashMap<>();

    Quadrant(double[] from, double[] to) {
      this.from = from;
      this.to = to;
    }

    private double[] direction(double t) {
      return new double[] {(1 - t) * from[0] + t * to[0], (1 - t) * from[1] + t * to[1]};
    }

    private double[] scores(double t) {
      return scores.computeIfAbsent(
          t,
          at -> {
            double[] all = new double[state.profileCount()];
            for (int a = 0; a < all.length; a++) {
              all[a] = score(a, direction(at));
            }
            return all;
          });
    }

    /** Whether every direction from t to u has a score of v's height. */
    boolean contain(double[] v, double t, double u) {
      boolean there = false;
      boolean both = false;
      boolean here = false;
      for (int a = 0; a < state.profileCount(); a++) {
        boolean atT = reaches(a, v, t);
        boolean atU = reaches(a, v, u);
        here |= atT;
        there |= atU;
        both |= atT && atU;
      }
      if (!here || !there) {
        return false;
      }
      double middle = (t + u) / 2;
      return both || u - t < NARROWEST || (contain(v, t, middle) && contain(v, middle, u));
    }

    private boolean reaches(int profile, double[] v, double t) {
      double[] lambda = direction(t);
      return scores(t)[profile] >= lambda[0] * v[0] + lambda[1] * v[1] - ROUNDING;
    }
  }

  /**
   * The largest λ·v of a profile, in payoffs divided by ranges. The transfers after signal y are
   * −z(y) λ/|λ|² + t(y) λ', with λ' at a right angle to λ, z ≥ 0, and t free but 0 after the first
   * signal: a constant changes no incentive.
   */
  private double score(int profile, double[] lambda) {
    int signals = monitoring.signalCount();
    double length = Math.hypot(lambda[0], lambda[1]);
    double[] along = {lambda[0] / length, lambda[1] / length};
    double[] across = {-along[1], along[0]};
    double[] objective = new double[2 * signals];
    for (int y = 0; y < signals; y++) {
      objective[y] = -monitoring.probability(profile, y);
    }
    LinearProgram program = LinearProgram.maximise(objective);
    for (int y = 0; y < signals; y++) {
      double[] paid = new double[2 * signals];
      double[] moved = new double[2 * signals];
      paid[y] = 1;
      moved[signals + y] = 1;
      program.atMost(LARGEST_TRANSFER, paid);
      program.free(signals + y);
      program.atMost(LARGEST_TRANSFER, moved).atLeast(-LARGEST_TRANSFER, moved);
    }
    double height = 0;
    for (int i = 0; i < 2; i++) {
      height += along[i] * (state.payoff(profile, i) - low[i]) / width[i];
      for (int action = 0; action < state.actionCount(i); action++) {
        int deviation = state.deviation(profile, i, action);
        if (deviation == profile) {
          continue;
        }
        double[] row = new double[2 * signals];
        for (int y = 0; y < signals; y++) {
          double apart = monitoring.probability(profile, y) - monitoring.probability(deviation, y);
          row[y] = -along[i] * apart;
          row[signals + y] = y == 0 ? 0 : across[i] * apart;
        }
        double gain = (state.payoff(deviation, i) - state.payoff(profile, i)) / width[i];
        program.atLeast(gain - RELIEF, row);
      }
    }
    LinearProgram.Solution solution = program.solve();
    return switch (solution.status()) {
      case OPTIMAL -> length * (height + solution.value());
      case INFEASIBLE -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN; // no claim is confirmed by it
    };
  }
}
