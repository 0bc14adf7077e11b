package thaw.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A number of a scenario that can be read and changed by name: what context factors edit, sweeps
 * vary and lever searches move.
 *
 * @param path its place in the scenario file, as in {@code steps.destroy-icbms.verification}
 * @param value now
 * @param low least allowed value
 * @param high greatest allowed value, given the others; may be infinite
 */
public record Parameter(String path, double value, double low, double high) {
  /** Discounting must stay below 1. */
  private static final double MOST_PATIENCE = 1 - 1e-9;

  private static final double LEAST_SURVIVAL = 1e-9;

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  /** Gives each parameter the value that it is to have. */
  @FunctionalInterface
  interface Change {
    double of(Parameter parameter);
  }

  /** All parameters of a scenario, in the order of the file. */
  public static List<Parameter> of(Scenario scenario) {
    List<Parameter> found = new ArrayList<>();
    change(
        scenario,
        p -> {
          found.add(p);
          return p.value();
        });
    return List.copyOf(found);
  }

  /**
   * The scenario with some parameters changed.
   *
   * @throws IllegalArgumentException if a path names no parameter or a value is not allowed
   */
  public static Scenario with(Scenario scenario, Map<String, Double> values) {
    TreeSet<String> left = new TreeSet<>(values.keySet());
    Scenario changed =
        change(
            scenario,
            p -> {
              left.remove(p.path());
              return values.getOrDefault(p.path(), p.value());
            });
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "\""
              + left.first()
              + "\" is no parameter of "
              + scenario.name()
              + "; allowed: "
              + String.join(", ", of(scenario).stream().map(Parameter::path).toList()));
    }
    return changed;
  }

  /** The scenario rebuilt with every parameter as {@code change} says. */
  static Scenario change(Scenario scenario, Change change) {
    return new Rebuild(change).scenario(scenario);
  }

  /** Visits every number of a scenario in the order of the file and builds it anew. */
  private record Rebuild(Change change) {
    Scenario scenario(Scenario s) {
      return new Scenario(
          s.name(),
          s.title(),
          s.question(),
          s.source(),
          each("parties", s.parties(), this::party),
          each("thirdParties", s.thirdParties(), this::thirdParty),
          s.objectives(),
          each("steps", s.steps(), this::step),
          each("jointSteps", s.jointSteps(), this::jointStep),
          s.phases(),
          s.sequencing(),
          s.granularity(),
          new Timetable(
              number("timetable.survival", s.timetable().survival(), LEAST_SURVIVAL, 1),
              s.timetable().deadline()),
          trust(s.trust()),
          climates(s),
          hazards(s),
          s.drift().map(d -> new Drift(d.party(), amount("drift.growth", d.growth()), d.levels())),
          s.start(),
          s.context(),
          s.shocks(),
          s.notes());
    }

    private interface Part<T> {
      T at(String path, T part);
    }

    private static <T> Map<String, T> each(String path, Map<String, T> map, Part<T> part) {
      Map<String, T> changed = new LinkedHashMap<>();
      map.forEach((id, value) -> changed.put(id, part.at(path + "." + id, value)));
      return changed;
    }

    private Party party(String path, Party p) {
      return new Party(
          p.name(),
          p.label(),
          number(path + ".patience", p.patience(), 0, MOST_PATIENCE),
          number(path + ".temptation", p.temptation(), Double.NEGATIVE_INFINITY, INFINITY),
          amount(path + ".statusQuoCost", p.statusQuoCost()),
          each(path + ".weight", p.weight(), this::amount));
    }

    private ThirdParty thirdParty(String path, ThirdParty p) {
      return new ThirdParty(
          p.name(),
          p.label(),
          number(path + ".patience", p.patience(), 0, MOST_PATIENCE),
          amount(path + ".statusQuoCost", p.statusQuoCost()),
          each(path + ".weight", p.weight(), this::amount),
          each(
              path + ".climatePayoff",
              p.climatePayoff(),
              (at, v) -> number(at, v, Double.NEGATIVE_INFINITY, INFINITY)));
    }

    private Step step(String path, Step s) {
      return new Step(
          s.name(),
          s.by(),
          amount(path + ".cost", s.cost()),
          amount(path + ".benefit", s.benefit()),
          amount(path + ".effort", s.effort()),
          share(path + ".verification", s.verification()),
          share(path + ".reversibility", s.reversibility()),
          share(path + ".approval", s.approval()),
          s.objectives(),
          s.tags());
    }

    private JointStep jointStep(String path, JointStep s) {
      return new JointStep(
          s.name(),
          each(path + ".cost", s.cost(), this::amount),
          each(path + ".benefit", s.benefit(), this::amount),
          s.objectives());
    }

    private Trust trust(Trust trust) {
      double low = trust.levels().get(0);
      double high = trust.levels().get(trust.levels().size() - 1);
      if (trust instanceof Trust.Stock t) {
        return new Trust.Stock(
            t.levels(),
            number("trust.initial", t.initial(), low, high),
            share("trust.gain", t.gain()),
            share("trust.snub", t.snub()),
            share("trust.decay", t.decay()),
            share("trust.breach", t.breach()));
      }
      if (trust instanceof Trust.Bayes t) {
        return new Trust.Bayes(
            t.levels(),
            number("trust.initial", t.initial(), low, high),
            t.reciprocator(),
            t.opportunist());
      }
      return new Trust.Fixed(share("trust.initial", trust.initial()));
    }

    private Map<String, Climate> climates(Scenario s) {
      return each(
          "climates",
          s.climates(),
          (path, c) -> {
            double leaving = c.next().values().stream().mapToDouble(Double::doubleValue).sum();
            double room = 1 - leaving - hazardsOf(s, path);
            return new Climate(
                c.name(),
                each(
                    path + ".climatePayoff",
                    c.climatePayoff(),
                    (at, v) -> number(at, v, Double.NEGATIVE_INFINITY, INFINITY)),
                each(path + ".approval", c.approval(), this::share),
                c.implement(),
                c.renege(),
                each(
                    path + ".next",
                    c.next(),
                    (at, v) -> number(at, v, 0, Math.min(1, v + Math.max(0, room)))));
          });
    }

    private static double hazardsOf(Scenario s, String path) {
      if (path.equals("climates." + Scenario.CRISIS)) {
        return 0;
      }
      Hazards h = s.hazards();
      double leadership = path.equals("climates." + Scenario.ENGAGED) ? h.leadership() : 0;
      return h.crisis() + h.crisisOnRenege() + leadership;
    }

    private Hazards hazards(Scenario s) {
      double room = 1;
      double roomEngaged = 1;
      for (Map.Entry<String, Climate> entry : s.climates().entrySet()) {
        double leaving =
            entry.getValue().next().values().stream().mapToDouble(Double::doubleValue).sum();
        double left = 1 - leaving - hazardsOf(s, "climates." + entry.getKey());
        if (!entry.getKey().equals(Scenario.CRISIS)) {
          room = Math.min(room, Math.max(0, left));
        }
        if (entry.getKey().equals(Scenario.ENGAGED)) {
          roomEngaged = Math.max(0, left);
        }
      }
      Hazards h = s.hazards();
      return new Hazards(
          hazard(s, "crisis", h.crisis(), room, Scenario.CRISIS),
          hazard(s, "crisisOnRenege", h.crisisOnRenege(), room, Scenario.CRISIS),
          hazard(s, "leadership", h.leadership(), roomEngaged, Scenario.STRAINED));
    }

    private double hazard(Scenario s, String name, double value, double room, String leadsTo) {
      double high = s.climates().containsKey(leadsTo) ? Math.min(1, value + room) : 0;
      return number("hazards." + name, value, 0, high);
    }

    private double share(String path, double value) {
      return number(path, value, 0, 1);
    }

    private double amount(String path, double value) {
      return number(path, value, 0, INFINITY);
    }

    private double number(String path, double value, double low, double high) {
      return change.of(new Parameter(path, value, low, high));
    }
  }
}
