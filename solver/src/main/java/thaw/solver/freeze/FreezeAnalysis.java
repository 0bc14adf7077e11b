package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.Position;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.Certificate;
import thaw.solver.certificate.FrozenCertificate;
import thaw.solver.certificate.FrozenCertificate.Reason;
import thaw.solver.certificate.SettlementCertificate;
import thaw.solver.freeze.FreezeReport.Basin;
import thaw.solver.freeze.FreezeReport.EfficientEquilibrium;
import thaw.solver.freeze.FreezeReport.Progress;
import thaw.solver.freeze.FreezeReport.Stall;
import thaw.solver.freeze.FreezeReport.StartConditions;
import thaw.solver.freeze.FreezeReport.StateConditions;
import thaw.solver.linear.MarkovChain;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;

/**
 * Decides, for every state of a phased exchange, the conditions F1–F8 under which the status quo
 * freezes: whether freezing is an equilibrium, a trap, inefficient, fragile, and whether some
 * equilibrium settles instead.
 *
 * <p>Equilibria are subgame-perfect in pure actions with perfect monitoring and public
 * randomization; the sets they rest on come from {@link PayoffSets} with an outer and an inner
 * approximation, so that every yes and no is certain at the stated tolerance and the rest is
 * undecided.
 */
public final class FreezeAnalysis {
  /**
   * What to compute and how well.
   *
   * @param sets options of the payoff sets
   * @param horizon T of F7 and of the settlement path, periods, 1 or more
   */
  public record Options(PayoffSets.Options sets, int horizon) {
    public Options {
      if (horizon < 1) {
        throw new IllegalArgumentException("horizon is " + horizon + "; allowed: 1 or more");
      }
    }

    /** Error bound 0.5% of the payoff range, at most 5 000 sweeps, 20 periods. */
    public static Options defaults() {
      return new Options(
          PayoffSets.Options.defaults().withTolerance(0.005).withMaxSweeps(5_000), 20);
    }

    /**
     * The same with other options of the payoff sets.
     *
     * @param value tolerance as a share of the payoff range, and the most sweeps
     * @return options that differ in this only
     */
    public Options withSets(PayoffSets.Options value) {
      return new Options(value, horizon);
    }

    /**
     * The same with another horizon.
     *
     * @param value T, periods, 1 or more
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is less than 1
     */
    public Options withHorizon(int value) {
      return new Options(sets, value);
    }
  }

  private final Options options;

  private FreezeAnalysis(Options options) {
    this.options = options;
  }

  /**
   * An analysis with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static FreezeAnalysis withDefaults() {
    return new FreezeAnalysis(Options.defaults());
  }

  /**
   * An analysis with other options.
   *
   * @param newOptions in place of those of this analysis
   * @return a new analysis; this one stays as it is
   */
  public FreezeAnalysis with(Options newOptions) {
    return new FreezeAnalysis(newOptions);
  }

  /**
   * Analyses the exchange: solves for its payoff sets, then decides every condition F1–F8.
   *
   * @param exchange from {@link PhasedExchange#compile}
   * @return verdict, certificate and conditions; payoffs are averages per period, weighted by
   *     discounting, in the scenario's units; {@link Verdict#UNDECIDED} where the tolerance was not
   *     reached or does not decide
   */
  public FreezeReport analyse(PhasedExchange exchange) {
    return new Run(exchange, new Search(exchange, options).converged()).report();
  }

  /**
   * The verdict at the start alone, as soon as it is certain; spares what only the rest of {@link
   * #analyse} needs.
   *
   * @param exchange from {@link PhasedExchange#compile}
   * @return frozen or sustainable where that is certain, else undecided
   */
  public Verdict verdict(PhasedExchange exchange) {
    return new Search(exchange, options).finding().verdict();
  }

  /**
   * The conditions at the likeliest initial state alone.
   *
   * @param exchange from {@link PhasedExchange#compile}
   * @return conditions at that state; payoffs as in {@link #analyse}
   */
  public FreezeReport.StateConditions conditionsAtStart(PhasedExchange exchange) {
    Run run = new Run(exchange, new Search(exchange, options).converged());
    return run.conditions(run.likeliestStart());
  }

