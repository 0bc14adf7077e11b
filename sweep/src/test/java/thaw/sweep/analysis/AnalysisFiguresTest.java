package thaw.sweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.sweep.run.Job;

class AnalysisFiguresTest {
  private static final AnalysisFigures FIGURES =
      new AnalysisFigures(Map.of("x1", new Job.Caption("τ_0", "initial trust")));

  private static List<Figure> regions(int[] sizes, ToDoubleFunction<double[]> f)
      throws MissingOutcomes {
    List<double[]> points = new ArrayList<>();
    int all = 1;
    for (int size : sizes) {
      all *= size;
    }
    for (int p = 0; p < all; p++) {
      double[] x = new double[sizes.length];
      int rest = p;
      for (int i = 0; i < x.length; i++) {
        x[i] = rest % sizes[i] / (sizes[i] - 1.0);
        rest /= sizes[i];
      }
      points.add(x);
    }
    RegionMap map =
        Regions.withDefaults()
            .solve(Evaluated.verdicts(points, f), all, "verdict", List.of(), Optional.empty());
    return FIGURES.regions("", map);
  }

  @Test
  void mapsOfOneTwoAndThreeParametersHaveTheirFigures() throws MissingOutcomes {
    assertThat(regions(new int[] {9}, x -> x[0] < 0.4 ? 1 : 0))
        .extracting(Figure::name)
        .containsExactly("equilibrium-regions");
    List<Figure> plane = regions(new int[] {9, 17}, x -> x[1] < 0.8 - 0.5 * x[0] ? 1 : 0);
    assertThat(plane)
        .extracting(Figure::name)
        .containsExactly("equilibrium-regions", "critical-frontier");
    assertThat(plane.get(1).caption()).contains("Critical x2 against initial trust τ_0: frozen");
    assertThat(plane.get(1).data().rows().get(0)).containsExactly("", 0.0, 0.75, 0.8125);
    // frozen above: the sides change places
    assertThat(regions(new int[] {9, 17}, x -> x[1] > 0.3 ? 1 : 0).get(1).caption())
        .contains("sustainable is certified up to");
    // no frontier where classes alternate
    assertThat(regions(new int[] {9, 17}, x -> Math.abs(x[1] - 0.5) < 0.2 ? 1 : 0)).hasSize(1);
    List<Figure> panels = regions(new int[] {5, 5, 20}, x -> x[1] < x[2] ? 1 : 0);
    assertThat(panels).extracting(Figure::name).containsExactly("region-facets");
    assertThat(panels.get(0).caption()).contains("12 of its 20 values");
    for (Figure figure : panels) {
      assertThat(new Exporter(72).png(figure)).isNotEmpty();
    }
  }

  @Test
  void boxesHaveTheirFiguresAndWithoutBoxesThereAreNone() throws MissingOutcomes {
    List<double[]> points = Evaluated.uniform(new Random(1), 400, 3);
    Evaluated some = Evaluated.verdicts(points, x -> x[0] < 0.3 && x[1] > 0.5 ? 1 : 0);
    Prim.Result result = Prim.withDefaults().solve(some, some.frozen(), 400);
    List<Figure> figures = FIGURES.prim("prim", result);
    assertThat(figures).extracting(Figure::name).containsExactly("prim", "prim-trajectory");
    assertThat(figures.get(0).altText()).contains("initial trust τ_0 at most 0.3");
    assertThat(figures.get(1).data().rows()).hasSize(result.boxes().get(0).trajectory().size() + 1);
    Evaluated none = Evaluated.verdicts(points, x -> 0);
    assertThat(FIGURES.prim("prim", Prim.withDefaults().solve(none, none.frozen(), 400))).isEmpty();
  }
}
