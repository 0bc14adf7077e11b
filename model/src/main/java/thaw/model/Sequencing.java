package thaw.model;

/** Who may implement when. It limits implementing, never reneging. */
public sealed interface Sequencing {
  /**
   * Whether the party may take its next phase.
   *
   * @param party its id
   * @param own phases that it has implemented, less than {@code phases}
   * @param others phases that the other will have implemented by then
   * @param phases the number of phases
   */
  boolean permits(String party, int own, int others, int phases);

  /**
   * How the word for it reads in files: {@code parallel}, {@code first}, {@code package}, {@code
   * free}.
   */
  String kind();

  /**
   * A party may take its next phase if it is then at most {@code lead} phases ahead of the other.
   *
   * @param lead 1 is "phased and parallel"; 0 means only together
   */
  record Parallel(int lead) implements Sequencing {
    public Parallel {
      Allowed.atLeast("lead", lead, 0);
    }

    @Override
    public boolean permits(String party, int own, int others, int phases) {
      return own + 1 - others <= lead;
    }

    @Override
    public String kind() {
      return "parallel";
    }
  }

  /**
   * One party implements everything before the other begins ("DPRK first").
   *
   * @param party id of the party that goes first
   */
  record First(String party) implements Sequencing {
    @Override
    public boolean permits(String id, int own, int others, int phases) {
      return id.equals(party) || others == phases;
    }

    @Override
    public String kind() {
      return "first";
    }
  }

  /** All phases merged into one, taken in parallel ("all at once"). */
  record AllAtOnce() implements Sequencing {
    @Override
    public boolean permits(String party, int own, int others, int phases) {
      return own + 1 - others <= 1;
    }

    @Override
    public String kind() {
      return "package";
    }
  }

  /** No limits. */
  record Free() implements Sequencing {
    @Override
    public boolean permits(String party, int own, int others, int phases) {
      return true;
    }

    @Override
    public String kind() {
      return "free";
    }
  }
}
