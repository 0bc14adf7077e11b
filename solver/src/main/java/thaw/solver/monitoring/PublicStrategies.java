package thaw.solver.monitoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.PublicAutomaton;
import thaw.solver.certificate.PublicAutomaton.Continuation;
import thaw.solver.certificate.PublicAutomaton.Node;
import thaw.solver.linear.MarkovChain;
import thaw.solver.spe.Polygon;

/**
 * Public strategies read off outer sets and then made exact: one node per extreme payoff, each with
 * a profile and, for every outcome, a lottery over nodes; their values solve the linear equations
 * of the automaton, and the hull of the values is a self-generating set if no constraint is
 * violated.
 *
 * <p>Continuation payoffs are first chosen in the hull of the outer sets' corners, then carried
 * over to the nodes: a corner becomes the lottery over nodes whose payoff is nearest. What that
 * moves is of the order of the distance between the sets and their images, and a margin in the
 * constraints makes up for it.
 */
final class PublicStrategies {
  /** Weights below this are dropped. */
  private static final double NEGLIGIBLE = 1e-15;

  private static final int MOST_ROUNDS = 4;

  /** Payoffs flatter than this between their neighbours get no node. */
  private static final double FLAT = 1e-13;

  /** A node: what is played, its payoff as the program sees it, lotteries per outcome. */
  private record Rule(
      Incentives incentives, double payoffX, double payoffY, List<double[]> weights) {}

  private final OuterPayoffs outer;
  private final Incentives.Scale scale;
  private final double margin;
  private final List<Rule> rules = new ArrayList<>();
  private final List<List<Lottery>> lotteries = new ArrayList<>();
  private int[] firstNode = {0};
  private double[][] values = new double[2][0];
  private double violation = Double.POSITIVE_INFINITY;

  private PublicStrategies(OuterPayoffs outer, Incentives.Scale scale, double margin) {
    this.outer = outer;
    this.scale = scale;
    this.margin = margin;
  }

  /**
   * Reads strategies off the corners of outer sets.
   *
   * @param margin by which constraints are to be exceeded, relative to their coefficients
   * @param flatness corners flatter than this are left out
   */
  static PublicStrategies of(
      OuterPayoffs outer, Incentives.Scale scale, double margin, double flatness) {
    PublicStrategies strategies = new PublicStrategies(outer, scale, margin);
    List<List<double[]>> sets = new ArrayList<>();
    for (int s = 0; s < outer.stateCount(); s++) {
      sets.add(Planar.withoutFlatCorners(Planar.points(outer.xs(s), outer.ys(s)), flatness));
    }
    for (int round = 0; round < MOST_ROUNDS && strategies.violation > 0; round++) {
      if (!strategies.build(sets)) {
        strategies.violation = Double.POSITIVE_INFINITY;
        return strategies;
      }
      strategies.evaluate();
      for (int s = 0; s < sets.size(); s++) {
        sets.set(s, strategies.scaledHull(s));
      }
    }
    return strategies;
  }

  /** The largest gain from a one-shot deviation, scaled; infinite if no strategies were found. */
  double violation() {
    return violation;
  }

  /** Nodes at the extreme payoffs enforced with continuations in the sets; false without one. */
  private boolean build(List<List<double[]>> sets) {
    int states = sets.size();
    double[][] xs = new double[states][];
    double[][] ys = new double[states][];
    for (int s = 0; s < states; s++) {
      xs[s] = sets.get(s).stream().mapToDouble(c -> c[0]).toArray();
      ys[s] = sets.get(s).stream().mapToDouble(c -> c[1]).toArray();
    }
    rules.clear();
    firstNode = new int[states + 1];
    boolean any = false;
    for (int s = 0; s < states; s++) {
      if (!sets.get(s).isEmpty()) {
        List<Rule> found = furthest(s, sets.get(s), xs, ys);
        if (found.isEmpty()) {
          return false;
        }
        any = true;
        rules.addAll(extreme(found));
      }
      firstNode[s + 1] = rules.size();
    }
    if (!any) {
      return false;
    }
    List<List<Lottery>> carried = new ArrayList<>();
    for (int s = 0; s < states; s++) {
      List<Lottery> own = new ArrayList<>();
      List<double[]> nodes = new ArrayList<>();
      for (int n = firstNode[s]; n < firstNode[s + 1]; n++) {
        nodes.add(new double[] {rules.get(n).payoffX(), rules.get(n).payoffY()});
      }
      for (double[] corner : sets.get(s)) {
        own.add(nearest(corner, nodes, firstNode[s]));
      }
      carried.add(own);
    }
    lotteries.clear();
    for (Rule rule : rules) {
      List<Lottery> next = new ArrayList<>();
      for (int o = 0; o < rule.weights().size(); o++) {
        next.add(mixed(rule.weights().get(o), carried.get(rule.incentives().targets()[o])));
      }
      lotteries.add(next);
    }
    return true;
  }

