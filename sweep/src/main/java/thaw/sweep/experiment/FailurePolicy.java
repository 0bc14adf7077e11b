package thaw.sweep.experiment;

/** What a sweep does after a point that failed. */
public enum FailurePolicy {
  /** Goes on; the point is recorded as failed. */
  CONTINUE("continue"),
  /** Starts no further points. */
  FAIL_FAST("fail-fast");

  private final String word;

  FailurePolicy(String word) {
    this.word = word;
  }

  /** As in files. */
  public String word() {
    return word;
  }
}
