package thaw.solver.certificate;

import java.util.List;

/**
 * The claim that subgame-perfect equilibrium payoffs of a two-player game lie within outer sets and
 * fill inner ones, and the strategies that attain the inner ones.
 *
 * @param states what is claimed of each state
 * @param errorBound largest Hausdorff distance between outer and inner set of a state, in payoffs;
 *     infinite if one is empty and the other is not
 * @param converged whether the distance, with each player's payoffs divided by their range, is
 *     within the tolerance
 * @param tolerance what was asked for, share of the payoff range; positive
 * @param automaton the strategies
 */
public record PayoffSetsClaim(
    List<Sets> states,
    double errorBound,
    boolean converged,
    double tolerance,
    Automaton automaton) {
  public PayoffSetsClaim {
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
