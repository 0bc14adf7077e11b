package thaw.sweep.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Points;
import thaw.sweep.Row;
import thaw.sweep.Status;
import thaw.sweep.experiment.Experiment;

/**
 * Makes rows of points: the whole of an evaluation without any file, on whatever machine.
 *
 * <p>Whatever a model throws, an {@link OutOfMemoryError} included, ends its point, not the sweep.
 */
public final class Evaluator {
  /** Longest message in a table, in characters. */
  static final int LONGEST_MESSAGE = 500;

  /** Longest trace of an error in the store, in characters. */
  static final int LONGEST_DETAIL = 1000;

  private final Model model;
  private final Substreams substreams;
  private final Duration limit;
  private final List<Column> outcomes;

  /**
   * An evaluator.
   *
   * @param seed of the experiment
   * @param limit of the time of one point; zero for none
   */
  public Evaluator(Model model, long seed, Duration limit) {
    this.model = model;
    this.limit = limit;
    substreams = new Substreams(seed);
    outcomes = List.copyOf(model.outcomes());
  }

  /** The evaluator of an experiment's points. */
  public static Evaluator of(Experiment experiment) {
    return new Evaluator(experiment.model(), experiment.seed(), Job.limit(experiment));
  }

  Duration limit() {
    return limit;
  }

  /**
   * Rows of some points in the order of their numbers, evaluated one after another; the calling
   * thread watches over the time limit.
   *
   * @throws CancellationException when the calling thread is interrupted
   */
  public List<Finished> evaluate(Points points, long... numbers) {
    ListedWork work = new ListedWork(points, numbers);
    try {
      new Crew(this, work, 1).run();
    } catch (IOException e) {
      throw new IllegalStateException("no file is involved", e);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("interrupted");
    }
    return work.rows();
  }

  /** Evaluates a point in the calling thread. */
  Finished evaluate(Points points, long point, Model.Clock clock) {
    long seed = substreams.seed(point);
    double[] values = {};
    try {
      values = points.values(point);
      Model.Evaluation evaluation = model.evaluate(values.clone(), seed, clock);
      String wrong = wrong(evaluation);
      if (wrong.isEmpty()) {
        return new Finished(
            new Row(
                point,
                seed,
                values,
                evaluation.status(),
                line(evaluation.message(), LONGEST_MESSAGE),
                evaluation.outcomes().clone()),
            "");
      }
      return new Finished(row(point, seed, values, Status.ERROR, wrong), "");
    } catch (Throwable e) { // an OutOfMemoryError or StackOverflowError is that of this point
      return new Finished(row(point, seed, values, Status.ERROR, message(e)), trace(e));
    }
  }

  /** The row of a point that took longer than allowed. */
  Finished timeout(Points points, long point) {
    double[] values = {};
    String message = "longer than the limit of " + limit.toMillis() / 1e3 + " s";
    try {
      values = points.values(point);
    } catch (RuntimeException e) {
      message += "; " + message(e);
    }
    return new Finished(row(point, substreams.seed(point), values, Status.TIMEOUT, message), "");
  }

  private Row row(long point, long seed, double[] values, Status status, String message) {
    double[] missing = new double[outcomes.size()];
    Arrays.fill(missing, Double.NaN);
    return new Row(point, seed, values, status, line(message, LONGEST_MESSAGE), missing);
  }

  /** What is wrong with what a model returned; empty if nothing is. */
  private String wrong(Model.Evaluation evaluation) {
    double[] values = evaluation.outcomes();
    if (values.length != outcomes.size()) {
      return values.length + " outcomes were returned; announced: " + outcomes.size();
    }
    for (int i = 0; i < values.length; i++) {
      Column column = outcomes.get(i);
      int categories = column.categories().size();
      boolean isCode =
          values[i] >= 0 && values[i] < categories && values[i] == Math.rint(values[i]);
      if (!column.isNumber() && !Double.isNaN(values[i]) && !isCode) {
        return column.name() + " is " + values[i] + "; allowed: codes 0 to " + (categories - 1);
      }
    }
    return "";
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    String name = e.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }

  private static String trace(Throwable e) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : e.getStackTrace()) {
      String next = frame + "\n";
      if (text.length() + next.length() > LONGEST_DETAIL) {
        break;
      }
      text.append(next);
    }
    return text.toString();
  }

  /** One line, without control characters, not too long. */
  private static String line(String text, int longest) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .map(c -> Character.isISOControl(c) || isSurrogate(c) ? ' ' : c)
        .limit(longest)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }
}
