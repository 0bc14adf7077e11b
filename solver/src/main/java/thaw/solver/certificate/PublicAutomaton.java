package thaw.solver.certificate;

import java.util.List;
import thaw.solver.certificate.Automaton.Lottery;

/**
 * A public strategy profile of a two-player game with imperfect public monitoring as a finite
 * automaton with public randomization: what is played depends on the node, and the next node on the
 * public outcome, a signal and the next state, and on a public lottery.
 *
 * @param nodes the nodes; indices into this list name them
 */
public record PublicAutomaton(List<Node> nodes) {
  public PublicAutomaton {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node: what is played now and where play goes next.
   *
   * @param state index of the state it belongs to
   * @param profile index of the prescribed action profile there
   * @param value each player's payoff from here on, discounted average
   * @param next where play goes after each outcome that the profile, or a deviation by one player,
   *     can bring
   */
  public record Node(int state, int profile, double[] value, List<Continuation> next) {
    public Node {
      next = List.copyOf(next);
    }
  }

  /**
   * Where play goes after a public outcome.
   *
   * @param signal index of the signal in the node's state
   * @param state index of the next state
   * @param lottery over nodes of that state
   */
  public record Continuation(int signal, int state, Lottery lottery) {}
}
