/** Experiment files: which points of which input, and what is kept of them. */
@NullMarked
package thaw.sweep.experiment;

import org.jspecify.annotations.NullMarked;
