package thaw.solver.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import thaw.model.game.Transition;

class MarkovChainTest {
  private static final Offset<Double> EXACTLY = within(1e-12);

  /** The gambler's ruin with stakes 0 to 4 and a fair coin (Feller 1968, chapter XIV). */
  private static MarkovChain ruin() {
    Transition[] rows = new Transition[5];
    rows[0] = Transition.to(0);
    rows[4] = Transition.to(4);
    for (int s = 1; s < 4; s++) {
      rows[s] = Transition.of(new int[] {s - 1, s + 1}, new double[] {0.5, 0.5});
    }
    return new MarkovChain(rows);
  }

  @Test
  void aFairGamblerWinsInProportionToTheStake() {
    double[] win = ruin().hittingProbability(new boolean[] {false, false, false, false, true});
    assertThat(win).containsExactly(new double[] {0, 0.25, 0.5, 0.75, 1}, EXACTLY);
  }

  @Test
  void aFairGamblePlaysStakeTimesRestPeriods() {
    double[] time = ruin().expectedHittingTime(new boolean[] {true, false, false, false, true});
    assertThat(time).containsExactly(new double[] {0, 3, 4, 3, 0}, EXACTLY);
  }

  @Test
  void aHitThatMayNotHappenTakesForEver() {
    double[] time = ruin().expectedHittingTime(new boolean[] {false, false, false, false, true});
    assertThat(time[1]).isInfinite();
    assertThat(time[4]).isZero();
  }

  @Test
  void theTimeOfAWinGivenAWinIsKnown() {
    // (N² − s²)/3 for a fair gamble of N = 4 from stake s (Stern 1975)
    double time =
        ruin()
            .expectedHittingTimeGivenHit(
                new boolean[] {false, false, false, false, true}, new double[] {0, 1, 0, 0, 0});
    assertThat(time).isEqualTo(5, EXACTLY);
  }

  @Test
  void hittingWithinTimeConvergesToHittingEver() {
    boolean[] top = {false, false, false, false, true};
    assertThat(ruin().hittingProbabilityWithin(top, 2)).containsExactly(0, 0, 0.25, 0.5, 1);
    assertThat(ruin().hittingProbabilityWithin(top, 500)[1]).isEqualTo(0.25, EXACTLY);
  }

  /**
   * States that mix, each of them left with the same tiny probability: a quarter of the time to
   * win.
   */
  private static MarkovChain allButClosed(int n, double leaving) {
    Random random = new Random(11);
    Transition[] rows = new Transition[n + 2];
    for (int s = 0; s < n; s++) {
      int[] next = {(s + 1) % n, random.nextInt(n), random.nextInt(n), n, n + 1};
      double stay = (1 - leaving) / 3;
      rows[s] = Transition.of(next, new double[] {stay, stay, stay, leaving / 4, 3 * leaving / 4});
    }
    rows[n] = Transition.to(n);
    rows[n + 1] = Transition.to(n + 1);
    return new MarkovChain(rows);
  }

  @Test
  void chainsThatAreAllButClosedAreLeftAsSlowlyAsTheyAre() {
    for (int n : new int[] {2, 40, 1500}) {
      for (double leaving : new double[] {1e-3, 1e-12, 1e-25}) {
        MarkovChain chain = allButClosed(n, leaving);
        boolean[] left = new boolean[n + 2];
        left[n] = true;
        double[] win = chain.hittingProbability(left);
        left[n + 1] = true;
        double[] time = chain.expectedHittingTime(left);
        double[] certain = chain.hittingProbability(left);
        for (int s = 0; s < n; s++) {
          assertThat(win[s]).isEqualTo(0.25, within(1e-9));
          assertThat(time[s] * leaving).isEqualTo(1, within(1e-9));
          assertThat(certain[s]).isEqualTo(1);
        }
      }
    }
  }

