package thaw.solver.design;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import thaw.model.Design;
import thaw.model.Design.Before;
import thaw.model.Design.EveryPhase;
import thaw.model.Design.Joint;
import thaw.model.JointStep;
import thaw.model.Phase;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.Step;

/**
 * All roadmaps that a design admits, by number.
 *
 * <p>A roadmap puts every step into one of K phases. Where both parties act in every phase there
 * are Σ_K K!S(n₁,K)·K!S(n₂,K) ways for n₁ and n₂ steps; where either may pause, Σ_K K!S(n₁+n₂,K),
 * the ordered set partitions of all steps (Fubini numbers; S: Stirling numbers of the second kind).
 * Joint steps that may go anywhere multiply this by K for each.
 *
 * <p>Two roadmaps compile to the same game if one becomes the other by exchanging steps whose
 * numbers are the same, or if their sequencings do not differ at that number of phases; one of them
 * stands for all.
 */
public final class RoadmapSpace {
  /** More roadmaps than this are not enumerated but drawn at random. */
  static final int MOST_ENUMERATED = 2_000_000;

  /** Draws per roadmap asked for, after which a sample is as large as it gets. */
  private static final int DRAWS = 20;

  private static final long SEED = 1;

  /** Roadmaps with one sequencing, granularity and number of phases. */
  private record Block(
      Sequencing sequencing,
      int granularity,
      int phases,
      List<Surjections> placements,
      BigInteger size) {}

  /**
   * The roadmaps to examine.
   *
   * @param plans one for each game, the scenario's own first
   * @param ownAdmitted whether the scenario's own roadmap is one of the design
   * @param size number of roadmaps before {@code before} and merging
   * @param admitted those that respect {@code before}; empty if they were not all enumerated
   * @param games different games among these; empty if they were not all enumerated
   * @param complete whether {@code plans} holds them all
   */
  public record Selection(
      List<Plan> plans,
      boolean ownAdmitted,
      BigInteger size,
      Optional<Integer> admitted,
      Optional<Integer> games,
      boolean complete) {
    public Selection {
      plans = List.copyOf(plans);
    }
  }

  private final Scenario scenario;
  private final Design design;
  private final List<List<String>> steps = new ArrayList<>();
  private final List<String> joint;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<String, Integer> classOf = new LinkedHashMap<>();

  private RoadmapSpace(Scenario scenario, Design design) {
    this.scenario = scenario;
    this.design = design;
    for (String party : scenario.partyIds()) {
      steps.add(
          scenario.steps().entrySet().stream()
              .filter(e -> e.getValue().by().equals(party))
              .map(Map.Entry::getKey)
              .toList());
    }
    joint = List.copyOf(scenario.jointSteps().keySet());
    classify();
    for (Sequencing sequencing : design.sequencing()) {
      for (int granularity : design.granularity()) {
        int most = Math.min(design.mostPhases(), mostPhases());
        if (sequencing instanceof Sequencing.AllAtOnce) {
          most = Math.min(most, 1);
        }
        for (int k = design.leastPhases(); k <= most; k++) {
          Block block = block(sequencing, granularity, k);
          if (block.size().signum() > 0) {
            blocks.add(block);
          }
        }
      }
    }
  }

  /**
   * The roadmaps that {@code design} admits for the steps of {@code scenario}.
   *
   * @throws IllegalArgumentException if the design does not fit the scenario
   */
  public static RoadmapSpace of(Scenario scenario, Design design) {
    design
        .misfits(scenario)
        .forEach(
            misfit -> {
              throw new IllegalArgumentException(
                  misfit.message() + "; allowed: " + misfit.allowed());
            });
    return new RoadmapSpace(scenario, design);
  }

  private int mostPhases() {
    int first = steps.get(0).size();
    int second = steps.get(1).size();
    return design.everyPhase() == EveryPhase.BOTH ? Math.min(first, second) : first + second;
  }

  private Block block(Sequencing sequencing, int granularity, int phases) {
    List<Surjections> placements = new ArrayList<>();
    if (design.everyPhase() == EveryPhase.BOTH) {
      steps.forEach(of -> placements.add(new Surjections(of.size(), phases)));
    } else {
      placements.add(new Surjections(steps.get(0).size() + steps.get(1).size(), phases));
    }
    BigInteger size = BigInteger.ONE;
    for (Surjections placement : placements) {
      size = size.multiply(placement.count());
    }
    if (design.joint() == Joint.ANYWHERE) {
      size = size.multiply(BigInteger.valueOf(phases).pow(joint.size()));
    }
    return new Block(sequencing, granularity, phases, placements, size);
  }

  /** The number of roadmaps, those that {@code before} forbids and duplicates included. */
  public BigInteger size() {
    return blocks.stream().map(Block::size).reduce(BigInteger.ZERO, BigInteger::add);
  }

  /**
   * The roadmap of a number.
   *
   * @param number from 0 to {@link #size()} − 1
   * @throws IllegalArgumentException if there is none of that number
   */
  public Plan at(BigInteger number) {
    BigInteger left = number;
    for (Block block : blocks) {
      if (left.signum() >= 0 && left.compareTo(block.size()) < 0) {
        return plan(block, left);
      }
      left = left.subtract(block.size());
    }
    throw new IllegalArgumentException(
        "roadmap " + number + "; allowed: 0 to " + size().subtract(BigInteger.ONE));
  }