  /** One analysis under way. */
  private final class Run {
    private final PhasedExchange exchange;
    private final Game game;
    private final PayoffSets.Result sets;
    private final Benchmarks benchmarks;
    private final Judge judge;
    private final boolean[] mayReach;
    private final boolean[] settles;
    private final double[] crisisWithin;
    private final double[] periodsToCrisis;
    private final boolean sound;
    private final List<double[]> bothImplement;

    Run(PhasedExchange exchange, PayoffSets.Result sets) {
      this.exchange = exchange;
      this.sets = sets;
      game = exchange.game();
      benchmarks = new Benchmarks(exchange);
      judge = new Judge(exchange, benchmarks);
      mayReach = judge.mayReachSettlement((s, a) -> sets.outerEnforceable()[s][a]);
      sound = sets.regret() <= PayoffSets.REGRET_TOLERANCE;
      settles = judge.settles(sets.automaton());
      bothImplement = solveBothImplement();
      boolean[] crisis = new boolean[game.stateCount()];
      for (int s = 0; s < crisis.length; s++) {
        crisis[s] = exchange.climateId(s).equals(thaw.model.Scenario.CRISIS);
      }
      crisisWithin = benchmarks.holding().hittingProbabilityWithin(crisis, options.horizon());
      periodsToCrisis = benchmarks.holding().expectedHittingTime(crisis);
    }

    FreezeReport report() {
      List<StateConditions> states = new ArrayList<>();
      for (int s = 0; s < game.stateCount(); s++) {
        states.add(conditions(s));
      }
      Verdict verdict = judge.atStart(s -> states.get(s).verdict());
      int likeliest = likeliestStart();
      Optional<Start> settling =
          verdict == Verdict.SUSTAINABLE ? Optional.of(startLotteries()) : Optional.empty();
      Optional<EfficientEquilibrium> equilibrium = settling.map(this::efficient);
      Progress progress = progress();
      return new FreezeReport(
          exchange,
          sets,
          verdict,
          reason(verdict, equilibrium, progress),
          certificate(verdict, settling, equilibrium),
          new StartConditions(states.get(likeliest), basin(likeliest)),
          states,
          equilibrium,
          progress,
          options.horizon());
    }

    int likeliestStart() {
      Transition start = exchange.initial();
      return IntStream.range(0, start.size())
          .boxed()
          .max(Comparator.comparingDouble(start::probability))
          .map(start::successor)
          .orElseThrow();
    }

    StateConditions conditions(int s) {
      Polygon outer = sets.outer().get(s);
      Polygon inner = sets.inner().get(s);
      double[] freeze = benchmarks.freeze(s);
      double slackAtMost = freezeSlack(s, (state, party) -> sets.punishment(state, party));
      double slackAtLeast =
          sound
              ? freezeSlack(
                  s,
                  (state, party) -> {
                    int node = sets.automaton().punishment(state, party);
                    return node < 0
                        ? Double.POSITIVE_INFINITY
                        : sets.automaton().nodes().get(node).value()[party];
                  })
              : Double.NEGATIVE_INFINITY;
      double rounding = judge.gainTolerance();
      double markov = freezeSlack(s, (state, party) -> benchmarks.freeze(state, party));
      boolean implementingMayBe = false;
      boolean implementingIs = false;
      for (int a = 0; a < game.state(s).profileCount(); a++) {
        if (exchange.implementing(s, a)) {
          implementingMayBe |= sets.outerEnforceable()[s][a] && !outer.isEmpty();
          implementingIs |= sets.innerEnforceable()[s][a];
        }
      }
      return new StateConditions(
          s,
          freeze,
          Answer.of(slackAtLeast >= -rounding, slackAtMost < -rounding),
          slackAtMost,
          Answer.of(markov >= -rounding, markov < -rounding),
          Answer.of(!implementingMayBe, implementingIs),
          verdict(s),
          Bargaining.gains(inner, freeze, rounding),
          Bargaining.gains(outer, freeze, rounding),
          benchmarks.crisisPayoff(s),
          benchmarks.settlement(s),
          crisisWithin[s],
          periodsToCrisis[s],
          new double[] {sets.punishment(s, 0), sets.punishment(s, 1)},
          new double[] {outer.maxX(), outer.maxY()});
    }

