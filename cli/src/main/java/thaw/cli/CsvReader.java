package thaw.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Rows of a file of comma-separated values (RFC 4180), one after another. */
final class CsvReader {
  private CsvReader() {}

  /** Hands over every row, the header first. */
  static void forEach(Path file, Consumer<List<String>> visitor) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(file)) {
      List<String> row = new ArrayList<>();
      StringBuilder cell = new StringBuilder();
      boolean quoted = false;
      boolean any = false;
      for (int c = in.read(); c >= 0; c = in.read()) {
        any = true;
        if (quoted && c == '"') {
          in.mark(1);
          if (in.read() == '"') {
            cell.append('"');
          } else {
            in.reset();
            quoted = false;
          }
        } else if (quoted) {
          cell.append((char) c);
        } else if (c == '"') {
          quoted = true;
        } else if (c == ',') {
          row.add(cell.toString());
          cell.setLength(0);
        } else if (c == '\n') {
          row.add(cell.toString());
          visitor.accept(List.copyOf(row));
          row.clear();
          cell.setLength(0);
          any = false;
        } else if (c != '\r') {
          cell.append((char) c);
        }
      }
      if (any) {
        row.add(cell.toString());
        visitor.accept(List.copyOf(row));
      }
    }
  }
}
