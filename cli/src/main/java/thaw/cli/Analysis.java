package thaw.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import thaw.charts.Figure;
import thaw.charts.Numbers;
import thaw.charts.PaperTable;
import thaw.charts.PrimFigure;
import thaw.charts.Table;
import thaw.model.io.Json;
import thaw.sweep.Column;
import thaw.sweep.analysis.AnalysisFigures;
import thaw.sweep.analysis.Bootstrap;
import thaw.sweep.analysis.Box;
import thaw.sweep.analysis.Interval;
import thaw.sweep.analysis.MissingOutcomes;
import thaw.sweep.analysis.Morris;
import thaw.sweep.analysis.Prim;
import thaw.sweep.analysis.RegionMap;
import thaw.sweep.analysis.Regions;
import thaw.sweep.analysis.Response;
import thaw.sweep.analysis.RunDesign;
import thaw.sweep.analysis.Sobol;
import thaw.sweep.experiment.AnalysisRequest;
import thaw.sweep.run.Run;

/** Does what {@code thaw analyse} is asked for on one run; writes nothing. */
final class Analysis {
  private static final List<String> LIKELY_CLASSES = List.of("frozen", "yes");

  private static final String FREEZE = "freeze-is-equilibrium";

  private final Run run;
  private final RunDesign design;
  private final Settings settings;
  private final AnalysisFigures figures;
  private final List<String> made;

  /**
   * What the command line chooses.
   *
   * @param atLeast makes two classes of a number for boxes
   * @param atMost makes two classes of a number for boxes
   * @param axes of a map; none for the experiment's
   */
  record Settings(
      Sobol.Options sobol,
      Morris.Options morris,
      Regions.Options regions,
      Prim.Options prim,
      Optional<Double> atLeast,
      Optional<Double> atMost,
      List<String> axes) {}

  /**
   * Of a run.
   *
   * @param made which run it is and how its points ended, as sentences below every table
   */
  Analysis(Run run, RunDesign design, Settings settings, List<String> made) {
    this.run = run;
    this.design = design;
    this.settings = settings;
    this.made = List.copyOf(made);
    figures = new AnalysisFigures(run.captions());
  }

  /**
   * One request.
   *
   * @throws MissingOutcomes if points lack what is analysed
   * @throws Refused if the run is not of a design for it, or the request does not fit the run
   */
  Analysed of(AnalysisRequest request) throws MissingOutcomes, Refused {
    try {
      return switch (request.kind()) {
        case "sobol" -> sobol(request);
        case "morris" -> morris(request);
        case "regions" -> regions(request);
        case "prim" -> prim(request);
        default ->
            throw new Refused(
                "\"" + request.kind() + "\" is no analysis; allowed: sobol, morris, regions, prim");
      };
    } catch (IllegalArgumentException e) {
      throw new Refused(request.kind() + ": " + e.getMessage());
    }
  }

  private static String folder(AnalysisRequest request) {
    return slug(
        request.kind()
            + request.outcome().map(o -> "-" + o).orElse("")
            + request.category().map(c -> "-" + c).orElse(""));
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
  }