    private Verdict verdict(int s) {
      if (judge.frozen(s, mayReach, sets.outer().get(s)).isPresent()) {
        return Verdict.FROZEN;
      }
      return sound && settling(s).isPresent() ? Verdict.SUSTAINABLE : Verdict.UNDECIDED;
    }

    private Optional<Judge.Settling> settling(int s) {
      return judge.settling(
          s, sets.automaton(), sets.firstNode()[s], sets.firstNode()[s + 1], settles);
    }

    /**
     * The least excess, over all states that holding for ever from s may visit, of the freeze
     * payoff over the best deviation when deviators get {@code threat} from the next state on.
     */
    private double freezeSlack(int s, Threat threat) {
      boolean[] seen = new boolean[game.stateCount()];
      List<Integer> open = new ArrayList<>(List.of(s));
      seen[s] = true;
      double least = Double.POSITIVE_INFINITY;
      while (!open.isEmpty()) {
        int x = open.remove(open.size() - 1);
        State state = game.state(x);
        int hold = exchange.holdProfile(x);
        for (int i = 0; i < 2; i++) {
          for (int action = 0; action < state.actionCount(i); action++) {
            int deviation = state.deviation(hold, i, action);
            if (deviation != hold) {
              double then = 0;
              Transition transition = state.transition(deviation);
              for (int k = 0; k < transition.size(); k++) {
                then += transition.probability(k) * threat.of(transition.successor(k), i);
              }
              double delta = game.discount(i);
              double payoff = (1 - delta) * state.payoff(deviation, i) + delta * then;
              least = Math.min(least, benchmarks.freeze(x, i) - payoff);
            }
          }
        }
        Transition next = state.transition(hold);
        for (int k = 0; k < next.size(); k++) {
          if (!seen[next.successor(k)]) {
            seen[next.successor(k)] = true;
            open.add(next.successor(k));
          }
        }
      }
      return least;
    }

    /** A lottery over nodes of the automaton for every state that the start may be. */
    private record Start(int[] states, double[] probabilities, List<Lottery> lotteries) {}

    private Start startLotteries() {
      Transition initial = exchange.initial();
      int[] states = new int[initial.size()];
      double[] probabilities = new double[initial.size()];
      List<Lottery> lotteries = new ArrayList<>();
      for (int k = 0; k < initial.size(); k++) {
        states[k] = initial.successor(k);
        probabilities[k] = initial.probability(k);
        lotteries.add(settling(states[k]).orElseThrow().start());
      }
      return new Start(states, probabilities, lotteries);
    }

    private EfficientEquilibrium efficient(Start start) {
      Automaton automaton = sets.automaton();
      int count = automaton.nodes().size();
      Transition[] path = new Transition[count];
      boolean[] settled = new boolean[count];
      boolean[] crisis = new boolean[count];
      for (int n = 0; n < count; n++) {
        Automaton.Node node = automaton.nodes().get(n);
        path[n] = automaton.path(game, n);
        settled[n] = exchange.settled(node.state());
        crisis[n] = exchange.climateId(node.state()).equals(thaw.model.Scenario.CRISIS);
      }
      double[] initial = new double[count];
      double[] payoff = new double[2];
      for (int k = 0; k < start.states().length; k++) {
        Lottery lottery = start.lotteries().get(k);
        for (int j = 0; j < lottery.nodes().length; j++) {
          double weight = start.probabilities()[k] * lottery.weights()[j];
          initial[lottery.nodes()[j]] += weight;
          payoff[0] += weight * automaton.nodes().get(lottery.nodes()[j]).value()[0];
          payoff[1] += weight * automaton.nodes().get(lottery.nodes()[j]).value()[1];
        }
      }
      int[] reachable = reachable(path, initial);
      MarkovChain chain = restrict(path, reachable);
      double[] from = pick(initial, reachable);
      boolean[] settledHere = pick(settled, reachable);
      boolean[] crisisHere = pick(crisis, reachable);
      double probability = dot(from, chain.hittingProbability(settledHere));
      double[] settledBy = chain.hitBy(settledHere, from, options.horizon());
      double periods = chain.expectedHittingTimeGivenHit(settledHere, from);
      return new EfficientEquilibrium(
          payoff,
          probability,
          periods,
          settledBy,
          chain.hitBy(crisisHere, from, options.horizon())[options.horizon()],
          sets.regret() * Math.max(range(0), range(1)));
    }

