package thaw.sweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import thaw.sweep.Column;
import thaw.sweep.Row;
import thaw.sweep.Status;

class RegionsTest {
  private static List<double[]> grid(int... sizes) {
    List<double[]> points = new ArrayList<>(List.of(new double[0]));
    for (int size : sizes) {
      List<double[]> longer = new ArrayList<>();
      for (double[] point : points) {
        for (int k = 0; k < size; k++) {
          double[] x = java.util.Arrays.copyOf(point, point.length + 1);
          x[point.length] = k / (size - 1.0);
          longer.add(x);
        }
      }
      points = longer;
    }
    return points;
  }

  private static RegionMap map(Evaluated rows, String... axes) throws MissingOutcomes {
    return Regions.withDefaults()
        .solve(rows, rows.rows().size(), "verdict", List.of(axes), Optional.empty());
  }

  @Test
  void sharesAndBoundariesOfAGridAreThoseComputedByHand() throws MissingOutcomes {
    // values 0, 1/4, …, 1 on both axes, frozen (1) where x1 < 0.4: cells of 0 and 1/4, 3/8 of all
    RegionMap map = map(Evaluated.verdicts(grid(5, 5), x -> x[0] < 0.4 ? 1 : 0));
    List<RegionMap.Share> shares = map.shares();
    assertThat(shares.get(1).share()).isCloseTo(0.375, within(1e-12));
    assertThat(shares.get(1).points()).isEqualTo(10);
    assertThat(shares.get(1).edge()).isCloseTo(0.25, within(1e-12));
    assertThat(shares.get(0).share()).isCloseTo(0.625, within(1e-12));
    assertThat(shares.get(2).share()).isZero();
    assertThat(map.boundaries()).hasSize(5).allMatch(b -> b.axis() == 0 && b.next() == 0.5);
    assertThat(map.boundaries().get(0).at()[0]).isEqualTo(0.25);
    assertThat(map.boundaries().get(0).before()).isEqualTo("frozen");
  }

  @Test
  void sharesAddUpToOneAndApproachTheTrueOnes() throws MissingOutcomes {
    // sustainable inside a quarter of the unit disc, π/4 of the square
    for (int size : new int[] {11, 41, 161}) {
      RegionMap map =
          map(Evaluated.verdicts(grid(size, size), x -> x[0] * x[0] + x[1] * x[1] < 1 ? 0 : 1));
      List<RegionMap.Share> shares = map.shares();
      assertThat(shares.stream().mapToDouble(RegionMap.Share::share).sum())
          .isCloseTo(1, within(1e-12));
      double error = Math.abs(shares.get(0).share() - Math.PI / 4);
      assertThat(error).isLessThan(shares.get(0).edge() + shares.get(1).edge());
      assertThat(error).isLessThan(1.0 / size);
    }
  }

  @Test
  void anAdaptiveGridGivesTheMapOfTheFullOne() throws MissingOutcomes {
    // every second point, and all points near the boundary
    Evaluated full = Evaluated.verdicts(grid(33, 33), x -> x[0] + x[1] < 0.9 ? 1 : 0);
    List<double[]> fewer =
        full.rows().stream()
            .map(Row::parameters)
            .filter(
                x ->
                    (Math.round(x[0] * 32) % 4 == 0 && Math.round(x[1] * 32) % 4 == 0)
                        || Math.abs(x[0] + x[1] - 0.9) < 0.15)
            .toList();
    assertThat(fewer).hasSizeLessThan(600);
    RegionMap one = map(full);
    RegionMap other = map(Evaluated.verdicts(fewer, x -> x[0] + x[1] < 0.9 ? 1 : 0));
    assertThat(other.classes()).isEqualTo(one.classes());
    assertThat(other.shares().get(1).points()).isLessThan(one.shares().get(1).points());
    assertThat(IntStream.range(0, 33 * 33).filter(c -> other.evaluated()[c]).count())
        .isEqualTo(fewer.size());
  }

  @Test
  void cellsBetweenPointsHaveTheClassOfTheNearestPoint() throws MissingOutcomes {
    Random random = new Random(1);
    for (int trial = 0; trial < 20; trial++) {
      List<double[]> points = Evaluated.uniform(random, 12, 2);
      Evaluated rows = Evaluated.verdicts(points, x -> random.nextInt(3));
      RegionMap map = map(rows);
      int wrong = 0;
      for (int cell = 0; cell < map.size(); cell++) {
        double x = map.axes().get(0).values()[map.place(cell, 0)];
        double y = map.axes().get(1).values()[map.place(cell, 1)];
        Row nearest = rows.rows().get(0);
        for (Row row : rows.rows()) {
          nearest = distance(map, row, x, y) < distance(map, nearest, x, y) ? row : nearest;
        }
        wrong += map.classes()[cell] == (int) nearest.outcomes()[0] ? 0 : 1;
      }
      // cells are reached over neighbours: a cell cut off from its nearest point may differ
      assertThat(wrong).isLessThanOrEqualTo(4);
    }
  }

  private static double distance(RegionMap map, Row row, double x, double y) {
    double[] first = map.axes().get(0).values();
    double[] second = map.axes().get(1).values();
    return Math.hypot(
        (row.parameters()[0] - x) / (first[first.length - 1] - first[0]),
        (row.parameters()[1] - y) / (second[second.length - 1] - second[0]));
  }

