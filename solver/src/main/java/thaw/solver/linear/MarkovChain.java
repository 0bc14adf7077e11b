package thaw.solver.linear;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.ojalgo.matrix.decomposition.LU;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064CSC;
import org.ojalgo.matrix.store.R064Store;
import thaw.model.game.Transition;

/**
 * A finite Markov chain: discounted rewards, and when and how probably it first hits a set of
 * states (Kemeny and Snell 1960, chapter 3). Each answer is one sparse linear solve, refined once.
 */
public final class MarkovChain {
  /** Classes up to this size are factored, larger ones iterated: factors fill in. */
  private static final int MOST_FACTORED = 1000;

  /** Larger classes that iterations do not solve have no answer. */
  private static final int MOST_EVER_FACTORED = 10_000;

  private static final int MOST_STEPS = 2000;

  /** Periods after which a state counts as visited often. */
  private static final int PERIODS = 200;

  /** No state is left out. */
  private static final int NONE = Integer.MIN_VALUE;

  /** Residual aimed at, as a share of the right-hand side. */
  private static final double SETTLED = 1e-15;

  /** Residual, as a share of right-hand side or solution, above which a class is factored. */
  private static final double ACCEPTED = 1e-13;

  private final Transition[] rows;
  private final List<List<Integer>> into = new ArrayList<>();

  /**
   * @param rows the distribution over next states, one per state
   * @throws IllegalArgumentException if a successor is not a state
   */
  public MarkovChain(Transition[] rows) {
    this.rows = rows.clone();
    for (int s = 0; s < rows.length; s++) {
      into.add(new ArrayList<>());
    }
    for (int s = 0; s < rows.length; s++) {
      for (int k = 0; k < rows[s].size(); k++) {
        int next = rows[s].successor(k);
        if (next >= rows.length) {
          throw new IllegalArgumentException(
              "state " + s + " leads to " + next + "; allowed: 0 to " + (rows.length - 1));
        }
        into.get(next).add(s);
      }
    }
  }

  public int size() {
    return rows.length;
  }

  /**
   * The normalised discounted average (1−δ) Σ_t δ^t E[reward(x_t)] from every state.
   *
   * @param reward per period, one per state
   * @param discount δ in [0, 1)
   */
  public double[] discountedValue(double[] reward, double discount) {
    if (!(discount >= 0 && discount < 1)) {
      throw new IllegalArgumentException(
          "discount factor is " + discount + "; allowed: 0 or more, less than 1");
    }
    double[] right = Arrays.stream(reward).map(r -> (1 - discount) * r).toArray();
    return solve(all(), discount, right);
  }

  /** The probability of ever being in {@code set}, from every state; 1 in the set. */
  public double[] hittingProbability(boolean[] set) {
    boolean[] reaches = reaches(set);
    boolean[] mayMiss = mayMiss(set, reaches);
    int[] open = where(s -> !set[s] && reaches[s] && mayMiss[s]);
    double[] certain = new double[rows.length];
    for (int s = 0; s < rows.length; s++) {
      certain[s] = set[s] || !mayMiss[s] ? 1 : 0;
    }
    double[] now = Arrays.stream(open).mapToDouble(s -> rows[s].expectation(certain)).toArray();
    double[] hit = solve(open, 1, now);
    double[] probability = certain;
    for (int k = 0; k < open.length; k++) {
      probability[open[k]] = Math.max(0, Math.min(1, hit[k]));
    }
    return probability;
  }

  /** The probability of being in {@code set} at some time from 0 to {@code periods}. */
  public double[] hittingProbabilityWithin(boolean[] set, int periods) {
    double[] probability = new double[rows.length];
    for (int s = 0; s < rows.length; s++) {
      probability[s] = set[s] ? 1 : 0;
    }
    for (int t = 0; t < periods; t++) {
      double[] before = probability.clone();
      for (int s = 0; s < rows.length; s++) {
        if (!set[s]) {
          probability[s] = rows[s].expectation(before);
        }
      }
    }
    return probability;
  }

