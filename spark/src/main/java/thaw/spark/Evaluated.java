package thaw.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import thaw.sweep.Row;
import thaw.sweep.Status;
import thaw.sweep.run.Finished;

/**
 * What an executor sends back of a chunk.
 *
 * @param count how many of its points were evaluated, from the first on
 * @param nanos how long that took
 * @param rows their rows, as bytes
 */
record Evaluated(int count, long nanos, byte[] rows) implements Serializable {
  private static final long serialVersionUID = 1;

  static Evaluated of(List<Finished> rows, long nanos) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      for (Finished finished : rows) {
        Row row = finished.row();
        out.writeLong(row.point());
        out.writeLong(row.seed());
        out.writeUTF(row.status().name());
        write(out, row.parameters());
        write(out, row.outcomes());
        write(out, row.message());
        write(out, finished.detail());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Evaluated(rows.size(), nanos, bytes.toByteArray());
  }

  /** The rows, in the order they were finished. */
  List<Finished> finished() {
    List<Finished> finished = new ArrayList<>(count);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(rows));
    try {
      for (int i = 0; i < count; i++) {
        long point = in.readLong();
        long seed = in.readLong();
        Status status = Status.valueOf(in.readUTF());
        double[] parameters = numbers(in);
        double[] outcomes = numbers(in);
        String message = text(in);
        finished.add(
            new Finished(new Row(point, seed, parameters, status, message, outcomes), text(in)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return finished;
  }

  private static void write(DataOutputStream out, double[] values) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeLong(Double.doubleToRawLongBits(value)); // any NaN as it is
    }
  }

  private static double[] numbers(DataInputStream in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(in.readLong());
    }
    return values;
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
