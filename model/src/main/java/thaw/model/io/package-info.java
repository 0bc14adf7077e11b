/** Scenario and game files: strict reading with every problem at its place, and writing. */
@NullMarked
package thaw.model.io;

import org.jspecify.annotations.NullMarked;