  private Plan plan(Block block, BigInteger number) {
    BigInteger left = number;
    int[] jointPhase = new int[joint.size()];
    BigInteger phases = BigInteger.valueOf(block.phases());
    for (int j = 0; j < jointPhase.length; j++) {
      if (design.joint() == Joint.ANYWHERE) {
        BigInteger[] parts = left.divideAndRemainder(phases);
        jointPhase[j] = parts[1].intValue();
        left = parts[0];
      } else {
        jointPhase[j] = kept(joint.get(j), block.phases());
      }
    }
    List<int[]> placed = new ArrayList<>();
    for (Surjections placement : block.placements()) {
      BigInteger[] parts = left.divideAndRemainder(placement.count());
      placed.add(placement.at(parts[1]));
      left = parts[0];
    }
    if (placed.size() == 1) {
      int[] all = placed.get(0);
      int first = steps.get(0).size();
      placed = List.of(Arrays.copyOf(all, first), Arrays.copyOfRange(all, first, all.length));
    }
    List<Phase> list = new ArrayList<>();
    for (int k = 0; k < block.phases(); k++) {
      Map<String, List<String>> of = new LinkedHashMap<>();
      for (int i = 0; i < 2; i++) {
        of.put(scenario.partyIds().get(i), in(k, steps.get(i), placed.get(i)));
      }
      list.add(new Phase(of, in(k, joint, jointPhase)));
    }
    return plan(block.sequencing(), block.granularity(), list);
  }

  private static List<String> in(int phase, List<String> ids, int[] placed) {
    List<String> here = new ArrayList<>();
    for (int n = 0; n < placed.length; n++) {
      if (placed[n] == phase) {
        here.add(ids.get(n));
      }
    }
    return here;
  }

  /** Phase k of K becomes ⌈k·K'/K⌉ of K'. */
  private int kept(String id, int phases) {
    int of = scenario.phases().size();
    for (int k = 1; k <= of; k++) {
      if (scenario.phases().get(k - 1).joint().contains(id)) {
        return (k * phases + of - 1) / of - 1;
      }
    }
    throw new IllegalArgumentException("joint step \"" + id + "\" is in no phase");
  }

  Plan plan(Sequencing sequencing, int granularity, List<Phase> phases) {
    return new Plan(sequencing, granularity, phases, notation(phases));
  }

  // ---- which to examine -------------------------------------------------------------------------

  /** The scenario's own roadmap. */
  Plan own() {
    return plan(scenario.sequencing(), scenario.granularity(), scenario.phases());
  }

