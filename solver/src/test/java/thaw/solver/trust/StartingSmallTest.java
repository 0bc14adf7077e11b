package thaw.solver.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import thaw.solver.trust.StartingSmall.Equilibrium;
import thaw.solver.trust.StartingSmall.Result;
import thaw.solver.trust.StartingSmall.Side;

class StartingSmallTest {
  private static final Side KYDD = new Side(3, 2, 4, -2, 0.9, 0);

  @Test
  void probe() {
    for (double[] stakes :
        new double[][] {{1}, {0.3, 0.7}, {0.1, 0.3, 0.6}, {0.05, 0.15, 0.3, 0.5}}) {
      for (double t : new double[] {0.1, 0.3, 0.5, 0.7, 0.9, 1}) {
        Result r = StartingSmall.solve(stakes, KYDD, t);
        System.out.println(
            Arrays.toString(stakes) + " t=" + t + " smallest " + r.smallestCommonTrust(1) + " full "
                + r.smallestCommonTrust(stakes.length));
        for (Equilibrium e : r.equilibria()) {
          var c = e.sides().get(0);
          System.out.println(
              "   " + c.conduct() + Arrays.toString(c.implement()) + Arrays.toString(c.trust()) + " H "
                  + Arrays.toString(c.valueH()) + " L " + Arrays.toString(c.valueL()) + " regret " + e.regret());
        }
      }
    }
    for (int k = 1; k < 7; k++) {
      for (Side side : new Side[] {KYDD, new Side(3, 2, 8, -2, 0.9, 0)}) {
      var b = SmallestTrust.solve(side, k);
      System.out.println(k + " best " + b.trust() + Arrays.toString(b.stakes()) + Arrays.toString(b.implement())
          + " found " + StartingSmall.solve(b.stakes(), side, b.trust() * 1.0000001).smallestCommonTrust(1));
      }
    }
    Random random = new Random(1);
    double worst = 0;
    int many = 0;
    for (int n = 0; n < 3000; n++) {
      Side side = side(random);
      Side other = side(random);
      int k = 1 + random.nextInt(5);
      double[] stakes = random.doubles(k, 0.01, 1).sorted().toArray();
      Result r =
          random.nextBoolean()
              ? StartingSmall.solve(stakes, side, random.nextDouble())
              : StartingSmall.solve(stakes, side, other, new double[] {random.nextDouble(), random.nextDouble()});
      for (Equilibrium e : r.equilibria()) {
        worst = Math.max(worst, e.regret());
        many = Math.max(many, r.equilibria().size());
      }
    }
    System.out.println("worst regret " + worst + " many " + many);
    double margin = Double.POSITIVE_INFINITY;
    for (int n = 0; n < 20000; n++) {
      Side side = side(random);
      int k = 1 + random.nextInt(4);
      double[] stakes = random.doubles(k, 0.01, 1).map(x -> x * x * x).sorted().toArray();
      double best = SmallestTrust.solve(side, k).trust();
      double here = StartingSmall.solve(stakes, side, 0.5).smallestCommonTrust(1).orElse(9.0);
      margin = Math.min(margin, here / best);
    }
    System.out.println("margin " + margin);
  }

  private static Side side(Random random) {
    double r = random.nextDouble() * 3 + 0.1;
    return new Side(
        r,
        r * random.nextDouble(),
        r + random.nextDouble() * 3 + 0.01,
        -random.nextDouble() * 3 - 0.01,
        random.nextInt(10) == 0 ? 1 : random.nextDouble(),
        0);
  }
}
