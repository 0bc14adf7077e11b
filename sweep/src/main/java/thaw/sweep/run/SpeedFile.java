package thaw.sweep.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import thaw.model.io.Json;

/** Tells other processes, through a small file, how fast a run goes. */
final class SpeedFile implements Sweep.Listener {
  private static final long BETWEEN_NANOS = 2_000_000_000L;

  private final Path folder;
  private final Sweep.Listener listener;
  private long written = System.nanoTime();

  SpeedFile(Path folder, Sweep.Listener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  @Override
  public void note(String message) {
    listener.note(message);
  }

  @Override
  public void progress(Sweep.Progress progress) {
    listener.progress(progress);
    if (System.nanoTime() - written > BETWEEN_NANOS && progress.perSecond() > 0) {
      written = System.nanoTime();
      ObjectNode root = Json.object();
      root.put("pointsPerSecond", progress.perSecond());
      Path file = folder.resolve(Sweep.SPEED);
      Path draft = Disk.draft(file);
      try {
        Files.write(draft, Json.text(root).getBytes(StandardCharsets.UTF_8));
        Files.move(
            draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        return; // an estimate, not a result: a full disk shows when rows are written
      }
    }
  }

  /** Points per second as last told; 0 if unknown. */
  static double read(Path folder) throws IOException {
    Path file = folder.resolve(Sweep.SPEED);
    if (!Files.exists(file)) {
      return 0;
    }
    JsonNode root = new ObjectMapper().readTree(Files.readAllBytes(file));
    return root == null ? 0 : root.path("pointsPerSecond").asDouble(0);
  }
}
