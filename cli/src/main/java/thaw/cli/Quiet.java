package thaw.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** What is told on standard error while a command works: the same flags for all of them. */
final class Quiet {
  @Option(
      names = {"-q", "--quiet"},
      description = "no progress on standard error")
  private boolean quiet;

  @Option(names = "--no-color", description = "no colours")
  private boolean noColor;

  /** Tells what a command does, unless that is not wanted. */
  Progress progress(PrintWriter err) {
    return new Progress(err, quiet, noColor);
  }

  /** The same for a sweep. */
  SweepProgress sweepProgress(PrintWriter err) {
    return new SweepProgress(err, quiet, noColor);
  }
}
