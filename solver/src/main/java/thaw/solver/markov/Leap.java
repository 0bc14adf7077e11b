package thaw.solver.markov;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * Finds a logit equilibrium at a λ just beyond one at which a branch turns back. What turns back is
 * as a rule one state or a few: every state takes the logit equilibrium of its own stage game that
 * is nearest to what it plays, or where there is none near, that of the stage game's own principal
 * branch; values follow, and Newton's method on all equations finishes. The point belongs to
 * another branch, or to a later part of the same.
 */
final class Leap {
  private static final int MOST_ROUNDS = 24;

  /** Rounds between two attempts at finishing. */
  private static final int PATIENCE = 3;

  private static final int MOST_CORRECTIONS = 10;
  private static final double FAR = 1;
  private static final double SETTLED = 2e-6;
  private static final double TOLERANCE = 1e-7;

  private final Game game;
  private final LogitSystem system;
  private final double[][][] prior;
  private final List<Transition> stay = List.of(Transition.to(0));

  Leap(Game game, LogitSystem system, double[][][] prior) {
    this.game = game;
    this.system = system;
    this.prior = prior;
  }

  /** A point at {@code lambda}, in the units of the system, starting from z. */
  Optional<double[]> to(double[] z, double lambda) {
    double[] here = z.clone();
    here[here.length - 1] = lambda;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] values = here.clone();
      for (int s = 0; s < game.stateCount(); s++) {
        stage(s, values, here);
      }
      if (round % PATIENCE == PATIENCE - 1) {
        double[] finished = here.clone();
        if (finish(system, finished)) {
          return Optional.of(finished);
        }
      }
    }
    return Optional.empty();
  }

  /** Replaces what is played at a state, and what it is worth, given the values of all. */
  private void stage(int s, double[] values, double[] into) {
    State state = game.state(s);
    int players = game.playerCount();
    int profiles = state.profileCount();
    double[] worth = new double[profiles * players];
    for (int a = 0; a < profiles; a++) {
      Transition to = state.transition(a);
      for (int i = 0; i < players; i++) {
        double then = 0;
        for (int k = 0; k < to.size(); k++) {
          then += to.probability(k) * value(values, to.successor(k), i);
        }
        worth[a * players + i] =
            (state.payoff(a, i) - game.minPayoff(i)) / system.scale + game.discount(i) * then;
      }
    }
    Transition[] end = new Transition[profiles];
    Arrays.fill(end, stay.get(0));
    State alone =
        State.of(
            state.name(),
            java.util.stream.IntStream.range(0, players).mapToObj(state::actions).toList(),
            worth,
            end);
    Game stage = new Game(game.name(), game.players(), new double[players], List.of(alone));
    LogitSystem equations = new LogitSystem(stage, new double[][][] {prior[s]});
    double[] local = new double[equations.size()];
    System.arraycopy(values, system.first[s][0], local, 0, equations.betas);
    double lambda = values[values.length - 1];
    local[local.length - 1] = lambda * equations.scale;
    if (!finish(equations, local)) {
      MarkovLogit.Options options =
          MarkovLogit.Options.defaults()
              .withLambdas(lambda)
              .withLimit(false)
              .withPrior(new MarkovStrategies(stage, new double[][][] {prior[s]}));
      List<MarkovLogit.Point> points =
          MarkovLogit.withDefaults().with(options).solve(stage).points();
      if (points.isEmpty()) {
        return;
      }
      double[][] played = points.get(0).strategies().probabilities()[0];
      for (int i = 0; i < players; i++) {
        for (int a = 0; a < played[i].length; a++) {
          local[equations.first[0][i] + a] = Math.log(Math.max(played[i][a], Double.MIN_NORMAL));
        }
      }
    }
    System.arraycopy(local, 0, into, system.first[s][0], equations.betas);
    double[] mean = new double[players];
    for (int a = 0; a < profiles; a++) {
      double p = 1;
      for (int i = 0; i < players; i++) {
        p *= Math.exp(local[equations.first[0][i] + alone.action(a, i)]);
      }
      for (int i = 0; i < players; i++) {
        mean[i] += p * worth[a * players + i];
      }
    }
    for (int i = 0; i < players; i++) {
      into[system.betas + i * system.states + s] = mean[i];
    }
  }

  private double value(double[] z, int s, int i) {
    return z[system.betas + i * system.states + s];
  }

  /** Newton's method at the λ of z, in place; whether it converged at once. */
  private static boolean finish(LogitSystem system, double[] z) {
    double[] fixed = new double[z.length];
    fixed[z.length - 1] = 1;
    double before = FAR;
    for (int k = 0; k < MOST_CORRECTIONS; k++) {
      system.linearise(z);
      double[] change = system.solve(fixed, 0, true, TOLERANCE);
      double size = system.length(change);
      if (!(size < before)) {
        return false;
      }
      for (int j = 0; j < z.length - 1; j++) {
        z[j] += change[j];
      }
      if (size <= SETTLED) {
        return true;
      }
      before = 0.7 * size;
    }
    return false;
  }
}
