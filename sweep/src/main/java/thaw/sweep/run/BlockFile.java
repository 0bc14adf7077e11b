package thaw.sweep.run;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import thaw.sweep.Row;
import thaw.sweep.Status;

/**
 * The file of the finished points of one block of the design, in the order they finished.
 *
 * <p>A header, then records, all numbers big-endian. Header: the eight bytes THAWROWS, format
 * version, number of parameters, number of outcomes (32 bits each), block (64), the first 64 bits
 * of the SHA-256 of the run id, shard index and count (32 each), CRC-32C of all before. Record: the
 * four bytes ROW and a line feed, length of the payload (32), payload, CRC-32C of length and
 * payload. Payload: point − first point of the block (32), status (8), parameters and outcomes (64
 * each), length of the message (32), message, detail (UTF-8).
 */
final class BlockFile {
  /** Points of a block. */
  static final int POINTS = 1 << 16;

  static final int HEADER = 8 + 3 * Integer.BYTES + 2 * Long.BYTES + 3 * Integer.BYTES;

  private static final long FILE_MARK = 0x54484157524f5753L; // THAWROWS
  private static final int RECORD_MARK = 0x524f570a; // ROW\n
  private static final int FORMAT = 1;
  private static final int BEFORE_PAYLOAD = 2 * Integer.BYTES;
  private static final int AROUND_PAYLOAD = BEFORE_PAYLOAD + Integer.BYTES;

  /** Bytes of UTF-8 for a character of a message or detail. */
  private static final int UTF8 = 4;

  private final int parameters;
  private final int outcomes;
  private final long runKey;
  private final Shard shard;
  private final Substreams substreams;
  private final int shortest;
  private final int longest;

  BlockFile(Identity run) {
    parameters = run.parameters().size();
    outcomes = run.outcomes().size();
    runKey = run.key();
    shard = run.shard();
    substreams = new Substreams(run.seed());
    shortest = 2 * Integer.BYTES + 1 + Double.BYTES * (parameters + outcomes);
    longest = shortest + UTF8 * (Evaluator.LONGEST_MESSAGE + Evaluator.LONGEST_DETAIL);
  }

  static String name(long block) {
    return String.format(Locale.ROOT, "block-%06d.log", block);
  }

  byte[] header(long block) {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.putLong(FILE_MARK).putInt(FORMAT).putInt(parameters).putInt(outcomes);
    header.putLong(block).putLong(runKey).putInt(shard.index()).putInt(shard.count());
    CRC32C crc = new CRC32C();
    crc.update(header.array(), 0, header.position());
    return header.putInt((int) crc.getValue()).array();
  }

  /** The records of some points, ready to be appended. */
  byte[] records(List<Finished> rows) {
    List<byte[]> records = new ArrayList<>();
    int length = 0;
    for (Finished finished : rows) {
      byte[] record = record(finished);
      length += record.length;
      records.add(record);
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    records.forEach(all::put);
    return all.array();
  }

  private byte[] record(Finished finished) {
    Row row = finished.row();
    byte[] message = row.message().getBytes(StandardCharsets.UTF_8);
    byte[] detail = finished.detail().getBytes(StandardCharsets.UTF_8);
    int length = shortest + message.length + detail.length;
    ByteBuffer record = ByteBuffer.allocate(AROUND_PAYLOAD + length);
    record.putInt(RECORD_MARK).putInt(length);
    record.putInt((int) (row.point() % POINTS)).put(code(row.status()));
    for (double value : Arrays.copyOf(padded(row.parameters(), parameters), parameters)) {
      record.putDouble(value);
    }
    for (double value : Arrays.copyOf(row.outcomes(), outcomes)) {
      record.putDouble(value);
    }
    record.putInt(message.length).put(message).put(detail);
    CRC32C crc = new CRC32C();
    crc.update(record.array(), Integer.BYTES, Integer.BYTES + length);
    return record.putInt((int) crc.getValue()).array();
  }

  private static byte code(Status status) {
    return switch (status) {
      case OK -> 0;
      case UNDECIDED -> 1;
      case TIMEOUT -> 2;
      case INVALID -> 3;
      case ERROR -> 4;
    };
  }

  private static Status status(byte code) {
    return switch (code) {
      case 0 -> Status.OK;
      case 1 -> Status.UNDECIDED;
      case 2 -> Status.TIMEOUT;
      case 3 -> Status.INVALID;
      case 4 -> Status.ERROR;
      default ->
          throw new IllegalStateException("status " + code + " in a record with a right checksum");
    };
  }

  /** Values of a point whose design failed are missing. */
  private static double[] padded(double[] values, int size) {
    if (values.length == size) {
      return values;
    }
    double[] padded = new double[size];
    Arrays.fill(padded, Double.NaN);
    return padded;
  }

  /** Reads a file as far as it is intact. */
  Content read(Path file, long block) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int[] offsets = new int[POINTS];
    Arrays.fill(offsets, -1);
    List<Span> damaged = new ArrayList<>();
    int at = 0;
    if (bytes.length >= HEADER && intactHeader(bytes)) {
      if (!Arrays.equals(header(block), Arrays.copyOf(bytes, HEADER))) {
        throw new RunRefused(
            file
                + ": byte 0: the header is that of another run, shard or block; --force starts over");
      }
      at = HEADER;
    }
    int end = at;
    while (at < bytes.length) {
      int next = at;
      while (next < bytes.length && recordAt(bytes, next) == 0) {
        next++;
      }
      if (next > at || at == 0) {
        damaged.add(new Span(at, next));
      }
      if (next < bytes.length) {
        int length = recordAt(bytes, next);
        offsets[ByteBuffer.wrap(bytes).getInt(next + BEFORE_PAYLOAD)] = next;
        next += length;
        end = next;
      }
      at = next;
    }
    boolean torn = !damaged.isEmpty() && damaged.get(damaged.size() - 1).to() == bytes.length;
    if (torn) {
      damaged.remove(damaged.size() - 1);
    }
    return new Content(this, block, bytes, offsets, List.copyOf(damaged), torn, end);
  }

