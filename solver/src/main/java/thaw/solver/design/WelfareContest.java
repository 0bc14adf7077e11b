package thaw.solver.design;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.solver.design.Welfare.Best;
import thaw.solver.design.Welfare.Bounds;
import thaw.solver.design.Welfare.Gains;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.FreezeReport.StateConditions;
import thaw.solver.freeze.Verdict;

/**
 * Finds the roadmaps whose best equilibrium gives most: rough payoff sets for all, finer ones for
 * those whose outer sets reach beyond what the best inner set attains. Who leaves is certainly not
 * best.
 */
final class WelfareContest {
  private final Scenario scenario;
  private final List<Plan> plans;
  private final List<Verdict> today;
  private final FreezeAnalysis.Options analysis;
  private final List<Double> tolerances;
  private final Workers workers;
  private final RoadmapDesign.Progress progress;

  WelfareContest(
      Scenario scenario,
      List<Plan> plans,
      List<Verdict> today,
      FreezeAnalysis.Options analysis,
      List<Double> tolerances,
      Workers workers,
      RoadmapDesign.Progress progress) {
    this.scenario = scenario;
    this.plans = plans;
    this.today = today;
    this.analysis = Verdicts.interruptible(analysis);
    this.tolerances = tolerances;
    this.workers = workers;
    this.progress = progress;
  }

  /**
   * Ranks the roadmaps.
   *
   * @param always roadmaps whose gains are found as finely as those of the best
   */
  Welfare solve(List<Integer> always) {
    List<Optional<Gains>> gains = new ArrayList<>(Collections.nCopies(plans.size(), Optional.empty()));
    List<Integer> active =
        IntStream.range(0, plans.size())
            .filter(plan -> today.get(plan) != Verdict.FROZEN)
            .boxed()
            .toList();
    for (double tolerance : tolerances) {
      List<Integer> which = active;
      List<Gains> found =
          workers.map(
              which.size(),
              k -> gains(which.get(k), tolerance),
              done -> progress.accept("welfare", done, which.size()));
      for (int k = 0; k < which.size(); k++) {
        gains.set(which.get(k), Optional.of(found.get(k)));
      }
      List<Integer> best = new ArrayList<>(best(gains, Gains::sum).plans());
      best.addAll(best(gains, Gains::product).plans());
      active = which.stream().filter(p -> best.contains(p) || always.contains(p)).toList();
    }
    return new Welfare(gains, best(gains, Gains::sum), best(gains, Gains::product));
  }

  private interface Measure {
    Bounds of(Gains gains);
  }

  private static Best best(List<Optional<Gains>> gains, Measure measure) {
    ToDoubleFunction<Integer> low = plan -> measure.of(gains.get(plan).orElseThrow()).low();
    ToDoubleFunction<Integer> high = plan -> measure.of(gains.get(plan).orElseThrow()).high();
    List<Integer> all =
        IntStream.range(0, gains.size()).filter(p -> gains.get(p).isPresent()).boxed().toList();
    double attained = all.stream().mapToDouble(low).max().orElse(0);
    List<Integer> plans =
        all.stream()
            .filter(p -> high.applyAsDouble(p) >= attained)
            .sorted(
                Comparator.<Integer>comparingDouble(p -> -low.applyAsDouble(p))
                    .thenComparingInt(p -> p))
            .toList();
    return new Best(plans, new Bounds(attained, all.stream().mapToDouble(high).max().orElse(0)));
  }

  private Gains gains(int plan, double tolerance) {
    StateConditions c =
        FreezeAnalysis.withDefaults()
            .with(analysis.withSets(analysis.sets().withTolerance(tolerance)))
            .conditionsAtStart(PhasedExchange.compile(plans.get(plan).in(scenario)));
    double[] nash = c.gains().nash();
    double[] payoffs = {c.freezePayoff()[0] + nash[0], c.freezePayoff()[1] + nash[1]};
    return new Gains(
        new Bounds(total(c.gains().utilitarian()), total(c.gainsAtMost().utilitarian())),
        new Bounds(product(nash), product(c.gainsAtMost().nash())),
        payoffs);
  }

  private static double total(double[] gains) {
    return gains[0] + gains[1];
  }

  private static double product(double[] gains) {
    return gains[0] * gains[1];
  }
}
