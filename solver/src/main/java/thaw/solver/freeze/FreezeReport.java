package thaw.solver.freeze;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import thaw.model.game.PhasedExchange;
import thaw.solver.certificate.Certificate;
import thaw.solver.certificate.SettlementCertificate;
import thaw.solver.spe.PayoffSets;

/**
 * The conditions F1–F9 for a phased exchange.
 *
 * @param exchange the compiled scenario
 * @param sets its equilibrium payoff sets
 * @param verdict at the scenario's start
 * @param reason one sentence: what decides the verdict
 * @param certificate what the verdict rests on; empty when undecided
 * @param start the conditions at the start, averaged over it where it is a lottery over states
 * @param states the conditions at every state, in the order of the game
 * @param equilibrium the efficient equilibrium at the start; empty unless sustainable
 * @param progress how far equilibria get
 * @param horizon periods that chances are given for
 */
public record FreezeReport(
    PhasedExchange exchange,
    PayoffSets.Result sets,
    Verdict verdict,
    String reason,
    Optional<Certificate> certificate,
    StartConditions start,
    List<StateConditions> states,
    Optional<EfficientEquilibrium> equilibrium,
    Progress progress,
    int horizon) {
  public FreezeReport {
    states = List.copyOf(states);
  }

  /**
   * The settling equilibrium.
   *
   * @return its certificate, where the verdict is sustainable; else empty
   */
  public Optional<SettlementCertificate> settlement() {
    return certificate
        .filter(SettlementCertificate.class::isInstance)
        .map(SettlementCertificate.class::cast);
  }

  /**
   * The conditions at one state.
   *
   * @param state its index
   * @param freezePayoff each party's payoff when both hold for ever
   * @param freezeIsEquilibrium F1: holding for ever is an equilibrium outcome
   * @param freezeSlack F1: least excess of holding over the best deviation along the freeze,
   *     against the optimal penal code, payoffs; negative if some deviation pays
   * @param markovFreeze F1': holding for ever is an equilibrium when every deviation is followed by
   *     holding for ever
   * @param trap F2: no profile in which anyone implements is enforceable here
   * @param verdict F3, F4
   * @param gains F5: what equilibria attain over the freeze payoff (inner set: certainly
   *     attainable)
   * @param gainsAtMost F5: the same on the outer set: certainly not exceeded
   * @param crisisPayoff F6: each party's payoff of holding for ever from crisis; empty if crisis
   *     cannot be reached
   * @param settlementPayoff F6: each party's payoff once everything is implemented and kept, trust
   *     being where answering each remaining phase in kind leads; empty if unreachable
   * @param crisisWithin F7: probability of a crisis within {@link FreezeAnalysis.Options#horizon}
   *     periods of freezing
   * @param periodsToCrisis F7: expected periods until the first crisis while freezing; infinite if
   *     it may never come
   * @param punishment each party's worst equilibrium payoff (lower bound)
   * @param best each party's best equilibrium payoff (upper bound)
   */
  public record StateConditions(
      int state,
      double[] freezePayoff,
      Answer freezeIsEquilibrium,
      double freezeSlack,
      Answer markovFreeze,
      Answer trap,
      Verdict verdict,
      Bargaining.Gains gains,
      Bargaining.Gains gainsAtMost,
      Optional<double[]> crisisPayoff,
      Optional<double[]> settlementPayoff,
      double crisisWithin,
      double periodsToCrisis,
      double[] punishment,
      double[] best) {
    /**
     * F6 for one party: crisis below freeze below settlement.
     *
     * @param party its index, 0 or 1
     * @return whether it holds; empty where crisis or settlement cannot be reached
     */
    public Optional<Boolean> isLesserEvil(int party) {
      if (crisisPayoff.isEmpty() || settlementPayoff.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          crisisPayoff.get()[party] < freezePayoff[party]
              && freezePayoff[party] < settlementPayoff.get()[party]);
    }
  }

  /**
   * What holds at the start in particular.
   *
   * @param conditions the conditions at the likeliest initial state
   * @param basin F8: when implementing is the safer choice
   */
  public record StartConditions(StateConditions conditions, Basin basin) {}

  /**
   * F8, in the two-by-two game in which each party either implements whenever it can or holds for
   * ever: R both implement, P both hold, S only the party implements (once, then all hold), T only
   * the other does.
   *
   * @param pDominance for each party the least probability of the other implementing at which
   *     implementing is best, (P−S)/((R−T)+(P−S)), at the start's trust; more than 1 where it never
   *     is, 0 where it always is, not a number where the party cannot implement
   * @param riskDominantTrust least trust at which implementing is risk-dominant (product of
   *     deviation losses, Harsanyi and Selten 1988); empty if at no level
   * @param riskDominantNow whether it is at the start's trust
   */
  public record Basin(
      double[] pDominance, OptionalDouble riskDominantTrust, boolean riskDominantNow) {}

  /**
   * The efficient equilibrium: the Nash bargaining solution over the freeze payoff among
   * equilibrium payoffs.
   *
   * @param payoff each party's payoff
   * @param settlementProbability of ever settling
   * @param periodsToSettlement expected, given that it settles
   * @param settledBy probability of having settled by each period, from 0 to the horizon
   * @param crisisWithin probability of a crisis within the horizon
   * @param largestGain of any one-shot deviation, payoffs; negative when all constraints are slack
   */
  public record EfficientEquilibrium(
      double[] payoff,
      double settlementProbability,
      double periodsToSettlement,
      double[] settledBy,
      double crisisWithin,
      double largestGain) {}

  /**
   * How far the exchange can get.
   *
   * @param furthest the largest number of phases implemented by both together on any path of
   *     enforceable profiles
   * @param outOf that number at settlement
   * @param stall where the furthest path ends and why; empty if it ends at the settlement
   */
  public record Progress(int furthest, int outOf, Optional<Stall> stall) {}

  /**
   * The constraint that stops the exchange.
   *
   * @param state index of the furthest state
   * @param profile the implementing profile that comes closest to being enforceable there
   * @param party index of the party whose constraint fails
   * @param deviation what that party would rather do
   * @param needed continuation payoff that would keep it to the profile
   * @param available the most that any equilibrium continuation gives it
   */
  public record Stall(
      int state, int profile, int party, String deviation, double needed, double available) {}
}
