package thaw.cli.explore;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import thaw.charts.Table;
import thaw.model.Scenario;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Levers;

/** A scenario that solves in a moment, for tests of the explorer. */
final class Small {
  static final String HOSTILE =
      "</script><script>document.title='taken'</script><img src=x>\"'&<!--<script>";

  private Small() {}

  /** The package deal, some of its texts markup that would do harm if it were taken for markup. */
  static Scenario scenario() throws Exception {
    return ScenarioFile.read(
        Path.of("../examples/us-dprk/package.json"),
        List.of(
            new Setting("title", "Package " + HOSTILE),
            new Setting("parties.us.name", "US " + HOSTILE),
            new Setting("steps.destroy-icbms.name", HOSTILE)));
  }

  static FreezeAnalysis.Options options() {
    return FreezeAnalysis.Options.defaults();
  }

  /** Words that name what they are about. */
  static final class Words implements Answers {
    @Override
    public Table conditions(FreezeReport report) {
      return new Table(
          List.of("condition", "answer"),
          List.of(List.of("verdict", report.verdict().word()), List.of(HOSTILE, HOSTILE)));
    }

    @Override
    public Table levers(Levers.Result levers) {
      return new Table(
          List.of("parameter", "critical"),
          levers.levers().stream()
              .map(l -> List.<Object>of(l.parameter().path(), l.critical()))
              .toList());
    }

    @Override
    public String json(FreezeReport report, Optional<Levers.Result> levers) {
      return "{\"levers\":" + levers.isPresent() + "}";
    }

    @Override
    public String command(Map<String, Double> changes) {
      return "thaw freeze " + changes;
    }
  }
}