    private double range(int party) {
      return game.maxPayoff(party) - game.minPayoff(party);
    }

    private Optional<Certificate> certificate(
        Verdict verdict, Optional<Start> settling, Optional<EfficientEquilibrium> equilibrium) {
      double[] freeze = new double[2];
      Transition start = exchange.initial();
      int[] states = new int[start.size()];
      for (int k = 0; k < states.length; k++) {
        states[k] = start.successor(k);
        for (int i = 0; i < 2; i++) {
          freeze[i] += start.probability(k) * benchmarks.freeze(states[k], i);
        }
      }
      if (verdict == Verdict.FROZEN) {
        Reason reason = Reason.NO_GAIN;
        if (Arrays.stream(states).noneMatch(s -> mayReach[s])) {
          reason = Reason.NO_PATH;
        }
        return Optional.of(new FrozenCertificate(reason, states, freeze, sets.sweeps()));
      }
      if (settling.isEmpty() || equilibrium.isEmpty()) {
        return Optional.empty();
      }
      Automaton.Part part = sets.automaton().reachableFrom(game, settling.get().lotteries());
      return Optional.of(
          new SettlementCertificate(
              part.automaton(),
              states,
              part.starts(),
              equilibrium.get().payoff(),
              freeze,
              equilibrium.get().settlementProbability(),
              equilibrium.get().largestGain()));
    }

    private Progress progress() {
      boolean[] seen = new boolean[game.stateCount()];
      List<Integer> open = new ArrayList<>();
      Transition initial = exchange.initial();
      for (int k = 0; k < initial.size(); k++) {
        seen[initial.successor(k)] = true;
        open.add(initial.successor(k));
      }
      List<Integer> reached = new ArrayList<>();
      while (!open.isEmpty()) {
        int x = open.remove(open.size() - 1);
        reached.add(x);
        for (int a = 0; a < game.state(x).profileCount(); a++) {
          if (!sets.outerEnforceable()[x][a] || sets.outer().get(x).isEmpty()) {
            continue;
          }
          Transition next = game.state(x).transition(a);
          for (int k = 0; k < next.size(); k++) {
            if (!seen[next.successor(k)]) {
              seen[next.successor(k)] = true;
              open.add(next.successor(k));
            }
          }
        }
      }
      int last = exchange.roadmap().size();
      int furthest = reached.stream().mapToInt(this::phases).max().orElse(0);
      if (furthest == 2 * last) {
        return new Progress(furthest, 2 * last, Optional.empty());
      }
      Optional<Stall> stall =
          reached.stream()
              .filter(s -> phases(s) == furthest)
              .flatMap(s -> stalls(s).stream())
              .min(Comparator.comparingDouble(x -> x.needed() - x.available()));
      return new Progress(furthest, 2 * last, stall);
    }

    private int phases(int state) {
      Position x = exchange.position(state);
      return x.progress1() + x.progress2();
    }

    /**
     * For every profile that may lead on from the state the constraint that fails by most. Where
     * steps are taken together only, implementing alone leads nowhere and is no step that stalls.
     */
    private List<Stall> stalls(int s) {
      State state = game.state(s);
      List<Stall> stalls = new ArrayList<>();
      for (int a = 0; a < state.profileCount(); a++) {
        if (!leadsOn(s, state.transition(a)) || sets.outerEnforceable()[s][a]) {
          continue;
        }
        Optional<Stall> worst = Optional.empty();
        for (int i = 0; i < 2; i++) {
          double delta = game.discount(i);
          double available = 0;
          Transition transition = state.transition(a);
          for (int k = 0; k < transition.size(); k++) {
            Polygon next = sets.outer().get(transition.successor(k));
            available += transition.probability(k) * (i == 0 ? next.maxX() : next.maxY());
          }
          for (int action = 0; action < state.actionCount(i); action++) {
            int deviation = state.deviation(a, i, action);
            if (deviation == a) {
              continue;
            }
            double then = 0;
            Transition away = state.transition(deviation);
            for (int k = 0; k < away.size(); k++) {
              then += away.probability(k) * sets.punishment(away.successor(k), i);
            }
            double needed =
                ((1 - delta) * (state.payoff(deviation, i) - state.payoff(a, i)) + delta * then)
                    / delta;
            if (worst.isEmpty()
                || needed - available > worst.get().needed() - worst.get().available()) {
              worst =
                  Optional.of(new Stall(s, a, i, state.actions(i).get(action), needed, available));
            }
          }
        }
        worst.ifPresent(stalls::add);
      }
      return stalls;
    }

