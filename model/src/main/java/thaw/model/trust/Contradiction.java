package thaw.model.trust;

/**
 * What is wrong with a parameter in the light of the others.
 *
 * @param parameter its name
 * @param what what it is
 * @param allowed what it could be
 */
public record Contradiction(String parameter, String what, String allowed) {}
