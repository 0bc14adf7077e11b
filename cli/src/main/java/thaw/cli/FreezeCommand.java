package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import thaw.model.game.PhasedExchange;
import thaw.model.io.Json;
import thaw.solver.freeze.CriticalValues;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Levers;
import thaw.solver.freeze.Verdict;

/** {@code thaw freeze}: the conditions F1–F9. */
@Command(
    name = "freeze",
    mixinStandardHelpOptions = true,
    description = {
      "Decides whether a scenario settles or freezes, and why.",
      "Decides the freeze conditions for every state, with certificate and levers."
    })
final class FreezeCommand implements Callable<Integer> {
  @Mixin private ScenarioInput input = new ScenarioInput();

  @Option(names = "--no-levers", description = "skip the search for critical values (F9)")
  private boolean noLevers;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = "write the certificate of the verdict to a file")
  private @Nullable Path certificateFile;

  @Option(names = "--force", description = "overwrite that file")
  private boolean force;

  @Override
  public Integer call() throws Exception {
    long begin = System.nanoTime();
    if (certificateFile != null && Files.exists(certificateFile) && !force) {
      throw new Refused(certificateFile + " exists already; --force replaces it");
    }
    if (certificateFile != null) {
      WholeFile.check(certificateFile);
    }
    PhasedExchange exchange = input.exchange(input.scenario());
    FreezeReport report;
    Optional<Levers.Result> levers = Optional.empty();
    List<CriticalValues.Found> criticalValues = List.of();
    try (Progress progress = input.progress()) {
      progress.stage("solving " + exchange.stateCount() + " states");
      report = FreezeAnalysis.withDefaults().with(input.analysis()).analyse(exchange);
      if (!noLevers) {
        progress.stage("searching levers");
        levers =
            Optional.of(
                Levers.withDefaults()
                    .with(
                        Levers.Options.defaults()
                            .withThreads(input.threads())
                            .withProgress(progress::done))
                    .solve(report));
        progress.stage("searching critical values");
        criticalValues =
            CriticalValues.solve(
                exchange.effective(),
                CriticalValues.Options.defaults()
                    .withThreads(input.threads())
                    .withProgress(progress::done));
      }
    }
    String name = "";
    if (certificateFile != null && report.certificate().isPresent()) {
      name = certificateFile.toString();
      WholeFile.write(
          certificateFile,
          CertificateFile.write(exchange, report.certificate().get())
              .getBytes(StandardCharsets.UTF_8));
    }
    if (input.json()) {
      ObjectNode json = FreezeJson.of(report, levers, name);
      if (!noLevers) {
        json.set("criticalValues", FreezeJson.criticalValues(criticalValues));
      }
      FreezeJson.provenance(json, input, input.hash(), (System.nanoTime() - begin) / 1e9);
      input.out().print(Json.text(json));
    } else {
      print(input.out(), report, levers, criticalValues, name);
    }
    return report.verdict() == Verdict.UNDECIDED ? Main.NOT_CONVERGED : Main.DONE;
  }

  private static void print(
      PrintWriter out,
      FreezeReport report,
      Optional<Levers.Result> levers,
      List<CriticalValues.Found> criticalValues,
      String certificate) {
    out.println(report.exchange().scenario().title());
    out.println();
    out.println("verdict: " + report.verdict().word());
    out.println("because " + report.reason());
    if (!certificate.isEmpty()) {
      out.println("certificate: " + certificate + " (thaw verify checks it)");
    }
    out.println();
    ReportText.conditions(report)
        .rows()
        .forEach(row -> out.println(row.get(0) + "  " + row.get(1) + ": " + row.get(2)));
    levers.ifPresent(
        result -> {
          out.println();
          out.println("levers, nearest first:");
          ReportText.levers(result, 12)
              .rows()
              .forEach(
                  row -> out.println("  " + row.get(0) + ": " + row.get(1) + " → " + row.get(2)));
        });
    if (!criticalValues.isEmpty()) {
      out.println();
      out.println("critical values, all set alike:");
      ReportText.criticalValues(criticalValues)
          .rows()
          .forEach(row -> out.println("  " + row.get(0) + " " + row.get(1) + ": " + row.get(3)));
    }
  }
}
