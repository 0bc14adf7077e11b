package thaw.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import thaw.charts.Figure;
import thaw.model.io.Json;

/**
 * What a solution concept has to say about a game.
 *
 * @param result the fields of {@code --json}
 * @param proof what a check needs beyond them
 * @param code {@link Main#DONE} or {@link Main#NOT_CONVERGED}
 * @param lines the result for the eye
 * @param figures what can be drawn of it
 */
record Answer(
    ObjectNode result, ObjectNode proof, int code, List<String> lines, List<Figure> figures) {
  Answer {
    lines = List.copyOf(lines);
    figures = List.copyOf(figures);
  }

  /** Without proof beyond the result, and without figures. */
  static Answer of(ObjectNode result, int code, List<String> lines) {
    return new Answer(result, Json.object(), code, lines, List.of());
  }
}
