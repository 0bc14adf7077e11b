package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import thaw.sweep.analysis.Bootstrap;
import thaw.sweep.analysis.MissingOutcomes;
import thaw.sweep.analysis.Morris;
import thaw.sweep.analysis.Prim;
import thaw.sweep.analysis.Regions;
import thaw.sweep.analysis.RunDesign;
import thaw.sweep.analysis.Sobol;
import thaw.sweep.experiment.AnalysisRequest;
import thaw.sweep.run.Run;

/** {@code thaw analyse}: what a finished sweep shows. */
@Command(
    name = AnalyseCommand.NAME,
    mixinStandardHelpOptions = true,
    description = {
      "Sensitivity, regions and boxes from a finished sweep.",
      "Sensitivity indices, elementary effects, maps of regions or boxes of scenario discovery"
          + " from the points of a sweep; written into its folder, below analysis/."
    },
    footer =
        "Exit codes: 0 done, 2 bad usage, or points without the outcome analysed: they are named.")
final class AnalyseCommand implements Callable<Integer> {
  static final String NAME = "analyse";

  private static final String RESULT = "result.json";

  /** What only some analyses take. */
  private static final Map<String, List<String>> TAKEN_BY =
      Map.ofEntries(
          Map.entry("--resamples", List.of("sobol", "morris")),
          Map.entry("--confidence", List.of("sobol", "morris")),
          Map.entry("--seed", List.of("sobol", "morris", "prim")),
          Map.entry("--class", List.of("sobol", "morris", "prim")),
          Map.entry("--x", List.of("regions")),
          Map.entry("--y", List.of("regions")),
          Map.entry("--facet", List.of("regions")),
          Map.entry("--at-least", List.of("prim")),
          Map.entry("--at-most", List.of("prim")),
          Map.entry("--alpha", List.of("prim")),
          Map.entry("--least-mass", List.of("prim")),
          Map.entry("--boxes", List.of("prim")),
          Map.entry("--density", List.of("prim")),
          Map.entry("--hold-out", List.of("prim")));

