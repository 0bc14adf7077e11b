/**
 * Trust models of the literature: thresholds, equilibria and bounds in closed form, with sources.
 */
@NullMarked
package thaw.solver.trust;

import org.jspecify.annotations.NullMarked;
