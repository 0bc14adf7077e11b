/** Files in and out: strict JSON and YAML, schemas, and problems with file, line and column. */
@NullMarked
package thaw.model.io;

import org.jspecify.annotations.NullMarked;
