package thaw.solver.markov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import thaw.model.game.Game;

/** One walk along one branch of logit equilibria, from the prior at λ = 0. */
final class LogitWalk {
  /** λ times the payoff range at which the branch is taken to have ended. */
  private static final double END = 1e9;

  /** The same from which on the branch may end where rounding stops it. */
  private static final double LATE = 1e6;

  /** The same where payoff ranges of players differ: the most that rounding permits. */
  private static final double FARTHEST_END = 1e12;

  /** Logit residual that a reported point may have. */
  static final double POINT_TOLERANCE = 1e-9;

  /** Regret, as a share of the payoff range, of an equilibrium solved for on its support. */
  private static final double ROUNDING = 1e-10;

  private static final double FIRST_STEP = 0.05;
  private static final double SMALLEST_STEP = 1e-10;
  private static final double LONGEST_STEP = 10;

  /** Where the branch is kept, it is kept to be drawn. */
  private static final double LONGEST_KEPT_STEP = 0.1;

  private static final int MOST_CORRECTIONS = 6;
  private static final int MOST_SETTLING = 40;

  /** A correction as short as this leaves an error of about its square. */
  private static final double SETTLED = 2e-6;

  /** Lengths of the first correction: aimed at, and the most. */
  private static final double AIM = 0.003;

  private static final double FAR = 0.04;

  /** Corrections must shrink at least by this factor. */
  private static final double CONTRACTION = 0.3;

  /** Pieces of a step that are searched for a λ that was asked for. */
  private static final int PIECES = 16;

  /** Difference of log probabilities that may be an equality. */
  private static final double TIED = 1e-4;

  /** Half the distance at which two points count as one. */
  private static final double SAME = 1e-8;

  /** The least cosine of the angle between one tangent and the next. */
  private static final double STRAIGHT = 0.4;

  /** λ after a leap, as a multiple of that before. */
  private static final double LEAP = 1.02;

  private static final double GROWTH = 3;
  private static final double SHRINKAGE = 0.4;

  /** Of the linear systems along the branch. */
  private static final double INEXACT = 1e-7;

  /** Of the linear systems at reported points. */
  private static final double EXACT = 1e-12;

  /** Probabilities below this are 0 at the limit where the branch was followed to {@link #END}. */
  private static final double UNPLAYED = 1e-7;

  private final Game game;
  private final MarkovLogit.Options options;
  private final LogitSystem system;
  private final int lambdaAt;
  private final double[] asked;
  private final double end;
  private final double care;
  private final List<List<MarkovLogit.Point>> met = new ArrayList<>();
  private final List<double[]> branch = new ArrayList<>();
  private final List<MarkovStrategies> limit = new ArrayList<>();
  private List<MarkovStrategies> candidate = List.of();
  private final List<Segment> segments = new ArrayList<>();
  private boolean missed;

  LogitWalk(Game game, MarkovLogit.Options options, double care) {
    this.game = game;
    this.care = care;
    this.options = options;
    double[][][] prior =
        options.prior().isEmpty() ? MarkovLogit.even(game) : options.prior().get(0).probabilities();
    for (double[][] state : prior) {
      for (double[] own : state) {
        if (Arrays.stream(own).anyMatch(p -> !(p > 0))) {
          throw new IllegalArgumentException(
              "the prior gives an action probability 0; allowed: positive probabilities");
        }
      }
    }
    system = new LogitSystem(game, prior);
    lambdaAt = system.size() - 1;
    asked = Arrays.stream(options.lambdas()).sorted().distinct().toArray();
    for (int k = 0; k < asked.length; k++) {
      met.add(new ArrayList<>());
    }
    double least = system.scale;
    for (int i = 0; i < game.playerCount(); i++) {
      double range = game.maxPayoff(i) - game.minPayoff(i);
      least = range > 0 ? Math.min(least, range) : least;
    }
    end = Math.min(FARTHEST_END, END * system.scale / least);
  }

