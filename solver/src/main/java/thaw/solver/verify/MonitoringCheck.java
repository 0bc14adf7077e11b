package thaw.solver.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.PublicAutomaton;
import thaw.solver.certificate.PublicAutomaton.Continuation;
import thaw.solver.certificate.PublicAutomaton.Node;
import thaw.solver.certificate.PublicPayoffsClaim;
import thaw.solver.linear.MarkovChain;

/**
 * Checks payoff sets of games with imperfect public monitoring by code of its own.
 *
 * <p>Inner sets: the automaton is evaluated anew and every one-shot deviation at every node is
 * tried (a public strategy profile without a profitable one is a perfect public equilibrium; Abreu,
 * Pearce and Stacchetti 1990; Mailath and Samuelson 2006, section 7.1). Outer sets: bounds computed
 * anew ({@link PublicOuterBounds}) must lie within the claimed sets, up to a distance that is
 * reported. What is claimed besides, distances, punishments, regret, is recomputed and compared.
 */
public final class MonitoringCheck {
  /** Differences up to this share of the payoff range are rounding. */
  private static final double ROUNDING = 1e-8;

  /** Bounds may exceed claimed outer sets by this many times the claim's own error bound, */
  private static final double MULTIPLE = 10;

  /** but need not be finer than this share of the payoff range, */
  private static final double FINEST = 1e-5;

  /** and must not be coarser than this. */
  private static final double COARSEST = 2e-4;

  /** Movement at which bounds first count as settled, times 1 − δ. */
  private static final double FIRST_SETTLED = 1e-2;

  /** Movement at which bounds are not expected to move any more, times 1 − δ. */
  private static final double LAST_SETTLED = 1e-8;

  /** Directions added at a time. */
  private static final int MOST_CUTS = 24;

  /** Corners closer than this are one. */
  private static final double SAME = 1e-7;

  private static final double WEIGHT_TOLERANCE = 1e-9;

  /** Bounds are computed in up to this many directions per state. */
  private static final int MOST_DIRECTIONS = 48;

  /** Sets with this many sides are not refined where no other set tells where to. */
  private static final int MOST_SIDES = 100;

  private static final int MOST_ROUNDS = 400;

  private final Game game;
  private final double[] low = new double[2];
  private final double[] width = new double[2];
  private final List<String> problems = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private MonitoringCheck(Game game) {
    this.game = game;
    for (int i = 0; i < 2; i++) {
      low[i] = game.minPayoff(i);
      double range = game.maxPayoff(i) - low[i];
      width[i] = range > 0 ? range : 1;
    }
  }

  /** Checks all that is claimed; malformed claims give problems, not exceptions. */
  public static Confirmation check(Game game, PublicPayoffsClaim claim) {
    if (game.playerCount() != 2 || !game.hasSignals()) {
      return new Confirmation(List.of("the game has not two players and signals"), List.of());
    }
    MonitoringCheck check = new MonitoringCheck(game);
    if (check.fits(claim)) {
      check.inner(claim);
      check.sets(claim);
      if (check.problems.isEmpty()) {
        check.outer(claim);
      }
    }
    return new Confirmation(check.problems, check.findings);
  }

  /**
   * Whether the strategies are a perfect public equilibrium, and what they give.
   *
   * @return per node each player's payoff; empty if they do not fit the game or some deviation
   *     gains
   */
  public static List<double[]> equilibriumValues(Game game, PublicAutomaton automaton) {
    MonitoringCheck check = new MonitoringCheck(game);
    if (!check.fits(automaton) || automaton.nodes().isEmpty()) {
      return List.of();
    }
    double[][] values = check.values(automaton);
    if (check.largestGain(automaton, values) > StrategyCheck.GAIN_TOLERANCE) {
      return List.of();
    }
    List<double[]> each = new ArrayList<>();
    for (int n = 0; n < automaton.nodes().size(); n++) {
      each.add(new double[] {values[0][n], values[1][n]});
    }
    return each;
  }

