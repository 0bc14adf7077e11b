package thaw.model;

/** Who may implement when. It limits implementing, never reneging. */
public sealed interface Sequencing {
  /**
   * A party may take its next phase if it is then at most {@code lead} phases ahead of the other.
   *
   * @param lead 1 is "phased and parallel"; 0 means only together
   */
  record Parallel(int lead) implements Sequencing {
    public Parallel {
      Allowed.atLeast("lead", lead, 0);
    }
  }

  /**
   * One party implements everything before the other begins ("DPRK first").
   *
   * @param party id of the party that goes first
   */
  record First(String party) implements Sequencing {}

  /** All phases merged into one, taken in parallel ("all at once"). */
  record AllAtOnce() implements Sequencing {}

  /** No limits. */
  record Free() implements Sequencing {}
}
