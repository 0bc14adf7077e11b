package thaw.sweep;

/**
 * A finished point.
 *
 * @param point its number in the design
 * @param seed of its randomness
 * @param parameters its values
 * @param message why, where the status is not OK; else empty
 * @param outcomes one value per outcome, NaN where there is none; categories by their codes
 */
public record Row(
    long point, long seed, double[] parameters, Status status, String message, double[] outcomes) {}
