package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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
import thaw.model.io.Json;

/** {@code thaw solve}: one solution concept on one game. */
@Command(
    name = SolveCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Solves a game or scenario for one solution concept.",
      "Every answer comes with what proves it."
    })
final class SolveCommand implements Callable<Integer> {
  static final String NAME = "solve";

  private static final int DPI = 300;

  @Parameters(paramLabel = "GAME", description = "a game file or a scenario, JSON or YAML")
  private Path file;

  @Option(
      names = "--concept",
      required = true,
      paramLabel = "C",
      completionCandidates = Concepts.Names.class,
      description = "${COMPLETION-CANDIDATES}")
  private String concept;

  @Mixin private Overrides overrides = new Overrides();

  @Option(
      names = "--tolerance",
      paramLabel = "E",
      description = "error bound of payoff sets, share of the payoff range (default: 1e-9)")
  private double tolerance = 1e-9;

  @Option(
      names = "--lambda",
      paramLabel = "L",
      split = ",",
      description =
          "qre: precisions of the logit response to total payoffs, comma-separated (default: the"
              + " limit)")
  private double[] lambdas = new double[0];

  @Option(
      names = "--frequencies",
      paramLabel = "FILE",
      description = "qre: observed choices, for the maximum-likelihood precision")
  private @Nullable Path frequencies;

  @Option(
      names = "--starts",
      paramLabel = "N",
      description = "markov: other priors to start from (default: ${DEFAULT-VALUE})")
  private int starts = 0;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "markov: seed of the priors (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "a folder to write: result, certificate, figures, manifest")
  private @Nullable Path folder;

  @Option(names = "--force", description = "replace a folder that exists")
  private boolean force;

  @Mixin private Quiet quiet = new Quiet();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SolveCommand() {}

  @Override
  public Integer call() throws Exception {
    long begin = System.nanoTime();
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new Refused("--tolerance is " + tolerance + "; allowed: more than 0, less than 1");
    }
    if (starts < 0) {
      throw new Refused("--starts is " + starts + "; allowed: 0 or more");
    }
    Concept solver = Concepts.named(concept);
    GameInput input = GameInput.read(file, overrides.parsed()).as(solver);
    if (folder != null) {
      RunFolder.refuseExisting(folder, force, NAME);
    }
    Answer answer;
    try (Progress progress = quiet.progress(spec.commandLine().getErr())) {
      answer =
          solver.solve(
              input.game(),
              new Request(
                  tolerance,
                  lambdas.clone(),
                  Optional.ofNullable(frequencies),
                  starts,
                  seed,
                  input.exchange(),
                  progress));
    } catch (IllegalArgumentException e) {
      throw new Refused(file + ": " + e.getMessage());
    }
    String hash = Exporter.sha256(Files.readAllBytes(file));
    ObjectNode result = answer.result().deepCopy();
    result.put("version", Main.version());
    result.put("inputSha256", hash);
    if (folder != null) {
      write(folder, solver, input, answer, result, begin);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      result.put("wallTimeSeconds", (System.nanoTime() - begin) / 1e9);
      out.print(Json.text(result));
    } else {
      answer.lines().forEach(out::println);
      if (folder != null) {
        out.println(folder);
      }
    }
    return answer.code();
  }

  private void write(
      Path target, Concept solver, GameInput input, Answer answer, ObjectNode result, long begin)
      throws Exception {
    RunFolder run = new RunFolder();
    run.add("result.json", Json.text(result));
    run.add(
        "certificates/" + concept + ".json",
        CertificateFile.write(
            input.game(), concept, solver.claimed(answer.result()), answer.proof()));
    for (Figure figure : answer.figures()) {
      new Exporter(DPI).files(figure).forEach((name, bytes) -> run.add("figures/" + name, bytes));
    }
    solver.tables(input.game(), answer.result()).forEach(run::add);
    String hash = result.get("inputSha256").asText();
    double seconds = (System.nanoTime() - begin) / 1e9;
    run.add(
        "manifest.json",
        Json.text(
            Manifest.of(
                run,
                target,
                Invocation.of(spec),
                file,
                hash,
                overrides.texts(),
                tolerance,
                seconds)));
    run.write(target, force, NAME);
  }
}
