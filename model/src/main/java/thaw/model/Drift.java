package thaw.model;

/**
 * An arsenal (or a sanctions regime) that keeps growing: while the exchange stalls, the party's
 * remaining steps grow costlier by a factor 1 + growth per period, up to (1 + growth)^levels.
 *
 * @param party id of the party whose steps grow costlier
 * @param growth per stalled period, 0 or more
 * @param levels number of stalled periods after which the cost stays at its cap, 1 or more
 */
public record Drift(String party, double growth, int levels) {
  public Drift {
    Allowed.nonNegative("growth", growth);
    Allowed.atLeast("levels", levels, 1);
  }
}
