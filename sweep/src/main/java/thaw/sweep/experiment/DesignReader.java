package thaw.sweep.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.model.io.Document;
import thaw.model.io.Json;
import thaw.model.io.Similar;
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

/** Reads at which points an experiment evaluates its base. */
final class DesignReader {
  /** Levels of a Morris design unless the file says otherwise. */
  private static final int MORRIS_LEVELS = 4;

  private final Document document;
  private final Path path;

  /** What has been read, in order. */
  private final List<Path> inputs;

  private final List<SweptParameter> parameters;

  DesignReader(Document document, Path path, List<Path> inputs, List<SweptParameter> parameters) {
    this.document = document;
    this.path = path;
    this.inputs = inputs;
    this.parameters = List.copyOf(parameters);
  }

  /** The values that the parameters may take together; wrong constraints are noted. */
  Space space() {
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
        int member = indexOf(name);
        if (member < 0) {
          document.problem(here, "\"" + name + "\" is not varied", Similar.allowed(name, names));
        } else if (!parameters.get(member).isNumber()) {
          document.problem(here, "the values of " + name + " have no order", "numbers");
        } else {
          members.add(member);
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
    return new Space(ranges, orders);
  }

  /** The parameter of that name, or that path; −1 if there is none. */
  private int indexOf(String name) {
    for (int k = 0; k < parameters.size(); k++) {
      if (parameters.get(k).name().equals(name) || parameters.get(k).paths().contains(name)) {
        return k;
      }
    }
    return -1;
  }

  /**
   * Points that are planned.
   *
   * @param canonical the design in a form that is the same for all that give the same points
   */
  record Planned(Design design, Plan plan, JsonNode canonical) {}

  /**
   * The plan; empty where there is none, the reasons noted.
   *
   * @param base the base's document, settings applied
   * @param known all outcomes there are
   * @param outcomes names of those kept
   */
  Optional<Planned> plan(
      Space space, Document base, long seed, List<Column> known, List<String> outcomes)
      throws IOException {
    JsonNode node = document.root().path("design");
    ObjectNode canonical = node.deepCopy();
    Design.Kind kind = Design.Kind.of(node.path("kind").asText());
    JsonNode points = node.path("points");
    Optional<List<Integer>> counts =
        points.isMissingNode() ? Optional.of(List.of()) : counts(points);
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
          return listed(node.path("file").asText(), space, canonical);
        }
        case ONE_AT_A_TIME -> {
          return today(base, canonical)
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
  private Optional<double[]> today(Document base, ObjectNode canonical) {
    double[] today = new double[parameters.size()];
    boolean complete = true;
    for (int k = 0; k < today.length; k++) {
      SweptParameter parameter = parameters.get(k);
      Optional<Double> value = parameter.in(base.at(parameter.paths().get(0)));
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

  private Optional<List<Integer>> counts(JsonNode node) {
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

  private Optional<Planned> listed(String name, Space space, ObjectNode canonical)
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
}
