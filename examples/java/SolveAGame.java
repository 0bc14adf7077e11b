package thaw.examples;

import java.util.List;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.solver.nash.BimatrixNash;
import thaw.solver.spe.PayoffSets;

/**
 * Writes the prisoners' dilemma down and solves it, played once and played for ever.
 *
 * <p>{@code java -cp cli/target/thaw.jar examples/java/SolveAGame.java}
 */
public final class SolveAGame {
  private SolveAGame() {}

  /** Prints the equilibria. */
  public static void main(String[] args) {
    List<String> actions = List.of("cooperate", "defect");
    double[] payoffs = {
      2, 2, // both cooperate
      -1, 3, // only the column player defects
      3, -1, // only the row player defects
      0, 0 // both defect
    };
    Transition stay = Transition.to(0); // one state, for ever
    State stage =
        State.of(
            "stage", List.of(actions, actions), payoffs, new Transition[] {stay, stay, stay, stay});

    BimatrixNash.Result once = BimatrixNash.withDefaults().solve(stage);
    System.out.println("played once, complete: " + once.complete());
    for (BimatrixNash.Equilibrium equilibrium : once.equilibria()) {
      System.out.println("  x = " + equilibrium.x() + ", y = " + equilibrium.y());
    }

    for (double patience : new double[] {0.2, 0.8}) {
      Game game =
          new Game(
              "dilemma",
              List.of("row", "column"),
              new double[] {patience, patience},
              List.of(stage));
      PayoffSets.Result repeated = PayoffSets.withDefaults().solve(game);
      System.out.println("repeated, discount factor " + patience + ":");
      for (double[] vertex : repeated.inner().get(0).vertices()) {
        System.out.println("  (" + rounded(vertex[0]) + ", " + rounded(vertex[1]) + ")");
      }
      System.out.println("  error bound below 1e-8: " + (repeated.errorBound() < 1e-8));
    }
  }

  private static double rounded(double payoff) {
    return Math.round(1000 * payoff) / 1000.0;
  }
}