    private boolean leadsOn(int s, Transition next) {
      for (int k = 0; k < next.size(); k++) {
        if (phases(next.successor(k)) > phases(s)) {
          return true;
        }
      }
      return false;
    }

    /** F8: the two-by-two game of implementing whenever one can against holding for ever. */
    private Basin basin(int s) {
      double[] pDominance = {pDominance(s, 0), pDominance(s, 1)};
      OptionalDouble threshold = OptionalDouble.empty();
      double[] before = {Double.NaN, Double.NaN};
      for (Map.Entry<Double, Integer> there : exchange.statesByTrust(s).entrySet()) {
        double advantage = riskAdvantage(there.getValue());
        double trust = there.getKey();
        if (advantage >= 0) {
          boolean crossed = before[1] < 0;
          double share = crossed ? -before[1] / (advantage - before[1]) : 1;
          threshold = OptionalDouble.of(crossed ? before[0] + share * (trust - before[0]) : trust);
          break;
        }
        before = new double[] {trust, advantage};
      }
      return new Basin(pDominance, threshold, riskAdvantage(s) >= 0);
    }

    /**
     * Product of the losses from leaving implementing minus that from leaving holding, signed as
     * each party's loss is.
     */
    private double riskAdvantage(int s) {
      double implementing = 1;
      double holding = 1;
      boolean stag = true;
      for (int i = 0; i < 2; i++) {
        double[] m = meeting(s, i);
        stag &= m[REWARD] > m[TEMPTATION];
        implementing *= Math.max(0, m[REWARD] - m[TEMPTATION]);
        holding *= Math.max(0, m[PUNISHMENT] - m[SUCKER]);
      }
      return stag ? implementing - holding : Math.min(implementing - holding, -Double.MIN_NORMAL);
    }

    private double pDominance(int s, int party) {
      if (game.state(s).findAction(party, PhasedExchange.IMPLEMENT).isEmpty()) {
        return Double.NaN;
      }
      double[] m = meeting(s, party);
      double dare = m[PUNISHMENT] - m[SUCKER];
      double keep = m[REWARD] - m[TEMPTATION];
      if (dare <= 0 && keep >= 0) {
        return 0;
      }
      return keep + dare > 0 && keep > 0 ? dare / (keep + dare) : Double.POSITIVE_INFINITY;
    }

    /** The party's payoffs R, S, T, P in that game at s. */
    private double[] meeting(int s, int party) {
      State state = game.state(s);
      int hold = exchange.holdProfile(s);
      Optional<Integer> own = state.findAction(party, PhasedExchange.IMPLEMENT);
      Optional<Integer> others = state.findAction(1 - party, PhasedExchange.IMPLEMENT);
      int alone = own.map(a -> state.deviation(hold, party, a)).orElse(hold);
      int other = others.map(a -> state.deviation(hold, 1 - party, a)).orElse(hold);
      return new double[] {
        implementing(party)[s],
        once(s, alone, party),
        once(s, other, party),
        benchmarks.freeze(s, party)
      };
    }

    private double once(int s, int profile, int party) {
      double then = 0;
      Transition transition = game.state(s).transition(profile);
      for (int k = 0; k < transition.size(); k++) {
        then += transition.probability(k) * benchmarks.freeze(transition.successor(k), party);
      }
      double delta = game.discount(party);
      return (1 - delta) * game.state(s).payoff(profile, party) + delta * then;
    }

    /** Per state the party's payoff when both implement whenever they can and hold otherwise. */
    private double[] implementing(int party) {
      return bothImplement.get(party);
    }

