package thaw.solver.nash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import thaw.model.game.State;
import thaw.solver.freeze.Bargaining;

/**
 * The Nash bargaining solution of a two-player stage game (Nash 1950, 1953): of all lotteries over
 * action profiles that give neither player less than the disagreement point, the one with the
 * largest product of gains over it.
 */
public final class NashBargaining {
  /**
   * The solution.
   *
   * @param payoffs one per player
   * @param profiles one or two action profiles
   * @param weights their probabilities, positive
   */
  public record Solution(double[] payoffs, int[] profiles, double[] weights) {}

  private NashBargaining() {}

  /**
   * Solves for a disagreement point.
   *
   * @param game two players; its transitions play no part
   * @param disagreement what each gets without an agreement, in payoffs of the game: two numbers
   * @return empty if no lottery gives the two more than the disagreement point and neither less
   * @throws IllegalArgumentException if the game has not two players, or the point not two numbers
   */
  public static Optional<Solution> of(State game, double... disagreement) {
    if (game.playerCount() != 2 || disagreement.length != 2) {
      throw new IllegalArgumentException(
          "the game has " + game.playerCount() + " players; allowed: 2");
    }
    List<Integer> profiles = new ArrayList<>();
    List<double[]> feasible = new ArrayList<>();
    for (int a = 0; a < game.profileCount(); a++) {
      double[] here = {game.payoff(a, 0), game.payoff(a, 1)};
      boolean beaten = false;
      for (int b = 0; b < game.profileCount() && !beaten; b++) {
        boolean better = game.payoff(b, 0) > here[0] || game.payoff(b, 1) > here[1];
        boolean same = game.payoff(b, 0) == here[0] && game.payoff(b, 1) == here[1];
        beaten =
            game.payoff(b, 0) >= here[0]
                && game.payoff(b, 1) >= here[1]
                && (better || (same && b < a));
      }
      // A lottery over dominated profiles is never better than one over those that dominate them.
      if (!beaten) {
        profiles.add(a);
        feasible.add(here);
      }
    }
    return Bargaining.solve(feasible, disagreement, 0)
        .map(
            mix ->
                new Solution(
                    mix.payoff(feasible),
                    java.util.Arrays.stream(mix.points()).map(profiles::get).toArray(),
                    mix.weights()));
  }
}
