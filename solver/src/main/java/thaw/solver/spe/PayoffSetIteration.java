package thaw.solver.spe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import thaw.model.game.Game;

/**
 * Successive outer approximations of the equilibrium payoff sets V(s): from the box of stage
 * payoffs, the operator B is applied to one state after the other, in alternating order, until the
 * caller has seen enough. At any time every {@link #outer} set contains V(s), and {@link #policy}
 * reads off the strategies that the current sets suggest.
 *
 * <p>B is monotone, so updating in place (Gauss–Seidel) converges to the same largest fixed point
 * as updating all states at once. A state is skipped while nothing that it depends on has moved. In
 * large games the exact sets have thousands of vertices, and most of their edges are shorter than
 * any precision that matters; sets are therefore computed at a resolution that starts coarse and is
 * {@link #refine refined} once they have settled.
 */
public final class PayoffSetIteration {
  /** Resolution of the first sweeps, as a share of the payoff range. */
  private static final double COARSEST = 0.01;

  /** Each level is this much finer than the one before. */
  private static final double REFINEMENT = 0.25;

  private final Game game;
  private final PayoffSetOperator operator;
  private final int[][] predecessors;

  /** Whether a set that state s depends on has moved since its last update. */
  private final boolean[] pending;

  private int sweeps;
  private double resolution = COARSEST;

  private PayoffSetIteration(Game game) {
    this.game = game;
    operator = new PayoffSetOperator(game);
    predecessors = predecessors(operator);
    pending = new boolean[operator.states];
    Arrays.fill(pending, true);
  }

  /**
   * An iteration that starts from the box of stage payoffs.
   *
   * @throws IllegalArgumentException if the game has not two players
   */
  public static PayoffSetIteration start(Game game) {
    return new PayoffSetIteration(game);
  }

  /** Which states lead to each state. */
  static int[][] predecessors(PayoffSetOperator operator) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int s = 0; s < operator.states; s++) {
      lists.add(new ArrayList<>());
    }
    for (int s = 0; s < operator.states; s++) {
      int from = operator.firstSuccessor[operator.firstProfile[s]];
      int to = operator.firstSuccessor[operator.firstProfile[s + 1]];
      for (int next : Arrays.stream(operator.successor, from, to).distinct().toArray()) {
        lists.get(next).add(s);
      }
    }
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /**
   * Updates every state once whose set could change at the current resolution.
   *
   * @return whether the sets have settled at the current resolution
   */
  public boolean sweep() {
    boolean settled = true;
    boolean forward = sweeps % 2 == 0;
    for (int k = 0; k < operator.states; k++) {
      int s = forward ? k : operator.states - 1 - k;
      if (!pending[s]) {
        continue;
      }
      pending[s] = false;
      if (operator.update(s, resolution) > 0) {
        settled = false;
        for (int p : predecessors[s]) {
          pending[p] = true;
        }
      }
    }
    sweeps++;
    return settled;
  }

  /** From now on sets show this much detail. */
  void sharpen(double newResolution) {
    resolution = newResolution;
    Arrays.fill(pending, true);
  }

  /** Goes on at a finer resolution. */
  public void refine() {
    resolution *= REFINEMENT;
    Arrays.fill(pending, true);
  }

  /**
   * How far an update may move a boundary outward to save vertices, as a share of the payoff range.
   */
  public double resolution() {
    return resolution;
  }

  public Game game() {
    return game;
  }

  /** The number of sweeps over the states so far. */
  public int sweeps() {
    return sweeps;
  }

  /**
   * Whether V(state) is known to be empty: there is no equilibrium in pure strategies from that
   * state on.
   */
  public boolean isEmpty(int state) {
    return operator.size[state] == 0;
  }

  /** The current outer approximation of V(state), in payoffs of the game. */
  public Polygon outer(int state) {
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < operator.size[state]; k++) {
      points.add(
          new double[] {
            operator.low[0] + operator.range[0] * operator.xs[state][k],
            operator.low[1] + operator.range[1] * operator.ys[state][k]
          });
    }
    return Polygon.hull(points);
  }

  /**
   * Whether the last update found {@code profile} of {@code state} enforceable; false is certain,
   * true is not.
   */
  public boolean mayBeEnforceable(int state, int profile) {
    return operator.size[state] > 0 && operator.enforceable[operator.firstProfile[state] + profile];
  }

  /**
   * The strategies that the current outer sets suggest, evaluated.
   *
   * @param margin by how much continuation payoffs should exceed the incentive constraints, in
   *     units of the payoff range; positive asks for strict equilibria, 0 admits constraints that
   *     hold with equality
   */
  public Policy policy(double margin) {
    return Policy.extract(operator, margin);
  }
}
