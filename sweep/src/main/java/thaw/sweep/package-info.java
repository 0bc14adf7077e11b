/** Parameter sweeps: what is evaluated, where, and what comes of it. */
@NullMarked
package thaw.sweep;

import org.jspecify.annotations.NullMarked;
