package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.charts.TrustFigures;
import thaw.model.io.Json;
import thaw.model.io.TrustFile;
import thaw.solver.trust.TrustModel;
import thaw.solver.trust.TrustModels;

/** {@code thaw trust}: thresholds and equilibria of the trust models of the literature. */
@Command(
    name = TrustCommand.NAME,
    mixinStandardHelpOptions = true,
    description = "Asks a trust model of the literature; --list shows them.")
final class TrustCommand implements Callable<Integer> {
  static final String NAME = "trust";

  /** Checks accept numbers that differ by no more than this share. */
  private static final double TOLERANCE = 1e-6;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "a file of format thaw/trust@1")
  private List<Path> files = List.of();

  @Option(names = "--list", description = "the models, what they take, and their sources")
  private boolean list;

  @Mixin private Overrides overrides = new Overrides();

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description =
          "a folder to write: result, certificate, manifest, and the figure if there is one")
  private @Nullable Path folder;

  @Option(names = "--force", description = "replace a folder that exists")
  private boolean force;

  @Mixin private Resolution resolution = new Resolution();

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

  @Mixin private Quiet quiet = new Quiet();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TrustCommand() {}

  @Override
  public Integer call() throws Exception {
    long begin = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    List<TrustModel> models = TrustModels.all();
    if (list) {
      for (TrustModel model : models) {
        out.println(model.name() + ": " + model.source());
        model.parameters().forEach(p -> out.println("  " + p.name() + ": " + p.allowed()));
      }
      return Main.DONE;
    }
    if (files.isEmpty()) {
      throw new Refused("a file is missing; allowed: thaw trust FILE, or thaw trust --list");
    }
    Path file = files.get(0);
    TrustFile.Content content =
        TrustFile.read(file, overrides.parsed(), TrustConcept.models(models));
    TrustModel model = models.get(content.variant());
    content.refuse(model.contradictions().apply(content.values()));
    if (folder != null) {
      RunFolder.refuseExisting(folder, force, NAME);
    }
    Exporter exporter = resolution.exporter();
    Map<String, Object> results;
    try (Progress progress = quiet.progress(spec.commandLine().getErr())) {
      progress.stage("solving " + model.name());
      results = model.solve(content.values());
    }
    ObjectNode root = Json.object();
    root.put("model", model.name());
    root.put("name", content.name());
    root.put("source", model.source());
    root.set("results", TrustConcept.json(results));
    ObjectNode reasons = TrustConcept.reasons(results);
    if (!reasons.isEmpty()) {
      root.set("reasons", reasons);
    }
    String hash = Exporter.sha256(Files.readAllBytes(file));
    if (folder != null) {
      RunFolder run = new RunFolder();
      run.add("result.json", Json.text(root));
      run.add(
          "certificates/" + TrustConcept.CLAIM + ".json",
          Json.text(TrustConcept.certificate(model, content.values(), results)));
      for (Figure figure : TrustFigures.of(model.name(), content.values(), results)) {
        exporter.files(figure).forEach((name, bytes) -> run.add("figures/" + name, bytes));
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      run.add(
          "manifest.json",
          Json.text(
              Manifest.of(
                  run,
                  folder,
                  Invocation.of(spec),
                  file,
                  hash,
                  overrides.texts(),
                  TOLERANCE,
                  seconds)));
      run.write(folder, force, NAME);
    }
    if (json) {
      root.put("version", Main.version());
      root.put("inputSha256", hash);
      root.put("wallTimeSeconds", (System.nanoTime() - begin) / 1e9);
      out.print(Json.text(root));
    } else {
      out.println(content.name() + ": " + model.name() + " (" + model.source() + ")");
      TrustConcept.lines(results).forEach(out::println);
      if (folder != null) {
        out.println(folder);
      }
    }
    return Boolean.FALSE.equals(results.get("converged")) ? Main.NOT_CONVERGED : Main.DONE;
  }
}
