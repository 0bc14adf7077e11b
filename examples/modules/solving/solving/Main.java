package solving;

import java.nio.file.Path;
import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.io.GameFile;
import thaw.model.io.ScenarioFile;
import thaw.solver.freeze.FreezeAnalysis;
import thaw.solver.nash.BimatrixNash;
import thaw.solver.spe.PayoffSets;

/** Solves a game played once and repeated, and decides a scenario. */
public final class Main {
  private Main() {}

  /**
   * Prints what each is.
   *
   * @param args a game of two players and a scenario
   */
  public static void main(String[] args) throws Exception {
    Game game = GameFile.read(Path.of(args[0]), List.of());
    for (BimatrixNash.Equilibrium one :
        BimatrixNash.withDefaults().solve(game.state(0)).equilibria()) {
      System.out.println("played once: x = " + one.x() + ", y = " + one.y());
    }
    PayoffSets.Result repeated = PayoffSets.withDefaults().solve(game);
    System.out.println("repeated, converged: " + repeated.converged());

    var exchange = PhasedExchange.compile(ScenarioFile.read(Path.of(args[1]), List.of()));
    System.out.println("verdict: " + FreezeAnalysis.withDefaults().analyse(exchange).verdict());
  }
}
