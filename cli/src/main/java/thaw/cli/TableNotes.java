package thaw.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import thaw.charts.Exporter;
import thaw.charts.Numbers;
import thaw.solver.spe.PayoffSets;
import thaw.sweep.Status;
import thaw.sweep.run.Counts;
import thaw.sweep.run.Run;

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

  /**
   * Which sweep, how exact its points are, and how they ended.
   *
   * @param hash SHA-256 of its points
   */
  static List<String> of(Run run, String hash) throws IOException {
    JsonNode root = Stated.root(run);
    Counts counts = run.counts();
    return List.of(
        "Run: "
            + Stated.text(root, "name", "sweep")
            + " (SHA-256 of the points "
            + hash.substring(0, DIGITS)
            + "); Thaw "
            + Main.version()
            + ".",
        root.has("tolerance")
            ? tolerance(root.path("tolerance").asDouble())
            : "Points solved to the standard tolerance.",
        "Failed: "
            + counts.failed()
            + " of "
            + counts.done()
            + " points (timeout, invalid or error); undecided: "
            + counts.of(Status.UNDECIDED)
            + ".");
  }

  /** How exact the payoff sets behind verdicts are. */
  static String tolerance(double tolerance) {
    return "Verdicts from payoff sets to a tolerance of "
        + Numbers.percent(tolerance)
        + " of the payoff range.";
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
