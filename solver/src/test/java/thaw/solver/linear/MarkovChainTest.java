package thaw.solver.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
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
