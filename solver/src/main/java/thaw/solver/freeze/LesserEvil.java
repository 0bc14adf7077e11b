package thaw.solver.freeze;

import java.util.Optional;
import thaw.model.game.PhasedExchange;

/**
 * F6 at the start: what crisis, freeze and settlement pay each party, by linear solves alone.
 *
 * @param crisis payoffs of holding for ever from crisis on; empty if it cannot be reached
 * @param freeze payoffs of holding for ever
 * @param settlement payoffs of the settlement that reciprocation leads to; empty if unreachable
 */
public record LesserEvil(
    Optional<double[]> crisis, double[] freeze, Optional<double[]> settlement) {
  /** At the initial state; the one of least trust where the start is a lottery. */
  public static LesserEvil of(PhasedExchange exchange) {
    Benchmarks benchmarks = new Benchmarks(exchange);
    int start = exchange.initial().successor(0);
    return new LesserEvil(
        benchmarks.crisisPayoff(start), benchmarks.freeze(start), benchmarks.settlement(start));
  }
}
