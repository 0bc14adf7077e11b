/** What a file for a trust model says: parameters and their values. */
@NullMarked
package thaw.model.trust;

import org.jspecify.annotations.NullMarked;
