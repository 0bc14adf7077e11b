/** Nash equilibria of bimatrix games, exactly. */
@NullMarked
package thaw.solver.nash;

import org.jspecify.annotations.NullMarked;
