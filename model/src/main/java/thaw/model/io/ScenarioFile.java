package thaw.model.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import thaw.model.Climate;
import thaw.model.Context;
import thaw.model.Design;
import thaw.model.Drift;
import thaw.model.Hazards;
import thaw.model.Inconsistency;
import thaw.model.JointStep;
import thaw.model.Objective;
import thaw.model.Party;
import thaw.model.Phase;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.Start;
import thaw.model.Step;
import thaw.model.Switch;
import thaw.model.ThirdParty;
import thaw.model.Timetable;
import thaw.model.Trust;

/** Reads and writes scenario files, format {@code thaw/scenario@1}, JSON or YAML. */
public final class ScenarioFile {
  /** The format's name and version. */
  public static final String FORMAT = "thaw/scenario@1";

  private static final Schema SCHEMA = Schema.named("scenario@1.schema.json");

  static final String DESIGN = "design";

  private ScenarioFile() {}

  /**
   * Reads what a document holds.
   *
   * @param document JSON or YAML as read; problems are noted in it
   * @return the scenario
   * @throws BadInput with every problem and its place, if there is one
   */
  public static Scenario read(Document document) throws BadInput {
    return new Reader(document).scenario();
  }

  /**
   * Notes in a document all that does not fit the schema of the format.
   *
   * @param document problems are added to it; none is thrown
   */
  public static void check(Document document) {
    SCHEMA.check(document);
  }

  /**
   * Reads a file, with overrides applied.
   *
   * @param path the file; its name tells YAML from JSON
   * @param settings overrides of fields, as with {@code --set}; may be empty
   * @return what it says
   * @throws BadInput with every problem and its place, if there is one
   * @throws IOException if the file cannot be read
   */
  public static Scenario read(Path path, List<Setting> settings) throws BadInput, IOException {
    return new Reader(Document.read(path, settings)).scenario();
  }

  /**
   * Reads a text.
   *
   * @param text JSON or YAML
   * @param file its name in problems; tells YAML from JSON
   * @param settings overrides of fields, as with {@code --set}; may be empty
   * @return the scenario
   * @throws BadInput with every problem and its place, if there is one
   */
  public static Scenario parse(String text, String file, List<Setting> settings) throws BadInput {
    return new Reader(Document.parse(text, file, settings)).scenario();
  }

  /**
   * A scenario, and which roadmaps it asks to compare; what it leaves out is standard.
   *
   * @param scenario what the file states
   * @param design which roadmaps are compared
   */
  public record WithDesign(Scenario scenario, Design design) {}

  /**
   * Reads a file with its optional part {@code design}, with overrides applied.
   *
   * @param path the file; its name tells YAML from JSON
   * @param settings overrides of fields, as with {@code --set}; may be empty
   * @return the scenario and its design, the standard one where the file has none
   * @throws BadInput with every problem and its place, if there is one
   * @throws IOException if the file cannot be read
   */
  public static WithDesign readWithDesign(Path path, List<Setting> settings)
      throws BadInput, IOException {
    return withDesign(Document.read(path, settings));
  }

  /**
   * As {@link #parse}, with the optional part {@code design}.
   *
   * @param text JSON or YAML
   * @param file its name in problems; tells YAML from JSON
   * @param settings overrides of fields, as with {@code --set}; may be empty
   * @return the scenario and its design, the standard one where the text has none
   * @throws BadInput with every problem and its place, if there is one
   */
  public static WithDesign parseWithDesign(String text, String file, List<Setting> settings)
      throws BadInput {
    return withDesign(Document.parse(text, file, settings));
  }

  private static WithDesign withDesign(Document document) throws BadInput {
    Reader reader = new Reader(document);
    Scenario scenario = reader.scenario();
    return new WithDesign(scenario, reader.design(scenario).orElseThrow());
  }

  /**
   * The JSON schema of the format.
   *
   * @return JSON text, draft 2020-12
   */
  public static String schema() {
    return SCHEMA.text();
  }

