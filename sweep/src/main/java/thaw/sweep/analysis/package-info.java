/** What a finished sweep shows: sensitivity indices, regions, boxes. */
@NullMarked
package thaw.sweep.analysis;

import org.jspecify.annotations.NullMarked;
