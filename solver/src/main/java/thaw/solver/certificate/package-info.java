/**
 * What a claim about equilibria rests on, as plain data that other code can check: automata, outer
 * bounds, verdicts.
 */
@NullMarked
package thaw.solver.certificate;

import org.jspecify.annotations.NullMarked;