  MarkovLogit.Result run() {
    double[] z = system.origin();
    system.linearise(z);
    double[] alongLambda = new double[system.size()];
    alongLambda[lambdaAt] = 1;
    double[] tangent = unit(system.solve(alongLambda, 1, false, INEXACT));
    double[] row = system.row(tangent);
    if (asked.length > 0 && asked[0] == 0) {
      met.get(0).add(point(z, 0));
    }
    keep(z);
    double[] beforeZ = z;
    double[] beforeTangent = tangent;
    double step = FIRST_STEP;
    double nextTry = asked.length > 0 ? asked[asked.length - 1] * system.scale : 0;
    nextTry = Math.max(10, nextTry);
    int steps = 0;
    int turns = 0;
    int leaps = 0;
    Leap leap = new Leap(game, system, logitPrior().probabilities());
    boolean arrived = done();
    while (!arrived && steps < options.maxSteps() && step > SMALLEST_STEP && z[lambdaAt] >= 0) {
      steps++;
      Prediction prediction = predict(beforeZ, beforeTangent, z, tangent, row, step);
      Correction correction = correct(prediction.z(), row);
      if (!correction.accepted()) {
        step *= SHRINKAGE;
        continue;
      }
      double[] found = correction.z();
      double[] newTangent = unit(system.solve(row, 1, false, INEXACT));
      double[] newRow = system.row(newTangent);
      double cosine = dot(newRow, tangent) / Math.sqrt(dot(system.row(tangent), tangent));
      if (!(cosine >= STRAIGHT)) {
        step *= SHRINKAGE;
        continue;
      }
      if (newTangent[lambdaAt] < 0 && tangent[lambdaAt] >= 0 && leaps < options.leaps()) {
        turns++;
        double beyond = LEAP * Math.max(z[lambdaAt], found[lambdaAt]);
        Optional<double[]> other = leap.to(found, beyond);
        if (other.isPresent()) {
          leaps++;
          z = other.get();
          system.linearise(z);
          tangent = unit(system.solve(alongLambda, 1, false, INEXACT));
          row = system.row(tangent);
          beforeZ = z;
          beforeTangent = tangent;
          step = FIRST_STEP;
          keep(z);
          continue;
        }
      }
      crossings(z, tangent, found, newTangent, row);
      if (options.keepBranch()) {
        segments.add(new Segment(z, tangent, row, found, newTangent));
      }
      turns += newTangent[lambdaAt] < 0 != tangent[lambdaAt] < 0 ? 1 : 0;
      beforeZ = z;
      beforeTangent = tangent;
      z = found;
      tangent = newTangent;
      row = newRow;
      keep(z);
      options.progress().accept(steps, z[lambdaAt] / system.scale);
      double order = prediction.cubic() ? 4 : 2;
      double factor = Math.pow(care * AIM / Math.max(correction.first(), SMALLEST_STEP), 1 / order);
      double longest = options.keepBranch() ? LONGEST_KEPT_STEP : LONGEST_STEP;
      step = Math.min(longest, step * Math.max(SHRINKAGE, Math.min(GROWTH, factor)));
      if (options.limit() && z[lambdaAt] >= nextTry && tangent[lambdaAt] > 0) {
        arrived = settle(z, tangent);
        nextTry = (candidate.isEmpty() ? 1.5 : 4) * z[lambdaAt];
      }
      arrived |= options.limit() ? z[lambdaAt] >= end : done();
    }
    double regret = finish(z, arrived);
    boolean exact =
        met.stream()
            .allMatch(
                l -> !l.isEmpty() && l.stream().allMatch(p -> p.residual() <= POINT_TOLERANCE));
    boolean converged = exact && !missed && (!options.limit() || !limit.isEmpty());
    List<MarkovLogit.Point> points = met.stream().flatMap(List::stream).toList();
    double last = z[lambdaAt] / system.scale;
    return new MarkovLogit.Result(
        points, branch, limit, regret, last, turns, leaps, steps, converged);
  }

