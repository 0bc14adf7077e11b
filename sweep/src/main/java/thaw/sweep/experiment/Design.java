package thaw.sweep.experiment;

import java.util.Arrays;
import java.util.Locale;

/**
 * The points of an experiment in words.
 *
 * @param kind which design
 * @param size points that are known from the start; an adaptive design adds to them
 * @param parts samples of a Saltelli design, trajectories of a Morris design; else the size
 */
public record Design(Kind kind, long size, long parts) {
  /** Whether no further points can follow from the first. */
  public boolean isComplete() {
    return kind != Kind.ADAPTIVE;
  }

  /** The designs. */
  public enum Kind {
    GRID,
    LIST,
    ONE_AT_A_TIME,
    RANDOM,
    LHS,
    SOBOL,
    HALTON,
    SALTELLI,
    MORRIS,
    ADAPTIVE;

    /** The design of that name in files. */
    static Kind of(String word) {
      return Arrays.stream(values()).filter(k -> k.word().equals(word)).findFirst().orElseThrow();
    }

    /** As in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
