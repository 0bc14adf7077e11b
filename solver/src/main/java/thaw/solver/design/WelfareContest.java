package thaw.solver.design;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import thaw.model.Scenario;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.Transition;
import thaw.solver.design.Welfare.Best;
import thaw.solver.design.Welfare.Bounds;
import thaw.solver.design.Welfare.Gains;
import thaw.solver.freeze.Bargaining;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.freeze.Verdict;
import thaw.solver.linear.MarkovChain;
import thaw.solver.spe.PayoffSetIteration;
import thaw.solver.spe.PayoffSets;
import thaw.solver.spe.Polygon;

/**
 * Finds the roadmaps whose best equilibrium gives most (branch and bound). Outer payoff sets of
 * each roadmap are made finer until they certainly reach less than what an equilibrium of another
 * one attains, or until strategies attain nearly all that they show.
 */
final class WelfareContest {
  /** Roadmaps that are measured against the same best one; whatever the number of threads. */
  private static final int BATCH = 24;

  private static final long SEED = 1;

  /** Margins by which strategies exceed their constraints, as shares of the payoff range. */
  private static final double[] MARGINS = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7};

  /** Margins up to this many times the resolution are tried; narrower ones than it cannot do. */
  private static final double WIDEST = 100;

  /** Gains up to this share of the payoff range are rounding. */
  private static final double ROUNDING = 1e-7;

  private final Scenario scenario;
  private final List<Plan> plans;
  private final List<Verdict> today;
  private final FreezeAnalysis.Options analysis;
  private final double precision;
  private final double finest;
  private final Workers workers;
  private final RoadmapDesign.Progress progress;

  WelfareContest(
      Scenario scenario,
      List<Plan> plans,
      List<Verdict> today,
      RoadmapDesign.Options options,
      Workers workers) {
    this.scenario = scenario;
    this.plans = plans;
    this.today = today;
    this.analysis = Verdicts.interruptible(options.analysis());
    this.precision = options.welfarePrecision();
    this.finest = options.finestWelfare();
    this.workers = workers;
    this.progress = options.progress();
  }

  /**
   * Ranks the roadmaps.
   *
   * @param always roadmaps whose gains are found as finely as those of the best
   */
  Welfare solve(List<Integer> always) {
    List<Optional<Gains>> gains =
        new ArrayList<>(Collections.nCopies(plans.size(), Optional.empty()));
    List<Integer> order =
        new ArrayList<>(
            IntStream.range(0, plans.size())
                .filter(plan -> today.get(plan) != Verdict.FROZEN)
                .boxed()
                .toList());
    Collections.shuffle(order, new Random(SEED));
    order.sort(Comparator.comparing(plan -> !always.contains(plan))); // these come first
    for (int from = 0; from < order.size(); from += BATCH) {
      List<Integer> batch = order.subList(from, Math.min(from + BATCH, order.size()));
      double sum = best(gains, Gains::sum).bounds().low();
      double product = best(gains, Gains::product).bounds().low();
      int before = from;
      List<Gains> found =
          workers.map(
              batch.size(),
              k -> {
                boolean all = always.contains(batch.get(k));
                return gains(batch.get(k), all ? 0 : sum, all ? 0 : product);
              },
              done -> progress.accept("welfare", before + done, order.size()));
      for (int k = 0; k < found.size(); k++) {
        gains.set(batch.get(k), Optional.of(found.get(k)));
      }
    }
    return new Welfare(gains, best(gains, Gains::sum), best(gains, Gains::product));
  }

  private interface Measure {
    Bounds of(Gains gains);
  }

  private static Best best(List<Optional<Gains>> gains, Measure measure) {
    List<Integer> all =
        IntStream.range(0, gains.size()).filter(p -> gains.get(p).isPresent()).boxed().toList();
    List<Bounds> bounds =
        gains.stream().map(g -> g.map(measure::of).orElse(new Bounds(0, 0))).toList();
    double attained = all.stream().mapToDouble(p -> bounds.get(p).low()).max().orElse(0);
    List<Integer> first =
        all.stream()
            .filter(p -> bounds.get(p).high() >= attained)
            .sorted(
                Comparator.<Integer>comparingDouble(p -> -bounds.get(p).low())
                    .thenComparingInt(p -> p))
            .toList();
    double most = all.stream().mapToDouble(p -> bounds.get(p).high()).max().orElse(0);
    return new Best(first, new Bounds(attained, most));
  }

  /** Bounds on one roadmap's gains, no finer than it takes to see that they are smaller. */
  private Gains gains(int plan, double sum, double product) {
    PhasedExchange exchange = PhasedExchange.compile(plans.get(plan).in(scenario));
    Game game = exchange.game();
    int start = likeliest(exchange.initial());
    double[] freeze = freeze(exchange, start);
    double rounding = ROUNDING * (range(game, 0) + range(game, 1));
    PayoffSetIteration iteration = PayoffSetIteration.start(game);
    Gains now =
        new Gains(
            new Bounds(0, Double.POSITIVE_INFINITY),
            new Bounds(0, Double.POSITIVE_INFINITY),
            freeze);
    while (true) {
      boolean settled = false;
      while (!settled && iteration.sweeps() < analysis.sets().maxSweeps()) {
        settled = iteration.sweep();
        analysis.sets().progress().accept(iteration.sweeps(), iteration.resolution());
      }
      now = below(now, Bargaining.gains(iteration.outer(start), freeze, rounding));
      boolean beaten = now.sum().high() < sum && now.product().high() < product;
      if (!beaten) {
        for (double margin : MARGINS) {
          if (margin >= iteration.resolution() && margin <= WIDEST * iteration.resolution()) {
            now = attained(now, iteration, margin, start, freeze, rounding);
          }
        }
      }
      boolean last =
          iteration.sweeps() >= analysis.sets().maxSweeps() || iteration.resolution() <= finest;
      if (beaten || last || (isPrecise(now.sum()) && isPrecise(now.product()))) {
        return now;
      }
      iteration.refine();
    }
  }

  private boolean isPrecise(Bounds bounds) {
    return bounds.high() - bounds.low() <= precision * bounds.high();
  }

  private static Gains below(Gains known, Bargaining.Gains most) {
    return new Gains(
        new Bounds(known.sum().low(), Math.min(known.sum().high(), total(most))),
        new Bounds(known.product().low(), Math.min(known.product().high(), product(most))),
        known.payoffs());
  }

  /** What strategies that keep their constraints by a margin attain, if they are an equilibrium. */
  private Gains attained(
      Gains known,
      PayoffSetIteration iteration,
      double margin,
      int start,
      double[] freeze,
      double rounding) {
    PayoffSets.Result sets = PayoffSets.approximation(iteration, analysis.sets(), margin);
    Polygon inner = sets.inner().get(start);
    if (sets.regret() > PayoffSets.REGRET_TOLERANCE || inner.isEmpty()) {
      return known;
    }
    Bargaining.Gains gains = Bargaining.gains(inner, freeze, rounding);
    double[] nash = gains.nash();
    return new Gains(
        new Bounds(Math.max(known.sum().low(), total(gains)), known.sum().high()),
        new Bounds(Math.max(known.product().low(), product(gains)), known.product().high()),
        product(gains) > known.product().low()
            ? new double[] {freeze[0] + nash[0], freeze[1] + nash[1]}
            : known.payoffs());
  }

  private static double total(Bargaining.Gains gains) {
    return gains.utilitarian()[0] + gains.utilitarian()[1];
  }

  private static double product(Bargaining.Gains gains) {
    return gains.nash()[0] * gains.nash()[1];
  }

  private static double range(Game game, int party) {
    return game.maxPayoff(party) - game.minPayoff(party);
  }

  private static int likeliest(Transition start) {
    return IntStream.range(0, start.size())
        .boxed()
        .max(Comparator.comparingDouble(start::probability))
        .map(start::successor)
        .orElseThrow();
  }

  private static double[] freeze(PhasedExchange exchange, int start) {
    Game game = exchange.game();
    Transition[] hold = new Transition[game.stateCount()];
    double[][] flow = new double[2][hold.length];
    for (int s = 0; s < hold.length; s++) {
      int profile = exchange.holdProfile(s);
      hold[s] = game.state(s).transition(profile);
      flow[0][s] = game.state(s).payoff(profile, 0);
      flow[1][s] = game.state(s).payoff(profile, 1);
    }
    MarkovChain chain = new MarkovChain(hold);
    return new double[] {
      chain.discountedValue(flow[0], game.discount(0))[start],
      chain.discountedValue(flow[1], game.discount(1))[start]
    };
  }
}
