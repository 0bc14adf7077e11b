package thaw.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The catalogue of context factors and stalemate shocks: named edits of a scenario's parameters
 * that a scenario switches on under {@code context} and {@code shocks}.
 *
 * <p>At strength w each edited parameter moves the share w of the way from its own value to the
 * value the entry gives it: 0 leaves the scenario as it is, 1 is the documented effect. Factors
 * come before shocks, in the order of the file. After Zhang (2019), whose factors A to D and five
 * stalemate scenarios these are.
 */
public enum Context {
  /** Factor A. */
  LEADERS_MUTUAL_TRUST(
      "leadersMutualTrust",
      Kind.FACTOR,
      "The leaders trust each other, and each needs what the other has to give",
      Edit.of("trust.initial", "at least 0.3", Tags.ANY, p -> Math.max(p.value(), 0.3)),
      Edit.of("trust.gain", "half the way to 1", Tags.ANY, p -> p.value() + (1 - p.value()) / 2),
      Edit.of("parties.*.statusQuoCost", "times 1.2", Tags.ANY, p -> 1.2 * p.value())),
  /** Factor B. */
  REGIONAL_URGENCY(
      "regionalUrgency",
      Kind.FACTOR,
      "Warmer ties of the DPRK with its neighbours make waiting dearer for the United States",
      Edit.of("parties.us.statusQuoCost", "times 1.5", Tags.ANY, p -> 1.5 * p.value()),
      Edit.of("parties.us.patience", "a quarter of the way to 1", Tags.ANY, p -> quarterUp(p))),
  /** Factor C. */
  CHINA_US_COOPERATION(
      "chinaUsCooperation",
      Kind.FACTOR,
      "China and the United States co-operate: better verification, fewer crises",
      Edit.of("steps.*.verification", "a quarter of the way to 1", Tags.ANY, p -> quarterUp(p)),
      Edit.of("hazards.crisis", "times 0.5", Tags.ANY, p -> 0.5 * p.value())),
  /** Factor D. */
  INTERNATIONAL_SUPPORT(
      "internationalSupport",
      Kind.FACTOR,
      "International support shares the costs of implementing and eases approval",
      Edit.of("steps.*.cost", "times 0.85", Tags.ANY, p -> 0.85 * p.value()),
      Edit.of("steps.*.effort", "times 0.5", Tags.ANY, p -> 0.5 * p.value()),
      Edit.of("steps.*.approval", "half the way to 1", Tags.ANY, p -> (p.value() + 1) / 2)),
  /** First stalemate scenario. */
  NO_DECLARATION(
      "noDeclaration",
      Kind.SHOCK,
      "No nuclear declaration in any form, and no verification of one",
      Edit.of("steps.*.approval", "0", "nuclearDeclaration", p -> 0),
      Edit.of("steps.*.verification", "0", "nuclearDeclaration", p -> 0)),
  /** Second stalemate scenario. */
  CONGRESS_BLOCKS_RELIEF(
      "congressBlocksRelief",
      Kind.SHOCK,
      "Congress approves no gradual lifting of sanctions",
      Edit.of("steps.*.approval", "0", "sanctionsRelief", p -> 0)),
  /** Third stalemate scenario. */
  IMPLEMENTATION_OBSTACLES(
      "implementationObstacles",
      Kind.SHOCK,
      "Detailing and implementing the agreement meets obstacles",
      Edit.of("steps.*.approval", "times 0.5", Tags.ANY, p -> 0.5 * p.value()),
      Edit.of("steps.*.effort", "times 4", Tags.ANY, p -> 4 * p.value()),
      Edit.of("steps.*.verification", "times 0.6", Tags.ANY, p -> 0.6 * p.value())),
  /** Fourth stalemate scenario. */
  MAJOR_EMERGENCY(
      "majorEmergency",
      Kind.SHOCK,
      "A major emergency: crises come soon and pass slowly, trust is at its lowest",
      Edit.of("hazards.crisis", "at least 0.2", Tags.ANY, p -> Math.max(p.value(), 0.2)),
      Edit.of("climates.crisis.next.*", "times 0.25", Tags.ANY, p -> 0.25 * p.value()),
      Edit.of("trust.initial", "the lowest level", Tags.ANY, p -> p.low())),
  /** Fifth stalemate scenario. */
  LEADERSHIP_WEAKENED(
      "leadershipWeakened",
      Kind.SHOCK,
      "The United States leadership is weakened at home; the top-down approach no longer works",
      Edit.of("hazards.leadership", "at least 0.3", Tags.ANY, p -> Math.max(p.value(), 0.3)),
      Edit.of("climates.strained.next.*", "times 0.1", Tags.ANY, p -> 0.1 * p.value()),
      Edit.of("climates.strained.approval.us", "times 0.1", Tags.ANY, p -> 0.1 * p.value()),
      Edit.of("parties.us.patience", "times 0.65", Tags.ANY, p -> 0.65 * p.value()));

  /** Factors help the exchange, shocks set it back. */
  public enum Kind {
    FACTOR,
    SHOCK
  }