  /**
   * The probability of having been in {@code set} by each time from 0 to {@code periods}.
   *
   * @param from initial distribution, one probability per state
   * @return periods + 1 numbers, never decreasing
   */
  public double[] hitBy(boolean[] set, double[] from, int periods) {
    double[] by = new double[periods + 1];
    double[] open = from.clone();
    double hit = 0;
    for (int t = 0; t <= periods; t++) {
      for (int s = 0; s < rows.length; s++) {
        if (set[s]) {
          hit += open[s];
          open[s] = 0;
        }
      }
      by[t] = hit;
      open = step(open);
    }
    return by;
  }

  /** The distribution one period after {@code from}. */
  public double[] step(double[] from) {
    double[] next = new double[rows.length];
    for (int s = 0; s < rows.length; s++) {
      for (int k = 0; from[s] != 0 && k < rows[s].size(); k++) {
        next[rows[s].successor(k)] += from[s] * rows[s].probability(k);
      }
    }
    return next;
  }

  /**
   * The expected number of periods until {@code set} is first hit, from every state; infinite where
   * it may never be.
   */
  public double[] expectedHittingTime(boolean[] set) {
    boolean[] mayMiss = mayMiss(set, reaches(set));
    int[] open = where(s -> !set[s] && !mayMiss[s]);
    double[] ones = new double[open.length];
    Arrays.fill(ones, 1);
    double[] times = solve(open, 1, ones);
    double[] time = new double[rows.length];
    for (int s = 0; s < rows.length; s++) {
      time[s] = set[s] ? 0 : Double.POSITIVE_INFINITY;
    }
    for (int k = 0; k < open.length; k++) {
      time[open[k]] = times[k];
    }
    return time;
  }

  /**
   * The expected number of periods until {@code set} is first hit, given that it is hit.
   *
   * @param from initial distribution, one probability per state
   * @return infinite if it cannot be hit
   */
  public double expectedHittingTimeGivenHit(boolean[] set, double[] from) {
    double[] hit = hittingProbability(set);
    boolean[] reaches = reaches(set);
    int[] open = where(s -> !set[s] && reaches[s]);
    double[] timesHit = solve(open, 1, Arrays.stream(open).mapToDouble(s -> hit[s]).toArray());
    double expected = 0;
    double probability = 0;
    for (int k = 0; k < open.length; k++) {
      expected += from[open[k]] * timesHit[k];
    }
    for (int s = 0; s < rows.length; s++) {
      probability += from[s] * hit[s];
    }
    return probability > 0 ? expected / probability : Double.POSITIVE_INFINITY;
  }

  /**
   * Solves x = right + discount · P x on {@code states}, P cut to them: class by communicating
   * class, those that are reached later first, so that factors stay small.
   */
  private double[] solve(int[] states, double discount, double[] right) {
    int[] index = new int[rows.length];
    Arrays.fill(index, -1);
    for (int k = 0; k < states.length; k++) {
      index[states[k]] = k;
    }
    double[] x = new double[states.length];
    double[] known = right.clone();
    for (int[] members : CommunicatingClasses.of(rows, states)) {
      int[] local = Arrays.stream(members).map(s -> index[s]).toArray();
      double[] here = Arrays.stream(local).mapToDouble(k -> known[k]).toArray();
      double[] solved = solveClass(members, discount, here);
      for (int k = 0; k < members.length; k++) {
        x[local[k]] = solved[k];
      }
      for (int k = 0; k < members.length; k++) {
        for (int before : into.get(members[k])) {
          if (index[before] >= 0 && Arrays.binarySearch(members, before) < 0) {
            known[index[before]] += discount * probability(before, members[k]) * solved[k];
          }
        }
      }
    }
    return x;
  }

  private double probability(int from, int to) {
    for (int k = 0; k < rows[from].size(); k++) {
      if (rows[from].successor(k) == to) {
        return rows[from].probability(k);
      }
    }
    return 0;
  }

  /** The same for one class of states, in increasing order. */
  private double[] solveClass(int[] states, double discount, double[] right) {
    int n = states.length;
    if (n == 1) {
      double leave = discount == 1 ? leaving(states)[0] : 1 - discount * stay(states[0]);
      return new double[] {right[0] / leave};
    }
    return discount == 1 ? undiscounted(states, right) : solveClass(states, NONE, discount, right);
  }

