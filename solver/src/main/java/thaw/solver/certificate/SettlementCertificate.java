package thaw.solver.certificate;

import java.util.List;

/**
 * An equilibrium that settles (F4): a strategy automaton to be checked one-shot deviation by
 * one-shot deviation, and where its play starts.
 *
 * @param automaton holding every node that the start, play and punishments lead to
 * @param startStates the states that play may start from
 * @param starts one lottery over nodes per start state
 * @param payoff each party's payoff, averaged over the start
 * @param freezePayoff what holding for ever gives each party, averaged over the start
 * @param settlementProbability probability of ever settling
 * @param largestGain of any one-shot deviation, payoffs; negative when every constraint is slack
 */
public record SettlementCertificate(
    Automaton automaton,
    int[] startStates,
    List<Automaton.Lottery> starts,
    double[] payoff,
    double[] freezePayoff,
    double settlementProbability,
    double largestGain)
    implements Certificate {
  public SettlementCertificate {
    starts = List.copyOf(starts);
    if (startStates.length != starts.size()) {
      throw new IllegalArgumentException(
          startStates.length + " start states and " + starts.size() + " lotteries");
    }
  }
}
