package thaw.solver.spe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.Automaton.Node;

/**
 * Strategies read off outer sets: one node for every point of B(W) on a side, with the profile that
 * attains it and continuations among the nodes themselves, evaluated as they are. Where a
 * constraint binds, the lottery over continuations is solved for while values are computed, so that
 * it goes on to bind (policy iteration in the sense of Abreu, Brooks and Sannikov 2020). If no
 * one-shot deviation gains, the hulls of the nodes' values lie within V.
 *
 * <p>Rounds: the first draws continuations from the points on the sides of W, every later one from
 * the values of the round before, until no deviation gains.
 */
final class SideStrategies {
  /** Vertices closer than this are one. */
  private static final double SAME = 1e-12;

  /** Among profiles whose reaches differ by less the one that binds least is preferred. */
  private static final double TIE = 1e-12;

  /** Edges to look at beyond the nearest so far. */
  private static final int LOOK_AHEAD = 8;

  private static final int ATTEMPTS = 10;

  /** The share of a node that stands alone. */
  private static final double[] CERTAIN = {1};

  /** A vertex is attained if its strategy comes this near, in multiples of what is flat. */
  private static final double ATTAINED = 25;

  /** Constraints are relaxed by this much at first, in multiples of what is flat. */
  private static final double MISSED = 2;

  private static final int MOST_EVALUATIONS = 50_000;

  /** Largest difference in a sweep at which values count as exact. */
  private static final double EXACT = 1e-15;

  /** The share of a margin that constraints are asked to hold by. */
  private static final double ASKED = 0.75;

  /** By what share of the margin values may be off until it is clear that no deviation gains. */
  private static final double ROUGH = 1.0 / 16;

  /** Sweeps after which almost is enough. */
  private static final int FIXED_SWEEPS = 50;

  /** The same where rounding does not let them get there. */
  private static final double ALMOST = 1e-13;

  private final PayoffSetOperator game;
  private final SideIteration sides;

  /** The sets that contain V. */
  private final SideIteration around;

  /** Whether vertices are asked for along the axes too. */
  private final boolean axes;

  /** Nodes are the vertices of these shapes: node n has value (x[n], y[n]) when a round begins. */
  private Shapes shapes;

  /** Per state: directions asked for, ascending, and which node each is for. */
  private double[][] asked;

  private int[][] askedFor;

  // Per node: profile, constraints that bind (0 none, 1, 2, 3 both), the continuations (one or two
  // combinations of nodes, one node per successor; four at a corner) and their weights.
  private int[] state;
  private int[] profile;
  private int[] binds;
  private int[][][] next;
  private double[][] weight;
  double[] valueX;
  double[] valueY;

  // Per vertex: up to three nodes that stand for it, with their shares; its value.
  private int[][] standsFor;
  private double[][] shares;
  private double[] vertexX;
  private double[] vertexY;

  private double regret = Double.POSITIVE_INFINITY;

  /** See {@link #distance()}; not a number until asked for. */
  private double distance = Double.NaN;

  private SideStrategies(SideIteration sides, SideIteration around, boolean axes) {
    game = sides.game;
    this.axes = axes;
    this.sides = sides;
    this.around = around;
    shapes = new Shapes(new int[game.states + 1]);
    asked = new double[game.states][];
    askedFor = new int[game.states][];
    state = new int[0];
    profile = new int[0];
    binds = new int[0];
    next = new int[0][][];
    weight = new double[0][];
    valueX = new double[0];
    valueY = new double[0];
    standsFor = new int[0][];
    shares = new double[0][];
    vertexX = new double[0];
    vertexY = new double[0];
  }

  /**
   * The first round.
   *
   * @param flat vertices that stick out by no more than this are left out, and so are those that no
   *     profile attains within a multiple of it; payoff range 1
   * @param loss how far such a vertex may stick out
   * @param accuracy largest movement of a value at which the values count as computed
   */
  static SideStrategies first(SideIteration sides, double flat, double loss, double accuracy) {
    SideStrategies first = new SideStrategies(sides, sides, false);
    boolean whole = first.fromSides(flat);
    for (int attempt = 0; whole && attempt < ATTEMPTS; attempt++) {
      // The sets that are left are a little smaller than W: a constraint may just be missed.
      whole = first.chooseAll(MISSED * flat + loss);
      if (!whole || !first.withoutUnattained(ATTAINED * flat, loss)) {
        break;
      }
    }
    if (whole && first.profile.length == first.shapes.first[first.game.states]) {
      first.evaluate(accuracy);
      first.regret = first.largestGain();
    }
    return first;
  }

  /**
   * A first round that keeps all vertices: those that their own nodes miss are stood for by others.
   *
   * @param flat as in {@link #first}
   * @param accuracy as there
   * @param binding whether lotteries are solved for while values are computed; where the least bit
   *     makes constraints run away they are better left as the sets have them
   */
  static SideStrategies located(
      SideIteration sides, double flat, double accuracy, boolean binding) {
    SideStrategies first = new SideStrategies(sides, sides, false);
    first.complete(first.fromSides(flat), flat, accuracy, 0, binding);
    return first;
  }

