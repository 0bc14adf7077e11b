/**
 * Linear algebra that the solvers stand on: linear programs, exact and in floating point, dense
 * systems, and the sparse systems of Markov chains. The only package that uses ojAlgo.
 */
@NullMarked
package thaw.solver.linear;

import org.jspecify.annotations.NullMarked;
