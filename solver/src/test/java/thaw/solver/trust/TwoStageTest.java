package thaw.solver.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import thaw.solver.trust.Reassurance.Side;
import thaw.solver.trust.TwoStage.Equilibrium;
import thaw.solver.trust.TwoStage.Region;

class TwoStageTest {
  private static final Side BASE = new Side(3, 2, 0, -2, 3, 4, 0, -2);

  private static Side random(Random random) {
    double[] h = random.doubles(4, -3, 5).sorted().toArray();
    double[] l = random.doubles(4, -3, 5).sorted().toArray();
    return new Side(h[3], h[2], h[1], h[0], l[2], l[3], l[1], l[0]);
  }

  private static Optional<Equilibrium> reassurance(Side a, Side b, double[] trust) {
    return TwoStage.enumerate(a, b, trust).stream()
        .filter(Equilibrium::reassurance)
        .filter(e -> !e.goesOn()[1] && !e.goesOn()[2] && !e.goesOn()[3])
        .findFirst();
  }

  @Test
  void theWindowOfTheTextComesOut() {
    assertThat(BASE.oneShotThreshold()).isCloseTo(2.0 / 3, within(1e-12));
    Equilibrium found = reassurance(BASE, BASE, new double[] {0.4, 0.4}).orElseThrow();
    assertThat(found.low()).isCloseTo(0.5, within(1e-12));
    assertThat(found.high()).isCloseTo(0.6, within(1e-12));
    assertThat(BASE.reassuranceThreshold()).isCloseTo(2.0 / 9, within(1e-12));
  }

  @Test
  void closedFormsOfWindowsAreWhatEnumerationFinds() {
    Random random = new Random(11);
    int feasible = 0;
    for (int n = 0; n < 2000; n++) {
      Side first = random(random);
      Side second = random(random);
      double[] trust = {random.nextDouble(), random.nextDouble()};
      double low = Math.max(first.smallestStake(trust[1]), second.smallestStake(trust[0]));
      double high = Math.min(first.largestStake(trust[1]), second.largestStake(trust[0]));
      Optional<Equilibrium> found = reassurance(first, second, trust);
      assertThat(found.isPresent()).isEqualTo(low <= high);
      if (found.isPresent()) {
        feasible++;
        assertThat(found.get().low()).isCloseTo(low, within(1e-9));
        assertThat(found.get().high()).isCloseTo(high, within(1e-9));
      }
    }
    assertThat(feasible).isGreaterThan(200);
  }

  @Test
  void boundariesOfTheReassuranceRegionAreExact() {
    Random random = new Random(13);
    int bounded = 0;
    for (int n = 0; n < 500; n++) {
      Side first = random(random);
      Side second = random(random);
      double t2 = random.nextDouble();
      double[] range = Reassurance.range(first, second, t2);
      for (double t1 :
          new double[] {range[0] - 1e-6, range[0] + 1e-6, range[1] - 1e-6, range[1] + 1e-6}) {
        if (t1 > 1e-5 && t1 < 1 - 1e-5 && range[1] - range[0] > 1e-5) {
          bounded++;
          assertThat(reassurance(first, second, new double[] {t1, t2}).isPresent())
              .isEqualTo(t1 > range[0] && t1 < range[1]);
        }
      }
    }
    assertThat(bounded).isGreaterThan(100);
  }

  @Test
  void whereTypesDifferOnlyInTemptationNoOneSidedStepHelps() {
    for (double t1 = 0.05; t1 < 1; t1 += 0.1) {
      for (double t2 = 0.05; t2 < 1; t2 += 0.1) {
        assertThat(TwoStage.region(BASE, BASE, new double[] {t1, t2}))
            .isNotEqualTo(Region.ONE_SIDED);
      }
    }
    Side bold = new Side(3, 2, 1, 0.5, 3, 4, 1, -1);
    assertThat(TwoStage.region(bold, bold, new double[] {0.05, 0.8})).isEqualTo(Region.ONE_SIDED);
  }

  @Test
  void tradingPlacesMirrorsTheRegions() {
    Random random = new Random(17);
    for (int n = 0; n < 300; n++) {
      Side a = random(random);
      Side b = random(random);
      double[] trust = {random.nextDouble(), random.nextDouble()};
      assertThat(TwoStage.region(a, b, trust))
          .isEqualTo(TwoStage.region(b, a, new double[] {trust[1], trust[0]}));
    }
  }

  @Test
  void nobodyImplementingIsAlwaysAnEquilibrium() {
    Random random = new Random(19);
    for (int n = 0; n < 100; n++) {
      List<Equilibrium> all =
          TwoStage.enumerate(
              random(random),
              random(random),
              new double[] {random.nextInt(3) / 2.0, random.nextInt(3) / 2.0});
      assertThat(all).anyMatch(e -> !e.implementation() && e.low() == 0 && e.high() == 1);
    }
  }
}