  /**
   * An edit as it changed one parameter.
   *
   * @param by name of the factor or shock
   * @param path of the parameter
   * @param before its value before
   * @param after its value after
   */
  public record Change(String by, String path, double before, double after) {}

  private static final class Tags {
    static final String ANY = "";
  }

  /** The parameters that an entry edits, and the value that it gives them at full strength. */
  private record Edit(String pattern, String effect, String tag, Parameter.Change full) {
    static Edit of(String pattern, String effect, String tag, Parameter.Change full) {
      return new Edit(pattern, effect, tag, full);
    }

    boolean matches(Scenario scenario, String path) {
      String[] wanted = pattern.split("\\.", -1);
      String[] parts = path.split("\\.", -1);
      if (wanted.length != parts.length) {
        return false;
      }
      for (int k = 0; k < parts.length; k++) {
        if (!wanted[k].equals("*") && !wanted[k].equals(parts[k])) {
          return false;
        }
      }
      return tag.equals(Tags.ANY) || scenario.step(parts[1]).tags().contains(tag);
    }

    @Override
    public String toString() {
      return pattern + (tag.isEmpty() ? "" : " of steps tagged " + tag) + ": " + effect;
    }
  }

  private final String id;
  private final Kind kind;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records, its lambdas pure
  private final List<Edit> edits;

  Context(String id, Kind kind, String description, Edit... edits) {
    this.id = id;
    this.kind = kind;
    this.description = description;
    this.edits = List.copyOf(Arrays.asList(edits));
  }

  /** The name that scenarios use. */
  public String id() {
    return id;
  }

  public Kind kind() {
    return kind;
  }

  /** What it stands for, one sentence. */
  public String description() {
    return description;
  }

  /** What it edits at full strength, one line each, for documents. */
  public List<String> effects() {
    return edits.stream().map(Edit::toString).toList();
  }

  /** The names of a kind, in the order of the catalogue. */
  public static List<String> names(Kind kind) {
    return Stream.of(values()).filter(c -> c.kind == kind).map(Context::id).toList();
  }

  /**
   * The entry of a name.
   *
   * @throws IllegalArgumentException if there is none of that kind
   */
  public static Context named(String name, Kind kind) {
    return Stream.of(values())
        .filter(c -> c.kind == kind && c.id.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    (kind == Kind.FACTOR ? "context: \"" : "shocks: \"")
                        + name
                        + "\" is not in the catalogue; allowed: "
                        + String.join(", ", names(kind))));
  }

  /** The scenario with its context factors and shocks applied and switched off. */
  public static Scenario applyAll(Scenario scenario) {
    Scenario edited = scenario;
    for (Switch on : scenario.context()) {
      edited = named(on.name(), Kind.FACTOR).apply(edited, on.strength());
    }
    for (Switch on : scenario.shocks()) {
      edited = named(on.name(), Kind.SHOCK).apply(edited, on.strength());
    }
    return edited.withSwitches(List.of(), List.of());
  }

  /** What the context factors and shocks of a scenario change, parameter by parameter. */
  public static List<Change> changes(Scenario scenario) {
    List<Change> changes = new ArrayList<>();
    Scenario edited = scenario;
    for (Kind kind : Kind.values()) {
      for (Switch on : kind == Kind.FACTOR ? scenario.context() : scenario.shocks()) {
        Scenario after = named(on.name(), kind).apply(edited, on.strength());
        List<Parameter> then = Parameter.of(after);
        List<Parameter> now = Parameter.of(edited);
        for (int k = 0; k < now.size(); k++) {
          if (now.get(k).value() != then.get(k).value()) {
            changes.add(
                new Change(on.name(), now.get(k).path(), now.get(k).value(), then.get(k).value()));
          }
        }
        edited = after;
      }
    }
    return changes;
  }

  /**
   * The scenario under this factor or shock.
   *
   * @param strength in [0, 1]
   * @throws IllegalArgumentException if the scenario has nothing that one of the edits could act on
   */
  public Scenario apply(Scenario scenario, double strength) {
    Allowed.probability("strength", strength);
    for (Edit edit : edits) {
      if (Parameter.of(scenario).stream().noneMatch(p -> edit.matches(scenario, p.path()))) {
        throw new IllegalArgumentException(
            id
                + " changes "
                + edit
                + ", but the scenario has no such parameter; allowed: scenarios that have one, or"
                + " leave "
                + id
                + " out");
      }
    }
    return Parameter.change(
        scenario,
        p ->
            edits.stream()
                .filter(edit -> edit.matches(scenario, p.path()))
                .findFirst()
                .map(edit -> p.value() + strength * (edit.full().of(p) - p.value()))
                .orElse(p.value()));
  }

  private static double quarterUp(Parameter p) {
    return p.value() + (1 - p.value()) / 4;
  }

  /** Every entry by name, for documents. */
  public static Map<String, String> catalogue() {
    Map<String, String> all = new LinkedHashMap<>();
    for (Context c : values()) {
      all.put(c.id, c.description + ": " + String.join("; ", c.effects()));
    }
    return all;
  }
}
