package thaw.sweep.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import thaw.charts.AxisName;
import thaw.charts.ClassMap;
import thaw.charts.CriticalFrontierFigure;
import thaw.charts.EquilibriumRegionsFigure;
import thaw.charts.Estimate;
import thaw.charts.Figure;
import thaw.charts.MorrisFigure;
import thaw.charts.Numbers;
import thaw.charts.PrimFigure;
import thaw.charts.PrimTrajectoryFigure;
import thaw.charts.RegionFacetsFigure;
import thaw.charts.SobolFigure;
import thaw.sweep.Column;
import thaw.sweep.run.Job;

/** The figures of analyses, in the words that the experiment gives its parameters. */
public final class AnalysisFigures {
  /** More values of a third parameter do not fit on a page. */
  private static final int MOST_PANELS = 12;

  private static final List<List<String>> SIDES =
      List.of(List.of("frozen", "sustainable"), List.of("sustainable", "frozen"));

  private final Map<String, Job.Caption> captions;

  /**
   * Figures that use captions of parameters, by name; a parameter without one is called by its
   * name.
   */
  public AnalysisFigures(Map<String, Job.Caption> captions) {
    this.captions = Map.copyOf(captions);
  }

  private AxisName name(Column column) {
    Job.Caption caption = captions.getOrDefault(column.name(), Job.Caption.NONE);
    String label = caption.label();
    String words = label.isEmpty() && caption.symbol().isEmpty() ? column.name() : label;
    return new AxisName(words, caption.symbol());
  }

  private static Estimate estimate(Interval interval) {
    return new Estimate(interval.estimate(), interval.low(), interval.high());
  }

  /**
   * Of a response that varies.
   *
   * @param file name of the files
   */
  public Figure sobol(String file, Sobol.Result result) {
    return SobolFigure.of(
        file,
        result.response().words(),
        result.indices().stream()
            .map(
                i ->
                    new SobolFigure.Index(
                        name(i.parameter()), estimate(i.first()), estimate(i.total())))
            .toList(),
        result.bootstrap().confidence(),
        result.samples());
  }

  /**
   * Elementary effects.
   *
   * @param file name of the files
   */
  public Figure morris(String file, Morris.Result result) {
    return MorrisFigure.of(
        file,
        result.response().words(),
        result.effects().stream()
            .map(
                e ->
                    new MorrisFigure.Effect(
                        name(e.parameter()),
                        estimate(e.mean()),
                        estimate(e.size()),
                        estimate(e.spread())))
            .toList(),
        result.bootstrap().confidence(),
        result.trajectories());
  }

  /**
   * The boxes, and the way to the first; none where there is no box.
   *
   * @param file name of the files
   */
  public List<Figure> prim(String file, Prim.Result result) {
    if (result.boxes().isEmpty()) {
      return List.of();
    }
    List<PrimFigure.Box> boxes = new ArrayList<>();
    for (Prim.Found found : result.boxes()) {
      Prim.Count count = found.checked().orElse(found.searched());
      boxes.add(
          new PrimFigure.Box(
              found.restrictions().stream().map(r -> side(r, result)).toList(),
              count.density(),
              count.coverage(),
              count.mass()));
    }
    boolean held = result.checked().isPresent();
    Prim.Found first = result.boxes().get(0);
    List<PrimTrajectoryFigure.Step> steps = new ArrayList<>();
    for (Prim.Step s : first.trajectory()) {
      steps.add(step(s.peeled(), s.restricted(), s.count()));
    }
    return List.of(
        PrimFigure.of(
            file,
            result.response().words(),
            boxes,
            result.checked().orElse(result.searched()).rate(),
            held),
        PrimTrajectoryFigure.of(
            file + "-trajectory",
            result.response().words(),
            steps,
            first.chosen(),
            step("", first.box().sides().size(), first.searched())));
  }

  private static PrimTrajectoryFigure.Step step(String peeled, int restricted, Prim.Count count) {
    return new PrimTrajectoryFigure.Step(
        peeled, restricted, count.coverage(), count.density(), count.mass());
  }

  private PrimFigure.Side side(Prim.Restriction restriction, Prim.Result result) {
    Box.Side side = restriction.side();
    List<Boolean> kept = new ArrayList<>();
    for (int c = 0; c < side.column().categories().size(); c++) {
      kept.add(side.kept().contains(c));
    }
    boolean held = result.checked().isPresent();
    return new PrimFigure.Side(
        name(side.column()),
        result.low()[side.parameter()],
        result.high()[side.parameter()],
        finite(side.low()),
        finite(side.high()),
        side.column().categories(),
        kept,
        held ? restriction.checkedP() : restriction.quasiP());
  }

