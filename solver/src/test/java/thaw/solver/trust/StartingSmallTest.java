package thaw.solver.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import thaw.solver.trust.StartingSmall.Conduct;
import thaw.solver.trust.StartingSmall.Conducted;
import thaw.solver.trust.StartingSmall.Equilibrium;
import thaw.solver.trust.StartingSmall.Result;
import thaw.solver.trust.StartingSmall.Side;

class StartingSmallTest {
  private static final Side BASE = new Side(3, 2, 4, -2, 1, 0);

  private static Side side(Random random, double scale) {
    double reward = random.nextDouble() * 3 + 0.1;
    return new Side(
        scale * reward,
        scale * reward * random.nextDouble(),
        scale * (reward + random.nextDouble() * 3 + 0.01),
        -scale * (random.nextDouble() * 3 + 0.01),
        random.nextInt(8) == 0 ? random.nextInt(2) : random.nextDouble(),
        random.nextInt(3) == 0 ? scale * random.nextDouble() : 0);
  }

  @Test
  void onePhaseNeedsTheOneShotThreshold() {
    Result result = StartingSmall.solve(new double[] {1}, BASE, 0.5);
    assertThat(result.smallestCommonTrust(1)).hasValueSatisfying(near(2.0 / 3));
    assertThat(result.equilibria().get(0).phases()).isZero();
    assertThat(StartingSmall.solve(new double[] {1}, BASE, 0.7).equilibria().get(0).phases())
        .isEqualTo(1);
  }

  private static java.util.function.Consumer<Double> near(double value) {
    return x -> assertThat(x).isCloseTo(value, within(1e-9));
  }

  /** Betraying for sure in the first of two phases is Kydd's reassurance, window and all. */
  @Test
  void separatingInTwoPhasesIsReassuranceWithItsWindow() {
    Reassurance.Side same = new Reassurance.Side(3, 2, 0, -2, 3, 4, 0, -2);
    for (double t : new double[] {0.25, 0.3, 0.4, 0.5}) {
      double low = same.smallestStake(t);
      double high = same.largestStake(t);
      for (double alpha : new double[] {low - 1e-6, low + 1e-6, high - 1e-6, high + 1e-6}) {
        boolean separates =
            StartingSmall.solve(new double[] {alpha, 1 - alpha}, BASE, t).equilibria().stream()
                .anyMatch(
                    e -> e.phases() == 2 && e.sides().get(0).conduct().get(0) == Conduct.BETRAYS);
        assertThat(separates).isEqualTo(alpha > low && alpha < high);
      }
    }
  }

  @Test
  void noTypeGainsByDeviatingInAnyEquilibriumAndBeliefsFollowBayesRule() {
    Random random = new Random(7);
    int found = 0;
    for (int n = 0; n < 1500; n++) {
      double scale = new double[] {1, 1e6, 1e-6}[n % 3];
      double[] stakes = random.doubles(1 + random.nextInt(5), 0.01, 1).toArray();
      if (n % 2 == 0) {
        Arrays.sort(stakes);
      }
      double t = n % 10 == 0 ? 1 : random.nextDouble();
      Result result =
          n % 4 < 2
              ? StartingSmall.solve(stakes, side(random, scale), t)
              : StartingSmall.solve(
                  stakes,
                  side(random, scale),
                  side(random, 1),
                  new double[] {t, random.nextDouble()});
      assertThat(result.complete()).isTrue();
      for (Equilibrium e : result.equilibria()) {
        found += e.phases() > 0 ? 1 : 0;
        assertThat(e.regret()).isLessThanOrEqualTo(1e-10);
        for (Conducted c : e.sides()) {
          for (int k = 0; k < e.phases(); k++) {
            double q = c.trust()[k] + (1 - c.trust()[k]) * c.mixing()[k];
            assertThat(c.implement()[k]).isCloseTo(q, within(1e-9));
            assertThat(c.trust()[k + 1] * q).isCloseTo(c.trust()[k], within(1e-9));
          }
        }
      }
    }
    assertThat(found).isGreaterThan(1000);
  }

  @Test
  void withoutTrustOrWithoutAFutureNothingButASinglePhaseStarts() {
    assertThat(StartingSmall.solve(new double[] {0.2, 0.8}, BASE, 0).equilibria()).hasSize(1);
    Side impatient = new Side(3, 2, 4, -2, 0, 0);
    Result result = StartingSmall.solve(new double[] {0.2, 0.8}, impatient, 0.5);
    assertThat(result.smallestCommonTrust(1)).hasValueSatisfying(near(2.0 / 3));
  }

