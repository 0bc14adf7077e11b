package thaw.solver.certificate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

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

  /**
   * Where play goes from a node when nobody deviates: a distribution over nodes.
   *
   * @param game the game that the automaton plays
   */
  public Transition path(Game game, int node) {
    Node here = nodes.get(node);
    Transition transition = game.state(here.state()).transition(here.profile());
    int size = here.next().stream().mapToInt(l -> l.nodes().length).sum();
    int[] next = new int[size];
    double[] probabilities = new double[size];
    int at = 0;
    for (int k = 0; k < transition.size(); k++) {
      Lottery lottery = here.next().get(k);
      for (int j = 0; j < lottery.nodes().length; j++) {
        next[at] = lottery.nodes()[j];
        probabilities[at++] = transition.probability(k) * lottery.weights()[j];
      }
    }
    return Transition.of(next, probabilities);
  }

  /**
   * The part of an automaton that some starts use.
   *
   * @param automaton its nodes renumbered
   * @param starts the starts with the new numbers
   */
  public record Part(Automaton automaton, List<Lottery> starts) {
    public Part {
      starts = List.copyOf(starts);
    }
  }

  /** The nodes that play from {@code starts} and single deviations on the way can lead to. */
  public Part reachableFrom(Game game, List<Lottery> starts) {
    int[] number = new int[nodes.size()];
    Arrays.fill(number, -1);
    List<Integer> reached = new ArrayList<>();
    starts.forEach(lottery -> reach(lottery, number, reached));
    for (int k = 0; k < reached.size(); k++) {
      Node node = nodes.get(reached.get(k));
      node.next().forEach(lottery -> reach(lottery, number, reached));
      State state = game.state(node.state());
      for (int player = 0; player < 2; player++) {
        for (int action = 0; action < state.actionCount(player); action++) {
          int deviation = state.deviation(node.profile(), player, action);
          Transition to = state.transition(deviation);
          for (int j = 0; deviation != node.profile() && j < to.size(); j++) {
            reach(punishment(to.successor(j), player), number, reached);
          }
        }
      }
    }
    List<Node> kept = new ArrayList<>();
    for (int old : reached) {
      Node node = nodes.get(old);
      List<Lottery> next =
          node.next().stream().map(lottery -> renumbered(lottery, number)).toList();
      kept.add(new Node(node.state(), node.profile(), node.value(), next));
    }
    int[][] punish = new int[punishments.length][];
    for (int s = 0; s < punish.length; s++) {
      punish[s] = new int[2];
      for (int player = 0; player < 2; player++) {
        int old = punishments[s][player];
        punish[s][player] = old < 0 ? -1 : number[old];
      }
    }
    return new Part(
        new Automaton(kept, punish),
        starts.stream().map(lottery -> renumbered(lottery, number)).toList());
  }

  private static void reach(Lottery lottery, int[] number, List<Integer> reached) {
    for (int node : lottery.nodes()) {
      reach(node, number, reached);
    }
  }

  private static void reach(int node, int[] number, List<Integer> reached) {
    if (node >= 0 && number[node] < 0) {
      number[node] = reached.size();
      reached.add(node);
    }
  }

  private static Lottery renumbered(Lottery lottery, int[] number) {
    return new Lottery(
        Arrays.stream(lottery.nodes()).map(n -> number[n]).toArray(), lottery.weights());
  }
}
