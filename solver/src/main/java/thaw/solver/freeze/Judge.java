package thaw.solver.freeze;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.certificate.FrozenCertificate.Reason;
import thaw.solver.spe.Polygon;

/**
 * Decides F3 and F4 at a state: from an outer approximation of the equilibrium payoffs that nothing
 * leads to the settlement, or from an automaton that something does.
 */
final class Judge {
  /** Gains over the freeze payoff that count as none, as a share of the payoff range. */
  static final double GAIN_TOLERANCE = 1e-7;

  /** Weight given to an equilibrium that settles when the efficient one does not. */
  private static final double ADMIXTURE = 0.01;

  /** Says whether a profile may be enforceable; false must be certain. */
  @FunctionalInterface
  interface Enforceable {
    boolean may(int state, int profile);
  }

  /**
   * An equilibrium that settles.
   *
   * @param start lottery over nodes of the automaton
   * @param payoff what it gives the parties
   */
  record Settling(Lottery start, double[] payoff) {}

  private final PhasedExchange exchange;
  private final Benchmarks benchmarks;
  private final double[] range;

  Judge(PhasedExchange exchange, Benchmarks benchmarks) {
    this.exchange = exchange;
    this.benchmarks = benchmarks;
    Game game = exchange.game();
    range =
        new double[] {game.maxPayoff(0) - game.minPayoff(0), game.maxPayoff(1) - game.minPayoff(1)};
  }

  /** A gain for the parties together that is more than rounding, in payoffs. */
  double gainTolerance() {
    return GAIN_TOLERANCE * (range[0] + range[1]);
  }

  /** The states from which enforceable profiles may lead to the settlement. */
  boolean[] mayReachSettlement(Enforceable enforceable) {
    Game game = exchange.game();
    List<List<Integer>> into = new ArrayList<>();
    for (int s = 0; s < game.stateCount(); s++) {
      into.add(new ArrayList<>());
    }
    for (int s = 0; s < game.stateCount(); s++) {
      State state = game.state(s);
      for (int a = 0; a < state.profileCount(); a++) {
        if (enforceable.may(s, a)) {
          Transition transition = state.transition(a);
          for (int k = 0; k < transition.size(); k++) {
            into.get(transition.successor(k)).add(s);
          }
        }
      }
    }
    boolean[] reaches = new boolean[game.stateCount()];
    Deque<Integer> open = new ArrayDeque<>();
    for (int s = 0; s < reaches.length; s++) {
      if (exchange.settled(s)) {
        reaches[s] = true;
        open.add(s);
      }
    }
    while (!open.isEmpty()) {
      for (int before : into.get(open.remove())) {
        if (!reaches[before]) {
          reaches[before] = true;
          open.add(before);
        }
      }
    }
    return reaches;
  }

  /**
   * Why no equilibrium from {@code state} both settles and is worth it, if that is certain.
   *
   * @param reaches as by {@link #mayReachSettlement} on the same outer sets
   * @param outer a set that contains all equilibrium payoffs at the state
   */
  Optional<Reason> frozen(int state, boolean[] reaches, Polygon outer) {
    if (!reaches[state]) {
      return Optional.of(Reason.NO_PATH);
    }
    return largestJointGain(state, outer) <= gainTolerance()
        ? Optional.of(Reason.NO_GAIN)
        : Optional.empty();
  }

  /**
   * The largest joint gain over freezing among payoffs that leave neither party worse off; negative
   * if there is none.
   */
  double largestJointGain(int state, Polygon set) {
    double f1 = benchmarks.freeze(state, 0) - GAIN_TOLERANCE * range[0];
    double f2 = benchmarks.freeze(state, 1) - GAIN_TOLERANCE * range[1];
    return Bargaining.above(set, f1, f2).stream()
        .mapToDouble(v -> v[0] + v[1] - benchmarks.freeze(state, 0) - benchmarks.freeze(state, 1))
        .max()
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /**
   * An equilibrium from {@code state} that reaches the settlement with positive probability and
   * leaves neither party worse off than freezing and one better off, if the automaton holds one:
   * the Nash bargaining solution over freezing among the automaton's payoffs where possible.
   *
   * @param automaton an equilibrium automaton
   * @param first node numbers of the state are first to last − 1
   * @param settles for every node whether it reaches the settlement with positive probability
   */
  Optional<Settling> settling(
      int state, Automaton automaton, int first, int last, boolean[] settles) {
    double[] freeze = benchmarks.freeze(state);
    List<double[]> values = new ArrayList<>();
    for (int n = first; n < last; n++) {
      values.add(automaton.nodes().get(n).value());
    }
    Optional<Bargaining.Mixture> solution = Bargaining.solve(values, freeze, gainTolerance());
    if (solution.isEmpty()) {
      return Optional.empty();
    }
    Bargaining.Mixture mixture = solution.get();
    for (int n : mixture.points()) {
      if (settles[first + n]) {
        return Optional.of(settling(mixture, first, values));
      }
    }
    for (int n = 0; n < values.size(); n++) {
      if (settles[first + n]) {
        Bargaining.Mixture mixed = mixture.with(n, ADMIXTURE);
        double[] payoff = mixed.payoff(values);
        if (payoff[0] >= freeze[0]
            && payoff[1] >= freeze[1]
            && payoff[0] + payoff[1] > freeze[0] + freeze[1] + gainTolerance()) {
          return Optional.of(settling(mixed, first, values));
        }
      }
    }
    return Optional.empty();
  }

  private static Settling settling(Bargaining.Mixture mixture, int first, List<double[]> values) {
    int[] nodes = Arrays.stream(mixture.points()).map(n -> first + n).toArray();
    return new Settling(new Lottery(nodes, mixture.weights()), mixture.payoff(values));
  }

  /** For every node whether play from it reaches the settlement with positive probability. */
  boolean[] settles(Automaton automaton) {
    int count = automaton.nodes().size();
    List<List<Integer>> into = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      into.add(new ArrayList<>());
    }
    boolean[] settles = new boolean[count];
    Deque<Integer> open = new ArrayDeque<>();
    for (int n = 0; n < count; n++) {
      for (Lottery lottery : automaton.nodes().get(n).next()) {
        for (int next : lottery.nodes()) {
          into.get(next).add(n);
        }
      }
      if (exchange.settled(automaton.nodes().get(n).state())) {
        settles[n] = true;
        open.add(n);
      }
    }
    while (!open.isEmpty()) {
      for (int before : into.get(open.remove())) {
        if (!settles[before]) {
          settles[before] = true;
          open.add(before);
        }
      }
    }
    return settles;
  }

  /**
   * The verdict for the scenario's start: that of every state the start may be, or undecided where
   * they differ.
   *
   * @param verdict the verdict at a state
   */
  Verdict atStart(IntFunction<Verdict> verdict) {
    Transition start = exchange.initial();
    Verdict common = verdict.apply(start.successor(0));
    for (int k = 1; k < start.size(); k++) {
      if (verdict.apply(start.successor(k)) != common) {
        return Verdict.UNDECIDED;
      }
    }
    return common;
  }
}
