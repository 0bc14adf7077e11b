package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import thaw.sweep.Column;
import thaw.sweep.Rows;

/**
 * Boxes in the space of parameters in which a response of 0 or 1 is 1 more often than elsewhere:
 * the patient rule induction method, as used to find the conditions of a scenario.
 *
 * <p>Peeling: from everything, again and again the share α at one end of one number, or one
 * category, is given up; the one with the largest gain in density per point given up (where none
 * gains, with the smallest loss), until the box is pure or as small as allowed. Of the boxes on the
 * way, the first with the density asked for is chosen, or else the one with the largest harmonic
 * mean of density and coverage. Pasting: a share α at one side, or a category, is taken back as
 * long as density does not fall; then half that share, and so on down to single points. Covering:
 * the same on the points in no box so far, as long as a box is denser than all points. Bounds lie
 * half-way between the last point outside and the first inside.
 *
 * <p>density = hits in the box / points in it, coverage = hits in the box / all hits, mass = points
 * in the box / all points.
 *
 * <p>J. Friedman and N. Fisher (1999), Bump hunting in high-dimensional data; B. Bryant and R.
 * Lempert (2010), Thinking inside the box, also for quasi-p-values; J. Kwakkel and M. Jaxa-Rozen
 * (2016) for the gain per point.
 */
public final class Prim {
  private final Options options;

  private Prim(Options options) {
    this.options = options;
  }

  /** α = 5%, boxes of 5% of the points or more, three at most, checked on a half held out. */
  public static Prim withDefaults() {
    return new Prim(Options.defaults());
  }

  public Prim with(Options changed) {
    return new Prim(changed);
  }

  /**
   * How it is done.
   *
   * @param alpha share of the box that is peeled or pasted at once, more than 0, less than 1
   * @param leastMass smallest share of the searched points in a box, more than 0, at most 1
   * @param boxes how many at most, 1 or more
   * @param density wanted, or empty for the largest harmonic mean of density and coverage
   * @param holdOut share of the points kept for checking, 0 or more, less than 1
   * @param seed of the choice of those
   * @param dropIncomplete whether points that lack a value are left out
   */
  public record Options(
      double alpha,
      double leastMass,
      int boxes,
      OptionalDouble density,
      double holdOut,
      long seed,
      boolean dropIncomplete) {
    public Options {
      if (!(alpha > 0 && alpha < 1)) {
        throw new IllegalArgumentException(
            "alpha is " + alpha + "; allowed: more than 0, less than 1");
      }
      if (!(leastMass > 0 && leastMass <= 1)) {
        throw new IllegalArgumentException(
            "least mass is " + leastMass + "; allowed: more than 0, at most 1");
      }
      if (boxes < 1) {
        throw new IllegalArgumentException("boxes are " + boxes + "; allowed: 1 or more");
      }
      if (density.isPresent() && !(density.getAsDouble() > 0 && density.getAsDouble() <= 1)) {
        throw new IllegalArgumentException(
            "density is " + density.getAsDouble() + "; allowed: more than 0, at most 1");
      }
      if (!(holdOut >= 0 && holdOut < 1)) {
        throw new IllegalArgumentException(
            "hold-out is " + holdOut + "; allowed: 0 or more, less than 1");
      }
    }

    public static Options defaults() {
      return new Options(0.05, 0.05, 3, OptionalDouble.empty(), 0.5, 1, false);
    }

    public Options withAlpha(double a) {
      return new Options(a, leastMass, boxes, density, holdOut, seed, dropIncomplete);
    }

    public Options withLeastMass(double m) {
      return new Options(alpha, m, boxes, density, holdOut, seed, dropIncomplete);
    }

    public Options withBoxes(int n) {
      return new Options(alpha, leastMass, n, density, holdOut, seed, dropIncomplete);
    }

    public Options withDensity(double d) {
      return new Options(
          alpha, leastMass, boxes, OptionalDouble.of(d), holdOut, seed, dropIncomplete);
    }

    public Options withHoldOut(double share) {
      return new Options(alpha, leastMass, boxes, density, share, seed, dropIncomplete);
    }

    public Options withSeed(long s) {
      return new Options(alpha, leastMass, boxes, density, holdOut, s, dropIncomplete);
    }

    public Options withDropIncomplete(boolean drop) {
      return new Options(alpha, leastMass, boxes, density, holdOut, seed, drop);
    }
  }

  /**
   * How many points, and how many hits among them.
   *
   * @param inside points in the box
   * @param hits of those, with a response of 1
   * @param points in all
   * @param allHits of all
   */
  public record Count(long inside, long hits, long points, long allHits) {
    /** Share of the box that hits; NaN of an empty box. */
    public double density() {
      return (double) hits / inside;
    }

