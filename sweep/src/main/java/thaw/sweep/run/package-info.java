/** Running a sweep: threads, the store of finished points, tables. */
@NullMarked
package thaw.sweep.run;

import org.jspecify.annotations.NullMarked;
