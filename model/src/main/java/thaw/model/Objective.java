package thaw.model;

/**
 * Something that the exchange as a whole is for (denuclearization, peace, a new type of relations).
 *
 * @param name for reports
 */
public record Objective(String name) {}
