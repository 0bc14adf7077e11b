/** The one door to ojAlgo's linear algebra and linear programs. */
@NullMarked
package thaw.solver.linear;

import org.jspecify.annotations.NullMarked;
