package thaw.sweep.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import thaw.sweep.Column;
import thaw.sweep.Plan;
import thaw.sweep.Points;
import thaw.sweep.Rows;
import thaw.sweep.Status;

/**
 * A grid that is refined where a categorical outcome changes: every cell in which finished points
 * disagree is cut in half along every parameter, until cells where it changes are no wider than
 * asked for. Points that failed count neither way.
 *
 * <p>Cells beside a refined one are looked at again with the new points on their sides, so that a
 * boundary is followed into cells whose corners did not show it. Parameters with a list of values
 * are not cut: every combination of their values has a grid of its own. A region that no point of
 * the first grid meets, and no boundary leads to, is not found.
 */
public final class AdaptivePlan implements Plan {
  /** The most parameters. */
  public static final int MOST_PARAMETERS = 3;

  private static final long MOST_PLACES = 1L << 62;

  private static final int MOST_HALVINGS = 40;

  private final Space space;
  private final String outcome;

  /** Side of a first cell in steps of the finest lattice, a power of two. */
  private final long side;

  /** Which parameters are cut; of the others every value has cells of its own. */
  private final boolean[] splits;

  /** Places of the finest lattice along each parameter. */
  private final long[] places;

  /**
   * A plan.
   *
   * @param space one to three intervals, and any choices, without orders
   * @param counts points of the first grid along each parameter, 2 or more; of a choice all are
   *     taken
   * @param outcome name of a categorical outcome
   * @param width to which cells are refined, share of each range, above 0
   */
  public AdaptivePlan(Space space, List<Integer> counts, String outcome, double width) {
    splits = new boolean[space.dimension()];
    int intervals = 0;
    for (int k = 0; k < splits.length; k++) {
      splits[k] = space.ranges().get(k) instanceof Range.Interval;
      intervals += splits[k] ? 1 : 0;
    }
    if (intervals < 1 || intervals > MOST_PARAMETERS || !space.orders().isEmpty()) {
      throw new IllegalArgumentException(
          "the design is adaptive; allowed: one to three parameters with a range, others with values, in no order");
    }
    this.space = space;
    this.outcome = outcome;
    int fewest = Integer.MAX_VALUE;
    for (int k = 0; k < splits.length; k++) {
      fewest = splits[k] ? Math.min(fewest, counts.get(k)) : fewest;
    }
    int halvings = 0;
    while (Math.scalb(1.0 / (fewest - 1), -halvings) > width && halvings <= MOST_HALVINGS) {
      halvings++;
    }
    side = 1L << halvings;
    places = new long[counts.size()];
    double product = 1;
    for (int k = 0; k < places.length; k++) {
      places[k] =
          splits[k] ? (counts.get(k) - 1) * side + 1 : space.ranges().get(k).spread(0).length;
      product *= places[k];
    }
    if (product > MOST_PLACES) {
      throw new IllegalArgumentException(
          "width is " + width + "; allowed: wider, there is no room for so fine a lattice");
    }
  }

  @Override
  public Points first() {
    List<Long> codes = new ArrayList<>();
    grid(new long[places.length], 0, codes);
    return new Lattice(codes.stream().mapToLong(c -> c).toArray());
  }

  private void grid(long[] at, int k, List<Long> codes) {
    if (k == at.length) {
      codes.add(code(at));
      return;
    }
    for (long place = 0; place < places[k]; place += splits[k] ? side : 1) {
      at[k] = place;
      grid(at, k + 1, codes);
    }
  }

  @Override
  public Points next(Points points, Rows rows) {
    if (!(points instanceof Lattice lattice)) {
      throw new IllegalArgumentException("the points are of another design; allowed: this one's");
    }
    Round round = new Round(lattice, rows);
    long[] at = new long[places.length];
    round.cells(at, 0);
    return round.fresh.isEmpty() ? points : lattice.with(round.fresh);
  }

  private long code(long[] at) {
    long code = 0;
    for (int k = 0; k < at.length; k++) {
      code = code * places[k] + at[k];
    }
    return code;
  }

  /** Points of the finest lattice, by their codes. */
  private final class Lattice implements Points {
    private final long[] codes;

    Lattice(long[] codes) {
      this.codes = codes;
    }

