package thaw.model;

/**
 * A context factor or shock that a scenario switches on.
 *
 * @param name its name in the catalogue
 * @param strength from 0 (no effect) to 1 (as documented); each edit moves its parameter this share
 *     of the way
 */
public record Switch(String name, double strength) {
  public Switch {
    Allowed.probability("strength", strength);
  }
}