  /**
   * Strategies from tightened sets that are all but their own image: constraints are asked to hold
   * by some of the margin only, so that what the sets promise lies between what the strategies
   * attain, and the rest of the margin is for what sides and movement leave open.
   *
   * @param around sets that contain V
   * @param tightened sets within them under constraints tightened by a margin
   * @param flat as in {@link #first}
   * @param accuracy as there
   * @param margin the margin of the tightened sets, payoff range 1
   */
  static SideStrategies within(
      SideIteration around, SideIteration tightened, double flat, double accuracy, double margin) {
    SideStrategies within = new SideStrategies(tightened, around, true);
    within.complete(within.fromCorners(flat), flat, accuracy, ASKED * margin, false);
    return within;
  }

  /** Chooses and evaluates, if there are vertices to choose from. */
  private void complete(
      boolean whole, double most, double accuracy, double margin, boolean binding) {
    if (!whole || !chooseAll(-margin)) {
      return;
    }
    fixLotteries(-margin);
    locate(most);
    if (binding) {
      evaluate(accuracy);
    } else {
      // Values that still move by this are off by at most this over 1 - δ. Where that leaves no
      // doubt that a deviation gains, they need not be better.
      double rough = ROUGH * margin * (1 - Math.max(game.discount1, game.discount2));
      double exact = Math.min(accuracy, EXACT);
      FixedPlay play = new FixedPlay();
      play.evaluate(Math.max(rough, exact), FIXED_SWEEPS);
      regret = largestGain();
      if (regret > 2 * ROUGH * margin) {
        return;
      }
      play.evaluate(exact, FIXED_SWEEPS);
    }
    regret = largestGain();
  }

