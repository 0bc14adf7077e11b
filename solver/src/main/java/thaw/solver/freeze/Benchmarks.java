package thaw.solver.freeze;

import java.util.Map;
import java.util.OptionalInt;
import thaw.model.Scenario;
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
   * The state like this one in which both have implemented everything, in the climate of the start,
   * if reachable.
   */
  OptionalInt settled(int state) {
    Position x = exchange.position(state);
    int last = exchange.roadmap().size();
    int climate = climateIndex(exchange.effective().start().climate());
    for (int period = x.period(); period >= 0; period--) {
      OptionalInt found =
          exchange.stateAt(new Position(last, last, x.trustLevel(), climate, x.drift(), period));
      if (found.isPresent()) {
        return found;
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The state like this one in crisis, if the scenario has that climate and the state can be
   * reached.
   */
  OptionalInt crisis(int state) {
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
