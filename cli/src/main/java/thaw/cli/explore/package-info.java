/** The explorer: a local page on which a scenario's parameters can be moved. */
@NullMarked
package thaw.cli.explore;

import org.jspecify.annotations.NullMarked;
