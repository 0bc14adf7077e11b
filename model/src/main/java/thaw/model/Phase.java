package thaw.model;

import java.util.List;
import java.util.Map;

/**
 * One phase of the roadmap: what each party implements in it, all at once.
 *
 * @param steps ids of each party's steps, by party id; a party may have none in a phase
 * @param joint ids of joint steps that come into force when both parties have implemented the phase
 */
public record Phase(Map<String, List<String>> steps, List<String> joint) {
  public Phase {
    steps = Ordered.copyOf(steps);
    joint = List.copyOf(joint);
  }
}