  /**
   * Whether bounds computed anew show that no perfect public equilibrium that prescribes allowed
   * profiles only ever prescribes one of them.
   *
   * @param allowed allowed[state][profile]
   */
  public static boolean isNeverPlayed(Game game, boolean[][] allowed, int state, int profile) {
    List<List<double[]>> directions = new ArrayList<>();
    for (int s = 0; s < game.stateCount(); s++) {
      directions.add(evenly(MOST_DIRECTIONS));
    }
    PublicOuterBounds bounds = new PublicOuterBounds(game, directions);
    for (int s = 0; s < allowed.length; s++) {
      for (int a = 0; a < allowed[s].length; a++) {
        if (!allowed[s][a]) {
          bounds.forbid(s, a);
        }
      }
    }
    double impatience = 1 - Math.max(game.discount(0), game.discount(1));
    double settled = FIRST_SETTLED * impatience;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double moved = bounds.round(settled);
      if (!bounds.mayBeEnforced(state, profile)) {
        return true;
      }
      if (moved <= 2 * settled) {
        boolean added = false;
        for (int s = 0; s < game.stateCount(); s++) {
          added |= between(bounds, s);
        }
        if (!added && settled <= LAST_SETTLED * impatience) {
          return false;
        }
        settled = Math.max(LAST_SETTLED * impatience, settled / 4);
      }
    }
    return false;
  }

  /** Bounds a set in directions between its sides. */
  private static boolean between(PublicOuterBounds bounds, int state) {
    List<double[]> corners = apart(bounds.corners(state));
    int n = corners.size();
    boolean added = false;
    for (int k = 0; k < n && n > 2 && n < MOST_SIDES; k++) {
      double[] before = normal(corners.get((k + n - 1) % n), corners.get(k));
      double[] after = normal(corners.get(k), corners.get((k + 1) % n));
      double length = Math.hypot(before[0] + after[0], before[1] + after[1]);
      if (length > ROUNDING) {
        added |=
            bounds.addDirection(
                state,
                new double[] {(before[0] + after[0]) / length, (before[1] + after[1]) / length});
      }
    }
    return added;
  }

  private static List<double[]> evenly(int count) {
    List<double[]> directions = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      double angle = 2 * Math.PI * d / count;
      directions.add(new double[] {Math.cos(angle), Math.sin(angle)});
    }
    return directions;
  }

  // ---- does it fit ------------------------------------------------------------------------------

  private boolean fits(PublicPayoffsClaim claim) {
    if (claim.states().size() != game.stateCount()) {
      problems.add(
          claim.states().size() + " states are claimed; the game has " + game.stateCount());
      return false;
    }
    for (int s = 0; s < game.stateCount(); s++) {
      PublicPayoffsClaim.Sets sets = claim.states().get(s);
      boolean pairs =
          sets.outer().stream().allMatch(MonitoringCheck::isPair)
              && sets.inner().stream().allMatch(MonitoringCheck::isPair);
      if (!pairs
          || sets.enforceable().length != game.state(s).profileCount()
          || sets.punishment().length != (sets.outer().isEmpty() ? 0 : 2)) {
        problems.add("what is claimed of " + game.state(s).name() + " does not fit the game");
        return false;
      }
    }
    return fits(claim.automaton());
  }

  private static boolean isPair(double[] values) {
    return values.length == 2 && Double.isFinite(values[0]) && Double.isFinite(values[1]);
  }

  private boolean fits(PublicAutomaton automaton) {
    int count = automaton.nodes().size();
    for (int n = 0; n < count; n++) {
      Node node = automaton.nodes().get(n);
      boolean known =
          node.state() >= 0
              && node.state() < game.stateCount()
              && node.profile() >= 0
              && node.profile() < game.state(node.state()).profileCount()
              && isPair(node.value());
      if (!known) {
        problems.add("node " + n + " does not fit the game");
        return false;
      }
      boolean[][] covered = new boolean[monitoring(node.state()).signalCount()][game.stateCount()];
      for (Continuation next : node.next()) {
        if (!fits(next, covered, automaton)) {
          problems.add("node " + n + " has a continuation that does not fit");
          return false;
        }
        covered[next.signal()][next.state()] = true;
      }
      if (!coversAll(node, covered)) {
        problems.add("node " + n + " has no continuation after some outcome");
        return false;
      }
    }
    return true;
  }

  private boolean fits(Continuation next, boolean[][] covered, PublicAutomaton automaton) {
    Lottery lottery = next.lottery();
    boolean fits =
        next.signal() >= 0
            && next.signal() < covered.length
            && next.state() >= 0
            && next.state() < game.stateCount()
            && !covered[next.signal()][next.state()]
            && lottery.nodes().length > 0
            && lottery.nodes().length == lottery.weights().length;
    double sum = 0;
    for (int j = 0; fits && j < lottery.nodes().length; j++) {
      int to = lottery.nodes()[j];
      fits =
          to >= 0
              && to < automaton.nodes().size()
              && automaton.nodes().get(to).state() == next.state()
              && lottery.weights()[j] >= 0;
      sum += lottery.weights()[j];
    }
    return fits && Math.abs(sum - 1) <= WEIGHT_TOLERANCE;
  }

  private boolean coversAll(Node node, boolean[][] covered) {
    State state = game.state(node.state());
    for (int i = 0; i < 2; i++) {
      for (int action = 0; action < state.actionCount(i); action++) {
        int profile = state.deviation(node.profile(), i, action);
        for (int y = 0; y < covered.length; y++) {
          for (int next = 0; next < game.stateCount(); next++) {
            if (chance(node.state(), profile, y, next) > 0 && !covered[y][next]) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  private PublicMonitoring monitoring(int state) {
    return game.state(state).monitoring().orElseThrow();
  }

  private double chance(int state, int profile, int signal, int next) {
    return monitoring(state).probability(profile, signal)
        * game.state(state).transition(profile).probabilityOf(next);
  }

  // ---- inner sets -------------------------------------------------------------------------------

  private double[][] values(PublicAutomaton automaton) {
    int count = automaton.nodes().size();
    Transition[] path = new Transition[count];
    double[][] flow = new double[2][count];
    for (int n = 0; n < count; n++) {
      Node node = automaton.nodes().get(n);
      List<Integer> to = new ArrayList<>();
      List<Double> chances = new ArrayList<>();
      double sum = 0;
      for (Continuation next : node.next()) {
        double chance = chance(node.state(), node.profile(), next.signal(), next.state());
        for (int j = 0; j < next.lottery().nodes().length; j++) {
          to.add(next.lottery().nodes()[j]);
          chances.add(chance * next.lottery().weights()[j]);
          sum += chance * next.lottery().weights()[j];
        }
      }
      double total = sum;
      path[n] =
          Transition.of(
              to.stream().mapToInt(k -> k).toArray(),
              chances.stream().mapToDouble(c -> c / total).toArray());
      for (int i = 0; i < 2; i++) {
        flow[i][n] = game.state(node.state()).payoff(node.profile(), i);
      }
    }
    MarkovChain chain = new MarkovChain(path);
    return new double[][] {
      chain.discountedValue(flow[0], game.discount(0)),
      chain.discountedValue(flow[1], game.discount(1))
    };
  }

  /** The largest one-shot gain, as a share of the player's payoff range. */
  private double largestGain(PublicAutomaton automaton, double[][] values) {
    double largest = Double.NEGATIVE_INFINITY;
    for (Node node : automaton.nodes()) {
      State state = game.state(node.state());
      for (int i = 0; i < 2; i++) {
        double kept = payoffOf(node, node.profile(), i, values[i]);
        for (int action = 0; action < state.actionCount(i); action++) {
          int deviation = state.deviation(node.profile(), i, action);
          if (deviation != node.profile()) {
            double gain = payoffOf(node, deviation, i, values[i]) - kept;
            largest = Math.max(largest, gain / width[i]);
          }
        }
      }
    }
    return largest == Double.NEGATIVE_INFINITY ? -1 : largest;
  }

  private double payoffOf(Node node, int profile, int player, double[] values) {
    double delta = game.discount(player);
    double payoff = (1 - delta) * game.state(node.state()).payoff(profile, player);
    for (Continuation next : node.next()) {
      double chance = chance(node.state(), profile, next.signal(), next.state());
      for (int j = 0; j < next.lottery().nodes().length; j++) {
        payoff += delta * chance * next.lottery().weights()[j] * values[next.lottery().nodes()[j]];
      }
    }
    return payoff;
  }

  private void inner(PublicPayoffsClaim claim) {
    PublicAutomaton automaton = claim.automaton();
    List<List<double[]>> attained = new ArrayList<>();
    for (int s = 0; s < game.stateCount(); s++) {
      attained.add(new ArrayList<>());
    }
    double gain = 0;
    if (!automaton.nodes().isEmpty()) {
      double[][] values = values(automaton);
      for (int n = 0; n < automaton.nodes().size(); n++) {
        Node node = automaton.nodes().get(n);
        attained.get(node.state()).add(scaled(values[0][n], values[1][n]));
        for (int i = 0; i < 2; i++) {
          if (!(Math.abs(values[i][n] - node.value()[i]) <= ROUNDING * width[i])) {
            problems.add(
                format("node %d is worth %.9g, not %.9g", n, values[i][n], node.value()[i]));
          }
        }
      }
      gain = largestGain(automaton, values);
      findings.add(
          format(
              "%d nodes; the largest gain from any one-shot deviation is %.3e of the payoff range"
                  + " (negative: every constraint is slack)",
              automaton.nodes().size(), gain));
      if (!(gain <= StrategyCheck.GAIN_TOLERANCE)) {
        problems.add(format("not an equilibrium: a deviation gains %.3e", gain));
      }
    }
    if (!(Math.abs(gain - claim.regret()) <= ROUNDING)) {
      problems.add(format("regret is %.9g, not %.9g as claimed", gain, claim.regret()));
    }
    for (int s = 0; s < game.stateCount(); s++) {
      List<double[]> claimed = scaled(claim.states().get(s).inner());
      for (double[] corner : claimed) {
        boolean known =
            attained.get(s).stream()
                .anyMatch(v -> Math.hypot(v[0] - corner[0], v[1] - corner[1]) <= ROUNDING);
        if (!known) {
          problems.add(format("%s: no strategies attain inner vertex %s", name(s), shown(corner)));
        }
      }
      for (double[] value : attained.get(s)) {
        if (!(Plane.distance(claimed, value) <= ROUNDING)) {
          problems.add(format("%s: %s is attained, not in inner", name(s), shown(value)));
        }
      }
    }
  }

  // ---- outer sets -------------------------------------------------------------------------------

  private void sets(PublicPayoffsClaim claim) {
    double bound = 0;
    double relative = 0;
    for (int s = 0; s < game.stateCount(); s++) {
      PublicPayoffsClaim.Sets sets = claim.states().get(s);
      List<double[]> outer = scaled(sets.outer());
      List<double[]> inner = scaled(sets.inner());
      for (double[] corner : inner) {
        if (!(Plane.distance(outer, corner) <= ROUNDING)) {
          problems.add(format("%s: inner vertex %s is not in outer", name(s), shown(corner)));
        }
      }
      if (!isConvex(outer) || !isConvex(inner)) {
        problems.add(name(s) + ": vertices do not go round counter-clockwise");
      }
      relative = Math.max(relative, Plane.furthest(outer, inner));
      bound = Math.max(bound, Plane.furthest(sets.outer(), sets.inner()));
      for (int i = 0; i < sets.punishment().length; i++) {
        int player = i;
        double least = sets.outer().stream().mapToDouble(v -> v[player]).min().orElse(0);
        if (!(Math.abs(least - sets.punishment()[i]) <= ROUNDING * width[i])) {
          problems.add(
              format(
                  "%s: punishment is %.9g, not %.9g as claimed",
                  name(s), least, sets.punishment()[i]));
        }
      }
    }
    // A claim writes an infinite distance, of an empty inner set from another, as it is.
    if (!agree(relative, claim.relativeErrorBound(), ROUNDING)) {
      problems.add(
          format(
              "relative error bound is %.9g, not %.9g as claimed",
              relative, claim.relativeErrorBound()));
    }
    if (!agree(bound, claim.errorBound(), ROUNDING * Math.min(width[0], width[1]))) {
      problems.add(format("error bound is %.9g, not %.9g as claimed", bound, claim.errorBound()));
    }
  }

  private static boolean agree(double one, double other, double tolerance) {
    return one == other || Math.abs(one - other) <= tolerance;
  }

  private void outer(PublicPayoffsClaim claim) {
    double tolerance = Math.min(COARSEST, Math.max(FINEST, MULTIPLE * claim.relativeErrorBound()));
    double impatience = 1 - Math.max(game.discount(0), game.discount(1));
    List<List<double[]>> outer = new ArrayList<>();
    List<List<double[]>> directions = new ArrayList<>();
    for (PublicPayoffsClaim.Sets sets : claim.states()) {
      outer.add(scaled(sets.outer()));
      List<double[]> normals = normals(outer.get(outer.size() - 1));
      List<double[]> chosen = evenly(8);
      int step = Math.max(1, (normals.size() + MOST_DIRECTIONS - 1) / MOST_DIRECTIONS);
      for (int k = 0; k < normals.size(); k += step) {
        chosen.add(normals.get(k));
      }
      chosen.sort(Comparator.comparingDouble(n -> Math.atan2(n[1], n[0])));
      directions.add(chosen);
    }
    PublicOuterBounds bounds = new PublicOuterBounds(game, directions);
    double excess = Double.POSITIVE_INFINITY;
    double settled = FIRST_SETTLED * impatience;
    boolean done = false;
    for (int round = 0; round < MOST_ROUNDS && !done; round++) {
      double moved = bounds.round(settled);
      excess = excess(bounds, outer);
      done = excess <= tolerance && unconfirmed(bounds, claim).isEmpty();
      if (!done && moved <= 2 * settled) {
        boolean cut = cut(bounds, outer, tolerance);
        done = !cut && settled <= LAST_SETTLED * impatience;
        settled = Math.max(LAST_SETTLED * impatience, settled / 4);
      }
    }
    if (!(excess <= tolerance)) {
      problems.add(
          format(
              "bounds computed anew exceed the outer sets by %.2e of the payoff range; at most %.0e"
                  + " confirms them",
              excess, tolerance));
    } else {
      findings.add(
          format(
              "outer sets confirmed by bounds computed anew, to %.1e of the payoff range"
                  + " (%.0e is asked for)",
              excess, tolerance));
    }
    problems.addAll(unconfirmed(bounds, claim));
    for (Node node : claim.automaton().nodes()) {
      if (!claim.states().get(node.state()).enforceable()[node.profile()]) {
        problems.add(name(node.state()) + ": a profile is played that is claimed unenforceable");
      }
    }
  }

  private List<String> unconfirmed(PublicOuterBounds bounds, PublicPayoffsClaim claim) {
    List<String> unconfirmed = new ArrayList<>();
    for (int s = 0; s < game.stateCount(); s++) {
      for (int a = 0; a < game.state(s).profileCount(); a++) {
        if (!claim.states().get(s).enforceable()[a] && bounds.mayBeEnforced(s, a)) {
          unconfirmed.add(
              name(s)
                  + ": "
                  + game.state(s).labels(a)
                  + " could not be confirmed to be unenforceable");
        }
      }
    }
    return unconfirmed;
  }

  /**
   * Bounds the sets in more directions: from the claimed sets to the corners that exceed them most,
   * along the normals of the claimed sides next to those, and between the sides of the bounds that
   * meet there: on the way to the claimed sets other directions may matter than in the end.
   */
  private boolean cut(PublicOuterBounds bounds, List<List<double[]>> outer, double tolerance) {
    boolean any = false;
    for (int s = 0; s < game.stateCount(); s++) {
      List<double[]> claimed = outer.get(s);
      List<double[]> cuts = new ArrayList<>();
      List<double[]> corners = apart(bounds.corners(s));
      int n = corners.size();
      for (int k = 0; k < n; k++) {
        double[] corner = corners.get(k);
        if (!claimed.isEmpty() && Plane.distance(claimed, corner) > tolerance / 2) {
          double[] nearest = Plane.nearest(claimed, corner);
          double x = corner[0] - nearest[0];
          double y = corner[1] - nearest[1];
          double away = Math.hypot(x, y);
          cuts.add(new double[] {x / away, y / away, away});
          for (double[] normal : normalsAt(claimed, nearest)) {
            cuts.add(new double[] {normal[0], normal[1], away});
          }
          double[] before =
              n < 3 ? normal(nearest, corner) : normal(corners.get((k + n - 1) % n), corner);
          double[] after = n < 3 ? before : normal(corner, corners.get((k + 1) % n));
          double length = Math.hypot(before[0] + after[0], before[1] + after[1]);
          if (length > ROUNDING) {
            cuts.add(
                new double[] {
                  (before[0] + after[0]) / length, (before[1] + after[1]) / length, away
                });
          }
        }
      }
      cuts.sort(Comparator.comparingDouble(cut -> -cut[2]));
      int added = 0;
      for (double[] cut : cuts) {
        if (added < MOST_CUTS && bounds.addDirection(s, new double[] {cut[0], cut[1]})) {
          added++;
        }
      }
      any |= added > 0;
    }
    return any;
  }

  /** The normals of the sides that a point of the boundary lies on. */
  private static List<double[]> normalsAt(List<double[]> polygon, double[] point) {
    List<double[]> normals = new ArrayList<>();
    for (int k = 0; k < polygon.size() && polygon.size() > 1; k++) {
      double[] a = polygon.get(k);
      double[] b = polygon.get((k + 1) % polygon.size());
      double[] on = Plane.nearest(List.of(a, b), point);
      if (Math.hypot(on[0] - point[0], on[1] - point[1]) <= ROUNDING
          && Math.hypot(b[0] - a[0], b[1] - a[1]) > ROUNDING) {
        normals.add(normal(a, b));
      }
    }
    return normals;
  }

  /** The corners without those that repeat the one before. */
  private static List<double[]> apart(List<double[]> corners) {
    List<double[]> kept = new ArrayList<>();
    for (double[] corner : corners) {
      double[] before = kept.isEmpty() ? corner : kept.get(kept.size() - 1);
      if (kept.isEmpty() || Math.hypot(corner[0] - before[0], corner[1] - before[1]) > SAME) {
        kept.add(corner);
      }
    }
    return kept;
  }

  private double excess(PublicOuterBounds bounds, List<List<double[]>> outer) {
    double excess = 0;
    for (int s = 0; s < game.stateCount(); s++) {
      for (double[] corner : bounds.corners(s)) {
        excess = Math.max(excess, Plane.distance(outer.get(s), corner));
      }
    }
    return excess;
  }

  private static List<double[]> normals(List<double[]> polygon) {
    List<double[]> normals = new ArrayList<>();
    for (int k = 0; k < polygon.size() && polygon.size() > 1; k++) {
      double[] a = polygon.get(k);
      double[] b = polygon.get((k + 1) % polygon.size());
      if (Math.hypot(b[0] - a[0], b[1] - a[1]) > 0) {
        normals.add(normal(a, b));
      }
    }
    return normals;
  }

  /** The outward normal of a counter-clockwise polygon's edge. */
  private static double[] normal(double[] a, double[] b) {
    double length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    return new double[] {(b[1] - a[1]) / length, (a[0] - b[0]) / length};
  }

  // ---- plane geometry ---------------------------------------------------------------------------

  private double[] scaled(double x, double y) {
    return new double[] {(x - low[0]) / width[0], (y - low[1]) / width[1]};
  }

  private List<double[]> scaled(List<double[]> points) {
    return points.stream().map(p -> scaled(p[0], p[1])).toList();
  }

  private static boolean isConvex(List<double[]> polygon) {
    int n = polygon.size();
    for (int k = 0; k < n && n > 2; k++) {
      double[] a = polygon.get(k);
      double[] b = polygon.get((k + 1) % n);
      double[] c = polygon.get((k + 2) % n);
      if ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) < -ROUNDING) {
        return false;
      }
    }
    return true;
  }

  private String name(int state) {
    return game.state(state).name();
  }

  private String shown(double[] scaled) {
    return format("(%.6g, %.6g)", low[0] + width[0] * scaled[0], low[1] + width[1] * scaled[1]);
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
