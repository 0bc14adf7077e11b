package thaw.solver.markov;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * All Markov perfect equilibria in pure stationary strategies: by the one-shot deviation principle,
 * the profiles from which no single deviation gains.
 *
 * <p>Classes of states that can reach each other are taken in the order of backward induction, with
 * every equilibrium of what they lead to. Within a class, profiles are chosen state by state;
 * bounds on what each state can be worth in any equilibrium that agrees with the choices so far are
 * kept, and a choice is given up when a deviation gains by these bounds alone: V_i(s) ≤ max_a u_i +
 * δ E V̄_i and V_i(s) ≥ min_{a_−i} max_{a_i} u_i + δ E V̲_i, which each sweep only tightens.
 */
public final class PureMarkov {
  /**
   * How far to search.
   *
   * @param maxWork successors of profiles read for bounds, after which to stop, 1 or more
   * @param maxEquilibria equilibria after which to stop, 1 or more
   */
  public record Options(long maxWork, int maxEquilibria) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a limit is less than 1
     */
    public Options {
      if (maxWork < 1 || maxEquilibria < 1) {
        throw new IllegalArgumentException(
            "limits are " + maxWork + ", " + maxEquilibria + "; allowed: 1 or more");
      }
    }

    /**
     * Fifty million successors, which take seconds; a thousand equilibria.
     *
     * @return these options
     */
    public static Options defaults() {
      return new Options(50_000_000, 1000);
    }
  }

  /**
   * What was found.
   *
   * @param equilibria in the order of the search
   * @param complete whether these are proved to be all: the search came to its end
   * @param work successors of profiles read for bounds
   */
  public record Result(List<MarkovStrategies> equilibria, boolean complete, long work) {
    public Result {
      equilibria = List.copyOf(equilibria);
    }
  }

  /** A gain below this share of the payoff range is rounding. */
  private static final double ROUNDING = 1e-10;

  /** Sweeps over bounds before the first choice in a class. */
  private static final int FIRST_SWEEPS = 100;

  /** Sweeps over bounds after each choice. */
  private static final int SWEEPS = 4;

  private final Options options;

  private PureMarkov(Options options) {
    this.options = options;
  }

  /**
   * A solver with {@link Options#defaults}.
   *
   * @return it, to be changed by {@link #with} or used as it is
   */
  public static PureMarkov withDefaults() {
    return new PureMarkov(Options.defaults());
  }

  /**
   * A solver with other options.
   *
   * @param newOptions in place of those of this solver
   * @return a new solver; this one stays as it is
   */
  public PureMarkov with(Options newOptions) {
    return new PureMarkov(newOptions);
  }

  /**
   * Searches until all are found or a limit is reached.
   *
   * @param game any number of players and states
   * @return what was found, and whether it is proved to be all
   */
  public Result solve(Game game) {
    return new Search(game, options).run();
  }

  private static final class Search {
    private final Game game;
    private final Options options;
    private final int players;
    private final double tolerance;
    private final List<int[]> classes;

    /** The chosen profile of each state; −1 where none is. */
    private final int[] chosen;

    private final List<MarkovStrategies> found = new ArrayList<>();
    private final int[] entries;
    private long work;
    private boolean complete = true;

    Search(Game game, Options options) {
      this.game = game;
      this.options = options;
      players = game.playerCount();
      tolerance = ROUNDING * LogitSystem.payoffRange(game);
      classes = ProgressClasses.of(game);
      chosen = new int[game.stateCount()];
      Arrays.fill(chosen, -1);
      entries = new int[game.stateCount()];
      for (int s = 0; s < entries.length; s++) {
        for (int a = 0; a < game.state(s).profileCount(); a++) {
          entries[s] += game.state(s).transition(a).size();
        }
      }
    }

    Result run() {
      int states = game.stateCount();
      double[][] low = new double[states][players];
      double[][] high = new double[states][players];
      for (int s = 0; s < states; s++) {
        for (int i = 0; i < players; i++) {
          low[s][i] = game.minPayoff(i) / (1 - game.discount(i));
          high[s][i] = game.maxPayoff(i) / (1 - game.discount(i));
        }
      }
      choose(0, 0, low, high);
      return new Result(found, complete, work);
    }

    /** Chooses at the k-th state of a class, given bounds that hold for all earlier choices. */
    private void choose(int c, int k, double[][] low, double[][] high) {
      if (c == classes.size()) {
        MarkovStrategies strategies = pure();
        if (strategies.regret() <= tolerance) {
          found.add(strategies);
        }
        return;
      }
      int[] members = classes.get(c);
      if (k == members.length) {
        settleClass(c, members, low, high);
        return;
      }
      for (int sweep = 0; k == 0 && sweep < FIRST_SWEEPS && work < options.maxWork(); sweep++) {
        sweep(members, low, high);
      }
      int s = members[k];
      State state = game.state(s);
      for (int a = 0; a < state.profileCount() && complete; a++) {
        if (found.size() >= options.maxEquilibria() || work >= options.maxWork()) {
          complete = false;
          return;
        }
        if (!possible(s, a, low, high)) {
          continue;
        }
        chosen[s] = a;
        double[][] lower = copy(low);
        double[][] upper = copy(high);
        boolean open = true;
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
          sweep(members, lower, upper);
        }
        for (int j = 0; j <= k && open; j++) {
          open = possible(members[j], chosen[members[j]], lower, upper);
        }
        if (open) {
          choose(c, k + 1, lower, upper);
        }
        chosen[s] = -1;
      }
    }

    /** With every profile of a class chosen, its values are known, and no longer only bounded. */
    private void settleClass(int c, int[] members, double[][] low, double[][] high) {
      Game alone = ProgressClasses.alone(game, members, low);
      double[][][] p = new double[members.length + 1][players][];
      for (int k = 0; k < members.length; k++) {
        p[k] = indicator(members[k]);
      }
      Arrays.fill(p[members.length], new double[] {1});
      MarkovStrategies here = new MarkovStrategies(alone, p);
      double[][] totals = here.totals();
      if (here.regret() > tolerance) {
        return;
      }
      double[][] lower = copy(low);
      double[][] upper = copy(high);
      for (int k = 0; k < members.length; k++) {
        lower[members[k]] = totals[k];
        upper[members[k]] = totals[k];
      }
      choose(c + 1, 0, lower, upper);
    }

    private double[][] indicator(int s) {
      double[][] own = new double[players][];
      for (int i = 0; i < players; i++) {
        own[i] = new double[game.state(s).actionCount(i)];
        own[i][game.state(s).action(chosen[s], i)] = 1;
      }
      return own;
    }

    private MarkovStrategies pure() {
      double[][][] p = new double[chosen.length][][];
      for (int s = 0; s < chosen.length; s++) {
        p[s] = indicator(s);
      }
      return new MarkovStrategies(game, p);
    }

    /** Whether no deviation from a profile gains for certain. */
    private boolean possible(int s, int a, double[][] low, double[][] high) {
      State state = game.state(s);
      for (int i = 0; i < players; i++) {
        double most = total(state, a, i, high) + tolerance / (1 - game.discount(i));
        for (int action = 0; action < state.actionCount(i); action++) {
          int deviation = state.deviation(a, i, action);
          if (deviation != a && total(state, deviation, i, low) > most) {
            return false;
          }
        }
      }
      return true;
    }

    private void sweep(int[] members, double[][] low, double[][] high) {
      for (int t : members) {
        tighten(t, low, high);
        work += entries[t];
      }
    }

    private void tighten(int s, double[][] low, double[][] high) {
      State state = game.state(s);
      for (int i = 0; i < players; i++) {
        double slack = tolerance / (1 - game.discount(i));
        double up = Double.NEGATIVE_INFINITY;
        double down = Double.POSITIVE_INFINITY;
        if (chosen[s] >= 0) {
          up = total(state, chosen[s], i, high);
          down = total(state, chosen[s], i, low);
        } else {
          for (int a = 0; a < state.profileCount(); a++) {
            up = Math.max(up, total(state, a, i, high));
            if (state.action(a, i) == 0) {
              double best = Double.NEGATIVE_INFINITY;
              for (int action = 0; action < state.actionCount(i); action++) {
                best = Math.max(best, total(state, state.deviation(a, i, action), i, low));
              }
              down = Math.min(down, best);
            }
          }
        }
        high[s][i] = Math.min(high[s][i], up + slack);
        low[s][i] = Math.max(low[s][i], down - slack);
      }
    }

    private double total(State state, int a, int i, double[][] values) {
      Transition to = state.transition(a);
      double then = 0;
      for (int k = 0; k < to.size(); k++) {
        then += to.probability(k) * values[to.successor(k)][i];
      }
      return state.payoff(a, i) + game.discount(i) * then;
    }

    private static double[][] copy(double[][] values) {
      double[][] copy = new double[values.length][];
      for (int s = 0; s < copy.length; s++) {
        copy[s] = values[s].clone();
      }
      return copy;
    }
  }
}