  /** A step between two points of the branch; {@code row} measures the way along it. */
  record Segment(
      double[] from, double[] tangentFrom, double[] row, double[] to, double[] tangentTo) {}

  /** Every step of the walk, if the branch was to be kept. */
  List<Segment> segments() {
    return segments;
  }

  LogitSystem system() {
    return system;
  }

  /**
   * The point of the branch at a share of the way along a step, and the direction of the branch
   * there; empty if Newton's method does not settle.
   */
  Optional<double[][]> within(Segment segment, double share) {
    double[] row = segment.row();
    double length = 0;
    for (int k = 0; k < row.length; k++) {
      length += row[k] * (segment.to()[k] - segment.from()[k]);
    }
    double speed = dot(row, segment.tangentTo());
    double[] guess = new double[row.length];
    for (int k = 0; k < guess.length; k++) {
      guess[k] =
          cubic(
              segment.from(),
              segment.tangentFrom(),
              segment.to(),
              segment.tangentTo(),
              length,
              speed,
              share,
              k);
    }
    Correction correction = correct(guess, row);
    return correction.accepted()
        ? Optional.of(new double[][] {correction.z(), system.solve(row, 1, false, EXACT)})
        : Optional.empty();
  }

  private boolean done() {
    return !options.limit() && met.stream().noneMatch(List::isEmpty);
  }

  /** The regret of the limit, if the branch has arrived, or else of its last point. */
  private double finish(double[] z, boolean arrived) {
    if (!limit.isEmpty()) {
      return limit.get(0).regret();
    }
    MarkovStrategies last = system.strategies(z);
    if (!options.limit() || !(arrived || z[lambdaAt] >= LATE)) {
      return last.regret();
    }
    MarkovStrategies clean = cleaned(last);
    double regret = clean.regret();
    if (regret <= MarkovLogit.REGRET_TOLERANCE * system.scale) {
      limit.add(clean);
    }
    return regret;
  }

  private void keep(double[] z) {
    if (!options.keepBranch()) {
      return;
    }
    double[] row = new double[system.betas + 1];
    row[0] = z[lambdaAt] / system.scale;
    for (int k = 0; k < system.betas; k++) {
      row[k + 1] = Math.exp(z[k]);
    }
    branch.add(row);
  }

  private MarkovLogit.Point point(double[] z, double lambda) {
    MarkovStrategies strategies = system.strategies(z);
    return new MarkovLogit.Point(
        lambda, strategies, strategies.logitResidual(lambda, logitPrior()));
  }

  private MarkovStrategies logitPrior() {
    return options.prior().isEmpty()
        ? new MarkovStrategies(game, MarkovLogit.even(game))
        : options.prior().get(0);
  }

  private double[] unit(double[] vector) {
    double length = Math.sqrt(dot(system.row(vector), vector));
    double[] unit = new double[vector.length];
    for (int k = 0; k < unit.length; k++) {
      unit[k] = vector[k] / length;
    }
    return unit;
  }

  private record Prediction(double[] z, boolean cubic) {}

  /**
   * The point where row · (z − here) = step: on the cubic through the two last points with their
   * tangents, parametrised by row · z, or on the tangent where that is no parameter.
   */
  private static Prediction predict(
      double[] before,
      double[] tangentBefore,
      double[] here,
      double[] tangent,
      double[] row,
      double step) {
    double back = 0;
    for (int k = 0; k < row.length; k++) {
      back += row[k] * (here[k] - before[k]);
    }
    double speed = dot(row, tangentBefore);
    boolean cubic = back > 0.05 * step && speed > 0.3;
    double[] ahead = new double[here.length];
    double t = step / back;
    for (int k = 0; k < ahead.length; k++) {
      ahead[k] = here[k] + step * tangent[k];
      if (cubic) {
        double secant = (here[k] - before[k]) / back;
        double old = tangentBefore[k] / speed;
        double quadratic = 2 * tangent[k] + old - 3 * secant;
        double third = tangent[k] + old - 2 * secant;
        ahead[k] += step * t * (quadratic + third * t);
      }
    }
    return new Prediction(ahead, cubic);
  }

