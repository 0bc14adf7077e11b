package thaw.model;

/**
 * What can push the exchange out of its climate, per period. The crisis hazards apply in every
 * climate other than crisis, the leadership hazard in the climate of the start.
 *
 * @param crisis probability of a crisis while nothing is implemented; falls linearly to 0 as phases
 *     are implemented
 * @param crisisOnRenege added probability of a crisis in a period in which anyone reneges
 * @param leadership probability of moving from {@code engaged} to {@code strained}: leadership
 *     weakened at home
 */
public record Hazards(double crisis, double crisisOnRenege, double leadership) {
  public Hazards {
    Allowed.probability("crisis", crisis);
    Allowed.probability("crisisOnRenege", crisisOnRenege);
    Allowed.probability("leadership", leadership);
  }
}
