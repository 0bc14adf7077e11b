package thaw.cli.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.io.Json;

/** The parameters of a scenario as the page shows them: grouped as in the model, with words. */
final class Sheet {
  /** Sliders of patience end here; nearer to 1 solves take long, and number boxes go there. */
  private static final double MOST_PATIENCE = 0.99;

  /** Bounds nearer to 0 or 1 than this keep a value from being just that. */
  private static final double NEARLY = 1e-6;

  /** Bounds are sums of other numbers; digits beyond these are rounding. */
  private static final int BOUND_DIGITS = 12;

  private static final Map<String, String> GROUPS =
      Map.of(
          "parties", "Parties",
          "thirdParties", "Third parties",
          "steps", "Steps",
          "jointSteps", "Joint steps",
          "timetable", "Timetable",
          "trust", "Trust",
          "climates", "Political climate",
          "hazards", "Hazards",
          "drift", "Drift");

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("patience", "patience (discount factor)"),
          Map.entry("temptation", "temptation to renege"),
          Map.entry("statusQuoCost", "cost of the status quo"),
          Map.entry("weight", "weight of"),
          Map.entry("cost", "running cost"),
          Map.entry("benefit", "benefit to the other"),
          Map.entry("effort", "effort of implementing"),
          Map.entry("verification", "share verified"),
          Map.entry("reversibility", "probability that reneging undoes it"),
          Map.entry("approval", "probability of approval"),
          Map.entry("survival", "survival per period"),
          Map.entry("initial", "initial trust"),
          Map.entry("gain", "gain when reciprocated"),
          Map.entry("snub", "loss when snubbed"),
          Map.entry("decay", "loss while stalled"),
          Map.entry("breach", "loss at a breach"),
          Map.entry("climatePayoff", "payoff per period"),
          Map.entry("next", "probability of moving to"),
          Map.entry("crisis", "crisis while unsettled"),
          Map.entry("crisisOnRenege", "crisis after reneging"),
          Map.entry("leadership", "strain after a change of leadership"),
          Map.entry("growth", "growth of costs per period"));

  private static final String PER_PERIOD = "payoff per period";
  private static final String CHANCE = "probability per period";
  private static final String SHARE = "share";

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("patience", "factor per period"),
          Map.entry("temptation", "payoff, once"),
          Map.entry("statusQuoCost", PER_PERIOD),
          Map.entry("weight", PER_PERIOD),
          Map.entry("cost", PER_PERIOD),
          Map.entry("benefit", PER_PERIOD),
          Map.entry("effort", "payoff at each attempt"),
          Map.entry("verification", SHARE),
          Map.entry("reversibility", "probability"),
          Map.entry("approval", "probability"),
          Map.entry("survival", CHANCE),
          Map.entry("gain", SHARE),
          Map.entry("snub", SHARE),
          Map.entry("decay", SHARE),
          Map.entry("breach", SHARE),
          Map.entry("climatePayoff", "payoff"),
          Map.entry("next", CHANCE),
          Map.entry("crisis", CHANCE),
          Map.entry("crisisOnRenege", CHANCE),
          Map.entry("leadership", CHANCE),
          Map.entry("growth", "share per period"));

  private final Scenario scenario;

  Sheet(Scenario scenario) {
    this.scenario = scenario;
  }

  /** Everything about the scenario that the page shows before it solves. */
  ObjectNode json() {
    ObjectNode root = Json.object();
    root.put("name", scenario.name());
    root.put("title", scenario.title());
    root.put("question", scenario.question());
    root.put("source", scenario.source());
    Map<String, Map<String, ArrayNode>> groups = new LinkedHashMap<>();
    for (Parameter parameter : Parameter.of(scenario)) {
      String[] path = parameter.path().split("\\.", -1);
      groups
          .computeIfAbsent(path[0], g -> new LinkedHashMap<>())
          .computeIfAbsent(section(path), s -> Json.object().arrayNode())
          .add(parameter(parameter));
    }
    ArrayNode list = root.putArray("groups");
    groups.forEach(
        (group, sections) -> {
          ObjectNode node = list.addObject();
          node.put("title", GROUPS.getOrDefault(group, spaced(group)));
          ArrayNode all = node.putArray("sections");
          sections.forEach(
              (title, parameters) -> {
                ObjectNode section = all.addObject();
                section.put("title", title);
                section.set("parameters", parameters);
              });
        });
    return root;
  }

  /**
   * Path, words, unit, value, the bounds allowed and those of its slider, and the reason for it.
   */
  ObjectNode parameter(Parameter p) {
    ObjectNode node = Json.object();
    node.put("path", p.path());
    String[] parts = p.path().split("\\.", -1);
    node.put("label", label(parts));
    node.put("unit", UNITS.getOrDefault(parts[field(parts)], ""));
    node.put("range", range(p));
    node.set("value", Json.number(p.value()));
    node.set("low", Json.number(p.low()));
    node.set("high", Json.number(p.high()));
    double far = Math.max(1, Math.abs(p.value()));
    double high = Double.isInfinite(p.high()) ? p.value() + far : p.high();
    if (p.path().endsWith(".patience")) {
      high = Math.max(p.value(), MOST_PATIENCE);
    }
    node.set("from", Json.number(Double.isInfinite(p.low()) ? p.value() - far : p.low()));
    node.set("to", Json.number(high));
    Optional.ofNullable(scenario.notes().get(p.path())).ifPresent(note -> node.put("note", note));
    return node;
  }

  /** The values that the model allows, in words. */
  private static String range(Parameter p) {
    if (Double.isInfinite(p.low()) && Double.isInfinite(p.high())) {
      return "any number";
    }
    String low =
        Double.isInfinite(p.low())
            ? ""
            : p.low() > 0 && p.low() < NEARLY ? "more than 0" : number(p.low());
    String high =
        Double.isInfinite(p.high())
            ? ""
            : p.high() < 1 && p.high() > 1 - NEARLY ? "less than 1" : number(p.high());
    if (high.isEmpty()) {
      return low + " or more";
    }
    if (low.isEmpty()) {
      return "up to " + high;
    }
    return low + " to " + high;
  }

  private static String number(double bound) {
    BigDecimal rounded = new BigDecimal(bound).round(new MathContext(BOUND_DIGITS));
    return Json.number(rounded.doubleValue()).asText();
  }

  /** What the parameter is called, with what it belongs to. */
  String fullLabel(String path) {
    String[] parts = path.split("\\.", -1);
    String section = section(parts);
    return section.isEmpty() ? label(parts) : section + ": " + label(parts);
  }

  private String section(String[] path) {
    if (path.length < 3) {
      return "";
    }
    return switch (path[0]) {
      case "parties" -> scenario.party(path[1]).name();
      case "thirdParties" -> scenario.thirdParty(path[1]).name();
      case "steps" -> {
        String by = scenario.step(path[1]).by();
        yield scenario.step(path[1]).name() + " (" + scenario.party(by).label() + ")";
      }
      case "jointSteps" -> scenario.jointStep(path[1]).name();
      case "climates" -> scenario.climate(path[1]).name();
      default -> path[1];
    };
  }

  /** Which part of a path names what the number is. */
  private static int field(String[] path) {
    return GROUPS.containsKey(path[0]) && path.length >= 3 ? 2 : 1;
  }

  private String label(String[] path) {
    int field = field(path);
    String words = WORDS.getOrDefault(path[field], spaced(path[field]));
    if (path.length <= field + 1) {
      return words;
    }
    String of = String.join(".", List.of(path).subList(field + 1, path.length));
    return switch (path[field]) {
      case "weight" ->
          words
              + " "
              + (scenario.objectives().containsKey(of) ? scenario.objectives().get(of).name() : of);
      case "next" -> words + " " + (scenario.climates().containsKey(of) ? climate(of) : of);
      default -> words + ", " + (scenario.parties().containsKey(of) ? party(of) : of);
    };
  }

  private String climate(String id) {
    return scenario.climate(id).name();
  }

  private String party(String id) {
    return scenario.party(id).label();
  }

  private static String spaced(String camelCase) {
    return camelCase.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }
}
