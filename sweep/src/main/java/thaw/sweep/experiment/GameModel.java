package thaw.sweep.experiment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.Game;
import thaw.model.game.State;
import thaw.model.game.Transition;
import thaw.model.io.BadInput;
import thaw.model.io.GameFile;
import thaw.model.io.Setting;
import thaw.sweep.Column;
import thaw.sweep.Model;
import thaw.sweep.Status;

/** A solution concept of a game at every point. */
final class GameModel implements Model {
  private static final Pattern DISCOUNT = Pattern.compile("discount(?:\\[(\\d{1,6})])?");

  private static final Pattern PAYOFF =
      Pattern.compile("states\\[(\\d{1,6})]\\.payoffs((?:\\[\\d{1,6}])+)");

  /** A field that is changed without reading the game anew. */
  private sealed interface Edit {
    /** The discount factor of one player, or of all. */
    record Discount(Optional<Integer> player) implements Edit {}

    /** One stage payoff. */
    record Payoff(int state, int profile, int player) implements Edit {}
  }

  private final GameBase base;
  private final List<SweptParameter> parameters;
  private final List<Column> outcomes;
  private final double tolerance;

  /** Per parameter the edits of its paths; empty where a path needs the game read anew. */
  private final Optional<List<List<Edit>>> edits;

  GameModel(GameBase base, List<SweptParameter> parameters, List<String> names, double tolerance) {
    this.base = base;
    this.parameters = List.copyOf(parameters);
    this.tolerance = tolerance;
    Map<String, Column> known = new HashMap<>();
    base.concept().outcomes(base.game()).forEach(c -> known.put(c.name(), c));
    outcomes = names.stream().map(known::get).toList();
    edits = edits();
  }

  private Optional<List<List<Edit>>> edits() {
    List<List<Edit>> all = new ArrayList<>();
    for (SweptParameter parameter : parameters) {
      List<Edit> own = new ArrayList<>();
      for (String path : parameter.paths()) {
        edit(path).ifPresent(own::add);
      }
      if (own.size() < parameter.paths().size() || !parameter.isNumber()) {
        return Optional.empty();
      }
      all.add(own);
    }
    return base.game().hasSignals() ? Optional.empty() : Optional.of(all);
  }

  private Optional<Edit> edit(String path) {
    Game game = base.game();
    Matcher discount = DISCOUNT.matcher(path);
    if (discount.matches()) {
      return Optional.of(
          new Edit.Discount(Optional.ofNullable(discount.group(1)).map(Integer::parseInt)));
    }
    Matcher payoff = PAYOFF.matcher(path);
    if (!payoff.matches()) {
      return Optional.empty();
    }
    int state = Integer.parseInt(payoff.group(1));
    int[] indices =
        Arrays.stream(payoff.group(2).split("[\\[\\]]+"))
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    if (indices.length != game.playerCount() + 1) {
      return Optional.empty();
    }
    int profile = game.state(state).profile(Arrays.copyOf(indices, game.playerCount()));
    return Optional.of(new Edit.Payoff(state, profile, indices[game.playerCount()]));
  }

  @Override
  public List<Column> outcomes() {
    return outcomes;
  }

  @Override
  public Evaluation evaluate(double[] values, long seed, Clock clock) {
    Game game;
    try {
      game = edits.isPresent() ? edited(edits.get(), values) : read(values);
    } catch (BadInput e) {
      return invalid(Refusal.of(e));
    } catch (IllegalArgumentException e) {
      return invalid(String.valueOf(e.getMessage()));
    }
    clock.check();
    return base.concept().solve(game, tolerance, clock).evaluation(outcomes);
  }

  private Game read(double[] values) throws BadInput {
    List<Setting> settings = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      settings.addAll(parameters.get(k).settingsAt(values[k]));
    }
    return GameFile.read(base.document().with(settings));
  }

  private Game edited(List<List<Edit>> all, double[] values) {
    Game game = base.game();
    double[] discount = new double[game.playerCount()];
    for (int i = 0; i < discount.length; i++) {
      discount[i] = game.discount(i);
    }
    Map<Integer, BigFraction[]> payoffs = new HashMap<>();
    for (int k = 0; k < values.length; k++) {
      for (Edit edit : all.get(k)) {
        if (edit instanceof Edit.Discount d) {
          int first = d.player().orElse(0);
          int last = d.player().orElse(discount.length - 1);
          Arrays.fill(discount, first, last + 1, values[k]);
        } else if (edit instanceof Edit.Payoff p) {
          payoffs
                  .computeIfAbsent(p.state(), s -> payoffs(game.state(s)))[
                  p.profile() * game.playerCount() + p.player()] =
              exact(values[k]);
        }
      }
    }
    List<State> states = new ArrayList<>(game.states());
    payoffs.forEach((s, changed) -> states.set(s, with(game.state(s), changed)));
    return new Game(game.name(), game.players(), discount, states);
  }

  private static BigFraction[] payoffs(State state) {
    BigFraction[] payoffs = new BigFraction[state.profileCount() * state.playerCount()];
    for (int a = 0; a < state.profileCount(); a++) {
      for (int i = 0; i < state.playerCount(); i++) {
        payoffs[a * state.playerCount() + i] = state.exactPayoff(a, i);
      }
    }
    return payoffs;
  }

  private static State with(State state, BigFraction[] payoffs) {
    List<List<String>> actions = new ArrayList<>();
    for (int i = 0; i < state.playerCount(); i++) {
      actions.add(state.actions(i));
    }
    Transition[] transitions = new Transition[state.profileCount()];
    Arrays.setAll(transitions, state::transition);
    return State.exact(state.name(), actions, payoffs, transitions);
  }

  /** The decimal that names the number. */
  private static BigFraction exact(double value) {
    if (!GameFile.isPayoff(value)) {
      throw new IllegalArgumentException(
          "payoff " + value + "; allowed: " + GameFile.PAYOFF_ALLOWED);
    }
    BigDecimal decimal = BigDecimal.valueOf(value);
    return decimal.scale() <= 0
        ? BigFraction.of(decimal.toBigIntegerExact())
        : BigFraction.of(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
  }

  private Evaluation invalid(String message) {
    double[] none = new double[outcomes.size()];
    Arrays.fill(none, Double.NaN);
    return new Evaluation(Status.INVALID, message, none);
  }
}