  /**
   * All roadmaps, one for each game; or a random sample, always the same, where that is more than
   * the design's limit.
   */
  public Selection select() {
    Map<String, Plan> plans = new LinkedHashMap<>();
    Plan own = own();
    String ownKey = key(own);
    plans.put(ownKey, own);
    BigInteger size = size();
    if (size.bitLength() < Integer.SIZE && size.intValueExact() <= MOST_ENUMERATED) {
      int admitted = 0;
      boolean ownAdmitted = false;
      for (int n = 0; n < size.intValueExact(); n++) {
        Plan plan = at(BigInteger.valueOf(n));
        if (respectsOrder(plan)) {
          String key = key(plan);
          admitted++;
          ownAdmitted |= key.equals(ownKey);
          plans.putIfAbsent(key, plan);
        }
      }
      int games = plans.size() - (ownAdmitted ? 0 : 1);
      boolean complete = games <= design.limit();
      return new Selection(
          complete ? List.copyOf(plans.values()) : sample(own, List.copyOf(plans.values())),
          ownAdmitted,
          size,
          Optional.of(admitted),
          Optional.of(games),
          complete);
    }
    Random random = new Random(SEED);
    long draws = (long) DRAWS * design.limit();
    for (long n = 0; n < draws && plans.size() <= design.limit(); n++) {
      Plan plan = at(below(size, random));
      if (respectsOrder(plan)) {
        plans.putIfAbsent(key(plan), plan);
      }
    }
    return new Selection(
        List.copyOf(plans.values()),
        isMember(own),
        size,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private List<Plan> sample(Plan own, List<Plan> all) {
    List<Plan> others = new ArrayList<>(all.subList(1, all.size()));
    Collections.shuffle(others, new Random(SEED));
    List<Plan> sample = new ArrayList<>(List.of(own));
    sample.addAll(others.subList(0, Math.min(others.size(), design.limit())));
    return sample;
  }

  private static BigInteger below(BigInteger bound, Random random) {
    BigInteger number = new BigInteger(bound.bitLength(), random);
    while (number.compareTo(bound) >= 0) {
      number = new BigInteger(bound.bitLength(), random);
    }
    return number;
  }

  /** Whether a roadmap is one of the design's, without enumerating them. */
  private boolean isMember(Plan plan) {
    int k = plan.phases().size();
    boolean everyPhase =
        plan.phases().stream()
            .allMatch(
                p ->
                    design.everyPhase() == EveryPhase.BOTH
                        ? p.steps().values().stream().noneMatch(List::isEmpty)
                        : p.steps().values().stream().anyMatch(s -> !s.isEmpty()));
    return everyPhase
        && k >= design.leastPhases()
        && k <= design.mostPhases()
        && design.sequencing().contains(plan.sequencing())
        && design.granularity().contains(plan.granularity())
        && respectsOrder(plan);
  }

  /** Whether every step that has to come before another is in an earlier phase. */
  boolean respectsOrder(Plan plan) {
    for (Before before : design.before()) {
      if (time(plan, before.first()) >= time(plan, before.then())) {
        return false;
      }
    }
    return true;
  }

  private int time(Plan plan, String id) {
    if (plan.sequencing() instanceof Sequencing.AllAtOnce) {
      return 0;
    }
    String by = scenario.step(id).by();
    boolean second =
        plan.sequencing() instanceof Sequencing.First first && !first.party().equals(by);
    for (int k = 0; k < plan.phases().size(); k++) {
      if (plan.phases().get(k).steps().getOrDefault(by, List.of()).contains(id)) {
        return second ? plan.phases().size() + k : k;
      }
    }
    throw new IllegalArgumentException("step \"" + id + "\" is in no phase");
  }

  // ---- which are the same game
  // --------------------------------------------------------------------

  /** Steps with the same numbers are of one class; tags and names do not matter. */
  private void classify() {
    List<Object> kinds = new ArrayList<>();
    for (Map.Entry<String, Step> entry : scenario.steps().entrySet()) {
      Step s = entry.getValue();
      classOf.put(
          entry.getKey(),
          classOf(
              kinds,
              List.of(
                  s.by(),
                  s.cost(),
                  s.benefit(),
                  s.effort(),
                  s.verification(),
                  s.reversibility(),
                  s.approval(),
                  s.objectives())));
    }
    for (Map.Entry<String, JointStep> entry : scenario.jointSteps().entrySet()) {
      JointStep s = entry.getValue();
      classOf.put(entry.getKey(), classOf(kinds, List.of(s.cost(), s.benefit(), s.objectives())));
    }
  }

  private static int classOf(List<Object> kinds, Object numbers) {
    if (!kinds.contains(numbers)) {
      kinds.add(numbers);
    }
    return kinds.indexOf(numbers);
  }

  /** The same for roadmaps that compile to the same game. */
  String key(Plan plan) {
    List<Phase> phases = plan.phases();
    Sequencing sequencing = plan.sequencing();
    if (sequencing instanceof Sequencing.AllAtOnce) {
      sequencing = new Sequencing.Parallel(1);
      Map<String, List<String>> all = new LinkedHashMap<>();
      for (int i = 0; i < 2; i++) {
        all.put(scenario.partyIds().get(i), steps.get(i));
      }
      phases = List.of(new Phase(all, joint));
    }
    if (sequencing instanceof Sequencing.Parallel parallel
        && parallel.lead() >= phases.size() * plan.granularity()) {
      sequencing = new Sequencing.Free();
    }
    StringBuilder key = new StringBuilder().append(sequencing).append(plan.granularity());
    for (Phase phase : phases) {
      key.append('|');
      for (String party : scenario.partyIds()) {
        key.append(classes(phase.steps().getOrDefault(party, List.of())));
      }
      key.append(classes(phase.joint()));
    }
    return key.toString();
  }

  private List<Integer> classes(List<String> ids) {
    return ids.stream().map(id -> classOf.getOrDefault(id, -1)).sorted().toList();
  }

  // ---- in short ---------------------------------------------------------------------------------

  private String notation(List<Phase> phases) {
    List<String> parts = new ArrayList<>();
    for (Phase phase : phases) {
      List<String> symbols = new ArrayList<>();
      for (String party : scenario.partyIds()) {
        phase.steps().getOrDefault(party, List.of()).stream()
            .map(this::symbol)
            .sorted(Comparator.comparingInt(String::length).thenComparing(s -> s))
            .forEach(symbols::add);
      }
      if (design.joint() == Joint.ANYWHERE) {
        phase.joint().stream().map(this::symbol).forEach(symbols::add);
      }
      boolean separate = symbols.stream().anyMatch(s -> s.length() > 1);
      parts.add(String.join(separate ? "," : "", symbols));
    }
    return String.join("|", parts);
  }

  /** The sign of a step or joint step in notations: 1, 2 …; a, b …; A, B …. */
  public String symbol(String id) {
    int number = steps.get(0).indexOf(id);
    if (number >= 0) {
      return Integer.toString(number + 1);
    }
    number = steps.get(1).indexOf(id);
    return number >= 0 ? letter(number, 'a') : letter(joint.indexOf(id), 'A');
  }

  private static String letter(int number, char first) {
    int letters = 'z' - 'a' + 1;
    String last = Character.toString((char) (first + number % letters));
    return number < letters ? last : letter(number / letters - 1, first) + last;
  }
}
