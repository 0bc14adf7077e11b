package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import thaw.charts.Exporter;
import thaw.model.io.Json;

/** What a run folder says about itself: input, version, hashes; machine and time last. */
final class Manifest {
  private Manifest() {}

  static ObjectNode of(
      RunFolder run,
      Path file,
      String hash,
      List<String> overrides,
      double tolerance,
      double seconds) {
    ObjectNode root = Json.object();
    root.put("format", "thaw/run@1");
    root.put("version", Main.version());
    ObjectNode from = root.putObject("input");
    from.put("file", String.valueOf(file.getFileName()));
    from.put("sha256", hash);
    ArrayNode settings = from.putArray("settings");
    overrides.forEach(settings::add);
    root.set("tolerance", Json.number(tolerance));
    ObjectNode files = root.putObject("files");
    run.files().forEach((name, bytes) -> files.put(name, Exporter.sha256(bytes)));
    ObjectNode machine = root.putObject("machine");
    for (String property : List.of("java.version", "java.vm.name", "os.name", "os.arch")) {
      machine.put(property, System.getProperty(property));
    }
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    ObjectNode time = root.putObject("time");
    time.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    time.put("seconds", seconds);
    return root;
  }
}