  /** Stakes from 0 to 2999, the states in any order: a class that is too large to factor. */
  @Test
  void longFairGamesAreWonInProportionToTheStakeToo() {
    int count = 3000;
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(numbers, new Random(1));
    Transition[] rows = new Transition[count];
    boolean[] top = new boolean[count];
    for (int stake = 0; stake < count; stake++) {
      int state = numbers.get(stake);
      top[state] = stake == count - 1;
      rows[state] =
          stake == 0 || top[state]
              ? Transition.to(state)
              : Transition.of(
                  new int[] {numbers.get(stake - 1), numbers.get(stake + 1)},
                  new double[] {0.5, 0.5});
    }
    double[] win = new MarkovChain(rows).hittingProbability(top);
    for (int stake = 0; stake < count; stake++) {
      assertThat(win[numbers.get(stake)]).isEqualTo(stake / (count - 1.0), within(1e-9));
    }
  }

  /** Weights from 1 down to 1e-8, on which iterations without preconditioning stand still. */
  @Test
  void chainsWithSmallAndLargeProbabilitiesAreSolved() {
    int count = 3000;
    Random random = new Random(5);
    Transition[] rows = new Transition[count];
    for (int s = 1; s < count - 1; s++) {
      int[] to = new int[6];
      double[] weights = new double[6];
      for (int j = 0; j < 6; j++) {
        to[j] = Math.max(0, Math.min(count - 1, s + random.nextInt(61) - 30));
        weights[j] = Math.pow(10, -8 * random.nextDouble());
      }
      rows[s] = lottery(to, weights);
    }
    assertWinsAreSolved(rows);
  }

  /** Thirty parts that all but never lead to each other: no iteration gets there. */
  @Test
  void chainsThatAllButFallApartAreSolved() {
    int count = 3000;
    int part = 100;
    Random random = new Random(0);
    Transition[] rows = new Transition[count];
    for (int s = 1; s < count - 1; s++) {
      int[] to = new int[6];
      double[] weights = new double[6];
      for (int j = 0; j < 6; j++) {
        int where = j < 5 ? s / part : s / part + (random.nextBoolean() ? 1 : -1);
        int inside = j < 5 ? 1 : 0;
        to[j] = where * part + random.nextInt(part);
        to[j] = Math.max(inside, Math.min(count - 1 - inside, to[j]));
        weights[j] = random.nextDouble() * (j < 5 ? 1 : 1e-5);
      }
      rows[s] = lottery(to, weights);
    }
    assertWinsAreSolved(rows);
  }

  /** Play ends at the first state or at the last; chances of the last satisfy their equations. */
  private static void assertWinsAreSolved(Transition[] rows) {
    int last = rows.length - 1;
    rows[0] = Transition.to(0);
    rows[last] = Transition.to(last);
    boolean[] top = new boolean[rows.length];
    top[last] = true;
    double[] win = new MarkovChain(rows).hittingProbability(top);
    assertThat(win[0]).isZero();
    assertThat(win[last]).isEqualTo(1);
    for (int s = 1; s < last; s++) {
      assertThat(win[s]).isBetween(0.0, 1.0).isEqualTo(rows[s].expectation(win), EXACTLY);
    }
  }

  private static Transition lottery(int[] to, double[] weights) {
    Map<Integer, Double> merged = new TreeMap<>();
    double sum = 0;
    for (int j = 0; j < to.length; j++) {
      merged.merge(to[j], weights[j], Double::sum);
      sum += weights[j];
    }
    double total = sum;
    return Transition.of(
        merged.keySet().stream().mapToInt(state -> state).toArray(),
        merged.values().stream().mapToDouble(weight -> weight / total).toArray());
  }

  @Test
  void discountedValuesSatisfyTheirEquationOnALargeRandomChain() {
    int n = 2000;
    Random random = new Random(7);
    Transition[] rows = new Transition[n];
    double[] reward = new double[n];
    for (int s = 0; s < n; s++) {
      int[] next = {random.nextInt(n), Math.min(n - 1, s + 1), Math.max(0, s - 1), s};
      rows[s] = Transition.of(next, new double[] {0.1, 0.3, 0.3, 0.3});
      reward[s] = random.nextGaussian();
    }
    double[] value = new MarkovChain(rows).discountedValue(reward, 0.95);
    for (int s = 0; s < n; s++) {
      double bellman = 0.05 * reward[s] + 0.95 * rows[s].expectation(value);
      assertThat(value[s]).isEqualTo(bellman, within(1e-11));
    }
  }
}