  /** A corrected point, whether it is one, and the length of the first correction. */
  private record Correction(double[] z, boolean accepted, double first) {}

  /** Newton's method across the tangent; accepted only if it starts near and contracts at once. */
  private Correction correct(double[] ahead, double[] row) {
    double[] z = ahead.clone();
    double before = care * FAR / CONTRACTION;
    double first = 0;
    for (int k = 0; k < MOST_CORRECTIONS; k++) {
      system.linearise(z);
      double[] change = system.solve(row, 0, true, k == 0 ? 1e-4 : INEXACT);
      double size = system.length(change);
      first = k == 0 ? size : first;
      if (!(size <= CONTRACTION * before || size <= SETTLED) || !Double.isFinite(size)) {
        return new Correction(z, false, first);
      }
      for (int j = 0; j < z.length; j++) {
        z[j] += change[j];
      }
      if (size <= SETTLED) {
        return new Correction(z, true, first);
      }
      before = size;
    }
    return new Correction(z, false, first);
  }

  // ---- points at given λ ----------------------------------------------------------------------

  /** Finds the points at asked λ that lie between two accepted ones. */
  private void crossings(
      double[] from, double[] tangentFrom, double[] to, double[] tangentTo, double[] row) {
    double length = 0;
    for (int k = 0; k < row.length; k++) {
      length += row[k] * (to[k] - from[k]);
    }
    double speed = dot(row, tangentTo);
    for (int j = 0; j < asked.length; j++) {
      double lambda = asked[j] * system.scale;
      double before = from[lambdaAt] - lambda;
      if (asked[j] == 0) {
        continue;
      }
      for (int piece = 1; piece <= PIECES; piece++) {
        double share = piece / (double) PIECES;
        double after =
            piece == PIECES
                ? to[lambdaAt] - lambda
                : cubic(from, tangentFrom, to, tangentTo, length, speed, share, lambdaAt) - lambda;
        if (before < 0 != after < 0) {
          double at = share - after / (after - before) / PIECES;
          double[] guess = new double[from.length];
          for (int k = 0; k < guess.length; k++) {
            guess[k] = cubic(from, tangentFrom, to, tangentTo, length, speed, at, k);
          }
          exactly(guess, j);
        }
        before = after;
      }
    }
  }

  /** The Hermite cubic between two points, at a share of the way. */
  private static double cubic(
      double[] from,
      double[] tangentFrom,
      double[] to,
      double[] tangentTo,
      double length,
      double speed,
      double share,
      int k) {
    double rest = 1 - share;
    double rise = length * share * rest;
    double old = rise * rest * tangentFrom[k];
    double young = rise * share * tangentTo[k] / speed;
    double level = rest * rest * (1 + 2 * share) * from[k] + share * share * (1 + 2 * rest) * to[k];
    return level + old - young;
  }

  /** Newton's method at fixed λ, until it improves no more. */
  private void exactly(double[] guess, int j) {
    double[] here = guess.clone();
    here[lambdaAt] = asked[j] * system.scale;
    double[] fixed = new double[here.length];
    fixed[lambdaAt] = 1;
    double before = FAR;
    for (int k = 0; k < 2 * MOST_CORRECTIONS; k++) {
      system.linearise(here);
      double[] change = system.solve(fixed, 0, true, EXACT);
      double size = system.length(change);
      if (!(size <= before)) {
        missed |= !(before <= SETTLED);
        break;
      }
      for (int n = 0; n < lambdaAt; n++) {
        here[n] += change[n];
      }
      if (size <= 1e-15) {
        break;
      }
      before = size;
    }
    MarkovLogit.Point point = better(point(here, asked[j]), point(tied(here), asked[j]));
    boolean known = met.get(j).stream().anyMatch(p -> distance(p, point) <= SAME);
    if (!known && point.residual() <= POINT_TOLERANCE) {
      met.get(j).add(point);
    }
  }

