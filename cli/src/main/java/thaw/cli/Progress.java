package thaw.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Tells on standard error what is being done: a bar on a terminal, one line per stage elsewhere.
 */
final class Progress implements AutoCloseable {
  private static final long BETWEEN = 200_000_000;
  private static final int WIDTH = 60;

  /** Set when the user interrupts; there is one user. */
  private static volatile boolean interrupted;

  private final PrintWriter err;
  private final boolean quiet;
  private final boolean terminal;
  private final boolean plain;
  private @Nullable ProgressBar bar;
  private String stage = "";
  private long begin;
  private long shown = System.nanoTime();
  private boolean ticking;

  Progress(PrintWriter err, boolean quiet, boolean plain) {
    this.err = err;
    this.quiet = quiet;
    this.plain = plain || System.getenv("NO_COLOR") != null;
    terminal = Boolean.getBoolean("thaw.terminal"); // the launcher knows
  }

  /** Begins a stage. */
  void stage(String name) {
    close();
    stage = name;
    begin = System.nanoTime();
    if (!quiet && !terminal) {
      err.println("thaw: " + name);
      err.flush();
    }
  }

  /** Part of the stage is done. */
  synchronized void done(int done, int all) {
    if (quiet || !terminal) {
      return;
    }
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(stage)
              .setInitialMax(all)
              .setStyle(plain ? ProgressBarStyle.ASCII : ProgressBarStyle.UNICODE_BLOCK)
              .build();
    }
    bar.stepTo(done);
  }

  /**
   * Something goes on; shown on a terminal now and then.
   *
   * @throws CancellationException once the user has interrupted
   */
  void tick(String what) {
    endIfInterrupted(what);
    long now = System.nanoTime();
    if (quiet || !terminal || now - shown < BETWEEN) {
      return;
    }
    shown = now;
    err.print("\rthaw: " + what + "    ");
    err.flush();
    ticking = true;
  }

  /**
   * For work that shows its progress otherwise.
   *
   * @throws CancellationException once the user has interrupted
   */
  static void endIfInterrupted(String what) {
    if (interrupted) {
      throw new CancellationException(what);
    }
  }

  /** Ends long solves at their next tick. */
  static void interrupt() {
    interrupted = true;
  }

  /** Whether the user has interrupted. */
  static boolean isInterrupted() {
    return interrupted;
  }

  @Override
  public synchronized void close() {
    if (ticking) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
      ticking = false;
    }
    if (bar != null) {
      bar.close();
      bar = null;
    }
    if (!quiet && terminal && !stage.isEmpty()) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      err.println(String.format(Locale.ROOT, "thaw: %s: %.1f s", stage, seconds));
      err.flush();
    }
    stage = "";
  }
}
