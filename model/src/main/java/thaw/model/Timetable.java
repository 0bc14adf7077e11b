package thaw.model;

import java.util.OptionalInt;

/**
 * How long the exchange may take.
 *
 * @param survival probability per period that the exchange is still on the table, in (0, 1];
 *     multiplies patience
 * @param deadline number of periods after which no further phase may be implemented; empty: no
 *     deadline
 */
public record Timetable(double survival, OptionalInt deadline) {
  public Timetable {
    if (!(survival > 0 && survival <= 1)) {
      throw new IllegalArgumentException(
          "survival is " + survival + "; allowed: more than 0, up to 1");
    }
    deadline.ifPresent(periods -> Allowed.atLeast("deadline", periods, 1));
  }
}
