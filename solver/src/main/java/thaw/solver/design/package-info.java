/** Which roadmaps are self-enforcing, and which is best by each criterion. */
@NullMarked
package thaw.solver.design;

import org.jspecify.annotations.NullMarked;
