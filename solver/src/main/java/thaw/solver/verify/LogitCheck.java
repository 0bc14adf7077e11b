package thaw.solver.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import thaw.model.game.Game;

/**
 * Checks that stationary strategies are a logit quantal response equilibrium at the λ claimed:
 * every probability is compared with the logit response to total payoffs that are computed anew.
 * That the point lies on the principal branch is not checked.
 */
public final class LogitCheck {
  /** How far a probability may be from the logit response. */
  public static final double RESIDUAL_TOLERANCE = 1e-8;

  private LogitCheck() {}

  /** Checks strategies at λ, with their values and the residual claimed. */
  public static Confirmation point(
      Game game, MarkovCheck.Claim claim, double lambda, double residual) {
    List<String> problems = new ArrayList<>(MarkovCheck.misfits(game, claim));
    if (!(lambda >= 0 && lambda < Double.POSITIVE_INFINITY)) {
      problems.add("lambda is " + lambda + "; allowed: 0 or more, finite");
    }
    if (!problems.isEmpty()) {
      return new Confirmation(problems, List.of());
    }
    StationaryPlay play = new StationaryPlay(game, claim.probabilities());
    MarkovCheck.values(game, claim, play, problems);
    double computed = play.logitResidual(lambda);
    if (!(computed <= RESIDUAL_TOLERANCE)) {
      problems.add(
          "at λ = " + lambda + " a probability is " + computed + " off the logit response");
    }
    if (!(Math.abs(computed - residual) <= RESIDUAL_TOLERANCE)) {
      problems.add("the residual is claimed to be " + residual + "; it is " + computed);
    }
    String found =
        String.format(
            Locale.ROOT, "at λ = %s all probabilities respond within %.1e", lambda, computed);
    return new Confirmation(problems, List.of(found));
  }

  /**
   * Checks a claimed log-likelihood L = Σ n_a log σ_a of observed choices.
   *
   * @param counts how often each action was chosen, [state][player][action]
   */
  public static Confirmation likelihood(
      Game game, double[][][] probabilities, double[][][] counts, double logLikelihood) {
    double sum = 0;
    double observations = 0;
    for (int s = 0; s < game.stateCount(); s++) {
      for (int i = 0; i < game.playerCount(); i++) {
        for (int a = 0; a < game.state(s).actionCount(i); a++) {
          if (counts[s][i][a] > 0) {
            sum += counts[s][i][a] * Math.log(probabilities[s][i][a]);
            observations += counts[s][i][a];
          }
        }
      }
    }
    boolean good = Math.abs(sum - logLikelihood) <= 1e-6 * Math.max(1, observations);
    String what = "the log-likelihood of " + observations + " choices is " + sum;
    return good
        ? new Confirmation(List.of(), List.of(what))
        : new Confirmation(List.of(what + "; claimed: " + logLikelihood), List.of());
  }
}
