/**
 * Imperfect public monitoring: equilibrium payoffs where players see signals of each other's
 * actions, at fixed discount factors and in the limit, and how good verification has to be.
 */
@NullMarked
package thaw.solver.monitoring;

import org.jspecify.annotations.NullMarked;
