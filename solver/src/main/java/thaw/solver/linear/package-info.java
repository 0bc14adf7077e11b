/** Linear systems of Markov chains, solved with ojAlgo's sparse factorisation. */
@NullMarked
package thaw.solver.linear;

import org.jspecify.annotations.NullMarked;
