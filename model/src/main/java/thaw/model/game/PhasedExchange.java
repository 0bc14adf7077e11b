package thaw.model.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import thaw.model.Climate;
import thaw.model.Context;
import thaw.model.Drift;
import thaw.model.Party;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.Trust;

/**
 * The phased exchange as a stochastic game: compiles a scenario into the sparse game that the
 * solvers read, holding the states that can be reached from the scenario's start under any play.
 *
 * <p>States are positions (p_1, p_2, τ, c), with the drift of an arsenal and the period before a
 * deadline where the scenario has them. Actions are implement, hold and renege, where they exist.
 * The parts of this class follow the model in order: states, actions, stage payoffs, transitions
 * (docs/model.md).
 */
public final class PhasedExchange {
  /** Take the next phase. */
  public static final String IMPLEMENT = "implement";

  /** Do nothing. */
  public static final String HOLD = "hold";

  /** Undo the latest own phase. */
  public static final String RENEGE = "renege";

  /** The most states that are compiled; a larger scenario is refused before anything is built. */
  public static final long MOST_STATES = 2_000_000;

  private final Scenario scenario;
  private final Scenario effective;
  private final Roadmap roadmap;
  private final List<Party> parties;
  private final List<Double> trustLevels;
  private final List<String> climateIds;
  private final List<Climate> climates;
  private final double[] discount;
  private final int phases;

  private final List<Position> positions = new ArrayList<>();
  private final Map<Position, Integer> index = new HashMap<>();
  private final Transition initial;
  private final Game game;

  private PhasedExchange(Scenario scenario) {
    this.scenario = scenario;
    effective = Context.applyAll(scenario);
    roadmap = Roadmap.of(effective);
    parties = List.copyOf(effective.parties().values());
    trustLevels = effective.trust().levels();
    climateIds = List.copyOf(effective.climates().keySet());
    climates = List.copyOf(effective.climates().values());
    phases = roadmap.size();
    discount =
        parties.stream()
            .mapToDouble(p -> p.patience() * effective.timetable().survival())
            .toArray();
    initial = initialLottery();
    List<State> states = new ArrayList<>();
    for (int s = 0; s < positions.size(); s++) {
      states.add(state(positions.get(s))); // finds further positions, which the loop then reaches
    }
    List<String> labels = parties.stream().map(Party::label).toList();
    game = new Game(scenario.name(), labels, discount, states);
  }

  /**
   * Compiles a scenario, its context factors and shocks applied first.
   *
   * @param scenario two parties
   * @return the game that the solvers read, with what each of its states means
   * @throws IllegalArgumentException if a context factor or shock is unknown or finds nothing to
   *     act on, progress at the start exceeds the number of phases, a climate is left with a
   *     probability above 1, or the game is larger than {@link #MOST_STATES}
   */
  public static PhasedExchange compile(Scenario scenario) {
    long bound = sizeBound(scenario);
    if (bound > MOST_STATES) {
      throw new IllegalArgumentException(
          "the game has up to "
              + bound
              + " states; allowed: "
              + MOST_STATES
              + " (fewer phases, granularity, trust levels, drift levels or an earlier deadline)");
    }
    return new PhasedExchange(scenario);
  }

  /**
   * An upper bound on the number of states, computed before anything is built.
   *
   * @param scenario what would be compiled
   * @return states, 1 or more
   */
  public static long sizeBound(Scenario scenario) {
    long merged =
        scenario.sequencing() instanceof Sequencing.AllAtOnce ? 1 : scenario.phases().size();
    double k = (double) merged * scenario.granularity() + 1;
    double bound =
        k
            * k
            * scenario.trust().levels().size()
            * scenario.climates().size()
            * (scenario.drift().map(d -> (double) d.levels()).orElse(0.0) + 1)
            * ((double) scenario.timetable().deadline().orElse(0) + 1);
    return (long) Math.min(bound, Long.MAX_VALUE);
  }

  // ---- what the solvers ask -------------------------------------------------------------------

  /**
   * The scenario as given.
   *
   * @return with its context factors and shocks listed, not applied
   */
  public Scenario scenario() {
    return scenario;
  }

