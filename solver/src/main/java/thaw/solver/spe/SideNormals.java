package thaw.solver.spe;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the outward normals that describe a set from now on: few, and the ones that matter.
 *
 * <p>Polygons are (x, y) pairs, counter-clockwise, scaled to the payoff range 1.
 */
final class SideNormals {
  /** Normals closer than this are one. */
  private static final double SAME_DIRECTION = 1e-7;

  /** A side shorter than this has no direction worth following. */
  private static final double SHORTEST = 1e-12;

  /** A corner that sticks out by this many precisions gets a side of its own. */
  private static final double STICKS_OUT = 4;

  /** At most this many corners of a set get sides of their own at a time. */
  private static final int MOST_CORNERS = 12;

  /** First and last of every list: below, right, above, left. */
  private static final double[][] AXES = {{0, -1}, {1, 0}, {0, 1}, {-1, 0}};

  /** Directions to begin with. */
  private static final int FIRST = 16;

  private record Normal(double angle, double x, double y) {}

  private SideNormals() {}

  /**
   * The normals, as (x, y) pairs counter-clockwise from (0, −1).
   *
   * @param candidate a set whose sides are to be followed, possibly empty
   * @param outer the current set
   * @param image B(W), within {@code outer}
   * @param precision detail finer than this is left out
   */
  static double[] of(double[] candidate, double[][] outer, double[] image, double precision) {
    List<Normal> normals = new ArrayList<>();
    for (double[] axis : AXES) {
      add(normals, axis[0], axis[1]);
    }
    if (outer[0].length == 4) {
      // A box, as at the start, or nearly one: all directions alike.
      for (int k = 0; k < FIRST; k++) {
        double angle = 2 * Math.PI * k / FIRST;
        add(normals, Math.cos(angle), Math.sin(angle));
      }
    }
    sides(normals, simplified(candidate, precision));
    sides(normals, pairs(outer));
    sharpen(normals, outer, image, STICKS_OUT * precision);
    normals.sort((a, b) -> Double.compare(a.angle(), b.angle()));
    double[] pairs = new double[2 * normals.size()];
    for (int k = 0; k < normals.size(); k++) {
      pairs[2 * k] = normals.get(k).x();
      pairs[2 * k + 1] = normals.get(k).y();
    }
    return pairs;
  }

  private static double[] pairs(double[][] columns) {
    double[] pairs = new double[2 * columns[0].length];
    for (int k = 0; k < columns[0].length; k++) {
      pairs[2 * k] = columns[0][k];
      pairs[2 * k + 1] = columns[1][k];
    }
    return pairs;
  }

  private static void sides(List<Normal> normals, double[] polygon) {
    int n = polygon.length / 2;
    for (int k = 0; k < n && n > 1; k++) {
      int next = (k + 1) % n;
      side(normals, polygon[2 * k], polygon[2 * k + 1], polygon[2 * next], polygon[2 * next + 1]);
    }
  }

  private static void side(List<Normal> normals, double x, double y, double toX, double toY) {
    double dx = toX - x;
    double dy = toY - y;
    double length = Math.sqrt(dx * dx + dy * dy);
    if (length > SHORTEST) {
      add(normals, dy / length, -dx / length);
    }
  }

  private static void add(List<Normal> normals, double x, double y) {
    // From −π/2 on, so that (0, −1) comes first.
    double angle = Math.atan2(x, -y);
    angle = angle < 0 ? angle + 2 * Math.PI : angle;
    for (Normal known : normals) {
      double apart = Math.abs(known.angle() - angle);
      if (Math.min(apart, 2 * Math.PI - apart) < SAME_DIRECTION) {
        return;
      }
    }
    normals.add(new Normal(angle, x, y));
  }

  /** For every corner of the set that is far from its image, the side of the image beneath it. */
  private static void sharpen(List<Normal> normals, double[][] outer, double[] image, double most) {
    int n = image.length / 2;
    if (n < 2) {
      return;
    }
    List<double[]> corners = new ArrayList<>();
    for (int v = 0; v < outer[0].length; v++) {
      double deepest = most;
      int side = -1;
      for (int k = 0; k < n; k++) {
        int next = (k + 1) % n;
        double dx = image[2 * next] - image[2 * k];
        double dy = image[2 * next + 1] - image[2 * k + 1];
        double rx = outer[0][v] - image[2 * k];
        double ry = outer[1][v] - image[2 * k + 1];
        double length = Math.sqrt(dx * dx + dy * dy);
        double depth = length > SHORTEST ? (dy * rx - dx * ry) / length : 0;
        if (depth > deepest) {
          deepest = depth;
          side = k;
        }
      }
      if (side >= 0) {
        corners.add(new double[] {deepest, side});
      }
    }
    corners.sort((a, b) -> Double.compare(b[0], a[0]));
    for (double[] corner : corners.subList(0, Math.min(corners.size(), MOST_CORNERS))) {
      int k = (int) corner[1];
      int next = (k + 1) % n;
      side(normals, image[2 * k], image[2 * k + 1], image[2 * next], image[2 * next + 1]);
    }
  }

  /**
   * A polygon around {@code polygon} with fewer sides: a side is dropped where its neighbours,
   * prolonged, meet within a tenth of {@code slack} of it.
   */
  private static double[] simplified(double[] polygon, double slack) {
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k + 1 < polygon.length; k += 2) {
      points.add(new double[] {polygon[k], polygon[k + 1]});
    }
    boolean dropped = true;
    for (int pass = 0; pass < 20 && dropped && points.size() > 4; pass++) {
      dropped = false;
      for (int k = 0; k < points.size() && points.size() > 4; k++) {
        int n = points.size();
        double[] before = points.get((k + n - 1) % n);
        double[] here = points.get(k);
        double[] next = points.get((k + 1) % n);
        double[] after = points.get((k + 2) % n);
        double px = here[0] - before[0];
        double py = here[1] - before[1];
        double ex = next[0] - here[0];
        double ey = next[1] - here[1];
        double qx = after[0] - next[0];
        double qy = after[1] - next[1];
        double turn = px * qy - py * qx;
        double length = Math.hypot(ex, ey);
        if (!(turn > 0) || length == 0) {
          continue;
        }
        double along = (ex * qy - ey * qx) / turn;
        double height = Math.abs(ex * along * py - ey * along * px) / length;
        if (along >= 0 && height <= slack / 10) {
          double[] meeting = {here[0] + along * px, here[1] + along * py};
          int at = (k + 1) % n;
          points.set(k, meeting);
          points.remove(at);
          dropped = true;
        }
      }
    }
    double[] pairs = new double[2 * points.size()];
    for (int k = 0; k < points.size(); k++) {
      pairs[2 * k] = points.get(k)[0];
      pairs[2 * k + 1] = points.get(k)[1];
    }
    return pairs;
  }
}
