/**
 * Closed-form trust models: patience and trust together, the freeze ladder, phased exchange with a
 * peace dividend.
 */
@NullMarked
package thaw.solver.trust;

import org.jspecify.annotations.NullMarked;
