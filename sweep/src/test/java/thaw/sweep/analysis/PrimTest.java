package thaw.sweep.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import thaw.sweep.Column;
import thaw.sweep.Row;
import thaw.sweep.Status;

class PrimTest {
  private static final Prim.Options ALL = Prim.Options.defaults().withHoldOut(0).withBoxes(1);

  private static Prim.Result solve(Evaluated rows, Prim.Options options) throws MissingOutcomes {
    return Prim.withDefaults().with(options).solve(rows, rows.frozen(), rows.rows().size());
  }

  @Test
  void aPlantedBoxIsRecoveredAndHoldsOnTheHalfHeldOut() throws MissingOutcomes {
    Evaluated rows =
        Evaluated.verdicts(
            Evaluated.uniform(new Random(1), 4000, 5),
            x -> x[1] > 0.3 && x[1] < 0.8 && x[3] < 0.4 ? 1 : 0);
    Prim.Result result = solve(rows, Prim.Options.defaults());
    assertThat(result.boxes()).hasSize(1);
    Prim.Found found = result.boxes().get(0);
    assertThat(found.box().sides()).extracting(Box.Side::parameter).containsExactly(1, 3);
    assertThat(found.box().sides().get(0).low()).isCloseTo(0.3, within(0.01));
    assertThat(found.box().sides().get(0).high()).isCloseTo(0.8, within(0.01));
    assertThat(found.box().sides().get(1).low()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(found.box().sides().get(1).high()).isCloseTo(0.4, within(0.01));
    Prim.Count checked = found.checked().orElseThrow();
    assertThat(checked.points()).isEqualTo(2000);
    assertThat(checked.density()).isGreaterThan(0.97);
    assertThat(checked.coverage()).isGreaterThan(0.97);
    assertThat(found.checkedP()).isLessThan(1e-10);
    found.restrictions().forEach(r -> assertThat(r.checkedP()).isLessThan(1e-10));
  }

  @Test
  void theExampleOfTheTextbookIsRecovered() throws MissingOutcomes {
    // Hastie, Tibshirani and Friedman (2009), figure 9.7: 200 points in the unit square, 1 where
    // 0.5 < x1 < 0.8 and 0.4 < x2 < 0.6, α = 0.1; pure boxes in every drawing of the points
    for (int seed = 0; seed < 20; seed++) {
      Evaluated rows =
          Evaluated.verdicts(
              Evaluated.uniform(new Random(seed), 200, 2),
              x -> 0.5 < x[0] && x[0] < 0.8 && 0.4 < x[1] && x[1] < 0.6 ? 1 : 0);
      Prim.Found found = solve(rows, ALL.withAlpha(0.1).withLeastMass(0.02)).boxes().get(0);
      assertThat(found.searched().density()).as("seed %d", seed).isGreaterThan(0.85);
      assertThat(found.searched().coverage()).as("seed %d", seed).isGreaterThan(0.75);
    }
  }

  @Test
  void theStatisticsOfASmallExampleAreThoseComputedByHand() throws MissingOutcomes {
    // x = 1..10, frozen at 4, 5, 6, 7, 9; α = 0.1 peels one point at a time:
    // the lower of equal gains goes first: 1, 2, 3, then 10; 4..9 is left, 5 of 6
    List<double[]> points = IntStream.rangeClosed(1, 10).mapToObj(x -> new double[] {x}).toList();
    Evaluated rows = Evaluated.verdicts(points, x -> (x[0] >= 4 && x[0] <= 7) || x[0] == 9 ? 1 : 0);
    Prim.Result result = solve(rows, ALL.withAlpha(0.1).withLeastMass(0.1));
    Prim.Found found = result.boxes().get(0);
    assertThat(found.trajectory())
        .extracting(s -> s.count().inside())
        .startsWith(10L, 9L, 8L, 7L, 6L);
    assertThat(found.trajectory()).extracting(s -> s.count().hits()).startsWith(5L, 5L, 5L, 5L, 5L);
    // harmonic means: 4..9 is 2·5/(6 + 5) = 0.909, 4..7 is 2·4/(4 + 5) = 0.889
    assertThat(found.chosen()).isEqualTo(4);
    Box.Side side = found.box().sides().get(0);
    assertThat(side.low()).isEqualTo(3.5);
    assertThat(side.high()).isEqualTo(9.5);
    assertThat(found.searched()).isEqualTo(new Prim.Count(6, 5, 10, 5));
    assertThat(found.searched().density()).isEqualTo(5.0 / 6);
    assertThat(found.searched().coverage()).isEqualTo(1);
    assertThat(found.searched().mass()).isEqualTo(0.6);
    // P(at least 5 of 6 at 1/2) = 7/64
    assertThat(found.restrictions().get(0).quasiP()).isCloseTo(7.0 / 64, within(1e-12));
    assertThat(found.restrictions().get(0).without()).isEqualTo(new Prim.Count(10, 5, 10, 5));
    Prim.Found dense =
        solve(rows, ALL.withAlpha(0.1).withLeastMass(0.1).withDensity(0.6)).boxes().get(0);
    // 3..10, 5 of 8, is the first that is dense enough
    assertThat(dense.searched()).isEqualTo(new Prim.Count(8, 5, 10, 5));
    assertThat(dense.box().sides().get(0).low()).isEqualTo(2.5);
    assertThat(dense.box().sides().get(0).high()).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void categoriesAreGivenUpAndKeptAsSets() throws MissingOutcomes {
    List<Column> parameters =
        List.of(
            Column.category(
                "sequencing", "", List.of("parallel", "us-first", "dprk-first", "free")),
            Column.number("trust", "", ""),
            Column.category("timetable", "", List.of("none", "term")));
    Random random = new Random(2);
    List<double[]> points =
        IntStream.range(0, 3000)
            .mapToObj(j -> new double[] {random.nextInt(4), random.nextDouble(), random.nextInt(2)})
            .toList();
    Evaluated rows =
        Evaluated.of(
            points,
            parameters,
            Column.category("verdict", "", List.of("sustainable", "frozen")),
            x -> (x[0] == 1 || x[0] == 2) && x[1] < 0.5 ? 1 : 0);
    Prim.Found found = solve(rows, Prim.Options.defaults()).boxes().get(0);
    assertThat(found.box().sides()).hasSize(2);
    assertThat(found.box().sides().get(0).kept()).containsExactly(1, 2);
    assertThat(found.box().sides().get(1).high()).isCloseTo(0.5, within(0.01));
    assertThat(found.checked().orElseThrow().density()).isGreaterThan(0.97);
  }

  @Test
  void twoBoxesAreFoundOneAfterTheOther() throws MissingOutcomes {
    Evaluated rows =
        Evaluated.verdicts(
            Evaluated.uniform(new Random(3), 6000, 3),
            x -> (x[0] < 0.35 && x[1] < 0.5) || (x[0] > 0.7 && x[2] > 0.6) ? 1 : 0);
    Prim.Result result = solve(rows, Prim.Options.defaults().withBoxes(2).withDensity(0.95));
    assertThat(result.boxes()).hasSize(2);
    assertThat(result.searched().density()).isGreaterThan(0.93);
    assertThat(result.searched().coverage()).isGreaterThan(0.9);
    assertThat(result.checked().orElseThrow().coverage()).isGreaterThan(0.88);
    assertThat(result.searched().inside())
        .isEqualTo(result.boxes().stream().mapToLong(b -> b.searched().inside()).sum());
  }

  @Test
  void massAndCoverageFallAlongTheWayAndBoxesKeepTheirLeastMass() throws MissingOutcomes {
    Random random = new Random(4);
    for (int trial = 0; trial < 60; trial++) {
      Evaluated rows = noisy(random, 60 + random.nextInt(200), trial % 2 == 0);
      Prim.Options options =
          ALL.withAlpha(0.02 + 0.3 * random.nextDouble())
              .withLeastMass(0.02 + 0.2 * random.nextDouble());
      for (Prim.Found found : solve(rows, options).boxes()) {
        Prim.Count before = found.trajectory().get(0).count();
        assertThat(before.mass()).isEqualTo(1);
        for (Prim.Step step : found.trajectory().subList(1, found.trajectory().size())) {
          assertThat(step.count().inside()).isLessThan(before.inside());
          assertThat(step.count().hits()).isLessThanOrEqualTo(before.hits());
          assertThat(step.count().mass()).isGreaterThanOrEqualTo(options.leastMass() - 1e-12);
          before = step.count();
        }
        Prim.Count chosen = found.trajectory().get(found.chosen()).count();
        // pasting loses nothing
        assertThat(found.searched().density()).isGreaterThanOrEqualTo(chosen.density());
        assertThat(found.searched().hits()).isGreaterThanOrEqualTo(chosen.hits());
        for (Prim.Restriction r : found.restrictions()) {
          assertThat(r.quasiP()).isBetween(0.0, 1.0);
          assertThat(r.without().inside()).isGreaterThan(found.searched().inside());
        }
      }
    }
  }

  /** Points of which some lie on few values, and responses that depend on two of them. */
  private static Evaluated noisy(Random random, int n, boolean ties) {
    List<double[]> points =
        Evaluated.uniform(random, n, 3).stream()
            .map(x -> ties ? new double[] {Math.floor(x[0] * 6), Math.floor(x[1] * 4), x[2]} : x)
            .toList();
    double scale = ties ? 6 : 1;
    return Evaluated.verdicts(
        points, x -> random.nextDouble() < 0.15 + 0.7 * (x[0] / scale > 0.5 ? x[2] : 0) ? 1 : 0);
  }

  @Test
  void theWayOfPeelingIsThatOfAPlainProgram() throws MissingOutcomes {
    Random random = new Random(5);
    int compared = 0;
    for (int trial = 0; trial < 80; trial++) {
      Evaluated rows = noisy(random, 40 + random.nextInt(100), trial % 2 == 0);
      List<Prim.Found> boxes = solve(rows, ALL.withAlpha(0.1)).boxes();
      if (!boxes.isEmpty()) {
        compared++;
        List<List<Integer>> way =
            boxes.get(0).trajectory().stream()
                .map(s -> List.of((int) s.count().inside(), (int) s.count().hits()))
                .toList();
        assertThat(way).isEqualTo(plain(rows, 0.1, 0.05));
      }
    }
    assertThat(compared).isGreaterThan(60);
  }

  /** Peeling by definition: points and hits of each box. */
  private static List<List<Integer>> plain(Evaluated rows, double alpha, double leastMass) {
    List<Row> box = new ArrayList<>(rows.rows());
    List<List<Integer>> way = new ArrayList<>();
    while (true) {
      int hits = hits(box);
      way.add(List.of(box.size(), hits));
      if (hits == box.size()) {
        return way;
      }
      List<Row> best = List.of();
      double bestScore = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < rows.parameters().size(); i++) {
        for (double sign : new double[] {1, -1}) {
          List<Row> left = peeled(box, i, sign, alpha);
          int removed = box.size() - left.size();
          if (left.size() < Math.ceil(leastMass * rows.rows().size()) || left.isEmpty()) {
            continue;
          }
          double gain = (double) hits(left) / left.size() - (double) hits / box.size();
          double score = gain > 0 ? gain / removed : gain;
          if (score > bestScore || (score == bestScore && left.size() > best.size())) {
            best = left;
            bestScore = score;
          }
        }
      }
      if (best.isEmpty()) {
        return way;
      }
      box = best;
    }
  }

  private static List<Row> peeled(List<Row> box, int i, double sign, double alpha) {
    double[] values =
        box.stream().mapToDouble(r -> sign * r.parameters()[i]).sorted().distinct().toArray();
    int share = Math.max(1, (int) Math.floor(alpha * box.size()));
    // the most values that are no more points than the share, but at least one value
    List<Row> kept = List.of();
    for (int k = 0; k < values.length; k++) {
      double edge = values[k];
      List<Row> left = box.stream().filter(r -> sign * r.parameters()[i] > edge).toList();
      if (k == 0 || box.size() - left.size() <= share) {
        kept = left;
      }
    }
    return kept;
  }

  private static int hits(List<Row> rows) {
    return (int) rows.stream().filter(r -> r.outcomes()[0] == 1).count();
  }

  @Test
  void unitsOfTheParametersChangeNothingButTheBounds() throws MissingOutcomes {
    Evaluated rows = noisy(new Random(6), 300, false);
    Evaluated scaled =
        new Evaluated(
            rows.parameters(),
            rows.outcomes(),
            rows.rows().stream()
                .map(
                    r ->
                        new Row(
                            r.point(),
                            0,
                            new double[] {
                              1e6 * r.parameters()[0],
                              1e-6 * r.parameters()[1],
                              r.parameters()[2] - 5
                            },
                            Status.OK,
                            "",
                            r.outcomes()))
                .toList());
    Prim.Found one = solve(rows, ALL).boxes().get(0);
    Prim.Found other = solve(scaled, ALL).boxes().get(0);
    assertThat(other.trajectory()).isEqualTo(one.trajectory());
    assertThat(other.searched()).isEqualTo(one.searched());
  }

  @Test
  void withoutStructureNothingHoldsOnTheHalfHeldOut() throws MissingOutcomes {
    int small = 0;
    int boxes = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Evaluated rows =
          Evaluated.verdicts(
              Evaluated.uniform(random, 300, 4), x -> random.nextDouble() < 0.3 ? 1 : 0);
      for (Prim.Found found :
          solve(rows, Prim.Options.defaults().withBoxes(1).withDensity(0.6)).boxes()) {
        boxes++;
        small += found.checkedP() < 0.05 ? 1 : 0;
      }
    }
    assertThat(boxes).isGreaterThan(150);
    assertThat(small).isLessThan(boxes / 10); // 5% expected at most
  }

