package thaw.solver.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Node;
import thaw.solver.certificate.PayoffSetsClaim;
import thaw.solver.certificate.PayoffSetsClaim.Sets;

/**
 * Re-checks a claim about the payoff sets of subgame-perfect equilibria by code that shares nothing
 * with the solver.
 *
 * <ul>
 *   <li>Inner sets: the strategies are an equilibrium ({@link StrategyCheck}), their payoffs are
 *       those claimed, and the inner sets are the convex hulls of these.
 *   <li>Outer sets: bounds of all equilibrium payoffs are found anew ({@link PayoffSetBounds}) with
 *       the sides of the claimed sets; they have to lie within these. A profile that is claimed to
 *       be played in no equilibrium must be so within these bounds.
 *   <li>The distance between inner and outer sets, and whether it is small enough, is recomputed.
 * </ul>
 *
 * <p>Time is that of the plain iteration: proportional to the number of profiles and to 1/(1−δ).
 */
public final class PayoffSetCheck {
  /** Numbers that are computed in two ways agree up to this share of the payoff range. */
  private static final double AGREEMENT = 1e-9;

  /** Bounds may exceed claimed sets by this many tolerances: these are simplified by less. */
  private static final double SIMPLIFIED = 2;

  /** Times that bounds are given more sides when they stop short of the claimed sets. */
  private static final int MOST_REFINEMENTS = 8;

  /** Movement below which bounds have stopped, as a share of the allowance times 1 − δ. */
  private static final double STOPPED = 1e-3;

  private static final int MOST_SWEEPS = 200_000;

  /** Sweeps between comparisons with the claimed sets. */
  private static final int LOOK = 8;

  private final Game game;
  private final PayoffSetsClaim claim;
  private final double[] range = new double[2];
  private final List<String> problems = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  private PayoffSetCheck(Game game, PayoffSetsClaim claim) {
    this.game = game;
    this.claim = claim;
    for (int i = 0; i < 2; i++) {
      double width = game.maxPayoff(i) - game.minPayoff(i);
      range[i] = width > 0 ? width : 1;
    }
  }

  /** Checks the claim; whatever does not fit the game is a problem. */
  public static Confirmation check(Game game, PayoffSetsClaim claim) {
    if (game.playerCount() != 2) {
      return new Confirmation(List.of("the game has not two players"), List.of());
    }
    PayoffSetCheck check = new PayoffSetCheck(game, claim);
    if (check.fits()) {
      check.distances();
      check.strategies();
      if (check.problems.isEmpty()) { // else not worth the time
        check.bounds();
      }
    }
    return new Confirmation(check.problems, check.findings);
  }

  private String name(int s) {
    return game.state(s).name();
  }

  private boolean fits() {
    if (claim.states().size() != game.stateCount()) {
      problems.add(
          "sets of " + claim.states().size() + " states for " + game.stateCount() + " states");
      return false;
    }
    if (!(claim.tolerance() > 0 && claim.tolerance() < 1)) {
      problems.add("the tolerance is " + claim.tolerance() + "; allowed: between 0 and 1");
    }
    for (int s = 0; s < game.stateCount(); s++) {
      Sets sets = claim.states().get(s);
      if (!isConvex(sets.outer()) || !isConvex(sets.inner())) {
        problems.add(
            name(s) + ": vertices are no corners of a convex set, counter-clockwise from the left");
      }
      if (sets.punishment().length != (sets.outer().isEmpty() ? 0 : 2)) {
        problems.add(name(s) + ": " + sets.punishment().length + " punishments");
      }
      if (sets.enforceable().length != game.state(s).profileCount()) {
        problems.add(name(s) + ": " + sets.enforceable().length + " profiles");
      }
    }
    for (Node node : claim.automaton().nodes()) {
      boolean sized = node.value().length == 2;
      for (Automaton.Lottery lottery : node.next()) {
        sized &= lottery.nodes().length == lottery.weights().length;
      }
      if (!sized) {
        problems.add("a node has too many numbers, or too few");
      }
    }
    if (Arrays.stream(claim.automaton().punishments()).anyMatch(pair -> pair.length != 2)) {
      problems.add("a state has not two punishments");
    }
    return problems.isEmpty();
  }

