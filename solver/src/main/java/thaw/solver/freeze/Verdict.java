package thaw.solver.freeze;

import java.util.Locale;

/**
 * Whether the exchange can leave the frozen status quo in equilibrium; never a guess between the
 * first two.
 */
public enum Verdict {
  /**
   * An equilibrium reaches the settlement and leaves both parties at least as well off as freezing
   * (F4).
   */
  SUSTAINABLE,
  /** No equilibrium does (F3). */
  FROZEN,
  /** Neither could be shown at the tolerance asked for. */
  UNDECIDED;

  /** The word used in reports and results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
