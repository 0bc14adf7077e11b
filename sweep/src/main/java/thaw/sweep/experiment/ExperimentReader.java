package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.Json;
import thaw.model.io.Similar;
import thaw.sweep.Column;
import thaw.sweep.design.Order;
import thaw.sweep.design.Range;
import thaw.sweep.design.Space;
import thaw.sweep.experiment.DesignReader.Planned;

/** From a tree that fits the schema to an experiment; all problems are collected first. */
final class ExperimentReader {
  /** Analyses that only one design serves. */
  private static final Map<String, String> DESIGNS_NEEDED =
      Map.of("sobol", Design.Kind.SALTELLI.word(), "morris", Design.Kind.MORRIS.word());

  private final Document document;
  private final Path path;
  private final List<Path> inputs = new ArrayList<>();

  ExperimentReader(Document document, Path path) {
    this.document = document;
    this.path = path;
    inputs.add(path);
  }

  Experiment experiment() throws BadInput, IOException {
    JsonNode root = document.root();
    BaseReader bases = new BaseReader(document, path, inputs);
    Optional<Document> changed = bases.document();
    Optional<Base> base = changed.flatMap(bases::base);
    ParameterReader reader = new ParameterReader(document);
    List<SweptParameter> parameters = reader.parameters();
    if (base.isPresent()) {
      reader.tryValues(base.get(), changed.orElseThrow(), parameters);
    }
    document.throwIfBad();
    Base varied = base.orElseThrow();
    List<Column> known = varied.outcomes(parameters);
    List<String> outcomes = outcomes(known, varied.standardOutcomes(parameters));
    double tolerance = root.path("tolerance").asDouble(varied.standardTolerance());
    long seed = root.path("seed").asLong(1);
    DesignReader designs = new DesignReader(document, path, inputs, parameters);
    Space space = designs.space();
    document.throwIfBad();
    Optional<Planned> planned = designs.plan(space, changed.orElseThrow(), seed, known, outcomes);
    List<AnalysisRequest> analyses = analyses(known, outcomes);
    List<FigureRequest> figures = figures(parameters, known, outcomes);
    document.throwIfBad();
    Planned plan = planned.orElseThrow();
    JsonNode limit = root.path("limits").path("secondsPerPoint");
    String name = root.path("name").asText();
    return new Experiment(
        name,
        root.path("title").asText(name),
        root.path("question").asText(),
        new Subject(varied.kind(), varied.size(), known),
        parameters,
        plan.design(),
        plan.plan(),
        varied.model(parameters, outcomes, tolerance),
        seed,
        limit.isNumber() ? OptionalDouble.of(limit.doubleValue()) : OptionalDouble.empty(),
        root.path("failure").asText().equals(FailurePolicy.FAIL_FAST.word())
            ? FailurePolicy.FAIL_FAST
            : FailurePolicy.CONTINUE,
        analyses,
        figures,
        runId(varied, parameters, space, plan, seed, outcomes, tolerance),
        inputs);
  }

  // ---- what is kept and shown -----------------------------------------------------------------

  private List<String> outcomes(List<Column> known, List<String> standard) {
    JsonNode node = document.root().path("outcomes");
    if (node.isMissingNode()) {
      return standard;
    }
    List<String> names = known.stream().map(Column::name).toList();
    List<String> outcomes = new ArrayList<>();
    for (int k = 0; k < node.size(); k++) {
      String name = node.get(k).asText();
      if (names.contains(name)) {
        outcomes.add(name);
      } else {
        document.problem(
            Document.child("outcomes", k),
            "there is no outcome \"" + name + "\"",
            Similar.allowed(name, names));
      }
    }
    return outcomes;
  }