  /** Whether these are finite and, up to rounding, their own hull in its order. */
  private boolean isConvex(List<double[]> vertices) {
    for (double[] v : vertices) {
      if (v.length != 2 || !Double.isFinite(v[0]) || !Double.isFinite(v[1])) {
        return false;
      }
    }
    List<double[]> scaled = scaled(vertices);
    List<double[]> hull = ConvexSets.hull(scaled);
    for (int k = 1; k < scaled.size(); k++) {
      if (scaled.get(k)[0] < scaled.get(0)[0] - AGREEMENT) {
        return false;
      }
    }
    for (double[] v : scaled) {
      if (edge(hull, v) > AGREEMENT) {
        return false;
      }
    }
    return true;
  }

  /** The distance to the boundary. */
  private static double edge(List<double[]> hull, double[] v) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < hull.size(); k++) {
      List<double[]> side = List.of(hull.get(k), hull.get((k + 1) % hull.size()));
      nearest = Math.min(nearest, ConvexSets.distance(side, v));
    }
    return nearest;
  }

  private List<double[]> scaled(List<double[]> payoffs) {
    List<double[]> scaled = new ArrayList<>();
    for (double[] p : payoffs) {
      scaled.add(
          new double[] {
            (p[0] - game.minPayoff(0)) / range[0], (p[1] - game.minPayoff(1)) / range[1]
          });
    }
    return scaled;
  }

  private void distances() {
    double bound = 0;
    double relative = 0;
    for (int s = 0; s < game.stateCount(); s++) {
      Sets sets = claim.states().get(s);
      List<double[]> outer = scaled(sets.outer());
      List<double[]> inner = scaled(sets.inner());
      bound =
          Math.max(
              bound,
              ConvexSets.hausdorff(ConvexSets.hull(sets.outer()), ConvexSets.hull(sets.inner())));
      relative =
          Math.max(relative, ConvexSets.hausdorff(ConvexSets.hull(outer), ConvexSets.hull(inner)));
      for (int i = 0; i < sets.punishment().length; i++) {
        double least = Double.POSITIVE_INFINITY;
        for (double[] v : sets.outer()) {
          least = Math.min(least, v[i]);
        }
        if (!(Math.abs(least - sets.punishment()[i]) <= AGREEMENT * range[i])) {
          problems.add(name(s) + ": the least payoff of " + game.players().get(i) + " is " + least);
        }
      }
    }
    double rounding = AGREEMENT * Math.max(range[0], range[1]) / 10;
    boolean same =
        Double.isInfinite(bound)
            ? Double.isInfinite(claim.errorBound())
            : Math.abs(bound - claim.errorBound()) <= rounding;
    if (!same) {
      problems.add("the distance between outer and inner sets is " + bound);
    }
    if (claim.converged() != relative <= claim.tolerance()
        && !(Math.abs(relative - claim.tolerance()) <= AGREEMENT / 10)) {
      problems.add(
          "converged is claimed to be " + claim.converged() + "; the distance is " + relative);
    }
    findings.add(
        String.format(
            Locale.ROOT, "outer and inner sets are %.1e of the payoff range apart", relative));
  }

  private void strategies() {
    Automaton automaton = claim.automaton();
    double[][] values;
    if (automaton.nodes().isEmpty()) {
      values = new double[0][];
    } else {
      try {
        StrategyCheck.Result found = StrategyCheck.check(game, automaton);
        if (!found.isEquilibrium() && !innerIsEmpty()) {
          problems.add("a deviation at node " + found.node() + " gains " + found.largestGain());
        }
        values = found.values();
        findings.add(
            automaton.nodes().size()
                + " nodes; no one-shot deviation gains more than "
                + found.largestGain());
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
        return;
      }
    }
    List<List<double[]>> attained = new ArrayList<>();
    for (int s = 0; s < game.stateCount(); s++) {
      attained.add(new ArrayList<>());
    }
    for (int n = 0; n < values.length; n++) {
      Node node = automaton.nodes().get(n);
      attained.get(node.state()).add(values[n]);
      for (int i = 0; i < 2; i++) {
        if (!(Math.abs(values[n][i] - node.value()[i]) <= AGREEMENT * range[i])) {
          problems.add("node " + n + " is worth " + values[n][i] + " to " + game.players().get(i));
        }
      }
      if (!innerIsEmpty() && !claim.states().get(node.state()).enforceable()[node.profile()]) {
        problems.add("node " + n + " plays a profile that is claimed not to be played");
      }
    }
    for (int s = 0; s < game.stateCount() && !innerIsEmpty(); s++) {
      List<double[]> points = scaled(attained.get(s));
      List<double[]> inner = scaled(claim.states().get(s).inner());
      if (!(ConvexSets.hausdorff(ConvexSets.hull(points), ConvexSets.hull(inner)) <= AGREEMENT)) {
        problems.add(name(s) + ": the inner set is not the hull of the payoffs of the nodes");
      }
      for (double[] v : inner) {
        if (points.stream().noneMatch(p -> Math.hypot(p[0] - v[0], p[1] - v[1]) <= AGREEMENT)) {
          problems.add(name(s) + ": no node has the payoffs of a vertex of the inner set");
        }
      }
    }
    if (!innerIsEmpty()) {
      unused(automaton);
    }
  }

  private boolean innerIsEmpty() {
    return claim.states().stream().allMatch(sets -> sets.inner().isEmpty());
  }

  /** Punishments that the strategies do not use could be anything; they have to be there still. */
  private void unused(Automaton automaton) {
    for (int s = 0; s < game.stateCount(); s++) {
      for (int i = 0; i < 2; i++) {
        int n = automaton.punishment(s, i);
        if (n < -1
            || n >= automaton.nodes().size()
            || (n >= 0 && automaton.nodes().get(n).state() != s)) {
          problems.add(name(s) + ": no node punishes " + game.players().get(i));
        }
      }
    }
  }

  private void bounds() {
    List<List<double[]>> directions = new ArrayList<>();
    List<List<double[]>> outer = new ArrayList<>();
    for (int s = 0; s < game.stateCount(); s++) {
      List<double[]> set = ConvexSets.hull(scaled(claim.states().get(s).outer()));
      outer.add(set);
      List<double[]> wanted = new ArrayList<>(ConvexSets.normals(set));
      wanted.addAll(ConvexSets.normals(ConvexSets.hull(scaled(claim.states().get(s).inner()))));
      directions.add(wanted);
    }
    double allowance = SIMPLIFIED * claim.tolerance() + AGREEMENT;
    double stopped = STOPPED * allowance * (1 - Math.max(game.discount(0), game.discount(1)));
    PayoffSetBounds bounds = new PayoffSetBounds(game, directions);
    int refinements = 0;
    int sweeps = 0;
    List<String> open = open(bounds, outer, allowance);
    while (!open.isEmpty() && sweeps < MOST_SWEEPS) {
      double moved = bounds.sweep();
      sweeps++;
      if (moved <= stopped || sweeps % LOOK == 0) {
        open = open(bounds, outer, allowance);
      }
      if (moved <= stopped) {
        if (refinements == MOST_REFINEMENTS) {
          break;
        }
        bounds.refine();
        refinements++;
      }
    }
    problems.addAll(open);
    if (open.isEmpty()) {
      findings.add("bounds found anew lie within the outer sets after " + sweeps + " sweeps");
    }
    for (int s = 0; s < game.stateCount() && open.isEmpty(); s++) {
      State state = game.state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        if (claim.states().get(s).enforceable()[a]
            && !outer.get(s).isEmpty()
            && !bounds.isNearlyEnforceable(s, a, allowance)) {
          problems.add(name(s) + ": " + state.labels(a) + " is played in no equilibrium");
        }
      }
    }
  }

  /** What the bounds do not show as yet. */
  private List<String> open(PayoffSetBounds bounds, List<List<double[]>> outer, double allowance) {
    List<String> open = new ArrayList<>();
    for (int s = 0; s < outer.size(); s++) {
      if (outer.get(s).isEmpty()) {
        if (!bounds.isEmpty(s)) {
          open.add(name(s) + ": an equilibrium could not be excluded");
        }
        continue;
      }
      double beyond = bounds.beyond(s, outer.get(s));
      if (beyond > allowance) {
        open.add(name(s) + ": equilibria could be outside the outer set by " + beyond);
      }
      State state = game.state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        if (!claim.states().get(s).enforceable()[a] && bounds.mayBeEnforceable(s, a)) {
          open.add(name(s) + ": " + state.labels(a) + " could be played in an equilibrium");
        }
      }
    }
    return open;
  }
}
