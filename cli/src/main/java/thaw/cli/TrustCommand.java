package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.model.io.Json;
import thaw.model.io.TrustFile;
import thaw.solver.trust.TrustModel;
import thaw.solver.trust.TrustModels;

/** {@code thaw trust}: thresholds and equilibria of the trust models of the literature. */
@Command(
    name = "trust",
    mixinStandardHelpOptions = true,
    description = "Asks a trust model of the literature; --list shows them all.")
final class TrustCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "a file of format thaw/trust@1")
  private List<Path> files = List.of();

  @Option(names = "--list", description = "the models, what they take, and their sources")
  private boolean list;

  @Mixin private Overrides overrides = new Overrides();

  @Option(
      names = "-o",
      paramLabel = "DIR",
      arity = "1",
      description = "a folder for the result, its certificate, and the figure if there is one")
  private List<Path> folders = List.of();

  @Option(names = "--force", description = "overwrite the folder")
  private boolean force;

  @Option(names = "--dpi", description = "resolution of PNG figures (default: 300)")
  private int dpi = 300;

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

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
    Exporter exporter;
    try {
      exporter = new Exporter(dpi);
    } catch (IllegalArgumentException e) {
      throw new Refused("--" + e.getMessage());
    }
    Map<String, Object> results = model.solve(content.values());
    ObjectNode root = Json.object();
    root.put("model", model.name());
    root.put("name", content.name());
    root.put("source", model.source());
    root.set("results", TrustConcept.json(results));
    ObjectNode reasons = TrustConcept.reasons(results);
    if (!reasons.isEmpty()) {
      root.set("reasons", reasons);
    }
    for (Path folder : folders) {
      RunFolder run = new RunFolder();
      run.add(
          "certificate.json",
          Json.text(TrustConcept.certificate(model, content.values(), results)));
      for (Figure figure : TrustFigures.of(model.name(), content.values(), results)) {
        exporter.files(figure).forEach((name, bytes) -> run.add("figures/" + name, bytes));
      }
      run.add("result.json", Json.text(root));
      run.write(folder, force);
    }
    if (json) {
      root.put("version", Main.version());
      root.put("inputSha256", Exporter.sha256(Files.readAllBytes(file)));
      root.put("wallTimeSeconds", (System.nanoTime() - begin) / 1e9);
      out.print(Json.text(root));
    } else {
      out.println(content.name() + ": " + model.name() + " (" + model.source() + ")");
      TrustConcept.lines(results).forEach(out::println);
      folders.forEach(f -> out.println("written to " + f));
    }
    return Main.DONE;
  }
}
