package thaw.sweep.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Joins the shards of a run. */
final class Merge {
  private Merge() {}

  /** What all the folders are shares of, each once. */
  static Identity identity(List<Path> folders) throws IOException {
    if (folders.isEmpty()) {
      throw new RunRefused("no shard was named; allowed: the folders of all shards of a run");
    }
    Identity first = Identity.read(folders.get(0));
    SortedMap<Integer, Path> found = new TreeMap<>();
    for (Path folder : folders) {
      Identity run = Identity.read(folder);
      String differs = difference(first, run);
      if (!differs.isEmpty()) {
        throw new RunRefused(
            folder + " and " + folders.get(0) + " are not shards of one run: " + differs);
      }
      Path twin = found.putIfAbsent(run.shard().index(), folder);
      if (twin != null) {
        throw new RunRefused(
            folder + " and " + twin + " are both shard " + run.shard() + "; allowed: each once");
      }
    }
    List<String> missing = new ArrayList<>();
    for (int i = 1; i <= first.shard().count(); i++) {
      if (!found.containsKey(i)) {
        missing.add(new Shard(i, first.shard().count()).toString());
      }
    }
    if (!missing.isEmpty()) {
      throw new RunRefused("missing: shard " + String.join(", ", missing));
    }
    return first.of(Shard.ALL);
  }

  private static String difference(Identity first, Identity run) {
    if (!first.version().equals(run.version())) {
      return "made by Thaw " + run.version() + " and " + first.version();
    }
    if (!first.runId().equals(run.runId())) {
      return "other experiments";
    }
    if (first.shard().count() != run.shard().count()) {
      return "cut into " + run.shard().count() + " and " + first.shard().count() + " shards";
    }
    return first.points() == run.points()
        ? ""
        : "of " + run.points() + " and " + first.points() + " points";
  }

  /** Copies the rows of all shards, which are to have all, into a store. */
  static Counts rows(List<Path> folders, Store target) throws IOException {
    List<Store> shards = new ArrayList<>();
    for (Path folder : folders) {
      shards.add(new Store(folder, Identity.read(folder), Disk.REAL));
    }
    long size = target.run().points();
    Files.createDirectories(target.file(0).getParent());
    for (long block = 0; block < Store.blocks(size); block++) {
      List<Finished> rows = new ArrayList<>();
      Set<Long> seen = new HashSet<>();
      for (int s = 0; s < shards.size(); s++) {
        BlockFile.Content content = shards.get(s).intact(block);
        int here = 0;
        for (int i = 0; i < BlockFile.POINTS; i++) {
          if (content.has(i) && block * BlockFile.POINTS + i < size) {
            Finished finished = content.get(i);
            if (!shards.get(s).run().shard().contains(finished.row().point())
                || !seen.add(finished.row().point())) {
              throw new RunRefused(
                  folders.get(s)
                      + " holds point "
                      + finished.row().point()
                      + ", which is not of its share; 'thaw sweep --force' runs it anew");
            }
            rows.add(finished);
            here++;
          }
        }
        int left = shards.get(s).share(block, size) - here;
        if (left > 0) {
          throw new RunRefused(
              folders.get(s)
                  + " is not finished, "
                  + left
                  + " points of its block "
                  + block
                  + " are missing; the same 'thaw sweep' goes on");
        }
      }
      try (Disk.Sink sink = target.append(block)) {
        byte[] records = target.records(rows);
        sink.write(records, 0, records.length);
        sink.sync();
      }
    }
    return target.counts(size);
  }
}
