package thaw.cli.explore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import thaw.charts.Exporter;
import thaw.charts.Figure;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.model.io.Json;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport;
import thaw.solver.freeze.Levers;
import thaw.solver.freeze.Together;

/**
 * The answers over a grid of one or two parameters as one HTML file that needs nothing else: the
 * page of the explorer whose sliders jump from point to point.
 */
public final class Grid {
  private static final int DPI = 300;

  /** A parameter, as it is in the scenario, and the values that it takes in the grid. */
  private record Axis(Parameter today, List<Double> values) {
    static Axis of(Map<String, Parameter> parameters, Vary vary) {
      Parameter today = parameters.get(vary.path());
      if (today == null) {
        throw new IllegalArgumentException(
            "\""
                + vary.path()
                + "\" is no parameter that can be varied; allowed: "
                + String.join(", ", parameters.keySet()));
      }
      return new Axis(today, vary.valuesWith(today.value()));
    }

    String path() {
      return today.path();
    }
  }

  private final Scenario scenario;
  private final List<Axis> axes;
  private final List<Map<String, Double>> points;

  private Grid(Scenario scenario, List<Axis> axes, List<Map<String, Double>> points) {
    this.scenario = scenario;
    this.axes = List.copyOf(axes);
    this.points = List.copyOf(points);
  }

  /**
   * The grid of some values of one or two parameters. The scenario's own value is always one of
   * each, so that the scenario itself is a point: where the page opens.
   *
   * @throws IllegalArgumentException if there are not one or two parameters, they are none of the
   *     scenario's, a value is not allowed, or there are more than 400 points
   */
  public static Grid of(Scenario scenario, List<Vary> vary) {
    if (vary.isEmpty() || vary.size() > 2) {
      throw new IllegalArgumentException(vary.size() + " parameters; allowed: 1 or 2");
    }
    if (vary.stream().map(Vary::path).distinct().count() < vary.size()) {
      throw new IllegalArgumentException(vary.get(0).path() + " is named twice; allowed: once");
    }
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    Parameter.of(scenario).forEach(p -> parameters.put(p.path(), p));
    List<Axis> axes = vary.stream().map(v -> Axis.of(parameters, v)).toList();
    int size = axes.stream().mapToInt(axis -> axis.values().size()).reduce(1, (a, b) -> a * b);
    if (size > Vary.MOST) {
      throw new IllegalArgumentException(
          size + " points, the scenario's own values among them; allowed: up to " + Vary.MOST);
    }
    List<Map<String, Double>> points = List.of(Map.of());
    for (Axis axis : axes) {
      List<Map<String, Double>> longer = new ArrayList<>();
      for (Map<String, Double> point : points) {
        for (double value : axis.values()) {
          Map<String, Double> next = new LinkedHashMap<>(point);
          next.put(axis.path(), value);
          longer.add(next);
        }
      }
      points = longer;
    }
    points.forEach(point -> at(scenario, point));
    return new Grid(scenario, axes, points);
  }

  private static Scenario at(Scenario scenario, Map<String, Double> point) {
    try {
      return Parameter.with(scenario, point);
    } catch (IllegalArgumentException notAllowed) {
      throw new IllegalArgumentException(
          "at " + point + ": " + notAllowed.getMessage(), notAllowed);
    }
  }

  /** Number of points. */
  public int size() {
    return points.size();
  }

  /** Solves all points and writes the page; the same for any number of threads. */
  public String page(
      FreezeAnalysis.Options options,
      int threads,
      Answers answers,
      String version,
      Levers.Progress progress) {
    Map<ObjectNode, Integer> figures = new LinkedHashMap<>();
    ArrayNode solved = Json.object().arrayNode();
    for (Solved point : solve(options, threads, answers, progress)) {
      ArrayNode indices = point.node().putArray("figures");
      for (ObjectNode figure : point.figures()) {
        figures.putIfAbsent(figure, figures.size());
        indices.add(figures.getOrDefault(figure, -1));
      }
      solved.add(point.node());
    }
    Sheet sheet = new Sheet(scenario);
    ObjectNode root = Json.object();
    root.put("name", scenario.name());
    root.put("title", scenario.title());
    root.put("question", scenario.question());
    root.put("source", scenario.source());
    root.put("version", version);
    ArrayNode axisNodes = root.putArray("axes");
    for (Axis axis : axes) {
      ObjectNode node = sheet.parameter(axis.today());
      node.put("label", sheet.fullLabel(axis.path()));
      ArrayNode values = node.putArray("values");
      axis.values().forEach(v -> values.add(Json.number(v)));
      axisNodes.add(node);
    }
    root.set("points", solved);
    ArrayNode drawn = root.putArray("figures");
    figures.keySet().forEach(drawn::add);
    return assemble(root);
  }

  private record Solved(ObjectNode node, List<ObjectNode> figures) {}

  private List<Solved> solve(
      FreezeAnalysis.Options options, int threads, Answers answers, Levers.Progress progress) {
    List<Callable<Solved>> tasks = new ArrayList<>();
    points.forEach(point -> tasks.add(() -> solve(point, options, answers)));
    return Together.run(threads, tasks, progress);
  }

  private Solved solve(Map<String, Double> point, FreezeAnalysis.Options options, Answers answers) {
    PhasedExchange exchange = PhasedExchange.compile(at(scenario, point));
    FreezeReport report = FreezeAnalysis.withDefaults().with(options).analyse(exchange);
    ObjectNode node = Json.object();
    node.put("verdict", report.verdict().word());
    node.put("reason", report.reason());
    node.put("command", answers.command(changes(point)));
    node.set("conditions", FigureJson.of(answers.conditions(report)));
    Exporter exporter = new Exporter(DPI);
    List<ObjectNode> drawn = new ArrayList<>();
    for (Figure figure : Solves.figures(report, options.horizon())) {
      drawn.add(FigureJson.of(figure, exporter));
    }
    return new Solved(node, drawn);
  }

  /** The values of a point that are not the scenario's own, which a command need not name. */
  private Map<String, Double> changes(Map<String, Double> point) {
    Map<String, Double> changes = new LinkedHashMap<>(point);
    axes.forEach(axis -> changes.remove(axis.path(), axis.today().value()));
    return changes;
  }

  private static String assemble(ObjectNode data) {
    String json;
    try {
      // no text of a scenario can end the element that holds it
      json = new ObjectMapper().writeValueAsString(data).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree in memory could not be written", e);
    }
    String style = Assets.text(Assets.STYLE);
    String script = Assets.text(Assets.SCRIPT);
    String policy =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src '"
            + hash(script)
            + "'; style-src '"
            + hash(style)
            + "'; img-src data:; base-uri 'none'; form-action 'none'\">\n  ";
    return Assets.text(Assets.PAGE)
        .replace("<meta name=\"viewport\"", policy + "<meta name=\"viewport\"")
        .replace(
            "<link rel=\"stylesheet\" href=\"/" + Assets.STYLE + "\">",
            "<style>" + style + "</style>")
        .replace(
            "<script src=\"/" + Assets.SCRIPT + "\"></script>",
            "<script type=\"application/json\" id=\"grid\">"
                + json
                + "</script>\n  <script>"
                + script
                + "</script>");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
