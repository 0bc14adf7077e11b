/**
 * The conditions under which the status quo freezes or a settlement can be sustained, with
 * certificates.
 */
@NullMarked
package thaw.solver.freeze;

import org.jspecify.annotations.NullMarked;
