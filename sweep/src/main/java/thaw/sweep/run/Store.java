package thaw.sweep.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import thaw.sweep.Points;
import thaw.sweep.Status;

/** The finished points of a run: one {@link BlockFile} for every block with any. */
final class Store {
  static final String FOLDER = "log";

  /** Ranges of points named in a message. */
  private static final int NAMED = 10;

  private final Path folder;
  private final Identity run;
  private final BlockFile format;
  private final Disk disk;

  Store(Path runFolder, Identity run, Disk disk) {
    folder = runFolder.resolve(FOLDER);
    this.run = run;
    format = new BlockFile(run);
    this.disk = disk;
  }

  Identity run() {
    return run;
  }

  static long blocks(long points) {
    return (points + BlockFile.POINTS - 1) / BlockFile.POINTS;
  }

  Path file(long block) {
    return folder.resolve(BlockFile.name(block));
  }

  /** What is intact of a block; nothing where it has no file. */
  BlockFile.Content content(long block) throws IOException {
    Path file = file(block);
    if (!Files.exists(file)) {
      int[] none = new int[BlockFile.POINTS];
      Arrays.fill(none, -1);
      return new BlockFile.Content(format, block, new byte[0], none, List.of(), false, 0);
    }
    return format.read(file, block);
  }

  /** How many of the points of a block there are, and belong to this shard. */
  int share(long block, long points) {
    long first = block * BlockFile.POINTS;
    long end = Math.min(points, first + BlockFile.POINTS);
    return (int) (run.shard().share(end) - run.shard().share(first));
  }

  /**
   * Makes every file such that it can be appended to, and counts what there is.
   *
   * @param points the design; rows with other parameter values are dropped
   * @param stored points that may have rows, also from a design that had grown further
   * @param retry whether rows of failed points are dropped
   * @param note told what was dropped and why
   */
  Survey repair(Points points, long stored, boolean retry, Consumer<String> note)
      throws IOException {
    Files.createDirectories(folder);
    long size = points.size();
    int[] missing = new int[Math.toIntExact(blocks(size))];
    Counts counts = Counts.NONE;
    for (long b = 0; b < blocks(Math.max(size, stored)); b++) {
      Counts found = repair(b, points, retry, note);
      if (b < missing.length) {
        missing[(int) b] = share(b, size) - (int) found.done();
      }
      counts = counts.plus(found);
    }
    return new Survey(missing, counts);
  }

  private Counts repair(long block, Points points, boolean retry, Consumer<String> note)
      throws IOException {
    BlockFile.Content content = content(block);
    long first = block * BlockFile.POINTS;
    int size = (int) Math.max(0, Math.min(BlockFile.POINTS, points.size() - first));
    boolean[] keep = new boolean[BlockFile.POINTS];
    Map<Status, Long> counts = new EnumMap<>(Status.class);
    int failed = 0;
    int moved = 0;
    for (int i = 0; i < BlockFile.POINTS; i++) {
      if (!content.has(i)) {
        continue;
      }
      if (retry && Counts.failed(content.status(i))) {
        failed++;
      } else if (i < size && !same(content, i, points, first + i)) {
        moved++;
      } else {
        keep[i] = true;
        if (i < size) {
          counts.merge(content.status(i), 1L, Long::sum);
        }
      }
    }
    if (moved > 0) {
      note.accept(
          file(block) + ": " + moved + " points have moved in the design; they are computed again");
    }
    if (!content.damaged().isEmpty()) {
      note.accept(
          file(block)
              + ": damaged at "
              + String.join(
                  ", ", content.damaged().stream().limit(NAMED).map(Object::toString).toList())
              + "; computed again: "
              + missing(content, size, first));
    }
    if (moved + failed > 0 || !content.damaged().isEmpty()) {
      rewrite(content, keep);
    } else if (content.torn()) {
      note.accept(
          file(block)
              + ": "
              + (content.bytes().length - content.end())
              + " bytes of an unfinished record at byte "
              + content.end()
              + " are dropped; what they held is computed again");
      try (Disk.Sink sink = disk.open(file(block), content.end())) {
        sink.sync();
      }
    }
    return new Counts(counts);
  }