  /**
   * The scenario with its context factors and shocks applied.
   *
   * @return the scenario that was compiled; it lists no factors and no shocks
   */
  public Scenario effective() {
    return effective;
  }

  /**
   * The phases as played: merged for a package, split by granularity.
   *
   * @return the roadmap of the effective scenario
   */
  public Roadmap roadmap() {
    return roadmap;
  }

  /**
   * The stochastic game of the exchange.
   *
   * @return two players in the order of the parties; discount factors are patience times survival
   */
  public Game game() {
    return game;
  }

  /**
   * Where the exchange starts: initial trust between two levels is split between them.
   *
   * @return a lottery over states
   */
  public Transition initial() {
    return initial;
  }

  /**
   * How many states can be reached from the start.
   *
   * @return 1 or more
   */
  public int stateCount() {
    return positions.size();
  }

  /**
   * What a state stands for: progress, trust, climate, time.
   *
   * @param state its index, from 0
   * @return its position
   */
  public Position position(int state) {
    return positions.get(state);
  }

  /**
   * The state at a position.
   *
   * @param position progress, trust, climate, time
   * @return its index; empty if it cannot be reached from the start
   */
  public OptionalInt stateAt(Position position) {
    Integer state = index.get(position);
    return state == null ? OptionalInt.empty() : OptionalInt.of(state);
  }

  /**
   * The states that differ from a state in trust alone, itself among them.
   *
   * @param state its index
   * @return their indices by trust, increasing; without those that cannot be reached from the start
   */
  public SortedMap<Double, Integer> statesByTrust(int state) {
    Position here = position(state);
    List<Double> levels = effective.trust().levels();
    SortedMap<Double, Integer> states = new TreeMap<>();
    for (int level = 0; level < levels.size(); level++) {
      Position there =
          new Position(
              here.progress1(),
              here.progress2(),
              level,
              here.climate(),
              here.drift(),
              here.period());
      double trust = levels.get(level);
      stateAt(there).ifPresent(found -> states.put(trust, found));
    }
    return states;
  }

  /**
   * Trust τ at a state.
   *
   * @param state its index
   * @return in [0, 1]
   */
  public double trust(int state) {
    return trustLevels.get(positions.get(state).trustLevel());
  }

  /**
   * The climate at a state.
   *
   * @param state its index
   * @return its name in the scenario's file
   */
  public String climateId(int state) {
    return climateIds.get(positions.get(state).climate());
  }

  /**
   * The profile in which both hold.
   *
   * @param state its index
   * @return the profile's index there
   */
  public int holdProfile(int state) {
    State here = game.state(state);
    return here.profile(
        here.findAction(0, HOLD).orElseThrow(), here.findAction(1, HOLD).orElseThrow());
  }

  /**
   * Whether both parties have implemented every phase.
   *
   * @param state its index
   * @return true at the settlement
   */
  public boolean settled(int state) {
    return settled(positions.get(state));
  }

  /**
   * Whether anyone implements.
   *
   * @param state its index
   * @param profile the profile's index there
   * @return true if at least one party does
   */
  public boolean implementing(int state, int profile) {
    return game.state(state).labels(profile).contains(IMPLEMENT);
  }

  // ---- states ---------------------------------------------------------------------------------

  private int indexOf(Position x) {
    Integer known = index.get(x);
    if (known != null) {
      return known;
    }
    index.put(x, positions.size());
    positions.add(x);
    return positions.size() - 1;
  }

  private boolean settled(Position x) {
    return x.progress1() == phases && x.progress2() == phases;
  }

  private Transition initialLottery() {
    int[] progress = new int[2];
    for (int i = 0; i < 2; i++) {
      progress[i] = effective.start().progressOf(effective.partyIds().get(i));
      if (progress[i] > phases) {
        throw new IllegalArgumentException(
            "start.progress."
                + effective.partyIds().get(i)
                + " is "
                + progress[i]
                + "; allowed: 0 to "
                + phases);
      }
    }
    int climate = climateIds.indexOf(effective.start().climate());
    Lottery lottery = new Lottery();
    split(effective.trust().initial())
        .forEach(
            (level, p) ->
                lottery.add(
                    indexOf(new Position(progress[0], progress[1], level, climate, 0, 0)), p));
    return lottery.transition();
  }

