package thaw.charts;

/**
 * A number with its confidence interval.
 *
 * @param low NaN where there is no interval
 * @param high NaN where there is no interval
 */
public record Estimate(double value, double low, double high) {}
