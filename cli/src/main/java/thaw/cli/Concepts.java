package thaw.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The solution concepts by name. */
final class Concepts {
  private static final Map<String, Concept> BY_NAME = byName();

  private Concepts() {}

  private static Map<String, Concept> byName() {
    Map<String, Concept> all = new LinkedHashMap<>();
    all.put("nash", new NashConcept());
    all.put("correlated", new CorrelatedConcept());
    all.put("minmax", new MinmaxConcept());
    all.put("spe", new SpeConcept());
    all.put("markov", new MarkovConcept());
    all.put("qre", new QreConcept());
    all.put("transfers", new TransfersConcept());
    all.put("public-monitoring", new MonitoringConcept());
    return Collections.unmodifiableMap(all);
  }

  static boolean has(String name) {
    return BY_NAME.containsKey(name);
  }

  /**
   * The concept of that name.
   *
   * @throws Refused if there is none
   */
  static Concept named(String name) throws Refused {
    Concept concept = BY_NAME.get(name);
    if (concept == null) {
      throw new Refused(
          "concept is \"" + name + "\"; allowed: " + String.join(", ", BY_NAME.keySet()));
    }
    return concept;
  }

  /** For completion and help. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(List.copyOf(BY_NAME.keySet()));
    }
  }
}
