package thaw.sweep.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Plan;
import thaw.sweep.Points;
import thaw.sweep.Status;

/** Sweeps with known answers. */
final class Jobs {
  private static final List<Column> PARAMETERS =
      List.of(Column.number("x", "", "first"), Column.number("y", "share", "second"));

  private Jobs() {}

  static Points points(long size) {
    return new Points() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public double[] values(long point) {
        return new double[] {point, point % 97 / 97.0};
      }
    };
  }

  static Job planned(Plan plan, Model model) {
    return new Job(
        "1.2.3",
        "id",
        "{\n  \"a\": 1\n}\n",
        List.of(),
        List.of(),
        PARAMETERS,
        Map.of("x", new Job.Caption("ξ", "the first")),
        plan,
        model,
        42,
        Duration.ZERO);
  }

  static Job of(long size, Model model) {
    return planned(Plan.of(points(size)), model);
  }

  /** x + y, a random number, and a category. */
  static Job closedForm(long size) {
    return of(size, new Plain());
  }

  static Job withId(Job job, String id) {
    return copy(job, job.version(), id, job.text(), job.limit());
  }

  static Job withVersion(Job job, String version) {
    return copy(job, version, job.runId(), job.text(), job.limit());
  }

  static Job withText(Job job, String id, String text) {
    return copy(job, job.version(), id, text, job.limit());
  }

  static Job limited(Job job, Duration limit) {
    return copy(job, job.version(), job.runId(), job.text(), limit);
  }

  private static Job copy(Job job, String version, String id, String text, Duration limit) {
    return new Job(
        version,
        id,
        text,
        job.inputs(),
        job.settings(),
        job.parameters(),
        job.captions(),
        job.plan(),
        job.model(),
        job.seed(),
        limit);
  }

  /** Of every ten points: one undecided, one invalid, one error, one that waits for the clock. */
  static Job mixed(long size) {
    Model model =
        new Plain() {
          @Override
          public Evaluation evaluate(double[] values, long seed, Clock clock) {
            switch ((int) values[0] % 10) {
              case 1 -> {
                return new Evaluation(Status.UNDECIDED, "perhaps", sum(values, seed).outcomes());
              }
              case 2 -> {
                return new Evaluation(
                    Status.INVALID, "\"x\"\nis too much", new double[] {Double.NaN, 1, Double.NaN});
              }
              case 3 -> {
                while (true) {
                  clock.check();
                  Thread.onSpinWait();
                }
              }
              case 4 -> throw new IllegalStateException("point with a, comma");
              default -> {
                return sum(values, seed);
              }
            }
          }
        };
    return limited(of(size, model), Duration.ofMillis(80));
  }

  static Model.Evaluation sum(double[] values, long seed) {
    double sum = values[0] + values[1];
    return new Model.Evaluation(
        Status.OK, "", new double[] {sum, new SplittableRandom(seed).nextDouble(), values[0] % 2});
  }

  static class Plain implements Model {
    @Override
    public List<Column> outcomes() {
      return List.of(
          Column.number("sum", "", "x + y"),
          Column.number("noise", "", "uniform"),
          Column.category("sign", "of (−1)^x", List.of("plus", "minus, \"odd\"")));
    }

    @Override
    public Evaluation evaluate(double[] values, long seed, Clock clock) {
      return sum(values, seed);
    }
  }

  /** Every tenth point fails until {@link #works}. */
  static final class Flaky extends Plain {
    final AtomicInteger evaluations = new AtomicInteger();
    volatile boolean works;

    @Override
    public Evaluation evaluate(double[] values, long seed, Clock clock) {
      evaluations.incrementAndGet();
      if (!works && values[0] % 10 == 9) {
        throw new IllegalArgumentException("not yet");
      }
      return sum(values, seed);
    }
  }
}
