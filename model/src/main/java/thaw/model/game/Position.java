package thaw.model.game;

/**
 * A state x = (p_1, p_2, τ, c) of the phased exchange.
 *
 * @param progress1 phases implemented by the first party, 0 to K
 * @param progress2 phases implemented by the second party, 0 to K
 * @param trustLevel index of the trust level
 * @param climate index of the climate, in the scenario's order
 * @param drift stalled periods that made remaining steps costlier, 0 to the cap; 0 without drift
 * @param period periods gone by, up to the deadline; 0 without a deadline
 */
public record Position(
    int progress1, int progress2, int trustLevel, int climate, int drift, int period) {
  /** Phases implemented by {@code party}, 0 or 1. */
  public int progress(int party) {
    return party == 0 ? progress1 : progress2;
  }
}
