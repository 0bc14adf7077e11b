package thaw.solver.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.Position;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.Roadmap;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.PublicAutomaton;

/**
 * How good verification has to be for a roadmap to hold although a party may secretly not comply:
 * per phase, the smallest probability q of detecting a violation at which compliance can be
 * sustained.
 *
 * <p>After phase k both parties have implemented phases 1 to k, and the relationship is a repeated
 * game. Each period a party complies, cheats, or suspends. Complying gives i the flow F_i of the
 * scenario at that progress; cheating on phase k saves its running cost and brings the temptation,
 * g_i, and takes from the other what phase k is worth to it at current trust; if anyone suspends,
 * openly, both get the freeze payoff P_i. Cheating raises an alarm against the cheater with
 * probability q, compliance a false one with probability f, independently for the two parties;
 * alarm or not is all that is seen. Only equilibria in which nobody is ever meant to cheat are
 * admitted: after every public history both comply, or the exchange is suspended.
 *
 * <p>The critical q is bracketed by bisection on certified verdicts: strategies at the upper end
 * (inner set), impossibility at the lower (outer set). Verdicts are monotone in q between f and 1:
 * less detection is a garbling of more (Kandori 1992). With f = 0 the critical q of phase k is
 * max_i (1−δ_i) g_i / (δ_i (F_i − P_i)); with f &gt; 0, a common δ and one party tempted it is f +
 * g (1 − δ + δf) / (δ (F − P)), the trigger of Green and Porter (1984).
 *
 * <p>Climate and hazards stay as at the start, trust follows the scenario's law along reciprocated
 * implementation, and what an uncertain agency, an irreversible step or a costlier inspection would
 * add is not modelled.
 */
public final class VerificationQuality {
  /** The action that keeps to the agreement. */
  public static final String COMPLY = "comply";

  /** The action that secretly does not. */
  public static final String CHEAT = "cheat";

  /** The action that openly returns to the freeze. */
  public static final String SUSPEND = "suspend";

  /**
   * How to look.
   *
   * @param falseAlarm f, probability of an alarm against a party that complies, in [0, 1)
   * @param tolerance width of the bracket to reach, in (0, 1)
   * @param sets how payoff sets are computed
   */
  public record Options(double falseAlarm, double tolerance, PublicPayoffSets.Options sets) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Options {
      if (!(falseAlarm >= 0 && falseAlarm < 1)) {
        throw new IllegalArgumentException(
            "falseAlarm is " + falseAlarm + "; allowed: 0 or more, less than 1");
      }
      if (!(tolerance > 0 && tolerance < 1)) {
        throw new IllegalArgumentException(
            "tolerance is " + tolerance + "; allowed: more than 0, less than 1");
      }
    }

    /**
     * No false alarms, brackets of width 10⁻⁴.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(
          0, 1e-4, PublicPayoffSets.Options.defaults().withTolerance(1e-5).withMaxSides(200));
    }

    /**
     * The same with another probability of a false alarm.
     *
     * @param value f, in [0, 1)
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is out of range
     */
    public Options withFalseAlarm(double value) {
      return new Options(value, tolerance, sets);
    }

    /**
     * The same with another width of the bracket.
     *
     * @param value in (0, 1)
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is out of range
     */
    public Options withTolerance(double value) {
      return new Options(falseAlarm, value, sets);
    }

