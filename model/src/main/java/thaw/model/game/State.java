package thaw.model.game;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.fraction.BigFraction;

/**
 * One state of a stochastic game: each player's actions, and for every action profile the stage
 * payoffs and the transition.
 *
 * <p>Profiles are numbered in row-major order, the last player's action fastest: with two players
 * and action counts m and n, profile (a1, a2) has index a1·n + a2, for 0 ≤ a1 &lt; m, 0 ≤ a2 &lt;
 * n.
 */
public final class State {
  private final String name;
  private final List<List<String>> actions;
  private final double[] payoffs;
  private final BigFraction[] exactPayoffs;
  private final Transition[] transitions;
  private final int[] strides;
  private final int profileCount;
  private final Optional<PublicMonitoring> monitoring;

  private State(
      String name,
      List<List<String>> actions,
      double[] payoffs,
      BigFraction[] exactPayoffs,
      Transition[] transitions,
      Optional<PublicMonitoring> monitoring) {
    this.name = name;
    this.actions = actions.stream().map(List::copyOf).toList();
    int players = actions.size();
    if (players == 0) {
      throw new IllegalArgumentException(
          "state \"" + name + "\" has no players; allowed: 1 or more");
    }
    strides = new int[players];
    int count = 1;
    for (int i = players - 1; i >= 0; i--) {
      if (actions.get(i).isEmpty()) {
        throw new IllegalArgumentException(
            "state \"" + name + "\": player " + (i + 1) + " has no action; allowed: 1 or more");
      }
      if (actions.get(i).stream().distinct().count() < actions.get(i).size()) {
        throw new IllegalArgumentException(
            "state \""
                + name
                + "\": player "
                + (i + 1)
                + " has two actions of one name: "
                + actions.get(i));
      }
      strides[i] = count;
      count = Math.multiplyExact(count, actions.get(i).size());
    }
    profileCount = count;
    if (payoffs.length != count * players) {
      throw new IllegalArgumentException(
          "state \""
              + name
              + "\" has "
              + payoffs.length
              + " payoffs; allowed: "
              + count
              + " profiles × "
              + players
              + " players");
    }
    if (transitions.length != count) {
      throw new IllegalArgumentException(
          "state \""
              + name
              + "\" has "
              + transitions.length
              + " transitions; allowed: one per profile, "
              + count);
    }
    for (double payoff : payoffs) {
      if (!Double.isFinite(payoff)) {
        throw new IllegalArgumentException(
            "state \"" + name + "\" has payoff " + payoff + "; allowed: finite numbers");
      }
    }
    monitoring.ifPresent(
        m -> {
          if (m.profileCount() != profileCount) {
            throw new IllegalArgumentException(
                "state \""
                    + name
                    + "\" has signal probabilities for "
                    + m.profileCount()
                    + " profiles; allowed: "
                    + profileCount);
          }
        });
    this.monitoring = monitoring;
    this.payoffs = payoffs;
    this.exactPayoffs = exactPayoffs;
    this.transitions = transitions;
  }

  /**
   * A state with payoffs in floating point.
   *
   * @param name the state's name, unique in its game
   * @param actions action names, one non-empty list per player
   * @param payoffs payoffs[profile·players + player], finite
   * @param transitions one per profile
   * @return the state, with every action seen
   * @throws IllegalArgumentException if there is no player, a player has no action or two of one
   *     name, a count does not match, or a payoff is not finite
   * @throws ArithmeticException if there are more profiles than an int can number
   */
  public static State of(
      String name, List<List<String>> actions, double[] payoffs, Transition[] transitions) {
    return new State(
        name, actions, payoffs.clone(), new BigFraction[0], transitions.clone(), Optional.empty());
  }

  /**
   * As {@link #of}, with payoffs given as exact rationals in the same order; solvers that compute
   * exactly use them.
   *
   * @param name the state's name, unique in its game
   * @param actions action names, one non-empty list per player
   * @param payoffs payoffs[profile·players + player], each within the range of a double
   * @param transitions one per profile
   * @return the state, with every action seen
   * @throws IllegalArgumentException as {@link #of}; a payoff beyond the range of a double is not
   *     finite
   * @throws ArithmeticException if there are more profiles than an int can number
   */
  public static State exact(
      String name, List<List<String>> actions, BigFraction[] payoffs, Transition[] transitions) {
    double[] rounded = Arrays.stream(payoffs).mapToDouble(BigFraction::doubleValue).toArray();
    return new State(
        name, actions, rounded, payoffs.clone(), transitions.clone(), Optional.empty());
  }

