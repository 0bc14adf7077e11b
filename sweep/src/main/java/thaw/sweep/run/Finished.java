package thaw.sweep.run;

import thaw.sweep.Row;

/**
 * A row and what is kept of it beside the tables.
 *
 * @param detail where an error arose, one frame a line; empty without one
 */
public record Finished(Row row, String detail) {}
