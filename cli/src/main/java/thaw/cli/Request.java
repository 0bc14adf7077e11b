package thaw.cli;

import java.nio.file.Path;
import java.util.Optional;
import thaw.model.game.PhasedExchange;

/**
 * What is asked of a solution concept beyond the game.
 *
 * @param tolerance error bound to reach, share of the payoff range
 * @param lambdas precisions of logit responses; none asks for the limit
 * @param frequencies a file of observed choices, for maximum likelihood
 * @param starts other priors to start from, 0 or more
 * @param seed of random priors
 * @param exchange the exchange that the game was compiled from, if it was
 * @param progress told what is being done; its ticks end the solve when the user interrupts
 */
record Request(
    double tolerance,
    double[] lambdas,
    Optional<Path> frequencies,
    int starts,
    long seed,
    Optional<PhasedExchange> exchange,
    Progress progress) {}
