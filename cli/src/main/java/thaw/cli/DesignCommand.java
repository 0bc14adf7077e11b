package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.charts.RoadmapRankingFigure;
import thaw.model.io.Json;
import thaw.model.io.ScenarioFile;
import thaw.solver.design.RoadmapDesign;
import thaw.solver.freeze.FreezeAnalysis;

/** {@code thaw design}: which roadmaps of the same steps are self-enforcing, and which is best. */
@Command(
    name = DesignCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Compares all roadmaps of a scenario's steps.",
      "Compares all orderings and groupings: which are self-enforcing, which needs the least"
          + " patience, trust and verification, which gives most."
    })
final class DesignCommand implements Callable<Integer> {
  static final String NAME = "design";

  @Mixin private ScenarioInput input = new ScenarioInput();

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "write report, figures, tables and certificates to a folder")
  private @Nullable Path folder;

  @Option(names = "--force", description = "replace a run folder that exists")
  private boolean force;

  @Mixin private Resolution resolution = new Resolution();

  @Override
  public Integer call() throws Exception {
    long begin = System.nanoTime();
    if (folder != null) {
      RunFolder.refuseExisting(folder, force, NAME);
    }
    Exporter exporter = resolution.exporter();
    ScenarioFile.WithDesign asked = input.withDesign();
    RoadmapDesign.Result result;
    List<DesignProofs.Proof> proofs = List.of();
    try (Progress progress = input.progress()) {
      Stages stages = new Stages(progress);
      result =
          RoadmapDesign.withDefaults()
              .with(
                  options(stages)
                      .withTicks((sweeps, resolution) -> Progress.endIfInterrupted("design")))
              .solve(asked.scenario(), asked.design());
      if (folder != null) {
        progress.stage("certificates");
        FreezeAnalysis.Options analysis = FreezeAnalysis.Options.defaults();
        proofs =
            DesignProofs.of(
                result,
                analysis.withSets(
                    analysis.sets().withProgress((sweeps, r) -> progress.tick("sweep " + sweeps))));
      }
    } catch (IllegalArgumentException e) {
      throw new Refused(input.file() + ": " + e.getMessage());
    }
    DesignText text = new DesignText(result);
    ObjectNode json = DesignJson.of(result, proofs);
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (folder != null) {
      write(folder, exporter, asked, result, text, json, proofs, seconds);
    }
    if (input.json()) {
      FreezeJson.provenance(json, input, input.hash(), seconds);
      input.out().print(Json.text(json));
    } else {
      text.lines().forEach(input.out()::println);
      if (folder != null) {
        input.out().println(folder.resolve("report.md"));
      }
    }
    boolean open =
        result.rankings().stream().anyMatch(r -> r.best().isEmpty() && !r.open().isEmpty());
    return open ? Main.NOT_CONVERGED : Main.DONE;
  }

  private RoadmapDesign.Options options(Stages stages) throws Refused {
    return RoadmapDesign.Options.defaults()
        .withTolerance(input.analysis().sets().tolerance())
        .withThreads(input.threads())
        .withProgress(stages::tell);
  }

  /** Stages of the search as they come. */
  private static final class Stages {
    private final Progress progress;
    private String stage = "";

    Stages(Progress progress) {
      this.progress = progress;
    }

    synchronized void tell(String now, int done, int all) {
      if (!now.equals(stage)) {
        stage = now;
        progress.stage("roadmaps by " + now);
      }
      progress.done(done, all);
    }
  }

  private void write(
      Path target,
      Exporter exporter,
      ScenarioFile.WithDesign asked,
      RoadmapDesign.Result result,
      DesignText text,
      ObjectNode json,
      List<DesignProofs.Proof> proofs,
      double seconds)
      throws Exception {
    RunFolder run = new RunFolder();
    List<Figure> figures = RoadmapRankingFigure.of(result);
    for (Figure figure : figures) {
      exporter.files(figure).forEach((name, bytes) -> run.add("figures/" + name, bytes));
    }
    String written = ScenarioFile.write(asked);
    text.tables(TableNotes.of(asked.scenario().name(), written), input.tolerance())
        .forEach(run::add);
    for (DesignProofs.Proof proof : proofs) {
      run.add(
          "certificates/" + proof.name() + ".json",
          CertificateFile.write(proof.exchange(), proof.certificate()));
    }
    run.add("report.md", text.report(figures, proofs));
    run.add("report.json", Json.text(json));
    run.add("scenario.json", written);
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
  }
}