  private String stateName(Position x) {
    StringBuilder name =
        new StringBuilder()
            .append(parties.get(0).label())
            .append(' ')
            .append(x.progress1())
            .append(", ")
            .append(parties.get(1).label())
            .append(' ')
            .append(x.progress2())
            .append(", trust ")
            .append(trustLevels.get(x.trustLevel()))
            .append(", ")
            .append(climateIds.get(x.climate()));
    if (effective.drift().isPresent()) {
      name.append(", drift ").append(x.drift());
    }
    if (effective.timetable().deadline().isPresent()) {
      name.append(", period ").append(x.period());
    }
    return name.toString();
  }

  private State state(Position x) {
    List<List<String>> actions = List.of(actions(x, 0), actions(x, 1));
    int count = actions.get(0).size() * actions.get(1).size();
    double[] payoffs = new double[2 * count];
    Transition[] transitions = new Transition[count];
    int profile = 0;
    for (String action1 : actions.get(0)) {
      for (String action2 : actions.get(1)) {
        String[] chosen = {action1, action2};
        double[] payoff = payoff(x, chosen);
        payoffs[2 * profile] = payoff[0];
        payoffs[2 * profile + 1] = payoff[1];
        transitions[profile++] = transition(x, chosen);
      }
    }
    return State.of(stateName(x), actions, payoffs, transitions);
  }

  // ---- actions --------------------------------------------------------------------------------

  private List<String> actions(Position x, int party) {
    List<String> actions = new ArrayList<>();
    if (mayImplement(x, party)) {
      actions.add(IMPLEMENT);
    }
    actions.add(HOLD);
    if (x.progress(party) > 0 && climates.get(x.climate()).renege()) {
      actions.add(RENEGE);
    }
    return actions;
  }

  private boolean mayImplement(Position x, int party) {
    return hasNext(x, party) && (alone(x, party) || (hasNext(x, 1 - party) && together(x, party)));
  }

  /** Whether the party has a next phase that climate and deadline permit. */
  private boolean hasNext(Position x, int party) {
    OptionalInt deadline = effective.timetable().deadline();
    return x.progress(party) < phases
        && climates.get(x.climate()).implement()
        && (deadline.isEmpty() || x.period() < deadline.getAsInt());
  }

  /** Whether sequencing lets the party take its next phase without the other's. */
  private boolean alone(Position x, int party) {
    return permits(x, party, x.progress(1 - party));
  }

  /** Whether sequencing lets the party take its next phase if the other takes its own with it. */
  private boolean together(Position x, int party) {
    return permits(x, party, x.progress(1 - party) + 1);
  }

  private boolean permits(Position x, int party, int others) {
    return effective
        .sequencing()
        .permits(effective.partyIds().get(party), x.progress(party), others, phases);
  }

  // ---- stage payoffs --------------------------------------------------------------------------

  /**
   * flow_i(x) of both parties: what a period brings before actions.
   *
   * @param x a position; it need not be reached from the start
   * @return one entry per party, in the payoff units of the scenario per period, not discounted
   * @throws IndexOutOfBoundsException if progress exceeds the number of phases, or there is no such
   *     trust level or climate
   */
  public double[] flow(Position x) {
    double trust = trustLevels.get(x.trustLevel());
    double unresolved = 1 - (x.progress1() + x.progress2()) / (2.0 * phases);
    double[] flow = new double[2];
    for (int i = 0; i < 2; i++) {
      for (int k = 1; k <= x.progress(1 - i); k++) {
        Roadmap.Part others = roadmap.part(k, 1 - i);
        flow[i] += others.verifiedBenefit() + others.unverifiedBenefit() * trust;
      }
      for (int k = 1; k <= x.progress(i); k++) {
        flow[i] -= roadmap.part(k, i).cost();
      }
      for (int k = 1; k <= Math.min(x.progress1(), x.progress2()); k++) {
        flow[i] += roadmap.joint(k).net()[i];
      }
      flow[i] += roadmap.objectivesValue(parties.get(i), x.progress1(), x.progress2());
      flow[i] -= parties.get(i).statusQuoCost() * unresolved;
      flow[i] += climates.get(x.climate()).payoff(effective.partyIds().get(i));
    }
    return flow;
  }

