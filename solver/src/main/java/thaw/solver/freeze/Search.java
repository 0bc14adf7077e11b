package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import thaw.model.game.PhasedExchange;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;

/** Payoff sets at finer and finer resolution, until they show what is asked. */
final class Search {
  /** Sets finer than this share of the tolerance are not computed: the verdict stays undecided. */
  private static final double FINEST = 0.01;

  private final PhasedExchange exchange;
  private final FreezeAnalysis.Options options;
  private final Judge judge;
  private final int[] start;

  Search(PhasedExchange exchange, FreezeAnalysis.Options options) {
    this.exchange = exchange;
    this.options = options;
    judge = new Judge(exchange, new Benchmarks(exchange));
    Transition initial = exchange.initial();
    start = IntStream.range(0, initial.size()).map(initial::successor).toArray();
  }

  /**
   * A verdict and, where sustainable, the equilibrium that it rests on.
   *
   * @param equilibrium its automaton with one lottery over nodes per start state
   */
  record Finding(Verdict verdict, Optional<Equilibrium> equilibrium) {
    boolean certain() {
      return verdict != Verdict.UNDECIDED;
    }

    static Finding of(Verdict verdict) {
      return new Finding(verdict, Optional.empty());
    }
  }

  /** An automaton, cut to what its starts lead to, and the starts. */
  record Equilibrium(Automaton automaton, List<Lottery> starts) {}

  /** The verdict, as soon as it is certain. */
  Finding finding() {
    List<Finding> certain = new ArrayList<>();
    finest()
        .solve(
            exchange.game(),
            sets -> {
              Finding found = finding(sets);
              if (found.certain()) {
                certain.add(found);
              }
              return found.certain();
            });
    return certain.isEmpty() ? Finding.of(Verdict.UNDECIDED) : certain.get(0);
  }

  private Finding finding(PayoffSets.Result sets) {
    if (isFrozen(sets)) {
      return Finding.of(Verdict.FROZEN);
    }
    Optional<List<Lottery>> found = settlingStarts(sets);
    if (found.isPresent()) {
      return sustainable(sets, found.get());
    }
    PayoffSets.Result whole = withPaths(sets);
    return settlingStarts(whole)
        .map(starts -> sustainable(whole, starts))
        .orElseGet(() -> Finding.of(Verdict.UNDECIDED));
  }

  private Finding sustainable(PayoffSets.Result sets, List<Lottery> starts) {
    Automaton.Part part = sets.automaton().reachableFrom(exchange.game(), starts);
    return new Finding(
        Verdict.SUSTAINABLE, Optional.of(new Equilibrium(part.automaton(), part.starts())));
  }

  private boolean decides(PayoffSets.Result sets) {
    return finding(sets).certain();
  }

  /** Sets within tolerance, finer ones if those leave the verdict open. */
  PayoffSets.Result converged() {
    PayoffSets.Result sets =
        withPaths(PayoffSets.withDefaults().with(options.sets()).solve(exchange.game()));
    if (decides(sets)) {
      return sets;
    }
    PayoffSets.Result finer = withPaths(finest().solve(exchange.game(), this::decides));
    return decides(finer) || finer.relativeErrorBound() < sets.relativeErrorBound()
        ? finer.within(options.sets())
        : sets;
  }

  private PayoffSets.Result withPaths(PayoffSets.Result sets) {
    return SettlingPaths.added(exchange, judge, sets);
  }

  private PayoffSets finest() {
    double finest = FINEST * options.sets().tolerance();
    return PayoffSets.withDefaults().with(options.sets().withTolerance(finest));
  }

  /** Whether every state of the start is certainly frozen. */
  private boolean isFrozen(PayoffSets.Result sets) {
    return isFrozen((s, a) -> sets.outerEnforceable()[s][a], s -> sets.outer().get(s));
  }

  private boolean isFrozen(Judge.Enforceable enforceable, IntFunction<Polygon> outer) {
    boolean[] reaches = judge.mayReachSettlement(enforceable);
    return Arrays.stream(start).allMatch(s -> judge.frozen(s, reaches, outer.apply(s)).isPresent());
  }

  /** Where play starts in an equilibrium that settles, if the sets hold one. */
  private Optional<List<Lottery>> settlingStarts(PayoffSets.Result sets) {
    if (sets.regret() > PayoffSets.REGRET_TOLERANCE) {
      return Optional.empty();
    }
    boolean[] settles = judge.settles(sets.automaton());
    int[] first = sets.firstNode();
    List<Lottery> starts = new ArrayList<>();
    for (int s : start) {
      Optional<Judge.Settling> settling =
          judge.settling(s, sets.automaton(), first[s], first[s + 1], settles);
      if (settling.isEmpty()) {
        return Optional.empty();
      }
      starts.add(settling.get().start());
    }
    return Optional.of(starts);
  }
}
