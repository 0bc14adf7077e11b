package thaw.solver.certificate;

/**
 * The claim that a game with transfers has these largest joint and least individual equilibrium
 * payoffs (see {@code thaw.solver.transfers.Transfers}). The policies prove that they are attained;
 * that nothing goes beyond them a checker finds by its own iteration from above.
 *
 * @param exists per state: whether there is an equilibrium in pure actions
 * @param joint U per state; NaN where there is none
 * @param punishment v_i: [state][player]; NaN where there is none
 * @param equilibrium per state the profile of the equilibrium regime; −1 where there is none
 * @param punishmentProfiles [state][player]: the profile that holds the player down to v_i; −1
 *     where there is none
 * @param errorBound U and v_i miss the true ones by at most this; infinite if nothing is known
 * @param largestViolation by how much the constraint of a profile in use falls short; rounding only
 */
public record TransfersCertificate(
    boolean[] exists,
    double[] joint,
    double[][] punishment,
    int[] equilibrium,
    int[][] punishmentProfiles,
    double errorBound,
    double largestViolation) {}
