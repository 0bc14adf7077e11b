package thaw.model.game;

import java.util.Arrays;
import java.util.List;

/**
 * What is publicly seen of the actions taken in a state: a finite list of signals, and for every
 * action profile a the probability π(y|a) of each signal y.
 *
 * <p>Players see the signal (and the next state), not each other's actions. Seeing every action is
 * the case of one signal per profile, {@link #perfect}; seeing nothing is one signal only.
 */
public final class PublicMonitoring {
  private final List<String> signals;
  private final double[][] probabilities;

  /**
   * @param signals distinct names, one or more
   * @param probabilities probabilities[profile][signal] in [0, 1], profiles in the order of {@link
   *     State}, each row summing to 1 within {@link Transition#SUM_TOLERANCE}
   * @throws IllegalArgumentException if any of this does not hold
   */
  public PublicMonitoring(List<String> signals, double[][] probabilities) {
    this.signals = List.copyOf(signals);
    if (signals.isEmpty() || signals.stream().distinct().count() < signals.size()) {
      throw new IllegalArgumentException(
          "signals are " + signals + "; allowed: one or more distinct names");
    }
    this.probabilities = new double[probabilities.length][];
    for (int a = 0; a < probabilities.length; a++) {
      if (probabilities[a].length != signals.size()) {
        throw new IllegalArgumentException(
            "profile "
                + a
                + " has "
                + probabilities[a].length
                + " signal probabilities; allowed: one per signal, "
                + signals.size());
      }
      double sum = 0;
      for (double p : probabilities[a]) {
        if (!(p >= 0 && p <= 1 + Transition.SUM_TOLERANCE)) {
          throw new IllegalArgumentException("signal probability " + p + "; allowed: 0 to 1");
        }
        sum += p;
      }
      if (!(Math.abs(sum - 1) <= Transition.SUM_TOLERANCE)) {
        throw new IllegalArgumentException("signal probabilities sum to " + sum + "; allowed: 1");
      }
      this.probabilities[a] = probabilities[a].clone();
    }
  }

  /** One signal per profile of {@code state}, so that every action is seen. */
  public static PublicMonitoring perfect(State state) {
    int count = state.profileCount();
    String[] names = new String[count];
    double[][] probabilities = new double[count][count];
    for (int a = 0; a < count; a++) {
      // Labels may hold any sign; the number keeps names apart.
      names[a] = a + " " + String.join(",", state.labels(a));
      probabilities[a][a] = 1;
    }
    return new PublicMonitoring(Arrays.asList(names), probabilities);
  }

  /** The names of the signals. */
  public List<String> signals() {
    return signals;
  }

  public int signalCount() {
    return signals.size();
  }

  /** The number of profiles that probabilities are given for. */
  public int profileCount() {
    return probabilities.length;
  }

  /** π(signal | profile), in [0, 1]. */
  public double probability(int profile, int signal) {
    return probabilities[profile][signal];
  }

  /**
   * These signals seen through noise: signal y is reported as z with probability {@code
   * noise}[y][z] (a garbling; Blackwell 1951, Kandori 1992).
   *
   * @param reported names of the reported signals
   * @param noise one row per signal, each a probability distribution over the reported ones
   * @throws IllegalArgumentException if the rows are not as described
   */
  public PublicMonitoring garbled(List<String> reported, double[][] noise) {
    if (noise.length != signals.size()) {
      throw new IllegalArgumentException(
          "noise has " + noise.length + " rows; allowed: one per signal, " + signals.size());
    }
    new PublicMonitoring(reported, noise); // each row must be a distribution
    double[][] seen = new double[probabilities.length][reported.size()];
    for (int a = 0; a < seen.length; a++) {
      for (int y = 0; y < noise.length; y++) {
        for (int z = 0; z < reported.size(); z++) {
          seen[a][z] += probabilities[a][y] * noise[y][z];
        }
      }
    }
    return new PublicMonitoring(reported, seen);
  }
}
