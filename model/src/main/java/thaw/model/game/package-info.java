/**
 * What the solvers read: finite stochastic games in sparse form, and the compiler that makes one
 * from a scenario.
 */
@NullMarked
package thaw.model.game;

import org.jspecify.annotations.NullMarked;
