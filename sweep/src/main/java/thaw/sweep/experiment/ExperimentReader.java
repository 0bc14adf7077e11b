package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import thaw.model.io.BadInput;
import thaw.model.io.Document;
import thaw.model.io.GameFile;
import thaw.model.io.Json;
import thaw.model.io.NfgFile;
import thaw.model.io.Problem;
import thaw.model.io.ScenarioFile;
import thaw.model.io.Setting;
import thaw.model.io.Similar;
import thaw.model.io.TrustFile;
import thaw.sweep.Column;
import thaw.sweep.Plan;
import thaw.sweep.Points;
import thaw.sweep.design.AdaptivePlan;
import thaw.sweep.design.Grid;
import thaw.sweep.design.HaltonPoints;
import thaw.sweep.design.LatinHypercube;
import thaw.sweep.design.ListedPoints;
import thaw.sweep.design.MorrisPoints;
import thaw.sweep.design.OneAtATime;
import thaw.sweep.design.Order;
import thaw.sweep.design.RandomPoints;
import thaw.sweep.design.Range;
import thaw.sweep.design.SaltelliPoints;
import thaw.sweep.design.SobolPoints;
import thaw.sweep.design.Space;

/** From a tree that fits the schema to an experiment; all problems are collected first. */
final class ExperimentReader {
  /** Problems of values that the base refuses; more than these say nothing new. */
  private static final int MOST_VALUES_TRIED = 100;

  /** Analyses that only one design serves. */
  private static final Map<String, String> DESIGNS_NEEDED =
      Map.of("sobol", Design.Kind.SALTELLI.word(), "morris", Design.Kind.MORRIS.word());

