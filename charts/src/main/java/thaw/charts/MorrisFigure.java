package thaw.charts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Elementary effects: mean, mean size and spread, the parameters with the largest size first. */
public final class MorrisFigure {
  /** More are in the data than fit on a page. */
  private static final int MOST = 20;

  private MorrisFigure() {}

  /**
   * The effects of one parameter, in units of the response per range of the parameter.
   *
   * @param mean μ
   * @param size μ*
   * @param spread σ
   */
  public record Effect(AxisName parameter, Estimate mean, Estimate size, Estimate spread) {}

  /** What it shows. */
  record Data(
      String name, String response, List<Effect> effects, double confidence, int trajectories)
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
   * @param response what they are effects on, in words
   * @param confidence of the intervals, 0 to 1
   * @param trajectories they come from
   */
  public static Figure of(
      String name, String response, List<Effect> effects, double confidence, int trajectories) {
    return new Data(name, response, effects, confidence, trajectories).figure(Figure.COLUMN);
  }

  private static Figure draw(Data data, double widthMm) {
    String name = data.name();
    String response = data.response();
    List<Effect> effects = data.effects();
    double confidence = data.confidence();
    int trajectories = data.trajectories();
    List<Effect> sorted = new ArrayList<>(effects);
    sorted.sort(Comparator.comparingDouble(e -> -e.size().value()));
    List<Effect> shown = sorted.subList(0, Math.min(MOST, sorted.size()));
    List<List<Object>> rows = new ArrayList<>();
    for (Effect e : sorted) {
      List<Object> row = new ArrayList<>(List.of(e.parameter().text()));
      for (Estimate estimate : List.of(e.mean(), e.size(), e.spread())) {
        row.addAll(List.of(estimate.value(), estimate.low(), estimate.high()));
      }
      rows.add(row);
    }
    IndexPlot plot =
        new IndexPlot(
            shown.stream().map(Effect::parameter).toList(),
            List.of(
                new IndexPlot.Measure(
                    "size", "μ*", 0, true, Theme.BLUE, shown.stream().map(Effect::size).toList()),
                new IndexPlot.Measure(
                    "mean", "μ", 3, true, Theme.GREY, shown.stream().map(Effect::mean).toList()),
                new IndexPlot.Measure(
                    "spread",
                    "σ",
                    1,
                    false,
                    Theme.VERMILLION,
                    shown.stream().map(Effect::spread).toList())),
            "effect of the whole range");
    Effect top = shown.get(0);
    return new Figure(
        name,
        "Elementary effects on "
            + response
            + " of each parameter over its range: mean size μ* (discs), mean μ (diamonds) and"
            + " standard deviation σ (squares), with intervals of "
            + Numbers.percent(confidence)
            + " by the bootstrap over "
            + trajectories
            + " trajectories. A mean smaller than the size: effects of both signs; a spread:"
            + " effects that depend on where the parameters are."
            + (sorted.size() > MOST ? " The " + MOST + " largest of " + sorted.size() + "." : ""),
        "Largest mean size: "
            + top.parameter().text()
            + " with "
            + Numbers.readable(top.size().value())
            + ", spread "
            + Numbers.readable(top.spread().value())
            + ".",
        widthMm,
        plot.heightMm(widthMm),
        plot::draw,
        new Table(
            List.of(
                "parameter",
                "mu",
                "mu low",
                "mu high",
                "mu star",
                "mu star low",
                "mu star high",
                "sigma",
                "sigma low",
                "sigma high"),
            rows));
  }
}
