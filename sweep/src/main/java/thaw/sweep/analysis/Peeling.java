package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import thaw.sweep.Column;

/** One box of {@link Prim}: peeling, the choice on the way, pasting. */
final class Peeling {
  private final double[][] columns;
  private final boolean[] hit;
  private final List<Column> parameters;
  private final Prim.Options options;

  Peeling(double[][] columns, boolean[] hit, List<Column> parameters, Prim.Options options) {
    this.columns = columns;
    this.hit = hit;
    this.parameters = parameters;
    this.options = options;
  }

  /** A box after pasting, and the way of peeling to it. */
  record Peeled(Box box, List<Prim.Step> trajectory, int chosen) {}

  /** A change of one side and what it does to the count of points and hits. */
  private record Change(Box.Side side, int points, int hits) {}

  /**
   * Searches a box.
   *
   * @param members the points to search
   * @param least fewest points in a box
   */
  Peeled from(int[] members, int least) {
    int allHits = hits(members);
    List<Box> boxes = new ArrayList<>(List.of(Box.ALL));
    List<Prim.Step> steps =
        new ArrayList<>(
            List.of(
                new Prim.Step(
                    "", 0, new Prim.Count(members.length, allHits, members.length, allHits))));
    int[][] sorted = new int[columns.length][];
    for (int i = 0; i < columns.length; i++) {
      sorted[i] = sorted(members, i);
    }
    Box box = Box.ALL;
    int n = members.length;
    int hits = allHits;
    while (hits < n) {
      Change best = null;
      for (int i = 0; i < columns.length; i++) {
        for (Change change : peels(box, sorted[i], i)) {
          if (n - change.points() >= least && (best == null || better(change, best, n, hits))) {
            best = change;
          }
        }
      }
      if (best == null) {
        break;
      }
      box = box.with(best.side());
      n -= best.points();
      hits -= best.hits();
      Box.Side side = best.side();
      for (int i = 0; i < columns.length; i++) {
        sorted[i] =
            IntStream.of(sorted[i])
                .filter(p -> side.allows(columns[side.parameter()][p]))
                .toArray();
      }
      boxes.add(box);
      steps.add(
          new Prim.Step(
              side.column().name(),
              box.sides().size(),
              new Prim.Count(n, hits, members.length, allHits)));
    }
    int chosen = chosen(steps);
    return new Peeled(pasted(boxes.get(chosen), members), steps, chosen);
  }

  private int chosen(List<Prim.Step> steps) {
    int best = 0;
    for (int s = 0; s < steps.size(); s++) {
      Prim.Count count = steps.get(s).count();
      Prim.Count before = steps.get(best).count();
      if (options.density().isEmpty()) {
        best = count.harmonic() > before.harmonic() ? s : best;
      } else if (count.density() >= options.density().getAsDouble()) {
        return s;
      } else if (count.density() > before.density()) {
        best = s;
      }
    }
    return best;
  }

  /** Whether a peel gains more density per point than another; of equals, the smaller. */
  private static boolean better(Change one, Change other, int n, int hits) {
    double first = score(one, n, hits);
    double second = score(other, n, hits);
    return first > second || (first == second && one.points() < other.points());
  }

  private static double score(Change change, int n, int hits) {
    double gain = (double) (hits - change.hits()) / (n - change.points()) - (double) hits / n;
    return gain > 0 ? gain / change.points() : gain;
  }

  private List<Change> peels(Box box, int[] sorted, int i) {
    double[] x = columns[i];
    Column column = parameters.get(i);
    Box.Side side = box.side(i, column);
    int n = sorted.length;
    List<Change> peels = new ArrayList<>();
    if (x[sorted[0]] == x[sorted[n - 1]]) {
      return peels;
    }
    if (!column.isNumber()) {
      for (int from = 0; from < n; ) {
        int to = after(x, sorted, from);
        int code = (int) x[sorted[from]];
        List<Integer> kept = side.kept().stream().filter(c -> c != code).toList();
        peels.add(
            new Change(
                new Box.Side(i, column, side.low(), side.high(), kept),
                to - from,
                hits(Arrays.copyOfRange(sorted, from, to))));
        from = to;
      }
      return peels;
    }
    int share = share(n);
    int low = share;
    if (x[sorted[share]] == x[sorted[share - 1]]) {
      int begin = before(x, sorted, share);
      low = begin > 0 ? begin : after(x, sorted, share);
    }
    peels.add(
        new Change(
            new Box.Side(
                i, column, between(x[sorted[low - 1]], x[sorted[low]]), side.high(), List.of()),
            low,
            hits(Arrays.copyOfRange(sorted, 0, low))));
    int high = n - share;
    if (x[sorted[high]] == x[sorted[high - 1]]) {
      int end = after(x, sorted, high);
      high = end < n ? end : before(x, sorted, high);
    }
    peels.add(
        new Change(
            new Box.Side(
                i, column, side.low(), between(x[sorted[high]], x[sorted[high - 1]]), List.of()),
            n - high,
            hits(Arrays.copyOfRange(sorted, high, n))));
    return peels;
  }