  private double stay(int state) {
    return probability(state, state);
  }

  /**
   * For each of a class of states the probability of leaving the class next, without cancellation.
   */
  private double[] leaving(int[] states) {
    double[] leaving = new double[states.length];
    for (int k = 0; k < states.length; k++) {
      Transition row = rows[states[k]];
      for (int j = 0; j < row.size(); j++) {
        boolean within = Arrays.binarySearch(states, row.successor(j)) >= 0;
        leaving[k] += within ? 0 : row.probability(j);
      }
    }
    return leaving;
  }

  /**
   * Solves x = right + P x on a class that may all but be closed: what is earned before the next
   * visit to a state that is visited often, and the probability of leaving before it, are systems
   * in good condition; at that state x is the ratio of the two.
   */
  private double[] undiscounted(int[] states, double[] right) {
    int often = often(states);
    double[] earned = solveClass(states, often, 1, right);
    double[] left = solveClass(states, often, 1, leaving(states));
    double there = earned[often] / left[often];
    double[] x = new double[states.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = earned[k] + (1 - left[k]) * there;
    }
    return x;
  }

  /** A state of the class that play within it is in often: the likeliest one after some periods. */
  private int often(int[] states) {
    int n = states.length;
    int[][] to = new int[n][];
    for (int k = 0; k < n; k++) {
      Transition row = rows[states[k]];
      to[k] = new int[row.size()];
      for (int j = 0; j < to[k].length; j++) {
        to[k][j] = Arrays.binarySearch(states, row.successor(j));
      }
    }
    double[] now = new double[n];
    Arrays.fill(now, 1.0 / n);
    for (int t = 0; t < PERIODS; t++) {
      double[] then = new double[n];
      double total = 0;
      for (int k = 0; k < n; k++) {
        Transition row = rows[states[k]];
        // Half the weight stays, so that periodic chains settle too.
        then[k] += now[k] / 2;
        for (int j = 0; j < to[k].length; j++) {
          if (to[k][j] >= 0) {
            then[to[k][j]] += now[k] * row.probability(j) / 2;
          }
        }
      }
      for (double weight : then) {
        total += weight;
      }
      for (int k = 0; k < n; k++) {
        now[k] = then[k] / total;
      }
    }
    int most = 0;
    for (int k = 1; k < n; k++) {
      most = now[k] > now[most] ? k : most;
    }
    return most;
  }

  /**
   * Solves x = right + discount · P x on a class.
   *
   * @param without the number of a state within the class to which P does not lead, or NONE
   */
  private double[] solveClass(int[] states, int without, double discount, double[] right) {
    return states.length > MOST_FACTORED
        ? iterate(states, without, discount, right)
        : factor(states, without, discount, right);
  }

  private double[] factor(int[] states, int without, double discount, double[] right) {
    int n = states.length;
    R064CSC.Builder builder = R064CSC.newBuilder(n, n);
    for (int k = 0; k < n; k++) {
      double diagonal = 1;
      Transition row = rows[states[k]];
      for (int j = 0; j < row.size(); j++) {
        int column = Arrays.binarySearch(states, row.successor(j));
        if (column == without) {
          continue;
        }
        if (column == k) {
          diagonal -= discount * row.probability(j);
        } else if (column >= 0) {
          builder.set(k, column, -discount * row.probability(j));
        }
      }
      builder.set(k, k, diagonal);
    }
    LU<Double> lu = LU.newSparseR064();
    if (!lu.decompose(builder.build())) {
      throw new ArithmeticException("a Markov chain's system of " + n + " equations is singular");
    }
    double[] x = solution(lu, right);
    double[] residual = new double[n];
    for (int k = 0; k < n; k++) {
      Transition row = rows[states[k]];
      double next = 0;
      for (int j = 0; j < row.size(); j++) {
        int column = Arrays.binarySearch(states, row.successor(j));
        next += column >= 0 && column != without ? row.probability(j) * x[column] : 0;
      }
      residual[k] = right[k] + discount * next - x[k];
    }
    double[] correction = solution(lu, residual);
    for (int k = 0; k < n; k++) {
      x[k] += correction[k];
    }
    return x;
  }

