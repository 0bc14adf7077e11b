package thaw.sweep.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import thaw.sweep.Column;
import thaw.sweep.Row;
import thaw.sweep.Rows;

/** A run folder, finished or not, for reading; another process may be writing to it. */
public final class Run implements Rows {
  /**
   * The folder in a run folder for what is computed from its points; it goes when they become
   * others.
   */
  public static final String ANALYSES = "analysis";

  private final Path folder;
  private final Identity identity;
  private final Store store;

  private Run(Path folder, Identity identity) {
    this.folder = folder;
    this.identity = identity;
    store = new Store(folder, identity, Disk.REAL);
  }

  /**
   * Opens a folder.
   *
   * @param folder of a sweep, finished or not
   * @return it, for reading
   * @throws RunRefused when it is no folder of a sweep, or what it says of itself is damaged
   * @throws IOException when it cannot be read
   */
  public static Run open(Path folder) throws IOException {
    return new Run(folder, Identity.read(folder));
  }

  public Path folder() {
    return folder;
  }

  /** Version of Thaw that made it. */
  public String version() {
    return identity.version();
  }

  public String runId() {
    return identity.runId();
  }

  /** The experiment file as it was. */
  public String experimentText() {
    return identity.text();
  }

  /** The files that were read, the experiment's own first. */
  public List<Input> inputs() {
    return identity.inputs();
  }

  /** Where a file that was read is, seen from here, unless it or the run was moved. */
  public Path file(Input input) {
    return folder.resolve(input.file()).normalize();
  }

  /** Overrides of the experiment's fields. */
  public List<String> settings() {
    return identity.settings();
  }

  public long seed() {
    return identity.seed();
  }

  public Shard shard() {
    return identity.shard();
  }

  /** Points of the design as far as it is known, those of other shards included. */
  public long size() {
    return identity.points();
  }

  /** Whether all points are finished and the tables are written. */
  public boolean isComplete() {
    return identity.complete();
  }

  /** What figures call the columns, by name. */
  public Map<String, Job.Caption> captions() {
    return identity.captions();
  }

  @Override
  public List<Column> parameters() {
    return identity.parameters();
  }

  @Override
  public List<Column> outcomes() {
    return identity.outcomes();
  }

  /**
   * Every finished point.
   *
   * @throws UncheckedIOException when a file cannot be read or is damaged
   */
  @Override
  public void forEach(Consumer<Row> visitor) {
    try {
      store.forEach(size(), finished -> visitor.accept(finished.row()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The row of a point; empty while it has none. */
  public Optional<Finished> find(long point) throws IOException {
    if (point < 0 || point >= size()) {
      return Optional.empty();
    }
    BlockFile.Content content = store.content(point / BlockFile.POINTS);
    int index = (int) (point % BlockFile.POINTS);
    return content.has(index) ? Optional.of(content.get(index)) : Optional.empty();
  }

  /** How many points ended how, counted now. */
  public Counts counts() throws IOException {
    return store.counts(size());
  }

  /** Points of this shard without a row, given those that have one. */
  public long left(Counts counts) {
    return shard().share(size()) - counts.done();
  }

  /** Who is working on it now. */
  public Optional<String> worker() throws IOException {
    return FolderLock.held(folder) ? FolderLock.holder(folder) : Optional.empty();
  }

  /** Seconds until the points known are finished; empty when no process works on it. */
  public OptionalDouble secondsLeft(Counts counts) throws IOException {
    if (left(counts) == 0) {
      return OptionalDouble.of(0);
    }
    double speed = SpeedFile.read(folder);
    return worker().isPresent() && speed > 0
        ? OptionalDouble.of(left(counts) / speed)
        : OptionalDouble.empty();
  }

  /**
   * A file that was read.
   *
   * @param file its path from the run folder
   */
  public record Input(String file, String sha256) {}
}
