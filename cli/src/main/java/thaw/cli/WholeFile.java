package thaw.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Files that are there as a whole or not at all. */
final class WholeFile {
  private WholeFile() {}

  /** Throws, before any work is done, if a file cannot be written because of what is there. */
  static void check(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling("");
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          file + " cannot be written: there is no folder " + folder.getFileName());
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + " is a folder; allowed: a file");
    }
  }

  static void write(Path file, byte[] content) throws IOException {
    check(file);
    Path target = file.toAbsolutePath();
    // not createTempFile, whose files nobody else may read: this one is kept, under the user's
    // umask
    Path draft = target.resolveSibling(".thaw-" + UUID.randomUUID() + ".tmp");
    try {
      Files.write(draft, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