  /** Leaves out vertices whose strategies attain something else; says whether there were any. */
  private boolean withoutUnattained(double most, double loss) {
    double[][] xs = new double[game.states][];
    double[][] ys = new double[game.states][];
    double[][] directions = new double[game.states][];
    boolean any = false;
    for (int s = 0; s < game.states; s++) {
      int n = shapes.size(s);
      xs[s] = new double[n];
      ys[s] = new double[n];
      directions[s] = new double[n];
      int size = 0;
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < n; k++) {
        int node = askedFor[s][k];
        double off =
            Math.max(
                Math.abs(valueX[node] - shapes.x[node]), Math.abs(valueY[node] - shapes.y[node]));
        if (off < least) {
          least = off;
          nearest = k;
        }
        if (off <= most || sticksOut(s, node) > loss) {
          xs[s][size] = shapes.x[node];
          ys[s][size] = shapes.y[node];
          directions[s][size++] = asked[s][k];
        }
      }
      if (size == 0 && n > 0) {
        int node = askedFor[s][nearest];
        xs[s][0] = shapes.x[node];
        ys[s][0] = shapes.y[node];
        directions[s][size++] = asked[s][nearest];
      }
      any |= size < n;
      xs[s] = Arrays.copyOf(xs[s], size);
      ys[s] = Arrays.copyOf(ys[s], size);
    }
    return any && lay(xs, ys, directions, SAME);
  }

  /** How far a vertex lies from the line between its neighbours. */
  private double sticksOut(int s, int node) {
    int first = shapes.first[s];
    int n = shapes.size(s);
    int before = node == first ? first + n - 1 : node - 1;
    int after = node + 1 == first + n ? first : node + 1;
    return height(
        shapes.x[before],
        shapes.y[before],
        shapes.x[node],
        shapes.y[node],
        shapes.x[after],
        shapes.y[after]);
  }

  /** Per state the angles of the outward normals of the hull of its nodes' values. */
  double[][] normals() {
    double[][] normals = new double[game.states][];
    for (int s = 0; s < game.states; s++) {
      int from = shapes.first[s];
      double[] x = Arrays.copyOfRange(valueX, from, from + shapes.size(s));
      double[] y = Arrays.copyOfRange(valueY, from, from + shapes.size(s));
      int[] hull = x.length == 0 ? new int[0] : hull(x, y);
      normals[s] = new double[hull.length > 1 ? hull.length : 0];
      for (int k = 0; k < normals[s].length; k++) {
        int here = hull[k];
        int next = hull[(k + 1) % hull.length];
        double angle = Math.atan2(-(x[next] - x[here]), y[next] - y[here]);
        normals[s][k] = angle < 0 ? angle + 2 * Math.PI : angle;
      }
    }
    return normals;
  }

  /**
   * How far W sticks out beyond the hulls of the nodes' values, at most: the distance of every
   * corner of W from the way between the nodes nearest in direction; payoff range 1.
   */
  double distance() {
    if (Double.isNaN(distance)) {
      distance = 0;
      for (int s = 0; s < game.states; s++) {
        distance = Math.max(distance, distance(s));
      }
    }
    return distance;
  }

  private double distance(int s) {
    if (around.empty[s]) {
      return 0;
    }
    int from = shapes.first[s];
    int n = shapes.size(s);
    if (n == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double[] x = Arrays.copyOfRange(valueX, from, from + n);
    double[] y = Arrays.copyOfRange(valueY, from, from + n);
    int[] hull = hull(x, y);
    double most = 0;
    int at = 0;
    Shapes outer = around.shapes;
    for (int k = outer.first[s]; k < outer.end(s); k++) {
      // Walk on while the next edge is nearer: both polygons go around once.
      double here = toEdge(x, y, hull, at, outer.x[k], outer.y[k]);
      for (int step = 1; step < hull.length && here > 0; step++) {
        double ahead = toEdge(x, y, hull, (at + step) % hull.length, outer.x[k], outer.y[k]);
        if (ahead < here) {
          here = ahead;
          at = (at + step) % hull.length;
          step = 0;
        } else if (step >= LOOK_AHEAD && k > outer.first[s]) {
          break;
        }
      }
      most = Math.max(most, here);
    }
    return most;
  }

  private static double toEdge(double[] x, double[] y, int[] hull, int edge, double px, double py) {
    int a = hull[edge];
    int b = hull[(edge + 1) % hull.length];
    return height(x[a], y[a], px, py, x[b], y[b]);
  }

  /** No strategies at all. */
  static SideStrategies none(SideIteration sides) {
    return new SideStrategies(sides, sides, false);
  }

  /** Per profile of s whether a node plays it. */
  boolean[] played(int s) {
    boolean[] played = new boolean[game.firstProfile[s + 1] - game.firstProfile[s]];
    for (int n = shapes.first[s]; n < shapes.first[s + 1]; n++) {
      played[profile[n] - game.firstProfile[s]] = true;
    }
    return played;
  }

  /** The round after this one. */
  SideStrategies next(double accuracy) {
    SideStrategies following = new SideStrategies(sides, around, axes);
    following.complete(following.from(this), ALMOST, accuracy, 0, true);
    return following;
  }

  /** The largest gain from a one-shot deviation at a node, payoff range 1. */
  double regret() {
    return regret;
  }

  /** Whether every node found a profile and continuations, so that there are values. */
  boolean complete() {
    return regret < Double.POSITIVE_INFINITY;
  }

  int firstNode(int s) {
    return shapes.first[s];
  }

  int nodes() {
    return profile.length;
  }

  /** Vertices: the points of B(W) on the sides of W. */
  private boolean fromSides(double flat) {
    double[][] xs = new double[game.states][];
    double[][] ys = new double[game.states][];
    double[][] directions = new double[game.states][];
    for (int s = 0; s < game.states; s++) {
      int n = sides.empty[s] ? 0 : sides.angle[s].length;
      xs[s] = new double[2 * n];
      ys[s] = new double[2 * n];
      directions[s] = new double[2 * n];
      for (int k = 0; k < n; k++) {
        xs[s][2 * k] = sides.firstX[s][k];
        ys[s][2 * k] = sides.firstY[s][k];
        xs[s][2 * k + 1] = sides.lastX[s][k];
        ys[s][2 * k + 1] = sides.lastY[s][k];
        directions[s][2 * k] = sides.angle[s][k];
        directions[s][2 * k + 1] = sides.angle[s][k];
      }
    }
    return lay(xs, ys, directions, flat);
  }

  /** Vertices: the corners of W. */
  private boolean fromCorners(double flat) {
    double[][] xs = new double[game.states][];
    double[][] ys = new double[game.states][];
    double[][] directions = new double[game.states][];
    Shapes corners = sides.shapes;
    for (int s = 0; s < game.states; s++) {
      int from = corners.first[s];
      int to = corners.end(s);
      xs[s] = Arrays.copyOfRange(corners.x, from, to);
      ys[s] = Arrays.copyOfRange(corners.y, from, to);
      directions[s] = Arrays.copyOfRange(corners.angle, from, to);
    }
    return lay(xs, ys, directions, flat);
  }

  /** Vertices: the values of earlier strategies, asked for in the middle of their normals. */
  private boolean from(SideStrategies earlier) {
    double[][] xs = new double[game.states][];
    double[][] ys = new double[game.states][];
    double[][] directions = new double[game.states][];
    for (int s = 0; s < game.states; s++) {
      int from = earlier.shapes.first[s];
      int n = earlier.shapes.size(s);
      xs[s] = Arrays.copyOfRange(earlier.valueX, from, from + n);
      ys[s] = Arrays.copyOfRange(earlier.valueY, from, from + n);
      directions[s] = new double[n];
      for (int k = 0; k < earlier.asked[s].length; k++) {
        directions[s][earlier.askedFor[s][k] - from] = earlier.asked[s][k];
      }
    }
    return lay(xs, ys, directions, SAME);
  }

  /**
   * Makes shapes of the extreme ones of points; says whether every state has what it needs. A
   * vertex is asked for in the middle of its normals. Where axes are asked for and are among them
   * it is there several times, once for each axis, since the least payoffs are what deviators get,
   * and once for the middle of what is left on either side.
   */
  private boolean lay(double[][] xs, double[][] ys, double[][] directions, double flat) {
    List<List<double[]>> vertices = new ArrayList<>();
    int[] first = new int[game.states + 1];
    for (int s = 0; s < game.states; s++) {
      int[] hull = bent(hull(xs[s], ys[s]), xs[s], ys[s], flat);
      vertices.add(vertices(hull, xs[s], ys[s], directions[s], axes));
      first[s + 1] = first[s] + vertices.get(s).size();
    }
    shapes = new Shapes(first);
    for (int s = 0; s < game.states; s++) {
      int n = vertices.get(s).size();
      double[][] asking = new double[n][];
      for (int k = 0; k < n; k++) {
        double[] vertex = vertices.get(s).get(k);
        int at = first[s] + k;
        shapes.angle[at] = vertex[0];
        shapes.x[at] = vertex[2];
        shapes.y[at] = vertex[3];
        asking[k] = new double[] {vertex[1], at};
      }
      if (n > 0) {
        shapes.derive(s);
      }
      Arrays.sort(asking, Comparator.comparingDouble(pair -> pair[0]));
      asked[s] = Arrays.stream(asking).mapToDouble(pair -> pair[0]).toArray();
      askedFor[s] = Arrays.stream(asking).mapToInt(pair -> (int) pair[1]).toArray();
    }
    return first[game.states] > 0;
  }

  /** The angle of the edge before it, the direction asked, and the place of every vertex. */
  private static List<double[]> vertices(
      int[] hull, double[] x, double[] y, double[] directions, boolean axes) {
    int n = hull.length;
    if (n == 0) {
      return List.of();
    }
    if (n == 1) {
      return List.of(new double[] {0, directions[hull[0]], x[hull[0]], y[hull[0]]});
    }
    double[] angles = new double[n];
    int lowest = 0;
    for (int k = 0; k < n; k++) {
      int before = hull[k == 0 ? n - 1 : k - 1];
      angles[k] = inCircle(Math.atan2(x[before] - x[hull[k]], y[hull[k]] - y[before]));
      lowest = angles[k] < angles[lowest] ? k : lowest;
    }
    double from = angles[lowest];
    List<double[]> vertices = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      int point = hull[(lowest + k) % n];
      double to =
          k + 1 == n ? angles[lowest] + 2 * Math.PI : Math.max(from, angles[(lowest + k + 1) % n]);
      double edge = from;
      double begin = from;
      for (int quarter = 0; axes && quarter < 8; quarter++) {
        double axis = quarter * (Math.PI / 2);
        if (axis >= from && axis < to) {
          if (axis > begin) {
            vertices.add(vertex(edge, (begin + axis) / 2, x[point], y[point]));
            edge = (begin + axis) / 2;
          }
          vertices.add(vertex(edge, quarter % 4 * (Math.PI / 2), x[point], y[point]));
          edge = axis;
          begin = axis;
        }
      }
      vertices.add(vertex(edge, (begin + to) / 2, x[point], y[point]));
      from = to;
    }
    vertices.sort(Comparator.comparingDouble(vertex -> vertex[0]));
    return vertices;
  }

  private static double[] vertex(double edge, double asked, double x, double y) {
    return new double[] {inCircle(edge), inCircle(asked), x, y};
  }

  private static double inCircle(double angle) {
    double turned = angle < 0 ? angle + 2 * Math.PI : angle;
    return turned >= 2 * Math.PI ? turned - 2 * Math.PI : turned;
  }

  /** Indices of the extreme points, counter-clockwise (Andrew's monotone chain). */
  private static int[] hull(double[] x, double[] y) {
    Integer[] sorted = new Integer[x.length];
    Arrays.setAll(sorted, k -> k);
    Arrays.sort(
        sorted,
        (a, b) -> {
          int byX = Double.compare(x[a], x[b]);
          return byX != 0 ? byX : Double.compare(y[a], y[b]);
        });
    int[] hull = new int[2 * x.length + 1];
    int size = 0;
    for (int pass = 0; pass < 2; pass++) {
      int keep = Math.max(1, size);
      for (int k = pass; k < sorted.length; k++) {
        int point = sorted[pass == 0 ? k : sorted.length - 1 - k];
        while (size > keep && !turns(x, y, hull[size - 2], hull[size - 1], point)) {
          size--;
        }
        hull[size++] = point;
      }
    }
    if (size > 1) {
      size--;
    }
    // Near duplicates are left that no turn shows: the first and last of a row.
    int kept = 0;
    for (int k = 0; k < size; k++) {
      int before = kept == 0 ? hull[size - 1] : hull[kept - 1];
      boolean same = Math.abs(x[hull[k]] - x[before]) + Math.abs(y[hull[k]] - y[before]) < SAME;
      if (!same || (kept == 0 && k == size - 1)) {
        hull[kept++] = hull[k];
      }
    }
    return Arrays.copyOf(hull, x.length == 0 ? 0 : kept);
  }

  /**
   * Without vertices that stick out by no more than {@code flat}: on an edge of the limit a vertex
   * is the work of rounding or of an unfinished iteration, and no strategy holds it there.
   */
  private static int[] bent(int[] polygon, double[] x, double[] y, double flat) {
    int[] kept = polygon;
    double[] debt = new double[polygon.length];
    boolean dropped = true;
    while (dropped && kept.length > 1) {
      dropped = false;
      int n = kept.length;
      int size = 0;
      int[] next = new int[n];
      double[] nextDebt = new double[n];
      boolean before = false;
      for (int k = 0; k < n; k++) {
        int a = kept[k == 0 ? n - 1 : k - 1];
        int b = kept[k];
        int c = kept[k + 1 == n ? 0 : k + 1];
        double height = height(x[a], y[a], x[b], y[b], x[c], y[c]);
        double owed = Math.max(debt[k], size == 0 ? 0 : nextDebt[size - 1]) + height;
        boolean last = k == n - 1 && size > 0 && next[0] != kept[0];
        if (!before && !last && owed <= flat && n - (k - size) > 1) {
          before = true;
          dropped = true;
          if (size > 0) {
            nextDebt[size - 1] = owed;
          }
          if (k + 1 < n) {
            debt[k + 1] = Math.max(debt[k + 1], owed);
          }
        } else {
          before = false;
          next[size] = b;
          nextDebt[size++] = debt[k];
        }
      }
      kept = Arrays.copyOf(next, size);
      debt = nextDebt;
    }
    return kept;
  }

  /** The distance of b from the segment between a and c. */
  private static double height(double ax, double ay, double bx, double by, double cx, double cy) {
    double dx = cx - ax;
    double dy = cy - ay;
    double px = bx - ax;
    double py = by - ay;
    double length = dx * dx + dy * dy;
    double along = length > 0 ? Math.max(0, Math.min(1, (px * dx + py * dy) / length)) : 0;
    double ox = px - along * dx;
    double oy = py - along * dy;
    return Math.sqrt(ox * ox + oy * oy);
  }

  private static boolean turns(double[] x, double[] y, int a, int b, int c) {
    return (x[b] - x[a]) * (y[c] - y[b]) - (y[b] - y[a]) * (x[c] - x[b]) > 0;
  }

  /** Chooses for every node; says whether all could be. */
  private boolean chooseAll(double relaxed) {
    int count = shapes.first[game.states];
    state = new int[count];
    profile = new int[count];
    binds = new int[count];
    next = new int[count][][];
    weight = new double[count][];
    Arrays.fill(profile, -1);
    valueX = shapes.x.clone();
    valueY = shapes.y.clone();
    vertexX = shapes.x.clone();
    vertexY = shapes.y.clone();
    standsFor = new int[count][];
    shares = new double[count][];
    Arrays.setAll(standsFor, n -> new int[] {n});
    Arrays.fill(shares, CERTAIN);
    double[][] ahead = new double[game.states][];
    for (int s = 0; s < game.states; s++) {
      ahead[s] =
          Arrays.stream(asked[s])
              .map(a -> Continuations.ahead(game, a, Math.cos(a), Math.sin(a)))
              .toArray();
    }
    Continuations continuations = new Continuations(game, shapes, ahead);
    for (int s = 0; s < game.states; s++) {
      if (shapes.size(s) > 0 && !choose(s, continuations, relaxed)) {
        return false;
      }
    }
    return true;
  }

  /** For every node of s the profile and the continuation that reach farthest. */
  private boolean choose(int s, Continuations c, double relaxed) {
    int n = asked[s].length;
    double[] reach = new double[n];
    int[] edge = new int[n];
    int[] left = new int[n];
    int[] right = new int[n];
    double[] nx = new double[n];
    double[] ny = new double[n];
    for (int k = 0; k < n; k++) {
      nx[k] = Math.cos(asked[s][k]);
      ny[k] = Math.sin(asked[s][k]);
    }
    Arrays.fill(reach, Double.NEGATIVE_INFINITY);
    if (!sides.constraints(s, shapes, relaxed)) {
      return false;
    }
    double d1 = game.discount1;
    double d2 = game.discount2;
    int first = game.firstProfile[s];
    for (int a = first; a < game.firstProfile[s + 1]; a++) {
      if (!c.walk(a, sides.bound1[a - first], sides.bound2[a - first])) {
        continue;
      }
      double u1 = (1 - d1) * game.payoff1[a];
      double u2 = (1 - d2) * game.payoff2[a];
      boolean cut = c.cut1 || c.cut2;
      for (int k = 0; k < n; k++) {
        int vertex = c.place(a, k);
        boolean free = !cut || c.within(vertex);
        int end = free ? 0 : c.farthestEnd(nx[k] * d1, ny[k] * d2);
        double x = u1 + d1 * (free ? c.qx[vertex] : c.endX[end]);
        double y = u2 + d2 * (free ? c.qy[vertex] : c.endY[end]);
        double far = nx[k] * x + ny[k] * y;
        int node = askedFor[s][k];
        boolean better = far > reach[k] + TIE || (far > reach[k] - TIE && free && binds[node] != 0);
        if (better) {
          reach[k] = far;
          state[node] = s;
          profile[node] = a;
          binds[node] = free ? 0 : c.endCut[end];
          edge[k] = free ? vertex : c.endEdge[end];
          left[k] = c.cornerLeft;
          right[k] = c.cornerRight;
          valueX[node] = x;
          valueY[node] = y;
        }
      }
    }
    for (int k = 0; k < n; k++) {
      int node = askedFor[s][k];
      int a = profile[node];
      if (a < 0) {
        return false;
      }
      if (binds[node] == 0) {
        next[node] = new int[][] {combination(c, a, edge[k])};
      } else if (binds[node] == 3) {
        next[node] =
            new int[][] {
              combination(c, a, left[k]),
              combination(c, a, left[k] + 1),
              combination(c, a, right[k]),
              combination(c, a, right[k] + 1)
            };
      } else {
        next[node] = new int[][] {combination(c, a, edge[k]), combination(c, a, edge[k] + 1)};
      }
      weight[node] = new double[next[node].length];
      weight[node][0] = 1;
    }
    return true;
  }

  private int[] combination(Continuations c, int a, int vertex) {
    int[] nodes = new int[game.firstSuccessor[a + 1] - game.firstSuccessor[a]];
    c.vertices(a, vertex, nodes);
    return nodes;
  }

  // Scratch of evaluations: expected continuation values of up to four combinations.
  private final double[] mixX = new double[4];
  private final double[] mixY = new double[4];

  /** Lotteries as the shapes have them: values may then be computed by a contraction. */
  private void fixLotteries(double relaxed) {
    for (int s = 0; s < game.states; s++) {
      if (shapes.size(s) == 0) {
        continue;
      }
      sides.constraints(s, shapes, relaxed);
      for (int n = shapes.first[s]; n < shapes.first[s + 1]; n++) {
        if (binds[n] > 0) {
          mix(n, shapes.x, shapes.y);
          int local = profile[n] - game.firstProfile[s];
          lotteries(binds[n], sides.bound1[local], sides.bound2[local], weight[n]);
        }
      }
    }
  }

  /**
   * The nodes with lotteries that stay as they are, row by row: a node's value is its payoff and
   * the weighted sum of vertices, a vertex's value the weighted sum of nodes.
   */
  private final class FixedPlay {
    private final int[] firstVertex;
    private final int[] vertices;
    private final double[] vertexWeights;
    private final int[] firstNode;
    private final int[] nodes;
    private final double[] nodeWeights;

    FixedPlay() {
      int count = profile.length;
      firstVertex = new int[count + 1];
      firstNode = new int[count + 1];
      for (int n = 0; n < count; n++) {
        int size = 0;
        for (int c = 0; c < weight[n].length; c++) {
          size += weight[n][c] == 0 ? 0 : next[n][c].length;
        }
        firstVertex[n + 1] = firstVertex[n] + size;
        firstNode[n + 1] = firstNode[n] + standsFor[n].length;
      }
      vertices = new int[firstVertex[count]];
      vertexWeights = new double[vertices.length];
      nodes = new int[firstNode[count]];
      nodeWeights = new double[nodes.length];
      int at = 0;
      for (int n = 0; n < count; n++) {
        int from = game.firstSuccessor[profile[n]];
        for (int c = 0; c < weight[n].length; c++) {
          double w = weight[n][c];
          for (int k = 0; w != 0 && k < next[n][c].length; k++) {
            vertices[at] = next[n][c][k];
            vertexWeights[at++] = w * game.probability[from + k];
          }
        }
        System.arraycopy(standsFor[n], 0, nodes, firstNode[n], standsFor[n].length);
        System.arraycopy(shares[n], 0, nodeWeights, firstNode[n], shares[n].length);
      }
    }

    /** Values of the strategies; the accuracy need not be reached after some sweeps. */
    void evaluate(double accuracy, int enough) {
      double moved = Double.POSITIVE_INFINITY;
      for (int sweep = 0; sweep < MOST_EVALUATIONS && moved > accuracy; sweep++) {
        moved = 0;
        for (int r = 0; r < game.states; r++) {
          int s = sweep % 2 == 0 ? r : game.states - 1 - r;
          moved = Math.max(moved, renew(s));
          stand(s);
        }
        if (moved <= ALMOST && sweep > enough) {
          break;
        }
      }
      for (int s = 0; s < game.states; s++) {
        if (shapes.size(s) > 0) {
          threats(s);
        }
      }
    }

    /** Recomputes the values of a state's nodes; returns by how much one moved at most. */
    private double renew(int s) {
      double moved = 0;
      for (int n = shapes.first[s]; n < shapes.first[s + 1]; n++) {
        double x = 0;
        double y = 0;
        for (int j = firstVertex[n]; j < firstVertex[n + 1]; j++) {
          double w = vertexWeights[j];
          x += w * vertexX[vertices[j]];
          y += w * vertexY[vertices[j]];
        }
        int a = profile[n];
        x = (1 - game.discount1) * game.payoff1[a] + game.discount1 * x;
        y = (1 - game.discount2) * game.payoff2[a] + game.discount2 * y;
        moved = Math.max(moved, Math.max(Math.abs(x - valueX[n]), Math.abs(y - valueY[n])));
        valueX[n] = x;
        valueY[n] = y;
      }
      return moved;
    }

    private void stand(int s) {
      for (int v = shapes.first[s]; v < shapes.first[s + 1]; v++) {
        double x = 0;
        double y = 0;
        for (int j = firstNode[v]; j < firstNode[v + 1]; j++) {
          x += nodeWeights[j] * valueX[nodes[j]];
          y += nodeWeights[j] * valueY[nodes[j]];
        }
        vertexX[v] = x;
        vertexY[v] = y;
      }
    }
  }

  /** Computes the values that the strategies have, the lotteries that bind going on to bind. */
  private void evaluate(double accuracy) {
    double moved = Double.POSITIVE_INFINITY;
    int vain = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < MOST_EVALUATIONS && moved > accuracy && vain < 200; sweep++) {
      moved = 0;
      boolean forward = sweep % 2 == 0;
      for (int r = 0; r < game.states; r++) {
        int s = forward ? r : game.states - 1 - r;
        if (shapes.size(s) == 0) {
          continue;
        }
        sides.constraints(s, shapes, 0);
        for (int n = shapes.first[s]; n < shapes.first[s + 1]; n++) {
          moved = Math.max(moved, renew(n));
        }
        stand(s);
        threats(s);
      }
      vain = moved < least ? 0 : vain + 1;
      least = Math.min(least, moved);
    }
    new FixedPlay().evaluate(Math.min(accuracy, EXACT), FIXED_SWEEPS);
  }

  /** The least values of a state's nodes, as its bounds. */
  private void threats(int s) {
    double least1 = Double.POSITIVE_INFINITY;
    double least2 = Double.POSITIVE_INFINITY;
    for (int n = shapes.first[s]; n < shapes.first[s + 1]; n++) {
      least1 = Math.min(least1, valueX[n]);
      least2 = Math.min(least2, valueY[n]);
    }
    shapes.minX[s] = least1;
    shapes.minY[s] = least2;
  }

  /** Expected continuation values of a node's combinations. */
  private void mix(int node, double[] xs, double[] ys) {
    int from = game.firstSuccessor[profile[node]];
    int[][] combinations = next[node];
    for (int c = 0; c < combinations.length; c++) {
      double x = 0;
      double y = 0;
      int[] nodes = combinations[c];
      for (int k = 0; k < nodes.length; k++) {
        double p = game.probability[from + k];
        x += p * xs[nodes[k]];
        y += p * ys[nodes[k]];
      }
      mixX[c] = x;
      mixY[c] = y;
    }
  }

  /** Recomputes a node's lottery and value; returns by how much it moved. */
  private double renew(int node) {
    mix(node, vertexX, vertexY);
    int a = profile[node];
    double[] w = weight[node];
    if (binds[node] > 0) {
      int local = a - game.firstProfile[state[node]];
      lotteries(binds[node], sides.bound1[local], sides.bound2[local], w);
    }
    double x = 0;
    double y = 0;
    for (int c = 0; c < w.length; c++) {
      x += w[c] * mixX[c];
      y += w[c] * mixY[c];
    }
    x = (1 - game.discount1) * game.payoff1[a] + game.discount1 * x;
    y = (1 - game.discount2) * game.payoff2[a] + game.discount2 * y;
    double moved = Math.max(Math.abs(x - valueX[node]), Math.abs(y - valueY[node]));
    valueX[node] = x;
    valueY[node] = y;
    return moved;
  }

  /** The values of the vertices of s, from those of the nodes that stand for them. */
  private void stand(int s) {
    for (int v = shapes.first[s]; v < shapes.first[s + 1]; v++) {
      double x = 0;
      double y = 0;
      int[] nodes = standsFor[v];
      for (int j = 0; j < nodes.length; j++) {
        x += shares[v][j] * valueX[nodes[j]];
        y += shares[v][j] * valueY[nodes[j]];
      }
      vertexX[v] = x;
      vertexY[v] = y;
    }
  }

  /**
   * Lets a vertex that its own node misses be stood for by the nodes between which it lies; what is
   * left of one outside all of them is its distance from their hull.
   *
   * @param most by how much a node may miss its vertex, payoff range 1
   */
  private void locate(double most) {
    for (int s = 0; s < game.states; s++) {
      int from = shapes.first[s];
      int n = shapes.size(s);
      int[] hull = new int[0];
      Polygon outline = Polygon.empty();
      int edge = 0;
      for (int vertex = from; vertex < from + n && n > 1; vertex++) {
        double off =
            Math.max(
                Math.abs(valueX[vertex] - shapes.x[vertex]),
                Math.abs(valueY[vertex] - shapes.y[vertex]));
        if (off > most) {
          if (hull.length == 0) {
            hull =
                hull(
                    Arrays.copyOfRange(valueX, from, from + n),
                    Arrays.copyOfRange(valueY, from, from + n));
            double[] xs = new double[hull.length];
            double[] ys = new double[hull.length];
            for (int k = 0; k < hull.length; k++) {
              hull[k] += from;
              xs[k] = valueX[hull[k]];
              ys[k] = valueY[hull[k]];
            }
            outline = new Polygon(xs, ys);
          }
          edge = locate(vertex, hull, outline, edge);
        }
      }
    }
    for (int s = 0; s < game.states; s++) {
      stand(s);
    }
  }

  /**
   * Where a vertex lies among the values of nodes: within a triangle of them, or nearest an edge.
   *
   * @param hull the nodes whose values are extreme, in order
   * @param outline the same as a set
   * @param from the edge to look at first
   * @return the edge found, or {@code from}
   */
  private int locate(int vertex, int[] hull, Polygon outline, int from) {
    double x = shapes.x[vertex];
    double y = shapes.y[vertex];
    if (hull.length > 2) {
      int sector = outline.sector(x, y);
      int a = hull[0];
      int b = hull[sector];
      int c = hull[sector + 1];
      double bx = valueX[b] - valueX[a];
      double by = valueY[b] - valueY[a];
      double cx = valueX[c] - valueX[a];
      double cy = valueY[c] - valueY[a];
      double area = bx * cy - by * cx;
      double toB = ((x - valueX[a]) * cy - (y - valueY[a]) * cx) / area;
      double toC = (bx * (y - valueY[a]) - by * (x - valueX[a])) / area;
      if (area > 0 && toB >= 0 && toC >= 0 && toB + toC <= 1) {
        standsFor[vertex] = new int[] {a, b, c};
        shares[vertex] = new double[] {Math.max(0, 1 - toB - toC), toB, toC};
        return from;
      }
    }
    int edge = outline.nearest(x, y, from);
    int b = hull[edge];
    int c = hull[edge + 1 == hull.length ? 0 : edge + 1];
    double share = outline.share(edge, x, y);
    standsFor[vertex] = new int[] {b, c};
    shares[vertex] = new double[] {1 - share, share};
    return edge;
  }

  private void lotteries(int bind, double h1, double h2, double[] w) {
    if (bind == 1 || bind == 2) {
      double[] mix = bind == 1 ? mixX : mixY;
      double share = share(mix[0], mix[1], bind == 1 ? h1 : h2, w[1]);
      w[0] = 1 - share;
      w[1] = share;
      return;
    }
    double onLeft = share(mixY[0], mixY[1], h2, share(w[0], w[1]));
    double onRight = share(mixY[2], mixY[3], h2, share(w[2], w[3]));
    double left = (1 - onLeft) * mixX[0] + onLeft * mixX[1];
    double right = (1 - onRight) * mixX[2] + onRight * mixX[3];
    double share = share(left, right, h1, w[2] + w[3]);
    w[0] = (1 - share) * (1 - onLeft);
    w[1] = (1 - share) * onLeft;
    w[2] = share * (1 - onRight);
    w[3] = share * onRight;
  }

  private static double share(double one, double other) {
    return one + other > 0 ? other / (one + other) : 0;
  }

  /** The weight on the second value at which the mean is the level; the old one if any will do. */
  private static double share(double one, double other, double level, double old) {
    double rise = other - one;
    double share = (level - one) / rise;
    return Double.isFinite(share) ? Math.max(0, Math.min(1, share)) : old;
  }

  private double largestGain() {
    double largest = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < game.states; s++) {
      int first = game.firstProfile[s];
      if (shapes.size(s) == 0) {
        continue;
      }
      sides.deviations(s, shapes);
      for (int n = shapes.first[s]; n < shapes.first[s + 1]; n++) {
        int own = profile[n] - first;
        largest = Math.max(largest, sides.best1[own] - valueX[n]);
        largest = Math.max(largest, sides.best2[own] - valueY[n]);
      }
    }
    return largest;
  }

  /** The node of s that is worst for the player; −1 where s has none. */
  private int punishment(int s, int player) {
    double[] values = player == 0 ? valueX : valueY;
    int worst = -1;
    for (int n = shapes.first[s]; n < shapes.first[s + 1]; n++) {
      worst = worst < 0 || values[n] < values[worst] ? n : worst;
    }
    return worst;
  }

  /** The hull of the values of the nodes of s, in payoffs of the game. */
  Polygon inner(int s) {
    List<double[]> points = new ArrayList<>();
    for (int n = shapes.first[s]; n < shapes.first[s + 1]; n++) {
      points.add(unscaled(n));
    }
    return Polygon.hull(points);
  }

  private double[] unscaled(int n) {
    return new double[] {
      game.low[0] + game.range[0] * valueX[n], game.low[1] + game.range[1] * valueY[n]
    };
  }

  /** The automaton, in payoffs of the game. */
  Automaton automaton() {
    List<Node> nodes = new ArrayList<>(profile.length);
    Lottery[] certain = new Lottery[profile.length];
    for (int n = 0; n < profile.length; n++) {
      int a = profile[n];
      List<Lottery> lotteries = new ArrayList<>();
      for (int k = 0; k < game.firstSuccessor[a + 1] - game.firstSuccessor[a]; k++) {
        lotteries.add(lottery(n, k, certain));
      }
      nodes.add(new Node(state[n], a - game.firstProfile[state[n]], unscaled(n), lotteries));
    }
    int[][] punishments = new int[game.states][];
    for (int s = 0; s < game.states; s++) {
      punishments[s] = new int[] {punishment(s, 0), punishment(s, 1)};
    }
    return new Automaton(nodes, punishments);
  }

  /** Lotteries on one node are made once, and kept in {@code certain}: most are such. */
  private Lottery lottery(int n, int successor, Lottery[] certain) {
    int most = 0;
    for (int[] vertices : next[n]) {
      most += standsFor[vertices[successor]].length;
    }
    int[] nodes = new int[most];
    double[] weights = new double[most];
    int size = 0;
    for (int c = 0; c < weight[n].length; c++) {
      int vertex = next[n][c][successor];
      for (int j = 0; j < standsFor[vertex].length; j++) {
        double w = weight[n][c] * shares[vertex][j];
        if (w == 0) {
          continue;
        }
        int at = 0;
        while (at < size && nodes[at] != standsFor[vertex][j]) {
          at++;
        }
        nodes[at] = standsFor[vertex][j];
        weights[at] += w;
        size = Math.max(size, at + 1);
      }
    }
    if (size == 1 && weights[0] == 1) {
      int node = nodes[0];
      if (certain[node] == null) {
        certain[node] = Lottery.on(node);
      }
      return certain[node];
    }
    return new Lottery(Arrays.copyOf(nodes, size), Arrays.copyOf(weights, size));
  }
}