  /** Half-way from a point outside to one inside, and the latter where that is the former. */
  private static double between(double outside, double inside) {
    double middle = outside + (inside - outside) / 2;
    return middle == outside ? inside : middle;
  }

  /** Where the values equal to that at a place end. */
  private static int after(double[] x, int[] sorted, int at) {
    int end = at;
    while (end < sorted.length && x[sorted[end]] == x[sorted[at]]) {
      end++;
    }
    return end;
  }

  /** Where the values equal to that at a place begin. */
  private static int before(double[] x, int[] sorted, int at) {
    int begin = at;
    while (begin > 0 && x[sorted[begin - 1]] == x[sorted[at]]) {
      begin--;
    }
    return begin;
  }

  private Box pasted(Box start, int[] members) {
    Box box = start;
    Count count = inside(box, members);
    int share = share(count.points());
    while (true) {
      Change best = null;
      for (Box.Side side : box.sides()) {
        int[] beyond = beyond(box, side, members);
        for (Change change : pastes(side, beyond, share)) {
          if (best == null
              || density(count, change) > density(count, best)
              || (density(count, change) == density(count, best)
                  && change.points() > best.points())) {
            best = change;
          }
        }
      }
      if (best != null && density(count, best) >= (double) count.hits() / count.points()) {
        box = box.with(best.side());
        count = new Count(count.points() + best.points(), count.hits() + best.hits());
        share = share(count.points());
      } else if (best == null || share == 1) {
        return box;
      } else {
        share /= 2; // the edge lies within the share
      }
    }
  }

  private record Count(int points, int hits) {}

  private static double density(Count count, Change pasted) {
    return (double) (count.hits() + pasted.hits()) / (count.points() + pasted.points());
  }

  private Count inside(Box box, int[] members) {
    int points = 0;
    int hits = 0;
    for (int p : members) {
      boolean in = box.sides().stream().allMatch(s -> s.allows(columns[s.parameter()][p]));
      points += in ? 1 : 0;
      hits += in && hit[p] ? 1 : 0;
    }
    return new Count(points, hits);
  }

  /** The points that only one side keeps out, sorted by its parameter. */
  private int[] beyond(Box box, Box.Side side, int[] members) {
    Box wider = box.without(side.parameter());
    int[] beyond =
        IntStream.of(members)
            .filter(p -> !side.allows(columns[side.parameter()][p]))
            .filter(p -> wider.sides().stream().allMatch(s -> s.allows(columns[s.parameter()][p])))
            .toArray();
    return sorted(beyond, side.parameter());
  }

  private int share(int points) {
    return Math.max(1, (int) Math.floor(options.alpha() * points));
  }

  private List<Change> pastes(Box.Side side, int[] beyond, int share) {
    double[] x = columns[side.parameter()];
    List<Change> pastes = new ArrayList<>();
    if (!side.column().isNumber()) {
      for (int code = 0; code < side.column().categories().size(); code++) {
        int category = code;
        if (!side.kept().contains(code)) {
          int[] added = IntStream.of(beyond).filter(p -> x[p] == category).toArray();
          List<Integer> kept =
              IntStream.concat(side.kept().stream().mapToInt(Integer::intValue), IntStream.of(code))
                  .sorted()
                  .boxed()
                  .toList();
          pastes.add(
              new Change(
                  new Box.Side(side.parameter(), side.column(), side.low(), side.high(), kept),
                  added.length,
                  hits(added)));
        }
      }
      return pastes;
    }
    int[] below = IntStream.of(beyond).filter(p -> x[p] < side.low()).toArray();
    int[] above = IntStream.of(beyond).filter(p -> x[p] > side.high()).toArray();
    if (side.low() > Double.NEGATIVE_INFINITY) {
      int from = Math.max(0, below.length - share);
      from = below.length == 0 ? 0 : before(x, below, from);
      double low =
          from == 0 ? Double.NEGATIVE_INFINITY : between(x[below[from - 1]], x[below[from]]);
      int[] added = Arrays.copyOfRange(below, from, below.length);
      pastes.add(
          new Change(
              new Box.Side(side.parameter(), side.column(), low, side.high(), List.of()),
              added.length,
              hits(added)));
    }
    if (side.high() < Double.POSITIVE_INFINITY) {
      int to = above.length == 0 ? 0 : after(x, above, Math.min(share, above.length) - 1);
      double high =
          to == above.length ? Double.POSITIVE_INFINITY : between(x[above[to]], x[above[to - 1]]);
      int[] added = Arrays.copyOfRange(above, 0, to);
      pastes.add(
          new Change(
              new Box.Side(side.parameter(), side.column(), side.low(), high, List.of()),
              added.length,
              hits(added)));
    }
    return pastes;
  }

  private int hits(int[] members) {
    int hits = 0;
    for (int p : members) {
      hits += hit[p] ? 1 : 0;
    }
    return hits;
  }

  private int[] sorted(int[] members, int i) {
    return IntStream.of(members)
        .boxed()
        .sorted(
            (p, q) -> {
              int byValue = Double.compare(columns[i][p], columns[i][q]);
              return byValue != 0 ? byValue : Integer.compare(p, q);
            })
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
