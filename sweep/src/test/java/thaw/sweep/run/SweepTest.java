package thaw.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.sweep.Model;
import thaw.sweep.Plan;
import thaw.sweep.Points;
import thaw.sweep.Row;
import thaw.sweep.Rows;
import thaw.sweep.Status;

class SweepTest {
  @TempDir Path temp;

  @Test
  void tablesHaveTheSameBytesForAnyNumberOfThreads() throws IOException {
    Job job = Jobs.closedForm(70_000);
    Map<String, byte[]> one = run(job, "one", Sweep.Options.defaults().withEngine(Engine.local(1)));
    for (int threads : new int[] {2, 8}) {
      Sweep.Options options = Sweep.Options.defaults().withEngine(Engine.local(threads));
      assertThat(run(job, "t" + threads, options)).containsExactlyEntriesOf(one);
    }
    assertThat(new String(one.get(Tables.CSV), StandardCharsets.UTF_8).lines()).hasSize(70_001);
  }

  @Test
  void aRunStoppedAtAnyMomentContinuesToTheSameBytes() throws IOException {
    Job job = Jobs.closedForm(70_000);
    Map<String, byte[]> undisturbed = run(job, "whole", Sweep.Options.defaults());
    Path folder = temp.resolve("stopped");
    int rounds = 0;
    Sweep.Result result;
    do {
      long most = 20_000L * ++rounds;
      long[] seen = {0};
      Sweep.Listener counting =
          new Sweep.Listener() {
            @Override
            public void note(String message) {}

            @Override
            public void progress(Sweep.Progress progress) {
              seen[0] = progress.done();
            }
          };
      result = Sweep.withDefaults().run(job, folder, () -> seen[0] >= most, counting);
    } while (!result.complete());
    assertThat(tables(folder)).containsExactlyEntriesOf(undisturbed);
  }