  /** Levels of a Morris design unless the file says otherwise. */
  private static final int MORRIS_LEVELS = 4;

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
    Optional<Document> changed = baseDocument();
    Optional<Base> base = changed.flatMap(this::base);
    List<SweptParameter> parameters = parameters();
    if (base.isPresent()) {
      tryValues(base.get(), changed.orElseThrow(), parameters);
    }
    document.throwIfBad();
    Base varied = base.orElseThrow();
    List<Column> known = varied.outcomes(parameters);
    List<String> outcomes = outcomes(known, varied.standardOutcomes(parameters));
    double tolerance = root.path("tolerance").asDouble(varied.standardTolerance());
    long seed = root.path("seed").asLong(1);
    Optional<Space> space = space(parameters);
    document.throwIfBad();
    Optional<Planned> planned =
        plan(space.orElseThrow(), parameters, changed.orElseThrow(), seed, known, outcomes);
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
        runId(varied, parameters, plan, seed, outcomes, tolerance),
        inputs);
  }

  // ---- the base -------------------------------------------------------------------------------

  /** The base with its settings; empty where that cannot be had, the reasons noted. */
  private Optional<Document> baseDocument() throws IOException {
    JsonNode node = document.root().path("base");
    Optional<Document> found;
    if (node.isObject()) {
      found = Optional.of(document.part("base"));
    } else {
      Path file = path.resolveSibling(node.asText());
      if (!Files.isRegularFile(file)) {
        document.problem(
            "base",
            "there is no file " + file,
            "a scenario, trust or game file, its path from this file");
        return Optional.empty();
      }
      if (NfgFile.is(file)) {
        document.problem(
            "base", "the fields of an .nfg file have no names", "JSON or YAML; see thaw convert");
        return Optional.empty();
      }
      inputs.add(file);
      found = noted("", () -> Document.read(file, List.of()));
    }
    List<Setting> settings = new ArrayList<>();
    document
        .root()
        .path("settings")
        .properties()
        .forEach(e -> settings.add(new Setting(e.getKey(), e.getValue().toString())));
    return found.flatMap(d -> settings.isEmpty() ? Optional.of(d) : set(d, settings));
  }

  private Optional<Document> set(Document base, List<Setting> settings) {
    try {
      return Optional.of(base.with(settings));
    } catch (BadInput e) {
      e.problems()
          .forEach(
              p ->
                  document.problem(Document.child("settings", p.path()), p.message(), p.allowed()));
      return Optional.empty();
    }
  }

  private interface Reading<T> {
    T read() throws BadInput, IOException;
  }

  /** What is read; what is wrong with it is noted, its fields under {@code prefix}. */
  private <T> Optional<T> noted(String prefix, Reading<T> reading) throws IOException {
    try {
      return Optional.of(reading.read());
    } catch (BadInput e) {
      for (Problem p : e.problems()) {
        String at =
            prefix.isEmpty() || p.path().isEmpty() ? prefix + p.path() : prefix + "." + p.path();
        document.problem(
            new Problem(
                p.file().equals("--set") ? document.file() : p.file(),
                p.line(),
                p.column(),
                at,
                p.message(),
                p.allowed()));
      }
      return Optional.empty();
    }
  }

  private Optional<Base> base(Document changed) {
    JsonNode root = changed.root();
    String format = root.path("format").asText();
    String prefix = document.root().path("base").isObject() ? "base" : "";
    boolean isGame = format.equals(GameFile.FORMAT);
    if (isGame != document.root().has("concept")) {
      document.problem(
          isGame ? "base" : "concept",
          isGame ? "is a game, and no concept is named" : "the base is no game",
          isGame ? "a concept: " + GameConcept.allowed() : "a concept for a game only");
      return Optional.empty();
    }
    try {
      if (format.equals(ScenarioFile.FORMAT)) {
        return noted(prefix, () -> ScenarioBase.read(changed));
      }
      if (format.equals(TrustFile.FORMAT) || (format.isEmpty() && root.has("model"))) {
        return noted(prefix, () -> TrustBase.read(changed));
      }
      if (isGame) {
        Optional<Base> game = noted(prefix, () -> GameBase.read(changed, concept()));
        game.flatMap(g -> concept().refuses(((GameBase) g).game()))
            .ifPresent(why -> document.problem("concept", new IllegalArgumentException(why)));
        return game;
      }
    } catch (IOException e) {
      throw new IllegalStateException("a document in memory could not be read", e);
    }
    document.problem(
        "base",
        format.isEmpty() ? "says no format" : "is of format \"" + format + "\"",
        Similar.allowed(format, List.of(ScenarioFile.FORMAT, TrustFile.FORMAT, GameFile.FORMAT)));
    return Optional.empty();
  }

  private GameConcept concept() {
    return GameConcept.of(document.root().path("concept").asText());
  }

  // ---- parameters -----------------------------------------------------------------------------

  private List<SweptParameter> parameters() {
    List<SweptParameter> parameters = new ArrayList<>();
    Map<String, String> taken = new HashMap<>();
    Set<String> names = new LinkedHashSet<>();
    JsonNode list = document.root().path("parameters");
    for (int k = 0; k < list.size(); k++) {
      String at = Document.child("parameters", k);
      JsonNode node = list.get(k);
      if (node.has("path") == node.has("paths")) {
        document.problem(at, "has " + (node.has("path") ? "both" : "neither"), "path or paths");
        continue;
      }
      List<String> paths = new ArrayList<>();
      if (node.has("path")) {
        paths.add(node.path("path").asText());
      }
      node.path("paths").forEach(p -> paths.add(p.asText()));
      for (String p : paths) {
        if (taken.putIfAbsent(p, at) != null) {
          document.problem(at, p + " is varied by " + taken.get(p) + " already", "once");
        }
      }
      String name = node.path("name").asText(paths.get(0));
      if (!names.add(name)) {
        document.problem(at, "the name " + name + " is taken", "another name");
      }
      values(at, node).ifPresent(v -> parameters.add(parameter(name, paths, node, v)));
    }
    return parameters;
  }

  private record Values(Range range, List<String> categories, List<String> settings) {}

  private static SweptParameter parameter(
      String name, List<String> paths, JsonNode node, Values values) {
    return new SweptParameter(
        name,
        paths,
        node.path("symbol").asText(),
        node.path("label").asText(),
        node.path("unit").asText(),
        values.range(),
        values.categories(),
        values.settings());
  }

  private Optional<Values> values(String at, JsonNode node) {
    if (node.has("range") == node.has("values")) {
      document.problem(at, "has " + (node.has("range") ? "both" : "neither"), "range or values");
      return Optional.empty();
    }
    JsonNode scale = node.path("scale");
    if (node.has("values")) {
      if (!scale.isMissingNode()) {
        document.problem(Document.child(at, "scale"), "values have no scale", "a scale of a range");
        return Optional.empty();
      }
      return choice(at, node.path("values"));
    }
    try {
      Range range =
          new Range.Interval(
              node.path("range").path(0).doubleValue(),
              node.path("range").path(1).doubleValue(),
              scale.asText().equals("log") ? Range.Scale.LOG : Range.Scale.LINEAR);
      return Optional.of(new Values(range, List.of(), List.of()));
    } catch (IllegalArgumentException e) {
      document.problem(Document.child(at, "range"), e);
      return Optional.empty();
    }
  }

  private Optional<Values> choice(String at, JsonNode list) {
    boolean numbers = true;
    for (JsonNode value : list) {
      numbers &= value.isNumber();
    }
    double[] codes = new double[list.size()];
    List<String> categories = new ArrayList<>();
    List<String> settings = new ArrayList<>();
    for (int k = 0; k < codes.length; k++) {
      JsonNode value = list.get(k);
      codes[k] = numbers ? value.doubleValue() : k;
      if (!numbers) {
        String category = value.isObject() ? value.path("label").asText() : value.asText();
        if (categories.contains(category)) {
          document.problem(
              Document.child(Document.child(at, "values"), k), "is there already", "once");
        }
        categories.add(category);
        settings.add((value.isObject() ? value.path("value") : value).toString());
      }
    }
    return Optional.of(new Values(new Range.Choice(codes), categories, settings));
  }

  /** Notes paths and values that the base does not allow, whatever the other parameters are. */
  private void tryValues(Base base, Document changed, List<SweptParameter> parameters) {
    JsonNode list = document.root().path("parameters");
    for (SweptParameter parameter : parameters) {
      int index = 0;
      while (index < list.size() && !names(list.get(index), parameter)) {
        index++;
      }
      String at = Document.child("parameters", index);
      double[] values =
          parameter.range() instanceof Range.Interval interval
              ? new double[] {interval.low(), interval.high()}
              : parameter.range().spread(0);
      Set<String> said = new LinkedHashSet<>();
      for (int v = 0; v < Math.min(values.length, MOST_VALUES_TRIED); v++) {
        for (int p = 0; p < parameter.paths().size(); p++) {
          String field = parameter.paths().get(p);
          Setting setting = new Setting(field, parameter.json(values[v]));
          String place =
              changed.at(field).isMissingNode()
                  ? list.get(index).has("path")
                      ? Document.child(at, "path")
                      : Document.child(Document.child(at, "paths"), p)
                  : list.get(index).has("range")
                      ? Document.child(Document.child(at, "range"), v)
                      : Document.child(Document.child(at, "values"), v);
          try {
            base.check(changed.with(List.of(setting)));
          } catch (BadInput e) {
            for (Problem problem : e.problems()) {
              if (isAt(problem.path(), field) && said.add(place + problem.message())) {
                document.problem(place, shown(field, problem.message()), problem.allowed());
              }
            }
          }
        }
      }
    }
  }

  private static String shown(String field, String message) {
    return field + (message.startsWith("is ") ? " " : ": ") + message;
  }

  private static boolean names(JsonNode node, SweptParameter parameter) {
    return node.path("path").asText().equals(parameter.paths().get(0))
        || node.path("paths").path(0).asText().equals(parameter.paths().get(0));
  }

  /** Whether a problem is about a field or something in it or, where it is missing, around it. */
  private static boolean isAt(String problem, String field) {
    return problem.equals(field)
        || problem.startsWith(field + ".")
        || problem.startsWith(field + "[");
  }

  // ---- points ---------------------------------------------------------------------------------

  private Optional<Space> space(List<SweptParameter> parameters) {
    List<String> names = parameters.stream().map(SweptParameter::name).toList();
    List<Range> ranges = parameters.stream().map(SweptParameter::range).toList();
    JsonNode list = document.root().path("constraints");
    List<Order> orders = new ArrayList<>();
    for (int c = 0; c < list.size(); c++) {
      String at = Document.child("constraints", c);
      JsonNode order = list.get(c).path("order");
      List<Integer> members = new ArrayList<>();
      for (int k = 0; k < order.size(); k++) {
        String name = order.get(k).asText();
        String here = Document.child(Document.child(at, "order"), k);
        if (!names.contains(name)) {
          document.problem(here, "\"" + name + "\" is not varied", Similar.allowed(name, names));
        } else if (!parameters.get(names.indexOf(name)).isNumber()) {
          document.problem(here, "the values of " + name + " have no order", "numbers");
        } else {
          members.add(names.indexOf(name));
        }
      }
      if (members.size() == order.size()) {
        orders.add(new Order(members, list.get(c).path("strict").asBoolean()));
        try {
          Space unused = new Space(ranges, orders);
        } catch (IllegalArgumentException e) {
          document.problem(at, e);
          orders.remove(orders.size() - 1);
        }
      }
    }
    return Optional.of(new Space(ranges, orders));
  }

  private record Planned(Design design, Plan plan, JsonNode canonical) {}

  private Optional<Planned> plan(
      Space space,
      List<SweptParameter> parameters,
      Document changed,
      long seed,
      List<Column> known,
      List<String> outcomes)
      throws IOException {
    JsonNode node = document.root().path("design");
    ObjectNode canonical = node.deepCopy();
    Design.Kind kind = Design.Kind.of(node.path("kind").asText());
    JsonNode points = node.path("points");
    Optional<List<Integer>> counts =
        points.isMissingNode() ? Optional.of(List.of()) : counts(points, parameters);
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    String field = "design.kind";
    try {
      switch (kind) {
        case GRID -> {
          field = "design.points";
          return Optional.of(known(kind, new Grid(space, counts.get()), canonical));
        }
        case LIST -> {
          return listed(node.path("file").asText(), parameters, space, canonical);
        }
        case ONE_AT_A_TIME -> {
          return today(parameters, changed, canonical)
              .map(values -> known(kind, new OneAtATime(space, values, counts.get()), canonical));
        }
        case RANDOM -> {
          return Optional.of(
              known(kind, new RandomPoints(space, points.asLong(), seed), canonical));
        }
        case LHS -> {
          return Optional.of(
              known(kind, new LatinHypercube(space, points.asLong(), seed), canonical));
        }
        case SOBOL -> {
          field = "design.points";
          return Optional.of(known(kind, new SobolPoints(space, points.asLong(), seed), canonical));
        }
        case HALTON -> {
          return Optional.of(
              known(kind, new HaltonPoints(space, points.asLong(), seed), canonical));
        }
        case SALTELLI -> {
          field = "design.samples";
          long samples = node.path("samples").asLong();
          Points all = new SaltelliPoints(space, samples, seed);
          Design design = new Design(kind, all.size(), samples);
          return Optional.of(new Planned(design, Plan.of(all), canonical));
        }
        case MORRIS -> {
          long trajectories = node.path("trajectories").asLong();
          int levels = node.path("levels").asInt(MORRIS_LEVELS);
          canonical.put("levels", levels);
          Points all = new MorrisPoints(space, trajectories, levels, seed);
          Design design = new Design(kind, all.size(), trajectories);
          return Optional.of(new Planned(design, Plan.of(all), canonical));
        }
        case ADAPTIVE -> {
          return adaptive(space, counts.get(), node, canonical, known, outcomes);
        }
      }
    } catch (IllegalArgumentException e) {
      document.problem(field, e);
    }
    return Optional.empty();
  }

  private static Planned known(Design.Kind kind, Points points, JsonNode canonical) {
    return new Planned(new Design(kind, points.size(), points.size()), Plan.of(points), canonical);
  }

  private Optional<Planned> adaptive(
      Space space,
      List<Integer> counts,
      JsonNode node,
      ObjectNode canonical,
      List<Column> known,
      List<String> outcomes) {
    String outcome = node.path("outcome").asText(ScenarioOutcome.VERDICT);
    List<String> categorical =
        known.stream()
            .filter(c -> !c.isNumber() && outcomes.contains(c.name()))
            .map(Column::name)
            .toList();
    if (!categorical.contains(outcome)) {
      document.problem(
          node.has("outcome") ? "design.outcome" : "design",
          "\"" + outcome + "\" is no categorical outcome that is kept",
          Similar.allowed(outcome, categorical));
      return Optional.empty();
    }
    canonical.put("outcome", outcome);
    Plan plan = new AdaptivePlan(space, counts, outcome, node.path("width").doubleValue());
    long size = plan.first().size();
    return Optional.of(new Planned(new Design(Design.Kind.ADAPTIVE, size, size), plan, canonical));
  }

  /** The base's own values of the parameters. */
  private Optional<double[]> today(
      List<SweptParameter> parameters, Document changed, ObjectNode canonical) {
    double[] today = new double[parameters.size()];
    boolean complete = true;
    for (int k = 0; k < today.length; k++) {
      SweptParameter parameter = parameters.get(k);
      Optional<Double> value = parameter.in(changed.at(parameter.paths().get(0)));
      if (value.isEmpty()) {
        document.problem(
            Document.child("parameters", k),
            "the base's own value is none of these",
            "values that contain it: the design starts there");
        complete = false;
      }
      today[k] = value.orElse(Double.NaN);
      canonical.withArray("today").add(Json.number(today[k]));
    }
    return complete ? Optional.of(today) : Optional.empty();
  }

  private Optional<List<Integer>> counts(JsonNode node, List<SweptParameter> parameters) {
    List<Integer> counts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(n -> counts.add(n.asInt()));
      if (counts.size() != parameters.size()) {
        document.problem(
            "design.points",
            "there are " + counts.size(),
            "one number, or " + parameters.size() + ", one per parameter");
        return Optional.empty();
      }
    } else {
      parameters.forEach(p -> counts.add(node.asInt()));
    }
    return Optional.of(counts);
  }

  private Optional<Planned> listed(
      String name, List<SweptParameter> parameters, Space space, ObjectNode canonical)
      throws IOException {
    Path file = path.resolveSibling(name);
    if (!Files.isRegularFile(file)) {
      document.problem(
          "design.file", "there is no file " + file, "a table, its path from this file");
      return Optional.empty();
    }
    inputs.add(file);
    PointList list = PointList.read(file, parameters, space::isInOrder);
    list.problems().forEach(document::problem);
    canonical.remove("file");
    for (double[] point : list.points()) {
      ArrayNode row = canonical.withArray("listed").addArray();
      for (double value : point) {
        row.add(Json.number(value));
      }
    }
    return list.problems().isEmpty()
        ? Optional.of(known(Design.Kind.LIST, new ListedPoints(list.points()), canonical))
        : Optional.empty();
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
      node.put("range", parameter.range().toString());
      parameter.categories().forEach(c -> node.withArray("categories").add(c));
      parameter.settings().forEach(s -> node.withArray("settings").add(RunId.tree(s)));
    }
    all.set("base", tree);
    for (JsonNode constraint : document.root().path("constraints")) {
      ObjectNode order = all.withArray("constraints").addObject();
      order.set("order", constraint.path("order"));
      order.put("strict", constraint.path("strict").asBoolean());
    }
    all.set("design", plan.canonical());
    all.put("seed", seed);
    outcomes.forEach(o -> all.withArray("outcomes").add(o));
    all.set("tolerance", Json.number(tolerance));
    all.put("version", RunId.version());
    return RunId.of(all);
  }
}
