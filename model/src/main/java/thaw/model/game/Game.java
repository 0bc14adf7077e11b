package thaw.model.game;

import java.util.List;

/**
 * A finite n-player stochastic game; a repeated game is one with a single state. Actions are seen,
 * unless the states say that only public signals of them are ({@link State#monitoring}).
 *
 * <p>Payoffs are discounted averages: player i's payoff from a play is (1−δ_i) Σ_t δ_i^t u_i(t), in
 * the units of the stage payoffs.
 */
public final class Game {
  private final String name;
  private final List<String> players;
  private final double[] discount;
  private final List<State> states;

  /**
   * @param name what to call the game in results
   * @param players names, one or more, distinct
   * @param discount discount factors δ_i in [0, 1), one per player
   * @param states one or more, with distinct names, all transitions among them
   * @throws IllegalArgumentException if any of this does not hold
   */
  public Game(String name, List<String> players, double[] discount, List<State> states) {
    this.name = name;
    this.players = List.copyOf(players);
    this.discount = discount.clone();
    this.states = List.copyOf(states);
    if (players.isEmpty() || players.stream().distinct().count() < players.size()) {
      throw new IllegalArgumentException(
          "players are " + players + "; allowed: one or more distinct names");
    }
    if (discount.length != players.size()) {
      throw new IllegalArgumentException(
          discount.length
              + " discount factors for "
              + players.size()
              + " players; allowed: one per player");
    }
    for (double delta : discount) {
      if (!(delta >= 0 && delta < 1)) {
        throw new IllegalArgumentException(
            "discount factor " + delta + "; allowed: 0 or more, less than 1");
      }
    }
    if (states.isEmpty() || states.stream().map(State::name).distinct().count() < states.size()) {
      throw new IllegalArgumentException("a game needs one or more states with distinct names");
    }
    if (states.stream().map(s -> s.monitoring().isPresent()).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "some states have signals and others have none; allowed: all or none");
    }
    for (State state : states) {
      if (state.playerCount() != players.size()) {
        throw new IllegalArgumentException(
            "state \""
                + state.name()
                + "\" has actions for "
                + state.playerCount()
                + " players; allowed: "
                + players.size());
      }
      for (int profile = 0; profile < state.profileCount(); profile++) {
        Transition transition = state.transition(profile);
        int last = transition.successor(transition.size() - 1);
        if (last >= states.size()) {
          throw new IllegalArgumentException(
              "state \""
                  + state.name()
                  + "\" leads to state "
                  + last
                  + "; allowed: 0 to "
                  + (states.size() - 1));
        }
      }
    }
  }

  /**
   * What the game is called in results.
   *
   * @return its name
   */
  public String name() {
    return name;
  }

  /**
   * The players' names, in order.
   *
   * @return one or more, distinct
   */
  public List<String> players() {
    return players;
  }

  /**
   * How many players there are.
   *
   * @return 1 or more
   */
  public int playerCount() {
    return players.size();
  }

  /**
   * The discount factor δ of a player.
   *
   * @param player its index, from 0
   * @return in [0, 1)
   */
  public double discount(int player) {
    return discount[player];
  }

  /**
   * The states, in order.
   *
   * @return one or more
   */
  public List<State> states() {
    return states;
  }

  /**
   * One state.
   *
   * @param index from 0
   * @return the state
   */
  public State state(int index) {
    return states.get(index);
  }

  /**
   * How many states there are.
   *
   * @return 1 or more; 1 for a repeated game
   */
  public int stateCount() {
    return states.size();
  }

  /**
   * The smallest stage payoff of a player over all states and profiles.
   *
   * @param player its index, from 0
   * @return in the units of the game
   */
  public double minPayoff(int player) {
    return states.stream()
        .flatMapToDouble(
            s ->
                java.util.stream.IntStream.range(0, s.profileCount())
                    .mapToDouble(a -> s.payoff(a, player)))
        .min()
        .orElseThrow();
  }

  /**
   * The largest stage payoff of a player over all states and profiles.
   *
   * @param player its index, from 0
   * @return in the units of the game
   */
  public double maxPayoff(int player) {
    return states.stream()
        .flatMapToDouble(
            s ->
                java.util.stream.IntStream.range(0, s.profileCount())
                    .mapToDouble(a -> s.payoff(a, player)))
        .max()
        .orElseThrow();
  }

  /**
   * Whether actions are seen through public signals only.
   *
   * @return true if every state has signals, false if none has
   */
  public boolean hasSignals() {
    return states.get(0).monitoring().isPresent();
  }

  /**
   * The same game with other discount factors, one per player.
   *
   * @param factors δ_i in [0, 1), in the order of the players
   * @return a new game; this one stays as it is
   * @throws IllegalArgumentException if their number is not that of the players, or one is out of
   *     range
   */
  public Game withDiscount(double... factors) {
    return new Game(name, players, factors, states);
  }
}