  @Test
  void shardsJoinedHaveTheBytesOfTheWhole() throws IOException {
    Job job = Jobs.closedForm(70_001);
    Map<String, byte[]> whole = run(job, "whole", Sweep.Options.defaults());
    List<Path> shards = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      run(job, "shard" + i, Sweep.Options.defaults().withShard(new Shard(i, 3)));
      shards.add(0, temp.resolve("shard" + i));
    }
    Sweep.withDefaults().merge(temp.resolve("merged"), shards);
    assertThat(tables(temp.resolve("merged"))).containsExactlyEntriesOf(whole);
    assertThat(run(job, "merged", Sweep.Options.defaults())).containsExactlyEntriesOf(whole);
  }

  @Test
  void missingRepeatedAndForeignShardsAreNamed() throws IOException {
    Job job = Jobs.closedForm(10);
    Path first = temp.resolve("first");
    Path second = temp.resolve("second");
    Path foreign = temp.resolve("foreign");
    run(job, "first", Sweep.Options.defaults().withShard(new Shard(1, 3)));
    run(job, "second", Sweep.Options.defaults().withShard(new Shard(2, 3)));
    run(Jobs.withId(job, "other"), "foreign", Sweep.Options.defaults().withShard(new Shard(3, 3)));
    Path target = temp.resolve("target");
    Sweep sweep = Sweep.withDefaults();
    assertThatThrownBy(() -> sweep.merge(target, List.of(first, second)))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("missing: shard 3/3");
    assertThatThrownBy(() -> sweep.merge(target, List.of(first, second, first)))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("both shard 1/3");
    assertThatThrownBy(() -> sweep.merge(target, List.of(first, second, foreign)))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("not shards of one run");
    assertThat(target).doesNotExist();
  }

  @Test
  void anUnfinishedShardIsNotJoined() throws IOException {
    Job job = Jobs.closedForm(10);
    run(job, "first", Sweep.Options.defaults().withShard(new Shard(1, 2)));
    Path second = temp.resolve("second");
    Sweep half = Sweep.withDefaults().with(Sweep.Options.defaults().withShard(new Shard(2, 2)));
    half.run(job, second, () -> true, Sweep.Listener.silent());
    assertThatThrownBy(
            () ->
                Sweep.withDefaults()
                    .merge(temp.resolve("target"), List.of(temp.resolve("first"), second)))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("not finished")
        .hasMessageContaining("5 points");
  }

  @Test
  void everyStatusIsARowAndNoneStopsTheOthers() throws IOException {
    Path folder = temp.resolve("run");
    Sweep.Result result =
        Sweep.withDefaults().run(Jobs.mixed(50), folder, () -> false, Sweep.Listener.silent());
    assertThat(result.complete()).isTrue();
    assertThat(result.counts().byStatus())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Status.OK, 30L,
                Status.UNDECIDED, 5L,
                Status.TIMEOUT, 5L,
                Status.INVALID, 5L,
                Status.ERROR, 5L));
    Run run = Run.open(folder);
    assertThat(run.counts()).isEqualTo(result.counts());
    Finished error = run.find(4).orElseThrow();
    assertThat(error.row().message()).isEqualTo("IllegalStateException: point with a, comma");
    assertThat(error.detail()).contains("Jobs");
    assertThat(run.find(50)).isEmpty();
    String csv = Files.readString(folder.resolve(Tables.CSV));
    assertThat(csv).contains(",error,\"IllegalStateException: point with a, comma\",");
    assertThat(csv).startsWith("point,seed,status,message,x,y,sum,noise,sign\r\n0,");
  }

  @Test
  void failedPointsAreEvaluatedAgainOnlyWhenAskedTo() throws IOException {
    Path folder = temp.resolve("run");
    Jobs.Flaky flaky = new Jobs.Flaky();
    Job job = Jobs.of(200, flaky);
    Sweep sweep = Sweep.withDefaults();
    assertThat(sweep.run(job, folder, () -> false, Sweep.Listener.silent()).counts().failed())
        .isEqualTo(20);
    Path analysis = folder.resolve(Run.ANALYSES).resolve("sobol");
    Files.createDirectories(analysis);
    Files.writeString(analysis.resolve("result.json"), "{}");
    flaky.works = true;
    assertThat(sweep.run(job, folder, () -> false, Sweep.Listener.silent()).counts().failed())
        .isEqualTo(20);
    assertThat(analysis).as("of the same points").isDirectory();
    Sweep retry = sweep.with(Sweep.Options.defaults().withRetryFailed(true));
    Sweep.Result result = retry.run(job, folder, () -> false, Sweep.Listener.silent());
    assertThat(result.counts().failed()).isZero();
    assertThat(flaky.evaluations.get()).isEqualTo(220);
    assertThat(folder.resolve(Run.ANALYSES)).as("of other points").doesNotExist();
    assertThat(run(Jobs.of(200, flaky), "fresh", Sweep.Options.defaults()))
        .containsExactlyEntriesOf(tables(folder));
  }

  @Test
  void failFastStartsNoFurtherPointsAndTheRunContinues() throws IOException {
    Path folder = temp.resolve("run");
    Job job = Jobs.of(10_000, new Jobs.Flaky());
    Sweep sweep = Sweep.withDefaults();
    Sweep.Result result =
        sweep
            .with(Sweep.Options.defaults().withFailFast(true))
            .run(job, folder, () -> false, Sweep.Listener.silent());
    assertThat(result.complete()).isFalse();
    assertThat(result.interrupted()).isFalse();
    assertThat(result.counts().failed()).isPositive();
    assertThat(result.left()).isPositive();
    assertThat(folder.resolve(Tables.CSV)).doesNotExist();
    assertThat(sweep.run(job, folder, () -> false, Sweep.Listener.silent()).complete()).isTrue();
  }

  @Test
  void aModelThatNeitherAsksTheClockNorHearsInterruptsIsLeftBehind() throws IOException {
    Model deaf =
        new Jobs.Plain() {
          @Override
          public Evaluation evaluate(double[] values, long seed, Clock clock) {
            long end = System.nanoTime() + 4_000_000_000L;
            while (values[0] == 1 && System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            return Jobs.sum(values, seed);
          }
        };
    Job job = Jobs.limited(Jobs.of(9, deaf), Duration.ofMillis(100));
    Sweep sweep = Sweep.withDefaults().with(Sweep.Options.defaults().withEngine(Engine.local(1)));
    Sweep.Result result = sweep.run(job, temp.resolve("run"), () -> false, Sweep.Listener.silent());
    assertThat(result.complete()).isTrue();
    assertThat(result.counts().of(Status.TIMEOUT)).isEqualTo(1);
    assertThat(result.counts().of(Status.OK)).isEqualTo(8);
  }

  @Test
  void aPlanThatGrowsGivesTheSameBytesWhenStoppedInBetween() throws IOException {
    Plan growing =
        new Plan() {
          @Override
          public Points first() {
            return Jobs.points(100);
          }

          @Override
          public Points next(Points points, Rows rows) {
            double[] sum = {0};
            long[] count = {0};
            rows.forEach(
                row -> {
                  sum[0] += row.outcomes()[0];
                  count[0]++;
                });
            assertThat(count[0]).isEqualTo(points.size());
            long grown = Math.min(400, points.size() + 100);
            return new Points() {
              @Override
              public long size() {
                return grown;
              }

              @Override
              public double[] values(long point) {
                return point < points.size()
                    ? points.values(point)
                    : new double[] {sum[0] + point, -1};
              }
            };
          }
        };
    Job job = Jobs.planned(growing, new Jobs.Plain());
    Map<String, byte[]> whole = run(job, "whole", Sweep.Options.defaults());
    assertThat(new String(whole.get(Tables.CSV), StandardCharsets.UTF_8).lines()).hasSize(401);
    Path folder = temp.resolve("stopped");
    int[] asked = {0};
    Sweep.Result result;
    do {
      asked[0] = 0;
      result =
          Sweep.withDefaults().run(job, folder, () -> ++asked[0] > 150, Sweep.Listener.silent());
    } while (!result.complete());
    assertThat(tables(folder)).containsExactlyEntriesOf(whole);
    assertThat(run(job, "stopped", Sweep.Options.defaults())).containsExactlyEntriesOf(whole);
  }

  @Test
  void anExecutorGetsTheRowsThatTheRunStores() throws IOException {
    Job job = Jobs.mixed(50);
    Path folder = temp.resolve("run");
    Sweep.withDefaults().run(job, folder, () -> false, Sweep.Listener.silent());
    List<Row> stored = new ArrayList<>();
    Run.open(folder).forEach(stored::add);
    Evaluator evaluator = new Evaluator(job.model(), job.seed(), job.limit());
    List<Finished> rows = evaluator.evaluate(job.plan().first(), 7, 3, 41);
    assertThat(rows).extracting(finished -> finished.row().point()).containsExactly(3L, 7L, 41L);
    for (Finished finished : rows) {
      Row row = finished.row();
      Row twin = stored.get((int) row.point());
      assertThat(row.seed()).isEqualTo(twin.seed());
      assertThat(row.status()).isEqualTo(twin.status());
      assertThat(row.message()).isEqualTo(twin.message());
      assertThat(row.parameters()).isEqualTo(twin.parameters());
      assertThat(row.outcomes()).isEqualTo(twin.outcomes());
    }
  }

  @Test
  void seedsOfPointsAreDistinctAndDoNotDependOnTheOthers() {
    Substreams substreams = new Substreams(7);
    assertThat(
            java.util.stream.LongStream.range(0, 10_000).map(substreams::seed).distinct().count())
        .isEqualTo(10_000);
    assertThat(new Substreams(7).seed(9_999)).isEqualTo(substreams.seed(9_999));
    assertThat(new Substreams(8).seed(9_999)).isNotEqualTo(substreams.seed(9_999));
  }

  @Test
  void numbersInTablesAreTheShortestThatReadBackEqual() {
    assertThat(CsvTable.number(2.0E-3)).isEqualTo("0.002");
    assertThat(CsvTable.number(2e22)).isEqualTo("2E22");
    assertThat(CsvTable.number(1.1e-7)).isEqualTo("1.1E-7");
    assertThat(CsvTable.number(-4)).isEqualTo("-4");
    java.util.Random random = new java.util.Random(5);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value)) {
        assertThat(Double.parseDouble(CsvTable.number(value))).isEqualTo(value);
      }
    }
  }

  private Map<String, byte[]> run(Job job, String name, Sweep.Options options) throws IOException {
    Path folder = temp.resolve(name);
    Sweep.Result result =
        Sweep.withDefaults().with(options).run(job, folder, () -> false, Sweep.Listener.silent());
    assertThat(result.complete()).isTrue();
    return tables(folder);
  }

  static Map<String, byte[]> tables(Path folder) throws IOException {
    Map<String, byte[]> tables = new TreeMap<>();
    for (String name : List.of(Tables.CSV, Tables.PARQUET, Tables.COLUMNS)) {
      tables.put(name, Files.readAllBytes(folder.resolve(name)));
    }
    return tables;
  }
}