  @Parameters(index = "0", paramLabel = "RUN", description = "the folder of a sweep")
  private Path folder;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "KIND",
      description = "sobol, morris, regions or prim (default: those that the experiment lists)")
  private @Nullable String kind;

  @Option(
      names = "--outcome",
      paramLabel = "O",
      description = "what is analysed (default: the first outcome)")
  private @Nullable String outcome;

  @Option(
      names = "--class",
      paramLabel = "C",
      description =
          "which class of a categorical outcome (default: for sobol and morris those that occur, for"
              + " prim frozen or yes)")
  private @Nullable String category;

  @Option(names = "--at-least", paramLabel = "X", description = "prim: outcomes of X or more")
  private @Nullable Double atLeast;

  @Option(names = "--at-most", paramLabel = "X", description = "prim: outcomes of X or less")
  private @Nullable Double atMost;

  @Option(names = "--x", paramLabel = "P", description = "regions: parameter of the first axis")
  private @Nullable String x;

  @Option(names = "--y", paramLabel = "P", description = "regions: parameter of the second axis")
  private @Nullable String y;

  @Option(names = "--facet", paramLabel = "P", description = "regions: parameter of the panels")
  private @Nullable String facet;

  @Option(
      names = "--drop-incomplete",
      description =
          "leave out what lacks an outcome: whole base samples or trajectories, or single points;"
              + " counted in the result")
  private boolean dropIncomplete;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      description = "of the bootstrap, sobol and morris (default: ${DEFAULT-VALUE})")
  private int resamples = Bootstrap.defaults().resamples();

  @Option(
      names = "--confidence",
      paramLabel = "S",
      description = "of the intervals, sobol and morris (default: ${DEFAULT-VALUE})")
  private double confidence = Bootstrap.defaults().confidence();

  @Option(
      names = "--alpha",
      paramLabel = "S",
      description = "prim: share peeled or pasted at once (default: ${DEFAULT-VALUE})")
  private double alpha = Prim.Options.defaults().alpha();

  @Option(
      names = "--least-mass",
      paramLabel = "S",
      description = "prim: least share of the points in a box (default: ${DEFAULT-VALUE})")
  private double leastMass = Prim.Options.defaults().leastMass();

  @Option(
      names = "--boxes",
      paramLabel = "N",
      description = "prim: how many at most (default: ${DEFAULT-VALUE})")
  private int boxes = Prim.Options.defaults().boxes();

  @Option(
      names = "--density",
      paramLabel = "S",
      description =
          "prim: the largest box on the way that is so dense (default: the largest harmonic mean of"
              + " density and coverage)")
  private @Nullable Double density;

  @Option(
      names = "--hold-out",
      paramLabel = "S",
      description = "prim: share of the points kept for checking (default: ${DEFAULT-VALUE})")
  private double holdOut = Prim.Options.defaults().holdOut();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of resampling and of the points held out (default: ${DEFAULT-VALUE})")
  private long seed = Bootstrap.defaults().seed();

  @Option(
      names = "-o",
      paramLabel = "DIR",
      description = "the folder to write (default: RUN/analysis/ and the kind)")
  private @Nullable Path target;

  @Option(names = "--force", description = "replace an analysis that exists")
  private boolean force;

  @Mixin private Resolution resolution = new Resolution();

  @Option(names = "--json", description = "the result as JSON on standard output, nothing else")
  private boolean json;

  @Mixin private Quiet quiet = new Quiet();

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AnalyseCommand() {}

  @Override
  public Integer call() throws Exception {
    long begin = System.nanoTime();
    Run run = Run.open(folder);
    if (!run.shard().isAll()) {
      throw new Refused(
          folder
              + " is shard "
              + run.shard()
              + " of a sweep; allowed: the whole, as thaw merge makes it");
    }
    RunDesign design = RunDesign.of(run);
    List<AnalysisRequest> requests = requests(design);
    refuseForeignOptions(requests);
    String hash = hash(run);
    Analysis analysis = new Analysis(run, design, settings(), TableNotes.of(run, hash));
    Exporter exporter = resolution.exporter();
    List<Analysed> all = new ArrayList<>();
    Map<Path, Analysed> targets = new LinkedHashMap<>();
    try (Progress progress = quiet.progress(spec.commandLine().getErr())) {
      for (AnalysisRequest request : requests) {
        progress.stage("analysing " + request.kind());
        Analysed one = analysed(run, analysis, request);
        Path path = target(one, requests.size());
        if (targets.put(path, one) == null) {
          all.add(one);
          RunFolder.refuseExisting(path, force, NAME);
        }
      }
      for (Map.Entry<Path, Analysed> entry : targets.entrySet()) {
        progress.stage("drawing");
        write(entry.getKey(), entry.getValue(), exporter, hash, begin);
      }
    }
    print(run, all, targets, hash, (System.nanoTime() - begin) / 1e9);
    return Main.DONE;
  }

  private List<AnalysisRequest> requests(RunDesign design) throws Refused {
    if (kind != null) {
      return List.of(
          new AnalysisRequest(kind, Optional.ofNullable(outcome), Optional.ofNullable(category)));
    }
    if (outcome != null || category != null) {
      throw new Refused("a kind is missing; allowed: sobol, morris, regions, prim");
    }
    if (design.analyses().isEmpty()) {
      throw new Refused(
          "the experiment of "
              + folder
              + " lists no analyses; allowed: thaw analyse RUN with sobol, morris, regions or prim");
    }
    return design.analyses();
  }

  private void refuseForeignOptions(List<AnalysisRequest> requests) throws Refused {
    List<String> kinds = requests.stream().map(AnalysisRequest::kind).distinct().toList();
    for (Map.Entry<String, List<String>> entry : new java.util.TreeMap<>(TAKEN_BY).entrySet()) {
      boolean given = spec.commandLine().getParseResult().hasMatchedOption(entry.getKey());
      if (given && kinds.stream().noneMatch(entry.getValue()::contains)) {
        throw new Refused(
            entry.getKey()
                + " says nothing about "
                + String.join(", ", kinds)
                + "; allowed with: "
                + String.join(", ", entry.getValue()));
      }
    }
  }

  private Analysis.Settings settings() throws Refused {
    List<String> axes = new ArrayList<>();
    if ((x == null && (y != null || facet != null)) || (y == null && facet != null)) {
      throw new Refused("an axis is missing; allowed: --x, --x with --y, or these with --facet");
    }
    for (String axis : new @Nullable String[] {x, y, facet}) {
      if (axis != null) {
        axes.add(axis);
      }
    }
    try {
      Bootstrap bootstrap = new Bootstrap(resamples, confidence, seed);
      Prim.Options prim =
          Prim.Options.defaults()
              .withAlpha(alpha)
              .withLeastMass(leastMass)
              .withBoxes(boxes)
              .withHoldOut(holdOut)
              .withSeed(seed)
              .withDropIncomplete(dropIncomplete);
      return new Analysis.Settings(
          new Sobol.Options(bootstrap, dropIncomplete),
          new Morris.Options(bootstrap, dropIncomplete),
          Regions.Options.defaults().withDropIncomplete(dropIncomplete),
          density == null ? prim : prim.withDensity(density),
          Optional.ofNullable(atLeast),
          Optional.ofNullable(atMost),
          axes);
    } catch (IllegalArgumentException e) {
      throw new Refused(String.valueOf(e.getMessage()));
    }
  }

  private Analysed analysed(Run run, Analysis analysis, AnalysisRequest request)
      throws IOException, Refused {
    try {
      return analysis.of(request);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (MissingOutcomes e) {
      throw new Refused(e.getMessage() + advice(run, e));
    }
  }

  /** How the missing points can be had, or done without. */
  private String advice(Run run, MissingOutcomes missing) {
    StringBuilder text = new StringBuilder();
    if (missing.points().stream().anyMatch(MissingOutcomes.Point::again)) {
      text.append("\n  to evaluate them: thaw sweep ")
          .append(Shell.word(run.file(run.inputs().get(0))));
      for (String setting : run.settings()) {
        text.append(" --set ").append(Shell.word(setting));
      }
      text.append(" -o ").append(Shell.word(folder)).append(" --retry-failed");
    }
    return text + "\n  to do without: --drop-incomplete";
  }

  private Path target(Analysed one, int count) {
    if (target == null) {
      return folder.resolve(Run.ANALYSES).resolve(one.folder());
    }
    return count == 1 ? target : target.resolve(one.folder());
  }

  /** SHA-256 of the table of points; of what the run says of itself while there is none. */
  private static String hash(Run run) throws IOException {
    Path table = run.folder().resolve("points.csv");
    Path file = Files.isRegularFile(table) ? table : run.folder().resolve("run.json");
    return Exporter.sha256(Files.readAllBytes(file));
  }

  private void write(Path path, Analysed one, Exporter exporter, String hash, long begin)
      throws IOException, Refused {
    RunFolder files = new RunFolder();
    ObjectNode root = one.json().deepCopy();
    root.put("version", Main.version());
    root.put("inputSha256", hash);
    files.add(RESULT, Json.text(root));
    files.add("result.txt", one.text());
    one.tables().forEach(files::add);
    for (Figure figure : one.figures()) {
      exporter.files(figure).forEach((name, bytes) -> files.add("figures/" + name, bytes));
    }
    List<String> options = new ArrayList<>();
    spec.commandLine().getParseResult().matchedOptions().stream()
        .filter(Invocation::isOfTheResult)
        .forEach(o -> options.add(o.longestName() + "=" + o.getValue()));
    files.add(
        "manifest.json",
        Json.text(
            Manifest.of(
                files,
                path,
                Invocation.of(spec),
                folder.resolve("points.csv"),
                hash,
                options,
                0,
                (System.nanoTime() - begin) / 1e9)));
    files.write(path, force, NAME);
  }

  private void print(
      Run run, List<Analysed> all, Map<Path, Analysed> targets, String hash, double seconds) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode root = Json.object();
      root.put("run", folder.toString());
      root.put("runId", run.runId());
      ArrayNode analyses = root.putArray("analyses");
      all.forEach(one -> analyses.add(one.json()));
      root.put("version", Main.version());
      root.put("inputSha256", hash);
      root.put("wallTimeSeconds", seconds);
      out.print(Json.text(root));
      return;
    }
    targets.forEach(
        (path, one) -> {
          out.print(one.text());
          out.println(path);
        });
  }
}
