package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.charts.PaperTable;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.model.io.Json;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.Verdict;

/** {@code thaw run}: the main job, from scenario to report, figures, tables and certificates. */
@Command(
    name = RunCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Solves a scenario: report, figures, tables, certificates.",
      "Writes a folder with them and what reproduces them."
    })
final class RunCommand implements Callable<Integer> {
  static final String NAME = "run";

  @Mixin private ScenarioInput input = new ScenarioInput();

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "the folder to write (default: runs/ and the scenario's name)")
  private @Nullable Path folder;

  @Option(names = "--force", description = "replace a run folder that exists")
  private boolean force;

  @Mixin private Resolution resolution = new Resolution();

  @Override
  public Integer call() throws Exception {
    long begin = System.nanoTime();
    Scenario scenario = input.scenario();
    PhasedExchange exchange = input.exchange(scenario);
    Path target = folder != null ? folder : Path.of("runs", scenario.name());
    RunFolder.refuseExisting(target, force, NAME);
    Exporter exporter = resolution.exporter();
    RunFolder run = new RunFolder();
    Study study;
    try (Progress progress = input.progress()) {
      study = Study.of(exchange, input.analysis(), input.threads(), progress);
      for (Figure figure : study.figures()) {
        exporter.files(figure).forEach((name, bytes) -> run.add("figures/" + name, bytes));
      }
    }
    run.add("report.md", ReportText.of(study));
    String certificate =
        study.report().certificate().isPresent() ? "certificates/verdict.json" : "";
    study
        .report()
        .certificate()
        .ifPresent(c -> run.add(certificate, CertificateFile.write(exchange, c)));
    ObjectNode json = FreezeJson.of(study.report(), Optional.of(study.levers()), certificate);
    json.set("criticalValues", FreezeJson.criticalValues(study.criticalValues()));
    json.set("sequencing", FreezeJson.sequencing(study.sequencing()));
    run.add("report.json", Json.text(json));
    String written = ScenarioFile.write(scenario);
    tables(study, TableNotes.of(scenario.name(), written)).forEach(run::add);
    run.add("scenario.json", written);
    double seconds = (System.nanoTime() - begin) / 1e9;
    run.add(
        "manifest.json",
        Json.text(
            Manifest.of(
                run,
                target,
                input.invocation(),
                input.file(),
                input.hash(),
                input.settings(),
                input.tolerance(),
                seconds)));
    run.write(target, force, NAME);
    if (input.json()) {
      FreezeJson.provenance(json, input, input.hash(), seconds);
      input.out().print(Json.text(json));
    } else {
      input.out().println(study.report().verdict().word() + ": " + study.report().reason());
      input.out().println(target.resolve("report.md"));
    }
    return study.report().verdict() == Verdict.UNDECIDED ? Main.NOT_CONVERGED : Main.DONE;
  }

  private static Map<String, PaperTable> tables(Study study, String made) {
    String sets = TableNotes.sets(study.report().sets());
    Map<String, PaperTable> tables = new LinkedHashMap<>();
    tables.put(
        "conditions",
        new PaperTable(
            "Freeze conditions at the start",
            ReportText.conditions(study.report()),
            List.of(
                made,
                sets,
                "F5 is bounded from both sides; F6 gives each party's payoffs per period in a crisis,"
                    + " frozen, and settled.")));
    tables.put(
        "levers",
        new PaperTable(
            "Parameters that change the verdict, each moved alone",
            ReportText.levers(study.levers(), Integer.MAX_VALUE),
            List.of(
                made,
                sets,
                "Distance: share of the interval searched.",
                ReportText.unmoved(study.levers()))));
    tables.put(
        "critical-values",
        new PaperTable(
            "Thresholds of the verdict",
            ReportText.criticalValues(study.criticalValues()),
            List.of(
                made,
                sets,
                "Everything of a kind set to one value, all else as it is. Between two values given"
                    + " the verdict was not decided.")));
    tables.put(
        "sequencing",
        new PaperTable(
            "The same steps in other sequences",
            ReportText.sequencing(study.sequencing()),
            List.of(
                made,
                sets,
                "Patience: of both parties, all else as it is. Failed: "
                    + study.sequencing().stream()
                        .filter(row -> row.verdict() == Verdict.UNDECIDED)
                        .count()
                    + " of "
                    + study.sequencing().size()
                    + " verdicts undecided.")));
    return tables;
  }
}
