package thaw.sweep.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process at a time writes to a run folder. The operating system holds the lock, so one whose
 * process has died blocks nobody; the file's text only tells who holds it.
 */
final class FolderLock {
  static final String NAME = "lock";

  /** Beyond any text, because on some systems locked bytes cannot be read by others. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Does something alone.
   *
   * @throws RunRefused when somebody else has the lock
   */
  static <T> T whileHeld(Path folder, Action<T> action) throws IOException {
    FolderLock lock = take(folder);
    try {
      return action.run();
    } finally {
      lock.close();
    }
  }

  private static FolderLock take(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new RunRefused(
            folder
                + " is being worked on by "
                + holder(folder).orElse("another process")
                + "; allowed: wait for it, or another folder");
      }
      String text =
          "process "
              + ProcessHandle.current().pid()
              + " on "
              + host()
              + " since "
              + Instant.now().truncatedTo(ChronoUnit.SECONDS);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
      return new FolderLock(channel, lock);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Who says to hold the lock; empty once released, out of date where the process has died. */
  static Optional<String> holder(Path folder) throws IOException {
    Path file = folder.resolve(NAME);
    String text = Files.exists(file) ? Files.readString(file) : "";
    return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
  }

  /** Whether the holder is a process of this machine that lives, or one of another machine. */
  static boolean held(Path folder) throws IOException {
    Optional<String> holder = holder(folder);
    if (holder.isEmpty()) {
      return false;
    }
    String[] words = holder.get().split(" ", -1);
    if (words.length < 4 || !words[3].equals(host())) {
      return true;
    }
    try {
      return ProcessHandle.of(Long.parseLong(words[1])).map(ProcessHandle::isAlive).orElse(false);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "this-machine";
    }
  }

  private void close() throws IOException {
    try (channel) {
      channel.truncate(0);
      lock.release();
    }
  }

  /** What is done under the lock. */
  interface Action<T> {
    T run() throws IOException;
  }
}
