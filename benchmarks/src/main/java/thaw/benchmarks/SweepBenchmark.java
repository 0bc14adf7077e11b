package thaw.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Plan;
import thaw.sweep.Points;
import thaw.sweep.Status;
import thaw.sweep.run.Engine;
import thaw.sweep.run.Job;
import thaw.sweep.run.Sweep;

/**
 * What the engine of sweeps costs beside the models: the rate of a sweep, store and tables
 * included, divided by that of the bare model on all processors, for points of about a millisecond;
 * and points per second of a model that costs nothing.
 *
 * <p>On a machine that others use too, the ratio of rates varies with what they do; the ratio of
 * processor times does not. Both are printed.
 *
 * <p>Arguments: number of closed-form points (default 1 000 000), folder for the runs (default: a
 * temporary one, removed at the end).
 */
public final class SweepBenchmark {
  private static final long DEFAULT_POINTS = 1_000_000;
  private static final int SLOW_POINTS = 10_000;
  private static final int ITERATIONS = 600_000;
  private static final int ROUNDS = 3;

  private SweepBenchmark() {}

  /** Runs and prints. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long size = arguments.length > 0 ? Long.parseLong(arguments[0]) : DEFAULT_POINTS;
    boolean temporary = arguments.length < 2;
    Path folder =
        temporary ? Files.createTempDirectory("thaw-sweep-") : Path.of(arguments[1]);
    int cores = Runtime.getRuntime().availableProcessors();
    overhead(folder, cores);
    closedForm(folder, size);
    Runtime runtime = Runtime.getRuntime();
    System.out.println("largest heap allowed: " + runtime.maxMemory() / (1 << 20) + " MB");
    if (temporary) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Bare rate and rate of a sweep, one after the other so that the machine's mood is the same. */
  private static void overhead(Path folder, int cores) throws IOException, InterruptedException {
    Model slow = new Iterated(ITERATIONS);
    for (int round = 0; round < ROUNDS; round++) {
      long work = processorNanos();
      double bare = bareRate(slow, cores);
      double bareWork = processorNanos() - work;
      long begin = System.nanoTime();
      work = processorNanos();
      run(job("slow" + round, SLOW_POINTS, slow), folder.resolve("slow" + round));
      double rate = SLOW_POINTS / seconds(begin);
      double sweepWork = processorNanos() - work;
      System.out.printf(
          Locale.ROOT,
          "%d threads, %.2f ms a point: bare %.0f/s, sweep %.0f/s, ratio %.3f; of processor time"
              + " %.3f%n",
          cores,
          bareWork / 1e6 / SLOW_POINTS,
          bare,
          rate,
          rate / bare,
          bareWork / sweepWork);
    }
  }

  /** All processors at once without an engine, which share caches, clock and memory as a sweep. */
  private static double bareRate(Model model, int cores) throws InterruptedException {
    int each = SLOW_POINTS / cores;
    Thread[] threads = new Thread[cores];
    long begin = System.nanoTime();
    for (int t = 0; t < cores; t++) {
      int first = t * each;
      threads[t] =
          new Thread(
              () -> {
                for (int i = first; i < first + each; i++) {
                  model.evaluate(new double[] {i, 0.5}, i, () -> {});
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return (double) each * cores / seconds(begin);
  }

  private static void closedForm(Path folder, long size) throws IOException {
    long begin = System.nanoTime();
    run(job("closed", size, new Iterated(1)), folder.resolve("closed"));
    System.out.printf(
        Locale.ROOT,
        "closed form: %d points in %.1f s, %.0f/s, tables included%n",
        size,
        seconds(begin),
        size / seconds(begin));
  }

  private static void run(Job job, Path folder) throws IOException {
    Sweep.Options options =
        Sweep.Options.defaults()
            .withEngine(Engine.local(Runtime.getRuntime().availableProcessors()))
            .withForce(Files.exists(folder));
    Sweep.withDefaults().with(options).run(job, folder, () -> false, Sweep.Listener.silent());
  }

  private static Job job(String id, long size, Model model) {
    Points points =
        new Points() {
          @Override
          public long size() {
            return size;
          }

          @Override
          public double[] values(long point) {
            return new double[] {point * 1e-3, 1.0 / (1 + point % 1000)};
          }
        };
    return new Job(
        "benchmark",
        id,
        "",
        List.of(),
        List.of(),
        List.of(Column.number("x", "", "first"), Column.number("y", "", "second")),
        Map.of(),
        Plan.of(points),
        model,
        1,
        Duration.ofMinutes(1));
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  /** A logistic map, iterated as often as asked. */
  private record Iterated(int iterations) implements Model {
    @Override
    public List<Column> outcomes() {
      return List.of(
          Column.number("value", "", "after the last iteration"),
          Column.number("product", "", "x y"),
          Column.category("half", "of the value", List.of("lower", "upper")));
    }

    @Override
    public Evaluation evaluate(double[] values, long seed, Clock clock) {
      double value = 0.5 * values[1];
      for (int i = 0; i < iterations; i++) {
        value = 3.9 * value * (1 - value);
        if (i % 1000 == 0) {
          clock.check();
        }
      }
      return new Evaluation(
          Status.OK, "", new double[] {value, values[0] * values[1], value < 0.5 ? 0 : 1});
    }
  }
}
