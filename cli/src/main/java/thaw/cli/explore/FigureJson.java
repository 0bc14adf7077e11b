package thaw.cli.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.charts.Numbers;
import thaw.charts.Table;
import thaw.model.io.Json;

/** Figures and tables for the page. */
final class FigureJson {
  private FigureJson() {}

  /** Name, caption, alternative text, drawing and data. */
  static ObjectNode of(Figure figure, Exporter exporter) {
    ObjectNode node = Json.object();
    node.put("name", figure.name());
    node.put("caption", figure.caption());
    node.put("altText", figure.altText());
    node.put("width", figure.width());
    node.put("height", figure.height());
    node.put("svg", new String(exporter.svg(figure), StandardCharsets.UTF_8));
    node.put("csv", figure.data().csv());
    return node;
  }

  /** Columns and rows as text, numbers rounded for reading. */
  static ObjectNode of(Table table) {
    ObjectNode node = Json.object();
    ArrayNode columns = node.putArray("columns");
    table.columns().forEach(columns::add);
    ArrayNode rows = node.putArray("rows");
    for (List<Object> row : table.rows()) {
      ArrayNode cells = rows.addArray();
      row.forEach(v -> cells.add(v instanceof Double d ? Numbers.readable(d) : v.toString()));
    }
    return node;
  }
}