    private List<double[]> solveBothImplement() {
      int count = game.stateCount();
      Transition[] next = new Transition[count];
      double[][] flow = new double[2][count];
      for (int s = 0; s < count; s++) {
        State state = game.state(s);
        int profile = exchange.holdProfile(s);
        for (int i = 0; i < 2; i++) {
          Optional<Integer> implement = state.findAction(i, PhasedExchange.IMPLEMENT);
          if (implement.isPresent()) {
            profile = state.deviation(profile, i, implement.get());
          }
        }
        next[s] = state.transition(profile);
        flow[0][s] = state.payoff(profile, 0);
        flow[1][s] = state.payoff(profile, 1);
      }
      MarkovChain chain = new MarkovChain(next);
      return List.of(
          chain.discountedValue(flow[0], game.discount(0)),
          chain.discountedValue(flow[1], game.discount(1)));
    }

    private String reason(
        Verdict verdict, Optional<EfficientEquilibrium> equilibrium, Progress progress) {
      return switch (verdict) {
        case SUSTAINABLE -> {
          EfficientEquilibrium e = equilibrium.orElseThrow();
          yield String.format(
              Locale.ROOT,
              "an equilibrium settles with probability %.3g (%.3g within %d periods) and gives both parties at least the freeze payoff",
              e.settlementProbability(),
              e.settledBy()[options.horizon()],
              options.horizon());
        }
        case FROZEN -> {
          Transition start = exchange.initial();
          boolean noPath = !mayReach[start.successor(0)];
          yield noPath
              ? String.format(
                  Locale.ROOT,
                  "no path of enforceable profiles leads to the settlement; at most %d of %d phases, those of both sides counted, can be implemented",
                  progress.furthest(),
                  progress.outOf())
              : "no equilibrium payoff leaves both parties at least as well off as freezing and one better off";
        }
        case UNDECIDED -> {
          String levels =
              exchange.initial().size() > 1
                  ? "; initial trust lies between two levels whose verdicts may differ: refine trust.levels"
                  : "";
          yield "neither a settling equilibrium nor a proof that there is none was found at this tolerance"
              + levels;
        }
      };
    }

    private static int[] reachable(Transition[] path, double[] initial) {
      boolean[] seen = new boolean[path.length];
      List<Integer> open = new ArrayList<>();
      for (int n = 0; n < initial.length; n++) {
        if (initial[n] > 0) {
          seen[n] = true;
          open.add(n);
        }
      }
      while (!open.isEmpty()) {
        Transition next = path[open.remove(open.size() - 1)];
        for (int k = 0; k < next.size(); k++) {
          if (!seen[next.successor(k)]) {
            seen[next.successor(k)] = true;
            open.add(next.successor(k));
          }
        }
      }
      return IntStream.range(0, path.length).filter(n -> seen[n]).toArray();
    }

    private static MarkovChain restrict(Transition[] path, int[] nodes) {
      int[] index = new int[path.length];
      Arrays.fill(index, -1);
      for (int k = 0; k < nodes.length; k++) {
        index[nodes[k]] = k;
      }
      Transition[] restricted = new Transition[nodes.length];
      for (int k = 0; k < nodes.length; k++) {
        Transition next = path[nodes[k]];
        int[] successors = new int[next.size()];
        double[] probabilities = new double[next.size()];
        for (int j = 0; j < successors.length; j++) {
          successors[j] = index[next.successor(j)];
          probabilities[j] = next.probability(j);
        }
        restricted[k] = Transition.of(successors, probabilities);
      }
      return new MarkovChain(restricted);
    }

    private static double[] pick(double[] values, int[] nodes) {
      return Arrays.stream(nodes).mapToDouble(n -> values[n]).toArray();
    }

    private static boolean[] pick(boolean[] values, int[] nodes) {
      boolean[] picked = new boolean[nodes.length];
      for (int k = 0; k < nodes.length; k++) {
        picked[k] = values[nodes[k]];
      }
      return picked;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int k = 0; k < a.length; k++) {
        sum += a[k] == 0 ? 0 : a[k] * b[k];
      }
      return sum;
    }
  }

  /** What a party gets from a state on after it has deviated. */
  @FunctionalInterface
  private interface Threat {
    double of(int state, int party);
  }

  private static final int REWARD = 0;
  private static final int SUCKER = 1;
  private static final int TEMPTATION = 2;
  private static final int PUNISHMENT = 3;
}
