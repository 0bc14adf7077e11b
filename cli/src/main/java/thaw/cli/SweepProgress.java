package thaw.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import thaw.sweep.run.Sweep;

/** Tells on standard error how a sweep goes: a bar on a terminal, a line now and then elsewhere. */
final class SweepProgress implements Sweep.Listener, AutoCloseable {
  private static final long BETWEEN_LINES = Duration.ofSeconds(30).toNanos();

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean plain;
  private final boolean terminal = Boolean.getBoolean("thaw.terminal"); // the launcher knows
  private @Nullable ProgressBar bar;
  private long said = System.nanoTime();

  SweepProgress(PrintWriter err, boolean quiet, boolean plain) {
    this.err = err;
    this.quiet = quiet;
    this.plain = plain || System.getenv("NO_COLOR") != null;
  }

  @Override
  public void note(String message) {
    err.println("thaw: " + message);
    err.flush();
  }

  @Override
  public void progress(Sweep.Progress now) {
    if (quiet) {
      return;
    }
    if (terminal) {
      ProgressBar shown = bar;
      if (shown == null) {
        shown =
            new ProgressBarBuilder()
                .setTaskName("points")
                .setInitialMax(now.total())
                .startsFrom(now.done(), Duration.ZERO)
                .setStyle(plain ? ProgressBarStyle.ASCII : ProgressBarStyle.UNICODE_BLOCK)
                .showSpeed()
                .build();
        bar = shown;
      }
      shown.maxHint(now.total());
      shown.stepTo(now.done());
      if (now.failed() > 0) {
        shown.setExtraMessage(now.failed() + " failed");
      }
    } else if (System.nanoTime() - said > BETWEEN_LINES) {
      said = System.nanoTime();
      err.println("thaw: " + line(now));
      err.flush();
    }
  }

  private static String line(Sweep.Progress now) {
    String failed = now.failed() > 0 ? ", " + now.failed() + " failed" : "";
    String left =
        now.perSecond() > 0
            ? String.format(
                Locale.ROOT, ", %.3g/s, %.0f s left", now.perSecond(), now.secondsLeft())
            : "";
    return now.done() + " of " + now.total() + " points" + failed + left;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
