package thaw.model.game;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import thaw.model.Scenario;
import thaw.model.ThirdParty;

/**
 * The phased exchange with the scenario's third parties as further players of the game: for games
 * with transfers, in which they can pay for progress.
 *
 * <p>Players are the two parties, then the third parties in the order of the scenario; states are
 * those of {@link PhasedExchange}, with the same indices. A third party has one action, and per
 * period gets Σ_o weight(o)·progress_o(p_1, p_2) − statusQuoCost·(1 − (p_1+p_2)/2K) +
 * climatePayoff(c).
 */
public final class MultilateralExchange {
  /** What a third party does apart from paying and being paid. */
  public static final String STAND_BY = "stand by";

  private final PhasedExchange exchange;
  private final List<ThirdParty> thirdParties;
  private final Game game;

  private MultilateralExchange(PhasedExchange exchange, List<String> taking) {
    this.exchange = exchange;
    Scenario scenario = exchange.effective();
    thirdParties = taking.stream().map(scenario::thirdParty).toList();
    Game bilateral = exchange.game();
    List<String> players = new ArrayList<>(bilateral.players());
    thirdParties.forEach(third -> players.add(third.label()));
    double survival = scenario.timetable().survival();
    double[] discount =
        IntStream.range(0, players.size())
            .mapToDouble(
                i -> i < 2 ? bilateral.discount(i) : thirdParties.get(i - 2).patience() * survival)
            .toArray();
    List<State> states = new ArrayList<>();
    for (int s = 0; s < bilateral.stateCount(); s++) {
      states.add(state(s));
    }
    game = new Game(bilateral.name(), players, discount, states);
  }

  /**
   * Compiles a scenario; without third parties the game is that of {@link PhasedExchange}.
   *
   * @throws IllegalArgumentException as {@link PhasedExchange#compile}
   */
  public static MultilateralExchange compile(Scenario scenario) {
    return of(PhasedExchange.compile(scenario), List.copyOf(scenario.thirdParties().keySet()));
  }

  /**
   * The exchange with some of the scenario's third parties.
   *
   * @param thirdParties ids; the others neither pay nor are counted
   * @throws IllegalArgumentException if an id is not defined
   */
  public static MultilateralExchange of(PhasedExchange exchange, List<String> thirdParties) {
    return new MultilateralExchange(exchange, thirdParties);
  }

  /** The exchange between the two parties. */
  public PhasedExchange exchange() {
    return exchange;
  }

  /** The game of the parties and the third parties. */
  public Game game() {
    return game;
  }

  /** Whether {@code player} is a third party. */
  public boolean isThirdParty(int player) {
    return player >= 2;
  }

  private State state(int s) {
    State bilateral = exchange.game().state(s);
    List<List<String>> actions = new ArrayList<>();
    actions.add(bilateral.actions(0));
    actions.add(bilateral.actions(1));
    actions.addAll(Collections.nCopies(thirdParties.size(), List.of(STAND_BY)));
    int players = actions.size();
    double[] flow = thirdParties.stream().mapToDouble(third -> flow(third, s)).toArray();
    double[] payoffs = new double[players * bilateral.profileCount()];
    Transition[] transitions = new Transition[bilateral.profileCount()];
    for (int a = 0; a < transitions.length; a++) {
      transitions[a] = bilateral.transition(a);
      for (int i = 0; i < players; i++) {
        payoffs[players * a + i] = i < 2 ? bilateral.payoff(a, i) : flow[i - 2];
      }
    }
    return State.of(bilateral.name(), actions, payoffs, transitions);
  }

  private double flow(ThirdParty third, int s) {
    Position x = exchange.position(s);
    Roadmap roadmap = exchange.roadmap();
    double flow = third.payoff(exchange.climateId(s));
    for (Map.Entry<String, Double> weight : third.weight().entrySet()) {
      flow += weight.getValue() * roadmap.achieved(weight.getKey(), x.progress1(), x.progress2());
    }
    double unresolved = 1 - (x.progress1() + x.progress2()) / (2.0 * roadmap.size());
    return flow - third.statusQuoCost() * unresolved;
  }
}
