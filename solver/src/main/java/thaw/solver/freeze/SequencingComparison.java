package thaw.solver.freeze;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import thaw.model.Parameter;
import thaw.model.Scenario;
import thaw.model.Sequencing;

/**
 * The same steps in other sequences: phased and parallel, one side first, all at once; with the
 * verdict of each at every trust level and over a range of patience.
 */
public final class SequencingComparison {
  /**
   * How to compare.
   *
   * @param patience values of δ (both parties') to try, each in [0, 1)
   * @param precision width of the bracket for the critical patience, positive
   * @param analysis how verdicts are found
   * @param threads 1 or more; results do not depend on it
   * @param progress told the number of sequences done and their total
   */
  public record Options(
      List<Double> patience,
      double precision,
      FreezeAnalysis.Options analysis,
      int threads,
      Levers.Progress progress) {
    /**
     * Puts the values of δ in increasing order and checks the precision.
     *
     * @throws IllegalArgumentException if the precision is not positive
     */
    public Options {
      patience = patience.stream().sorted().toList();
      if (!(precision > 0)) {
        throw new IllegalArgumentException("precision is " + precision + "; allowed: positive");
      }
    }

    /**
     * δ = 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, brackets of 0.02.
     *
     * @return these options
     */
    public static Options defaults() {
      FreezeAnalysis.Options analysis = FreezeAnalysis.Options.defaults();
      return new Options(
          List.of(0.5, 0.6, 0.7, 0.8, 0.9, 0.95),
          0.02,
          analysis.withSets(analysis.sets().withTolerance(0.05).withMaxSweeps(1000)),
          1,
          (done, all) -> {});
    }

    /**
     * The same with another number of threads.
     *
     * @param value 1 or more; results do not depend on it
     * @return options that differ in this only
     */
    public Options withThreads(int value) {
      return new Options(patience, precision, analysis, value, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param value told the number of sequences done and their total
     * @return options that differ in this only
     */
    public Options withProgress(Levers.Progress value) {
      return new Options(patience, precision, analysis, threads, value);
    }
  }

  /**
   * One sequence.
   *
   * @param sequencing who may implement when
   * @param label for figures and tables
   * @param verdict with the parties' own patience, at the start's trust
   * @param byTrust the same at each trust level
   * @param byPatience when both parties' patience is δ, at the start's trust
   */
  public record Row(
      Sequencing sequencing,
      String label,
      Verdict verdict,
      VerdictRange byTrust,
      VerdictRange byPatience) {
    /**
     * The least trust level from which on the verdict is sustainable; empty if there is none.
     *
     * @return in [0, 1]
     */
    public OptionalDouble leastTrust() {
      return byTrust.leastSustainable();
    }

    /**
     * The least patience tried from which on the verdict is sustainable; empty if none.
     *
     * @return in [0, 1)
     */
    public OptionalDouble leastPatience() {
      return byPatience.leastSustainable();
    }

    /**
     * The greatest patience tried up to which the verdict is frozen; empty if none.
     *
     * @return in [0, 1)
     */
    public OptionalDouble frozenUpTo() {
      return byPatience.frozenUpTo();
    }
  }

  private SequencingComparison() {}

  /**
   * Compares the scenario's own sequencing and the three others that the debate is about.
   *
   * @param scenario its context factors and shocks applied: those left would change trust and
   *     patience anew
   * @param options how to compare
   * @return parallel, each party first, all at once, and the scenario's own where it is none of
   *     these
   * @throws IllegalArgumentException if a value of δ is out of range, threads is less than 1, or
   *     the scenario cannot be compiled
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
   */
  public static List<Row> solve(Scenario scenario, Options options) {
    List<Callable<Row>> tasks = new ArrayList<>();
    for (Sequencing sequencing : sequencings(scenario)) {
      tasks.add(() -> row(scenario.withSequencing(sequencing), options));
    }
    return Together.run(options.threads(), tasks, options.progress());
  }

  private static List<Sequencing> sequencings(Scenario scenario) {
    List<Sequencing> all = new ArrayList<>();
    int lead = scenario.sequencing() instanceof Sequencing.Parallel parallel ? parallel.lead() : 1;
    all.add(new Sequencing.Parallel(lead));
    scenario.partyIds().forEach(party -> all.add(new Sequencing.First(party)));
    all.add(new Sequencing.AllAtOnce());
    if (!all.contains(scenario.sequencing())) {
      all.add(scenario.sequencing());
    }
    return all;
  }

  /**
   * The words for a sequencing of this scenario in figures and tables.
   *
   * @param scenario whose parties' labels are used
   * @param sequencing who may implement when
   * @return as in {@code phased and parallel}
   * @throws IllegalArgumentException if it names a party that the scenario does not have
   */
  public static String label(Scenario scenario, Sequencing sequencing) {
    if (sequencing instanceof Sequencing.Parallel parallel) {
      return parallel.lead() == 1 ? "phased and parallel" : "parallel, lead " + parallel.lead();
    }
    if (sequencing instanceof Sequencing.First first) {
      return scenario.party(first.party()).label() + " first";
    }
    return sequencing instanceof Sequencing.AllAtOnce ? "all at once" : "no sequence";
  }

  private static Row row(Scenario scenario, Options options) {
    Oracle oracle = new Oracle(options.analysis());
    VerdictRange byTrust =
        VerdictRange.search(
            scenario.trust().levels(),
            1,
            level -> oracle.verdict(Parameter.with(scenario, Map.of("trust.initial", level))));
    Verdict verdict = oracle.verdict(scenario);
    VerdictRange byPatience =
        VerdictRange.search(
            options.patience(),
            options.precision(),
            delta -> oracle.verdict(PatienceCurve.withPatience(scenario, delta)));
    return new Row(
        scenario.sequencing(),
        label(scenario, scenario.sequencing()),
        verdict,
        byTrust,
        byPatience);
  }
}
