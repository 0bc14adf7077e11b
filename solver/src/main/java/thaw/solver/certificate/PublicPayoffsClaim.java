package thaw.solver.certificate;

import java.util.List;

/**
 * The claim that perfect public equilibrium payoffs lie within outer sets and fill inner ones, and
 * the strategies that attain the inner ones.
 *
 * @param states what is claimed of each state
 * @param errorBound largest Hausdorff distance between outer and inner set of a state, in payoffs
 * @param relativeErrorBound the same with each player's payoffs divided by their range
 * @param regret largest gain from a one-shot deviation, as a share of the player's payoff range; 0
 *     without nodes
 * @param automaton the strategies
 */
public record PublicPayoffsClaim(
    List<Sets> states,
    double errorBound,
    double relativeErrorBound,
    double regret,
    PublicAutomaton automaton) {
  public PublicPayoffsClaim {
    states = List.copyOf(states);
  }

  /**
   * The sets of one state, by vertices {x, y}, counter-clockwise.
   *
   * @param outer contains all equilibrium payoffs
   * @param inner consists of equilibrium payoffs
   * @param punishment each player's smallest payoff in the outer set; empty if that is
   * @param enforceable profiles that may be played in equilibrium; all others are not
   */
  public record Sets(
      List<double[]> outer, List<double[]> inner, double[] punishment, boolean[] enforceable) {
    public Sets {
      outer = List.copyOf(outer);
      inner = List.copyOf(inner);
    }
  }
}
