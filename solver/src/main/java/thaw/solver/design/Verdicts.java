package thaw.solver.design;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import thaw.model.Design.Criterion;
import thaw.model.Scenario;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.Verdict;

/** The verdicts on roadmaps at values of parameters, each sought once. */
final class Verdicts {
  private final Scenario scenario;
  private final List<Plan> plans;
  private final FreezeAnalysis analysis;
  private final Workers workers;
  private final Map<Integer, Verdict> today = new ConcurrentHashMap<>();
  private final Map<Criterion, List<Map<Integer, Verdict>>> known = new EnumMap<>(Criterion.class);
  private final AtomicLong sought = new AtomicLong();

  Verdicts(Scenario scenario, List<Plan> plans, FreezeAnalysis.Options analysis, Workers workers) {
    this.scenario = scenario;
    this.plans = plans;
    this.analysis = FreezeAnalysis.withDefaults().with(interruptible(analysis));
    this.workers = workers;
  }

  /** Solves that end when their thread is interrupted. */
  static FreezeAnalysis.Options interruptible(FreezeAnalysis.Options options) {
    return options.withSets(
        options
            .sets()
            .withProgress(
                (sweeps, resolution) -> {
                  if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("interrupted");
                  }
                  options.sets().progress().accept(sweeps, resolution);
                }));
  }

  /** Makes room for the values of a scale; before the first verdict on it. */
  void open(Scale scale) {
    List<Map<Integer, Verdict>> rows = new ArrayList<>();
    for (int k = 0; k < scale.size(); k++) {
      boolean asItIs = scale.today().isPresent() && scale.today().getAsInt() == k;
      rows.add(asItIs ? today : new ConcurrentHashMap<>());
    }
    known.put(scale.criterion(), rows);
  }

  private Map<Integer, Verdict> row(Scale scale, int value) {
    List<Map<Integer, Verdict>> rows = known.get(scale.criterion());
    if (rows == null) {
      throw new IllegalStateException(scale.criterion() + " was not opened");
    }
    return rows.get(value);
  }

  /** Whether the verdict has been sought. */
  boolean isKnown(Scale scale, int value, int plan) {
    return row(scale, value).containsKey(plan);
  }

  /** The verdict on one roadmap; different roadmaps may be asked about at the same time. */
  Verdict at(Scale scale, int value, int plan) {
    return row(scale, value).computeIfAbsent(plan, p -> seek(scale.at(scenario, value), p));
  }

  /** Seeks the verdicts on some roadmaps at one value. */
  void seek(Scale scale, int value, List<Integer> which, IntConsumer done) {
    List<Integer> open = which.stream().filter(plan -> !isKnown(scale, value, plan)).toList();
    workers.map(open.size(), k -> at(scale, value, open.get(k)), done);
  }

  /** The verdicts on all roadmaps in the scenario as it is. */
  List<Verdict> today(IntConsumer done) {
    return workers.map(
        plans.size(), plan -> today.computeIfAbsent(plan, p -> seek(scenario, p)), done);
  }

  private Verdict seek(Scenario changed, int plan) {
    sought.incrementAndGet();
    return analysis.verdict(PhasedExchange.compile(plans.get(plan).in(changed)));
  }

  /** How many verdicts were sought. */
  long sought() {
    return sought.get();
  }
}
