package thaw.solver.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import thaw.model.Context;
import thaw.model.Design;
import thaw.model.Design.Criterion;
import thaw.model.Scenario;
import thaw.model.Sequencing;
import thaw.model.game.PhasedExchange;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.Verdict;

/**
 * Roadmap design: over all orderings of each party's steps and all ways to group them into phases,
 * which roadmaps are self-enforcing, and which of them needs the least patience, trust and
 * verification or gives the parties most.
 *
 * <p>A roadmap is self-enforcing if some subgame-perfect equilibrium settles and leaves neither
 * party worse off than freezing (F4 of {@link FreezeAnalysis}); verdicts are certain or undecided.
 */
public final class RoadmapDesign {
  /** Told what is being done, how much of it is, and of how much. */
  @FunctionalInterface
  public interface Progress {
    void accept(String stage, int done, int all);
  }

  /**
   * How to search.
   *
   * @param analysis how verdicts are found
   * @param welfarePrecision gap between what is attained and what is not exceeded, as a share of
   *     it, at which a roadmap's gains are known well enough, in (0, 1)
   * @param finestWelfare payoff sets are made no finer for that, share of the payoff range,
   *     positive
   * @param threads 1 or more; results do not depend on it
   * @param progress told of progress
   */
  public record Options(
      FreezeAnalysis.Options analysis,
      double welfarePrecision,
      double finestWelfare,
      int threads,
      Progress progress) {
    public Options {
      if (!(welfarePrecision > 0 && welfarePrecision < 1 && finestWelfare > 0)) {
        throw new IllegalArgumentException(
            "welfare is sought within "
                + welfarePrecision
                + " with sets as fine as "
                + finestWelfare
                + "; allowed: more than 0, less than 1");
      }
      if (threads < 1) {
        throw new IllegalArgumentException("threads is " + threads + "; allowed: 1 or more");
      }
    }

    /** Verdicts from sets within 1% in 1 000 sweeps, gains within 1% if sets of 10⁻⁴ do. */
    public static Options defaults() {
      FreezeAnalysis.Options analysis = FreezeAnalysis.Options.defaults();
      return new Options(
          analysis.withSets(analysis.sets().withTolerance(0.01).withMaxSweeps(1000)),
          0.01,
          1e-4,
          1,
          (stage, done, all) -> {});
    }

    public Options withThreads(int value) {
      return new Options(analysis, welfarePrecision, finestWelfare, value, progress);
    }

    public Options withProgress(Progress value) {
      return new Options(analysis, welfarePrecision, finestWelfare, threads, value);
    }

    /** Verdicts from sets of that error, share of the payoff range. */
    public Options withTolerance(double value) {
      return new Options(
          analysis.withSets(analysis.sets().withTolerance(value)),
          welfarePrecision,
          finestWelfare,
          threads,
          progress);
    }

    /** Told of every sweep over a payoff set as well; may throw to end the search. */
    public Options withTicks(BiConsumer<Integer, Double> value) {
      return new Options(
          analysis.withSets(analysis.sets().withProgress(value)),
          welfarePrecision,
          finestWelfare,
          threads,
          progress);
    }
  }

  /**
   * The answer.
   *
   * @param scenario with context factors and shocks applied
   * @param design what was asked
   * @param space the roadmaps of the design
   * @param selection those examined; number 0 is the scenario's own
   * @param references numbers of the scenario's own phases under each sequencing of the design
   * @param today the verdict on each in the scenario as it is; empty if neither that nor welfare
   *     was asked for
   * @param rankings one for each of patience, trust and verification that was asked for
   * @param welfare if it was asked for
   * @param verdicts how many verdicts were sought
   */
  public record Result(
      Scenario scenario,
      Design design,
      RoadmapSpace space,
      RoadmapSpace.Selection selection,
      List<Integer> references,
      List<Verdict> today,
      List<Ranking> rankings,
      Optional<Welfare> welfare,
      long verdicts) {
    public Result {
      references = List.copyOf(references);
      today = List.copyOf(today);
      rankings = List.copyOf(rankings);
    }

    /** The roadmap of a number. */
    public Plan plan(int number) {
      return selection.plans().get(number);
    }

    /** The ranking by a criterion, if it was asked for. */
    public Optional<Ranking> ranking(Criterion criterion) {
      return rankings.stream().filter(r -> r.criterion() == criterion).findFirst();
    }

    /**
     * The scenario with a roadmap at a value of a ranking's parameter.
     *
     * @param value number of the value
     */
    public Scenario at(Ranking ranking, int value, int plan) {
      return plan(plan).in(scale(ranking.criterion(), scenario, design).at(scenario, value));
    }
  }

  private final Options options;

  private RoadmapDesign(Options options) {
    this.options = options;
  }

  public static RoadmapDesign withDefaults() {
    return new RoadmapDesign(Options.defaults());
  }

