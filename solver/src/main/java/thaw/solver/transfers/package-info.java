/** Games with transfers: n players who can pay each other (Goldlücke and Kranz 2012, 2018). */
@NullMarked
package thaw.solver.transfers;

import org.jspecify.annotations.NullMarked;
