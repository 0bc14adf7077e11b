package thaw.sweep.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import thaw.model.io.Json;
import thaw.sweep.Column;
import thaw.sweep.Plan;
import thaw.sweep.Points;
import thaw.sweep.Row;
import thaw.sweep.Rows;

/**
 * Runs a sweep in a folder, or continues it.
 *
 * <p>Every finished point is in the folder's store within seconds, so that the same call continues
 * after whatever ended the last one. When all points are finished, the tables are written; their
 * bytes depend on nothing but the job: not on engine, threads, or interruptions.
 */
public final class Sweep {
  static final String MANIFEST = "manifest.json";
  static final String SPEED = "speed.json";

  private final Options options;
  private final Disk disk;

  private Sweep(Options options, Disk disk) {
    this.options = options;
    this.disk = disk;
  }

  /**
   * A sweep with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static Sweep withDefaults() {
    return new Sweep(Options.defaults(), Disk.REAL);
  }

  /**
   * A sweep with other options.
   *
   * @param other in place of those of this sweep
   * @return a new sweep; this one stays as it is
   */
  public Sweep with(Options other) {
    return new Sweep(other, disk);
  }

  Sweep with(Disk other) {
    return new Sweep(options, other);
  }

  /**
   * Runs all points of a job that have no row yet.
   *
   * @param job from {@link Job#of}
   * @param folder new, empty, or of an earlier run of the same job
   * @param stop asked now and then; true ends the run, to be continued later
   * @param listener hears how it goes; {@link Listener#silent} for none
   * @return how far it got; failed points are counted, not thrown
   * @throws RunRefused when the folder is of another job or version, damaged beyond what can be
   *     computed again, or in use
   * @throws EngineFailed when points cannot be evaluated any more; what is finished is kept
   * @throws IOException when writing fails; what is finished is kept
   */
  public Result run(Job job, Path folder, BooleanSupplier stop, Listener listener)
      throws IOException {
    long began = System.nanoTime();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    Files.createDirectories(folder);
    refuseStrangers(folder);
    return FolderLock.whileHeld(
        folder,
        () -> {
          if (options.force()) {
            removeAnalyses(folder, listener);
            clear(folder);
          }
          Identity run = Identity.of(job, options.shard(), folder);
          refuseRepeatedColumns(run);
          if (Identity.isIn(folder)) {
            Identity before = Identity.read(folder);
            refuseOthers(folder, before, run);
            run = run.grown(before.points(), before.complete());
          }
          deleteDrafts(folder);
          Result result;
          try {
            result = evaluate(job, folder, run, stop, listener, began);
          } catch (RunRefused | EngineFailed e) {
            throw e;
          } catch (IOException e) {
            throw unfinished(folder, e);
          }
          Files.deleteIfExists(folder.resolve(SPEED));
          return result;
        });
  }

  private static IOException unfinished(Path folder, IOException e) {
    Throwable first = e;
    while (first.getCause() != null) {
      first = first.getCause(); // libraries wrap "No space left on device"
    }
    return new IOException(
        folder
            + " cannot be written: "
            + first.getMessage()
            + "; what is finished is kept, the same command goes on",
        e);
  }

  private Result evaluate(
      Job job, Path folder, Identity identity, BooleanSupplier stop, Listener listener, long began)
      throws IOException {
    Evaluator evaluator = new Evaluator(job.model(), job.seed(), job.limit());
    Plan plan = job.plan();
    Points points = plan.first();
    boolean retry = options.retryFailed();
    while (true) {
      boolean known = identity.points() >= points.size() && !options.retryFailed();
      Identity run = known ? identity : identity.grown(points.size(), false);
      writeIfChanged(folder, run);
      Store store = new Store(folder, run, disk);
      Store.Survey survey = store.repair(points, identity.points(), retry, listener::note);
      retry = false; // those that fail again have been asked
      SpeedFile speed = new SpeedFile(folder, listener);
      StoredWork work = new StoredWork(store, points, survey, options.failFast(), stop, speed);
      try (work) {
        options.engine().run(evaluator, work);
      }
      Counts counts = work.counts();
      long left = run.shard().share(points.size()) - counts.done();
      if (left > 0) {
        return new Result(counts, left, !work.failed(), false);
      }
      Points next = run.shard().isAll() ? next(plan, points, store) : points;
      if (next.size() < points.size()) {
        throw new IllegalStateException(
            "a plan shrank from " + points.size() + " to " + next.size() + " points");
      }
      if (next.size() == points.size()) {
        Store finished = new Store(folder, run.grown(points.size(), true), disk);
        finish(folder, finished, counts, began, listener);
        return new Result(counts, 0, false, true);
      }
      points = next;
    }
  }

