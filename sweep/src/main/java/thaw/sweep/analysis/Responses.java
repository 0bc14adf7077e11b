package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.ObjIntConsumer;
import thaw.sweep.Row;
import thaw.sweep.Rows;
import thaw.sweep.Status;

/**
 * A response at every point of a design, and where it has none.
 *
 * @param values by number, NaN where there is none
 * @param missing those, in the order of their numbers
 */
record Responses(double[] values, List<MissingOutcomes.Point> missing) {
  /**
   * Reads them.
   *
   * @param points of the design
   * @param allowMissing whether some may lack a value
   * @param each given every row with the number of its point
   * @throws MissingOutcomes if some lack a value and may not
   */
  static Responses read(
      Rows rows, Response response, int points, boolean allowMissing, ObjIntConsumer<Row> each)
      throws MissingOutcomes {
    double[] values = new double[points];
    Arrays.fill(values, Double.NaN);
    BitSet seen = new BitSet(points);
    List<MissingOutcomes.Point> missing = new ArrayList<>();
    rows.forEach(
        row -> {
          if (row.point() >= points) {
            throw new IllegalArgumentException(
                "there is a point "
                    + row.point()
                    + "; allowed by the design: 0 to "
                    + (points - 1));
          }
          int at = (int) row.point();
          seen.set(at);
          boolean finished = row.status() == Status.OK || row.status() == Status.UNDECIDED;
          values[at] = finished ? response.of(row) : Double.NaN;
          if (Double.isNaN(values[at])) {
            missing.add(MissingOutcomes.Point.of(row));
          }
          each.accept(row, at);
        });
    for (int p = seen.nextClearBit(0); p < points; p = seen.nextClearBit(p + 1)) {
      missing.add(new MissingOutcomes.Point(p, "not evaluated yet", true));
    }
    missing.sort((a, b) -> Long.compare(a.point(), b.point()));
    if (!missing.isEmpty() && !allowMissing) {
      throw new MissingOutcomes(response, points, missing);
    }
    return new Responses(values, List.copyOf(missing));
  }
}
