package thaw.sweep.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import thaw.sweep.Column;
import thaw.sweep.Row;

class ParquetTableTest {
  @TempDir Path temp;

  @Test
  void everyRowReadsBackAsItIsInTheStore() throws IOException {
    Path folder = temp.resolve("run");
    Sweep.withDefaults().run(Jobs.mixed(50), folder, () -> false, Sweep.Listener.silent());
    Run run = Run.open(folder);
    List<Row> rows = new ArrayList<>();
    run.forEach(rows::add);
    List<Group> groups = new ArrayList<>();
    MessageType schema = read(folder.resolve(Tables.PARQUET), groups);
    assertThat(groups).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Group group = groups.get(i);
      assertThat(group.getLong("point", 0)).isEqualTo(row.point());
      assertThat(group.getLong("seed", 0)).isEqualTo(row.seed());
      assertThat(group.getString("status", 0)).isEqualTo(row.status().word());
      assertThat(group.getFieldRepetitionCount("message"))
          .isEqualTo(row.message().isEmpty() ? 0 : 1);
      if (!row.message().isEmpty()) {
        assertThat(group.getString("message", 0)).isEqualTo(row.message());
      }
      same(group, run.parameters(), row.parameters());
      same(group, run.outcomes(), row.outcomes());
    }
    assertThat(schema.getType("x").asPrimitiveType().getPrimitiveTypeName())
        .isEqualTo(PrimitiveTypeName.DOUBLE);
    assertThat(schema.getType("sign").getLogicalTypeAnnotation())
        .isEqualTo(LogicalTypeAnnotation.stringType());
  }

  private static void same(Group group, List<Column> columns, double[] values) {
    for (int i = 0; i < values.length; i++) {
      Column column = columns.get(i);
      boolean missing = Double.isNaN(values[i]);
      assertThat(group.getFieldRepetitionCount(column.name())).isEqualTo(missing ? 0 : 1);
      if (!missing && column.isNumber()) {
        assertThat(group.getDouble(column.name(), 0)).isEqualTo(values[i]);
      } else if (!missing) {
        assertThat(group.getString(column.name(), 0))
            .isEqualTo(column.categories().get((int) values[i]));
      }
    }
  }

  private static MessageType read(Path file, List<Group> groups) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration()).build();
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file), options)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      PageReadStore pages;
      while ((pages = reader.readNextRowGroup()) != null) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) {
          groups.add(records.read());
        }
      }
      return schema;
    }
  }
}
