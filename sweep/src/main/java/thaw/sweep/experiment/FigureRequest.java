package thaw.sweep.experiment;

import java.util.Map;

/**
 * What an experiment wants drawn of its finished points.
 *
 * @param name of the figure
 * @param options as the file gives them: x, y, facet, outcome, category, caption, widthMillimetres
 */
public record FigureRequest(String name, Map<String, String> options) {
  public FigureRequest {
    options = Map.copyOf(options);
  }
}
