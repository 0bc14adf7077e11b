/** Sweeps on Apache Spark. */
@NullMarked
package thaw.spark;

import org.jspecify.annotations.NullMarked;