  @Test
  void nothingOrEverythingFrozenGivesNoBox() throws MissingOutcomes {
    List<double[]> points = Evaluated.uniform(new Random(7), 50, 2);
    for (int code : new int[] {0, 1}) {
      Prim.Result result = solve(Evaluated.verdicts(points, x -> code), Prim.Options.defaults());
      assertThat(result.boxes()).isEmpty();
      assertThat(result.searched().rate()).isEqualTo(code);
      assertThat(result.searched().inside()).isZero();
    }
  }

  @Test
  void missingOutcomesAreNamedOrTheirPointsDropped() throws MissingOutcomes {
    Evaluated all =
        Evaluated.verdicts(Evaluated.uniform(new Random(8), 200, 2), x -> x[0] < 0.5 ? 1 : 0);
    Evaluated rows = all.without(199);
    Response frozen = rows.frozen();
    assertThatThrownBy(() -> Prim.withDefaults().solve(rows, frozen, 200))
        .isInstanceOf(MissingOutcomes.class)
        .hasMessageContaining("point 199: not evaluated yet");
    Prim.Result result =
        Prim.withDefaults().with(ALL.withDropIncomplete(true)).solve(rows, frozen, 200);
    assertThat(result.dropped()).isEqualTo(1);
    assertThat(result.searched().points()).isEqualTo(199);
    assertThatThrownBy(() -> ALL.withAlpha(0)).hasMessageContaining("alpha is 0.0");
  }
}