  /** A plain twin: all mixing probabilities of type L on a grid, by deviations only. */
  @Test
  void belowTheSmallestTrustNoProfileOfAFineGridIsNearlyAnEquilibrium() {
    Random random = new Random(5);
    for (int n = 0; n < 30; n++) {
      Side side = side(random, 1);
      double[] stakes = {0.2 + random.nextDouble() * 0.3, 0.6};
      double smallest = StartingSmall.solve(stakes, side, 0.5).smallestCommonTrust(2).orElse(1.0);
      double t = 0.9 * smallest;
      for (int k = 0; k <= 2000; k++) {
        double mixing = k / 2000.0;
        double q1 = t + (1 - t) * mixing;
        double t2 = t / q1;
        // H in phase 2, L in phase 1
        double h2 =
            0.6 * (t2 * side.reward() + (1 - t2) * side.sucker())
                + t2 * side.patience() * side.dividend();
        double h1 =
            stakes[0] * (q1 * side.reward() + (1 - q1) * side.sucker()) + side.patience() * q1 * h2;
        double goOn =
            stakes[0] * (q1 * side.reward() + (1 - q1) * side.sucker())
                + side.patience() * q1 * 0.6 * t2 * side.temptationL();
        double betray = stakes[0] * q1 * side.temptationL();
        double regretL =
            Math.max(goOn, betray)
                - (mixing == 0 ? betray : mixing == 1 ? goOn : Math.min(goOn, betray));
        double regretH =
            Math.max(0.6 * t2 * side.temptationH() - h2, stakes[0] * q1 * side.temptationH() - h1);
        assertThat(Math.max(regretL, regretH)).as("%s %s %s", side, t, mixing).isPositive();
      }
    }
  }

  @Test
  void atTheSmallestTrustOfEachPatternAnEquilibriumIsThere() {
    Random random = new Random(23);
    for (int n = 0; n < 300; n++) {
      double[] stakes = random.doubles(1 + random.nextInt(5), 0.01, 1).sorted().toArray();
      Side first = side(random, 1);
      Side second = side(random, 1);
      Result result = StartingSmall.solve(stakes, first, second, new double[] {0.5, 0.5});
      for (StartingSmall.Box box : result.boxes()) {
        for (double share : new double[] {0, 0.5, 1}) {
          double[] trust = new double[2];
          for (int j = 0; j < 2; j++) {
            trust[j] = box.low()[j] + share * (box.high()[j] - box.low()[j]);
          }
          assertThat(StartingSmall.solve(stakes, first, second, trust).equilibria())
              .anyMatch(e -> e.phases() == box.phases());
        }
      }
    }
  }

  @Test
  void theBestStakesReachTheSmallestTrustAndNoOthersDoBetter() {
    Random random = new Random(3);
    for (int n = 0; n < 150; n++) {
      Side drawn = side(random, 1);
      Side side =
          new Side(
              drawn.reward(), drawn.temptationH(), drawn.temptationL(), drawn.sucker(), 0.9, 0);
      int phases = 1 + random.nextInt(4);
      SmallestTrust.Result best = SmallestTrust.solve(side, phases);
      assertThat(StartingSmall.solve(best.stakes(), side, 0.5).smallestCommonTrust(1))
          .hasValueSatisfying(x -> assertThat(x / best.trust()).isCloseTo(1, within(1e-6)));
      for (int k = 0; k < 40; k++) {
        double[] other = best.stakes().clone();
        for (int i = 0; i < phases; i++) {
          other[i] *= Math.exp((random.nextDouble() - 0.5) * (k < 20 ? 4 : 0.1));
        }
        double there = StartingSmall.solve(other, side, 0.5).smallestCommonTrust(1).orElse(1.0);
        assertThat(there).isGreaterThanOrEqualTo(best.trust() * (1 - 1e-9));
      }
    }
  }

  @Test
  void twoPhasesStartAtTheLowestTrustThatReassures() {
    assertThat(SmallestTrust.solve(BASE, 2).trust()).isCloseTo(2.0 / 9, within(1e-12));
  }

  @Test
  void theSmallestTrustFallsByTheLimitRatioAndPhasesNeededFollow() {
    Side side = new Side(3, 2, 8, -2, 0.9, 0);
    assertThat(SmallestTrust.solve(side, 31).trust() / SmallestTrust.solve(side, 30).trust())
        .isCloseTo(0.4, within(1e-9));
    int needed = SmallestTrust.phasesFor(side, 0.01, 100);
    assertThat(SmallestTrust.solve(side, needed).trust()).isLessThanOrEqualTo(0.01);
    assertThat(SmallestTrust.solve(side, needed - 1).trust()).isGreaterThan(0.01);
    assertThat(SmallestTrust.phasesFor(side, 1e-30, 10)).isEqualTo(-1);
  }

  @Test
  void stakesOfVeryDifferentSizesGiveNoFalseEquilibria() {
    Side side = new Side(1.58, 1.08, 2.1, -0.2455, 0.9, 0);
    double[] stakes = {9e-10, 1.6e-3, 28.7, 34.8};
    Result result = StartingSmall.solve(stakes, side, 0.5);
    double smallest = result.smallestCommonTrust(1).orElse(1.0);
    Equilibrium there = StartingSmall.solve(stakes, side, smallest).equilibria().get(0);
    assertThat(there.phases()).isPositive();
    assertThat(there.regret()).isLessThanOrEqualTo(1e-10);
  }

  @Test
  void manyPhasesAreSolvedWithFewerPatternsAndSayso() {
    double[] stakes = new double[30];
    for (int k = 0; k < stakes.length; k++) {
      stakes[k] = Math.pow(1.3, k);
    }
    Result result = StartingSmall.solve(stakes, new Side(3, 1, 8, -2, 0.95, 0), 0.01);
    assertThat(result.equilibria().get(0).phases()).isPositive();
    assertThat(result.equilibria()).allMatch(e -> e.regret() <= 1e-10);
  }
}
