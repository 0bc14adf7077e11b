package thaw.cli.explore;

import java.util.Map;
import java.util.Optional;
import thaw.charts.Table;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Levers;

/** How the command line words its answers; the page words them alike. */
public interface Answers {
  /** The conditions F1–F8 at the start. */
  Table conditions(FreezeReport report);

  /** The levers F9, nearest first. */
  Table levers(Levers.Result levers);

  /** The whole answer as JSON. */
  String json(FreezeReport report, Optional<Levers.Result> levers);

  /** The command that gives the same answer, for a shell. */
  String command(Map<String, Double> changes);
}
