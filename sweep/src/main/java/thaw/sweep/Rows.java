package thaw.sweep;

import java.util.List;
import java.util.function.Consumer;

/** Finished points in the order of their numbers, read from wherever they are stored. */
public interface Rows {
  List<Column> parameters();

  List<Column> outcomes();

  /** Every finished point once, in the order of the numbers, without holding all in memory. */
  void forEach(Consumer<Row> visitor);
}
