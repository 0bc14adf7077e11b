package thaw.charts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sobol's sensitivity indices with their intervals, the parameters with the largest first. */
public final class SobolFigure {
  /** More are in the data than fit on a page. */
  private static final int MOST = 20;

  private SobolFigure() {}

  /** The indices of one parameter. */
  public record Index(AxisName parameter, Estimate first, Estimate total) {}

  /** What it shows. */
  record Data(String name, String response, List<Index> indices, double confidence, int samples)
      implements Specification {
    @Override
    public Figure figure(double widthMm) {
      return draw(this, widthMm).from(this);
    }
  }

  /**
   * Draws them.
   *
   * @param name of the files
   * @param response what they explain, in words
   * @param confidence of the intervals, 0 to 1
   * @param samples base samples they come from
   */
  public static Figure of(
      String name, String response, List<Index> indices, double confidence, int samples) {
    return new Data(name, response, indices, confidence, samples).figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    String name = data.name();
    String response = data.response();
    List<Index> indices = data.indices();
    double confidence = data.confidence();
    int samples = data.samples();
    List<Index> sorted = new ArrayList<>(indices);
    sorted.sort(Comparator.comparingDouble(i -> -i.total().value()));
    List<Index> shown = sorted.subList(0, Math.min(MOST, sorted.size()));
    List<List<Object>> rows = new ArrayList<>();
    for (Index i : sorted) {
      rows.add(
          List.of(
              i.parameter().text(),
              i.first().value(),
              i.first().low(),
              i.first().high(),
              i.total().value(),
              i.total().low(),
              i.total().high()));
    }
    IndexPlot plot =
        new IndexPlot(
            shown.stream().map(Index::parameter).toList(),
            List.of(
                new IndexPlot.Measure(
                    "first order",
                    "",
                    0,
                    true,
                    Theme.BLUE,
                    shown.stream().map(Index::first).toList()),
                new IndexPlot.Measure(
                    "total",
                    "",
                    1,
                    false,
                    Theme.VERMILLION,
                    shown.stream().map(Index::total).toList())),
            "share of the variance");
    Index top = shown.get(0);
    return new Figure(
        name,
        "Sobol indices of "
            + response
            + ": the share of its variance that each parameter explains alone (first order, discs)"
            + " and together with its interactions (total, squares), with intervals of "
            + Numbers.percent(confidence)
            + " by the bootstrap over "
            + samples
            + " base samples."
            + (sorted.size() > MOST ? " The " + MOST + " largest of " + sorted.size() + "." : ""),
        "Largest total index: "
            + top.parameter().text()
            + " with "
            + Numbers.readable(top.total().value())
            + ", alone "
            + Numbers.readable(top.first().value())
            + ".",
        widthMm,
        plot.heightMm(widthMm),
        plot::draw,
        new Table(
            List.of(
                "parameter",
                "first order",
                "first order low",
                "first order high",
                "total",
                "total low",
                "total high"),
            rows));
  }
}
