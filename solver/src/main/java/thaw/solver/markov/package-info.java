/**
 * Stationary strategies: Markov perfect equilibria and Markov logit quantal response equilibria.
 */
@NullMarked
package thaw.solver.markov;

import org.jspecify.annotations.NullMarked;