  /** Whether a row is of the point that the design has now. */
  private boolean same(BlockFile.Content content, int index, Points points, long point) {
    double[] values;
    try {
      values = points.values(point);
    } catch (RuntimeException e) {
      return content.status(index) == Status.ERROR;
    }
    for (int i = 0; i < values.length; i++) {
      if (Double.doubleToLongBits(values[i])
          != Double.doubleToLongBits(content.parameter(index, i))) {
        return false;
      }
    }
    return true;
  }

  private String missing(BlockFile.Content content, int size, long first) {
    List<String> ranges = new ArrayList<>();
    int more = 0;
    int i = 0;
    while (i < size) {
      int begin = i;
      while (i < size && !content.has(i)) {
        i++;
      }
      if (i > begin && ranges.size() < NAMED) {
        ranges.add(
            i == begin + 1
                ? "point " + (first + begin)
                : "points " + (first + begin) + " to " + (first + i - 1));
      } else if (i > begin) {
        more++;
      }
      i++;
    }
    String named = ranges.isEmpty() ? "nothing" : String.join(", ", ranges);
    return more > 0 ? named + " and " + more + " more ranges" : named;
  }

  /** Replaces a file by one with just the records kept. */
  private void rewrite(BlockFile.Content content, boolean[] keep) throws IOException {
    Path file = file(content.block());
    Path draft = Disk.draft(file);
    try (Disk.Sink sink = disk.open(draft, 0)) {
      byte[] header = format.header(content.block());
      sink.write(header, 0, header.length);
      for (int i = 0; i < BlockFile.POINTS; i++) {
        if (keep[i]) {
          byte[] record = content.record(i);
          sink.write(record, 0, record.length);
        }
      }
      sink.sync();
    }
    disk.replace(draft, file);
  }

  /** Opens the file of a block to append to it. */
  Disk.Sink append(long block) throws IOException {
    Path file = file(block);
    long length = Files.exists(file) ? Files.size(file) : 0;
    Disk.Sink sink = disk.open(file, length);
    if (length == 0) {
      byte[] header = format.header(block);
      sink.write(header, 0, header.length);
      Disk.syncFolder(folder);
    }
    return sink;
  }

  byte[] records(List<Finished> rows) {
    return format.records(rows);
  }

  /**
   * Every finished point below {@code size} in the order of the numbers, one block in memory.
   *
   * @throws RunRefused where a file is damaged
   */
  void forEach(long size, Consumer<Finished> visitor) throws IOException {
    for (long b = 0; b < blocks(size); b++) {
      BlockFile.Content content = intact(b);
      int end = (int) Math.min(BlockFile.POINTS, size - b * BlockFile.POINTS);
      for (int i = 0; i < end; i++) {
        if (content.has(i)) {
          visitor.accept(content.get(i));
        }
      }
    }
  }

  /** A block that may end in an unfinished record while it is written, but is not damaged. */
  BlockFile.Content intact(long block) throws IOException {
    BlockFile.Content content = content(block);
    if (run.complete() && (content.torn() || content.count() < share(block, run.points()))) {
      throw new RunRefused(
          file(block)
              + " is damaged at byte "
              + content.end()
              + " or later; 'thaw sweep' on this folder computes again what is lost");
    }
    if (!content.damaged().isEmpty()) {
      throw new RunRefused(
          file(block)
              + " is damaged at "
              + content.damaged().get(0)
              + "; 'thaw sweep' on this folder computes again what is lost");
    }
    return content;
  }

  /** How points below {@code size} ended, as far as they are intact. */
  Counts counts(long size) throws IOException {
    Map<Status, Long> counts = new EnumMap<>(Status.class);
    for (long b = 0; b < blocks(size); b++) {
      BlockFile.Content content = content(b);
      int end = (int) Math.min(BlockFile.POINTS, size - b * BlockFile.POINTS);
      for (int i = 0; i < end; i++) {
        if (content.has(i)) {
          counts.merge(content.status(i), 1L, Long::sum);
        }
      }
    }
    return new Counts(counts);
  }

  /**
   * What a store holds.
   *
   * @param missing points of this shard without a row, by block
   */
  record Survey(int[] missing, Counts counts) {}
}
