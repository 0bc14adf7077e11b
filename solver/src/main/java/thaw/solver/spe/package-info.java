/**
 * Subgame-perfect equilibrium payoff sets of two-player stochastic games, and the strategies that
 * attain them.
 */
@NullMarked
package thaw.solver.spe;

import org.jspecify.annotations.NullMarked;
