package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
        TrustFile.read(
            file,
            overrides.parsed(),
            models.stream().map(m -> Map.entry(m.name(), m.parameters())).toList());
    TrustModel model = models.get(content.variant());
    Map<String, Object> solution;
    try {
      solution = model.solution().apply(content.values());
    } catch (IllegalArgumentException e) {
      throw new Refused(file + ": " + e.getMessage());
    }
    ObjectNode root = Json.object();
    root.put("model", model.name());
    root.put("name", content.name());
    root.put("source", model.source());
    ObjectNode results = root.putObject("results");
    solution.forEach((name, value) -> put(results, name, value));
    if (json) {
      root.put("version", Main.version());
      root.put("inputSha256", Exporter.sha256(Files.readAllBytes(file)));
      root.put("wallTimeSeconds", (System.nanoTime() - begin) / 1e9);
      out.print(Json.text(root));
    } else {
      out.println(content.name() + " (" + model.source() + ")");
      results
          .properties()
          .forEach(
              e ->
                  out.println(
                      "  "
                          + e.getKey()
                          + ": "
                          + (e.getValue().isNull() ? "none" : e.getValue().toString())));
    }
    return Main.DONE;
  }

  private static void put(ObjectNode node, String name, Object value) {
    if (value instanceof Boolean flag) {
      node.put(name, flag);
    } else if (value instanceof double[] numbers) {
      CertificateFile.numbers(node, name, numbers);
    } else if (value instanceof double[][] rows) {
      ArrayNode array = node.putArray(name);
      for (double[] row : rows) {
        ArrayNode inner = array.addArray();
        for (double number : row) {
          inner.add(Json.number(number));
        }
      }
    } else if (value instanceof String[] texts) {
      ArrayNode array = node.putArray(name);
      for (String text : texts) {
        array.add(text);
      }
    } else if (value instanceof Number number) {
      node.set(name, Json.number(number.doubleValue()));
    } else {
      throw new IllegalStateException(name + " is " + value);
    }
  }
}
