package thaw.cli;

import java.nio.charset.StandardCharsets;
import thaw.charts.Exporter;
import thaw.charts.Numbers;
import thaw.solver.spe.PayoffSets;

/** Sentences below tables: which run, which version, how exact. */
final class TableNotes {
  private static final int DIGITS = 12;

  private TableNotes() {}

  /**
   * Which run.
   *
   * @param name of what was solved
   * @param written as the run has it, whatever the form in which it was given
   */
  static String of(String name, String written) {
    String hash = Exporter.sha256(written.getBytes(StandardCharsets.UTF_8));
    return "Run: "
        + name
        + " (SHA-256 of the input "
        + hash.substring(0, DIGITS)
        + "); Thaw "
        + Main.version()
        + ".";
  }

  /** How exact payoff sets are. */
  static String sets(PayoffSets.Result sets) {
    return "Payoff sets to a tolerance of "
        + Numbers.percent(sets.options().tolerance())
        + " of the payoff range, "
        + (sets.converged() ? "reached" : "not reached")
        + ": "
        + Numbers.percent(sets.relativeErrorBound())
        + ".";
  }
}
