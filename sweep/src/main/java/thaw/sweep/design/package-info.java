/** Designs of points: grids, random and low-discrepancy samples, trajectories. */
@NullMarked
package thaw.sweep.design;

import org.jspecify.annotations.NullMarked;
