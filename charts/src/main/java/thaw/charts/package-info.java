/** Figures for papers: one class per figure, one theme, one exporter. */
@NullMarked
package thaw.charts;

import org.jspecify.annotations.NullMarked;