  /**
   * The scenario as JSON that reads back equal.
   *
   * @param scenario any
   * @return the text of a file of format {@link #FORMAT}
   */
  public static String write(Scenario scenario) {
    return ScenarioWriter.write(scenario);
  }

  /**
   * The same with the part {@code design}, every field of it.
   *
   * @param asked a scenario and its design
   * @return the text of a file of format {@link #FORMAT}
   */
  public static String write(WithDesign asked) {
    return ScenarioWriter.write(asked.scenario(), asked.design());
  }

  /** From a tree that fits the schema to records. */
  private record Reader(Document document) {
    Scenario scenario() throws BadInput {
      SCHEMA.check(document);
      document.throwIfBad();
      JsonNode root = document.root();
      Map<String, Party> parties = each("parties", Reader::party);
      Map<String, ThirdParty> thirdParties = each("thirdParties", Reader::thirdParty);
      Map<String, Objective> objectives =
          each("objectives", node -> new Objective(text(node, "name")));
      Map<String, Step> steps = each("steps", Reader::step);
      Map<String, JointStep> jointSteps = each("jointSteps", Reader::jointStep);
      List<Phase> phases = new ArrayList<>();
      root.path("phases").forEach(node -> phases.add(phase(node, List.copyOf(parties.keySet()))));
      Optional<Sequencing> sequencing = part("sequencing", Reader::sequencing);
      Optional<Timetable> timetable = part("timetable", Reader::timetable);
      Optional<Trust> trust = part("trust", Reader::trust);
      Map<String, Climate> climates = each("climates", Reader::climate);
      Optional<Hazards> hazards =
          part(
              "hazards",
              n ->
                  new Hazards(
                      number(n, "crisis"), number(n, "crisisOnRenege"), number(n, "leadership")));
      Optional<Drift> drift =
          root.has("drift")
              ? part(
                  "drift",
                  n ->
                      new Drift(text(n, "party"), number(n, "growth"), n.path("levels").intValue()))
              : Optional.empty();
      Start start =
          root.has("start")
              ? start(root.path("start"))
              : Start.standard(climates.keySet(), parties.keySet());
      List<Switch> context = switches("context", Context.Kind.FACTOR);
      List<Switch> shocks = switches("shocks", Context.Kind.SHOCK);
      document.throwIfBad();
      for (Inconsistency found :
          Inconsistency.findAll(
              parties,
              thirdParties,
              objectives,
              steps,
              jointSteps,
              phases,
              sequencing.orElseThrow(),
              climates,
              hazards.orElseThrow(),
              drift,
              start)) {
        document.problem(found.path(), found.message(), found.allowed());
      }
      document.throwIfBad();
      Scenario scenario =
          new Scenario(
              text(root, "name"),
              text(root, "title"),
              text(root, "question"),
              text(root, "source"),
              parties,
              thirdParties,
              objectives,
              steps,
              jointSteps,
              phases,
              sequencing.orElseThrow(),
              root.path("granularity").asInt(1),
              timetable.orElseThrow(),
              trust.orElseThrow(),
              climates,
              hazards.orElseThrow(),
              drift,
              start,
              context,
              shocks,
              texts(root.path("notes")));
      applicable(scenario);
      if (root.has(DESIGN)) {
        design(scenario)
            .ifPresent(
                design ->
                    design
                        .misfits(scenario)
                        .forEach(
                            m ->
                                document.problem(
                                    m.path().isEmpty() ? DESIGN : Document.child(DESIGN, m.path()),
                                    m.message(),
                                    m.allowed())));
      }
      document.throwIfBad();
      return scenario;
    }

