package thaw.solver.markov;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import thaw.model.game.Game;

/**
 * Markov perfect equilibria of a stochastic game by several ways: the limit of the principal logit
 * branch; backward induction over classes of states where progress is acyclic; all pure ones where
 * the search comes to its end; and the limits of logit branches from other priors, drawn evenly
 * from the mixed actions. The list holds each once. It is not claimed to be complete: mixed
 * equilibria that none of these ways lead to may exist.
 */
public final class MarkovEquilibria {
  /**
   * How to search.
   *
   * @param starts other priors to start from, 0 or more
   * @param seed of the priors
   * @param pure limits of the search for pure equilibria
   * @param progress told the number of steps and λ after each step along a branch
   */
  public record Options(
      int starts, long seed, PureMarkov.Options pure, BiConsumer<Integer, Double> progress) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if starts is negative
     */
    public Options {
      if (starts < 0) {
        throw new IllegalArgumentException("starts is " + starts + "; allowed: 0 or more");
      }
    }

    /**
     * No other priors.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(0, 1, PureMarkov.Options.defaults(), (step, lambda) -> {});
    }

    /**
     * The same with another number of priors.
     *
     * @param value 0 or more
     * @return options that differ in this only
     * @throws IllegalArgumentException if it is negative
     */
    public Options withStarts(int value) {
      return new Options(value, seed, pure, progress);
    }

    /**
     * The same with another seed.
     *
     * @param value of the priors; the same seed draws the same
     * @return options that differ in this only
     */
    public Options withSeed(long value) {
      return new Options(starts, value, pure, progress);
    }

    /**
     * The same with other limits of the search for pure equilibria.
     *
     * @param value how far to search
     * @return options that differ in this only
     */
    public Options withPure(PureMarkov.Options value) {
      return new Options(starts, seed, value, progress);
    }

    /**
     * The same with someone to tell of progress.
     *
     * @param value told the number of steps and λ after each step along a branch
     * @return options that differ in this only
     */
    public Options withProgress(BiConsumer<Integer, Double> value) {
      return new Options(starts, seed, pure, value);
    }
  }

  /** How an equilibrium was found first. */
  public enum Method {
    /** The limit of {@link MarkovLogit}. */
    PRINCIPAL_BRANCH("limit of the principal logit branch"),
    /** The same with {@link MarkovLogit.Options#leaps}. */
    LEAPS("limit of logit branches, leaping where one turns back"),
    /** {@link BackwardInduction}. */
    BACKWARD_INDUCTION("backward induction by classes, the logit limit in each"),
    /** {@link PureMarkov}. */
    PURE("search of pure strategies"),
    /** The limit of {@link MarkovLogit} from a prior drawn at random. */
    OTHER_PRIOR("limit of a logit branch from another prior");

    private final String words;

    Method(String words) {
      this.words = words;
    }

    /**
     * In words.
     *
     * @return for reports, lower case
     */
    public String words() {
      return words;
    }
  }

  /**
   * An equilibrium.
   *
   * @param method how it was found first
   * @param strategies what is played
   * @param regret largest gain from a one-shot deviation, in average payoffs
   */
  public record Found(Method method, MarkovStrategies strategies, double regret) {}

  /**
   * What was found.
   *
   * @param equilibria each once, in the order of the ways
   * @param pureComplete whether all pure stationary equilibria are among them
   * @param principal the walk along the principal branch
   * @param priorsLost branches from other priors that were not followed to their end
   */
  public record Result(
      List<Found> equilibria, boolean pureComplete, MarkovLogit.Result principal, int priorsLost) {
    public Result {
      equilibria = List.copyOf(equilibria);
    }

    /**
     * Whether an equilibrium was found.
     *
     * @return false does not say that there is none
     */
    public boolean converged() {
      return !equilibria.isEmpty();
    }
  }

  /** Equilibria whose probabilities differ by less are one. */
  private static final double SAME = 1e-6;

  /** Steps along a branch times the number of actions in the game, after which it is left. */
  private static final int PATIENCE = 1_000_000;

  private static final int MOST_STEPS = 50_000;
  private static final int MOST_LEAPS = 1000;

  private final Options options;

  private MarkovEquilibria(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static MarkovEquilibria withDefaults() {
    return new MarkovEquilibria(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public MarkovEquilibria with(Options newOptions) {
    return new MarkovEquilibria(newOptions);
  }

  /**
   * Searches by every way in turn.
   *
   * @param game any number of players and states
   * @return what was found; its list may be incomplete
   */
  public Result solve(Game game) {
    List<Found> found = new ArrayList<>();
    MarkovLogit.Options walk =
        MarkovLogit.Options.defaults()
            .withMaxSteps(Math.min(MOST_STEPS, Math.max(200, PATIENCE / actions(game))))
            .withProgress(options.progress());
    MarkovLogit.Result principal = MarkovLogit.withDefaults().with(walk).solve(game);
    principal.limit().forEach(m -> add(found, Method.PRINCIPAL_BRANCH, m));
    if (ProgressClasses.of(game).size() > 1) {
      BackwardInduction.solve(game, walk)
          .equilibrium()
          .forEach(m -> add(found, Method.BACKWARD_INDUCTION, m));
    }
    if (found.isEmpty()) {
      MarkovLogit.withDefaults()
          .with(walk.withLeaps(MOST_LEAPS))
          .solve(game)
          .limit()
          .forEach(m -> add(found, Method.LEAPS, m));
    }
    PureMarkov.Result pure = PureMarkov.withDefaults().with(options.pure()).solve(game);
    pure.equilibria().forEach(m -> add(found, Method.PURE, m));
    int lost = 0;
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(options.seed());
    for (int k = 0; k < options.starts(); k++) {
      MarkovLogit.Result other =
          MarkovLogit.withDefaults().with(walk.withPrior(prior(game, random))).solve(game);
      lost += other.limit().isEmpty() ? 1 : 0;
      other.limit().forEach(m -> add(found, Method.OTHER_PRIOR, m));
    }
    return new Result(found, pure.complete(), principal, lost);
  }

  private static int actions(Game game) {
    int count = 0;
    for (int s = 0; s < game.stateCount(); s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        count += game.state(s).actionCount(i);
      }
    }
    return count;
  }

  private static void add(List<Found> found, Method method, MarkovStrategies strategies) {
    if (found.stream().noneMatch(f -> f.strategies().distance(strategies) <= SAME)) {
      found.add(new Found(method, strategies, strategies.regret()));
    }
  }

  /** Mixed actions drawn evenly from all. */
  private static MarkovStrategies prior(Game game, UniformRandomProvider random) {
    double[][][] prior = MarkovLogit.even(game);
    for (double[][] state : prior) {
      for (double[] own : state) {
        double sum = 0;
        for (int a = 0; a < own.length; a++) {
          own[a] = -Math.log(1 - random.nextDouble()) + Double.MIN_NORMAL;
          sum += own[a];
        }
        for (int a = 0; a < own.length; a++) {
          own[a] /= sum;
        }
      }
    }
    return new MarkovStrategies(game, prior);
  }
}
