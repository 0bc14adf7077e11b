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

  /**
   * The run folder.
   *
   * @return the path with which it was opened
   */
  public Path folder() {
    return folder;
  }

  /**
   * Version of Thaw that made it.
   *
   * @return as in {@link Job#version}; another version does not continue the run
   */
  public String version() {
    return identity.version();
  }

  /**
   * What stands for the experiment with everything its results depend on.
   *
   * @return SHA-256 in lower-case hexadecimal for runs of experiment files
   */
  public String runId() {
    return identity.runId();
  }

  /**
   * The experiment file as it was.
   *
   * @return JSON or YAML, overrides not applied
   */
  public String experimentText() {
    return identity.text();
  }

  /**
   * The files that were read, the experiment's own first.
   *
   * @return paths and hashes, from when the run began
   */
  public List<Input> inputs() {
    return identity.inputs();
  }

  /**
   * Where a file that was read is, seen from here, unless it or the run was moved.
   *
   * @param input one of {@link #inputs}
   * @return its path; whether there is a file is not looked up
   */
  public Path file(Input input) {
    return folder.resolve(input.file()).normalize();
  }

  /**
   * Overrides of the experiment's fields.
   *
   * @return each {@code path=value}, in the order applied; may be empty
   */
  public List<String> settings() {
    return identity.settings();
  }

  /**
   * The seed of all randomness in the run.
   *
   * @return any number
   */
  public long seed() {
    return identity.seed();
  }

  /**
   * Which share of the sweep the folder holds.
   *
   * @return {@link Shard#ALL} for a whole sweep
   */
  public Shard shard() {
    return identity.shard();
  }

  /**
   * Points of the design as far as it is known, those of other shards included.
   *
   * @return 0 or more; it grows while an adaptive design does
   */
  public long size() {
    return identity.points();
  }

  /**
   * Whether all points are finished and the tables are written.
   *
   * @return as the folder said when it was opened; of a shard, its own points
   */
  public boolean isComplete() {
    return identity.complete();
  }

  /**
   * What figures call the columns, by name.
   *
   * @return for parameters and outcomes
   */
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
   * Every finished point, in the order of the numbers, one block of points in memory.
   *
   * @param visitor given one row after the other
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

  /**
   * The row of a point; empty while it has none.
   *
   * @param point its number; 0 to {@link #size} − 1 are points of the design
   * @return the row with its detail; empty also for numbers of no point and for damaged rows
   * @throws RunRefused when the file of the point is of another run
   * @throws IOException when that file cannot be read
   */
  public Optional<Finished> find(long point) throws IOException {
    if (point < 0 || point >= size()) {
      return Optional.empty();
    }
    BlockFile.Content content = store.content(point / BlockFile.POINTS);
    int index = (int) (point % BlockFile.POINTS);
    return content.has(index) ? Optional.of(content.get(index)) : Optional.empty();
  }

  /**
   * How many points ended how, counted now.
   *
   * @return finished points by status; damaged rows are left out
   * @throws RunRefused when a file is of another run
   * @throws IOException when a file cannot be read
   */
  public Counts counts() throws IOException {
    return store.counts(size());
  }

  /**
   * Points of this shard without a row, given those that have one.
   *
   * @param counts from {@link #counts}
   * @return 0 or more
   */
  public long left(Counts counts) {
    return shard().share(size()) - counts.done();
  }

  /**
   * Who is working on it now.
   *
   * @return process, machine and since when, as in {@code process 12 on host since
   *     2026-01-01T00:00:00Z}; empty when no process works on it
   * @throws IOException when the lock file cannot be read
   */
  public Optional<String> worker() throws IOException {
    return FolderLock.held(folder) ? FolderLock.holder(folder) : Optional.empty();
  }

  /**
   * Seconds until the points known are finished; empty when no process works on it.
   *
   * @param counts from {@link #counts}
   * @return 0 or more, from the speed last told; empty also while no speed is known
   * @throws IOException when the files that tell speed and worker cannot be read
   */
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
   * @param sha256 of its contents, lower-case hexadecimal
   */
  public record Input(String file, String sha256) {}
}