    /** The part {@code design}, or what is standard for the scenario. */
    Optional<Design> design(Scenario scenario) {
      Design standard = Design.standard(scenario);
      JsonNode n = document.root().path(DESIGN);
      JsonNode phases = n.path("phases");
      return guarded(
          DESIGN,
          () ->
              new Design(
                  phases.path("least").asInt(standard.leastPhases()),
                  phases.path("most").asInt(standard.mostPhases()),
                  n.has("everyPhase")
                      ? Design.EveryPhase.valueOf(upper(n, "everyPhase"))
                      : standard.everyPhase(),
                  n.has("joint") ? Design.Joint.valueOf(upper(n, "joint")) : standard.joint(),
                  items(n, "before", standard.before(), Reader::before),
                  items(n, "granularity", standard.granularity(), JsonNode::intValue),
                  items(n, "sequencing", standard.sequencing(), Reader::sequencing),
                  items(
                      n,
                      "criteria",
                      standard.criteria(),
                      c -> Design.Criterion.valueOf(c.asText().toUpperCase(Locale.ROOT))),
                  n.has("patience")
                      ? new Design.Interval(
                          number(n.path("patience"), "from"), number(n.path("patience"), "to"))
                      : standard.patience(),
                  n.path("precision").asDouble(standard.precision()),
                  n.path("ranked").asInt(standard.ranked()),
                  n.path("checks").asInt(standard.checks()),
                  n.path("limit").asInt(standard.limit())));
    }

    private static String upper(JsonNode node, String field) {
      return text(node, field).toUpperCase(Locale.ROOT);
    }

    private static Design.Before before(JsonNode pair) {
      return new Design.Before(pair.path(0).asText(), pair.path(1).asText());
    }

    private static <T> List<T> items(
        JsonNode node, String field, List<T> otherwise, Decoder<T> decoder) {
      if (!node.has(field)) {
        return otherwise;
      }
      List<T> items = new ArrayList<>();
      node.path(field).forEach(item -> items.add(decoder.of(item)));
      return items.stream().distinct().toList();
    }

    /** Factors and shocks must find what they edit. */
    private void applicable(Scenario scenario) {
      try {
        Context.applyAll(scenario);
      } catch (IllegalArgumentException e) {
        document.problem(scenario.shocks().isEmpty() ? "context" : "shocks", e);
      }
    }

    /** Decodes one node; what the record refuses becomes a problem there. */
    private interface Decoder<T> {
      T of(JsonNode node);
    }

    private <T> Optional<T> guarded(String path, Supplier<T> decode) {
      try {
        return Optional.of(decode.get());
      } catch (IllegalArgumentException e) {
        document.problem(path, e);
        return Optional.empty();
      }
    }

    private <T> Optional<T> part(String name, Decoder<? extends T> decoder) {
      return guarded(name, () -> decoder.of(document.root().path(name)));
    }

    private <T> Map<String, T> each(String name, Decoder<T> decoder) {
      Map<String, T> decoded = new LinkedHashMap<>();
      document
          .root()
          .path(name)
          .properties()
          .forEach(
              entry ->
                  guarded(Document.child(name, entry.getKey()), () -> decoder.of(entry.getValue()))
                      .ifPresent(value -> decoded.put(entry.getKey(), value)));
      return decoded;
    }

    private static String text(JsonNode node, String field) {
      return node.path(field).asText();
    }

    private static double number(JsonNode node, String field) {
      return node.path(field).doubleValue();
    }

    private static Map<String, Double> numbers(JsonNode node) {
      Map<String, Double> numbers = new LinkedHashMap<>();
      node.properties().forEach(e -> numbers.put(e.getKey(), e.getValue().doubleValue()));
      return numbers;
    }

    private static Map<String, String> texts(JsonNode node) {
      Map<String, String> texts = new LinkedHashMap<>();
      node.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
      return texts;
    }

    private static List<String> list(JsonNode node) {
      List<String> list = new ArrayList<>();
      node.forEach(entry -> list.add(entry.asText()));
      return list;
    }

    private static Party party(JsonNode n) {
      return new Party(
          text(n, "name"),
          text(n, "label"),
          number(n, "patience"),
          number(n, "temptation"),
          number(n, "statusQuoCost"),
          numbers(n.path("weight")));
    }

    private static ThirdParty thirdParty(JsonNode n) {
      return new ThirdParty(
          text(n, "name"),
          text(n, "label"),
          number(n, "patience"),
          number(n, "statusQuoCost"),
          numbers(n.path("weight")),
          numbers(n.path("climatePayoff")));
    }

