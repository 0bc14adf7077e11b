package thaw.solver.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.solver.linear.LinearProgram;

/** The kernel against the same program written out and solved through the one door. */
class EnforcementProgramTest {
  private static final int GAMES = 12;

  @Test
  void theKernelAgreesWithTheProgramWrittenOut() {
    Random random = new Random(7);
    int feasible = 0;
    int infeasible = 0;
    for (int g = 0; g < GAMES; g++) {
      Game game = RandomGames.game(random, 1 + random.nextInt(3));
      Incentives.Scale scale = Incentives.Scale.of(game);
      int states = game.stateCount();
      double[][] xs = new double[states][];
      double[][] ys = new double[states][];
      for (int s = 0; s < states; s++) {
        List<double[]> points = new ArrayList<>();
        int count = 1 + random.nextInt(30);
        for (int k = 0; k < count; k++) {
          points.add(new double[] {random.nextDouble(), random.nextDouble()});
        }
        List<double[]> hull = Planar.hull(points);
        xs[s] = hull.stream().mapToDouble(p -> p[0]).toArray();
        ys[s] = hull.stream().mapToDouble(p -> p[1]).toArray();
      }
      for (int a = 0; a < game.state(0).profileCount(); a++) {
        Incentives incentives = Incentives.of(game, scale, 0, a);
        EnforcementProgram program = new EnforcementProgram(incentives, 0, 0);
        boolean possible = program.start(xs, ys);
        for (int d = 0; d < 12; d++) {
          double angle = 2 * Math.PI * d / 12;
          LinearProgram.Solution plain =
              plain(incentives, xs, ys, Math.cos(angle), Math.sin(angle));
          if (!possible) {
            assertThat(plain.optimal()).as("game %d profile %d", g, a).isFalse();
            infeasible++;
            continue;
          }
          assertThat(plain.optimal()).as("game %d profile %d", g, a).isTrue();
          double constant =
              Math.cos(angle) * incentives.base()[0] + Math.sin(angle) * incentives.base()[1];
          double bound = program.maximise(Math.cos(angle), Math.sin(angle));
          double reached =
              Math.cos(angle) * program.payoff(0) + Math.sin(angle) * program.payoff(1);
          assertThat(bound).isCloseTo(plain.value() + constant, within(1e-7));
          assertThat(reached).isCloseTo(bound, within(1e-9));
          feasible++;
        }
      }
    }
    assertThat(feasible).isGreaterThan(50);
    assertThat(infeasible).isGreaterThan(50);
  }

  private static LinearProgram.Solution plain(
      Incentives incentives, double[][] xs, double[][] ys, double x, double y) {
    int size = 0;
    for (int target : incentives.targets()) {
      size += xs[target].length;
    }
    double[] objective = new double[size];
    double[][] weights = new double[incentives.outcomeCount()][size];
    double[][] rows = new double[incentives.rowCount()][size];
    int at = 0;
    for (int o = 0; o < incentives.outcomeCount(); o++) {
      int target = incentives.targets()[o];
      for (int k = 0; k < xs[target].length; k++) {
        double[] w = {xs[target][k], ys[target][k]};
        double chance = incentives.probability()[o];
        weights[o][at] = 1;
        objective[at] =
            chance * (x * incentives.weight()[0] * w[0] + y * incentives.weight()[1] * w[1]);
        for (int r = 0; r < rows.length; r++) {
          rows[r][at] = incentives.shift()[r][o] * w[incentives.player()[r]];
        }
        at++;
      }
    }
    LinearProgram program = LinearProgram.maximise(objective);
    for (double[] row : weights) {
      program.exactly(1, row);
    }
    for (int r = 0; r < rows.length; r++) {
      program.atLeast(incentives.floor()[r], rows[r]);
    }
    return program.solve();
  }
}
