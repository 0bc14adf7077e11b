package thaw.sweep.run;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import thaw.sweep.Column;
import thaw.sweep.Row;

/**
 * Rows as an Apache Parquet file: numbers as doubles, categories, status and message as strings,
 * missing values as nulls. Not compressed, so that the bytes depend on no compressor.
 */
final class ParquetTable implements RowTable {
  /** Rows of a row group: what is in memory at once. */
  private static final int ROW_GROUP = 1 << 17;

  /** So large that only the number of rows ends a row group. */
  private static final long ROW_GROUP_BYTES = 1L << 40;

  /** At the end of every file. */
  private static final byte[] MARK = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private final ParquetWriter<Row> writer;

  ParquetTable(Disk.Sink sink, List<Column> parameters, List<Column> outcomes) throws IOException {
    writer =
        new Builder(new SinkFile(sink), new Rows(parameters, outcomes))
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withRowGroupRowCountLimit(ROW_GROUP)
            .build();
  }

  /**
   * Puts the last part of a finished file, its table of contents, in an order of its own. The
   * library lists the encodings of a column in the order of hash codes that differ from one start
   * of Java to the next.
   */
  static void settle(Path file, Disk disk) throws IOException {
    long begin;
    FileMetaData contents;
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long end = in.length() - Integer.BYTES - MARK.length;
      in.seek(end);
      int length = Integer.reverseBytes(in.readInt());
      begin = end - length;
      byte[] bytes = new byte[length];
      in.seek(begin);
      in.readFully(bytes);
      contents = Util.readFileMetaData(new ByteArrayInputStream(bytes));
    }
    for (RowGroup group : contents.getRow_groups()) {
      for (ColumnChunk chunk : group.getColumns()) {
        chunk.getMeta_data().getEncodings().sort(Comparator.comparingInt(Encoding::getValue));
      }
    }
    ByteArrayOutputStream sorted = new ByteArrayOutputStream();
    Util.writeFileMetaData(contents, sorted);
    ByteBuffer tail =
        ByteBuffer.allocate(sorted.size() + Integer.BYTES + MARK.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(sorted.toByteArray())
            .putInt(sorted.size())
            .put(MARK);
    try (Disk.Sink sink = disk.open(file, begin)) {
      sink.write(tail.array(), 0, tail.capacity());
      sink.sync();
    }
  }

  @Override
  public void add(Row row) throws IOException {
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<Row, Builder> {
    private final Rows rows;

    Builder(OutputFile file, Rows rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract, no longer called
    protected WriteSupport<Row> getWriteSupport(Configuration unused) {
      return rows;
    }

    @Override
    protected WriteSupport<Row> getWriteSupport(ParquetConfiguration unused) {
      return rows;
    }
  }

  /** The columns and how a row fills them. */
  private static final class Rows extends WriteSupport<Row> {
    private final List<Column> parameters;
    private final List<Column> outcomes;
    private final MessageType schema;
    private RecordConsumer consumer;

    @SuppressWarnings("NullAway.Init") // prepareForWrite comes first
    Rows(List<Column> parameters, List<Column> outcomes) {
      this.parameters = parameters;
      this.outcomes = outcomes;
      Types.MessageTypeBuilder message = Types.buildMessage();
      message.required(PrimitiveTypeName.INT64).named("point");
      message.required(PrimitiveTypeName.INT64).named("seed");
      message
          .required(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("status");
      message
          .optional(PrimitiveTypeName.BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("message");
      for (List<Column> columns : List.of(parameters, outcomes)) {
        for (Column column : columns) {
          if (column.isNumber()) {
            message.optional(PrimitiveTypeName.DOUBLE).named(column.name());
          } else {
            message
                .optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named(column.name());
          }
        }
      }
      schema = message.named("point");
    }

    @Override
    @SuppressWarnings("deprecation") // still abstract, no longer called
    public WriteContext init(Configuration unused) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration unused) {
      return new WriteContext(schema, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Row row) {
      consumer.startMessage();
      int field = 0;
      field = number(field, row.point());
      field = number(field, row.seed());
      field = text(field, row.status().word());
      field = row.message().isEmpty() ? field + 1 : text(field, row.message());
      field = values(field, parameters, row.parameters());
      values(field, outcomes, row.outcomes());
      consumer.endMessage();
    }

    private int values(int first, List<Column> columns, double[] values) {
      for (int i = 0; i < values.length; i++) {
        Column column = columns.get(i);
        if (Double.isNaN(values[i])) {
          continue;
        }
        if (column.isNumber()) {
          consumer.startField(column.name(), first + i);
          consumer.addDouble(values[i]);
          consumer.endField(column.name(), first + i);
        } else {
          text(first + i, column.categories().get((int) values[i]));
        }
      }
      return first + values.length;
    }

    private int number(int field, long value) {
      String name = schema.getFieldName(field);
      consumer.startField(name, field);
      consumer.addLong(value);
      consumer.endField(name, field);
      return field + 1;
    }

    private int text(int field, String value) {
      String name = schema.getFieldName(field);
      consumer.startField(name, field);
      consumer.addBinary(Binary.fromString(value));
      consumer.endField(name, field);
      return field + 1;
    }
  }

  /** A sink as Parquet's library writes to it. */
  private record SinkFile(Disk.Sink sink) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSizeHint) {
      return new SinkStream(sink);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
      return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
      return false;
    }

    @Override
    public long defaultBlockSize() {
      return 0;
    }
  }

  private static final class SinkStream extends PositionOutputStream {
    private static final int BUFFER = 1 << 16;

    private final Disk.Sink sink;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private long position;

    SinkStream(Disk.Sink sink) {
      this.sink = sink;
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      if (filled == BUFFER) {
        flush();
      }
      buffer[filled++] = (byte) b;
      position++;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      flush();
      sink.write(bytes, from, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      sink.write(buffer, 0, filled);
      filled = 0;
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