  private static OptionalDouble finite(double bound) {
    return Double.isFinite(bound) ? OptionalDouble.of(bound) : OptionalDouble.empty();
  }

  /**
   * The map of one or two parameters, or its panels over a third; of two, the critical frontier
   * where there is one.
   *
   * @param suffix of the files' names, empty or with a leading hyphen
   */
  public List<Figure> regions(String suffix, RegionMap map) {
    long points = map.shares().stream().mapToLong(RegionMap.Share::points).sum();
    if (map.axes().size() == 3) {
      return List.of(facets(suffix, map, points));
    }
    boolean flat = map.axes().size() == 1;
    Optional<Frontier> frontier =
        flat || !map.axes().get(1).parameter().isNumber() ? Optional.empty() : frontier(map);
    List<Figure> figures = new ArrayList<>();
    figures.add(
        EquilibriumRegionsFigure.of(
            "equilibrium-regions" + suffix,
            map.outcome().name(),
            new ClassMap(
                axis(map.axes().get(0)),
                flat ? ClassMap.Axis.NONE : axis(map.axes().get(1)),
                map.outcome().categories(),
                map.classes(),
                map.several().orElse(new boolean[0])),
            frontier.map(Frontier::brackets).orElse(List.of()),
            points));
    frontier
        .filter(f -> map.axes().get(0).parameter().isNumber())
        .ifPresent(
            f ->
                figures.add(
                    CriticalFrontierFigure.of(
                        "critical-frontier" + suffix,
                        name(map.axes().get(0).parameter()),
                        name(map.axes().get(1).parameter()),
                        f.below(),
                        f.above(),
                        ends(map.axes().get(1).values()),
                        List.of(new CriticalFrontierFigure.Curve("", f.brackets())))));
    return figures;
  }

  private static double[] ends(double[] values) {
    return new double[] {values[0], values[values.length - 1]};
  }

  private record Frontier(String below, String above, List<ClassMap.Bracket> brackets) {}

  private static Optional<Frontier> frontier(RegionMap map) {
    for (List<String> sides : SIDES) {
      if (map.outcome().categories().containsAll(sides)) {
        Optional<List<RegionMap.Bracket>> found = map.frontier(sides.get(0), sides.get(1));
        List<ClassMap.Bracket> brackets =
            found.orElse(List.of()).stream()
                .map(b -> new ClassMap.Bracket(b.at(), b.below(), b.above()))
                .toList();
        long known =
            brackets.stream()
                .filter(b -> !Double.isNaN(b.below()) && !Double.isNaN(b.above()))
                .count();
        if (known > 1) {
          return Optional.of(new Frontier(sides.get(0), sides.get(1), brackets));
        }
      }
    }
    return Optional.empty();
  }

  private ClassMap.Axis axis(RegionMap.Axis axis) {
    List<String> categories = new ArrayList<>();
    if (!axis.parameter().isNumber()) {
      for (double code : axis.values()) {
        categories.add(axis.parameter().categories().get((int) code));
      }
    }
    return new ClassMap.Axis(name(axis.parameter()), axis.edges(), categories, axis.logarithmic());
  }

  private Figure facets(String suffix, RegionMap map, long points) {
    RegionMap.Axis third = map.axes().get(2);
    int values = third.values().length;
    int panels = Math.min(values, MOST_PANELS);
    int cells = map.stride(2);
    List<RegionFacetsFigure.Panel> shown = new ArrayList<>();
    for (int p = 0; p < panels; p++) {
      int at = panels == 1 ? 0 : (int) Math.round(p * (values - 1.0) / (panels - 1));
      int[] classes = new int[cells];
      System.arraycopy(map.classes(), at * cells, classes, 0, cells);
      boolean[] several = new boolean[map.several().isPresent() ? cells : 0];
      map.several().ifPresent(s -> System.arraycopy(s, at * cells, several, 0, cells));
      double value = third.values()[at];
      shown.add(
          new RegionFacetsFigure.Panel(
              third.parameter().isNumber()
                  ? Numbers.readable(value)
                  : third.parameter().categories().get((int) value),
              new ClassMap(
                  axis(map.axes().get(0)),
                  axis(map.axes().get(1)),
                  map.outcome().categories(),
                  classes,
                  several)));
    }
    return RegionFacetsFigure.of(
        "region-facets" + suffix,
        map.outcome().name(),
        name(third.parameter()),
        shown,
        values,
        points);
  }
}
