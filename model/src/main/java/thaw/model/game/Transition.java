package thaw.model.game;

import java.util.Arrays;

/**
 * A probability distribution over states in sparse form: successors in increasing order, each with
 * positive probability, summing to 1 within {@link #SUM_TOLERANCE}.
 */
public final class Transition {
  /** How far a sum of probabilities may be from 1. */
  public static final double SUM_TOLERANCE = 1e-9;

  private final int[] successors;
  private final double[] probabilities;

  private Transition(int[] successors, double[] probabilities) {
    this.successors = successors;
    this.probabilities = probabilities;
  }

  /**
   * The distribution that puts probability 1 on {@code state}.
   *
   * @param state its index, 0 or more
   * @return a distribution with one successor
   * @throws IllegalArgumentException if the index is negative
   */
  public static Transition to(int state) {
    return of(new int[] {state}, new double[] {1});
  }

  /**
   * The distribution with the given probabilities; equal successors are added up, zero entries
   * dropped.
   *
   * @param states state indices, each at least 0, in any order
   * @param probabilities one per entry of {@code states}, each in [0, 1], summing to 1
   * @return the distribution, successors in increasing order
   * @throws IllegalArgumentException if lengths differ, an entry is out of range, or the sum is not
   *     1
   */
  public static Transition of(int[] states, double[] probabilities) {
    if (states.length != probabilities.length) {
      throw new IllegalArgumentException(
          "transition has "
              + states.length
              + " states and "
              + probabilities.length
              + " probabilities");
    }
    double sum = 0;
    for (int k = 0; k < states.length; k++) {
      if (states[k] < 0) {
        throw new IllegalArgumentException(
            "transition to state " + states[k] + "; allowed: 0 or more");
      }
      if (!(probabilities[k] >= 0 && probabilities[k] <= 1 + SUM_TOLERANCE)) {
        throw new IllegalArgumentException(
            "transition probability " + probabilities[k] + "; allowed: 0 to 1");
      }
      sum += probabilities[k];
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException("transition probabilities sum to " + sum + "; allowed: 1");
    }
    Integer[] order = new Integer[states.length];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, (a, b) -> Integer.compare(states[a], states[b]));
    int[] successors = new int[states.length];
    double[] weights = new double[states.length];
    int size = 0;
    for (int k : order) {
      if (probabilities[k] == 0) {
        continue;
      }
      if (size > 0 && successors[size - 1] == states[k]) {
        weights[size - 1] += probabilities[k];
      } else {
        successors[size] = states[k];
        weights[size++] = probabilities[k];
      }
    }
    return new Transition(Arrays.copyOf(successors, size), Arrays.copyOf(weights, size));
  }

  /**
   * The number of successors with positive probability.
   *
   * @return 1 or more
   */
  public int size() {
    return successors.length;
  }

  /**
   * The state index of the k-th successor, 0 ≤ k &lt; {@link #size()}; increasing in k.
   *
   * @param k from 0 to {@link #size} − 1
   * @return index of a state, 0 or more
   * @throws IndexOutOfBoundsException if {@code k} is not in that range
   */
  public int successor(int k) {
    return successors[k];
  }

  /**
   * The probability of the k-th successor, in (0, 1].
   *
   * @param k from 0 to {@link #size} − 1
   * @return positive; at most 1, within {@link #SUM_TOLERANCE}
   * @throws IndexOutOfBoundsException if {@code k} is not in that range
   */
  public double probability(int k) {
    return probabilities[k];
  }

  /**
   * The probability of going to {@code state}, 0 where it is no successor.
   *
   * @param state any index
   * @return at least 0; at most 1, within {@link #SUM_TOLERANCE}
   */
  public double probabilityOf(int state) {
    int k = Arrays.binarySearch(successors, state);
    return k < 0 ? 0 : probabilities[k];
  }

  /**
   * The expectation of {@code value[state]} over the successors.
   *
   * @param value one entry per state of the game, any unit
   * @return Σ_s p(s) value[s], in the unit of the values
   * @throws IndexOutOfBoundsException if a successor has no entry
   */
  public double expectation(double[] value) {
    double sum = 0;
    for (int k = 0; k < successors.length; k++) {
      sum += probabilities[k] * value[successors[k]];
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Transition that
        && Arrays.equals(successors, that.successors)
        && Arrays.equals(probabilities, that.probabilities);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(successors) + Arrays.hashCode(probabilities);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int k = 0; k < successors.length; k++) {
      text.append(k == 0 ? "" : ", ").append(successors[k]).append(": ").append(probabilities[k]);
    }
    return text.append('}').toString();
  }
}