    /** Share of the hits that are in the box; NaN without any. */
    public double coverage() {
      return (double) hits / allHits;
    }

    /** Share of the points that are in the box. */
    public double mass() {
      return (double) inside / points;
    }

    /** Share of all points that hit. */
    public double rate() {
      return (double) allHits / points;
    }

    /** Harmonic mean of density and coverage, 2 hits/(inside + allHits). */
    double harmonic() {
      return 2.0 * hits / (inside + allHits);
    }
  }

  /**
   * A box on the way of peeling.
   *
   * @param peeled the parameter restricted last; empty at the start
   * @param restricted how many parameters are restricted
   * @param count on the points searched and in no earlier box
   */
  public record Step(String peeled, int restricted, Count count) {}

  /**
   * One restriction of a box and what it does.
   *
   * @param without the box without it, on the points searched
   * @param quasiP probability of as many hits in the box or more if its points were drawn from the
   *     box without the restriction, on the points searched; too small, as the box was chosen there
   * @param checkedP the same on the points held out; 1 where there are none
   */
  public record Restriction(Box.Side side, Count without, double quasiP, double checkedP) {}

  /**
   * A box with what is known of it. Points in earlier boxes do not count.
   *
   * @param restrictions one per side
   * @param searched on the points it was found on
   * @param checked on the points held out; empty where there are none
   * @param checkedP probability of as many hits or more in a box that is no denser than the points
   *     held out; 1 where there are none
   * @param trajectory of the peeling
   * @param chosen the step of it that pasting began from
   */
  public record Found(
      Box box,
      List<Restriction> restrictions,
      Count searched,
      Optional<Count> checked,
      double checkedP,
      List<Step> trajectory,
      int chosen) {
    public Found {
      restrictions = List.copyOf(restrictions);
      trajectory = List.copyOf(trajectory);
    }
  }

  /**
   * What was found.
   *
   * @param parameters names and categories
   * @param low least value of each parameter among the points
   * @param high greatest value
   * @param boxes in the order found; none where nothing or everything hits, or no box is denser
   * @param searched all boxes together, on the points searched
   * @param checked all boxes together, on the points held out; empty where there are none
   * @param dropped points left out because a value is missing
   */
  public record Result(
      Response response,
      List<Column> parameters,
      double[] low,
      double[] high,
      List<Found> boxes,
      Count searched,
      Optional<Count> checked,
      int dropped,
      Options options) {
    public Result {
      parameters = List.copyOf(parameters);
      boxes = List.copyOf(boxes);
    }
  }

  /** Points as columns, and which hit. */
  private record Points(double[][] columns, boolean[] hit, int dropped) {
    int size() {
      return hit.length;
    }
  }

  /**
   * Finds the boxes.
   *
   * @param points of the design; rows may be missing only if incomplete points are dropped
   * @param response 0 or 1
   * @throws MissingOutcomes if a point has no value and incomplete points are not dropped
   * @throws IllegalArgumentException if the response is no indicator, or fewer than two points are
   *     left to search or check
   */
  public Result solve(Rows rows, Response response, int points) throws MissingOutcomes {
    if (!response.isIndicator()) {
      throw new IllegalArgumentException(
          response.words() + " is a number; allowed: a category, or a bound that makes two of it");
    }
    Points all = read(rows, response, points);
    int n = all.size();
    int held = (int) Math.round(options.holdOut() * n);
    if (n - held < 2 || (options.holdOut() > 0 && held < 2)) {
      throw new IllegalArgumentException(
          n + " points, of which " + held + " held out; allowed: 2 or more of each");
    }
    List<Column> parameters = rows.parameters();
    int[] order = shuffled(n);
    boolean[] checking = new boolean[n];
    for (int k = 0; k < held; k++) {
      checking[order[k]] = true;
    }
    boolean[] open = new boolean[n];
    Arrays.fill(open, true);
    List<Found> found = new ArrayList<>();
    Peeling search = new Peeling(all.columns(), all.hit(), parameters, options);
    int searched = n - held;
    long hits = count(all, Box.ALL, checking, false, open).allHits();
    double rate = (double) hits / searched;
    while (found.size() < options.boxes()) {
      Count left = count(all, Box.ALL, checking, false, open);
      if (left.allHits() == 0 || left.allHits() == left.points()) {
        break;
      }
      int least = (int) Math.ceil(options.leastMass() * searched);
      Peeling.Peeled peeled = search.from(members(checking, open), Math.max(1, least));
      Count count = count(all, peeled.box(), checking, false, open);
      if (peeled.box().sides().isEmpty() || !(count.density() > rate)) {
        break;
      }
      found.add(described(all, peeled, count, checking, open, held > 0));
      for (int p = 0; p < n; p++) {
        open[p] &= !contains(all, peeled.box(), p);
      }
    }
    Optional<Count> together =
        held > 0 ? Optional.of(outside(all, checking, true, open)) : Optional.empty();
    double[] low = new double[parameters.size()];
    double[] high = new double[parameters.size()];
    for (int i = 0; i < low.length; i++) {
      low[i] = Arrays.stream(all.columns()[i]).min().orElse(Double.NaN);
      high[i] = Arrays.stream(all.columns()[i]).max().orElse(Double.NaN);
    }
    return new Result(
        response,
        parameters,
        low,
        high,
        found,
        outside(all, checking, false, open),
        together,
        all.dropped(),
        options);
  }