  /** The payoffs furthest along the normals of the set's edges, and between them. */
  private List<Rule> furthest(int s, List<double[]> set, double[][] xs, double[][] ys) {
    List<double[]> directions = directions(set);
    double[] best = new double[directions.size()];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    Rule[] found = new Rule[best.length];
    for (int a = 0; a < outer.profileCount(s); a++) {
      Incentives incentives = outer.incentives(s, a);
      EnforcementProgram program = new EnforcementProgram(incentives, margin, 0);
      if (!outer.mayBeEnforced(s, a) || !program.start(xs, ys) || !program.isFeasible()) {
        continue;
      }
      for (int d = 0; d < best.length; d++) {
        double[] direction = directions.get(d);
        program.maximise(direction[0], direction[1]);
        double x = program.payoff(0);
        double y = program.payoff(1);
        double reach = direction[0] * x + direction[1] * y;
        if (reach > best[d]) {
          best[d] = reach;
          List<double[]> weights = new ArrayList<>();
          for (int o = 0; o < incentives.outcomeCount(); o++) {
            weights.add(program.weights(o));
          }
          found[d] = new Rule(incentives, x, y, weights);
        }
      }
    }
    return Arrays.stream(found).filter(Objects::nonNull).toList();
  }

  private static List<double[]> directions(List<double[]> set) {
    int n = set.size();
    if (n == 1) {
      return List.of(
          new double[] {1, 0}, new double[] {0, 1}, new double[] {-1, 0}, new double[] {0, -1});
    }
    List<double[]> directions = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      double[] here = normal(set.get(k), set.get((k + 1) % n));
      double[] next = normal(set.get((k + 1) % n), set.get((k + 2) % n));
      directions.add(here);
      double x = here[0] + next[0];
      double y = here[1] + next[1];
      double length = Math.hypot(x, y);
      // Opposite normals: the end of a segment, which lies in the segment's own direction.
      directions.add(
          length > FLAT ? new double[] {x / length, y / length} : new double[] {-here[1], here[0]});
    }
    return directions;
  }

  private static double[] normal(double[] from, double[] to) {
    double length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    return new double[] {(to[1] - from[1]) / length, (from[0] - to[0]) / length};
  }

  /** The rules whose payoffs are corners of the hull of all, counter-clockwise. */
  private static List<Rule> extreme(List<Rule> found) {
    List<double[]> points = new ArrayList<>();
    for (Rule rule : found) {
      points.add(new double[] {rule.payoffX(), rule.payoffY()});
    }
    List<Rule> kept = new ArrayList<>();
    for (double[] corner : Planar.withoutFlatCorners(points, FLAT)) {
      for (Rule rule : found) {
        if (rule.payoffX() == corner[0] && rule.payoffY() == corner[1]) {
          kept.add(rule);
          break;
        }
      }
    }
    return kept;
  }

  /** A lottery over a hull's corners with the mean nearest to a point. */
  private static Lottery nearest(double[] point, List<double[]> hull, int first) {
    int n = hull.size();
    if (n == 1) {
      return Lottery.on(first);
    }
    boolean inside = n >= 3;
    double least = Double.POSITIVE_INFINITY;
    Lottery lottery = Lottery.on(first);
    for (int k = 0; k < n; k++) {
      double[] a = hull.get(k);
      double[] b = hull.get((k + 1) % n);
      double dx = b[0] - a[0];
      double dy = b[1] - a[1];
      inside &= dx * (point[1] - a[1]) - dy * (point[0] - a[0]) >= 0;
      double along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy);
      double share = Math.max(0, Math.min(1, along));
      double away = Math.hypot(point[0] - a[0] - share * dx, point[1] - a[1] - share * dy);
      if (away < least) {
        least = away;
        lottery = between(first + k, 1 - share, first + (k + 1) % n, share);
      }
    }
    return inside && least > 0 ? fan(point, hull, first) : lottery;
  }

  private static Lottery between(int one, double weight, int other, double share) {
    if (share <= NEGLIGIBLE) {
      return Lottery.on(one);
    }
    return weight <= NEGLIGIBLE
        ? Lottery.on(other)
        : new Lottery(new int[] {one, other}, new double[] {weight, share});
  }

  /** A point within a hull as a mean of corner 0 and two neighbouring others. */
  private static Lottery fan(double[] point, List<double[]> hull, int first) {
    double[] o = hull.get(0);
    for (int k = 1; k + 1 < hull.size(); k++) {
      double[] a = hull.get(k);
      double[] b = hull.get(k + 1);
      double area = cross(o, a, b);
      double onA = cross(o, point, b) / area;
      double onB = cross(o, a, point) / area;
      if (onA >= -FLAT && onB >= -FLAT && onA + onB <= 1 + FLAT) {
        double[] weights = {Math.max(0, 1 - onA - onB), Math.max(0, onA), Math.max(0, onB)};
        double sum = weights[0] + weights[1] + weights[2];
        return new Lottery(
            new int[] {first, first + k, first + k + 1},
            Arrays.stream(weights).map(w -> w / sum).toArray());
      }
    }
    return Lottery.on(first);
  }

  private static double cross(double[] o, double[] a, double[] b) {
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  }

  /** The lottery that first draws a corner, then a node. */
  private Lottery mixed(double[] weights, List<Lottery> corners) {
    double[] sum = new double[rules.size()];
    for (int k = 0; k < weights.length; k++) {
      Lottery corner = corners.get(k);
      for (int j = 0; weights[k] > 0 && j < corner.nodes().length; j++) {
        sum[corner.nodes()[j]] += weights[k] * corner.weights()[j];
      }
    }
    int[] nodes = IntStream.range(0, sum.length).filter(n -> sum[n] > NEGLIGIBLE).toArray();
    double total = Arrays.stream(nodes).mapToDouble(n -> sum[n]).sum();
    return new Lottery(nodes, Arrays.stream(nodes).mapToDouble(n -> sum[n] / total).toArray());
  }

  /** Values of the automaton, exactly, and the largest violation of its constraints. */
  private void evaluate() {
    int count = rules.size();
    Transition[] path = new Transition[count];
    double[][] flow = new double[2][count];
    double[] weight = rules.get(0).incentives().weight();
    for (int n = 0; n < count; n++) {
      Incentives incentives = rules.get(n).incentives();
      path[n] = path(n);
      for (int i = 0; i < 2; i++) {
        flow[i][n] = incentives.base()[i] / (1 - weight[i]);
      }
    }
    MarkovChain chain = new MarkovChain(path);
    values = new double[2][];
    for (int i = 0; i < 2; i++) {
      values[i] = chain.discountedValue(flow[i], weight[i]);
    }
    violation = Double.NEGATIVE_INFINITY;
    for (int n = 0; n < count; n++) {
      Incentives incentives = rules.get(n).incentives();
      for (int r = 0; r < incentives.rowCount(); r++) {
        double kept = 0;
        for (int o = 0; o < incentives.outcomeCount(); o++) {
          double[] value = values[incentives.player()[r]];
          kept += incentives.shift()[r][o] * mean(lotteries.get(n).get(o), value);
        }
        violation = Math.max(violation, incentives.floor()[r] - kept);
      }
      violation = Math.max(violation, incentives.hopeless() ? 1 : -1);
    }
  }

  private static double mean(Lottery lottery, double[] value) {
    double mean = 0;
    for (int j = 0; j < lottery.nodes().length; j++) {
      mean += lottery.weights()[j] * value[lottery.nodes()[j]];
    }
    return mean;
  }

  private Transition path(int node) {
    Incentives incentives = rules.get(node).incentives();
    int size = lotteries.get(node).stream().mapToInt(l -> l.nodes().length).sum();
    int[] nodes = new int[size];
    double[] probabilities = new double[size];
    int at = 0;
    for (int o = 0; o < incentives.outcomeCount(); o++) {
      Lottery lottery = lotteries.get(node).get(o);
      for (int j = 0; j < lottery.nodes().length; j++) {
        nodes[at] = lottery.nodes()[j];
        probabilities[at++] = incentives.probability()[o] * lottery.weights()[j];
      }
    }
    return Transition.of(nodes, probabilities);
  }

  /** The hull of the values of a state's nodes, in payoffs. */
  Polygon inner(int state) {
    List<double[]> points = new ArrayList<>();
    for (int n = firstNode[state]; n < firstNode[state + 1]; n++) {
      points.add(value(n));
    }
    return Polygon.hull(points);
  }

  private double[] value(int n) {
    return new double[] {scale.from(values[0][n], 0), scale.from(values[1][n], 1)};
  }

  private List<double[]> scaledHull(int state) {
    List<double[]> points = new ArrayList<>();
    for (int n = firstNode[state]; n < firstNode[state + 1]; n++) {
      points.add(new double[] {values[0][n], values[1][n]});
    }
    return Planar.hull(points);
  }

  /** The strategies, one node per extreme payoff. */
  PublicAutomaton automaton() {
    List<Node> nodes = new ArrayList<>();
    for (int n = 0; n < rules.size(); n++) {
      Incentives incentives = rules.get(n).incentives();
      List<Continuation> next = new ArrayList<>();
      for (int o = 0; o < incentives.outcomeCount(); o++) {
        next.add(
            new Continuation(
                incentives.signals()[o], incentives.targets()[o], lotteries.get(n).get(o)));
      }
      nodes.add(new Node(incentives.state(), incentives.profile(), value(n), next));
    }
    return new PublicAutomaton(nodes);
  }
}
