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
 * as updating all states at once. A state is skipped while nothing that it depends on has moved.
 */
public final class PayoffSetIteration {
  /**
   * Simplification moves a boundary by at most this share of the largest movement of the sweep
   * before.
   */
  private static final double SLACK_SHARE = 1e-3;

  /**
   * Simplification stops when sets move by less than this; what remains is decided by exact
   * vertices.
   */
  private static final double EXACT_BELOW = 1e-13;

  private final Game game;
  private final PayoffSetOperator operator;
  private final int[][] predecessors;

  /** How far the sets that state s depends on have moved since its last update. */
  private final double[] pending;

  private int sweeps;
  private double change = 1;

  private PayoffSetIteration(Game game) {
    this.game = game;
    operator = new PayoffSetOperator(game);
    predecessors = predecessors(operator);
    pending = new double[operator.states];
    Arrays.fill(pending, 1);
  }

  /**
   * An iteration that starts from the box of stage payoffs.
   *
   * @throws IllegalArgumentException if the game has not two players
   */
  public static PayoffSetIteration start(Game game) {
    return new PayoffSetIteration(game);
  }

  private static int[][] predecessors(PayoffSetOperator operator) {
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
   * Updates every state once whose set could have changed.
   *
   * @return the largest movement of a set in this sweep or still to be passed on, in units of the
   *     payoff range; 0 once nothing moves; infinite in a sweep in which a set became empty
   */
  public double sweep() {
    double slack = change > EXACT_BELOW && Double.isFinite(change) ? SLACK_SHARE * change : 0;
    double largest = 0;
    // Movements this small cannot add up to anything that matters before the next sweep that
    // counts.
    double negligible = Double.isFinite(change) ? 1e-3 * change : 0;
    boolean forward = sweeps % 2 == 0;
    for (int k = 0; k < operator.states; k++) {
      int s = forward ? k : operator.states - 1 - k;
      if (pending[s] <= negligible && pending[s] < 1e-3) {
        continue;
      }
      pending[s] = 0;
      double moved = operator.update(s, slack);
      if (moved > 0) {
        for (int p : predecessors[s]) {
          pending[p] += moved;
        }
        largest = Math.max(largest, moved);
      }
    }
    sweeps++;
    for (double outstanding : pending) {
      largest = Math.max(largest, outstanding);
    }
    change = largest;
    return largest;
  }

  public Game game() {
    return game;
  }

  /** The number of sweeps so far. */
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
