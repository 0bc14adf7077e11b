package thaw.solver.certificate;

import java.util.List;

/**
 * A strategy profile of a two-player stochastic game as a finite automaton with public
 * randomization.
 *
 * <p>Every node belongs to a state and prescribes an action profile there. After the prescribed
 * profile, play goes from the realised successor state to a node of that state drawn from {@link
 * Node#next()}. After a deviation by player i alone, play goes from the realised successor state s'
 * to {@code punishment(s', i)}; after a deviation by both, to {@code punishment(s', 0)}.
 *
 * @param nodes the nodes; indices into this list name them
 * @param punishments punishments[state][player]: the node that punishes the player from that state
 *     on; −1 where no single deviation leads
 */
public record Automaton(List<Node> nodes, int[][] punishments) {
  public Automaton {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node: what is played now and where play goes next.
   *
   * @param state index of the state it belongs to
   * @param profile index of the prescribed action profile there
   * @param value each player's payoff from here on, discounted average
   * @param next one lottery per successor of the prescribed profile, in the order of the transition
   */
  public record Node(int state, int profile, double[] value, List<Lottery> next) {
    public Node {
      next = List.copyOf(next);
    }
  }

  /**
   * A public lottery over nodes.
   *
   * @param nodes indices of nodes
   * @param weights their probabilities, positive, summing to 1
   */
  public record Lottery(int[] nodes, double[] weights) {
    public static Lottery on(int node) {
      return new Lottery(new int[] {node}, new double[] {1});
    }
  }

  /** The node that punishes {@code player} from {@code state} on, or −1. */
  public int punishment(int state, int player) {
    return punishments[state][player];
  }
}
