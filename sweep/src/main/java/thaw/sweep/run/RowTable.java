package thaw.sweep.run;

import java.io.Closeable;
import java.io.IOException;
import thaw.sweep.Row;

/** A file of rows being written; the underlying sink stays open when it is closed. */
interface RowTable extends Closeable {
  void add(Row row) throws IOException;
}
