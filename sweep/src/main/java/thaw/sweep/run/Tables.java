package thaw.sweep.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import thaw.model.io.Json;
import thaw.sweep.Column;

/**
 * The files of a finished run: {@code points.csv}, {@code points.parquet}, {@code columns.json}.
 */
final class Tables {
  static final String CSV = "points.csv";
  static final String PARQUET = "points.parquet";
  static final String COLUMNS = "columns.json";

  private Tables() {}

  /**
   * Writes the files, each as a whole or not at all.
   *
   * @return their SHA-256 by name
   */
  static SortedMap<String, String> write(Path folder, Store store, Disk disk) throws IOException {
    Identity run = store.run();
    SortedMap<String, String> hashes = new TreeMap<>();
    byte[] columns = columns(run);
    disk.write(folder.resolve(COLUMNS), columns);
    hashes.put(COLUMNS, Identity.sha256(columns));
    Path csv = Disk.draft(folder.resolve(CSV));
    Path parquet = Disk.draft(folder.resolve(PARQUET));
    try (Disk.Sink csvSink = disk.open(csv, 0);
        Disk.Sink parquetSink = disk.open(parquet, 0)) {
      try (RowTable first = new CsvTable(csvSink, run.parameters(), run.outcomes());
          RowTable second = new ParquetTable(parquetSink, run.parameters(), run.outcomes())) {
        store.forEach(
            run.points(),
            finished -> {
              try {
                first.add(finished.row());
                second.add(finished.row());
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      csvSink.sync();
    } catch (IOException e) {
      Files.deleteIfExists(csv);
      Files.deleteIfExists(parquet);
      throw e;
    }
    ParquetTable.settle(parquet, disk);
    hashes.put(CSV, sha256(csv));
    hashes.put(PARQUET, sha256(parquet));
    disk.replace(csv, folder.resolve(CSV));
    disk.replace(parquet, folder.resolve(PARQUET));
    return hashes;
  }

  /** SHA-256 of the table of points; empty while there is none. */
  static Optional<String> hash(Path folder) throws IOException {
    Path csv = folder.resolve(CSV);
    return Files.isRegularFile(csv) ? Optional.of(sha256(csv)) : Optional.empty();
  }

  private static byte[] columns(Identity run) {
    ArrayNode all = Json.object().arrayNode();
    add(all, "point", "integer", "number of the point in the design, from 0");
    add(all, "seed", "integer", "seed of the randomness of this point alone");
    add(all, "status", "string", "ok, undecided, timeout, invalid or error");
    add(all, "message", "string", "why, where the status is not ok");
    for (List<Column> columns : List.of(run.parameters(), run.outcomes())) {
      for (Column column : columns) {
        Job.Caption caption = run.captions().getOrDefault(column.name(), Job.Caption.NONE);
        ObjectNode node = all.addObject();
        node.put("name", column.name());
        node.put("role", columns == run.parameters() ? "parameter" : "outcome");
        node.put("type", column.isNumber() ? "number" : "category");
        node.put("unit", column.unit());
        node.put("label", caption.label());
        node.put("symbol", caption.symbol());
        node.put("description", column.description());
        ArrayNode categories = node.putArray("categories");
        column.categories().forEach(categories::add);
      }
    }
    ObjectNode root = Json.object();
    root.put("format", "thaw/columns@1");
    root.set("columns", all);
    return Json.text(root).getBytes(StandardCharsets.UTF_8);
  }

  private static void add(ArrayNode all, String name, String type, String description) {
    ObjectNode node = all.addObject();
    node.put("name", name);
    node.put("role", "row");
    node.put("type", type);
    node.put("unit", "");
    node.put("label", "");
    node.put("symbol", "");
    node.put("description", description);
    node.putArray("categories");
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      int read;
      while ((read = in.read(buffer)) >= 0) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
