package thaw.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A phased exchange between two parties as a researcher states it; {@code PhasedExchange} compiles
 * it into a game.
 *
 * @param name short, for file names: letters, digits and dashes
 * @param title one line, for reports
 * @param question what the scenario is to answer
 * @param source where it comes from
 * @param parties exactly two, by id, in order
 * @param thirdParties others who have a stake in the exchange, by id; may be empty
 * @param objectives by id; may be empty
 * @param steps by id
 * @param jointSteps by id; may be empty
 * @param phases the roadmap, one or more
 * @param sequencing who may implement when
 * @param granularity number of equal sub-phases each phase is split into, 1 or more
 * @param timetable survival and deadline
 * @param trust how trust moves
 * @param climates by id; contains {@code start.climate}
 * @param hazards what can push the exchange out of its climate
 * @param drift whose steps grow costlier while the exchange stalls, if anyone's
 * @param start where things stand
 * @param context context factors switched on
 * @param shocks stalemate shocks switched on
 * @param notes the reason for each number, by path of the field
 */
public record Scenario(
    String name,
    String title,
    String question,
    String source,
    Map<String, Party> parties,
    Map<String, ThirdParty> thirdParties,
    Map<String, Objective> objectives,
    Map<String, Step> steps,
    Map<String, JointStep> jointSteps,
    List<Phase> phases,
    Sequencing sequencing,
    int granularity,
    Timetable timetable,
    Trust trust,
    Map<String, Climate> climates,
    Hazards hazards,
    Optional<Drift> drift,
    Start start,
    List<Switch> context,
    List<Switch> shocks,
    Map<String, String> notes) {
  /**
   * Id of the climate in which the exchange runs normally; the leadership hazard leads out of it.
   */
  public static final String ENGAGED = "engaged";

  /** Id of the climate that the leadership hazard leads to. */
  public static final String STRAINED = "strained";

  /** Id of the climate that the crisis hazards lead to. */
  public static final String CRISIS = "crisis";

  /**
   * Copies lists and maps, in their order, and checks that the parts fit together.
   *
   * @throws IllegalArgumentException if granularity is below 1, or with the first way in which the
   *     parts do not fit together
   */
  public Scenario {
    parties = Ordered.copyOf(parties);
    thirdParties = Ordered.copyOf(thirdParties);
    objectives = Ordered.copyOf(objectives);
    steps = Ordered.copyOf(steps);
    jointSteps = Ordered.copyOf(jointSteps);
    phases = List.copyOf(phases);
    climates = Ordered.copyOf(climates);
    context = List.copyOf(context);
    shocks = List.copyOf(shocks);
    notes = Ordered.copyOf(notes);
    Allowed.atLeast("granularity", granularity, 1);
    List<Inconsistency> problems =
        Inconsistency.findAll(
            parties,
            thirdParties,
            objectives,
            steps,
            jointSteps,
            phases,
            sequencing,
            climates,
            hazards,
            drift,
            start);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.get(0).toString());
    }
  }

  /**
   * Ids of the two parties, in order.
   *
   * @return two ids
   */
  public List<String> partyIds() {
    return List.copyOf(parties.keySet());
  }

  /**
   * This scenario under another sequencing.
   *
   * @param other who may implement when
   * @return a new scenario; this one stays as it is
   * @throws IllegalArgumentException if it names a party that the scenario does not have
   */
  public Scenario withSequencing(Sequencing other) {
    return withRoadmap(phases, other, granularity);
  }

  /**
   * This scenario with its steps in other phases, under another sequencing.
   *
   * @param otherPhases one or more
   * @param otherSequencing who may implement when
   * @param otherGranularity number of equal sub-phases each phase is split into, 1 or more
   * @return a new scenario; this one stays as it is
   * @throws IllegalArgumentException if granularity is below 1, or phases or sequencing do not fit
   *     the scenario
   */
  public Scenario withRoadmap(
      List<Phase> otherPhases, Sequencing otherSequencing, int otherGranularity) {
    return new Scenario(
        name,
        title,
        question,
        source,
        parties,
        thirdParties,
        objectives,
        steps,
        jointSteps,
        otherPhases,
        otherSequencing,
        otherGranularity,
        timetable,
        trust,
        climates,
        hazards,
        drift,
        start,
        context,
        shocks,
        notes);
  }

  /**
   * This scenario with other context factors and shocks switched on. Their names are not looked up
   * here; {@link Context#applyAll} refuses unknown ones.
   *
   * @param otherContext in the order in which they apply; may be empty
   * @param otherShocks applied after the factors, in their order; may be empty
   * @return a new scenario; this one stays as it is
   */
  public Scenario withSwitches(List<Switch> otherContext, List<Switch> otherShocks) {
    return new Scenario(
        name,
        title,
        question,
        source,
        parties,
        thirdParties,
        objectives,
        steps,
        jointSteps,
        phases,
        sequencing,
        granularity,
        timetable,
        trust,
        climates,
        hazards,
        drift,
        start,
        otherContext,
        otherShocks,
        notes);
  }

  /**
   * The step of that id.
   *
   * @param id its key in the scenario file
   * @return one of {@link #steps()}
   * @throws IllegalArgumentException if there is no step of that id; the message names those there
   *     are
   */
  public Step step(String id) {
    return Ordered.get(steps, id);
  }

  /**
   * The joint step of that id.
   *
   * @param id its key in the scenario file
   * @return one of {@link #jointSteps()}
   * @throws IllegalArgumentException if there is no joint step of that id; the message names those
   *     there are
   */
  public JointStep jointStep(String id) {
    return Ordered.get(jointSteps, id);
  }

  /**
   * The climate of that id.
   *
   * @param id its key in the scenario file
   * @return one of {@link #climates()}
   * @throws IllegalArgumentException if there is no climate of that id; the message names those
   *     there are
   */
  public Climate climate(String id) {
    return Ordered.get(climates, id);
  }

  /**
   * The party of that id.
   *
   * @param id its key in the scenario file
   * @return one of {@link #parties()}
   * @throws IllegalArgumentException if there is no party of that id; the message names those there
   *     are
   */
  public Party party(String id) {
    return Ordered.get(parties, id);
  }

  /**
   * The third party of that id.
   *
   * @param id its key in the scenario file
   * @return one of {@link #thirdParties()}
   * @throws IllegalArgumentException if there is no third party of that id; the message names those
   *     there are
   */
  public ThirdParty thirdParty(String id) {
    return Ordered.get(thirdParties, id);
  }
}