  private double[] payoff(Position x, String[] chosen) {
    double[] payoff = flow(x);
    double[] succeeds = successProbabilities(x, chosen);
    for (int i = 0; i < 2; i++) {
      switch (chosen[i]) {
        case IMPLEMENT -> {
          Roadmap.Part part = roadmap.part(x.progress(i) + 1, i);
          payoff[i] -= part.effort() + succeeds[i] * extraCostOfDrift(x, i, part);
        }
        case RENEGE ->
            payoff[i] += parties.get(i).temptation() + roadmap.part(x.progress(i), i).cost();
        default -> {}
      }
    }
    return payoff;
  }

  /**
   * What waiting has added to the price of the party's next phase: ((1+g)^d − 1) times its effort
   * and its running cost capitalised, paid once, so that no state has to remember past prices.
   */
  private double extraCostOfDrift(Position x, int party, Roadmap.Part part) {
    if (effective.drift().isEmpty() || x.drift() == 0) {
      return 0;
    }
    Drift drift = effective.drift().get();
    if (!effective.partyIds().get(party).equals(drift.party())) {
      return 0;
    }
    double factor = Math.pow(1 + drift.growth(), x.drift()) - 1;
    return factor * (part.effort() + part.cost() / (1 - discount[party]));
  }

  // ---- transitions ----------------------------------------------------------------------------

  private Transition transition(Position x, String[] chosen) {
    Trust.Signal signal = signal(chosen);
    SortedMap<Integer, Double> levels = trustAfter(x, signal);
    double[] climateAfter = climateAfter(x, signal);
    double[] moves = {moveProbability(x, chosen, 0), moveProbability(x, chosen, 1)};
    int drift = driftAfter(x, signal);
    int period = Math.min(x.period() + 1, effective.timetable().deadline().orElse(0));
    Lottery lottery = new Lottery();
    for (int outcome = 0; outcome < 4; outcome++) {
      boolean moves1 = (outcome & 1) != 0;
      boolean moves2 = (outcome & 2) != 0;
      double p = (moves1 ? moves[0] : 1 - moves[0]) * (moves2 ? moves[1] : 1 - moves[1]);
      if (p == 0) {
        continue;
      }
      int progress1 =
          x.progress1() + (moves1 && takesEffect(x, chosen, 0, moves2) ? step(chosen[0]) : 0);
      int progress2 =
          x.progress2() + (moves2 && takesEffect(x, chosen, 1, moves1) ? step(chosen[1]) : 0);
      for (Map.Entry<Integer, Double> level : levels.entrySet()) {
        for (int c = 0; c < climateAfter.length; c++) {
          double q = p * level.getValue() * climateAfter[c];
          if (q > 0) {
            lottery.add(
                indexOf(new Position(progress1, progress2, level.getKey(), c, drift, period)), q);
          }
        }
      }
    }
    return lottery.transition();
  }

  private static int step(String action) {
    return action.equals(IMPLEMENT) ? 1 : -1;
  }

  /** Probability that an implementation is approved, or an undoing succeeds. */
  private double moveProbability(Position x, String[] chosen, int party) {
    return switch (chosen[party]) {
      case IMPLEMENT ->
          climates.get(x.climate()).approvalOf(effective.partyIds().get(party))
              * roadmap.part(x.progress(party) + 1, party).approval();
      case RENEGE -> roadmap.part(x.progress(party), party).reversibility();
      default -> 0;
    };
  }

  /**
   * Whether a move that got through at home counts: an implementation that sequencing allows only
   * together needs the other's in the same period.
   */
  private boolean takesEffect(Position x, String[] chosen, int party, boolean otherMoves) {
    return !chosen[party].equals(IMPLEMENT)
        || alone(x, party)
        || (chosen[1 - party].equals(IMPLEMENT) && otherMoves);
  }