  private static Points next(Plan plan, Points points, Store store) throws IOException {
    try {
      return plan.next(points, rows(store, points));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Writes the tables of a complete store, then that it is complete. */
  private void finish(Path folder, Store store, Counts counts, long began, Listener listener)
      throws IOException {
    Optional<String> before = Tables.hash(folder);
    SortedMap<String, String> hashes = Tables.write(folder, store, disk);
    if (!before.equals(Optional.ofNullable(hashes.get(Tables.CSV)))) {
      removeAnalyses(folder, listener);
    }
    writeIfChanged(folder, store.run());
    disk.write(
        folder.resolve(MANIFEST),
        Json.text(manifest(store.run(), counts, hashes, began)).getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode manifest(
      Identity run, Counts counts, SortedMap<String, String> hashes, long began) {
    ObjectNode root = Json.object();
    root.put("format", "thaw/sweep-manifest@1");
    root.put("version", run.version());
    root.put("runId", run.runId());
    root.put("seed", run.seed());
    root.put("shard", run.shard().toString());
    root.set("inputs", Identity.inputs(run.inputs()));
    ObjectNode points = root.putObject("points");
    counts.byStatus().forEach((status, count) -> points.put(status.word(), count));
    ObjectNode files = root.putObject("files");
    hashes.forEach(files::put);
    Circumstances.add(root, (System.nanoTime() - began) / 1e9);
    return root;
  }

  private void writeIfChanged(Path folder, Identity run) throws IOException {
    Path file = folder.resolve(Identity.NAME);
    if (!Files.exists(file) || !Identity.read(folder).equals(run)) {
      disk.write(file, run.bytes());
    }
  }

  private static Rows rows(Store store, Points points) {
    return new Rows() {
      @Override
      public List<Column> parameters() {
        return store.run().parameters();
      }

      @Override
      public List<Column> outcomes() {
        return store.run().outcomes();
      }

      @Override
      public void forEach(Consumer<Row> visitor) {
        try {
          store.forEach(points.size(), finished -> visitor.accept(finished.row()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /**
   * Joins the shards of a sweep into a folder of the whole.
   *
   * @param target a folder to be made, or an empty one
   * @param shards folders of all shards of one run, finished, in any order
   * @return counts of all points, complete
   * @throws RunRefused when shards are missing, twice, unfinished, damaged, or not of one run; when
   *     the target has files and {@link Options#force} does not hold, or is in use
   * @throws IOException when reading or writing fails
   */
  public Result merge(Path target, List<Path> shards) throws IOException {
    long began = System.nanoTime();
    Identity whole = Merge.identity(shards);
    Files.createDirectories(target);
    if (!options.force() && !isEmpty(target)) {
      throw new RunRefused(target + " is not empty; allowed: a new folder, or --force");
    }
    refuseStrangers(target);
    return FolderLock.whileHeld(
        target,
        () -> {
          if (options.force()) {
            removeAnalyses(target, Listener.silent());
            clear(target);
          }
          writeIfChanged(target, whole.grown(whole.points(), false));
          Store store = new Store(target, whole, disk);
          Counts counts = Merge.rows(shards, store);
          finish(target, store, counts, began, Listener.silent());
          return new Result(counts, 0, false, true);
        });
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(file -> file.endsWith(FolderLock.NAME));
    }
  }

  /** Refuses a folder that has files but is not one of a sweep. */
  private static void refuseStrangers(Path folder) throws IOException {
    if (Identity.isIn(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> strangers =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> !name.equals(FolderLock.NAME) && !name.endsWith(".part"))
              .sorted()
              .toList();
      if (!strangers.isEmpty()) {
        throw new RunRefused(
            folder
                + " is no folder of a sweep, it has "
                + strangers.get(0)
                + "; allowed: a new folder, or that of an earlier run of this experiment");
      }
    }
  }

  private static void refuseOthers(Path folder, Identity before, Identity now) throws RunRefused {
    String ways = "; --force starts over, -o DIR runs somewhere else";
    if (!before.version().equals(now.version())) {
      throw new RunRefused(
          folder
              + " was made by Thaw "
              + before.version()
              + ", this is Thaw "
              + now.version()
              + ", whose results may differ"
              + ways);
    }
    if (!before.runId().equals(now.runId())) {
      throw new RunRefused(folder + " is of another experiment: " + difference(before, now) + ways);
    }
    if (!before.shard().equals(now.shard())) {
      throw new RunRefused(
          folder + " is of shard " + before.shard() + ", not " + now.shard() + ways);
    }
    if (!names(before).equals(names(now))) {
      throw new RunRefused(folder + " has other columns" + ways);
    }
  }

  /** Columns are told apart by their names, in every format. */
  private static void refuseRepeatedColumns(Identity run) throws RunRefused {
    Set<String> seen = new HashSet<>(List.of("point", "seed", "status", "message"));
    for (List<Column> columns : List.of(run.parameters(), run.outcomes())) {
      for (Column column : columns) {
        if (!seen.add(column.name())) {
          throw new RunRefused(
              "two columns are called "
                  + column.name()
                  + "; allowed: names that differ, and none of point, seed, status, message");
        }
      }
    }
  }

  private static List<String> names(Identity run) {
    List<String> names = new ArrayList<>();
    run.parameters().forEach(column -> names.add(column.name() + column.categories()));
    run.outcomes().forEach(column -> names.add(column.name() + column.categories()));
    return names;
  }

  /** The first thing that differs, in words. */
  private static String difference(Identity before, Identity now) {
    if (before.seed() != now.seed()) {
      return "its seed was " + before.seed() + " and is " + now.seed();
    }
    List<String> old = before.text().lines().toList();
    List<String> fresh = now.text().lines().toList();
    for (int i = 0; i < Math.max(old.size(), fresh.size()); i++) {
      String was = i < old.size() ? old.get(i).strip() : "nothing";
      String is = i < fresh.size() ? fresh.get(i).strip() : "nothing";
      if (!was.equals(is)) {
        return "line " + (i + 1) + " of its file was " + was + " and is " + is;
      }
    }
    if (!before.settings().equals(now.settings())) {
      return "its settings were " + before.settings() + " and are " + now.settings();
    }
    for (Run.Input input : now.inputs()) {
      for (Run.Input earlier : before.inputs()) {
        if (earlier.file().equals(input.file()) && !earlier.sha256().equals(input.sha256())) {
          return input.file() + " has changed";
        }
      }
    }
    return "an input or a setting has changed";
  }

  /** Removes a run, its identity last, so that a stop in between leaves an unfinished run. */
  private static void clear(Path folder) throws IOException {
    Path log = folder.resolve(Store.FOLDER);
    if (Files.isDirectory(log)) {
      List<Path> blocks;
      try (Stream<Path> files = Files.list(log)) {
        blocks = files.toList();
      }
      for (Path block : blocks) {
        Files.delete(block);
      }
    }
    for (String name :
        List.of(Tables.CSV, Tables.PARQUET, Tables.COLUMNS, MANIFEST, SPEED, Identity.NAME)) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.deleteIfExists(log);
  }

  /** Moves what was computed from earlier points out of sight at once, then deletes it. */
  private static void removeAnalyses(Path folder, Listener listener) throws IOException {
    Path analyses = folder.resolve(Run.ANALYSES);
    if (Files.isDirectory(analyses)) {
      deleteDrafts(folder);
      listener.note(analyses + " was of other points and is removed; thaw analyse makes it anew");
      Files.move(
          analyses, Disk.draft(folder.resolve(Run.ANALYSES)), StandardCopyOption.ATOMIC_MOVE);
      deleteDrafts(folder);
    }
  }

  private static void deleteDrafts(Path folder) throws IOException {
    for (Path place : List.of(folder, folder.resolve(Store.FOLDER))) {
      if (Files.isDirectory(place)) {
        List<Path> drafts;
        try (Stream<Path> files = Files.list(place)) {
          drafts = files.filter(file -> file.toString().endsWith(".part")).toList();
        }
        for (Path draft : drafts) {
          delete(draft);
        }
      }
    }
  }

  private static void delete(Path draft) throws IOException {
    try (Stream<Path> all = Files.walk(draft)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /**
   * How a sweep is run.
   *
   * @param engine where points are evaluated
   * @param shard which points are evaluated
   * @param retryFailed whether points that failed earlier are evaluated again
   * @param failFast whether the first failed point ends the run
   * @param force whether an earlier run in the folder is removed
   */
  public record Options(
      Engine engine, Shard shard, boolean retryFailed, boolean failFast, boolean force) {
    /**
     * All processors, all points; failed points are kept and stop nothing.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(
          Engine.local(Runtime.getRuntime().availableProcessors()), Shard.ALL, false, false, false);
    }

    /**
     * The same with another engine.
     *
     * @param other where points are evaluated; rows do not depend on it
     * @return options that differ in this only
     */
    public Options withEngine(Engine other) {
      return new Options(other, shard, retryFailed, failFast, force);
    }

    /**
     * The same for another share of the points.
     *
     * @param other which points are evaluated; {@link Shard#ALL} for all
     * @return options that differ in this only
     */
    public Options withShard(Shard other) {
      return new Options(engine, other, retryFailed, failFast, force);
    }

    /**
     * The same with another treatment of points that failed earlier.
     *
     * @param other whether points that failed earlier are evaluated again
     * @return options that differ in this only
     */
    public Options withRetryFailed(boolean other) {
      return new Options(engine, shard, other, failFast, force);
    }

    /**
     * The same with another treatment of points that fail.
     *
     * @param other whether the first failed point ends the run
     * @return options that differ in this only
     */
    public Options withFailFast(boolean other) {
      return new Options(engine, shard, retryFailed, other, force);
    }

    /**
     * The same with another treatment of an earlier run.
     *
     * @param other whether an earlier run in the folder is removed
     * @return options that differ in this only
     */
    public Options withForce(boolean other) {
      return new Options(engine, shard, retryFailed, failFast, other);
    }
  }

  /**
   * How far a run got.
   *
   * @param counts finished points of the shard, by status
   * @param left points of the design, as far as it is known, without a row
   * @param interrupted whether it was asked to stop
   * @param complete whether the tables are written
   */
  public record Result(Counts counts, long left, boolean interrupted, boolean complete) {}

  /**
   * A moment of a run.
   *
   * @param done points with a row, {@code failed} of them failed
   * @param total points of the design as far as it is known
   * @param perSecond points evaluated per second since this run began
   */
  public record Progress(long done, long failed, long total, double perSecond) {
    /**
     * How long the rest takes at this speed.
     *
     * @return seconds, 0 or more; infinite while no point of this run is evaluated
     */
    public double secondsLeft() {
      return total == done ? 0 : (total - done) / perSecond;
    }
  }

  /** Hears how a run goes; called by the thread that runs it. */
  public interface Listener {
    /**
     * Something the user should know, in one line.
     *
     * @param message without a line break
     */
    void note(String message);

    /**
     * Several times a second.
     *
     * @param progress where the run stands
     */
    void progress(Progress progress);

    /**
     * Says nothing.
     *
     * @return a listener that does nothing
     */
    static Listener silent() {
      return new Listener() {
        @Override
        public void note(String message) {}

        @Override
        public void progress(Progress progress) {}
      };
    }
  }
}
