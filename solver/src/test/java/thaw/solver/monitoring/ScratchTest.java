package thaw.solver.monitoring;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.spe.PayoffSets;

class ScratchTest {
  static Game pd(double delta, double[][] pi) {
    Transition[] t = new Transition[4];
    java.util.Arrays.fill(t, Transition.to(0));
    State s = State.of("s", List.of(List.of("C", "D"), List.of("C", "D")),
        new double[] {2, 2, -1, 3, 3, -1, 0, 0}, t);
    String[] names = new String[pi[0].length];
    java.util.Arrays.setAll(names, k -> "y" + k);
    return new Game("pd", List.of("1", "2"), new double[] {delta, delta},
        List.of(s.withMonitoring(new PublicMonitoring(List.of(names), pi))));
  }

  static void show(String name, Game g) {
    long t = System.nanoTime();
    PublicPayoffSets.Result r = PublicPayoffSets.withDefaults().solve(g);
    System.out.printf("%s: conv %s err %.2e sweeps %d nodes %d outer %d regret %.1e  %.0f ms%n", name, r.converged(),
        r.relativeErrorBound(), r.sweeps(), r.automaton().nodes().size(), r.outer().get(0).size(), r.regret(), (System.nanoTime() - t) / 1e6);
    t = System.nanoTime();
    var c = thaw.solver.verify.MonitoringCheck.check(g, r.claim());
    System.out.printf("   check %.0f ms %s %s%n", (System.nanoTime() - t) / 1e6, c.problems().stream().limit(3).toList(), c.findings());
  }


  @Test void dummy() { run(); }
  public static void main(String[] x) { double[][] two = {{0.9, 0.1}, {0.5, 0.5}, {0.5, 0.5}, {0.2, 0.8}}; new ScratchTest().run(); }
  @Test
  void run() {
    for (double d : new double[] {0.5, 0.7, 0.9}) {
      double[][] two = {{0.9, 0.1}, {0.5, 0.5}, {0.5, 0.5}, {0.2, 0.8}};
      show("two " + d, pd(d, two));
      double[][] four = new double[4][4];
      for (int a = 0; a < 4; a++) {
        double p1 = a < 2 ? 0.1 : 0.7;
        double p2 = a % 2 == 0 ? 0.1 : 0.7;
        four[a] = new double[] {(1 - p1) * (1 - p2), p1 * (1 - p2), (1 - p1) * p2, p1 * p2};
      }
      show("four " + d, pd(d, four));
      Game perfect = pd(d, new double[][] {{1,0,0,0},{0,1,0,0},{0,0,1,0},{0,0,0,1}});
      show("perfect " + d, perfect);
      System.out.println("  spe " + PayoffSets.withDefaults().solve(perfect).outer().get(0));
      
    }
  }
}
