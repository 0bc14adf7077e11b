package thaw.sweep;

import java.util.Locale;

/** How the evaluation of a point ended. */
public enum Status {
  /** Everything was computed within tolerance. */
  OK,
  /** Finished, but something, the verdict for one, could not be decided at the tolerance. */
  UNDECIDED,
  /** Stopped at the time limit of a point. */
  TIMEOUT,
  /** The parameter values are not allowed together. */
  INVALID,
  /** The evaluation failed. */
  ERROR;

  /** As in files. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
