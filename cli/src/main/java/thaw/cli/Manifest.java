package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import thaw.charts.Exporter;
import thaw.model.io.Json;
import thaw.sweep.run.Circumstances;

/** What a run folder says about itself: input, version, hashes; machine and time last. */
final class Manifest {
  private Manifest() {}

  /**
   * The manifest of a folder that is about to be written.
   *
   * @param target the folder
   * @param command what made it
   * @param file the input, {@code overrides} of its fields
   */
  static ObjectNode of(
      RunFolder run,
      Path target,
      Invocation command,
      Path file,
      String hash,
      List<String> overrides,
      double tolerance,
      double seconds) {
    ObjectNode root = Json.object();
    root.put("format", "thaw/run@1");
    root.put("version", Main.version());
    ArrayNode words = root.putArray("command");
    command.words().forEach(words::add);
    root.put("otherFiles", command.hasOtherFiles());
    ObjectNode from = root.putObject("input");
    from.put("file", String.valueOf(file.getFileName()));
    from.put("path", path(target, file));
    from.put("sha256", hash);
    ArrayNode settings = from.putArray("settings");
    overrides.forEach(settings::add);
    root.set("tolerance", Json.number(tolerance));
    ObjectNode files = root.putObject("files");
    run.files().forEach((name, bytes) -> files.put(name, Exporter.sha256(bytes)));
    Circumstances.add(root, seconds);
    return root;
  }

  /** Where the input is, seen from the folder. */
  private static String path(Path target, Path file) {
    Path from = target.toAbsolutePath().normalize();
    Path to = file.toAbsolutePath().normalize();
    boolean sameRoot = Objects.equals(from.getRoot(), to.getRoot());
    return (sameRoot ? from.relativize(to) : to).toString().replace('\\', '/');
  }
}
