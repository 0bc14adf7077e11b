package thaw.solver.trust;

/**
 * A result that does not exist.
 *
 * @param reason why
 */
public record Absent(String reason) {}