  private List<AnalysisRequest> analyses(List<Column> known, List<String> outcomes) {
    List<AnalysisRequest> analyses = new ArrayList<>();
    String design = document.root().path("design").path("kind").asText();
    JsonNode list = document.root().path("analyses");
    for (int k = 0; k < list.size(); k++) {
      JsonNode node = list.get(k);
      String at = Document.child("analyses", k);
      String kind = node.isTextual() ? node.asText() : node.path("kind").asText();
      String needed = DESIGNS_NEEDED.getOrDefault(kind, design);
      if (!needed.equals(design)) {
        document.problem(at, kind + " cannot be had of a " + design + " design", needed);
      }
      named(at, node, "outcome", outcomes);
      categories(at, node, known, outcomes);
      analyses.add(new AnalysisRequest(kind, text(node, "outcome"), text(node, "category")));
    }
    return analyses;
  }

  /** Notes a category that the outcome, the first unless one is named, does not have. */
  private void categories(String at, JsonNode node, List<Column> known, List<String> outcomes) {
    String outcome = node.path("outcome").asText(outcomes.isEmpty() ? "" : outcomes.get(0));
    known.stream()
        .filter(c -> c.name().equals(outcome))
        .forEach(c -> named(at, node, "category", c.categories()));
  }

  private List<FigureRequest> figures(
      List<SweptParameter> parameters, List<Column> known, List<String> outcomes) {
    List<FigureRequest> figures = new ArrayList<>();
    List<String> names = parameters.stream().map(SweptParameter::name).toList();
    JsonNode list = document.root().path("figures");
    for (int k = 0; k < list.size(); k++) {
      String at = Document.child("figures", k);
      JsonNode node = list.get(k);
      named(at, node, "outcome", outcomes);
      named(at, node, "x", names);
      named(at, node, "y", names);
      named(at, node, "facet", names);
      categories(at, node, known, outcomes);
      Map<String, String> options = new LinkedHashMap<>();
      node.properties().forEach(e -> options.put(e.getKey(), e.getValue().asText()));
      options.remove("name");
      figures.add(
          new FigureRequest(
              node.isTextual() ? node.asText() : node.path("name").asText(), options));
    }
    return figures;
  }

  private void named(String at, JsonNode node, String field, List<String> names) {
    if (node.has(field) && !names.contains(node.path(field).asText())) {
      document.problem(
          Document.child(at, field),
          "is \"" + node.path(field).asText() + "\"",
          Similar.allowed(node.path(field).asText(), names));
    }
  }

  private static Optional<String> text(JsonNode node, String field) {
    return node.has(field) ? Optional.of(node.path(field).asText()) : Optional.empty();
  }

  // ---- the run id -----------------------------------------------------------------------------

  private String runId(
      Base base,
      List<SweptParameter> parameters,
      Space space,
      Planned plan,
      long seed,
      List<String> outcomes,
      double tolerance) {
    ObjectNode all = Json.object();
    JsonNode tree = base.canonical();
    for (SweptParameter parameter : parameters) {
      parameter.paths().forEach(p -> RunId.remove(tree, p));
      ObjectNode node = all.withArray("parameters").addObject();
      node.put("name", parameter.name());
      parameter.paths().forEach(p -> node.withArray("paths").add(p));
      if (parameter.range() instanceof Range.Interval interval) {
        node.set("low", Json.number(interval.low()));
        node.set("high", Json.number(interval.high()));
        node.put("scale", interval.scale().word());
      } else {
        for (double value : parameter.range().spread(0)) {
          node.withArray("values").add(Json.number(value));
        }
      }
      parameter.categories().forEach(c -> node.withArray("categories").add(c));
      parameter.settings().forEach(s -> node.withArray("settings").add(RunId.tree(s)));
    }
    all.set("base", tree);
    for (Order order : space.orders()) {
      ObjectNode node = all.withArray("constraints").addObject();
      order.parameters().forEach(node.withArray("order")::add);
      node.put("strict", order.strict());
    }
    all.set("design", plan.canonical());
    all.put("seed", seed);
    outcomes.forEach(o -> all.withArray("outcomes").add(o));
    all.set("tolerance", Json.number(tolerance));
    all.put("version", RunId.version());
    return RunId.of(all);
  }
}
