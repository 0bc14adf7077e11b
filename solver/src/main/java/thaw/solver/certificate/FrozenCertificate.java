package thaw.solver.certificate;

import java.util.Locale;

/**
 * The claim that no equilibrium settles and leaves neither party worse off than freezing (F3). Its
 * proof is an outer approximation of the equilibrium payoffs, which a checker computes anew: sets
 * that contain all equilibrium payoffs cannot be recognised as such without the iteration that led
 * to them.
 *
 * @param reason what the outer approximation shows
 * @param startStates the states that play may start from
 * @param freezePayoff what holding for ever gives each party, averaged over the start
 * @param sweeps of the operator after which the claim was decided
 */
public record FrozenCertificate(Reason reason, int[] startStates, double[] freezePayoff, int sweeps)
    implements Certificate {
  /** Why a start is frozen. */
  public enum Reason {
    /** No path of profiles that may be enforceable leads from the start to the settlement. */
    NO_PATH,
    /** No payoff in the outer set leaves both as well off as freezing and one better off. */
    NO_GAIN;

    /** The word used in results. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
