/** The command line: one class per command. */
@NullMarked
package thaw.cli;

import org.jspecify.annotations.NullMarked;
