/**
 * Playing an equilibrium forward: seeded simulation, and absorption probabilities and times by
 * linear algebra.
 */
@NullMarked
package thaw.solver.simulate;

import org.jspecify.annotations.NullMarked;
