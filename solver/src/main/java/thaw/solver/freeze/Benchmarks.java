package thaw.solver.freeze;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import thaw.model.Scenario;
import thaw.model.Trust;
import thaw.model.game.Game;
import thaw.model.game.PhasedExchange;
import thaw.model.game.Position;
import thaw.model.game.Transition;
import thaw.solver.linear.MarkovChain;

/**
 * The payoffs that equilibria are held against, per state and party, each by one linear solve: of
 * freezing for ever, of the settlement, and of crisis (model conditions F1, F5, F6).
 */
final class Benchmarks {
  private final PhasedExchange exchange;
  private final double[][] freeze;
  private final MarkovChain holding;

  Benchmarks(PhasedExchange exchange) {
    this.exchange = exchange;
    Game game = exchange.game();
    Transition[] hold = new Transition[game.stateCount()];
    double[][] flow = new double[2][game.stateCount()];
    for (int s = 0; s < hold.length; s++) {
      int profile = exchange.holdProfile(s);
      hold[s] = game.state(s).transition(profile);
      for (int i = 0; i < 2; i++) {
        flow[i][s] = game.state(s).payoff(profile, i);
      }
    }
    holding = new MarkovChain(hold);
    freeze =
        new double[][] {
          holding.discountedValue(flow[0], game.discount(0)),
          holding.discountedValue(flow[1], game.discount(1))
        };
  }

  /** Payoff of the party when both hold for ever from the state on. */
  double freeze(int state, int party) {
    return freeze[party][state];
  }

  double[] freeze(int state) {
    return new double[] {freeze[0][state], freeze[1][state]};
  }

  /** Both hold for ever: the chain of states. */
  MarkovChain holding() {
    return holding;
  }

  /**
   * Payoffs of the settlement that reciprocation from {@code state} leads to: everything
   * implemented, in the climate of the start, trust where it is after every remaining phase has
   * been answered in kind (between two levels, their average). Empty if it cannot be reached.
   */
  Optional<double[]> settlement(int state) {
    Trust trust = exchange.effective().trust();
    Position x = exchange.position(state);
    double reached = exchange.trust(state);
    int left = exchange.roadmap().size() - Math.min(x.progress1(), x.progress2());
    for (int k = 0; k < left; k++) {
      reached = trust.after(Trust.Signal.RECIPROCATED, reached);
    }
    List<Double> levels = trust.levels();
    int above = 0;
    while (above < levels.size() - 1 && levels.get(above) < reached) {
      above++;
    }
    int below = above > 0 && levels.get(above) > reached ? above - 1 : above;
    OptionalInt high = settled(x, above);
    OptionalInt low = settled(x, below);
    if (high.isEmpty() || low.isEmpty()) {
      return high.isPresent() ? Optional.of(freeze(high.getAsInt())) : Optional.empty();
    }
    double share =
        above == below
            ? 1
            : (reached - levels.get(below)) / (levels.get(above) - levels.get(below));
    double[] payoff = new double[2];
    for (int i = 0; i < 2; i++) {
      payoff[i] = share * freeze(high.getAsInt(), i) + (1 - share) * freeze(low.getAsInt(), i);
    }
    return Optional.of(payoff);
  }

  private OptionalInt settled(Position x, int trustLevel) {
    int last = exchange.roadmap().size();
    int climate = climateIndex(exchange.effective().start().climate());
    int mostPeriods = exchange.effective().timetable().deadline().orElse(0);
    for (int drift = x.drift(); drift >= 0; drift--) {
      for (int period = mostPeriods; period >= 0; period--) {
        OptionalInt found =
            exchange.stateAt(new Position(last, last, trustLevel, climate, drift, period));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return OptionalInt.empty();
  }

  /** Payoffs of holding for ever from crisis on, at the same progress; empty if unreachable. */
  Optional<double[]> crisisPayoff(int state) {
    OptionalInt there = crisis(state);
    return there.isPresent() ? Optional.of(freeze(there.getAsInt())) : Optional.empty();
  }

  private OptionalInt crisis(int state) {
    Position x = exchange.position(state);
    int climate = climateIndex(Scenario.CRISIS);
    return climate < 0
        ? OptionalInt.empty()
        : exchange.stateAt(
            new Position(
                x.progress1(), x.progress2(), x.trustLevel(), climate, x.drift(), x.period()));
  }

  private int climateIndex(String id) {
    int index = 0;
    for (Map.Entry<String, ?> climate : exchange.effective().climates().entrySet()) {
      if (climate.getKey().equals(id)) {
        return index;
      }
      index++;
    }
    return -1;
  }
}
