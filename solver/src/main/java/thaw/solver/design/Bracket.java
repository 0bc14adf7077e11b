package thaw.solver.design;

import java.util.OptionalInt;

/**
 * What is known about the critical value of a parameter for one roadmap.
 *
 * @param frozen number of the largest value below {@code sustainable} at which it is certainly
 *     frozen; −1 if at none
 * @param sustainable number of the least value at which it was shown to be sustainable; empty if at
 *     none
 */
public record Bracket(int frozen, OptionalInt sustainable) {}
