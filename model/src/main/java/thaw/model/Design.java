package thaw.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which roadmaps to compare, and by what: the optional part {@code design} of a scenario.
 *
 * @param leastPhases fewest phases of a roadmap, 1 or more
 * @param mostPhases most phases, {@code leastPhases} or more
 * @param everyPhase who has a step in every phase
 * @param joint where joint steps go
 * @param before steps that have to come in an earlier phase than others
 * @param granularity numbers of equal parts that phases are split into, each 1 or more; not empty
 * @param sequencing who may implement when; not empty
 * @param criteria by what roadmaps are ranked; not empty
 * @param patience the interval of δ, common to both parties, that is searched, within [0, 1)
 * @param precision width of the brackets of critical values, as a share of the searched interval,
 *     in (0, 1)
 * @param ranked how many roadmaps each ranking tells apart at least, 1 or more
 * @param checks how many values below the best critical one every roadmap is tried at again, 0 or
 *     more
 * @param limit the most roadmaps that are examined; of more, a random sample is, 1 or more
 */
public record Design(
    int leastPhases,
    int mostPhases,
    EveryPhase everyPhase,
    Joint joint,
    List<Before> before,
    List<Integer> granularity,
    List<Sequencing> sequencing,
    List<Criterion> criteria,
    Interval patience,
    double precision,
    int ranked,
    int checks,
    int limit) {
  /** Phases that a design may have at most. */
  public static final int MOST_PHASES = 1000;

  public Design {
    Allowed.atLeast("phases.least", leastPhases, 1);
    Allowed.atLeast("phases.most", mostPhases, leastPhases);
    before = List.copyOf(before);
    granularity = List.copyOf(granularity);
    sequencing = List.copyOf(sequencing);
    criteria = List.copyOf(criteria);
    granularity.forEach(g -> Allowed.atLeast("granularity", g, 1));
    if (granularity.isEmpty() || sequencing.isEmpty() || criteria.isEmpty()) {
      throw new IllegalArgumentException(
          "granularity, sequencing and criteria name nothing; allowed: one or more of each");
    }
    if (!(precision > 0 && precision < 1)) {
      throw new IllegalArgumentException(
          "precision is " + precision + "; allowed: more than 0, less than 1");
    }
    Allowed.atLeast("ranked", ranked, 1);
    Allowed.atLeast("checks", checks, 0);
    Allowed.atLeast("limit", limit, 1);
  }

  /** Who takes a step in every phase. */
  public enum EveryPhase {
    /** Both parties: every phase is an exchange. */
    BOTH,
    /** One of them at least. */
    EITHER;

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where joint steps go. */
  public enum Joint {
    /** Where the scenario has them, as a share of the way: phase k of K becomes ⌈k·K'/K⌉ of K'. */
    KEEP,
    /** Into any phase. */
    ANYWHERE;

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By what roadmaps are ranked. */
  public enum Criterion {
    /** Whether the roadmap is self-enforcing in the scenario as it is. */
    TODAY,
    /** Least patience, common to both parties, at which the roadmap is self-enforcing. */
    PATIENCE,
    /** Least trust at the start. */
    TRUST,
    /** Least verification, as a multiple of today's that is common to all steps. */
    VERIFICATION,
    /** Largest sum and largest Nash product of gains over freezing in equilibrium. */
    WELFARE;

    /** The word in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A step that comes in an earlier phase than another. */
  public record Before(String first, String then) {}

  /** From {@code from} to {@code to}. */
  public record Interval(double from, double to) {
    public Interval {
      if (!(from >= 0 && from < to && to < 1)) {
        throw new IllegalArgumentException(
            "from " + from + " to " + to + "; allowed: 0 or more, rising, less than 1");
      }
    }
  }

  /**
   * What a scenario without the part {@code design} asks for: its own sequencing and granularity,
   * both parties in every phase, joint steps kept, all criteria.
   */
  public static Design standard(Scenario scenario) {
    return new Design(
        1,
        MOST_PHASES,
        EveryPhase.BOTH,
        Joint.KEEP,
        List.of(),
        List.of(scenario.granularity()),
        List.of(scenario.sequencing()),
        List.of(Criterion.values()),
        new Interval(0.5, 0.95),
        0.02,
        10,
        1,
        25_000);
  }

  /** This design with other criteria. */
  public Design withCriteria(List<Criterion> value) {
    return new Design(
        leastPhases,
        mostPhases,
        everyPhase,
        joint,
        before,
        granularity,
        sequencing,
        value,
        patience,
        precision,
        ranked,
        checks,
        limit);
  }

  /** What does not fit the scenario: unknown steps or parties, steps before themselves. */
  public List<Inconsistency> misfits(Scenario scenario) {
    List<Inconsistency> found = new ArrayList<>();
    String steps = String.join(", ", scenario.steps().keySet());
    for (int k = 0; k < before.size(); k++) {
      List<String> pair = List.of(before.get(k).first(), before.get(k).then());
      for (int n = 0; n < 2; n++) {
        if (!scenario.steps().containsKey(pair.get(n))) {
          found.add(
              new Inconsistency(
                  "before[" + k + "][" + n + "]",
                  "step \"" + pair.get(n) + "\" is not defined",
                  steps));
        }
      }
    }
    if (found.isEmpty() && isCircular(scenario.steps())) {
      found.add(new Inconsistency("before", "the steps go round in a circle", "orders without"));
    }
    for (int k = 0; k < sequencing.size(); k++) {
      if (sequencing.get(k) instanceof Sequencing.First first
          && !scenario.parties().containsKey(first.party())) {
        found.add(
            new Inconsistency(
                "sequencing[" + k + "].party",
                "\"" + first.party() + "\" is not defined",
                String.join(", ", scenario.partyIds())));
      }
    }
    scenario
        .start()
        .progress()
        .forEach(
            (party, phases) -> {
              if (phases > 0) {
                found.add(
                    new Inconsistency(
                        "",
                        "start.progress." + party + " is " + phases,
                        "0: a roadmap is designed from its beginning"));
              }
            });
    return List.copyOf(found);
  }

  /** Takes away steps that nothing has to precede until none is left, or none can go. */
  private boolean isCircular(Map<String, Step> steps) {
    List<String> left = new ArrayList<>(steps.keySet());
    boolean moved = true;
    while (moved) {
      moved =
          left.removeIf(
              id ->
                  before.stream().noneMatch(b -> b.then().equals(id) && left.contains(b.first())));
    }
    return !left.isEmpty();
  }
}
