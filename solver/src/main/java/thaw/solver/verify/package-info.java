/** Independent checks of certificates; shares no code with the solvers. */
@NullMarked
package thaw.solver.verify;

import org.jspecify.annotations.NullMarked;
