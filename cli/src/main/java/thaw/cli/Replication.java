package thaw.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import thaw.sweep.analysis.RunDesign;
import thaw.sweep.run.Run;

/**
 * A finished run as a replication package has it.
 *
 * @param kind the command that made it
 * @param name of the study, as in its folder's name
 * @param input the input that the command is given, below {@code inputs/}
 * @param settings overrides of fields of the input
 * @param inputs files by their path below {@code inputs/}
 * @param results files by their path below {@code results/}
 * @param steps the commands that make the results, in order
 * @param failures points of a sweep that failed, 0 for other runs
 */
record Replication(
    String kind,
    String name,
    String title,
    String question,
    String version,
    String runId,
    String input,
    List<String> settings,
    SortedMap<String, Path> inputs,
    SortedMap<String, Path> results,
    List<Step> steps,
    long failures,
    Measured measured) {
  private static final String MANIFEST = "manifest.json";
  private static final String RUN = "run.json";

  /** Commands whose folders keep the scenario as it was asked. */
  private static final List<String> KEEP_SCENARIO = List.of("run", "design");

  /**
   * A command.
   *
   * @param words its name, then parameters after the first and options
   * @param input below {@code inputs/}; empty for the folder of the results
   * @param output below the folder of the results, empty for the folder itself
   */
  record Step(List<String> words, Optional<String> input, Optional<String> output) {
    /** As a line for a shell. */
    String line(String program, String inputs, String results) {
      StringBuilder text = new StringBuilder(program + " " + Shell.word(words.get(0)) + " ");
      text.append(input.map(file -> inputs + Shell.word(file)).orElse(results));
      words.stream().skip(1).forEach(word -> text.append(' ').append(Shell.word(word)));
      output.ifPresent(
          folder ->
              text.append(" -o ")
                  .append(results)
                  .append(folder.isEmpty() ? "" : "/" + Shell.word(folder)));
      return text.toString();
    }
  }

  /** What running took, on which machine, by the run's own manifest. */
  record Measured(
      double seconds,
      long peakMegabytes,
      String finished,
      String java,
      String machine,
      long processors) {
    String day() {
      return finished.substring(0, Math.min(10, finished.length()));
    }
  }

  /**
   * Reads a folder of {@code thaw run}, solve, design, trust, sweep, or analyse with its sweep.
   *
   * @throws Refused when it is none of these, unfinished, or changed since it was written
   */
  static Replication of(Path folder) throws IOException, Refused {
    if (!Files.isDirectory(folder)) {
      throw new Refused(folder + " is no folder; allowed: the folder of a finished run");
    }
    if (Files.isRegularFile(folder.resolve(RUN))) {
      return sweep(folder, analyses(folder.resolve(Run.ANALYSES)));
    }
    JsonNode manifest = manifest(folder);
    if (!words(folder, manifest).get(0).equals("analyse")) {
      return single(folder, manifest);
    }
    Path run =
        folder.resolve(manifest.path("input").path("path").asText()).normalize().resolveSibling("");
    if (!Files.isRegularFile(run.resolve(RUN))) {
      throw new Refused(
          folder + " is an analysis of " + run + ", which is there no more; allowed: where it was");
    }
    return sweep(run, List.of(folder));
  }

  private static List<Path> analyses(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Replication single(Path folder, JsonNode manifest) throws IOException, Refused {
    List<String> words = words(folder, manifest);
    SortedMap<String, Path> results = results(folder, manifest, "");
    SortedMap<String, Path> inputs = new TreeMap<>();
    String name = manifest.path("input").path("file").asText();
    List<String> settings = texts(manifest.path("input").path("settings"));
    Path given = folder.resolve(manifest.path("input").path("path").asText()).normalize();
    String hash = manifest.path("input").path("sha256").asText();
    if (Files.isRegularFile(given) && sha256(given).equals(hash)) {
      inputs.put(name, given);
      Path written = folder.resolve("scenario.json");
      if (results.containsKey("scenario.json") && sha256(written).equals(hash)) {
        results.remove("scenario.json");
      }
    } else if (KEEP_SCENARIO.contains(words.get(0)) && results.containsKey("scenario.json")) {
      name = "scenario.json";
      inputs.put(name, folder.resolve(name));
      results.remove(name);
      words = words.stream().filter(word -> !word.startsWith("--set=")).toList();
      settings = List.of();
    } else {
      throw new Refused(
          given
              + " is not, or no longer, the input of "
              + folder
              + "; allowed: the input where it was and as it was");
    }
    JsonNode root = Stated.root(inputs.get(name));
    return new Replication(
        words.get(0),
        name(folder),
        Stated.text(root, "title", Stated.text(root, "name", name(folder))),
        Stated.text(root, "question", ""),
        manifest.path("version").asText(),
        "",
        name,
        settings,
        inputs,
        results,
        List.of(new Step(words, Optional.of(name), Optional.of(""))),
        0,
        measured(manifest, 0));
  }

  private static Replication sweep(Path folder, List<Path> analyses) throws IOException, Refused {
    Run run = Run.open(folder);
    if (!run.isComplete() || !run.shard().isAll()) {
      throw new Refused(
          folder + " is unfinished or a shard; allowed: a finished sweep (thaw sweep, thaw merge)");
    }
    JsonNode manifest = manifest(folder);
    SortedMap<String, Path> results = results(folder, manifest, "");
    List<Path> files = new ArrayList<>();
    for (Run.Input input : run.inputs()) {
      Path file = run.file(input);
      if (!Files.isRegularFile(file) || !sha256(file).equals(input.sha256())) {
        throw new Refused(
            file
                + " is not, or no longer, an input of "
                + folder
                + "; allowed: the inputs where they were and as they were");
      }
      files.add(file.toRealPath());
    }
    Path common = files.get(0).resolveSibling("");
    for (Path file : files) {
      while (!file.startsWith(common)) {
        common = Optional.ofNullable(common.getParent()).orElseThrow();
      }
    }
    SortedMap<String, Path> inputs = new TreeMap<>();
    for (Path file : files) {
      inputs.put(slashed(common.relativize(file)), file);
    }
    String input = slashed(common.relativize(files.get(0)));
    List<Step> steps = new ArrayList<>();
    List<String> words = new ArrayList<>(List.of("sweep"));
    run.settings().forEach(setting -> words.add("--set=" + setting));
    steps.add(new Step(words, Optional.of(input), Optional.of("")));
    double more = 0;
    int listed = RunDesign.of(run).analyses().size();
    String points = sha256(folder.resolve("points.csv"));
    for (Path one : analyses) {
      JsonNode made = manifest(one);
      if (!made.path("input").path("sha256").asText().equals(points)) {
        throw new Refused(
            one
                + " is of other points than "
                + folder
                + " has; allowed: thaw analyse with --force");
      }
      String place = Run.ANALYSES + "/" + name(one);
      results.putAll(results(one, made, place + "/"));
      List<String> command = words(one, made);
      boolean several =
          listed > 1 && command.stream().skip(1).allMatch(word -> word.startsWith("--"));
      Step step =
          new Step(command, Optional.empty(), several ? Optional.empty() : Optional.of(place));
      if (!steps.contains(step)) {
        steps.add(step);
      }
      more += made.path("time").path("seconds").asDouble();
    }
    JsonNode root = Stated.root(files.get(0));
    long failures = 0;
    for (String status : List.of("timeout", "invalid", "error")) {
      failures += manifest.path("points").path(status).asLong();
    }
    return new Replication(
        "sweep",
        name(folder),
        Stated.text(root, "title", Stated.text(root, "name", name(folder))),
        Stated.text(root, "question", ""),
        run.version(),
        run.runId(),
        input,
        run.settings(),
        inputs,
        results,
        steps,
        failures,
        measured(manifest, more));
  }

  private static JsonNode manifest(Path folder) throws IOException, Refused {
    Path file = folder.resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      throw new Refused(
          folder
              + " is no folder of a finished run: "
              + MANIFEST
              + " is missing; allowed: a folder that thaw run, sweep, analyse, solve, design or trust"
              + " has written");
    }
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new Refused(file + ": " + e.getOriginalMessage());
    }
  }

  private static List<String> words(Path folder, JsonNode manifest) throws Refused {
    List<String> words = texts(manifest.path("command"));
    if (words.isEmpty()) {
      throw new Refused(
          folder + " does not say which command made it; run it again with this version of Thaw");
    }
    if (manifest.path("otherFiles").asBoolean()) {
      throw new Refused(
          folder + " was made with an option that names another file, which a package would lack");
    }
    return words;
  }

  /** The files of a manifest, all still what it says. */
  private static SortedMap<String, Path> results(Path folder, JsonNode manifest, String place)
      throws IOException, Refused {
    SortedMap<String, Path> results = new TreeMap<>();
    for (Map.Entry<String, JsonNode> file : manifest.path("files").properties()) {
      Path path = folder.resolve(file.getKey()).normalize();
      if (!path.startsWith(folder.normalize())
          || !Files.isRegularFile(path)
          || !sha256(path).equals(file.getValue().asText())) {
        throw new Refused(path + " is missing or was changed after the run; run it again");
      }
      results.put(place + file.getKey(), path);
    }
    return results;
  }

  private static Measured measured(JsonNode manifest, double more) {
    JsonNode machine = manifest.path("machine");
    return new Measured(
        manifest.path("time").path("seconds").asDouble() + more,
        manifest.path("time").path("peakMegabytes").asLong(),
        manifest.path("time").path("finished").asText(),
        machine.path("java.version").asText(),
        machine.path("os.name").asText() + ", " + machine.path("os.arch").asText(),
        machine.path("processors").asLong());
  }

  private static String name(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** A relative path as in a manifest. */
  static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** SHA-256 of a file of whatever size. */
  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DigestOutputStream out =
            new DigestOutputStream(
                java.io.OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(out);
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
