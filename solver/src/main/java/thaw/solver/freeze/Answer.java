package thaw.solver.freeze;

import java.util.Locale;

/**
 * A condition's answer: yes and no are certain, undecided means that outer and inner approximations
 * differ on it.
 */
public enum Answer {
  YES,
  NO,
  UNDECIDED;

  static Answer of(boolean certainlyYes, boolean certainlyNo) {
    if (certainlyYes) {
      return YES;
    }
    return certainlyNo ? NO : UNDECIDED;
  }

  /** The word used in reports and results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
