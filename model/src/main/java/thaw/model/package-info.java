/**
 * What the researcher writes: parties, steps, phases, trust, climates, and the edits that move
 * them.
 */
@NullMarked
package thaw.model;

import org.jspecify.annotations.NullMarked;
