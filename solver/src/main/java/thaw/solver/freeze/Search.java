package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import thaw.model.game.PhasedExchange;
import thaw.model.game.Transition;
import thaw.solver.certificate.Automaton;
import thaw.solver.certificate.Automaton.Lottery;
import thaw.solver.spe.PayoffSetIteration;
import thaw.solver.spe.PayoffSets;

/** Payoff sets at finer and finer resolution, until they show what is asked. */
final class Search {
  /**
   * Margins, as shares of the payoff range, by which strategies exceed their constraints; tried
   * from the widest, which the roughest sets allow.
   */
  private static final double[] MARGINS = {1e-2, 1e-3, 1e-4, 1e-5, 1e-7, 1e-9, 1e-11};

  /**
   * Margins wider than this many times the resolution are tried; narrower ones than it cannot do.
   */
  private static final double WIDEST = 100;

  /** Sets finer than this share of the tolerance are not computed: the verdict stays undecided. */
  private static final double FINEST = 0.01;

  private final PhasedExchange exchange;
  private final FreezeAnalysis.Options options;
  private final Judge judge;
  private final PayoffSetIteration iteration;
  private final int[] start;

  Search(PhasedExchange exchange, FreezeAnalysis.Options options) {
    this.exchange = exchange;
    this.options = options;
    judge = new Judge(exchange, new Benchmarks(exchange));
    iteration = PayoffSetIteration.start(exchange.game());
    Transition initial = exchange.initial();
    start = IntStream.range(0, initial.size()).map(initial::successor).toArray();
  }

  /**
   * A verdict and, where sustainable, the equilibrium that it rests on.
   *
   * @param equilibrium its automaton with one lottery over nodes per start state
   */
  record Finding(Verdict verdict, Optional<Equilibrium> equilibrium) {
    static Finding of(Verdict verdict) {
      return new Finding(verdict, Optional.empty());
    }
  }

  /** An automaton, cut to what its starts lead to, and the starts. */
  record Equilibrium(Automaton automaton, List<Lottery> starts) {}

  /** The verdict, as soon as it is certain. */
  Finding finding() {
    while (true) {
      settle();
      if (isFrozen()) {
        return Finding.of(Verdict.FROZEN);
      }
      for (double margin : MARGINS) {
        if (isWorthTrying(margin)) {
          PayoffSets.Result sets = strategies(margin);
          Optional<List<Lottery>> starts = settlingStarts(sets);
          if (starts.isPresent()) {
            Automaton.Part part = sets.automaton().reachableFrom(exchange.game(), starts.get());
            return new Finding(
                Verdict.SUSTAINABLE, Optional.of(new Equilibrium(part.automaton(), part.starts())));
          }
        }
      }
      if (isLast()) {
        return Finding.of(Verdict.UNDECIDED);
      }
      iteration.refine();
    }
  }

  /** Sets within tolerance that decide the verdict, or the best there are. */
  PayoffSets.Result converged() {
    while (true) {
      settle();
      boolean last = isLast();
      if (iteration.resolution() <= options.sets().tolerance() || last) {
        PayoffSets.Result best = best();
        if (last || (best.converged() && (isFrozen() || settlingStarts(best).isPresent()))) {
          return best;
        }
      }
      iteration.refine();
    }
  }

  /** Goes on to sets that no longer move at the current resolution. */
  private void settle() {
    boolean settled = false;
    while (!settled && iteration.sweeps() < options.sets().maxSweeps()) {
      settled = iteration.sweep();
      options.sets().progress().accept(iteration.sweeps(), iteration.resolution());
    }
  }

  private boolean isLast() {
    return iteration.sweeps() >= options.sets().maxSweeps()
        || iteration.resolution() < FINEST * options.sets().tolerance();
  }

  /** Whether every state of the start is certainly frozen. */
  private boolean isFrozen() {
    boolean[] reaches = judge.mayReachSettlement(iteration::mayBeEnforceable);
    return Arrays.stream(start)
        .allMatch(s -> judge.frozen(s, reaches, iteration.outer(s)).isPresent());
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

  private PayoffSets.Result strategies(double margin) {
    return PayoffSets.approximation(iteration, options.sets(), margin);
  }

  private boolean isWorthTrying(double margin) {
    return margin >= iteration.resolution() && margin <= WIDEST * iteration.resolution();
  }

  /** The strategies, among those the current sets suggest, that come closest to the outer sets. */
  private PayoffSets.Result best() {
    PayoffSets.Result best = strategies(MARGINS[0]);
    for (int k = 1; k < MARGINS.length; k++) {
      if (isWorthTrying(MARGINS[k])) {
        PayoffSets.Result next = strategies(MARGINS[k]);
        if (next.relativeErrorBound() < best.relativeErrorBound()) {
          best = next;
        }
      }
    }
    return best;
  }
}