  /**
   * This state with actions seen through public signals only.
   *
   * @param signals with probabilities for as many profiles as the state has
   * @return a new state; this one stays as it is
   * @throws IllegalArgumentException if the number of profiles differs
   */
  public State withMonitoring(PublicMonitoring signals) {
    return new State(name, actions, payoffs, exactPayoffs, transitions, Optional.of(signals));
  }

  /**
   * The public signals of actions; empty if every action is seen.
   *
   * @return present in all states of a game or in none
   */
  public Optional<PublicMonitoring> monitoring() {
    return monitoring;
  }

  /**
   * The state's name.
   *
   * @return unique in its game
   */
  public String name() {
    return name;
  }

  /**
   * How many players there are.
   *
   * @return 1 or more
   */
  public int playerCount() {
    return actions.size();
  }

  /**
   * The action names of a player, in order.
   *
   * @param player its index, from 0
   * @return one or more
   */
  public List<String> actions(int player) {
    return actions.get(player);
  }

  /**
   * How many actions a player has.
   *
   * @param player its index, from 0
   * @return 1 or more
   */
  public int actionCount(int player) {
    return actions.get(player).size();
  }

  /**
   * How many action profiles there are: the product of the players' numbers of actions.
   *
   * @return 1 or more; profiles are numbered from 0
   */
  public int profileCount() {
    return profileCount;
  }

  /**
   * The index of a profile.
   *
   * @param chosen the index of each player's action, one per player
   * @return from 0 to {@link #profileCount} − 1
   */
  public int profile(int... chosen) {
    int index = 0;
    for (int i = 0; i < strides.length; i++) {
      index += strides[i] * chosen[i];
    }
    return index;
  }

  /**
   * The action of a player in a profile.
   *
   * @param profile its index
   * @param player index of the player
   * @return index of the action, from 0
   */
  public int action(int profile, int player) {
    return profile / strides[player] % actionCount(player);
  }

  /**
   * The profile that differs from another in the action of one player.
   *
   * @param profile index of the other
   * @param player index of the player
   * @param action index of the action that it takes instead
   * @return index of the profile
   */
  public int deviation(int profile, int player, int action) {
    return profile + (action - action(profile, player)) * strides[player];
  }

  /**
   * The action names of a profile.
   *
   * @param profile its index
   * @return one per player
   */
  public List<String> labels(int profile) {
    String[] labels = new String[playerCount()];
    Arrays.setAll(labels, i -> actions.get(i).get(action(profile, i)));
    return List.of(labels);
  }

  /**
   * The stage payoff of a player under a profile.
   *
   * @param profile its index
   * @param player index of the player
   * @return in the units of the game, finite
   */
  public double payoff(int profile, int player) {
    return payoffs[profile * playerCount() + player];
  }

  /**
   * The stage payoff as an exact rational: as given, or else the shortest decimal that names the
   * same double.
   *
   * @param profile its index
   * @param player index of the player
   * @return in the units of the game
   */
  public BigFraction exactPayoff(int profile, int player) {
    int index = profile * playerCount() + player;
    if (exactPayoffs.length > 0) {
      return exactPayoffs[index];
    }
    return decimal(payoffs[index]);
  }

  private static BigFraction decimal(double value) {
    java.math.BigDecimal decimal = java.math.BigDecimal.valueOf(value);
    return decimal.scale() <= 0
        ? BigFraction.of(decimal.toBigIntegerExact())
        : BigFraction.of(decimal.unscaledValue(), java.math.BigInteger.TEN.pow(decimal.scale()));
  }

  /**
   * Where play goes from here under a profile.
   *
   * @param profile its index
   * @return a lottery over states
   */
  public Transition transition(int profile) {
    return transitions[profile];
  }

  /**
   * The index of the action called {@code label} of {@code player}, if there is one.
   *
   * @param player its index, from 0
   * @param label name of the action
   * @return index of the action, from 0; empty if the player has none of that name here
   * @throws IndexOutOfBoundsException if there is no such player
   */
  public Optional<Integer> findAction(int player, String label) {
    int index = actions.get(player).indexOf(label);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }
}
