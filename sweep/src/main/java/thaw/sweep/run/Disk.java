package thaw.sweep.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Where files are written. Not through channels: those close when a thread is interrupted, and
 * threads that evaluate points are.
 */
interface Disk {
  /** The file system. */
  Disk REAL = new Disk() {};

  /** Opens a file for writing after its first {@code keep} bytes; what follows them is cut off. */
  default Sink open(Path file, long keep) throws IOException {
    RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
    try {
      out.setLength(keep);
      out.seek(keep);
    } catch (IOException e) {
      out.close();
      throw e;
    }
    return new Sink() {
      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
      }

      @Override
      public void sync() throws IOException {
        out.getFD().sync();
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  /** Puts a finished draft, which is on the disk, in the place of a file. */
  default void replace(Path draft, Path file) throws IOException {
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder(file.resolveSibling(""));
  }

  /** Writes a small file as a whole or not at all. */
  default void write(Path file, byte[] content) throws IOException {
    Path draft = draft(file);
    try (Sink sink = open(draft, 0)) {
      sink.write(content, 0, content.length);
      sink.sync();
    }
    replace(draft, file);
  }

  /** The name of a file until it is finished. */
  static Path draft(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  /** Makes names of new files last; some systems cannot open folders, and need no such step. */
  static void syncFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return;
    }
  }

  /** An open file. */
  interface Sink extends Closeable {
    void write(byte[] bytes, int from, int length) throws IOException;

    /** Returns when everything written is on the disk. */
    void sync() throws IOException;
  }
}
