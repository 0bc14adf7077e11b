package thaw.solver.transfers;

import thaw.model.game.Game;
import thaw.model.game.State;

/**
 * The obviously right, slow way: the operator applied to bounds of U and v_i, over and over, one
 * step of every state at a time, with the condition tried anew for every profile at every step.
 */
final class PlainTransfers {
  final double[] joint;
  final double[][] punishment;
  final boolean[] exists;
  final boolean[][] admissible;

  PlainTransfers(Game game, double tolerance, int sweeps) {
    int states = game.stateCount();
    int players = game.playerCount();
    double delta = game.discount(0);
    joint = new double[states];
    punishment = new double[players][states];
    exists = new boolean[states];
    admissible = new boolean[states][];
    for (int s = 0; s < states; s++) {
      exists[s] = true;
      admissible[s] = new boolean[game.state(s).profileCount()];
      for (int i = 0; i < players; i++) {
        joint[s] += game.maxPayoff(i);
        punishment[i][s] = game.minPayoff(i);
      }
    }
    for (int sweep = 0; sweep < sweeps; sweep++) {
      double[] jointBefore = joint.clone();
      double[][] punishmentBefore = new double[players][];
      for (int i = 0; i < players; i++) {
        punishmentBefore[i] = punishment[i].clone();
      }
      for (int s = 0; s < states; s++) {
        State state = game.state(s);
        double most = Double.NEGATIVE_INFINITY;
        double[] least = new double[players];
        java.util.Arrays.fill(least, Double.POSITIVE_INFINITY);
        for (int a = 0; a < state.profileCount(); a++) {
          double together = delta * state.transition(a).expectation(jointBefore);
          double claims = 0;
          double[] claim = new double[players];
          boolean goesOn = true;
          for (int k = 0; k < state.transition(a).size(); k++) {
            goesOn &= exists[state.transition(a).successor(k)];
          }
          for (int i = 0; i < players; i++) {
            together += (1 - delta) * state.payoff(a, i);
            claim[i] = Double.NEGATIVE_INFINITY;
            for (int b = 0; b < state.actionCount(i); b++) {
              int d = state.deviation(a, i, b);
              claim[i] =
                  Math.max(
                      claim[i],
                      (1 - delta) * state.payoff(d, i)
                          + delta * state.transition(d).expectation(punishmentBefore[i]));
            }
            claims += claim[i];
          }
          exists[s] &= goesOn;
          admissible[s][a] = together >= claims - tolerance;
          if (admissible[s][a]) {
            most = Math.max(most, together);
            for (int i = 0; i < players; i++) {
              least[i] = Math.min(least[i], claim[i]);
            }
          }
        }
        if (most == Double.NEGATIVE_INFINITY) {
          exists[s] = false;
        } else {
          joint[s] = most;
          for (int i = 0; i < players; i++) {
            punishment[i][s] = least[i];
          }
        }
      }
    }
  }
}