  private Points read(Rows rows, Response response, int points) throws MissingOutcomes {
    int k = rows.parameters().size();
    double[][] columns = new double[k][points];
    Responses responses =
        Responses.read(
            rows,
            response,
            points,
            options.dropIncomplete(),
            (row, at) -> {
              for (int i = 0; i < k; i++) {
                columns[i][at] = row.parameters()[i];
              }
            });
    double[] values = responses.values();
    int n = 0;
    boolean[] hit = new boolean[points];
    for (int p = 0; p < points; p++) {
      if (!Double.isNaN(values[p])) {
        hit[n] = values[p] == 1;
        for (double[] column : columns) {
          column[n] = column[p];
        }
        n++;
      }
    }
    for (int i = 0; i < k; i++) {
      columns[i] = Arrays.copyOf(columns[i], n);
    }
    return new Points(columns, Arrays.copyOf(hit, n), responses.missing().size());
  }

  private int[] shuffled(int n) {
    int[] order = new int[n];
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(options.seed());
    for (int k = 0; k < n; k++) {
      int at = random.nextInt(k + 1);
      order[k] = order[at];
      order[at] = k;
    }
    return order;
  }

  private static int[] members(boolean[] checking, boolean[] open) {
    int[] members = new int[open.length];
    int n = 0;
    for (int p = 0; p < open.length; p++) {
      if (open[p] && !checking[p]) {
        members[n++] = p;
      }
    }
    return Arrays.copyOf(members, n);
  }

  private static boolean contains(Points all, Box box, int p) {
    for (Box.Side side : box.sides()) {
      if (!side.allows(all.columns()[side.parameter()][p])) {
        return false;
      }
    }
    return true;
  }

  private static Count count(
      Points all, Box box, boolean[] checking, boolean checked, boolean[] open) {
    long inside = 0;
    long hits = 0;
    long points = 0;
    long allHits = 0;
    for (int p = 0; p < all.size(); p++) {
      if (checking[p] == checked && open[p]) {
        boolean in = contains(all, box, p);
        points++;
        allHits += all.hit()[p] ? 1 : 0;
        inside += in ? 1 : 0;
        hits += in && all.hit()[p] ? 1 : 0;
      }
    }
    return new Count(inside, hits, points, allHits);
  }

  /** The points in some box: those no longer open. */
  private static Count outside(Points all, boolean[] checking, boolean checked, boolean[] open) {
    long inside = 0;
    long hits = 0;
    long points = 0;
    long allHits = 0;
    for (int p = 0; p < all.size(); p++) {
      if (checking[p] == checked) {
        points++;
        allHits += all.hit()[p] ? 1 : 0;
        inside += open[p] ? 0 : 1;
        hits += !open[p] && all.hit()[p] ? 1 : 0;
      }
    }
    return new Count(inside, hits, points, allHits);
  }

  private static Found described(
      Points all,
      Peeling.Peeled peeled,
      Count count,
      boolean[] checking,
      boolean[] open,
      boolean held) {
    Box box = peeled.box();
    Optional<Count> checked =
        held ? Optional.of(count(all, box, checking, true, open)) : Optional.empty();
    List<Restriction> restrictions = new ArrayList<>();
    for (Box.Side side : box.sides()) {
      Box wider = box.without(side.parameter());
      Count without = count(all, wider, checking, false, open);
      double checkedP =
          checked.map(c -> p(c, count(all, wider, checking, true, open).density())).orElse(1.0);
      restrictions.add(new Restriction(side, without, p(count, without.density()), checkedP));
    }
    return new Found(
        box,
        restrictions,
        count,
        checked,
        checked.map(c -> p(c, c.rate())).orElse(1.0),
        peeled.trajectory(),
        peeled.chosen());
  }

  /** P(X ≥ hits), X binomial of the box's points and a rate. */
  static double p(Count count, double rate) {
    if (count.hits() == 0 || Double.isNaN(rate)) {
      return 1;
    }
    return BinomialDistribution.of((int) count.inside(), rate)
        .survivalProbability((int) count.hits() - 1);
  }
}