  private double[] successProbabilities(Position x, String[] chosen) {
    double[] succeeds = new double[2];
    for (int i = 0; i < 2; i++) {
      if (chosen[i].equals(IMPLEMENT)) {
        succeeds[i] = moveProbability(x, chosen, i);
        if (!alone(x, i)) {
          succeeds[i] *= chosen[1 - i].equals(IMPLEMENT) ? moveProbability(x, chosen, 1 - i) : 0;
        }
      }
    }
    return succeeds;
  }

  private static Trust.Signal signal(String[] chosen) {
    List<String> both = List.of(chosen);
    if (both.contains(RENEGE)) {
      return Trust.Signal.BREACHED;
    }
    if (!both.contains(HOLD)) {
      return Trust.Signal.RECIPROCATED;
    }
    return both.contains(IMPLEMENT) ? Trust.Signal.SNUBBED : Trust.Signal.STALLED;
  }

  private SortedMap<Integer, Double> trustAfter(Position x, Trust.Signal signal) {
    if (signal == Trust.Signal.STALLED && settled(x)) {
      return certain(x.trustLevel()); // a completed exchange that is kept is no stall
    }
    return split(effective.trust().after(signal, trustLevels.get(x.trustLevel())));
  }

  /** Trust between two levels, split so that its mean is exact; beyond the levels, the nearest. */
  private SortedMap<Integer, Double> split(double trust) {
    int last = trustLevels.size() - 1;
    if (trust <= trustLevels.get(0)) {
      return certain(0);
    }
    if (trust >= trustLevels.get(last)) {
      return certain(last);
    }
    int above = 1;
    while (trustLevels.get(above) < trust) {
      above++;
    }
    double low = trustLevels.get(above - 1);
    double share = (trust - low) / (trustLevels.get(above) - low);
    if (share == 1) {
      return certain(above);
    }
    SortedMap<Integer, Double> split = new TreeMap<>();
    split.put(above - 1, 1 - share);
    split.put(above, share);
    return split;
  }

  private static SortedMap<Integer, Double> certain(int level) {
    return new TreeMap<>(Map.of(level, 1.0));
  }

  private double[] climateAfter(Position x, Trust.Signal signal) {
    String here = climateIds.get(x.climate());
    double[] next = new double[climates.size()];
    climates.get(x.climate()).next().forEach((id, p) -> next[climateIds.indexOf(id)] += p);
    if (!here.equals(Scenario.CRISIS) && climateIds.contains(Scenario.CRISIS)) {
      double unresolved = 1 - (x.progress1() + x.progress2()) / (2.0 * phases);
      next[climateIds.indexOf(Scenario.CRISIS)] +=
          effective.hazards().crisis() * unresolved
              + (signal == Trust.Signal.BREACHED ? effective.hazards().crisisOnRenege() : 0);
    }
    if (here.equals(Scenario.ENGAGED) && climateIds.contains(Scenario.STRAINED)) {
      next[climateIds.indexOf(Scenario.STRAINED)] += effective.hazards().leadership();
    }
    double leaving = Arrays.stream(next).sum();
    if (leaving > 1 + Transition.SUM_TOLERANCE) {
      throw new IllegalArgumentException(
          "climates." + here + " is left with probability " + leaving + "; allowed: at most 1");
    }
    next[x.climate()] += Math.max(0, 1 - leaving);
    return next;
  }

  private int driftAfter(Position x, Trust.Signal signal) {
    boolean stalled = signal == Trust.Signal.STALLED && !settled(x);
    int most = effective.drift().map(Drift::levels).orElse(0);
    return stalled ? Math.min(x.drift() + 1, most) : x.drift();
  }

  /** Probabilities over states, collected one by one. */
  private static final class Lottery {
    private int[] states = new int[16];
    private double[] probabilities = new double[16];
    private int size;

    void add(int state, double probability) {
      if (size == states.length) {
        states = Arrays.copyOf(states, 2 * size);
        probabilities = Arrays.copyOf(probabilities, 2 * size);
      }
      states[size] = state;
      probabilities[size++] = probability;
    }

    Transition transition() {
      return Transition.of(Arrays.copyOf(states, size), Arrays.copyOf(probabilities, size));
    }
  }
}
