package thaw.model.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.numbers.fraction.BigFraction;
import thaw.model.game.Game;
import thaw.model.game.PublicMonitoring;
import thaw.model.game.State;
import thaw.model.game.Transition;

/**
 * Reads and writes game files, format {@code thaw/game@1}, JSON or YAML: finite stochastic games of
 * any number of players; a repeated game has one state, a normal form is its stage game.
 */
public final class GameFile {
  /** The format's name and version. */
  public static final String FORMAT = "thaw/game@1";

  private static final Schema SCHEMA = Schema.named("game@1.schema.json");

  private static final Pattern RATIONAL = Pattern.compile("(-?\\d{1,40})/(\\d{1,40})");

  private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,40}([.]\\d{1,40})?");

  /** What payoffs are allowed, in words. */
  public static final String PAYOFF_ALLOWED = "0, or 1e-100 to 1e100 in size";

  private static final String NUMBER_ALLOWED =
      "a number, or an exact rational or decimal as text, as in \"1/3\"";

  /** Numbers with more digits than this are refused: exact arithmetic would never end. */
  private static final int MOST_DIGITS = 400;

  /** Payoffs beyond this, or nearer to 0, would make products that doubles cannot hold. */
  private static final double LARGEST_PAYOFF = 1e100;

  private GameFile() {}

  /** The same of an exact number. */
  static boolean isPayoff(BigFraction value) {
    return value.signum() == 0 || (value.doubleValue() != 0 && isPayoff(value.doubleValue()));
  }

  /**
   * Whether solvers can reckon with a payoff: 0, or 1e-100 to 1e100 in size.
   *
   * @param value in the units of a game
   * @return false also for NaN and infinite values
   */
  public static boolean isPayoff(double value) {
    double size = Math.abs(value);
    return value == 0 || (size <= LARGEST_PAYOFF && size >= 1 / LARGEST_PAYOFF);
  }

  /**
   * Reads a file, with overrides applied; one named .nfg in {@link NfgFile}'s format.
   *
   * @param path the file; its name tells YAML from JSON
   * @param settings overrides of fields, as with {@code --set}; may be empty
   * @return what it says
   * @throws BadInput with every problem and its place, if there is one
   * @throws IOException if the file cannot be read
   */
  public static Game read(Path path, List<Setting> settings) throws BadInput, IOException {
    if (NfgFile.is(path)) {
      if (!settings.isEmpty()) {
        String field = settings.get(0).path();
        throw new BadInput(
            List.of(
                new Problem(
                    "--set", 1, 1, field, "an .nfg file has no named fields", "JSON or YAML")));
      }
      return NfgFile.read(path);
    }
    return new Reader(Document.read(path, settings)).game();
  }

  /**
   * Reads a text.
   *
   * @param text JSON or YAML
   * @param file its name in problems; tells YAML from JSON
   * @param settings overrides of fields, as with {@code --set}; may be empty
   * @return the game
   * @throws BadInput with every problem and its place, if there is one
   */
  public static Game parse(String text, String file, List<Setting> settings) throws BadInput {
    return new Reader(Document.parse(text, file, settings)).game();
  }

  /**
   * Reads what a document holds.
   *
   * @param document JSON or YAML as read; problems are noted in it
   * @return the game
   * @throws BadInput with every problem and its place, if there is one
   */
  public static Game read(Document document) throws BadInput {
    return new Reader(document).game();
  }

  /**
   * Notes in a document all that does not fit the schema of the format.
   *
   * @param document problems are added to it; none is thrown
   */
  public static void check(Document document) {
    SCHEMA.check(document);
  }

  /**
   * The JSON schema of the format.
   *
   * @return JSON text, draft 2020-12
   */
  public static String schema() {
    return SCHEMA.text();
  }

  /**
   * The game as JSON that reads back equal; transitions in the sparse form.
   *
   * @param game any
   * @return the text of a file of format {@link #FORMAT}
   */
  public static String write(Game game) {
    ObjectNode root = Json.object();
    root.put("format", FORMAT);
    root.put("name", game.name());
    ArrayNode players = root.putArray("players");
    game.players().forEach(players::add);
    ArrayNode discount = root.putArray("discount");
    for (int i = 0; i < game.playerCount(); i++) {
      discount.add(Json.number(game.discount(i)));
    }
    ArrayNode states = root.putArray("states");
    for (State state : game.states()) {
      ObjectNode node = states.addObject();
      node.put("name", state.name());
      ArrayNode actions = node.putArray("actions");
      for (int i = 0; i < state.playerCount(); i++) {
        ArrayNode names = actions.addArray();
        state.actions(i).forEach(names::add);
      }
      node.set(
          "payoffs",
          nested(
              state,
              0,
              0,
              a -> {
                ArrayNode payoffs = Json.object().arrayNode();
                for (int i = 0; i < state.playerCount(); i++) {
                  payoffs.add(payoff(state, a, i));
                }
                return payoffs;
              }));
      node.set(
          "transitions",
          nested(
              state,
              0,
              0,
              a -> {
                ObjectNode to = Json.object();
                Transition transition = state.transition(a);
                for (int k = 0; k < transition.size(); k++) {
                  to.set(
                      game.state(transition.successor(k)).name(),
                      Json.number(transition.probability(k)));
                }
                return to;
              }));
      state.monitoring().ifPresent(signals -> write(node, state, signals));
    }
    return Json.text(root);
  }

  /** A number where that is exact, or a rational as text. */
  private static JsonNode payoff(State state, int profile, int player) {
    BigFraction exact = state.exactPayoff(profile, player);
    JsonNode number = Json.number(state.payoff(profile, player));
    if (number.isNumber() && Reader.exact(number.decimalValue()).equals(exact)) {
      return number;
    }
    return TextNode.valueOf(exact.getNumerator() + "/" + exact.getDenominator());
  }

  private static void write(ObjectNode node, State state, PublicMonitoring monitoring) {
    ArrayNode names = node.putArray("signals");
    monitoring.signals().forEach(names::add);
    node.set(
        "signalProbabilities",
        nested(
            state,
            0,
            0,
            a -> {
              ArrayNode probabilities = Json.object().arrayNode();
              for (int y = 0; y < monitoring.signalCount(); y++) {
                probabilities.add(Json.number(monitoring.probability(a, y)));
              }
              return probabilities;
            }));
  }

  private interface Leaf {
    JsonNode of(int profile);
  }

  private static JsonNode nested(State state, int player, int profile, Leaf leaf) {
    if (player == state.playerCount()) {
      return leaf.of(profile);
    }
    ArrayNode array = Json.object().arrayNode();
    for (int action = 0; action < state.actionCount(player); action++) {
      array.add(nested(state, player + 1, profile * state.actionCount(player) + action, leaf));
    }
    return array;
  }

  private record Reader(Document document) {
    Game game() throws BadInput {
      SCHEMA.check(document);
      document.throwIfBad();
      JsonNode root = document.root();
      List<String> players = new ArrayList<>();
      root.path("players").forEach(p -> players.add(p.asText()));
      List<String> names = new ArrayList<>();
      root.path("states").forEach(s -> names.add(s.path("name").asText()));
      distinct(players, "players", "");
      distinct(names, "states", ".name");
      double[] discount = discount(root.path("discount"), players.size());
      List<State> states = new ArrayList<>();
      for (int s = 0; s < names.size(); s++) {
        state(root.path("states").get(s), "states[" + s + "]", players.size(), names)
            .ifPresent(states::add);
      }
      document.throwIfBad();
      try {
        return new Game(root.path("name").asText(), players, discount, states);
      } catch (IllegalArgumentException e) {
        document.problem("", e);
        document.throwIfBad();
        throw e;
      }
    }

    private void distinct(List<String> names, String path, String field) {
      for (int k = 0; k < names.size(); k++) {
        if (names.indexOf(names.get(k)) < k) {
          document.problem(
              path + "[" + k + "]" + field,
              "\"" + names.get(k) + "\" is given twice",
              "distinct names");
        }
      }
    }

    private double[] discount(JsonNode node, int players) {
      double[] discount = new double[players];
      if (node.isArray()) {
        if (node.size() != players) {
          document.problem(
              "discount", "has " + node.size() + " entries", "one per player, " + players);
          return discount;
        }
        for (int i = 0; i < players; i++) {
          discount[i] = factor(node.get(i), "discount[" + i + "]");
        }
      } else {
        Arrays.fill(discount, factor(node, "discount"));
      }
      return discount;
    }

    private double factor(JsonNode node, String path) {
      double value = number(node, path).doubleValue();
      if (!(value >= 0 && value < 1)) {
        document.problem(path, "is " + node.asText(), "0 or more, less than 1");
      }
      return value;
    }

    private Optional<State> state(JsonNode node, String path, int players, List<String> names) {
      List<List<String>> actions = new ArrayList<>();
      boolean whole = true;
      for (JsonNode list : node.path("actions")) {
        List<String> own = new ArrayList<>();
        list.forEach(a -> own.add(a.asText()));
        distinct(own, path + ".actions[" + actions.size() + "]", "");
        whole &= own.stream().distinct().count() == own.size();
        actions.add(own);
      }
      if (actions.size() != players) {
        document.problem(
            path + ".actions", "has " + actions.size() + " lists", "one per player, " + players);
        return Optional.empty();
      }
      int[] shape = actions.stream().mapToInt(List::size).toArray();
      List<BigFraction> payoffs = new ArrayList<>();
      whole &=
          walk(
              node.path("payoffs"),
              path + ".payoffs",
              shape,
              0,
              (leaf, at) -> {
                if (!leaf.isArray() || leaf.size() != players) {
                  document.problem(at, "is " + leaf, "a list of one payoff per player, " + players);
                  return false;
                }
                for (int i = 0; i < players; i++) {
                  payoffs.add(payoff(leaf.get(i), at + "[" + i + "]"));
                }
                return true;
              });
      List<Transition> transitions = new ArrayList<>();
      if (node.has("transitions")) {
        whole &=
            walk(
                node.path("transitions"),
                path + ".transitions",
                shape,
                0,
                (leaf, at) -> {
                  Optional<Transition> transition = transition(leaf, at, names);
                  transition.ifPresent(transitions::add);
                  return transition.isPresent();
                });
      } else if (names.size() == 1) {
        int profiles = Arrays.stream(shape).reduce(1, Math::multiplyExact);
        for (int a = 0; a < profiles; a++) {
          transitions.add(Transition.to(0));
        }
      } else {
        document.problem(path, "\"transitions\" is missing", "left out only with one state");
        return Optional.empty();
      }
      boolean signals = node.has("signals");
      if (signals != node.has("signalProbabilities")) {
        document.problem(
            path,
            "\"" + (signals ? "signalProbabilities" : "signals") + "\" is missing",
            "\"signals\" and \"signalProbabilities\" together, or neither");
        return Optional.empty();
      }
      Optional<PublicMonitoring> monitoring =
          signals ? monitoring(node, path, shape) : Optional.empty();
      if (!whole || signals != monitoring.isPresent()) {
        return Optional.empty();
      }
      try {
        State state =
            State.exact(
                node.path("name").asText(),
                actions,
                payoffs.toArray(BigFraction[]::new),
                transitions.toArray(Transition[]::new));
        return Optional.of(monitoring.map(state::withMonitoring).orElse(state));
      } catch (IllegalArgumentException e) {
        document.problem(path, e);
        return Optional.empty();
      }
    }

    private Optional<PublicMonitoring> monitoring(JsonNode node, String path, int[] shape) {
      List<String> names = new ArrayList<>();
      node.path("signals").forEach(y -> names.add(y.asText()));
      List<double[]> probabilities = new ArrayList<>();
      boolean whole =
          walk(
              node.path("signalProbabilities"),
              path + ".signalProbabilities",
              shape,
              0,
              (leaf, at) -> {
                if (!leaf.isArray() || leaf.size() != names.size()) {
                  document.problem(
                      at,
                      leaf.isArray() ? "has " + leaf.size() + " probabilities" : "is " + leaf,
                      "one probability per signal, " + names.size());
                  return false;
                }
                double[] row = new double[names.size()];
                for (int y = 0; y < row.length; y++) {
                  row[y] = number(leaf.get(y), at + "[" + y + "]").doubleValue();
                }
                probabilities.add(row);
                return isDistribution(row, at);
              });
      if (!whole) {
        return Optional.empty();
      }
      try {
        return Optional.of(new PublicMonitoring(names, probabilities.toArray(double[][]::new)));
      } catch (IllegalArgumentException e) {
        document.problem(path + ".signals", e);
        return Optional.empty();
      }
    }

    private boolean isDistribution(double[] row, String path) {
      double sum = Arrays.stream(row).sum();
      boolean within = true;
      for (int y = 0; y < row.length; y++) {
        if (!(row[y] >= 0 && row[y] <= 1)) {
          document.problem(path + "[" + y + "]", "is " + row[y], "a probability, 0 to 1");
          within = false;
        }
      }
      if (within && !(Math.abs(sum - 1) <= Transition.SUM_TOLERANCE)) {
        document.problem(path, "probabilities sum to " + sum, "1");
        within = false;
      }
      return within;
    }

    private interface Visit {
      boolean leaf(JsonNode node, String path);
    }

    /** Visits the leaves of lists nested by player's action; false if their shape is wrong. */
    private boolean walk(JsonNode node, String path, int[] shape, int player, Visit visit) {
      if (player == shape.length) {
        return visit.leaf(node, path);
      }
      if (!node.isArray() || node.size() != shape[player]) {
        document.problem(
            path,
            node.isArray() ? "has " + node.size() + " entries" : "is no list",
            "a list of one entry per action of player " + (player + 1) + ", " + shape[player]);
        return false;
      }
      boolean whole = true;
      for (int k = 0; k < shape[player]; k++) {
        whole &= walk(node.get(k), path + "[" + k + "]", shape, player + 1, visit);
      }
      return whole;
    }

    private Optional<Transition> transition(JsonNode leaf, String path, List<String> names) {
      List<Integer> states = new ArrayList<>();
      List<Double> probabilities = new ArrayList<>();
      if (leaf.isObject()) {
        for (Map.Entry<String, JsonNode> entry : leaf.properties()) {
          int state = names.indexOf(entry.getKey());
          if (state < 0) {
            document.problem(
                path,
                "state \"" + entry.getKey() + "\" is not defined",
                String.join(", ", names.stream().limit(20).toList()));
            return Optional.empty();
          }
          states.add(state);
          probabilities.add(number(entry.getValue(), path + "." + entry.getKey()).doubleValue());
        }
      } else if (leaf.isArray() && leaf.size() == names.size()) {
        for (int s = 0; s < names.size(); s++) {
          states.add(s);
          probabilities.add(number(leaf.get(s), path + "[" + s + "]").doubleValue());
        }
      } else {
        document.problem(
            path,
            leaf.isArray() ? "has " + leaf.size() + " probabilities" : "is " + leaf,
            "one probability per state, " + names.size() + ", or an object of them by name");
        return Optional.empty();
      }
      try {
        return Optional.of(
            Transition.of(
                states.stream().mapToInt(s -> s).toArray(),
                probabilities.stream().mapToDouble(p -> p).toArray()));
      } catch (IllegalArgumentException e) {
        document.problem(path, e);
        return Optional.empty();
      }
    }

    private BigFraction payoff(JsonNode node, String path) {
      BigFraction value = number(node, path);
      if (!isPayoff(value)) {
        document.problem(path, "is " + node.asText(), PAYOFF_ALLOWED);
      }
      return value;
    }

    private BigFraction number(JsonNode node, String path) {
      if (node.isNumber()
          && Double.isFinite(node.doubleValue())
          && Math.abs(node.decimalValue().scale()) <= MOST_DIGITS) {
        return exact(node.decimalValue());
      }
      String text = node.isTextual() ? node.asText() : "";
      Matcher rational = RATIONAL.matcher(text);
      if (rational.matches()) {
        BigInteger denominator = new BigInteger(rational.group(2));
        if (denominator.signum() != 0) {
          return BigFraction.of(new BigInteger(rational.group(1)), denominator);
        }
      }
      if (DECIMAL.matcher(text).matches()) {
        return exact(new BigDecimal(text));
      }
      document.problem(path, "is " + node, NUMBER_ALLOWED);
      return BigFraction.ZERO;
    }

    private static BigFraction exact(BigDecimal value) {
      if (value.scale() <= 0) {
        return BigFraction.of(value.toBigIntegerExact());
      }
      return BigFraction.of(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
    }
  }
}
