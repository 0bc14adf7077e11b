package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import thaw.model.io.Json;

/** Writes a replication package into an empty folder. */
final class PackageFolder {
  static final String FORMAT = "thaw/package@1";
  static final String MARK = "replication.json";
  static final String INPUTS = "inputs/";
  static final String RESULTS = "results/";
  static final String JAR = "software/thaw.jar";
  static final String DEPENDENCIES = "software/dependencies.tsv";

  private PackageFolder() {}

  static boolean is(Path folder) {
    return Files.isRegularFile(folder.resolve(MARK));
  }

  /**
   * Writes everything.
   *
   * @param jar the program
   * @throws Refused when the package is to be anonymous and something in it tells who or where
   */
  static void write(Path folder, StudyRecord record, Path jar) throws IOException, Refused {
    Replication study = record.study();
    copy(study.inputs(), folder.resolve(INPUTS));
    copy(study.results(), folder.resolve(RESULTS));
    copy(new TreeMap<>(Map.of("thaw.jar", jar)), folder.resolve("software"));
    text(folder, DEPENDENCIES, resource("dependencies.tsv"));
    text(folder, "LICENSE.txt", resource("LICENSE"));
    List<Exhibit> exhibits =
        Exhibit.in(folder.resolve(RESULTS), new TreeSet<>(study.results().keySet()));
    Map<String, String> captions = new HashMap<>();
    exhibits.forEach(e -> captions.put(e.stem(), (e.caption() + "\n\n" + e.notes()).strip()));
    text(
        folder,
        Codebook.NAME,
        Codebook.of(folder.resolve(RESULTS), new TreeSet<>(study.results().keySet()), captions));
    text(folder, RunScript.NAME, RunScript.of(study));
    if (!folder.resolve(RunScript.NAME).toFile().setExecutable(true, false)) {
      throw new IOException(RunScript.NAME + " cannot be made executable");
    }
    text(folder, MARK, Json.text(steps(record)));
    text(folder, StudyRecord.CITATION, record.citation());
    text(folder, StudyRecord.CODEMETA, record.codemeta());
    text(folder, PackageReadme.NAME, PackageReadme.of(record, exhibits, sizes(folder)));
    SortedMap<String, Long> sizes = sizes(folder);
    sizes.put(Sha256List.NAME, 0L);
    text(folder, StudyRecord.CRATE, record.crate(sizes));
    text(folder, Sha256List.NAME, Sha256List.of(folder));
    if (record.anonymous()) {
      List<String> found = new ArrayList<>();
      for (String name : Sha256List.files(folder)) {
        found.addAll(Traces.ofPersons(folder, name));
        found.addAll(Traces.ofMachines(folder, name));
      }
      if (!found.isEmpty()) {
        throw new Refused("not anonymous:\n  " + String.join("\n  ", found));
      }
    }
  }

  private static ObjectNode steps(StudyRecord record) {
    Replication study = record.study();
    ObjectNode root = Json.object();
    root.put("format", FORMAT);
    root.put("version", study.version());
    root.put("kind", study.kind());
    root.put("anonymous", record.anonymous());
    root.put("input", study.input());
    ArrayNode settings = root.putArray("settings");
    study.settings().forEach(settings::add);
    if (!study.runId().isEmpty()) {
      root.put("runId", study.runId());
    }
    ArrayNode steps = root.putArray("steps");
    for (Replication.Step step : study.steps()) {
      ObjectNode node = steps.addObject();
      ArrayNode words = node.putArray("command");
      step.words().forEach(words::add);
      step.input().ifPresent(input -> node.put("input", INPUTS + input));
      step.output().ifPresent(output -> node.put("output", output.isEmpty() ? "." : output));
    }
    Replication.Measured measured = study.measured();
    ObjectNode node = root.putObject("measured");
    node.put("seconds", measured.seconds());
    node.put("peakMegabytes", measured.peakMegabytes());
    node.put("finished", measured.finished());
    node.put("java", measured.java());
    node.put("machine", measured.machine());
    node.put("processors", measured.processors());
    return root;
  }

  private static void copy(SortedMap<String, Path> files, Path to) throws IOException {
    for (Map.Entry<String, Path> file : files.entrySet()) {
      Path target = to.resolve(file.getKey());
      Files.createDirectories(target.resolveSibling(""));
      try (InputStream in = Files.newInputStream(file.getValue())) {
        Files.copy(in, target);
      }
    }
  }

  private static void text(Path folder, String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private static SortedMap<String, Long> sizes(Path folder) throws IOException {
    SortedMap<String, Long> sizes = new TreeMap<>();
    for (String name : Sha256List.files(folder)) {
      sizes.put(name, Files.size(folder.resolve(name)));
    }
    return sizes;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PackageFolder.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("this build of Thaw lacks " + name + "; build it with Maven");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