  @Test
  void frontiersAreTheLastPointBelowAndTheFirstAbove() throws MissingOutcomes {
    // undecided (2) in a band about x2 = x1
    Evaluated rows =
        Evaluated.verdicts(
            grid(5, 21), x -> Math.abs(x[1] - x[0]) < 0.051 ? 2 : x[1] < x[0] ? 1 : 0);
    List<RegionMap.Bracket> frontier = map(rows).frontier("frozen", "sustainable").orElseThrow();
    assertThat(frontier).hasSize(5);
    assertThat(frontier.get(0).below()).isNaN();
    assertThat(frontier.get(0).above()).isCloseTo(0.1, within(1e-12));
    assertThat(frontier.get(2).below()).isCloseTo(0.4, within(1e-12));
    assertThat(frontier.get(2).above()).isCloseTo(0.6, within(1e-12));
    assertThat(frontier.get(4).above()).isNaN();
    assertThat(map(rows).frontier("sustainable", "frozen")).isEmpty();
    RegionMap island =
        map(Evaluated.verdicts(grid(5, 21), x -> Math.abs(x[1] - 0.5) < 0.2 ? 1 : 0));
    assertThat(island.frontier("frozen", "sustainable")).isEmpty();
  }

  @Test
  void severalEquilibriaAreWhereBothConditionsHold() throws MissingOutcomes {
    List<Column> outcomes =
        List.of(
            Column.category("verdict", "", List.of("sustainable", "frozen")),
            Column.category("freeze-is-equilibrium", "", List.of("no", "yes")));
    List<Row> rows = new ArrayList<>();
    for (double[] x : grid(11)) {
      rows.add(
          new Row(
              rows.size(),
              0,
              x,
              Status.OK,
              "",
              new double[] {x[0] > 0.45 ? 0 : 1, x[0] < 0.75 ? 1 : 0}));
    }
    Evaluated line = new Evaluated(Evaluated.numbers("x", 1), outcomes, rows);
    RegionMap map =
        Regions.withDefaults()
            .solve(
                line,
                11,
                "verdict",
                List.of("x1"),
                Optional.of(
                    new Regions.Several(
                        Response.category(outcomes, "verdict", "sustainable"),
                        Response.category(outcomes, "freeze-is-equilibrium", "yes"))));
    // 0.5, 0.6 and 0.7: cells from 0.45 to 0.75
    assertThat(map.shares().get(0).several()).isCloseTo(0.3, within(1e-12));
    assertThat(map.shares().get(1).several()).isZero();
    assertThat(map.shares().get(0).share()).isCloseTo(0.55, within(1e-12));
  }

  @Test
  void axesComeInTheOrderAskedForAndAllThatVaryAreNeeded() throws MissingOutcomes {
    Evaluated rows = Evaluated.verdicts(grid(3, 4, 2), x -> x[2] > 0.5 ? 1 : 0);
    RegionMap map = map(rows, "x3", "x1", "x2");
    assertThat(map.axes()).extracting(a -> a.values().length).containsExactly(2, 3, 4);
    assertThat(map.classes()).startsWith(0, 1, 0, 1);
    assertThatThrownBy(() -> map(rows, "x1", "x2")).hasMessageContaining("vary: x1, x2, x3");
    assertThatThrownBy(() -> map(rows, "x1", "z")).hasMessageContaining("\"z\" is not in the run");
    assertThatThrownBy(() -> map(Evaluated.verdicts(grid(2, 2, 2, 2), x -> 0)))
        .hasMessageContaining("one to three");
  }

  @Test
  void onALogarithmicAxisEqualRatiosCountAlike() throws MissingOutcomes {
    // 1, 10, …, 10⁴, frozen up to 10: the change is put at √10·10, 3/8 of the way
    List<double[]> points =
        IntStream.rangeClosed(0, 4).mapToObj(e -> new double[] {Math.pow(10, e)}).toList();
    Evaluated rows = Evaluated.verdicts(points, x -> x[0] < 11 ? 1 : 0);
    Regions.Options options = Regions.Options.defaults().withLogarithmic(Set.of("x1"));
    RegionMap map =
        Regions.withDefaults().with(options).solve(rows, 5, "verdict", List.of(), Optional.empty());
    assertThat(map.shares().get(1).share()).isCloseTo(0.375, within(1e-12));
    assertThat(map.axes().get(0).edges()[2]).isCloseTo(Math.pow(10, 1.5), within(1e-9));
  }

  @Test
  void pointsThatAreNoGridMakeALatticeThatIsRefused() {
    Evaluated rows = Evaluated.verdicts(Evaluated.uniform(new Random(2), 30, 2), x -> 0);
    Regions small = Regions.withDefaults().with(Regions.Options.defaults().withMostCells(500));
    assertThatThrownBy(() -> small.solve(rows, 30, "verdict", List.of(), Optional.empty()))
        .hasMessageContaining("more than 500 cells; allowed: the points of a grid");
  }

  @Test
  void missingOutcomesAreNamedOrLeftWhite() throws MissingOutcomes {
    Evaluated all = Evaluated.verdicts(grid(3, 3), x -> 0);
    Evaluated rows =
        all.with(
            new Row(4, 0, new double[] {0.5, 0.5}, Status.ERROR, "", new double[] {Double.NaN}));
    assertThatThrownBy(() -> map(rows)).hasMessageContaining("point 4: error");
    RegionMap map =
        Regions.withDefaults()
            .with(Regions.Options.defaults().withDropIncomplete(true))
            .solve(rows, 9, "verdict", List.of(), Optional.empty());
    assertThat(map.dropped()).isEqualTo(1);
    assertThat(map.classes()[4]).isEqualTo(RegionMap.NONE);
    assertThat(map.shares().get(0).share()).isCloseTo(0.75, within(1e-12));
  }
}