    private static Step step(JsonNode n) {
      return new Step(
          text(n, "name"),
          text(n, "by"),
          number(n, "cost"),
          number(n, "benefit"),
          number(n, "effort"),
          number(n, "verification"),
          number(n, "reversibility"),
          number(n, "approval"),
          numbers(n.path("objectives")),
          list(n.path("tags")));
    }

    private static JointStep jointStep(JsonNode n) {
      return new JointStep(
          text(n, "name"),
          numbers(n.path("cost")),
          numbers(n.path("benefit")),
          numbers(n.path("objectives")));
    }

    private static Phase phase(JsonNode n, List<String> parties) {
      Map<String, List<String>> steps = new LinkedHashMap<>();
      n.properties().stream()
          .filter(e -> !e.getKey().equals("joint"))
          .forEach(e -> steps.put(e.getKey(), list(e.getValue())));
      parties.forEach(party -> steps.putIfAbsent(party, List.of()));
      return new Phase(steps, list(n.path("joint")));
    }

    private static Sequencing sequencing(JsonNode n) {
      return switch (text(n, "kind")) {
        case "parallel" -> new Sequencing.Parallel(n.path("lead").intValue());
        case "first" -> new Sequencing.First(text(n, "party"));
        case "package" -> new Sequencing.AllAtOnce();
        default -> new Sequencing.Free();
      };
    }

    private static Timetable timetable(JsonNode n) {
      return new Timetable(
          number(n, "survival"),
          n.has("deadline") ? OptionalInt.of(n.path("deadline").intValue()) : OptionalInt.empty());
    }

    private static Trust trust(JsonNode n) {
      return switch (text(n, "kind")) {
        case "stock" ->
            new Trust.Stock(
                levels(n.path("levels")),
                number(n, "initial"),
                number(n, "gain"),
                number(n, "snub"),
                number(n, "decay"),
                number(n, "breach"));
        case "bayes" ->
            new Trust.Bayes(
                levels(n.path("levels")),
                number(n, "initial"),
                likelihood(n.path("likelihood").path("reciprocator")),
                likelihood(n.path("likelihood").path("opportunist")));
        default -> new Trust.Fixed(number(n, "initial"));
      };
    }

    private static List<Double> levels(JsonNode n) {
      if (n.isNumber()) {
        return Trust.evenLevels(n.intValue());
      }
      List<Double> levels = new ArrayList<>();
      n.forEach(level -> levels.add(level.doubleValue()));
      return levels;
    }

    private static Trust.Likelihood likelihood(JsonNode n) {
      return new Trust.Likelihood(
          number(n, "reciprocated"),
          number(n, "snubbed"),
          number(n, "stalled"),
          number(n, "breached"));
    }

    private static Climate climate(JsonNode n) {
      return new Climate(
          text(n, "name"),
          numbers(n.path("climatePayoff")),
          numbers(n.path("approval")),
          n.path("implement").booleanValue(),
          n.path("renege").booleanValue(),
          numbers(n.path("next")));
    }

    private static Start start(JsonNode n) {
      Map<String, Integer> progress = new LinkedHashMap<>();
      n.path("progress")
          .properties()
          .forEach(e -> progress.put(e.getKey(), e.getValue().intValue()));
      return new Start(text(n, "climate"), progress);
    }

    private List<Switch> switches(String field, Context.Kind kind) {
      List<Switch> switches = new ArrayList<>();
      JsonNode list = document.root().path(field);
      for (int k = 0; k < list.size(); k++) {
        JsonNode n = list.path(k);
        String name = n.isTextual() ? n.asText() : text(n, "name");
        if (!Context.names(kind).contains(name)) {
          document.problem(
              Document.child(field, k),
              "\"" + name + "\" is not in the catalogue",
              Similar.allowed(name, Context.names(kind)));
        }
        switches.add(new Switch(name, n.isTextual() ? 1 : number(n, "strength")));
      }
      return switches;
    }
  }
}
