package thaw.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.sweep.Plan;
import thaw.sweep.Points;
import thaw.sweep.Status;
import thaw.sweep.experiment.ExperimentFile;
import thaw.sweep.run.Engine;
import thaw.sweep.run.EngineProvider;
import thaw.sweep.run.Job;
import thaw.sweep.run.Run;
import thaw.sweep.run.Shard;
import thaw.sweep.run.Sweep;

class SparkEngineTest {
  private static final String TWO_CORES = "local[2]";

  private static final List<String> TABLES =
      List.of("points.csv", "points.parquet", "columns.json");

  /** 90,000 points: two blocks of the store, many chunks. */
  private static final String FORMULA =
      """
      {"format": "thaw/experiment@1", "name": "formula", "question": "How much?", "base": "trust.json",
       "parameters": [{"path": "parameters.s", "range": [0.1, 0.9]},
                      {"path": "parameters.delta", "range": [0.1, 0.95]}],
       "design": {"kind": "grid", "points": 300}}
      """;

  private static final String SCENARIO =
      """
      {"format": "thaw/experiment@1", "name": "map", "question": "Where?", "base": "scenario.json",
       "outcomes": ["verdict"],
       "parameters": [{"path": "trust.initial", "range": [0.05, 0.5]},
                      {"path": "parties.us.patience", "range": [0.5, 0.9]}],
       "limits": {"secondsPerPoint": %s},
       "design": %s}
      """;

  private static final String GRID = "{\"kind\": \"grid\", \"points\": 3}";

  @TempDir Path folder;

  @BeforeEach
  void copyBases() throws IOException {
    Path examples = Path.of(System.getProperty("thaw.root", ".."), "examples");
    Files.copy(
        examples.resolve("us-dprk").resolve("package.json"), folder.resolve("scenario.json"));
    Files.copy(
        examples.resolve("literature").resolve("required-trust.json"),
        folder.resolve("trust.json"));
  }

  private Path write(String experiment) throws IOException {
    return Files.writeString(folder.resolve("experiment.json"), experiment);
  }

  private static Job job(Path experiment) throws Exception {
    return Job.of(ExperimentFile.read(experiment, List.of()), "1.2.3", List.of());
  }

  private static Engine spark(Path experiment) throws Exception {
    return new SparkEngine(ExperimentFile.portable(experiment, List.of()), TWO_CORES);
  }

  private Sweep.Result run(Job job, String name, Engine engine) throws IOException {
    return Sweep.withDefaults()
        .with(Sweep.Options.defaults().withEngine(engine))
        .run(job, folder.resolve(name), () -> false, Sweep.Listener.silent());
  }

  /** Runs until about {@code most} points are done. */
  private Sweep.Result start(Job job, String name, Engine engine, long most) throws IOException {
    AtomicBoolean enough = new AtomicBoolean();
    Sweep.Listener counting =
        new Sweep.Listener() {
          @Override
          public void note(String message) {}

          @Override
          public void progress(Sweep.Progress progress) {
            enough.set(progress.done() >= most);
          }
        };
    return Sweep.withDefaults()
        .with(Sweep.Options.defaults().withEngine(engine))
        .run(job, folder.resolve(name), enough::get, counting);
  }

  private void assertSameTables(String one, String other) {
    for (String table : TABLES) {
      assertThat(folder.resolve(one).resolve(table))
          .hasSameBinaryContentAs(folder.resolve(other).resolve(table));
    }
  }

  @Test
  void closedFormPointsHaveTheBytesOfTheLocalEngine() throws Exception {
    Path experiment = write(FORMULA);
    run(job(experiment), "local", Engine.local(2));
    try (Engine spark = spark(experiment)) {
      assertThat(run(job(experiment), "spark", spark).counts().of(Status.OK)).isEqualTo(90_000);
    }
    assertSameTables("local", "spark");
  }

  @Test
  void aScenarioWithPointsThatFailHasTheBytesOfTheLocalEngine() throws Exception {
    Path experiment = write(SCENARIO.formatted("60", GRID));
    run(job(experiment), "local", Engine.local(2));
    try (Engine spark = spark(experiment)) {
      Sweep.Result result = run(job(experiment), "spark", spark);
      assertThat(result.counts().of(Status.INVALID)).isPositive();
      assertThat(result.counts().of(Status.OK)).isPositive();
    }
    assertSameTables("local", "spark");
  }

