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
 * boundary is followed into cells whose corners did not show it. A region that no point of the
 * first grid meets, and no boundary leads to, is not found.
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

  /** Places of the finest lattice along each parameter. */
  private final long[] places;

  /**
   * A plan.
   *
   * @param space one to three intervals, without orders
   * @param counts points of the first grid along each parameter, 2 or more
   * @param outcome name of a categorical outcome
   * @param width to which cells are refined, share of each range, above 0
   */
  public AdaptivePlan(Space space, List<Integer> counts, String outcome, double width) {
    if (space.dimension() > MOST_PARAMETERS
        || !space.orders().isEmpty()
        || !space.ranges().stream().allMatch(Range.Interval.class::isInstance)) {
      throw new IllegalArgumentException(
          "the design is adaptive; allowed: one to three parameters, each with a range, in no order");
    }
    this.space = space;
    this.outcome = outcome;
    int fewest = counts.stream().mapToInt(c -> c).min().orElseThrow();
    int halvings = 0;
    while (Math.scalb(1.0 / (fewest - 1), -halvings) > width && halvings <= MOST_HALVINGS) {
      halvings++;
    }
    side = 1L << halvings;
    places = new long[counts.size()];
    double product = 1;
    for (int k = 0; k < places.length; k++) {
      places[k] = (counts.get(k) - 1) * side + 1;
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
    for (long place = 0; place < places[k]; place += side) {
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
        double share = (rest % places[k]) / (places[k] - 1.0);
        values[k] = space.ranges().get(k).at(share);
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
      for (long place = 0; place + side < places[k]; place += side) {
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
      for (int k = 0; k < corner.length; k++) {
        total *= count;
      }
      long[] codes = new long[total];
      long[] at = new long[corner.length];
      for (int c = 0; c < total; c++) {
        int rest = c;
        for (int k = 0; k < at.length; k++) {
          at[k] = corner[k] + rest % count * step;
          rest /= count;
        }
        codes[c] = code(at);
      }
      return codes;
    }

    private List<long[]> parts(long[] corner, long half) {
      List<long[]> parts = new ArrayList<>();
      for (int c = 0; c < 1 << corner.length; c++) {
        long[] part = corner.clone();
        for (int k = 0; k < part.length; k++) {
          part[k] += (c >> k & 1) * half;
        }
        parts.add(part);
      }
      return parts;
    }
  }
}