    Lattice with(SortedSet<Long> fresh) {
      long[] all = Arrays.copyOf(codes, codes.length + fresh.size());
      int k = codes.length;
      for (long code : fresh) {
        all[k++] = code;
      }
      return new Lattice(all);
    }

    @Override
    public long size() {
      return codes.length;
    }

    @Override
    public double[] values(long point) {
      double[] values = new double[places.length];
      long rest = codes[Math.toIntExact(point)];
      for (int k = places.length - 1; k >= 0; k--) {
        Range range = space.ranges().get(k);
        long place = rest % places[k];
        values[k] = splits[k] ? range.at(place / (places[k] - 1.0)) : range.spread(0)[(int) place];
        rest /= places[k];
      }
      return values;
    }
  }

  /** One look at what has been found. */
  private final class Round {
    /** By code: 1 shifted by the category; 0 where there is none. */
    private final Map<Long, Long> found = new HashMap<>();

    private final SortedSet<Long> fresh = new TreeSet<>();

    Round(Lattice lattice, Rows rows) {
      List<String> names = rows.outcomes().stream().map(Column::name).toList();
      int column = names.indexOf(outcome);
      for (long code : lattice.codes) {
        found.put(code, 0L);
      }
      rows.forEach(
          row -> {
            double value = row.outcomes()[column];
            boolean finished = row.status() == Status.OK || row.status() == Status.UNDECIDED;
            if (finished && !Double.isNaN(value)) {
              found.put(lattice.codes[Math.toIntExact(row.point())], 1L << (int) value);
            }
          });
    }

    /** Refines all first cells whose lower corners continue {@code at}. */
    void cells(long[] at, int k) {
      if (k == at.length) {
        refine(at.clone(), side);
        return;
      }
      long width = splits[k] ? side : 0;
      for (long place = 0; place + width < places[k]; place += splits[k] ? side : 1) {
        at[k] = place;
        cells(at, k + 1);
      }
    }

    private void refine(long[] corner, long size) {
      if (size == 1 || Long.bitCount(categories(corner, size)) < 2) {
        return;
      }
      boolean split = true;
      for (long code : lattice(corner, size / 2, 3)) {
        if (!found.containsKey(code)) {
          fresh.add(code);
          split = false;
        }
      }
      if (split) {
        parts(corner, size / 2).forEach(part -> refine(part, size / 2));
      }
    }

    /** What points in a cell and on its sides have found, as bits. */
    private long categories(long[] corner, long size) {
      long seen = 0;
      for (long code : lattice(corner, size, 2)) {
        seen |= found.getOrDefault(code, 0L);
      }
      if (size > 1) {
        boolean finer = false;
        for (long code : lattice(corner, size / 2, 3)) {
          finer |= found.containsKey(code) && !isCorner(code, corner, size);
        }
        if (finer) {
          for (long[] part : parts(corner, size / 2)) {
            seen |= categories(part, size / 2);
          }
        }
      }
      return seen;
    }

    private boolean isCorner(long code, long[] corner, long size) {
      long rest = code;
      for (int k = places.length - 1; k >= 0; k--) {
        long away = rest % places[k] - corner[k];
        if (away != 0 && away != size) {
          return false;
        }
        rest /= places[k];
      }
      return true;
    }

    /** Codes of the points that lie {@code step} apart, {@code count} along each parameter. */
    private long[] lattice(long[] corner, long step, int count) {
      int total = 1;
      for (boolean split : splits) {
        total *= split ? count : 1;
      }
      long[] codes = new long[total];
      long[] at = new long[corner.length];
      for (int c = 0; c < total; c++) {
        int rest = c;
        for (int k = 0; k < at.length; k++) {
          int here = splits[k] ? count : 1;
          at[k] = corner[k] + rest % here * step;
          rest /= here;
        }
        codes[c] = code(at);
      }
      return codes;
    }

    private List<long[]> parts(long[] corner, long half) {
      List<long[]> parts = new ArrayList<>();
      parts.add(corner);
      for (int k = 0; k < corner.length; k++) {
        if (splits[k]) {
          for (long[] part : List.copyOf(parts)) {
            long[] upper = part.clone();
            upper[k] += half;
            parts.add(upper);
          }
        }
      }
      return parts;
    }
  }
}