  @Test
  void pointsBeyondTheirTimeLimitHaveTheBytesOfTheLocalEngine() throws Exception {
    Path experiment = write(SCENARIO.formatted("1e-8", GRID));
    run(job(experiment), "local", Engine.local(2));
    try (Engine spark = spark(experiment)) {
      Sweep.Result result = run(job(experiment), "spark", spark);
      assertThat(result.counts().of(Status.TIMEOUT)).isEqualTo(9);
    }
    assertSameTables("local", "spark");
  }

  @Test
  void aDesignThatGrowsWithItsOutcomesHasTheBytesOfTheLocalEngine() throws Exception {
    Path experiment =
        write(SCENARIO.formatted("60", "{\"kind\": \"adaptive\", \"points\": 2, \"width\": 0.5}"));
    run(job(experiment), "local", Engine.local(2));
    try (Engine spark = spark(experiment)) {
      run(job(experiment), "spark", spark);
    }
    assertThat(Run.open(folder.resolve("spark")).size()).isGreaterThan(4);
    assertSameTables("local", "spark");
  }

  @Test
  void aRunBegunByOneEngineIsFinishedByTheOther() throws Exception {
    Path experiment = write(FORMULA);
    Job job = job(experiment);
    run(job, "whole", Engine.local(2));
    try (Engine spark = spark(experiment)) {
      assertThat(start(job, "from-local", Engine.local(1), 30_000).left()).isPositive();
      assertThat(run(job, "from-local", spark).complete()).isTrue();
      Sweep.Result half = start(job, "from-spark", spark, 100);
      assertThat(half.interrupted()).isTrue();
      assertThat(half.counts().done()).isBetween(100L, 89_999L);
      assertThat(run(job, "from-spark", Engine.local(2)).complete()).isTrue();
    }
    assertSameTables("whole", "from-local");
    assertSameTables("whole", "from-spark");
  }

  @Test
  void shardsRunOnSparkJoinToTheBytesOfTheWhole() throws Exception {
    Path experiment = write(FORMULA);
    Job job = job(experiment);
    run(job, "whole", Engine.local(2));
    List<Path> shards = new ArrayList<>();
    try (Engine spark = spark(experiment)) {
      for (int i = 1; i <= 3; i++) {
        shards.add(folder.resolve("shard" + i));
        Sweep.withDefaults()
            .with(Sweep.Options.defaults().withEngine(spark).withShard(new Shard(i, 3)))
            .run(job, shards.get(i - 1), () -> false, Sweep.Listener.silent());
      }
    }
    Sweep.withDefaults().merge(folder.resolve("merged"), shards);
    assertSameTables("whole", "merged");
  }

  @Test
  void pointsOfADesignThatFailsAreRowsAsInTheLocalEngine() throws Exception {
    Path experiment = write(FORMULA);
    Points broken =
        new Points() {
          @Override
          public long size() {
            return 50;
          }

          @Override
          public double[] values(long point) {
            if (point % 5 == 3) {
              throw new IllegalStateException("no point " + point);
            }
            return new double[] {0.5, 0.01 * point};
          }
        };
    Job job = withPlan(job(experiment), Plan.of(broken));
    run(job, "local", Engine.local(2));
    try (Engine spark = spark(experiment)) {
      assertThat(run(job, "spark", spark).counts().of(Status.ERROR)).isGreaterThanOrEqualTo(10);
    }
    assertSameTables("local", "spark");
  }

  private static Job withPlan(Job job, Plan plan) {
    return new Job(
        job.version(),
        job.runId(),
        job.text(),
        job.inputs(),
        job.settings(),
        job.parameters(),
        job.captions(),
        plan,
        job.model(),
        job.seed(),
        job.limit());
  }

  @Test
  void theCommandLineFindsSparkAndKeepsItsMessagesOffTheTerminal() throws Exception {
    Path experiment = write(FORMULA);
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "thaw.cli.Main",
                "sweep",
                experiment.toString(),
                "--engine",
                "spark",
                "--master",
                TWO_CORES,
                "-o",
                folder.resolve("run").toString())
            .redirectError(errors.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(errors)).isEmpty();
    assertThat(process.exitValue()).isZero();
    assertThat(Run.open(folder.resolve("run")).isComplete()).isTrue();
  }

  @Test
  void whatCannotBeAMasterIsRefused() {
    EngineProvider provider = ServiceLoader.load(EngineProvider.class).findFirst().orElseThrow();
    assertThat(provider.name()).isEqualTo("spark");
    for (String wrong : List.of("", "spark", "host:7077", "http://host", "local[")) {
      assertThatThrownBy(() -> provider.open("{}", Optional.of(wrong)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("allowed: spark://HOST:PORT");
    }
  }
}
