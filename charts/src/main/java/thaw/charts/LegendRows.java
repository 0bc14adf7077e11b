package thaw.charts;

import java.awt.font.FontRenderContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries of a legend side by side, in as many rows as they take.
 *
 * @param places of the entries, in their order
 */
record LegendRows(List<Place> places) {
  /** Between rows, points. */
  static final double ROW = 11;

  private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);

  /**
   * Where an entry begins.
   *
   * @param x from the left of the legend, points
   * @param row from 0
   */
  record Place(double x, int row) {}

  /**
   * Places them.
   *
   * @param swatch what stands before the words of each, points
   * @param gap between entries, points
   * @param room width of the legend, points
   */
  static LegendRows of(List<String> entries, double swatch, double gap, double room) {
    List<Place> places = new ArrayList<>();
    double x = 0;
    int row = 0;
    for (String entry : entries) {
      double width = swatch + width(entry);
      if (x > 0 && x + width > room) {
        x = 0;
        row++;
      }
      places.add(new Place(x, row));
      x += width + gap;
    }
    return new LegendRows(places);
  }

  /** Of words at the size of ticks. */
  static double width(String words) {
    return Theme.TICK.getStringBounds(words, EXACT).getWidth();
  }

  /** How many rows. */
  int count() {
    return places.isEmpty() ? 0 : places.get(places.size() - 1).row() + 1;
  }

  /** What rows beyond those that a figure has room for add to its height, mm. */
  double moreMm(int rows) {
    return Math.max(0, count() - rows) * ROW * 25.4 / 72;
  }
}
