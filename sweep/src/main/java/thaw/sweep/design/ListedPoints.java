package thaw.sweep.design;

import java.util.List;
import thaw.sweep.Points;

/** Points written down one by one. */
public final class ListedPoints implements Points {
  private final double[][] points;

  /** One array of values per point. */
  public ListedPoints(List<double[]> points) {
    this.points = points.stream().map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public long size() {
    return points.length;
  }

  @Override
  public double[] values(long point) {
    return points[Math.toIntExact(point)].clone();
  }
}