  /**
   * The same for a class that takes long to factor, which is done only where iterations fail, as on
   * parts of a chain that all but never lead to each other.
   */
  private double[] iterate(int[] states, int without, double discount, double[] right) {
    int n = states.length;
    int[][] successors = new int[n][];
    double[][] weights = new double[n][];
    double[] scaled = new double[n];
    for (int k = 0; k < n; k++) {
      Transition row = rows[states[k]];
      double stay = 0;
      int[] to = new int[row.size()];
      double[] weight = new double[row.size()];
      int size = 0;
      for (int j = 0; j < row.size(); j++) {
        int local = Arrays.binarySearch(states, row.successor(j));
        if (local == without) {
          continue;
        }
        if (local == k) {
          stay = row.probability(j);
        } else if (local >= 0) {
          to[size] = local;
          weight[size++] = discount * row.probability(j);
        }
      }
      double diagonal = 1 - discount * stay;
      successors[k] = Arrays.copyOf(to, size);
      weights[k] = Arrays.copyOf(weight, size);
      for (int j = 0; j < size; j++) {
        weights[k][j] /= diagonal;
      }
      scaled[k] = right[k] / diagonal;
    }
    double[] x = new double[n];
    double size = Arrays.stream(scaled).map(Math::abs).max().orElse(0);
    BiconjugateGradients solver =
        new BiconjugateGradients(
            (from, to) -> {
              for (int k = 0; k < n; k++) {
                to[k] = from[k] - weighted(successors[k], weights[k], from, 0, n);
              }
            },
            (from, to) -> {
              // Symmetric Gauss-Seidel: forwards with the states before, backwards with those
              // after.
              for (int k = 0; k < n; k++) {
                to[k] = from[k] + weighted(successors[k], weights[k], to, 0, k);
              }
              for (int k = n - 1; k >= 0; k--) {
                to[k] += weighted(successors[k], weights[k], to, k + 1, n);
              }
            },
            MOST_STEPS);
    double residual = solver.solve(scaled, x, SETTLED * size);
    double largest = Arrays.stream(x).map(Math::abs).max().orElse(0);
    if (residual <= ACCEPTED * Math.max(size, largest)) {
      return x;
    }
    if (n > MOST_EVER_FACTORED) {
      throw new ArithmeticException(
          "a Markov chain's class of " + n + " states was left with a residual of " + residual);
    }
    return factor(states, without, discount, right);
  }

  /** The weighted sum of the values at those places that lie in {@code [low, high)}. */
  private static double weighted(
      int[] places, double[] weights, double[] values, int low, int high) {
    double sum = 0;
    for (int j = 0; j < places.length; j++) {
      if (places[j] >= low && places[j] < high) {
        sum += weights[j] * values[places[j]];
      }
    }
    return sum;
  }

  private static double[] solution(LU<Double> lu, double[] right) {
    MatrixStore<Double> x = lu.getSolution(R064Store.FACTORY.column(right));
    return x.toRawCopy1D();
  }

  /** Whether a state may lead to one from which the set is never reached. */
  private boolean[] mayMiss(boolean[] set, boolean[] reaches) {
    boolean[] doomed = new boolean[rows.length];
    for (int s = 0; s < rows.length; s++) {
      doomed[s] = !reaches[s];
    }
    return reachesBefore(doomed, set);
  }

  private int[] all() {
    return IntStream.range(0, rows.length).toArray();
  }

  private int[] where(IntPredicate holds) {
    return IntStream.range(0, rows.length).filter(holds).toArray();
  }

  private boolean[] reaches(boolean[] set) {
    return reachesBefore(set, new boolean[rows.length]);
  }

  /** The states from which {@code set} can be reached without passing through {@code stop}. */
  private boolean[] reachesBefore(boolean[] set, boolean[] stop) {
    boolean[] reaches = set.clone();
    Deque<Integer> open = new ArrayDeque<>();
    for (int s = 0; s < rows.length; s++) {
      if (set[s]) {
        open.add(s);
      }
    }
    while (!open.isEmpty()) {
      for (int before : into.get(open.remove())) {
        if (!reaches[before] && !stop[before]) {
          reaches[before] = true;
          open.add(before);
        }
      }
    }
    return reaches;
  }
}