  private static MarkovLogit.Point better(MarkovLogit.Point a, MarkovLogit.Point b) {
    return b.residual() <= a.residual() ? b : a;
  }

  /**
   * The same with nearly equal probabilities of one player made equal: where a symmetric branch
   * bifurcates, the cube root of rounding is in the way of exact symmetry.
   */
  private double[] tied(double[] z) {
    double[] tied = z.clone();
    for (int s = 0; s < system.states; s++) {
      for (int i = 0; i < system.players; i++) {
        int begin = system.first[s][i];
        int end = begin + game.state(s).actionCount(i);
        for (int k = begin; k < end; k++) {
          double sum = 0;
          int count = 0;
          for (int n = begin; n < end; n++) {
            if (Math.abs(z[n] - z[k]) <= TIED) {
              sum += z[n];
              count++;
            }
          }
          tied[k] = sum / count;
        }
      }
    }
    return tied;
  }

  private static double distance(MarkovLogit.Point a, MarkovLogit.Point b) {
    return a.strategies().distance(b.strategies());
  }

  // ---- the end of the branch ------------------------------------------------------------------

  /**
   * Whether the support has settled: the probabilities in it do not change with log λ, the others
   * fall faster than any power of λ to be met in games with ties. If so, solves the equations at λ
   * = ∞ on that support, and takes the solution for the limit if it is an equilibrium, as far from
   * here as the branch's own slope says, and the same from two places of the branch.
   */
  private boolean settle(double[] z, double[] tangent) {
    boolean[] support = new boolean[system.betas];
    double change = 0;
    for (int k = 0; k < system.betas; k++) {
      double slope = z[lambdaAt] * tangent[k] / tangent[lambdaAt];
      support[k] = Math.abs(slope) <= 0.2;
      boolean vanishes = slope <= -4 && z[k] <= Math.log(1e-3);
      if (!support[k] && !vanishes) {
        return false;
      }
      change = Math.max(change, Math.exp(z[k]) * Math.abs(slope));
    }
    double[] here = z.clone();
    double[] fixed = new double[here.length];
    fixed[lambdaAt] = 1;
    double before = 1;
    for (int k = 0; k < MOST_SETTLING; k++) {
      system.linearise(here, support);
      double[] step = system.solve(fixed, 0, true, EXACT);
      double size = system.length(step);
      if (!(size < 0.7 * before)) {
        break;
      }
      for (int n = 0; n < lambdaAt; n++) {
        here[n] += step[n];
      }
      before = size;
    }
    for (int k = 0; k < system.betas; k++) {
      here[k] = support[k] ? here[k] : Double.NEGATIVE_INFINITY;
    }
    if (!(before <= 1e-9)) {
      return false;
    }
    MarkovStrategies end = system.strategies(here);
    boolean near = end.distance(system.strategies(z)) <= 4 * change + SAME;
    if (!near || end.regret() > ROUNDING * system.scale) {
      return false;
    }
    // Where equilibria form a continuum, each λ settles on another of them.
    if (candidate.stream().anyMatch(c -> c.distance(end) <= SAME)) {
      limit.add(end);
    }
    candidate = List.of(end);
    return !limit.isEmpty();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static MarkovStrategies cleaned(MarkovStrategies strategies) {
    double[][][] p = strategies.probabilities();
    double[][][] clean = new double[p.length][][];
    for (int s = 0; s < p.length; s++) {
      clean[s] = new double[p[s].length][];
      for (int i = 0; i < p[s].length; i++) {
        double[] own = Arrays.stream(p[s][i]).map(v -> v < UNPLAYED ? 0 : v).toArray();
        double sum = Arrays.stream(own).sum();
        clean[s][i] = Arrays.stream(own).map(v -> v / sum).toArray();
      }
    }
    return new MarkovStrategies(strategies.game(), clean);
  }
}