  public RoadmapDesign with(Options newOptions) {
    return new RoadmapDesign(newOptions);
  }

  /**
   * Searches the roadmaps of a design.
   *
   * @throws IllegalArgumentException if the design does not fit the scenario, admits no roadmap, or
   *     one whose game is too large
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Result solve(Scenario given, Design design) {
    Scenario scenario = Context.applyAll(given);
    RoadmapSpace space = RoadmapSpace.of(scenario, design);
    if (space.size().signum() == 0) {
      throw new IllegalArgumentException(
          "the design admits no roadmap; allowed: numbers of phases that the steps can fill");
    }
    RoadmapSpace.Selection selection = space.select();
    if (selection.games().map(games -> games == 0).orElse(selection.plans().size() == 1)) {
      throw new IllegalArgumentException(
          "no roadmap respects design.before; allowed: orders that some roadmap respects");
    }
    List<Plan> plans = selection.plans();
    refuseTooLarge(scenario, plans);
    Workers workers = new Workers(options.threads());
    Verdicts verdicts = new Verdicts(scenario, plans, options.analysis(), workers);
    boolean asItIs =
        design.criteria().contains(Criterion.TODAY)
            || design.criteria().contains(Criterion.WELFARE);
    List<Verdict> today =
        asItIs
            ? verdicts.today(done -> options.progress().accept("today", done, plans.size()))
            : List.of();
    List<Integer> references = references(space, design, plans);
    List<Ranking> rankings = new ArrayList<>();
    for (Criterion criterion : design.criteria()) {
      if (criterion != Criterion.WELFARE && criterion != Criterion.TODAY) {
        rankings.add(
            new Contest(
                    scale(criterion, scenario, design),
                    verdicts,
                    workers,
                    plans.size(),
                    design.ranked(),
                    design.checks(),
                    options.progress())
                .solve(references));
      }
    }
    Optional<Welfare> welfare = Optional.empty();
    if (design.criteria().contains(Criterion.WELFARE)) {
      welfare =
          Optional.of(
              new WelfareContest(scenario, plans, today, options, workers).solve(references));
    }
    return new Result(
        scenario,
        design,
        space,
        selection,
        references,
        today,
        rankings,
        welfare,
        verdicts.sought());
  }

  /** The verdict on one roadmap as things are, as the search finds it. */
  public Verdict verdict(Scenario given, Plan plan) {
    return verdictIn(Context.applyAll(given), plan);
  }

  /**
   * The verdict on one roadmap at one value of a criterion's parameter, as the search finds it.
   *
   * @param value one of those at which the design seeks verdicts
   * @throws IllegalArgumentException if it is none, or the criterion has no parameter
   */
  public Verdict verdict(
      Scenario given, Design design, Plan plan, Criterion criterion, double value) {
    Scenario scenario = Context.applyAll(given);
    Scale scale = scale(criterion, scenario, design);
    int number = scale.values().indexOf(value);
    if (number < 0) {
      throw new IllegalArgumentException(
          criterion.word() + " is " + value + "; allowed: one of " + scale.values());
    }
    return verdictIn(scale.at(scenario, number), plan);
  }

  private Verdict verdictIn(Scenario scenario, Plan plan) {
    return FreezeAnalysis.withDefaults()
        .with(options.analysis())
        .verdict(PhasedExchange.compile(plan.in(scenario)));
  }

  private static void refuseTooLarge(Scenario scenario, List<Plan> plans) {
    long most =
        plans.stream().mapToLong(p -> PhasedExchange.sizeBound(p.in(scenario))).max().orElse(0);
    if (most > PhasedExchange.MOST_STATES) {
      throw new IllegalArgumentException(
          "a roadmap's game has up to " + most + " states; allowed: " + PhasedExchange.MOST_STATES);
    }
  }

  /** The scenario's own phases under every sequencing and granularity of the design. */
  private static List<Integer> references(RoadmapSpace space, Design design, List<Plan> plans) {
    Set<String> wanted = new HashSet<>(List.of(space.key(plans.get(0))));
    for (Sequencing sequencing : design.sequencing()) {
      for (int granularity : design.granularity()) {
        wanted.add(space.key(space.plan(sequencing, granularity, plans.get(0).phases())));
      }
    }
    return IntStream.range(0, plans.size())
        .filter(n -> wanted.contains(space.key(plans.get(n))))
        .boxed()
        .toList();
  }

  private static Scale scale(Criterion criterion, Scenario scenario, Design design) {
    return switch (criterion) {
      case PATIENCE -> Scale.patience(scenario, design);
      case TRUST -> Scale.trust(scenario, design);
      case VERIFICATION -> Scale.verification(scenario, design);
      case TODAY, WELFARE -> throw new IllegalArgumentException(criterion.word() + " has no scale");
    };
  }
}