    /**
     * The same with other limits of payoff sets.
     *
     * @param value how they are computed
     * @return options that differ in this only
     */
    public Options withSets(PublicPayoffSets.Options value) {
      return new Options(falseAlarm, tolerance, value);
    }
  }

  /** What is known of a phase. */
  public enum Verdict {
    /** Compliance is sustained whatever the detection, down to q = f. */
    ALWAYS,
    /** Compliance needs detection within the bracket. */
    CRITICAL,
    /** Compliance is not sustained even if every violation is detected. */
    NEVER,
    /** Not decided at the limits of the computation. */
    UNDECIDED
  }

  /**
   * One phase.
   *
   * @param phase 1 to K
   * @param verdict what is known
   * @param lower compliance is not sustained at this q, certainly; f if always
   * @param upper compliance is sustained at this q, certainly; infinite if never
   * @param strategies an equilibrium at {@code upper} that begins, at node 0 or another, with
   *     compliance; no nodes if never
   */
  public record PhaseResult(
      int phase, Verdict verdict, double lower, double upper, PublicAutomaton strategies) {}

  /**
   * All phases; the roadmap needs the largest.
   *
   * @param phases one per phase, in order
   * @param lower the largest lower end
   * @param upper the largest upper end; infinite if some phase is never sustained
   * @param options the options used
   */
  public record Result(List<PhaseResult> phases, double lower, double upper, Options options) {
    public Result {
      phases = List.copyOf(phases);
    }
  }

  private final Options options;

  private VerificationQuality(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static VerificationQuality withDefaults() {
    return new VerificationQuality(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public VerificationQuality with(Options newOptions) {
    return new VerificationQuality(newOptions);
  }

  /**
   * The smallest q of every phase of the exchange.
   *
   * @param exchange compiled
   * @return a bracket of q per phase, and the largest
   */
  public Result analyse(PhasedExchange exchange) {
    List<PhaseResult> phases = new ArrayList<>();
    double lower = options.falseAlarm();
    double upper = options.falseAlarm();
    for (int k = 1; k <= exchange.roadmap().size(); k++) {
      PhaseResult phase = phase(exchange, k);
      phases.add(phase);
      lower = Math.max(lower, phase.lower());
      upper = Math.max(upper, phase.upper());
    }
    return new Result(phases, lower, upper, options);
  }

  private PhaseResult phase(PhasedExchange exchange, int phase) {
    double lower = options.falseAlarm();
    double upper = 1;
    PublicAutomaton none = new PublicAutomaton(List.of());
    Optional<PublicPayoffSets.Result> least = decided(exchange, phase, lower);
    if (least.isPresent() && sustains(least.get())) {
      return new PhaseResult(phase, Verdict.ALWAYS, lower, lower, least.get().automaton());
    }
    Optional<PublicPayoffSets.Result> best = decided(exchange, phase, upper);
    if (best.isEmpty() || least.isEmpty()) {
      return new PhaseResult(phase, Verdict.UNDECIDED, lower, Double.POSITIVE_INFINITY, none);
    }
    if (!sustains(best.get())) {
      return new PhaseResult(phase, Verdict.NEVER, 1, Double.POSITIVE_INFINITY, none);
    }
    while (upper - lower > options.tolerance()) {
      double middle = (lower + upper) / 2;
      Optional<PublicPayoffSets.Result> there = decided(exchange, phase, middle);
      if (there.isEmpty()) {
        break; // too close to the critical value: the bracket stays as wide as it is
      }
      if (sustains(there.get())) {
        upper = middle;
        best = there;
      } else {
        lower = middle;
      }
    }
    return new PhaseResult(phase, Verdict.CRITICAL, lower, upper, best.get().automaton());
  }

  private Optional<PublicPayoffSets.Result> decided(
      PhasedExchange exchange, int phase, double detection) {
    Game game = phaseGame(exchange, phase, detection, options.falseAlarm());
    PublicPayoffSets.Result sets =
        PublicPayoffSets.withDefaults().with(options.sets()).solve(game, honest(game));
    int comply = comply(game);
    boolean certain = sets.innerEnforceable()[0][comply] || !sets.outerEnforceable()[0][comply];
    return certain ? Optional.of(sets) : Optional.empty();
  }

  private static boolean sustains(PublicPayoffSets.Result sets) {
    return sets.innerEnforceable()[0][comply(sets.game())];
  }

  private static int comply(Game game) {
    return both(game, COMPLY);
  }

  private static int both(Game game, String action) {
    State state = game.state(0);
    return state.profile(
        state.findAction(0, action).orElseThrow(), state.findAction(1, action).orElseThrow());
  }

  /**
   * The profiles of which equilibria are built: both comply, or both suspend.
   *
   * @param game of {@link #phaseGame}
   * @return allowed[state][profile], for {@link PublicPayoffSets#solve(Game, boolean[][])}
   */
  public static boolean[][] honest(Game game) {
    boolean[][] allowed = new boolean[1][game.state(0).profileCount()];
    allowed[0][both(game, COMPLY)] = true;
    allowed[0][both(game, SUSPEND)] = true;
    return allowed;
  }

  /**
   * The repeated game after a phase.
   *
   * @param exchange compiled
   * @param phase 1 to K
   * @param detection q, in [0, 1]
   * @param falseAlarm f, in [0, 1]
   * @return one state, two players, with signals
   * @throws IllegalArgumentException if a probability is out of range
   * @throws IndexOutOfBoundsException if there is no such phase
   */
  public static Game phaseGame(
      PhasedExchange exchange, int phase, double detection, double falseAlarm) {
    double trust = trustAfter(exchange, phase);
    Position start = exchange.position(exchange.initial().successor(0));
    double[] freeze = flow(exchange, 0, trust, start.climate());
    double[] flow = flow(exchange, phase, trust, start.climate());
    double[] gain = new double[2];
    double[] loss = new double[2];
    for (int i = 0; i < 2; i++) {
      String party = exchange.effective().partyIds().get(i);
      Roadmap.Part others = exchange.roadmap().part(phase, 1 - i);
      gain[i] =
          exchange.effective().party(party).temptation() + exchange.roadmap().part(phase, i).cost();
      loss[i] = others.verifiedBenefit() + others.unverifiedBenefit() * trust;
    }
    List<String> actions = List.of(COMPLY, CHEAT, SUSPEND);
    double[] payoffs = new double[18];
    double[][] signals = new double[9][];
    Transition[] transitions = new Transition[9];
    for (int a = 0; a < 9; a++) {
      int[] chosen = {a / 3, a % 3};
      boolean suspended = chosen[0] == 2 || chosen[1] == 2;
      for (int i = 0; i < 2; i++) {
        payoffs[2 * a + i] =
            suspended
                ? freeze[i]
                : flow[i] + (chosen[i] == 1 ? gain[i] : 0) - (chosen[1 - i] == 1 ? loss[i] : 0);
      }
      double first = chosen[0] == 1 ? detection : falseAlarm;
      double second = chosen[1] == 1 ? detection : falseAlarm;
      signals[a] =
          suspended
              ? new double[] {0, 0, 0, 0, 1}
              : new double[] {
                (1 - first) * (1 - second),
                first * (1 - second),
                (1 - first) * second,
                first * second,
                0
              };
      transitions[a] = Transition.to(0);
    }
    List<String> labels = exchange.game().players();
    PublicMonitoring monitoring =
        new PublicMonitoring(
            List.of(
                "no alarm",
                "alarm against " + labels.get(0),
                "alarm against " + labels.get(1),
                "alarm against both",
                "suspended"),
            signals);
    State state =
        State.of("phase " + phase, List.of(actions, actions), payoffs, transitions)
            .withMonitoring(monitoring);
    return new Game(
        exchange.game().name() + ", phase " + phase,
        labels,
        new double[] {exchange.game().discount(0), exchange.game().discount(1)},
        List.of(state));
  }

  /** Trust once the phases were implemented by both, one a period. */
  private static double trustAfter(PhasedExchange exchange, int phase) {
    double trust = exchange.effective().trust().initial();
    for (int k = 0; k < phase; k++) {
      trust = exchange.effective().trust().after(thaw.model.Trust.Signal.RECIPROCATED, trust);
    }
    return trust;
  }

  /** The flow at equal progress, linear in trust between the levels that the game distinguishes. */
  private static double[] flow(PhasedExchange exchange, int phase, double trust, int climate) {
    List<Double> levels = exchange.effective().trust().levels();
    int above = 0;
    while (above < levels.size() - 1 && levels.get(above) < trust) {
      above++;
    }
    int below = Math.max(0, above - 1);
    double[] high = exchange.flow(new Position(phase, phase, above, climate, 0, 0));
    double[] low = exchange.flow(new Position(phase, phase, below, climate, 0, 0));
    double apart = levels.get(above) - levels.get(below);
    double share = apart > 0 ? Math.max(0, Math.min(1, (trust - levels.get(below)) / apart)) : 1;
    return new double[] {low[0] + share * (high[0] - low[0]), low[1] + share * (high[1] - low[1])};
  }
}