  private Column outcome(AnalysisRequest request) {
    String name = request.outcome().orElse(run.outcomes().get(0).name());
    return run.outcomes().stream()
        .filter(c -> c.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + name
                        + "\" is not in the run; allowed: "
                        + String.join(", ", run.outcomes().stream().map(Column::name).toList())));
  }

  private void refuseUnless(String kind) throws Refused {
    if (!design.kind().equals(kind)) {
      throw new Refused(
          "the points of "
              + run.folder()
              + " are of a design of kind "
              + design.kind()
              + "; allowed: "
              + kind);
    }
  }

  /** The number itself, or the classes that occur; of two, one says all of the other. */
  private List<Response> responses(AnalysisRequest request, List<String> notes) {
    Column column = outcome(request);
    if (column.isNumber()) {
      request.category().ifPresent(c -> Response.category(run.outcomes(), column.name(), c));
      return List.of(Response.number(run.outcomes(), column.name()));
    }
    if (request.category().isPresent()) {
      return List.of(Response.category(run.outcomes(), column.name(), request.category().get()));
    }
    List<String> occurring = occurring(column);
    List<String> chosen = occurring;
    if (occurring.size() == 2) {
      String one =
          LIKELY_CLASSES.stream().filter(occurring::contains).findFirst().orElse(occurring.get(0));
      chosen = List.of(one);
      notes.add(
          "Only "
              + String.join(" and ", occurring)
              + " occur: what holds of one holds of the other.");
    }
    return chosen.stream().map(c -> Response.category(run.outcomes(), column.name(), c)).toList();
  }

  private List<String> occurring(Column column) {
    int index = run.outcomes().indexOf(column);
    TreeSet<Integer> codes = new TreeSet<>();
    run.forEach(
        row -> {
          if (!Double.isNaN(row.outcomes()[index])) {
            codes.add((int) row.outcomes()[index]);
          }
        });
    return codes.isEmpty()
        ? column.categories().subList(0, 1) // so that what is missing is named
        : codes.stream().map(c -> column.categories().get(c)).toList();
  }

  private Analysed sobol(AnalysisRequest request) throws MissingOutcomes, Refused {
    refuseUnless("saltelli");
    List<String> notes = new ArrayList<>();
    if (design.constrained()) {
      notes.add(
          "Parameters are in an order: indices are of its independent coordinates, the first"
              + " parameter of the order as it is, the others given those before.");
    }
    ObjectNode root = Json.object();
    ArrayNode all = start(root, request.kind(), "responses");
    List<String> lines = new ArrayList<>();
    Map<String, PaperTable> tables = new LinkedHashMap<>();
    List<Figure> drawn = new ArrayList<>();
    for (Response response : responses(request, notes)) {
      Sobol.Result result =
          Sobol.withDefaults().with(settings.sobol()).solve(run, response, design.parts());
      String name = slug("sobol-" + response.words());
      ObjectNode node = all.addObject();
      response(node, response);
      node.set("mean", Json.number(result.mean()));
      node.set("variance", Json.number(result.variance()));
      node.put("varies", result.varies());
      node.put("samples", result.samples());
      node.put("dropped", result.dropped());
      node.put("resamplesWithoutVariance", result.undefined());
      bootstrap(node, result.bootstrap());
      ArrayNode indices = node.putArray("parameters");
      List<List<Object>> rows = new ArrayList<>();
      for (Sobol.Index i : result.indices()) {
        ObjectNode index = indices.addObject();
        index.put("parameter", i.parameter().name());
        interval(index.putObject("first"), i.first());
        interval(index.putObject("total"), i.total());
        rows.add(row(i.parameter(), i.first(), i.total()));
      }
      Table table =
          new Table(
              List.of(
                  "parameter",
                  "first order",
                  "first order low",
                  "first order high",
                  "total",
                  "total low",
                  "total high"),
              rows);
      lines.add(
          response.words()
              + ": mean "
              + Numbers.readable(result.mean())
              + ", variance "
              + Numbers.readable(result.variance())
              + "; "
              + counted(result.samples(), "base samples", result.dropped())
              + ", intervals of "
              + Numbers.percent(result.bootstrap().confidence()));
      if (result.varies()) {
        tables.put(
            name,
            paper(
                "Sobol indices of " + response.words(),
                table,
                "First order: the share of the variance that the parameter explains alone; total:"
                    + " with all its interactions. Variance "
                    + Numbers.readable(result.variance())
                    + ", mean "
                    + Numbers.readable(result.mean())
                    + ".",
                counted(result.samples(), "base samples", result.dropped())
                    + "; "
                    + intervals(result.bootstrap())
                    + " "
                    + result.undefined()
                    + " resamples without variance left out."));
        drawn.add(figures.sobol(name, result));
        lines.addAll(Analysed.aligned(table));
        if (result.undefined() > 0) {
          lines.add(
              result.undefined()
                  + " of "
                  + result.bootstrap().resamples()
                  + " resamples did not vary and are left out: more base samples are needed");
        }
      } else {
        lines.add("does not vary: no parameter explains anything");
      }
    }
    lines.addAll(notes);
    notes(root, notes);
    return new Analysed(folder(request), root, lines, tables, drawn);
  }

  private Analysed morris(AnalysisRequest request) throws MissingOutcomes, Refused {
    refuseUnless("morris");
    List<String> notes = new ArrayList<>();
    ObjectNode root = Json.object();
    ArrayNode all = start(root, request.kind(), "responses");
    List<String> lines = new ArrayList<>();
    Map<String, PaperTable> tables = new LinkedHashMap<>();
    List<Figure> drawn = new ArrayList<>();
    for (Response response : responses(request, notes)) {
      Morris.Result result =
          Morris.withDefaults()
              .with(settings.morris())
              .solve(run, response, design.parts(), design.scale());
      String name = slug("morris-" + response.words());
      ObjectNode node = all.addObject();
      response(node, response);
      node.put("varies", result.varies());
      node.put("trajectories", result.trajectories());
      node.put("dropped", result.dropped());
      bootstrap(node, result.bootstrap());
      ArrayNode effects = node.putArray("parameters");
      List<List<Object>> rows = new ArrayList<>();
      for (Morris.Effect e : result.effects()) {
        ObjectNode effect = effects.addObject();
        effect.put("parameter", e.parameter().name());
        interval(effect.putObject("mu"), e.mean());
        interval(effect.putObject("muStar"), e.size());
        interval(effect.putObject("sigma"), e.spread());
        rows.add(row(e.parameter(), e.size(), e.mean(), e.spread()));
      }
      Table table =
          new Table(
              List.of(
                  "parameter",
                  "mu*",
                  "mu* low",
                  "mu* high",
                  "mu",
                  "mu low",
                  "mu high",
                  "sigma",
                  "sigma low",
                  "sigma high"),
              rows);
      lines.add(
          response.words()
              + ": "
              + counted(result.trajectories(), "trajectories", result.dropped())
              + ", effects per range of the parameter, intervals of "
              + Numbers.percent(result.bootstrap().confidence()));
      tables.put(
          name,
          paper(
              "Elementary effects on " + response.words(),
              table,
              "mu*: mean size of the effects; mu: their mean; sigma: their standard deviation; each"
                  + " per range of the parameter.",
              counted(result.trajectories(), "trajectories", result.dropped())
                  + "; "
                  + intervals(result.bootstrap())));
      if (result.varies()) {
        drawn.add(figures.morris(name, result));
        lines.addAll(Analysed.aligned(table));
      } else {
        lines.add("does not vary: no parameter has an effect");
      }
    }
    lines.addAll(notes);
    notes(root, notes);
    return new Analysed(folder(request), root, lines, tables, drawn);
  }

  private Analysed regions(AnalysisRequest request) throws MissingOutcomes, Refused {
    if (!List.of("grid", "adaptive", "list").contains(design.kind())) {
      refuseUnless("grid or adaptive");
    }
    Column outcome = outcome(request);
    RegionMap map =
        Regions.withDefaults()
            .with(settings.regions().withLogarithmic(design.logarithmic()))
            .solve(
                run,
                design.points(),
                outcome.name(),
                settings.axes().isEmpty() ? design.axes() : settings.axes(),
                several(outcome));
    ObjectNode root = Json.object();
    root.put("analysis", request.kind());
    root.put("outcome", outcome.name());
    ArrayNode axes = root.putArray("axes");
    for (RegionMap.Axis axis : map.axes()) {
      ObjectNode node = axes.addObject();
      node.put("parameter", axis.parameter().name());
      node.put("values", axis.values().length);
      node.put("scale", axis.logarithmic() ? "log" : "linear");
    }
    root.put("severalEquilibriaKnown", map.several().isPresent());
    root.put("dropped", map.dropped());
    List<List<Object>> rows = new ArrayList<>();
    ArrayNode shares = root.putArray("shares");
    for (RegionMap.Share s : map.shares()) {
      ObjectNode node = shares.addObject();
      node.put("class", s.category());
      node.put("points", s.points());
      node.set("share", Json.number(s.share()));
      node.set("edge", Json.number(s.edge()));
      List<Object> row = new ArrayList<>(List.of(s.category(), s.points(), s.share(), s.edge()));
      if (map.several().isPresent()) {
        node.set("severalEquilibria", Json.number(s.several()));
        row.add(s.several());
      }
      rows.add(row);
    }
    List<String> columns = new ArrayList<>(List.of("class", "points", "share", "next to another"));
    if (map.several().isPresent()) {
      columns.add("several equilibria");
    }
    Table table = new Table(columns, rows);
    Map<String, PaperTable> tables = new LinkedHashMap<>();
    String left = "Points without the outcome, left white: " + map.dropped() + ".";
    tables.put(
        "shares",
        paper(
            "Regions of " + outcome.name(),
            table,
            "Share: of the volume of the ranges; next to another: share of the volume in cells of the"
                + " class that touch another class.",
            left));
    tables.put(
        "boundaries",
        paper(
            "Neighbouring points that differ in " + outcome.name(),
            boundaries(map),
            "Along: the parameter that changes, from its own column to next.",
            left));
    root.put("boundaries", map.boundaries().size());
    List<String> lines = new ArrayList<>();
    lines.add(
        outcome.name()
            + " over "
            + String.join(", ", map.axes().stream().map(a -> a.parameter().name()).toList())
            + ": "
            + (design.points() - map.dropped())
            + " points"
            + (map.dropped() > 0 ? ", " + map.dropped() + " left white" : "")
            + "; shares of the volume of the ranges");
    lines.addAll(Analysed.aligned(table));
    if (map.several().isEmpty() && outcome.categories().contains("sustainable")) {
      lines.add(
          "where several equilibria exist is not known: the outcome " + FREEZE + " is not kept");
    }
    lines.add(
        map.boundaries().size()
            + " neighbouring points differ: tables/boundaries.csv has the values on both sides");
    return new Analysed(folder(request), root, lines, tables, figures.regions("", map));
  }

  /** Freezing and settling both, where the run has recorded what that needs. */
  private Optional<Regions.Several> several(Column outcome) {
    boolean known =
        outcome.categories().contains("sustainable")
            && run.outcomes().stream()
                .anyMatch(c -> c.name().equals(FREEZE) && c.categories().contains("yes"));
    return known
        ? Optional.of(
            new Regions.Several(
                Response.category(run.outcomes(), outcome.name(), "sustainable"),
                Response.category(run.outcomes(), FREEZE, "yes")))
        : Optional.empty();
  }

  private static Table boundaries(RegionMap map) {
    List<String> columns = new ArrayList<>(List.of("along"));
    map.axes().forEach(a -> columns.add(a.parameter().name()));
    columns.addAll(List.of("next", "class", "next class"));
    List<List<Object>> rows = new ArrayList<>();
    for (RegionMap.Boundary b : map.boundaries()) {
      List<Object> row = new ArrayList<>();
      row.add(map.axes().get(b.axis()).parameter().name());
      for (int a = 0; a < b.at().length; a++) {
        row.add(value(map.axes().get(a).parameter(), b.at()[a]));
      }
      row.add(value(map.axes().get(b.axis()).parameter(), b.next()));
      row.add(b.before());
      row.add(b.after());
      rows.add(row);
    }
    return new Table(columns, rows);
  }

  private static Object value(Column column, double value) {
    return column.isNumber() ? (Object) value : column.categories().get((int) value);
  }

  private Analysed prim(AnalysisRequest request) throws MissingOutcomes, Refused {
    if (List.of("saltelli", "morris", "one-at-a-time", "adaptive").contains(design.kind())) {
      refuseUnless("random, lhs, sobol, halton, grid or list");
    }
    Response response = indicator(request);
    Prim.Result result =
        Prim.withDefaults().with(settings.prim()).solve(run, response, design.points());
    ObjectNode root = Json.object();
    root.put("analysis", request.kind());
    response(root, response);
    root.set("rate", Json.number(result.searched().rate()));
    root.put("dropped", result.dropped());
    ObjectNode chosen = root.putObject("options");
    chosen.set("alpha", Json.number(result.options().alpha()));
    chosen.set("leastMass", Json.number(result.options().leastMass()));
    chosen.put("boxes", result.options().boxes());
    result.options().density().ifPresent(d -> chosen.set("density", Json.number(d)));
    chosen.set("holdOut", Json.number(result.options().holdOut()));
    chosen.put("seed", result.options().seed());
    count(root.putObject("searched"), result.searched());
    result.checked().ifPresent(c -> count(root.putObject("checked"), c));
    ArrayNode boxes = root.putArray("boxes");
    List<List<Object>> sides = new ArrayList<>();
    List<List<Object>> way = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    lines.add(
        response.words()
            + ": "
            + Numbers.percent(result.searched().rate())
            + " of the "
            + result.searched().points()
            + " points searched"
            + result.checked().map(c -> ", " + c.points() + " held out").orElse("")
            + (result.dropped() > 0 ? ", " + result.dropped() + " dropped" : ""));
    for (int b = 0; b < result.boxes().size(); b++) {
      box(result.boxes().get(b), b + 1, boxes.addObject(), sides, way, lines);
    }
    if (result.boxes().isEmpty()) {
      lines.add(none(result));
    }
    Map<String, PaperTable> tables = new LinkedHashMap<>();
    String points =
        "Points searched: "
            + result.searched().points()
            + ", held out: "
            + result.checked().map(Prim.Count::points).orElse(0L)
            + ", dropped: "
            + result.dropped()
            + "; seed "
            + result.options().seed()
            + ".";
    tables.put(
        "restrictions",
        paper(
            "Boxes of " + response.words(),
            new Table(
                List.of(
                    "box",
                    "parameter",
                    "condition",
                    "p searched",
                    "p held out",
                    "density without",
                    "coverage without"),
                sides),
            "p: probability of as many points of the class in the box, or more, if the box were drawn"
                + " from the one without the restriction; density and coverage without: of that one.",
            points));
    tables.put(
        "trajectories",
        paper(
            "Peeling of " + response.words(),
            new Table(
                List.of("box", "step", "peeled", "restricted", "coverage", "density", "mass"), way),
            "Coverage: share of all points of the class that are in the box; density: share of the"
                + " box's points that are of the class; mass: share of all points in the box;"
                + " restricted: number of parameters.",
            points));
    return new Analysed(folder(request), root, lines, tables, figures.prim("prim", result));
  }

  private static String none(Prim.Result result) {
    double rate = result.searched().rate();
    return rate == 0
        ? "no point is of that class: there is nothing to find"
        : rate == 1
            ? "every point is of that class: no condition is needed"
            : "no box is better than all points together; --density D asks for one that is as"
                + " dense as D";
  }

  private Response indicator(AnalysisRequest request) throws Refused {
    Column column = outcome(request);
    if (column.isNumber()) {
      if (settings.atLeast().isPresent() == settings.atMost().isPresent()) {
        throw new Refused(
            column.name() + " is a number; allowed: one of --at-least X and --at-most X");
      }
      return settings.atLeast().isPresent()
          ? Response.atLeast(run.outcomes(), column.name(), settings.atLeast().get())
          : Response.atMost(run.outcomes(), column.name(), settings.atMost().orElseThrow());
    }
    String category =
        request
            .category()
            .or(() -> LIKELY_CLASSES.stream().filter(column.categories()::contains).findFirst())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "of which class of "
                            + column.name()
                            + " is missing; allowed: --class with one of "
                            + String.join(", ", column.categories())));
    return Response.category(run.outcomes(), column.name(), category);
  }

  private static void box(
      Prim.Found found,
      int number,
      ObjectNode node,
      List<List<Object>> sides,
      List<List<Object>> way,
      List<String> lines) {
    count(node.putObject("searched"), found.searched());
    found.checked().ifPresent(c -> count(node.putObject("checked"), c));
    node.set("checkedP", Json.number(found.checkedP()));
    lines.add(
        "box "
            + number
            + ": "
            + words(found.searched())
            + found
                .checked()
                .map(c -> "; held out: " + words(c) + ", p = " + Numbers.readable(found.checkedP()))
                .orElse(""));
    ArrayNode restrictions = node.putArray("restrictions");
    for (Prim.Restriction r : found.restrictions()) {
      Box.Side side = r.side();
      ObjectNode one = restrictions.addObject();
      one.put("parameter", side.column().name());
      if (side.column().isNumber()) {
        one.set("low", Json.number(side.low()));
        one.set("high", Json.number(side.high()));
      } else {
        ArrayNode kept = one.putArray("categories");
        side.kept().forEach(c -> kept.add(side.column().categories().get(c)));
      }
      one.set("quasiP", Json.number(r.quasiP()));
      one.set("checkedP", Json.number(r.checkedP()));
      count(one.putObject("without"), r.without());
      String condition = condition(side);
      sides.add(
          List.of(
              number,
              side.column().name(),
              condition,
              r.quasiP(),
              r.checkedP(),
              r.without().density(),
              r.without().coverage()));
      lines.add(
          "  "
              + side.column().name()
              + " "
              + condition
              + "  (p = "
              + Numbers.readable(r.quasiP())
              + (found.checked().isPresent()
                  ? ", held out "
                      + Numbers.readable(r.checkedP())
                      + (r.checkedP() > PrimFigure.SMALL ? ": not shown to be needed" : "")
                  : "")
              + ")");
    }
    ArrayNode trajectory = node.putArray("trajectory");
    for (int s = 0; s < found.trajectory().size(); s++) {
      Prim.Step step = found.trajectory().get(s);
      ObjectNode one = trajectory.addObject();
      one.put("peeled", step.peeled());
      one.put("restricted", step.restricted());
      count(one, step.count());
      way.add(
          List.of(
              number,
              s,
              step.peeled(),
              step.restricted(),
              step.count().coverage(),
              step.count().density(),
              step.count().mass()));
    }
    node.put("chosenStep", found.chosen());
  }

  private static String words(Prim.Count count) {
    return "density "
        + Numbers.percent(count.density())
        + ", coverage "
        + Numbers.percent(count.coverage())
        + ", mass "
        + Numbers.percent(count.mass());
  }

  private static String condition(Box.Side side) {
    if (!side.column().isNumber()) {
      return "is "
          + String.join(
              " or ", side.kept().stream().map(c -> side.column().categories().get(c)).toList());
    }
    boolean low = Double.isFinite(side.low());
    boolean high = Double.isFinite(side.high());
    return low && high
        ? "from " + Numbers.readable(side.low()) + " to " + Numbers.readable(side.high())
        : low
            ? "at least " + Numbers.readable(side.low())
            : "at most " + Numbers.readable(side.high());
  }

  // ---- parts of results -----------------------------------------------------------------------

  private static ArrayNode start(ObjectNode root, String kind, String array) {
    root.put("analysis", kind);
    return root.putArray(array);
  }

  private static void notes(ObjectNode root, List<String> notes) {
    ArrayNode array = root.putArray("notes");
    notes.forEach(array::add);
  }

  private static void response(ObjectNode node, Response response) {
    node.put("outcome", response.outcome());
    node.put("response", response.words());
  }

  private static void bootstrap(ObjectNode node, Bootstrap bootstrap) {
    node.set("confidence", Json.number(bootstrap.confidence()));
    node.put("resamples", bootstrap.resamples());
    node.put("seed", bootstrap.seed());
  }

  private static void interval(ObjectNode node, Interval interval) {
    node.set("estimate", Json.number(interval.estimate()));
    node.set("low", Json.number(interval.low()));
    node.set("high", Json.number(interval.high()));
  }

  private static void count(ObjectNode node, Prim.Count count) {
    node.put("points", count.inside());
    node.put("hits", count.hits());
    node.set("density", Json.number(count.density()));
    node.set("coverage", Json.number(count.coverage()));
    node.set("mass", Json.number(count.mass()));
  }

  private static List<Object> row(Column parameter, Interval... intervals) {
    List<Object> row = new ArrayList<>(List.of(parameter.name()));
    for (Interval i : intervals) {
      row.addAll(List.of(i.estimate(), i.low(), i.high()));
    }
    return row;
  }

  private PaperTable paper(String title, Table table, String... notes) {
    List<String> all = new ArrayList<>(made);
    all.addAll(List.of(notes));
    return new PaperTable(title, table, all);
  }

  private static String intervals(Bootstrap bootstrap) {
    return "low and high: intervals of "
        + Numbers.percent(bootstrap.confidence())
        + " by "
        + bootstrap.resamples()
        + " bootstrap resamples, seed "
        + bootstrap.seed()
        + ".";
  }

  private static String counted(int count, String what, int dropped) {
    return count + " " + what + (dropped > 0 ? " (" + dropped + " incomplete ones dropped)" : "");
  }
}