  private static boolean intactHeader(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, HEADER - Integer.BYTES);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    return header.getLong(0) == FILE_MARK
        && header.getInt(HEADER - Integer.BYTES) == (int) crc.getValue();
  }

  /** The length of the intact record that begins at a byte; 0 if there is none. */
  private int recordAt(byte[] bytes, int at) {
    if (bytes.length - at < AROUND_PAYLOAD + shortest) {
      return 0;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int length = buffer.getInt(at + Integer.BYTES);
    if (buffer.getInt(at) != RECORD_MARK
        || length < shortest
        || length > longest
        || length > bytes.length - at - AROUND_PAYLOAD) {
      return 0;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, at + Integer.BYTES, Integer.BYTES + length);
    if (buffer.getInt(at + BEFORE_PAYLOAD + length) != (int) crc.getValue()) {
      return 0;
    }
    int index = buffer.getInt(at + BEFORE_PAYLOAD);
    return index >= 0 && index < POINTS ? AROUND_PAYLOAD + length : 0;
  }

  private Finished decode(byte[] bytes, int at, long block) {
    ByteBuffer buffer =
        ByteBuffer.wrap(bytes, at + Integer.BYTES, bytes.length - at - Integer.BYTES);
    try {
      int end = buffer.getInt() + at + BEFORE_PAYLOAD;
      long point = block * POINTS + buffer.getInt();
      Status status = status(buffer.get());
      double[] values = new double[parameters];
      for (int i = 0; i < parameters; i++) {
        values[i] = buffer.getDouble();
      }
      double[] results = new double[outcomes];
      for (int i = 0; i < outcomes; i++) {
        results[i] = buffer.getDouble();
      }
      int messageLength = buffer.getInt();
      String message = new String(bytes, buffer.position(), messageLength, StandardCharsets.UTF_8);
      int rest = buffer.position() + messageLength;
      String detail = new String(bytes, rest, end - rest, StandardCharsets.UTF_8);
      return new Finished(
          new Row(point, substreams.seed(point), values, status, message, results), detail);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalStateException("a record with a right checksum and wrong content", e);
    }
  }

  /** Bytes {@code from} to {@code to} − 1. */
  record Span(int from, int to) {
    @Override
    public String toString() {
      return "bytes " + from + " to " + (to - 1);
    }
  }

  /**
   * What is intact in a file.
   *
   * @param offsets of the record of every point of the block, −1 without one
   * @param damaged spans before the last intact record that hold none
   * @param torn whether there is something after the last intact record
   * @param end the first byte after the last intact record, or the header
   */
  record Content(
      BlockFile file,
      long block,
      byte[] bytes,
      int[] offsets,
      List<Span> damaged,
      boolean torn,
      int end) {
    boolean has(int index) {
      return offsets[index] >= 0;
    }

    int count() {
      int count = 0;
      for (int offset : offsets) {
        count += offset >= 0 ? 1 : 0;
      }
      return count;
    }

    Finished get(int index) {
      return file.decode(bytes, offsets[index], block);
    }

    Status status(int index) {
      return BlockFile.status(bytes[offsets[index] + BEFORE_PAYLOAD + Integer.BYTES]);
    }

    /** The bytes of a record. */
    byte[] record(int index) {
      int at = offsets[index];
      int length = ByteBuffer.wrap(bytes).getInt(at + Integer.BYTES);
      return Arrays.copyOfRange(bytes, at, at + AROUND_PAYLOAD + length);
    }

    double parameter(int index, int parameter) {
      return ByteBuffer.wrap(bytes)
          .getDouble(
              offsets[index] + BEFORE_PAYLOAD + Integer.BYTES + 1 + Double.BYTES * parameter);
    }
  }
}
